"""The fictional office through its four quarters: every figure in hitungan_contoh.csv was worked by hand and reads as such."""

import csv
from pathlib import Path

import buku
import pytest

from triwulan.form.angka import desimal
from triwulan.form.table import Sel

AKAR = Path(__file__).resolve().parents[1]
HITUNGAN = list(csv.DictReader((AKAR / "tests" / "hitungan_contoh.csv").read_text("utf-8").splitlines()))
TRIWULAN = sorted({r["periode"] for r in HITUNGAN})


@pytest.fixture(scope="module")
def buku_contoh():
    """The reports of each quarter, run once."""
    return {p: buku.semua(AKAR / "params" / "kecamatan-contoh" / f"{p}.yaml") for p in TRIWULAN}


def sel(laporan: dict) -> dict[str, Sel]:
    return {c.alamat: c for lap in laporan.values() for t in lap.tabel_tampil.values() for b in t.baris for c in b.sel.values() if isinstance(c, Sel)}


def test_there_is_a_hand_worked_figure_for_every_quarter_and_report():
    assert len(HITUNGAN) >= 40 and len(TRIWULAN) == 4
    assert {r["alamat"].split("/")[0] for r in HITUNGAN} >= {"lkj-camat", "lkj-sekretaris", "evaluasi-renja"}
    assert all(len(r["hitungan"]) > 15 for r in HITUNGAN)


@pytest.mark.parametrize("periode", TRIWULAN)
def test_every_hand_worked_figure_comes_out(buku_contoh, periode):
    ada = sel(buku_contoh[periode])
    lain = {r["alamat"]: (desimal(ada[r["alamat"]].nilai), r["nilai"], r["hitungan"]) for r in HITUNGAN if r["periode"] == periode and desimal(ada[r["alamat"]].nilai) != r["nilai"]}
    assert not lain


@pytest.mark.parametrize("periode", TRIWULAN)
def test_parents_are_sums_and_quarters_add_up_in_every_report(buku_contoh, periode):
    """A programme's money is its kegiatan's, a kegiatan's its sub kegiatan's; column 13 of the Renja form is its quarters."""
    utama = buku_contoh[periode]["evaluasi-renja"].tabel_tampil["utama"]
    sek = buku_contoh[periode]["lkj-sekretaris"].tabel_tampil["2.3"]
    for baris in [b.id for b in sek.baris if b.id.count(".") in (2, 4) and "~" not in b.id]:
        anak = [b.id for b in sek.baris if b.id.startswith(f"{baris}.") and b.id.count(".") == (4 if baris.count(".") == 2 else 5)]
        for kolom in ("7", "8"):
            assert sek.sel(baris, kolom).nilai == sum(sek.sel(a, kolom).nilai for a in anak), (baris, kolom)
    for b in utama.baris:
        tw = [utama.sel(b.id, f"{k}/Rp").nilai for k in ("9", "10", "11", "12")]
        if utama.sel(b.id, "13/Rp").nilai is not None:
            assert utama.sel(b.id, "13/Rp").nilai == sum(n for n in tw if n is not None), b.id
