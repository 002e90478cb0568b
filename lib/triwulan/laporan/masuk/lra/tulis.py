"""Figures as messages of an import write them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from babel.numbers import format_decimal


def ribuan(angka: Fraction) -> str:
    """`1.234.567,89`; without decimals where there are none."""
    return format_decimal(Decimal(angka.numerator) / angka.denominator, locale="id_ID")


def rupiah(angka: Fraction) -> str:
    return f"Rp{ribuan(angka)}"
