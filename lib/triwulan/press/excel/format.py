"""How figures are written: number formats in a workbook's own notation, of the Indonesian locale."""

from __future__ import annotations

import re

#: Indonesian: LibreOffice shows 1.234,56 whatever language it runs in; Excel goes by the computer's own signs.
BAHASA = "[$-421]"
#: The places of columns that show as many as a figure needs.
SEPERLUNYA = (0, 1, 2)


def pola(tempat: int, satuan: str = "", kurung: bool = False) -> str:
    """`#,##0.00`; with the unit behind it as a literal (also `%`, which as a sign of the format would multiply by a hundred); of
    the LRA with negative figures in brackets."""
    angka = "#,##0" + ("." + "0" * tempat if tempat else "")
    ekor = '" ' + "".join(h for h in satuan if h.isprintable() and h != '"') + '"' if satuan else ""
    return BAHASA + (f"{angka}{ekor};{BAHASA}({angka}){ekor}" if kurung else f"{angka}{ekor}")


def tempat(tampil: str) -> int:
    """How many places a printed figure has."""
    m = re.match(r"\(?-?[\d.]*,(\d+)", tampil)
    return len(m[1]) if m else 0


def satuan(kolom: dict, sel: dict) -> str:
    """The unit that a cell shows behind its figure; "" in columns that show none."""
    return sel.get("satuan", "") if kolom.get("bersatuan") else ""


def sel(tabel: dict, kolom: dict, isi: dict) -> str:
    """The number format of a cell."""
    n = kolom.get("tempat")
    return pola(tempat(isi["tampil"]) if n is None else n, satuan(kolom, isi), tabel.get("kurung", False))


def cocok(n: int, di: str) -> str:
    """The condition under which the figure in a cell needs `n` places."""
    kurang = f",ROUND({di},2)<>ROUND({di},{n - 1})" if n else ""
    return f"=AND(ISNUMBER({di}),ROUND({di},2)=ROUND({di},{n}){kurang})"
