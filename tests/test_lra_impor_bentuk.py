"""The same month in every shape that offices have it: workbooks, CSV, text; all read the same."""

import shutil
from fractions import Fraction
from math import floor
from pathlib import Path

import pytest
from lra import JUDUL, PDFTOTEXT, TEKS, UNIT, baris, cabut, cepat, contoh, halaman, indonesia, inggris, kepala, penuh, sipd, tulis_csv, tulis_xlsx  # noqa: F401 (fixtures)
from openpyxl import Workbook

from triwulan.laporan.masuk import lra, pintu
from triwulan.laporan.masuk.usul import pasang
from triwulan.office import tulisan
from triwulan.office.masalah import MasukanSalah
from triwulan.office.periode import Periode, baca, tulis

pytestmark = pytest.mark.usefixtures("cepat")
JUNI = Periode(2024, 6, 6)
CONTOH = "kecamatan-contoh"
NAMA = "Kecamatan Lumajang"


def usul(akar: Path, path: Path, **petunjuk) -> dict[tuple, str]:
    """The rows that a file proposes."""
    masukan = lra.baca(akar, [path], pintu.Petunjuk(**petunjuk))
    return {(u.berkas, *u.kunci): u.isi["nilai"] for u in masukan.usul}


@pytest.fixture(scope="module")
def harap(akar) -> dict[tuple, str]:
    hasil = usul(akar, TEKS)
    # The total of the published table.
    assert len(hasil) == 75 and sum(map(Fraction, hasil.values())) == 923333454
    return hasil


BENTUK = {
    "xlsx, angka": lambda p, j, r: tulis_xlsx(p / "a.xlsx", j, r),
    "xlsx, angka sebagai teks": lambda p, j, r: tulis_xlsx(p / "a.xlsx", j, r, indonesia),
    "xlsx, teks gaya Inggris": lambda p, j, r: tulis_xlsx(p / "a.xlsx", j, r, inggris),
    "xlsx, NBSP dan spasi di belakang": lambda p, j, r: tulis_xlsx(p / "a.xlsx", j, r, lambda v: f"\u00a0{indonesia(v)} \u00a0"),
    "xlsx, Rp dan ,-": lambda p, j, r: tulis_xlsx(p / "a.xlsx", j, r, lambda v: f"Rp {indonesia(v)}"),
    "xlsx, kode terpecah dua kolom": lambda p, j, r: tulis_xlsx(p / "a.xlsx", j, r, pecah=2),
    "xlsx, kode terpecah enam belas kolom": lambda p, j, r: tulis_xlsx(p / "a.xlsx", j, r, pecah=16),
    "csv titik koma": lambda p, j, r: tulis_csv(p / "a.csv", [*j, *halaman(r)]),
    "csv koma": lambda p, j, r: tulis_csv(p / "a.csv", [*j, *halaman(r)], ",", inggris),
    "csv tab": lambda p, j, r: tulis_csv(p / "a.csv", [*j, *halaman(r)], "\t"),
    "csv dengan BOM": lambda p, j, r: tulis_csv(p / "a.csv", [*j, *halaman(r)], sandi="utf-8-sig"),
    "csv cp1252": lambda p, j, r: tulis_csv(p / "a.csv", [["Realisasi – Kecamatan Lumajang"], *j, *halaman(r)], sandi="cp1252"),
    "Unicode Text dari Excel": lambda p, j, r: tulis_csv(p / "a.txt", [*j, *halaman(r)], "\t", sandi="utf-16"),
    "teks bertab": lambda p, j, r: tulis_csv(p / "a.txt", [*j, *halaman(r)], "\t"),
    "angka polos": lambda p, j, r: tulis_csv(p / "a.csv", [*j, *halaman(r)], angka=lambda v: f"{float(v):.2f}" if isinstance(v, Fraction) else str(v)),
    "persen bertanda": lambda p, j, r: tulis_csv(p / "a.csv", [*j, *halaman([[*x[:7], f"{indonesia(x[7])} %", x[8]] for x in r])]),
    "persen bulat": lambda p, j, r: tulis_csv(p / "a.csv", [*j, *halaman([[*x[:7], str(floor(x[6] / x[3] * 100 + Fraction(1, 2))), x[8]] for x in r])]),
    "csv, kode terpecah": lambda p, j, r: tulis_csv(p / "a.csv", [*j, *([*(x[0].replace(".", " ").split() + [""] * 16)[:16], *x[1:]] if x in r else [*(x[:1] or [""]), *[""] * 15, *x[1:]] for x in halaman(r))]),
    "nol ditulis strip": lambda p, j, r: tulis_csv(p / "a.csv", [*j, *halaman(r)], angka=lambda v: "-" if v == 0 else indonesia(v)),
    "nol dikosongkan": lambda p, j, r: tulis_csv(p / "a.csv", [*j, *halaman(r)], angka=lambda v: "" if v == 0 else indonesia(v)),
}


GAYA = [(b, None) for b in BENTUK] + [(b, g) for b in ("xlsx, angka", "xlsx, kode terpecah enam belas kolom", "csv titik koma") for g in (penuh, sipd)]


@pytest.mark.parametrize(("bentuk", "gaya"), GAYA, ids=lambda v: getattr(v, "__name__", v))
def test_the_same_month_in_any_shape_gives_the_same_rows(akar, tmp_path, harap, rows, bentuk, gaya):
    path = BENTUK[bentuk](tmp_path, kepala(NAMA, JUNI), rows[gaya])
    assert usul(akar, path) == harap


@pytest.fixture(scope="module")
def rows(akar) -> dict:
    return {None: baris(akar, UNIT, JUNI), penuh: baris(akar, UNIT, JUNI, penuh), sipd: baris(akar, UNIT, JUNI, sipd)}


def test_text_as_pdftotext_leaves_it_gives_the_same_rows(akar, harap):
    assert usul(akar, PDFTOTEXT) == harap


def bertingkat(rows: list[list]) -> list[list]:
    """Programmes, kegiatan-less sub kegiatan and accounts under each other, each with its own code alone."""
    hasil, pernah = [rows[0]], set()
    jumlah = {}
    for r in rows[1:-1]:
        kode, _, akun = r[0].rpartition(" ")
        if kode and akun.count(".") == 1:
            jumlah.setdefault(kode, []).append(r)
    for r in rows[1:-1]:
        kode, _, akun = r[0].rpartition(" ")
        if not kode:
            continue
        if kode not in pernah:
            pernah.add(kode)
            v = [sum((x[k] for x in jumlah[kode]), Fraction(0)) for k in range(2, 9)]
            v[5] = Fraction(round(v[4] / v[1] * 10000), 100) if v[1] else Fraction(0)
            hasil.append([kode, r[1], *v])
        if akun.count(".") > 1:
            hasil.append([akun, *r[1:]])
    return [*hasil, rows[-1]]


def test_accounts_alone_belong_to_the_sub_kegiatan_above_them(akar, tmp_path, rows, harap):
    assert usul(akar, tulis_csv(tmp_path / "a.csv", [*kepala(NAMA, JUNI), *halaman(bertingkat(rows[None]))])) == harap


def test_split_codes_that_lost_their_zeros_are_read_by_the_known_ones(akar, tmp_path, rows, harap):
    tanpa = [[" ".join(str(int(t)) for t in r[0].replace(".", " ").split()), *r[1:]] for r in rows[None]]
    assert usul(akar, tulis_xlsx(tmp_path / "a.xlsx", kepala(NAMA, JUNI), tanpa, pecah=12)) == harap


def test_a_table_without_titles_and_number_row_is_read_with_the_month_said(akar, tmp_path, rows, harap):
    polos = [["Kode Rekening", "Uraian", "Anggaran", "Realisasi s/d Bulan Lalu", "Realisasi Bulan Ini", "Realisasi s/d Bulan Ini", "Sisa Anggaran"]]
    path = tulis_csv(tmp_path / "a.csv", [*polos, *([r[0], r[1], r[3], r[4], r[5], r[6], r[8]] for r in rows[None])])
    assert usul(akar, path, bulan="2024-06") == harap


def berjumlah(rows: list[list]) -> list[list]:
    """After the rows of each programme its total, and at each fortieth row what is carried over."""
    hasil, program = [], None
    for r in rows:
        kode, _, akun = r[0].rpartition(" ")
        if program and (not kode or akun.count(".") == 1 and kode.count(".") == 2):
            hasil.append(["", f"JUMLAH {program[1].upper()}", *program[2:]])
        program = r if kode.count(".") == 2 and akun.count(".") == 1 else program if kode else None
        hasil.append(r)
    hasil.insert(40, ["", "Jumlah dipindahkan", *hasil[39][2:]])
    return hasil


def berkegiatan(rows: list[list]) -> list[list]:
    """With a row for every kegiatan, the sum of its sub kegiatan, and sub kegiatan in two digits."""
    hasil, jumlah = [], {}
    for r in rows:
        kode, _, akun = r[0].rpartition(" ")
        if kode.count(".") == 5 and akun.count(".") == 1:
            jumlah.setdefault((kode[:12], akun), []).append(r)
    for r in rows:
        kode, _, akun = r[0].rpartition(" ")
        if kode.count(".") == 5 and akun.count(".") == 1 and (k := jumlah.pop((kode[:12], akun), None)):
            v = [sum((x[n] for x in k), Fraction(0)) for n in range(2, 9)]
            hasil.append([f"{kode[:12]} {akun}", "kegiatan", *v[:5], Fraction(floor(v[4] / v[1] * 10000 + Fraction(1, 2)), 100) if v[1] else Fraction(0), v[6]])
        hasil.append([r[0].replace(kode, f"{kode[:13]}{kode[-2:]}") if kode.count(".") == 5 else r[0], *r[1:]])
    return hasil


@pytest.mark.parametrize("tambah", [berjumlah, berkegiatan])
def test_rows_of_sums_among_the_others_are_checked_and_not_counted_twice(akar, tmp_path, rows, harap, tambah):
    banyak = tambah(rows[None])
    assert len(banyak) > len(rows[None]) + 5
    assert usul(akar, tulis_xlsx(tmp_path / "a.xlsx", kepala(NAMA, JUNI), banyak)) == harap


def test_a_wrong_sum_among_the_rows_is_named(akar, tmp_path, rows):
    banyak = [[*r] for r in berjumlah(rows[None])]
    next(r for r in banyak if r[1].startswith("JUMLAH PROGRAM"))[5] += 1
    with pytest.raises(MasukanSalah, match="JUMLAH PROGRAM PENUNJANG URUSAN PEMERINTAHAN DAERAH KABUPATEN/KOTA seharusnya seperti 7.01.01 5.1 .*, 921.158.454"):
        usul(akar, tulis_csv(tmp_path / "a.csv", [*kepala(NAMA, JUNI), *halaman(banyak)]))


def test_a_page_a_sheet_with_columns_moved_is_one_table(akar, tmp_path, rows, harap):
    """As programs that turn a PDF into a workbook leave it."""
    wb = Workbook()
    wb.remove(wb.active)
    for n in range(0, len(rows[None]), 60):
        ws = wb.create_sheet(f"Page {n // 60 + 1}")
        for r in [*(kepala(NAMA, JUNI) if not n else []), *JUDUL, *rows[None][n: n + 60], [f"Hal : {n // 60 + 1}"]]:
            ws.append([None] * (n // 60) + [indonesia(v) or None for v in r])
    wb.save(tmp_path / "a.xlsx")
    assert usul(akar, tmp_path / "a.xlsx") == harap


def test_an_export_without_sub_kegiatan_is_refused(akar, tmp_path, rows):
    polos = [["5", *rows[None][0][1:]], ["5.1", *rows[None][1][1:]], rows[None][-1]]
    with pytest.raises(MasukanSalah, match="tidak memuat kode sub kegiatan; belanja dicatat per sub kegiatan dan rekening"):
        usul(akar, tulis_csv(tmp_path / "a.csv", [*kepala(NAMA, JUNI), *halaman(polos)]))


@pytest.mark.parametrize("n", range(1, 13))
def test_every_month_of_a_year_comes_back_from_its_export(akar, tmp_path, n):
    """With the changed budget from August on, which the data know already."""
    waktu = Periode(2025, n, n)
    path = tulis_csv(tmp_path / "a.csv", [*kepala("Kecamatan Contoh", waktu), *halaman(baris(akar, CONTOH, waktu))])
    for nama in ("data", "params"):
        shutil.copytree(akar / nama, tmp_path / nama, ignore=shutil.ignore_patterns("kecamatan-lumajang"))
    berkas = tmp_path / "data" / CONTOH / "realisasi_rp.csv"
    asal = sorted(berkas.read_text("utf-8").splitlines())
    assert cabut(tmp_path, lambda r: r["periode"] == tulis(waktu), CONTOH) == 27
    masukan = lra.baca(tmp_path, [path], pintu.Petunjuk())
    assert masukan.parameter.triwulan == (n + 2) // 3 and len(masukan.usul) == 27
    isi = pasang("realisasi_rp", berkas.read_bytes(), masukan.usul).isi.decode()
    assert [b.split(",")[:5] for b in sorted(isi.splitlines())] == [b.split(",")[:5] for b in asal]


def test_the_first_export_of_a_changed_budget_brings_it_with_its_date(akar, tmp_path):
    waktu = baca("2025-08")
    path = tulis_csv(tmp_path / "a.csv", [*kepala("Kecamatan Contoh", waktu), *halaman(baris(akar, CONTOH, waktu))])
    for nama in ("data", "params"):
        shutil.copytree(akar / nama, tmp_path / nama, ignore=shutil.ignore_patterns("kecamatan-lumajang"))
    kolom = ("kode", "akun", "lingkup", "periode", "tahap", "berlaku")
    asal = {tuple(r[k] for k in kolom): r["nilai"] for r in tulisan.baca(akar / "data" / CONTOH, "pagu") if r["tahap"] == "perubahan" and r["akun"]}
    assert cabut(tmp_path, lambda r: r["tahap"] == "perubahan" and r["akun"], CONTOH, "pagu") == 7 == len(asal)
    masukan = lra.baca(tmp_path, [path], pintu.Petunjuk(pagu_berlaku="2025-08-20"))
    assert {u.kunci: u.isi["nilai"] for u in masukan.usul if u.berkas == "pagu"} == asal
    assert any("Pagu perubahan 7 rekening berlaku 2025-08-20" in k for k in masukan.kalimat)


def test_the_export_that_the_guide_imports_is_the_office_s_own(akar, tmp_path):
    assert contoh(akar, tmp_path / "a.csv").read_bytes() == (akar / "docs" / "contoh" / "lra-contoh-2025-12.csv").read_bytes()
