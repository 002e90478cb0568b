"""A Word document as bytes that are the same whenever and wherever they are written."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime

from docx.document import Document

from triwulan.press.export.word.unsur import bersih


def sifat(doc: Document, *, judul: str, penulis: str, tanggal: date, kata_kunci: str) -> None:
    """The document's properties, with the report's own date instead of a clock's."""
    inti = doc.core_properties
    waktu = datetime(tanggal.year, tanggal.month, tanggal.day)
    inti.title, inti.author, inti.keywords = (bersih(s)[:255] for s in (judul, penulis, kata_kunci))
    inti.last_modified_by = inti.author
    inti.created = inti.modified = waktu
    inti.language, inti.revision, inti.comments, inti.subject = "id-ID", 1, "", ""


def simpan(doc: Document) -> bytes:
    """The document's bytes: entries in order of their name, the first as the format wants it, a fixed time. They are stored,
    not packed: another zlib would pack the same text into other bytes."""
    mentah, jadi = io.BytesIO(), io.BytesIO()
    doc.save(mentah)
    with zipfile.ZipFile(mentah) as asal, zipfile.ZipFile(jadi, "w") as akhir:
        for nama in sorted(asal.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            info = zipfile.ZipInfo(nama, (1980, 1, 1, 0, 0, 0))
            info.create_system = 3  # else it names the machine's system
            akhir.writestr(info, asal.read(nama))
    return jadi.getvalue()
