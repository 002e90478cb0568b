"""A workbook in memory: text that can never become a formula, formulas with their value, the same bytes each time."""

from __future__ import annotations

import io
import re
from datetime import date, datetime

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from triwulan.press import gaya
from triwulan.press.bersih import bersih
from triwulan.press.zip_tetap import kemas

#: What a spreadsheet program would read as a formula when the cell is edited, or when the sheet is saved as CSV.
SEPERTI_RUMUS = tuple("=+-@\t\r")
#: The most characters that a cell of a workbook can hold, and what says that a text had more.
TERPANJANG, DIPOTONG = 32_767, "… (dipotong)"
#: The language of what we write.
BAHASA = "id-ID"
#: What a sheet's name must not hold, and how long it may be.
TERLARANG_NAMA, NAMA_TERPANJANG = re.compile(r"[\[\]:*?/\\]"), 31


class Buku:
    """The workbook and the bytes it becomes. Formats are asked for by their properties, equal ones are one format."""

    def __init__(self, judul: str, penulis: str, tanggal: date):
        self._wadah, self._format = io.BytesIO(), {}
        self.isi = Workbook(self._wadah, {
            "in_memory": True, "strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False,
            "default_format_properties": {"font_name": gaya.WORD["sans"], "font_size": 10},
        })
        waktu = datetime(tanggal.year, tanggal.month, tanggal.day)
        self.isi.set_properties({"title": bersih(judul)[:255], "author": bersih(penulis)[:255], "created": waktu})

    def lembar(self, nama: str) -> Worksheet:
        """A new sheet; of the name what a sheet's name may hold, numbered where another has it already."""
        dasar = TERLARANG_NAMA.sub(" ", bersih(nama)).strip("' ") or "Lembar"
        ada, n = {w.name.lower() for w in self.isi.worksheets()}, 1
        nama = dasar[:NAMA_TERPANJANG].strip("' ")
        while nama.lower() in ada:
            n += 1
            nama = f"{dasar[:NAMA_TERPANJANG - len(str(n)) - 1].strip()} {n}"
        return self.isi.add_worksheet(nama)

    def format(self, **sifat: object) -> Format:
        """The format with these properties (XlsxWriter's names)."""
        kunci = tuple(sorted(sifat.items()))
        if kunci not in self._format:
            self._format[kunci] = self.isi.add_format(sifat)
        return self._format[kunci]

    def teks(self, lembar: Worksheet, baris: int, kolom: int, isi: object, **sifat: object) -> None:
        """Text that stays text, whatever it begins with; "" leaves an empty cell of that format. Rows and columns from 0."""
        teks = _muat(bersih(isi))
        if teks.startswith(SEPERTI_RUMUS):
            sifat = {**sifat, "quote_prefix": True}
        if teks:
            lembar.write_string(baris, kolom, teks, self.format(**sifat))
        else:
            lembar.write_blank(baris, kolom, None, self.format(**sifat))

    def rumus(self, lembar: Worksheet, baris: int, kolom: int, rumus: str, nilai: float | str, **sifat: object) -> None:
        """A formula of ours with the value it has; nothing that comes from data is ever written here."""
        lembar.write_formula(baris, kolom, rumus, self.format(**sifat), nilai)

    def tautan(self, lembar: Worksheet, baris: int, kolom: int, tujuan: str, isi: object, **sifat: object) -> None:
        """A link to a cell of this workbook (`internal:'Lembar'!A1`)."""
        lembar.write_url(baris, kolom, tujuan, self.format(**{"font_color": gaya.AKSEN, "underline": 1, **sifat}), _muat(bersih(isi)))

    def bita(self) -> bytes:
        """The finished workbook; nothing can be written after."""
        self.isi.close()
        return kemas(self._wadah.getvalue(), _berbahasa)


def _berbahasa(nama: str, isi: bytes) -> bytes:
    """The properties of the document with its language, which the library does not write."""
    akhir = b"</cp:coreProperties>"
    return isi.replace(akhir, f"<dc:language>{BAHASA}</dc:language>".encode() + akhir) if nama == "docProps/core.xml" else isi


def _muat(teks: str) -> str:
    """The text as far as a cell can hold it; one that was cut says so."""
    return teks if len(teks) <= TERPANJANG else teks[: TERPANJANG - len(DIPOTONG)] + DIPOTONG
