"""The figures of an office by quantity, row and scope, gathered from the tables of all reports: what a printed figure could be
instead of what it should be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from triwulan.form.audit.sebab import Lain
from triwulan.form.calculate import hitung
from triwulan.form.nilai import Nilai
from triwulan.form.table import Sel, Tabel
from triwulan.laporan import baris as sap
from triwulan.laporan.laporan import Laporan
from triwulan.office import anggaran, kinerja
from triwulan.office.kode import PROGRAM
from triwulan.office.periode import ROMAWI, Periode, bulan, sampai

#: (quantity, row, scope) → value; achievements and absorption in percent, whichever way a form prints them.
Kunci = tuple[str, str, str]
PERSEN = ("capaian", "serapan", "capaian-renstra", "serapan-renstra", "efisiensi")


class Besaran:
    """All figures of a quarter; see the module."""

    def __init__(self, laporan: Mapping[str, Laporan]):
        self.laporan = laporan
        self._sap: dict[tuple[str, str], Tabel] = {}
        self.lingkup: dict[tuple[str, str], str] = {}
        self.nilai: dict[Kunci, Nilai] = {}
        self.tempat: dict[Kunci, list[str]] = {}
        for lap in laporan.values():
            for tabel in lap.tabel_tampil.values():
                self._tambah(lap, tabel)

    def _tambah(self, lap: Laporan, tabel: Tabel) -> None:
        lingkup = next((k for k in ("kecamatan", "kecamatan+kelurahan") if lap.identitas(k) == tabel.lingkup), "")
        self.lingkup[tabel.laporan, tabel.tabel] = lingkup
        for b in tabel.baris if lingkup else ():
            for key, sel in b.sel.items():
                if isinstance(sel, Sel) and (besaran := _besaran(tabel, key)) and b.jenis == "data":
                    self.nilai.setdefault((besaran, b.id, lingkup), persen(sel.nilai, sel.satuan, besaran))
                    self.tempat.setdefault((besaran, b.id, lingkup), []).append(sel.alamat)

    def _bulan_ini(self, tabel: Tabel, baris: str, key: str) -> list[Lain]:
        """Of the SAP-format LRA, whose rows are sums of accounts: the figure of the quarter's last month alone."""
        lap = self.laporan[tabel.laporan]
        p = lap.parameter
        if (tabel.laporan, tabel.tabel) not in self._sap:
            rows = sap.lra_sap(lap, self.lingkup[tabel.laporan, tabel.tabel], Periode(p.tahun, p.periode.akhir, p.periode.akhir))
            self._sap[tabel.laporan, tabel.tabel] = hitung(tabel.form, rows, laporan=tabel.laporan, tabel=tabel.tabel, judul="")
        nilai = self._sap[tabel.laporan, tabel.tabel].sel(baris, key).nilai
        return [] if nilai is None else [Lain("usang", f"bulan {bulan(p.periode.akhir)} saja", nilai)]

    def lain(self, tabel: Tabel, baris: str, key: str) -> list[Lain]:
        """What a wrong figure of the cell may be: of another quarter, of the other scope; in the cell's own unit."""
        if tabel.form.code == "lra-sap":
            return self._bulan_ini(tabel, baris, key)
        besaran, lingkup = _besaran(tabel, key), self.lingkup[tabel.laporan, tabel.tabel]
        sel = tabel.by_id[baris].sel.get(key) if baris in tabel.by_id else None
        if not besaran or not isinstance(sel, Sel):
            return []
        hasil = [Lain("usang", sebutan, n) for sebutan, n in self._waktu_lain(besaran, baris, lingkup)]
        hasil += [Lain("lingkup", nama, n) for (b, i, s), n in self.nilai.items() if (b, i) == (besaran, baris) and s != lingkup and n is not None for nama in [self._nama(s)]]
        hasil += self._dijumlah(besaran, baris, lingkup)
        return [Lain(x.jenis, x.sebutan, x.nilai / 100 if sel.satuan == "rasio" and besaran in PERSEN else x.nilai) for x in hasil]

    def _dijumlah(self, besaran: str, baris: str, lingkup: str) -> list[Lain]:
        """The quarters of an indicator added up, for figures that follow from its performance but do not add up."""
        n = next(iter(self.laporan.values())).parameter.triwulan
        triwulan = [self.nilai.get((f"K-tw{q}", baris, lingkup)) for q in range(1, n + 1)]
        per = {"K": 100, "K-renstra": 100, "capaian": self.nilai.get(("target", baris, lingkup)), "capaian-renstra": self.nilai.get(("target-renstra", baris, lingkup))}.get(besaran)
        if not per or None in triwulan or n < 2:
            return []
        return [Lain("akumulasi", "jumlah triwulan-triwulannya", Fraction(100) * sum(triwulan) / per)]

    def _nama(self, lingkup: str) -> str:
        return next(iter(self.laporan.values())).identitas(lingkup)

    def _waktu_lain(self, besaran: str, baris: str, lingkup: str) -> list[tuple[str, Fraction]]:
        """(name, value) of the same quantity in single quarters, up to earlier quarters, in single months, before the change."""
        ambil = lambda b: self.nilai.get((b, baris, lingkup))  # noqa: E731
        n = next(iter(self.laporan.values())).parameter.triwulan
        satu = [(f"triwulan {ROMAWI[q - 1]} saja", q) for q in range(1, n + 1)]
        hasil: list[tuple[str, Nilai]] = []
        dasar = {"K": "K", "capaian": "K", "realisasi": "realisasi", "serapan": "realisasi", "efisiensi": ""}.get(besaran)
        if besaran in ("K", "realisasi"):
            hasil += [(sebutan, ambil(f"{besaran}-tw{q}")) for sebutan, q in satu]
            hasil += [(f"s/d triwulan {ROMAWI[q - 1]}", self._sampai(besaran, baris, lingkup, q)) for q in range(1, n)]
        elif besaran in ("capaian", "serapan"):
            per = ambil("target" if besaran == "capaian" else "pagu")
            hasil += [(sebutan, 100 * a / per) for sebutan, q in satu if per and (a := ambil(f"{dasar}-tw{q}")) is not None]
            hasil += [(f"s/d triwulan {ROMAWI[q - 1]}", 100 * a / per) for q in range(1, n) if per and (a := self._sampai(dasar, baris, lingkup, q)) is not None]
        elif besaran[:-1].endswith("-tw"):
            hasil += [(f"triwulan {ROMAWI[q - 1]}", ambil(f"{besaran[:-1]}{q}")) for q in range(1, n + 1) if f"{besaran[:-1]}{q}" != besaran]
            hasil.append(("kumulatif s/d triwulan ini", ambil(besaran[:-4])))
        elif besaran == "pagu":
            hasil.append(("anggaran sebelum perubahan", ambil("pagu-murni")))
        elif besaran == "pagu-murni":
            hasil.append(("anggaran setelah perubahan", ambil("pagu")))
        if besaran.startswith("realisasi"):
            hasil += [(nama, ambil(b)) for b, nama in (("realisasi-bulan-lalu", "s/d bulan lalu"), ("realisasi-bulan-ini", "bulan ini saja"), ("realisasi", "kumulatif")) if b != besaran]
        return [(s, v) for s, v in hasil if v is not None]

    def _sampai(self, besaran: str, baris: str, lingkup: str, q: int) -> Nilai:
        lap = next(iter(self.laporan.values()))
        kode, _, ke = baris.partition("~")
        rentang = sampai(lap.parameter.tahun, q)
        if besaran == "realisasi":
            return anggaran.jumlah(anggaran.realisasi(lap.data, lingkup, rentang), kode).nilai if PROGRAM.fullmatch(baris) else None
        semua = kinerja.indikator(lap.data, kode, lingkup)
        if len(semua) < int(ke or 1):
            return None
        return kinerja.realisasi(lap.data, semua[int(ke or 1) - 1]["id"], lingkup, rentang, lap.aturan.polaritas.turun).nilai


def persen(nilai: Nilai, satuan: str, besaran: str) -> Nilai:
    """The value in percent where the quantity is a quotient that this form prints as a fraction."""
    return nilai * 100 if nilai is not None and satuan == "rasio" and besaran in PERSEN else nilai


def _besaran(tabel: Tabel, key: str) -> str:
    kolom, _, bagian = key.partition("/")
    return tabel.form.by_id[kolom].besaran_of(bagian)


def per_alamat(semua: Sequence[Laporan]) -> dict[str, Sel]:
    """Every cell of the reports by address."""
    return {s.alamat: s for lap in semua for t in lap.tabel_tampil.values() for b in t.baris for s in b.sel.values() if isinstance(s, Sel)}
