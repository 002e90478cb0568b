"""The canonical form of an executed notebook: what was computed and shown, without when, where and how long."""

from __future__ import annotations

import json
from collections.abc import Iterator

from nbformat import NotebookNode, from_dict

from triwulan.press.blok import MIME_ASAL

#: Cell metadata that says something about the report; all else is timing, editor state or a tool's mark.
CELL_METADATA = ("tags",)
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}


def kanonik(nb: NotebookNode) -> NotebookNode:
    """A copy without timings, paths, random ids and editor marks; the provenance shown by the notebook's first call
    becomes its metadata. `kanonik(kanonik(nb)) == kanonik(nb)`."""
    cells, n = [], 0
    for asal in nb.cells:
        cell = {
            "id": "injected-parameters" if "injected-parameters" in asal.metadata.get("tags", []) else asal.id,
            "cell_type": asal.cell_type,
            "metadata": {k: asal.metadata[k] for k in CELL_METADATA if k in asal.metadata},
            "source": asal.source,
        }
        if asal.cell_type == "code":
            n += 1
            cell |= {"execution_count": n, "outputs": [_output(o, n) for o in asal.outputs]}
        cells.append(cell)
    metadata = {"kernelspec": KERNEL, "language_info": {"name": "python"}}
    if asal := provenance(nb):
        metadata["triwulan"] = asal
    return from_dict({"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5})


def tulis(nb: NotebookNode) -> bytes:
    """The bytes of a canonical notebook: sorted keys, UTF-8, one newline at the end."""
    return (json.dumps(nb, sort_keys=True, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def bundles(nb: NotebookNode, mime: str) -> Iterator[dict]:
    """Every output of one structured MIME type, in order."""
    for cell in nb.cells:
        for output in cell.get("outputs", []):
            if mime in output.get("data", {}):
                yield output["data"][mime]


def provenance(nb: NotebookNode) -> dict:
    """Parameters, input checksums and document metadata that the notebook's first call showed; {} before execution."""
    return dict(next(bundles(nb, MIME_ASAL), {}))


def _output(output: NotebookNode, n: int) -> dict:
    out = dict(output)  # what lies deeper is copied with the whole
    out.pop("transient", None)
    if out["output_type"] == "execute_result":
        out["execution_count"] = n
    return out
