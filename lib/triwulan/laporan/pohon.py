"""The programme tree as a post sees it: the sasaran, programmes, kegiatan and sub kegiatan of its Perjanjian Kinerja."""

from __future__ import annotations

from collections.abc import Iterator

from triwulan.form.calculate import BarisIsian, Isian
from triwulan.laporan.baris import HURUF, baris_id, berindikator, daftar_program, isian, satuan, target_dan_realisasi, turun
from triwulan.laporan.laporan import Laporan
from triwulan.office import anggaran, cari, kinerja
from triwulan.office.kode import PROGRAM, induk, potong

TIDAK_DIANGGARKAN = Isian(None, catatan="tidak dianggarkan", abai=True)


def cakupan(lap: Laporan, lingkup: str) -> list[str]:
    """The sub kegiatan with a budget that the post's Perjanjian Kinerja covers, by code."""
    janji = list(lap.perjanjian("anggaran")["rujukan"])
    return [s for s in _sub_kegiatan(lap, lingkup) if any(s == j or s.startswith(f"{j}.") for j in janji)]


def susunan(lap: Laporan, lingkup: str) -> list[str]:
    """The codes that have rows in the post's cost-per-outcome table."""
    return [*(kode for kode, _, _ in sasaran(lap, lingkup)), *(kode for _, kode, _ in _simpul(cakupan(lap, lingkup)))]


def biaya_per_hasil(lap: Laporan, lingkup: str) -> list[BarisIsian]:
    """Cost per outcome from the sasaran down to the sub kegiatan (Tabel 2.3). Letters and numerals are those of the whole
    office, so that a kegiatan has the same one in every report."""
    p, sub = lap.parameter, cakupan(lap, lingkup)
    uang = {"7": anggaran.pagu(lap.data, lingkup, p.sampai, "perubahan"), "8": anggaran.realisasi(lap.data, lingkup, p.sampai)}
    semua = list(dict.fromkeys(map(induk, _sub_kegiatan(lap, lingkup))))
    nomor = {kode: HURUF[n] for n, (kode, _, _) in enumerate(daftar_program(lap))} | {kode: romawi(n) for n, kode in enumerate(semua, 1)}
    rows = []
    for n, (kode, nama, ind) in enumerate(sasaran(lap, lingkup), 1):
        nilai = {k: isian(anggaran.jumlah(r, *program_sasaran(lap, kode))) for k, r in uang.items()}
        rows += _indikator(lap, lingkup, kode, f"{n}.", nama, nilai, 0, [ind])
    for tingkat, kode, urut in _simpul(sub):
        nilai = {k: isian(anggaran.jumlah(r, kode)) for k, r in uang.items()}
        rows += _indikator(lap, lingkup, kode, nomor.get(kode, str(urut)), lap.hasil(kode), nilai, tingkat, kinerja.indikator(lap.data, kode, lingkup))
    return rows


def _indikator(lap: Laporan, lingkup: str, kode: str, nomor: str, nama: str, uang: dict[str, Isian], tingkat: int, indikator: list) -> Iterator[BarisIsian]:
    """A row for each indicator of a code; the money stands in the first."""
    if not indikator:
        yield BarisIsian(kode, {"1": nomor, "2": nama}, uang, tingkat=tingkat)
    for urut, ind in enumerate(indikator):
        nilai = target_dan_realisasi(lap, ind, lingkup, "4", "5") | (uang if urut == 0 else {})
        teks = {"1": nomor if urut == 0 else "", "2": nama if urut == 0 else "", "3": ind["nama"]}
        yield BarisIsian(baris_id(lap, ind, lingkup), teks, nilai, satuan(ind), ganti=turun(lap, ind, "6", "4", "5"), tingkat=tingkat)


def capaian_sasaran(lap: Laporan, lingkup: str) -> list[BarisIsian]:
    """The sasaran that the post's programmes serve, against their targets (Tabel 2.2)."""
    return [
        BarisIsian(kode, {"1": nama, "2": ind["nama"]}, target_dan_realisasi(lap, ind, lingkup, "3", "4"), satuan(ind), ganti=turun(lap, ind, "5", "3", "4"))
        for kode, nama, ind in sasaran(lap, lingkup)
    ]


def pengukuran_sasaran(lap: Laporan, lingkup: str) -> list[BarisIsian]:
    """The same, the sasaran above its indicator (Sekretaris, Tabel 2.4)."""
    rows = []
    for n, (kode, nama, ind) in enumerate(sasaran(lap, lingkup), 1):
        rows.append(BarisIsian(f"judul-{kode}", {"1": str(n), "2": nama}, jenis="kelompok"))
        unit = "Persen" if ind["satuan"] == "%" else ind["satuan"]
        nilai = target_dan_realisasi(lap, ind, lingkup, "4", "5")
        rows.append(BarisIsian(kode, {"2": ind["nama"], "3": unit}, nilai, satuan(ind), ganti=turun(lap, ind, "6", "4", "5")))
    return rows


def pengukuran_kegiatan(lap: Laporan, lingkup: str) -> list[BarisIsian]:
    """Programme, kegiatan and sub kegiatan of the post with target and K in their units (eselon IV, Tabel 2.4); what it has
    promised without a budget is measured too."""
    rows, program, kegiatan = [], 0, 0
    janji = {i.rpartition("-")[0] for i in lap.perjanjian("target")["rujukan"]}
    for tingkat, kode, urut in _simpul(sorted({*cakupan(lap, lingkup), *(k for k in janji if PROGRAM.fullmatch(k))})):
        program, kegiatan = program + (tingkat == 1), kegiatan + (tingkat == 2)
        nomor = {1: HURUF[program - 1], 2: str(kegiatan), 3: f"{kegiatan}.{urut}"}[tingkat]
        for ke, ind in enumerate(kinerja.indikator(lap.data, kode, lingkup)):
            teks = {"1": nomor if ke == 0 else "", "2": lap.hasil(kode) if ke == 0 else "", "3": ind["nama"]}
            nilai = target_dan_realisasi(lap, ind, lingkup, "4", "5")
            rows.append(BarisIsian(baris_id(lap, ind, lingkup), teks, nilai, satuan(ind), ganti=turun(lap, ind, "6", "4", "5", " x 100%"), tingkat=tingkat))
    return rows


def anggaran_sub_kegiatan(lap: Laporan, lingkup: str) -> list[BarisIsian]:
    """The post's sub kegiatan: budget before and after the change, spending (Tabel 2.5)."""
    p, sub = lap.parameter, cakupan(lap, lingkup)
    kolom = {
        "3": anggaran.pagu(lap.data, lingkup, p.sampai, "murni"), "4": anggaran.pagu(lap.data, lingkup, p.sampai, "perubahan"),
        "5": anggaran.realisasi(lap.data, lingkup, p.sampai),
    }
    rows = []
    for n, kode in enumerate(sub, 1):
        nilai = {k: isian(anggaran.jumlah(r, kode)) for k, r in kolom.items()}
        if nilai["3"].nilai is None:
            nilai["3"] = TIDAK_DIANGGARKAN  # only the change brought it
        rows.append(BarisIsian(kode, {"1": str(n), "2": lap.data.nama(kode)}, nilai))
    return [*rows, BarisIsian("jumlah", {"2": "JUMLAH"}, anak=tuple(sub), jenis="jumlah")]


def sasaran(lap: Laporan, lingkup: str) -> list[tuple]:
    """(code, name, indicator) of each sasaran to which a programme of the post belongs."""
    program = {potong(s, 3) for s in cakupan(lap, lingkup)}
    return [s for s in berindikator(lap, "sasaran", lingkup) if program & set(program_sasaran(lap, s[0]))]


def program_sasaran(lap: Laporan, kode: str) -> tuple[str, ...]:
    """The programmes that serve a sasaran, by code."""
    return cari.program(lap.data, kode)


def _sub_kegiatan(lap: Laporan, lingkup: str) -> list[str]:
    """Every sub kegiatan with a budget in the scope, by code."""
    pagu = anggaran.pagu(lap.data, lingkup, lap.parameter.sampai, "perubahan")
    return sorted({kode for kode, _ in pagu if kode.count(".") == 5})


def _simpul(kode_: list[str]) -> Iterator[tuple[int, str, int]]:
    """(level, code, number within its parent) of the codes and all above them, parents first."""
    ada: dict[str, int] = {}
    for kode in (k for s in kode_ for k in (potong(s, 3), potong(s, 5), s)):
        if kode not in ada:
            atas = induk(kode)
            ada[kode] = sum(induk(k) == atas for k in ada) + 1
            yield {2: 1, 4: 2, 5: 3}[kode.count(".")], kode, ada[kode]


def romawi(n: int) -> str:
    """`XIII` for 13."""
    hasil = ""
    for nilai, tanda in ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        hasil, n = hasil + tanda * (n // nilai), n % nilai
    return hasil
