"""Money: budgets and spending by programme code, account, scope and months; the budget tree of the LRA."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

import pandas as pd

from triwulan.office import kode as k
from triwulan.office.data import Data, saring
from triwulan.office.kinerja import Angka
from triwulan.office.periode import Periode

AKUN_BELANJA = "5"


@dataclass
class Simpul:
    """A row of the LRA by kode rekening: `id` as in addresses (`7.01.01:5.1`), its children, at a leaf the account."""

    id: str
    kode: str
    akun: str
    uraian: str
    tingkat: int
    anak: list[Simpul] = field(default_factory=list)


def pagu(data: Data, lingkup: str, tahun: int, tahap: str, kode: str, akun: str | None = None) -> Angka:
    """The budget in rupiah of a code (its own row, or the sum of the accounts below). `tahap` murni, or perubahan =
    the changed budget where there is one."""
    rows = data["pagu"]
    rows = rows[(rows["lingkup"] == lingkup) & (rows["tahun"] == tahun)]
    if tahap == "murni":
        rows = rows[rows["tahap"] == "murni"]
    else:
        rows = rows.sort_values("tahap", kind="stable").drop_duplicates(["kode", "akun"], keep="last")
    return _jumlah(rows, kode, akun, "pagu")


def realisasi(data: Data, lingkup: str, bulan: Periode, kode: str, akun: str | None = None) -> Angka:
    """Spending in rupiah within `bulan`. Nothing is split by guess: a month group that reaches beyond gives no value
    and says so."""
    rows = data["realisasi_rp"]
    rows = _cocok(saring(rows[rows["lingkup"] == lingkup], "periode", bulan.beririsan), kode, akun)
    lewat = saring(rows, "periode", lambda p: not bulan.memuat(p))
    if not lewat.empty:
        return Angka(None, catatan=f"hanya diketahui per kelompok bulan: {lewat['acuan'].iloc[0]}")
    return _jumlah(rows, kode, akun, "realisasi")


def _cocok(rows: pd.DataFrame, kode: str, akun: str | None) -> pd.DataFrame:
    """Rows of a code: its own where only a total is known, else everything below; narrowed to an account."""
    sendiri = rows[(rows["kode"] == kode) & (rows["akun"] == "")]
    if akun is None and not sendiri.empty:
        return sendiri
    rows = saring(rows, "kode", lambda c: _di_bawah(c, kode)) if kode else rows[rows["akun"] != ""]
    return rows if akun is None else saring(rows, "akun", lambda a: _di_bawah(a, akun))


def _di_bawah(kode: str, atas: str) -> bool:
    return kode == atas or kode.startswith(f"{atas}.")


def _jumlah(rows: pd.DataFrame, kode: str, akun: str | None, nama: str) -> Angka:
    rows = _cocok(rows, kode, akun)
    acuan, catatan = tuple(rows["acuan"]), " ".join(c for c in rows["catatan"] if c)
    if rows.empty:
        return Angka(None, catatan=f"{nama} belum diisi")
    if len(rows) == 1:
        return Angka(rows["nilai"].iloc[0], acuan, catatan=catatan)
    return Angka(sum(rows["nilai"], Fraction(0)), acuan, f"jumlah({nama})", acuan, catatan)


def pohon(data: Data, lingkup: str, tahun: int) -> list[Simpul]:
    """The LRA's rows in printed order: belanja, kelompok, then per kelompok program, sub kegiatan, jenis … account.

    Parents first; kegiatan has no row of its own in this form."""
    rows = data["pagu"]
    rows = rows[(rows["lingkup"] == lingkup) & (rows["akun"] != "") & (rows["tahun"] == tahun)]
    daun = sorted(set(zip(rows["kode"], rows["akun"])), key=lambda d: (k.potong(d[1], 2), d))
    semua: dict[str, Simpul] = {}
    for kode, akun in daun:
        kelompok, program = k.potong(akun, 2), k.potong(kode, 3)
        jalur = [("", AKUN_BELANJA), ("", kelompok), (program, kelompok), (kode, kelompok)]
        jalur += [(kode, k.potong(akun, n)) for n in range(3, akun.count(".") + 2)]
        induk: Simpul | None = None
        for tingkat, (c, a) in enumerate(jalur):
            id_ = f"{c}:{a}" if c else a
            if id_ not in semua:
                nama = data.nama(a if tingkat in (0, 1) or tingkat > 3 else c)
                semua[id_] = Simpul(id_, c, a, nama, tingkat)
                if induk:
                    induk.anak.append(semua[id_])
            induk = semua[id_]
    return list(semua.values())
