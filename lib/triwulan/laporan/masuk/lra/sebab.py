"""One cause that explains a flood of problems: columns exchanged, a table that stands twice or breaks off, another month's heading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

from triwulan.laporan.masuk.lra import bulan, pohon, rekening
from triwulan.laporan.masuk.lra.kolom import NAMA, RUPIAH
from triwulan.laporan.masuk.lra.periksa import Diperiksa, Konteks, periksa
from triwulan.laporan.masuk.lra.tabel import Baris, Tabel
from triwulan.office.masalah import Masalah
from triwulan.office.periode import Periode

#: A cause explains the problems of which it leaves no more than one in so many.
PERSEPULUH = 10
#: So many rows that come once more in the same order are a part of the table, not a slip.
BERULANG = 3

#: What a cause says, and the LRA as it were without it.
Calon = tuple[str, Diperiksa]


def cari(x: Konteks, t: Tabel, waktu: Periode, hasil: Diperiksa) -> list[Masalah]:
    """The problems of an LRA: where one cause explains most of them that one first, then only what it does not explain."""
    calon = [*_berulang(x, t, waktu), *_terpotong(x, t, waktu, hasil), *_bulan_lain(x, t, waktu, hasil), *_tertukar(x, t, waktu, hasil)]
    kata, sisa = min(calon, key=lambda c: len(c[1].masalah), default=("", hasil))
    if kata and len(sisa.masalah) <= len(hasil.masalah) // PERSEPULUH:
        return [Masalah(x.berkas, kata), *sisa.ringkas]
    return hasil.ringkas


def _berulang(x: Konteks, t: Tabel, waktu: Periode) -> Iterator[Calon]:
    """Rows that stand there a second time, in their order."""
    pertama: dict[object, int] = {}
    lagi: list[tuple[int, int]] = []
    for n, b in enumerate(t.semua):
        m = pertama.setdefault(b.kode if any(b.kode) else b.tertulis, n)
        if m != n:
            lagi.append((m, n))
    ruas: list[list[tuple[int, int]]] = []
    for m, n in lagi:
        if ruas and ruas[-1][-1] == (m - 1, n - 1):
            ruas[-1].append((m, n))
        else:
            ruas.append([(m, n)])
    ruas = [r for r in ruas if len(r) >= BERULANG]
    if not ruas:
        return
    buang = {n for r in ruas for _, n in r}
    beda = sum(t.semua[m].nilai != t.semua[n].nilai for r in ruas for m, n in r)
    sebut = ", ".join(f"{_sampai(x, t.semua[r[0][1]], t.semua[r[-1][1]])} mengulang {_sampai(x, t.semua[r[0][0]], t.semua[r[-1][0]])}" for r in ruas)
    kata = f"sebagian angkanya berbeda ({beda} baris): tentukan mana yang benar, hapus yang lain" if beda else "angkanya sama: hapus salah satu"
    jumlah = [(b.uraian, dict(b.nilai)) for b in t.jumlah.values()]
    tunggal = replace(t, semua=[b for n, b in enumerate(t.semua) if n not in buang], bagian=[(b, s) for b, s in t.bagian if (b.uraian, dict(b.nilai)) not in jumlah])
    yield f"baris-baris yang sama termuat dua kali: {sebut}, {kata}", periksa(x, tunggal, waktu)


def _terpotong(x: Konteks, t: Tabel, waktu: Periode, hasil: Diperiksa) -> Iterator[Calon]:
    """Rows that end before the total: what fails are the parents of the last row, what lacks would come after it."""
    if t.jumlah or not hasil.dikenal.baris:
        return
    akhir = hasil.dikenal.baris[-1]
    if any(all(u(r) < u(akhir.kode) for u in (_menurut_belanja, _menurut_kegiatan)) for r in hasil.absen):
        return
    terbuka = {b.kode for b in hasil.dikenal.baris if b.kode == akhir.kode and not rekening.rinci(b.kode) or rekening.di_bawah(akhir.kode, b.kode)}
    kata = f" dan {len(hasil.absen)} rekening yang berpagu belum disebut" if hasil.absen else ""
    tanpa = replace(t, semua=[b for b in t.semua if b.kode not in terbuka])
    yield f"tabel ini terpotong: baris terakhirnya {_di(x, akhir)} ({pohon.sebut(akhir)}), tanpa baris jumlah{kata}; ekspor atau salin ulang sampai baris Jumlah Belanja", periksa(x, tanpa, waktu, lengkap=False)


def _menurut_belanja(r: rekening.Rekening) -> tuple[str, ...]:
    return r[1][:3], *r


def _menurut_kegiatan(r: rekening.Rekening) -> tuple[str, ...]:
    return r


def _bulan_lain(x: Konteks, t: Tabel, waktu: Periode, hasil: Diperiksa) -> Iterator[Calon]:
    """Another month than the heading's: the column of the months before is what the data have up to the one before that."""
    for n in bulan.sama_sampai(x.data, hasil.daun, waktu.tahun, x.lingkup):
        if n not in (waktu.awal - 1, 12):
            yield bulan.judul_keliru(n), periksa(x, t, Periode(waktu.tahun, n + 1, n + 1))


def _tertukar(x: Konteks, t: Tabel, waktu: Periode, hasil: Diperiksa) -> Iterator[Calon]:
    """Two columns whose figures stand under each other's title."""
    semula = len(pohon.periksa(t, pohon.susun(hasil.dikenal.baris)))
    for a, b in combinations([k for k in RUPIAH if k in t.kolom], 2):
        lain = replace(t, jumlah={j: _tukar(r, a, b) for j, r in t.jumlah.items()}, bagian=[(_tukar(r, a, b), s) for r, s in t.bagian])
        # Adding up costs little; most exchanges are out by then.
        if len(pohon.periksa(lain, pohon.susun([_tukar(r, a, b) for r in hasil.dikenal.baris]))) <= semula // PERSEPULUH:
            kata = f"kolom {NAMA[a]} dan {NAMA[b]} tertukar, judul atau isinya ({_sampai(x, t.semua[0], t.semua[-1])}): bila ditukar kembali, angka-angkanya cocok; betulkan judul kolomnya menurut aslinya, atau ekspor ulang"
            yield kata, periksa(x, replace(lain, semua=[_tukar(r, a, b) for r in t.semua]), waktu)


def _tukar(r: Baris, a: str, b: str) -> Baris:
    """A row with two columns exchanged; each figure still says in which cell it stands."""
    def tukar(isi: dict) -> dict:
        return isi | {k: isi[s] for k, s in ((a, b), (b, a)) if s in isi}

    return replace(r, nilai=tukar(dict(r.nilai)), ulp=tukar(dict(r.ulp)), letak=tukar(dict(r.letak)), tak_terbaca=frozenset({a: b, b: a}.get(k, k) for k in r.tak_terbaca))


def _sampai(x: Konteks, awal: Baris, akhir: Baris) -> str:
    return f"{_di(x, awal)}–{_di(x, akhir).removeprefix('baris ')}"


def _di(x: Konteks, b: Baris) -> str:
    """`baris 19` or `LRA!A19`."""
    return re.sub(r" kolom \d+$", "", b.tempat.removeprefix(x.berkas).strip())
