"""Problems in what people entered: where, what was found, what was expected. Always a whole list, never the first."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from html import escape

KEPALA = ("Berkas", "Baris", "Kolom", "Tertulis", "Yang diharapkan")
#: JupyterLab sets every cell to the right.
KIRI = 'style="text-align:left;vertical-align:top"'
#: After Run All JupyterLab shows a notebook's end, whatever stands above it; once more for when it is slow to get there.
LIHAT = "for (const n of [300, 1500, 4000, 8000]) setTimeout(() => element?.closest?.('.jp-Cell')?.scrollIntoView(), n)"


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
        # What somebody wrote must not steer the terminal.
        return "".join(c if c.isprintable() or c == "\n" else ascii(c)[1:-1] for c in f"{tempat}:{isi} {self.harapan}")


def angka_tertulis(angka: Fraction) -> str:
    """A figure as a data file writes it: `-76.5`."""
    return format(Decimal(angka.numerator) / angka.denominator, "f")


def as_html(masalah: Sequence[Masalah]) -> str:
    """The problems as a table, one row each; everything is escaped here."""
    rows = (
        (m.berkas, "" if m.baris is None else str(m.baris), m.kolom, "" if m.nilai is None else m.nilai[:80] or "(kosong)", m.harapan)
        for m in masalah
    )
    isi = "".join("<tr>" + "".join(f'<td {KIRI}>{escape(sel)}</td>' for sel in row) + "</tr>" for row in rows)
    kepala = "".join(f'<th scope="col" {KIRI}>{judul}</th>' for judul in KEPALA)
    return f'<table class="masalah"><thead><tr>{kepala}</tr></thead><tbody>{isi}</tbody></table>'


def terlihat() -> bool:
    """Whether this is the kernel of a page that a Jupyter server has opened."""
    return "JPY_SESSION_NAME" in os.environ


def perlihatkan() -> None:
    """Brings the cell that runs into view; nothing where no page shows it."""
    from IPython.display import display

    if terlihat():
        display({"application/javascript": LIHAT, "text/plain": ""}, raw=True)


class MasukanSalah(Exception):
    """Invalid parameters, rules or data. In a notebook it shows its list as a table instead of a traceback."""

    def __init__(self, masalah: Sequence[Masalah]):
        self.masalah, self._tampak = tuple(masalah), False
        super().__init__(self.daftar())

    def daftar(self) -> str:
        kepala = f"{len(self.masalah)} hal perlu diperbaiki; tidak ada laporan yang dibuat:"
        return "\n".join([kepala, *(f"  {n}. {m}" for n, m in enumerate(self.masalah, 1))])

    def _render_traceback_(self) -> list[str]:
        """What IPython prints instead of a traceback. Before it goes the table; where no page may show that, the list."""
        from IPython.display import display

        kepala, *_ = daftar = self.daftar().splitlines()
        dilihat = terlihat()
        if not self._tampak:  # IPython asks a second time, for its history
            display({"text/html": f"<p><strong>{escape(kepala)}</strong></p>{as_html(self.masalah)}", "text/plain": "\n".join(daftar)}, raw=True)
            perlihatkan()
        self._tampak = True
        return ["Betulkan di berkas dan tempat yang disebut, simpan, lalu jalankan lagi semua sel (Run → Run All Cells)."] if dilihat else daftar
