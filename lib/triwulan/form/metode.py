"""The closed notation of roll-ups, as the ledger writes it: `gabungan(5)/gabungan(4) x 100%`, `jumlah(7)`, `sisa(8)`.

Functions over operands, joined by the signs of the forms' own notation. From one text come the value (so that a ledger can
be recomputed from its operands) and the sentence with the numbers put in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from triwulan.form import formula as f
from triwulan.form.nilai import Nilai, apply

#: A mean may say for single rows that they follow another formula: rata-rata(5/4 x 100%; 7.01.02: 4/5 x 100%).
FUNGSI = re.compile(r"(jumlah|gabungan|rata-rata per baris|rata-rata|sisa)\(([^()]+)\)")
KATA = re.compile(r"realisasi|target|pembilang|penyebut")
#: A sum of more figures than this shows its first ones and how many there are.
BANYAK = 6
#: What an account that the office does not have is worth.
NIHIL = "nihil"


class BukanMetode(ValueError):
    """A text that is none of the roll-ups; the message quotes it."""


@dataclass(frozen=True)
class Operan:
    """One operand: its row (or indicator), the column it stands in, its role (`realisasi`, `target`, ""), value, shown text;
    numerator and denominator of a data row that has them."""

    baris: str
    kolom: str
    peran: str
    nilai: Nilai
    tampil: str = ""
    pembilang: Nilai = None
    penyebut: Nilai = None

    def untuk(self, kata: str) -> Nilai:
        """The figure that a word or a column id means in this operand; None where it is none of its."""
        if kata in ("pembilang", "penyebut"):
            return getattr(self, kata)
        return self.nilai if kata in (self.kolom, self.peran) or not (KATA.fullmatch(kata) or kata[0].isdigit()) else None


def nilai(rumus: str, operan: Sequence[Operan]) -> Nilai:
    """The value that a roll-up gives with these operands; None where one that it needs has none. Raises BukanMetode."""
    if rumus == NIHIL:
        return Fraction(0)
    if rumus == "0-jumlah":
        return -operan[0].nilai if operan[0].nilai is not None else None
    bagian, tree = _urai(rumus)
    return _hitung(tree, lambda i: _bagian(bagian[int(i)], operan))


def kalimat(rumus: str, operan: Sequence[Operan], angka: Callable[[Fraction], str]) -> str:
    """`(1 + 0) / (1 + 1) × 100 %`: the roll-up with the figures put in, long sums shortened. Raises BukanMetode."""
    if rumus in (NIHIL, "0-jumlah"):
        return "" if rumus == NIHIL else f"0 − {operan[0].tampil}"
    bagian, tree = _urai(rumus)

    def sebut(i: str) -> str:
        fungsi, isi = bagian[int(i)]
        if fungsi.startswith("rata-rata"):
            semua = [angka(n) for n in _anggota(fungsi, isi, operan) if n is not None]
            return f"({_deret(semua)}) / {len(semua)}"
        if fungsi == "sisa":
            atas, *bawah = [o.tampil for o in operan]
            return f"{atas} − ({_deret(bawah)})" if bawah else atas
        semua = [_sebut(o, isi, angka) for o in operan if o.untuk(isi) is not None]
        teks = _deret(semua)
        return f"({teks})" if len(semua) > 1 and len(bagian) > 1 else teks

    return f.render(tree, sebut, f.SENTENCE)


def _urai(rumus: str) -> tuple[list[tuple[str, str]], f.Node]:
    """(function, what it is over) of each part, and the tree that joins them, whose refs count the parts."""
    bagian: list[tuple[str, str]] = []

    def ganti(m: re.Match) -> str:
        bagian.append((m[1], m[2]) if m.re is FUNGSI else ("", m[0]))
        return str(len(bagian) - 1)

    try:
        teks = FUNGSI.sub(ganti, rumus)
        tree = f.parse(KATA.sub(ganti, teks) if not bagian else teks)
    except f.FormulaError as error:
        raise BukanMetode(f"cara menghitung {rumus!r} tidak dikenal: {error}") from None
    if not bagian:
        raise BukanMetode(f"cara menghitung {rumus!r} tidak dikenal")
    return bagian, tree


def _hitung(tree: f.Node, ref: Callable[[str], Nilai]) -> Nilai:
    hasil = f.fold(tree, ref=ref, rentang=lambda a, b: None, persen=lambda: Fraction(100), op=apply)
    return hasil if isinstance(hasil, Fraction) else None


def _bagian(bagian: tuple[str, str], operan: Sequence[Operan]) -> Nilai:
    fungsi, isi = bagian
    semua = _anggota(fungsi, isi, operan)
    if not semua or None in semua:
        return None
    if fungsi.startswith("rata-rata"):
        return sum(semua, Fraction(0)) / len(semua)
    if fungsi == "sisa":
        return semua[0] - sum(semua[1:], Fraction(0))
    return sum(semua, Fraction(0)) if fungsi else semua[0]


def _anggota(fungsi: str, isi: str, operan: Sequence[Operan]) -> list[Nilai]:
    """What a function is over: figures of operands; for a mean of a formula its value row by row."""
    if fungsi in ("rata-rata", "rata-rata per baris"):
        grup: dict[str, list[Operan]] = {}
        for o in operan:
            grup.setdefault(o.baris.partition("~")[0] if fungsi != "rata-rata" else o.baris, []).append(o)
        if fungsi != "rata-rata":
            return [None if any(o.nilai is None for o in g) else sum((o.nilai for o in g), Fraction(0)) / len(g) for g in grup.values()]
        umum, *khusus = isi.split("; ")
        if "/" in umum:
            cara = dict(k.split(": ", 1) for k in khusus)
            return [_satu(cara.get(baris, umum), g) for baris, g in grup.items()]
    return [o.nilai if fungsi == "sisa" else o.untuk(isi) for o in operan if fungsi == "sisa" or o.untuk(isi) is not None]


def _satu(rumus: str, operan: Sequence[Operan]) -> Nilai:
    """A formula over words or columns with the operands of one row."""
    if KATA.search(rumus):
        return nilai(rumus, operan)
    return _hitung(f.parse(rumus), lambda i: next((o.nilai for o in operan if o.kolom.partition("/")[0] == i), None))


def _sebut(o: Operan, kata: str, angka: Callable[[Fraction], str]) -> str:
    return angka(o.untuk(kata)) if kata in ("pembilang", "penyebut") or not o.tampil else o.tampil


def _deret(semua: Sequence[str]) -> str:
    teks = [f"({t})" if t.startswith("-") else t for t in semua]
    if len(teks) <= BANYAK:
        return " + ".join(teks)
    return f"{' + '.join(teks[:3])} + … + {teks[-1]} ({len(teks)} angka)"
