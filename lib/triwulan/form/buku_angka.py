"""Reading a figure ledger (angka.csv) that anyone may hand in: whole and as `triwulan susun` writes it, or not at all."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from triwulan.galat_sistem import sebab as sebab_sistem

KOLOM = ("alamat", "laporan", "tabel", "baris", "kolom", "bagian", "nilai", "satuan", "tampil", "rumus", "operan", "sumber")
#: Only the one way in which a ledger writes a value: 1.000 or 1,5 come from another program and could mean two things.
NILAI = re.compile(r"(?!-0$)-?(0|[1-9][0-9]*)(\.[0-9]{0,9}[1-9])?")
HARAPAN_NILAI = "tulis titik desimal, tanpa ribuan, tanpa nol di belakang, paling banyak 10 desimal, misalnya -0.1466666667"


class BukuSalah(ValueError):
    """A file that is no ledger. `masalah` holds a sentence for each thing wrong in it: file, row, column, found, expected."""

    def __init__(self, masalah: Sequence[str]):
        self.masalah = tuple(masalah)
        super().__init__("\n".join(self.masalah))


@dataclass(frozen=True)
class Angka:
    """One row of a ledger. `nilai` None: the cell has no value. `rujukan`: its operands and data rows, each once, in order."""

    alamat: str
    laporan: str
    tabel: str
    kolom: str
    bagian: str
    nilai: Fraction | None
    satuan: str
    tampil: str
    rumus: str
    rujukan: tuple[str, ...]


def baca(path: Path) -> dict[str, Angka]:
    """The figures of a ledger file by address, in its order. Raises BukuSalah with everything wrong in the file."""
    return urai(str(path), _isi(path))


def urai(nama: str, isi: bytes) -> dict[str, Angka]:
    """The figures of a ledger by address; `nama` is how problems call the file. UTF-8 with or without a byte order mark,
    the columns in any order. Raises BukuSalah."""
    rows = _rows(nama, isi)
    if not rows:
        raise BukuSalah([f"{nama}: kosong; baris pertama harus memuat nama kolom {','.join(KOLOM)}"])
    (_, kepala), *badan = rows
    if masalah := list(_kepala_salah(nama, kepala)):
        raise BukuSalah(masalah)
    if not badan:
        raise BukuSalah([f"{nama}: tidak memuat satu angka pun; buat lagi dengan `triwulan susun`"])
    buku: dict[str, Angka] = {}
    tempat: dict[str, int] = {}
    for nomor, sel in badan:
        if len(sel) != len(kepala):
            masalah.append(f"{nama} baris {nomor}: ada {len(sel)} sel, seharusnya {len(kepala)}")
            continue
        row = dict(zip(kepala, sel))
        masalah += [f"{nama} baris {nomor} kolom {k}: tertulis {row[k][:80]!r}; {harapan}" for k, harapan in _sel_salah(row)]
        if (alamat := row["alamat"]) in tempat:
            masalah.append(f"{nama} baris {nomor} kolom alamat: tertulis {alamat[:80]!r}; alamat ini sudah ada di baris {tempat[alamat]}, hapus salah satu")
        tempat.setdefault(alamat, nomor)
        if not masalah:
            buku[alamat] = _angka(row)
    if masalah:
        raise BukuSalah(masalah)
    return buku


def _isi(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        salah = "berkas tidak ada; sebut angka.csv yang dibuat `triwulan susun`"
    except IsADirectoryError:
        salah = "ini folder; sebut berkas angka.csv di dalamnya"
    except OSError as error:
        salah = f"tidak dapat dibaca ({sebab_sistem(error)})"
    raise BukuSalah([f"{path}: {salah}"])


def _rows(nama: str, isi: bytes) -> list[tuple[int, list[str]]]:
    """Records with the line each ends on; wholly empty ones are passed over."""
    try:
        teks = isi.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BukuSalah([f"{nama}: bukan UTF-8 (bita ke-{error.start + 1}); simpan ulang sebagai CSV UTF-8"]) from None
    # strict: a quote left open would otherwise swallow the rest of the file into one cell.
    reader = csv.reader(io.StringIO(teks, newline=""), strict=True)
    try:
        return [(reader.line_num, row) for row in reader if any(row)]
    except csv.Error:
        raise BukuSalah([f"{nama} baris {reader.line_num}: bukan CSV yang dapat dibaca (tanda kutip tidak berpasangan?); buat lagi dengan `triwulan susun`"]) from None


def _kepala_salah(nama: str, kepala: list[str]) -> Iterator[str]:
    for pemisah, sebutan in ((";", "titik koma"), ("\t", "tab")):
        if len(kepala) == 1 and pemisah in kepala[0]:
            yield f"{nama} baris 1: kolomnya dipisah {sebutan}; simpan ulang sebagai CSV UTF-8 yang dipisah koma"
            return
    if not set(KOLOM) & set(kepala):
        yield f"{nama} baris 1: bukan buku angka, tertulis {','.join(kepala)[:80]!r}; sebut angka.csv yang dibuat `triwulan susun`"
        return
    for k in KOLOM:
        if k not in kepala:
            yield f"{nama} baris 1 kolom {k}: kolom ini tidak ada; kolom buku angka: {','.join(KOLOM)}"
    for k in dict.fromkeys(kepala):
        if k not in KOLOM:
            yield f"{nama} baris 1 kolom {k[:80]!r}: kolom ini tidak dikenal; kolom buku angka: {','.join(KOLOM)}"
        elif kepala.count(k) > 1:
            yield f"{nama} baris 1 kolom {k}: nama kolom ini muncul lebih dari sekali"


def _sel_salah(row: dict[str, str]) -> Iterator[tuple[str, str]]:
    """(column, what was expected) of each wrong cell of a row."""
    seharusnya = "/".join(filter(None, (row[k] for k in ("laporan", "tabel", "baris", "kolom", "bagian"))))
    if row["alamat"] != seharusnya or not all(row[k] for k in ("laporan", "tabel", "baris", "kolom")):
        yield "alamat", f"harus laporan/tabel/baris/kolom[/bagian] dari kolom-kolom itu, di sini {seharusnya[:80]!r}"
    if row["nilai"] and not NILAI.fullmatch(row["nilai"]):
        yield "nilai", HARAPAN_NILAI


def _angka(row: dict[str, str]) -> Angka:
    rujukan = dict.fromkeys(r for k in ("operan", "sumber") for r in row[k].split(";") if r)
    sama = {k: row[k] for k in ("alamat", "laporan", "tabel", "kolom", "bagian", "satuan", "tampil", "rumus")}
    return Angka(nilai=Fraction(row["nilai"]) if row["nilai"] else None, rujukan=tuple(rujukan), **sama)
