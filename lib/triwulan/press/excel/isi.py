"""The first sheet, "Isi": what the workbook is, its sheets with links, and what it was made from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from xlsxwriter.utility import quote_sheetname
from xlsxwriter.worksheet import Worksheet

from triwulan.press import gaya
from triwulan.press.excel import ukuran
from triwulan.press.excel.buku import Buku
from triwulan.press.naskah import ROMAWI

NAMA = "Isi"
LEBAR = (5, 32, 60, 40, 11, 11)
HURUF = 10
GARIS = {"border": 1, "border_color": gaya.TERANG["garis-kuat"], "valign": "top", "font_size": HURUF}
#: Indonesian names of months, whatever the language of the program that opens the file.
TANGGAL = "[$-421]d mmmm yyyy"
#: How to read the figures of a workbook that has any, and what holds for every one.
ANGKA = (
    "Angka hitungan adalah rumus: ia mengikuti angka yang diubah. Angka masukan diubah di sel kuning pada lembar Asal angka.",
    "Nilai yang belum ada ditulis \"-\"; yang dihitung dengannya juga \"-\". Yang memang tidak ada (triwulan yang belum jatuh tempo) tidak menambah jumlah.",
)
TURUNAN = "Buku ini turunan laporan. Yang diubah di sini tidak kembali ke data; betulkan datanya, lalu susun ulang."


@dataclass(frozen=True)
class Butir:
    """A sheet: its name, title, scope, source of its form, how many figures it shows and how many of them are formulas."""

    lembar: str
    judul: str
    lingkup: str
    dasar: str
    angka: int
    rumus: int


def tulis(buku: Buku, ws: Worksheet, asal: dict, judul: str, butir: Sequence[Butir], asal_angka: str) -> tuple[int, int]:
    """Writes the sheet; `asal` is the provenance of the report. Returns the last row and column to be printed: checksums are for the
    screen."""
    for n, lebar in enumerate(LEBAR):
        ws.set_column(n, n, lebar)
    p, n = asal.get("parameter", {}), 0
    buku.teks(ws, n, 0, judul, bold=True, font_size=14)
    if asal.get("draf"):
        n += 1
        buku.teks(ws, n, 0, f"DRAF: {asal['draf']}", bold=True, font_color=gaya.AWAS)
    n += 2
    masa = f"Triwulan {ROMAWI[int(p['triwulan']) - 1]} Tahun {p['tahun']}" if {"triwulan", "tahun"} <= p.keys() else ""
    for nama, isi in (("Unit", asal.get("unit", "")), ("Periode", masa)):
        if isi:
            buku.teks(ws, n, 1, nama, font_color=gaya.REDUP)
            buku.teks(ws, n, 2, isi)
            n += 1
    if asal.get("tanggal"):
        buku.teks(ws, n, 1, "Tanggal", font_color=gaya.REDUP)
        hari = date.fromisoformat(asal["tanggal"])
        ws.write_datetime(n, 2, datetime(hari.year, hari.month, hari.day), buku.format(num_format=TANGGAL, align="left"))
        n += 1
    n = _daftar(buku, ws, n + 1, butir, asal_angka)
    n = _petunjuk(buku, ws, n + 1, bool(asal_angka))
    _asal(buku, ws, n + 1, asal)
    ws.hide_gridlines(2)
    return n - 1, len(LEBAR) - 1


def _daftar(buku: Buku, ws: Worksheet, n: int, butir: Sequence[Butir], asal_angka: str) -> int:
    """The sheets; how many figures they hold is said where any does."""
    berangka = any(b.angka for b in butir)
    for k, nama in enumerate(("No", "Lembar", "Judul", "Dasar formulir", *(("Angka", "Berumus") if berangka else ()))):
        buku.teks(ws, n, k, nama, **GARIS, bold=True, align="center", bg_color=gaya.TERANG["kelompok"])
    for nomor, b in enumerate(butir, 1):
        n += 1
        judul = f"{b.judul}\nLingkup: {b.lingkup}" if b.lingkup else b.judul
        ws.write_number(n, 0, nomor, buku.format(**GARIS, align="center"))
        buku.tautan(ws, n, 1, f"internal:{quote_sheetname(b.lembar)}!A1", b.lembar, **GARIS)
        buku.teks(ws, n, 2, judul, **GARIS, text_wrap=True)
        buku.teks(ws, n, 3, b.dasar, **GARIS, text_wrap=True)
        for k, banyak in ((4, b.angka), (5, b.rumus)) if berangka else ():
            ws.write_number(n, k, banyak, buku.format(**GARIS, num_format="#,##0"))
        ws.set_row(n, ukuran.baris([(judul, LEBAR[2], False), (b.dasar, LEBAR[3], False), (b.lembar, LEBAR[1], False)], HURUF))
    if asal_angka:
        n += 1
        buku.tautan(ws, n, 1, f"internal:{quote_sheetname(asal_angka)}!A1", asal_angka)
        buku.teks(ws, n, 2, "Setiap angka masukan dengan dokumen dan tempatnya")
    return n + 1


def _petunjuk(buku: Buku, ws: Worksheet, n: int, berangka: bool) -> int:
    for teks in (*(ANGKA if berangka else ()), TURUNAN):
        buku.teks(ws, n, 0, teks, font_color=gaya.REDUP)
        n += 1
    return n


def _asal(buku: Buku, ws: Worksheet, n: int, asal: dict) -> None:
    if not asal:
        return
    buku.teks(ws, n, 0, "Disusun dari", bold=True)
    n += 1
    rinci = [(f"parameter {k}", str(v)) for k, v in sorted(asal.get("parameter", {}).items())] + [(nama, f"SHA-256 {sidik}") for nama, sidik in sorted(asal.get("masukan", {}).items())]
    for nama, isi in rinci:
        buku.teks(ws, n, 0, nama, font_size=8, font_color=gaya.REDUP)
        buku.teks(ws, n, 3, isi, font_size=8, font_color=gaya.REDUP)
        n += 1
