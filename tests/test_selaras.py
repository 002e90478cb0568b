"""The same quantity is the same figure in every report of one scope: no report computes anything of its own."""

from dataclasses import replace
from fractions import Fraction

import pytest
import terbit

from triwulan.form.table import Sel

PK = {"pk-target": {"4": "target"}, "pk-anggaran": {"anggaran": "pagu murni"}}
SASARAN = {"3": "target", "4": "K", "5": "capaian"}
BIAYA = {"4": "target", "5": "K", "6": "capaian", "7": "pagu", "8": "realisasi", "9": "capaian Rp", "10": "efisiensi"}
UKUR = {"4": "target", "5": "K", "6": "capaian"}
ANGGARAN = {"3": "pagu murni", "4": "pagu", "5": "realisasi", "6": "capaian Rp"}
POS = {"2.1": {"4": "target"}, "2.2": SASARAN, "2.3": BIAYA, "2.4": UKUR, "2.5": ANGGARAN, **PK}
#: What a column of a table holds, by scope and report. Rows are named by code everywhere.
KANTOR = {laporan: {t: kolom for t, kolom in POS.items() if t in semua} for laporan, semua in terbit.TABEL.items() if "2.3" in semua}
BESERTA_KELURAHAN = {
    "lkj-camat": {
        "2.1": {"5": "K"}, "2.2": {"4": "target"}, "2.2-anggaran": {"anggaran": "pagu murni"}, "3.2": {"kondisi": "K"}, "3.3": BIAYA, "efisiensi": BIAYA,
        "3.4": SASARAN, "3.5": UKUR, "3.6": {"3": "target", "4": "K TW I", "5": "K TW II", "8": "K", "9": "capaian"},
        "3.8": {"4": "target Renstra", "5": "K", "6": "capaian Renstra"}, "program-penunjang": {"capaian": "capaian"}, **PK,
    },
    "evaluasi-renja": {
        "utama": {
            "6/K": "target Renstra", "8/K": "target", "9/K": "K TW I", "10/K": "K TW II", "13/K": "K", "14/K": "capaian", "17/K": "capaian Renstra",
            "8/Rp": "pagu", "13/Rp": "realisasi", "14/Rp": "capaian Rp",
        },
    },
}
LINGKUP = {"kecamatan": KANTOR, "kecamatan+kelurahan": BESERTA_KELURAHAN}


def kumpulkan(tabel: dict, peta: dict) -> dict[tuple[str, str], dict[str, Fraction | None]]:
    """{(code, quantity): {address: value}}; achievements as fractions, whether the form prints them so or in percent."""
    hasil: dict = {}
    for laporan, daftar in peta.items():
        for nama, kolom in daftar.items():
            for baris in tabel[laporan][nama].baris:
                # A total is the total of its own rows; it is not the same quantity elsewhere.
                for k, ukuran in kolom.items() if baris.jenis == "data" else ():
                    if isinstance(sel := baris.sel.get(k), Sel):
                        skala = 100 if ukuran.startswith("capaian") and sel.satuan == "%" else 1
                        hasil.setdefault((baris.id, ukuran), {})[sel.alamat] = None if sel.nilai is None else sel.nilai / skala
    return hasil


def tak_selaras(besaran: dict) -> dict:
    return {kunci: di for kunci, di in besaran.items() if len(set(di.values())) > 1}


@pytest.fixture(scope="module")
def tabel() -> dict:
    return {nama: lap.tabel_tampil for nama, lap in terbit.semua().items()}


@pytest.mark.parametrize("lingkup", LINGKUP)
def test_the_same_quantity_agrees_in_every_report(tabel, lingkup):
    assert tak_selaras(kumpulkan(tabel, LINGKUP[lingkup])) == {}


@pytest.mark.parametrize(("lingkup", "kode", "ukuran", "laporan"), [
    ("kecamatan", "sasaran-1", "K", 6), ("kecamatan", "sasaran-1", "realisasi", 6), ("kecamatan", "sasaran-1", "efisiensi", 6),
    ("kecamatan", "sasaran-2", "K", 2), ("kecamatan", "7.01.01", "K", 3), ("kecamatan", "7.01.01", "capaian", 3),
    ("kecamatan", "7.01.04.2.01", "K", 2), ("kecamatan", "7.01.06~3", "K", 2), ("kecamatan", "7.01.01.2.02.0002", "realisasi", 2),
    ("kecamatan", "7.01.01.2.02.0002", "capaian Rp", 2), ("kecamatan", "7.01.03.2.06.0012", "K", 2), ("kecamatan", "7.01.02.2.01.0002", "pagu", 2),
    ("kecamatan+kelurahan", "sasaran-1", "K", 2), ("kecamatan+kelurahan", "7.01.01", "realisasi", 2), ("kecamatan+kelurahan", "7.01.03", "K", 2),
    ("kecamatan+kelurahan", "7.01.04", "pagu", 2), ("kecamatan+kelurahan", "7.01.06~2", "capaian", 2), ("kecamatan+kelurahan", "7.01.01", "K TW II", 2),
    ("kecamatan+kelurahan", "7.01.04", "capaian Renstra", 2),
])
def test_these_quantities_stand_in_several_reports(tabel, lingkup, kode, ukuran, laporan):
    """What the test above compares is really there to be compared."""
    di = kumpulkan(tabel, LINGKUP[lingkup])[kode, ukuran]
    assert len({alamat.partition("/")[0] for alamat in di}) == laporan and None not in di.values()


def test_every_row_of_the_office_is_compared_between_a_section_and_the_sekretaris(tabel):
    """Each programme, kegiatan and sub kegiatan of the Sekretaris has K, pagu and realisasi in a section's report too."""
    besaran = kumpulkan(tabel, KANTOR)
    for baris in tabel["lkj-sekretaris"]["2.3"].baris:
        for ukuran in ("K", "capaian", "pagu", "realisasi", "capaian Rp", "efisiensi"):
            assert len({a.partition("/")[0] for a in besaran[baris.id, ukuran]}) > 1, (baris.id, ukuran)


def test_a_report_that_computes_something_else_is_found(tabel):
    """One figure of one report changed, of each kind in turn: it and nothing else is reported."""
    for lingkup, laporan, nama, kode, kolom in (
        ("kecamatan", "lkj-kasubbag-keuangan", "2.3", "sasaran-1", "5"), ("kecamatan", "lkj-kasubbag-umum", "2.4", "7.01.01.2.09.0002", "5"),
        ("kecamatan", "lkj-kasi-pemerintahan", "2.5", "7.01.06.2.01.0002", "6"), ("kecamatan", "lkj-sekretaris", "2.3", "7.01.03.2.06", "10"),
        ("kecamatan+kelurahan", "evaluasi-renja", "utama", "7.01.03", "13/Rp"), ("kecamatan+kelurahan", "lkj-camat", "3.4", "sasaran-1", "4"),
    ):
        asli = tabel[laporan][nama]
        sel = asli.sel(kode, kolom)
        baris = tuple(replace(b, sel=b.sel | {kolom: replace(sel, nilai=sel.nilai + 1)}) if b.id == kode else b for b in asli.baris)
        ubahan = tabel | {laporan: tabel[laporan] | {nama: replace(asli, baris=baris)}}
        assert list(tak_selaras(kumpulkan(ubahan, LINGKUP[lingkup]))) == [(kode, LINGKUP[lingkup][laporan][nama][kolom])]


def test_the_sections_together_are_the_office_and_its_lra(tabel):
    """The sub kegiatan of the five sections are those of the Sekretaris, each once, and add up to the LRA by account."""
    lra = tabel["lkj-camat"]["lra-rekening"]
    bagian = [(b.id, laporan) for laporan in KANTOR if "2.5" in KANTOR[laporan] for b in tabel[laporan]["2.5"].baris if b.jenis == "data"]
    kode = sorted(k for k, _ in bagian)
    assert kode == sorted(b.id for b in tabel["lkj-sekretaris"]["2.3"].baris if b.id.count(".") == 5) and len(set(kode)) == len(kode) == 29
    for k, laporan in bagian:
        akun = [b for b in lra.by_id if b.startswith(f"{k}:") and b.count(".") == k.count(".") + 1]
        for kolom, di_lra in (("3", "3"), ("4", "4"), ("5", "5c")):
            assert tabel[laporan]["2.5"].sel(k, kolom).nilai == sum(lra.sel(b, di_lra).nilai for b in akun), (k, kolom)
    for kolom, di_lra in (("3", "3"), ("4", "4"), ("5", "5c")):
        assert sum(tabel[laporan]["2.5"].sel(k, kolom).nilai for k, laporan in bagian) == lra.sel("5", di_lra).nilai
    assert lra.sel("5", "3").nilai == tabel["lkj-sekretaris"]["pk-anggaran"].sel("jumlah", "anggaran").nilai == 7_229_814_333


def test_the_money_of_the_renja_is_that_of_the_camat(tabel):
    """Sasaran and TOTAL of the Renja form from the Camat's programmes: 13.467.056.702, and what is spent of it."""
    renja, biaya = tabel["evaluasi-renja"]["utama"], tabel["lkj-camat"]["3.3"]
    program = ["7.01.01", "7.01.02", "7.01.03", "7.01.04", "7.01.05", "7.01.06"]
    for di_renja, kolom in (("8/Rp", "7"), ("13/Rp", "8")):
        rp = [biaya.sel(p, kolom).nilai for p in program]
        assert [renja.sel(p, di_renja).nilai for p in program] == rp
        assert [renja.sel(b, di_renja).nilai for b in ("sasaran-1", "sasaran-2", "total")] == [sum(rp[:5]), rp[5], sum(rp)]
    assert renja.sel("total", "8/Rp").nilai == tabel["lkj-camat"]["pk-anggaran"].sel("jumlah", "anggaran").nilai == 13_467_056_702
