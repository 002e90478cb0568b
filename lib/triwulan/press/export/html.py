"""`jupyter nbconvert --to triwulan-html`: one offline HTML file of an executed report notebook."""

from __future__ import annotations

import base64
from html import escape
from pathlib import Path

import jinja2
from markupsafe import Markup
from mistune.core import BlockState
from mistune.renderers.html import HTMLRenderer
from nbconvert.exporters.exporter import Exporter

from triwulan.form import table
from triwulan.press import blok, naskah
from triwulan.press.kanonik import kanonik

TEMPLATES = Path(__file__).parent / "templates"


class HtmlExporter(Exporter):
    """Self-contained: style inside, charts inline, no script, no address outside."""

    export_from_notebook = "Laporan triwulan (HTML)"
    file_extension = ".html"
    output_mimetype = "text/html"

    def from_notebook_node(self, nb, resources=None, **kw):
        nb, resources = super().from_notebook_node(nb, resources, **kw)
        resources["output_extension"] = self.file_extension
        return halaman(naskah.baca(kanonik(nb))), resources


def halaman(isi: naskah.Naskah) -> str:
    """The page as text; every value is escaped by the template or by the renderer it comes from."""
    lingkungan = jinja2.Environment(loader=jinja2.FileSystemLoader(TEMPLATES), autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    lingkungan.globals.update(prosa=_prosa, tabel=lambda t: Markup(table.as_html(t)), blok=lambda b: Markup(blok.as_html(b)), gambar=_gambar)
    return lingkungan.get_template("laporan.html.j2").render(naskah=isi, gaya=Markup((TEMPLATES / "laporan.css").read_text("utf-8")))


def _prosa(token: list[dict]) -> Markup:
    """Markdown tokens as HTML; raw HTML in them is shown, never obeyed."""
    return Markup(HTMLRenderer(escape=True)(token, BlockState()))


def _gambar(b: dict) -> Markup:
    """A chart as an image: whatever an SVG holds, nothing in it runs."""
    data = base64.b64encode(b["svg"].encode("utf-8")).decode("ascii")
    return Markup(f'<img src="data:image/svg+xml;base64,{data}" alt="{escape(b["alt"])}">')
