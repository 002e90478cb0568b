"""The notation of forms and roll-ups as spreadsheet formulas, each with the value it has by a spreadsheet's rules.

A cell without a figure holds a text (`-`), never nothing: with a sign between two cells a spreadsheet then makes an error of it,
which becomes the dash again. SUM and AVERAGE pass over texts; there the figures are counted first, and so they are where a typed
cell may be emptied. What is empty by its nature stands apart, in N(…) or a SUM that is not counted: it adds nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from triwulan.form import asal
from triwulan.form.formula import PRECEDENCE
from triwulan.form.metode import Aljabar, BukanMetode, Operan
from triwulan.form.nilai import apply
from triwulan.press.excel.denah import Denah, Tempat, rentang

#: Up to so many summands are written with signs between them, more as SUM.
SEDIKIT = 3
#: The longest formula that Excel takes.
TERPANJANG = 8192
#: How near a formula's value comes to the printed one: the ledger keeps ten places of an operand.
TELITI = Fraction(1, 10**6)
#: How strongly a cell, a constant or a function binds.
UTUH = 3


class TakBerumus(ValueError):
    """A figure that cannot be a formula in this workbook; the message says why."""


@dataclass(frozen=True)
class Rumus:
    """A formula as a cell holds it, and its value; None where it shows the dash."""

    teks: str
    nilai: Fraction | None


@dataclass(frozen=True)
class Suku:
    """A part of a formula: its text and how strongly it binds, its value, the groups of cells that must all hold figures, the
    cell if it is nothing else and whether that is typed, the cells if it is empty by nature."""

    teks: str
    kuat: int
    nilai: Fraction | None
    wajib: tuple[tuple[Tempat, ...], ...] = ()
    sel: Tempat | None = None
    diketik: bool = False
    boleh_kosong: tuple[Tempat, ...] = ()
    polos: bool = True

    def dalam(self, kuat: int, kanan: bool = False) -> str:
        """The text as an operand of a sign of this strength."""
        return f"({self.teks})" if self.kuat < kuat or kanan and self.kuat == kuat else self.teks


def rumus(semua: Mapping[str, asal.Isi], i: asal.Isi, denah: Denah, kosong: str) -> Rumus:
    """The formula of a cell; `kosong` is the text it shows without a value. Raises TakBerumus."""
    lembar = denah[i.sel["alamat"], "nilai"].lembar
    try:
        suku = asal.lipat(semua, i, _aljabar(semua, denah, lembar))
    except TakBerumus:
        raise
    except (ValueError, LookupError) as error:  # a text in no notation of ours, a row or an operand that is not there
        raise TakBerumus(str(error) if isinstance(error, BukanMetode) else f"cara menghitung {i.sel['rumus']!r} tidak cocok dengan tabelnya") from None
    hasil = Rumus(_bungkus(suku, kosong, lembar), suku.nilai)
    if len(hasil.teks) > TERPANJANG:
        raise TakBerumus("rumusnya lebih panjang daripada yang diterima Excel")
    if (hasil.nilai is None) != (i.nilai is None) or hasil.nilai is not None and abs(hasil.nilai - i.nilai) > TELITI * max(1, abs(i.nilai)):
        raise TakBerumus("angka di buku ini tidak menghasilkan nilai yang tercetak")
    return hasil


def rujuk(alamat: str, denah: Denah, acuan: str, kosong: str = "-") -> str:
    """The formula of a cell that shows an entered figure; a typed one that was emptied is none, and not 0."""
    sel = denah[acuan, "nilai"].tulis(denah[alamat, "nilai"].lembar)
    return f'=IF({sel}="",{_teks(kosong)},{sel})' if (acuan, "nilai") in denah.diketik else f"={sel}"


def _bungkus(s: Suku, kosong: str, dari: str) -> str:
    """The whole formula: the dash where a figure is missing or something is divided by zero."""
    strip = _teks(kosong)
    if s.boleh_kosong:
        return f"=IF(COUNT({rentang(s.boleh_kosong, dari)})=0,{strip},{s.teks})"
    isi = s.teks if s.polos else f"IFERROR({s.teks},{strip})"
    # Single cells are counted together.
    satu = tuple(dict.fromkeys(w[0] for w in s.wajib if len(w) == 1))
    grup = [*([satu] if satu else []), *(w for w in dict.fromkeys(s.wajib) if len(w) > 1)]
    syarat = [f"COUNT({rentang(w, dari)})<{len(w)}" for w in grup]
    if not syarat:
        return f"={isi}"
    return f"=IF({syarat[0] if len(syarat) == 1 else 'OR(' + ','.join(syarat) + ')'},{strip},{isi})"


def _teks(teks: str) -> str:
    """A text as a formula writes it."""
    return '"' + teks.replace('"', '""') + '"'


def _aljabar(semua: Mapping[str, asal.Isi], denah: Denah, dari: str) -> Aljabar[Suku]:
    def ref(o: Operan, kata: str) -> Suku:
        if (o.acuan, kata) not in denah:
            raise TakBerumus(f"{o.acuan or 'sebuah operan'} tidak ada di buku ini")
        tempat = denah[o.acuan, kata]
        abai = o.acuan in semua and bool(semua[o.acuan].sel.get("abai"))
        diketik = (o.acuan, kata) in denah.diketik
        return Suku(tempat.tulis(dari), UTUH, getattr(o, kata), ((tempat,),) if diketik else (), tempat, diketik, (tempat,) if abai else ())

    def jumlah(semua: list[Suku]) -> Suku:
        return _jumlah(semua, dari)

    def rata(semua: list[Suku]) -> Suku:
        return _rata(semua, dari)

    return Aljabar(ref, lambda n: Suku(str(n), UTUH, Fraction(n)), _op, jumlah, rata)


def _op(tanda: str, a: Suku, b: Suku) -> Suku:
    kuat = PRECEDENCE[tanda]
    if tanda == "+" and (a.boleh_kosong or b.boleh_kosong):
        nilai = [s.nilai for s in (a, b) if s.nilai is not None]
        wajib = [s for s in (a, b) if not s.boleh_kosong]
        kosong = not wajib and a.boleh_kosong + b.boleh_kosong or ()
        teks = f"{_longgar(a)}+{_longgar(b)}"
        return Suku(teks, kuat, None if any(s.nilai is None for s in wajib) or not nilai else sum(nilai, Fraction(0)), a.wajib + b.wajib, boleh_kosong=kosong, polos=False)
    for s in (a, b):
        if s.boleh_kosong and s.sel is None:
            raise TakBerumus("jumlah yang wajar kosong dipakai dalam hitungan lain")
    teks = f"{a.dalam(kuat)}{'*' if tanda == 'x' else tanda}{b.dalam(kuat, tanda in '-/')}"
    return Suku(teks, kuat, apply(tanda, a.nilai, b.nilai), a.wajib + b.wajib, polos=False)


def _longgar(s: Suku) -> str:
    """A summand that counts as nothing where it holds no figure."""
    return f"N({s.teks})" if s.boleh_kosong and s.sel else s.dalam(PRECEDENCE["+"])


def _jumlah(semua: list[Suku], dari: str) -> Suku:
    if not semua:
        raise TakBerumus("tidak ada yang dijumlah")
    sel = [s.sel for s in semua]
    if None in sel or len(semua) <= SEDIKIT and not all(s.diketik for s in semua) or len(semua) == 1:
        hasil = semua[0]
        for s in semua[1:]:
            hasil = _op("+", hasil, s)
        return hasil
    wajib, longgar = ([s for s in semua if bool(s.boleh_kosong) == kosong] for kosong in (False, True))
    ada = [s.nilai for s in semua if s.nilai is not None]
    nilai = None if any(s.nilai is None for s in wajib) or not ada else sum(ada, Fraction(0))
    # What must be there and is counted stands in one SUM, what may be missing beside it.
    bagian = [_longgar(b[0]) if len(b) == 1 else f"SUM({rentang([s.sel for s in b], dari)})" for b in (wajib, longgar) if b]
    return Suku(
        "+".join(bagian), PRECEDENCE["+"] if len(bagian) > 1 else UTUH, nilai,
        (tuple(s.sel for s in wajib),) if wajib else (), boleh_kosong=() if wajib else tuple(sel),
    )


def _rata(semua: list[Suku], dari: str) -> Suku:
    if not semua:
        raise TakBerumus("tidak ada yang dirata-ratakan")
    if len(semua) == 1:
        return replace(semua[0], boleh_kosong=())
    nilai = None if any(s.nilai is None for s in semua) else sum((s.nilai for s in semua), Fraction(0)) / len(semua)
    sel = tuple(s.sel for s in semua if s.sel)
    isi = [*([rentang(sel, dari)] if sel else []), *(s.teks for s in semua if not s.sel)]
    wajib = (*((sel,) if sel else ()), *(w for s in semua if not s.sel for w in s.wajib))
    return Suku(f"AVERAGE({','.join(isi)})", UTUH, nilai, wajib, polos=all(s.polos for s in semua))
