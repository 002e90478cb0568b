"""Formulas of a spreadsheet: read, computed, and compared with the form's by what they compute."""

from fractions import Fraction
from pathlib import Path

import e81
import pytest
from hypothesis import given
from hypothesis import strategies as st

from triwulan.form.lembar import rumus as x
from triwulan.form.lembar.letak import baca_letak
from triwulan.form.lembar.beda import JENIS, RumusBeda, banding_rumus, tak_dibanding

BERKAS = Path(__file__).parent / "berkas" / "e81-kecamatan.xlsx"
SEL = {("", 7, 7): Fraction(8), ("", 7, 10): Fraction(6), ("", 8, 7): "-", ("a b", 1, 1): Fraction(5)}


def hitung(rumus, **kw):
    return x.nilai(x.urai(rumus), SEL.get, **kw)


@pytest.mark.parametrize(("rumus", "hasil"), [
    ("=J7/G7*100", 75), ("=J7/G7%", 75), ("=-J7^2", 36), ("=2^-1", Fraction(1, 2)), ("=1-2-3", -4), ("=2*(3+4)", 14), ("=+J7", 6), ("=2^3^2", 64),
    ("=SUM(G7:J7,3)*-1", -17), ("=SUM($G$7:$J$8)", 14), ("=AVERAGE(G7:J7)", 7), ("=PRODUCT(G7,J7)", 48), ("=MIN(100,J7)", 6), ("=SUBTOTAL(9,G7:J7)", 14),
    ("=IF(OR(G7=\"\",G7=0),0,J7/G7)", Fraction(3, 4)), ("=IF(A1=0,\"kosong\",1)", "kosong"), ("=IFERROR(J7/A1,\"-\")", "-"), ("=IFERROR(J7/G7,0)", Fraction(3, 4)),
    ("=IF(G8=0,1,2)", 2), ("='a b'!A1+1", 6), ("=ROUND(2.5,0)", 3), ("=ROUND(-2.5,0)", -3), ("=ROUNDDOWN(-2.59,1)", Fraction(-5, 2)), ("=ROUNDUP(2.01,0)", 3),
    ("=INT(-2.5)", -3), ("=0.1+0.2", Fraction(3, 10)), ("=J7&\" dokumen\"", "6 dokumen"), ("=IF(ISNUMBER(G8),1,0)", 0), ("=_xlfn.IFNA(J7,0)", 6), ("=IF(AND(J7>5,NOT(J7>6)),1,0)", 1),
])
def test_formulas_give_what_excel_gives_but_exactly(rumus, hasil):
    assert hitung(rumus) == hasil


@pytest.mark.parametrize("rumus", ["=J7/A1", "=G8+1", "=AVERAGE(A1:A3)", "=G7:J7+1"])
def test_errors_are_errors(rumus):
    with pytest.raises(x.Galat):
        hitung(rumus)


@pytest.mark.parametrize("rumus", ["=VLOOKUP(A1,B1:C9,2)", "=Pagu*2", "=SUM(J:J)", "=SUM(A1", "=(1+2", "=", "=1+", "=A1:XFD1048576", "=2^0.5", "={1,2}", "=[1]Lembar!A1:B"])
def test_what_is_not_read_is_said_and_never_guessed(rumus):
    with pytest.raises((x.TakDikenal, x.Galat)):
        hitung(rumus)


@given(st.text(alphabet="=+-*/^%(),:;AJ17$!'\" <>&{}[]#SUMIF.", max_size=14))
def test_no_text_breaks_the_reader(teks):
    try:
        hitung("=" + teks)
    except (x.TakDikenal, x.Galat):
        pass


def test_rounding_can_be_left_out():
    assert hitung("=ROUND(J7/G7*10,0)", membulatkan=False) == Fraction(15, 2) and hitung("=INT(2.5)", membulatkan=False) == Fraction(5, 2)


@pytest.mark.parametrize(("rumus", "langkah"), [
    ("=ROUND(A1,2)", Fraction(1, 100)), ("=IF(A1=0,0,ROUND(A1,1))", Fraction(1, 10)), ("=ROUND(A1/B1,4)*100", Fraction(1, 100)), ("=A1/B1", None), ("=ROUND(A1,2)+B1", None), ("=INT(A1)", 1),
])
def test_the_digit_a_formula_rounds_to(rumus, langkah):
    assert x.langkah(x.urai(rumus)) == langkah


# ---- against the form ------------------------------------------------------------------------------------------------------------


def banding(tmp_path, ubah=None) -> list[RumusBeda]:
    return banding_rumus(*baca_letak(e81.buat(tmp_path / "x.xlsx", ubah), e81.FORM))


def test_a_right_workbook_gives_nothing(tmp_path):
    assert banding(tmp_path) == [] and tak_dibanding(*baca_letak(tmp_path / "x.xlsx", e81.FORM)) == []


@pytest.mark.parametrize(("sel", "rumus"), [
    ("U13", "=SUM(M13,O13,Q13,S13)"), ("U13", "=SUM(M13:S13)-SUM(N13,P13,R13)"), ("U27", "=SUM(U13:U14,U16,U23,U26)"), ("U27", "=U11+U21+U24"), ("K27", "=SUM(K13:K14)+K16+K23+K26"),
    ("W13", "=ROUND(U13/K13,4)"), ("W13", "=IF(K13=0,0,U13/K13)"), ("W13", "=(M13+O13+Q13+S13)/K13"), ("V13", "=100*T13/J13"), ("V13", "=T13/J13%"), ("V13", "=IFERROR(ROUND(T13/J13,4)*100,\"-\")"),
    ("Z13", "=U13+I13"), ("AB13", "=(I13+U13)/G13*100"), ("K11", "=SUM(K12:K16)-K12-K15"), ("K11", "=SUBTOTAL(9,K13:K14,K16)"), ("G27", "=SUM(G11:G26)/3"), ("U13", "=U14-U14+M13+O13+Q13+S13"),
])
def test_the_same_written_otherwise_is_the_same(tmp_path, sel, rumus):
    assert banding(tmp_path, {sel: rumus}) == []


@pytest.mark.parametrize(("sel", "rumus", "jenis", "seharusnya", "bukti"), [
    ("K12", "=SUM(K13:K13)", "rentang-kurang", "=SUM(K13:K14)", "tidak ikut dijumlah: baris 14 (7.01.01.2.01.0002)"),
    ("K27", "=K11+K21", "rentang-kurang", "=K11+K21+K24", "tidak ikut dijumlah: baris 24 (7.01.06)"),
    ("K27", "=SUM(K13:K23)-K15-K21-K22", "rentang-kurang", "=K11+K21+K24", "baris 24 (7.01.06)"),
    ("U13", "=M13+O13+Q13", "rentang-kurang", "=M13+O13+Q13+S13", "tidak ikut dijumlah: kolom 12 Rp (S)"),
    ("U13", "=SUM(L13:S13)", "rentang-lebih", "=M13+O13+Q13+S13", "kolom 9 K (L), kolom 10 K (N)"),
    ("M27", "=SUM(M11:M26)", "rentang-lebih", "=M11+M21+M24", "terjumlah dua kali beserta bagiannya: baris 11 (7.01.01)"),
    ("W22", "=U22/G22", "penyebut-salah", "=U22/K22", "membagi dengan kolom 6 Rp (G), seharusnya kolom 8 Rp (K)"),
    ("AB25", "=IFERROR(Z25/K25*100,0)", "penyebut-salah", "=Z25/G25*100", "kolom 8 Rp (K)"),
    ("U23", "=AVERAGE(M23,O23)", "rata-rata-bukan-jumlah", "=M23+O23+Q23+S23", "13=9+10+11+12"),
    ("U23", "=(M23+O23+Q23+S23)/2", "rata-rata-bukan-jumlah", "=M23+O23+Q23+S23", "dibagi 2"),
    ("AB27", "=AVERAGE(AB11,AB21,AB24)", "rata-rata-bukan-jumlah", "=Z27/G27*100", "17=16/6 x 100%"),
    ("Z26", "=K26+U26", "kolom-salah", "=I26+U26", "memakai kolom 8 Rp (K), seharusnya kolom 7 Rp (I)"),
    ("W23", "=T23/J23", "kolom-salah", "=U23/K23", "memakai bagian K, bukan Rp"),
    ("I27", "=SUM(K11,K21,K24)", "kolom-salah", "=I11+I21+I24", "menjumlah kolom K, bukan I"),
    ("V13", "=T14/J14*100", "baris-salah", "=T13/J13*100", "merujuk baris 14, seharusnya baris 13"),
    ("W14", "=U14/K$13", "baris-salah", "=U14/K14", "baris 13"),
    ("K15", "=K14", "baris-salah", "=K16", "menjumlah baris 14"),
    ("V14", 37.5, "angka-ditimpa", "=T14/J14*100", "11 dari 11 sel lain pada kolom V berisi rumus"),
    ("O27", 19_000_000, "angka-ditimpa", "=O11+O21+O24", "sel lain pada kolom O berisi rumus"),
    ("K24", "=30000000", "angka-ditimpa", "=K25", "tidak merujuk sel mana pun"),
    ("W16", "=U16/K16*100", "rumus-lain", "=U16/K16", "seratus kali terlalu besar"),
    ("AA16", "=Y16/F16", "rumus-lain", "=Y16/F16*100", "seratus kali terlalu kecil"),
    ("Z13", "=Z13+1", "rumus-lain", "=I13+U13", "merujuk selnya sendiri"),
    ("W16", "=K16/U16", "rumus-lain", "=U16/K16", "14=13/8 x 100%"),
    ("V16", "=MIN(100,T16/J16*100)", "rumus-lain", "=T16/J16*100", "14=13/8 x 100%"),
])
def test_each_kind_of_slip_is_named_with_its_evidence(tmp_path, sel, rumus, jenis, seharusnya, bukti):
    (b,) = banding(tmp_path, {sel: rumus})
    assert (b.tempat, b.jenis, b.seharusnya) == (f"E.81!{sel}", jenis, seharusnya) and bukti in b.bukti
    if isinstance(rumus, str):
        assert b.tertulis == rumus


def test_each_should_be_formula_is_right_where_it_stands(tmp_path):
    """What is proposed passes the comparison itself."""
    ubah = {"K12": "=K13", "W22": "=U22/G22", "U23": "=M23", "AB27": "=1", "V14": "=T13"}
    assert banding(tmp_path, {b.tempat.split("!")[1]: b.seharusnya for b in banding(tmp_path, ubah)}) == []


def test_a_k_that_may_follow_its_indicator_is_said_to(tmp_path):
    (b,) = banding(tmp_path, {"T16": "=N16"})
    assert b.jenis == "rentang-kurang" and b.bukti.endswith("benar hanya bila indikatornya dinyatakan dihitung begitu")


def test_a_blank_parent_row_is_not_missed_in_the_total(tmp_path):
    """Where only sub kegiatan carry money, the total sums them; the rows above are empty."""
    uang = "GIKMOQSUWZ"
    kosong = {f"{k}{b}": None for b in e81.BAWAH if b != e81.TOTAL for k in (*uang, "AB")}
    total = {f"{k}27": f"=SUM({k}11:{k}26)" for k in "GIKMO"}
    assert banding(tmp_path, kosong | total) == []
    (b,) = banding(tmp_path, kosong | total | {"K27": "=SUM(K11:K23)"})
    assert b.jenis == "rentang-kurang" and "7.01.06.2.01.0002" in b.bukti


def test_formulas_over_other_sheets_are_listed_and_not_judged(tmp_path):
    path = e81.buat(tmp_path / "x.xlsx", {"U13": "=Petunjuk!B1", "K13": "=Petunjuk!B2"})
    assert banding_rumus(*baca_letak(path, e81.FORM)) == []
    assert tak_dibanding(*baca_letak(path, e81.FORM)) == [("E.81!U13", "=Petunjuk!B1", "merujuk lembar lain")]


def test_a_workbook_of_another_program_with_three_wrong_formulas():
    beda = banding_rumus(*baca_letak(BERKAS, e81.FORM))
    assert [(b.tempat, b.kunci, b.baris, b.jenis) for b in beda] == [
        ("E.81!K12", "8/Rp", "7.01.01.2.01", "rentang-kurang"), ("E.81!W22", "14/Rp", "7.01.02.2.01", "penyebut-salah"),
        ("E.81!U23", "13/Rp", "7.01.02.2.01.0003", "rata-rata-bukan-jumlah"),
    ]


def test_kinds_are_a_closed_list():
    assert set(JENIS) >= {"rentang-kurang", "rentang-lebih", "penyebut-salah", "rata-rata-bukan-jumlah", "kolom-salah", "baris-salah", "angka-ditimpa", "rumus-lain"}
    with pytest.raises(ValueError, match="tidak dikenal"):
        RumusBeda("A1", "13", "=1", "=2", "lain", "")
