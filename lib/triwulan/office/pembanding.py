"""Figures of other years and outer yardsticks: the Renstra's end target, what was reached by a year's end, the national
standard."""

from __future__ import annotations

import pandas as pd

from triwulan.office.anggaran import Rekening
from triwulan.office.data import Data, ingat
from triwulan.office.kinerja import Angka


@ingat
def target_renstra(data: Data, id_: str, lingkup: str, tahun: int) -> Angka:
    """An indicator's target at the end of the Renstra that `tahun` belongs to."""
    return _satu(_baris(data, "target-renstra", "K", lingkup, id_), lambda t: t >= tahun)


@ingat
def realisasi_sd(data: Data, id_: str, lingkup: str, tahun: int) -> Angka:
    """What an indicator had reached by the end of `tahun`, since the Renstra began."""
    return _satu(_baris(data, "realisasi-sd", "K", lingkup, id_), lambda t: t == tahun)


def tahun_lalu(data: Data, id_: str, lingkup: str, tahun: int) -> list[tuple[int, Angka]]:
    """(year, K) of the years before `tahun` of which a realisation is recorded, oldest first."""
    rows = _baris(data, "realisasi", "K", lingkup, id_)
    return [(r.tahun, _angka(r)) for r in rows[rows["tahun"] < tahun].sort_values("tahun").itertuples()]


def standar(data: Data, id_: str, lingkup: str, tahun: int) -> Angka:
    """The national standard in force in `tahun`: the latest one up to then."""
    rows = _baris(data, "standar-nasional", "K", lingkup, id_)
    rows = rows[rows["tahun"] <= tahun].sort_values("tahun")
    return Angka(None, catatan="tidak ada standar nasional dalam data") if rows.empty else _angka(next(rows.tail(1).itertuples()))


def rupiah(data: Data, jenis: str, lingkup: str, tahun: int) -> Rekening:
    """The money of a kind by code: `target-renstra` of the Renstra that `tahun` belongs to, `realisasi-sd` its end."""
    rows = data["pembanding"]
    rows = rows[(rows["jenis"] == jenis) & (rows["ukuran"] == "Rp") & rows["lingkup"].isin(["", lingkup])]
    rows = rows[rows["tahun"] >= tahun] if jenis == "target-renstra" else rows[rows["tahun"] == tahun]
    rows = rows.sort_values("tahun", kind="stable").drop_duplicates("rujukan")
    return {(r.rujukan, ""): _angka(r) for r in rows.itertuples()}


def kode(data: Data, lingkup: str) -> set[str]:
    """The codes of which the Renstra knows a figure."""
    rows = data["pembanding"]
    rows = rows[rows["lingkup"].isin(["", lingkup])]
    return {i.rpartition("-")[0] for i in rows[rows["ukuran"] == "K"]["rujukan"]} | set(rows[rows["ukuran"] == "Rp"]["rujukan"])


def _baris(data: Data, jenis: str, ukuran: str, lingkup: str, rujukan: str) -> pd.DataFrame:
    rows = data["pembanding"]
    return rows[(rows["jenis"] == jenis) & (rows["ukuran"] == ukuran) & (rows["rujukan"] == rujukan) & rows["lingkup"].isin(["", lingkup])]


def _satu(rows: pd.DataFrame, tahun) -> Angka:
    rows = rows[rows["tahun"].map(tahun).astype(bool)].sort_values(["tahun", "lingkup"])
    return Angka(None, catatan="tidak ada dalam data") if rows.empty else _angka(next(rows.itertuples()))


def _angka(row) -> Angka:
    return Angka(row.nilai, (row.acuan,), catatan=row.catatan)
