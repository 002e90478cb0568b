"""What a reader found in the files that came in, and what whoever imports says of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from triwulan.laporan.masuk.simpan import Sumber
from triwulan.laporan.masuk.usul import Usul
from triwulan.office.masalah import Masalah
from triwulan.office.params import Parameter


@dataclass(frozen=True)
class Masukan:
    """What a reader found in the files that came in: for which quarter, the rows it proposes, the files as sources, sentences
    on what it saw for whoever imports (`243 baris, semuanya menjumlah`); what is worth a second look though it stops nothing; the
    accounts (`kode akun lingkup`) that those sentences call overspent already."""

    parameter: Parameter
    usul: tuple[Usul, ...]
    sumber: tuple[Sumber, ...]
    kalimat: tuple[str, ...] = ()
    perhatian: tuple[Masalah, ...] = ()
    lebih: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Petunjuk:
    """What whoever imports an LRA says that the file may not: the parameter file of its quarter, its month (`2024-06`), the
    date on which a changed budget was decided."""

    params: Path | None = None
    bulan: str = ""
    pagu_berlaku: str = ""
