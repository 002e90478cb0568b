"""Documents as they were filed: their tables and texts exactly as printed, in `data/<unit>/terbit/<periode>/`."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from triwulan.office import berkas
from triwulan.office.data import baca_semua
from triwulan.office.masalah import Masalah, MasukanSalah
from triwulan.office.skema import TERBIT


@dataclass(frozen=True)
class Terbit:
    """`daftar` and `teks` as frames of text (see skema.TERBIT); the rows of each table file by (laporan, tabel), each row a
    dictionary by column; `sidik` the SHA-256 of each file."""

    folder: str
    daftar: pd.DataFrame
    teks: pd.DataFrame
    tabel: dict[tuple[str, str], list[dict[str, str]]]
    sidik: dict[str, str]


def ada(akar: Path, unit: str, periode: str) -> bool:
    """Whether anything filed for the quarter (`2024-tw2`) is kept."""
    return (akar / "data" / unit / "terbit" / periode / "daftar.csv").is_file()


def muat(akar: Path, unit: str, periode: str) -> Terbit:
    """Reads what was filed. Raises MasukanSalah with every problem: files missing or not listed, columns, rows that repeat."""
    folder = akar / "data" / unit / "terbit" / periode
    awal = folder.relative_to(akar).as_posix()
    frame, sidik, masalah = baca_semua(folder, awal, TERBIT)
    if "daftar" not in frame or masalah:
        raise MasukanSalah(masalah)
    tabel = {}
    for n, r in frame["daftar"].iterrows():
        path = folder / f"{r['laporan']}_{r['tabel']}.csv"
        if not _sebut(r):
            masalah.append(Masalah(f"{awal}/daftar.csv", "tulis nama laporan dan tabel dengan huruf kecil, angka, titik dan tanda hubung", n, "tabel", r["tabel"]))
            continue
        try:
            isi = berkas.baca(path, f"{awal}/{path.name}")
            rows = list(csv.DictReader(io.StringIO(isi.decode("utf-8-sig"))))
        except FileNotFoundError:
            masalah.append(Masalah(f"{awal}/daftar.csv", f"berkas {path.name} tidak ada di folder ini", n, "tabel", r["tabel"]))
            continue
        except MasukanSalah as salah:
            masalah += salah.masalah
            continue
        except (UnicodeDecodeError, csv.Error):
            masalah.append(Masalah(f"{awal}/{path.name}", "bukan CSV UTF-8 yang dapat dibaca; simpan ulang sebagai CSV UTF-8 (dipisah koma)"))
            continue
        sidik[f"{awal}/{path.name}"] = hashlib.sha256(isi).hexdigest()
        masalah += _baris(f"{awal}/{path.name}", rows)
        tabel[r["laporan"], r["tabel"]] = rows
    lebih = {p.name for p in folder.glob("*.csv")} - {Path(s).name for s in sidik}
    masalah += [Masalah(f"{awal}/{nama}", "tidak disebut di daftar.csv; tambahkan barisnya atau hapus berkasnya") for nama in sorted(lebih)]
    if masalah:
        raise MasukanSalah(masalah)
    return Terbit(awal, frame["daftar"], frame["teks"], tabel, sidik)


def _baris(tempat: str, rows: list[dict]) -> list[Masalah]:
    kepala = [k for k in rows[0] if k is not None] if rows else []
    if rows and "baris" not in rows[0]:
        return [Masalah(tempat, "kolom pertama harus bernama baris dan memuat pengenal baris seperti pada laporan", 1)]
    ids = [r["baris"] for r in rows]
    sel = [(n, [v for v in r.values() if isinstance(v, str)]) for n, r in enumerate(rows, 2)]
    return berkas.salah_sel(tempat, kepala, sel) + [Masalah(tempat, "baris ini sudah ada di atasnya", n, "baris", i) for n, i in enumerate(ids, 2) if ids.index(i) < n - 2] + [
        Masalah(tempat, "jumlah selnya tidak sama dengan kepala; teks yang memuat koma harus diapit tanda kutip", n)
        for n, r in enumerate(rows, 2) if None in r or None in r.values()
    ]


def _sebut(r: pd.Series) -> bool:
    """Whether the names of a report and a table make a file name and nothing else."""
    return all(re.fullmatch(r"[A-Za-z0-9]+([.-][A-Za-z0-9]+)*", r[k]) for k in ("laporan", "tabel"))
