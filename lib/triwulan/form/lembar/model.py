"""What a form wants in every cell of a workbook, as something to try formulas on.

The table's entered cells are given exact values of our own, its computed cells what the form makes of them, its parents and totals
the sums of what is below.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from fractions import Fraction

from openpyxl.utils import get_column_letter

from triwulan.form import formula as f
from triwulan.form.audit.cetak import TabelCetak
from triwulan.form.audit.turunan import kode_baris, pohon
from triwulan.form.form import Column
from triwulan.form.lembar import rumus as x
from triwulan.form.lembar.angka import SATUAN_PERSEN
from triwulan.form.lembar.letak import Letak

#: The sets of values that every formula is tried with: by what they grow from column to column, so that quotients come out above
#: and below 100 % (a formula that caps them is found), and where their digits come from.
LERENG, BENIH = (Fraction(20), Fraction(1, 20), Fraction(1)), 81
#: A cell of the table: row id and column key. What may stand in it: the rows to sum, or a column formula.
Kunci = tuple[str, str]
Harap = tuple[str, ...] | f.Node


class Lapangan:
    """A table and its place in the sheet, with what the form wants in each cell."""

    def __init__(self, tabel: TabelCetak, letak: Letak):
        self.form, self.letak = tabel.form, letak
        self.baris, self.berjenjang = {b.id: b for b in tabel.baris}, tabel.berjenjang
        self.kolom: dict[str, Column] = {key: c for c in tabel.form.columns if not c.is_text for key in c.keys if key in letak.kolom}
        self.di = {(letak.baris[b], letak.kolom[key]): (b, key) for b in self.baris for key in self.kolom}
        self.skala = {sel: self._skala(*sel) for sel in self.di.values()}
        self.jumlahan = self._susun()
        self._bawah: dict[Kunci, frozenset[Kunci]] = {}
        self.model = [Model(self, random.Random(BENIH + n), lereng) for n, lereng in enumerate(LERENG)]

    def diharap(self, b: str, key: str) -> list[Harap]:
        """What may stand in a cell, first what we would write ourselves; nothing where the form has no say."""
        c, sigma = self.kolom[key], self.jumlahan.get((b, key))
        if c.tree is None:
            return [sigma] if sigma else []
        if self.baris[b].jenis == "jumlah" and all(self.kosong(b, k) for k in self.operan(c.tree, key).values()):
            return [sigma] if sigma else []
        # A sum of columns may be summed downwards as well in a row of sums.
        return [c.tree, sigma] if sigma and hanya_jumlah(c.tree) else [c.tree]

    def operan(self, tree: f.Node, key: str) -> dict[str, str]:
        """The column keys that a formula reads for a part, by the ids in it."""
        bagian = key.partition("/")[2]
        return {i: f"{i}/{bagian}" if bagian else i for i in f.refs(tree)}

    def kosong(self, b: str, key: str) -> bool:
        kotak = self.letak.kotak(b, key)
        return kotak.terhitung and kotak.nilai is None and kotak.teks in ("", "-")

    def _skala(self, b: str, key: str) -> int:
        """How many times what the cell holds its figure is: a hundred where the number format writes the percent sign."""
        return 100 if self.letak.kotak(b, key).persen and self.kolom[key].unit_of(key.partition("/")[2]) in SATUAN_PERSEN else 1

    def tulis(self, b: str, key: str, harap: Harap) -> str:
        """The Excel formula that the form would write there."""
        if isinstance(harap, tuple):
            nomor, k = sorted(self.letak.baris[r] for r in harap), get_column_letter(self.letak.kolom[key])
            deret = len(nomor) > 1 and nomor == list(range(nomor[0], nomor[-1] + 1))
            return f"=SUM({k}{nomor[0]}:{k}{nomor[-1]})" if deret else "=" + "+".join(f"{k}{n}" for n in nomor)
        operan = self.operan(harap, key)
        if self.skala[b, key] == 100 and isinstance(harap, f.Op) and harap.op == "x" and isinstance(harap.kanan, f.Persen):
            harap = harap.kiri
        return "=" + f.render(harap, lambda i: f"{get_column_letter(self.letak.kolom[operan[i]])}{self.letak.baris[b]}", {**f.NOTATION, "x": "*", "%": "100"})

    def di_bawah(self, sel: Kunci) -> frozenset[Kunci]:
        """The cells that a sum comes down to; the cell itself where it sums nothing."""
        if sel not in self._bawah:
            bawah = self.jumlahan.get(sel)
            self._bawah[sel] = frozenset(d for r in bawah for d in self.di_bawah((r, sel[1]))) if bawah else frozenset({sel})
        return self._bawah[sel]

    def daun(self, key: str) -> set[Kunci]:
        """The cells of a column that sum nothing."""
        return {(b, key) for b in self.baris if not self.jumlahan.get((b, key))}

    def sebut(self, key: str) -> str:
        """A column in words: its number and where it stands."""
        c = self.kolom[key]
        return " ".join(t for t in (f"kolom {c.nomor or c.title}", key.partition("/")[2], f"({get_column_letter(self.letak.kolom[key])})") if t)

    def uang(self) -> list[str]:
        """The keys whose figures add up from row to row."""
        return [
            key for key, c in self.kolom.items()
            if not key.endswith("/K") and c.unit_of(key.partition("/")[2]) == "Rp" and (c.total if c.tree is None else hanya_jumlah(c.tree))
        ]

    def berisi(self) -> list[str]:
        """The rows that hold money; a further indicator of a row (`7.01.06~2`) holds the same once more, if any."""
        return [r for r in self.baris if "~" not in r and any(not self.kosong(r, key) for key in self.uang())]

    def _menjumlah(self, r: str) -> bool:
        """Whether a row holds formulas over other rows of its column."""
        for key in self.uang():
            kotak, sel = self.letak.kotak(r, key), (self.letak.baris[r], self.letak.kolom[key])
            try:
                rujuk = x.rujukan(x.urai(kotak.rumus)) if kotak.rumus else []
            except x.TakDikenal:
                continue
            if any(s[2] == sel[1] and s[1:] in self.di and s[1] != sel[0] for a in rujuk for s in a.sel() if a.lembar in ("", self.letak.lembar.nama)):
                return True
        return False

    def _susun(self) -> dict[Kunci, tuple[str, ...]]:
        """The rows that each row of sums adds up: the children of a code, the block above a subtotal, all there is for a total."""
        berisi, urut = self.berisi(), {r: n for n, r in enumerate(self.baris)}
        kode = kode_baris(berisi)
        anak = pohon(berisi, kode)
        bawah = {r for semua in anak.values() for r in semua}
        # A row of sums above the codes (a sasaran) is none of what a total adds up.
        puncak = [r for r in berisi if r not in bawah and self.baris[r].jenis != "jumlah" and not (kode and r not in kode and self._menjumlah(r))]
        # Which rows hold which is not known where they are numbered at several levels without codes.
        total = [r for r in urut if self.baris[r].jenis == "jumlah" and (kode or not self.berjenjang)]
        for r in total:
            awal = max((urut[t] for t in total if urut[t] < urut[r]), default=-1)
            blok = [p for p in puncak if awal < urut[p] < urut[r]]
            anak[r] = blok if len(total) > 1 and blok else puncak
        return {(r, key): tuple(isi) for r, isi in anak.items() for key in self.uang() if isi}


class Model:
    """One set of values for the whole table, in which everything is as the form wants it."""

    def __init__(self, lapangan: Lapangan, acak: random.Random, lereng: Fraction):
        self.l, self.nilai = lapangan, {}
        uang, berisi = set(lapangan.uang()), {*lapangan.berisi(), *(r for r, b in lapangan.baris.items() if b.jenis == "jumlah")}
        for n, (key, c) in enumerate(lapangan.kolom.items()):
            if c.tree is None:
                for r in lapangan.baris:
                    self.nilai[r, key] = Fraction(acak.randint(10_007, 99_991), 10) * lereng**n * (key not in uang or r in berisi)
                self.nilai |= {(r, key): self._jumlah(r, key) for r in lapangan.baris}
        for c in lapangan.form.order():
            for key in c.keys if set(c.keys) & set(lapangan.kolom) else ():
                if key in lapangan.kolom:
                    self.nilai |= {(r, key): self.kolom(c.tree, r, lapangan.operan(c.tree, key)) for r in lapangan.baris}
        self.sel = {bk: self.nilai[kunci] / lapangan.skala[kunci] for bk, kunci in lapangan.di.items()}

    def _jumlah(self, r: str, key: str) -> Fraction:
        bawah = self.l.jumlahan.get((r, key))
        return self.nilai[r, key] if bawah is None else sum((self._jumlah(a, key) for a in bawah), Fraction(0))

    def harap(self, b: str, key: str, harap: Harap) -> Fraction:
        """What is expected in a cell."""
        if isinstance(harap, tuple):
            return sum((self.nilai[r, key] for r in harap), Fraction(0))
        return self.kolom(harap, b, self.l.operan(harap, key))

    def kolom(self, tree: f.Node, r: str, operan: Mapping[str, str]) -> Fraction:
        """A column formula in a row; `operan` says which keys its ids stand for."""
        def op(simbol: str, a: Fraction, b: Fraction) -> Fraction:
            if simbol == "/":
                return a / b if b else Fraction(0)  # a row without money: its quotient is nobody's business
            return {"+": a + b, "-": a - b, "x": a * b}[simbol]

        return f.fold(tree, ref=lambda i: self.nilai.get((r, operan[i]), Fraction(0)), rentang=lambda a, b: Fraction(0), persen=lambda: Fraction(100), op=op)

    def isi(self, sel: x.Sel) -> x.Isi:
        """What a cell of the sheet holds in this set; outside the table, what it really holds."""
        return self.sel[sel[1:]] if sel[1:] in self.sel else self.l.letak.lembar.asli(*sel[1:]).nilai

    def coba(self, pohon: x.Pohon) -> Fraction | None:
        """What a formula gives in this set, rounding left out; None for an error or a text."""
        try:
            hasil = x.nilai(pohon, self.isi, membulatkan=False)
        except x.Galat:
            return None
        return hasil if isinstance(hasil, Fraction) else None

    def bobot(self, pohon: x.Pohon) -> dict[x.Sel, Fraction] | None:
        """How often a formula that only adds counts each cell, in this set; None for any other formula."""
        if isinstance(pohon, x.Rujuk):
            return {s: Fraction(1) for s in pohon.sel()}
        if not isinstance(pohon, x.Panggil):
            return {}
        isi = pohon.isi
        if pohon.nama == "IF" and len(isi) == 3:
            try:
                return self.bobot(isi[1 if x.nilai(isi[0], self.isi) else 2])
            except x.Galat:
                return None
        if pohon.nama in ("IFERROR", "ROUND", "ROUNDUP", "ROUNDDOWN"):
            return self.bobot(isi[0])
        if pohon.nama not in ("SUM", "SUBTOTAL", "+", "-", "NEG"):
            return None
        hasil: dict[x.Sel, Fraction] = {}
        for n, a in enumerate(isi):
            satu = self.bobot(a)
            if satu is None:
                return None
            for sel, w in satu.items():
                hasil[sel] = hasil.get(sel, Fraction(0)) + (-w if pohon.nama == "NEG" or pohon.nama == "-" and n else w)
        return hasil


def hanya_jumlah(tree: f.Node) -> bool:
    """Whether a formula only adds columns up."""
    return f.fold(tree, ref=lambda i: True, rentang=lambda a, b: False, persen=lambda: False, op=lambda op, a, b: a and b and op == "+")


def penyebut(tree: f.Node) -> set[str]:
    """The columns a formula divides by."""
    def op(simbol: str, a: tuple[set[str], set[str]], b: tuple[set[str], set[str]]) -> tuple[set[str], set[str]]:
        return (a[0] | b[1], a[1] | b[0]) if simbol == "/" else (a[0] | b[0], a[1] | b[1])

    return f.fold(tree, ref=lambda i: ({i}, set()), rentang=lambda a, b: (set(), set()), persen=lambda: (set(), set()), op=op)[1]
