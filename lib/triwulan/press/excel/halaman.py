"""Where a printed sheet breaks: who signs stands on one page with the last rows of what is signed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from triwulan.press import gaya
from triwulan.press.excel import ukuran

#: Points in a millimetre.
MM = 72 / 25.4
#: How much more or less than we reckon a program may get on a page.
DUGAAN = (0.92, 0.95, 0.98, 1.0, 1.02)


@dataclass(frozen=True)
class Susunan:
    """A written sheet as print sees it: the height of each row in points, the widths of its columns in digits, the rows repeated on
    every page, and from which rows on it should stay together, the best first (none: it may break anywhere)."""

    tinggi: tuple[float, ...]
    lebar: tuple[float, ...]
    berulang: tuple[int, int]
    utuh: tuple[int, ...] = ()


def pisah(s: Susunan, kertas: str, mendatar: bool) -> int | None:
    """The row before which a page must begin so that the rows after it stay together; None where they do anyway."""
    muat, ulang = _muat(s, kertas, mendatar), sum(s.tinggi[s.berulang[0]: s.berulang[1] + 1])
    mulai = next((n for n in s.utuh if ulang + sum(s.tinggi[n:]) <= muat * DUGAAN[0]), None)
    terbelah = mulai is not None and any(mulai < n for k in DUGAAN for n in _awal(s, muat * k, ulang))
    return mulai if terbelah else None


def _muat(s: Susunan, kertas: str, mendatar: bool) -> float:
    """The height of the rows that a page holds: the sheet is printed as small as its width asks for, in whole percents."""
    pendek, panjang = gaya.KERTAS.get(kertas, gaya.KERTAS["A4"])
    lebar, tinggi = (panjang, pendek) if mendatar else (pendek, panjang)
    kiri, kanan, atas, bawah = gaya.tepi(kertas, mendatar)
    persen = min(100, int(100 * (lebar - kiri - kanan) * MM / ukuran.titik(s.lebar)))
    return (tinggi - atas - bawah) * MM * 100 / persen


def _awal(s: Susunan, muat: float, ulang: float) -> Iterator[int]:
    """The first row of each page but the first."""
    terisi = 0.0
    for n, tinggi in enumerate(s.tinggi):
        if terisi and terisi + tinggi > muat:
            yield n
            terisi = ulang if n > s.berulang[1] else 0.0
        terisi += tinggi
