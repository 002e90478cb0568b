"""The sheet "Asal angka": every entered figure once, with what it is and where it comes from. The tables refer to it, so that a
figure corrected here is right everywhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from xlsxwriter.worksheet import Worksheet

from triwulan.form import asal
from triwulan.press import gaya
from triwulan.press.excel import format, ukuran
from triwulan.press.excel.buku import Buku
from triwulan.press.excel.denah import Denah, Kunci, Tempat

NAMA = "Asal angka"
PENGANTAR = (
    "Setiap angka yang dimasukkan, sekali saja. Tabel di lembar lain merujuk ke kolom Nilai di sini: angka yang dibetulkan di sel kuning langsung "
    "berlaku di semua tabel. Angka yang belum ada ditulis \"-\"."
)
KOLOM = (("No", 5), ("Uraian", 52), ("Nilai", 17), ("Pembilang", 11), ("Penyebut", 11), ("Satuan", 11), ("Dokumen", 34), ("Tempat", 26), ("Catatan", 26), ("Dipakai di", 22), ("Alamat", 34), ("Baris data, sel laporan lain", 52))
#: What the reference of a figure entered for one cell begins with.
ISIAN = "isian:"
NILAI, PEMBILANG, PENYEBUT, DIPAKAI = 2, 3, 4, 9
#: The row of the header, from 0, and the first one below it.
KEPALA, MULAI = 3, 4
HURUF = 9
GARIS = {"border": 1, "border_color": gaya.TERANG["garis-kuat"], "font_size": HURUF, "valign": "top"}


@dataclass(frozen=True)
class Masukan:
    """An entered figure: its reference (a row of data, a cell of another report, an address of its own), what it is in words,
    value, numerator and denominator as the ledger writes them, unit, document, place, note, the data rows behind it."""

    acuan: str
    nama: str
    nilai: str = ""
    pembilang: str = ""
    penyebut: str = ""
    satuan: str = ""
    dokumen: str = ""
    tempat: str = ""
    catatan: str = ""
    sumber: tuple[str, ...] = ()

    @property
    def bernilai(self) -> Fraction | None:
        if self.penyebut and Fraction(self.penyebut):
            return 100 * Fraction(self.pembilang) / Fraction(self.penyebut)
        return Fraction(self.nilai) if self.nilai else None


@dataclass(frozen=True)
class Kelompok:
    """Entered figures of one kind under a heading, in the order in which the tables use them."""

    judul: str
    isi: tuple[Masukan, ...]


def kumpulkan(semua: Mapping[str, asal.Isi], bundles: Iterable[dict]) -> tuple[tuple[Kelompok, ...], dict[str, str]]:
    """The entered figures of these tables, and by the address of each cell that shows one as it is the reference of it."""
    rujukan = {r: d for t in bundles for r, d in t.get("rujukan", {}).items()}
    data: dict[str, Masukan] = {}
    lain: dict[str, Masukan] = {}
    tampak: dict[str, str] = {}

    def catat(acuan: str) -> Masukan | None:
        if acuan not in rujukan:
            return None
        tujuan = data if acuan.startswith("data/") else lain
        if acuan not in tujuan:
            d = rujukan[acuan]
            tujuan[acuan] = Masukan(acuan, **{k: d.get(k, "") for k in ("nama", "nilai", "pembilang", "penyebut", "satuan", "dokumen", "tempat", "catatan")})
        return tujuan[acuan]

    for alamat, i in semua.items():
        if i.sel.get("rumus"):
            for o in i.sel.get("operan", []):
                if o not in semua:
                    catat(o)
        elif i.nilai is not None:
            sumber = i.sel.get("sumber", [])
            satu = catat(sumber[0]) if len(sumber) == 1 else None
            if satu is None or satu.bernilai != i.nilai or satu.penyebut:
                satu = data.setdefault(isian(alamat), _sendiri(alamat, i, rujukan))
            tampak[alamat] = satu.acuan
    return (Kelompok("Angka masukan", tuple(data.values())), Kelompok("Angka dari laporan lain", tuple(lain.values()))), tampak


def isian(alamat: str) -> str:
    """The reference of a figure that is entered for one cell alone: the cell itself is what stands in the table."""
    return f"{ISIAN}{alamat}"


def tanpa_rumus(semua: Mapping[str, asal.Isi], sebab: Mapping[str, str]) -> Kelompok:
    """Derived figures that are no formula in this workbook, each with the reason."""
    return Kelompok("Hitungan yang di buku ini tidak berumus", tuple(replace(_sendiri(a, semua[a], {}), catatan=s) for a, s in sebab.items()))


def _sendiri(alamat: str, i: asal.Isi, rujukan: Mapping[str, dict]) -> Masukan:
    """A figure that is no single row of data as it stands there."""
    sumber = tuple(i.sel.get("sumber", []))
    d = [rujukan[s] for s in sumber if s in rujukan]
    return Masukan(
        isian(alamat), asal.label(i), i.sel["nilai"], satuan=i.sel.get("satuan", ""), dokumen="; ".join(dict.fromkeys(x["dokumen"] for x in d if x.get("dokumen"))),
        tempat="; ".join(dict.fromkeys(x["tempat"] for x in d if x.get("tempat"))), sumber=sumber,
    )


def letak(kelompok: Iterable[Kelompok], nama: str) -> dict[Kunci, Tempat]:
    """Where each figure stands on the sheet of that name."""
    hasil, n = {}, MULAI
    for k in kelompok:
        if not k.isi:
            continue
        n += 1  # the heading
        for m in k.isi:
            hasil[m.acuan, "nilai"] = Tempat(nama, n, NILAI)
            if m.penyebut:
                hasil |= {(m.acuan, "pembilang"): Tempat(nama, n, PEMBILANG), (m.acuan, "penyebut"): Tempat(nama, n, PENYEBUT)}
            n += 1
    return hasil


def tulis(buku: Buku, ws: Worksheet, kelompok: Iterable[Kelompok], denah: Denah, pakai: Mapping[str, list[str]], judul: str) -> tuple[int, int]:
    """Writes the sheet; `pakai` are the addresses of the cells that use a figure. Returns its last row and column."""
    buku.teks(ws, 0, 0, f"Asal angka: {judul}", bold=True, font_size=12)
    ws.merge_range(1, 0, 1, len(KOLOM) - 1, "", buku.format(text_wrap=True, valign="top", font_color=gaya.REDUP))
    buku.teks(ws, 1, 0, PENGANTAR, text_wrap=True, valign="top", font_color=gaya.REDUP)
    ws.set_row(1, 27)
    for n, (nama, lebar) in enumerate(KOLOM):
        ws.set_column(n, n, lebar)
        buku.teks(ws, KEPALA, n, nama, **GARIS, bold=True, text_wrap=True, align="center", bg_color=gaya.TERANG["kelompok"])
    baris, nomor = MULAI, 0
    for k in kelompok:
        if not k.isi:
            continue
        for n in range(len(KOLOM)):
            buku.teks(ws, baris, n, k.judul if n == 1 else "", **{**GARIS, "bold": True, "bg_color": gaya.TERANG["jumlah"]})
        baris += 1
        for m in k.isi:
            nomor += 1
            _baris(buku, ws, baris, nomor, m, denah, pakai.get(m.acuan, []))
            baris += 1
    ws.freeze_panes(MULAI, 2)
    ws.autofilter(KEPALA, 0, max(KEPALA, baris - 1), len(KOLOM) - 1)
    ws.hide_gridlines(2)
    return max(KEPALA, baris - 1), len(KOLOM) - 1


def _baris(buku: Buku, ws: Worksheet, n: int, nomor: int, m: Masukan, denah: Denah, pakai: list[str]) -> None:
    alamat = pakai[0] if pakai else ""
    data = "; ".join(m.sumber if m.acuan.startswith(ISIAN) else [m.acuan])
    teks = {1: m.nama, 5: m.satuan, 6: m.dokumen, 7: m.tempat, 8: m.catatan, 10: alamat, 11: data}
    ws.write_number(n, 0, nomor, buku.format(**GARIS, align="center"))
    for kolom, isi in teks.items():
        buku.teks(ws, n, kolom, isi, **GARIS, text_wrap=True)
    masuk = {**GARIS, "align": "right", "bg_color": gaya.TERANG["sorot"]}
    for kolom, isi in ((PEMBILANG, m.pembilang), (PENYEBUT, m.penyebut)):
        _angka(buku, ws, n, kolom, isi, masuk if m.penyebut else GARIS)
    if m.penyebut:
        atas, bawah = (denah[m.acuan, k].tulis(denah[m.acuan, "nilai"].lembar) for k in ("pembilang", "penyebut"))
        nilai = m.bernilai
        buku.rumus(ws, n, NILAI, f'=IFERROR({atas}/{bawah}*100,"-")', "-" if nilai is None else float(nilai), **{**GARIS, "align": "right", "num_format": format.pola(2)})
    else:
        _angka(buku, ws, n, NILAI, m.nilai, masuk)
    dimana = [denah[a, "nilai"] for a in pakai if (a, "nilai") in denah]
    if dimana:
        lagi = f" (+{len(dimana) - 1})" if len(dimana) > 1 else ""
        buku.tautan(ws, n, DIPAKAI, dimana[0].tautan, f"{dimana[0].lembar}!{dimana[0].tulis(dimana[0].lembar)}{lagi}", **GARIS)
    else:
        buku.teks(ws, n, DIPAKAI, "", **GARIS)
    ws.set_row(n, ukuran.baris([(isi, KOLOM[k][1], False) for k, isi in teks.items()], HURUF))


def _angka(buku: Buku, ws: Worksheet, n: int, kolom: int, nilai: str, sifat: dict) -> None:
    if not nilai:
        # Never nothing where a figure is asked for: an empty cell would count as 0.
        buku.teks(ws, n, kolom, "-" if kolom == NILAI else "", **sifat)
        return
    ws.write_number(n, kolom, float(nilai), buku.format(**sifat, num_format=format.pola(max(0, -Decimal(nilai).as_tuple().exponent))))
