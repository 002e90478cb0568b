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
    "pemeriksaan": Jenis("pemeriksaan.ipynb", "camat", "Pemeriksaan Laporan Kinerja dan Evaluasi Renja {triwulan} Tahun {tahun}, {unit}"),
    "lembar-koreksi": Jenis("lembar-koreksi.ipynb", "camat", "Lembar Koreksi {triwulan} Tahun {tahun}, {unit}"),
    "telusur-angka": Jenis("telusur-angka.ipynb", "camat", "Menelusuri Angka {triwulan} Tahun {tahun}, {unit}"),
    "evaluasi-renja": Jenis("evaluasi-renja.ipynb", "camat", "Evaluasi Hasil Renja {triwulan} Tahun {tahun}, {unit}"),
}


@dataclass(frozen=True)
class Satuan:
    """One report to make: its name in addresses and file names, its kind, its post; of a bound volume the reports in it; of a
    correction sheet the filed report it is about."""

    nama: str
    jenis: str
    jabatan: str
    bagian: tuple[str, ...] = ()
    laporan: str = ""


def laporan(data: Data, tahun: int) -> list[Satuan]:
    """The reports that the office owes for a quarter of the year, in the order of its agreements; the volume that binds
    those of all posts but the Camat's; the Renja form."""
    rows = data["perjanjian"]
    pk = list(rows[(rows["jenis"] == "naskah") & (rows["tahun"] == tahun)]["jabatan"])
    lkj = [Satuan(f"lkj-{j}", f"lkj-{j}" if f"lkj-{j}" in JENIS else "lkj-eselon-iv", j) for j in pk]
    bawahan = tuple(s.nama for s in lkj if s.jabatan != "camat")
    gabungan = [Satuan("lkj-gabungan", "lkj-gabungan", "camat", bawahan)] if "camat" in pk and bawahan else []
    return [*lkj, *gabungan, *([Satuan("evaluasi-renja", "evaluasi-renja", "camat")] if "camat" in pk else [])]


def pelengkap(data: Data, tahun: int) -> list[Satuan]:
    """What can be made besides the reports owed: the audit, a correction sheet for each report, the lesson."""
    owed = [s for s in laporan(data, tahun) if not s.bagian]
    if not any(s.jabatan == "camat" for s in owed):
        return []
    lembar = [Satuan(f"koreksi-{s.nama}", "lembar-koreksi", "camat", laporan=s.nama) for s in owed]
    return [Satuan("pemeriksaan", "pemeriksaan", "camat"), *lembar, Satuan("telusur-angka", "telusur-angka", "camat")]


def pilih(semua: Sequence[Satuan], nama: Sequence[str]) -> list[Satuan]:
    """Those that were asked for by name or kind, in their own order; where none was, the reports owed and the audit."""
    return [s for s in semua if (s.nama in nama or s.jenis in nama if nama else s.jenis not in ("lembar-koreksi", "telusur-angka"))]
