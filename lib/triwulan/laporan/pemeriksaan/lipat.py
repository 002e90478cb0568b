"""Findings folded: the same slip made row after row is one cause."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from triwulan.form.temuan import Temuan

#: Kinds that are made as a habit, and from how many different figures on they are taken for one.
KEBIASAAN = {"skala", "tanda", "usang", "salin-kolom", "pecahan-persen", "tanpa-angka", "angka-tanpa-dasar", "salin-baris", "akumulasi"}
BANYAK = 3


def lipat(temuan: Sequence[Temuan]) -> list[Temuan]:
    """The findings with one group for a slip that stands in three figures or more, in whichever tables they are."""
    sebab: dict[tuple[str, str, str], set[str]] = {}
    for t in temuan:
        if t.jenis in KEBIASAAN:
            sebab.setdefault(_kunci(t), set()).add(t.kelompok)
    ganti = {k: ":".join(t for t in kunci if t) for kunci, semua in sebab.items() if len(semua) >= BANYAK for k in semua}
    return [replace(t, kelompok=ganti.get(t.kelompok, t.kelompok)) for t in temuan]


def _kunci(t: Temuan) -> tuple[str, str, str]:
    besaran = t.kelompok.split(":")[1] if t.kelompok.count(":") >= 2 else ""
    # What a cause says of a single row is no part of the habit.
    kata = re.sub(r"\d[\d.~]*", "", t.sebab).split(":")[0]
    return t.jenis, besaran, "-".join(re.findall(r"[a-z]+", kata.lower())[:6])
