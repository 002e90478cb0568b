"""Accumulation, roll-up, polarity, grades, budgets and periods: small cases that can be checked by hand."""

from datetime import date
from fractions import Fraction

import pytest

from triwulan.office import anggaran, aturan, kinerja, kode, periode
from triwulan.office.periode import Periode

TW2 = periode.sampai(2024, 2)
KK = "kecamatan+kelurahan"


def test_how_each_indicator_of_the_camat_adds_up(lap):
    """Worked from the Renja form and the LKj: see the rows and notes in realisasi_k.csv."""
    def k(id_, sampai=TW2):
        return kinerja.realisasi(lap.data, id_, KK, sampai, "2T-R").nilai

    assert k("sasaran-1-1") == 26 + 26                      # jumlah
    assert k("7.01.04-1") == 50 + 50                        # jumlah
    assert k("7.01.05-1") == 100                            # posisi akhir: 100 and 100 stay 100
    assert k("7.01.01-1") == 38                             # reported as "up to TW II", beside 20 and 19
    assert k("7.01.01-1", periode.sampai(2024, 1)) == 20
    assert k("7.01.06-3") == Fraction(100 * 5, 5)           # rasio
    assert k("sasaran-2-1") == Fraction(100 * (0 + 0 + 5), 5 + 5 + 5)  # gabungan
    assert k("7.01.02-1", periode.sampai(2024, 1)) is None  # only known up to TW II: nothing is split by guess


def test_a_missing_figure_says_why(lap):
    angka = kinerja.realisasi(lap.data, "7.01.02-1", KK, periode.sampai(2024, 1), "2T-R")
    assert (angka.nilai, angka.catatan) == (None, "realisasi belum diisi")


@pytest.mark.parametrize("id_", ["7.01.01-1", "7.01.04-1", "7.01.05-1", "7.01.06-3", "sasaran-1-1", "tujuan-1-1"])
def test_last_quarters_figure_is_not_this_quarters(lap, id_):
    """Nothing is known of TW III: no value, whatever the accumulation; the worst published errors are stale values."""
    angka = kinerja.realisasi(lap.data, id_, KK, periode.sampai(2024, 3), "2T-R")
    assert angka.nilai is None and "belum lengkap" in angka.catatan


@pytest.mark.parametrize(("akumulasi", "periode_", "nilai", "harapan"), [
    ("jumlah", ("2024-tw1", "2024-tw2", "2024-tw3"), (1, 2, 4), 7),
    ("jumlah", ("2024-tw1", "2024-tw2", "sd-2024-tw2", "2024-tw3"), (1, 2, 5, 4), 9),  # "up to" stands for its quarters
    ("jumlah", ("2024-tw1", "2024-tw3"), (1, 4), None),
    ("jumlah", ("2024-tw2", "2024-tw3"), (1, 4), None),
    ("posisi-akhir", ("2024-tw1", "2024-tw3"), (1, 4), 4),
    ("posisi-akhir", ("2024-tw1", "2024-tw2"), (1, 4), None),
    ("rata-rata", ("2024-tw1", "2024-tw2", "2024-tw3"), (1, 2, 6), 3),
    ("rata-rata", ("sd-2024-tw2", "2024-tw3"), (1, 2), None),
    ("rata-rata", ("sd-2024-tw3",), (8,), 8),
])
def test_quarters_add_up_to_the_third(lap, akumulasi, periode_, nilai, harapan):
    import pandas as pd

    rows = pd.DataFrame({"periode": [periode.baca(p) for p in periode_], "nilai": [Fraction(n) for n in nilai], "acuan": list(periode_), "catatan": ""}, dtype=object)
    ini = pd.Series({"akumulasi": akumulasi, "metode": "langsung"})
    assert kinerja._akumulasi(rows, ini, periode.sampai(2024, 3)).nilai == harapan


def test_a_note_that_several_rows_share_is_said_once(lap):
    """Three quarters of which two say the same; two of which the source prints a dash; the money of two rows of one account."""
    import pandas as pd

    rows = pd.DataFrame({"periode": [periode.baca(f"2024-tw{n}") for n in (1, 2, 3)], "nilai": [Fraction(n) for n in (1, 2, 4)], "acuan": ["a", "b", "c"], "catatan": ["Belum ada.", "", "Belum ada."]}, dtype=object)
    assert kinerja._akumulasi(rows, pd.Series({"akumulasi": "jumlah", "metode": "langsung"}), periode.sampai(2024, 3)).catatan == "Belum ada."
    assert kinerja.realisasi(lap.data, "7.01.01.2.01.0002-1", KK, TW2, "2T-R").catatan == 'Tercetak "-", dibaca 0.'
    uang = pd.DataFrame({"kode": "7.01.01", "akun": "", "nilai": [Fraction(1), Fraction(2)], "acuan": ["a", "b"], "catatan": "Dari LRA."}, dtype=object)
    assert anggaran._per_rekening(uang, "bulan") == {("7.01.01", ""): kinerja.Angka(Fraction(3), ("a", "b"), "jumlah(bulan)", ("a", "b"), "Dari LRA.")}


def test_achievement_by_polarity():
    f = Fraction
    assert kinerja.capaian(f(45), f(60), "naik", "2T-R") == 75
    assert kinerja.capaian(f(8), f(10), "turun", "2T-R") == 120    # (20 - 8)/10
    assert kinerja.capaian(f(8), f(10), "turun", "T/R") == 125     # 10/8
    assert kinerja.capaian(f(5), f(0), "naik", "2T-R") is None
    assert kinerja.capaian(None, f(10), "naik", "2T-R") is None


@pytest.mark.parametrize(("nilai", "a", "b", "c", "lubang"), [
    ("100", "Sangat Tinggi", "Sangat Tinggi", "Sangat Tinggi", False),
    ("120", "Sangat Tinggi", "Sangat Tinggi", "Sangat Tinggi", False),
    ("91", "Sangat Tinggi", "Sangat Tinggi", "Sangat Tinggi", False),
    ("90.5", "Tinggi", "Sangat Tinggi", "Sangat Tinggi", True),
    ("90", "Tinggi", "Tinggi", "Tinggi", False),
    ("75.5", "Sedang", "Sedang", "Tinggi", True),
    ("66", "Sedang", "Sedang", "Sedang", False),
    ("50.24", "Sangat Rendah", "Sangat Rendah", "Rendah", True),   # the Renja form prints Sangat Rendah
    ("50", "Sangat Rendah", "Sangat Rendah", "Sangat Rendah", False),
    ("0", "Sangat Rendah", "Sangat Rendah", "Sangat Rendah", False),
])
def test_grades_by_variant(lap, nilai, a, b, c, lubang):
    skala = lap.aturan.skala
    assert skala.varian == "A"
    for varian, harapan in (("A", a), ("B", b), ("C", c)):
        assert aturan.predikat(skala.model_copy(update={"varian": varian}), Fraction(nilai)) == harapan
    assert aturan.di_lubang(skala, Fraction(nilai)) is lubang


def test_no_value_has_no_grade(lap):
    assert aturan.predikat(lap.aturan.skala, None) == "" and not aturan.di_lubang(lap.aturan.skala, None)


def test_every_rule_names_its_source(lap):
    for nama in ("skala", "akumulasi", "polaritas", "gabungan", "rata_rata_renja", "renstra", "tenggat"):
        dasar = getattr(lap.aturan, nama).dasar
        assert dasar.dokumen and dasar.tempat and dasar.keyakinan


@pytest.mark.parametrize(("cara", "harapan"), [("2T-R", Fraction(120 + 50, 2)), ("T/R", Fraction(125 + 50, 2))])
def test_a_mean_of_children_measures_each_by_its_own_polarity(salinan, cara, harapan):
    """Goal 1 as mean of its sasaran: the first, less is better, 80 of 100; the second, more is better, 50 of 100."""
    from triwulan.office.data import muat

    folder = salinan / "data/kecamatan-lumajang"
    indikator = (folder / "indikator.csv").read_text("utf-8").replace("%,langsung,jumlah,naik", "%,langsung,posisi-akhir,turun", 1)
    indikator = indikator.replace("indeks,langsung,posisi-akhir", "%,rata-rata,posisi-akhir").replace("%,gabungan,posisi-akhir", "%,langsung,posisi-akhir")
    (folder / "indikator.csv").write_text(indikator, "utf-8")
    sumber = "lkj-camat-2024-tw2,uji"
    (folder / "realisasi_k.csv").write_text(
        "indikator,lingkup,periode,nilai,pembilang,penyebut,bukti,catatan,dokumen,tempat\n"
        f"sasaran-1-1,,2024-tw2,80,,,,,{sumber}\nsasaran-2-1,,2024-tw2,50,,,,,{sumber}\n", "utf-8")
    (folder / "pilihan.csv").write_text("berkas,baris,kolom,nilai_lain,alasan,dokumen,tempat\n", "utf-8")
    assert kinerja.realisasi(muat(salinan, "kecamatan-lumajang"), "tujuan-1-1", KK, TW2, cara).nilai == harapan


def test_months_are_never_split_by_guess(lap):
    """The LRA knows January to May and June; the first quarter alone cannot be told."""
    tw1 = anggaran.realisasi(lap.data, "kecamatan", Periode(2024, 1, 3))
    rekening = ("7.01.01.2.01.0001", "5.1.02.02.01.0071")
    assert tw1[rekening].nilai is None and "hanya diketahui per kelompok bulan" in tw1[rekening].catatan
    assert anggaran.jumlah(tw1, "7.01.01").nilai is None


def test_spending_by_june_is_not_spending_by_september(lap):
    tw3 = anggaran.realisasi(lap.data, "kecamatan", periode.sampai(2024, 3))
    assert anggaran.jumlah(tw3).nilai is None
    assert "belum lengkap: 6 dari 9 bulan terisi" in anggaran.jumlah(tw3).catatan


def test_programme_totals_of_the_office_alone(lap):
    """From the printed LRA: program 1 is 7.004.265.783 + 84.737.950 (modal)."""
    pagu = anggaran.pagu(lap.data, "kecamatan", TW2, "perubahan")
    assert anggaran.jumlah(pagu, "7.01.01").nilai == 7_004_265_783 + 84_737_950
    assert anggaran.jumlah(pagu, "7.01.01", akun="5.2").nilai == 84_737_950
    assert anggaran.jumlah(pagu).nilai == 7_229_814_333
    assert anggaran.jumlah(pagu, "7.01.09").nilai is None


def test_a_changed_budget_replaces_the_first_one(salinan):
    from triwulan.office.data import muat

    berkas = salinan / "data/kecamatan-lumajang/pagu.csv"
    berkas.write_text(berkas.read_text() + "7.01.02,,kecamatan+kelurahan,2024,perubahan,2024-09-20,6000000,,lra-2024-06,uji\n")
    data = muat(salinan, "kecamatan-lumajang")
    def pagu(tw, tahap):
        return anggaran.jumlah(anggaran.pagu(data, KK, periode.triwulan(2024, tw), tahap), "7.01.02").nilai

    # A change of 20 September holds from TW III on; what was reported for TW II stays.
    assert (pagu(3, "murni"), pagu(3, "perubahan"), pagu(2, "perubahan")) == (5_175_000, 6_000_000, 5_175_000)


def test_both_code_styles_are_one_code():
    assert kode.samakan("7.01.01.2.02.01") == kode.samakan("7.01.01.2.02.0001") == "7.01.01.2.02.0001"
    assert kode.dua_angka("7.01.01.2.02.0001") == "7.01.01.2.02.01"
    assert kode.samakan("7.01.01.2.02") == "7.01.01.2.02" and kode.samakan("5.1.02.01.01.0052") == "5.1.02.01.01.0052"
    assert [kode.induk(k) for k in ("7.01.01.2.02.0001", "7.01.01.2.02", "7.01.01", "5.1.02", "5")] == ["7.01.01.2.02", "7.01.01", "", "5.1", ""]


def test_periods():
    for teks in ("2024-tw2", "sd-2024-tw2", "2024-06", "2024-01..2024-05", "2024"):
        assert periode.tulis(periode.baca(teks)) == teks
    for salah in ("2024-tw5", "2024-13", "2024-05..2024-01", "2024-11..2025-02", "TW II", "2024-00"):
        with pytest.raises(ValueError, match="tulis 2024-tw2"):
            periode.baca(salah)
    assert periode.tenggat(2024, 2, 15) == date(2024, 7, 15)
    assert periode.tenggat(2024, 4, 15) == date(2025, 1, 15)
    assert periode.triwulan(2024, 1).hari_akhir == date(2024, 3, 31)
    assert periode.tanggal(date(2024, 7, 5)) == "5 Juli 2024"
