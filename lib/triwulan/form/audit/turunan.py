"""What a cell follows from: the cells it is computed from and the function, for own tables and for anybody's."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from triwulan.form import formula as f
from triwulan.form import metode
from triwulan.form.form import Column, Form
from triwulan.form.nilai import Nilai, seperti_cetak
from triwulan.form.table import Sel, Tabel

#: A cell of one table: row id and column key.
Kunci = tuple[str, str]
#: A row by its code: of a programme, kegiatan or sub kegiatan (or what is left of one), of an account, of an account in one.
PROGRAM = r"\d\.\d{2}\.\d{2}(?:\.\d\.\d{2}(?:\.\d{4})?)?"
KODE = re.compile(rf"(?P<program>{PROGRAM})(?P<sisa>~sisa)?|(?:(?P<di>{PROGRAM}):)?(?P<akun>[1-9](?:\.\d{{1,4}}){{0,5}})")


@dataclass(frozen=True)
class Turunan:
    """`tulisan`: the formula as it reads. `operan`: the cells in it. `hitung`: its value from theirs. `jumlah`: over rows of one
    column, `sigma` as their plain sum. `longgar`: the row may bring a figure of its own."""

    tulisan: str
    operan: tuple[Kunci, ...]
    hitung: Callable[[Mapping[Kunci, Nilai]], Nilai]
    jumlah: bool = False
    sigma: bool = False
    longgar: bool = False


def kolom(column: Column, baris: str, key: str, rumus: str = "") -> Turunan:
    """The column's formula in a row (or the one that replaces it there)."""
    tree, bagian = f.parse(rumus) if rumus else column.tree, key.partition("/")[2]

    def sel(i: str) -> Kunci:
        return baris, f"{i}/{bagian}" if bagian else i

    return Turunan(f.render(tree), tuple(map(sel, f.refs(tree))), lambda nilai: _hitung(tree, lambda i: nilai.get(sel(i))))


def sendiri(tabel: Tabel, sel: Sel) -> Turunan | None:
    """What a cell of an own table follows from within the table; None for what was entered or made elsewhere."""
    _, _, baris, key = sel.alamat.split("/", 3)
    column = tabel.form.by_id[key.partition("/")[0]]
    awal = f"{tabel.laporan}/{tabel.tabel}/"
    operan = tuple(tuple(o.removeprefix(awal).split("/", 1)) for o in sel.operan if o.startswith(awal))
    if not sel.rumus or len(operan) < len(sel.operan) or not operan:
        return None
    try:
        tree = f.parse(sel.rumus)
    except f.FormulaError:
        return _metode(sel.rumus, operan)
    if all(b == baris for b, _ in operan):
        return kolom(column, baris, key, sel.rumus)
    urut = list(tabel.by_id)

    def hitung(nilai: Mapping[Kunci, Nilai]) -> Nilai:
        return _hitung(tree, lambda i: nilai.get((i, key)), lambda a, b: _jumlah(nilai.get((i, key)) for i in urut[urut.index(a): urut.index(b) + 1]))

    return Turunan(sel.rumus, operan, hitung, True, True)


def umum(form: Form, baris: Sequence[str], jenis: Mapping[str, str], berjenjang: bool = False) -> dict[Kunci, Turunan]:
    """What the cells of anybody's table follow from by the form alone: its column formulas; in the money columns of a tree of
    codes each parent from its children, and a total row from the rows that nobody above them sums. Of rows numbered at several
    levels without codes (`berjenjang`) nobody knows which hold which, and no total is claimed.

    A row above others may bring its performance from them, by a method that the table does not print."""
    kode = kode_baris(baris)
    anak = pohon(baris, kode)
    hasil = {}
    for c in (c for c in form.columns if c.tree is not None):
        for b in baris:
            sendiri = c.dapat_diisi and "+" in c.formula and bool(kode) and (b not in kode or b in anak)
            hasil.update({(b, key): replace(kolom(c, b, key), longgar=sendiri and c.unit_of(key.partition("/")[2]) != "Rp") for key in c.keys})
    uang = [key for c in form.columns if c.tree is None and c.total for key in c.keys if c.unit_of(key.partition("/")[2]) == "Rp"]
    for b in baris:
        bagian = anak.get(b, []) if jenis.get(b) != "jumlah" else _seluruh(baris, jenis, kode, anak) if kode or not berjenjang else []
        for key in uang if bagian else ():
            hasil[b, key] = _sigma(f"jumlah({key})", tuple((k, key) for k in bagian))
    return hasil


def terinci(kunci: Kunci, umum: Mapping[Kunci, Turunan], nilai: Mapping[Kunci, Nilai]) -> bool:
    """Whether the rows below a row are all of its parts: a table of one post lists but its own share of a programme, and then
    no column adds up and the parent is never the smaller. One column alone says nothing against it."""
    semua = [((b, key), t.hitung(nilai)) for (b, key), t in umum.items() if b == kunci[0] and t.sigma]
    pasangan = [(nilai.get(k), n) for k, n in semua if n]
    return len(pasangan) < 2 or any(atas is not None and atas <= bawah for atas, bawah in pasangan)


def kode_baris(baris: Sequence[str]) -> dict[str, tuple[str, str]]:
    """(programme code, account code) of the rows that have one, ready to be told apart by their beginnings. Numbers of rows
    are no accounts: a table of codes has one with a dot."""
    hasil = {}
    for b in baris:
        if m := KODE.fullmatch(b):
            hasil[b] = f"{m['program'] or m['di'] or ''}." + ("~" if m["sisa"] else ""), f"{m['akun'] or ''}."
    return hasil if any("." in b for b in hasil) else {}


def pohon(baris: Sequence[str], kode: Mapping[str, tuple[str, str]]) -> dict[str, list[str]]:
    """The rows right below each row that has any: a row stands below the longest code that its own begins with."""
    anak: dict[str, list[str]] = {}
    for b in (b for b in baris if b in kode):
        atas = [a for a in kode if _di_bawah(kode[b], kode[a])]
        if atas:
            anak.setdefault(max(atas, key=lambda a: sum(map(len, kode[a]))), []).append(b)
    return anak


def _di_bawah(a: tuple[str, str], b: tuple[str, str]) -> bool:
    """Whether the code `a` is part of the code `b`; programmes and accounts do not hold each other."""
    return a != b and (a[1] == ".") == (b[1] == ".") and all(y == "." or x.startswith(y) for x, y in zip(a, b))


def _seluruh(baris: Sequence[str], jenis: Mapping[str, str], kode: Mapping[str, tuple[str, str]], anak: Mapping[str, Sequence[str]]) -> list[str]:
    """The rows that a total sums; none where they are of several kinds of account, whose total is a difference."""
    bawah = {k for semua in anak.values() for k in semua}
    atas = [k for k in kode if k not in bawah]
    if len({kode[k][1][0] for k in atas}) > 1:
        return []
    # What is left of several programmes together stands beside them.
    return [*atas, *(b for b in baris if atas and b.endswith("~sisa") and b not in kode)] or [k for k in baris if jenis.get(k) != "jumlah"]


def _sigma(tulisan: str, operan: tuple[Kunci, ...]) -> Turunan:
    return Turunan(tulisan, operan, lambda nilai: _jumlah(nilai.get(o) for o in operan), True, True)


def _metode(rumus: str, operan: tuple[Kunci, ...]) -> Turunan | None:
    """A roll-up over cells of the table; a dash in a sum adds nothing, as in print."""
    if rumus.startswith("jumlah("):
        return _sigma(rumus, operan)
    if "rata-rata(realisasi" in rumus or "pembilang" in rumus:
        return None

    def hitung(nilai: Mapping[Kunci, Nilai]) -> Nilai:
        semua = [metode.Operan(b, k.partition("/")[0], "", nilai.get((b, k)) or Fraction(0)) for b, k in operan]
        return metode.nilai(rumus, semua)

    return Turunan(rumus, operan, hitung, True)


def _hitung(tree: f.Node, ref: Callable[[str], Nilai], rentang: Callable[[str, str], Nilai] = lambda a, b: None) -> Nilai:
    hasil = f.fold(tree, ref=ref, rentang=rentang, persen=lambda: Fraction(100), op=seperti_cetak)
    return hasil if isinstance(hasil, Fraction) else None


def _jumlah(nilai) -> Nilai:
    ada = [n for n in nilai if n is not None]
    return sum(ada, Fraction(0)) if ada else None
