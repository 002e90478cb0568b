"""Where things stand in a workbook: cells of tables by their address, rows of data by their reference."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from xlsxwriter.utility import quote_sheetname, xl_rowcol_to_cell

#: A figure of the workbook: an address or a data row, and which of its figures (`nilai`, `pembilang`, `penyebut`).
Kunci = tuple[str, str]


@dataclass(frozen=True, order=True)
class Tempat:
    """A cell: its sheet, row and column from 0."""

    lembar: str
    baris: int
    kolom: int

    def tulis(self, dari: str = "") -> str:
        """As a formula on the sheet `dari` writes it: `G8`, on another sheet `'Asal angka'!$D$12`."""
        if self.lembar == dari:
            return xl_rowcol_to_cell(self.baris, self.kolom)
        return f"{quote_sheetname(self.lembar)}!{xl_rowcol_to_cell(self.baris, self.kolom, row_abs=True, col_abs=True)}"

    @property
    def tautan(self) -> str:
        """As a link inside the workbook names it."""
        return f"internal:{quote_sheetname(self.lembar)}!{xl_rowcol_to_cell(self.baris, self.kolom)}"


@dataclass(frozen=True)
class Denah:
    """Every figure of a workbook and where it stands; which of them are typed, so that their cell may be emptied."""

    tempat: Mapping[Kunci, Tempat]
    diketik: frozenset[Kunci] = frozenset()

    def __contains__(self, kunci: Kunci) -> bool:
        return kunci in self.tempat

    def __getitem__(self, kunci: Kunci) -> Tempat:
        return self.tempat[kunci]


def rentang(sel: Iterable[Tempat], dari: str) -> str:
    """The cells as arguments of a function: neighbours below or beside each other as one range, the rest one by one."""
    return ",".join(_tulis(awal, akhir, dari) for awal, akhir in _gandeng(list(sel)))


def _tulis(awal: Tempat, akhir: Tempat, dari: str) -> str:
    return awal.tulis(dari) if awal == akhir else f"{awal.tulis(dari)}:{akhir.tulis(dari).rpartition('!')[2]}"


def _gandeng(sel: list[Tempat]) -> Iterator[tuple[Tempat, Tempat]]:
    """The first and last cell of each run; a row of cells where all stand in one, else columns."""
    if len({(s.lembar, s.baris) for s in sel}) == 1:
        urut, kunci = sorted(sel), lambda p: p[1].kolom - p[0]
    else:
        urut, kunci = sorted(sel, key=lambda s: (s.lembar, s.kolom, s.baris)), lambda p: (p[1].lembar, p[1].kolom, p[1].baris - p[0])
    for _, grup in groupby(enumerate(urut), kunci):
        anggota = [s for _, s in grup]
        yield anggota[0], anggota[-1]
