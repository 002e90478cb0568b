"""The file of an LRA as sheets: workbook, CSV with any separator, text; in the encodings that offices save."""

from __future__ import annotations

from pathlib import Path

from triwulan.form.lembar import grid
from triwulan.form.lembar.grid import BerkasSalah, Lembar
from triwulan.laporan.masuk.lra import teks
from triwulan.office.masalah import Masalah, MasukanSalah

#: What a file says at its beginning when it is text in two bytes a character (Excel: Unicode Text).
DUA_BITA = (b"\xff\xfe", b"\xfe\xff")


def muat(path: Path) -> tuple[Lembar, ...]:
    """The sheets of the file. Raises MasukanSalah for what is no file of an LRA."""
    akhiran = path.suffix.lower()
    if akhiran == ".pdf":
        raise MasukanSalah([Masalah(path.name, "PDF tidak dibaca langsung; simpan dulu sebagai teks: pdftotext -layout BERKAS.pdf, lalu impor BERKAS.txt; atau ekspor LRA-nya sebagai .xlsx")])
    try:
        if akhiran not in (".csv", ".tsv", ".txt", ".tab", ".prn"):
            return grid.muat(path)
        isi = _tulisan(path)
        # A text of lines is told from a CSV by what parts it: semicolons and commas stand only in the latter.
        if akhiran in (".csv", ".tsv"):
            return (grid.dari_csv(path.stem, path.name, isi),)
        return (teks.lembar(path.stem, isi),)
    except BerkasSalah as salah:
        raise MasukanSalah([Masalah(*_parsial(m)) for m in salah.masalah]) from None


def _tulisan(path: Path) -> str:
    isi = path.read_bytes()
    if isi[:2] in DUA_BITA:
        return isi.decode("utf-16")
    try:
        return isi.decode("utf-8-sig")
    except UnicodeDecodeError:
        return isi.decode("cp1252", "replace")


def _parsial(m: str) -> tuple[str, str]:
    nama, _, kata = m.partition(": ")
    return nama, kata
