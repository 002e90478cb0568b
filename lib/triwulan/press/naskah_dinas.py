"""What an archive says of its reports as official papers: letter numbers, classification, retention, who signs. Taken from the executed
notebooks and the office's own identity, never made up."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping

from triwulan.press.blok import MIME_BLOK
from triwulan.press.himpun import LAPORAN, PROYEK, RUSAK, Kumpulan

#: Identity rows of nomenklatur.csv: the archive's classification code and how long it is kept, as the office's schedule has it.
IDENTITAS = {"klasifikasi_arsip": "klasifikasi", "retensi_arsip": "retensi"}


def naskah(kumpulan: Kumpulan) -> dict[str, str]:
    """Letter number by report, and `klasifikasi`, `retensi`; only what is set."""
    hasil = {n: b["nomor"] for n in kumpulan.laporan for b in _blok(kumpulan, n) if b.get("jenis") == "sampul" and b.get("nomor")}
    for jalur, isi in kumpulan.isi.items():
        if jalur.startswith(f"{PROYEK}/data/") and jalur.endswith("/nomenklatur.csv"):
            for row in csv.DictReader(io.StringIO(isi.decode("utf-8-sig", "replace"))):
                if row.get("jenis") == "identitas" and row.get("kode") in IDENTITAS and row.get("uraian"):
                    hasil[IDENTITAS[row["kode"]]] = row["uraian"]
    return hasil


def penanda_tangan(kumpulan: Kumpulan) -> tuple[dict[str, str], ...]:
    """Each who signs one of the reports now, once: `jabatan`, `nama`, `nip` as printed."""
    semua = [
        {k: str(p.get(k, "")) for k in ("jabatan", "nama", "nip")}
        for n in kumpulan.laporan for b in _blok(kumpulan, n) if b.get("jenis") == "tanda-tangan" and b.get("bidang") for p in b["pihak"]
    ]
    return tuple({tuple(p.items()): p for p in semua}.values())


def _blok(kumpulan: Kumpulan, laporan: str) -> Iterator[Mapping]:
    """The blocks of an executed notebook."""
    try:
        sel = json.loads(kumpulan.isi[f"{LAPORAN}/{laporan}.ipynb"])["cells"]
        yield from [o["data"][MIME_BLOK] for c in sel for o in c.get("outputs", []) if MIME_BLOK in o.get("data", {})]
    except RUSAK:  # it says nothing; what it must say has been checked
        return
