"""Where the columns of a form stand in anybody's sheet: by its number row (`1 2 3 … 13=9+10+11+12`), else by the titles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from triwulan.form import formula as f
from triwulan.form.form import Column, Form
from triwulan.form.lembar.angka import bersih
from triwulan.form.lembar.grid import Lembar

NOMOR = re.compile(r"(\d+[a-z]?)\.?\s*(?:=\s*(.*))?")
#: What the two parts of a column are called under (or above) its number.
BAGIAN = {"k": "K", "kinerja": "K", "fisik": "K", "rp": "Rp", "anggaran": "Rp", "keuangan": "Rp", "rupiah": "Rp"}
#: Rows of a header at most, and how near K and Rp stand to the number row.
TINGGI, DEKAT = 8, 2
#: Words that a title must share with a column's to be taken for it.
MIRIP = 0.5


@dataclass(frozen=True)
class Kepala:
    """`kolom`: the sheet columns, first and last, of each key of the form; `awal`, `akhir`: the first and last row of the header;
    `tercetak`: the formulas that stand in the number row, by column id; `bernomor`: whether there is a number row."""

    awal: int
    akhir: int
    kolom: Mapping[str, tuple[int, int]]
    tercetak: Mapping[str, str]
    bernomor: bool = True


def cari(lembar: Lembar, form: Form) -> Kepala | None:
    """The header of the form in a sheet; None where the sheet does not hold the form."""
    cocok = {b: len(_cocok(lembar, form, b)) for b in range(1, lembar.tinggi + 1)}
    # The first, not the best: a header repeated on the next page may be the more complete one.
    for b, n in cocok.items():
        if n * 5 >= max(cocok.values()) * 4 and baris_nomor(lembar, form, b):
            return _bernomor(lembar, form, b)
    return _berjudul(lembar, form)


def baris_nomor(lembar: Lembar, form: Form, b: int) -> bool:
    """Whether a row prints the column numbers: at least half of them, from left to right."""
    bernomor = sum(bool(c.nomor) for c in form.columns)
    return bernomor > 1 and len(_cocok(lembar, form, b)) >= max(min(3, bernomor), (bernomor + 1) // 2)


def berulang(lembar: Lembar, form: Form, kepala: Kepala, b: int) -> bool:
    """Whether a row is the number row once more, at a page break: the same numbers over the same columns. Of a form of few columns
    a row of figures could look so."""
    if not kepala.bernomor or len(form.columns) < 5 or not baris_nomor(lembar, form, b):
        return False
    sama = [kepala.kolom[key][0] == k for k, c, _ in _cocok(lembar, form, b) if (key := next((key for key in c.keys if key in kepala.kolom), ""))]
    return bool(sama) and all(sama)


def bagian(teks: str) -> str:
    """K or Rp where a header cell names one of the two; "" where it does not."""
    nama = {BAGIAN.get(k, "") for k in re.findall("[a-z]+", teks.lower())}
    return nama.pop() if len(nama) == 1 else ""


def beda_rumus(form: Form, kepala: Kepala) -> list[str]:
    """The printed formulas that say something else than the form's, as `12=8+9+10+11`; those that are no formula are left out."""
    beda = []
    for id_, teks in kepala.tercetak.items():
        try:
            tree = f.parse(re.sub(r"(?<=[x*/ ])100(?!\s*%|\d)", "100%", teks))
        except f.FormulaError:
            continue
        ganti = {c.nomor: c.id for c in reversed(form.columns)}
        c = form.by_id[id_]
        if c.tree is None or f.render(tree, lambda i: ganti.get(i, i)) not in (f.render(c.tree), c.printed):
            beda.append(f"{c.nomor}={teks}")
    return beda


def _angka_baris(lembar: Lembar, b: int) -> Iterator[tuple[int, str, str]]:
    """The cells of a row that could be column numbers: sheet column, number, formula behind it."""
    for k in range(1, lembar.lebar + 1):
        kotak = lembar.asli(b, k)
        teks = str(kotak.nilai) if kotak.nilai is not None else bersih(kotak.teks)
        teks = re.sub(r"^\(\s*(.*?)\s*\)$", r"\1", teks) if teks.count("(") == 1 else teks
        if m := NOMOR.fullmatch(teks):
            yield k, m[1], m[2] or ""


def _cocok(lembar: Lembar, form: Form, b: int) -> list[tuple[int, Column, str]]:
    """The numbers of a row that are the form's, from left to right, each for the next column that has it."""
    urut = [c for c in form.columns if c.nomor]
    hasil, mulai = [], 0
    for k, nomor, rumus in _angka_baris(lembar, b):
        n = next((n for n in range(mulai, len(urut)) if urut[n].nomor == nomor), None)
        if n is not None:
            hasil.append((k, urut[n], rumus))
            mulai = n + 1
    return hasil


def _bernomor(lembar: Lembar, form: Form, b: int) -> Kepala:
    cocok = _cocok(lembar, form, b)
    mulai = {c.id: k for k, c, _ in cocok}
    mulai |= _sela(lembar, form, b, mulai)
    kolom, akhir = _bentang(lembar, form, mulai, b)
    akhir = max(akhir, *(lembar.akhir(b, k)[0] for k in mulai.values()))
    return Kepala(max(1, b - TINGGI), akhir, kolom, {c.id: r for _, c, r in cocok if r})


def _sela(lembar: Lembar, form: Form, b: int, mulai: Mapping[str, int]) -> dict[str, int]:
    """Columns whose number is not printed, where the room between their neighbours is just theirs."""
    hasil, sebelum, hilang = {}, 1, []
    for c in form.columns:
        if c.id not in mulai:
            hilang.append(c)
            continue
        sela = range(sebelum, mulai[c.id])
        if len(sela) == sum(len(h.keys) for h in hilang) and not any(lembar.di(b, k).teks for k in sela):
            for h in hilang:
                hasil[h.id] = sebelum
                sebelum += len(h.keys)
        hilang = []
        sebelum = max(lembar.akhir(b, mulai[c.id])[1] + 1, mulai[c.id] + len(c.keys))
    return hasil


def _bentang(lembar: Lembar, form: Form, mulai: Mapping[str, int], b: int) -> tuple[dict[str, tuple[int, int]], int]:
    """The sheet columns of every key, K and Rp told apart; and the last row that names them."""
    urut = sorted(mulai.values())
    kolom, akhir = {}, b
    for c in form.columns:
        if c.id not in mulai:
            continue
        k = mulai[c.id]
        batas = min((n for n in urut if n > k), default=max(lembar.akhir(b, k)[1], k + len(c.keys) - 1, k) + 1) - 1
        if not c.parts:
            kolom[c.id] = (k, lembar.akhir(b, k)[1])
            continue
        nama = {}
        for r in (*range(b - 1, b - DEKAT - 1, -1), *range(b + 1, b + DEKAT + 1)):
            for kk in range(k, batas + 1):
                if (part := bagian(lembar.asli(r, kk).teks)) in c.parts and part not in nama:
                    nama[part], akhir = kk, max(akhir, r)
        if not nama and batas > k:
            nama = dict(zip(c.parts, (k, max(k + 1, min(batas, lembar.akhir(b, k)[1])))))
        kolom |= {f"{c.id}/{part}": (kk, kk) for part, kk in nama.items()}
    return kolom, akhir


# ---- no number row: titles ------------------------------------------------------------------------------------------------


def kata(teks: str) -> frozenset[str]:
    """The words of a title, without case, signs, years and the placeholders of a declaration."""
    return frozenset(re.sub(r"\{\w+\}|\b20\d\d\b|[^a-z0-9%]+", " ", teks.lower()).split())


def _mirip(c: Column, judul: list[frozenset[str]]) -> float:
    sendiri = kata(c.title)
    penuh = sendiri.union(*map(kata, c.group))
    return max((len(w & j) / len(w | j) for w in (sendiri, penuh) for j in judul if w and j), default=0)


def _berjudul(lembar: Lembar, form: Form) -> Kepala | None:
    """The rows whose cells are most like the titles, each title at one sheet column, in the form's order."""
    terbaik: tuple[float, int, dict[str, int]] = (0, 0, {})
    for b in range(1, min(lembar.tinggi, 60) + 1):
        if any(kata(lembar.asli(b, k).teks) for k in range(1, lembar.lebar + 1)):
            nilai, mulai = _sejajar(lembar, form, b)
            terbaik = max(terbaik, (nilai, -b, mulai), key=lambda t: t[:2])
    nilai, b, mulai = terbaik[0], -terbaik[1], terbaik[2]
    if len(mulai) < max(2, (len(form.columns) + 1) // 2):
        return None
    akhir = b
    for c in form.columns:
        for r in range(b, b + TINGGI // 2) if c.id in mulai else ():
            if _mirip(c, [kata(lembar.asli(r, mulai[c.id]).teks)]) >= MIRIP:
                akhir = max(akhir, lembar.akhir(r, mulai[c.id])[0])
    kolom, bawah = _bentang(lembar, form, mulai, akhir)
    return Kepala(b, max(akhir, bawah), kolom, {}, False)


def _sejajar(lembar: Lembar, form: Form, b: int) -> tuple[float, dict[str, int]]:
    """The best matching of titles to sheet columns that keeps the order of both (as for a longest common subsequence)."""
    judul = [[kata(lembar.di(r, k).teks) for r in range(b, b + TINGGI // 2)] for k in range(1, lembar.lebar + 1)]
    jalur: list[tuple[float, dict[str, int]]] = [(0.0, {})] * (lembar.lebar + 1)
    for c in form.columns:
        baru = [(0.0, {})]
        for k in range(1, lembar.lebar + 1):
            m = _mirip(c, judul[k - 1])
            pilihan = [baru[-1], jalur[k]]
            if m >= MIRIP:
                pilihan.append((jalur[k - 1][0] + m, {**jalur[k - 1][1], c.id: k}))
            baru.append(max(pilihan, key=lambda t: t[0]))
        jalur = baru
    return jalur[-1]
