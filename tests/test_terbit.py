"""Our figures beside the published ones: equal at printed precision, or on the list with a reason."""

import csv
import re
from decimal import Decimal
from fractions import Fraction

import pytest
import terbit

from triwulan.form.audit.cetak import TakTerbaca
from triwulan.form.table import Sel

#: a − b = c, a + b = c and a/b = c as the reasons write them; a quotient may be followed by its percent sign.
ANGKA = r"[−-]?\d{1,3}(?:\.\d{3})*(?:,\d+)?"
HITUNGAN = re.compile(rf"(?<![\d.,/+])({ANGKA})( [−+] |/)({ANGKA}) = ({ANGKA})(?![.,]?\d|/)( %)?")


def beda(laporan):
    """(figures compared, {address: (ours, published)} of those that differ at printed precision) of a report."""
    dibandingkan, lain = 0, {}
    for nama in terbit.TABEL[laporan]:
        tabel, baca = terbit.semua()[laporan].tabel_tampil[nama], terbit.pembaca(laporan, nama)
        for row in terbit.tabel(nama, laporan):
            for kolom, teks in row.items():
                if isinstance(sel := tabel.by_id[row["baris"]].sel.get(kolom), Sel):
                    dibandingkan += 1
                    if not terbit.sama(sel, teks, baca):
                        lain[sel.alamat] = (sel.tampil, teks)
    return dibandingkan, lain


def _bulat(nilai: Fraction, tercetak: Decimal) -> bool:
    """Whether a value rounds to one that a reason states."""
    return abs(nilai - Fraction(tercetak)) <= Fraction(1, 10 ** max(0, -tercetak.as_tuple().exponent)) / 2


def daftar(akar) -> list[dict]:
    return list(csv.DictReader((akar / "docs" / "beda-terbit-2024-tw2.csv").read_text("utf-8").splitlines()))


@pytest.mark.parametrize(("laporan", "sedikitnya"), [
    ("lkj-camat", 2145), ("lkj-sekretaris", 410), ("lkj-kasubbag-keuangan", 120), ("lkj-kasubbag-umum", 261), ("lkj-kasi-pelayanan", 51),
    ("lkj-kasi-pemberdayaan", 122), ("lkj-kasi-pemerintahan", 201), ("evaluasi-renja", 707),
])
def test_each_published_figure_that_differs_is_listed_with_its_reason(akar, laporan, sedikitnya):
    """docs/beda-terbit-2024-tw2.csv is the whole list, no more and no less, in the order of the tables."""
    dibandingkan, lain = beda(laporan)
    rows = [r for r in daftar(akar) if r["alamat"].startswith(f"{laporan}/")]
    assert [(r["alamat"], (r["dihitung"], r["tercetak"])) for r in rows] == list(lain.items())
    assert all(len(r["alasan"]) >= 20 for r in rows)
    assert dibandingkan >= sedikitnya


def test_the_list_and_the_folder_hold_these_reports_and_nothing_else(akar):
    urutan = list(terbit.TABEL)
    nama = [r["alamat"].partition("/")[0] for r in daftar(akar)]
    assert nama == sorted(nama, key=urutan.index)
    assert {p.name for p in terbit.FOLDER.glob("*.csv")} == {"daftar.csv", "teks.csv", *(f"{lap}_{t}.csv" for lap, semua in terbit.TABEL.items() for t in semua)}
    for laporan, semua in terbit.TABEL.items():
        for t in semua:
            baris = [r["baris"] for r in terbit.tabel(t, laporan)]
            assert baris and len(set(baris)) == len(baris), (laporan, t)


def test_the_arithmetic_of_the_reasons_is_right(akar):
    """A reason that says 0,38 − 0,5266 = −0,1466 can be checked by anyone, so it is."""
    diperiksa = 0
    for r in daftar(akar):
        for a, tanda, b, c, persen in HITUNGAN.findall(r["alasan"]):
            x, y, hasil = (Decimal(t.replace(".", "").replace(",", ".").replace("−", "-")) for t in (a, b, c))
            nilai = {"/": lambda p, q: p / q, "+": lambda p, q: p + q, "−": lambda p, q: p - q}[tanda.strip()](Fraction(x), Fraction(y))
            # Differences of rounded figures may be off by the last digit of either.
            longgar = 0 if tanda == "/" else Fraction(1, 10 ** max(0, -hasil.as_tuple().exponent))
            dekat = _bulat(nilai * (100 if persen else 1), hasil) or abs(nilai - Fraction(hasil)) <= longgar
            assert dekat, (r["alamat"], r["alasan"])
            diperiksa += 1
    assert diperiksa > 200


def test_performance_rolled_up_by_the_sekretaris_equals_the_published():
    """Kegiatan from their sub kegiatan, program 1 from its kegiatan, sasaran 2 from the desa: computed, not entered."""
    tabel, tercetak = terbit.semua()["lkj-sekretaris"].tabel_tampil["2.3"], {r["baris"]: r for r in terbit.tabel("2.3", "lkj-sekretaris")}
    for kode, k in {
        "7.01.01.2.01": "50", "7.01.01.2.02": "70", "7.01.01.2.06": "50", "7.01.01.2.07": "100", "7.01.01.2.08": "50", "7.01.01.2.09": "51",
        "7.01.03.2.01": "58", "7.01.03.2.06": "60", "7.01.01": "46", "sasaran-2": "33",
    }.items():
        sel = tabel.sel(kode, "5")
        assert tercetak[kode]["5"] == k and terbit.sama(sel, k, terbit.lkj) and sel.rumus, kode
    # By hand: 113/161 documents and persons; 22/43 things maintained; 371,35/8 kegiatan; 5/15 documents.
    assert tabel.sel("7.01.01.2.02", "5").nilai == Fraction(11300, 64 + 96 + 1)
    assert tabel.sel("7.01.01.2.09", "5").nilai == Fraction(2200, 6 + 36 + 1)
    assert tabel.sel("7.01.01", "5").nilai == (50 + Fraction(11300, 161) + 0 + 0 + 50 + 100 + 50 + Fraction(2200, 43)) / 8
    assert tabel.sel("sasaran-2", "5").nilai == Fraction(500, 15)


@pytest.mark.parametrize(("baca", "teks", "satuan", "nilai"), [
    (terbit.lkj, "7.221.714.333", "Rp", "7221714333"), (terbit.lkj, "Rp 5,175,000", "Rp", "5175000"), (terbit.lkj, "6.630.000,-", "Rp", "6630000"),
    (terbit.lkj, "60.610,000", "Rp", "60610000"), (terbit.lkj, "0,074", "rasio", "0.074"), (terbit.lkj, "-0.26", "rasio", "-0.26"),
    (terbit.lkj, "27.37 %", "rasio", "0.2737"), (terbit.lkj, "0,46 %", "%", "0.46"), (terbit.lkj, "46%", "%", "46"), (terbit.lkj, "1.0", "%", "1.0"),
    (terbit.lkj, "64Org/12 bln", "Org/12 bln", "64"), (terbit.lkj, "43 Unit", "unit", "43"), (terbit.lkj, "=", "%", None), (terbit.lkj, "-", "Rp", None),
    (terbit.renja, "44,386,885,021", "Rp", "44386885021"), (terbit.renja, "6.25 %", "%", "6.25"), (terbit.renja, "108%", "%", "108"),
    (terbit.renja, "17,568 kelarga", "keluarga", "17568"), (terbit.renja, "64 orang/12 bulan", "Org/3 bln", "64"), (terbit.renja, "75B", "indeks", "75"),
    (terbit.renja, "### kelarga", "keluarga", None), (terbit.renja, "#%", "%", None), (terbit.renja, "- dokumen", "dokumen", None), (terbit.renja, "", "Rp", None),
])
def test_how_a_printed_figure_is_read(baca, teks, satuan, nilai):
    assert baca(teks, satuan).nilai == (None if nilai is None else Fraction(nilai))


@pytest.mark.parametrize(("baca", "teks", "satuan"), [
    (terbit.lkj, "1.592", "%"), (terbit.lkj, "5.175.00", "Rp"), (terbit.lkj, "0.5", "Rp"), (terbit.lkj, "12 34", "%"), (terbit.lkj, "###", "%"),
    (terbit.renja, "44.386.885.021", "Rp"), (terbit.renja, "6,25 %", "%"), (terbit.renja, "49.33", "Rp"), (terbit.renja, "=", "%"), (terbit.renja, "12,34", "dokumen"),
])
def test_what_could_be_read_two_ways_is_not_read(baca, teks, satuan):
    with pytest.raises(TakTerbaca):
        baca(teks, satuan)


def test_months_in_a_unit_count():
    """64 persons paid for three months are not 64 paid for six."""
    sel = Sel("x/y/z/5", Fraction(64), "Org/6 bln", "64 Org/6 bln")
    assert not terbit.sama(sel, "64Org/3 bln", terbit.lkj) and terbit.sama(sel, "64 orang/6 bulan", terbit.renja) and terbit.sama(sel, "64", terbit.lkj)


def test_tabel_3_3_by_hand(lap):
    """The arithmetic of Tabel 3.3, worked on paper from the printed pagu and realisasi."""
    t = lap.tabel_tampil["3.3"]
    # A: 38/100 = 0,38; 4.846.856.177/9.203.447.005 = 0,5266; 0,38 - 0,5266 = -0,1466
    assert [t.sel("7.01.01", k).tampil for k in ("6", "9", "10")] == ["0,38", "0,53", "-0,15"]
    # B: 56/100; 1.425.000/5.175.000 = 0,2754; 0,56 - 0,2754 = 0,2846
    assert [t.sel("7.01.02", k).tampil for k in ("6", "9", "10")] == ["0,56", "0,28", "0,28"]
    # D: (50 + 50)/100 = 1; 107.740.000/151.010.000 = 0,7135; 1 - 0,7135 = 0,2865
    assert [t.sel("7.01.04", k).tampil for k in ("5", "6", "9", "10")] == ["100", "1,00", "0,71", "0,29"]
    # F: 0 of 5 desa; 600.000/8.100.000 = 0,0741; the published -99 is 1 - 100.
    assert [t.sel("7.01.06", k).tampil for k in ("5", "6", "9", "10")] == ["0", "0,00", "0,07", "-0,07"]
    # Rows without a budget of their own have no efficiency, rather than their performance.
    assert t.sel("7.01.06~3", "6").nilai == 1 and t.sel("7.01.06~3", "10").nilai is None


def test_tabel_3_4_by_hand(lap):
    """Sasaran 1: 26 + 26 = 52 of 100. Sasaran 2: 0 + 0 + 5 of 5 + 5 + 5 documents = 33,33 %."""
    t = lap.tabel_tampil["3.4"]
    assert t.sel("sasaran-1", "5").tampil == "52,00" and t.by_id["sasaran-1"].sel["predikat"] == "Rendah"
    assert t.sel("sasaran-2", "5").tampil == "33,33" and t.by_id["sasaran-2"].sel["predikat"] == "Sangat Rendah"
    assert t.sel("sasaran-2", "4").rumus == "gabungan(pembilang)/gabungan(penyebut) x 100%"
