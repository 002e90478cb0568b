"""The Word file being written: the reference document it starts from, and what its parts number and relate."""

from __future__ import annotations

import base64
import binascii
import io
import zipfile
from itertools import count
from pathlib import Path

import docx
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.styles import BabelFish

from triwulan.press.export.word.gaya_word import KARAKTER, PARAGRAF, TABEL
from triwulan.press.export.word.unsur import Unsur, w

#: One white pixel: what an old Word shows of a chart that has no bitmap.
KOSONG = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEANl9ngAAAAABJRU5ErkJggg==")


class AcuanSalah(ValueError):
    """The reference document cannot be used; the message says why and what to do."""


class Berkas:
    """A new document with the reference's styles, headers and numbering, without its text."""

    def __init__(self, acuan: Path) -> None:
        """Raises AcuanSalah when it is no Word document or lacks styles, naming all of them."""
        try:
            self.doc = docx.Document(io.BytesIO(acuan.read_bytes()))
            gaya = {s.name: s for s in self.doc.styles}
        except FileNotFoundError:
            raise AcuanSalah(f"dokumen acuan {acuan} tidak ada; periksa DocxExporter.acuan") from None
        except (OSError, ValueError, KeyError, AttributeError, SyntaxError, zipfile.BadZipFile, docx.opc.exceptions.PackageNotFoundError):
            raise AcuanSalah(f"dokumen acuan {acuan.name} bukan dokumen Word (.docx) yang dapat dibaca; simpan ulang dari Word sebagai .docx, bukan .doc atau .dotx") from None
        perlu = [g.nama for g in PARAGRAF] + [n for n, *_ in KARAKTER] + [n for n, *_ in TABEL]
        nama = {n: BabelFish.internal2ui(n) for n in perlu}
        if kurang := [tampak for tampak in nama.values() if tampak not in gaya]:
            raise AcuanSalah(f"dokumen acuan {acuan.name} tidak memuat gaya: {', '.join(kurang)}; salin acuan.docx bawaan dan ubah gaya-gayanya, jangan menghapus atau mengganti namanya")
        self._gaya = {n: gaya[tampak].style_id for n, tampak in nama.items()}
        self._abstrak = self._abstrak_dari(gaya["List Number"], acuan)
        self._nomor, self._gambar = count(1), count(1)
        self.badan = self.doc.element.body
        # The reference's own page: its headers (an office's letterhead) go with the first section.
        self.kepala = [u for u in self.badan.sectPr if u.tag in (qn("w:headerReference"), qn("w:titlePg"))]
        self.badan[:] = []

    def gaya(self, nama: str) -> str:
        """The id that a style has in the reference document."""
        return self._gaya[nama]

    def nomor(self) -> int:
        """A number that no bookmark or picture of this document has yet."""
        return next(self._nomor)

    def daftar(self, mulai: int, tingkat: int) -> int:
        """The id of a new list that counts from `mulai` on its level, numbered as the style is."""
        num = self.doc.part.numbering_part.element.add_num(self._abstrak)
        num.append(w("lvlOverride", w("startOverride", val=mulai), ilvl=tingkat))
        return num.numId

    def gambar(self, isi: bytes, svg: str = "") -> tuple[str, str]:
        """The relations of a bitmap and of the drawing it stands for ("" where there is none)."""
        rid, _ = self.doc.part.get_or_add_image(io.BytesIO(isi))
        if not svg:
            return rid, ""
        bagian = Part(PackURI(f"/word/media/gambar{next(self._gambar)}.svg"), "image/svg+xml", svg.encode("utf-8"), self.doc.part.package)
        return rid, self.doc.part.relate_to(bagian, RT.IMAGE)

    def tautan(self, url: str) -> str:
        """The relation of an address outside."""
        return self.doc.part.relate_to(url, RT.HYPERLINK, is_external=True)

    def _abstrak_dari(self, gaya, acuan: Path) -> int:
        """The numbering that a list style uses in the reference document."""
        numpr = gaya.element.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}")
        bernomor = numpr is not None and any(r.reltype == RT.NUMBERING for r in self.doc.part.rels.values())
        num = self.doc.part.numbering_part.element.find(f"{qn('w:num')}[@{qn('w:numId')}='{numpr.get(qn('w:val'))}']") if bernomor else None
        if num is None:
            raise AcuanSalah(f"gaya {gaya.name} di dokumen acuan {acuan.name} tidak bernomor; hubungkan dengan daftar bertingkat seperti di acuan.docx bawaan")
        return int(num.find(qn("w:abstractNumId")).get(qn("w:val")))


def bitmap(isi_base64: str) -> bytes:
    """The picture's bytes; one white pixel where there is none or it cannot be read."""
    try:
        return base64.b64decode(isi_base64) or KOSONG
    except binascii.Error:
        return KOSONG
