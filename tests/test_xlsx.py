"""The workbook of a small notebook: sheets as the form prints them, ready to print; text that stays text; one place per figure."""

import io
import re
import zipfile
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from test_form import renja
from test_pdf import JAHAT, SUMBER, blok, buku, keluaran, lengkap, pihak, prosa

from triwulan.form.calculate import BarisIsian, Isian, hitung
from triwulan.form.form import Column, Form
from triwulan.form.table import Baris, Tabel
from triwulan.laporan.formulir import BIAYA_PER_HASIL, LRA_SAP, PENGUKURAN_KINERJA
from triwulan.press import gaya
from triwulan.press.excel import format, halaman, tanda_tangan
from triwulan.press.export.xlsx import XlsxExporter

POLOS = Form("polos", "Polos", (Column("a", "Uraian", number="", width=1), Column("b", "Isi", number="", width=3)), SUMBER)


def susun(nb) -> bytes:
    return XlsxExporter().from_notebook_node(nb)[0]


def buka(isi_: bytes, nilai: bool = False):
    return load_workbook(io.BytesIO(isi_), data_only=nilai)


def biaya() -> Tabel:
    """Two programmes with one figure each in data, one without performance; a target is entered without a row of data."""
    def baris(id_, k, pagu, rp):
        sumber = {n: Isian(None if v is None else Fraction(v), (f"data/uji/{n}.csv#{id_}",)) for n, v in (("5", k), ("7", pagu), ("8", rp))}
        return BarisIsian(id_, {"1": id_[-1:], "2": f"Sasaran {id_}", "3": "Indikator"}, {"4": Isian(Fraction(100)), **sumber}, "%")

    t = hitung(BIAYA_PER_HASIL, [baris("7.01.01", "38", "9203447005", "4846856177"), baris("7.01.02", None, "1000", "250.5")], laporan="uji", tabel="3.3", nomor="3.3", judul="Biaya", kaki=("Kolom 6 pecahan.",))
    rujukan = {
        s: {"nama": f"Baris {s}", "nilai": format_desimal(c.nilai), "satuan": c.satuan, "dokumen": "DPA", "tempat": "hal. 3"}
        for b in t.baris for c in b.sel.values() if not isinstance(c, str) and c.nilai is not None for s in c.sumber
    }
    object.__setattr__(t, "rujukan", rujukan)
    return t


def format_desimal(n: Fraction) -> str:
    return str(float(n)).removesuffix(".0")


@pytest.fixture(scope="module")
def penuh() -> bytes:
    return susun(lengkap())


def test_every_table_is_a_sheet_as_the_form_prints_it(penuh):
    wb = buka(penuh)
    assert wb.sheetnames == ["Isi", "Tabel 3.1", "Tabel 3.2", "Sempit", "Asal angka"]
    ws = wb["Tabel 3.1"]
    assert [ws["A1"].value, ws["A2"].value] == ["Tabel 3.1 Tabel panjang", "Lingkup: Kecamatan"]
    # Three levels of header and the number row, merged as in print.
    assert [[c.value for c in row] for row in ws["A4:F7"]] == [
        ["Kode", "Uraian Kegiatan", "Kinerja", None, None, "Pagu"], [None, None, "Tahunan", "Triwulan", None, None],
        [None, None, "Target", "Realisasi", "Capaian", None], ["1", "2", "3", "4", "5=4/3 x 100%", "6"],
    ]
    assert {str(r) for r in ws.merged_cells.ranges} >= {"A4:A6", "B4:B6", "C4:E4", "D5:E5", "F4:F6"}
    assert ws["B8"].value == "BELANJA OPERASI" and ws["B128"].value == "Baris ke-119" and ws["B129"].value == "JUMLAH" and ws["A130"].value == "Catatan kaki tabel."
    isi_ = buka(penuh)["Isi"]
    tautan = {c.value: c.hyperlink.location for row in isi_.iter_rows() for c in row if c.hyperlink}
    assert tautan["Tabel 3.1"] == "'Tabel 3.1'!A1" and {"Kecamatan Lumajang", "Triwulan II Tahun 2024"} <= {c.value for c in isi_["C"]}


def test_a_sheet_is_ready_for_screen_and_print(penuh):
    wb = buka(penuh)
    panjang, lebar = wb["Tabel 3.1"], wb["Tabel 3.2"]
    assert panjang.freeze_panes == "C8" and lebar.freeze_panes == "C7"
    assert [panjang.row_dimensions[n].outlineLevel for n in (9, 10, 11, 12)] == [0, 1, 2, 3] and not panjang.sheet_properties.outlinePr.summaryBelow
    assert (panjang.page_setup.orientation, lebar.page_setup.orientation) == ("portrait", "landscape")
    for ws in (panjang, lebar):
        assert ws.sheet_properties.pageSetUpPr.fitToPage and (ws.page_setup.fitToWidth or 1, ws.page_setup.fitToHeight) == (1, 0)
        assert ws.oddFooter.center.text == "Hal : &P" and ws.page_setup.paperSize == 9
    assert panjang.print_title_rows == "$4:$7" and lebar.print_title_rows == "$4:$6"
    nb = lengkap()
    nb.cells[0].outputs[0].data["application/vnd.triwulan.asal.v1+json"] |= {"kertas": "F4", "draf": "belum lengkap & belum resmi"}
    draf = buka(susun(nb))["Tabel 3.1"]
    assert draf.page_setup.paperSize == 14 and draf["A1"].value == "DRAF: belum lengkap & belum resmi" and draf.print_title_rows == "$5:$8"
    assert "belum lengkap && belum resmi" in draf.oddHeader.center.text


def test_text_of_data_never_becomes_a_formula_or_a_link():
    jahat = ["=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x")', "https://example.go.id", "mailto:a@b.id", "'=1", "a\x00b\x1bc", "{=1}", JAHAT, "=cmd|' /C calc'!A0", "x" * 40_000, "0012", "1e5", "-"]
    t = Tabel(POLOS, "uji", "o'brien", "", "=1+1 'judul'", "=lingkup", tuple(Baris(str(n), {"a": s, "b": s}) for n, s in enumerate(jahat)), kaki=("=kaki", "@kaki"))
    dua = Tabel(POLOS, "uji", "o'brien", "'=[x]:*?/\\'", "@dua", "", (Baris("1", {"a": "=1", "b": "x"}),))
    isi_ = susun(buku(keluaran(t), keluaran(dua)))
    with zipfile.ZipFile(io.BytesIO(isi_)) as z:
        xml = {n: z.read(n).decode("utf-8") for n in z.namelist() if n.endswith((".xml", ".rels"))}
    assert not any("<f>" in x for x in xml.values()) and not any("TargetMode" in x for x in xml.values())
    wb = buka(isi_)
    ws = wb.worksheets[1]
    assert [ws.cell(4 + 1 + n, 1).value for n in range(14)] == [s.replace("\x00", "\ufffd").replace("\x1b", "\ufffd").replace("\r", "_x000D_") for s in jahat[:14]]
    assert all(c.data_type == "s" and not c.hyperlink for row in ws.iter_rows() for c in row if c.value is not None) and len(ws.cell(19, 1).value) == 32_767
    assert ws.cell(19, 1).value.endswith("xxx… (dipotong)")
    assert all(ws.cell(5 + n, 1).quotePrefix for n in range(6)) and "'" not in (wb.sheetnames[2][0], wb.sheetnames[2][-1])
    assert b"<dc:language>id-ID</dc:language>" in zipfile.ZipFile(io.BytesIO(isi_)).read("docProps/core.xml")


def test_every_entered_figure_stands_once_with_its_source():
    wb, nilai = buka(susun(buku(keluaran(biaya())))), buka(susun(buku(keluaran(biaya()))), True)
    ws = wb["Asal angka"]
    kepala, *baris = [[c.value for c in row] for row in ws.iter_rows(min_row=4)]
    assert kepala == ["No", "Uraian", "Nilai", "Pembilang", "Penyebut", "Satuan", "Dokumen", "Tempat", "Catatan", "Dipakai di", "Alamat", "Baris data, sel laporan lain"]
    satu = next(b for b in baris if b[11] == "data/uji/7.csv#7.01.01")
    assert satu[1:3] == ["Baris data/uji/7.csv#7.01.01", 9203447005] and satu[5:8] == ["Rp", "DPA", "hal. 3"] and satu[9:11] == ["Tabel 3.3!G7", "uji/3.3/7.01.01/7"]
    di = next(c for c in ws["J"] if c.value == "Tabel 3.3!G7")
    assert di.hyperlink.location == "'Tabel 3.3'!G7" and wb["Tabel 3.3"]["G7"].value == f"=IF('Asal angka'!$C${di.row}=\"\",\"-\",'Asal angka'!$C${di.row})" and nilai["Tabel 3.3"]["G7"].value == 9203447005
    # Five rows of data, two targets without one; each once.
    assert len([b for b in baris if isinstance(b[0], int)]) == 7 and len({b[10] for b in baris if b[2] is not None}) == 7
    assert ws["C6"].fill.fgColor.rgb == "FF" + gaya.TERANG["sorot"][1:].upper()


def test_a_figure_of_another_report_is_computed_here_where_it_can_be():
    """A rate that another report computes from two rows of data, one that shows a row, one of which nothing is said but its value."""
    def sel(nilai, rumus="", *operan):
        return {"nama": "Realisasi", "nilai": nilai, "tampil": nilai, "peran": "realisasi", "satuan": "%"} | ({"rumus": rumus} if rumus else {}) | ({"operan": list(operan)} if operan else {})

    t = renja(BarisIsian("a", isian={"8/K": Isian(Fraction(17), rumus="rata-rata(realisasi)", operan=("lain/t/x/5", "lain/t/y/5", "lain/t/z/5"))}))
    object.__setattr__(t, "rujukan", {
        "lain/t/x/5": sel("1.5", "rata-rata(triwulan)", "data/u/realisasi_k.csv#x-1|1", "data/u/realisasi_k.csv#x-1|2"), "lain/t/y/5": sel("9.5", "", "data/u/realisasi_k.csv#y-1|1"),
        "lain/t/z/5": sel("40"), **{f"data/u/realisasi_k.csv#{k}": {"nama": "Realisasi kinerja", "nilai": n, "satuan": "%"} for k, n in (("x-1|1", "1"), ("x-1|2", "2"), ("y-1|1", "9.5"))},
    })
    wb = buka(susun(buku(keluaran(t))))
    baris = {b[11].value: b for b in wb["Asal angka"].iter_rows(min_row=5) if b[11].value}
    alas = {k: (b[2].value, b[2].fill.fgColor.rgb[2:].lower()) for k, b in baris.items()}
    kuning, kelabu, tanpa = gaya.TERANG["sorot"][1:], gaya.TERANG["garis"][1:], "000000"
    assert alas == {
        "data/u/realisasi_k.csv#x-1|1": (1, kuning), "data/u/realisasi_k.csv#x-1|2": (2, kuning), "data/u/realisasi_k.csv#y-1|1": (9.5, kuning),
        "lain/t/x/5": ('=IF(COUNT(C6:C7)<2,"-",AVERAGE(C6:C7))', tanpa), "lain/t/y/5": ('=IF(C8="","-",C8)', tanpa), "lain/t/z/5": (40, kelabu),
    }
    assert baris["lain/t/z/5"][8].value == "Dihitung di laporan lain dan tidak mengikuti perubahan di buku ini." and not baris["lain/t/y/5"][8].value
    assert "Sel kelabu" in wb["Asal angka"]["A2"].value and baris["data/u/realisasi_k.csv#x-1|2"][9].value == "Renja mini!B8"
    assert wb["Renja mini"]["B8"].value == "=IF(COUNT('Asal angka'!$C$10:$C$12)<3,\"-\",AVERAGE('Asal angka'!$C$10:$C$12))"
    assert "Sel kelabu" not in buka(susun(buku(keluaran(biaya()))))["Asal angka"]["A2"].value


def test_number_formats_show_what_is_printed():
    assert [format.pola(0), format.pola(2), format.pola(2, "%"), format.pola(0, 'Org/12 "bln"'), format.pola(2, kurung=True)] == [
        "[$-421]#,##0", "[$-421]#,##0.00", '[$-421]#,##0.00" %"', '[$-421]#,##0" Org/12 bln"', "[$-421]#,##0.00;[$-421](#,##0.00)",
    ]
    ws = buka(susun(buku(keluaran(biaya()))))["Tabel 3.3"]
    assert {k: ws[k].number_format for k in ("E7", "F7", "G7", "H8", "J7")} == {"E7": "[$-421]#,##0", "F7": "[$-421]#,##0.00", "G7": "[$-421]#,##0", "H8": "[$-421]#,##0.0", "J7": "[$-421]#,##0.00"}
    lra = hitung(LRA_SAP.untuk(tahun="2024", tahun_lalu="2023"), [BarisIsian("1", {"1": "01"}, {"3": Isian(Fraction(-5)), "4": Isian(Fraction(7))})], laporan="u", tabel="lra", judul="LRA")
    ws = buka(susun(buku(keluaran(lra))))["LRA SAP"]
    assert ws["C6"].number_format == "[$-421]#,##0.00;[$-421](#,##0.00)" and ws["F6"].value == "tidak diisi" and ws["E6"].value == '=IFERROR(D6/C6*100,"-")'


def test_a_figure_without_a_formula_is_named():
    """A roll-up of an unknown kind, and one over rows that nobody describes."""
    t = renja(BarisIsian("a", isian={"8/K": Isian(Fraction(1), rumus="median(8)"), "8/Rp": Isian(Fraction(2), rumus="jumlah(rekening)", operan=("data/u/x.csv#1", "data/u/x.csv#2"))}))
    wb = buka(susun(buku(keluaran(t))))
    baris = {row[10]: (row[2], row[8]) for row in wb["Asal angka"].iter_rows(min_row=5, values_only=True) if row[10]}
    assert baris["evaluasi-renja/utama/a/8/K"][0] == 1 and "tidak dikenal" in baris["evaluasi-renja/utama/a/8/K"][1]
    assert baris["evaluasi-renja/utama/a/8/Rp"] == (2, "data/u/x.csv#1 tidak ada di buku ini")
    assert {wb["Renja mini"][k].value[:15] for k in ("B8", "C8")} == {"='Asal angka'!$"}


@pytest.mark.parametrize("teks", ["rata-rata(x/y)", "0-jumlah", "1 s/d 99", '=HYPERLINK("x")', "8+9+77", "gabungan(8)/gabungan(9)"])
def test_a_formula_that_does_not_fit_its_table_is_a_value(teks):
    """Whoever wrote the notebook: nothing of a formula's text gets into the workbook but what the notation allows."""
    t = renja(BarisIsian("a", isian={"8/K": Isian(Fraction(1), rumus=teks)}))
    wb = buka(susun(buku(keluaran(t))))
    kosong = buka(susun(buku(keluaran(renja(BarisIsian("a", isian={"8/K": Isian(None, rumus=teks)}))))))
    assert kosong["Renja mini"]["B8"].value == "-" and kosong["Renja mini"]["B8"].data_type == "s"
    assert wb["Renja mini"]["B8"].value == "='Asal angka'!$C$6" and wb["Asal angka"]["C6"].fill.fgColor.rgb == "FF" + gaya.TERANG["garis"][1:].upper() and wb["Asal angka"]["C6"].value == 1 and wb["Asal angka"]["I6"].value


def test_grades_of_a_foreign_scale_and_hostile_units():
    pita = {"predikat": "Baik", "tercetak": "", "arti": "", "varian": "A", "dari": "0", "sampai": "100"}
    t = hitung(PENGUKURAN_KINERJA, [BarisIsian("s", {"1": "S", "predikat": "Baik"}, {"3": Isian(Fraction(1)), "4": Isian(Fraction(1))}, 'a"\x00;b')], laporan="u", tabel="3.4", judul="t")
    for mulai in ('>=0),HYPERLINK("x"', "", ">=x"):
        object.__setattr__(t, "skala", ({**pita, "mulai": mulai}, {**pita, "predikat": "Buruk", "mulai": ">=0"}))
        ws = buka(susun(buku(keluaran(t)))).worksheets[1]
        assert ws["G6"].value == "Baik" and ws["G6"].data_type == "s"
    assert format.pola(0, 'a"\x00;b') == '[$-421]#,##0" a;b"'


def test_counts_are_numbers_and_only_what_is_there_is_explained():
    """A text column of counts: numbers to the right, without an address; of a workbook without figures nothing is said of figures."""
    form = Form("hitungan", "Hitungan", (Column("a", "Laporan", number="", width=2), Column("b", "Diperiksa", number="", bilangan=True)), SUMBER)
    t = Tabel(form, "uji", "t", "", "Hitungan", "", tuple(Baris(str(n), {"a": s, "b": s}) for n, s in enumerate(("2.354", "12", "-", "75 (3,2 %)", "2.35", "=1"))))
    wb = buka(susun(buku(keluaran(t))))
    sel = [wb["Hitungan"].cell(5 + n, 2) for n in range(6)]
    assert [c.value for c in sel] == [2354, 12, "-", "75 (3,2 %)", "2.35", "=1"] and {c.alignment.horizontal for c in sel} == {"right"}
    assert [c.data_type for c in sel] == ["n", "n", "s", "s", "s", "s"] and sel[0].number_format == "[$-421]#,##0" and wb["Hitungan"]["A5"].value == "2.354"
    assert t.baris[0].sel["b"] == "2.354" and "alamat" not in str(t.bundle()["baris"])
    teks = [c.value for row in wb["Isi"].iter_rows() for c in row if c.value]
    assert not {"Angka", "Berumus"} & set(teks) and not any("kuning" in str(s) for s in teks)
    teks = [c.value for row in buka(susun(buku(keluaran(biaya()))))["Isi"].iter_rows() for c in row if c.value]
    assert {"Angka", "Berumus"} <= set(teks) and any("kuning" in str(s) for s in teks)


JANJI = Form("janji", "Janji", (Column("no", "No", number="", width=0.35), Column("a", "Program", number="", width=4), Column("b", "Sumber", number="", width=1), Column("c", "Dana", number="", width=1)), SUMBER)


def test_who_signs_stands_below_what_is_signed():
    """Left and right half, each over columns that hold its longest line; a number column alone holds none."""
    t = Tabel(JANJI, "uji", "pk", "", "Janji", "", (Baris("1", {"no": "1", "a": "Program", "b": "DAU", "c": "x"}),))
    dua = [pihak("NAMA KIRI YANG PANJANG, S.Sos.", peran="PIHAK KEDUA"), pihak("NAMA KANAN", di_atas="Lumajang, 5 Juli 2024")]
    ws = buka(susun(buku(keluaran(t), blok("tanda-tangan", pihak=dua), prosa("# BAB IV\n\nteks"))))["Janji"]
    nama = {c.value: c for row in ws.iter_rows() for c in row if c.value in ("NAMA KIRI YANG PANJANG, S.Sos.", "NAMA KANAN")}
    kiri, kanan = nama.values()
    assert kiri.row == kanan.row > 6 and re.search(r"\$D\$\d+", str(ws.print_area))
    assert {f"A{kiri.row}:B{kiri.row}", f"C{kiri.row}:D{kiri.row}"} <= {str(r) for r in ws.merged_cells.ranges} and (kiri.column_letter, kanan.column_letter) == ("A", "C")
    assert ws.row_dimensions[kiri.row].height == ws.row_dimensions[kiri.row - 1].height


@given(st.lists(st.floats(4, 70), min_size=2, max_size=12), st.lists(st.floats(0, 60), min_size=2, max_size=3))
def test_signatures_share_the_columns_as_they_need(lebar, perlu):
    hasil = tanda_tangan.bagi(lebar, perlu)
    assert len(hasil) == len(perlu) and all(a <= z < len(lebar) for a, z in hasil)
    if len(lebar) >= len(perlu):
        assert [n for a, z in hasil for n in range(a, z + 1)] == list(range(len(lebar)))
    if len(perlu) == 2 and any(sum(lebar[:n]) >= perlu[0] and sum(lebar[n:]) >= perlu[1] for n in range(1, len(lebar))):
        assert all(sum(lebar[a: z + 1]) >= p - 1e-6 for (a, z), p in zip(hasil, perlu))


def test_who_signs_stays_on_a_page_with_the_last_row():
    """On A4 upright 709 points of rows: a header of 40, rows of 50, eight lines of signature with a free one above, 143 in all."""
    def sheet(banyak, akhir=50.0):
        return halaman.Susunan((20.0, 20.0, *[50.0] * (banyak - 1), akhir, 15.0, *[16.0] * 8), (40.0,), (0, 1), (banyak + 1, banyak + 1, banyak + 3))

    # Ten rows and the block are 683 high; of eleven and more the last one goes along, wherever the page would end.
    assert [halaman.pisah(sheet(n), "A4", False) for n in (5, 10, 11, 12, 13)] == [None, None, 12, 13, 14]
    # A last row that leaves no room for the block: the block alone.
    assert halaman.pisah(sheet(3, 400.0), "A4", False) is None and halaman.pisah(sheet(3, 600.0), "A4", False) == 6
    # Twice as wide as the page: printed at half size, so that twice as much is on it.
    lebar = halaman.Susunan(sheet(20).tinggi, (160.0,), (0, 1), sheet(20).utuh)
    assert halaman.pisah(lebar, "A4", False) is None
    # Landscape: 468 points, eight rows a page.
    assert [halaman.pisah(sheet(n), "A4", True) for n in (16, 20)] == [17, None]
    assert halaman.pisah(halaman.Susunan(sheet(12).tinggi, (40.0,), (0, 1)), "A4", False) is None
    baris = tuple(Baris(str(n), {"no": str(n), "a": "x", "b": "x", "c": "x"}) for n in range(40))
    ws = buka(susun(buku(keluaran(Tabel(JANJI, "uji", "pk", "", "Janji", "", baris)), blok("tanda-tangan", pihak=[pihak("A"), pihak("B")]))))["Janji"]
    assert [b.id for b in ws.row_breaks.brk] == [43] and ws["A44"].value == "39"


def test_a_notebook_without_tables_or_provenance_makes_a_workbook_too():
    import nbformat

    assert buka(susun(nbformat.v4.new_notebook(cells=[prosa("# Kosong")]))).sheetnames == ["Isi"]
