"""What the press needs to build a quarter: checked parameters in, one bundle a report out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from triwulan.laporan import kaskade, penutupan, sorotan, status
from triwulan.laporan.buka import PEMERIKSA, asal, masukan, muat, siapkan
from triwulan.laporan.daftar import JENIS, Satuan, laporan, pelengkap, pilih
from triwulan.laporan.laporan import Laporan
from triwulan.office import paket, params
from triwulan.office.aturan import Aturan
from triwulan.office.data import Data
from triwulan.office.masalah import Masalah, MasukanSalah
from triwulan.office.periode import tenggat
from triwulan.office.proyek import akar_proyek
from triwulan.press.laksana import Bundel


@dataclass(frozen=True)
class Rencana:
    """A quarter to compile: its parameter file, where it goes under the output folder, its bundles, warnings, input checksums; for the run record
    why its reports are drafts ("" for final ones), what holds for the quarter as a whole, the rule set it is graded by."""

    params: Path
    tempat: Path
    bundel: tuple[Bundel, ...]
    peringatan: tuple[Masalah, ...]
    masukan: dict[str, str]
    draf: str = ""
    triwulan: dict = field(default_factory=dict)
    aturan: Aturan | None = None


def rencana(berkas: Sequence[Path], nama: Sequence[str]) -> list[Rencana]:
    """One plan a parameter file. Everything is read and checked first: raises MasukanSalah with all problems of all files."""
    akar, masalah, out = akar_proyek(), [], []
    tujuan: dict[Path, Path] = {}
    for path in params.berkas_parameter(akar, berkas):
        try:
            parameter, mentah = params.baca(path, akar)
            data, aturan = muat(parameter)
            semua = [*laporan(data, parameter.tahun), *pelengkap(data, parameter.tahun)]
            masalah += _tidak_ada(semua, nama, data.unit, parameter.tahun)
            dipilih = pilih(semua, nama)
            laps = _siapkan(dipilih, parameter, data, aturan)
        except MasukanSalah as salah:
            masalah += salah.masalah
            continue
        baca = cache(lambda jalur: (akar / jalur).read_bytes())
        bundel = tuple(Bundel(s.nama, _notebook(s), mentah | _tambahan(s), _berkas(akar, s, parameter, data, aturan, baca), s.bagian) for s in dipilih)
        tempat = Path(parameter.unit) / f"{parameter.tahun}-tw{parameter.triwulan}"
        if tempat in tujuan:
            masalah.append(Masalah(path.name, f"unit dan triwulannya sama dengan {tujuan[tempat].name}; hapus salah satu atau sebut berkas yang dimaksud"))
        tujuan[tempat] = path
        if laps:
            keadaan, isi = status.keadaan(data, parameter, aturan), asal(laps[0]).isi
            peringatan = (*data.peringatan, *penutupan.perbaikan(data, parameter), *_terlambat(laps[0]), *status.peringatan(keadaan.kosong), *kaskade.periksa(laps[0]))
            out.append(Rencana(path, tempat, bundel, peringatan, isi["masukan"], isi["draf"], sorotan.triwulan(data, parameter, aturan, semua, keadaan), aturan))
    if masalah:
        raise MasukanSalah(list(dict.fromkeys(masalah)))
    return out


def _tambahan(s: Satuan) -> dict[str, str]:
    """The parameters that a kind of report has beyond those of its quarter."""
    return {"laporan": s.laporan} if s.laporan else {} if JENIS[s.jenis].jabatan else {"jabatan": s.jabatan}


def _notebook(s: Satuan) -> str:
    return f"notebooks/{JENIS[s.jenis].notebook}"


def _berkas(akar: Path, s: Satuan, parameter: params.Parameter, data: Data, aturan_: Aturan, baca: Callable[[str], bytes]) -> dict[str, bytes]:
    """All that a report may read, by path in the project: its inputs, the documents that rows may cite, its notebook, for an audit those of
    the reports it fills; of other quarters' parameter files the names, since nothing else of them is looked at."""
    memeriksa = s.jenis in PEMERIKSA
    notebook = {_notebook(s), *(_notebook(x) for x in laporan(data, parameter.tahun) if memeriksa and not x.bagian)}
    deskriptor = f"data/{data.unit}/{paket.NAMA}"
    isi = {p.relative_to(akar).as_posix(): b"" for p in params.berkas_terbuka(akar, data.unit).values()}
    isi |= {j: baca(j) for j in masukan(data, aturan_, parameter, memeriksa, akar)} | {deskriptor: paket.ringkas(baca(deskriptor))}
    return isi | {j: baca(j) for j in sorted(notebook) if (akar / j).is_file()}


def _siapkan(satuan: Sequence[Satuan], parameter: params.Parameter, data, aturan) -> list[Laporan]:
    """Every report opened; raises MasukanSalah with what all of them lack."""
    laps, masalah = [], []
    for s in satuan:
        try:
            laps.append(siapkan(s, parameter, data, aturan))
        except MasukanSalah as salah:
            masalah += salah.masalah
    if masalah:
        raise MasukanSalah(masalah)
    return laps


def _tidak_ada(semua: Sequence[Satuan], nama: Sequence[str], unit: str, tahun: int) -> list[Masalah]:
    if not semua:
        return [Masalah(f"data/{unit}/perjanjian.csv", f"belum ada naskah Perjanjian Kinerja {tahun}; tanpa itu tidak diketahui siapa yang melapor")]
    return [
        Masalah("--laporan", f"tidak dikenal; laporan yang ada: {', '.join(s.nama for s in semua)}", None, "", n)
        for n in nama if n not in {x for s in semua for x in (s.nama, s.jenis)}
    ]


def _terlambat(lap: Laporan) -> list[Masalah]:
    """A report dated after its deadline is compiled, and said to be late."""
    p = lap.parameter
    batas = tenggat(p.tahun, p.triwulan, lap.aturan.tenggat.hari).isoformat()
    return [Masalah("parameter", f"laporan melewati batas penyampaian {batas}", None, "tanggal_laporan", p.tanggal_laporan)] if p.tanggal_laporan > batas else []
