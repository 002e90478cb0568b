"""Exact values and the rule for missing ones: what is computed with a missing figure has no value, nor has a division by zero;
what is empty by its nature adds nothing to a sum."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from functools import partial, reduce

Nilai = Fraction | None


class Kosong:
    """What a cell holds that is empty by its nature; there is one, KOSONG."""

    def __repr__(self) -> str:
        return "KOSONG"


KOSONG = Kosong()


def apply(op: str, a: Nilai | Kosong, b: Nilai | Kosong) -> Nilai | Kosong:
    """One operation on exact values with the rule for missing ones (see the module)."""
    if op == "+" and (a is KOSONG or b is KOSONG):
        return b if a is KOSONG else a
    if not isinstance(a, Fraction) or not isinstance(b, Fraction) or (op == "/" and b == 0):
        return None
    return {"+": a.__add__, "-": a.__sub__, "x": a.__mul__, "/": a.__truediv__}[op](b)


def seperti_cetak(op: str, a: Nilai, b: Nilai) -> Nilai:
    """The same as in print, where what is not there (a quarter not due, a dash) adds nothing to a sum."""
    return (b if a is None else a) if op == "+" and (a is None or b is None) else apply(op, a, b)


def jumlah(nilai: Iterable[Nilai | Kosong]) -> Nilai | Kosong:
    """The sum; None with a missing summand or without any; KOSONG of nothing but KOSONG."""
    semua = list(nilai)
    return reduce(partial(apply, "+"), semua, KOSONG) if semua else None
