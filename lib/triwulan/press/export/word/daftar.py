"""Contents and the lists of tables and charts: real fields, filled with their entries.

Page numbers are not ours to know: Word's lines break where its own fonts make them. The document asks to be updated when it is
opened (`updateFields`); until then an entry is its text and a dotted leader.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from triwulan.press.export.word.berkas import Berkas
from triwulan.press.export.word.unsur import Unsur, medan, paragraf, teks, w


@dataclass(frozen=True)
class Butir:
    """What a list may name: a heading of a level, a table or a chart (level 0); its bookmark; the report of a volume it stands
    in."""

    jenis: str
    teks: str
    penanda: str
    tingkat: int = 0
    laporan: int = 0
    nomor: str = ""


def isi(butir: list[Butir], b: Berkas, lebar: float) -> list[Unsur]:
    """The contents: headings of two levels."""
    masuk = [x for x in butir if x.jenis == "judul" and x.tingkat <= 2]
    baris = _medan(r'TOC \o "1-2" \h \z \u', [(f"toc {x.tingkat}", x) for x in masuk], b, lebar)
    return [w("sdt", w("sdtPr", w("docPartObj", w("docPartGallery", val="Table of Contents"), w("docPartUnique"))), w("sdtContent", *baris))] if baris else []


def gambar_dan_tabel(butir: list[Butir], b: Berkas, lebar: float) -> list[Unsur]:
    """The lists of tables and of charts; those of a volume under the title of their report, each of which counts its own."""
    hasil = []
    for jenis in ("tabel", "gambar"):
        masuk = [x for x in butir if x.jenis == jenis]
        if masuk:
            hasil.append(paragraf(b.gaya("TOC Heading"), teks(f"Daftar {jenis.capitalize()}")))
        for n in dict.fromkeys(x.laporan for x in masuk):
            sendiri = [("table of figures", x) for x in masuk if x.laporan == n]
            if n:
                hasil.append(paragraf(b.gaya("toc 1"), teks(next(x.teks for x in butir if x.jenis == "judul" and x.laporan == n)), lekat=True))
            hasil += _medan(rf'TOC \h \z \c "{_urutan(sendiri[0][1])}"', sendiri, b, lebar)
    return hasil


def _urutan(x: Butir) -> str:
    """The counter of a caption: one a kind, in a volume one a kind and report, so that a list finds no other report's. (A list
    limited to a bookmark would do in Word; LibreOffice crashes on it.)"""
    return x.jenis.capitalize() + (f"{x.laporan:02d}" if x.laporan else "")


def nomor(ini: Butir, gaya: str) -> list[Unsur]:
    """The number of a caption as the report prints it, in a counter set to just that: by it Word finds the caption for its list,
    and cannot count otherwise. Where no number is printed the counter is hidden."""
    depan, angka = re.fullmatch(r"(.*?)(\d*)", ini.nomor).groups()
    if not angka:
        return [*([teks(ini.nomor, gaya), teks("  ")] if ini.nomor else []), *map(_tersembunyi, medan(rf"SEQ {_urutan(ini)} \h"))]
    return [teks(depan, gaya), *medan(rf"SEQ {_urutan(ini)} \* ARABIC \r {int(angka)}", teks(angka, gaya), gaya=gaya), teks("  ")]


def _tersembunyi(run: Unsur) -> Unsur:
    run.insert(0, w("rPr", w("vanish")))
    return run


def _medan(kode: str, butir: list[tuple[str, Butir]], b: Berkas, lebar: float) -> list[Unsur]:
    """One field over the paragraphs of its entries."""
    if not butir:
        return []
    baris = [paragraf(b.gaya(gaya), _entri(x), sifat=(w("tabs", w("tab", val="right", leader="dot", pos=round(20 * lebar))),)) for gaya, x in butir]
    *pembuka, akhir = medan(kode)
    for n, u in enumerate(pembuka, 1):
        baris[0].insert(n, u)
    baris[-1].append(akhir)
    return baris


def _entri(x: Butir) -> Unsur:
    nomor = [teks(x.nomor), teks("\t")] if x.jenis != "judul" else []
    return w("hyperlink", *nomor, teks(x.teks), teks("\t"), *medan(rf"PAGEREF {x.penanda} \h", teks("")), anchor=x.penanda, history=1)
