"""Formulas of a spreadsheet as trees over cells, and their exact value from the values of the cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import prod

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token
from openpyxl.utils import column_index_from_string

from triwulan.form.angka import bulat

#: A cell: sheet ("" = the formula's own), row, column.
Sel = tuple[str, int, int]
#: What a cell or a formula is worth; None is an empty cell.
Isi = Fraction | str | bool | None
ALAMAT = re.compile(r"(?:(?P<lembar>'(?:[^']|'')+'|[^'!]+)!)?\$?(?P<k1>[A-Z]{1,3})\$?(?P<b1>\d+)(?::\$?(?P<k2>[A-Z]{1,3})\$?(?P<b2>\d+))?", re.I)
KUAT = {"=": 1, "<>": 1, "<": 1, ">": 1, "<=": 1, ">=": 1, "&": 2, "+": 3, "-": 3, "*": 4, "/": 4, "^": 5}
#: Cells one formula may name: more is a whole column, not a table. Levels of a tree (Excel nests 64 functions; a sum is as deep as it is
#: long): more than that would use up the stack of what walks it.
TERBANYAK, TERDALAM = 20_000, 300
#: A number as Excel can hold it: 1E308 at most. Exact arithmetic would unfold 1E999999999 into a gigabyte of digits.
BILANGAN = re.compile(r"(\d{1,310}(\.\d{0,310})?|\.\d{1,310})([eE][+-]?\d{1,2}|[eE][+-]?[12]\d{2}|[eE][+-]?30[0-8])?")
#: Decimals that rounding asks for, and bits of a power: beyond both no figure of a form lies.
DESIMAL, BIT = 300, 100_000


class TakDikenal(ValueError):
    """A formula that uses what is not read here; the message names it."""


class Galat(ArithmeticError):
    """An Excel error (#DIV/0!, #VALUE!): what IFERROR catches."""


@dataclass(frozen=True)
class Tetap:
    isi: Isi


@dataclass(frozen=True)
class Rujuk:
    """A cell or a rectangle of cells."""

    lembar: str
    b1: int
    k1: int
    b2: int
    k2: int

    def sel(self) -> Iterator[Sel]:
        return ((self.lembar, b, k) for b in range(self.b1, self.b2 + 1) for k in range(self.k1, self.k2 + 1))


@dataclass(frozen=True)
class Panggil:
    """A function or an operator with its arguments."""

    nama: str
    isi: tuple["Pohon", ...]


Pohon = Tetap | Rujuk | Panggil


@lru_cache(maxsize=8192)
def urai(rumus: str) -> Pohon:
    """The tree of a formula as written (`=IF(G7=0,0,J7/G7)`). Raises TakDikenal."""
    try:
        token = [t for t in Tokenizer(rumus).items if t.type != Token.WSPACE]
    except Exception as error:  # the tokenizer has no error class of its own
        raise TakDikenal(f"rumus tidak terbaca: {rumus}") from error
    try:
        pohon, sisa = _ungkap(token, 0)
    except RecursionError:
        raise TakDikenal("rumus bersarang terlalu dalam") from None
    if sisa or not token:
        raise TakDikenal(f"rumus tidak terbaca: {rumus}")
    if _dalam(pohon) > TERDALAM:
        raise TakDikenal("rumus bersarang terlalu dalam")
    return pohon


def _dalam(pohon: Pohon) -> int:
    """How many levels a tree has, counted without going down it."""
    n, tingkat = 0, [pohon]
    while tingkat:
        n, tingkat = n + 1, [a for p in tingkat if isinstance(p, Panggil) for a in p.isi]
    return n


def rujukan(pohon: Pohon) -> list[Rujuk]:
    """Every reference in a formula, in order."""
    if isinstance(pohon, Rujuk):
        return [pohon]
    return [r for a in pohon.isi for r in rujukan(a)] if isinstance(pohon, Panggil) else []


def ganti(pohon: Pohon, rujuk: Callable[[Rujuk], Pohon] = lambda r: r, fungsi: Callable[[str], str] = lambda n: n) -> Pohon:
    """The tree with other references or functions in the place of its own."""
    if isinstance(pohon, Panggil):
        return Panggil(fungsi(pohon.nama), tuple(ganti(a, rujuk, fungsi) for a in pohon.isi))
    return rujuk(pohon) if isinstance(pohon, Rujuk) else pohon


def memakai(pohon: Pohon, nama: str) -> bool:
    return isinstance(pohon, Panggil) and (pohon.nama == nama or any(memakai(a, nama) for a in pohon.isi))


def langkah(pohon: Pohon) -> Fraction | None:
    """The size of the last digit that a formula leaves of its result (0,01 after ROUND(…;2)); None where it does not round."""
    if not isinstance(pohon, Panggil):
        return None
    if pohon.nama in ("ROUND", "ROUNDUP", "ROUNDDOWN", "TRUNC", "INT"):
        n = pohon.isi[1] if len(pohon.isi) > 1 else Tetap(Fraction(0))
        return Fraction(10) ** -int(n.isi) if isinstance(n, Tetap) and isinstance(n.isi, Fraction) and abs(n.isi) <= DESIMAL else None
    if pohon.nama in ("IF", "IFERROR"):
        return next((d for a in pohon.isi[pohon.nama == "IF":] if (d := langkah(a)) is not None), None)
    if pohon.nama in ("*", "/") and isinstance(kali := pohon.isi[1], Tetap) and isinstance(kali.isi, Fraction) and kali.isi > 0:
        d = langkah(pohon.isi[0])
        return None if d is None else d * kali.isi if pohon.nama == "*" else d / kali.isi
    return None


def _ungkap(token: list[Token], terendah: int) -> tuple[Pohon, list[Token]]:
    if token and token[0].type == Token.OP_PRE:  # in Excel a sign binds tighter than any operator
        kiri, sisa = _ungkap(token[1:], 6)
        kiri = Panggil("NEG", (kiri,)) if token[0].value == "-" else kiri
    else:
        kiri, sisa = _pokok(token)
    while sisa:
        if sisa[0].type == Token.OP_POST:
            kiri, sisa = Panggil("/", (kiri, Tetap(Fraction(100)))), sisa[1:]
        elif sisa[0].type == Token.OP_IN and KUAT.get(sisa[0].value, 0) > terendah:
            op = sisa[0].value
            kanan, sisa = _ungkap(sisa[1:], KUAT[op])
            kiri = Panggil(op, (kiri, kanan))
        else:
            break
    return kiri, sisa


def _pokok(token: list[Token]) -> tuple[Pohon, list[Token]]:
    if not token:
        raise TakDikenal("rumus terputus")
    t, sisa = token[0], token[1:]
    if t.type == Token.PAREN and t.subtype == Token.OPEN:
        isi, sisa = _ungkap(sisa, 0)
        if not sisa or sisa[0].type != Token.PAREN:
            raise TakDikenal("kurung tidak berpasangan")
        return isi, sisa[1:]
    if t.type == Token.FUNC and t.subtype == Token.OPEN:
        return _fungsi(t.value[:-1].upper().removeprefix("_XLFN."), sisa)
    if t.type != Token.OPERAND:
        raise TakDikenal(f"{t.value} tidak dikenal")
    if t.subtype == Token.NUMBER:
        if not BILANGAN.fullmatch(t.value):
            raise TakDikenal("bilangan ini di luar yang dapat ditulis Excel")
        return Tetap(Fraction(t.value)), sisa
    if t.subtype == Token.TEXT:
        return Tetap(t.value[1:-1].replace('""', '"')), sisa
    if t.subtype == Token.LOGICAL:
        return Tetap(t.value.upper() == "TRUE"), sisa
    m = ALAMAT.fullmatch(t.value)
    if not m:
        raise TakDikenal(f"rujukan {t.value} tidak dikenal")
    k, b = sorted(column_index_from_string(m[n] or m["k1"]) for n in ("k1", "k2")), sorted(int(m[n] or m["b1"]) for n in ("b1", "b2"))
    if (k[1] - k[0] + 1) * (b[1] - b[0] + 1) > TERBANYAK:
        raise TakDikenal(f"rentang {t.value} terlalu besar")
    return Rujuk((m["lembar"] or "").strip("'").replace("''", "'"), b[0], k[0], b[1], k[1]), sisa


def _fungsi(nama: str, sisa: list[Token]) -> tuple[Pohon, list[Token]]:
    isi: list[Pohon] = []
    while True:
        if not sisa:
            raise TakDikenal(f"kurung {nama} tidak ditutup")
        t = sisa[0]
        if t.type == Token.FUNC and t.subtype == Token.CLOSE:
            return Panggil(nama, tuple(isi)), sisa[1:]
        if t.type == Token.SEP:
            sisa = sisa[1:]
            if sisa and (sisa[0].type == Token.SEP or sisa[0].type == Token.FUNC and sisa[0].subtype == Token.CLOSE):
                isi.append(Tetap(None))
            continue
        satu, sisa = _ungkap(sisa, 0)
        isi.append(satu)


def nilai(pohon: Pohon, sel: Callable[[Sel], Isi], membulatkan: bool = True) -> Isi:
    """What a formula gives from the values of its cells. `membulatkan` False leaves ROUND and its like out: what they are given
    is then what they give. Raises TakDikenal for functions that are not read here, Galat where Excel shows an error."""
    return Hitung(sel, membulatkan).nilai(pohon)


@dataclass(frozen=True)
class Hitung:
    """One evaluation."""

    sel: Callable[[Sel], Isi]
    membulatkan: bool

    def nilai(self, pohon: Pohon) -> Isi:
        if isinstance(pohon, Tetap):
            return pohon.isi
        if isinstance(pohon, Rujuk):
            if (pohon.b1, pohon.k1) != (pohon.b2, pohon.k2):
                raise Galat("#VALUE!")
            return self.sel((pohon.lembar, pohon.b1, pohon.k1))
        if pohon.nama == "IF":
            cabang = pohon.isi[1:2] if self.nilai(pohon.isi[0]) else pohon.isi[2:3]
            return self.nilai(cabang[0]) if cabang else False
        if pohon.nama in ("IFERROR", "IFNA", "ISERROR", "ISERR"):
            try:
                hasil = self.nilai(pohon.isi[0])
            except Galat:
                return self.nilai(pohon.isi[1]) if pohon.nama.startswith("IF") else True
            return hasil if pohon.nama.startswith("IF") else False
        if pohon.nama in DERET:
            return DERET[pohon.nama](self.deret(pohon.isi))
        if pohon.nama == "SUBTOTAL" and self.nilai(pohon.isi[0]) in (9, 109):
            return sum(self.deret(pohon.isi[1:]), Fraction(0))
        if pohon.nama in ("=", "<>", "<", ">", "<=", ">="):
            return _banding(pohon.nama, self.nilai(pohon.isi[0]), self.nilai(pohon.isi[1]))
        if pohon.nama == "&":
            return "".join("" if v is None else str(v) for v in map(self.nilai, pohon.isi))
        if pohon.nama == "N":  # a figure, or 0 for a text
            isi = self.nilai(pohon.isi[0])
            return Fraction(0) if isinstance(isi, str) else Fraction(isi or 0)
        if pohon.nama in LOGIKA:
            return LOGIKA[pohon.nama]([self.nilai(a) for a in pohon.isi])
        if pohon.nama in ARITMETIKA:
            return ARITMETIKA[pohon.nama](*(_angka(self.nilai(a)) for a in pohon.isi))
        if pohon.nama in ("ROUND", "ROUNDUP", "ROUNDDOWN", "TRUNC", "INT"):
            return self.bulat(pohon.nama, *(_angka(self.nilai(a)) for a in pohon.isi))
        raise TakDikenal(f"fungsi {pohon.nama} tidak diperiksa")

    def deret(self, isi: tuple[Pohon, ...]) -> list[Fraction]:
        """The numbers among the arguments; texts and empty cells of a range do not count."""
        hasil = []
        for a in isi:
            semua = [self.sel(s) for s in a.sel()] if isinstance(a, Rujuk) else [_angka(self.nilai(a))]
            hasil += [v for v in semua if isinstance(v, Fraction)]
        return hasil

    def bulat(self, nama: str, v: Fraction, n: Fraction = Fraction(0)) -> Fraction:
        if not self.membulatkan:
            return v
        if abs(n) > DESIMAL:
            raise TakDikenal("pembulatan ini tidak diperiksa")
        if nama == "ROUND":
            return Fraction(bulat(v, int(n)))
        kali = Fraction(10) ** int(n)
        turun = v * kali // 1 if nama == "INT" else abs(v * kali) // 1 + (nama == "ROUNDUP" and abs(v * kali) % 1 != 0)
        return Fraction(turun if nama == "INT" or v >= 0 else -turun) / kali


def _angka(v: Isi) -> Fraction:
    if isinstance(v, str):
        raise Galat("#VALUE!")
    return Fraction(v or 0)


def _bagi(a: Fraction, b: Fraction) -> Fraction:
    if b == 0:
        raise Galat("#DIV/0!")
    return a / b


def _pangkat(a: Fraction, b: Fraction) -> Fraction:
    if b.denominator != 1 or abs(b) > 64 or a == 0 and b < 0 or abs(b) * max(a.numerator.bit_length(), a.denominator.bit_length()) > BIT:
        raise TakDikenal("pangkat ini tidak diperiksa")
    return a**int(b)


def _banding(op: str, a: Isi, b: Isi) -> bool:
    if a is None or b is None:  # an empty cell equals both 0 and ""
        kosong = "" if isinstance(a if b is None else b, str) else Fraction(0)
        a, b = kosong if a is None else a, kosong if b is None else b
    if isinstance(a, str) != isinstance(b, str):
        return {"=": False, "<>": True}.get(op, isinstance(a, str) == (op in (">", ">=")))
    return {"=": a == b, "<>": a != b, "<": a < b, ">": a > b, "<=": a <= b, ">=": a >= b}[op]


DERET: dict[str, Callable[[list[Fraction]], Fraction]] = {
    "SUM": lambda v: sum(v, Fraction(0)), "PRODUCT": lambda v: prod(v, start=Fraction(1)), "AVERAGE": lambda v: _bagi(sum(v, Fraction(0)), Fraction(len(v))),
    "MIN": lambda v: min(v, default=Fraction(0)), "MAX": lambda v: max(v, default=Fraction(0)), "COUNT": lambda v: Fraction(len(v)),
}
ARITMETIKA = {"+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b, "/": _bagi, "^": _pangkat, "NEG": lambda a: -a, "ABS": abs}
LOGIKA = {
    "AND": all, "OR": any, "NOT": lambda v: not v[0], "ISBLANK": lambda v: v[0] is None, "ISNUMBER": lambda v: isinstance(v[0], Fraction),
    "ISTEXT": lambda v: isinstance(v[0], str), "TRUE": lambda v: True, "FALSE": lambda v: False,
}
