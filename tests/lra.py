"""LRA exports for tests: the published one, and any month of a unit's data in the shapes offices have."""

import csv
from collections.abc import Callable
from pathlib import Path

from typer.testing import CliRunner

from triwulan.cli import app
from triwulan.laporan.masuk.lra import berkas, tabel
from triwulan.office.tulisan import tabel as tulis_tabel

UNIT = "kecamatan-lumajang"
BERKAS = Path(__file__).parent / "berkas"
TEKS, PDFTOTEXT = BERKAS / "lra-lumajang-2024-06.txt", BERKAS / "lra-lumajang-2024-06-pdftotext.txt"
SUMBER = (TEKS, PDFTOTEXT)


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
    path.write_bytes(tulis_tabel(nama, tinggal))
    return len(rows) - len(tinggal)
