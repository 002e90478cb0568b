"""One cell in words: its formula with the numbers put in and the result, or where it was entered."""

from __future__ import annotations

from collections.abc import Callable

from triwulan.form import formula as f
from triwulan.form.table import Sel, Tabel


def kalimat(tree: f.Node, angka: Callable[[str], str], hasil: str) -> str:
    """`2.750.000 / 20.630.000 × 100 % = 13,33 %`: the tree with each id replaced by its printed figure."""
    def shown(i: str) -> str:
        text = angka(i)
        return f"({text})" if text.startswith("-") and text != "-" else text

    return f"{f.render(tree, shown, f.SENTENCE)} = {hasil}"


def jelaskan(tabel: Tabel, sel: Sel) -> str:
    """The sentence for a computed cell of `tabel`; for a summed one its sum; for an entered one the data rows."""
    _, _, baris, kunci = sel.alamat.split("/", 3)
    nomor, _, part = kunci.partition("/")
    if tabel.form.by_id[nomor].tree is not None:
        tree = f.parse(sel.rumus)  # the row's own formula where one replaces the column's
        satuan = " %" if sel.satuan == "%" and sel.nilai is not None else ""
        return kalimat(tree, lambda i: tabel.sel(baris, f"{i}/{part}" if part else i).tampil, sel.tampil + satuan)
    if sel.rumus:
        return f"{sel.rumus} = {sel.tampil}"
    return f"{sel.tampil}, diisi dari {'; '.join(sel.sumber) or '(belum ada data)'}"
