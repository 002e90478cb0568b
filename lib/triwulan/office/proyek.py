"""Finding the project and opening its inputs: parameters, rules, data."""

from __future__ import annotations

from pathlib import Path

from triwulan.office.masalah import Masalah, MasukanSalah


def akar_proyek(mulai: Path | None = None) -> Path:
    """The project folder: the nearest one at or above `mulai` (the working folder) that holds params/aturan and data/;
    else the one this library was installed from. Raises MasukanSalah."""
    mulai = (mulai or Path.cwd()).resolve()
    for folder in (mulai, *mulai.parents, Path(__file__).resolve().parents[3]):
        if (folder / "params" / "aturan").is_dir() and (folder / "data").is_dir():
            return folder
    raise MasukanSalah([Masalah(mulai.name, "bukan di dalam proyek triwulan (folder yang memuat params/aturan/ dan data/); pindah ke folder proyek")])
