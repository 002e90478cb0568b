"""The reports there are: which notebook makes each, for which post, under which title."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Jenis:
    notebook: str
    jabatan: str
    judul: str


LAPORAN = {
    "lkj-camat": Jenis("lkj-camat.ipynb", "camat", "Laporan Kinerja Camat {triwulan} Tahun {tahun}, {unit}"),
}
