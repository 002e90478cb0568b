"""Who answers for what: the post whose Perjanjian Kinerja names a code, the post whose name names an affair."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from triwulan.office.data import Data, ingat


def perjanjian(data: Data, tahun: int) -> pd.DataFrame:
    """The agreements of a year; of a year without, the last ones before it: who answers for what changes slowly."""
    rows = data["perjanjian"]
    return rows[rows["tahun"] == max((t for t in rows["tahun"] if t <= tahun), default=tahun)]


@ingat
def penanggung(data: Data, tahun: int, kode: str) -> str:
    """The post whose agreement names a code or the nearest code above it; of several the one lowest in the organisation,
    among equals the one with the shortest agreement, which is nearest to the work. A goal is the head's. Else the secretary."""
    if kode.startswith("tujuan"):
        return pengurus(data, "camat", "sekretaris")
    janji = perjanjian(data, tahun)
    panjang, atasan = janji.groupby("jabatan").size(), dict(zip(data["pejabat"]["jabatan"], data["pejabat"]["atasan"]))
    cocok = []
    for r in janji[janji["jenis"] != "naskah"].itertuples():
        milik = r.rujukan.rpartition("-")[0] if r.jenis == "target" else r.rujukan
        if kode == milik or kode.startswith(f"{milik}."):
            cocok.append((len(milik), len(list(_ke_atas(r.jabatan, atasan))), -panjang[r.jabatan], r.jabatan))
    return max(cocok)[-1] if cocok else pengurus(data, "sekretaris", "camat")


def pengurus(data: Data, *urusan: str) -> str:
    """The post whose name holds a word (`keuangan`), the words tried in turn; else the first post there is, "" without any."""
    nama = {r.jabatan: f"{r.jabatan} {r.nama_jabatan}".lower() for r in data["pejabat"].itertuples()}
    return next((j for kata in urusan for j, n in nama.items() if kata in n), next(iter(nama), ""))


@ingat
def keuangan(data: Data, tahun: int, kode: str) -> str:
    """Who enters the money of a code: the post for finance where the office has one, else who answers for the code."""
    nama = (r for r in data["pejabat"].itertuples() if "keuangan" in f"{r.jabatan} {r.nama_jabatan}".lower())
    return next((r.jabatan for r in nama), None) or penanggung(data, tahun, kode)


def _ke_atas(jabatan: str, atasan: dict[str, str]) -> Iterator[str]:
    while jabatan := atasan.get(jabatan, ""):
        yield jabatan
