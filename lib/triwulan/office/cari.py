"""What reports ask of a unit's files again and again, looked up once: who holds a post, what an agreement and a text say."""

from __future__ import annotations

import pandas as pd

from triwulan.office.data import Data, ingat, saring
from triwulan.office.periode import Periode


@ingat
def perjanjian(data: Data, jabatan: str, jenis: str, tahun: int) -> pd.DataFrame:
    """A post's agreement of a year: its rows of one kind in printed order. The frame is everybody's and is not written to."""
    rows = data["perjanjian"]
    return rows[(rows["jabatan"] == jabatan) & (rows["jenis"] == jenis) & (rows["tahun"] == tahun)].sort_values("urutan")


@ingat
def pejabat(data: Data, jabatan: str, pada: str) -> pd.Series | None:
    """Who holds a post on a date; None when nobody does."""
    rows = data["pejabat"]
    rows = rows[(rows["jabatan"] == jabatan) & (rows["mulai"] <= pada)].sort_values("mulai")
    return None if rows.empty else rows.iloc[-1]


@ingat
def narasi(data: Data, jenis: str, jabatan: str, pada: Periode) -> tuple[tuple[str, str], ...]:
    """(what it is about, text) of the facts of one kind that hold in a quarter, in order."""
    rows = data["narasi"]
    rows = saring(rows[(rows["jenis"] == jenis) & (rows["jabatan"] == jabatan)], "periode", lambda p: p.memuat(pada))
    rows = rows.sort_values(["rujukan", "urutan"])
    return tuple(zip(rows["rujukan"], rows["teks"]))


@ingat
def program(data: Data, induk: str) -> tuple[str, ...]:
    """The programmes that serve a sasaran, by code."""
    rows = data["nomenklatur"]
    return tuple(sorted(rows[(rows["jenis"] == "program") & (rows["induk"] == induk)]["kode"]))
