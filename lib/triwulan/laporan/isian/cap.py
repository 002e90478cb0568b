"""The stamp of an entry workbook: which office, quarter and data it is of, and of every cell what it held and where it belongs.

It stands on a very hidden sheet: a row of name and value each, then a row a cell, as JSON: a workbook of some thousand cells would
double if each had a cell for each of what is said of it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from triwulan.form.lembar.angka import bersih
from triwulan.laporan.isian.model import CAP, KEPALA, VERSI, Lembar, Sel
from triwulan.office import periode
from triwulan.office.params import Parameter
from triwulan.press.excel.buku import Buku

KOP = ("versi", "unit", "periode", "jabatan", "data", "cap")
#: What a cell is: locked and known, computed, to be filled.
TETAP, RUMUS, ISIAN = "tetap", "rumus", "isian"


@dataclass(frozen=True)
class SelCap:
    """A cell as it was exported: where (sheet, row and column by their hidden names), what it is, its file, key (JSON, "" for none),
    column, the form and unit in which it is read, what the row adds of its own (JSON), its content."""

    lembar: str
    baris: str
    kolom: str
    jenis: str
    berkas: str
    kunci: str
    medan: str
    bentuk: str
    satuan: str
    rekaman: str
    isi: str

    @property
    def kunci_data(self) -> tuple[str, ...] | None:
        return tuple(json.loads(self.kunci)) if self.kunci else None


@dataclass(frozen=True)
class Cap:
    """A stamp: its heading by name, its cells."""

    kop: dict[str, str]
    sel: tuple[SelCap, ...]


def tulis(buku: Buku, lembar: Sequence[Lembar], p: Parameter, jabatan: str, sidik: str) -> None:
    """Puts the stamp into the workbook."""
    sel = [json.dumps(list(vars(s).values()), ensure_ascii=False) for s in _sel(lembar)]
    ws = buku.lembar(CAP)
    kop = {"versi": VERSI, "unit": p.unit, "periode": periode.tulis(p.periode), "jabatan": jabatan, "data": sidik}
    kop["cap"] = sidik_cap(kop, sel)
    for b, isi in enumerate([*([k, kop[k]] for k in KOP), *([s] for s in sel)]):
        for k, teks in enumerate(isi):
            if teks:
                buku.teks(ws, b, k, teks, num_format="@")
    ws.very_hidden()


def urai(rows: Iterable[Sequence[str]]) -> Cap | None:
    """The stamp as it is read back, its rows of two cells; None when it is no longer what was written."""
    rows = list(rows)
    kop = {r[0]: r[1] for r in rows[: len(KOP)]}
    if list(kop) != list(KOP):
        return None
    sel = [r[0] for r in rows[len(KOP):]]
    if kop["versi"] != VERSI:
        return Cap(kop, ())
    return Cap(kop, tuple(SelCap(*json.loads(r)) for r in sel)) if sidik_cap(kop, sel) == kop["cap"] else None


def sidik_cap(kop: Mapping[str, str], sel: Iterable[str]) -> str:
    """The checksum of a stamp: whose workbook of which quarter it is, and every cell."""
    isi = [*(f"{k}={kop[k]}" for k in KOP[:-1]), *sel]
    return hashlib.sha256("\n".join(map(bersih, isi)).encode()).hexdigest()


def _sel(lembar: Sequence[Lembar]) -> Iterable[SelCap]:
    for s in lembar:
        bentuk = {k.id: k.bentuk for k in s.kolom}
        for k in s.kolom:
            yield SelCap(s.nama, KEPALA, k.id, TETAP, "", "", "", "teks", "", "", k.judul)
        for r in s.baris:
            rekaman = "" if r.rekaman is None else json.dumps(r.rekaman)
            for k, c in r.sel.items():
                b = bentuk[k] if c.bentuk in ("", "abu", "isian", "tetap", "hitung") else c.bentuk
                if c.alamat:
                    kunci = "" if c.alamat.kunci is None else json.dumps(c.alamat.kunci)
                    yield SelCap(s.nama, r.id, k, ISIAN, c.alamat.berkas, kunci, c.alamat.kolom, _dibaca(b, c), c.satuan, rekaman, c.tertulis)
                elif b != "tautan":
                    yield SelCap(s.nama, r.id, k, RUMUS if c.rumus else TETAP, "", "", "", b, "", "", "" if c.rumus else c.tertulis)


def _dibaca(bentuk: str, c: Sel) -> str:
    """How an entry cell is read: as a number, a date, a word of a list, a text."""
    return "angka" if bentuk in ("angka", "rupiah", "persen") else "pilihan" if c.pilihan else bentuk
