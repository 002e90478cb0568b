"""An LRA against what it is asked to be and against the data: heading and options, months before, budgets; never guessed."""

import csv
import shutil
from fractions import Fraction
from pathlib import Path

import pytest
from lra import TEKS, UNIT, baris, cabut, cepat, halaman, jalan, kepala, tulis_csv  # noqa: F401 (fixtures)
from test_baru import ganti, isi
from test_lra_impor_salah import AKAR, ASLI, ditolak, ubah

from triwulan.laporan.masuk import lra, pintu
from triwulan.laporan.masuk.usul import pasang
from triwulan.office import tulisan
from triwulan.office.periode import Periode
from triwulan.office.periode import baca as baca_periode
from triwulan.office.skema import SKEMA

JUNI, PARAMS = Periode(2024, 6, 6), f"params/{UNIT}/2024-tw2.yaml"
CONTOH = "params/kecamatan-contoh/2025-tw2.yaml"
BULAN, TAHUN, KANTOR = "BAGIAN BULAN JUNI", "TAHUN ANGGARAN 2024", "KECAMATAN : KECAMATAN LUMAJANG"

#: Heading changed from, to; options; what is said.
KEPALA = [
    (BULAN, "BAGIAN BULAN JULI", {"bulan": "2024-06"}, "lra.txt: kepala tabel menyebut Juli, sedangkan --bulan 2024-06 berarti Juni 2024; betulkan --bulan, atau pilih berkas LRA bulan itu"),
    (TAHUN, "TAHUN ANGGARAN 2023", {"bulan": "2024-06"}, "kepala tabel menyebut 2023, sedangkan --bulan 2024-06 berarti Juni 2024"),
    (BULAN, "BAGIAN BULAN JULI", {"params": PARAMS}, "LRA Juli 2024, sedangkan --params menunjuk Triwulan II 2024; sebut berkas parameter triwulan yang memuat Juli 2024"),
    (BULAN, "BAGIAN BULAN JULI", {}, "LRA Juli 2024; belum ada berkas parameter untuk triwulan yang memuat bulan itu: buat dengan triwulan baru periode"),
    (BULAN, "", {}, "kepala tabel tidak menyebut bulannya (misalnya BAGIAN BULAN JUNI, TAHUN ANGGARAN 2024); sebutkan dengan --bulan, misalnya --bulan 2024-06"),
    (BULAN, "", {"params": PARAMS}, "kepala tabel tidak menyebut bulannya"),
    (TAHUN, "", {}, "kepala tabel tidak menyebut tahunnya"),
    (BULAN, "BAGIAN BULAN JUNI\nBAGIAN BULAN MEI", {}, "kepala tabel menyebut lebih dari satu bulan atau tahun: Juni, Mei, 2024; impor satu LRA satu bulan, satu berkas"),
    (KANTOR, "KECAMATAN : KECAMATAN SUKODONO", {}, "kepala tabel menyebut Kecamatan Sukodono, sedangkan unit kecamatan-lumajang (satu-satunya berkas parameter bulan itu) adalah Kecamatan Lumajang; pilih berkas LRA kantor itu"),
    (KANTOR, "KELURAHAN : KELURAHAN ROGOTRUNAN", {"params": PARAMS}, "kepala tabel menyebut Kelurahan Rogotrunan, sedangkan unit kecamatan-lumajang (--params)"),
    (KANTOR, KANTOR + "\nSUB UNIT : KELURAHAN ROGOTRUNAN", {}, "kepala tabel menyebut Kelurahan Rogotrunan"),
    (BULAN, BULAN, {"bulan": "Juni"}, "--bulan: tertulis 'Juni'; tulis satu bulan, misalnya 2024-06"),
    (BULAN, BULAN, {"bulan": "2024-tw2"}, "--bulan: tertulis '2024-tw2'; tulis satu bulan"),
    (BULAN, BULAN, {"pagu_berlaku": "1 Juni"}, "--pagu-berlaku: tertulis '1 Juni'; tulis tanggal penetapan anggaran perubahan tahun 2024, paling lambat 30 Juni 2024"),
    (BULAN, BULAN, {"pagu_berlaku": "2024-07-01"}, "--pagu-berlaku: tertulis '2024-07-01'; tulis tanggal penetapan"),
]


@pytest.mark.parametrize(("lama", "baru", "pilihan", "pesan"), KEPALA)
def test_heading_and_options_must_agree(cepat, tmp_path, lama, baru, pilihan, pesan):  # noqa: F811
    path = tmp_path / "lra.txt"
    path.write_text(ubah(lama, baru), "utf-8")
    if "params" in pilihan:
        pilihan = {**pilihan, "params": AKAR / pilihan["params"]}
    (satu,) = ditolak(path, **pilihan)
    assert pesan in satu


@pytest.mark.parametrize("kepala_", [
    "BAGIAN BULAN : JUNI", "Per 30 Juni 2024", "Periode 1 Januari 2024 s/d 30 Juni 2024", "1 Januari s.d. 30 Juni 2024", "Keadaan sampai dengan Juni 2024\nDicetak tanggal 5 Juli 2024",
])
def test_months_are_read_from_headings_as_they_are_written(cepat, tmp_path, kepala_):  # noqa: F811
    path = tmp_path / "lra.txt"
    path.write_text(ubah(BULAN, kepala_), "utf-8")
    assert "LRA Juni 2024, Kecamatan Lumajang" in lra.baca(AKAR, [path], pintu.Petunjuk()).kalimat[0]


#: A file that is no LRA, or cannot be read.
BERKAS = [
    ("lra.pdf", b"%PDF-1.7", "PDF tidak dibaca langsung; simpan dulu sebagai teks: pdftotext -layout"),
    ("lra.xls", b"\xd0\xcf\x11\xe0", "jenis berkas .xls tidak dibaca; simpan sebagai .xlsx atau .csv"),
    ("lra.xlsx", b"\x89PNG", "lra.xlsx: bukan buku kerja Excel, hanya namanya .xlsx"),
    ("lra.csv", b"nama;nilai\nx;1\n", "tidak memuat LRA menurut kode rekening; yang dicari: baris judul dengan sel Kode Rekening, Uraian"),
    ("lra.csv", b"Kode Rekening;Uraian;Anggaran;Realisasi Bulan Lalu\n5;BELANJA;1;1\n", "kolom ini tidak ditemukan di judul tabel: realisasi bulan ini; yang ditemukan: anggaran setelah perubahan, realisasi bulan lalu"),
    ("lra.csv", b"Kode Rekening;Uraian;Anggaran;Bulan Lalu;Bulan Ini\n", "judul LRA ada, tetapi tidak ada satu baris rekening pun di bawahnya"),
]


@pytest.mark.parametrize(("nama", "isi_", "pesan"), BERKAS)
def test_a_file_that_is_no_lra_is_refused(cepat, tmp_path, nama, isi_, pesan):  # noqa: F811
    (tmp_path / nama).write_bytes(isi_)
    assert pesan in "\n".join(ditolak(tmp_path / nama, bulan="2024-06"))


#: The data changed; what is said of the published text then.
DATA = [
    ("realisasi_rp", "2024-01..2024-05,2750000", "2024-01..2024-05,2750001", "baris 19 kolom 5: tertulis '2.750.000'; realisasi bulan lalu 7.01.01.2.01.0001 5.1.02.02.01.0071 Belanja Lembur: data: 2.750.001 (realisasi_rp.csv baris 2), LRA: 2.750.000; selisih -1. Bila bulan lalu memang dikoreksi, impor dulu LRA bulan yang dikoreksi (barisnya diganti), atau betulkan baris itu; lalu ulangi"),
    ("realisasi_rp", "2024-06,0,", "2024-tw2,0,", "realisasi_rp.csv baris 3 sudah memuat Juni 2024 di dalam 2024-tw2 (0), dan tidak dapat dipecah menurut LRA ini (bulan lalu 2.750.000, bulan ini 0); betulkan atau hapus baris itu, lalu impor lagi"),
    ("realisasi_rp", "2024-01..2024-05,2750000", "2024-02..2024-04,1750000", "LRA: 2.750.000; selisih 1.000.000; bulan yang belum ada di data: Januari 2024, Mei 2024. Selisih itu tidak dapat dibagi sendiri: impor dulu LRA bulan-bulan itu"),
    ("realisasi_rp", "2024-01..2024-05,2750000", "2024-01..2024-04,2750001", "bulan yang belum ada di data: Mei 2024. Selisih itu tidak dapat dibagi"),
    ("pagu", "2024,murni,,2750000", "2024,murni,,2750001", "baris 19 kolom 3: tertulis '2.750.000'; anggaran sebelum perubahan 7.01.01.2.01.0001 5.1.02.02.01.0071 Belanja Lembur: pagu murni di pagu.csv baris 2 2.750.001"),
    ("pagu", "7.01.01.2.01.0001,5.1.02.02.01.0071,kecamatan,2024,murni,,2750000,,lra-2024-06,kolom 3\n", "", "baris 19 kolom 1: tertulis '7 01 7 01 00 01 2.01.0001 5 1 02 02 01 0071'; rekening 7.01.01.2.01.0001 5.1.02.02.01.0071 Belanja Lembur (anggaran 2.750.000) tidak ada di pagu.csv 2024 lingkup kecamatan"),
    ("pagu", "7.01.01.2.01.0001,5.1.02.02.01.0071,kecamatan,", "7.01.01.2.01.0001,5.1.02.02.01.0071,kecamatan+kelurahan,", "lingkup LRA ini tidak dapat ditentukan: pagu per rekening ada untuk kecamatan, kecamatan+kelurahan"),
]


@pytest.mark.parametrize(("berkas", "lama", "baru", "pesan"), DATA)
def test_what_contradicts_the_data_is_named_with_both_figures(salinan, berkas, lama, baru, pesan):
    ganti(salinan / "data" / UNIT / f"{berkas}.csv", lama, baru) if berkas == "pagu" else _sekali(salinan / "data" / UNIT / f"{berkas}.csv", lama, baru)
    path = salinan / "lra.txt"
    path.write_text(ASLI, "utf-8")
    semua = ditolak(path, salinan)
    assert [p for p in semua if pesan in p] and len(semua) <= 2, semua


def _sekali(path: Path, lama: str, baru: str) -> None:
    teks = path.read_text("utf-8")
    assert lama in teks
    path.write_text(teks.replace(lama, baru, 1), "utf-8")


def _ekspor(akar: Path, tmp: Path, ubah_: dict[str, dict[int, int]]) -> Path:
    """June's export with figures changed by so much, in every row above them too."""
    rows = baris(akar, UNIT, JUNI)
    for kode, beda in ubah_.items():
        k, _, a = kode.partition(" ")
        for r in rows:
            if kode == r[0] or r[0] in ("", "5", "5.1", f"{k[:7]} 5.1") or (r[0].startswith(k) and a.startswith(r[0].partition(" ")[2])):
                for n, d in beda.items():
                    r[n] += d
                    r[8] += d if n == 3 else 0
                r[7] = ""
    return tulis_csv(tmp / "lra.csv", [*kepala("Kecamatan Lumajang", JUNI), *halaman(rows)])


def test_a_changed_budget_wants_its_date(cepat, tmp_path):  # noqa: F811
    path = _ekspor(AKAR, tmp_path, {"7.01.01.2.01.0001 5.1.02.02.01.0071": {3: 250000}})
    (satu,) = ditolak(path)
    assert "tertulis '3.000.000'; anggaran setelah perubahan 7.01.01.2.01.0001 5.1.02.02.01.0071 Belanja Lembur: pagu yang berlaku 2.750.000; bila anggarannya memang berubah, ulangi dengan --pagu-berlaku dan tanggal penetapannya" in satu
    masukan = lra.baca(AKAR, [path], pintu.Petunjuk(pagu_berlaku="2024-06-03"))
    (u,) = [u for u in masukan.usul if u.berkas == "pagu"]
    assert u.kunci == ("7.01.01.2.01.0001", "5.1.02.02.01.0071", "kecamatan", "2024", "perubahan", "2024-06-03") and u.isi == {"nilai": "3000000"}


def test_a_month_that_is_there_with_another_figure_is_a_change_shown_before_it_is_made(salinan):
    _sekali(salinan / "data" / UNIT / "realisasi_rp.csv", "2024-06,429626563", "2024-06,429626500")
    shutil.copy(TEKS, salinan / "lra.txt")
    asal = isi(salinan)
    r = jalan("lra.txt", "--pratinjau", "--json")
    assert r.exit_code == 0 and isi(salinan) == asal
    assert '"lama": "429626500", "baru": "429626563", "letak": "lra.txt baris 32 kolom 6"' in r.stdout
    assert jalan("lra.txt").exit_code == 0
    with (salinan / "data" / UNIT / "realisasi_rp.csv").open(encoding="utf-8", newline="") as f:
        (baru,) = [r for r in csv.DictReader(f) if (r["akun"], r["periode"]) == ("5.1.01.01.01.0001", "2024-06")]
    assert baru["nilai"] == "429626563" and baru["dokumen"].startswith("lra-2024-06-") and baru["tempat"] == "lra.txt baris 32 kolom 6"


def test_the_first_lra_of_a_year_brings_its_budget(salinan):
    assert cabut(salinan, lambda r: bool(r["akun"]), nama="pagu") == 75 and cabut(salinan, lambda r: bool(r["akun"])) == 150
    shutil.copy(TEKS, salinan / "lra.txt")
    r = jalan("lra.txt")
    assert r.exit_code == 0, r.stderr
    assert "Pagu murni 2024 75 rekening diambil dari kolom anggaran LRA ini, karena belum ada di pagu.csv; cocokkan dengan DPA" in r.stdout
    with (salinan / "data" / UNIT / "pagu.csv").open(encoding="utf-8", newline="") as f:
        assert sum(Fraction(r["nilai"]) for r in csv.DictReader(f) if r["akun"]) == 7229814333
    assert "Tidak ada yang berubah" in jalan("lra.txt").stdout


def test_two_exports_at_once_are_refused(salinan):
    for n in ("a.txt", "b.txt"):
        shutil.copy(TEKS, salinan / n)
    r = jalan("a.txt", "b.txt")
    assert r.exit_code == 2 and r.stderr.count("impor satu ekspor LRA sekali jalan") == 2


def _tambah_rekening(rows: list[list], kode: str, uraian: str, pagu: int, ini: int) -> list[list]:
    """An account that only the changed budget has, in every sum above it."""
    k, a = kode.split()
    for r in rows:
        rk, _, ra = r[0].rpartition(" ")
        if r[0] == "" or (k.startswith(rk) and a.startswith(ra)):
            r[3], r[5], r[6], r[7], r[8] = r[3] + pagu, r[5] + ini, r[6] + ini, "", r[8] + pagu - ini
    di = next(n for n, r in enumerate(rows) if r[0] == f"{k} {a.rpartition('.')[0]}") + 1
    return [*rows[:di], [kode, uraian, *(Fraction(v) for v in (0, pagu, 0, ini, ini)), "", Fraction(pagu - ini)], *rows[di:]]


def test_an_account_new_in_the_changed_budget_comes_in_whole(salinan):
    """Its name, a budget of 0 before and of 500,000 after, nothing spent in the months before as the others have them."""
    kode = "7.01.01.2.01.0002 5.1.02.01.01.0099"
    rows = _tambah_rekening(baris(salinan, UNIT, JUNI), kode, "Belanja Perlengkapan Dinas Lapangan", 500000, 125000)
    path = tulis_csv(salinan / "lra.csv", [*kepala("Kecamatan Lumajang", JUNI), *halaman(rows)])
    (satu,) = ditolak(path, salinan)
    assert "rekening 5.1.02.01.01.0099 Belanja Perlengkapan Dinas Lapangan tidak ada di nomenklatur.csv" in satu
    r = jalan("lra.csv", "--pagu-berlaku", "2024-06-10")
    assert r.exit_code == 0, r.stderr
    assert "76 rekening" in r.stdout and "1 rekening baru, namanya ditambahkan ke nomenklatur.csv: 5.1.02.01.01.0099 Belanja Perlengkapan Dinas Lapangan" in r.stdout
    ada = {nama: [r for r in tulisan.baca(salinan / "data" / UNIT, nama) if "5.1.02.01.01.0099" in (r.get("akun"), r.get("kode"))] for nama in ("nomenklatur", "pagu", "realisasi_rp")}
    assert [(r["jenis"], r["uraian"]) for r in ada["nomenklatur"]] == [("akun", "Belanja Perlengkapan Dinas Lapangan")]
    assert [(r["tahap"], r["berlaku"], r["nilai"]) for r in ada["pagu"]] == [("murni", "", "0"), ("perubahan", "2024-06-10", "500000")]
    assert sorted((r["periode"], r["nilai"]) for r in ada["realisasi_rp"]) == [("2024-01..2024-05", "0"), ("2024-06", "125000")]
    asal = isi(salinan)
    assert "Tidak ada yang berubah" in jalan("lra.csv").stdout and isi(salinan) == asal


def test_an_import_is_taken_back(salinan):
    cabut(salinan, lambda r: r["periode"] == "2024-06" and bool(r["akun"]))
    asal = {p: b for p, b in isi(salinan).items()}
    shutil.copy(TEKS, salinan / "lra.txt")
    r = jalan("lra.txt")
    (masuk,) = (salinan / "data" / UNIT / "masuk").iterdir()
    assert r.exit_code == 0 and (masuk / "lra.txt").read_bytes() == TEKS.read_bytes()
    assert jalan("--batalkan", masuk.name).exit_code == 0
    assert {p: b for p, b in isi(salinan).items() if "masuk" not in p.parts and p.name != "lra.txt"} == asal


def test_months_that_are_missing_in_a_row_are_what_last_month_has_beyond_the_data(salinan):
    """The data hold January to March; the LRA of June brings April and May together, and June."""
    path = salinan / "data" / UNIT / "realisasi_rp.csv"
    path.write_text(path.read_text("utf-8").replace("2024-01..2024-05,1290834733", "2024-01..2024-03,774500000").replace("2024-01..2024-05", "2024-01..2024-03"), "utf-8")
    (salinan / "lra.txt").write_text(ASLI, "utf-8")
    masukan = lra.baca(salinan, [salinan / "lra.txt"], pintu.Petunjuk())
    usul = {u.kunci: u.isi["nilai"] for u in masukan.usul}
    gaji = ("7.01.01.2.02.0001", "5.1.01.01.01.0001", "kecamatan")
    assert usul[*gaji, "2024-04..2024-05"] == str(1290834733 - 774500000) and usul[*gaji, "2024-06"] == "429626563" and len(usul) == 150
    assert any("April–Mei 2024: 75 rekening belum ada di data" in k for k in masukan.kalimat)


@pytest.mark.parametrize(("bulan", "jadi"), [("2025-05", ["2025-01..2025-04", "2025-05"]), ("2025-03", ["2025-01..2025-02", "2025-03", "2025-04..2025-05"]), ("2025-01", ["2025-01", "2025-02..2025-05"])])
def test_a_row_of_several_months_is_parted_by_the_lra_of_one_of_them(tmp_path, bulan, jadi):
    """January to May of the fictional office as one row an account, as a first import would have left it."""
    for nama in ("data", "params"):
        shutil.copytree(AKAR / nama, tmp_path / nama, ignore=shutil.ignore_patterns(UNIT))
    unit = "kecamatan-contoh"
    path = tmp_path / "data" / unit / "realisasi_rp.csv"
    asal = tulisan.baca(tmp_path / "data" / unit, "realisasi_rp")
    gabung: dict[tuple, dict] = {}
    for r in asal:
        lebur = r["periode"] in [f"2025-0{n}" for n in range(1, 6)]
        kunci = (r["kode"], r["akun"], r["lingkup"], "2025-01..2025-05" if lebur else r["periode"])
        lama = gabung.setdefault(kunci, {**r, "periode": kunci[3], "nilai": "0"})
        lama["nilai"] = str(Fraction(lama["nilai"]) + Fraction(r["nilai"]))
    path.write_bytes(tulisan.tabel(SKEMA["realisasi_rp"], list(gabung.values())))
    waktu = baca_periode(bulan)
    ekspor = tulis_csv(tmp_path / "a.csv", [*kepala("Kecamatan Contoh", waktu), *halaman(baris(AKAR, unit, waktu))])
    masukan = lra.baca(tmp_path, [ekspor], pintu.Petunjuk())
    assert "27 baris 2025-01..2025-05 dipecah menurut LRA ini; jumlahnya tetap." in masukan.kalimat
    path.write_bytes(pasang("realisasi_rp", path.read_bytes(), masukan.usul).isi.replace(f",lra-{bulan},".encode(), b",contoh,"))
    baru = [r for r in tulisan.baca(tmp_path / "data" / unit, "realisasi_rp") if r["lingkup"] == "kecamatan"]
    assert sorted({r["periode"] for r in baru if r["periode"] < "2025-06"}) == jadi
    for p in map(baca_periode, jadi):
        harap = {}
        for r in asal:
            if r["lingkup"] == "kecamatan" and p.memuat(baca_periode(r["periode"])):
                harap[r["kode"], r["akun"]] = harap.get((r["kode"], r["akun"]), 0) + Fraction(r["nilai"])
        assert {(r["kode"], r["akun"]): Fraction(r["nilai"]) for r in baru if baca_periode(r["periode"]) == p} == harap
    assert not pasang("realisasi_rp", path.read_bytes(), lra.baca(tmp_path, [ekspor], pintu.Petunjuk()).usul).perubahan


def test_an_account_whose_budget_is_not_in_force_yet_gets_a_month_of_nothing(tmp_path):
    """The changed budget of August is in pagu.csv already when July's LRA comes in."""
    for nama in ("data", "params"):
        shutil.copytree(AKAR / nama, tmp_path / nama, ignore=shutil.ignore_patterns(UNIT))
    unit, baru, juli = "kecamatan-contoh", "5.2.02.05.02.0006", baca_periode("2025-07")
    assert cabut(tmp_path, lambda r: r["akun"] == baru and r["tahap"] == "murni", unit, "pagu") == 1
    assert cabut(tmp_path, lambda r: r["periode"] == "2025-07", unit) == 27
    rows = baris(tmp_path, unit, juli)
    assert not [r for r in rows if baru in r[0]]
    masukan = lra.baca(tmp_path, [tulis_csv(tmp_path / "a.csv", [*kepala("Kecamatan Contoh", juli), *halaman(rows)])], pintu.Petunjuk())
    assert "26 rekening" in masukan.kalimat[0] and len(masukan.usul) == 27
    assert [u.isi["nilai"] for u in masukan.usul if u.kunci[1] == baru] == ["0"]
