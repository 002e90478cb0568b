"""The kinds of report there are, and which of them an office owes: that follows from its Perjanjian Kinerja."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from triwulan.office.data import Data


@dataclass(frozen=True)
class Jenis:
    """A kind of report: its notebook, the post that makes it ("" = one report a post, named by the parameter `jabatan`),
    its title."""

    notebook: str
    jabatan: str
    judul: str


JENIS = {
    "lkj-camat": Jenis("lkj-camat.ipynb", "camat", "Laporan Kinerja Camat {triwulan} Tahun {tahun}, {unit}"),
    "lkj-sekretaris": Jenis("lkj-sekretaris.ipynb", "sekretaris", "Laporan Kinerja Sekretaris Kecamatan {triwulan} Tahun {tahun}, {unit}"),
    "lkj-eselon-iv": Jenis("lkj-eselon-iv.ipynb", "", "Laporan Kinerja {unit_kerja} {triwulan} Tahun {tahun}, {unit}"),
    "lkj-gabungan": Jenis("lkj-gabungan.ipynb", "camat", "Laporan Kinerja Eselon III dan IV selain Camat {triwulan} Tahun {tahun}, {unit}"),
    "evaluasi-renja": Jenis("evaluasi-renja.ipynb", "camat", "Evaluasi Hasil Renja {triwulan} Tahun {tahun}, {unit}"),
}


@dataclass(frozen=True)
class Satuan:
    """One report to make: its name in addresses and file names, its kind, its post; of a bound volume the reports in it."""

    nama: str
    jenis: str
    jabatan: str
    bagian: tuple[str, ...] = ()


def laporan(data: Data, tahun: int) -> list[Satuan]:
    """The reports that the office owes for a quarter of the year, in the order of its agreements; the volume that binds
    those of all posts but the Camat's; the Renja form."""
    rows = data["perjanjian"]
    pk = list(rows[(rows["jenis"] == "naskah") & (rows["tahun"] == tahun)]["jabatan"])
    lkj = [Satuan(f"lkj-{j}", f"lkj-{j}" if f"lkj-{j}" in JENIS else "lkj-eselon-iv", j) for j in pk]
    bawahan = tuple(s.nama for s in lkj if s.jabatan != "camat")
    gabungan = [Satuan("lkj-gabungan", "lkj-gabungan", "camat", bawahan)] if "camat" in pk and bawahan else []
    return [*lkj, *gabungan, *([Satuan("evaluasi-renja", "evaluasi-renja", "camat")] if "camat" in pk else [])]


def pilih(semua: Sequence[Satuan], nama: Sequence[str]) -> list[Satuan]:
    """Those that were asked for, in their own order; all of them where none was."""
    return [s for s in semua if not nama or s.nama in nama]
