"""The sheet "Asal angka": every entered figure once, with what it is and where it comes from. The tables refer to it, so that a
figure corrected here is right everywhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from xlsxwriter.worksheet import Worksheet

from triwulan.press import gaya
from triwulan.press.excel import format, ukuran
from triwulan.press.excel.buku import Buku
from triwulan.press.excel.denah import Denah, Kunci, Tempat
from triwulan.press.excel.masukan import ISIAN, Kelompok, Masukan
from triwulan.press.excel.rumus import Rumus

NAMA = "Asal angka"
PENGANTAR = (
    "Setiap angka yang dimasukkan, sekali saja. Tabel di lembar lain merujuk ke kolom Nilai di sini: angka yang dibetulkan di sel kuning langsung "
    "berlaku di semua tabel. Sel kuning yang dikosongkan dibaca belum ada, sama seperti \"-\". Sel tanpa warna dihitung dari sel kuning."
)
#: Said where it holds.
TETAP = "Sel kelabu dihitung di tempat lain dan tetap: ia tidak mengikuti sel kuning, dan catatannya mengatakan mengapa."
KOLOM = (("No", 5), ("Uraian", 52), ("Nilai", 17), ("Pembilang", 11), ("Penyebut", 11), ("Satuan", 11), ("Dokumen", 34), ("Tempat", 26), ("Catatan", 26), ("Dipakai di", 22), ("Alamat", 34), ("Baris data, sel laporan lain", 52))
NILAI, PEMBILANG, PENYEBUT, DIPAKAI = 2, 3, 4, 9
#: The row of the header, from 0, and the first one below it.
KEPALA, MULAI = 3, 4
HURUF = 9
GARIS = {"border": 1, "border_color": gaya.TERANG["garis-kuat"], "font_size": HURUF, "valign": "top"}


def letak(kelompok: Iterable[Kelompok], nama: str) -> tuple[dict[Kunci, Tempat], frozenset[Kunci]]:
    """Where each figure stands on the sheet of that name, and which of them are typed."""
    hasil, diketik, n = {}, set(), MULAI
    for k in kelompok:
        if not k.isi:
            continue
        n += 1  # the heading
        for m in k.isi:
            milik = {(m.acuan, "nilai"): Tempat(nama, n, NILAI)}
            if m.penyebut:
                milik |= {(m.acuan, "pembilang"): Tempat(nama, n, PEMBILANG), (m.acuan, "penyebut"): Tempat(nama, n, PENYEBUT)}
            if k.diketik:
                diketik |= {kunci for kunci in milik if not m.penyebut or kunci[1] != "nilai"}
            hasil |= milik
            n += 1
    return hasil, frozenset(diketik)


def tulis(
    buku: Buku, ws: Worksheet, kelompok: Sequence[Kelompok], denah: Denah, hidup: Mapping[str, Rumus], pakai: Mapping[str, list[str]], judul: str,
) -> tuple[int, int]:
    """Writes the sheet; `hidup` are the formulas of figures that are computed here, `pakai` the addresses of the cells that use a
    figure. Returns its last row and column."""
    pengantar = f"{PENGANTAR} {TETAP}" if any(not k.diketik and m.acuan not in hidup for k in kelompok for m in k.isi) else PENGANTAR
    buku.teks(ws, 0, 0, f"Asal angka: {judul}", bold=True, font_size=12)
    ws.merge_range(1, 0, 1, len(KOLOM) - 1, "", buku.format(text_wrap=True, valign="top", font_color=gaya.REDUP))
    buku.teks(ws, 1, 0, pengantar, text_wrap=True, valign="top", font_color=gaya.REDUP)
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
            alas = gaya.TERANG["sorot" if k.diketik else "garis"]
            _baris(buku, ws, baris, nomor, m, denah, hidup.get(m.acuan), alas, pakai.get(m.acuan, []))
            baris += 1
    ws.freeze_panes(MULAI, 2)
    ws.autofilter(KEPALA, 0, max(KEPALA, baris - 1), len(KOLOM) - 1)
    ws.hide_gridlines(2)
    return max(KEPALA, baris - 1), len(KOLOM) - 1


def _baris(buku: Buku, ws: Worksheet, n: int, nomor: int, m: Masukan, denah: Denah, rumus: Rumus | None, alas: str, pakai: list[str]) -> None:
    """One figure; `alas` is the ground of what is not computed here."""
    alamat = pakai[0] if pakai else ""
    data = "; ".join(m.sumber if m.acuan.startswith(ISIAN) else [m.acuan])
    teks = {1: m.nama, 5: m.satuan, 6: m.dokumen, 7: m.tempat, 8: m.catatan, 10: alamat, 11: data}
    ws.write_number(n, 0, nomor, buku.format(**GARIS, align="center"))
    for kolom, isi in teks.items():
        buku.teks(ws, n, kolom, isi, **GARIS, text_wrap=True)
    kanan = {**GARIS, "align": "right"}
    for kolom, isi in ((PEMBILANG, m.pembilang), (PENYEBUT, m.penyebut)):
        _angka(buku, ws, n, kolom, isi, {**kanan, "bg_color": alas} if m.penyebut else GARIS)
    if m.penyebut:
        atas, bawah = (denah[m.acuan, k].tulis(denah[m.acuan, "nilai"].lembar) for k in ("pembilang", "penyebut"))
        rumus = Rumus(f'=IF({atas}="","-",IFERROR({atas}/{bawah}*100,"-"))', m.bernilai)
    if rumus:
        places = max(0, -Decimal(m.nilai).as_tuple().exponent) if m.nilai else 2
        nilai = "-" if rumus.nilai is None else float(rumus.nilai)
        buku.rumus(ws, n, NILAI, rumus.teks, nilai, **kanan, num_format=format.pola(min(2, places)))
    else:
        _angka(buku, ws, n, NILAI, m.nilai, {**kanan, "bg_color": alas})
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
