"""Whether `triwulan susun` has anything to do, told without opening the data: in a blink where the answer is no."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Berdiri:
    """A quarter all of whose reports stand as a command like this one made them: its folder, the files by report, what was to be heeded."""

    folder: Path
    berkas: Mapping[str, tuple[str, ...]]
    peringatan: tuple[str, ...]


def berdiri(params: Sequence[Path], reports: Path | None, pilihan: Sequence[str], format_: Sequence[str]) -> list[Berdiri]:
    """The quarters of the parameter files; none unless nothing that the command could read has changed for any of them, and all that it
    made stands. `pilihan`: what else was asked for."""
    from triwulan.office.masalah import MasukanSalah
    from triwulan.office.params import baca, berkas_parameter
    from triwulan.office.proyek import akar_proyek
    from triwulan.press import segar

    out = []
    try:
        akar = akar_proyek()
        for path in berkas_parameter(akar, params):
            p, _ = baca(path, akar)
            folder = (reports or akar / "reports") / p.unit / f"{p.tahun}-tw{p.triwulan}"
            if (satu := _satu(folder, segar.cap(akar, p.unit, path, pilihan), format_)) is None:
                return []
            out.append(satu)
    except (MasukanSalah, OSError):  # whoever reads the data says what is wrong
        return []
    return out


def _satu(folder: Path, cap: str, format_: Sequence[str]) -> Berdiri | None:
    from triwulan.press import segar

    try:
        catatan = segar.baca((folder / segar.CATATAN).read_bytes())
        if catatan["cap"].get("sidik") != cap or not segar.berdiri(folder, {segar.LEDGER: catatan["buku_angka"]}):
            return None
        berkas = {n: catatan["laporan"][n]["berkas"] for n in catatan["cap"]["laporan"]}
        if any(segar.berdiri(folder, b) != b or not {f"{n}.{f}" for f in format_} <= b.keys() for n, b in berkas.items()):
            return None
        return Berdiri(folder, {n: tuple(sorted(b)) for n, b in berkas.items()}, tuple(catatan["cap"]["peringatan"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):  # no record, or none of ours
        return None
