"""Rows that an LRA lacks: accounts with a budget that are not in it, parents that say more than what stands below them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import combinations

from triwulan.laporan.masuk.lra import pohon, rekening
from triwulan.laporan.masuk.lra.kolom import NAMA
from triwulan.laporan.masuk.lra.pohon import Beda, Simpul
from triwulan.laporan.masuk.lra.rekening import Rekening
from triwulan.laporan.masuk.lra.tabel import Baris, Tabel
from triwulan.laporan.masuk.lra.tulis import ribuan, rupiah
from triwulan.office.masalah import Masalah

#: So many missing accounts at most are tried together as what a parent lacks, and named in one sentence.
BANYAK = 12


def periksa(nama_berkas: str, tabel: Tabel, semua: Sequence[Simpul], absen: Mapping[Rekening, tuple[Fraction, str]]) -> list[Masalah]:
    """What does not add up, and which accounts are missing. `absen`: accounts with a budget that are not in the table, each
    with the budget and its name. An account that explains what its parent lacks is said there."""
    beda, sebab = pohon.periksa(tabel, semua), set()
    if beda and (satu := _satu_sel(tabel, semua, beda)):
        masalah = [satu]
    else:
        masalah = []
        for b in beda:
            ketemu = _cocok(b.atas, b.kurang.get("4", b.kurang.get("3", Fraction(0))), absen) if b.atas is not None else []
            sebab |= set(ketemu)
            masalah.append(replace(b.masalah, harapan=b.masalah.harapan + (_sebut(ketemu, absen, len(b.kurang)) if b.kurang else "")))
    for s in pohon.simpul(semua):
        if not s.anak and not rekening.rinci(s.baris.kode):
            bawah = [r for r in absen if rekening.di_bawah(r, s.baris.kode)]
            sebab |= set(bawah)
            masalah.append(Masalah(s.baris.tempat, f"{pohon.sebut(s.baris)} {rupiah(s.baris.rp('4'))}: tidak ada rekening rinci di bawahnya{_sebut(bawah, absen, 2)}", None, "", s.baris.tertulis))
    return masalah + [
        Masalah(nama_berkas, f"rekening {rekening.sebut(r)} {nama} ada di pagu.csv ({rupiah(pagu)}), tetapi tidak ada di ekspor ini; ekspor ulang dengan rekening itu, atau betulkan pagu.csv bila rekeningnya memang tidak ada")
        for r, (pagu, nama) in absen.items() if r not in sebab
    ]


def _satu_sel(tabel: Tabel, semua: Sequence[Simpul], beda: Sequence[Beda]) -> Masalah | None:
    """The one cell by which all of it comes right, if there is just one."""
    sel = set.intersection(*(set(b.obat) for b in beda))
    calon = {s: {b.obat[s] for b in beda} - {None} for s in sel}
    baris = {s.baris.kode: s.baris for s in pohon.simpul(semua)} | {b.kode: b for b in tabel.jumlah.values()}
    jadi = [(kode, key, v.pop()) for (kode, key), v in calon.items() if len(v) == 1]
    jadi = [c for c in jadi if not pohon.periksa(*_dengan(tabel, baris, *c))]
    if len(jadi) != 1:
        return None
    (kode, key, seharusnya), b = jadi[0], baris[jadi[0][0]]
    return Masalah(b.letak[key], f"{NAMA[key]} {pohon.sebut(b)} seharusnya {ribuan(seharusnya)}: dengan angka itu baris ini dan semua jumlah cocok", None, "", ribuan(b.rp(key)))


def _dengan(tabel: Tabel, baris: Mapping[Rekening, Baris], kode: Rekening, key: str, angka: Fraction) -> tuple[Tabel, list[Simpul]]:
    """The table with one figure replaced."""
    b = replace(baris[kode], nilai={**baris[kode].nilai, key: angka})
    jumlah = {j: b if x.kode == kode else x for j, x in tabel.jumlah.items()}
    ada = {id(x) for x in tabel.jumlah.values()}
    return replace(tabel, jumlah=jumlah), pohon.susun([b if x.kode == kode else x for x in baris.values() if id(x) not in ada])


def _cocok(atas: Rekening, kurang: Fraction, absen: Mapping[Rekening, tuple[Fraction, str]]) -> list[Rekening]:
    """The missing accounts below a parent whose budgets are, together, just what it lacks."""
    calon = [r for r in absen if rekening.di_bawah(r, atas)]
    if not kurang or not calon:
        return []
    if sum((absen[r][0] for r in calon), Fraction(0)) == kurang:
        return calon
    return next(([*g] for n in (1, 2) for g in combinations(calon[:BANYAK], n) if sum((absen[r][0] for r in g), Fraction(0)) == kurang), [])


def _sebut(ketemu: Sequence[Rekening], absen: Mapping[Rekening, tuple[Fraction, str]], kolom: int) -> str:
    if ketemu:
        nama = [f"{rekening.sebut(r)} {absen[r][1]} (pagu {rupiah(absen[r][0])})" for r in ketemu[:BANYAK]]
        lagi = [f"dan {len(ketemu) - BANYAK} rekening lain"] if len(ketemu) > BANYAK else []
        return f". Yang hilang, barangkali di pergantian halaman: {', '.join([*nama, *lagi])}; ekspor ulang atau tambahkan barisnya"
    return ". Barangkali ada baris yang hilang; bandingkan dengan aslinya" if kolom > 2 else "; betulkan angka yang salah menurut aslinya"
