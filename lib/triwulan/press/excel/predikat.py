"""Grades that follow the figures: a formula from the bands of the scale, and colours by grade."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from triwulan.press import gaya

MULAI = re.compile(r"(>=?)(\d+)")


def rumus(skala: Sequence[dict], sel: str, nilai: Fraction | None, tercetak: str) -> str:
    """The formula that grades the figure in a cell, starred between two printed bands; "" where the bands do not give what is
    printed for its value, or the scale does not say where they begin."""
    if not skala or not all(map(_terbaca, skala)) or _predikat(skala, nilai) != tercetak:
        return ""
    turun = sorted(skala, key=lambda p: -int(p["dari"]))
    isi = f'"{turun[-1]["predikat"]}"'
    for p in reversed(turun[:-1]):
        isi = f'IF({sel}{p["mulai"]},"{p["predikat"]}",{isi})'
    lubang = [f"AND({sel}>{bawah['sampai']},{sel}<{atas['dari']})" for atas, bawah in zip(turun, turun[1:]) if int(bawah["sampai"]) < int(atas["dari"])]
    bintang = f'&IF(OR({",".join(lubang)}),"*","")' if lubang else ""
    return f'=IF(ISNUMBER({sel}),{isi}{bintang},"-")'


def warna(skala: Sequence[dict]) -> list[tuple[str, str]]:
    """(grade, ground) from the best band down; the grounds are spread over as many bands as there are."""
    turun = sorted((p for p in skala if _terbaca(p)), key=lambda p: -int(p["dari"]))
    akhir = len(gaya.PREDIKAT) - 1
    return [(p["predikat"], gaya.PREDIKAT[round(n * akhir / max(1, len(turun) - 1))]) for n, p in enumerate(turun)]


def _terbaca(p: dict) -> bool:
    """Whether a band says in figures where it begins and ends; what goes into a formula is looked at, whoever wrote the notebook."""
    return bool(MULAI.fullmatch(p.get("mulai", ""))) and all(p.get(k, "").isdecimal() for k in ("dari", "sampai")) and '"' not in p["predikat"]


def _predikat(skala: Sequence[dict], nilai: Fraction | None) -> str:
    if nilai is None:
        return "-"
    turun = sorted(skala, key=lambda p: -int(p["dari"]))
    sampai = {p["predikat"]: MULAI.fullmatch(p["mulai"]) for p in turun[:-1]}
    kena = next((n for n, m in sampai.items() if nilai > int(m[2]) or m[1] == ">=" and nilai == int(m[2])), turun[-1]["predikat"])
    lubang = any(int(b["sampai"]) < nilai < int(a["dari"]) for a, b in zip(turun, turun[1:]))
    return kena + "*" * lubang
