"""Declarations: what is refused and how it is said; headers, calculation, totals, row formulas, explanation."""

from decimal import Decimal
from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from triwulan.form import asal, calculate, formula, table
from triwulan.form.angka import bulat, desimal, tampil
from triwulan.form.calculate import BarisIsian, Isian, hitung
from triwulan.form.form import Column, Form, FormError, Source
from triwulan.laporan.formulir import BIAYA_PER_HASIL, LRA_REKENING, PENGUKURAN_KINERJA, SEMUA

#: Quarters that are not due in TW II.
NANTI = {"11_K": ..., "12_K": ..., "11_Rp": ..., "12_Rp": ...}
SUMBER = Source("Contoh", "uji")

RENJA = Form("renja-mini", "Evaluasi Renja, delapan kolom", (
    Column("1", "Kode"),
    Column("8", "Target", unit="baris", parts=("K", "Rp"), total=True),
    Column("9", "TW I", unit="baris", parts=("K", "Rp"), total=True, group=("Realisasi",)),
    Column("10", "TW II", unit="baris", parts=("K", "Rp"), total=True, group=("Realisasi",)),
    Column("11", "TW III", unit="baris", parts=("K", "Rp"), total=True, group=("Realisasi",)),
    Column("12", "TW IV", unit="baris", parts=("K", "Rp"), total=True, group=("Realisasi",)),
    Column("13", "Realisasi tahun berjalan", "9+10+11+12", unit="baris", parts=("K", "Rp"), dapat_diisi=True),
    Column("14", "Tingkat capaian", "13/8 x 100%", unit="%", parts=("K", "Rp"), places=2),
), SUMBER)


def kalimat(tabel, sel) -> str:
    return asal.halaman([tabel.bundle()])["sel"][sel.alamat]["k"]


def isi(**nilai):
    """Figures by key; None is missing, ... is empty by its nature."""
    return {k.replace("_", "/"): Isian(None if v in (None, ...) else Fraction(v), abai=v is ...) for k, v in nilai.items()}


def renja(*rows):
    return hitung(RENJA, rows, laporan="evaluasi-renja", tabel="utama", judul="Contoh")


REFUSED = [
    ((Column("1", "A"), Column("1", "B")), "kolom '1' dideklarasikan 2 kali; id harus unik"),
    ((Column("1", "A", unit="Rp"), Column("2", "B", "1+7", unit="Rp")), "rumus '1+7' menyebut kolom '7' yang tidak ada; kolom yang ada: 1, 2"),
    ((Column("1", "A", "2", unit="Rp"), Column("2", "B", "1", unit="Rp")), "kolom 1, 2 saling menunggu"),
    ((Column("1", "A", unit="Rp"), Column("2", "B", "1+", unit="Rp")), "rumus '1+': di akhir; seharusnya nomor kolom"),
    ((Column("1", "A", unit="Rp"), Column("2", "B", "1 ^ 1", unit="Rp")), "'^' pada huruf ke-3; seharusnya"),
    ((Column("1", "A"), Column("2", "B", "1", unit="Rp")), "membaca kolom '1' yang berisi teks"),
    ((Column("1", "A", unit="Rp"), Column("2", "B", "1")), "berumus tetapi satuannya teks"),
    ((Column("1", "A", unit="Rp", parts=("K", "Rp")), Column("2", "B", "1", unit="Rp")), "rumus berlaku per bagian K dan Rp"),
    ((Column("1", "A", unit="Rp"), Column("2", "B", "1", unit="Rp", printed="3")), "disimpan tanpa alasan"),
    ((Column("1", "A", unit="Rp"), Column("2", "B", "1 s/d 1", unit="Rp")), "s/d hanya berlaku untuk rumus baris"),
]


@pytest.mark.parametrize(("columns", "message"), REFUSED)
def test_a_contradictory_declaration_is_refused_with_form_column_and_reason(columns, message):
    with pytest.raises(FormError) as caught:
        Form("uji", "Uji", columns, SUMBER)
    assert str(caught.value).startswith("formulir uji: ") and message in str(caught.value)


def test_all_problems_of_a_form_are_said_at_once():
    with pytest.raises(FormError) as caught:
        Form("uji", "Uji", (Column("1", "A", "x", unit="Rp"), Column("1", "B", "(2", unit="Rp")), SUMBER)
    assert str(caught.value).count("formulir uji:") == 3


def test_the_number_row_prints_as_the_official_forms_do():
    assert [BIAYA_PER_HASIL.heading(c) for c in BIAYA_PER_HASIL.columns] == ["1", "2", "3", "4", "5", "6=5/4", "7", "8", "9=8/7", "10=6-9"]
    assert [LRA_REKENING.heading(c) for c in LRA_REKENING.columns] == ["1", "2", "3", "4", "5", "5", "5", "6=5/4", "7"]
    # The source prints 5=4/5, which refers to itself: ours prints what it calculates, and keeps the printed one.
    kolom = PENGUKURAN_KINERJA.by_id["5"]
    assert (PENGUKURAN_KINERJA.heading(kolom), kolom.printed) == ("5=4/3 x 100%", "4/5")
    assert RENJA.heading(RENJA.by_id["14"]) == "14=13/8 x 100%"


def test_header_cells_fill_the_grid_of_every_declared_form():
    for form in [*SEMUA.values(), RENJA]:
        wide, rows = sum(len(c.keys) for c in form.columns), table.heading(form)
        grid = [[0] * wide for _ in rows]
        for y, row in enumerate(rows):
            for cell in row:
                x = grid[y].index(0)
                for dy in range(cell["tinggi"]):
                    for dx in range(cell["lebar"]):
                        assert grid[y + dy][x + dx] == 0
                        grid[y + dy][x + dx] = 1
        assert all(all(row) for row in grid), form.code


def test_k_and_rp_are_calculated_side_by_side():
    """Sub kegiatan 2.01.01 of the Renja form: K 1 of 1, Rp 2.750.000 of 20.630.000 = 13,33 %."""
    t = renja(BarisIsian("7.01.01.2.01", {"1": "7.01.01.2.01"}, isi(**{"8_K": 1, "8_Rp": 20_630_000, "9_K": 0, "9_Rp": 0, "10_K": 1, "10_Rp": 2_750_000, **NANTI})))
    assert t.sel("7.01.01.2.01", "13/K").tampil == "1"
    assert t.sel("7.01.01.2.01", "14/K").tampil == "100,00"
    rp = t.sel("7.01.01.2.01", "14/Rp")
    assert (rp.tampil, rp.satuan, rp.rumus) == ("13,33", "%", "13/8 x 100%")
    assert rp.operan == ("evaluasi-renja/utama/7.01.01.2.01/13/Rp", "evaluasi-renja/utama/7.01.01.2.01/8/Rp")
    assert kalimat(t, rp) == "2.750.000 / 20.630.000 × 100 % = 13,33 %"


def test_a_total_sums_first_and_then_divides():
    """Ratio of totals: (1 + 27)/(10 + 30) = 70 %, not the mean of 10 % and 90 %; K of different things is not summed."""
    t = renja(
        BarisIsian("a", isian=isi(**{"8_Rp": 10, "8_K": 3, "9_Rp": 1, "10_Rp": 0, **NANTI})), BarisIsian("b", isian=isi(**{"8_Rp": 30, "8_K": 4, "9_Rp": 27, "10_Rp": 0, **NANTI})),
        BarisIsian("total", anak=("a", "b"), jenis="jumlah"),
    )
    assert t.sel("total", "14/Rp").nilai == 70
    assert t.sel("total", "9/Rp").rumus == "jumlah(9)"
    assert t.sel("total", "9/Rp").operan == ("evaluasi-renja/utama/a/9/Rp", "evaluasi-renja/utama/b/9/Rp")
    assert t.sel("total", "8/K").nilai is None and t.sel("total", "8/K").rumus == ""


def test_missing_is_not_zero():
    """A quarter not due adds nothing; a quarter that is due and has no figure leaves no value."""
    t = renja(
        BarisIsian("a", isian=isi(**{"8_K": 100, "9_K": 5, "10_K": ..., **NANTI})), BarisIsian("b", isian=isi(**{"8_K": 0, "9_K": 5, "10_K": 0, **NANTI})),
        BarisIsian("c", isian=isi(**{"8_K": 100, "9_K": 5, "10_K": None, **NANTI})), BarisIsian("d"),
    )
    assert t.sel("a", "13/K").nilai == 5 and t.sel("a", "11/K").tampil == "-"
    assert t.sel("b", "14/K").nilai is None and t.sel("b", "14/K").tampil == "-"
    assert t.sel("c", "13/K").nilai is None and t.sel("d", "13/K").nilai is None
    assert calculate.apply("-", None, Fraction(1)) is None
    # The LRA's months may not be empty: without this month there is no "up to this month".
    lra = hitung(LRA_REKENING, [BarisIsian("x", isian=isi(**{"4": 100, "5a": 40}))], laporan="l", tabel="t", judul="j")
    assert [lra.sel("x", k).nilai for k in ("5a", "5b", "5c", "6", "7")] == [40, None, None, None, None]


def test_a_total_passes_over_what_is_empty_by_its_nature_only():
    """10 + (no budget) = 10; of nothing but such cells there is no sum; one missing figure takes the total away."""
    def jumlah(**lain):
        return renja(BarisIsian("a", isian=isi(**{"8_Rp": 10, "9_Rp": ...})), BarisIsian("b", isian=isi(**lain)), BarisIsian("total", anak=("a", "b")))

    assert jumlah(**{"8_Rp": ..., "9_Rp": ...}).sel("total", "8/Rp").nilai == 10
    assert jumlah(**{"8_Rp": ..., "9_Rp": ...}).sel("total", "9/Rp").nilai is None
    assert jumlah(**{"8_Rp": None, "9_Rp": 4}).sel("total", "8/Rp").nilai is None
    assert jumlah(**{"8_Rp": None, "9_Rp": 4}).sel("total", "9/Rp").nilai == 4


def test_a_row_may_bring_its_own_figure_where_the_form_says_so():
    """64 people paid in each of two quarters are 64, not 128: K by its accumulation stands for 9+10+11+12."""
    bawa = {"13/K": Isian(Fraction(64), ("data/x#1",), "posisi-akhir(9; 10)")}
    t = renja(BarisIsian("gaji", isian=isi(**{"8_K": 64, "9_K": 64, "10_K": 64, "8_Rp": 10, "9_Rp": 1, "10_Rp": 2, **NANTI}) | bawa))
    assert (t.sel("gaji", "13/K").nilai, t.sel("gaji", "13/K").rumus, t.sel("gaji", "14/K").nilai) == (64, "posisi-akhir(9; 10)", 100)
    assert (t.sel("gaji", "13/Rp").nilai, t.sel("gaji", "13/Rp").rumus) == (3, "9+10+11+12")


def test_one_missing_leaf_leaves_every_total_above_it_without_a_value():
    """The LRA may not lose an account: its parents have no value rather than a wrong one."""
    rows = [BarisIsian("a", isian=isi(**{"4": 10, "5a": 4, "5b": 1})), BarisIsian("b", isian=isi(**{"4": 10, "5a": 4}))]
    t = hitung(LRA_REKENING, [BarisIsian("p", anak=("a", "b")), BarisIsian("5", anak=("p",)), *rows], laporan="l", tabel="t", judul="j")
    for atas in ("p", "5"):
        assert [t.sel(atas, k).nilai for k in ("4", "5a", "5b", "5c", "6", "7")] == [20, 8, None, None, None, None]


def test_a_row_may_replace_a_column_formula():
    """Less is better: (2T - R)/T for T = 10, R = 8 is 1,2; and the efficiency follows from it."""
    rows = [BarisIsian("turun", isian=isi(**{"4": 10, "5": 8, "7": 100, "8": 50}), ganti={"6": "(4+4-5)/4"})]
    t = hitung(BIAYA_PER_HASIL, rows, laporan="l", tabel="t", judul="j")
    assert t.sel("turun", "6").nilai == Fraction(12, 10) and t.sel("turun", "10").nilai == Fraction(7, 10)
    assert t.sel("turun", "6").rumus == "(4+4-5)/4"
    assert kalimat(t, t.sel("turun", "6")) == "(10 + 10 − 8) / 10 = 1,20"


def test_row_formulas_run_over_rows_in_table_order():
    form = Form("sap", "SAP", (Column("1", "Uraian"), Column("3", "Anggaran", unit="Rp", total=True)), SUMBER)
    rows = [BarisIsian(str(n), isian={"3": Isian(Fraction(n))}) for n in (1, 2, 3)]
    t = hitung(form, [*rows, BarisIsian("4", rumus="1 s/d 3"), BarisIsian("5", rumus="4-(1-2)")], laporan="x", tabel="y", judul="z")
    assert t.sel("4", "3").nilai == 6 and t.sel("5", "3").nilai == 7
    assert t.sel("4", "3").operan == ("x/y/1/3", "x/y/2/3", "x/y/3/3")


@pytest.mark.parametrize(("rows", "message"), [
    ([BarisIsian("a"), BarisIsian("a")], "baris 'a' muncul 2 kali"),
    ([BarisIsian("a", anak=("z",))], "baris 'a' menyebut baris 'z' yang tidak ada"),
    ([BarisIsian("a", isian={"14/K": Isian(Fraction(1))})], "mengisi kolom '14/K'; kolom isian formulir ini"),
    ([BarisIsian("a", anak=("b",)), BarisIsian("b", anak=("a",))], "saling menjumlah"),
])
def test_wrong_rows_are_refused(rows, message):
    with pytest.raises(FormError, match=message.replace("(", r"\(")):
        renja(*rows)


def test_the_same_formula_as_pandas_column():
    frame = pd.DataFrame({"4": [Fraction(100)], "5": [Fraction(38)], "7": [Fraction(9_203_447_005)], "8": [Fraction(4_846_856_177)]}, dtype=object)
    out = calculate.kolom(BIAYA_PER_HASIL, frame)
    assert out.at[0, "10"] == Fraction(38, 100) - Fraction(4_846_856_177, 9_203_447_005)


money = st.decimals(min_value=Decimal("-1e12"), max_value=Decimal("1e12"), places=2)


@given(st.lists(money, min_size=1, max_size=40))
def test_sums_are_exact_to_the_sen(nilai):
    rows = [BarisIsian(str(n), isian={"8/Rp": Isian(Fraction(v))}) for n, v in enumerate(nilai)]
    t = renja(*rows, BarisIsian("total", anak=tuple(r.id for r in rows)))
    assert t.sel("total", "8/Rp").nilai == Fraction(sum(nilai))


@given(st.recursive(st.integers(0, 999).map(lambda n: n), lambda kids: st.lists(kids, min_size=1, max_size=4), max_leaves=30))
def test_a_tree_of_sums_equals_the_sum_of_its_leaves(pohon):
    rows, daun = [], []

    def tanam(simpul) -> str:
        id_ = str(len(rows))
        rows.append(None)
        if isinstance(simpul, int):
            daun.append(simpul)
            rows[int(id_)] = BarisIsian(id_, isian={"8/Rp": Isian(Fraction(simpul))})
        else:
            rows[int(id_)] = BarisIsian(id_, anak=tuple(tanam(s) for s in simpul))
        return id_

    akar = tanam(pohon)
    assert renja(*rows).sel(akar, "8/Rp").nilai == sum(daun)


def test_numbers_round_half_up_as_excel_does():
    assert [str(bulat(Fraction(n), 1)) for n in ("0.25", "0.35", "-0.25", "2.5")] == ["0.3", "0.4", "-0.3", "2.5"]
    assert desimal(Fraction(1, 3)) == "0.3333333333" and desimal(Fraction(1, 2)) == "0.5" and desimal(Fraction(200)) == "200" and desimal(None) == ""
    assert tampil(Fraction(7229814333), 2) == "7.229.814.333,00"
    assert tampil(Fraction(-18938957), 2, kurung=True) == "(18.938.957,00)"
    assert tampil(Fraction("56.77"), None) == "56,77" and tampil(Fraction(38), None) == "38"
    # What rounds to zero carries no minus sign.
    assert tampil(Fraction(-1, 1000), 2) == "0,00"


def test_sentence_puts_brackets_round_negative_operands():
    assert asal.kalimat(formula.parse("6-9"), {"6": "0,38", "9": "-0,12"}.get, "0,50") == "0,38 − (-0,12) = 0,50"
