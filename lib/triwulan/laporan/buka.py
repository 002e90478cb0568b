"""A notebook's first call: parameters checked, data and rules read, provenance shown."""

from __future__ import annotations

from collections.abc import Mapping

from triwulan.laporan.asal import akar_proyek
from triwulan.laporan.daftar import LAPORAN
from triwulan.laporan.laporan import Laporan
from triwulan.office import aturan, params
from triwulan.office import data as data_
from triwulan.office.masalah import Masalah, MasukanSalah
from triwulan.press.blok import Asal


def buka(nama: str, ruang: Mapping) -> Laporan:
    """The report `nama` under the parameters in `ruang` (the notebook's `globals()`).

    Shows what it was made from. Raises MasukanSalah with every unknown or wrong parameter, and every problem in the
    data and the rule set, at once.
    """
    from IPython.display import display

    akar = akar_proyek()
    lap = siapkan(nama, params.dari_notebook(ruang, akar))
    display(asal(lap))
    return lap


def siapkan(nama: str, parameter: params.Parameter) -> Laporan:
    """The same without a notebook: reads and checks rules and data, all problems in one MasukanSalah."""
    akar, masalah = akar_proyek(), []
    try:
        aturan_ = aturan.muat(akar, parameter.aturan)
    except MasukanSalah as salah:
        masalah += salah.masalah
    try:
        data = data_.muat(akar, parameter.unit)
    except MasukanSalah as salah:
        masalah += salah.masalah
    if not masalah:
        masalah += _cara(data, aturan_)
    if masalah:
        raise MasukanSalah(masalah)
    aturan.berlaku(aturan_, parameter.periode.hari_akhir.isoformat())
    lap = Laporan(nama, LAPORAN[nama].jabatan, parameter, data, aturan_)
    lap.kata  # names every post and fact the texts need, so that a missing one is said before anything runs
    return lap


def _cara(data: data_.Data, aturan_: aturan.Aturan) -> list[Masalah]:
    """Every method an indicator declares is one that the rule set knows."""
    return [
        Masalah(f"data/{data.unit}/indikator.csv", f"tidak ada dalam {aturan_.berkas}; yang ada: {', '.join(cara)}", n, kolom, nilai)
        for kolom, cara in (("metode", aturan_.gabungan.cara), ("akumulasi", aturan_.akumulasi.cara))
        for n, nilai in data["indikator"][kolom].items() if nilai not in cara
    ]


def asal(lap: Laporan) -> Asal:
    """Parameters, input checksums and document metadata, as they travel in the notebook."""
    return Asal({
        "laporan": lap.nama,
        "judul": lap.isi(LAPORAN[lap.nama].judul),
        "unit": lap.identitas("unit"),
        "tanggal": lap.parameter.tanggal_laporan,
        "parameter": lap.parameter.model_dump(),
        "masukan": dict(sorted({**lap.data.sidik, lap.aturan.berkas: lap.aturan.sidik}.items())),
    })
