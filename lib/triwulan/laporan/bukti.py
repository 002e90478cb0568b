"""The evidence behind K: which realised figure rests on which document, and how many rest on one."""

from __future__ import annotations

from fractions import Fraction

from triwulan.form.angka import tampil
from triwulan.form.calculate import BarisIsian, Isian
from triwulan.laporan.laporan import Laporan, Teks
from triwulan.laporan.pohon import cakupan
from triwulan.office import kinerja
from triwulan.office.kode import induk, potong
from triwulan.office.periode import sebut, tulis


def bukti(lap: Laporan, lingkup: str) -> list[BarisIsian]:
    """One row a realised K up to the quarter that the post answers for, with its evidence."""
    rows = []
    for n, (ind, r) in enumerate(_realisasi(lap, lingkup), 1):
        nilai = r.nilai if r.nilai is not None else 100 * r.pembilang / r.penyebut
        rumus, operan = ("", ()) if r.nilai is not None else ("pembilang/penyebut x 100%", (r.acuan,))
        teks = {"1": str(n), "2": ind["nama"], "3": sebut(r.periode), "5": r.bukti or "belum ada"}
        bulan = r.periode.akhir - r.periode.awal + 1
        rows.append(BarisIsian(f"{r.indikator}:{tulis(r.periode)}", teks, {"4": Isian(nilai, (r.acuan,), rumus, operan)}, kinerja.satuan(ind, bulan)))
    return rows


def cakupan_bukti(lap: Laporan) -> Teks:
    """How many of the realised K have evidence, as a sentence."""
    semua = [r.bukti for _, r in _realisasi(lap, lap.lingkup)]
    ada = sum(bool(b) for b in semua)
    if not semua:
        return Teks("Belum ada realisasi kinerja yang perlu dibuktikan.")
    return Teks(f"Dari {len(semua)} realisasi kinerja dalam laporan ini, {ada} disertai bukti ({tampil(Fraction(100 * ada, len(semua)), 1)} %).")


def _realisasi(lap: Laporan, lingkup: str):
    """(indicator, row) of every realisation up to the quarter for the codes of the post's agreement, above and below them;
    the goals are the head's."""
    anggaran = tuple(f"{k}." for k in lap.perjanjian("anggaran")["rujukan"])
    kode = set(lap.perjanjian("anggaran")["rujukan"]) | {k for s in cakupan(lap, lingkup) for k in (s, induk(s), potong(s, 3))}
    kode |= {i.rpartition("-")[0] for i in lap.perjanjian("target")["rujukan"]}
    rows = lap.data["realisasi_k"]
    rows = rows[rows["lingkup"].isin(["", lingkup]) & rows["periode"].map(lap.parameter.sampai.memuat).astype(bool)]
    for r in rows.itertuples():
        ind = kinerja.satu_indikator(lap.data, r.indikator, lingkup)
        if ind["kode"] in kode or ind["kode"].startswith(anggaran) or (lap.jabatan == "camat" and ind["kode"].startswith("tujuan")):
            yield ind, r
