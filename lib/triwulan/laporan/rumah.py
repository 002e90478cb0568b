"""The home of a figure: the one report that shows every code of a scope, so that other reports can point to it there.

Of the office alone that is the Sekretaris's cost-per-outcome table, its accounts are the LRA in the Camat's report; with
the kelurahan it is the Evaluasi Renja form. A report that the office does not owe is nobody's home.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

import pandas as pd

from triwulan.form.angka import desimal, tampil
from triwulan.laporan import baris, pohon, renja
from triwulan.laporan.daftar import laporan
from triwulan.laporan.laporan import Laporan
from triwulan.office import kinerja
from triwulan.office.periode import triwulan

#: Column of a quantity in the home of a scope, and in the LRA by account.
KECAMATAN = {"target": "4", "K": "5", "capaian": "6", "pagu": "7", "realisasi": "8", "serapan": "9", "efisiensi": "10"}
BESERTA = {"target": "8/K", "pagu": "8/Rp", "K": "13/K", "realisasi": "13/Rp", "capaian": "14/K", "serapan": "14/Rp", **{f"K-tw{n}": f"{n + 8}/K" for n in range(1, 5)}}
RUMAH = {"kecamatan": ("lkj-sekretaris/2.3", KECAMATAN), "kecamatan+kelurahan": ("evaluasi-renja/utama", BESERTA)}
LRA = "lkj-camat/lra-rekening"


class Rumah:
    """The homes as one report sees them."""

    def __init__(self, lap: Laporan):
        self.lap = lap

    def alamat(self, besaran: str, id_: str, lingkup: str) -> str:
        """The address of a figure at home; "" where its scope has none, the code is not shown there, or home is this report."""
        tabel, kolom = RUMAH.get(lingkup, ("", {}))
        laporan_ = tabel.partition("/")[0]
        if laporan_ not in self._ada or laporan_ == self.lap.nama or besaran not in kolom or id_ not in self._baris[lingkup]:
            return ""
        return f"{tabel}/{id_}/{kolom[besaran]}"

    def juga(self, besaran: str, id_: str, lingkup: str) -> tuple[tuple[str, str], ...]:
        """(address, "") where the same figure is printed at home, (address, scope) of the row's figure in the other scope."""
        urut = sorted(RUMAH, key=lambda s: s != lingkup)
        return tuple((a, "" if s == lingkup else self.lap.identitas(s)) for s in urut if (a := self.alamat(besaran, id_, s)))

    def akun(self, acuan: str) -> dict[str, str]:
        """{"alamat": …} of the LRA's row for a data row of money by account; {} for any other."""
        berkas, _, kunci = acuan.partition("#")
        nama = berkas.rpartition("/")[2]
        if nama not in ("pagu.csv", "realisasi_rp.csv") or LRA.partition("/")[0] not in self._ada:
            return {}
        row = self.lap.data.baris_acuan(acuan)
        if not row["akun"] or row["lingkup"] != "kecamatan":
            return {}
        if nama == "pagu.csv":
            kolom = "4" if row["tahap"] == "perubahan" else "3"
        else:
            kolom = "5b" if row["periode"].awal == self.lap.parameter.periode.akhir else "5a"
        return {"alamat": f"{LRA}/{row['kode']}:{row['akun']}/{kolom}"}

    def angka(self, alamat: str, lingkup: str) -> tuple[pd.Series, str, kinerja.Angka]:
        """The indicator, the quantity (`target`, `K`, `K-tw1` …) and the figure of a cell at home."""
        laporan_, tabel, id_, kunci = alamat.split("/", 3)
        kode, _, ke = id_.partition("~")
        ind = kinerja.indikator(self.lap.data, kode, lingkup)[int(ke or 1) - 1]
        kolom = next(k for rumah, k in RUMAH.values() if rumah == f"{laporan_}/{tabel}")
        besaran = next(b for b, k in kolom.items() if k == kunci)
        if besaran == "target":
            return ind, besaran, baris.target(self.lap, ind["id"], lingkup)
        p = self.lap.parameter
        rentang = triwulan(p.tahun, int(besaran[-1])) if besaran.startswith("K-tw") else p.sampai
        return ind, besaran, kinerja.realisasi(self.lap.data, ind["id"], lingkup, rentang, self.lap.aturan.polaritas.turun)

    def uraian(self, alamat: str, lingkup: str) -> dict[str, str]:
        """A cell of another report in words: its name, its value as printed there."""
        ind, besaran, angka = self.angka(alamat, lingkup)
        peran = "target" if besaran == "target" else "realisasi"
        return {
            "nama": f"{peran.capitalize()}: {ind['nama']}", "peran": peran, "nilai": desimal(angka.nilai), "tampil": tampil(angka.nilai, None),
            "satuan": baris.satuan(ind), "alamat": alamat,
        }

    @cached_property
    def _ada(self) -> set[str]:
        return {s.nama for s in laporan(self.lap.data, self.lap.parameter.tahun)}

    @cached_property
    def _baris(self) -> dict[str, set[str]]:
        """The rows at home, by scope."""
        rumah = {"kecamatan": ("sekretaris", pohon.susunan), "kecamatan+kelurahan": ("camat", renja.susunan)}
        return {
            lingkup: {kode if n == 0 else f"{kode}~{n + 1}" for kode in susunan(replace(self.lap, jabatan=jabatan), lingkup) for n in range(max(1, len(kinerja.indikator(self.lap.data, kode, lingkup))))}
            for lingkup, (jabatan, susunan) in rumah.items()
        }
