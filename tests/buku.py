"""Notebooks run inside the test's own process: the same cells as papermill executes, without a kernel, for their tables."""

import contextlib
import io
from pathlib import Path

import nbformat

from triwulan.laporan import lari
from triwulan.laporan.buka import muat
from triwulan.laporan.daftar import JENIS
from triwulan.office import params

AKAR = Path(__file__).resolve().parents[1]


def jalankan(satuan, mentah: dict, akar: Path = AKAR):
    """The report of a notebook after its last cell: `lap` with every table it has shown."""
    jenis = JENIS[satuan.jenis]
    nilai = mentah if jenis.jabatan else {**mentah, "jabatan": satuan.jabatan}
    ruang: dict = {}
    for cell in nbformat.read(akar / "notebooks" / jenis.notebook, as_version=4).cells:
        if cell.cell_type == "code":
            with contextlib.redirect_stdout(io.StringIO()):
                exec(compile(cell.source, f"{jenis.notebook}:{cell.id}", "exec"), ruang)
            if "parameters" in cell.metadata.get("tags", []):
                ruang.update(nilai)
    return ruang["lap"]


def semua(berkas: Path, akar: Path = AKAR) -> dict:
    """Every report of a quarter by name, with its tables (the bound volume apart, which has none of its own)."""
    parameter, _ = params.baca(berkas, akar)
    return lari.semua(parameter, *muat(parameter))
