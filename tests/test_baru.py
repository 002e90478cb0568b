"""A new office and a next quarter: what is copied, what is not, what is refused; whatever is written loads."""

import csv
import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from triwulan.cli import app
from triwulan.disk import pasang
from triwulan.office import lanjut, paket, params
from triwulan.office.data import muat
from triwulan.office.hubungan import IDENTITAS
from triwulan.office.proyek import GEMBOK

LAMA, BARU = "kecamatan-lumajang", "kecamatan-sukodono"


def jalan(*perintah: str):
    return CliRunner().invoke(app, ["baru", *perintah])


def baris(akar: Path, unit: str, nama: str) -> list[dict]:
    with (akar / "data" / unit / f"{nama}.csv").open(encoding="utf-8-sig", newline="") as f:
        return list(csv.DictReader(f))


def isi(akar: Path) -> dict[Path, bytes]:
    """Every file of the project but the lock of those who write data."""
    return {p: p.read_bytes() for p in akar.rglob("*") if p.is_file() and p.name != GEMBOK}


def ganti(path: Path, lama: str, baru: str) -> None:
    teks = path.read_text("utf-8")
    assert lama in teks, lama
    path.write_text(teks.replace(lama, baru), "utf-8")


def test_a_new_office_loads_and_holds_the_structure_but_no_figure_and_no_person(salinan):
    r = jalan("unit", BARU, "--dari", LAMA, "--tahun", "2025")
    assert r.exit_code == 0 and f"params/{BARU}/2025-tw1.yaml" in r.stdout and 'Cari tulisan "BELUM DIISI"' in r.stderr
    lama, data = muat(salinan, LAMA), muat(salinan, BARU)
    for nama in ("target", "realisasi_k", "pembanding", "pagu", "realisasi_rp", "dokumentasi", "pilihan"):
        assert data[nama].empty, nama
    assert list(data["indikator"]["id"]) == list(lama["indikator"]["id"]) and list(data["indikator"]["metode"]) == list(lama["indikator"]["metode"])
    assert set(data["pejabat"]["jabatan"]) == set(lama["pejabat"]["jabatan"]) and set(data["pejabat"]["nama"]) == {"BELUM DIISI"}
    semua = "\n".join(p.read_text("utf-8") for p in (salinan / "data" / BARU).glob("*.csv"))
    assert not [n for n in [*lama["pejabat"]["nama"], *lama["pejabat"]["nip"]] if n and n in semua]
    # Texts carry the new name; the kabupaten that the old kecamatan shares its name with keeps its own.
    assert data.nama("unit") == "Kecamatan Sukodono" and data.nama("kecamatan") == "Kantor Kecamatan Sukodono, tanpa kelurahan"
    jabatan = dict(zip(data["pejabat"]["jabatan"], data["pejabat"]["nama_jabatan"]))
    assert jabatan["camat"] == "Camat Sukodono" and jabatan["bupati"] == "Bupati Lumajang"
    assert set(data["narasi"]["jenis"]) == {"tugas", "fungsi", "tembusan"} and set(data["narasi"]["tahun"]) == {2025}
    # Regulations of the same kabupaten hold; its own papers it has to name itself.
    assert data.nama("peraturan_organisasi") == lama.nama("peraturan_organisasi") and data.nama("renstra") == "BELUM DIISI"


def test_a_new_office_has_its_descriptor_and_its_first_quarter(salinan):
    jalan("unit", BARU, "--dari", LAMA, "--tahun", "2025", "--nama", "  Kecamatan   Sukodono Kidul ")
    folder = salinan / "data" / BARU
    assert (folder / paket.NAMA).read_text("utf-8") == paket.perbarui(folder)
    # 15 days after 31 March.
    parameter, mentah = params.baca(salinan / "params" / BARU / "2025-tw1.yaml", salinan)
    assert mentah == {"unit": BARU, "tahun": 2025, "triwulan": 1, "tanggal_laporan": "2025-04-15", "aturan": "lumajang-2024"}
    assert muat(salinan, BARU).nama("unit") == "Kecamatan Sukodono Kidul"


def test_of_another_kabupaten_no_duty_is_copied_and_its_name_is_nowhere(salinan):
    jalan("unit", BARU, "--dari", LAMA, "--tahun", "2025", "--kabupaten", "Kabupaten Jember")
    data = muat(salinan, BARU)
    assert data["narasi"].empty and data.nama("peraturan_organisasi") == "BELUM DIISI" and data.nama("kabupaten") == "Kabupaten Jember" and "Bupati Jember" in set(data["pejabat"]["nama_jabatan"])
    # Where a row was copied from may be said; nothing else names the old place.
    for nama, frame in data.frames.items():
        tercetak = frame.drop(columns=[k for k in ("dokumen", "tempat", "acuan") if k in frame]).astype(str)
        assert not tercetak.apply(lambda k: k.str.contains("Lumajang")).any(axis=None), nama


def test_without_a_model_there_are_headers_and_who_the_office_is(salinan):
    r = jalan("unit", BARU, "--tahun", "2025", "--json")
    assert r.exit_code == 0 and json.loads(r.stdout)[-1]["berkas"] == f"params/{BARU}/2025-tw1.yaml"
    data = muat(salinan, BARU)
    assert [len(f) for f in data.frames.values() if len(f)] == [len(IDENTITAS)] and data.nama("renstra") == "BELUM DIISI"


def test_filled_a_little_the_new_office_still_loads(salinan):
    jalan("unit", BARU, "--dari", LAMA, "--tahun", "2025")
    folder = salinan / "data" / BARU
    ganti(folder / "nomenklatur.csv", "kedudukan,BELUM DIISI", "kedudukan,Sukodono")
    with (folder / "target.csv").open("a") as f:
        f.write("7.01.06-1,,2025,100,,isian-awal,uji\n")
    with (folder / "realisasi_k.csv").open("a") as f:
        f.write("7.01.06-1,,2025-tw1,,3,10,daftar desa,,isian-awal,uji\n")
    assert len(muat(salinan, BARU)["realisasi_k"]) == 1


def test_the_rule_set_is_the_newest_in_force_unless_named(salinan):
    aturan = salinan / "params" / "aturan"
    shutil.copy(aturan / "lumajang-2024.yaml", aturan / "lumajang-2025.yaml")
    ganti(aturan / "lumajang-2025.yaml", 'berlaku_sejak: "2024-01-01"', 'berlaku_sejak: "2025-01-01"')
    for unit, pilihan, harapan in (("a", ["--tahun", "2025"], "lumajang-2025"), ("b", ["--tahun", "2024"], "lumajang-2024"), ("c", ["--tahun", "2025", "--aturan", "lumajang-2024"], "lumajang-2024")):
        assert jalan("unit", unit, *pilihan).exit_code == 0
        assert f'aturan: "{harapan}"' in next((salinan / "params" / unit).iterdir()).read_text("utf-8")


@pytest.mark.parametrize(("perintah", "harapan"), [
    ([LAMA], f"NAMA: tertulis '{LAMA}'; unit ini sudah ada: data/{LAMA}/ dan params/{LAMA}/"),
    (["Kecamatan Sukodono"], "tulis nama folder dengan huruf kecil, angka dan tanda hubung, misalnya kecamatan-sukodono"),
    (["../luar"], "NAMA: tertulis '../luar'; tulis nama folder"),
    (["aturan"], "NAMA: tertulis 'aturan'; tulis nama folder"),
    ([BARU, "--dari", "kecamatan-lain"], "--dari: tertulis 'kecamatan-lain'; unit ini tidak ada di data/; yang ada:"),
    ([BARU, "--aturan", "lumajang-2030"], "--aturan: tertulis 'lumajang-2030'; tidak ada di params/aturan/; yang ada: lumajang-2024"),
    ([BARU, "--tahun", "1945"], "--tahun: tertulis '1945'; tulis tahun empat angka"),
    ([BARU, "--tahun", "2023"], "--tahun: tertulis '2023'; tidak ada aturan di params/aturan/ yang sudah berlaku pada 2023-03-31"),
    ([BARU, "--tahun", "2023", "--aturan", "lumajang-2024"], "baru berlaku sejak 2024-01-01"),
])
def test_a_new_office_is_refused_and_nothing_written(salinan, perintah, harapan):
    sebelum = isi(salinan)
    r = jalan("unit", *(perintah if "--tahun" in perintah else [*perintah, "--tahun", "2025"]))
    assert r.exit_code == 2 and harapan in r.stderr and "1 hal perlu diperbaiki; tidak ada berkas yang ditulis" in r.stderr and r.stdout == ""
    assert isi(salinan) == sebelum


def test_all_that_is_wrong_is_said_at_once_and_a_broken_model_is_not_copied(salinan):
    r = jalan("unit", "X", "--dari", "y", "--aturan", "z", "--tahun", "2025")
    assert r.exit_code == 2 and "3 hal perlu diperbaiki" in r.stderr
    ganti(salinan / "data" / LAMA / "pagu.csv", ",2750000,", ",2.750.000,")
    r = jalan("unit", BARU, "--dari", LAMA, "--tahun", "2025")
    assert r.exit_code == 2 and "2.750.000" in r.stderr and not (salinan / "data" / BARU).exists()


def test_a_full_disk_leaves_nothing_behind(salinan, monkeypatch):
    asli = pasang._tulis

    def penuh(path, data):
        if path.name == "narasi.csv":
            raise OSError(28, "No space left on device", str(path))
        return asli(path, data)

    monkeypatch.setattr(pasang, "_tulis", penuh)
    sebelum = isi(salinan)
    r = jalan("unit", BARU, "--tahun", "2025")
    assert r.exit_code == 1 and "Tidak dapat membuka atau menulis" in r.stderr and "narasi.csv" in r.stderr
    assert isi(salinan) == sebelum and not (salinan / "data" / BARU).exists()


def sampai(salinan: Path, *triwulan: str):
    """Opens one quarter after another; the result of the last call."""
    for t in triwulan:
        hasil = jalan("periode", f"params/{LAMA}/{t}.yaml")
        assert hasil.exit_code == 0, hasil.stderr
    return hasil


def test_within_a_year_only_the_parameter_file_is_written(salinan):
    sebelum = isi(salinan)
    r = sampai(salinan, "2024-tw2")
    tambahan = salinan / "params" / LAMA / "2024-tw3.yaml"
    assert {p for p in isi(salinan) if p not in sebelum} == {tambahan} and {**isi(salinan), **sebelum} == isi(salinan)
    assert params.baca(tambahan, salinan)[0].tanggal_laporan == "2024-10-15"
    assert r.stdout.startswith(f"params/{LAMA}/2024-tw3.yaml") and f"triwulan status params/{LAMA}/2024-tw3.yaml" in r.stderr


def test_a_new_year_starts_from_last_years_targets_and_agreements(salinan):
    lama = muat(salinan, LAMA)
    r = sampai(salinan, "2024-tw2", "2024-tw3", "2024-tw4")
    data = muat(salinan, LAMA)
    target, pk = (data[n][data[n]["tahun"] == 2025] for n in ("target", "perjanjian"))
    assert list(target["nilai"]) == list(lama["target"]["nilai"]) and set(target["catatan"]) == {"Disalin dari 2024; sesuaikan"}
    assert list(pk["rujukan"]) == list(lama["perjanjian"]["rujukan"]) and pk["tempat"].map(lanjut.is_salinan).all()
    # A day on which nobody signs stands for the date that is not known yet.
    assert set(pk[pk["jenis"] == "naskah"]["tanggal"]) == {"2025-01-01"}
    # Duties go on; what was said of a quarter does not, nor any money or performance.
    assert set(data["narasi"].query("tahun == 2025")["jenis"]) == {"tugas", "fungsi", "tembusan"}
    for nama in ("pagu", "realisasi_rp", "realisasi_k", "pembanding", "pejabat"):
        assert len(data[nama]) == len(lama[nama]), nama
    folder = salinan / "data" / LAMA
    assert (folder / paket.NAMA).read_text("utf-8") == paket.perbarui(folder)
    assert params.baca(salinan / "params" / LAMA / "2025-tw1.yaml", salinan)[0].tanggal_laporan == "2025-04-15"
    assert f"data/{LAMA}/target.csv        ditambah {len(target)} baris 2025, disalin dari 2024" in r.stdout and "pagu tidak disalin" in r.stderr


def test_rows_of_the_new_year_that_are_there_stay_and_a_file_keeps_its_ways(salinan):
    """Excel's byte-order mark and line ends, another order of columns, no line end at the end: rows fit in, nothing else moves."""
    path = salinan / "data" / LAMA / "target.csv"
    rows = baris(salinan, LAMA, "target")
    kolom = ["periode", "nilai", "indikator", "lingkup", "catatan", "dokumen", "tempat"]
    rows.append(rows[1] | {"periode": "2025", "nilai": "90", "catatan": "", "tempat": "PK 2025"})
    with path.open("w", encoding="utf-8-sig", newline="") as f:
        tulis = csv.DictWriter(f, kolom)
        tulis.writeheader()
        tulis.writerows(rows)
    sebelum = path.read_bytes().rstrip()
    path.write_bytes(sebelum)
    sampai(salinan, "2024-tw2", "2024-tw3", "2024-tw4")
    assert path.read_bytes().startswith(sebelum + b"\r\n") and path.read_bytes().count(b"\r\n") == path.read_bytes().count(b"\n")
    baru = muat(salinan, LAMA)["target"].query("tahun == 2025 and indikator == 'sasaran-1-1'")
    assert list(baru["nilai"]) == [90] and len(muat(salinan, LAMA)["target"].query("tahun == 2025")) == len(rows) - 1


def test_a_quarter_is_opened_once_and_only_after_the_last_one(salinan):
    sampai(salinan, "2024-tw2")
    sebelum = isi(salinan)
    r = jalan("periode", f"params/{LAMA}/2024-tw2.yaml")
    assert r.exit_code == 2 and f"triwulan sesudahnya sudah dibuka: params/{LAMA}/2024-tw3.yaml" in r.stderr and isi(salinan) == sebelum
    sampai(salinan, "2024-tw3")
    r = jalan("periode", f"params/{LAMA}/2024-tw2.yaml")
    assert r.exit_code == 2 and f"ini bukan triwulan terakhir unit ini; yang terakhir params/{LAMA}/2024-tw4.yaml" in r.stderr
    r = jalan("periode", "params/tidak-ada.yaml")
    assert r.exit_code == 2 and "berkas parameter tidak ada" in r.stderr


def test_a_new_year_is_not_built_on_broken_data(salinan):
    sampai(salinan, "2024-tw2", "2024-tw3")
    ganti(salinan / "data" / LAMA / "target.csv", "tujuan-1-1,,2024,75,", "tujuan-1-1,,2024,75B,")
    sebelum = isi(salinan)
    r = jalan("periode", f"params/{LAMA}/2024-tw4.yaml")
    assert r.exit_code == 2 and "tertulis '75B'" in r.stderr and "tidak ada berkas yang ditulis" in r.stderr and isi(salinan) == sebelum
