"""Our own reports before they are filed: what the guidelines ask for and the data do not hold yet.

After Peraturan Menteri PANRB 53/2014 (what BAB III compares) and 88/2021 (what an AKIP evaluation looks for).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from triwulan.form.angka import tampil
from triwulan.form.audit.temuan import Temuan
from triwulan.form.table import Tabel
from triwulan.laporan import kaskade, status
from triwulan.laporan.baris import berindikator, daftar_program
from triwulan.laporan.laporan import Laporan
from triwulan.laporan.pemeriksaan.besaran import Besaran
from triwulan.laporan.pemeriksaan.silang import KANTOR, SELURUH
from triwulan.office import aturan, kinerja, pembanding
from triwulan.office.masalah import Masalah
from triwulan.office.periode import tanggal, tenggat

PERMEN = "PermenPANRB 53/2014, Lampiran II BAB III"
AKIP = "PermenPANRB 88/2021, komponen pelaporan"


def periksa(laporan: Mapping[str, Laporan], besaran: Besaran) -> Iterator[Temuan]:
    """What is missing or does not fit in our own reports, each with the row of data or the cell that it is about."""
    lap = laporan.get("lkj-camat") or next(iter(laporan.values()))
    yield from _tenggat(lap)
    for k in status.kosong(lap.data, lap.parameter, lap.aturan):
        yield _kurang(f"{k.berkas}#{k.kunci}", f"isian:{k.jenis}", f"{status.judul(k)}: {k.nama} belum diisi", f"diisi oleh {k.jabatan}" if k.jabatan else "")
    yield from _pembanding(lap)
    yield from _bukti(lap)
    for masalah in (*(m for m in lap.data.peringatan if not _kelak(m, lap)), *kaskade.periksa(lap)):
        sebab = f"{masalah.nilai}: {masalah.harapan}" if masalah.nilai else masalah.harapan
        ragam = "-".join(re.findall(r"[a-z]{3,}", masalah.harapan.lower())[:5])
        yield Temuan(f"{masalah.berkas}#{masalah.baris or ''}", "kurang", "catatan", sebab=sebab, kelompok=f"kurang:data:{ragam}")
    if "evaluasi-renja" in laporan:
        yield from _penyebab(laporan["evaluasi-renja"].tabel_tampil["utama"], lap)
    yield from _lingkup(besaran)


def _kelak(masalah: Masalah, lap: Laporan) -> bool:
    """Whether a warning is of money spent after the report's quarter: the data are read for the whole year."""
    rows = lap.data["realisasi_rp"]
    return masalah.berkas.endswith("/realisasi_rp.csv") and masalah.baris in rows.index and rows.loc[masalah.baris, "periode"].hari_akhir > lap.parameter.periode.hari_akhir


def _tenggat(lap: Laporan) -> Iterator[Temuan]:
    p = lap.parameter
    batas = tenggat(p.tahun, p.triwulan, lap.aturan.tenggat.hari)
    if date.fromisoformat(p.tanggal_laporan) > batas:
        yield Temuan("parameter/tanggal_laporan", "tenggat", "catatan", p.tanggal_laporan, tanggal(batas), sebab="laporan melewati batas penyampaian", bukti=lap.aturan.tenggat.dasar.dokumen, kelompok="tenggat:laporan-kita")


def _pembanding(lap: Laporan) -> Iterator[Temuan]:
    """Goals, sasaran and programmes without earlier years or the Renstra's end to compare with."""
    data, tahun = lap.data, lap.parameter.tahun
    indikator = [i for jenis in ("tujuan", "sasaran") for _, _, i in berindikator(lap, jenis, lap.lingkup)]
    indikator += [i for kode, _, _ in daftar_program(lap) for i in kinerja.indikator(data, kode, lap.lingkup)]
    for ind in indikator:
        lalu = pembanding.tahun_lalu(data, ind["id"], lap.lingkup, tahun) or pembanding.realisasi_sd(data, ind["id"], lap.lingkup, tahun - 1).nilai is not None
        if not lalu:
            yield _kurang(f"data/{data.unit}/pembanding.csv#{ind['id']}", "tahun-lalu", f"{ind['nama']}: belum ada realisasi tahun-tahun lalu sebagai pembanding", PERMEN)
        if pembanding.target_renstra(data, ind["id"], lap.lingkup, tahun).nilai is None:
            yield _kurang(f"data/{data.unit}/pembanding.csv#{ind['id']}", "renstra", f"{ind['nama']}: belum ada target akhir Renstra sebagai pembanding", PERMEN)


def _bukti(lap: Laporan) -> Iterator[Temuan]:
    rows = lap.data["realisasi_k"]
    for r in rows[rows["periode"].map(lap.parameter.sampai.memuat).astype(bool)].itertuples():
        if not r.bukti:
            yield _kurang(r.acuan, "bukti", f"realisasi {lap.data.nama_indikator[r.indikator]} belum menyebut bukti", AKIP)


def _penyebab(utama: Tabel, lap: Laporan) -> Iterator[Temuan]:
    """A cause for each target that is missed and for each that is exceeded, a remedy for each that is missed."""
    for b in utama.baris:
        sel = b.sel.get("14/K")
        if not hasattr(sel, "nilai") or sel.nilai is None or b.jenis != "data":
            continue
        lewat, kurang = sel.nilai > 100, not aturan.memenuhi(lap.aturan.skala, sel.nilai)
        if (lewat or kurang) and not b.sel["18"]:
            apa = "target terlampaui" if lewat else "target belum tercapai"
            yield _kurang(f"{utama.laporan}/{utama.tabel}/{b.id}/18", "penyebab", f"{apa} (capaian {tampil(sel.nilai, 2)} %) tanpa penyebab di kolom 18", PERMEN)
        if kurang and not b.sel["19"]:
            yield _kurang(f"{utama.laporan}/{utama.tabel}/{b.id}/19", "upaya", f"target belum tercapai (capaian {tampil(sel.nilai, 2)} %) tanpa upaya di kolom 19", PERMEN)


def _lingkup(besaran: Besaran) -> Iterator[Temuan]:
    """Our own figures of the office above those with its kelurahan: the data of the two scopes do not fit each other."""
    for (nama, baris, s), n in besaran.nilai.items():
        m = besaran.nilai.get((nama, baris, SELURUH))
        persen = besaran.nilai.get(("target", baris, SELURUH)) == 100
        if s == KANTOR and nama in ("K", "pagu", "realisasi") and n is not None and m is not None and n > m and not (nama == "K" and persen):
            alamat = besaran.tempat[nama, baris, KANTOR][0]
            yield Temuan(alamat, "silang", "silang", tampil(n, None), "", sebab="kantor saja lebih besar daripada kantor beserta kelurahan", bukti=f"{tampil(n, None)} terhadap {tampil(m, None)} di {besaran.tempat[nama, baris, SELURUH][0]}", kelompok=f"silang:data:{nama}:{baris}")


def _kurang(alamat: str, apa: str, sebab: str, bukti: str = "") -> Temuan:
    return Temuan(alamat, "kurang", "catatan", sebab=sebab, bukti=bukti, kelompok=f"kurang:{apa}")
