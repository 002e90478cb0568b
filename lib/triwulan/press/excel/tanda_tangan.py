"""Signatures below the table that is signed, side by side as on paper, with room for hand and stamp."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from xlsxwriter.worksheet import Worksheet

from triwulan.press.excel.buku import Buku
from triwulan.press.excel.ukuran import HURUF

#: Rows that stay free for hand and stamp.
RUANG = 3


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


def tulis(buku: Buku, ws: Worksheet, n: int, lebar: Sequence[float], semua: Sequence[dict]) -> int:
    """Writes who signs from row `n` on; returns the last row. `lebar` are the widths of the columns."""
    batas = _bagi(lebar, max(2, len(semua)))[-len(semua):]
    for (awal, akhir), p in zip(batas, semua):
        isi = [p.get("peran", ""), p.get("di_atas", ""), p.get("jabatan", ""), *[""] * RUANG, p.get("nama", ""), p.get("nip", "")]
        for k, teks in enumerate(isi):
            sifat = {"align": "center", "font_size": HURUF, **({"bold": True, "underline": 1} if k == len(isi) - 2 else {})}
            if akhir > awal:
                ws.merge_range(n + k, awal, n + k, akhir, "", buku.format(**sifat))
            buku.teks(ws, n + k, awal, teks, **sifat)
    return n + RUANG + 4


def _ttd(b: dict) -> bool:
    return b["jenis"] == "blok" and b["blok"]["jenis"] == "tanda-tangan"


def _bagi(lebar: Sequence[float], banyak: int) -> list[tuple[int, int]]:
    """First and last column of so many parts of about one width."""
    jumlah, mulai, hasil = sum(lebar), 0, []
    for n in range(1, banyak + 1):
        akhir = mulai
        while akhir + 1 < len(lebar) - (banyak - n) and sum(lebar[: akhir + 2]) <= jumlah * n / banyak + 1e-9:
            akhir += 1
        akhir = len(lebar) - 1 if n == banyak else akhir
        hasil.append((min(mulai, len(lebar) - 1), akhir))
        mulai = akhir + 1
    return hasil
