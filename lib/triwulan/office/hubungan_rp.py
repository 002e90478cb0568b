"""What must hold between budgets and spending: no month counts twice, none is forgotten, nothing is spent without a budget."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pandas as pd
from babel.numbers import format_decimal

from triwulan.office import kode, periode
from triwulan.office.masalah import Masalah, angka_tertulis


def periksa_uang(pagu: pd.DataFrame, realisasi: pd.DataFrame, folder: str) -> tuple[list[Masalah], list[Masalah]]:
    """Months that count twice or are missing and spending without a budget stop; spending above it is only reported."""
    berkas = f"{folder}/realisasi_rp.csv"
    rekening = ["kode", "akun", "lingkup"]
    berpagu = set(zip(pagu["kode"], pagu["lingkup"]))
    anggaran: dict[tuple, Fraction] = {}
    for r in pagu.sort_values(["tahap", "berlaku"]).itertuples():  # murni before perubahan, by date: the later stage wins
        anggaran[(r.kode, r.akun, r.lingkup, r.periode.tahun)] = r.nilai
    masalah, lebih = [*_bulan(pagu, realisasi, folder), *_perubahan(pagu, folder), *_negatif(pagu, f"{folder}/pagu.csv", "pagu tidak boleh negatif")], _negatif(realisasi, berkas, "realisasi negatif; benar bila pengembalian belanja")
    for kunci, baris in realisasi.groupby(rekening, sort=False):
        urut = sorted(zip(baris["periode"], baris.index))
        for (a, _), (b, n) in zip(urut, urut[1:]):
            if a.beririsan(b):
                masalah.append(Masalah(berkas, f"bulannya sudah termasuk dalam {periode.tulis(a)} untuk rekening yang sama", n, "periode", periode.tulis(b)))
        for tahun in dict.fromkeys(p.tahun for p, _ in urut):
            baris_tahun = baris[[p.tahun == tahun for p in baris["periode"]]]
            nama = " ".join(k for k in kunci if k)
            plafon = anggaran.get((*kunci, tahun))
            total = sum(baris_tahun["nilai"], Fraction(0))
            if "+" in kunci[0] and {(k, kunci[2]) for k in kode.uraikan(kunci[0])} <= berpagu:
                continue  # known for several codes together; each of them has its own budget
            if plafon is None:
                masalah.append(Masalah(berkas, f"tidak ada pagu {tahun} untuk rekening ini di pagu.csv", int(baris_tahun.index[0]), "kode+akun", nama))
            elif total > plafon:
                lebih.append(Masalah(berkas, f"realisasi {tahun} Rp{_ribuan(total)} melampaui pagu Rp{_ribuan(plafon)}", int(baris_tahun.index[-1]), "kode+akun", nama))
    return masalah, lebih


def _bulan(pagu: pd.DataFrame, realisasi: pd.DataFrame, folder: str) -> list[Masalah]:
    """Every account with a budget has spending for the months that the other accounts of its scope have: an account that
    is forgotten would make every total above it too small. One whose budget is 0 throughout need not have any."""
    masalah = []
    rinci = pagu[pagu["akun"] != ""]
    for (lingkup, tahun), rekening in rinci.groupby(["lingkup", "tahun"], sort=False):
        ada: dict[tuple[str, str], set[int]] = {}
        nyata = realisasi[(realisasi["lingkup"] == lingkup) & (realisasi["akun"] != "") & (realisasi["tahun"] == tahun)]
        tiada = nihil(rekening, nyata)
        for r in nyata.itertuples():
            ada.setdefault((r.kode, r.akun), set()).update(range(r.periode.awal, r.periode.akhir + 1))
        semua = set().union(*ada.values()) if ada else set()
        for r in rekening.drop_duplicates(["kode", "akun"]).itertuples():
            if (r.kode, r.akun) not in tiada and (kurang := sorted(semua - ada.get((r.kode, r.akun), set()))):
                nama = ", ".join(f"{tahun}-{b:02}" for b in kurang)
                masalah.append(Masalah(f"{folder}/realisasi_rp.csv", f"belum ada realisasi bulan {nama} untuk {r.kode} {r.akun} (lingkup {lingkup}); isi 0 bila memang belum ada belanja"))
    return masalah


def nihil(pagu: pd.DataFrame, realisasi: pd.DataFrame) -> frozenset[tuple[str, str]]:
    """(code, account) among budgets of one scope and year that are all 0, and none of whose spending is there."""
    berisi = pagu[pagu["nilai"] != 0]
    semua, ada, nyata = (set(zip(r["kode"], r["akun"])) for r in (pagu, berisi, realisasi))
    return frozenset(semua - ada - nyata)


def _negatif(rows: pd.DataFrame, berkas: str, pesan: str) -> list[Masalah]:
    return [Masalah(berkas, pesan, n, "nilai", angka_tertulis(v)) for n, v in rows["nilai"].items() if v < 0]


def _perubahan(pagu: pd.DataFrame, folder: str) -> list[Masalah]:
    return [
        Masalah(f"{folder}/pagu.csv", "pagu perubahan harus bertanggal penetapan, agar triwulan sebelumnya tidak ikut berubah", n, "berlaku", "")
        for n, r in zip(pagu.index, pagu.itertuples()) if r.tahap == "perubahan" and not r.berlaku
    ]


def _ribuan(rupiah: Fraction) -> str:
    return format_decimal(Decimal(rupiah.numerator) / rupiah.denominator, locale="id_ID")
