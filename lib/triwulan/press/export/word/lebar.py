"""How wide the columns of a table are and how large its type is, so that no figure is torn over two lines."""

from __future__ import annotations

import re
from dataclasses import dataclass

#: Advance widths of Arial in thousandths of the type size (regular, bold); of letters not listed the commonest.
_BIASA = {222: "'`ijl", 260: "|", 278: " !,./:;I[\\]ft", 333: "()-r", 334: "{}", 355: '"', 389: "*", 469: "^", 500: "Jcksvxyz", 584: "+<=>~−×÷",
          611: "FTZ", 667: "&ABEKPSVXY", 722: "CDHNRUw", 778: "GOQ", 833: "Mm", 889: "%", 944: "W", 1000: "—…", 1015: "@"}
_TEBAL = {278: " ',./I\\`ijl", 280: "|", 333: "!()-:;[]ft", 389: "*r{}", 474: '"', 500: "z", 584: "+<=>^~−×÷", 611: "?FLTZbdghnopqu",
          667: "EPSVXY", 722: "&ABCDHKNRU", 778: "GOQw", 833: "M", 889: "%m", 944: "W", 975: "@", 1000: "—…"}
HURUF = tuple({h: n / 1000 for n, semua in tabel.items() for h in semua} for tabel in (_BIASA, _TEBAL))
LAIN = 0.556
#: A longer word (a checksum) asks for no width: Word breaks it anywhere.
KATA_PANJANG = 24
#: Letters are set no narrower than this, in percent.
TERSEMPIT = 65
#: More columns than this: rules between them, hardly an indentation. More than the second: less room at a cell's edges.
BANYAK_SEKALI, BANYAK = 20, 12


@dataclass(frozen=True)
class Ukuran:
    """Type size in points, the width of letters in percent (0: as they are), column widths in points, room at a cell's left and
    right edge, and the indentation of one level."""

    huruf: float
    sempit: int
    kolom: tuple[float, ...]
    sisi: float
    takuk: float


def panjang(s: str, tebal: bool = False) -> float:
    """The width of a line of text at size 1."""
    return sum(HURUF[tebal].get(h, LAIN) for h in s)


def ukur(t: dict, uraian: int, tebal: list[bool], tersedia: float) -> Ukuran:
    """The largest size, by the number of columns, at which every word fits and no text column starves; `uraian` is the
    describing column, `tebal` which rows are set bold, `tersedia` the width of the text on the page in points."""
    banyak = len(t["kolom"])
    takuk = 0.3 if banyak > BANYAK_SEKALI else 0.65
    kata = _kata_terlebar(t, uraian, takuk, tebal)
    bobot = [float(k["lebar"]) for k in t["kolom"]]
    angka = [k["rata"] == "kanan" or not any(re.search(r"[^\W\d_]", isi(b, k)) for b in t["baris"]) for k in t["kolom"]]
    terkecil = 6 if banyak > BANYAK_SEKALI else 5.5
    sisi = 3 if banyak <= BANYAK else 1.8
    huruf = next((pt for n, pt in ((4, 9.5), (7, 9), (10, 8), (14, 7.5)) if banyak <= n), 7) - (0.5 if len(t["baris"]) > 60 else 0)
    while True:
        perlu = [k * huruf + 2 * sisi + 0.6 for k in kata]
        lebar = bagi(perlu, bobot, tersedia, angka)
        longgar = lebar[uraian] >= 0.7 * tersedia * bobot[uraian] / sum(bobot)
        if sum(perlu) <= tersedia and (longgar or huruf <= 7) or huruf <= terkecil:
            break
        huruf -= 0.5
    # Where even the smallest size does not do, figures are set narrower rather than torn.
    kaku = [(p, l) for p, l, a in zip(perlu, lebar, angka) if a]
    sempit = min((int(100 * (l - 2 * sisi - 0.6) / (p - 2 * sisi - 0.6)) for p, l in kaku if l < p), default=0)
    return Ukuran(huruf, max(sempit, TERSEMPIT) if sempit else 0, tuple(lebar), sisi, takuk * huruf)


def muat(s: str, lebar: float, tebal: bool) -> int:
    """The width of letters in percent at which no word of a text is torn in so many widths of its type size; 0: as they are. A
    word that would need less than TERSEMPIT is left to be torn."""
    kata = max((panjang(k, tebal) for k in s.split() if len(k) <= KATA_PANJANG), default=0)
    persen = int(100 * lebar / kata) if kata else 100
    return persen if TERSEMPIT <= persen < 100 else 0


def bagi(perlu: list[float], bobot: list[float], tersedia: float, angka: list[bool]) -> list[float]:
    """Shares `tersedia` by weight; a column whose longest word needs more gets that. Where it does not suffice at all, words
    give way before figures do."""
    if sum(perlu) > tersedia:
        kaku = sum(p for p, a in zip(perlu, angka) if a)
        if kaku > 0.85 * tersedia:
            return [p / sum(perlu) * tersedia for p in perlu]
        return [p if a else p / (sum(perlu) - kaku) * (tersedia - kaku) for p, a in zip(perlu, angka)]
    tetap = [False] * len(perlu)
    while True:
        sisa = tersedia - sum(p for p, f in zip(perlu, tetap) if f)
        jumlah = sum(b for b, f in zip(bobot, tetap) if not f)
        lebar = [p if f or not jumlah else sisa * b / jumlah for p, b, f in zip(perlu, bobot, tetap)]
        kurang = [n for n, (l, p) in enumerate(zip(lebar, perlu)) if not tetap[n] and l < p]
        if not kurang:
            return lebar
        for n in kurang:
            tetap[n] = True


def isi(baris: dict, kolom: dict) -> str:
    """What a cell prints."""
    sel = baris["sel"].get(kolom["kunci"], {})
    return sel.get("tampil", sel.get("teks", ""))


def baris_tebal(t: dict) -> list[bool]:
    """Which rows are set bold: totals, and the uppermost parents among the other rows."""
    atas = min((r["tingkat"] for r in t["baris"] if r["jenis"] == "data"), default=0)
    pohon = any(r["jenis"] == "data" and r["tingkat"] > atas for r in t["baris"])
    return [r["jenis"] == "jumlah" or pohon and r["tingkat"] == atas for r in t["baris"]]


def banyak_baris(s: str, lebar: float, tebal: bool = False) -> int:
    """How many lines a text takes in so many widths of its type size; an estimate."""
    baris, sisa = 1, lebar
    for kata in s.split():
        p = panjang(kata, tebal)
        if p > sisa and sisa < lebar:
            baris, sisa = baris + 1, lebar
        baris, sisa = baris + int(p / max(lebar, 1)), sisa - p - 0.278
    return baris


def _kata_terlebar(t: dict, uraian: int, takuk: float, tebal: list[bool]) -> list[float]:
    """Per column the width of its widest word at size 1."""
    kepala = kepala_tunggal(t["kepala"], len(t["kolom"]))
    dalam = max((min(b["tingkat"], 6) for b in t["baris"]), default=0)
    hasil = []
    for n, k in enumerate(t["kolom"]):
        semua = {(kata, True) for m, teks in kepala if m == n for kata in _kata(teks)}
        for b, bobot in zip(t["baris"], tebal):
            if b["jenis"] != "kelompok":
                semua |= {(kata, bobot) for kata in (_dua_baris(isi(b, k)) if k["rata"] == "kanan" else _kata(isi(b, k)))}
        hasil.append(max((panjang(kata, bobot) for kata, bobot in semua if len(kata) <= KATA_PANJANG), default=0.0) + (dalam * takuk if n == uraian else 0))
    return hasil


def kepala_tunggal(kepala: list[list[dict]], banyak: int) -> list[tuple[int, str]]:
    """The header cells that stand over one column alone, as (column, text)."""
    return [(k, c["teks"]) for _, k, c in letak_kepala(kepala, banyak) if c["lebar"] == 1]


def letak_kepala(kepala: list[list[dict]], banyak: int) -> list[tuple[int, int, dict]]:
    """Where each header cell stands, as (row, first column, cell)."""
    sampai, hasil = [0] * banyak, []  # per column: the first header row that is still free
    for n, baris in enumerate(kepala):
        k = 0
        for c in baris:
            while k < banyak and sampai[k] > n:
                k += 1
            for j in range(k, min(banyak, k + c["lebar"])):
                sampai[j] = n + c["tinggi"]
            hasil.append((n, k, c))
            k += c["lebar"]
    return hasil


def _kata(s: str) -> list[str]:
    return s.split()


def _dua_baris(s: str) -> list[str]:
    """A figure and its unit (`64 Org/12 bln`) as the two lines of the least width."""
    k = s.split()
    if len(k) < 3:
        return k
    return list(min(((" ".join(k[:n]), " ".join(k[n:])) for n in range(1, len(k))), key=lambda p: max(map(len, p))))
