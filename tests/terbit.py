"""Reading figures as the published documents print them. Each table declares its format; nothing is guessed."""

import csv
import re
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "data" / "kecamatan-lumajang" / "terbit" / "2024-tw2"


def tabel(nama: str) -> list[dict[str, str]]:
    return list(csv.DictReader((FOLDER / f"lkj-camat_{nama}.csv").read_text("utf-8").splitlines()))


def indonesia(teks: str) -> Decimal:
    """7.229.814.333,00 · (18.938.957,00) · -7229814333,00"""
    m = re.fullmatch(r"(\(?)(-?)(\d{1,3}(?:\.\d{3})*|\d+)(?:,(\d+))?(\)?)", teks)
    assert m and bool(m[1]) == bool(m[5]), teks
    angka = Decimal(m[3].replace(".", "") + (f".{m[4]}" if m[4] else ""))
    return -angka if m[1] or m[2] else angka


def campur(teks: str, rupiah: bool) -> Decimal | None:
    """The performance tables: 0,4 · 0.52 · 100%; rupiah as 9.203.447.005 or Rp 5,175,000; "-" and "" are no value."""
    teks = teks.replace("Rp", "").replace("%", "").strip()
    if teks in ("-", ""):
        return None
    if rupiah:
        assert re.fullmatch(r"\d{1,3}([.,]\d{3})*", teks), teks
        return Decimal(re.sub(r"[.,]", "", teks))
    return Decimal(teks.replace(",", "."))


def bulat(nilai: Fraction, tercetak: Decimal) -> bool:
    """Whether a value rounds to the printed one: within half of its last printed digit."""
    langkah = Fraction(1, 10 ** max(0, -tercetak.as_tuple().exponent))
    return abs(nilai - Fraction(tercetak)) <= langkah / 2
