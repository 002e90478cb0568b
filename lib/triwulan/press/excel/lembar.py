"""One table as one sheet: title, scope, the header as the form prints it, live rows, notes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from triwulan.form import asal
from triwulan.form.table import penamaan
from triwulan.press import gaya
from triwulan.press.excel import format, predikat, tanda_tangan, ukuran
from triwulan.press.excel.buku import Buku
from triwulan.press.excel.denah import Denah, Tempat
from triwulan.press.excel.halaman import Susunan
from triwulan.press.excel.rumus import Rumus
from triwulan.press.export.word.lebar import baris_tebal, letak_kepala

#: Type size of a table's title.
JUDUL = 12
#: Rows above the header: title, scope, and one that stays free.
ATAS = 3
#: The height of rows of one line of common type, in points.
SEBARIS = 15.0
#: Whole numbers as our tables print them.
BILANGAN = re.compile(r"-?(\d{1,3}(\.\d{3})+|\d+)")
GARIS = {"border": 1, "border_color": gaya.TERANG["garis-kuat"], "valign": "top"}


@dataclass(frozen=True)
class Letak:
    """Where a table stands: its sheet; all from 0 the first row of the header, of the rows, of what follows them."""

    nama: str
    kepala: int
    isi: int
    akhir: int


def letak(t: dict, nama: str, draf: str) -> Letak:
    """The place of a table on the sheet of that name."""
    kepala = ATAS + bool(draf)
    mulai = kepala + len(t["kepala"])
    return Letak(nama, kepala, mulai, mulai + len(t["baris"]))


def sel(t: dict, l: Letak) -> Iterable[tuple[str, Tempat]]:
    """(address, cell) of each figure of a table."""
    for n, b in enumerate(t["baris"]):
        for m, k in enumerate(t["kolom"]):
            if "alamat" in (isi_ := b["sel"].get(k["kunci"], {})):
                yield isi_["alamat"], Tempat(l.nama, l.isi + n, m)


def judul(t: dict) -> str:
    """Number and title of a table on one line."""
    return f"Tabel {t['nomor']} {t['judul']}" if t["nomor"] else t["judul"]


class Lembar:
    """A table being written. `rumus` are the formulas of its cells by address; a figure without one is written as it is."""

    def __init__(self, buku: Buku, ws: Worksheet, t: dict, l: Letak, rumus: Mapping[str, Rumus]):
        self.buku, self.ws, self.t, self.l, self.rumus = buku, ws, t, l, rumus
        self.lebar, self.huruf = ukuran.kolom(t), ukuran.huruf(t)
        self.garis = {**GARIS, "font_size": self.huruf}
        self.nama, self.tinggi = penamaan(t), {}

    def tulis(self, draf: str, denah: Denah, pihak: Sequence[dict] = ()) -> Susunan:
        """Writes the sheet, with who signs below it; returns how it is laid out, down to the last row that holds anything."""
        self._atas(draf)
        self._kepala()
        for n, (b, tebal) in enumerate(zip(self.t["baris"], baris_tebal(self.t))):
            self._baris(self.l.isi + n, b, tebal)
        self._mengikuti()
        akhir = self._bawah(denah)
        utuh = ()
        if pihak:
            # The last row of the table comes along, where it and the notes leave room; else the last note, else nobody.
            utuh = (max(self.l.isi, self.l.akhir - 1), akhir, akhir + 2)
            self._setinggi(akhir + 1, SEBARIS)
            for n, tinggi in enumerate(tanda_tangan.tulis(self.buku, self.ws, akhir + 2, self.lebar, pihak), akhir + 2):
                self._setinggi(n, tinggi)
                akhir = n
        for n, w in enumerate(self.lebar):
            self.ws.set_column(n, n, round(w, 2))
        beku = next((n + 1 for n, k in enumerate(self.t["kolom"]) if k["kunci"] == self.nama), 0)
        self.ws.freeze_panes(self.l.isi, beku)
        self.ws.outline_settings(True, False, True, False)
        self.ws.hide_gridlines(2)
        # Rows of sums beside rows of figures, and row numbers that are texts, are no mistakes here.
        semua = f"A1:{xl_rowcol_to_cell(akhir, len(self.lebar) - 1)}"
        self.ws.ignore_errors(dict.fromkeys(("number_stored_as_text", "formula_differs", "formula_range"), semua))
        return Susunan(tuple(self.tinggi.get(n, SEBARIS) for n in range(akhir + 1)), tuple(self.lebar), (self.l.kepala, self.l.isi - 1), utuh)

    def _setinggi(self, n: int, tinggi: float, sifat: dict | None = None) -> None:
        self.tinggi[n] = tinggi
        self.ws.set_row(n, tinggi, None, sifat or {})

    def _atas(self, draf: str) -> None:
        n = self.l.kepala - ATAS
        for k in range(self.l.kepala):
            self._setinggi(k, SEBARIS)
        if draf:
            self.buku.teks(self.ws, 0, 0, f"DRAF: {draf}", bold=True, font_color=gaya.AWAS)
        self._gabung(n, 0, 1, len(self.lebar), judul(self.t), {"bold": True, "font_size": JUDUL, "text_wrap": True, "valign": "top"})
        self._setinggi(n, ukuran.baris([(judul(self.t), sum(self.lebar), True)], JUDUL))
        if self.t["lingkup"]:
            self.buku.teks(self.ws, n + 1, 0, f"Lingkup: {self.t['lingkup']}", font_color=gaya.REDUP)

    def _kepala(self) -> None:
        bernomor = any(k["nomor"] for k in self.t["kolom"])
        akhir = len(self.t["kepala"]) - 1
        for n, k, c in letak_kepala(self.t["kepala"], len(self.lebar)):
            sifat = {**self.garis, "text_wrap": True, "align": "center", "valign": "vcenter", "bg_color": gaya.TERANG["kelompok"]}
            sifat |= {"italic": True} if bernomor and n == akhir else {"bold": True}
            self._gabung(self.l.kepala + n, k, c["tinggi"], c["lebar"], c["teks"], sifat)
        for n, tinggi in enumerate(ukuran.kepala(self.t, self.lebar, self.huruf)):
            self._setinggi(self.l.kepala + n, tinggi)

    def _gabung(self, b: int, k: int, tinggi: int, lebar: int, teks: str, sifat: dict) -> None:
        if tinggi > 1 or lebar > 1:
            self.ws.merge_range(b, k, b + tinggi - 1, k + lebar - 1, "", self.buku.format(**sifat))
        self.buku.teks(self.ws, b, k, teks, **sifat)

    def _baris(self, n: int, b: dict, tebal: bool) -> None:
        dalam = ukuran.tingkat(b)
        dasar = {**self.garis, **self._alas(b), **({"bold": True} if tebal or b["jenis"] == "kelompok" else {})}
        tinggi = []
        for m, k in enumerate(self.t["kolom"]):
            s = b["sel"].get(k["kunci"], {})
            if "alamat" in s:
                self._angka(n, m, k, s, dasar)
                continue
            teks = s.get("teks", "")
            takuk = ukuran.takuk(self.t, b, k)
            sifat = {**dasar, "align": "right" if k["rata"] == "kanan" else "left", "text_wrap": b["jenis"] != "kelompok", **({"indent": dalam} if takuk else {})}
            if k.get("bilangan") and BILANGAN.fullmatch(teks):
                self.ws.write_number(n, m, int(teks.replace(".", "")), self.buku.format(**sifat, num_format=format.pola(0)))
            elif rumus := self._predikat(n, k, b, teks):
                self.buku.rumus(self.ws, n, m, rumus, teks, **sifat)
            else:
                self.buku.teks(self.ws, n, m, teks, **sifat)
            if b["jenis"] != "kelompok":
                tinggi.append((teks, self.lebar[m] - takuk, tebal))
        self._setinggi(n, ukuran.baris(tinggi, self.huruf), {"level": dalam} if dalam else {})

    def _alas(self, b: dict) -> dict:
        """The ground of a row: headings, totals, all others none."""
        nama = "kelompok" if b["jenis"] == "kelompok" or b["jenis"] == "jumlah" and b["tingkat"] <= 1 else "jumlah" if b["jenis"] == "jumlah" else ""
        return {"bg_color": gaya.TERANG[nama]} if nama else {}

    def _angka(self, n: int, m: int, k: dict, s: dict, dasar: dict) -> None:
        sifat = {**dasar, "align": "right", "num_format": format.sel(self.t, k, s), **({"shrink": True} if ukuran.menyusut(self.t, k) else {})}
        if r := self.rumus.get(s["alamat"]):
            self.buku.rumus(self.ws, n, m, r.teks, s["tampil"] if r.nilai is None else float(r.nilai), **sifat)
        elif s["nilai"]:
            self.ws.write_number(n, m, float(s["nilai"]), self.buku.format(**sifat))
        else:
            self.buku.teks(self.ws, n, m, s["tampil"], **sifat)

    def _dinilai(self, n: int, k: dict, b: dict) -> tuple[int, dict, str] | None:
        """The figure that a text grades, of its own row or of the one it names: sheet row, the row, column key; None where it is no
        grade of one."""
        if baris_lain := b.get("menilai", {}).get(k["kunci"]):
            id_, _, kunci = baris_lain.partition("/")
            return next(((self.l.isi + m, x, kunci) for m, x in enumerate(self.t["baris"]) if x["id"] == id_), None)
        return (n, b, k["menilai"]) if k.get("menilai") else None

    def _predikat(self, n: int, k: dict, b: dict, teks: str) -> str:
        if not (dinilai := self._dinilai(n, k, b)):
            return ""
        n, b, kunci = dinilai
        sel, m = b["sel"].get(kunci, {}), next((m for m, x in enumerate(self.t["kolom"]) if x["kunci"] == kunci), None)
        if "alamat" not in sel or m is None:
            return ""
        r = self.rumus.get(sel["alamat"])
        nilai = r.nilai if r else asal.Isi(self.t, b, self.t["kolom"][m], sel, "").nilai
        return predikat.rumus(self.t["skala"], xl_rowcol_to_cell(n, m), nilai, teks)

    def _mengikuti(self) -> None:
        """What follows the figures when they change: the places of figures that show as many as they need, the colours of grades."""
        for m, k in enumerate(self.t["kolom"]):
            baris = {self.l.isi + n: s for n, b in enumerate(self.t["baris"]) if "alamat" in (s := b["sel"].get(k["kunci"], {}))}
            dinilai = [self.l.isi + n for n, b in enumerate(self.t["baris"]) if self._dinilai(self.l.isi + n, k, b)]
            if dinilai:
                for nama, alas in predikat.warna(self.t["skala"]):
                    self._bersyarat(dinilai, m, {"type": "text", "criteria": "begins with", "value": nama}, bg_color=alas, font_color=gaya.TEKS)
            if not baris or k.get("tempat", 0) is not None:
                continue
            for satuan in dict.fromkeys(format.satuan(k, s) for s in baris.values()):
                ini = [n for n, s in baris.items() if format.satuan(k, s) == satuan]
                for n in format.SEPERLUNYA:
                    syarat = {"type": "formula", "criteria": format.cocok(n, xl_rowcol_to_cell(ini[0], m))}
                    self._bersyarat(ini, m, syarat, num_format=format.pola(n, satuan, self.t.get("kurung", False)))

    def _bersyarat(self, baris: Sequence[int], m: int, syarat: dict, **sifat: object) -> None:
        deret: list[list[int]] = []
        for n in baris:
            if deret and deret[-1][1] == n - 1:
                deret[-1][1] = n
            else:
                deret.append([n, n])
        banyak = " ".join(f"{xl_rowcol_to_cell(a, m)}:{xl_rowcol_to_cell(z, m)}" for a, z in deret)
        self.ws.conditional_format(baris[0], m, baris[-1], m, {**syarat, "multi_range": banyak, "format": self.buku.format(**sifat)})

    def _bawah(self, denah: Denah) -> int:
        """The notes of the table, then those of single cells with the cells they hold for."""
        n, lebar = self.l.akhir, sum(self.lebar)
        catatan: dict[str, list[str]] = {}
        for b in self.t["baris"]:
            for k in self.t["kolom"]:
                if (s := b["sel"].get(k["kunci"], {})).get("catatan") and "alamat" in s:
                    catatan.setdefault(s["catatan"], []).append(denah[s["alamat"], "nilai"].tulis(self.l.nama))
        semua = [*self.t["kaki"], *(f"{', '.join(dimana)}: {teks}" for teks, dimana in catatan.items())]
        for teks in semua:
            self._gabung(n, 0, 1, len(self.lebar), teks, {"text_wrap": True, "align": "left", "valign": "top", "font_size": ukuran.HURUF})
            self._setinggi(n, ukuran.baris([(teks, lebar, False)], ukuran.HURUF))
            n += 1
        return max(n - 1, self.l.kepala)
