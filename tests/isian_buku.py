"""Entry workbooks as somebody fills them: cells by the hidden names of their rows and columns."""

import csv
from pathlib import Path

import openpyxl

from triwulan.laporan.buka import muat
from triwulan.laporan.isian import susun
from triwulan.office import params

AKAR = Path(__file__).resolve().parents[1]


def bahan(nama: str, akar: Path = AKAR):
    """(data, parameters, rule set) of a quarter such as `kecamatan-contoh/2025-tw4`."""
    parameter, _ = params.baca(akar / "params" / f"{nama}.yaml", akar)
    data, aturan = muat(parameter, akar)
    return data, parameter, aturan


def ekspor(nama: str, tujuan: Path, akar: Path = AKAR, jabatan: str = "") -> Path:
    tujuan.write_bytes(susun.buku(*bahan(nama, akar), jabatan))
    return tujuan


def baris(akar: Path, unit: str, nama: str) -> list[dict[str, str]]:
    with (akar / "data" / unit / f"{nama}.csv").open(encoding="utf-8-sig", newline="") as f:
        return list(csv.DictReader(f))


def isi_data(akar: Path) -> dict[Path, bytes]:
    return {p: p.read_bytes() for p in (akar / "data").rglob("*") if p.is_file()}


class Buku:
    """A workbook open for typing."""

    def __init__(self, path: Path):
        self.path, self.isi = path, openpyxl.load_workbook(path)
        self._baris = {ws.title: {c.value: c.row for c in ws["A"] if c.value} for ws in self.isi}
        self._kolom = {ws.title: {c.value: c.column for c in ws[1] if c.value} for ws in self.isi}

    def baris(self, lembar: str) -> dict[str, int]:
        return self._baris[lembar]

    def kolom(self, lembar: str) -> dict[str, int]:
        return self._kolom[lembar]

    def sel(self, lembar: str, baris: str, kolom: str):
        return self.isi[lembar].cell(self.baris(lembar)[baris], self.kolom(lembar)[kolom])

    def tulis(self, lembar: str, baris: str, kolom: str, nilai: object) -> str:
        """Types into a cell; where it stands."""
        c = self.sel(lembar, baris, kolom)
        c.value = nilai
        return f"{lembar}!{c.coordinate}"

    def simpan(self, path: Path | None = None) -> Path:
        self.isi.save(path or self.path)
        return path or self.path
