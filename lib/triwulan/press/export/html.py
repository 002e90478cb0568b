"""`jupyter nbconvert --to triwulan-html`: one offline HTML file of an executed report notebook."""

from __future__ import annotations

import base64
import hashlib
import json
from datetime import date
from functools import cache
from pathlib import Path

import jinja2
from babel.dates import format_date
from markupsafe import Markup, escape
from mistune.core import BlockState
from mistune.renderers.html import HTMLRenderer

from triwulan.form import asal, formula, table
from triwulan.press import blok, gaya, naskah, tata
from triwulan.press.export.dasar import Pengekspor

TEMPLATES = Path(__file__).parent / "templates"


class HtmlExporter(Pengekspor):
    """Self-contained: style inside, charts inline, no address outside, one script: the one that shows where a figure comes from."""

    export_from_notebook = "Laporan triwulan (HTML)"
    file_extension = ".html"
    output_mimetype = "text/html"

    def from_notebook_node(self, nb, resources=None, **kw):
        nb, resources = self.bersih(nb, resources)
        return halaman(naskah.baca(nb)), resources

    def siapkan(self) -> None:
        super().siapkan()
        _templat()


def halaman(isi: naskah.Naskah) -> str:
    """The page as text; every value is escaped by the template or by the renderer it comes from."""
    gaya_ = Markup(gaya.css() + "".join((TEMPLATES / f"{nama}.css").read_text("utf-8") for nama in ("laporan", "asal-angka")))
    return _templat().render(
        naskah=isi, himpunan=tata.himpunan(isi.bagian), keterangan=_keterangan(isi.asal), gaya=gaya_, kebijakan=Markup(kebijakan()), **_asal_angka(isi)
    )


@cache
def _lingkungan() -> jinja2.Environment:
    """Keeps the compiled template, and looks whether its file has changed."""
    lingkungan = jinja2.Environment(loader=jinja2.FileSystemLoader(TEMPLATES), autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    lingkungan.globals.update(
        prosa=_prosa, tabel=lambda t: Markup(table.as_html(t)), catatan=lambda t: Markup(table.notes_html(t)), judul_tabel=table.caption,
        jangkar=table.anchor, blok=lambda b: Markup(blok.as_html(b)), gambar=_gambar, kolom_hitungan=kolom_hitungan, hitungan_baris=hitungan_baris, berkas=berkas,
    )
    return lingkungan


def _templat() -> jinja2.Template:
    return _lingkungan().get_template("laporan.html.j2")


def kebijakan() -> str:
    """What a browser may do with a page: nothing is fetched, and nothing runs but the script of ours, known by its fingerprint."""
    sidik = base64.b64encode(hashlib.sha256(_skrip().encode("utf-8")).digest()).decode("ascii")
    return f"default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-{sidik}'"


def _skrip() -> str:
    return "".join((TEMPLATES / f"{nama}.js").read_text("utf-8") for nama in ("asal-angka", "cara-hitung"))


def kolom_hitungan(tabel: dict) -> list[dict]:
    """Each computed column once: its formula in signs, what its operands are called, and what the source prints where
    that differs."""
    kolom = {k["id"]: k for k in tabel["kolom"]}  # a K/Rp pair is one column here
    return [
        {
            **k,
            "rumus": f"{k['id'] if k['id'][0].isdigit() else k['judul']} = {formula.render(pohon, tanda=formula.SENTENCE)}",
            "operan": "; ".join(f"{i}: {kolom[i]['judul']}" for i in formula.refs(pohon)),
        }
        for k in kolom.values() if k["rumus"] for pohon in [formula.parse(k["rumus"])]
    ]


def hitungan_baris(tabel: dict) -> dict:
    """What fills the other columns: `jumlah`, those whose parents sum their children; `baris`, formulas over rows;
    `sebutan`, sums and rates of the office that have a name only."""
    jumlah, baris, sebutan = {}, {}, {}
    for k in tabel["kolom"]:
        for b in tabel["baris"]:
            if k["rumus"] or not (rumus := b["sel"].get(k["kunci"], {}).get("rumus")):
                continue
            if rumus == f"jumlah({k['id']})":
                jumlah[k["id"]] = k["judul"]
            elif _terbaca(rumus):
                baris[b["id"]] = rumus
            else:
                sebutan[f"{k['id']} = {rumus}" if k["nomor"] else rumus] = k["judul"]
    return {"jumlah": jumlah, "baris": baris, "sebutan": sebutan}


def berkas(tabel: dict) -> list[str]:
    """The data files that the table's cells name as their source."""
    return sorted({s.partition("#")[0] for b in tabel["baris"] for sel in b["sel"].values() for s in sel.get("sumber", ())})


def _asal_angka(isi: naskah.Naskah) -> dict:
    """How each figure of the page came about, the scripts that show it and unfold it all; all empty on a page without tables
    and charts."""
    tabel = [b["tabel"] for b in isi.bagian if b["jenis"] == "tabel"]
    if not tabel and not any(b["jenis"] == "gambar" for b in isi.bagian):
        return {"asal_angka": "", "skrip": "", "pertama": ""}
    data = asal.halaman(tabel)
    skrip = _skrip()
    # Inside a script element only "<" could end it: no data hold one.
    pertama = next((table.anchor(t["laporan"], t["tabel"]) for t in tabel if any("alamat" in s for b in t["baris"] for s in b["sel"].values())), "")
    teks = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c") if data["sel"] else ""
    return {"asal_angka": Markup(teks), "skrip": Markup(skrip), "pertama": pertama}


def _terbaca(rumus: str) -> bool:
    try:
        return bool(formula.parse(rumus))
    except formula.FormulaError:
        return False


def _keterangan(asal: dict) -> list[str]:
    """Unit, period and date of the report, as far as they are known."""
    p = asal.get("parameter", {})
    periode = f"Triwulan {dict(enumerate(naskah.ROMAWI, 1)).get(p['triwulan'], p['triwulan'])} Tahun {p['tahun']}" if {"triwulan", "tahun"} <= p.keys() else ""
    tanggal = format_date(date.fromisoformat(asal["tanggal"]), "d MMMM y", locale="id") if asal.get("tanggal") else ""
    return [k for k in (asal.get("unit", ""), periode, tanggal) if k]


class _Prosa(HTMLRenderer):
    """Raw HTML is shown, never obeyed. The file must stand alone for years: only links into the page stay links, an
    outside address is printed, an image is its text."""

    def link(self, text: str, url: str, title: str | None = None) -> str:
        return super().link(text, url, title) if url.startswith("#") else text if text == escape(url) else f"{text} ({escape(url)})"

    def image(self, text: str, url: str, title: str | None = None) -> str:
        return f"<em>[gambar: {text}]</em>"


def _prosa(token: list[dict]) -> Markup:
    """Markdown tokens as HTML."""
    return Markup(_Prosa(escape=True)(token, BlockState()))


def _gambar(b: dict) -> Markup:
    """A chart as an image: whatever an SVG holds, nothing in it runs."""
    data = base64.b64encode(b["svg"].encode("utf-8")).decode("ascii")
    return Markup('<img src="data:image/svg+xml;base64,{}" alt="{}">').format(data, b["alt"])
