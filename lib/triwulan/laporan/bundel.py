"""What the press needs to build a quarter: checked parameters in, one bundle a report out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from triwulan.laporan.asal import akar_proyek
from triwulan.laporan.buka import asal, siapkan
from triwulan.laporan.daftar import LAPORAN
from triwulan.office import params
from triwulan.office.masalah import Masalah, MasukanSalah
from triwulan.press.build import Bundel


@dataclass(frozen=True)
class Rencana:
    """A quarter to compile: where it goes under the output folder, its bundles, warnings, input checksums."""

    tempat: Path
    bundel: tuple[Bundel, ...]
    peringatan: tuple[Masalah, ...]
    masukan: dict[str, str]


def rencana(berkas: Sequence[Path], laporan: Sequence[str]) -> list[Rencana]:
    """One plan a parameter file. Everything is read and checked first: raises MasukanSalah with all problems of all files."""
    akar, masalah, out = akar_proyek(), [], []
    masalah += [
        Masalah("--laporan", f"tidak dikenal; laporan yang ada: {', '.join(LAPORAN)}", None, "", nama)
        for nama in laporan if nama not in LAPORAN
    ]
    for path in berkas or sorted(p for p in (akar / "params").glob("*/*.yaml") if p.parent.name != "aturan"):
        try:
            parameter, mentah = params.baca(path, akar)
            lap = siapkan("lkj-camat", parameter)
        except MasukanSalah as salah:
            masalah += salah.masalah
            continue
        bundel = tuple(
            Bundel(nama, akar / "notebooks" / jenis.notebook, mentah, akar)
            for nama, jenis in LAPORAN.items() if not laporan or nama in laporan
        )
        tempat = Path(parameter.unit) / f"{parameter.tahun}-tw{parameter.triwulan}"
        out.append(Rencana(tempat, bundel, lap.data.peringatan, asal(lap).isi["masukan"]))
    if masalah:
        raise MasukanSalah(masalah)
    return out
