"""The reports of a quarter filled in one process, from the notebooks' own cells, without a kernel: for whoever needs their
tables (an audit, a lesson) and not their pages."""

from __future__ import annotations

import ast

import nbformat

from triwulan.laporan.buka import siapkan
from triwulan.laporan.daftar import JENIS, laporan
from triwulan.laporan.laporan import Laporan
from triwulan.office.aturan import Aturan
from triwulan.office.data import Data
from triwulan.office.params import Parameter
from triwulan.office.proyek import akar_proyek

#: Modules whose calls only draw or tell: no table comes of them.
TANPA_TABEL = {"grafik", "grafik_acuan", "galeri", "prosa"}
#: Methods of a report that do neither.
TANPA_TABEL_LAP = {"teks", "daftar", "sampul", "daftar_isi", "tanda_tangan", "tanda_tangan_pk", "tanggapan", "nama_resmi"}


def semua(parameter: Parameter, data: Data, aturan: Aturan) -> dict[str, Laporan]:
    """Every report of the quarter by name, each with the tables its notebook shows."""
    daftar = [s for s in laporan(data, parameter.tahun) if not s.bagian]
    return {s.nama: satu(siapkan(s, parameter, data, aturan)) for s in daftar}


def satu(lap: Laporan) -> Laporan:
    """One opened report with its tables, filled by the code of its notebook."""
    notebook = JENIS[lap.jenis].notebook
    ruang: dict = {"lap": lap}
    for cell in nbformat.read(akar_proyek() / "notebooks" / notebook, as_version=4).cells:
        if cell.cell_type == "code" and "parameters" not in cell.metadata.get("tags", []):
            isi = ast.Module([s for s in ast.parse(cell.source).body if _bertabel(s)], [])
            exec(compile(isi, f"{notebook}:{cell.id}", "exec"), ruang)  # the project's own notebooks, as a kernel would
    return lap


def _bertabel(pernyataan: ast.stmt) -> bool:
    """Whether a statement does more than open the report, draw or tell."""
    if isinstance(pernyataan, ast.Assign) and isinstance(pernyataan.targets[0], ast.Name) and pernyataan.targets[0].id == "lap":
        return False
    return not (isinstance(pernyataan, ast.Expr) and _pemanggil(pernyataan.value))


def _pemanggil(node: ast.expr) -> bool:
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name)):
        return False
    nama, metode = node.func.value.id, node.func.attr
    return nama in TANPA_TABEL or nama == "lap" and metode in TANPA_TABEL_LAP
