"""The manuscript: an executed notebook read as a sequence of parts. HTML, PDF and Word start from it.

Parts are plain dictionaries: `judul` (heading), `prosa` (Markdown tokens), `tabel`, `gambar`, `blok`, `polos` (other
output as text). Headings get an anchor that is the same in every format.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import mistune
from nbformat import NotebookNode

from triwulan.form.table import MIME as MIME_TABEL
from triwulan.press.blok import MIME_ASAL, MIME_BLOK
from triwulan.press.kanonik import provenance

#: Cells for whoever works in the notebook, not for the reader of the report.
TIDAK_DICETAK = {"petunjuk", "parameters", "injected-parameters"}
#: What stands first in a document made of a notebook that has not been run.
BELUM = "Notebook ini belum dijalankan, jadi dokumen ini tanpa isi. Pilih Run → Run All Cells, lalu ekspor lagi."
#: The quarters as documents print them.
ROMAWI = ("I", "II", "III", "IV")
#: Escape sequences that colour a terminal.
ANSI = re.compile(r"\x1b\[[0-9;]*m")

_markdown = mistune.create_markdown(renderer=None)


@dataclass(frozen=True)
class Naskah:
    asal: dict
    bagian: tuple[dict, ...]

    @property
    def judul(self) -> str:
        return self.asal.get("judul", "Laporan")


def baca(nb: NotebookNode) -> Naskah:
    """The manuscript of an executed notebook."""
    bagian: list[dict] = []
    for cell in nb.cells:
        if TIDAK_DICETAK & set(cell.metadata.get("tags", [])):
            continue
        if cell.cell_type == "markdown":
            bagian += prosa(cell.source)
        elif cell.cell_type == "code":
            bagian += [b | ({"kode": cell.source} if b["jenis"] in ("tabel", "gambar") else {}) for o in cell.outputs for b in _output(o)]
    kode = [c for c in nb.cells if c.cell_type == "code" and not TIDAK_DICETAK & set(c.metadata.get("tags", []))]
    if kode and not any(c.outputs for c in kode):
        bagian.insert(0, {"jenis": "polos", "teks": BELUM})
    pakai: dict[str, int] = {}
    for b in bagian:
        if b["jenis"] == "judul":
            slug = re.sub(r"[^a-z0-9]+", "-", b["teks"].lower()).strip("-") or "bagian"
            pakai[slug] = pakai.get(slug, 0) + 1
            b["jangkar"] = slug if pakai[slug] == 1 else f"{slug}-{pakai[slug]}"
    return Naskah(provenance(nb), tuple(bagian))


def prosa(markdown: str) -> list[dict]:
    """Markdown as parts: headings apart, the tokens between them together."""
    bagian: list[dict] = []
    for token in _markdown(markdown):
        if token["type"] == "heading":
            bagian.append({"jenis": "judul", "tingkat": token["attrs"]["level"], "teks": _teks(token)})
        elif token["type"] == "blank_line":
            continue
        elif bagian and bagian[-1]["jenis"] == "prosa":
            bagian[-1]["token"].append(token)
        else:
            bagian.append({"jenis": "prosa", "token": [token]})
    return bagian


def _teks(token: dict) -> str:
    return token.get("raw", "") + "".join(_teks(c) for c in token.get("children", []))


def _output(output: NotebookNode) -> Iterator[dict]:
    if output.output_type == "stream":
        yield {"jenis": "polos", "teks": ANSI.sub("", output.text)}
    elif output.output_type == "error":
        yield {"jenis": "polos", "teks": ANSI.sub("", "\n".join(output.traceback))}
    else:
        data, meta = output.data, output.metadata.get("triwulan", {})
        if MIME_ASAL in data:
            return
        if MIME_TABEL in data:
            yield {"jenis": "tabel", "tabel": data[MIME_TABEL]}
        elif MIME_BLOK in data:
            yield {"jenis": "blok", "blok": data[MIME_BLOK]}
        elif "image/svg+xml" in data:
            yield {"jenis": "gambar", "svg": data["image/svg+xml"], "png": data.get("image/png", ""), "nomor": meta.get("nomor", ""), "judul": meta.get("judul", ""), "alt": meta.get("alt", "")}
        elif "text/markdown" in data:
            yield from prosa(data["text/markdown"])
        else:
            yield {"jenis": "polos", "teks": data.get("text/plain", "")}
