"""Where the columns of an LRA stand in a sheet: by their titles, over several rows and merged cells, on each page anew."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from triwulan.form.lembar.grid import Lembar

#: Key of the form's column (laporan/formulir/lra_rekening) → how messages call it.
NAMA = {
    "3": "anggaran sebelum perubahan", "4": "anggaran setelah perubahan", "5a": "realisasi bulan lalu", "5b": "realisasi bulan ini",
    "5c": "realisasi s/d bulan ini", "6": "persen", "7": "sisa anggaran",
}
RUPIAH = ("3", "4", "5a", "5b", "5c", "7")
KODE, URAIAN = re.compile(r"\bkode\b"), re.compile(r"\buraian\b|nama rekening")
#: What a title must hold to be the column's; the first that fits decides.
JUDUL = (
    ("6", re.compile(r"%|persen")),
    ("7", re.compile(r"\bsisa\b|selisih|lebih|kurang\b")),
    ("5a", re.compile(r"\blalu\b|bulan sebelumnya")),
    ("5c", re.compile(r"s ?[/.] ?d\b|\bsd\b|sampai|kumulatif")),
    ("5b", re.compile(r"\bini\b")),
    ("3", re.compile(r"\bsebelum\b|\bmurni\b")),
    ("4", re.compile(r"\bsetelah\b|\bsesudah\b|\bperubahan\b")),
    ("1", KODE),
    ("2", URAIAN),
    ("4", re.compile(r"anggaran|\bpagu\b")),
)
#: Rows of a header at most, letters of a title.
TINGGI, PANJANG = 6, 40


@dataclass(frozen=True)
class Kepala:
    """The sheet columns of each key, the last row of the header."""

    kolom: Mapping[str, range]
    akhir: int

    @property
    def kurang(self) -> list[str]:
        """The columns without which it cannot be read."""
        perlu = ["4", "5b"] + ([] if "5c" in self.kolom else ["5a"])
        return [NAMA[k] for k in perlu if k not in self.kolom]


def cari(lembar: Lembar, b: int) -> Kepala | None:
    """The header that begins in a row; None where none does."""
    kode, uraian = _sel(lembar, b, KODE), _sel(lembar, b, URAIAN)
    if not kode or not uraian or kode >= uraian:
        return None
    akhir = b
    while akhir < min(b + TINGGI, lembar.tinggi) and not _isi(lembar, akhir + 1, kode, uraian):
        akhir += 1
    mulai: dict[str, int] = {}
    berjudul = set()
    for k in range(kode, lembar.lebar + 1):
        judul = " ".join(dict.fromkeys(lembar.di(r, k).teks for r in range(b, akhir + 1))).strip().lower()
        if judul:
            berjudul.add(k)
            key = next((key for key, pola in JUDUL if pola.search(judul)), "")
            if key and key not in mulai:
                mulai[key] = k
    if not {"1", "2"} <= mulai.keys() or not {"5a", "5b", "5c"} & mulai.keys():
        return None
    return Kepala({key: _bentang(lembar, b, k, set(mulai.values()), berjudul) for key, k in mulai.items()}, akhir)


def _sel(lembar: Lembar, b: int, pola: re.Pattern) -> int:
    """The first column of a row whose cell bears this title; 0 for none. A title is short."""
    return next((k for k in range(1, lembar.lebar + 1) if (t := lembar.asli(b, k).teks.lower()) and len(t) < PANJANG and pola.search(t)), 0)


def _isi(lembar: Lembar, b: int, kode: int, uraian: int) -> bool:
    """Whether a row is one of the table's: a code, and words beside it."""
    return bool(re.match(r"\d", _gabung(lembar, b, range(kode, uraian)))) and bool(re.search("[A-Za-z]", lembar.asli(b, uraian).teks))


def _gabung(lembar: Lembar, b: int, kolom: range) -> str:
    return " ".join(t for k in kolom if (t := lembar.asli(b, k).teks))


def _bentang(lembar: Lembar, b: int, k: int, mulai: set[int], berjudul: set[int]) -> range:
    """The columns of a title: its own, and what follows it under the same merged cell or under none."""
    akhir = k
    while akhir + 1 <= lembar.lebar and akhir + 1 not in mulai and (akhir + 1 not in berjudul or lembar.gabungan.get((b, akhir + 1)) == lembar.gabungan.get((b, k), (b, k))):
        akhir += 1
    return range(k, akhir + 1)
