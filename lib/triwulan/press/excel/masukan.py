"""What the tables of a workbook were made of: entered figures, figures of other reports, and what of it cannot be a formula."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from triwulan.form import asal

#: What the reference of a figure entered for one cell begins with.
ISIAN = "isian:"


@dataclass(frozen=True)
class Masukan:
    """A figure that comes from outside the tables: its reference (a row of data, a cell of another report, an address of its own),
    what it is in words, value, numerator and denominator as the ledger writes them, unit, document, place, note, the data rows
    behind it; of another report's cell how it is computed there and what of (none where that is not said)."""

    acuan: str
    nama: str
    nilai: str = ""
    pembilang: str = ""
    penyebut: str = ""
    satuan: str = ""
    dokumen: str = ""
    tempat: str = ""
    catatan: str = ""
    sumber: tuple[str, ...] = ()
    rumus: str = ""
    operan: tuple[str, ...] = ()

    @property
    def bernilai(self) -> Fraction | None:
        if self.penyebut and Fraction(self.penyebut):
            return 100 * Fraction(self.pembilang) / Fraction(self.penyebut)
        return Fraction(self.nilai) if self.nilai else None


@dataclass(frozen=True)
class Kelompok:
    """Figures of one kind under a heading, in the order in which the tables use them; whether they are typed."""

    judul: str
    isi: tuple[Masukan, ...]
    diketik: bool = False


def kumpulkan(semua: Mapping[str, asal.Isi], rujukan: Mapping[str, dict]) -> tuple[Kelompok, Kelompok, dict[str, str]]:
    """The entered figures of these tables, those of other reports, and by the address of each cell that shows an entered one as
    it is the reference of it. `rujukan` is what the tables say of what they refer to."""
    data: dict[str, Masukan] = {}
    lain: dict[str, Masukan] = {}
    tampak: dict[str, str] = {}

    def catat(acuan: str) -> Masukan | None:
        if acuan not in rujukan:
            return None
        tujuan = data if acuan.startswith("data/") else lain
        if acuan not in tujuan:
            d = rujukan[acuan]
            tujuan[acuan] = Masukan(
                acuan, **{k: d.get(k, "") for k in ("nama", "nilai", "pembilang", "penyebut", "satuan", "dokumen", "tempat", "catatan", "rumus")}, operan=tuple(d.get("operan", ())),
            )
            for o in tujuan[acuan].operan:
                if o not in semua:
                    catat(o)
        return tujuan[acuan]

    for alamat, i in semua.items():
        if i.sel.get("rumus"):
            for o in i.sel.get("operan", []):
                if o not in semua:
                    catat(o)
        elif i.nilai is not None:
            sumber = i.sel.get("sumber", [])
            satu = catat(sumber[0]) if len(sumber) == 1 else None
            if satu is None or satu.bernilai != i.nilai or satu.penyebut:
                satu = data.setdefault(isian(alamat), _sendiri(alamat, i, rujukan))
            tampak[alamat] = satu.acuan
    return Kelompok("Angka masukan", tuple(data.values()), diketik=True), Kelompok("Angka dari laporan lain", tuple(lain.values())), tampak


def isian(alamat: str) -> str:
    """The reference of a figure that is entered for one cell alone: the cell itself is what stands in the table."""
    return f"{ISIAN}{alamat}"


def sel_lain(lain: Kelompok, rujukan: Mapping[str, dict]) -> tuple[dict[str, asal.Isi], dict[str, str]]:
    """Other reports' cells as cells that a formula can be made for, by address; and the reference of those that only show a figure."""
    tabel = {"baris": [], "rujukan": rujukan}
    sel = {}
    for m in lain.isi:
        laporan, nama, baris, kolom = m.acuan.split("/", 3)
        isi = {"alamat": m.acuan, "nilai": m.nilai, "tampil": m.nilai, "rumus": m.rumus, "operan": list(m.operan)}
        sel[m.acuan] = asal.Isi(tabel | {"laporan": laporan, "tabel": nama}, {"id": baris}, {"kunci": kolom, "bagian": ""}, isi, m.nama)
    return sel, {m.acuan: m.operan[0] for m in lain.isi if len(m.operan) == 1 and not m.rumus}


def tetapkan(lain: Kelompok, hidup: Container[str], sebab: Mapping[str, str]) -> Kelompok:
    """The figures of other reports, those that are no formula here with a note that says so."""
    def catatan(m: Masukan) -> str:
        mengapa = f" ({sebab[m.acuan]})" if m.acuan in sebab else ""
        return f"Dihitung di laporan {m.acuan.partition('/')[0]} dan tidak mengikuti perubahan di buku ini{mengapa}."

    return replace(lain, isi=tuple(m if m.acuan in hidup else replace(m, catatan=" ".join(t for t in (m.catatan, catatan(m)) if t)) for m in lain.isi))


def tanpa_rumus(semua: Mapping[str, asal.Isi], sebab: Mapping[str, str]) -> Kelompok:
    """Derived figures that are no formula in this workbook, each with the reason."""
    return Kelompok("Hitungan yang di buku ini tidak berumus", tuple(replace(_sendiri(a, semua[a], {}), catatan=s) for a, s in sebab.items()))


def _sendiri(alamat: str, i: asal.Isi, rujukan: Mapping[str, dict]) -> Masukan:
    """A figure that is no single row of data as it stands there."""
    sumber = tuple(i.sel.get("sumber", []))
    d = [rujukan[s] for s in sumber if s in rujukan]
    return Masukan(
        isian(alamat), asal.label(i), i.sel["nilai"], satuan=i.sel.get("satuan", ""), dokumen="; ".join(dict.fromkeys(x["dokumen"] for x in d if x.get("dokumen"))),
        tempat="; ".join(dict.fromkeys(x["tempat"] for x in d if x.get("tempat"))), sumber=sumber,
    )
