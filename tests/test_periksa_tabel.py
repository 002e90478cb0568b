"""`triwulan periksa-tabel`: anybody's table, as a user runs it."""

import csv
import json

import pytest
from typer.testing import CliRunner

from triwulan.cli import app

E81 = "tests/berkas/e81-kecamatan.xlsx"


def jalan(*argumen: str):
    return CliRunner().invoke(app, ["periksa-tabel", *map(str, argumen)])


def test_a_workbook_of_another_program_with_three_wrong_formulas():
    """Each is found twice, by its figure and by its formula, and is one cause; nothing else is found."""
    r = jalan(E81, "--formulir", "evaluasi-renja-e81", "--json")
    isi = json.loads(r.stdout)
    assert r.exit_code == 1 and isi["diperiksa"] == 286 and isi["tidak_dibandingkan"] == []
    assert {t["tempat"] for t in isi["temuan"]} == {"E.81!K12", "E.81!W22", "E.81!U23"}
    rumus = {t["tempat"]: (t["sebab"].partition(":")[0], t["dihitung"]) for t in isi["temuan"] if t["jenis"] == "rumus-excel"}
    assert rumus == {"E.81!K12": ("rentang-kurang", "=SUM(K13:K14)"), "E.81!W22": ("penyebut-salah", "=U22/K22"), "E.81!U23": ("rata-rata-bukan-jumlah", "=M23+O23+Q23+S23")}
    assert len({t["kelompok"] for t in isi["temuan"]}) == 3
    teks = jalan(E81, "--formulir", "evaluasi-renja-e81").stdout
    assert "286 sel diperiksa, 6 temuan, 3 sebab." in teks and "=SUM(K13:K14)" in " ".join(teks.split())


def tabel(path, ubah=()):
    """A national E.81 as CSV: number row, K and Rp below it, one programme of two kegiatan, TOTAL."""
    nomor = ["1", "2", "3", "4", *(x for n in (5, 6, 7, 8, 9, 10, 11, "12=8+9+10+11", "13=6+12", "14=13/5x100%") for x in (n, "")), "15", "16"]
    bagian = ["", "", "", "", *["K", "Rp"] * 10, "", ""]
    baris = [
        ["1", "", "7.01.02 PROGRAM PELAYANAN", "indikator", "100", "300.000.000", "80", "100.000.000", "90", "120.000.000", "20", "20.000.000", "25", "30.000.000", "-", "-", "-", "-", "45", "50.000.000", "125", "150.000.000", "125,00", "50,00", "Sekretaris", ""],
        ["2", "", "7.01.02.2.01 Koordinasi", "dokumen", "12", "100.000.000", "4", "40.000.000", "4", "40.000.000", "1", "10.000.000", "1", "10.000.000", "-", "-", "-", "-", "2", "20.000.000", "6", "60.000.000", "50,00", "60,00", "Sekretaris", ""],
        ["3", "", "7.01.02.2.04 Pelimpahan", "orang", "8", "200.000.000", "2", "60.000.000", "2", "80.000.000", "0", "10.000.000", "1", "20.000.000", "-", "-", "-", "-", "1", "30.000.000", "3", "90.000.000", "37,50", "45,00", "Sekretaris", ""],
        ["TOTAL", "", "", "", "", "300.000.000", "", "100.000.000", "", "120.000.000", "", "20.000.000", "", "30.000.000", "", "-", "", "-", "", "50.000.000", "", "150.000.000", "", "50,00", "", ""],
    ]
    for b, k, isi in ubah:
        baris[b][k] = isi
    with open(path, "w", encoding="utf-8", newline="") as f:
        csv.writer(f).writerows([["EVALUASI HASIL RENJA"], nomor, bagian, *baris])
    return path


def test_a_right_table_has_no_finding(tmp_path):
    r = jalan(tabel(tmp_path / "benar.csv"), "--formulir", "e81")
    assert r.exit_code == 0, r.stdout + r.stderr
    assert jalan(tabel(tmp_path / "benar.csv"), "--formulir", "E.81").exit_code == 0


@pytest.mark.parametrize(("ubah", "kunci", "jenis"), [
    ((0, 27 - 4, "500,00"), "14/Rp", "digit"),       # 150/300 = 50,00 with a zero too many
    ((0, 23, "0,50"), "14/Rp", "skala"),             # a fraction in a column of percents
    ((1, 19, "30.000.000"), "12/Rp", "hitung"),      # 10 + 10 million
    ((3, 9, "80.000.000"), "7/Rp", "jumlah"),        # 40 + 80 million, one left out
])
def test_a_wrong_figure_is_named_with_its_place(tmp_path, ubah, kunci, jenis):
    isi = json.loads(jalan(tabel(tmp_path / "x.csv", [ubah]), "--formulir", "e81", "--json").stdout)
    salah = [t for t in isi["temuan"] if t["tingkat"] == "salah" and t["alamat"].endswith(kunci)]
    assert salah and (salah[0]["jenis"] == jenis or jenis == "hitung"), isi["temuan"]
    assert salah[0]["tercetak"] == ubah[2] and salah[0]["tempat"].startswith("baris ")


@pytest.mark.parametrize(("argumen", "pesan"), [
    (["tidak-ada.csv", "--formulir", "e81"], "tidak ada"), ([E81, "--formulir", "e99"], "kode yang ada: anggaran-sub-kegiatan"),
    ([E81, "--formulir", "e81"], "ini formulir lain"), ([E81, "--formulir", "evaluasi-renja-e81", "--lembar", "Rekap"], "yang ada: Petunjuk, E.81"),
    ([E81, "--formulir", "evaluasi-renja-e81", "--aturan", "bandung-2020"], "yang ada: lumajang-2024"), (["README.md", "--formulir", "e81"], "README.md"),
    ([E81, "--formulir", "kita.yaml"], "kita.yaml"),
])
def test_what_cannot_be_checked_is_said(argumen, pesan):
    r = jalan(*argumen)
    assert r.exit_code == 2 and pesan in r.stderr and "Traceback" not in r.stderr


def test_without_a_form_the_forms_are_listed():
    assert jalan().exit_code == 0 and "evaluasi-renja-e81" in jalan().stdout
    assert jalan(E81).exit_code == 2


#: As offices number it: programmes A and B, a kegiatan I, sub kegiatan 1 and 2, without codes.
BERJENJANG = """No;Uraian;Pagu;Realisasi;Serapan
1;2;3;4;5=4/3x100%
A;Program satu;1.000.000;400.000;40
I;Kegiatan;1.000.000;400.000;40
1;Sub kegiatan;600.000;300.000;50
2;Sub kegiatan;400.000;100.000;25
B;Program dua;100.000;50.000;50
;Jumlah;1.100.000;450.000;40,91
"""


def test_a_total_over_rows_of_several_levels_is_not_called_wrong(tmp_path):
    """1.000.000 + 100.000 = 1.100.000; the rows I, 1 and 2 are parts of A, which nothing but their numbering says."""
    (tmp_path / "f.yaml").write_text(
        "kode: rinci\njudul: Rincian\nkolom:\n  - {nomor: 1, judul: No, satuan: teks}\n  - {nomor: 2, judul: Uraian, satuan: teks}\n"
        "  - {nomor: 3, judul: Pagu, satuan: Rp}\n  - {nomor: 4, judul: Realisasi, satuan: Rp}\n  - {nomor: 5, judul: Serapan, rumus: 4/3x100%}\n", "utf-8",
    )
    (tmp_path / "t.csv").write_text(BERJENJANG, "utf-8")
    hasil = json.loads(jalan(tmp_path / "t.csv", "--formulir", tmp_path / "f.yaml", "--json").stdout)
    assert hasil["temuan"] == []
    assert "jumlahnya tidak diperiksa" in hasil["tidak_dibandingkan"][0] and "baris 8" in hasil["tidak_dibandingkan"][0]


def test_words_in_a_cell_are_named_and_nothing_follows_from_them(tmp_path):
    """`tiga puluh` for a quarter: the sum of the quarters is not called wrong for it."""
    isi = json.loads(jalan(tabel(tmp_path / "x.csv", [(1, 11, "sepuluh juta")]), "--formulir", "e81", "--json").stdout)
    assert [t["tempat"] for t in isi["temuan"]] == ["baris 5 kolom 12"] and isi["temuan"][0]["jenis"] == "tak-terbaca"


def test_an_excel_error_is_wrong_itself(tmp_path):
    isi = json.loads(jalan(tabel(tmp_path / "x.csv", [(2, 11, "#REF!")]), "--formulir", "e81", "--json").stdout)
    assert [(t["tempat"], t["tingkat"]) for t in isi["temuan"]] == [("baris 6 kolom 12", "salah")] and "#REF!" in isi["temuan"][0]["sebab"]


def test_a_calculated_column_that_is_not_there_is_said(tmp_path):
    """Named otherwise and without a number row, a column is not found: silence would be taken for "right"."""
    (tmp_path / "f.yaml").write_text(
        "kode: serap\njudul: Serapan\nkolom:\n  - {nomor: 1, judul: Uraian, satuan: teks}\n  - {nomor: 2, judul: Pagu, satuan: Rp}\n"
        "  - {nomor: 3, judul: Realisasi, satuan: Rp}\n  - {nomor: 4, judul: Serapan, rumus: 3/2x100%}\n", "utf-8",
    )
    (tmp_path / "t.csv").write_text("Uraian;Pagu;Realisasi;Persentase\nKegiatan;100;25;99\n", "utf-8")
    r = jalan(tmp_path / "t.csv", "--formulir", tmp_path / "f.yaml")
    assert "kolom hitungan 4=3/2" in " ".join(r.stdout.split()) and "tidak diperiksa" in " ".join(r.stdout.split())
