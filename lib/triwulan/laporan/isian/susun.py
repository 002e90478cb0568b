"""An entry workbook put together: its sheets, its stamp, its bytes."""

from __future__ import annotations

import hashlib
from datetime import date

from triwulan.laporan import status
from triwulan.laporan.isian import anggaran, cap, kegiatan, kinerja, pagu, sisa, tahunan, tulis, uang, uraian
from triwulan.laporan.isian.model import Bahan, Lembar
from triwulan.office import periode
from triwulan.office.aturan import Aturan
from triwulan.office.data import Data
from triwulan.office.params import Parameter
from triwulan.press.excel.buku import Buku


def buku(data: Data, parameter: Parameter, aturan: Aturan, jabatan: str = "") -> bytes:
    """The workbook of a quarter as a file: of the whole office, or of one post its part."""
    b = Bahan(data, parameter, aturan, jabatan)
    semua, sidik = lembar(b), sidik_data(data)
    jadi = Buku(f"Buku isian {data.nama('unit')}, {periode.sebut(parameter.periode)}", data.nama("unit"), date.fromisoformat(parameter.tanggal_laporan))
    tulis.tulis(jadi, semua, parameter, data.kertas)
    cap.tulis(jadi, semua, parameter, jabatan, sidik)
    return jadi.bita()


def lembar(b: Bahan) -> list[Lembar]:
    """The sheets in the order in which they stand; those with nothing to ask are left out."""
    nama = status.nama_jabatan(b.data, b.parameter)
    awal, akhir = [pagu.lembar(b)], []
    if not uang.ditanya(b):  # nothing that everybody needs first, only a change that may come
        awal, akhir = akhir, awal
    for s in (tahunan.target(b), tahunan.perjanjian(b)):
        (awal if s and any("terisi" in r.sel for r in s.baris) else akhir).append(s)
    isi = [*awal, kinerja.lembar(b), anggaran.lembar(b), uraian.lembar(b), uraian.kendala(b), kegiatan.lembar(b), *akhir]
    isi = [s for s in isi if s is not None and any(s.isian)]
    kurang = sisa.kurang(b, isi, nama)
    return [sisa.isian(b, [*isi, kurang], sidik_data(b.data), nama), *isi, kurang]


def pengisi(data: Data, parameter: Parameter, aturan: Aturan) -> list[str]:
    """The posts that a quarter still lacks something of, in the order of pejabat.csv."""
    utang = {k.jabatan for k in status.kosong(data, parameter, aturan)}
    return [j for j in status.nama_jabatan(data, parameter) if j in utang]


def sidik_data(data: Data) -> str:
    """The checksum of the data files that a workbook is made from."""
    return hashlib.sha256("".join(f"{n}:{s}\n" for n, s in sorted(data.sidik.items()) if n.endswith(".csv")).encode()).hexdigest()
