"""The audit by hand: one printed row, one slip, and what has to be said of it."""

from dataclasses import replace

import pytest

from triwulan.form import audit
from triwulan.form.audit.cetak import BarisCetak, SelCetak, TabelCetak, Tercetak, lkj
from triwulan.form.audit.sebab import Lain, Perkara, duga
from triwulan.form.audit.temuan import JENIS, TINGKAT, Temuan, dijawab, kelompok
from triwulan.laporan.formulir import ANGGARAN_SUB_KEGIATAN, BIAYA_PER_HASIL, PENGUKURAN_KEGIATAN, PENGUKURAN_KINERJA


def cetak(form, **baris: str) -> TabelCetak:
    """A printed table: each row is `key=figure` pairs as printed, parted by blanks; "jumlah" is a total."""
    def satu(id_: str, isi: str) -> BarisCetak:
        pasangan = [p.split("=") for p in isi.split(" ")]
        unit = {c.id: c.unit for c in form.columns}
        sel = {k: SelCetak(lkj(v.replace("_", " "), {"baris": "%"}.get(unit[k], unit[k])), f"kolom {k}") for k, v in pasangan}
        return BarisCetak(id_.replace("r", "7.01.0", 1).replace("x", "."), {}, sel, "jumlah" if id_ == "jumlah" else "data")

    return TabelCetak(form, "lkj-uji", "2.3", tuple(satu(i, isi) for i, isi in baris.items()))


@pytest.mark.parametrize(("isi", "kolom", "jenis", "tingkat", "bukti"), [
    # 46/100 = 0,46: written as a percentage in a column of fractions, 46 for 0,46.
    ("4=100 5=46 6=46", "6", "skala", "salah", "0,46 × 100 = 46"),
    # 0,53 % is 0,0053.
    ("7=7.221.714.333 8=3.844.501.645 9=0.53_%", "9", "skala", "salah", "/ 100 = 0,0053"),
    # 0,50 − 0,41 = 0,09, printed with the other sign.
    ("4=100 5=50 6=0.50 7=100 8=41 9=0.41 10=-0.09", "10", "tanda", "salah", "hasilnya 0,09"),
    # 0,43 − 27,37: a fraction less a percentage.
    ("4=100 5=43 6=0.43 7=10.000 8=2.737 9=0,27 10=-26.57", "10", "pecahan-persen", "salah", "0,43 − 27 = -26,57"),
    # 1 − 100.
    ("4=100 5=0 6=0.00 7=100 8=7 9=0.07 10=-99", "10", "pecahan-persen", "salah", "1 − 100 = -99"),
    # 3.600.000/8.325.000 = 0,4324…, cut off.
    ("7=8.325.000 8=3.650.000 9=0.43", "9", "pembulatan", "pembulatan", "0,438438"),
    # 4/6 the wrong way round.
    ("4=6 5=4 6=1.5", "6", "kolom-salah", "salah", "4/5 = 1,5"),
    # 48.840.000: the denominator of another column; 46/100 printed 460.
    ("4=12 5=6 6=50", "6", "skala", "salah", "0,5 × 100 = 50"),
    ("4=100 5=46 6=0.90", "6", "hitung", "salah", "5/4 dari angka tercetak = 0,46"),
    ("4=0 5=0 6=0.5", "6", "angka-tanpa-dasar", "salah", "5/4"),
    ("4=100 5=46 6=-", "6", "tanpa-angka", "salah", "seharusnya 0,46"),
    ("4=100 5=0 6=-", "6", "nihil", "catatan", '"-"'),
])
def test_one_slip_in_a_row_of_cost_per_outcome(isi, kolom, jenis, tingkat, bukti):
    (t,) = audit.periksa(cetak(BIAYA_PER_HASIL, r1=isi))
    assert (t.alamat, t.jenis, t.tingkat) == (f"lkj-uji/2.3/7.01.01/{kolom}", jenis, tingkat)
    assert bukti in t.bukti and t.tercetak == isi.split(f" {kolom}=")[-1].split(" ")[0].replace("_", " ")


@pytest.mark.parametrize("isi", [
    "4=100 5=38 6=0,4", "4=100 5=56 6=0,56 7=5.175.000 8=1.425.000 9=0.28 10=0.28", "4=- 5=- 6=-", "4=100 5=38 6=0,38 7=- 8=- 9=- 10=-",
    # 0,38 − 0,4958… printed from rounded figures is no mistake: −0,12.
    "4=100 5=38 6=0,38 7=1.200.000 8=595.000 9=0.50 10=-0.12",
])
def test_a_right_row_has_no_finding(isi):
    assert [t for t in audit.periksa(cetak(BIAYA_PER_HASIL, r1=isi)) if t.tingkat == "salah"] == []


def test_a_formula_row_taken_literally():
    """5=4/5 gives 43/5 = 8,6 where 43/100 x 100 % = 43."""
    (t,) = audit.periksa(cetak(PENGUKURAN_KINERJA, r1="3=100 4=43 5=8,6"))
    assert (t.jenis, t.bukti, t.dihitung, t.selisih) == ("rumus-harfiah", "43 / 5 = 8,6", "43", "-34.4")


@pytest.mark.parametrize(("jumlah", "jenis", "sebab"), [
    ("6.750.000", None, ""), ("6.000.000", "jumlah", "7.01.01.2.01.0003 kolom 5 tidak ikut dijumlahkan"), ("9.000.000", "jumlah", "7.01.01.2.01.0002 kolom 5 terhitung dua kali"),
    ("67.500.000", "digit", "berlebih"), ("6.570.000", "digit", "dua angka tertukar"), ("6.750.001", "digit", "satu angka salah ketik: 0 menjadi 1"), ("7.123.456", "jumlah", "tidak sama dengan jumlah"),
])
def test_a_total_against_its_rows(jumlah, jenis, sebab):
    """3.750.000 + 2.250.000 + 750.000 = 6.750.000."""
    rows = {"r1x2x01x0001": "5=3.750.000", "r1x2x01x0002": "5=2.250.000", "r1x2x01x0003": "5=750.000", "jumlah": f"5={jumlah}"}
    temuan = audit.periksa(cetak(ANGGARAN_SUB_KEGIATAN, **rows))
    if jenis is None:
        assert temuan == []
    else:
        (t,) = temuan
        assert t.alamat.endswith("/jumlah/5") and t.jenis == jenis and sebab in t.sebab


def test_a_parent_against_its_children_in_a_tree_of_codes():
    """7.01.01 = 3 + 4 million; its kegiatan are printed, its sub kegiatan are not counted again."""
    rows = {"r1": "7=7.100.000", "r1x2x01": "7=3.000.000", "r1x2x01x0001": "7=3.000.000", "r1x2x02": "7=4.000.000"}
    (t,) = audit.periksa(cetak(BIAYA_PER_HASIL, **rows))
    assert (t.alamat, t.dihitung, t.selisih) == ("lkj-uji/2.3/7.01.01/7", "7000000", "100000")


def test_what_follows_from_a_wrong_figure_is_inherited():
    """With our own table beside it: 16.980.000 for 15.980.000 makes 0,35 of 0,33; the quotient is right, its input is not."""
    from triwulan.form.calculate import BarisIsian, Isian, hitung
    from fractions import Fraction as F

    kita = hitung(BIAYA_PER_HASIL, [BarisIsian("7.01.01", isian={"7": Isian(F(48_840_000)), "8": Isian(F(15_980_000))})], laporan="lkj-uji", tabel="2.3", judul="uji")
    semua = {t.alamat.rpartition("/")[2]: t for t in audit.periksa(cetak(BIAYA_PER_HASIL, r1="7=48.840.000 8=16.980.000 9=0.35"), kita)}
    assert (semua["8"].jenis, semua["8"].tingkat) == ("digit", "salah") and "5 menjadi 6" in semua["8"].sebab
    assert (semua["9"].jenis, semua["9"].tingkat, semua["9"].kelompok) == ("warisan", "warisan", semua["8"].kelompok)
    assert len(kelompok(semua.values())) == 1 and kelompok(semua.values())[0].pokok is semua["8"]


def test_other_figures_are_named_and_short_ones_are_not_believed():
    p = Perkara(Tercetak("893.816.761", 893816761, 1), 3582552637, "Rp", BIAYA_PER_HASIL.by_id["8"], lain=[Lain("usang", "bulan Juni saja", 893816761)])
    assert duga(p).jenis == "usang" and "bulan Juni saja" in duga(p).sebab
    from fractions import Fraction as F

    pendek = Perkara(Tercetak("3", F(3), F(1)), F(7), "dokumen", BIAYA_PER_HASIL.by_id["5"], lain=[Lain("salin-baris", "7.01.02", F(3))])
    assert duga(pendek) is None


def test_months_in_a_unit_that_do_not_fit():
    from fractions import Fraction as F

    from triwulan.form.calculate import BarisIsian, Isian, hitung

    kita = hitung(PENGUKURAN_KEGIATAN, [BarisIsian("7.01.01", isian={"5": Isian(F(64), satuan="Org/6 bln")})], laporan="lkj-uji", tabel="2.3", judul="uji")
    (t,) = audit.periksa(cetak(PENGUKURAN_KEGIATAN, r1="5=64Org/3_bln"), kita)
    assert (t.jenis, t.tingkat) == ("label", "label") and "Org/6 bln" in t.bukti


def test_answers_hold_while_the_printed_text_does():
    t = Temuan("a/b/c/5", "digit", "salah", tercetak="43", dihitung="4", kelompok="digit:x")
    jawaban = {("digit:x", "a/b/c/5", "43"): "dikoreksi oleh Kasubbag"}
    assert dijawab([t], jawaban)[0].jawaban and not dijawab([replace(t, tercetak="44")], jawaban)[0].jawaban
    # The same slip found later in another document is not answered by it, and the group is open again.
    semua = dijawab([t, replace(t, alamat="lain/b/c/5")], jawaban)
    assert [bool(x.jawaban) for x in semua] == [True, False] and not kelompok(semua)[0].jawaban


def test_the_lists_are_closed():
    with pytest.raises(ValueError, match="tidak dikenal"):
        Temuan("a/b/c/5", "aneh", "salah")
    assert len(JENIS) == len(set(JENIS)) and list(TINGKAT)[0] == "salah"
