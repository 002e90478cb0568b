"""Entered figures → the whole table: row sums first, then the form's column formulas, every cell with its derivation.

Arithmetic is exact (fractions). A missing figure is None and stays missing: what is computed with it has no value; so
has a division by zero. The exception is said cell by cell: one that is empty by its nature (`abai`: a quarter not due
yet, a kegiatan without budget, a figure that another row holds) adds nothing to a sum or a total.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import partial, reduce

import pandas as pd

from triwulan.form import formula as f
from triwulan.form.angka import tampil
from triwulan.form.form import Column, Form, FormError
from triwulan.form.nilai import KOSONG, Kosong, Nilai, apply, jumlah
from triwulan.form.table import Baris, Sel, Tabel


@dataclass(frozen=True)
class Isian:
    """An entered (or rolled-up) figure and where it comes from: `rumus` names a roll-up, `sumber` the data rows.

    `abai`: there is no figure by the nature of the cell, so that it adds nothing; without it an empty cell is missing.
    `alasan`: why there is no figure, where that needs no printed note.
    `satuan`: its unit where that differs from the row's (a year's target in Org/12 bln, a half year's in Org/6 bln)."""

    nilai: Nilai
    sumber: tuple[str, ...] = ()
    rumus: str = ""
    operan: tuple[str, ...] = ()
    catatan: str = ""
    abai: bool = False
    satuan: str = ""
    alasan: str = ""


@dataclass(frozen=True)
class BarisIsian:
    """A row before calculation.

    teks     text cells by column id         isian   entered figures by column key; also of a computed column that
                                                     is declared `dapat_diisi`, where it stands for the formula
    satuan   the row's own unit              anak    ids of the rows this one sums (a parent, JUMLAH, TOTAL)
    rumus    a row formula (`38 s/d 44`) over row ids, in place of `anak`; rows run in the order of the table
    ganti    formulas that hold in this row instead of the column's (an indicator of which less is better), by column key
    menilai  which figure a text of this row grades, as `row/column key`, by column: where no column is one of grades
    """

    id: str
    teks: Mapping[str, str] = field(default_factory=dict)
    isian: Mapping[str, Isian] = field(default_factory=dict)
    satuan: str = ""
    anak: tuple[str, ...] = ()
    rumus: str = ""
    ganti: Mapping[str, str] = field(default_factory=dict)
    jenis: str = "data"
    tingkat: int = 0
    menilai: Mapping[str, str] = field(default_factory=dict)


#: Stands in a cell of a computed column that the formula is to fill; what is there instead, a row has brought along.
HITUNG = object()


def kolom(form: Form, frame: pd.DataFrame, ganti: Mapping[str, Mapping[str, str]] | None = None) -> pd.DataFrame:
    """`frame` (index = rows, columns = keys of the form; values Fraction, None or KOSONG) with every computed column filled
    in. `ganti` holds the formulas that replace a column's in a row, by row and column key. A computed column that is in
    `frame` already is filled where it holds HITUNG."""
    out = frame.copy()
    for column in form.order():
        for key in column.keys:
            part = key.partition("/")[2]

            def nilai(tree: f.Node, rows: pd.DataFrame, part: str = part) -> list[Nilai | Kosong]:
                return f.fold(
                    tree,
                    ref=lambda i: list(rows[f"{i}/{part}" if part else i]),
                    rentang=lambda a, b: [],  # refused in a column formula when the form is declared
                    persen=lambda: [Fraction(100)] * len(rows),
                    op=lambda op, a, b: [apply(op, x, y) for x, y in zip(a, b)],
                )

            hasil = pd.Series(nilai(column.tree, out), index=out.index, dtype=object)
            for row, rumus in (ganti or {}).items():
                if key in rumus:
                    hasil[row] = nilai(f.parse(rumus[key]), out.loc[[row]])[0]
            for row in frame.index if key in frame else ():
                if frame.at[row, key] is not HITUNG:
                    hasil[row] = frame.at[row, key]
            out[key] = hasil
    return out


def hitung(
    form: Form, baris: Sequence[BarisIsian], *, laporan: str, tabel: str, judul: str,
    nomor: str = "", lingkup: str = "", kaki: Sequence[str] = (),
) -> Tabel:
    """The filled table. Raises FormError for rows that repeat, are unknown, wait for each other, or fill a computed column."""
    _check(form, baris)
    numeric = [(c, key) for c in form.columns if not c.is_text for key in c.keys]
    rows = {b.id: b for b in baris}
    values = pd.DataFrame({key: _sums(rows, key, c) for c, key in numeric if c.tree is None or c.dapat_diisi}, index=list(rows), dtype=object)
    values = kolom(form, values.astype(object).where(values.notna(), None), {b.id: b.ganti for b in baris if b.ganti})

    def address(row: str, key: str) -> str:
        return f"{laporan}/{tabel}/{row}/{key}"

    def cell(row: BarisIsian, column: Column, key: str) -> Sel:
        part = key.partition("/")[2]
        isian = row.isian.get(key, Isian(None))
        rumus, operan, sumber = isian.rumus, isian.operan, isian.sumber
        if column.tree is not None and key not in row.isian:
            tree = f.parse(row.ganti[key]) if key in row.ganti else column.tree
            rumus = f.render(tree)
            operan = tuple(address(row.id, f"{i}/{part}" if part else i) for i in f.refs(tree))
            if isinstance(tree, f.Ref):  # `16=13` is the same figure in the same unit
                isian = row.isian.get(f"{tree.id}/{part}" if part else tree.id, isian)
        elif key in row.isian or not column.totals(key):
            pass
        elif row.anak:
            rumus, operan = f"jumlah({column.id})", tuple(address(a, key) for a in row.anak)
        elif row.rumus:
            tree = f.parse(row.rumus)
            rumus, operan = f.render(tree), tuple(address(i, key) for i in _span(tree, list(rows)))
        unit = (isian.satuan or row.satuan) if column.unit_of(part) == "baris" else column.unit_of(part)
        abai = values.at[row.id, key] is KOSONG
        nilai = None if abai else values.at[row.id, key]
        teks = tampil(nilai, column.places, kurung=form.kurung, kosong=column.kosong)
        if column.bersatuan and nilai is not None and part != "Rp":
            teks = f"{teks} {unit}"
        alasan = isian.alasan if nilai is None else ""
        return Sel(address(row.id, key), nilai, unit, teks, rumus, operan, sumber, isian.catatan, alasan, abai=abai)

    filled = tuple(
        Baris(
            b.id,
            {c.id: b.teks.get(c.id, "") for c in form.columns if c.is_text}
            | ({key: cell(b, c, key) for c, key in numeric} if b.jenis != "kelompok" else {}),
            b.jenis, b.tingkat, dict(b.menilai),
        )
        for b in baris
    )
    return Tabel(form, laporan, tabel, nomor, judul, lingkup, filled, tuple(kaki))


def _sums(rows: dict[str, BarisIsian], key: str, column: Column) -> list[Nilai | Kosong]:
    """One entered column, with parents, totals and row formulas filled from the rows they name."""
    known: dict[str, Nilai | Kosong] = {}
    totalled = column.totals(key)

    def value(i: str, above: tuple[str, ...] = ()) -> Nilai | Kosong:
        if i in above:
            raise FormError(f"baris {' → '.join((*above, i))} saling menjumlah")
        if i not in known:
            row = rows[i]
            if key in row.isian:
                isian = row.isian[key]
                known[i] = KOSONG if isian.abai and isian.nilai is None else isian.nilai
            elif column.tree is not None:
                known[i] = HITUNG
            elif row.anak and totalled:
                known[i] = jumlah(value(a, (*above, i)) for a in row.anak)
            elif row.rumus and totalled:
                known[i] = _row_formula(row.rumus, list(rows), lambda a: value(a, (*above, i)))
            else:
                known[i] = None
        return known[i]

    return [value(i) for i in rows]


def _row_formula(text: str, order: list[str], value) -> Nilai:
    return f.fold(
        f.parse(text),
        ref=value,
        rentang=lambda a, b: reduce(partial(apply, "+"), map(value, order[order.index(a): order.index(b) + 1])),
        persen=lambda: Fraction(100),
        op=apply,
    )


def _span(tree: f.Node, order: list[str]) -> list[str]:
    return f.fold(
        tree, ref=lambda i: [i], rentang=lambda a, b: order[order.index(a): order.index(b) + 1],
        persen=list, op=lambda _, a, b: a + b,
    )


def _check(form: Form, baris: Sequence[BarisIsian]) -> None:
    ids = [b.id for b in baris]
    problems = [f"baris {i!r} muncul {ids.count(i)} kali" for i in dict.fromkeys(ids) if ids.count(i) > 1]
    entered = {key for c in form.columns if (c.tree is None or c.dapat_diisi) and not c.is_text for key in c.keys}
    for b in baris:
        named = [*b.anak, *(f.refs(f.parse(b.rumus)) if b.rumus else ())]
        problems += [f"baris {b.id!r} menyebut baris {i!r} yang tidak ada di tabel" for i in named if i not in ids]
        problems += [
            f"baris {b.id!r} mengisi kolom {k!r}; kolom isian formulir ini: {', '.join(sorted(entered))}"
            for k in b.isian if k not in entered
        ]
    if problems:
        raise FormError("\n".join(f"formulir {form.code}: {p}" for p in problems))
