"""Markdown tokens (mistune's syntax tree) as paragraphs. Raw HTML is shown as the text it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docx.oxml.ns import qn

from triwulan.press.bersih import bersih
from triwulan.press.export.word.berkas import Berkas
from triwulan.press.export.word.unsur import Unsur, paragraf, teks, w

LUAR = re.compile(r"https?://|mailto:")
#: Lists have three levels in Word; deeper ones stay on the third.
TERDALAM = 2


def prosa(token: list[dict], b: Berkas, jangkar: dict[str, str], *, lekat: bool, utuh: bool) -> list[Unsur]:
    """The paragraphs of a part. `jangkar`: bookmarks by the anchors of headings; `lekat`: the last paragraph stays with what
    follows; `utuh`: it stays in one piece."""
    hasil = [p for t in token for p in _blok(t, b, jangkar)]
    if hasil and lekat:
        hasil[-1].pPr.get_or_add_keepNext()
    if hasil and utuh:
        hasil[-1].pPr.get_or_add_keepLines()
    return hasil


def _blok(t: dict, b: Berkas, jangkar: dict[str, str], gaya: str = "Body Text") -> Iterator[Unsur]:
    match t["type"]:
        case "paragraph" | "block_text":
            yield paragraf(b.gaya(gaya), *_sebaris(t["children"], b, jangkar))
        case "list":
            yield from _daftar(t, b, jangkar, 0)
        case "block_code":
            yield paragraf(b.gaya("Keluaran"), teks(t["raw"].rstrip("\n")))
        case "block_quote":
            for c in t["children"]:
                yield from _blok(c, b, jangkar, "Quote")
        case "thematic_break":
            yield paragraf(b.gaya("Pemisah"))
        case "blank_line":
            return
        case _ if "children" in t:
            for c in t["children"]:
                yield from _blok(c, b, jangkar, gaya)
        case _:
            yield paragraf(b.gaya(gaya), teks(t.get("raw", "").strip()))


def _daftar(t: dict, b: Berkas, jangkar: dict[str, str], tingkat: int) -> Iterator[Unsur]:
    # Marks need no counting: their style has them.
    nama = "List Number" if t["attrs"]["ordered"] else "List Bullet"
    tingkat = min(tingkat, TERDALAM)
    nomor = b.daftar(t["attrs"].get("start", 1), tingkat) if t["attrs"]["ordered"] else 0
    akhiran = f" {tingkat + 1}" if tingkat else ""
    for butir in t["children"]:
        bernomor = False
        for c in butir["children"]:
            if c["type"] == "list":
                yield from _daftar(c, b, jangkar, tingkat + 1)
            elif bernomor or c["type"] not in ("paragraph", "block_text"):
                yield from _blok(c, b, jangkar, f"List Continue{akhiran}")
            else:
                bernomor = True
                sifat = (w("numPr", w("ilvl", val=tingkat), w("numId", val=nomor)),) if nomor else ()
                yield paragraf(b.gaya(nama + akhiran), *_sebaris(c["children"], b, jangkar), sifat=sifat)


def _sebaris(token: list[dict], b: Berkas, jangkar: dict[str, str], gaya: str = "") -> Iterator[Unsur]:
    for t in token:
        match t["type"]:
            case "strong":
                yield from _sebaris(t["children"], b, jangkar, b.gaya("Strong"))
            case "emphasis":
                yield from _sebaris(t["children"], b, jangkar, b.gaya("Emphasis"))
            case "codespan":
                yield teks(t["raw"], b.gaya("Kode"))
            case "softbreak":
                yield teks(" ", gaya)
            case "linebreak":
                yield teks("\n", gaya)
            case "link":
                yield from _tautan(t, b, jangkar, gaya)
            case _ if "children" in t:
                yield from _sebaris(t["children"], b, jangkar, gaya)
            case _:
                yield teks(t.get("raw", ""), gaya)


def _tautan(t: dict, b: Berkas, jangkar: dict[str, str], gaya: str) -> Iterator[Unsur]:
    """A link within the document or to a web or mail address; any other is its text."""
    url = bersih(t["attrs"]["url"])
    if url.startswith("#") and url[1:] in jangkar:
        yield w("hyperlink", *_sebaris(t["children"], b, jangkar, gaya), anchor=jangkar[url[1:]], history=1)
    elif LUAR.match(url):
        tautan = w("hyperlink", *_sebaris(t["children"], b, jangkar, b.gaya("Hyperlink")), history=1)
        tautan.set(qn("r:id"), b.tautan(url))
        yield tautan
    else:
        yield from _sebaris(t["children"], b, jangkar, gaya)
