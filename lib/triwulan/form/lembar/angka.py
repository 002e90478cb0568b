"""Figures in anybody's sheet: which way of writing numbers a table uses, and how a spreadsheet shows a number.

Two ways are known: 1.234.567,89 (Indonesian) and 1,234,567.89 (English). What only one of them reads is certain; what both read
differently ("1.234") is decided by the certain figures of the same table, and refused where those disagree or there are none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from babel.numbers import format_decimal

from triwulan.form.angka import bulat
from triwulan.form.audit.cetak import BULAN, Tercetak

ANGKA = {
    "Indonesia": re.compile(r"(?:[1-9]\d{0,2}(?:\.\d{3})+|\d+)(?:,\d+)?"),
    "Inggris": re.compile(r"(?:[1-9]\d{0,2}(?:,\d{3})+|\d+)(?:\.\d+)?"),
}
#: A figure with all that may stand around it: brackets, minus, Rp, ",-", a unit (whose digits follow a letter or a slash).
LENGKAP = re.compile(
    r"(?P<buka>\()? ?(?P<minus>-)? ?(?:Rp\.? ?)?(?P<minus2>-)? ?(?P<angka>\d[\d.,]*?)(?:[.,]-)? ?(?P<tutup>\))? ?"
    r"(?P<satuan>(?:%|[A-Za-z])(?:\D|(?<=[A-Za-z/\d])\d|(?<=/ )\d)*)?", re.I,
)
#: What begins like a figure; anything else in a numeric cell is words.
MULAI = re.compile(r"[(\-]?\s*(?:Rp\.?\s*)?-?\s*\d", re.I)
#: A percentage is the number before its sign in columns of these units; in a column of fractions it is a hundredth of it.
SATUAN_PERSEN = ("%", "baris")
#: How near a value that a spreadsheet computed in binary comes to the exact one: relatively, and near zero.
TELITI, TERDEKAT = Fraction(2, 10**12), Fraction(1, 10**9)


@dataclass(frozen=True)
class Angka:
    """A text or number in a numeric cell. `nilai` and `ulp` are those of a number cell, `persen` its number format's."""

    tempat: str
    teks: str
    satuan: str
    nilai: Fraction | None = None
    ulp: Fraction = Fraction(0)
    persen: bool = False


def bersih(teks: str) -> str:
    """The text with plain spaces and minus signs; a dash alone, however long, is "-"."""
    teks = re.sub(r"[\s\u00a0\u2007\u202f]+", " ", teks).strip().replace("\u2212", "-")
    return "-" if teks in ("\u2013", "\u2014", "--") else teks


def bacaan(teks: str, satuan: str) -> dict[str, Decimal]:
    """Every way a text reads as a figure, by the name of the way; money has at most two decimals."""
    m = LENGKAP.fullmatch(bersih(teks))
    if not m or bool(m["buka"]) != bool(m["tutup"]):
        return {}
    hasil = {}
    for nama, pola in ANGKA.items():
        if pola.fullmatch(m["angka"]):
            ribuan, koma = (".", ",") if nama == "Indonesia" else (",", ".")
            angka = Decimal(m["angka"].replace(ribuan, "").replace(koma, "."))
            if satuan != "Rp" or angka.as_tuple().exponent >= -2:
                hasil[nama] = -angka if m["buka"] or m["minus"] or m["minus2"] else angka
    return hasil


def baca(sel: Sequence[Angka]) -> tuple[list[Tercetak], list[str]]:
    """The figures of one table, and what is wrong with them: cells that read in no way, or in two."""
    semua = [{} if s.nilai is not None or not MULAI.match(bersih(s.teks)) else bacaan(s.teks, s.satuan) for s in sel]
    cara = {nama for b in semua if len(b) == 1 for nama in b}
    hasil, masalah = [], []
    for s, b in zip(sel, semua, strict=True):
        if s.nilai is not None:
            hasil.append(_bilangan(s))
            continue
        teks, mungkin = bersih(s.teks), set(b.values())
        if len(mungkin) == 2 and len(cara) == 1:
            mungkin = {b[next(iter(cara))]}
        hasil.append(_teks(teks, mungkin.pop(), s.satuan) if len(mungkin) == 1 else Tercetak(teks))
        if len(mungkin) == 2:
            masalah.append(f"{s.tempat}: {teks!r} bisa berarti ribuan atau pecahan, dan angka lain di tabel ini tidak memutuskannya; tulis tanpa tanda ribuan, misalnya {teks.replace('.', '').replace(',', '')} atau dengan satu angka di belakang koma")
        elif not b and MULAI.match(teks):
            masalah.append(f"{s.tempat}: {teks!r} bukan angka; tulis seperti 1.234.567,89 atau 1,234,567.89, boleh dengan Rp, % atau satuan")
    return hasil, masalah


def _teks(teks: str, angka: Decimal, satuan: str) -> Tercetak:
    persen = bool(re.search(r"\d ?\)? ?%", teks))
    if persen and satuan == "rasio":
        angka = angka.scaleb(-2)
    bulan = BULAN.search(re.sub(r"/ ", "/", teks))
    return Tercetak(teks, Fraction(angka), Fraction(Decimal(1).scaleb(angka.as_tuple().exponent)), persen, bulan[1] if bulan else "")


def _bilangan(s: Angka) -> Tercetak:
    kali = 100 if s.persen and s.satuan in SATUAN_PERSEN else 1
    bulan = BULAN.search(s.teks)
    return Tercetak(s.teks, s.nilai * kali, s.ulp * kali, s.persen, bulan[1] if bulan else "")


def ulp_ketik(angka: Decimal) -> Fraction:
    """Size of the last decimal digit of a typed number; 1 for a whole one."""
    return Fraction(Decimal(1).scaleb(min(angka.normalize().as_tuple().exponent, 0)))


def ulp_hitung(nilai: Fraction, langkah: Fraction | None) -> Fraction:
    """The same of a computed number: its binary error, or the digit that its formula rounds to."""
    return max(abs(nilai) * TELITI, TERDEKAT) if langkah is None else langkah


def bagian_format(format_: str) -> tuple[str, str, str]:
    """Literal text before, the pattern, literal text behind, of a number format's first section (`0" dokumen"`)."""
    pertama = re.sub(r"\[[^\]]*\]|_.|\*.|\\(?=.)", "", format_.split(";")[0])
    if pertama.strip() in ("", "General", "@"):
        return "", "", ""
    m = re.fullmatch(r"((?:\"[^\"]*\"|[^0#?\"])*)([0#?][0#?.,%E+\- ]*)?((?:.|\n)*)", pertama)
    depan, pola, belakang = m.groups() if m else ("", "", "")
    return depan.replace('"', "").strip(), (pola or "").strip(), belakang.replace('"', "").rstrip()


def tampak(nilai: Fraction, format_: str) -> str:
    """A number as an Indonesian spreadsheet shows it under a number format; plain where the format is out of the ordinary."""
    bagian = format_.split(";")
    if nilai < 0 and len(bagian) > 1 and "(" in bagian[1]:
        return f"({tampak(-nilai, bagian[0])})"
    if nilai == 0 and len(bagian) > 2 and not re.search(r"[0#]", bagian[2]):
        return "-"
    depan, pola, belakang = bagian_format(format_)
    persen = "%" in pola
    nilai = nilai * 100 if persen else nilai
    if not pola:
        angka, ribuan = +Decimal(bulat(nilai, 10)), False
        teks = format(angka.normalize() if angka else Decimal(0), "f").replace(".", ",")
    else:
        desimal, ribuan = len(re.findall(r"[0#?]", pola.partition(".")[2])), "," in pola.partition(".")[0]
        teks = format_decimal(bulat(nilai, desimal), format=("#,##0" if ribuan else "0") + ("." + "0" * desimal if desimal else ""), locale="id_ID", decimal_quantization=False)
    return " ".join(t for t in (depan, teks + ("%" if persen else "") + belakang) if t)
