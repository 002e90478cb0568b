"""Elements of WordprocessingML, and the one place where text from outside becomes one."""

from __future__ import annotations

import re

from docx.oxml.ns import nsmap
from docx.oxml.parser import oxml_parser
from lxml.etree import _Element as Unsur

from triwulan.press.bersih import bersih

W = f"{{{nsmap['w']}}}"
RUANG = {"w": nsmap["w"]}


def w(tag: str, *anak: Unsur | None, **nilai: object) -> Unsur:
    """A `w:` element with children (None is left out) and `w:` attributes."""
    unsur = oxml_parser.makeelement(W + tag, {W + k: str(v) for k, v in nilai.items()}, RUANG)
    unsur.extend([a for a in anak if a is not None])
    return unsur


def teks(isi: object, gaya: str = "", ukuran: float = 0, sempit: int = 0) -> Unsur:
    """A run: text that is only ever text; line ends and tabs become Word's own. `gaya`: id of a character style; `ukuran` in
    points and `sempit`, the width of letters in percent, where they are computed."""
    sifat = [
        w("rStyle", val=gaya) if gaya else None, w("w", val=sempit) if sempit else None,
        *([w("sz", val=round(2 * ukuran)), w("szCs", val=round(2 * ukuran))] if ukuran else []),
    ]
    run = w("r", w("rPr", *sifat) if any(s is not None for s in sifat) else None)
    for potong in re.split(r"(\r\n|[\n\r\t])", bersih(isi)):
        if potong == "\t":
            run.append(w("tab"))
        elif potong in ("\n", "\r", "\r\n"):
            run.append(w("br"))
        elif potong:
            t = w("t")
            t.text = potong
            t.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            run.append(t)
    return run


def paragraf(gaya: str, *isi: Unsur | None, lekat: bool = False, utuh: bool = False, sifat: tuple[Unsur, ...] = ()) -> Unsur:
    """A paragraph in the style of this id. `lekat`: it stays on the page of what follows; `utuh`: in one piece; `sifat`:
    further properties, in the order of the standard."""
    return w("p", w("pPr", w("pStyle", val=gaya), w("keepNext") if lekat else None, w("keepLines") if utuh else None, *sifat), *isi)


def medan(kode: str, *hasil: Unsur, gaya: str = "") -> list[Unsur]:
    """A field whose instruction is ours, with what it shows until it is updated; `gaya`: id of the character style of both."""
    perintah = w("instrText")
    perintah.text = f" {kode} "
    perintah.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    awal, isi, tengah, akhir = (
        w("r", w("rPr", w("rStyle", val=gaya)) if gaya else None, u)
        for u in (w("fldChar", fldCharType="begin"), perintah, w("fldChar", fldCharType="separate"), w("fldChar", fldCharType="end"))
    )
    return [awal, isi, tengah, *hasil, akhir]


def penanda(nama: str, nomor: int, *isi: Unsur) -> list[Unsur]:
    """What a bookmark goes around."""
    return [w("bookmarkStart", id=nomor, name=nama), *isi, w("bookmarkEnd", id=nomor)]
