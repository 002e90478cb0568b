"""What an entry workbook is made of, before it is Excel: sheets of rows of cells, each entry cell with its place in the data.

A formula names cells in double brackets: `[[nilai]]` in its own row, `[[7.01.01/nilai]]` in another row of its sheet,
`[[Pagu::7.01.01/murni]]` on another sheet. They become addresses when the sheets are laid out (`tulis`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from triwulan.office.aturan import Aturan
from triwulan.office.data import Data
from triwulan.office.masalah import angka_tertulis
from triwulan.office.params import Parameter

#: The layout that a reader must know; a workbook of another one is refused.
VERSI = "2"
#: The very hidden sheets: the stamp, and the lists behind drop-downs.
CAP, DAFTAR = "_triwulan", "_pilihan"
#: The row that holds a sheet's column titles.
KEPALA = "kepala"
#: A column of the data that is none: that somebody has looked at a copied row.
PERIKSA, SUDAH = "periksa", "ya"


@dataclass(frozen=True)
class Alamat:
    """A cell of the data: file, key, column. `kunci` None: a row to be added, whose key is among its own cells."""

    berkas: str
    kunci: tuple[str, ...] | None
    kolom: str


@dataclass(frozen=True)
class Sel:
    """A cell. `isi`: text, or a number; `alamat`: where in the data an entry cell belongs, None for a locked one; `rumus` instead
    of `isi`; `satuan`: how a number is read (`%`, `Rp`); `pilihan`: a closed list; `ingat`: what to say to whoever fills it."""

    isi: str | Fraction = ""
    alamat: Alamat | None = None
    rumus: str = ""
    bentuk: str = ""
    satuan: str = ""
    pilihan: tuple[str, ...] = ()
    ingat: str = ""

    @property
    def tertulis(self) -> str:
        """The content as a data file would write it."""
        return angka_tertulis(self.isi) if isinstance(self.isi, Fraction) else self.isi


@dataclass(frozen=True)
class Kolom:
    """A column: its hidden name, title, width in characters, and the form of its cells (`teks`, `angka`, `rupiah`, `persen`,
    `tanggal`, `bantu`: hidden)."""

    id: str
    judul: str
    lebar: float
    bentuk: str = "teks"


@dataclass(frozen=True)
class Baris:
    """A row: its hidden key, its cells by column, how it looks (`isi`, `judul`, `jumlah`), its depth, whose it is."""

    id: str
    sel: Mapping[str, Sel]
    gaya: str = "isi"
    tingkat: int = 0
    jabatan: str = ""
    #: Its cells are one row of the data that comes, changes its key or goes as a whole; here are the parts of the row that nobody
    #: types.
    rekaman: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Lembar:
    """A sheet: its name and title, lines of explanation above the table, columns, rows, how many columns stay in view."""

    nama: str
    judul: str
    keterangan: tuple[str, ...]
    kolom: tuple[Kolom, ...]
    baris: tuple[Baris, ...]
    beku: int = 2

    @property
    def isian(self) -> Iterator[tuple[Baris, str, Sel]]:
        """Every entry cell with its row and column."""
        return ((b, k, s) for b in self.baris for k, s in b.sel.items() if s.alamat)


@dataclass(frozen=True)
class Bahan:
    """What a workbook is made from; `jabatan`: of one post only its part, "" of the whole office."""

    data: Data
    parameter: Parameter
    aturan: Aturan
    jabatan: str = ""

    def milik(self, jabatan: str) -> bool:
        """Whether a post's part belongs into this workbook."""
        return self.jabatan in ("", jabatan)


def angka(nilai: Fraction | None) -> str | Fraction:
    """A figure as a cell's content; none is an empty cell."""
    return "" if nilai is None else nilai


def acu(*sel: str) -> str:
    """References to cells, as the arguments of a function."""
    return ",".join(f"[[{s}]]" for s in sel)
