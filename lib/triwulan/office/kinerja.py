"""Performance (K): accumulation over quarters, roll-up by each indicator's declared method, achievement by polarity."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from triwulan.office.data import Data, saring
from triwulan.office.kode import induk
from triwulan.office.periode import Periode


@dataclass(frozen=True)
class Angka:
    """A figure with its derivation: `rumus` names the method, `operan` the data rows it was made of, `sumber` the
    rows it was read from. An entered value has no `rumus`."""

    nilai: Fraction | None
    sumber: tuple[str, ...] = ()
    rumus: str = ""
    operan: tuple[str, ...] = ()
    catatan: str = ""


def indikator(data: Data, kode: str, lingkup: str) -> list[pd.Series]:
    """The indicators of a row in a scope, by id; a declaration for just this scope wins over a general one."""
    semua = data["indikator"].query("kode == @kode and lingkup in ['', @lingkup]").sort_values(["id", "lingkup"])
    return [row for _, row in semua.drop_duplicates("id", keep="last").iterrows()]


def satu_indikator(data: Data, id_: str, lingkup: str) -> pd.Series:
    kode = data["indikator"].set_index("id").loc[[id_], "kode"].iloc[0]
    return next(i for i in indikator(data, kode, lingkup) if i["id"] == id_)


def target(data: Data, id_: str, lingkup: str, tahun: int) -> Angka:
    """The year's target, in the indicator's unit."""
    rows = data["target"].query("indikator == @id_ and lingkup in ['', @lingkup]").sort_values("lingkup")
    rows = rows[rows["tahun"] == tahun]
    if rows.empty:
        return Angka(None, catatan="target belum diisi")
    row = rows.iloc[-1]
    return Angka(row["nilai"], (row["acuan"],), catatan=row["catatan"])


def realisasi(data: Data, id_: str, lingkup: str, sampai: Periode) -> Angka:
    """K up to the end of `sampai` (January to the quarter's last month), by the indicator's method; percent is the
    number before %. No data is no value, with the reason as note."""
    ini = satu_indikator(data, id_, lingkup)
    if ini["metode"] in ("gabungan", "rata-rata"):
        return _dari_bawahan(data, ini, lingkup, sampai)
    rows = data["realisasi_k"].query("indikator == @id_ and lingkup in ['', @lingkup]")
    rows = saring(rows, "periode", sampai.memuat).copy()
    if ini["metode"] == "rasio":
        rows["nilai"] = [Fraction(100) * a / b for a, b in zip(rows["pembilang"], rows["penyebut"])]
    return _akumulasi(rows, ini, sampai)


def _akumulasi(rows: pd.DataFrame, ini: pd.Series, sampai: Periode) -> Angka:
    """Quarters to one figure. A row for exactly this span ("up to" the quarter) is what the office reported as such."""
    if rows.empty:
        return Angka(None, catatan="realisasi belum diisi")
    tepat = saring(rows, "periode", sampai.__eq__)
    if not tepat.empty:
        rows = tepat
    urut = rows.iloc[sorted(range(len(rows)), key=lambda n: rows["periode"].iloc[n].akhir)]
    acuan, catatan = tuple(urut["acuan"]), " ".join(c for c in urut["catatan"] if c)
    if ini["metode"] == "rasio":
        rasio = "pembilang/penyebut x 100%"
        terakhir = urut.iloc[-1]
        if len(urut) == 1 or ini["akumulasi"] == "posisi-akhir":
            return Angka(terakhir["nilai"], (terakhir["acuan"],), rasio, (terakhir["acuan"],), catatan)
        total = Fraction(100) * sum(urut["pembilang"]) / sum(urut["penyebut"])
        return Angka(total, acuan, "jumlah(pembilang)/jumlah(penyebut) x 100%", acuan, catatan)
    if len(urut) == 1 or ini["akumulasi"] == "posisi-akhir":
        terakhir = urut.iloc[-1]
        return Angka(terakhir["nilai"], (terakhir["acuan"],), catatan=catatan)
    if ini["akumulasi"] == "jumlah":
        return Angka(sum(urut["nilai"]), acuan, "jumlah(triwulan)", acuan, catatan)
    return Angka(sum(urut["nilai"]) / len(urut), acuan, "rata-rata(triwulan)", acuan, catatan)


def _dari_bawahan(data: Data, ini: pd.Series, lingkup: str, sampai: Periode) -> Angka:
    """`gabungan`: pooled children (numerators over denominators where they have them, else realisations over targets);
    `rata-rata`: mean of the children's achievement."""
    anak = [i for kode in _bawahan(data, ini["kode"]) for i in indikator(data, kode, lingkup)]
    hasil = [(i, realisasi(data, i["id"], lingkup, sampai), target(data, i["id"], lingkup, sampai.tahun)) for i in anak]
    operan = tuple(dict.fromkeys(o for _, r, t in hasil for o in (*r.sumber, *t.sumber)))
    if not any(r.nilai is not None for _, r, _ in hasil):
        return Angka(None, catatan="belum ada realisasi bawahan")
    if ini["metode"] == "rata-rata":
        capai = [Fraction(100) * (r.nilai or 0) / t.nilai for _, r, t in hasil if t.nilai]
        return Angka(sum(capai) / len(capai), rumus="rata-rata(realisasi/target x 100%)", operan=operan)
    if all(i["metode"] == "rasio" for i, _, _ in hasil):
        rows = data["realisasi_k"].set_index("acuan").loc[[s for _, r, _ in hasil for s in r.sumber]]
        nilai = Fraction(100) * sum(rows["pembilang"]) / sum(rows["penyebut"])
        return Angka(nilai, rumus="gabungan(pembilang)/gabungan(penyebut) x 100%", operan=tuple(rows.index))
    nilai = Fraction(100) * sum(r.nilai or 0 for _, r, _ in hasil) / sum(t.nilai for _, _, t in hasil if t.nilai)
    return Angka(nilai, rumus="gabungan(5)/gabungan(4) x 100%", operan=operan)


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
