"""The formulas of a workbook: what they say, what they are worth by a spreadsheet's rules, that they follow the figures."""

import csv
import io
import re
import shutil
import zipfile
from fractions import Fraction

import kalkulator
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.utils import column_index_from_string
from test_form import NANTI, isi, renja
from test_pdf import buku, keluaran
from test_xlsx import susun

import buku as laporan
from triwulan.form import asal, metode
from triwulan.form.calculate import BarisIsian, Isian, hitung
from triwulan.form.form import Column, Form, Source
from triwulan.form.lembar import rumus as x
from triwulan.form.table import MIME
from triwulan.laporan.formulir import KEPALA_RENJA
from triwulan.office import aturan
from triwulan.press import gaya
from triwulan.press.excel import format, predikat
from triwulan.press.excel.denah import Denah, Tempat, rentang
from triwulan.press.excel.rumus import TakBerumus, rumus
from triwulan.press.kanonik import bundles

ANGKA = Form("angka", "Angka", (
    Column("1", "No"), Column("2", "A", unit="Rp", total=True), Column("3", "B", unit="Rp", total=True),
    Column("4", "C", "3/2 x 100%", unit="%", places=2), Column("5", "D", "2-3", unit="Rp"),
), Source("Contoh", "uji"), nama="1")


def lembar(tabel, nama: str) -> dict[str, object]:
    """The formulas of a table's sheet by cell."""
    ws = load_workbook(io.BytesIO(susun(buku(keluaran(tabel)))))[nama]
    return {c.coordinate: c.value for row in ws.iter_rows() for c in row if c.data_type == "f"}


def nilai(teks: str, sel: dict[str, object]):
    """What a formula is worth by a spreadsheet's rules, with figures and texts in cells of its own sheet."""
    def isi_(s):
        return next((v for k, v in sel.items() if (int(re.sub(r"\D", "", k)), column_index_from_string(re.sub(r"\d", "", k))) == s[1:]), None)

    return x.nilai(x.urai(teks), isi_)


def test_formulas_can_be_read():
    """A row worked by hand; totals of neighbours as a range, of others one by one; the LRA's `38 s/d 44`."""
    t = hitung(ANGKA, [
        *(BarisIsian(str(n), isian=isi(**{"2": n, "3": 1})) for n in range(1, 6)), BarisIsian("6", rumus="1 s/d 5"), BarisIsian("7", anak=("1", "3")),
        BarisIsian("8", anak=("1", "2", "4", "5")), BarisIsian("9", isian=isi(**{"2": 4, "3": 1}), ganti={"4": "(2+2-3)/2 x 100%"}), BarisIsian("10", rumus="6-7"),
    ], laporan="u", tabel="t", judul="t")
    f = lembar(t, "Angka")
    # Title, scope, a free row, the header and the number row are above: the first row of the table is the sheet's sixth.
    assert f["D6"] == '=IFERROR(C6/B6*100,"-")' and f["E6"] == '=IFERROR(B6-C6,"-")'
    assert f["B11"] == '=IF(COUNT(B6:B10)<5,"-",SUM(B6:B10))' and f["B12"] == '=IFERROR(B6+B8,"-")'
    assert f["B13"] == '=IF(COUNT(B6:B7,B9:B10)<4,"-",SUM(B6:B7,B9:B10))' and f["D14"] == '=IFERROR((B14+B14-C14)/B14*100,"-")' and f["B15"] == '=IFERROR(B11-B12,"-")'


def test_a_missing_figure_is_never_taken_for_nothing():
    """TW II: quarters III and IV are not due, in one row II is missing. Once the workbook has the figure, everything follows."""
    t = renja(
        BarisIsian("a", {"1": "a"}, isi(**{"8_K": 10, "9_K": 1, "10_K": 2, "8_Rp": 0, "9_Rp": 5, "10_Rp": 5} | NANTI)),
        BarisIsian("b", {"1": "b"}, isi(**{"8_K": 10, "9_K": 1, "10_K": None, "8_Rp": 4, "9_Rp": 1, "10_Rp": None} | NANTI)),
        BarisIsian("c", {"1": "c"}, isi(**{"8_K": 10} | {f"{n}_K": ... for n in range(9, 13)} | NANTI)),
        BarisIsian("j", {"1": "Jumlah"}, anak=("a", "b")),
    )
    f = lembar(t, "Renja mini")
    assert f["L8"] == '=IFERROR(D8+F8+N(H8)+N(J8),"-")' and f["L10"] == '=IF(COUNT(D10,F10,H10,J10)=0,"-",N(D10)+N(F10)+N(H10)+N(J10))'
    strip = dict.fromkeys(("H8", "J8", "I8", "K8", "F9", "G9", "H9", "J9", "I9", "K9", "D10", "F10", "H10", "J10"), "-")
    ada = {"D8": 1, "F8": 2, "C8": 0, "M8": 10, "D9": 1, "E8": 5, "G8": 5, "E9": 1, "G9": "-"}
    sel = strip | {k: Fraction(v) if not isinstance(v, str) else v for k, v in ada.items()}
    assert [nilai(f[k], sel) for k in ("L8", "O8", "L9", "L10", "E11", "G11", "I11")] == [3, "-", "-", "-", 6, "-", "-"]
    assert nilai(f["L9"], sel | {"F9": Fraction(2)}) == 3 and nilai(f["L10"], sel | {"F10": Fraction(2)}) == 2 and nilai(f["G11"], sel | {"G9": Fraction(2)}) == 7
    assert nilai(f["O8"], sel | {"C8": Fraction(20)}) == 50


def test_a_sum_counts_what_it_adds():
    """Of five rows one has no figure by its nature: it is neither counted nor among what is summed, but added where it is filled."""
    t = hitung(ANGKA, [
        *(BarisIsian(str(n), isian=isi(**{"2": n, "3": n})) for n in (1, 2, 3)), BarisIsian("4", isian={k: Isian(None, abai=True) for k in "23"}),
        BarisIsian("5", isian=isi(**{"2": 5, "3": None})), BarisIsian("j", anak=tuple("12345")),
    ], laporan="u", tabel="t", judul="t")
    f = lembar(t, "Angka")
    assert f["B11"] == '=IF(COUNT(B6:B8,B10)<4,"-",SUM(B6:B8,B10)+N(B9))'
    sel = {"B6": Fraction(1), "B7": Fraction(2), "B8": Fraction(3), "B9": "-", "B10": Fraction(5)}
    assert [nilai(f["B11"], sel | ubah_) for ubah_ in ({}, {"B9": Fraction(4)}, {"B9": Fraction(4), "B10": "-"})] == [11, 15, "-"]


angka_ = st.none() | st.fractions(-1000, 1000, max_denominator=100)


@given(st.lists(st.tuples(angka_, angka_), min_size=1, max_size=9), st.booleans(), st.sampled_from([
    "jumlah(5)", "gabungan(5)/gabungan(4) x 100%", "rata-rata(5/4 x 100%)", "rata-rata(5/4 x 100%; r1: 100%+100%-5/4 x 100%)", "rata-rata(5)", "sisa(5)", "0-jumlah",
]))
def test_a_roll_up_is_worth_what_the_notation_says(baris, diketik, teks):
    """The text of the formula, evaluated by a spreadsheet's rules, gives the value of the notation: with figures missing, with
    division by zero, few summands or many; where cells are typed, a missing figure is an empty cell."""
    kunci = {f"u/t/r{n}/{k}": (Tempat("L", n, k - 4), v) for n, pasang in enumerate(baris) for k, v in zip((5, 4), pasang) if k == 5 or "4" in teks}
    isian = {
        a: asal.Isi({"laporan": "u", "tabel": "t", "baris": []}, {"id": a.split("/")[2]}, {"kunci": a[-1], "bagian": "", "satuan": "%"}, {"alamat": a, "nilai": "" if v is None else str(v), "tampil": ""}, "")
        for a, (_, v) in kunci.items()
    }
    hasil = metode.nilai(teks, [metode.Operan(a.split("/")[2], a[-1], "", v, acuan=a) for a, (_, v) in kunci.items()])
    i = asal.Isi({"laporan": "u", "tabel": "t", "baris": []}, {"id": "x"}, {"kunci": "5", "bagian": ""}, {"alamat": "u/t/x/5", "rumus": teks, "operan": list(kunci), "nilai": "" if hasil is None else str(hasil)}, "")
    denah = Denah({(a, "nilai"): t for a, (t, _) in kunci.items()} | {("u/t/x/5", "nilai"): Tempat("L", 99, 9)}, frozenset((a, "nilai") for a in kunci if diketik))
    f = rumus(isian, i, denah, "-")
    isi_ = {(t.baris + 1, t.kolom + 1): (None if diketik else "-") if v is None else v for t, v in kunci.values()}
    tiru = x.nilai(x.urai(f.teks), lambda s: isi_.get(s[1:]))
    assert tiru == ("-" if hasil is None else hasil) == ("-" if f.nilai is None else f.nilai), f.teks


def test_ranges_join_neighbours_only():
    sel = [Tempat("Asal angka", n, 2) for n in (4, 5, 6, 9)]
    assert rentang(sel, "L") == "'Asal angka'!$C$5:$C$7,'Asal angka'!$C$10" and rentang(sel, "Asal angka") == "C5:C7,C10"
    assert rentang([Tempat("L", 3, n) for n in (1, 2, 3)], "L") == "B4:D4" and Tempat("o'b", 0, 0).tulis() == "'o''b'!$A$1"


def test_what_stands_nowhere_is_no_formula():
    i = asal.Isi({"laporan": "u", "tabel": "t", "baris": []}, {"id": "x"}, {"kunci": "5", "bagian": ""}, {"alamat": "u/t/x/5", "rumus": "jumlah(rekening)", "operan": ["data/u/a.csv#1"], "nilai": "1"}, "")
    with pytest.raises(TakBerumus, match="data/u/a.csv#1 tidak ada di buku ini"):
        rumus({}, i, Denah({("u/t/x/5", "nilai"): Tempat("L", 0, 0)}), "-")


@pytest.mark.parametrize("varian", ["A", "B", "C"])
def test_grades_follow_the_figure(akar, varian):
    """For every quarter of a percent from -2 to 130 the formula grades as the rule set does, starred in the holes of the scale."""
    skala = aturan.muat(akar, "lumajang-2024").skala.model_copy(update={"varian": varian})
    mulai = {p: f"{'>' if varian == 'C' or varian == 'B' and n == 4 else '>='}{b}" for n, (p, b) in enumerate(aturan.ambang(skala))}
    pita = [{"predikat": p.predikat, "dari": str(p.dari), "sampai": str(p.sampai), "mulai": mulai[p.predikat]} for p in skala.pita]
    for n in range(-8, 521):
        v = Fraction(n, 4)
        harap = aturan.predikat(skala, v) + "*" * aturan.di_lubang(skala, v)
        assert nilai(predikat.rumus(pita, "A1", v, harap), {"A1": v}) == harap, v
    teks = predikat.rumus(pita, "A1", None, "-")
    assert nilai(teks, {"A1": "-"}) == "-" and predikat.rumus(pita, "A1", Fraction(50), "Tinggi") == "" == predikat.rumus([{"predikat": "x", "dari": "0"}], "A1", None, "-")


def test_a_text_grades_the_figure_of_the_row_that_it_names():
    """The overall grade of a heading stands in a row of its own; a name of no row leaves the text as it is."""
    pita = [{"predikat": "Baik", "dari": "50", "sampai": "100", "mulai": ">50"}, {"predikat": "Buruk", "dari": "0", "sampai": "50", "mulai": ">=0"}]
    t = hitung(KEPALA_RENJA, [BarisIsian("d", {"uraian": "Rata-rata"}, isi(nilai=75)), *(BarisIsian(e, {"uraian": "Predikat", "isi": "Baik"}, menilai={"isi": m}) for e, m in (("e", "d/nilai"), ("f", "x/nilai"), ("g", "d/isi")))], laporan="u", tabel="t", judul="t")
    object.__setattr__(t, "skala", tuple(pita))
    f = lembar(t, "Kepala renja")
    assert f["C6"] == '=IF(ISNUMBER(D5),IF(D5>50,"Baik","Buruk"),"-")' and not {"C7", "C8"} & set(f) and nilai(f["C6"], {"D5": Fraction(20)}) == "Buruk"


@pytest.mark.parametrize(("v", "tempat"), [("12", 0), ("12.004", 0), ("12.5", 1), ("12.504", 1), ("12.25", 2), ("12.256", 2), ("0", 0), ("-3.1", 1)])
def test_places_follow_the_figure(v, tempat):
    """Columns that show as many places as needed: of the three conditions just the right one holds."""
    assert [n for n in format.SEPERLUNYA if nilai(format.cocok(n, "A1"), {"A1": Fraction(v)})] == [tempat]


def test_a_wrong_value_in_the_file_is_seen_unless_it_is_computed_anew(tmp_path):
    """What the proof by recalculation rests on: LibreOffice told not to compute shows the wrong values, told to compute none."""
    t = hitung(ANGKA, [BarisIsian(str(n), isian=isi(**{"2": n, "3": 1})) for n in range(1, 4)], laporan="u", tabel="t", judul="t")
    isi_, banyak = kalkulator.rusak(susun(buku(keluaran(t))))
    for profil, sisa in ((kalkulator.PROFIL, 0), (kalkulator.PROFIL.replace("<value>0</value>", "<value>1</value>"), banyak)):
        (folder := tmp_path / str(sisa)).mkdir()
        hasil = kalkulator.hitung(folder, {"a.xlsx": isi_}, profil)["a.xlsx"]
        assert banyak == 12 and sum(v == float(kalkulator.RUSAK) for s in hasil.values() for v in s.values()) == sisa


def ubah(isi_: bytes, sel: str, baru: str) -> bytes:
    """The workbook with another figure in a cell of its last sheet, "Asal angka"."""
    terakhir, jadi = f"xl/worksheets/sheet{len(load_workbook(io.BytesIO(isi_)).sheetnames)}.xml", io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(isi_)) as asli, zipfile.ZipFile(jadi, "w") as akhir:
        for nama in asli.namelist():
            teks = asli.read(nama)
            if nama == terakhir:
                diubah, n = re.subn(rf'(<c r="{sel}"[^>]*><v>)[^<]*(</v>)', rf"\g<1>{baru}\g<2>", teks.decode("utf-8"))
                assert n == 1
                teks = diubah.encode("utf-8")
            akhir.writestr(nama, teks)
    return jadi.getvalue()


def test_a_changed_figure_goes_where_our_own_calculation_takes_it(akar, tmp_path, monkeypatch):
    """Rows of three files of Kecamatan Contoh, TW III 2025, changed in the data and in the workbooks, which LibreOffice computes anew:
    both show the same in every cell, and something other than before. Without any entered figure no figure is left."""
    for nama in ("data", "params", "notebooks"):
        shutil.copytree(akar / nama, tmp_path / nama, ignore=shutil.ignore_patterns("kecamatan-lumajang"))
    params = "params/kecamatan-contoh/2025-tw3.yaml"
    sebelum = laporan.semua(akar / params)
    notebook = {n: buku(*(keluaran(t) for t in sebelum[n].tabel_tampil.values())) for n in ("evaluasi-renja", "lkj-sekretaris", "lkj-camat")}
    ganti = {
        **baris_lain(tmp_path / "data" / "kecamatan-contoh" / "realisasi_rp.csv", notebook["lkj-sekretaris"], 1000),
        **baris_lain(tmp_path / "data" / "kecamatan-contoh" / "realisasi_k.csv", notebook["evaluasi-renja"], 1),
        **baris_lain(tmp_path / "data" / "kecamatan-contoh" / "target.csv", notebook["lkj-sekretaris"], 3),
        # What the Camat's report takes from the Evaluasi Renja is computed from rows of data here too.
        **baris_lain(tmp_path / "data" / "kecamatan-contoh" / "realisasi_k.csv", notebook["lkj-camat"], 2, "#7.01.02.2.04-1"),
        **baris_lain(tmp_path / "data" / "kecamatan-contoh" / "realisasi_k.csv", notebook["lkj-camat"], 1, "#7.01.03.2.01.0001-1"),
    }
    monkeypatch.chdir(tmp_path)
    sesudah = laporan.semua(tmp_path / params, tmp_path)
    diubah = {}
    for nama, nb in notebook.items():
        isi_ = susun(nb)
        masukan = {row[11].value: f"C{row[0].row}" for row in load_workbook(io.BytesIO(isi_))["Asal angka"].iter_rows(min_row=5)}
        for acuan, baru in ganti.items():
            isi_ = ubah(isi_, masukan[acuan], baru) if acuan in masukan else isi_
        diubah[f"{nama}.xlsx"] = kalkulator.rusak(isi_)[0]
    hasil = kalkulator.hitung(tmp_path, diubah | {f"kosong-{n}.xlsx": dikosongkan(susun(notebook[n])) for n in ("evaluasi-renja", "lkj-camat")})
    for nama, nb in notebook.items():
        harap = {s.alamat: s.tampil for t in sesudah[nama].tabel_tampil.values() for b in t.baris for s in b.sel.values() if not isinstance(s, str)}
        dapat = kalkulator.angka(nb, hasil[f"{nama}.xlsx"])
        assert [(a, lama, baru, harap[a]) for a, lama, baru in dapat if baru != harap[a]] == [], nama
        assert len([a for a, lama, baru in dapat if lama != baru]) > 5, nama


    for nama in ("evaluasi-renja", "lkj-camat"):
        sisa = [(i.sel["alamat"], v) for i, v in kalkulator.sel(notebook[nama], hasil[f"kosong-{nama}.xlsx"]) if not isinstance(v, str) and i.tabel["formulir"] != "lra-sap"]
        assert sisa == [], nama


def dikosongkan(isi_: bytes) -> bytes:
    """The workbook with every yellow cell emptied."""
    wb, jadi = load_workbook(io.BytesIO(isi_)), io.BytesIO()
    kuning = [c for row in wb["Asal angka"].iter_rows(min_row=5) for c in row if c.fill.fgColor.rgb == "FF" + gaya.TERANG["sorot"][1:].upper()]
    assert len(kuning) > 100
    for c in kuning:
        c.value = None
    wb.save(jadi)
    return jadi.getvalue()


def baris_lain(path, nb, tambah: int, awal: str = "#") -> dict[str, str]:
    """Adds to the figure of the first row of a file (whose key begins so) that a notebook's tables refer to; {its reference: the new
    figure}."""
    acuan = sorted(a for t in bundles(nb, MIME) for a, d in t["rujukan"].items() if f"/{path.name}{awal}" in a and d.get("nilai"))[0]
    with path.open(encoding="utf-8", newline="") as f:
        rows = list(csv.DictReader(f))
    kunci = [k for k in acuan.partition("#")[2].split("|") if k]
    ini, *lain = [r for r in rows if set(kunci) <= set(r.values())]
    assert not lain, acuan
    ini["nilai"] = str(Fraction(ini["nilai"]) + tambah)
    with path.open("w", encoding="utf-8", newline="") as f:
        tulis = csv.DictWriter(f, list(rows[0]), lineterminator="\n")
        tulis.writeheader()
        tulis.writerows(rows)
    return {acuan: ini["nilai"]}
