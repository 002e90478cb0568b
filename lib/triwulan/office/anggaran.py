"""Money: budgets and spending by programme code, account, scope and months; the budget tree of the LRA.

All sums are in rupiah and exact. A figure that is not known is None with the reason as note; nothing is split by guess.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from types import MappingProxyType

import pandas as pd

from triwulan.office import kode as k
from triwulan.office.data import Data, ingat, saring
from triwulan.office.hubungan_rp import nihil
from triwulan.office.kinerja import Angka, catatan_sekali
from triwulan.office.periode import Periode, tahunan, tulis

AKUN_BELANJA = "5"
#: Figures by (code, account). What a function here hands out is remembered: whoever asks again gets the same, which nobody may change.
Rekening = Mapping[tuple[str, str], Angka]


@dataclass
class Simpul:
    """A row of the LRA by kode rekening: `id` as in addresses (`7.01.01:5.1`), its children, at a leaf the account."""

    id: str
    kode: str
    akun: str
    uraian: str
    tingkat: int
    anak: list[Simpul] = field(default_factory=list)


@ingat
def pagu(data: Data, lingkup: str, pada: Periode, tahap: str) -> Rekening:
    """The budget of each (code, account) for the year of `pada`. `tahap` murni, or perubahan = the budget as changed up
    to the end of `pada`, where it was. Without the accounts that the year gives nothing (`ditiadakan`)."""
    tiada = ditiadakan(data, lingkup, pada.tahun)
    rows = _setahun(data, lingkup, pada.tahun)
    rows = rows[(rows["tahap"] == "murni") | ((tahap == "perubahan") & (rows["berlaku"] <= pada.hari_akhir.isoformat()))]
    # "murni" sorts before "perubahan": the later stage wins.
    rows = rows.sort_values(["tahap", "berlaku"], kind="stable").drop_duplicates(["kode", "akun"], keep="last")
    return MappingProxyType({r: a for r, a in _per_rekening(rows, "pagu").items() if r not in tiada})


@ingat
def ditiadakan(data: Data, lingkup: str, tahun: int) -> frozenset[tuple[str, str]]:
    """The accounts whose budget of a year is 0 at every stage and on which nothing was booked: the 0 says that last year's
    budget was not given again. No report shows them, nobody owes spending for them."""
    nyata = data["realisasi_rp"]
    nyata = nyata[(nyata["lingkup"] == lingkup) & (nyata["tahun"] == tahun)]
    return nihil(_setahun(data, lingkup, tahun), nyata)


@ingat
def belum_diputuskan(data: Data, lingkup: str, tahun: int) -> tuple[tuple[str, str], ...]:
    """The accounts with a budget at the end of last year of which this year's rows say nothing, not even 0. An amount for a code
    as a whole speaks for its accounts, and they for it."""
    kini = {(r.kode, r.akun) for r in _setahun(data, lingkup, tahun).itertuples()}
    utuh, rinci = ({k for k, a in kini if bool(a) == b} for b in (False, True))
    lama = pagu(data, lingkup, tahunan(tahun - 1), "perubahan")
    return tuple(sorted(r for r, a in lama.items() if a.nilai and r not in kini and r[0] not in (utuh if r[1] else rinci)))


def _setahun(data: Data, lingkup: str, tahun: int) -> pd.DataFrame:
    rows = data["pagu"]
    return rows[(rows["lingkup"] == lingkup) & (rows["tahun"] == tahun)]


@ingat
def realisasi(data: Data, lingkup: str, bulan: Periode) -> Rekening:
    """The spending of each (code, account) within `bulan`; None where a month group reaches beyond it or a month is not
    there: what was spent by June is not what was spent by September."""
    rows = data["realisasi_rp"]
    rows = saring(rows[rows["lingkup"] == lingkup], "periode", bulan.beririsan)
    hasil = _per_rekening(saring(rows, "periode", bulan.memuat), "bulan")
    terisi: dict[tuple[str, str], int] = {}
    for row in rows.itertuples():
        rekening = row.kode, row.akun
        terisi[rekening] = terisi.get(rekening, 0) + min(row.periode.akhir, bulan.akhir) - max(row.periode.awal, bulan.awal) + 1
        if not bulan.memuat(row.periode):
            hasil[rekening] = Angka(None, catatan=f"hanya diketahui per kelompok bulan: {row.acuan}")
    for rekening, banyak in terisi.items():
        if banyak != bulan.akhir - bulan.awal + 1 and hasil[rekening].nilai is not None:
            hasil[rekening] = Angka(None, catatan=f"realisasi {tulis(bulan)} belum lengkap: {banyak} dari {bulan.akhir - bulan.awal + 1} bulan terisi")
    return MappingProxyType(hasil)


def jumlah(rekening: Rekening, *kode: str, akun: str = "") -> Angka:
    """The total of one or more codes (of each its own figure where it has one, else all below it), narrowed to an account
    prefix. Without a code the whole office. No matching row is no value."""
    sendiri = [k for k in kode if not akun and (k, "") in rekening]
    bawahan = [k for k in kode or ("",) if k not in sendiri]
    # One account whose figure is not known leaves the whole total unknown.
    cocok = [rekening[k, ""] for k in sendiri]
    cocok += [a for (c, r), a in rekening.items() if (r or not akun) and any(_di_bawah(c, k) for k in bawahan) and _di_bawah(r, akun)]
    if not cocok or any(a.nilai is None for a in cocok):
        return next((a for a in cocok if a.nilai is None), Angka(None, catatan="belum diisi"))
    if len(cocok) == 1:
        return cocok[0]
    acuan = tuple(s for a in cocok for s in a.sumber)
    return Angka(sum((a.nilai for a in cocok), Fraction(0)), acuan, "jumlah(rekening)", acuan)


def sisa(rekening: Rekening, kode: str, bawahan: list[str]) -> Angka:
    """What a code's own figure has beyond the codes listed below it; no value where one of them is not known."""
    atas, bagian = jumlah(rekening, kode), [jumlah(rekening, b) for b in bawahan]
    ada = [b for b in bagian if b.nilai is not None]
    if atas.nilai is None:
        return Angka(None, catatan=atas.catatan)
    return Angka(atas.nilai - sum((b.nilai for b in ada), Fraction(0)))


def _di_bawah(kode: str, atas: str) -> bool:
    return not atas or kode == atas or kode.startswith(f"{atas}.")


def _per_rekening(rows: pd.DataFrame, nama: str) -> dict[tuple[str, str], Angka]:
    grup: dict[tuple[str, str], list] = {}
    for row in rows.itertuples():
        grup.setdefault((row.kode, row.akun), []).append(row)
    return {rekening: _satu(isi, nama) for rekening, isi in grup.items()}


def _satu(rows: list, nama: str) -> Angka:
    """One figure of an account from the rows that state it."""
    acuan, catatan = tuple(r.acuan for r in rows), catatan_sekali(r.catatan for r in rows)
    if len(rows) == 1:
        return Angka(rows[0].nilai, acuan, catatan=catatan)
    return Angka(sum((r.nilai for r in rows), Fraction(0)), acuan, f"jumlah({nama})", acuan, catatan)


def pohon(data: Data, lingkup: str, pada: Periode) -> list[Simpul]:
    """The LRA's rows in printed order: belanja, kelompok, then per kelompok program, sub kegiatan, jenis … account.

    Parents first; kegiatan has no row of its own in this form."""
    daun = [d for d in pagu(data, lingkup, pada, "perubahan") if d[1]]
    semua: dict[str, Simpul] = {}
    for kode, akun in sorted(daun, key=lambda d: (k.potong(d[1], 2), d)):
        kelompok, program = k.potong(akun, 2), k.potong(kode, 3)
        jalur = [("", AKUN_BELANJA), ("", kelompok), (program, kelompok), (kode, kelompok)]
        jalur += [(kode, k.potong(akun, n)) for n in range(3, akun.count(".") + 2)]
        induk: Simpul | None = None
        for tingkat, (c, a) in enumerate(jalur):
            id_ = f"{c}:{a}" if c else a
            if id_ not in semua:
                nama = data.nama(c if tingkat in (2, 3) else a)
                semua[id_] = Simpul(id_, c, a, nama, tingkat)
                if induk:
                    induk.anak.append(semua[id_])
            induk = semua[id_]
    return list(semua.values())
