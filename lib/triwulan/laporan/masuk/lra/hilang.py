"""Rows that an LRA lacks: accounts with a budget that are not in it, parents that say more than what stands below them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import combinations

from triwulan.laporan.masuk.lra import pohon, rekening
from triwulan.laporan.masuk.lra.pohon import Simpul
from triwulan.laporan.masuk.lra.rekening import Rekening
from triwulan.laporan.masuk.lra.tulis import rupiah
from triwulan.office.masalah import Masalah

#: So many missing accounts at most are tried together as what a parent lacks.
BANYAK = 12


def periksa(nama_berkas: str, semua: Sequence[Simpul], absen: Mapping[Rekening, tuple[Fraction, str]]) -> list[Masalah]:
    """What does not add up, and which accounts are missing. `absen`: accounts with a budget that are not in the table, each
    with the budget and its name. An account that explains what its parent lacks is said there."""
    masalah, sebab = [], set()
    for s in pohon.simpul(semua):
        masalah += pohon.periksa_baris(s.baris)
        for m, selisih in pohon.periksa_induk(s):
            ketemu = _cocok(s.baris.kode, selisih.get("4", selisih.get("3", Fraction(0))), absen)
            sebab |= set(ketemu)
            masalah.append(Masalah(m.berkas, f"{m.harapan}{_sebut(ketemu, absen, len(selisih))}"))
        if not s.anak and not rekening.rinci(s.baris.kode):
            bawah = [r for r in absen if rekening.di_bawah(r, s.baris.kode)]
            sebab |= set(bawah)
            masalah.append(Masalah(s.baris.tempat, f"{rekening.sebut(s.baris.kode)} {s.baris.uraian} {rupiah(s.baris.rp('4'))}: tidak ada rekening rinci di bawahnya{_sebut(bawah, absen, 2)}", None, "", s.baris.tertulis))
    return masalah + [
        Masalah(nama_berkas, f"rekening {rekening.sebut(r)} {nama} ada di pagu.csv ({rupiah(pagu)}), tetapi tidak ada di ekspor ini; ekspor ulang dengan rekening itu, atau betulkan pagu.csv bila rekeningnya memang tidak ada")
        for r, (pagu, nama) in absen.items() if r not in sebab
    ]


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
        return ". Yang hilang, barangkali di pergantian halaman: " + ", ".join(f"{rekening.sebut(r)} {absen[r][1]} (pagu {rupiah(absen[r][0])})" for r in ketemu) + "; ekspor ulang atau tambahkan barisnya"
    return ". Barangkali ada baris yang hilang; bandingkan dengan aslinya" if kolom > 2 else "; betulkan angka yang salah menurut aslinya"
