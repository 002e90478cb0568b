"""Which file is an entry workbook: by its hidden sheet, or, where that is gone or the file is of another kind, by its other marks."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from pathlib import Path

from triwulan.form.lembar.kemasan import bahaya
from triwulan.laporan.isian import anggaran, kegiatan, kinerja, pagu, sisa, uraian
from triwulan.laporan.isian.model import CAP
from triwulan.office.masalah import Masalah

#: Sheets of which a workbook has one beside the first, whatever post it is for.
ISI = (kinerja.NAMA, anggaran.NAMA, pagu.NAMA, uraian.NAMA, kegiatan.NAMA, sisa.KURANG)
XLSX = (".xlsx", ".xlsm")
#: Where a workbook names its sheets, by the kind of file.
DAFTAR = ("xl/workbook.xml", "content.xml", "xl/workbook.bin")
#: A hidden column name, as the first line of a sheet saved as CSV has them.
NAMA_KOLOM = re.compile(r"[a-z_]+|\d{4}(-\d\d|-tw\d)?")
#: How old workbooks begin.
OLE = b"\xd0\xcf\x11\xe0"


def dikenali(path: Path) -> bool:
    """Whether a file is an entry workbook, in whatever kind of file, with its stamp or without."""
    try:
        isi = path.read_bytes()
    except OSError:
        return False
    if isi.startswith(b"PK"):
        return _zip(isi)
    if isi.startswith(OLE):
        return CAP.encode() in isi or CAP.encode("utf-16-le") in isi
    return path.suffix.lower() in (".csv", ".tsv", ".txt") and _csv(isi)


def jenis(path: Path) -> list[Masalah]:
    """What is wrong with the kind of file that an entry workbook was saved as."""
    if path.suffix.lower() in XLSX:
        return []
    return [Masalah(path.name, f"buku isian yang disimpan sebagai {path.suffix or 'berkas tanpa akhiran'}; buka lagi buku isiannya, lalu Simpan Sebagai .xlsx, hanya itu yang dibaca")]


def _zip(isi: bytes) -> bool:
    if bahaya(isi):  # then the reader of workbooks says so
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(isi)) as berkas:
            teks = b"".join(berkas.read(n) for n in DAFTAR if n in berkas.namelist())
    except (OSError, zipfile.BadZipFile, RuntimeError):
        return False
    if b"<" not in teks[:200]:
        return CAP.encode("utf-16-le") in teks
    nama = set(re.findall(r'<(?:\w+:)?(?:sheet|table) [^>]*?\bname="([^"]*)"', teks.decode("utf-8", "replace")))
    return CAP in nama or sisa.NAMA in nama and bool(nama & set(ISI))


def _csv(isi: bytes) -> bool:
    """A single sheet: hidden column names in the first line, the first cell of the first two lines empty."""
    teks = isi.decode("utf-16" if isi[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig", "replace").splitlines()[:2]
    for pemisah in ";,\t":
        baris = list(csv.reader(teks, delimiter=pemisah))
        if len(baris) == 2 and all(r and not r[0] for r in baris) and sum(map(bool, baris[1])) == 1:
            ada = [k for k in baris[0] if k]
            return len(ada) >= 4 and all(NAMA_KOLOM.fullmatch(k) for k in ada)
    return False
