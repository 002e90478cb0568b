"""Locked cells of an entry workbook: whether they still hold what was exported, and whether their rows still stand by their keys."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction

from triwulan.form.lembar.angka import bersih
from triwulan.form.lembar.grid import Kotak, Lembar
from triwulan.laporan.isian.cap import ISIAN, RUMUS, TETAP, SelCap
from triwulan.laporan.isian.model import KEPALA
from triwulan.office.skema import ANGKA


def terkunci(s: SelCap, kotak: Kotak, ulang: str) -> str:
    """What is wrong with a locked cell; "" when it is as it was. `ulang`: how to come by a new workbook."""
    if s.jenis == RUMUS:
        return "" if kotak.rumus or not kotak.teks else "sel terkunci ini semula rumus; kembalikan rumusnya, atau " + ulang
    lama = bersih(s.isi)
    return "" if _isi(kotak, lama) == lama else f"sel terkunci ini semula {lama or '(kosong)'!r} dan sekarang lain; kembalikan, atau betulkan di data lalu " + ulang


def _isi(kotak: Kotak, lama: str) -> str:
    """What a cell holds, as the stamp writes it: a number that a program has stored in binary is the one that was exported."""
    if kotak.nilai is not None and ANGKA.fullmatch(lama) and abs(kotak.nilai - Fraction(lama)) <= abs(kotak.nilai) / 10**12:
        return lama
    return ("" if kotak.tanggal is None else kotak.tanggal.isoformat()) or kotak.teks


def diurutkan(ws: Lembar, milik: Sequence[SelCap], baris: Mapping[str, int], kolom: Mapping[str, int]) -> bool:
    """Whether the rows of a sheet stand in another order than their hidden keys: every row whose texts are locked is still there,
    though not beside its key."""
    isi = [s for s in milik if s.baris in baris and s.kolom in kolom and s.baris != KEPALA]
    pakai = sorted({s.kolom for s in isi if (s.jenis, s.bentuk) == (TETAP, "teks")} - {s.kolom for s in isi if s.jenis == TETAP and s.bentuk != "teks"})
    lama = {(s.baris, s.kolom): RUMUS if s.jenis == RUMUS else bersih(s.isi) for s in isi}
    diisi = {s.baris for s in isi if s.jenis == ISIAN and s.kolom in pakai}
    semula = {r: tuple(lama.get((r, k), "") for k in pakai) for r in baris if r not in diisi}
    kini = {r: tuple(RUMUS if c.rumus else c.teks for k in pakai for c in [ws.asli(n, kolom[k])]) for r, n in baris.items()}
    return any(kini[r] != t for r, t in semula.items()) and Counter(semula.values()) <= Counter(kini.values())
