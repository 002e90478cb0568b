"""`jupyter nbconvert --to triwulan-pdf`: PDF/A-3a and PDF/UA-1 of an executed report notebook, typeset by Typst.

The notebook becomes a folder of JSON and SVG that a fixed template reads: data never becomes markup. The canonical
notebook itself is attached.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import typst
from nbconvert.exporters.exporter import Exporter

from triwulan.press import naskah
from triwulan.press.kanonik import kanonik, tulis

TEMPLATE = Path(__file__).parent / "templates" / "laporan.typ"
FONTS = Path(__file__).parents[1] / "fonts"
STANDAR = ["a-3a", "ua-1"]


class SusunanGagal(RuntimeError):
    """Typst refused a page: its message and hints, in one text."""


class PdfExporter(Exporter):
    export_from_notebook = "Laporan triwulan (PDF)"
    file_extension = ".pdf"
    output_mimetype = "application/pdf"

    def from_notebook_node(self, nb, resources=None, **kw):
        nb, resources = super().from_notebook_node(nb, resources, **kw)
        resources["output_extension"] = self.file_extension
        bersih = kanonik(nb)
        return dokumen(naskah.baca(bersih), tulis(bersih)), resources


def dokumen(isi: naskah.Naskah, notebook: bytes) -> bytes:
    """The PDF's bytes; `notebook` is attached as the source. Raises SusunanGagal."""
    with TemporaryDirectory(prefix="triwulan-") as folder:
        root = Path(folder)
        (root / "laporan.typ").write_bytes(TEMPLATE.read_bytes())
        (root / "laporan.ipynb").write_bytes(notebook)
        (root / "naskah.json").write_text(json.dumps({"asal": isi.asal, "judul": isi.judul, "bagian": _bagian(isi, root)}, ensure_ascii=False), "utf-8")
        tanggal = isi.asal.get("tanggal", "2000-01-01")
        try:
            pdf, _ = typst.compile_with_warnings(
                root / "laporan.typ", root=root, font_paths=[FONTS], ignore_system_fonts=True, format="pdf",
                pdf_standards=STANDAR, timestamp=datetime.fromisoformat(tanggal).replace(tzinfo=UTC),
            )
        except typst.TypstError as error:
            raise SusunanGagal("\n".join([error.message, *error.hints, *error.trace])) from None
    return pdf


def _bagian(isi: naskah.Naskah, root: Path) -> list[dict]:
    """The parts with each chart written to a file beside the template."""
    out = []
    for n, b in enumerate(isi.bagian):
        if b["jenis"] == "gambar":
            nama = f"gambar-{n}.svg"
            (root / nama).write_text(b["svg"], "utf-8")
            b = {k: v for k, v in b.items() if k != "svg"} | {"berkas": nama}
        out.append(b)
    return out
