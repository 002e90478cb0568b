"""How wide columns are and how high rows: no program fits merged cells or wrapped text by itself when a file is opened."""

from __future__ import annotations

from triwulan.form.table import penamaan
from triwulan.press.export.word.lebar import banyak_baris, baris_tebal, isi, kepala_tunggal, letak_kepala, panjang

#: A column's width is counted in digits of the workbook's own type size; the room at a cell's edges in the same measure.
DIGIT, DASAR, SISI = 0.556, 10, 1.4
#: Type size of a table, in tables of few and of many columns, and how many are many.
HURUF, KECIL, BANYAK = 9, 8, 12
#: Digits across an upright page and a landscape one, which a table fills; digits that a column of weight 1 gets at least and at most,
#: and in a table of many columns.
TEGAK, MENDATAR, TERKECIL, TERBESAR, RAPAT = 80, 136, 9.0, 18.0, 5.5
TERSEMPIT, TERLEBAR = 4.0, 70.0
#: In tables of many columns a figure with its unit is set smaller rather than its column wider than this.
BERSATUAN = 9.0
#: Height of a line and of a row's own room in type sizes and points; the highest row there can be.
BARIS, RUANG, TERTINGGI = 1.28, 4.5, 409.0
#: The deepest level that rows can be grouped to, and how wide one level of indentation is.
TERDALAM, TAKUK = 7, 1.4
#: A longer word is broken.
KATA = 24


def banyak(t: dict) -> bool:
    """Whether a table has so many columns that figures get what they need and no more."""
    return len(t["kolom"]) > BANYAK


def huruf(t: dict) -> int:
    """The type size of a table."""
    return KECIL if banyak(t) else HURUF


def kolom(t: dict) -> list[float]:
    """The width of each column in digits: by its weight, never less than its longest figure or word needs."""
    satuan = RAPAT if banyak(t) else min(TERBESAR, max(TERKECIL, (MENDATAR if t["mendatar"] else TEGAK) / sum(k["lebar"] for k in t["kolom"])))
    rapat, per_digit, tebal = banyak(t), huruf(t) / DASAR / DIGIT, baris_tebal(t)
    kepala = kepala_tunggal(t["kepala"], len(t["kolom"]))
    hasil = []
    for n, k in enumerate(t["kolom"]):
        perlu = [panjang(kata, True) for m, teks in kepala if m == n for kata in teks.split() if len(kata) <= KATA]
        angka = [panjang(isi(b, k), m) for b, m in zip(t["baris"], tebal) if b["jenis"] != "kelompok" and k["rata"] == "kanan"]
        perlu += angka if not menyusut(t, k) else [min(a, BERSATUAN / per_digit) for a in angka]
        if k["rata"] != "kanan":
            perlu += [
                panjang(kata, m) + takuk(t, b, k) / per_digit
                for b, m in zip(t["baris"], tebal) if b["jenis"] != "kelompok" for kata in isi(b, k).split() if len(kata) <= KATA
            ]
        tumbuh = 0 if k["rata"] == "kanan" and rapat else satuan * k["lebar"]
        hasil.append(min(TERLEBAR, max(TERSEMPIT, tumbuh, max(perlu, default=0) * per_digit + SISI)))
    return hasil


def tingkat(b: dict) -> int:
    """The level of a row, as deep as rows can be grouped."""
    return min(b["tingkat"], TERDALAM)


def takuk(t: dict, b: dict, k: dict) -> float:
    """The indentation of a cell in digits: that of the row's level in the naming column."""
    return TAKUK * tingkat(b) if k["kunci"] == penamaan(t) and b["jenis"] != "kelompok" else 0


def menyusut(t: dict, k: dict) -> bool:
    """Whether figures of a column are set smaller where they do not fit."""
    return banyak(t) and bool(k.get("bersatuan"))


def lebar(teks: str, huruf: float, tebal: bool = False) -> float:
    """How many digits wide a column must be for a text on one line."""
    return panjang(teks, tebal) * huruf / DASAR / DIGIT + SISI if teks else 0.0


def baris(isi_: list[tuple[str, float, bool]], huruf: float) -> float:
    """The height of a row in points: each text with the width it has in digits and whether it is bold."""
    banyak = max((sum(banyak_baris(p, max(1.0, lebar - SISI) * DIGIT * DASAR / huruf, tebal) for p in teks.split("\n")) for teks, lebar, tebal in isi_), default=1)
    return min(TERTINGGI, banyak * BARIS * huruf + RUANG)


def kepala(t: dict, lebar: list[float], huruf: float) -> list[float]:
    """The height of each header row; a cell over several rows shares its height among them."""
    tinggi = [BARIS * huruf + RUANG] * len(t["kepala"])
    for n, k, c in sorted(letak_kepala(t["kepala"], len(lebar)), key=lambda x: x[2]["tinggi"]):
        perlu = baris([(c["teks"], sum(lebar[k: k + c["lebar"]]), True)], huruf)
        kurang = perlu - sum(tinggi[n: n + c["tinggi"]])
        if kurang > 0:
            tinggi[n + c["tinggi"] - 1] += kurang
    return tinggi

