"""A Word document's properties and its bytes, the same whenever and wherever they are written."""

from __future__ import annotations

import io
from datetime import date, datetime

from docx.document import Document

from triwulan.press.bersih import bersih
from triwulan.press.zip_tetap import kemas


def sifat(doc: Document, *, judul: str, penulis: str, tanggal: date, kata_kunci: str) -> None:
    """The document's properties, with the report's own date instead of a clock's."""
    inti = doc.core_properties
    waktu = datetime(tanggal.year, tanggal.month, tanggal.day)
    inti.title, inti.author, inti.keywords = (bersih(s)[:255] for s in (judul, penulis, kata_kunci))
    inti.last_modified_by = inti.author
    inti.created = inti.modified = waktu
    inti.language, inti.revision, inti.comments, inti.subject = "id-ID", 1, "", ""


def simpan(doc: Document) -> bytes:
    """The document's bytes."""
    mentah = io.BytesIO()
    doc.save(mentah)
    return kemas(mentah.getvalue())
