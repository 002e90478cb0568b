"""Where the operands of a figure stand: every cell of a table linked to the cells and data rows it was made of.

The office says what a figure was made of (an indicator's performance, accounts); only a table knows in which cell that
stands. A quantity, a row's code and a scope name one figure of the office (`Column.besaran`): it is looked for in the
table itself, in the report's earlier tables, in the one report that shows every code of the scope; what stands in no cell
is followed down to the rows of data.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from triwulan.form.table import Sel, Tabel
from triwulan.laporan import baris
from triwulan.laporan.laporan import Laporan
from triwulan.laporan.pohon import program_sasaran
from triwulan.laporan.rumah import Rumah
from triwulan.office import kinerja, periode
from triwulan.office.aturan import ambang
from triwulan.office.kode import PROGRAM
from triwulan.office.rujukan import rujukan

#: (quantity, row, scope) of a figure of the office → the cell that shows it.
Tempat = dict[tuple[str, str, str], Sel]
KATA = {"K": "realisasi", "T": "target"}


def tempat(tabel: Tabel, lingkup: str) -> Tempat:
    """The figures of the office in a table; a total is the total of its own rows, and no figure of the office."""
    return {
        (besaran, b.id, lingkup): sel
        for b in tabel.baris if b.jenis == "data" for c in tabel.form.columns for key in c.keys
        if (besaran := c.besaran_of(key.partition("/")[2])) and isinstance(sel := b.sel.get(key), Sel)
    }


class Tautan:
    """The links of one report: called with each table as it is filled, it remembers where figures stand."""

    def __init__(self, lap: Laporan):
        self.lap, self.rumah, self.tempat = lap, Rumah(lap), {}

    def __call__(self, tabel: Tabel, lingkup: str) -> Tabel:
        """`tabel` with the operands of each cell as addresses, else data rows; with the other reports that print the same
        figure; and with a description of whatever its cells refer to outside this report."""
        penaut = Penaut(self, tabel, lingkup)
        hasil = tuple(
            replace(b, sel={key: penaut.sel(b.id, key, v) if isinstance(v, Sel) else v for key, v in b.sel.items()}) for b in tabel.baris
        )
        tabel = replace(tabel, baris=hasil, rujukan=dict(sorted(penaut.rujukan(hasil))), skala=_skala(self.lap, tabel))
        self.tempat = tempat(tabel, lingkup) | self.tempat
        return tabel


@dataclass
class Penaut:
    """One table being linked; see `Tautan`."""

    tautan: Tautan
    tabel: Tabel
    lingkup: str

    @property
    def lap(self) -> Laporan:
        return self.tautan.lap

    @property
    def rumah(self) -> Rumah:
        return self.tautan.rumah

    def sel(self, id_: str, key: str, sel: Sel) -> Sel:
        """The cell with its operands resolved."""
        kolom, _, bagian = key.partition("/")
        besaran = self.tabel.form.by_id[kolom].besaran_of(bagian)
        if sel.nilai is not None:
            sel = replace(sel, juga=self.rumah.juga(besaran, id_, self.lingkup))
        if anak := self._penjumlah(id_, key, sel):
            return replace(sel, rumus=f"jumlah({kolom})", operan=anak, sumber=())
        if not any(o[:2] in ("K:", "T:") for o in sel.operan):
            return sel
        letak, rumus = self._letak(sel.operan, besaran), self._berbaris(sel.rumus, sel.operan)
        # Where the operands stand in one column of this table, the method names it: gabungan(5)/gabungan(4).
        pakai = {jenis: {_kolom_dari(self.tabel, a) for j, dimana in letak if j == jenis for a in dimana} for jenis in KATA}
        if all(len(p) <= 1 and "" not in p for p in pakai.values()):
            for jenis, kolom_ in pakai.items():
                for k in kolom_:
                    rumus = rumus.replace(KATA[jenis], k)
        return replace(sel, rumus=rumus, operan=tuple(dict.fromkeys(a for _, dimana in letak for a in dimana)))

    def _letak(self, operan: Iterable[str], besaran: str) -> list[tuple[str, list[str]]]:
        """(K, T or "" for a row of data, where it stands) of each operand."""
        besaran = besaran if besaran.startswith("K-tw") else "K"
        return [(o[0], self._cari(o[0], o[2:], besaran)) if o[:2] in ("K:", "T:") else ("", [o]) for o in operan]

    def _berbaris(self, rumus: str, operan: Iterable[str]) -> str:
        """The method with rows of tables where it speaks of single indicators."""
        for id_ in dict.fromkeys(o[2:] for o in operan if o[:2] in ("K:", "T:")):
            rumus = rumus.replace(f"{id_}:", f"{baris.baris_id(self.lap, kinerja.satu_indikator(self.lap.data, id_, self.lingkup), self.lingkup)}:")
        return rumus

    def _penjumlah(self, id_: str, key: str, sel: Sel) -> tuple[str, ...]:
        """The cells below in the same column whose data rows are together exactly this cell's: parents are sums of children."""
        if not (key in self._uang and sel.sumber and sel.nilai is not None):
            return ()
        anak = [self.tabel.by_id[i].sel[key] for i in self._anak(id_)]
        # A cell that is empty by its nature adds nothing now; a workbook's sum reaches over it for the day it is filled.
        anak = [a for a in anak if a.nilai is not None or a.abai]
        bawah = [s for a in anak for s in a.sumber]
        return tuple(a.alamat for a in anak) if bawah and sorted(bawah) == sorted(sel.sumber) else ()

    @cached_property
    def _program(self) -> list[str]:
        """The rows of the table that are codes of the programme tree."""
        return [b.id for b in self.tabel.baris if PROGRAM.fullmatch(b.id)]

    def _anak(self, id_: str) -> list[str]:
        bawah = [b for b in self._program if b.startswith(f"{id_}.")] if PROGRAM.fullmatch(id_) else [b for b in self._program if b in program_sasaran(self.lap, id_)]
        return [b for b in bawah if not any(b.startswith(f"{lain}.") for lain in bawah)]

    def _cari(self, jenis: str, id_: str, besaran: str) -> list[str]:
        """Where an indicator's performance or target stands."""
        ind = kinerja.satu_indikator(self.lap.data, id_, self.lingkup)
        kunci = (besaran if jenis == "K" else "target", baris.baris_id(self.lap, ind, self.lingkup), self.lingkup)
        for peta in (self._sendiri, self.tautan.tempat):
            if kunci in peta and peta[kunci].nilai is not None:
                return [peta[kunci].alamat]
        if alamat := self.rumah.alamat(*kunci):
            return [alamat]
        angka = self._angka(jenis, id_, besaran)
        bawah = [a for o in angka.operan if o[:2] in ("K:", "T:") for a in self._cari(o[0], o[2:], besaran)]
        return bawah or list(angka.sumber or angka.operan)

    def _angka(self, jenis: str, id_: str, besaran: str) -> kinerja.Angka:
        p = self.lap.parameter
        if jenis == "T":
            return baris.target(self.lap, id_, self.lingkup)
        rentang = periode.triwulan(p.tahun, int(besaran[-1])) if besaran.startswith("K-tw") else p.sampai
        return kinerja.realisasi(self.lap.data, id_, self.lingkup, rentang, self.lap.aturan.polaritas.turun)

    def rujukan(self, rows) -> Iterator[tuple[str, dict[str, object]]]:
        """(reference, description) of each data row and each other report's cell that the table's cells name, and of what such a
        cell was made of in its turn."""
        semua = dict.fromkeys(r for b in rows for v in b.sel.values() if isinstance(v, Sel) for r in (*v.operan, *v.sumber))
        antre = list(semua)
        for r in antre:
            if r.startswith("data/"):
                yield r, rujukan(self.lap.data, r) | self.rumah.akun(r)
            elif not r.startswith(f"{self.lap.nama}/"):
                yield r, (uraian := self.rumah.uraian(r, self.lingkup) | self._cara(r))
                antre += [o for o in uraian.get("operan", ()) if o not in antre]

    def _cara(self, alamat: str) -> dict[str, object]:
        """How another report's cell is computed, for whoever has this report alone: `rumus` (none where it shows one row of data)
        and `operan`; nothing where it has no value."""
        _, besaran, angka = self.rumah.angka(alamat, self.lingkup)
        if angka.nilai is None:
            return {}
        asal = angka.operan or angka.sumber
        operan = list(dict.fromkeys(a for _, dimana in self._letak(asal, besaran) for a in dimana))
        return ({"rumus": self._berbaris(angka.rumus, asal)} if angka.rumus else {}) | {"operan": operan}

    @cached_property
    def _sendiri(self) -> Tempat:
        return tempat(self.tabel, self.lingkup)

    @cached_property
    def _uang(self) -> set[str]:
        return {key for c in self.tabel.form.columns for key in c.keys if c.besaran_of(key.partition("/")[2]) and c.unit_of(key.partition("/")[2]) == "Rp"}


def _kolom_dari(tabel: Tabel, alamat: str) -> str:
    """The column of an address in this table; "" for what stands elsewhere."""
    awal = f"{tabel.laporan}/{tabel.tabel}/"
    return alamat.removeprefix(awal).split("/")[1] if alamat.startswith(awal) else ""


def _skala(lap, tabel: Tabel) -> tuple[Mapping[str, str], ...]:
    """The bands of the rule set, for a table that prints grades: each as printed, and from which number on the variant gives it."""
    if not any(c.menilai for c in tabel.form.columns) and not any(b.menilai for b in tabel.baris):
        return ()
    skala = lap.aturan.skala
    mulai = {p: f"{'>' if skala.varian == 'C' or skala.varian == 'B' and n == len(skala.pita) - 1 else '>='}{batas}" for n, (p, batas) in enumerate(ambang(skala))}
    return tuple(
        {"predikat": p.predikat, "tercetak": p.tercetak, "arti": p.arti, "varian": skala.varian, "dari": str(p.dari), "sampai": str(p.sampai), "mulai": mulai[p.predikat]}
        for p in skala.pita
    )
