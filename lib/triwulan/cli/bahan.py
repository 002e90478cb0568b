"""A quarter's finished reports as a command takes them up: where they are, with what, which of them are not there."""

from __future__ import annotations

from pathlib import Path

#: What says with which packages the project runs.
LINGKUNGAN = ("requirements*.lock", "environment.yml", "pyproject.toml")


def bahan(akar: Path, params: Path, parameter, reports: Path):
    """What `himpun.kumpulkan` takes, for the quarter of a parameter file whose reports stand below `reports`."""
    from triwulan.press.himpun import Bahan

    periode = f"{parameter.tahun}-tw{parameter.triwulan}"
    return Bahan(
        akar, reports / parameter.unit / periode, parameter.model_dump(), str(params),
        {
            **_pembuka(akar, parameter.unit),
            # Under its regular name, wherever the file stands and whatever it is called.
            f"params/{parameter.unit}/{periode}.yaml": params,
            f"data/{parameter.unit}/datapackage.json": akar / "data" / parameter.unit / "datapackage.json",
            **{path.name: path for pola in LINGKUNGAN for path in akar.glob(pola)},
        },
    )


def _pembuka(akar: Path, unit: str) -> dict[str, Path]:
    """The parameter files of every quarter of which the data hold figures: without them these are refused as of a quarter that nobody
    has opened. None where the data cannot be read, which others say."""
    from triwulan.office import data, params
    from triwulan.office.masalah import MasukanSalah

    try:
        isi = data.muat_sendiri(akar, unit)
    except MasukanSalah:
        return {}
    akhir = max((p.hari_akhir for nama in ("realisasi_k", "realisasi_rp") for p in isi[nama]["periode"]), default=None)
    ada = sorted(params.berkas_terbuka(akar, unit).items())
    # The quarter in which the last figure falls, not only those that ended by then.
    return {path.relative_to(akar).as_posix(): path for q, path in ada if akhir and q.hari_awal <= akhir}


def belum_disusun(params: Path, laporan: tuple[str, ...]) -> list[str]:
    """The reports that the quarter should have beside those; none where the data do not tell, which is for `susun` to say."""
    from triwulan.laporan.bundel import rencana
    from triwulan.office.masalah import MasukanSalah

    try:
        return [bundel.laporan for r in rencana([params], []) for bundel in r.bundel if bundel.laporan not in laporan]
    except MasukanSalah:
        return []
