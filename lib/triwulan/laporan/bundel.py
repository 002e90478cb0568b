"""What the press needs to build a quarter: checked parameters in, one bundle a report out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from triwulan.laporan import kaskade, sorotan, status
from triwulan.laporan.buka import asal, muat, siapkan
from triwulan.laporan.daftar import JENIS, Satuan, laporan, pelengkap, pilih
from triwulan.laporan.laporan import Laporan
from triwulan.office import params
from triwulan.office.aturan import Aturan
from triwulan.office.masalah import Masalah, MasukanSalah
from triwulan.office.periode import tenggat
from triwulan.office.proyek import akar_proyek
from triwulan.press.build import Bundel


@dataclass(frozen=True)
class Rencana:
    """A quarter to compile: where it goes under the output folder, its bundles, warnings, input checksums; for the run record
    why its reports are drafts ("" for final ones), what holds for the quarter as a whole, the rule set it is graded by."""

    tempat: Path
    bundel: tuple[Bundel, ...]
    peringatan: tuple[Masalah, ...]
    masukan: dict[str, str]
    draf: str = ""
    triwulan: dict = field(default_factory=dict)
    aturan: Aturan | None = None


def berkas_parameter(berkas: Sequence[Path]) -> list[Path]:
    """The parameter files meant: those named, else every quarter of every unit of the project."""
    akar = akar_proyek()
    return list(berkas) or sorted(p for p in (akar / "params").glob("*/*.yaml") if p.parent.name != "aturan")


def rencana(berkas: Sequence[Path], nama: Sequence[str]) -> list[Rencana]:
    """One plan a parameter file. Everything is read and checked first: raises MasukanSalah with all problems of all files."""
    akar, masalah, out = akar_proyek(), [], []
    tujuan: dict[Path, Path] = {}
    for path in berkas_parameter(berkas):
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
        bundel = tuple(
            Bundel(s.nama, akar / "notebooks" / JENIS[s.jenis].notebook, mentah | _tambahan(s), akar, s.bagian)
            for s in dipilih
        )
        tempat = Path(parameter.unit) / f"{parameter.tahun}-tw{parameter.triwulan}"
        if tempat in tujuan:
            masalah.append(Masalah(path.name, f"unit dan triwulannya sama dengan {tujuan[tempat].name}; hapus salah satu atau sebut berkas yang dimaksud"))
        tujuan[tempat] = path
        if laps:
            keadaan, isi = status.keadaan(data, parameter, aturan), asal(laps[0]).isi
            peringatan = (*data.peringatan, *_terlambat(laps[0]), *status.peringatan(keadaan.kosong), *kaskade.periksa(laps[0]))
            out.append(Rencana(tempat, bundel, peringatan, isi["masukan"], isi["draf"], sorotan.triwulan(data, parameter, aturan, semua, keadaan), aturan))
    if masalah:
        raise MasukanSalah(list(dict.fromkeys(masalah)))
    return out


def _tambahan(s: Satuan) -> dict[str, str]:
    """The parameters that a kind of report has beyond those of its quarter."""
    return {"laporan": s.laporan} if s.laporan else {} if JENIS[s.jenis].jabatan else {"jabatan": s.jabatan}


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
