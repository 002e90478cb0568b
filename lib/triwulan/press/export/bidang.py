"""Signature fields: an electronic signature (BSrE or any other) finds its place in the PDF without anybody drawing one.

Typst draws no form fields. The template marks the place of a signature with a link whose target names it; here the link
becomes an unsigned field, in the page, in the form and in the tags.
"""

from __future__ import annotations

import pikepdf
from pikepdf import Array, Dictionary, Name, String

#: How a link of the template says that it is a place to sign: `tanda-tangan:<part>-<party>`.
TANDA = "tanda-tangan:"
#: Annotation flag "print" (ISO 32000-1, table 165), which PDF/A asks for.
CETAK = 4


def beri_bidang(dok: pikepdf.Pdf, nama: dict[str, str]) -> None:
    """One unsigned signature field a place; `nama` is who signs, by the place's mark."""
    bidang = [_bidang(dok, page, annot, nama) for page in dok.pages for annot in page.get(Name.Annots, ()) if _mark(annot)]
    if bidang:
        dok.Root.AcroForm = dok.make_indirect(Dictionary(Fields=Array(bidang)))


def _mark(annot: pikepdf.Object) -> str:
    """The mark of a place to sign; "" of any other link."""
    url = str(annot.get(Name.A, Dictionary()).get(Name.URI, ""))
    return url.removeprefix(TANDA) if url.startswith(TANDA) else ""


def _bidang(dok: pikepdf.Pdf, page: pikepdf.Page, annot: pikepdf.Object, nama: dict[str, str]) -> pikepdf.Object:
    """Turns one link into a signature field, its tag into that of a field."""
    mark = _mark(annot)
    kiri, bawah, kanan, atas = (float(n) for n in annot.Rect)
    kosong = dok.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, kanan - kiri, atas - bawah], Resources=Dictionary())
    for kunci in (Name.A, Name.Border, Name.BS, Name.C, Name.H, Name.QuadPoints):
        if kunci in annot:
            del annot[kunci]
    annot.Subtype, annot.FT, annot.F, annot.P = Name.Widget, Name.Sig, CETAK, page.obj
    annot.T, annot.TU = String(f"tanda-tangan-{mark}"), String(f"Bidang tanda tangan elektronik {nama[mark]}")
    annot.Contents = annot.TU
    annot.AP = Dictionary(N=kosong)
    _tag(dok.Root.StructTreeRoot.ParentTree, int(annot.StructParent)).S = Name.Form
    return annot


def _tag(simpul: pikepdf.Object, nomor: int) -> pikepdf.Object:
    """The structure element under a number of the parent tree."""
    return pikepdf.NumberTree(simpul)[nomor]
