"""Declarations: what a form's columns are, what it prints above them, where the law says so."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property

from triwulan.form import formula as f

#: Papers a form may ask for.
KERTAS = ("", "A3")


class FormError(ValueError):
    """A declaration that contradicts itself; every problem of the form in one message."""


@dataclass(frozen=True)
class Source:
    """Where a form comes from: the instrument, the place in it, and what could not be verified."""

    dokumen: str
    tempat: str
    catatan: str = ""


@dataclass(frozen=True)
class Column:
    """One column, or one K/Rp pair under one number.

    id       unique in the form; the printed number where that is unique (`10`), else with a letter (`5c`) or a slug
    title    header text; `group` are the headers above it, outermost first
    formula  in the form's own notation over ids; None for an entered column
    number   what is printed in the number row ("" for none); None = the id
    printed  the formula as the source prints it where that differs ("" = prints none), with the `reason`
    keliru   whether the printed one is wrong: then our header prints the formula itself
    parts    ("K", "Rp") when the number covers both; a formula then holds for each part by itself
    unit     "teks" | "Rp" | "%" | "rasio" | "baris" (the row's own unit)
    places   decimals shown; None = as many as needed, at most two
    total    whether a total row sums this column; of a pair its Rp (percents and documents do not add up)
    dapat_diisi  a row may bring its own figure to a computed column (K by its indicator's accumulation)
    width    relative width
    kosong   what an empty numeric cell shows
    bersatuan  whether each cell shows its unit (100 %); of a pair only K does
    besaran  the quantity it holds (`target`, `K`, `pagu` …), of a pair that of K and that of Rp: with the row's code and
             the scope it says which figure of the office a cell is, so that the same one is known wherever it stands
    menilai  of a text column that prints grades: the frame column it grades
    bilangan whether a text column holds whole numbers (how many findings): figures without an address and no part of a ledger
    """

    id: str
    title: str
    formula: str | None = None
    unit: str = "teks"
    group: tuple[str, ...] = ()
    number: str | None = None
    printed: str | None = None
    reason: str = ""
    keliru: bool = False
    parts: tuple[str, ...] = ()
    places: int | None = None
    total: bool = False
    dapat_diisi: bool = False
    width: float = 1.0
    kosong: str = "-"
    bersatuan: bool = False
    besaran: str | tuple[str, str] = ""
    menilai: str = ""
    bilangan: bool = False

    @cached_property
    def tree(self) -> f.Node | None:
        return None if self.formula is None else f.parse(self.formula)

    @property
    def keys(self) -> tuple[str, ...]:
        """The frame columns this declaration stands for: `13`, or `13/K` and `13/Rp`."""
        return tuple(f"{self.id}/{part}" for part in self.parts) or (self.id,)

    @property
    def nomor(self) -> str:
        return self.id if self.number is None else self.number

    @property
    def is_text(self) -> bool:
        return self.unit == "teks"

    def totals(self, key: str) -> bool:
        """Whether a total row sums the frame column `key` of this declaration."""
        return self.total and not key.endswith("/K")

    def besaran_of(self, part: str) -> str:
        """The quantity under a part of the column; "" where none is declared."""
        return self.besaran if isinstance(self.besaran, str) else self.besaran[self.parts.index(part)]

    def unit_of(self, part: str) -> str:
        """A K/Rp pair of entered or summed figures is in the row's unit and in rupiah; a quotient in its own."""
        return {"K": "baris", "Rp": "Rp"}[part] if part and self.unit == "baris" else self.unit


@dataclass(frozen=True)
class Form:
    """A form: code, title, columns in printed order, source. Checked when made; frozen afterwards.

    kurung    negative numbers in brackets (the LRA's way) instead of a minus sign
    mendatar  printed on landscape pages
    kertas    the paper it is printed on: "" (the report's own) or "A3"
    nama      the column that names a row and carries its depth; "" leaves it to the layout
    """

    code: str
    title: str
    columns: tuple[Column, ...]
    source: Source
    kurung: bool = False
    mendatar: bool = False
    kertas: str = ""
    nama: str = ""
    by_id: dict[str, Column] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_id", {c.id: c for c in self.columns})
        problems = [*_duplicates(self), *_notation(self)]
        problems = problems or _layout(self) or _unknown(self) or _parts(self) or _cycles(self)
        if problems:
            raise FormError("\n".join(f"formulir {self.code}: {p}" for p in problems))

    def untuk(self, **kata: object) -> Form:
        """The form with `{kata}` in its column titles and the headers above them filled in (`Anggaran {tahun}`)."""
        def isi(c: Column) -> Column:
            return replace(c, title=c.title.format(**kata), group=tuple(g.format(**kata) for g in c.group))

        return replace(self, columns=tuple(isi(c) for c in self.columns))

    def heading(self, column: Column) -> str:
        """The number row's text for a column: `10=6-9`, `6=5/4`, `3`, or nothing."""
        printed = f.render(column.tree, self._nomor) if column.keliru else self.formula_printed(column)
        return f"{column.nomor}={printed}" if printed and column.nomor else column.nomor

    def formula_printed(self, column: Column) -> str:
        """The formula as it stands in print: the source's own text where the declaration keeps one."""
        if column.printed is not None or column.tree is None:
            return column.printed or ""
        return f.render(column.tree, self._nomor)

    def _nomor(self, id_: str) -> str:
        return self.by_id[id_].nomor

    def order(self) -> list[Column]:
        """Computed columns, each after the columns it reads."""
        done, out = {c.id for c in self.columns if c.tree is None}, []
        todo = [c for c in self.columns if c.tree is not None]
        while todo:
            ready = [c for c in todo if set(f.refs(c.tree)) <= done]
            if not ready:
                raise FormError(f"formulir {self.code}: kolom {', '.join(c.id for c in todo)} saling menunggu")
            out += ready
            done |= {c.id for c in ready}
            todo = [c for c in todo if c.id not in done]
        return out


def _duplicates(form: Form) -> list[str]:
    ids = [c.id for c in form.columns]
    return [
        f"kolom {i!r} dideklarasikan {ids.count(i)} kali; id harus unik (nomor cetak yang sama: beri huruf, misalnya 5a, 5b)"
        for i in dict.fromkeys(ids) if ids.count(i) > 1
    ]


def _notation(form: Form) -> list[str]:
    problems = []
    for column in form.columns:
        try:
            tree = column.tree
        except f.FormulaError as error:
            problems.append(f"kolom {column.id!r}: {error}")
            continue
        if tree is not None and "s/d" in f.render(tree):
            problems.append(f"kolom {column.id!r}: s/d hanya berlaku untuk rumus baris; tulis kolomnya satu per satu")
        if tree is not None and column.is_text:
            problems.append(f"kolom {column.id!r} berumus tetapi satuannya teks; beri satuan Rp, %, rasio atau baris")
        if column.printed is not None and not column.reason:
            problems.append(f"kolom {column.id!r}: rumus cetak {column.printed!r} disimpan tanpa alasan (reason)")
    return problems


def _layout(form: Form) -> list[str]:
    problems = [] if form.kertas in KERTAS else [f"kertas {form.kertas!r} tidak dikenal; yang ada: {', '.join(map(repr, KERTAS))}"]
    if form.nama and (form.nama not in form.by_id or not form.by_id[form.nama].is_text):
        problems.append(f"kolom penamaan {form.nama!r} harus kolom teks formulir ini")
    return problems


def _unknown(form: Form) -> list[str]:
    known = ", ".join(c.id for c in form.columns)
    return [
        f"kolom {c.id!r}: rumus {c.formula!r} menyebut kolom {i!r} yang tidak ada; kolom yang ada: {known}"
        for c in form.columns if c.tree is not None for i in f.refs(c.tree) if i not in form.by_id
    ]


def _parts(form: Form) -> list[str]:
    problems = []
    for column in form.columns:
        for i in f.refs(column.tree) if column.tree is not None else ():
            other = form.by_id[i]
            if other.is_text:
                problems.append(f"kolom {column.id!r}: rumus {column.formula!r} membaca kolom {i!r} yang berisi teks")
            elif other.parts != column.parts:
                problems.append(
                    f"kolom {column.id!r}: bagian {column.parts or '(satu)'} tidak sama dengan bagian kolom {i!r} "
                    f"{other.parts or '(satu)'}; rumus berlaku per bagian K dan Rp"
                )
    return problems


def _cycles(form: Form) -> list[str]:
    try:
        form.order()
    except FormError as error:
        return [str(error).removeprefix(f"formulir {form.code}: ")]
    return []
