"""Problems in what people entered: where, what was found, what was expected. Always a whole list, never the first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction


@dataclass(frozen=True)
class Masalah:
    """One problem: file (or parameter), line in it (1 = header), column, the value found, what was expected."""

    berkas: str
    harapan: str
    baris: int | None = None
    kolom: str = ""
    nilai: str | None = None

    def __str__(self) -> str:
        tempat = self.berkas
        tempat += f" baris {self.baris}" if self.baris else ""
        # A table has columns; a parameter or a rule has only its key.
        tempat += f" {'kolom' if self.berkas.endswith('.csv') else 'kunci'} {self.kolom}" if self.kolom else ""
        isi = "" if self.nilai is None else f" tertulis {self.nilai[:80]!r};"
        return f"{tempat}:{isi} {self.harapan}"


def angka_tertulis(angka: Fraction) -> str:
    """A figure as a data file writes it: `-76.5`."""
    return format(Decimal(angka.numerator) / angka.denominator, "f")


class MasukanSalah(Exception):
    """Invalid parameters, rules or data. In a notebook it shows its list instead of a traceback."""

    def __init__(self, masalah: Sequence[Masalah]):
        self.masalah = tuple(masalah)
        super().__init__(self.daftar())

    def daftar(self) -> str:
        kepala = f"{len(self.masalah)} hal perlu diperbaiki; tidak ada laporan yang dibuat:"
        return "\n".join([kepala, *(f"  {n}. {m}" for n, m in enumerate(self.masalah, 1))])

    def _render_traceback_(self) -> list[str]:
        return self.daftar().splitlines()
