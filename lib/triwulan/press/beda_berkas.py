"""Where two files part: the line of a text, the part of an office file, the byte of anything else."""

from __future__ import annotations

import io
import zipfile
from pathlib import PurePosixPath

TEKS, KANTOR = {".ipynb", ".html", ".csv", ".json"}, {".docx", ".xlsx"}
#: So much of a line is shown from where it differs.
KUTIP = 40


def beda(nama: str, lama: bytes, baru: bytes) -> str:
    """The first place at which `lama` (in the archive) and `baru` (made again) differ; "" when they are the same."""
    if lama == baru:
        return ""
    akhiran = PurePosixPath(nama).suffix
    if akhiran in KANTOR:
        try:
            return _bagian(lama, baru)
        except Exception:  # a damaged zip, for which zipfile has no one exception; then byte by byte
            pass
    return _baris(lama, baru) if akhiran in TEKS else _byte(lama, baru)


def _baris(lama: bytes, baru: bytes) -> str:
    satu, dua = lama.split(b"\n"), baru.split(b"\n")
    n = _awal(satu, dua)
    kiri, kanan = (b[n] if n < len(b) else None for b in (satu, dua))
    if kiri is None or kanan is None:
        return f"mulai baris {n + 1}: {'arsip' if kiri is None else 'hasil ulang'} sudah habis"
    k = max(0, _awal(kiri, kanan) - KUTIP // 2)
    return f"mulai baris {n + 1}: {_kutip(kiri, k)} di arsip, {_kutip(kanan, k)} bila disusun ulang"


def _kutip(baris: bytes, mulai: int) -> str:
    return repr(baris[mulai : mulai + KUTIP].decode("utf-8", "replace"))


def _bagian(lama: bytes, baru: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(lama)) as satu, zipfile.ZipFile(io.BytesIO(baru)) as dua:
        for nama in dict.fromkeys((*satu.namelist(), *dua.namelist())):
            if nama not in satu.namelist() or nama not in dua.namelist():
                return f"bagian {nama} hanya ada {'di arsip' if nama in satu.namelist() else 'bila disusun ulang'}"
            if (a := satu.read(nama)) != (b := dua.read(nama)):
                return f"di bagian {nama}: {_byte(a, b)}"
    return f"isinya sama, kemasannya lain: {_byte(lama, baru)}"


def _byte(lama: bytes, baru: bytes) -> str:
    return f"mulai byte {_awal(lama, baru)} (dari {len(lama)} di arsip, {len(baru)} bila disusun ulang)"


def _awal(satu: bytes | list, dua: bytes | list) -> int:
    """The index of the first difference."""
    return next((n for n, (a, b) in enumerate(zip(satu, dua)) if a != b), min(len(satu), len(dua)))
