"""The reference document: every style that a report's Word document uses, made from the one visual system.

`python -m triwulan.press.export.word.acuan` writes `templates/acuan.docx` again; a test holds the two in step. An office that
wants another look changes the styles in a copy and gives that to the exporter.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import docx
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml.ns import qn
from lxml import etree

from triwulan.press import gaya
from triwulan.press.export.word import simpan
from triwulan.press.export.word.gaya_word import BAWAAN, KARAKTER, PARAGRAF, TABEL, Paragraf, id_gaya
from triwulan.press.export.word.unsur import Unsur, w

ACUAN = Path(__file__).parents[1] / "templates" / "acuan.docx"
#: The colours of Word's palette, so that a change of theme recolours what no style can: the grounds of cells.
TEMA = {
    "dk1": gaya.TEKS, "lt1": gaya.TERANG["latar"], "dk2": gaya.REDUP, "lt2": gaya.TERANG["jumlah"], "accent1": gaya.AKSEN, "accent2": gaya.AWAS,
    "accent3": gaya.TERANG["kelompok"], "accent4": gaya.GARIS, "accent5": gaya.TERANG["garis-kuat"], "accent6": gaya.TERANG["dipakai"],
    "hlink": gaya.AKSEN, "folHlink": gaya.REDUP,
}
#: What the library's own template carries and a report has no use for.
TAK_PERLU = ("stylesWithEffects", "customXml", "thumbnail", "webSettings")
#: The indentation of a list's first level and of each further one, in twips.
INDEN = 340


def buat() -> bytes:
    """The reference document's bytes."""
    doc = docx.Document()
    for rels in (doc.part.rels, doc.part.package.rels):
        for rid in [r for r, rel in rels.items() if any(t in rel.reltype for t in TAK_PERLU)]:
            del rels[rid]
    _isi_ulang(doc.styles.element, [_bawaan(), *map(_paragraf, PARAGRAF), *(_karakter(*k) for k in KARAKTER), *(_tabel(*t) for t in TABEL)])
    _isi_ulang(doc.part.numbering_part.element, [*(_tingkatan(n, bernomor) for n, bernomor in ((1, False), (2, True))), *(w("num", w("abstractNumId", val=n), numId=n) for n in (1, 2))])
    _tema(doc.part.part_related_by(RT.THEME))
    doc.part.part_related_by(RT.FONT_TABLE)._blob = etree.tostring(_fon_pengganti(), xml_declaration=True, encoding="UTF-8", standalone=True)
    _setelan(doc.settings.element)
    for p in ("Gaya laporan triwulan", "Ubah gaya-gaya di dokumen ini (Beranda ▸ Gaya), jangan hapus atau ganti namanya, lalu berikan dokumen ini kepada triwulan."):
        doc.add_paragraph(p, style="Heading 1" if p.startswith("Gaya") else "Body Text")
    simpan.sifat(doc, judul="Dokumen acuan laporan triwulan", penulis="triwulan", tanggal=date(2000, 1, 1), kata_kunci="")
    return simpan.simpan(doc)


def _isi_ulang(akar: Unsur, anak: list[Unsur]) -> None:
    akar[:] = []
    akar.extend(anak)


def _bawaan() -> Unsur:
    """What holds where no style says otherwise."""
    return w(
        "docDefaults",
        w("rPrDefault", w("rPr", _fon("minor"), w("sz", val=20), w("szCs", val=20), w("lang", val="id-ID", eastAsia="id-ID", bidi="ar-SA"))),
        w("pPrDefault", w("pPr", w("spacing", before=0, after=0, line=240, lineRule="auto"))),
    )


def _fon_pengganti() -> Unsur:
    """What stands in for a font that a computer lacks."""
    jenis = {"serif": ("roman", "Liberation Serif", "variable"), "sans": ("swiss", "Liberation Sans", "variable"), "mono": ("modern", "Liberation Mono", "fixed")}
    return w("fonts", *(w("font", w("altName", val=ganti), w("charset", val="00"), w("family", val=keluarga), w("pitch", val=lebar), name=gaya.WORD[n]) for n, (keluarga, ganti, lebar) in jenis.items()))


def _fon(peran: str) -> Unsur:
    if peran == "mono":
        return w("rFonts", ascii=gaya.WORD["mono"], hAnsi=gaya.WORD["mono"], cs=gaya.WORD["mono"])
    return w("rFonts", asciiTheme=f"{peran}HAnsi", hAnsiTheme=f"{peran}HAnsi", eastAsiaTheme=f"{peran}EastAsia", cstheme=f"{peran}Bidi")


def _warna(hex_: str) -> Unsur:
    tema = {v: k for k, v in reversed(TEMA.items())}[hex_]
    nama = {"dk1": "text1", "dk2": "text2", "lt1": "background1", "lt2": "background2"}.get(tema, tema)
    return w("color", val=hex_[1:].upper(), themeColor=nama)


def _rpr(g: Paragraf) -> Unsur:
    return w(
        "rPr",
        _fon(g.fon) if g.fon else None,
        w("b", val=int(g.tebal)) if g.tebal is not None else None, w("i", val=int(g.miring)) if g.miring is not None else None,
        w("caps") if g.kapital else None, _warna(g.warna) if g.warna else None, w("spacing", val=g.renggang) if g.renggang else None,
        *([w("sz", val=round(2 * g.ukuran)), w("szCs", val=round(2 * g.ukuran))] if g.ukuran else []),
        w("u", val="single") if g.garis_bawah else None,
    )


def _paragraf(g: Paragraf) -> Unsur:
    tepi = [w(sisi, val="single", sz=sz, space=jarak, color=warna[1:].upper()) for sisi, sz, jarak, warna in g.tepi]
    ppr = w(
        "pPr",
        w("keepNext") if g.lekat else None, w("keepLines") if g.utuh else None, w("pageBreakBefore") if g.halaman_baru else None,
        w("numPr", w("ilvl", val=g.daftar[1]), w("numId", val=g.daftar[0])) if g.daftar else None,
        w("pBdr", *tepi) if tepi else None, w("shd", val="clear", color="auto", fill=g.alas[1:].upper()) if g.alas else None,
        w("suppressAutoHyphens") if g.nama.startswith("heading") else None,
        w("spacing", before=round(20 * g.sebelum), after=round(20 * g.sesudah), line=round(g.spasi * (20 if g.spasi > 4 else 240)), lineRule="exact" if g.spasi > 4 else "auto"),
        w("ind", left=g.takuk, right=g.takuk_kanan, **({"hanging": g.gantung} if g.gantung else {})) if g.takuk or g.takuk_kanan or g.gantung else None,
        w("contextualSpacing") if g.rapat else None, w("jc", val=g.rata), w("outlineLvl", val=g.tingkat) if g.tingkat is not None else None,
    )
    return w(
        "style", w("name", val=g.nama), w("basedOn", val="Normal") if g.nama != "Normal" else None,
        w("next", val=id_gaya(g.lanjut)) if g.lanjut else None, w("uiPriority", val=g.urutan), w("qFormat"), ppr, _rpr(g),
        type="paragraph", styleId=id_gaya(g.nama), **({"default": 1} if g.nama == "Normal" else {"customStyle": 1} if g.buatan else {}),
    )


def _karakter(nama: str, g: Paragraf, buatan: bool) -> Unsur:
    return w("style", w("name", val=nama), w("uiPriority", val=30), w("qFormat"), _rpr(g), type="character", styleId=id_gaya(nama), **({"customStyle": 1} if buatan else {"default": 1} if nama == BAWAAN else {}))


def _tabel(nama: str, sisi: int, tepi: dict[str, tuple[int, str]]) -> Unsur:
    batas = [w(di, val="single", sz=tepi[di][0], space=0, color=tepi[di][1][1:].upper()) for di in ("top", "left", "bottom", "right", "insideH", "insideV") if di in tepi]
    return w(
        "style", w("name", val=nama), w("basedOn", val="NormalTable") if nama != "Normal Table" else None, w("uiPriority", val=40), w("qFormat"),
        w("tblPr", w("tblBorders", *batas) if batas else None, w("tblCellMar", *(w(di, w=sisi if di in ("left", "right") else 0, type="dxa") for di in ("top", "left", "bottom", "right")))),
        type="table", styleId=id_gaya(nama), **({"default": 1} if nama == "Normal Table" else {"customStyle": 1}),
    )


def _tingkatan(nomor: int, bernomor: bool) -> Unsur:
    """Three levels of a list: 1. a. 1) or marks; each list style stands on its level."""
    gaya_daftar = "List Number" if bernomor else "List Bullet"
    bentuk = [("decimal", "%1."), ("lowerLetter", "%2."), ("decimal", "%3)")] if bernomor else [("bullet", "•"), ("bullet", "–"), ("bullet", "•")]
    return w(
        "abstractNum", w("multiLevelType", val="multilevel"),
        *(w("lvl", w("start", val=1), w("numFmt", val=fmt), w("pStyle", val=id_gaya(gaya_daftar + (f" {n + 1}" if n else ""))), w("lvlText", val=pola), w("lvlJc", val="left"),
            w("pPr", w("ind", left=INDEN * (n + 1) + 80, hanging=INDEN)), ilvl=n) for n, (fmt, pola) in enumerate(bentuk)),
        abstractNumId=nomor,
    )


def _tema(bagian) -> None:
    """Fonts and colours of the theme: one change there restyles all."""
    akar = etree.fromstring(bagian.blob)
    a = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
    for nama, hex_ in TEMA.items():
        (kotak,) = akar.iter(a + nama)
        kotak[:] = [etree.Element(a + "srgbClr", val=hex_[1:].upper())]
    for nama, fon in (("majorFont", gaya.WORD["sans"]), ("minorFont", gaya.WORD["serif"])):
        (kotak,) = akar.iter(a + nama)
        kotak.find(a + "latin").set("typeface", fon)
        for asing in kotak.findall(a + "font"):
            kotak.remove(asing)
    bagian._blob = etree.tostring(akar, xml_declaration=True, encoding="UTF-8", standalone=True)


def _setelan(akar: Unsur) -> None:
    """Indonesian separators and language; today's layout rules; no traces of the template's own editing."""
    for nama in ("w:rsids", "w:savePreviewPicture", "w:proofState", "w:shapeDefaults", "w:doNotAutoCompressPictures", "w:zoom"):
        for u in akar.findall(qn(nama)):
            akar.remove(u)
    for u in [u for u in akar if "2010/wordml" in u.tag]:
        akar.remove(u)
    for nama, atribut in (("w:themeFontLang", {"w:val": "id-ID"}), ("w:decimalSymbol", {"w:val": ","}), ("w:listSeparator", {"w:val": ";"})):
        u = akar.find(qn(nama))
        u.attrib.clear()
        u.attrib.update({qn(k): v for k, v in atribut.items()})
    kompatibel = akar.find(qn("w:compat"))
    # A justified line that ends in a line break is not stretched.
    kompatibel.replace(kompatibel.find(qn("w:useFELayout")), w("doNotExpandShiftReturn"))
    next(u for u in kompatibel if u.get(qn("w:name")) == "compatibilityMode").set(qn("w:val"), "15")


if __name__ == "__main__":
    ACUAN.write_bytes(buat())
