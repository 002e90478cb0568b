"""Findings folded: the same slip made row after row is one cause."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from triwulan.form.angka import penuh
from triwulan.form.audit.temuan import Temuan
from triwulan.office.kode import PROGRAM

#: Kinds that are made as a habit, and from how many different figures on they are taken for one.
KEBIASAAN = {"skala", "tanda", "usang", "salin-kolom", "pecahan-persen", "tanpa-angka", "angka-tanpa-dasar", "salin-baris", "akumulasi"}
BANYAK = 3
UANG = ("pagu", "pagu-murni", "realisasi")


def lipat(temuan: Sequence[Temuan]) -> list[Temuan]:
    """The findings with one group for a slip that stands in three figures or more, in whichever tables they are."""
    sebab: dict[tuple[str, str, str], set[str]] = {}
    for t in temuan:
        if t.jenis in KEBIASAAN:
            sebab.setdefault(_kunci(t), set()).add(t.kelompok)
    ganti = {k: ":".join(t for t in kunci if t) for kunci, semua in sebab.items() if len(semua) >= BANYAK for k in semua}
    return [replace(t, kelompok=ganti.get(t.kelompok, t.kelompok)) for t in temuan]


def wariskan(temuan: Sequence[Temuan]) -> list[Temuan]:
    """Sums of money that are off by just what a figure below them is off by, in a table that does not show that figure: their
    cause is that figure's."""
    akar = [t for t in temuan if t.tingkat == "salah" and t.selisih and _daun(_baris(t)) and _besaran(t) in UANG]
    hasil = []
    for t in temuan:
        asal = next((a for a in akar if t is not a and t.tingkat == "salah" and t.selisih == a.selisih and _besaran(t) == _besaran(a) and _di_atas(_baris(t), _baris(a))), None)
        hasil.append(t if asal is None else replace(
            t, jenis="warisan", tingkat="warisan", kelompok=asal.kelompok, sebab=f"masukannya keliru: {asal.alamat} tercetak {asal.tercetak}",
            bukti=f"selisihnya sama, {penuh(Fraction(asal.selisih))}",
        ))
    return hasil


def _di_atas(atas: str, bawah: str) -> bool:
    return atas != bawah and (bawah.startswith(f"{atas}.") or atas.startswith(("sasaran-", "total", "jumlah")))


def _daun(baris: str) -> bool:
    """Whether a row is a sub kegiatan, to which nothing in these tables sums up."""
    return bool((m := PROGRAM.fullmatch(baris)) and m[6])


def _baris(t: Temuan) -> str:
    return t.alamat.split("/", 3)[2]


def _besaran(t: Temuan) -> str:
    """The quantity of a finding in a figure, as its group names it."""
    return t.kelompok.split(":")[1] if t.kelompok.count(":") >= 2 else ""


def _kunci(t: Temuan) -> tuple[str, str, str]:
    # What a cause says of a single row is no part of the habit.
    kata = re.sub(r"\d[\d.~]*", "", t.sebab).split(":")[0]
    return t.jenis, _besaran(t), "-".join(re.findall(r"[a-z]+", kata.lower())[:6])
