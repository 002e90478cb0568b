"""Anybody's table read onto a form: where it stands, which rows it has, how its figures are written, what is refused."""

import io
import zipfile
from fractions import Fraction
from pathlib import Path

import e81
import pytest
from openpyxl import Workbook, load_workbook

from triwulan.form.lembar import angka as angka_lembar
from triwulan.form.lembar.angka import Angka, tampak
from triwulan.form.form import Column, Form, Source
from triwulan.form.lembar import grid
from triwulan.form.lembar.grid import BerkasSalah, muat
from triwulan.form.lembar.letak import baca, baca_letak
from triwulan.laporan.formulir import LRA_REKENING

BERKAS = Path(__file__).parent / "berkas" / "e81-kecamatan.xlsx"
SUMBER = Source("Contoh", "uji")
CAPAIAN = Form("capaian", "Capaian", (
    Column("1", "Kode"), Column("2", "Program"), Column("3", "Target", unit="baris"), Column("4", "Realisasi", unit="baris"),
    Column("5", "Capaian (%)", "4/3 x 100%", unit="%"), Column("6", "Anggaran", unit="Rp", total=True),
), SUMBER)


def csv(tmp_path, teks, nama="tabel.csv"):
    path = tmp_path / nama
    path.write_text(teks, "utf-8")
    return path


def angka(tabel, baris, key):
    (satu,) = [b for b in tabel.baris if b.id == baris]
    return satu.sel[key].angka


def salah(path, form, **kw):
    with pytest.raises(BerkasSalah) as kena:
        baca(path, form, **kw)
    return kena.value.masalah


# ---- a workbook ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("asal", ["openpyxl", "libreoffice"])
def test_a_workbook_is_laid_on_the_form(tmp_path, asal):
    tabel = baca(e81.buat(tmp_path / "e81-kecamatan.xlsx") if asal == "openpyxl" else BERKAS, e81.FORM)
    assert [b.id for b in tabel.baris] == [
        "7.01.01", "7.01.01.2.01", "7.01.01.2.01.0001", "7.01.01.2.01.0002", "7.01.01.2.02", "7.01.01.2.02.0001",
        "7.01.02", "7.01.02.2.01", "7.01.02.2.01.0003", "7.01.06", "7.01.06.2.01", "7.01.06.2.01.0002", "total",
    ]  # no heading, no header of the second page, no average and no signature
    assert [b.jenis for b in tabel.baris] == ["data"] * 12 + ["jumlah"]
    assert (tabel.laporan, tabel.tabel) == ("e81-kecamatan", "e.81")
    sub = tabel.baris[2]
    assert (sub.tempat, sub.teks["3"], sub.sel["8/Rp"].tempat) == ("E.81 baris 13", "Penyusunan Dokumen Perencanaan", "E.81!K13")
    assert len(sub.sel) == 22 and sub.sel["13/Rp"].rumus == "=M13+O13+Q13+S13"


def test_values_stored_by_another_program_are_the_ones_computed_here(tmp_path):
    """openpyxl stores no values, so that ours are computed here; LibreOffice's are read."""
    ubah = {"K12": "=SUM(K13:K13)", "W22": "=U22/G22", "U23": "=AVERAGE(M23,O23)"}
    kita, mereka = baca(e81.buat(tmp_path / "x.xlsx", ubah), e81.FORM), baca(BERKAS, e81.FORM)
    for a, b in zip(kita.baris, mereka.baris, strict=True):
        for key in a.sel:
            assert a.sel[key].rumus == b.sel[key].rumus
            assert b.sel[key].angka.sama(a.sel[key].angka.nilai), (a.id, key)
            assert a.sel[key].angka.teks == b.sel[key].angka.teks


def test_a_percent_format_counts_in_percent():
    tabel = baca(BERKAS, e81.FORM)
    serapan = angka(tabel, "7.01.01.2.01.0001", "14/Rp")
    assert serapan.teks == "45,28%" and serapan.persen and serapan.sama(Fraction(7_425_500 * 100, 16_400_000))
    assert not serapan.sama(Fraction(4528, 100))  # a computed value is known beyond what the cell shows
    assert angka(tabel, "7.01.01.2.01.0001", "14/K").nilai == 50


def test_a_rounding_formula_is_known_to_its_digit_only(tmp_path):
    tabel = baca(e81.buat(tmp_path / "x.xlsx", {"F13": 7}), e81.FORM)
    p = angka(tabel, "7.01.01.2.01.0001", "17/K")
    assert (p.nilai, p.ulp) == (Fraction(8571, 100), Fraction(1, 100)) and p.sama(Fraction(600, 7))


def test_typed_numbers_are_exact_and_units_in_formats_are_seen(tmp_path):
    tabel = baca(e81.buat(tmp_path / "x.xlsx", {"F12": 0.1, "F14": 52.66}), e81.FORM)
    assert angka(tabel, "7.01.01.2.01", "6/K").nilai == Fraction(1, 10)
    assert angka(tabel, "7.01.01.2.01.0002", "6/K").ulp == Fraction(1, 100)
    gaji = angka(tabel, "7.01.01.2.02.0001", "8/K")
    assert (gaji.teks, gaji.bulan) == ("31 Org/6 bln", "6")


def test_an_error_and_a_dash_are_no_value(tmp_path):
    tabel = baca(e81.buat(tmp_path / "x.xlsx", {"K26": 0, "AB13": "###", "L14": "=", "AA16": "#DIV/0!"}), e81.FORM)
    assert angka(tabel, "7.01.06.2.01.0002", "14/Rp") == angka_lembar.Tercetak("#DIV/0!")
    for baris, key, teks in (("7.01.01.2.01.0001", "17/Rp", "###"), ("7.01.01.2.01.0002", "9/K", "="), ("7.01.01.2.01.0002", "7/K", "-"), ("7.01.01.2.02.0001", "17/K", "#DIV/0!")):
        assert angka(tabel, baris, key) == angka_lembar.Tercetak(teks)


def test_a_figure_in_cells_merged_downwards_counts_once(tmp_path):
    path = e81.buat(tmp_path / "x.xlsx")
    buku = load_workbook(path)
    buku["E.81"].merge_cells("G13:G14")
    buku["E.81"].merge_cells("B13:B14")
    buku["E.81"]["B13"] = "Sasaran bersama"
    buku.save(path)
    tabel = baca(path, e81.FORM)
    assert angka(tabel, "7.01.01.2.01.0001", "6/Rp").nilai == 48_500_000 and angka(tabel, "7.01.01.2.01.0002", "6/Rp").nilai is None
    assert [b.teks["2"] for b in tabel.baris[2:4]] == ["Sasaran bersama"] * 2


def test_hidden_sheets_are_read_only_when_named(tmp_path):
    path = e81.buat(tmp_path / "x.xlsx")
    assert "Konsep lama" in salah(path, e81.FORM, lembar="Lembar 9")[0]
    assert "tidak ada baris yang berisi angka" in salah(path, e81.FORM, lembar="Konsep lama")[0]
    assert "tidak ditemukan di lembar Petunjuk" in salah(path, e81.FORM, lembar="Petunjuk")[0]


def test_the_number_row_may_lack_numbers_and_be_written_in_many_ways(tmp_path):
    utuh = baca(e81.buat(tmp_path / "x.xlsx"), e81.FORM)
    ubah = {"A8": "(1)", "C8": None, "F8": "=5+1", "J8": None, "T8": "(13=9+10+11+12)", "V8": " 14=13/8×100% ", "Y8": "16", "H9": "Kinerja", "I9": "Anggaran (Rp)", "L9": None, "M9": None}
    lain, letak = baca_letak(e81.buat(tmp_path / "y.xlsx", ubah), e81.FORM)
    assert [b.sel["8/Rp"].angka for b in lain.baris] == [b.sel["8/Rp"].angka for b in utuh.baris]
    assert [b.id for b in lain.baris] == [b.id for b in utuh.baris] and lain.baris[2].teks["3"] == utuh.baris[2].teks["3"]
    assert letak.kolom["9/Rp"] == 13 and letak.kepala.tercetak["13"] == "9+10+11+12"


def test_another_form_is_not_taken_for_this_one(tmp_path):
    ubah = {"R8": "12=8+9+10+11", "T8": "13=12/7x100%", "V8": "14=6+12", "X8": "15=14/5x100%", "Y8": "16", "AA8": "17"}
    (pesan,) = salah(e81.buat(tmp_path / "x.xlsx", ubah), e81.FORM)
    assert "mencetak 12=8+9+10+11, 13=12/7x100%, 14=6+12, 15=14/5x100%" in pesan and "13=9+10+11+12" in pesan and "formulir lain" in pesan


def test_a_column_that_a_formula_needs_must_be_there(tmp_path):
    ubah = {"J8": "8a", "J6": "Pagu", "AC8": "ket", "AC6": None}
    pesan = salah(e81.buat(tmp_path / "x.xlsx", {**ubah, "H8": "8b"}), e81.FORM)
    assert any("kolom 8 K tidak ditemukan, padahal 14=13/8 x 100% memerlukannya" in p for p in pesan) and any("kolom 7 Rp" in p for p in pesan)
    del ubah["J8"]
    assert "18" not in baca(e81.buat(tmp_path / "x.xlsx", ubah), e81.FORM).baris[0].teks  # a text column may be missing


def zip_(nama: str = "catatan.txt") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as z:
        z.writestr(nama, "isi")
    return out.getvalue()


@pytest.mark.parametrize(("nama", "isi", "pesan"), [
    ("x.xlsx", b"\x89PNG", "bukan buku kerja Excel, hanya namanya .xlsx"), ("x.xlsx", b"PK\x03\x04terpotong", "terpotong atau rusak"),
    ("x.xlsx", zip_(), "melainkan arsip zip lain"), ("x.xlsx", grid.OLE + "EncryptedPackage".encode("utf-16-le"), "berkata sandi"),
    ("x.xlsx", grid.OLE, "berformat Excel lama (.xls)"), ("x.xlsx", zip_("xl/workbook.xml"), "rusak di dalam"),
    ("x.xls", b"", "simpan sebagai .xlsx"), ("x.csv", b"\xff\xfe", "bukan UTF-8"),
    ("x.csv", b"", "tidak ditemukan"), ("x.csv", b"satu,dua\n1,2\n", "tabelnya harus mencetak baris nomor kolom (1 2 3 4 5=4/3x100% 6)"),
])
def test_what_cannot_be_read_is_said(tmp_path, nama, isi, pesan):
    (tmp_path / nama).write_bytes(isi)
    (satu,) = salah(tmp_path / nama, CAPAIAN)
    assert satu.startswith(f"{nama}: ") and pesan in satu
    assert salah(tmp_path / "tiada.csv", CAPAIAN) == ("tiada.csv: berkas tidak ada",)


def test_a_formula_that_has_no_value_and_cannot_be_computed_is_refused(tmp_path):
    (pesan,) = salah(e81.buat(tmp_path / "x.xlsx", {"U13": "=SUMIF(M13:S13,1)"}), e81.FORM)
    assert "E.81!U13: rumus =SUMIF(M13:S13,1) belum pernah dihitung" in pesan


# ---- CSV, other headers -------------------------------------------------------------------------------------------------------


def test_a_csv_with_semicolons_and_indonesian_numbers(tmp_path):
    tabel = baca(csv(tmp_path, (
        "Laporan\n;;;;;\nKode;Program;Target;Realisasi;Capaian;Anggaran\n1;2;3;4;5=4/3x100%;6\n"
        "7.01.01.2.01.01;Pelayanan; 1.250 ;625,5;50,04 %;Rp 5.175.000\n7.01.02;Desa;64 Org/6 bln;-;;6.630.000,-\nA;Lain;2;(1,5);=;1\nJUMLAH;;;;;11.805.001\n"
    )), CAPAIAN)
    assert [b.id for b in tabel.baris] == ["7.01.01.2.01.0001", "7.01.02", "baris-7", "jumlah"]
    assert angka(tabel, "7.01.01.2.01.0001", "3").nilai == 1250 and angka(tabel, "7.01.01.2.01.0001", "5").persen
    assert angka(tabel, "7.01.02", "3").bulan == "6" and angka(tabel, "7.01.02", "6").nilai == 6_630_000
    assert angka(tabel, "baris-7", "4").nilai == Fraction(-3, 2) and tabel.baris[0].sel["6"].tempat == "baris 5 kolom 6"


def test_titles_are_enough_where_no_numbers_are_printed(tmp_path):
    isi = "kode,nama program,Target 2024,Realisasi,% Capaian,Anggaran (Rp)\n7.01.01,A,10,5,50,100\n7.01.02,B,10,6,60,200\nTotal,,,,,300\n"
    tabel = baca(csv(tmp_path, isi), CAPAIAN)
    assert [b.id for b in tabel.baris] == ["7.01.01", "7.01.02", "total"] and angka(tabel, "7.01.02", "5").nilai == 60


def test_titles_of_a_workbook_with_two_storeys_are_enough(tmp_path):
    tanpa = {f"{k}{b}": None for b in (8, 19) for k in e81.KOLOM.values()}
    utuh, lain = baca(e81.buat(tmp_path / "x.xlsx"), e81.FORM), baca_letak(e81.buat(tmp_path / "y.xlsx", tanpa), e81.FORM)
    assert lain[1].kolom == baca_letak(tmp_path / "x.xlsx", e81.FORM)[1].kolom
    assert [b.id for b in lain[0].baris] == [b.id for b in utuh.baris]


def test_columns_that_share_a_number_are_told_apart_by_their_order(tmp_path):
    nomor = ",".join(c.nomor for c in LRA_REKENING.columns)
    tabel = baca(csv(tmp_path, f'{nomor}\n5.1,BELANJA,"1.000,00","1.000,00","200,00","300,00","500,00","50,00","(500,00)"\n'), LRA_REKENING)
    assert {k: s.angka.nilai for k, s in tabel.baris[0].sel.items()} == {"3": 1000, "4": 1000, "5a": 200, "5b": 300, "5c": 500, "6": 50, "7": -500}


def test_codes_repeat_stand_in_parts_and_small_tables_are_not_taken_for_headers(tmp_path):
    buku = Workbook()
    ws = buku.active
    for b, isi in enumerate([("Kode", None, None, "Program", "Target", "Realisasi", "Capaian", "Anggaran"), (1, None, None, 2, 3, 4, "5=4/3x100%", 6), ("7", "01", "06", "Desa", 4, 2, 50, 3), ("7", "01", "06", "Desa, indikator kedua", 4, 3, 75, None), (None, None, None, "Jumlah dokumen", 3, 6, 200, 1)], 1):
        for k, v in enumerate(isi, 1):
            ws.cell(b, k, v)
    ws.merge_cells("A2:C2")
    buku.save(tmp_path / "x.xlsx")
    tabel = baca(tmp_path / "x.xlsx", CAPAIAN)
    assert [(b.id, b.jenis) for b in tabel.baris] == [("7.01.06", "data"), ("7.01.06~2", "data"), ("baris-5", "data")]


# ---- ways of writing numbers ---------------------------------------------------------------------------------------------------


def baca_angka(*teks, satuan="baris"):
    hasil, masalah = angka_lembar.baca([Angka(f"baris {n}", t, satuan) for n, t in enumerate(teks, 1)])
    return [p.nilai for p in hasil], masalah


def test_the_table_decides_how_numbers_are_written():
    assert baca_angka("1.234", "0,5") == ([1234, Fraction(1, 2)], [])
    assert baca_angka("1.234", "0.5") == ([Fraction(1234, 1000), Fraction(1, 2)], [])
    assert baca_angka("1,234", "7,229,814,333") == ([1234, 7_229_814_333], [])
    assert baca_angka("1.234", satuan="Rp") == ([1234], [])  # money has no three decimals
    assert baca_angka("1.592,4", "0.52")[0] == [Fraction(15924, 10), Fraction(52, 100)]  # mixed, but neither can be anything else


@pytest.mark.parametrize("teks", [("1.234",), ("1.234", "0,5", "0.5")])
def test_a_figure_that_could_be_two_is_refused_by_name(teks):
    nilai, masalah = baca_angka(*teks)
    assert nilai[0] is None and len(masalah) == 1 and masalah[0].startswith("baris 1: '1.234' bisa berarti ribuan atau pecahan")


@pytest.mark.parametrize("teks", ["1.2.3", "5 s/d 7", "03/04/2024", "(5", "12-3"])
def test_what_is_no_figure_is_refused_by_name(teks):
    assert baca_angka(teks)[1] == [f"baris 1: {teks!r} bukan angka; tulis seperti 1.234.567,89 atau 1,234,567.89, boleh dengan Rp, % atau satuan"]


def test_what_stands_around_a_figure():
    assert baca_angka("46 %", "64 Org/6 bln", "75B", "3 m2", "-0,5", "− 2", " 7 ")[0] == [46, 64, 75, 3, Fraction(-1, 2), -2, 7]
    assert baca_angka("Rp 5.175.000", "Rp. 12", "6.630.000,-", "(18.938,00)", satuan="Rp")[0] == [5_175_000, 12, 6_630_000, -18_938]
    assert baca_angka("–", "", "=", "###", "#DIV/0!", "masih proses", "- dokumen") == ([None] * 7, [])
    (p,), _ = angka_lembar.baca([Angka("x", "53 %", "rasio")])
    assert (p.nilai, p.ulp, p.persen) == (Fraction(53, 100), Fraction(1, 100), True)


@pytest.mark.parametrize(("format_", "teks"), [
    ("General", "1234,5"), ("#,##0", "1.235"), ("0.00%", "123450,00%"), ('_-"Rp"* #,##0.00_-', "Rp 1.234,50"), ('0.0" dokumen"', "1234,5 dokumen"), ("[$Rp-421]#,##0", "1.235"),
])
def test_numbers_show_as_in_a_spreadsheet(format_, teks):
    assert tampak(Fraction(12345, 10), format_) == teks


def test_formats_for_negative_and_zero():
    akuntansi = '_(* #,##0_);_(* \\(#,##0\\);_(* "-"_);_(@_)'
    assert [tampak(Fraction(n), akuntansi) for n in (5, -5, 0)] == ["5", "(5)", "-"]


def test_cells_know_their_place(tmp_path):
    (lembar,) = muat(csv(tmp_path, "a\tb\n\tc\n", "x.tsv"))
    assert (lembar.asli(2, 2).teks, lembar.asli(2, 2).tempat, lembar.asli(9, 9).teks) == ("c", "baris 2 kolom 2", "")
