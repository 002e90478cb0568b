"""The closed notation of roll-ups, as the ledger writes it: `gabungan(5)/gabungan(4) x 100%`, `jumlah(7)`, `sisa(8)`.

Functions over operands, joined by the signs of the forms' own notation. From one text come the value (so that a ledger can
be recomputed from its operands), the sentence with the numbers put in and, by another algebra, whatever else follows the
same steps (a spreadsheet formula).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Generic, TypeVar

from triwulan.form import formula as f
from triwulan.form.nilai import Nilai, apply

T = TypeVar("T")
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
    numerator and denominator of a data row that has them; its address or data row."""

    baris: str
    kolom: str
    peran: str
    nilai: Nilai
    tampil: str = ""
    pembilang: Nilai = None
    penyebut: Nilai = None
    acuan: str = ""

    def untuk(self, kata: str) -> Nilai:
        """The figure that a word or a column id means in this operand; None where it is none of its."""
        return getattr(self, kata if kata in ("pembilang", "penyebut") else "nilai") if self.dimaksud(kata) else None

    def dimaksud(self, kata: str) -> bool:
        """Whether a word or a column id means a figure of this operand."""
        if kata in ("pembilang", "penyebut"):
            return self.penyebut is not None
        return kata in (self.kolom, self.peran) or not (KATA.fullmatch(kata) or kata[0].isdigit())


@dataclass(frozen=True)
class Aljabar(Generic[T]):
    """What a computation consists of: `ref` an operand and which of its figures (`nilai`, `pembilang`, `penyebut`), `tetap` a
    constant, `op` two results and a sign of the notation, `jumlah` and `rata` many results."""

    ref: Callable[[Operan, str], T]
    tetap: Callable[[int], T]
    op: Callable[[str, T, T], T]
    jumlah: Callable[[list[T]], T]
    rata: Callable[[list[T]], T]


def _utuh(hitung: Callable[[list[Fraction]], Fraction]) -> Callable[[list[Nilai]], Nilai]:
    """The same over figures of which none may be missing."""
    return lambda semua: None if not semua or None in semua else hitung(semua)


NILAI: Aljabar[Nilai] = Aljabar(
    ref=getattr, tetap=Fraction, op=apply,
    jumlah=_utuh(lambda n: sum(n, Fraction(0))), rata=_utuh(lambda n: sum(n, Fraction(0)) / len(n)),
)


def nilai(rumus: str, operan: Sequence[Operan]) -> Nilai:
    """The value that a roll-up gives with these operands; None where one that it needs has none. Raises BukanMetode."""
    hasil = lipat(rumus, operan, NILAI)
    return hasil if isinstance(hasil, Fraction) else None


def lipat(rumus: str, operan: Sequence[Operan], a: Aljabar[T]) -> T:
    """One result from a roll-up and its operands, by the algebra. Raises BukanMetode."""
    if rumus == NIHIL:
        return a.tetap(0)
    if rumus == "0-jumlah":
        return a.op("-", a.tetap(0), a.ref(operan[0], "nilai"))
    bagian, tree = _urai(rumus)
    return _lipat(tree, lambda i: _bagian(*bagian[int(i)], operan, a), a)


def kalimat(rumus: str, operan: Sequence[Operan], angka: Callable[[Fraction], str]) -> str:
    """`(1 + 0) / (1 + 1) × 100 %`: the roll-up with the figures put in, long sums shortened. Raises BukanMetode."""
    if rumus in (NIHIL, "0-jumlah"):
        return "" if rumus == NIHIL else f"0 − {operan[0].tampil}"
    bagian, tree = _urai(rumus)

    def sebut(i: str) -> str:
        fungsi, isi = bagian[int(i)]
        if fungsi.startswith("rata-rata"):
            semua = [angka(n) for n in _anggota(fungsi, isi, operan, NILAI) if n is not None]
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


def _lipat(tree: f.Node, ref: Callable[[str], T], a: Aljabar[T]) -> T:
    return f.fold(tree, ref=ref, rentang=lambda dari, sampai: a.jumlah([]), persen=lambda: a.tetap(100), op=a.op)


def _bagian(fungsi: str, isi: str, operan: Sequence[Operan], a: Aljabar[T]) -> T:
    semua = _anggota(fungsi, isi, operan, a)
    if fungsi.startswith("rata-rata"):
        return a.rata(semua)
    if fungsi == "sisa" and len(semua) > 1:
        return a.op("-", semua[0], a.jumlah(semua[1:]))
    return a.jumlah(semua) if fungsi in ("jumlah", "gabungan") or not semua else semua[0]


def _anggota(fungsi: str, isi: str, operan: Sequence[Operan], a: Aljabar[T]) -> list[T]:
    """What a function is over: figures of operands; for a mean of a formula its result row by row."""
    if fungsi in ("rata-rata", "rata-rata per baris"):
        grup: dict[str, list[Operan]] = {}
        for o in operan:
            grup.setdefault(o.baris.partition("~")[0] if fungsi != "rata-rata" else o.baris, []).append(o)
        if fungsi != "rata-rata":
            return [a.rata([a.ref(o, "nilai") for o in g]) for g in grup.values()]
        umum, *khusus = isi.split("; ")
        if "/" in umum:
            cara = dict(k.split(": ", 1) for k in khusus)
            return [_satu(cara.get(baris, umum), g, a) for baris, g in grup.items()]
    kata = isi if isi in ("pembilang", "penyebut") else "nilai"
    return [a.ref(o, kata) for o in operan if fungsi == "sisa" or o.dimaksud(isi)]


def _satu(rumus: str, operan: Sequence[Operan], a: Aljabar[T]) -> T:
    """A formula over words or columns with the operands of one row."""
    if KATA.search(rumus):
        return lipat(rumus, operan, a)

    def ref(i: str) -> T:
        ada = [o for o in operan if o.kolom.partition("/")[0] == i]
        return a.ref(ada[0], "nilai") if ada else a.jumlah([])

    return _lipat(f.parse(rumus), ref, a)


def _sebut(o: Operan, kata: str, angka: Callable[[Fraction], str]) -> str:
    return angka(o.untuk(kata)) if kata in ("pembilang", "penyebut") or not o.tampil else o.tampil


def _deret(semua: Sequence[str]) -> str:
    teks = [f"({t})" if t.startswith("-") else t for t in semua]
    if len(teks) <= BANYAK:
        return " + ".join(teks)
    return f"{' + '.join(teks[:3])} + … + {teks[-1]} ({len(teks)} angka)"
