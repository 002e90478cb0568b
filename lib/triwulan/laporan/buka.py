"""A notebook's first call: parameters checked, data and rules read, provenance shown."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from triwulan.form.tanya import TidakDikenal, pilihan
from triwulan.laporan import penutupan, status
from triwulan.laporan.daftar import JENIS, Satuan, laporan
from triwulan.laporan.laporan import Laporan
from triwulan.laporan.taut import Tautan
from triwulan.office import aturan, jawaban, params, terbit
from triwulan.office import data as data_
from triwulan.office.masalah import Masalah, MasukanSalah
from triwulan.office.periode import Periode, tulis
from triwulan.office.proyek import akar_proyek
from triwulan.press.blok import Asal

#: What a kind of report is told beyond its quarter.
MODEL = {"lkj-eselon-iv": params.ParameterJabatan, "lembar-koreksi": params.ParameterLembar}
#: Kinds that read what was filed and answered too.
PEMERIKSA = ("pemeriksaan", "lembar-koreksi", "telusur-angka")


def buka(jenis: str, ruang: Mapping) -> Laporan:
    """The report of a kind under the parameters in `ruang` (the notebook's `globals()`).

    Shows what it was made from. Raises MasukanSalah with every unknown or wrong parameter, and every problem in the
    data and the rule set, at once; TidakDikenal for a kind that does not exist.
    """
    from IPython.display import display

    if jenis not in JENIS:
        raise TidakDikenal(f"jenis laporan {jenis!r} tidak ada; {pilihan(jenis, JENIS)}")
    akar, jabatan = akar_proyek(), JENIS[jenis].jabatan
    parameter = params.dari_notebook(ruang, akar, MODEL.get(jenis, params.Parameter))
    nama = {"lkj-eselon-iv": "lkj-{0.jabatan}", "lembar-koreksi": "koreksi-{0.laporan}"}.get(jenis, jenis).format(parameter)
    lap = siapkan(Satuan(nama, jenis, jabatan or parameter.jabatan), parameter, *muat(parameter))
    display(asal(lap))
    return lap


def muat(parameter: params.Parameter, akar: Path | None = None) -> tuple[data_.Data, aturan.Aturan]:
    """The data and the rule set that the parameters name, checked; all problems in one MasukanSalah. `akar`: the project's
    folder, without it the one worked in."""
    akar, masalah = akar or akar_proyek(), []
    try:
        aturan_ = aturan.muat(akar, parameter.aturan)
    except MasukanSalah as salah:
        masalah += salah.masalah
    try:
        data = data_.muat(akar, parameter.unit)
    except MasukanSalah as salah:
        masalah += salah.masalah
    try:
        jawaban.muat(akar, parameter.unit)
    except MasukanSalah as salah:
        masalah += salah.masalah
    if not masalah:
        masalah += [*_cara(data, aturan_), *_di_luar(data, params.terbuka(akar, parameter)), *_nomor_naskah(data)]
    if not masalah:
        data = penutupan.dengan_penutupan(akar, data)
        masalah += penutupan.masalah(data)
    if masalah:
        raise MasukanSalah(masalah)
    aturan.berlaku(aturan_, parameter.periode.hari_akhir.isoformat())
    return data, aturan_


def siapkan(satuan: Satuan, parameter: params.Parameter, data: data_.Data, aturan_: aturan.Aturan) -> Laporan:
    """One report, with what its texts need looked up, so that what is missing is said before anything runs."""
    lap = Laporan(satuan.nama, satuan.jenis, satuan.jabatan, parameter, data, aturan_)
    lap.tautan = Tautan(lap)
    lap.kata
    if kosong := [j for j in ("target", "anggaran") if lap.perjanjian(j).empty]:
        raise MasukanSalah([
            Masalah(f"data/{data.unit}/perjanjian.csv", f"Perjanjian Kinerja {parameter.tahun} jabatan ini belum punya baris {j}; laporannya tidak dapat disusun", None, "jabatan", lap.jabatan)
            for j in kosong
        ])
    return lap


def _di_luar(data: data_.Data, terbuka: list[Periode]) -> list[Masalah]:
    """Nothing is reported for a quarter that has not been opened, nor for a year before the unit's first."""
    akhir, awal = max(terbuka), min(terbuka).tahun
    nanti = f"triwulan ini belum dibuka (yang terakhir berakhir {akhir.hari_akhir}); betulkan periodenya, atau jalankan: triwulan baru periode"
    dulu = f"sebelum tahun pertama kantor ini ({awal}); betulkan periodenya; angka tahun lalu ditulis di pembanding.csv"
    return [
        Masalah(f"data/{data.unit}/{berkas}.csv", dulu if p.tahun < awal else nanti, n, "periode", tulis(p))
        for berkas in ("realisasi_k", "realisasi_rp") for n, p in data[berkas]["periode"].items() if p.tahun < awal or (p.tahun, p.akhir) > (akhir.tahun, akhir.akhir)
    ]


def _cara(data: data_.Data, aturan_: aturan.Aturan) -> list[Masalah]:
    """Every method an indicator declares is one that the rule set knows."""
    return [
        Masalah(f"data/{data.unit}/indikator.csv", f"tidak ada dalam {aturan_.berkas}; yang ada: {', '.join(cara)}", n, kolom, nilai)
        for kolom, cara in (("metode", aturan_.gabungan.cara), ("akumulasi", aturan_.akumulasi.cara))
        for n, nilai in data["indikator"][kolom].items() if nilai not in cara
    ]


def _nomor_naskah(data: data_.Data) -> list[Masalah]:
    """A letter number belongs to a report that the office owes in that year."""
    rows = data["narasi"][data["narasi"]["jenis"] == "nomor-naskah"]
    nama = {tahun: [s.nama for s in laporan(data, tahun)] for tahun in {p.tahun for p in rows["periode"]}}
    return [
        Masalah(f"data/{data.unit}/narasi.csv", f"bukan laporan kantor ini pada {p.tahun}; yang ada: {', '.join(nama[p.tahun])}", n, "rujukan", r)
        for n, r, p in zip(rows.index, rows["rujukan"], rows["periode"]) if r not in nama[p.tahun]
    ]


def asal(lap: Laporan) -> Asal:
    """Parameters, input checksums and document metadata, as they travel in the notebook."""
    kosong = status.kosong(lap.data, lap.parameter, lap.aturan)
    return Asal({
        "laporan": lap.nama,
        "draf": "" if status.lengkap(kosong) else f"{len(kosong)} hal belum diisi, di antaranya: {status.judul(kosong[0])}",
        "judul": lap.isi(JENIS[lap.jenis].judul),
        "unit": lap.identitas("unit"),
        "tanggal": lap.parameter.tanggal_laporan,
        "kertas": lap.data.kertas,
        "parameter": lap.parameter.model_dump(),
        "masukan": masukan(lap.data, lap.aturan, lap.parameter, lap.jenis in PEMERIKSA),
    })


def masukan(data: data_.Data, aturan_: aturan.Aturan, parameter: params.Parameter, memeriksa: bool, akar: Path | None = None) -> dict[str, str]:
    """The SHA-256 of each file that a report is made from: the closed quarters whose changes it tells of, with their rule sets, among
    them; of an audit (`memeriksa`) also the filed documents and the answers, which no other report reads."""
    akar, semua = akar or akar_proyek(), data.sidik | {aturan_.berkas: aturan_.sidik}
    for p in penutupan.diceritakan(data, parameter):
        semua |= p.sidik
    if memeriksa:
        semua |= jawaban.muat(akar, data.unit)[1]
        if terbit.ada(akar, data.unit, tulis(parameter.periode)):
            semua |= terbit.muat(akar, data.unit, tulis(parameter.periode)).sidik
    return dict(sorted(semua.items()))
