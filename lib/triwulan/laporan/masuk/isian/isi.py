"""The entry cells of a workbook read: those with a place in the data, those of rows with a key of their own."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date

from triwulan.form.angka import desimal
from triwulan.form.lembar.grid import Kotak
from triwulan.laporan.isian.cap import TETAP, SelCap
from triwulan.laporan.isian.model import SUDAH
from triwulan.laporan.masuk.isian.buka import BukuIsian
from triwulan.laporan.masuk.isian.gabung import Isian, sama
from triwulan.laporan.masuk.isian.nilai import Keliru, angka_semua, galat, kosong, tanggal, teks, tertulis, tidak_panjang
from triwulan.laporan.masuk.isian.rekaman import Rekaman
from triwulan.office import periode
from triwulan.office.masalah import Masalah

#: A percentage that a %-formatted cell shows beyond this was most likely typed as 56,5 into it.
PERSEN_TERTINGGI = 150


@dataclass
class Isi:
    """What a workbook's entry cells hold; what in them cannot be read; what is worth a second look."""

    sel: list[Isian] = field(default_factory=list)
    rekaman: list[Rekaman] = field(default_factory=list)
    masalah: list[Masalah] = field(default_factory=list)
    perhatian: list[Masalah] = field(default_factory=list)


def dokumen(b: BukuIsian) -> str:
    """The name of a workbook among the sources: its quarter, and which of the quarter's workbooks it is."""
    return f"isian-{b.cap.kop['periode']}-{b.sidik[:8]}"


def baca(b: BukuIsian) -> Isi:
    """Every entry cell of a workbook, or why it cannot be read."""
    q = periode.baca(b.cap.kop["periode"])
    contoh, satuan = date(q.tahun, q.awal, 5), {(s.lembar, s.baris): s.isi for s in b.cap.sel if (s.jenis, s.kolom) == (TETAP, "satuan")}
    hasil, jadi = Isi(), {}
    for nama in dict.fromkeys(s.lembar for s in b.sel):
        milik = {s: k for s, k in b.sel.items() if s.lembar == nama}
        angka = {}
        for s, k in milik.items():
            try:
                if kosong(k):
                    jadi[s] = ""
                elif salah := galat(k):
                    raise Keliru(salah)
                elif s.bentuk == "angka":
                    angka[s] = (k, s.satuan or satuan.get((nama, s.baris), "").replace("%", ""))
                else:
                    jadi[s] = _kata(s, k, contoh)
            except Keliru as keliru:
                hasil.masalah.append(Masalah(b.di(s), str(keliru), None, "", tertulis(k)))
        nilai, salah = angka_semua(angka)
        hasil.masalah += [Masalah(b.di(s), kata, None, "", tertulis(milik[s])) for s, kata in salah.items()]
        hasil.masalah += [Masalah(b.di(s), "tidak boleh negatif", None, "", tertulis(milik[s])) for s, v in nilai.items() if s.berkas != "realisasi_rp" and v.startswith("-")]
        hasil.perhatian += [_persen(b.di(s), milik[s]) for s, v in nilai.items() if not sama(v, s.isi) and s.satuan == "%" and milik[s].persen and float(v) > PERSEN_TERTINGGI]
        jadi |= nilai
    hasil.sel = [Isian(s.berkas, s.kunci_data, s.medan, v, s.isi, b.di(s), dokumen(b)) for s, v in jadi.items() if not s.rekaman]
    hasil.rekaman = _rekaman(b, {s: v for s, v in jadi.items() if s.rekaman})
    return hasil


def _kata(s: SelCap, k: Kotak, contoh: date) -> str:
    """A cell that is no figure. What was exported is taken back however long it is. Raises Keliru."""
    if s.bentuk == "tanggal":
        return tanggal(k, contoh)
    kata = teks(k)
    if s.bentuk == "pilihan":
        return _pilihan(kata)
    return kata if sama(kata, s.isi) else tidak_panjang(kata)


def _pilihan(kata: str) -> str:
    if kata.lower() not in (SUDAH, "sudah", "y"):
        raise Keliru(f"pilih {SUDAH}, atau kosongkan sel ini")
    return SUDAH


def _persen(di: str, k: Kotak) -> Masalah:
    lain = desimal(k.nilai).replace(".", ",")
    return Masalah(di, f"selnya berformat persen, jadi dibaca {tertulis(k).replace('%', ' %')}; bila yang dimaksud {lain} %, ubah format selnya menjadi Umum, lalu tulis {lain}", None, "", tertulis(k))


def _rekaman(b: BukuIsian, isi: dict[SelCap, str]) -> list[Rekaman]:
    baris: dict[tuple[str, str], Rekaman] = {}
    for s, v in isi.items():
        r = baris.setdefault((s.lembar, s.baris), Rekaman(s.berkas, s.baris, s.kunci_data, json.loads(s.rekaman), dokumen(b)))
        r.isi[s.medan], r.dasar[s.medan], r.letak[s.medan] = v, s.isi, b.di(s)
    # A row of which a cell could not be read is no row; that cell is a problem already.
    lengkap = {(s.lembar, s.baris): sum((t.lembar, t.baris) == (s.lembar, s.baris) for t in b.sel) for s in isi}
    return [r for k, r in baris.items() if len(r.isi) == lengkap[k]]
