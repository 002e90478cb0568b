"""Charts and photos: a picture in the line, with its text alternative; a drawing with the bitmap that old programs show."""

from __future__ import annotations

import base64
import re
from io import BytesIO

from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from PIL import Image

from triwulan.press.bersih import bersih
from triwulan.press.export.word.berkas import Berkas, bitmap
from triwulan.press.export.word.unsur import Unsur, w

EMU = 12700  # in a point
_UKURAN = re.compile(r'<svg\b[^>]*?\bwidth="([\d.]+)(pt|px)?"[^>]*?\bheight="([\d.]+)(pt|px)?"', re.S)
_POLA = """
<wp:inline distT="0" distB="0" distL="0" distR="0" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
  xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"
  xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><wp:extent/><wp:docPr/>
  <wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>
  <a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>
    <pic:nvPicPr><pic:cNvPr/><pic:cNvPicPr/></pic:nvPicPr>
    <pic:blipFill><a:blip/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>
    <pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>
  </pic:pic></a:graphicData></a:graphic></wp:inline>"""
_SVG = """
<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:ext uri="{96DAC541-7B7A-43D3-8B79-37D633B846F1}">
<asvg:svgBlip xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main"/></a:ext></a:extLst>"""


def bagan(g: dict, b: Berkas, lebar: float, tinggi: float) -> Unsur:
    """The run of a chart: at its own size, unless the page (in points) is smaller."""
    png = bitmap(g["png"])
    if m := _UKURAN.search(g["svg"]):
        asli = tuple(float(n) * (0.75 if satuan == "px" or not satuan else 1) for n, satuan in ((m[1], m[2]), (m[3], m[4])))
    else:
        asli = ukuran(png)
    skala = min(1, lebar / asli[0], 0.8 * tinggi / asli[1])
    return _sisip(b, *b.gambar(png, g["svg"]), asli[0] * skala, asli[1] * skala, f"Gambar {g['nomor']}".strip(), g["alt"])


def foto(f: dict, b: Berkas, lebar: float) -> Unsur:
    """The run of a photo, no wider and no higher than `lebar` points."""
    jpeg = base64.b64decode(f["jpeg"])
    asli = ukuran(jpeg)
    skala = min(lebar / asli[0], lebar / asli[1])
    return _sisip(b, *b.gambar(jpeg), asli[0] * skala, asli[1] * skala, f"Foto {f['nomor']}", f["alt"])


def ukuran(isi: bytes) -> tuple[float, float]:
    """The width and height of a bitmap in points, at 96 dots an inch."""
    with Image.open(BytesIO(isi)) as citra:
        return citra.width * 0.75, citra.height * 0.75


def _sisip(b: Berkas, rid: str, rid_svg: str, lebar: float, tinggi: float, nama: str, alt: str) -> Unsur:
    inline = parse_xml(_POLA)
    cx, cy = str(round(lebar * EMU)), str(round(tinggi * EMU))
    (luas,), (bentuk,), (blip,) = (list(inline.iter(qn(t))) for t in ("wp:extent", "a:ext", "a:blip"))
    for u in (luas, bentuk):
        u.set("cx", cx)
        u.set("cy", cy)
    nomor = str(b.nomor())
    for tag in ("wp:docPr", "pic:cNvPr"):
        (u,) = inline.iter(qn(tag))
        u.set("id", nomor)
        u.set("name", bersih(nama))
        u.set("descr", bersih(alt))
    blip.set(qn("r:embed"), rid)
    if rid_svg:
        sambungan = parse_xml(_SVG)
        sambungan[0][0].set(qn("r:embed"), rid_svg)
        blip.append(sambungan)
    return w("r", w("drawing", inline))
