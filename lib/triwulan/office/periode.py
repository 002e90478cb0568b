"""Periods: a quarter, a month, a run of months, "up to" a quarter, a year; their names and the reporting deadline."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from babel.dates import format_date

ROMAWI = ("I", "II", "III", "IV")
HARAPAN = "tulis 2024-tw2, sd-2024-tw2, 2024-06, 2024-01..2024-05 atau 2024 (bulan 01–12, triwulan 1–4, satu tahun)"


@dataclass(frozen=True, order=True)
class Periode:
    """Whole months of one year, `awal` to `akhir` (1–12) inclusive."""

    tahun: int
    awal: int
    akhir: int

    def memuat(self, lain: Periode) -> bool:
        return self.tahun == lain.tahun and self.awal <= lain.awal and lain.akhir <= self.akhir

    def beririsan(self, lain: Periode) -> bool:
        return self.tahun == lain.tahun and self.awal <= lain.akhir and lain.awal <= self.akhir

    @property
    def hari_awal(self) -> date:
        return date(self.tahun, self.awal, 1)

    @property
    def hari_akhir(self) -> date:
        lanjut = date(self.tahun + self.akhir // 12, self.akhir % 12 + 1, 1)
        return lanjut - timedelta(days=1)


def triwulan(tahun: int, n: int) -> Periode:
    """The three months of a quarter."""
    return Periode(tahun, 3 * n - 2, 3 * n)


def sampai(tahun: int, n: int) -> Periode:
    """January up to the end of a quarter."""
    return Periode(tahun, 1, 3 * n)


def tahunan(tahun: int) -> Periode:
    return Periode(tahun, 1, 12)


def baca(teks: str) -> Periode:
    """The period a data file writes. Raises ValueError saying what is accepted."""
    if m := re.fullmatch(r"(sd-)?(\d{4})-tw([1-4])", teks):
        return (sampai if m[1] else triwulan)(int(m[2]), int(m[3]))
    if m := re.fullmatch(r"(\d{4})-(\d{2})(?:\.\.\1-(\d{2}))?", teks):
        awal, akhir = int(m[2]), int(m[3] or m[2])
        if 1 <= awal <= akhir <= 12:
            return Periode(int(m[1]), awal, akhir)
    if re.fullmatch(r"\d{4}", teks):
        return tahunan(int(teks))
    raise ValueError(HARAPAN)


def tulis(p: Periode) -> str:
    """The inverse of `baca`, in its shortest form."""
    for n in range(1, 5):
        if p == triwulan(p.tahun, n):
            return f"{p.tahun}-tw{n}"
        if p == sampai(p.tahun, n) and n < 4:
            return f"sd-{p.tahun}-tw{n}"
    if p == tahunan(p.tahun):
        return str(p.tahun)
    awal = f"{p.tahun}-{p.awal:02}"
    return awal if p.awal == p.akhir else f"{awal}..{p.tahun}-{p.akhir:02}"


def sebut(p: Periode) -> str:
    """A period in words: `Triwulan II 2024`, `s/d Triwulan II 2024`, `Juni 2024`, `tahun 2024`."""
    for n in range(1, 5):
        if p == triwulan(p.tahun, n):
            return f"Triwulan {ROMAWI[n - 1]} {p.tahun}"
        if p == sampai(p.tahun, n) and n < 4:
            return f"s/d Triwulan {ROMAWI[n - 1]} {p.tahun}"
    if p == tahunan(p.tahun):
        return f"tahun {p.tahun}"
    return f"{bulan(p.awal)} {p.tahun}" if p.awal == p.akhir else f"{bulan(p.awal)}–{bulan(p.akhir)} {p.tahun}"


def bulan(n: int) -> str:
    """`Juni`."""
    return format_date(date(2000, n, 1), "MMMM", locale="id_ID")


def tanggal(d: date) -> str:
    """`5 Juli 2024`."""
    return format_date(d, "d MMMM y", locale="id_ID")


def hari_tanggal(d: date) -> str:
    """`Jumat, 5 Juli 2024`."""
    return format_date(d, "EEEE, d MMMM y", locale="id_ID")


def tenggat(tahun: int, n: int, hari: int) -> date:
    """The last day on which a quarter's report is on time: `hari` days after the quarter ends."""
    return triwulan(tahun, n).hari_akhir + timedelta(days=hari)
