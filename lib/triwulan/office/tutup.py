"""Closed quarters: the cells their figures come from, as they stood, in `data/<unit>/tutup/<periode>/`; and what has changed since.

Last quarter's values left standing were the sources' worst errors, last quarter's values changed without a word are the next worst. So
what a closed quarter's figures come from may change only with a reason that somebody puts his name to. Texts may change: the archive has
them as they were.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from triwulan.office import aturan, periode
from triwulan.office.data import Data, baca_semua
from triwulan.office.kumulatif import kumulatif
from triwulan.office.masalah import Masalah, MasukanSalah, angka_tertulis
from triwulan.office.params import NAMA
from triwulan.office.periode import Periode
from triwulan.office.skema import SKEMA, TUTUP

FOLDER = "tutup"
#: What is no data file: figures that follow from them.
KUMULATIF = "kumulatif"
#: (file, key of the row, column)
Sel = tuple[str, str, str]


def _sampai(row: Mapping, q: Periode) -> bool:
    return row["periode"].tahun == q.tahun and row["periode"].akhir <= q.akhir


def _setahun(row: Mapping, q: Periode) -> bool:
    return row["tahun"] == q.tahun


def _selalu(row: Mapping, q: Periode) -> bool:
    return True


def _pembanding(row: Mapping, q: Periode) -> bool:
    return row["tahun"] < q.tahun or row["jenis"] == "target-renstra" or row["jenis"] == "standar-nasional" and row["tahun"] == q.tahun


#: The columns that figures come from, by file, and which rows were there to be used at the end of a quarter.
BEKU: dict[str, tuple[tuple[str, ...], Callable[[Mapping, Periode], bool]]] = {
    "target": (("nilai",), _setahun),
    "realisasi_k": (("nilai", "pembilang", "penyebut"), _sampai),
    "realisasi_rp": (("nilai",), _sampai),
    "pagu": (("nilai",), lambda row, q: _setahun(row, q) and row["berlaku"] <= q.hari_akhir.isoformat()),
    "pembanding": (("nilai",), _pembanding),
    "perjanjian": (("rujukan", "lingkup"), _setahun),
    "indikator": (("kode", "satuan", "metode", "akumulasi", "polaritas"), _selalu),
    "nomenklatur": (("induk",), _selalu),
}
#: Rows of these hold for every year: one that was added later says nothing of the quarter.
TANPA_TAHUN = ("indikator", "nomenklatur")


@dataclass(frozen=True)
class Beda:
    """A cell that is not what it was when a quarter was closed; "" where there is none."""

    sel: Sel
    lama: str
    baru: str


@dataclass(frozen=True)
class Pernyataan(Beda):
    """A change that somebody declared: why, who, when."""

    alasan: str
    oleh: str
    tanggal: date


@dataclass(frozen=True, eq=False)
class Penutupan:
    """A closed quarter: when, by whom, under which rule set (as its file is now); its cells as they stood; what was declared since; the
    SHA-256 of its files, the rule set's too."""

    periode: Periode
    tanggal: date
    oleh: str
    aturan: aturan.Aturan
    beku: Mapping[Sel, str]
    pernyataan: tuple[Pernyataan, ...]
    sidik: Mapping[str, str]

    # The same files say the same, so that what was looked up in data with them need not be again.
    def __eq__(self, lain: object) -> bool:
        return isinstance(lain, Penutupan) and self.sidik == lain.sidik

    def __hash__(self) -> int:
        return hash(tuple(self.sidik.items()))


def sel(data: Data, q: Periode, aturan_: aturan.Aturan) -> dict[Sel, str]:
    """Every cell that the figures of a quarter come from, as the data have it now, empty ones left out; the rule set by its SHA-256;
    and the figures up to the end of the quarter that follow."""
    return {
        (nama, _kunci(nama, row), kolom): teks
        for nama, (kolom_, milik) in BEKU.items() for row in data[nama].to_dict("records") if milik(row, q)
        for kolom in kolom_ if (teks := tertulis(row[kolom]))
    } | {(aturan_.berkas, "", "sidik"): aturan_.sidik} | {
        (KUMULATIF, nama, "nilai"): tertulis(n) for nama, n in kumulatif(data, Periode(q.tahun, 1, q.akhir), aturan_.polaritas.turun).items()
    }


@lru_cache(maxsize=64)
def _semua_beda(data: Data, p: Penutupan) -> tuple[Beda, ...]:
    kini = sel(data, p.periode, p.aturan)
    semua = [Beda(s, p.beku.get(s, ""), kini.get(s, "")) for s in dict.fromkeys([*p.beku, *kini]) if p.beku.get(s) != kini.get(s)]
    ada = {(berkas, baris) for berkas, baris, _ in p.beku}
    return tuple(b for b in semua if b.sel[0] not in TANPA_TAHUN or b.sel[:2] in ada)


def beda(data: Data, p: Penutupan) -> tuple[Beda, ...]:
    """The cells of a closed quarter that differ now. Figures that follow are among them only where no cell they could follow from
    differs: then the library reckons otherwise."""
    semua = _semua_beda(data, p)
    return tuple(b for b in semua if b.sel[0] != KUMULATIF) or semua


def akibat(data: Data, p: Penutupan) -> tuple[Beda, ...]:
    """The figures up to the end of a closed quarter that come out otherwise now."""
    return tuple(b for b in _semua_beda(data, p) if b.sel[0] == KUMULATIF)


def dinyatakan(data: Data, p: Penutupan) -> tuple[Pernyataan, ...]:
    """What differs now and was declared, in the order of the file."""
    kini = {(b.sel, b.baru) for b in beda(data, p)}
    return tuple(n for n in p.pernyataan if (n.sel, n.baru) in kini)


def terbuka(data: Data, p: Penutupan) -> tuple[Beda, ...]:
    """What differs now and nobody declared."""
    sah = {(n.sel, n.baru) for n in p.pernyataan}
    return tuple(b for b in beda(data, p) if (b.sel, b.baru) not in sah)


def terbuka_semua(data: Data) -> dict[Beda, list[Penutupan]]:
    """Each undeclared difference once, with the closed quarters it touches."""
    grup: dict[Beda, list[Penutupan]] = {}
    for p in data.penutupan:
        for b in terbuka(data, p):
            grup.setdefault(b, []).append(p)
    return grup


def tertulis(nilai: object) -> str:
    """A value as a data file writes it; what has no end in decimals as a fraction."""
    if nilai is None or isinstance(nilai, str):
        return nilai or ""
    if isinstance(nilai, Periode):
        return periode.tulis(nilai)
    if hasattr(nilai, "denominator") and (nilai * 100).denominator != 1:
        return str(nilai)
    return angka_tertulis(nilai)


def _kunci(nama: str, row: Mapping) -> str:
    return "|".join(tertulis(row[k]) for k in SKEMA[nama].kunci)


def muat(akar: Path, unit: str) -> tuple[Penutupan, ...]:
    """The closed quarters of a unit, oldest first. Raises MasukanSalah for files that are missing, wrong, or not what was closed."""
    hasil, masalah = [], []
    for folder in sorted(p for p in (akar / "data" / unit / FOLDER).glob("*") if p.is_dir()):
        try:
            hasil.append(_satu(akar, folder, folder.relative_to(akar).as_posix()))
        except MasukanSalah as salah:
            masalah += salah.masalah
    if masalah:
        raise MasukanSalah(masalah)
    return tuple(hasil)


def _satu(akar: Path, folder: Path, awal: str) -> Penutupan:
    frame, sidik, masalah = baca_semua(folder, awal, TUTUP)
    if masalah:
        raise MasukanSalah(masalah)
    kembalikan = "kembalikan folder ini dari cadangan atau dari arsip triwulan berikutnya"
    if [*frame["penutupan"]["periode"]] != [folder.name]:
        raise MasukanSalah([Masalah(f"{awal}/penutupan.csv", f"harus satu baris tentang {folder.name}; {kembalikan}")])
    p = frame["penutupan"].iloc[0]
    if not re.match(NAMA, p["aturan"]):
        raise MasukanSalah([Masalah(f"{awal}/penutupan.csv", f"bukan nama aturan; {kembalikan}", 2, "aturan", p["aturan"])])
    if p["beku"] != sidik[f"{awal}/beku.csv"]:
        raise MasukanSalah([Masalah(f"{awal}/beku.csv", f"bukan lagi yang ditutup {periode.tanggal(date.fromisoformat(p['tanggal']))}: sidiknya lain dari yang dicatat di penutupan.csv; {kembalikan}")])
    try:
        aturan_ = aturan.muat(akar, p["aturan"])
    except FileNotFoundError:
        raise MasukanSalah([Masalah(f"params/aturan/{p['aturan']}.yaml", f"berkas tidak ada; {periode.sebut(periode.baca(folder.name))} ditutup dengan aturan ini, kembalikan berkasnya")]) from None
    beku = {(r["berkas"], r["baris"], r["kolom"]): r["nilai"] for r in frame["beku"].to_dict("records")}
    nyata = [
        Pernyataan((r["berkas"], r["baris"], r["kolom"]), r["lama"], r["baru"], r["alasan"], r["oleh"], date.fromisoformat(r["tanggal"]))
        for r in frame["pernyataan"].to_dict("records")
    ]
    return Penutupan(periode.baca(p["periode"]), date.fromisoformat(p["tanggal"]), p["oleh"], aturan_, beku, tuple(nyata), sidik | {aturan_.berkas: aturan_.sidik})


def nomor_baris(data: Data, s: Sel) -> int | None:
    """The line of a cell's row in its file; None where it has none."""
    nama, kunci, _ = s
    if nama not in BEKU:
        return None
    return next((n for n, row in zip(data[nama].index, data[nama].to_dict("records")) if _kunci(nama, row) == kunci), None)


def tempat(unit: str, s: Sel) -> str:
    """How people name the row of a cell: `data/<unit>/target.csv#7.01.06-2||2025`; a rule set by its path."""
    berkas, baris, _ = s
    return berkas if "/" in berkas else f"{KUMULATIF}#{baris}" if berkas == KUMULATIF else f"data/{unit}/{berkas}.csv#{baris}"


def sidik(isi: bytes) -> str:
    return hashlib.sha256(isi).hexdigest()
