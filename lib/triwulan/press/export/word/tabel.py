"""A table bundle as a Word table: header rows that repeat, rows in one piece, columns as wide as their figures need.

Rows are built as elements directly: the library's cell interface looks through the whole table for each cell.
"""

from __future__ import annotations

from triwulan.press import gaya
from triwulan.press.bersih import bersih
from triwulan.press.export.word.berkas import Berkas
from triwulan.press.export.word.lebar import BANYAK, BANYAK_SEKALI, Ukuran, banyak_baris, baris_tebal, isi, letak_kepala, muat, ukur
from triwulan.press.export.word.unsur import Unsur, paragraf, teks, w

TWIP = 20
#: The height of a line and of a row's own room, in type sizes and in points.
TINGGI_BARIS, RUANG_BARIS = 1.17, 4.4
#: A table of no more rows than this stays on one page.
PENDEK = 16


def tabel(t: dict, b: Berkas, tersedia: float, tinggi: float, lekat: bool) -> Unsur:
    """The table. `tersedia` × `tinggi`: the room for text on its page in points; `lekat`: its end stays with what follows."""
    kolom = t["kolom"]
    uraian = _uraian(t)
    tebal = baris_tebal(t)
    u = ukur(t, uraian, tebal, tersedia)
    pendek = [k["rata"] == "kiri" and all(len(isi(r, k)) <= 3 for r in t["baris"]) for k in kolom]
    sempit = _sempit(t, u, uraian, tebal)
    perkiraan = [_tinggi(r, kolom, u, m) for r, m in zip(t["baris"], tebal)]
    utuh = len(t["baris"]) <= PENDEK and sum(perkiraan) < 0.55 * tinggi
    baris = []
    for n, (r, m) in enumerate(zip(t["baris"], tebal)):
        akhir = n >= len(t["baris"]) - 2
        # Signatures below a table take its last rows with them.
        bersama = utuh and n < len(t["baris"]) - 1 or lekat and akhir
        anak = _kelompok(r, kolom, b, u, pendek) if r["jenis"] == "kelompok" else _data(r, kolom, b, u, pendek, sempit, uraian, m, bersama)
        baris.append(w("tr", w("trPr", w("cantSplit") if perkiraan[n] <= 0.5 * tinggi else None), *anak))
    nama = "Tabel Berkolom" if len(kolom) > BANYAK_SEKALI else "Tabel Rapat" if len(kolom) > BANYAK else "Tabel Laporan"
    return w(
        "tbl",
        w("tblPr", w("tblStyle", val=b.gaya(nama)), w("tblW", w=sum(map(_twip, u.kolom)), type="dxa"), w("tblLayout", type="fixed"),
          w("tblLook", val="06A0", firstRow=1, lastRow=0, firstColumn=1, lastColumn=0, noHBand=1, noVBand=1),
          w("tblCaption", val=bersih(judul(t))), w("tblDescription", val=bersih(_ringkasan(t)))),
        w("tblGrid", *(w("gridCol", w=_twip(l)) for l in u.kolom)),
        *_kepala(t, b, u), *baris,
    )


def judul(t: dict) -> str:
    """Number and title of a table on one line."""
    return f"Tabel {t['nomor']} {t['judul']}" if t["nomor"] else t["judul"]


def _ringkasan(t: dict) -> str:
    """What somebody hears who cannot see the table."""
    lingkup = f"Lingkup: {t['lingkup']}. " if t["lingkup"] else ""
    kolom = dict.fromkeys(k["judul"] for k in t["kolom"])
    return f"{lingkup}{len(t['baris'])} baris; kolom: {'; '.join(kolom)}."[:1000]


def _uraian(t: dict) -> int:
    """The describing column: the one the form names, else the widest one that holds text."""
    berteks = [n for n, k in enumerate(t["kolom"]) if k["rata"] == "kiri"]
    bernama = [n for n in berteks if t["kolom"][n]["kunci"] == t.get("nama")]
    return (bernama or sorted(berteks, key=lambda n: -t["kolom"][n]["lebar"]) or [0])[0]


def _sempit(t: dict, u: Ukuran, uraian: int, tebal: list[bool]) -> list[int]:
    """Per column how narrow its letters are set, in percent, lest a word or figure be torn; 0: as they are."""
    def ruang(n: int, r: dict) -> float:
        return (u.kolom[n] - 2 * u.sisi - (u.takuk * min(r["tingkat"], 6) if n == uraian else 0)) / u.huruf

    return [
        u.sempit if k["rata"] == "kanan" else
        min((p for r, m in zip(t["baris"], tebal) if r["jenis"] != "kelompok" and (p := muat(isi(r, k), ruang(n, r), m))), default=0)
        for n, k in enumerate(t["kolom"])
    ]


def _tinggi(r: dict, kolom: list[dict], u: Ukuran, tebal: bool) -> float:
    """About how high a row is, in points."""
    baris = max((banyak_baris(isi(r, k), (l - 2 * u.sisi) / u.huruf, tebal) for k, l in zip(kolom, u.kolom)), default=1) if r["jenis"] != "kelompok" else 1
    return baris * TINGGI_BARIS * u.huruf + RUANG_BARIS


def _kepala(t: dict, b: Berkas, u: Ukuran) -> list[Unsur]:
    """The header rows, cells merged as the form prints them, repeated on each page."""
    banyak, bernomor = len(t["kolom"]), any(k["nomor"] for k in t["kolom"])
    sel = {}  # (row, column) → (cell, whether it starts here)
    for n, k, c in letak_kepala(t["kepala"], banyak):
        for m in range(n, min(len(t["kepala"]), n + c["tinggi"])):
            sel[m, k] = (c, m == n)
    hasil = []
    for n in range(len(t["kepala"])):
        nomor = bernomor and n == len(t["kepala"]) - 1
        anak, k = [], 0
        while k < banyak:
            c, awal = sel.get((n, k), ({"teks": "", "lebar": 1, "tinggi": 1}, True))
            gabung = w("vMerge", val="restart" if awal else "continue") if c["tinggi"] > 1 else None
            ruang = (sum(u.kolom[k: k + c["lebar"]]) - 2 * u.sisi) / u.huruf
            isi_sel = teks(c["teks"], ukuran=u.huruf, sempit=muat(c["teks"], ruang, not nomor)) if awal else None
            anak.append(_sel(u, k, c["lebar"], paragraf(b.gaya("Tabel Nomor" if nomor else "Tabel Kepala"), isi_sel, sifat=_akhir(u)), alas="kelompok", tengah=True, gabung=gabung))
            k += c["lebar"]
        hasil.append(w("tr", w("trPr", w("cantSplit"), w("tblHeader")), *anak))
    return hasil


def _data(r: dict, kolom: list[dict], b: Berkas, u: Ukuran, pendek: list[bool], sempit: list[int], uraian: int, tebal: bool, bersama: bool) -> list[Unsur]:
    alas = ("kelompok" if r["tingkat"] <= 1 else "jumlah") if r["jenis"] == "jumlah" else ""
    anak = []
    for n, k in enumerate(kolom):
        nama = "Tabel Tengah" if pendek[n] else "Tabel Angka" if k["rata"] == "kanan" else "Tabel Isi"
        s = isi(r, k)
        takuk = u.takuk * min(r["tingkat"], 6) if n == uraian else 0
        inden = (w("ind", left=_twip(takuk)),) if takuk else ()
        p = paragraf(b.gaya(nama), teks(s, b.gaya("Strong") if tebal else "", u.huruf, sempit[n]) if s else None, lekat=bersama, sifat=(*inden, *_akhir(u)))
        anak.append(_sel(u, n, 1, p, alas=alas))
    return anak


def _kelompok(r: dict, kolom: list[dict], b: Berkas, u: Ukuran, pendek: list[bool]) -> list[Unsur]:
    """A heading has the row for itself; a row number keeps its own column."""
    terisi = [n for n, k in enumerate(kolom) if k["rata"] == "kiri" and isi(r, k)]
    nomor = bool(terisi) and terisi[0] == 0 and pendek[0]
    teks_judul = " ".join(isi(r, kolom[n]) for n in terisi[nomor:])
    alas = "kelompok" if teks_judul else ""
    inden = (w("ind", left=_twip(u.takuk * r["tingkat"])),) if r["tingkat"] else ()
    anak = [_sel(u, 0, 1, paragraf(b.gaya("Tabel Tengah"), teks(isi(r, kolom[0]), ukuran=u.huruf), lekat=True), alas=alas)] if nomor else []
    isi_judul = teks(teks_judul, ukuran=u.huruf) if teks_judul else None
    return [*anak, _sel(u, len(anak), len(kolom) - len(anak), paragraf(b.gaya("Tabel Kelompok"), isi_judul, sifat=(*inden, *_akhir(u))), alas=alas)]


def _sel(u: Ukuran, mulai: int, lebar: int, p: Unsur, *, alas: str = "", tengah: bool = False, gabung: Unsur | None = None) -> Unsur:
    # The ground is the theme's colour: an office's theme changes it, the number is for programs that know no theme.
    tema = {"kelompok": "accent3", "jumlah": "background2"}
    return w(
        "tc",
        w("tcPr", w("tcW", w=sum(map(_twip, u.kolom[mulai: mulai + lebar])), type="dxa"), w("gridSpan", val=lebar) if lebar > 1 else None, gabung,
          w("shd", val="clear", color="auto", fill=gaya.TERANG[alas][1:].upper(), themeFill=tema[alas]) if alas else None,
          w("vAlign", val="center") if tengah else None),
        p,
    )


def _akhir(u: Ukuran) -> tuple[Unsur]:
    """The size of a paragraph's end, which sets the height of an empty cell."""
    return (w("rPr", w("sz", val=round(2 * u.huruf)), w("szCs", val=round(2 * u.huruf))),)


def _twip(pt: float) -> int:
    return int(pt * TWIP)
