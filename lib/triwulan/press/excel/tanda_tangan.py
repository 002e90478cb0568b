"""Signatures below the table that is signed, side by side as on paper, with room for hand and stamp."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

from xlsxwriter.worksheet import Worksheet

from triwulan.press.excel import ukuran
from triwulan.press.excel.buku import Buku
from triwulan.press.excel.ukuran import HURUF

#: Rows that stay free for hand and stamp; which row the name stands in.
RUANG = 3
NAMA = 3 + RUANG


def pihak(bagian: Iterable[dict]) -> dict[int, list[dict]]:
    """By the number of each table of a manuscript who signs below it: what stands next after it is a signature, or the report has
    one signature alone, after its last table."""
    urut = [b for b in bagian if b["jenis"] != "prosa"]
    ttd = [n for n, b in enumerate(urut) if _ttd(b)]
    tabel = [n for n, b in enumerate(urut) if b["jenis"] == "tabel"]
    hasil = {tabel.index(n - 1): urut[n]["blok"]["pihak"] for n in ttd if n - 1 in tabel}
    if len(ttd) == 1 and tabel and ttd[0] > tabel[-1]:
        hasil[len(tabel) - 1] = urut[ttd[0]]["blok"]["pihak"]
    return hasil


def tulis(buku: Buku, ws: Worksheet, n: int, lebar: Sequence[float], semua: Sequence[dict]) -> list[float]:
    """Writes who signs from row `n` on; returns the height of each row. `lebar` are the widths of the columns."""
    isi = [[p.get("peran", ""), p.get("di_atas", ""), p.get("jabatan", ""), *[""] * RUANG, p.get("nama", ""), p.get("nip", "")] for p in semua]
    banyak = max(2, len(semua))
    perlu = [0.0] * (banyak - len(semua)) + [max(ukuran.lebar(teks, HURUF, k == NAMA) for k, teks in enumerate(p)) for p in isi]
    batas = bagi(lebar, perlu)[-len(semua):]
    tinggi = []
    for k in range(len(isi[0])):
        for (awal, akhir), p in zip(batas, isi):
            sifat = {"align": "center", "valign": "top", "text_wrap": True, "font_size": HURUF, **({"bold": True, "underline": 1} if k == NAMA else {})}
            if akhir > awal:
                ws.merge_range(n + k, awal, n + k, akhir, "", buku.format(**sifat))
            buku.teks(ws, n + k, awal, p[k], **sifat)
        tinggi.append(ukuran.baris([(p[k], sum(lebar[a: z + 1]), k == NAMA) for (a, z), p in zip(batas, isi)], HURUF))
    return tinggi


def _ttd(b: dict) -> bool:
    return b["jenis"] == "blok" and b["blok"]["jenis"] == "tanda-tangan"


def bagi(lebar: Sequence[float], perlu: Sequence[float]) -> list[tuple[int, int]]:
    """First and last column of as many parts as are needed: each as wide as its text needs if the columns allow, else all of about
    one width. Where there are fewer columns than parts, the last ones share the last column."""
    n, banyak = len(lebar), len(perlu)
    if n < banyak:
        return [(min(k, n - 1), min(k, n - 1)) for k in range(banyak)]

    def potong(batas: tuple[int, ...]) -> list[tuple[int, int]]:
        return [(a, z - 1) for a, z in zip((0, *batas), (*batas, n))]

    def buruk(batas: tuple[int, ...]) -> tuple[float, float]:
        ada = [sum(lebar[a: z + 1]) for a, z in potong(batas)]
        return round(sum(max(0.0, p - a) for a, p in zip(ada, perlu)), 6), round(max(ada) - min(ada), 6)

    return potong(min(combinations(range(1, n), banyak - 1), key=buruk))
