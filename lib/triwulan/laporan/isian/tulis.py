"""An entry workbook's sheets written: colours that say what to do, locked and open cells, print set-up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from fractions import Fraction
from textwrap import wrap

from xlsxwriter.worksheet import Worksheet

from triwulan.laporan.isian import batas
from triwulan.laporan.isian.letak import BARIS_ID, KOLOM_ID, Letak, angka, kepala
from triwulan.laporan.isian.model import Baris, Kolom, Lembar, Sel
from triwulan.office.params import Parameter
from triwulan.press.excel.buku import Buku
from triwulan.press.excel.cetak import NOMOR
from triwulan.press.excel.format import BAHASA, pola
from triwulan.press.gaya import TERANG

#: Number formats; the locale is Indonesian where a program heeds it (dates everywhere, separators in LibreOffice).
FORMAT = {"rupiah": pola(0), "persen": f"{BAHASA}0.00", "angka": f"{BAHASA}General", "tanggal": f"{BAHASA}d mmmm yyyy", "bantu": "0"}
#: Height of a line, in points.
TINGGI = 13
#: Width of a letter in prose as a share of a digit's, by which columns are measured: plain, bold, small.
HURUF, HURUF_TEBAL, HURUF_KECIL = 0.97, 1.06, 0.8
SEN = pola(2)
GARIS = {"border": 1, "border_color": TERANG["garis"], "valign": "top", "text_wrap": True}
#: What a cell looks like by what it is for.
RUPA = {
    "isian": {"bg_color": TERANG["sorot"], "border_color": TERANG["garis-kuat"]},
    "tetap": {"bg_color": TERANG["latar"]}, "hitung": {"bg_color": TERANG["kelompok"], "font_color": TERANG["aksen"]},
    "abu": {"bg_color": TERANG["garis"], "font_color": TERANG["redup"], "italic": True, "font_size": 8},
    "judul": {"bg_color": TERANG["kelompok"], "bold": True}, "jumlah": {"bg_color": TERANG["aksen"], "font_color": TERANG["latar"], "bold": True},
    "kepala": {"bg_color": TERANG["teks"], "font_color": TERANG["latar"], "bold": True, "valign": "vcenter", "align": "center"},
}
BOLEH = {"format_columns": True, "format_rows": True, "autofilter": True, "select_locked_cells": True, "select_unlocked_cells": True}


def tulis(buku: Buku, semua: Sequence[Lembar], p: Parameter, kertas: str) -> None:
    """Every sheet, in order."""
    letak = Letak(semua)
    for s in semua:
        ws = buku.lembar(s.nama)
        _lembar(buku, ws, s, letak)
        _siapkan(ws, s, kertas)
        batas.pasang(ws, s, letak, p)


def _lembar(buku: Buku, ws: Worksheet, s: Lembar, letak: Letak) -> None:
    buku.teks(ws, BARIS_ID + 1, 1, s.judul, bold=True, font_size=14, font_color=TERANG["aksen"])
    for n, teks in enumerate(s.keterangan, BARIS_ID + 2):
        buku.teks(ws, n, 1, teks, font_color=TERANG["redup"])
    for k in s.kolom:
        kolom = letak.kolom[s.nama][k.id]
        buku.teks(ws, BARIS_ID, kolom, k.id)
        if any(k.judul for k in s.kolom):
            ws.set_row(kepala(s), 2 * TINGGI + 6)
            buku.teks(ws, kepala(s), kolom, k.judul, **(GARIS | RUPA["kepala"]))
        ws.set_column(kolom, kolom, k.lebar, None, {"hidden": k.bentuk == "bantu"})
    for r in s.baris:
        n = letak.baris[s.nama][r.id]
        buku.teks(ws, n, KOLOM_ID, r.id)
        ws.set_row(n, TINGGI * _lipat(s, r) + 2)
        for k in s.kolom:
            if k.id in r.sel or r.gaya != "isi":
                _sel(buku, ws, s, r, k, n, letak)


def _sel(buku: Buku, ws: Worksheet, s: Lembar, r: Baris, k: Kolom, n: int, letak: Letak) -> None:
    c = r.sel.get(k.id, Sel())
    bentuk = c.bentuk if c.bentuk in FORMAT else k.bentuk
    sifat = GARIS | RUPA[_rupa(r, c)] | {"locked": c.alamat is None} | ({"num_format": FORMAT[bentuk]} if bentuk in FORMAT else {"num_format": "@"} if c.alamat else {})
    if k.id == "nama" and r.tingkat > 1:
        sifat |= {"indent": r.tingkat - 1}
    if k.id in ("perhatian", "periode"):
        sifat |= {"indent": 1}
    if k.id == "perhatian":
        sifat |= {"font_color": TERANG["awas"] if r.gaya != "jumlah" else TERANG["latar"], "bold": True}
    if r.gaya != "isi" and k.id != "nama":
        sifat |= {"text_wrap": False}
    kolom = letak.kolom[s.nama][k.id]
    if c.bentuk == "tautan":
        lembar, _, sisa = c.isi.partition("::")
        baris, _, kol = sisa.rpartition("/")
        tujuan = letak.rumus("", "", f"[[{lembar}::{baris}/{kol}]]")
        ws.write_url(n, kolom, f"internal:{tujuan}", buku.format(**sifat, font_color=TERANG["aksen"], underline=1), f"{lembar} {tujuan.partition('!')[2]}", f"Menuju {tujuan}")
    elif c.rumus:
        ws.write_formula(n, kolom, letak.rumus(s.nama, r.id, c.rumus), buku.format(**sifat), angka(letak.nilai(s.nama, n, kolom)))
    elif isinstance(c.isi, Fraction):
        if bentuk == "rupiah" and c.isi.denominator > 1:
            sifat |= {"num_format": SEN}
        ws.write_number(n, kolom, float(c.isi), buku.format(**sifat))
    elif bentuk == "tanggal" and len(c.isi) == 10:
        ws.write_datetime(n, kolom, datetime.combine(date.fromisoformat(c.isi), datetime.min.time()), buku.format(**sifat))
    else:
        buku.teks(ws, n, kolom, c.isi, **sifat)


def _lipat(s: Lembar, r: Baris) -> int:
    """Lines that the longest text of a row wraps to: programs do not agree on finding that out themselves."""
    kolom = [k for k in s.kolom if r.gaya == "isi" or k.id == "nama"]
    huruf = HURUF if r.gaya == "isi" else HURUF_TEBAL
    isi = [(c, k.lebar) for k in kolom if (c := r.sel.get(k.id)) and isinstance(c.isi, str) and c.isi and c.bentuk != "tautan"]
    return max((len(wrap(c.isi, max(1, int(lebar / (HURUF_KECIL if c.bentuk == "abu" else huruf))))) for c, lebar in isi), default=1)


def _rupa(r: Baris, c: Sel) -> str:
    if c.alamat:
        return "isian"
    if c.bentuk in RUPA:
        return c.bentuk
    return r.gaya if r.gaya != "isi" else "hitung" if c.rumus else "tetap"


def _siapkan(ws: Worksheet, s: Lembar, kertas: str) -> None:
    """What is in view, what may be done, how it prints."""
    atas, bawah, kanan = kepala(s), kepala(s) + len(s.baris), len(s.kolom)
    ws.set_row(BARIS_ID, None, None, {"hidden": True})
    ws.set_column(KOLOM_ID, KOLOM_ID, 2, None, {"hidden": True})
    ws.hide_gridlines(2)
    if s.beku or any(k.judul for k in s.kolom):
        ws.freeze_panes(atas + 1, 1 + s.beku)
        ws.autofilter(atas, 1, bawah, kanan)
        ws.repeat_rows(atas)
    ws.set_landscape()
    ws.set_paper(NOMOR[kertas])
    ws.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    ws.fit_to_pages(1, 0 if any(k.judul for k in s.kolom) else 1)
    ws.print_area(1, 1, bawah, kanan)
    ws.set_footer("&L&8&F, &A&R&8&P dari &N")
    ws.protect("", BOLEH)
