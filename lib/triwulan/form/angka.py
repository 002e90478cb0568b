"""Numbers: exact fractions inside, one rounding rule (half up, as Excel), Indonesian digits outside."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from babel.numbers import format_decimal

#: Most decimal places a ledger value keeps.
PLACES = 10


def bulat(nilai: Fraction, tempat: int) -> Decimal:
    """`nilai` rounded to `tempat` decimal places, halves away from zero."""
    geser = abs(nilai) * 10**tempat + Fraction(1, 2)
    digit = geser.numerator // geser.denominator
    return Decimal(-digit if nilai < 0 else digit).scaleb(-tempat)


def desimal(nilai: Fraction | None) -> str:
    """The ledger's text: at most ten places, no trailing zeros, no thousands, empty for no value."""
    if nilai is None:
        return ""
    text = format(bulat(nilai, PLACES), "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


@lru_cache(maxsize=8192)
def penuh(nilai: Fraction | str | None) -> str:
    """All digits in Indonesian print, at most ten places: 9.203.447.005 · 0,5266348765; "-" for no value."""
    if nilai is None:
        return "-"
    teks = nilai if isinstance(nilai, str) else desimal(nilai)
    return format_decimal(teks, format="#,##0.##########", locale="id_ID", decimal_quantization=False)


def tampil(nilai: Fraction | None, tempat: int | None, *, kurung: bool = False, kosong: str = "-") -> str:
    """As printed: 7.229.814.333,00 · -0,12 · (18.938.957,00) with `kurung` · `kosong` for no value.

    `tempat` None prints as many places as the value needs, at most two.
    """
    if nilai is None:
        return kosong
    if tempat is None:
        tempat = next((n for n in (0, 1) if bulat(nilai, n) == bulat(nilai, 2)), 2)
    angka = bulat(nilai, tempat)
    pola = "#,##0" + ("." + "0" * tempat if tempat else "")
    teks = format_decimal(abs(angka), format=pola, locale="id_ID", decimal_quantization=False)
    if angka >= 0:
        return teks
    return f"({teks})" if kurung else f"-{teks}"
