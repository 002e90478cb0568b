"""What the press needs to build a quarter: checked parameters in, one bundle a report out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from triwulan.laporan.asal import akar_proyek
from triwulan.laporan.baris import realisasi
from triwulan.laporan.buka import asal, siapkan
from triwulan.laporan.daftar import LAPORAN
from triwulan.laporan.laporan import Laporan
from triwulan.office import anggaran, params
from triwulan.office.kinerja import Angka
from triwulan.office.masalah import Masalah, MasukanSalah
from triwulan.office.periode import tenggat
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
    dipilih = [nama for nama in LAPORAN if not laporan or nama in laporan] or list(LAPORAN)
    tujuan: dict[Path, Path] = {}
    for path in berkas or sorted(p for p in (akar / "params").glob("*/*.yaml") if p.parent.name != "aturan"):
        try:
            parameter, mentah = params.baca(path, akar)
            lap = siapkan(dipilih[0], parameter)
        except MasukanSalah as salah:
            masalah += salah.masalah
            continue
        bundel = tuple(Bundel(nama, akar / "notebooks" / LAPORAN[nama].notebook, mentah, akar) for nama in dipilih)
        tempat = Path(parameter.unit) / f"{parameter.tahun}-tw{parameter.triwulan}"
        if tempat in tujuan:
            masalah.append(Masalah(path.name, f"unit dan triwulannya sama dengan {tujuan[tempat].name}; hapus salah satu atau sebut berkas yang dimaksud"))
        tujuan[tempat] = path
        out.append(Rencana(tempat, bundel, (*lap.data.peringatan, *_terlambat(lap), *_kosong(lap)), asal(lap).isi["masukan"]))
    if masalah:
        raise MasukanSalah(masalah)
    return out


def _kosong(lap: Laporan) -> list[Masalah]:
    """What the quarter still lacks, said before a report full of "-" is taken for a finished one."""
    p, folder, salah = lap.parameter, f"data/{lap.data.unit}", []
    rows = lap.data["indikator"]
    for id_ in dict.fromkeys(rows[rows["lingkup"].isin(["", lap.lingkup])]["id"]):
        angka = realisasi(lap, id_, lap.lingkup)
        if angka.nilai is None:
            salah.append(Masalah(f"{folder}/realisasi_k.csv", f"{angka.catatan}; tercetak \"-\"", None, id_))
    terpakai = anggaran.realisasi(lap.data, lap.lingkup, p.sampai)
    kosong = [a for a in terpakai.values() if a.nilai is None] or ([] if terpakai else [Angka(None, catatan="belum ada realisasi anggaran triwulan ini")])
    return salah + [Masalah(f"{folder}/realisasi_rp.csv", f"{kosong[0].catatan}; tercetak \"-\" ({len(kosong)} baris)") for _ in kosong[:1]]


def _terlambat(lap: Laporan) -> list[Masalah]:
    """A report dated after its deadline is compiled, and said to be late."""
    p = lap.parameter
    batas = tenggat(p.tahun, p.triwulan, lap.aturan.tenggat.hari).isoformat()
    return [Masalah("parameter", f"laporan melewati batas penyampaian {batas}", None, "tanggal_laporan", p.tanggal_laporan)] if p.tanggal_laporan > batas else []
