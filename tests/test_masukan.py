"""Bad input: one broken thing, one clear message; `triwulan` exits 2 with the whole list and writes nothing."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from triwulan.cli import app
from triwulan.laporan.bundel import rencana
from triwulan.office import params
from triwulan.office.data import muat
from triwulan.office.masalah import MasukanSalah

UNIT = "kecamatan-lumajang"


def ganti(path: Path, lama: str, baru: str) -> None:
    teks = path.read_text("utf-8")
    assert lama in teks, lama
    path.write_text(teks.replace(lama, baru, 1), "utf-8")


def pesan(akar: Path) -> list[str]:
    with pytest.raises(MasukanSalah) as salah:
        muat(akar, UNIT)
    return [str(m) for m in salah.value.masalah]


RUSAK = [
    ("pagu.csv", "2750000", "2.750.000", "baris 2 kolom nilai: tertulis '2.750.000'; tulis angka tanpa titik ribuan"),
    ("pagu.csv", "2750000", "2.750", "baris 2 kolom nilai: tertulis '2.750'; tulis angka tanpa titik ribuan"),
    ("pagu.csv", "2750000", "", "baris 2 kolom nilai: tertulis ''; wajib diisi"),
    ("pagu.csv", "5.1.02.02.01.0071", "5.1.02.02.01.9999", "baris 2 kolom akun: tertulis '5.1.02.02.01.9999'; tidak ada di nomenklatur.csv; rekening ini belum punya nama"),
    ("pagu.csv", "murni", "awal", "kolom tahap: tertulis 'awal'; pilih salah satu: murni, perubahan"),
    ("pagu.csv", "kode,akun", "kode,rekening", "kolom akun: kolom ini tidak ada: kode rekening"),
    ("pagu.csv", "kode,akun", "kode,rekening", "kolom rekening: kolom ini tidak dikenal; kolom yang dikenal: kode, akun"),
    ("pagu.csv", "lra-2024-06", "lra-2024-07", "kolom dokumen: tertulis 'lra-2024-07'; dokumen ini tidak terdaftar"),
    ("realisasi_rp.csv", "2024-01..2024-05", "2024-13", "baris 2 kolom periode: tertulis '2024-13'; tulis 2024-tw2, sd-2024-tw2, 2024-06"),
    ("realisasi_rp.csv", "2024-01..2024-05", "2024-01..2025-05", "baris 2 kolom periode: tertulis '2024-01..2025-05'; tulis"),
    ("realisasi_rp.csv", "2024-01..2024-05", "2024-01..2024-06", "bulannya sudah termasuk dalam sd-2024-tw2 untuk rekening yang sama"),
    ("realisasi_rp.csv", "7.01.01.2.01.0001", "7.01.01.2.06.0001", "tidak ada pagu 2024 untuk rekening ini"),
    ("nomenklatur.csv", "program,7.01.01.2.01,", "program,7.01.01.2.99,", "kolom kode: tertulis '7.01.01.2.01.0001'; induknya 7.01.01.2.01 tidak ada"),
    ("nomenklatur.csv", "akun,5.1.02.02,", "akun,5.1.02.99,", "induknya 5.1.02.02 tidak ada"),
    ("realisasi_k.csv", "7.01.02-1", "7.01.02-9", "kolom indikator: tertulis '7.01.02-9'; tidak ada di indikator.csv"),
    ("realisasi_k.csv", ",,0,5,", ",,0,,", "metode rasio: isi pembilang dan penyebut"),
    ("realisasi_k.csv", ",2024-tw2,56.77,", ",2024-tw2,,", "metode langsung: isi nilai"),
    ("realisasi_k.csv", "7.01.02-1,", "sasaran-2-1,", "K indikator bermetode gabungan dihitung dari bawahannya; hapus baris ini"),
    ("target.csv", "sasaran-2-1,,2024", "sasaran-1-1,,2024", "kunci ini sudah ada di baris sebelumnya"),
    ("indikator.csv", ",gabungan,", ",gabungannya,", "pilih salah satu: langsung, rasio, gabungan, rata-rata"),
    ("pejabat.csv", "197012181991011002", "197013181991011002", "kolom nip: tertulis '197013181991011002'; tulis 18 angka NIP"),
    ("pejabat.csv", ",definitif,bupati,", ",definitif,gubernur,", "kolom atasan: tertulis 'gubernur'; tidak ada di kolom jabatan pejabat.csv"),
    ("perjanjian.csv", ",2024-01-10,", ",,", "naskah perjanjian harus bertanggal"),
    ("perjanjian.csv", "sasaran-1-1", "sasaran-7-1", "rujukan baris target tidak dikenal"),
    ("indikator.csv", "7.01.02.2.01-1,7.01.02.2.01,,", "7.01.02.2.01-1,7.01.02.2.01,kecamatan+kelurahan,", "tidak dideklarasikan untuk lingkup kecamatan di indikator.csv"),
    ("narasi.csv", ",2024-tw2,1,", ",2024-tw5,1,", "kolom periode: tertulis '2024-tw5'"),
    ("dokumentasi.csv", "2024-04-19", "2024-04-31", "tertulis '2024-04-31'; tulis tanggal, misalnya 2024-07-05; bila hanya bulan"),
    ("pilihan.csv", "camat|2024-01-01", "camat|2023-01-01", "baris itu tidak ada lagi di pejabat.csv"),
    ("realisasi_rp.csv", "7.01.01.2.01.0001,5.1.02.02.01.0071,kecamatan,2024-06,0,,lra-2024-06,kolom 5 bulan ini\n", "", "belum ada realisasi bulan 2024-06 untuk 7.01.01.2.01.0001 5.1.02.02.01.0071 (lingkup kecamatan); isi 0 bila memang belum ada belanja"),
    ("pagu.csv", "2024,murni,,5175000", "2024,perubahan,,5175000", "pagu perubahan harus bertanggal penetapan"),
    ("nomenklatur.csv", "identitas,unit,", "identitas,nama-unit,", "belum ada baris identitas berkode unit"),
    ("pejabat.csv", ",definitif,bupati,", ",definitif,sekretaris,", "atasannya berputar: camat → sekretaris → camat"),
    ("realisasi_k.csv", ",2024-tw2,56.77,", ",2024-tw2,-56.77,", "kinerja tidak boleh negatif"),
    ("narasi.csv", ",2024-tw2,1,", ",2024-tw2,²,", "tertulis '²'; tulis bilangan bulat"),
    ("target.csv", "sasaran-1-1,,2024,100,,", "sasaran-1-1,,2024,100,a,b,", "ada 8 sel, seharusnya 7"),
    ("indikator.csv", ",%,langsung,jumlah,naik,Pembilang", ",=1+1,langsung,jumlah,naik,Pembilang", "kolom satuan: tertulis '=1+1'; tulis nama satuan"),
    ("indikator.csv", ",%,langsung,jumlah,naik,Pembilang", ",,langsung,jumlah,naik,Pembilang", "kolom satuan: tertulis ''; wajib diisi"),
    ("indikator.csv", "7.01.01.2.01.0002-1,7.01.01.2.01.0002,", "7.01.01.2.01.0001-1,7.01.01.2.01.0002,", "kunci ini sudah ada di baris sebelumnya; satu fakta satu baris"),
    ("indikator.csv", "7.01.01.2.01.0002-1,7.01.01.2.01.0002,", "7.01.01.2.01.0001-9,7.01.01.2.01.0002,", "id harus kode barisnya, tanda hubung, lalu nomor urut, misalnya 7.01.01.2.01.0002-1"),
    ("pembanding.csv", "target-renstra,K,7.01.01-1,", "target-renstra,K,7.01.99-1,", "rujukan K ini tidak ada di indikator.csv"),
    ("pagu.csv", "murni,,2750000", "murni,,-2750000", "tertulis '-2750000'; pagu tidak boleh negatif"),
    ("realisasi_k.csv", ",2024-tw2,56.77,", ",2024-tw2,-56.77,", "tertulis '-56.77'; kinerja tidak boleh negatif"),
    ("narasi.csv", "kendala,camat,7.01.01,", "kendala,camat,7.01.99,", "kode baris kendala ini tidak ada di nomenklatur.csv"),
]


@pytest.mark.parametrize(("berkas", "lama", "baru", "harapan"), RUSAK)
def test_one_broken_cell_one_message(salinan, berkas, lama, baru, harapan):
    ganti(salinan / "data" / UNIT / berkas, lama, baru)
    semua = pesan(salinan)
    cocok = [p for p in semua if harapan in p]
    assert cocok and all(p.startswith(f"data/{UNIT}/") for p in semua), semua


def semua_pesan(akar: Path) -> list[str]:
    """What compiling says before it begins."""
    with pytest.raises(MasukanSalah) as salah:
        rencana([akar / "params" / UNIT / "2024-tw2.yaml"], [])
    return [str(m) for m in salah.value.masalah]


def test_a_realisation_of_a_quarter_that_is_not_opened_yet_is_refused(salinan):
    ganti(salinan / "data" / UNIT / "realisasi_k.csv", "7.01.05-1,kecamatan+kelurahan,2024-tw2", "7.01.05-1,kecamatan+kelurahan,2024-tw3")
    (satu,) = semua_pesan(salinan)
    assert "realisasi_k.csv baris" in satu and "tertulis '2024-tw3'; triwulan ini belum dibuka (yang terakhir berakhir 2024-06-30)" in satu
    # Once the quarter has its parameter file, the figure is a figure.
    teks = (salinan / "params" / UNIT / "2024-tw2.yaml").read_text("utf-8")
    (salinan / "params" / UNIT / "2024-tw3.yaml").write_text(teks.replace("triwulan: 2", "triwulan: 3").replace("2024-07-05", "2024-10-05"), "utf-8")
    assert rencana([salinan / "params" / UNIT / "2024-tw2.yaml"], [])


def test_a_post_without_rows_and_an_official_who_is_missing_are_said_together(salinan):
    """Nobody holds the Kasi Pelayanan's post on the agreement's date; the Kasubbag Umum promised nothing."""
    ganti(salinan / "data" / UNIT / "pejabat.csv", "kasi-pelayanan,Kepala Seksi Pelayanan Umum,Seksi Pelayanan Umum,ENDANG TRIWAHYUNI,196808121992022004,definitif,camat,2024-01-01", "kasi-pelayanan,Kepala Seksi Pelayanan Umum,Seksi Pelayanan Umum,ENDANG TRIWAHYUNI,196808121992022004,definitif,camat,2024-02-01")
    for pilihan in ("kasi-pelayanan|2024-01-01",):
        path = salinan / "data" / UNIT / "pilihan.csv"
        path.write_text(path.read_text("utf-8").replace(pilihan, "kasi-pelayanan|2024-02-01"), "utf-8")
    path = salinan / "data" / UNIT / "perjanjian.csv"
    path.write_text("".join(b for b in path.read_text("utf-8").splitlines(True) if not b.startswith("kasubbag-umum,2024,kecamatan,target")), "utf-8")
    semua = semua_pesan(salinan)
    assert any("pejabat.csv" in p and "kolom jabatan: tertulis 'kasi-pelayanan'; tidak ada yang memegang jabatan ini pada 2024-01-10; tambahkan" in p for p in semua), semua
    assert any("perjanjian.csv" in p and "belum punya baris target; laporannya tidak dapat disusun" in p and "kasubbag-umum" in p for p in semua), semua


def test_unknown_paper_and_a_letter_number_of_no_report_are_refused(salinan):
    data = salinan / "data" / UNIT
    with (data / "nomenklatur.csv").open("a", encoding="utf-8") as out:
        out.write("identitas,kertas,Legal,,,lkj-camat-2024-tw2,sampul\n")
    (satu,) = pesan(salinan)
    assert "nomenklatur.csv baris" in satu and satu.endswith("kolom uraian: tertulis 'Legal'; kertas laporan A4 atau F4; F4 = folio 215 × 330 mm")
    ganti(data / "nomenklatur.csv", "identitas,kertas,Legal", "identitas,kertas,F4")
    with (data / "narasi.csv").open("a", encoding="utf-8") as out:
        out.write("nomor-naskah,camat,lkj-cmat,2024-tw2,1,000/1,lkj-camat-2024-tw2,sampul\n")
    (satu,) = semua_pesan(salinan)
    assert "narasi.csv baris" in satu and "kolom rujukan: tertulis 'lkj-cmat'; bukan laporan kantor ini pada 2024; yang ada: lkj-camat, lkj-sekretaris" in satu
    ganti(data / "narasi.csv", "lkj-cmat", "lkj-camat")
    assert rencana([salinan / "params" / UNIT / "2024-tw2.yaml"], []) and muat(salinan, UNIT).kertas == "F4"


def test_a_missing_file_says_which_columns_it_needs(salinan):
    (salinan / "data" / UNIT / "target.csv").unlink()
    assert pesan(salinan) == [f"data/{UNIT}/target.csv: berkas tidak ada; buat dengan kolom indikator,lingkup,periode,nilai,catatan,dokumen,tempat"]


def test_a_file_saved_in_another_encoding_is_named(salinan):
    path = salinan / "data" / UNIT / "narasi.csv"
    path.write_bytes(path.read_bytes() + "é".encode("latin-1"))
    assert "bukan UTF-8" in pesan(salinan)[0]


@pytest.mark.parametrize(("ubah", "harapan"), [
    (lambda t: t.replace(",", ";"), "target.csv baris 1: kolomnya dipisah titik koma; simpan ulang sebagai CSV UTF-8 yang dipisah koma"),
    (lambda t: t.replace(",", "\t"), "kolomnya dipisah tab"),
    (lambda t: "", "kosong; baris pertama harus memuat nama kolom"),
    (lambda t: t.replace("\n", "\r").replace("2024", '"2024', 1), "target.csv"),
])
def test_what_spreadsheet_programs_do_to_a_file_is_named_once(salinan, ubah, harapan):
    path = salinan / "data" / UNIT / "target.csv"
    path.write_text(ubah(path.read_text("utf-8")), "utf-8")
    (satu,) = pesan(salinan)
    assert harapan in satu


def test_byte_order_mark_crlf_and_empty_rows_and_columns_are_read_as_if_they_were_not_there(salinan):
    path = salinan / "data" / UNIT / "target.csv"
    baris = path.read_text("utf-8").splitlines()
    path.write_bytes(("\ufeff" + "\r\n".join([*(f"{b},," for b in baris), ",,,,,,,,", ",,,,,,,,"])).encode("utf-8"))
    assert len(muat(salinan, UNIT)["target"]) == len(baris) - 1


def test_problems_of_several_files_come_together(salinan):
    ganti(salinan / "data" / UNIT / "pagu.csv", "2750000", "x")
    ganti(salinan / "data" / UNIT / "target.csv", ",100,", ",y,")
    ganti(salinan / "data" / UNIT / "narasi.csv", "tugas,camat", "tugasnya,camat")
    assert len(pesan(salinan)) == 3


def test_spending_above_the_budget_is_reported_but_allowed(lap):
    (m,) = lap.data.peringatan  # the one overspent account of the source
    assert "7.01.01.2.02.0001 5.1.01.01.07.0001" in str(m) and "Rp20.207.949 melampaui pagu Rp1.268.992" in str(m)


PARAMETER = [
    ("triwulan: 2", "triwulan: 5", "kunci triwulan: tertulis '5'; tulis 1, 2, 3 atau 4"),
    ("triwulan: 2", "triwulam: 2", "kunci triwulam: tertulis '2'; parameter ini tidak dikenal; yang dikenal: unit, tahun, triwulan"),
    ("triwulan: 2", "triwulam: 2", "kunci triwulan: parameter ini belum ada"),
    ("triwulan: 2", "triwulan: '2'", "kunci triwulan: tertulis '2'; tulis 1, 2, 3 atau 4"),
    ("triwulan: 2", "triwulan: true", "kunci triwulan: tertulis 'True'; tulis 1"),
    ("tahun: 2024", "tahun: 20241", "kunci tahun: tertulis '20241'; tulis tahun empat angka"),
    ('"2024-07-05"', "2024-07-05", "kunci tanggal_laporan: tertulis '2024-07-05'; tulis tanggal dalam tanda kutip"),
    ('"2024-07-05"', '"5 Juli 2024"', "tulis tanggal dalam tanda kutip"),
    ('"2024-07-05"', '"2024-06-05"', "laporan bertanggal sebelum triwulannya berakhir (2024-06-30)"),
    ("unit: kecamatan-lumajang", "unit: kecamatan-lain", "folder data/kecamatan-lain tidak ada"),
    ("unit: kecamatan-lumajang", "unit: ../data", "kunci unit: tertulis '../data'; tulis nama folder unit"),
    ("aturan: lumajang-2024", "aturan: lumajang-2030", "berkas params/aturan/lumajang-2030.yaml tidak ada"),
    ("tahun: 2024", "tahun: 2024\ntahun: 2024", "baris 4 kunci tahun: kunci ini tertulis dua kali"),
    ("tahun: 2024", "tahun: [2024", "bukan YAML yang sah"),
]


@pytest.mark.parametrize(("lama", "baru", "harapan"), PARAMETER)
def test_one_broken_parameter_one_message(salinan, lama, baru, harapan):
    path = salinan / "params" / UNIT / "2024-tw2.yaml"
    ganti(path, lama, baru)
    with pytest.raises(MasukanSalah) as salah:
        params.baca(path, salinan)
    assert harapan in str(salah.value) and f"params/{UNIT}/2024-tw2.yaml" in str(salah.value)


def test_a_rule_set_not_in_force_yet_and_two_files_for_one_quarter_are_refused(salinan):
    ganti(salinan / "params" / "aturan" / "lumajang-2024.yaml", 'berlaku_sejak: "2024-01-01"', 'berlaku_sejak: "2024-07-01"')
    r = CliRunner().invoke(app, ["susun", "--keluaran", str(salinan / "k")])
    assert r.exit_code == 2 and "baru berlaku sejak 2024-07-01" in r.stderr
    ganti(salinan / "params" / "aturan" / "lumajang-2024.yaml", "2024-07-01", "2024-01-01")
    path = salinan / "params" / UNIT / "2024-tw2.yaml"
    (path.parent / "2024-tw2 - Copy.yaml").write_bytes(path.read_bytes())
    r = CliRunner().invoke(app, ["susun", "--keluaran", str(salinan / "k")])
    assert r.exit_code == 2 and "unit dan triwulannya sama dengan 2024-tw2 - Copy.yaml" in r.stderr


def test_a_method_that_the_rule_set_does_not_know_is_refused(salinan):
    ganti(salinan / "params" / "aturan" / "lumajang-2024.yaml", "    rasio: pembilang", "    nisbah: pembilang")
    r = CliRunner().invoke(app, ["susun", "--keluaran", str(salinan / "k")])
    assert r.exit_code == 2 and "kolom metode: tertulis 'rasio'; tidak ada dalam params/aturan/lumajang-2024.yaml" in r.stderr


def test_an_unknown_or_doubled_key_in_a_rule_set_is_refused(salinan):
    from triwulan.office import aturan

    path = salinan / "params" / "aturan" / "lumajang-2024.yaml"
    ganti(path, "varian: A", "varian: D")
    ganti(path, "hari: 15", "hari: 15\n  jam: 3")
    with pytest.raises(MasukanSalah) as salah:
        aturan.muat(salinan, "lumajang-2024")
    assert [m.kolom for m in salah.value.masalah] == ["skala.varian", "tenggat.jam"]


def test_the_command_lists_everything_exits_2_and_writes_nothing(salinan):
    ganti(salinan / "params" / UNIT / "2024-tw2.yaml", "triwulan: 2", "triwulan: 2\nwarna: merah")
    ganti(salinan / "data" / UNIT / "pagu.csv", "2750000", "2.750.000")
    (salinan / "params" / UNIT / "2024-tw3.yaml").write_text("unit: kecamatan-lumajang\ntahun: 2024\ntriwulan: 3\ntanggal_laporan: \"2024-10-04\"\naturan: lumajang-2024\n")
    sebelum = sorted(salinan.rglob("*"))
    r = CliRunner().invoke(app, ["susun", "--keluaran", str(salinan / "keluar")])
    assert r.exit_code == 2 and r.stdout == ""
    assert "2 hal perlu diperbaiki; tidak ada laporan yang dibuat" in r.stderr
    assert "warna" in r.stderr and "2.750.000" in r.stderr and "Traceback" not in r.stderr
    assert sorted(salinan.rglob("*")) == sebelum


@pytest.mark.parametrize("pilihan", [[f"params/{UNIT}/2024-tw2.yaml", "--laporan", "lkj-lurah"], ["--format", "docs"], ["--format", ""], ["tidak-ada.yaml"]])
def test_wrong_use_exits_2(pilihan, tmp_path):
    r = CliRunner().invoke(app, ["susun", *pilihan, "--keluaran", str(tmp_path / "k")])
    assert r.exit_code == 2 and "1 hal perlu diperbaiki" in r.stderr and not (tmp_path / "k").exists()


@pytest.mark.parametrize(("tambahan", "harapan"), [
    (["-p", "triwulam", "3"], "kunci triwulam: tertulis '3'; parameter ini tidak dikenal"),
    (["-p", "buka", "3"], "kunci buka: tertulis '(disuntikkan)'; parameter ini tidak dikenal"),
    (["-p", "In", "3"], "kunci In: tertulis '3'; parameter ini tidak dikenal"),
    (["-p", "prosa", "x"], "kunci prosa: tertulis 'x'; parameter ini tidak dikenal"),
    (["-p", "triwulan", "5"], "kunci triwulan: tertulis '5'; tulis 1, 2, 3 atau 4"),
])
def test_stock_papermill_stops_at_the_first_call_with_the_same_list(salinan, tambahan, harapan):
    """papermill only logs an unknown parameter; the notebook refuses it, before any table, without a traceback of ours."""
    keluar = salinan / "out.ipynb"
    r = subprocess.run(
        [sys.executable, "-m", "papermill", "notebooks/lkj-camat.ipynb", str(keluar), "-f", f"params/{UNIT}/2024-tw2.yaml", *tambahan],
        cwd=salinan, capture_output=True, text=True,
    )
    assert r.returncode != 0 and harapan in r.stderr
    nb = json.loads(keluar.read_text("utf-8"))
    (galat,) = [o for c in nb["cells"] for o in c.get("outputs", []) if o["output_type"] == "error"]
    assert galat["ename"] == "MasukanSalah" and harapan in "\n".join(galat["traceback"]) and "File " not in "\n".join(galat["traceback"])
    jalan = [c for c in nb["cells"] if c["cell_type"] == "code" and c["execution_count"]]
    assert len(jalan) == 3  # parameters, injected parameters, the first call
