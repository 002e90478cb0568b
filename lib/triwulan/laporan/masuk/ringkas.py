"""What an import changes, in sums that can be held against the paper it came from."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from triwulan.form.angka import penuh
from triwulan.laporan.masuk.usul import Perubahan
from triwulan.office import periode
from triwulan.office.skema import SKEMA

#: Files of money, and what their figures are called.
UANG = {"pagu": "pagu", "realisasi_rp": "belanja"}


def kalimat(perubahan: Sequence[Perubahan]) -> list[str]:
    """One sentence a scope and period (of a budget also its stage): how many figures of money come in, and their sum in rupiah."""
    kelompok: dict[str, list[Fraction]] = {}
    for p in perubahan:
        if p.berkas in UANG and p.kolom == "nilai" and p.baru:
            kunci = dict(zip(SKEMA[p.berkas].kunci, p.kunci))
            waktu = periode.sebut(periode.baca(kunci["periode"]))
            kelompok.setdefault(" ".join(filter(None, (UANG[p.berkas], kunci.get("tahap", ""), f"{waktu}, lingkup {kunci['lingkup']}"))), []).append(Fraction(p.baru))
    return [f"{nama[0].upper()}{nama[1:]}: {len(n)} angka masuk, jumlahnya Rp{penuh(sum(n, Fraction(0)))}." for nama, n in kelompok.items()]
