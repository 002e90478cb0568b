"""What an LRA does not bring: money of the scopes that are not its own, which is known by sub kegiatan and entered by hand."""

from __future__ import annotations

from triwulan.laporan import kurang
from triwulan.office.data import Data
from triwulan.office.params import Parameter
from triwulan.office.periode import tulis


def kalimat(data: Data, p: Parameter, lingkup: str, hari: str) -> list[str]:
    """Spending of other scopes that the quarter still lacks; their changed budget, where this LRA brings one of the date `hari`."""
    pagu = data["pagu"][(data["pagu"]["tahun"] == p.tahun) & (data["pagu"]["lingkup"] != lingkup)]
    isian, hasil = f"triwulan isian params/{p.unit}/{tulis(p.periode)}.yaml BERKAS.xlsx", []
    for lain in dict.fromkeys(pagu["lingkup"]):
        belum = [k for _, k in kurang.realisasi_anggaran(data, p) if k and k.lingkup == lain]
        if belum:
            hasil.append(f"LRA ini hanya membawa lingkup {lingkup}. Realisasi lingkup {lain} belum ada untuk {len(belum)} baris ({'; '.join(dict.fromkeys(k.yang for k in belum))}): diisi di buku isian, lembar Anggaran ({isian}).")
        if hari and hari not in set(pagu.loc[pagu["lingkup"] == lain, "berlaku"]):
            hasil.append(f"Pagu perubahan {hari} lingkup {lain} tidak dibawa LRA ini: diisi di buku isian, lembar Pagu ({isian}).")
    return hasil
