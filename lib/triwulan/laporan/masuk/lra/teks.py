"""Plain text of an LRA as a sheet: columns parted by tabs, or only by blanks as `pdftotext -layout` leaves them."""

from __future__ import annotations

import re

from triwulan.form.lembar.angka import bersih
from triwulan.form.lembar.grid import Kotak, Lembar

KEPALA = ("Kode Rekening", "Uraian", "Sebelum Perubahan", "Setelah Perubahan", "Bulan Lalu", "Bulan Ini", "s/d Bulan Ini", "%", "Sisa Anggaran")
BERKEPALA = re.compile(r"kode rekening\s.*\buraian\b", re.I)
NOMOR = re.compile(r"\s*1\s+2\s+3\s+4\s+5\s.*\b7\s*")
ANGKA = re.compile(r"(?<!\S)(?:\(\s?)?-?\d[\d.,]*(?:\s?\))?(?!\S)|(?<!\S)-(?!\S)")
#: Seven figures at the end of a line, two of them percent and rest.
BANYAK = 7
JUMLAH = re.compile(r"\s*(jumlah|total|surplus|defisit)\b", re.I)
KODE = re.compile(r"\s*(\d[\d.]*(?: +\d[\d.]*)*)(?=\s|$)")


def lembar(nama: str, teks: str) -> Lembar:
    """The text as a sheet, each line a row."""
    baris = teks.splitlines()
    if sum("\t" in b for b in baris) * 2 >= sum(bool(re.search(r"\d,\d\d\b.*\d,\d\d\b", b)) for b in baris):
        return _lembar(nama, {n: dict(enumerate(b.split("\t"), 1)) for n, b in enumerate(baris, 1)})
    return _lembar(nama, _berspasi(baris))


def _lembar(nama: str, baris: dict[int, dict[int, str]]) -> Lembar:
    return Lembar(nama, {(b, k): Kotak(f"baris {b} kolom {k}", bersih(t)) for b, sel in baris.items() for k, t in sel.items() if t.strip()}, csv=True)


def _berspasi(baris: list[str]) -> dict[int, dict[int, str]]:
    """Lines as cells: the figures from the right; before them code and name, whose further lines belong to them."""
    hasil: dict[int, dict[int, str]] = {}
    kepala, atas, tepi = False, 0, []
    for n, b in enumerate(baris, 1):
        if BERKEPALA.search(b):
            hasil[n], kepala, atas = dict(enumerate(KEPALA, 1)), True, 0
            continue
        angka = [*ANGKA.finditer(b)]
        ekor = _ekor(b, angka)
        if kepala and len(ekor) >= BANYAK and not NOMOR.fullmatch(b):
            ekor = ekor[-BANYAK:]
            tepi = [m.end() for m in ekor]
            hasil[n], atas = _kiri(b[: ekor[0].start()]) | {k: m[0] for k, m in enumerate(ekor, 3)}, n
        elif kepala and tepi and (len(angka) >= BANYAK // 2 or ekor and JUMLAH.match(b)):
            hasil[n], atas = _menurut_tepi(b, angka[0].start() if JUMLAH.match(b) else _mulai(angka), tepi), n
        elif kepala and not atas and not angka:
            pass  # the header's other lines, page titles
        elif atas and b.strip() and not re.search(r"\bHal(?:aman)?\b", b):
            for k, t in _kiri(b).items():
                hasil[atas][k] = f"{hasil[atas].get(k, '')} {t}".strip()
        elif not kepala:
            hasil[n] = {1: b}
        if not b.strip():
            atas = 0
    return hasil


def _mulai(angka: list[re.Match]) -> int:
    """Where the figures of a line begin: the first that is written like money."""
    return next((m.start() for m in angka if re.search(r"[.,]\d{2,3}\b", m[0]) and m.start()), angka[-1].start())


def _menurut_tepi(b: str, mulai: int, tepi: list[int]) -> dict[int, str]:
    """A line that lacks figures, or has one that cannot be read: each goes to the column whose right edge is nearest."""
    isi = {3 + min(range(BANYAK), key=lambda k: abs(tepi[k] - mulai - m.end())): m[0] for m in re.finditer(r"\S+(?: \S+)*", b[mulai:])}
    return _kiri(b[:mulai]) | isi


def _ekor(b: str, angka: list[re.Match]) -> list[re.Match]:
    """The figures that end a line, with nothing but blanks between them."""
    ekor: list[re.Match] = []
    batas = len(b.rstrip())
    for m in reversed(angka):
        if b[m.end(): batas].strip():
            break
        ekor.insert(0, m)
        batas = m.start()
    return ekor


def _kiri(b: str) -> dict[int, str]:
    """Code and name."""
    m = KODE.match(b)
    return {1: m[1], 2: b[m.end():].strip()} if m else {2: b.strip()}
