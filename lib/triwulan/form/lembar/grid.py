"""Anybody's table as a grid: the sheets of an XLSX or a CSV, with what each cell shows, holds and computes."""

from __future__ import annotations

import csv
import io
import warnings
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from triwulan.form.lembar import rumus as x
from triwulan.form.lembar.angka import bagian_format, bersih, tampak, ulp_hitung, ulp_ketik
from triwulan.form.lembar.kemasan import bahaya

#: Cells of a sheet that are read; a table of an office has some thousands.
TERBANYAK = 1_000_000
#: How files begin: compound files (old or encrypted workbooks), zip archives.
OLE, ZIP = bytes.fromhex("D0CF11E0A1B11AE1"), b"PK\x03\x04"


class BerkasSalah(ValueError):
    """A file that cannot be read as asked; `masalah` are all the problems, each with its place and what to do."""

    def __init__(self, masalah: Iterable[str]):
        self.masalah = tuple(dict.fromkeys(masalah))
        super().__init__("\n".join(self.masalah))


@dataclass(frozen=True)
class Kotak:
    """A cell: what it shows, the number in it (exact, with the size of its last digit), its formula as written, number format,
    the date in it where it is one."""

    tempat: str
    teks: str = ""
    nilai: Fraction | None = None
    ulp: Fraction = Fraction(0)
    rumus: str = ""
    format: str = ""
    terhitung: bool = True
    tanggal: date | None = None

    @property
    def persen(self) -> bool:
        return "%" in bagian_format(self.format)[1]

    @property
    def isi(self) -> x.Isi:
        return self.nilai if self.nilai is not None else self.teks or None


@dataclass(frozen=True)
class Lembar:
    """A sheet. `gabungan`: the top left cell of the merged range a cell lies in; `ujung`: the bottom right one of that range."""

    nama: str
    sel: Mapping[tuple[int, int], Kotak]
    gabungan: Mapping[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    ujung: Mapping[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    tampak: bool = True
    csv: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "tinggi", max((b for b, _ in self.sel), default=0))
        object.__setattr__(self, "lebar", max((k for _, k in self.sel), default=0))

    def asli(self, b: int, k: int) -> Kotak:
        """The cell itself; empty under a merged range but for its top left corner, so that no figure counts twice."""
        return self.sel.get((b, k)) or Kotak(self.tempat(b, k))

    def di(self, b: int, k: int) -> Kotak:
        """What a reader sees at a place: of a merged range everywhere its top left cell."""
        return self.asli(*self.gabungan.get((b, k), (b, k)))

    def akhir(self, b: int, k: int) -> tuple[int, int]:
        """The bottom right cell of the merged range that begins here; the cell itself if none does."""
        return self.ujung.get((b, k), (b, k))

    def tempat(self, b: int, k: int) -> str:
        return f"baris {b} kolom {k}" if self.csv else f"{self.nama}!{get_column_letter(k)}{b}"


def muat(path: Path) -> tuple[Lembar, ...]:
    """The sheets of a file. Raises BerkasSalah."""
    if not path.is_file():
        raise BerkasSalah([f"{path.name}: berkas tidak ada"])
    akhiran = path.suffix.lower()
    if akhiran in (".csv", ".tsv", ".txt"):
        return (_csv(path),)
    if akhiran in (".xlsx", ".xlsm"):
        return _xlsx(path)
    raise BerkasSalah([f"{path.name}: jenis berkas {akhiran or '(tanpa akhiran)'} tidak dibaca; simpan sebagai .xlsx atau .csv"])


def _csv(path: Path) -> Lembar:
    try:
        teks = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BerkasSalah([f"{path.name}: bukan UTF-8; simpan ulang sebagai CSV UTF-8"]) from None
    return dari_csv(path.stem, path.name, teks)


def dari_csv(nama: str, berkas: str, teks: str) -> Lembar:
    """The sheet of a CSV's text, whatever separates its columns. Raises BerkasSalah."""
    try:
        rows = list(csv.reader(io.StringIO(teks, newline=""), delimiter=_pemisah(teks)))
    except csv.Error as error:
        raise BerkasSalah([f"{berkas}: CSV tidak terbaca ({error}); periksa tanda kutip"]) from None
    sel = {(b, k): Kotak(f"baris {b} kolom {k}", bersih(v)) for b, row in enumerate(rows, 1) for k, v in enumerate(row, 1) if v.strip()}
    return Lembar(nama, sel, csv=True)


def _pemisah(teks: str) -> str:
    """The delimiter that parts the most rows; a comma is a decimal sign too, so that another one is preferred to it."""
    terbelah = {p: sum(len(r) > 1 for r in csv.reader(io.StringIO(teks, newline=""), delimiter=p)) for p in ";\t,"}
    return next((p for p in ";\t" if terbelah[p] and terbelah[p] >= terbelah[","] * 0.6), ",")


def _xlsx(path: Path) -> tuple[Lembar, ...]:
    isi = path.read_bytes()
    if sebab := bahaya(isi):
        raise BerkasSalah([f"{path.name}: {sebab}"])
    try:
        with warnings.catch_warnings(action="ignore"):  # of styles and extensions that no figure depends on
            rumus, hasil = (load_workbook(io.BytesIO(isi), data_only=d) for d in (False, True))
    except (InvalidFileException, zipfile.BadZipFile, LookupError, ValueError, TypeError, AttributeError, OSError, SyntaxError):
        raise BerkasSalah([f"{path.name}: {_mengapa(isi)}"]) from None
    besar = [ws.title for ws in rumus.worksheets if ws.max_row * ws.max_column > TERBANYAK]
    if besar:
        raise BerkasSalah([f"{path.name}: lembar {t} terlalu besar; salin tabelnya saja ke berkas baru" for t in besar])
    mentah = {ws.title: _mentah(ws, hasil[ws.title]) for ws in rumus.worksheets}
    hitung = _Hitung(mentah)
    return tuple(_lembar(ws, mentah[ws.title], hitung) for ws in rumus.worksheets)


def _mengapa(isi: bytes) -> str:
    """Why bytes are no workbook that can be read, and what to do."""
    if isi.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in isi:
            return "buku kerja ini berkata sandi; buka di Excel atau LibreOffice dengan sandinya, lalu simpan sebagai .xlsx tanpa sandi"
        return "buku kerja ini berformat Excel lama (.xls), hanya namanya .xlsx; buka di Excel atau LibreOffice, lalu simpan sebagai .xlsx"
    if not isi.startswith(ZIP):
        return "bukan buku kerja Excel, hanya namanya .xlsx; ekspor ulang atau pilih berkas yang benar"
    try:
        isi_zip = zipfile.ZipFile(io.BytesIO(isi)).namelist()
    except zipfile.BadZipFile:
        return "buku kerja ini terpotong atau rusak; salin atau unduh ulang dari sumbernya"
    if not any(n.endswith("workbook.xml") for n in isi_zip):
        return "bukan buku kerja Excel melainkan arsip zip lain; pilih berkas yang benar, atau keluarkan dulu isinya"
    return "buku kerja ini rusak di dalam; buka di Excel atau LibreOffice, lalu simpan ulang sebagai .xlsx"


@dataclass(frozen=True)
class _Mentah:
    """A cell as the file has it: formula ("" for none), value, number format."""

    rumus: str
    isi: object
    format: str


def _mentah(ws, hasil) -> dict[tuple[int, int], _Mentah]:
    sel = {}
    for row in ws.iter_rows():
        for c in row:
            if c.value is not None:
                rumus = str(getattr(c.value, "text", c.value)) if c.data_type == "f" else ""
                sel[c.row, c.column] = _Mentah(rumus, hasil.cell(c.row, c.column).value if rumus else c.value, c.number_format)
    return sel


class _Hitung:
    """Values of formulas that the writing program did not store: computed here, if they can be."""

    def __init__(self, lembar: dict[str, dict[tuple[int, int], _Mentah]]):
        self.lembar, self.hasil = lembar, {}

    def nilai(self, sel: x.Sel) -> x.Isi:
        m = self.lembar.get(sel[0], {}).get(sel[1:])
        if m is None:
            return None
        if not m.rumus or m.isi is not None:
            return _isi(m.isi)
        if sel not in self.hasil:
            self.hasil[sel] = None  # a circle has no value
            self.hasil[sel] = x.nilai(x.urai(m.rumus), lambda s: self.nilai((s[0] or sel[0], *s[1:])))
        return self.hasil[sel]


def _isi(v: object) -> x.Isi:
    if isinstance(v, bool) or v is None:
        return v
    if isinstance(v, (int, float, Decimal)):
        return Fraction(Decimal(repr(v) if isinstance(v, float) else v))
    if isinstance(v, str) and v.startswith("#"):
        raise x.Galat(v)
    return str(v)


def _lembar(ws, mentah: dict[tuple[int, int], _Mentah], hitung: _Hitung) -> Lembar:
    gabungan, ujung = {}, {}
    for r in ws.merged_cells.ranges:
        ujung[r.min_row, r.min_col] = (r.max_row, r.max_col)
        gabungan |= {(b, k): (r.min_row, r.min_col) for b in range(r.min_row, r.max_row + 1) for k in range(r.min_col, r.max_col + 1)}
    sel = {bk: _kotak(ws.title, bk, m, hitung) for bk, m in mentah.items()}
    return Lembar(ws.title, sel, gabungan, ujung, ws.sheet_state == "visible")


def _kotak(lembar: str, bk: tuple[int, int], m: _Mentah, hitung: _Hitung) -> Kotak:
    tempat, isi, terhitung = f"{lembar}!{get_column_letter(bk[1])}{bk[0]}", m.isi, True
    if m.rumus and isi is None:
        try:
            isi = hitung.nilai((lembar, *bk))
        except x.Galat as galat:
            isi = str(galat)
        except (x.TakDikenal, RecursionError):
            terhitung = False
    if isinstance(isi, (int, float, Decimal, Fraction)) and not isinstance(isi, bool):
        angka = isi if isinstance(isi, Fraction) else Fraction(Decimal(repr(isi)) if isinstance(isi, float) else Decimal(isi))
        ulp = ulp_hitung(angka, _langkah(m.rumus)) if m.rumus else ulp_ketik(Decimal(repr(isi)) if isinstance(isi, float) else Decimal(isi))
        return Kotak(tempat, tampak(angka, m.format), angka, ulp, m.rumus, m.format)
    hari = isi.date() if isinstance(isi, datetime) else isi if isinstance(isi, date) else None
    if isinstance(isi, (datetime, date, time)):
        isi = isi.strftime("%d/%m/%Y") if isinstance(isi, date) else isi.isoformat()
    return Kotak(tempat, "" if isi is None else bersih(str(isi)), None, Fraction(0), m.rumus, m.format, terhitung, hari)


def _langkah(rumus: str) -> Fraction | None:
    try:
        return x.langkah(x.urai(rumus))
    except x.TakDikenal:
        return None
