"""What an entry cell lets in while one types: limits, drop-downs, and words that say what is wanted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from triwulan.laporan.isian.letak import Letak
from triwulan.laporan.isian.model import Kolom, Lembar, Sel
from triwulan.laporan.isian.uraian import TERPANJANG
from triwulan.office import periode
from triwulan.office.params import Parameter

#: What Excel allows of a message and its title.
PESAN, JUDUL = 255, 32


def pasang(ws: Worksheet, s: Lembar, letak: Letak, p: Parameter) -> None:
    """Limits on every entry cell of a sheet; cells below each other that ask for the same share one."""
    for k in s.kolom:
        kolom = letak.kolom[s.nama][k.id]
        for awal, akhir, c in _deret(s, k, letak):
            ws.data_validation(awal, kolom, akhir, kolom, _batas(k, c, xl_rowcol_to_cell(awal, kolom), p) | {
                "input_title": k.judul[:JUDUL], "input_message": c.ingat[:PESAN], "ignore_blank": True,
            })


def _deret(s: Lembar, k: Kolom, letak: Letak) -> Iterator[tuple[int, int, Sel]]:
    """(first row, last row, cell) of entry cells of a column that follow each other and ask for the same."""
    kini: tuple[int, int, Sel] | None = None
    for r in s.baris:
        c = r.sel.get(k.id)
        if c is None or c.alamat is None:
            continue
        n = letak.baris[s.nama][r.id]
        if kini and kini[1] == n - 1 and (c.ingat, c.satuan, c.pilihan, c.bentuk) == (kini[2].ingat, kini[2].satuan, kini[2].pilihan, kini[2].bentuk):
            kini = (kini[0], n, kini[2])
            continue
        if kini:
            yield kini
        kini = (n, n, c)
    if kini:
        yield kini


def _batas(k: Kolom, c: Sel, sel: str, p: Parameter) -> dict:
    bentuk = c.bentuk or k.bentuk
    if c.pilihan:
        return {"validate": "list", "source": list(c.pilihan), "error_title": "Pilih dari daftar", "error_message": f"Pilih {', '.join(c.pilihan)}, atau kosongkan sel ini."}
    if bentuk in ("angka", "rupiah", "persen"):
        uang = c.satuan == "Rp"
        return {
            # Money given back is negative: possible, but to be confirmed.
            "validate": "custom", "value": f"=AND(ISNUMBER({sel}),{sel}>=0,ROUND({sel},2)={sel})", "error_type": "warning" if uang else "stop", "error_title": "Tulis angka",
            "error_message": "Tulis angka 0 atau lebih, paling banyak dua desimal, tanpa Rp dan tanpa titik ribuan. " + ("Negatif hanya untuk pengembalian belanja." if uang else "Kosongkan bila belum diketahui."),
        }
    if bentuk == "tanggal":
        triwulan = k.id == "tanggal" and c.alamat.berkas == "dokumentasi"
        awal, akhir = (date(p.tahun, p.periode.awal, 1), p.periode.hari_akhir) if triwulan else (date(p.tahun - 1, 7, 1), date(p.tahun, 12, 31))
        return {
            "validate": "date", "criteria": "between", "minimum": awal, "maximum": akhir, "error_type": "warning", "error_title": "Periksa tanggalnya",
            "error_message": f"Tulis tanggal antara {periode.tanggal(awal)} dan {periode.tanggal(akhir)}, misalnya {akhir.day}/{akhir.month}/{akhir.year}.",
        }
    return {"validate": "length", "criteria": "<=", "value": TERPANJANG, "error_title": "Terlalu panjang", "error_message": f"Paling banyak {TERPANJANG} huruf; pisahkan menjadi beberapa baris."}
