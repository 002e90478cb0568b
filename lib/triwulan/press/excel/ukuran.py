"""How wide columns are and how high rows: no program fits merged cells or wrapped text by itself when a file is opened."""

from __future__ import annotations

from triwulan.press.export.word.lebar import HURUF, LAIN, banyak_baris, isi, kepala_tunggal, letak_kepala, panjang

#: A column's width is counted in digits; the room at a cell's edges in the same measure.
DIGIT, SISI = 0.556, 1.6
#: Digits that a column of weight 1 gets, in tables of few and of many columns; the narrowest and widest.
SATUAN, RAPAT, BANYAK = 13.0, 8.0, 12
TERSEMPIT, TERLEBAR = 4.5, 70.0
#: Height of a line and of a row's own room in type sizes and points; the highest row there can be.
BARIS, RUANG, TERTINGGI = 1.28, 4.5, 409.0
#: A longer word is broken.
KATA = 24


def kolom(t: dict) -> list[float]:
    """The width of each column in digits: by its weight, never less than its longest figure or word needs."""
    satuan = RAPAT if len(t["kolom"]) > BANYAK else SATUAN
    kepala = kepala_tunggal(t["kepala"], len(t["kolom"]))
    hasil = []
    for n, k in enumerate(t["kolom"]):
        perlu = [panjang(kata, True) for m, teks in kepala if m == n for kata in teks.split() if len(kata) <= KATA]
        for b in t["baris"]:
            if b["jenis"] == "kelompok":
                continue
            s = isi(b, k)
            perlu += [panjang(s, True)] if k["rata"] == "kanan" else [panjang(kata) for kata in s.split() if len(kata) <= KATA]
        tumbuh = 0 if k["rata"] == "kanan" and len(t["kolom"]) > BANYAK else satuan * k["lebar"]
        hasil.append(min(TERLEBAR, max(TERSEMPIT, tumbuh, max(perlu, default=0) / DIGIT + SISI)))
    return hasil


def baris(isi_: list[tuple[str, float, bool]], huruf: float) -> float:
    """The height of a row in points: each text with the width it has in digits and whether it is bold."""
    banyak = max((sum(banyak_baris(p, max(1.0, lebar - SISI) * DIGIT, tebal) for p in teks.split("\n")) for teks, lebar, tebal in isi_), default=1)
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


def teks(s: str) -> float:
    """The width in digits that a line of text needs."""
    return sum(HURUF[False].get(h, LAIN) for h in s) / DIGIT + SISI
