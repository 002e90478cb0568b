"""What holds for every export: no digit can change unseen; what office programs do to a file on saving changes nothing."""

import re
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from alat import perlu
from hypothesis import given, settings
from hypothesis import strategies as st
from lra import TEKS, UNIT, baris, cepat, halaman, indonesia, kepala, penuh, tulis_csv, tulis_xlsx  # noqa: F401 (fixtures)
from openpyxl import load_workbook
from test_lra_impor_bentuk import usul
from test_lra_impor_salah import ASLI, ditolak

from triwulan.laporan.masuk.lra import kepala as kepala_
from triwulan.laporan.masuk.lra import pohon, rekening, tabel, teks
from triwulan.office.periode import Periode

JUNI = Periode(2024, 6, 6)
#: Every digit of every figure of the published table, totals too.
ANGKA = [m.start() + 1 + d.start() for m in re.finditer(r"\t\(?-?\d[\d.,]*(?=\)?[\t\n])", ASLI) for d in re.finditer(r"\d", m[0][1:]) if ASLI[ASLI.rfind("\n", 0, m.start()) + 1] in "7\t" and "\t" in ASLI[ASLI.rfind("\n", 0, m.start()) + 1: m.start()]]


def hitungan(isi: str) -> int:
    """How many things do not add up in a text by itself."""
    t = tabel.baca("lra.txt", [teks.lembar("lra", isi)])
    semua = [b if any(b.kode) else replace(b, kode=rekening.tanpa_ganda(b.tertulis)[0]) for b in t.semua]
    return len(t.masalah) + len(pohon.periksa(t, pohon.susun(semua)))


def test_the_published_table_adds_up():
    assert hitungan(ASLI) == 0 and len(ANGKA) > 10000


@settings(max_examples=40)
@given(st.sampled_from(ANGKA), st.integers(1, 9))
def test_no_digit_of_any_figure_changes_unseen(di, tambah):
    lain = str((int(ASLI[di]) + tambah) % 10)
    assert hitungan(ASLI[:di] + lain + ASLI[di + 1:]) > 0


@settings(max_examples=100)
@given(st.integers(1, 99), st.integers(1, 9), st.integers(1, 99), st.integers(1, 9999), st.lists(st.integers(1, 99), min_size=0, max_size=3), st.integers(1, 9999))
def test_a_code_means_the_same_in_every_style(program, k1, k2, sub, akun, rinci):
    kode = f"7.01.{program:02}.{k1}.{k2:02}.{sub:04}"
    rek = ".".join(["5.1", *(f"{a:02}" for a in akun), *([f"{rinci:04}"] if len(akun) == 3 else [])])
    for tulisan in (f"{kode} {rek}", f"{kode}.{rek}", f"7 01 7 01 00 {program:02} {k1}.{k2:02}.{sub:04} {rek.replace('.', ' ')}", f"7.01.0.00.0.00.01.0000.{kode}.{rek}", f"{kode}   {rek}".replace(".", "-")):
        assert rekening.urai(tulisan) == (kode, rek), tulisan
    assert rekening.urai(kode) == (kode, "") and rekening.urai(rek) == ("", rek)


@pytest.fixture(scope="module")
def disimpan(akar, tmp_path_factory) -> Path:
    """Exports opened and saved by LibreOffice Calc, all in one start."""
    asal, hasil = tmp_path_factory.mktemp("asal"), tmp_path_factory.mktemp("hasil")
    rows, rows_penuh = baris(akar, UNIT, JUNI), baris(akar, UNIT, JUNI, penuh)
    tulis_xlsx(asal / "angka.xlsx", kepala("Kecamatan Lumajang", JUNI), rows)
    tulis_xlsx(asal / "teks.xlsx", kepala("Kecamatan Lumajang", JUNI), rows, indonesia)
    tulis_xlsx(asal / "terpecah.xlsx", kepala("Kecamatan Lumajang", JUNI), rows_penuh, pecah=16)
    _berumus(asal / "berumus.xlsx", rows)
    tulis_csv(asal / "polos.csv", [*kepala("Kecamatan Lumajang", JUNI), *halaman(rows)], ",", lambda v: f"{float(v):.2f}" if not isinstance(v, str) else v)
    subprocess.run(
        [perlu("soffice"), "--headless", f"-env:UserInstallation=file://{hasil}/profil", "--convert-to", "xlsx", "--outdir", str(hasil), *map(str, sorted(asal.iterdir()))],
        check=True, capture_output=True, timeout=120,
    )
    return hasil


def _berumus(path: Path, rows: list[list]) -> None:
    """Percent as a formula under a percent format, rest and up-to-now as formulas, cents and thousands only in the format."""
    tulis_xlsx(path, kepala("Kecamatan Lumajang", JUNI), rows)
    wb = load_workbook(path)
    for r in wb.active.iter_rows(min_row=6):
        b = r[0].row
        if isinstance(r[2].value, int | float) and not str(r[0].value) == "1":
            r[6].value, r[7].value, r[8].value = f"=E{b}+F{b}", f"=IF(D{b}=0,0,G{b}/D{b})", f"=D{b}-G{b}"
            r[7].number_format = "0.00%"
            for c in (*r[2:7], r[8]):
                c.number_format = "#,##0.00"
    wb.save(path)


@pytest.mark.parametrize("nama", ["angka", "teks", "terpecah", "berumus", "polos"])
def test_what_libreoffice_saves_reads_the_same(akar, cepat, disimpan, nama):  # noqa: F811
    assert usul(akar, disimpan / f"{nama}.xlsx") == usul(akar, TEKS)


def test_a_code_that_a_spreadsheet_program_made_a_date_is_refused_by_name(akar, cepat, tmp_path):  # noqa: F811
    path = tulis_xlsx(tmp_path / "a.xlsx", kepala("Kecamatan Lumajang", JUNI), baris(akar, UNIT, JUNI))
    wb = load_workbook(path)
    (sel,) = [c for r in wb.active.iter_rows() for c in r if c.value == "7.01.01.2.01.0001 5.1.02"]
    sel.value = date(2002, 1, 5)
    wb.save(path)
    (satu,) = ditolak(path)
    assert satu == f"a.xlsx LRA!{sel.coordinate}: tertulis '05/01/2002'; program lembar sebar mengubah kode ini menjadi tanggal; jadikan kolom kode berformat teks, lalu tulis ulang kodenya (Belanja Barang dan Jasa)"


@pytest.mark.parametrize(("baris_", "bulan", "kantor"), [
    (["BAGIAN BULAN JUNI"], [6], []),
    (["Periode 1 Januari 2024 s/d 31 Maret 2024"], [3], []),
    (["Dicetak 5 Juli 2024"], [], []),
    (["Bulan : Nopember"], [11], []),
    (["URUSAN PEMERINTAHAN : 7.01 KECAMATAN : KECAMATAN LUMAJANG"], [], ["kecamatan lumajang"]),
    (["Kecamatan Contoh (fiktif) Kabupaten Contoh (fiktif)"], [], ["kecamatan contoh"]),
    (["Lingkup: Kantor Kecamatan Lumajang, tanpa kelurahan"], [], ["kecamatan lumajang"]),
    (["PEMERINTAH KABUPATEN LUMAJANG", "BAGIAN BULAN JUNI"], [6], []),
])
def test_headings(baris_, bulan, kantor):
    assert kepala_.bulan_judul(baris_) == bulan and kepala_.kantor_judul(baris_) == kantor

