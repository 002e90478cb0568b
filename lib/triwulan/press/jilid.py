"""A bound volume: several executed notebooks behind one cover, as one notebook that every exporter takes."""

from __future__ import annotations

import copy
import re
from collections.abc import Sequence

from nbformat import NotebookNode, v4

from triwulan.press.blok import MIME_ASAL
from triwulan.press.kanonik import kanonik, provenance
from triwulan.press.naskah import TIDAK_DICETAK

#: Cells that a report shows only when it stands alone: cover, preface, contents.
SENDIRI = "hanya-sendiri"
JUDUL = re.compile(r"^(#{1,5})(?=\s)", re.M)


def satukan(pengantar: NotebookNode, bagian: Sequence[NotebookNode]) -> NotebookNode:
    """The volume: the cells of `pengantar`, then each report under its title, its headings one level down, without what
    it shows only when alone. Canonical, as its parts are; its provenance names them."""
    cells = copy.deepcopy(pengantar.cells)
    for cell in cells:
        for output in cell.get("outputs", []):
            if MIME_ASAL in output.get("data", {}):
                output["data"][MIME_ASAL]["bagian"] = [provenance(nb)["laporan"] for nb in bagian]
    for nb in bagian:
        asal = provenance(nb)
        cells.append(v4.new_markdown_cell(f"# {asal['judul']}", id=f"{asal['laporan']}-judul"))
        cells += [_sel(c, asal["laporan"]) for c in nb.cells if not {SENDIRI, *TIDAK_DICETAK} & set(c.metadata.get("tags", []))]
    return kanonik(v4.new_notebook(cells=cells, metadata=pengantar.metadata))


def _sel(asal: NotebookNode, laporan: str) -> NotebookNode:
    cell = copy.deepcopy(asal)
    cell.id = f"{laporan}-{asal.id}"[:64]
    if cell.cell_type == "markdown":
        cell.source = JUDUL.sub(r"#\1", cell.source)
    for output in cell.get("outputs", []):
        if "text/markdown" in output.get("data", {}):
            output.data["text/markdown"] = JUDUL.sub(r"#\1", output.data["text/markdown"])
    return cell
