"""Performance (K): accumulation over quarters, roll-up by each indicator's declared method, achievement by polarity."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from triwulan.office.data import Data, ingat, saring
from triwulan.office.kode import induk
from triwulan.office.periode import Periode, tulis


@dataclass(frozen=True)
class Angka:
    """A figure with its derivation: `rumus` names the method, `operan` what it was made of, `sumber` the rows it was read
    from. An entered value has no `rumus`. An operand is a data row, or the performance (`K:<id>`) or the target (`T:<id>`)
    of an indicator over the same months."""

    nilai: Fraction | None
    sumber: tuple[str, ...] = ()
    rumus: str = ""
    operan: tuple[str, ...] = ()
    catatan: str = ""


#: Achievement in the notation of roll-ups, by polarity: more is better; less is better, by the rule set's way.
RUMUS_CAPAIAN = {"naik": "realisasi/target x 100%", "2T-R": "100%+100%-realisasi/target x 100%", "T/R": "target/realisasi x 100%"}


@ingat
def indikator(data: Data, kode: str, lingkup: str) -> list[pd.Series]:
    """The indicators of a row in a scope, by id; a declaration for just this scope wins over a general one."""
    semua = _untuk(data, "indikator", "kode", kode, lingkup).sort_values(["id", "lingkup"])
    return [row for _, row in semua.drop_duplicates("id", keep="last").iterrows()]


@ingat
def satu_indikator(data: Data, id_: str, lingkup: str) -> pd.Series:
    """The indicator of an id in a scope."""
    kode = _menurut(data, "indikator", "id")[id_]["kode"].iloc[0]
    return next(i for i in indikator(data, kode, lingkup) if i["id"] == id_)


def _untuk(data: Data, berkas: str, kolom: str, nilai: str, lingkup: str) -> pd.DataFrame:
    """The rows of a file for one value in a scope; those that hold in every scope among them."""
    rows = _menurut(data, berkas, kolom).get(nilai)
    return data[berkas].iloc[:0] if rows is None else rows[rows["lingkup"].isin(["", lingkup])]


@ingat
def _menurut(data: Data, berkas: str, kolom: str) -> dict[str, pd.DataFrame]:
    """The rows of a file by what stands in a column."""
    return dict(iter(data[berkas].groupby(kolom, sort=False)))


@ingat
def target(data: Data, id_: str, lingkup: str, tahun: int) -> Angka:
    """The year's target, in the indicator's unit."""
    rows = _untuk(data, "target", "indikator", id_, lingkup).sort_values("lingkup")
    rows = rows[rows["tahun"] == tahun]
    if rows.empty:
        return Angka(None, catatan="target belum diisi")
    row = rows.iloc[-1]
    return Angka(row["nilai"], (row["acuan"],), catatan=row["catatan"])


def satuan(ind: pd.Series, bulan: int) -> str:
    """The indicator's unit as printed beside a figure of that many months: `Org/{bulan} bln` → `Org/6 bln`."""
    return ind["satuan"].replace("{bulan}", str(bulan))


@ingat
def realisasi(data: Data, id_: str, lingkup: str, rentang: Periode, cara_turun: str) -> Angka:
    """K within `rentang` (a quarter, or January up to a quarter's last month), by the indicator's method; percent is the
    number before %. `cara_turun` is the rule set's for children of which less is better. No data is no value, with the
    reason as note."""
    ini = satu_indikator(data, id_, lingkup)
    if ini["metode"] in ("gabungan", "rata-rata"):
        return _dari_bawahan(data, ini, lingkup, rentang, cara_turun)
    rows = saring(_untuk(data, "realisasi_k", "indikator", id_, lingkup), "periode", rentang.memuat).copy()
    if ini["metode"] == "rasio":
        rows["nilai"] = [Fraction(100) * a / b for a, b in zip(rows["pembilang"], rows["penyebut"])]
    return _akumulasi(rows, ini, rentang)


def _akumulasi(rows: pd.DataFrame, ini: pd.Series, rentang: Periode) -> Angka:
    """Quarters to one figure. What the office reported as "up to" a quarter stands for the quarters in it; a quarter
    that nobody reported leaves no value: last quarter's figure is not this quarter's."""
    if ini["akumulasi"] == "posisi-akhir":
        urut = rows.iloc[[max(range(len(rows)), key=lambda n: (rows["periode"].iloc[n].akhir, -rows["periode"].iloc[n].awal))]] if len(rows) else rows
        lengkap = len(urut) and urut["periode"].iloc[0].akhir == rentang.akhir
    else:
        urut = _berurutan(rows, rentang.awal)
        lengkap = sum(p.akhir - p.awal + 1 for p in urut["periode"]) == rentang.akhir - rentang.awal + 1
    if urut.empty:
        return Angka(None, catatan="realisasi belum diisi")
    if not lengkap:
        return Angka(None, catatan=f"realisasi {tulis(rentang)} belum lengkap; terakhir {tulis(urut['periode'].iloc[-1])}")
    acuan, catatan = tuple(urut["acuan"]), catatan_sekali(urut["catatan"])
    rasio = ini["metode"] == "rasio"
    if len(urut) == 1:
        return Angka(urut["nilai"].iloc[0], acuan, "pembilang/penyebut x 100%" if rasio else "", acuan if rasio else (), catatan)
    if ini["akumulasi"] == "jumlah":
        if rasio:
            nilai = Fraction(100) * sum(urut["pembilang"]) / sum(urut["penyebut"])
            return Angka(nilai, acuan, "jumlah(pembilang)/jumlah(penyebut) x 100%", acuan, catatan)
        return Angka(sum(urut["nilai"]), acuan, "jumlah(triwulan)", acuan, catatan)
    if urut["periode"].iloc[0].akhir - urut["periode"].iloc[0].awal > 2:
        return Angka(None, catatan=f"rata-rata triwulan tidak dapat dihitung: {tulis(urut['periode'].iloc[0])} hanya diketahui sekaligus")
    return Angka(sum(urut["nilai"]) / len(urut), acuan, "rata-rata(triwulan)", acuan, catatan)


def catatan_sekali(semua: Iterable[str]) -> str:
    """The notes of several rows as one text, what they share said once."""
    return " ".join(dict.fromkeys(c for c in semua if c))


def _berurutan(rows: pd.DataFrame, awal: int) -> pd.DataFrame:
    """The rows that cover the months from `awal` on without overlap: the longest that starts there, then the quarters
    after it."""
    dari_awal = saring(rows, "periode", lambda p: p.awal == awal)
    if dari_awal.empty:
        return dari_awal
    dasar = max(zip(dari_awal["periode"], dari_awal.index), key=lambda x: x[0].akhir)
    lanjut = sorted((p, n) for p, n in zip(rows["periode"], rows.index) if p.awal > dasar[0].akhir)
    return rows.loc[[dasar[1], *(n for _, n in lanjut)]]


def _dari_bawahan(data: Data, ini: pd.Series, lingkup: str, rentang: Periode, cara_turun: str) -> Angka:
    """`gabungan`: pooled children (numerators over denominators where they have them, else realisations over targets);
    `rata-rata`: mean of the children's achievement. Children are the indicators below that have a target this year; one
    of them without a realisation leaves no value."""
    bawahan = [i for kode in _bawahan(data, ini["kode"]) for i in indikator(data, kode, lingkup)]
    hasil = [
        (i, realisasi(data, i["id"], lingkup, rentang, cara_turun), janji)
        for i in bawahan for janji in [target(data, i["id"], lingkup, rentang.tahun)] if janji.nilai
    ]
    if not hasil:
        return Angka(None, catatan="target bawahan belum diisi")
    if kosong := [i["id"] for i, r, _ in hasil if r.nilai is None]:
        return Angka(None, catatan=f"realisasi bawahan belum lengkap: {', '.join(kosong)}")
    operan = tuple(o for i, _, _ in hasil for o in (f"K:{i['id']}", f"T:{i['id']}"))
    if ini["metode"] == "rata-rata":
        capai = [capaian(r.nilai, t.nilai, i["polaritas"], cara_turun) for i, r, t in hasil]
        lain = "".join(f"; {i['id']}: {RUMUS_CAPAIAN[cara_turun]}" for i, _, _ in hasil if i["polaritas"] == "turun")
        return Angka(sum(capai) / len(capai), rumus=f"rata-rata({RUMUS_CAPAIAN['naik']}{lain})", operan=operan)
    if all(i["metode"] == "rasio" for i, _, _ in hasil):
        rows = data["realisasi_k"].set_index("acuan").loc[[s for _, r, _ in hasil for s in r.sumber]]
        nilai = Fraction(100) * sum(rows["pembilang"]) / sum(rows["penyebut"])
        return Angka(nilai, rumus="gabungan(pembilang)/gabungan(penyebut) x 100%", operan=tuple(rows.index))
    nilai = Fraction(100) * sum(r.nilai for _, r, _ in hasil) / sum(t.nilai for _, _, t in hasil)
    return Angka(nilai, rumus="gabungan(realisasi)/gabungan(target) x 100%", operan=operan)


def _bawahan(data: Data, kode: str) -> list[str]:
    """The codes directly below: by `induk`, or one level down in the programme tree."""
    nomenklatur = data["nomenklatur"]
    return [k for k, i, j in zip(nomenklatur["kode"], nomenklatur["induk"], nomenklatur["jenis"]) if (i or (induk(k) if j == "program" else "")) == kode]


def capaian(realisasi_: Fraction | None, target_: Fraction | None, polaritas: str, cara_turun: str) -> Fraction | None:
    """Achievement in percent. naik: R/T; turun: (2T − R)/T or T/R by the rule set. No target or target 0: no value."""
    if realisasi_ is None or not target_:
        return None
    if polaritas == "naik":
        return Fraction(100) * realisasi_ / target_
    if cara_turun == "T/R":
        return Fraction(100) * target_ / realisasi_ if realisasi_ else None
    return Fraction(100) * (2 * target_ - realisasi_) / target_
