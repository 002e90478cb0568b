"""Figures as documents print them: each document declares how it writes numbers, and nothing is guessed.

A printed figure keeps its text, its exact value, and the size of its last digit (`ulp`): a value is equal to it when it
lies within half of that digit.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from triwulan.form.form import Form


class TakTerbaca(ValueError):
    """A text that the declared format does not read, or that could be read in two ways; the message says what it expects."""


@dataclass(frozen=True)
class Tercetak:
    """A figure as printed. `nilai` None: the document prints none ("-", an empty or an overflown cell). `ulp`: size of the
    last printed digit in the unit of the column. `persen`: a percent sign stands behind it. `bulan`: months in the unit
    beside it (64 Org/6 bln)."""

    teks: str
    nilai: Fraction | None = None
    ulp: Fraction = Fraction(0)
    persen: bool = False
    bulan: str = ""

    def sama(self, nilai: Fraction | None) -> bool:
        """Whether an exact value rounds to what is printed; no value equals no value only."""
        if self.nilai is None or nilai is None:
            return self.nilai is None and nilai is None
        return abs(nilai - self.nilai) <= self.ulp / 2

    def bulan_lain(self, satuan: str) -> bool:
        """Whether it counts other months than a unit does: 64 orang/12 bulan beside Org/3 bln."""
        m = BULAN.search(satuan)
        return bool(m and self.bulan and m[1] != self.bulan)

    def terpotong(self, nilai: Fraction) -> bool:
        """Whether an exact value, cut off instead of rounded, gives what is printed."""
        if self.nilai is None or not self.ulp:
            return False
        return abs(nilai) // self.ulp == abs(self.nilai) / self.ulp and (nilai < 0) == (self.nilai < 0)


#: Months in the unit of a printed figure: 64Org/3 bln, 64 orang/12 bulan.
BULAN = re.compile(r"/(\d+) (?:bln|bulan)$")
INDONESIA = re.compile(r"(\(?)(-?)(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d+))?(\)?)")
RUPIAH = re.compile(r"(-?)(?:Rp\.? ?)?(\d{1,3}(?:[.,]\d{3})*)(?:,-)?")
KINERJA = re.compile(r"(-?\d+(?:[.,]\d+)?) ?(%|[A-Za-z][A-Za-z0-9/ ]*)?")
RENJA_RP = re.compile(r"(-?\d{1,3}(?:,\d{3})*)")
RENJA_K = re.compile(r"(-?\d{1,3}(?:,\d{3})*(?:\.\d+)?) ?(%|B|[a-z][a-z0-9/ ]*)?")
#: Numbers of rows, a level each; numbers in parts are levels of their own.
NOMOR = tuple(map(re.compile, (r"[IVXL]+", r"[A-HJKM-UWYZ]", r"[a-z]+", r"\d+", r"\d+\.\d+", r"\d+(?:\.\d+){2}", r"\d+(?:\.\d+){3,}")))
TANPA_NILAI = re.compile(r"(-|#+)( ?[a-z%][a-z0-9/ ]*)?")


def lra(teks: str, satuan: str) -> Tercetak:
    """7.229.814.333,00 · (18.938.957,00) · 53,17; an empty cell has no value."""
    if not teks:
        return Tercetak(teks)
    m = INDONESIA.fullmatch(teks)
    if not m or bool(m[1]) != bool(m[5]):
        raise TakTerbaca("tulis seperti 7.229.814.333,00; negatif dalam kurung")
    angka = Decimal(m[3].replace(".", "") + (f".{m[4]}" if m[4] else ""))
    return _tercetak(teks, -angka if m[1] or m[2] else angka)


def lkj(teks: str, satuan: str) -> Tercetak:
    """The performance tables: 0,4 · 0.52 · 46% · 43 Unit · 64Org/12 bln; rupiah as 9.203.447.005, Rp 5,175,000, 6.630.000,- or
    60.610,000; "-", "=" and "" are no value. A percent sign in a column of fractions is taken at its word: 0.53 % is 0,0053."""
    if teks in ("-", "=", ""):
        return Tercetak(teks)
    if satuan == "Rp":
        m = RUPIAH.fullmatch(teks)
        if not m:
            raise TakTerbaca("tulis rupiah seperti 9.203.447.005, Rp 5,175,000 atau 6.630.000,-")
        return _tercetak(teks, Decimal(m[1] + re.sub(r"[.,]", "", m[2])))
    m = KINERJA.fullmatch(teks)
    if not m or re.fullmatch(r"-?[1-9]\d*[.,]\d{3}", m[1]):
        raise TakTerbaca("tulis seperti 0,52, 46% atau 43 Unit; tiga angka di belakang tanda bisa berarti ribuan")
    angka, persen = Decimal(m[1].replace(",", ".")), m[2] == "%"
    return _tercetak(teks, angka.scaleb(-2) if satuan == "rasio" and persen else angka, persen)


def renja(teks: str, satuan: str) -> Tercetak:
    """The Evaluasi Renja: 44,386,885,021 · 6.25 % · 17,568 kelarga · 75B. No value: "-" (with or without its unit), a cell that
    overflowed its column (### kelarga, #%), words, and ""."""
    if teks in ("", "masih proses") or TANPA_NILAI.fullmatch(teks):
        return Tercetak(teks)
    m = (RENJA_RP if satuan == "Rp" else RENJA_K).fullmatch(teks)
    if not m:
        raise TakTerbaca("tulis seperti 44,386,885,021 atau 6.25 % (koma ribuan, titik desimal)")
    return _tercetak(teks, Decimal(m[1].replace(",", "")), satuan != "Rp" and m[2] == "%")


#: The formats a published table may declare.
FORMAT: dict[str, Callable[[str, str], Tercetak]] = {"lra": lra, "lkj": lkj, "renja": renja}


def _tercetak(teks: str, angka: Decimal, persen: bool = False) -> Tercetak:
    bulan = BULAN.search(teks)
    return Tercetak(teks, Fraction(angka), Fraction(Decimal(1).scaleb(angka.as_tuple().exponent)), persen, bulan[1] if bulan else "")


@dataclass(frozen=True)
class SelCetak:
    """A printed cell: the figure, where it stands ("Lembar1!J7", "baris 7 kolom 10"), the spreadsheet formula in it if any."""

    angka: Tercetak
    tempat: str = ""
    rumus: str = ""


@dataclass(frozen=True)
class BarisCetak:
    """A printed row: text columns by column id, numeric cells by column key; `jenis` data | jumlah."""

    id: str
    teks: Mapping[str, str]
    sel: Mapping[str, SelCetak]
    jenis: str = "data"
    tempat: str = ""


@dataclass(frozen=True)
class TabelCetak:
    """A table as printed, laid on its form; `laporan` and `tabel` as in addresses."""

    form: Form
    laporan: str
    tabel: str
    baris: tuple[BarisCetak, ...]

    @property
    def berjenjang(self) -> bool:
        """Whether the rows are numbered at several levels: A, I, 1 or 1, 1.1, or numbered only here and there."""
        nomor = next((c.id for c in self.form.columns if c.is_text), "")
        macam = {next((n for n, pola in enumerate(NOMOR) if pola.fullmatch(b.teks.get(nomor, "").strip(" .)"))), -1) for b in self.baris if b.jenis == "data"}
        return len(macam) > 1

    def alamat(self, baris: str, key: str) -> str:
        return f"{self.laporan}/{self.tabel}/{baris}/{key}"
