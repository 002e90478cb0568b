"""BAB III comparisons: realised K beside target, quarters, earlier years, the Renstra's end, a national standard. Where the
data hold nothing to compare with, a sentence says so in place of the table."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from triwulan.form.calculate import BarisIsian, Isian
from triwulan.form.table import Tabel
from triwulan.laporan.baris import baris_id, berindikator, daftar_program, isian, realisasi, satuan, target, turun
from triwulan.laporan.formulir import PER_TRIWULAN, PERBANDINGAN
from triwulan.laporan.laporan import Laporan, Teks
from triwulan.office import kinerja, pembanding
from triwulan.office.kinerja import Angka
from triwulan.office.periode import triwulan

#: (suffix of the row's id, name of the reference, its figure) of an indicator.
Acuan = tuple[str, str, Angka]


def dengan_target(lap: Laporan, nomor: str) -> Tabel | Teks:
    """Realised K beside the year's target, goals, sasaran and programmes."""
    return _tabel(lap, nomor, "Perbandingan dengan Target Tahun {tahun}", "target tahun {tahun}", lambda i, lingkup: [("", f"target {lap.parameter.tahun}", target(lap, i["id"], lingkup))])


def dengan_tahun_lalu(lap: Laporan, nomor: str) -> Tabel | Teks:
    """Realised K beside each earlier year that the data know; for shares also the state at the end of last year."""
    tahun = lap.parameter.tahun

    def acuan(ind, lingkup: str) -> list[Acuan]:
        lalu = [(f":{t}", f"realisasi {t}", a) for t, a in pembanding.tahun_lalu(lap.data, ind["id"], lingkup, tahun)]
        sd = pembanding.realisasi_sd(lap.data, ind["id"], lingkup, tahun - 1)
        return lalu + ([(f":sd-{tahun - 1}", f"realisasi Renstra s/d {tahun - 1}", sd)] if not lalu and ind["satuan"] == "%" else [])

    return _tabel(lap, nomor, "Perbandingan dengan Tahun-Tahun Sebelumnya", "realisasi tahun-tahun sebelum {tahun}", acuan)


def dengan_renstra(lap: Laporan, nomor: str) -> Tabel | Teks:
    """Realised K beside the target at the end of the Renstra."""
    return _tabel(lap, nomor, "Perbandingan dengan Target Akhir Renstra", "target akhir Renstra", lambda i, lingkup: [("", "target akhir Renstra", pembanding.target_renstra(lap.data, i["id"], lingkup, lap.parameter.tahun))])


def dengan_standar(lap: Laporan, nomor: str) -> Tabel | Teks:
    """Realised K beside the national standard, where the data name one."""
    return _tabel(lap, nomor, "Perbandingan dengan Standar Nasional", "standar nasional", lambda i, lingkup: [("", "standar nasional", pembanding.standar(lap.data, i["id"], lingkup, lap.parameter.tahun))])


def per_triwulan(lap: Laporan, nomor: str) -> Tabel:
    """Each quarter's K beside the accumulated one."""
    return lap.tabel(PER_TRIWULAN, nomor=nomor, judul="Realisasi per Triwulan Tahun {tahun}", baris=_triwulanan)


def _triwulanan(lap: Laporan, lingkup: str) -> list[BarisIsian]:
    p, rows = lap.parameter, []
    for n, ind in enumerate(_indikator(lap, lingkup), 1):
        nilai = {"3": isian(target(lap, ind["id"], lingkup)), "8": isian(realisasi(lap, ind["id"], lingkup), kinerja.satuan(ind, p.sampai.akhir))}
        for q in range(1, 5):
            angka = kinerja.realisasi(lap.data, ind["id"], lingkup, triwulan(p.tahun, q), lap.aturan.polaritas.turun)
            nilai[str(q + 3)] = isian(angka, kinerja.satuan(ind, 3)) if q <= p.triwulan else Isian(None, abai=True, alasan="triwulan ini belum berakhir")
        rows.append(BarisIsian(baris_id(lap, ind, lingkup), {"1": str(n), "2": ind["nama"]}, nilai, satuan(ind), ganti=turun(lap, ind, "9", "3", "8", " x 100%")))
    return rows


def _tabel(lap: Laporan, nomor: str, judul: str, apa: str, acuan: Callable[[object, str], list[Acuan]]) -> Tabel | Teks:
    def baris(lap: Laporan, lingkup: str) -> list[BarisIsian]:
        return [
            BarisIsian(
                baris_id(lap, ind, lingkup) + akhiran, {"1": str(n), "2": ind["nama"], "3": nama},
                {"4": isian(nilai), "5": isian(realisasi(lap, ind["id"], lingkup), kinerja.satuan(ind, lap.parameter.sampai.akhir))},
                satuan(ind), ganti=turun(lap, ind, "6", "4", "5", " x 100%"),
            )
            for n, (ind, akhiran, nama, nilai) in enumerate(ada(lingkup), 1)
        ]

    def ada(lingkup: str) -> list[tuple]:
        return [(ind, akhiran, nama, nilai) for ind in _indikator(lap, lingkup) for akhiran, nama, nilai in acuan(ind, lingkup) if nilai.nilai is not None]

    if not ada(lap.lingkup):
        return Teks(f"Perbandingan dengan {lap.isi(apa)} belum dapat disajikan: data belum memuatnya untuk satu pun indikator dalam laporan ini.")
    return lap.tabel(PERBANDINGAN, nomor=nomor, judul=judul, baris=baris)


def _indikator(lap: Laporan, lingkup: str) -> Iterator:
    """The indicators of goals, sasaran and programmes."""
    for jenis in ("tujuan", "sasaran"):
        yield from (ind for _, _, ind in berindikator(lap, jenis, lingkup))
    for kode, _, _ in daftar_program(lap):
        yield from kinerja.indikator(lap.data, kode, lingkup)
