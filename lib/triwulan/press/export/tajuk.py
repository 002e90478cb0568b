"""Row headers in the tags of the PDF: a screen reader then says which row a figure belongs to, not its column alone.

Typst tags the cells of a table's header only. In the finished file the cell that names a row becomes its header, and the
others of the row refer to it beside their column (ISO 32000-1, 14.8.4.3.4 and 14.8.5.7).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name, String


def beri_tajuk(dok: pikepdf.Pdf, kolom: Sequence[tuple[int | None, int]]) -> None:
    """`kolom`: for each table in order the position of its naming column (None where it has none) and how many columns it
    has. Rows with fewer cells (headings, notes) have no header of their own."""
    akar = dok.Root.StructTreeRoot
    tabel = [e for e in _unsur(akar.K) if e.S == Name.Table]
    nomor = 0
    for t, (posisi, banyak) in zip(tabel, kolom, strict=True):
        for baris in (e for e in _unsur(t) if e.S == Name.TR):
            sel = [s for s in _anak(baris) if s.S in (Name.TD, Name.TH)]
            # A column that only ties rows together follows the last one.
            if posisi is None or len(sel) not in (banyak, banyak + 1) or sel[posisi].S != Name.TD or not _isi(sel[posisi]):
                continue
            nomor += 1
            _jadikan(dok, sel[posisi], [s for n, s in enumerate(sel[:banyak]) if n != posisi and s.S == Name.TD], f"baris-{nomor}")


def _jadikan(dok: pikepdf.Pdf, tajuk: pikepdf.Object, lain: Sequence[pikepdf.Object], id_: str) -> None:
    tajuk.S = Name.TH
    tajuk.ID = String(id_)
    pikepdf.NameTree(dok.Root.StructTreeRoot.IDTree)[id_] = tajuk
    _atribut(tajuk).Scope = Name.Row
    for s in lain:
        _atribut(s).Headers.append(String(id_))


def _atribut(sel: pikepdf.Object) -> pikepdf.Object:
    """The attributes of a cell as one of a table; Typst writes its column's header there."""
    return next(a for a in (sel.A if isinstance(sel.A, Array) else [sel.A]) if a.get(Name.O) == Name.Table)


def _isi(sel: pikepdf.Object) -> bool:
    """Whether a cell holds anything."""
    return Name.K in sel and not (isinstance(sel.K, Array) and len(sel.K) == 0)


def _anak(unsur: pikepdf.Object) -> list[pikepdf.Object]:
    anak = unsur.get(Name.K, Array())
    return [a for a in (anak if isinstance(anak, Array) else [anak]) if isinstance(a, Dictionary) and Name.S in a]


def _unsur(akar: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Every structure element in reading order, the inner ones after those that hold them."""
    tumpukan = list(reversed(list(akar) if isinstance(akar, Array) else [akar]))
    while tumpukan:
        unsur = tumpukan.pop()
        if isinstance(unsur, Dictionary) and Name.S in unsur:
            yield unsur
            tumpukan += reversed(_anak(unsur))
