"""How a sheet is printed: paper and direction as the form asks, one page wide, the header on every page, `Hal : n` below."""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet

from triwulan.press import gaya
from triwulan.press.excel import halaman

#: The numbers by which workbooks name paper; F4 is what they call folio.
NOMOR = {"A4": 9, "A3": 8, "F4": 14}
INCI = 25.4


def siapkan(lembar: Worksheet, kertas: str, mendatar: bool, akhir: tuple[int, int], berulang: tuple[int, int] | None = None, draf: str = "") -> None:
    """`akhir`: the last row and column that are printed; `berulang`: the first and last row repeated on each page; `draf`: why it
    is a draft, said above each page."""
    lembar.set_paper(NOMOR.get(kertas, NOMOR["A4"]))
    lembar.set_landscape() if mendatar else lembar.set_portrait()
    kiri, kanan, atas, bawah = gaya.tepi(kertas, mendatar)
    lembar.set_margins(kiri / INCI, kanan / INCI, atas / INCI, bawah / INCI)
    lembar.fit_to_pages(1, 0)
    lembar.print_area(0, 0, *akhir)
    if berulang:
        lembar.repeat_rows(*berulang)
    lembar.center_horizontally()
    lembar.set_footer("&CHal : &P")
    if draf:
        lembar.set_header(f'&C&"Arial,Bold"&K{gaya.AWAS[1:].upper()}{_kepala(draf)}')


def tabel(lembar: Worksheet, kertas: str, mendatar: bool, susunan: halaman.Susunan, draf: str = "") -> None:
    """The same for the sheet of a table; a page begins where rows that belong together would else be torn apart."""
    siapkan(lembar, kertas, mendatar, (len(susunan.tinggi) - 1, len(susunan.lebar) - 1), susunan.berulang, draf)
    if (n := halaman.pisah(susunan, kertas, mendatar)) is not None:
        lembar.set_h_pagebreaks([n])


def _kepala(teks: str) -> str:
    """The text of a page header: an ampersand would be a code, and there is room for 255 characters in all."""
    pendek = teks if len(teks) <= 180 else teks[:179] + "…"
    return pendek.replace("&", "&&").replace("\n", " ")
