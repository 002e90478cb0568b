"""Sections: paper and margins, how pages are counted, footers, what marks a draft."""

from __future__ import annotations

from docx.oxml.ns import nsmap, qn
from docx.oxml.parser import parse_xml

from triwulan.press import gaya
from triwulan.press.bersih import bersih
from triwulan.press.export.word.berkas import Berkas
from triwulan.press.export.word.unsur import Unsur, medan, paragraf, teks, w

MM = 72 / 25.4
#: From the edge of the paper to a header or footer, in twips.
DARI_TEPI = 620
#: The sign of a draft, behind the text of every page.
_CAP_AIR = f"""
<w:pict xmlns:w="{nsmap['w']}" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">
  <v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" path="m@7,l@8,m@5,21600l@6,21600e">
    <v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/>
      <v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/></v:formulas>
    <v:path textpathok="t" o:connecttype="rect"/><v:textpath on="t" fitshape="t"/></v:shapetype>
  <v:shape id="CapAirDraf" o:spid="_x0000_s2049" type="#_x0000_t136" alt="Draf" fillcolor="{gaya.GARIS}" stroked="f"
    style="position:absolute;margin-left:0;margin-top:0;width:400pt;height:150pt;rotation:305;z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:page;mso-position-vertical:center;mso-position-vertical-relative:page">
    <v:fill opacity=".5"/><v:textpath style="font-family:&quot;Arial&quot;;font-weight:bold" string="DRAF"/></v:shape>
</w:pict>"""


def ruang(lembar: tuple[bool, str], kertas: str) -> tuple[float, float]:
    """The width and height that text has on a sheet, in points; `kertas` is the report's own paper."""
    (lebar, tinggi), (kiri, kanan, atas, bawah) = _ukuran(lembar, kertas)
    return (lebar - kiri - kanan) * MM, (tinggi - atas - bawah) * MM


def sifat(lembar: tuple[bool, str], kertas: str, zona: str, mulai: bool, kaki: str, kepala: list[Unsur]) -> Unsur:
    """The properties of a section. `mulai`: its zone starts counting here; `kaki`: its footer's relation; `kepala`: headers that
    hold from here on."""
    (lebar, tinggi), tepi = _ukuran(lembar, kertas)
    kiri, kanan, atas, bawah = (round(t * MM * 20) for t in tepi)
    rujukan = w("footerReference", type="default")
    rujukan.set(qn("r:id"), kaki)
    depan = [u for u in kepala if u.tag == qn("w:headerReference")]
    garis = w("pgBorders", *(w(sisi, val=val, sz=24, space=1, color=gaya.AKSEN[1:].upper()) for sisi, val in (("top", "thickThinSmallGap"), ("bottom", "thinThickSmallGap"))), offsetFrom="text")
    return w(
        "sectPr", *depan, rujukan,
        w("pgSz", w=round(lebar * MM * 20), h=round(tinggi * MM * 20), **({"orient": "landscape"} if lembar[0] else {})),
        w("pgMar", top=atas, right=kanan, bottom=bawah, left=kiri, header=DARI_TEPI, footer=DARI_TEPI, gutter=0),
        garis if zona == "sampul" else None,
        w("pgNumType", fmt="lowerRoman" if zona == "i" else "decimal", **({"start": 1} if mulai else {})),
        w("cols", space=720), *(u for u in kepala if u.tag == qn("w:titlePg")),
    )


def kaki(judul: str, lebar: float, b: Berkas) -> str:
    """A new footer of the report's title and the page's number, `lebar` points wide; "" as title for an empty one. Its relation."""
    bagian, rid = b.doc.part.add_footer_part()
    isi = [teks(judul), teks("\tHal : "), *medan("PAGE", teks("1"))] if judul else []
    tab = w("tabs", w("tab", val="right", pos=round(20 * lebar)))
    bagian.element[:] = [paragraf(b.gaya("footer"), *isi, sifat=(tab,)) if judul else paragraf(b.gaya("Sela"))]
    return rid


def draf(catatan: str, b: Berkas) -> None:
    """Marks every page: a note in each header, the reference's own included, and a sign behind the text."""
    if not any(u.tag == qn("w:headerReference") and u.get(qn("w:type")) == "default" for u in b.kepala):
        bagian, rid = b.doc.part.add_header_part()
        bagian.element[:] = []
        rujukan = w("headerReference", type="default")
        rujukan.set(qn("r:id"), rid)
        b.kepala.insert(0, rujukan)
    for u in b.kepala:
        if rid := u.get(qn("r:id")):
            p = paragraf(b.gaya("Draf"), w("r", parse_xml(_CAP_AIR)), teks(bersih(f"DRAF: {catatan}")))
            b.doc.part.related_parts[rid].element.append(p)


def _ukuran(lembar: tuple[bool, str], kertas: str) -> tuple[tuple[int, int], tuple[int, int, int, int]]:
    mendatar, nama = lembar
    ukuran = gaya.KERTAS[nama or kertas]
    return ukuran[::-1] if mendatar else ukuran, gaya.TEPI["besar" if nama else "mendatar" if mendatar else "tegak"]
