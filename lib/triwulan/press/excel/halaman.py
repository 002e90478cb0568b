"""Where a printed sheet breaks: who signs stands on one page with the last rows of what is signed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from triwulan.press import gaya

#: Points in a millimetre.
MM = 72 / 25.4
#: Points that a digit of the workbook's type takes in Excel, which counts whole pixels, and in LibreOffice; the room at a column's
#: edges in digits.
DIGIT, SISI = (5.25, 5.56), 5 / 7
#: How much more or less than we reckon may go on a page.
DUGAAN = (0.97, 1.0, 1.03)


@dataclass(frozen=True)
class Susunan:
    """A written sheet as print sees it: the height of each row in points, the widths of its columns in digits, the rows repeated on
    every page, and from which rows on it should stay together, the best first (none: it may break anywhere)."""

    tinggi: tuple[float, ...]
    lebar: tuple[float, ...]
    berulang: tuple[int, int]
    utuh: tuple[int, ...] = ()


def pisah(s: Susunan, kertas: str, mendatar: bool) -> int | None:
    """The row before which a page must begin so that the rows after it stay together in any program; None where they do anyway."""
    muat = [m * k for digit in DIGIT for m in [_muat(s, kertas, mendatar, digit)] for k in DUGAAN]
    ulang = sum(s.tinggi[s.berulang[0]: s.berulang[1] + 1])
    mulai = next((n for n in s.utuh if ulang + sum(s.tinggi[n:]) <= min(muat)), None)
    return mulai if mulai is not None and any(mulai < n for m in muat for n in _awal(s, m, ulang)) else None


def _muat(s: Susunan, kertas: str, mendatar: bool, digit: float) -> float:
    """The height of the rows that a page holds: the sheet is printed as small as its width asks for, in whole percents."""
    pendek, panjang = gaya.KERTAS.get(kertas, gaya.KERTAS["A4"])
    lebar, tinggi = (panjang, pendek) if mendatar else (pendek, panjang)
    kiri, kanan, atas, bawah = gaya.tepi(kertas, mendatar)
    persen = min(100, int(100 * (lebar - kiri - kanan) * MM / sum((w + SISI) * digit for w in s.lebar)))
    return (tinggi - atas - bawah) * MM * 100 / persen


def _awal(s: Susunan, muat: float, ulang: float) -> Iterator[int]:
    """The first row of each page but the first."""
    terisi = 0.0
    for n, tinggi in enumerate(s.tinggi):
        if terisi and terisi + tinggi > muat:
            yield n
            terisi = ulang if n > s.berulang[1] else 0.0
        terisi += tinggi
