"""The figures of a year up to the end of a quarter, as the data and a rule set give them: what a later quarter must find again."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from triwulan.office import anggaran, kinerja
from triwulan.office.data import Data
from triwulan.office.kode import potong
from triwulan.office.periode import Periode

#: A programme's code has three parts.
PROGRAM = 3


def kumulatif(data: Data, sampai: Periode, cara_turun: str) -> dict[str, Fraction]:
    """Every performance and every spending from January to the end of `sampai` that is known, by name: `K|7.01.06-2|kecamatan` in the
    indicator's unit; `Rp|7.01.06|kecamatan` of a programme, `Rp|<kode>|<akun>|<lingkup>` of an account, in rupiah."""
    return dict([*_kinerja(data, sampai, cara_turun), *_anggaran(data, sampai)])


def _kinerja(data: Data, sampai: Periode, cara_turun: str) -> Iterator[tuple[str, Fraction]]:
    lingkup = sorted({x for nama in ("realisasi_k", "target", "perjanjian") for x in data[nama]["lingkup"] if x})
    for id_ in dict.fromkeys(data["indikator"]["id"]):
        untuk = set(data["indikator"].loc[data["indikator"]["id"] == id_, "lingkup"])
        for x in (x for x in lingkup if untuk & {"", x}):
            nilai = kinerja.realisasi(data, id_, x, sampai, cara_turun).nilai
            if nilai is not None:
                yield f"K|{id_}|{x}", nilai


def _anggaran(data: Data, sampai: Periode) -> Iterator[tuple[str, Fraction]]:
    for x in sorted(set(data["realisasi_rp"]["lingkup"])):
        rekening = anggaran.realisasi(data, x, sampai)
        for program in sorted({potong(kode, PROGRAM) for kode, _ in rekening if "+" not in kode}):
            nilai = anggaran.jumlah(rekening, program).nilai
            if nilai is not None:
                yield f"Rp|{program}|{x}", nilai
        for (kode, akun), angka in sorted(rekening.items()):
            if angka.nilai is not None:
                yield f"Rp|{kode}|{akun}|{x}", angka.nilai
