"""The office's answers to findings: read by an audit alone, so that an answer changes no other report."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from triwulan.office.data import baca_semua, nilai
from triwulan.office.masalah import MasukanSalah
from triwulan.office.skema import SKEMA

NAMA = "jawaban"


def muat(akar: Path, unit: str) -> tuple[pd.DataFrame, dict[str, str]]:
    """The rows of `data/<unit>/jawaban.csv`, none where there is no file, and the file's SHA-256 by place. Raises MasukanSalah."""
    awal = f"data/{unit}"
    mentah, sidik, masalah = baca_semua(akar / awal, awal, {NAMA: SKEMA[NAMA]})
    if masalah:
        raise MasukanSalah(masalah)
    return nilai(f"{awal}/{NAMA}.csv", mentah[NAMA], SKEMA[NAMA]), sidik
