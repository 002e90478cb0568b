"""Where the cells of an entry workbook lie, what its formulas say there, and what they are worth before anything is filled."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from xlsxwriter.utility import xl_rowcol_to_cell

from triwulan.form.lembar import rumus as x
from triwulan.laporan.isian.model import Lembar, Sel

#: A cell named in a formula, or two as the corners of a rectangle.
ACUAN = re.compile(r"\[\[([^\]]+)\]\](?::\[\[([^\]]+)\]\])?")
#: The hidden row and column with the names of columns and rows.
BARIS_ID, KOLOM_ID = 0, 0


class Letak:
    """The layout of all sheets. Rows and columns count from 0, as XlsxWriter wants them."""

    def __init__(self, semua: Sequence[Lembar]):
        self.kolom = {s.nama: {k.id: n for n, k in enumerate(s.kolom, KOLOM_ID + 1)} for s in semua}
        self.baris = {s.nama: {r.id: n for n, r in enumerate(s.baris, kepala(s) + 1)} for s in semua}
        self._isi = {(s.nama, self.baris[s.nama][r.id], self.kolom[s.nama][k]): (s.nama, r.id, c) for s in semua for r in s.baris for k, c in r.sel.items()}
        self._hasil: dict[tuple[str, int, int], x.Isi] = {}

    def rumus(self, lembar: str, baris: str, rumus: str) -> str:
        """A formula with addresses in the place of names."""
        def satu(nama: str, sendiri: str) -> tuple[str, str]:
            di, ada, sisa = nama.rpartition("::")
            di = di if ada else sendiri
            r, _, k = sisa.rpartition("/")
            return di, xl_rowcol_to_cell(self.baris[di][r or baris], self.kolom[di][k])

        def ganti(m: re.Match) -> str:
            di, sel = satu(m[1], lembar)
            ujung = f":{satu(m[2], di)[1]}" if m[2] else ""
            return f"{'' if di == lembar else f'{di}!'}{sel}{ujung}"

        return ACUAN.sub(ganti, rumus)

    def nilai(self, lembar: str, baris: int, kolom: int) -> x.Isi:
        """What a cell is worth as exported; "" for a formula that asks for today's date."""
        tempat = (lembar, baris, kolom)
        if tempat not in self._isi:
            return None
        if tempat not in self._hasil:
            self._hasil[tempat] = self._hitung(*self._isi[tempat])
        return self._hasil[tempat]

    def _hitung(self, lembar: str, baris: str, sel: Sel) -> x.Isi:
        if not sel.rumus:
            return None if sel.isi == "" else seri(date.fromisoformat(sel.isi)) if sel.bentuk == "tanggal" and len(sel.isi) == 10 else sel.isi
        try:
            return x.nilai(x.urai(self.rumus(lembar, baris, sel.rumus)), lambda s: self.nilai(s[0] or lembar, s[1] - 1, s[2] - 1))
        except x.TakDikenal:
            return ""


def kepala(s: Lembar) -> int:
    """The row of the column titles: below the hidden names, the title, and the lines of explanation."""
    return 2 + len(s.keterangan)


def seri(hari: date) -> Fraction:
    """A date as spreadsheets count days."""
    return Fraction((hari - date(1899, 12, 30)).days)


def angka(isi: x.Isi) -> float | str | bool:
    """A value as a workbook stores it."""
    return float(isi) if isinstance(isi, Fraction) else "" if isi is None else isi
