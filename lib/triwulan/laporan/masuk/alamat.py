"""Problems of the data as an import would leave them, said in terms of what came in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from triwulan.laporan.masuk.usul import Hasil, Usul, kunci_sama, terbaca
from triwulan.office.masalah import Masalah
from triwulan.office.skema import SKEMA

#: So many rows are named.
BATAS = 5


def alamatkan(masalah: Sequence[Masalah], unit: str, hasil: Mapping[str, Hasil]) -> list[Masalah]:
    """The problems, those of rows that came in named by the cell they came in with; those of recorded choices (pilihan.csv) whose
    rows the import replaces or does not bring as one, by what it brings instead."""
    pilihan = [m for m in masalah if m.berkas == f"data/{unit}/pilihan.csv" and m.kolom == "baris"]
    bawaan = {m: b for m in pilihan if (b := _bawaan(m, hasil))}
    return [*([_pilihan(bawaan)] if bawaan else []), *(_satu(m, unit, hasil) for m in masalah if m not in bawaan)]


def _satu(m: Masalah, unit: str, hasil: Mapping[str, Hasil]) -> Masalah:
    nama = m.berkas.removeprefix(f"data/{unit}/").removesuffix(".csv")
    usul = hasil[nama].asal.get(m.baris) if nama in hasil and m.baris else None
    if usul is None:
        return m
    return replace(m, berkas=f"{usul.di(m.kolom.partition('+')[0])} ({m.kolom or nama})", baris=None, kolom="", nilai=m.nilai and terbaca(nama, m.kolom, m.nilai))


def _bawaan(m: Masalah, hasil: Mapping[str, Hasil]) -> list[tuple[str, Usul]]:
    """What an import brings of the account whose row a choice explains, but for other months: data file and row."""
    kunci = kunci_sama((m.nilai or "").split("|"))
    return [(nama, u) for nama, h in hasil.items() if SKEMA[nama].kunci[-1] == "periode" for u in h.asal.values() if kunci_sama(u.kunci)[:-1] == kunci[:-1]]


def _pilihan(bawaan: Mapping[Masalah, Sequence[tuple[str, Usul]]]) -> Masalah:
    """All such choices in one problem: they have one cause."""
    (nama, pertama), *_ = next(iter(bawaan.values()))
    bulan = sorted({u.kunci[-1] for b in bawaan.values() for _, u in b})
    rinci = "; ".join(f"{' '.join(k for k in m.nilai.split('|') if k)} (pilihan.csv baris {m.baris})" for m in [*bawaan][:BATAS])
    lagi = f"; dan {len(bawaan) - BATAS} lainnya" if len(bawaan) > BATAS else ""
    return Masalah(pertama.di(), f"impor ini membawa {', '.join(bulan)}, sedangkan pilihan.csv menerangkan baris {nama}.csv dengan bulan lain, yang sesudah impor ini tidak ada: {rinci}{lagi}. Periksa dulu apakah bulan di judul berkas ini benar. Bila benar, sesuaikan periode di kolom baris pilihan.csv itu, lalu impor lagi")
