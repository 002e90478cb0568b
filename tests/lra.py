"""LRA exports for tests: the published one, and any month of a unit's data in the shapes offices have."""

import csv
import io
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from functools import cache
from math import floor
from pathlib import Path

import pytest
from openpyxl import Workbook
from typer.testing import CliRunner

from triwulan.cli import app
from triwulan.laporan.masuk import lra
from triwulan.laporan.masuk.lra import berkas, tabel
from triwulan.office import anggaran
from triwulan.office.data import muat_sendiri
from triwulan.office.periode import Periode, bulan
from triwulan.office.skema import SKEMA
from triwulan.office.tulisan import tabel as tulis_tabel

UNIT = "kecamatan-lumajang"
BERKAS = Path(__file__).parent / "berkas"
TEKS, PDFTOTEXT = BERKAS / "lra-lumajang-2024-06.txt", BERKAS / "lra-lumajang-2024-06-pdftotext.txt"
SUMBER = (TEKS, PDFTOTEXT)


@cache
def _data(akar: Path, unit: str):
    return muat_sendiri(akar, unit)


@pytest.fixture
def cepat(monkeypatch):
    """The data as they stand, read once for all tests that only read them."""
    monkeypatch.setattr(lra, "muat_sendiri", _data)


def jalan(*perintah: str):
    return CliRunner().invoke(app, ["impor", *map(str, perintah)])


def baca(path: Path) -> tabel.Tabel:
    return tabel.baca(path.name, berkas.muat(path))


def cabut(akar: Path, buang: Callable[[dict], bool], unit: str = UNIT, nama: str = "realisasi_rp") -> int:
    """Takes rows out of a data file; how many."""
    path = akar / "data" / unit / f"{nama}.csv"
    with path.open(encoding="utf-8", newline="") as f:
        rows = list(csv.DictReader(f))
    tinggal = [r for r in rows if not buang(r)]
    path.write_bytes(tulis_tabel(SKEMA[nama], tinggal))
    return len(rows) - len(tinggal)


# ---- any month of a unit's data as an export -------------------------------------------------------------------------------

KOLOM = ("3", "4", "5a", "5b", "5c", "6", "7")
JUDUL = [["KODE REKENING", "URAIAN", "ANGGARAN", "", "REALISASI", "", "", "%", "SISA ANGGARAN"],
         ["", "", "SEBELUM PERUBAHAN", "SETELAH PERUBAHAN", "BULAN LALU", "BULAN INI", "S/D BULAN INI", "", ""],
         ["1", "2", "3", "4", "5", "5", "5", "6 = 5/4", "7"]]


def kepala(unit: str, waktu: Periode) -> list[list[str]]:
    return [["LAPORAN REALISASI ANGGARAN PENDAPATAN DAN BELANJA DAERAH"], [f"TAHUN ANGGARAN {waktu.tahun}"], [f"BAGIAN BULAN {bulan(waktu.awal).upper()}"], [f"ORGANISASI : {unit.upper()}"], []]


def baris(akar: Path, unit: str, waktu: Periode, gaya: Callable[[str, str], str] = lambda k, a: f"{k} {a}".strip()) -> list[list]:
    """The rows of a month's LRA as the data give them: code, name, exact figures by KOLOM; the total last."""
    data = _data(akar, unit)
    rincian = {
        "3": anggaran.pagu(data, "kecamatan", waktu, "murni"), "4": anggaran.pagu(data, "kecamatan", waktu, "perubahan"),
        "5a": anggaran.realisasi(data, "kecamatan", Periode(waktu.tahun, 1, waktu.awal - 1)) if waktu.awal > 1 else {},
        "5b": anggaran.realisasi(data, "kecamatan", waktu),
    }
    hasil = []
    for s in [*anggaran.pohon(data, "kecamatan", waktu), None]:
        kode, akun = (s.kode, s.akun) if s else ("", "5")
        v = {key: anggaran.jumlah(r, *filter(None, [kode]), akun=akun).nilai or Fraction(0) for key, r in rincian.items()}
        sd = v["5a"] + v["5b"]
        persen = Fraction(floor(sd / v["4"] * 10000 + Fraction(1, 2)), 100) if v["4"] else Fraction(0)
        hasil.append([gaya(kode, akun) if s else "", s.uraian if s else "Jumlah Belanja", v["3"], v["4"], v["5a"], v["5b"], sd, persen, v["4"] - sd])
    return hasil


def penuh(kode: str, akun: str) -> str:
    """The published report's style: urusan and organisation first."""
    program, *sisa = kode.removeprefix("7.01.").split(".", 1) if kode else ("00",)
    kegiatan = sisa[0] if sisa else "00"
    return " ".join(["7 01 7 01 00", program, kegiatan, *akun.split(".")])


def sipd(kode: str, akun: str) -> str:
    return f"{kode}.{akun}".strip(".")


def indonesia(v: object) -> str:
    return f"{Decimal(v.numerator) / v.denominator:,.2f}".translate(str.maketrans(",.", ".,")) if isinstance(v, Fraction) else str(v)


def inggris(v: object) -> str:
    return f"{Decimal(v.numerator) / v.denominator:,.2f}" if isinstance(v, Fraction) else str(v)


def halaman(rows: list[list], banyak: int = 40) -> list[list]:
    """Page breaks: page number, header once more."""
    hasil: list[list] = []
    for n in range(0, len(rows), banyak):
        hasil += [*([[], ["PEMERINTAH KABUPATEN"], [f"Hal : {n // banyak}"], []] if n else []), *JUDUL, *rows[n: n + banyak]]
    return [*hasil, [], ["", "", "", "", "", "", "Camat"], ["", "", "", "", "", "", "NIP. 19701218 199101 1 002"]]


def tulis_csv(path: Path, rows: list[list], pemisah: str = ";", angka: Callable[[object], str] = indonesia, sandi: str = "utf-8") -> Path:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=pemisah).writerows([[angka(v) for v in r] for r in rows])
    path.write_bytes(out.getvalue().encode(sandi))
    return path


def tulis_xlsx(path: Path, judul: list[list], rows: list[list], teks: Callable[[object], str] | None = None, pecah: int = 1) -> Path:
    """A workbook with merged headers on every page; `teks` writes figures as text; `pecah`: the code over so many columns."""
    wb = Workbook()
    ws = wb.active
    ws.title = "LRA"
    geser = pecah - 1
    for r in judul:
        ws.append(r)
    for r in halaman(rows):
        kode = str(r[0]).replace(".", " ").split() if r else []
        berkode = pecah > 1 and len(r) == 9 and r not in JUDUL and kode
        kiri = [*kode[:geser], " ".join(kode[geser:])] if berkode else [r[0] if r else None, *[None] * geser]
        kiri += [None] * (pecah - len(kiri))
        ws.append([*(v or None for v in kiri), *((teks(v) if teks else float(v) if v.denominator > 1 else int(v)) if isinstance(v, Fraction) else v or None for v in r[1:])])
        if r == JUDUL[0]:
            b = ws.max_row
            ws.merge_cells(start_row=b, end_row=b + 1, start_column=1, end_column=pecah)
            for k in (2, 8, 9):
                ws.merge_cells(start_row=b, end_row=b + 1, start_column=k + geser, end_column=k + geser)
            ws.merge_cells(start_row=b, end_row=b, start_column=3 + geser, end_column=4 + geser)
            ws.merge_cells(start_row=b, end_row=b, start_column=5 + geser, end_column=7 + geser)
    wb.save(path)
    return path


def contoh(akar: Path, path: Path) -> Path:
    """The export that the guide imports: December of the fictional office."""
    waktu = Periode(2025, 12, 12)
    return tulis_csv(path, [*kepala("Kecamatan Contoh", waktu), *halaman(baris(akar, "kecamatan-contoh", waktu, sipd))])
