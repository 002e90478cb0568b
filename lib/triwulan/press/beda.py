"""Where two versions of a file first differ, said so that a person can look there."""

from __future__ import annotations

import io
import zipfile
from pathlib import PurePosixPath

#: Formats that are zips of texts.
KEMASAN = (".docx", ".xlsx", ".zip", ".whl")
#: How much of a differing line is shown.
LEBAR = 60


def tempat_beda(nama: str, dulu: bytes, kini: bytes) -> str:
    """The first place where a file made again (`kini`) differs from the one there was (`dulu`): line and text, member of a package, or
    byte; "" when they are alike. `nama` tells the format."""
    if dulu == kini:
        return ""
    akhiran = PurePosixPath(nama).suffix
    if akhiran in KEMASAN and (beda := _kemasan(dulu, kini)):
        return beda
    try:
        return _teks(dulu.decode("utf-8"), kini.decode("utf-8"))
    except UnicodeDecodeError:
        return _bita(dulu, kini)


def _kemasan(dulu: bytes, kini: bytes) -> str:
    """Of two zips the first member that differs; "" where only the zip itself does, or one is no zip."""
    try:
        isi = [{i.filename: z.read(i) for i in z.infolist()} for z in map(zipfile.ZipFile, map(io.BytesIO, (dulu, kini)))]
    except Exception:  # zipfile has no one exception for what a damaged file can do to it
        return ""
    for anggota in dict.fromkeys((*isi[0], *isi[1])):
        if anggota not in isi[0] or anggota not in isi[1]:
            return f"bagian {anggota} hanya ada di {'yang semula' if anggota in isi[0] else 'yang kini'}"
        if isi[0][anggota] != isi[1][anggota]:
            return f"bagian {anggota}, {tempat_beda(anggota, isi[0][anggota], isi[1][anggota])}"
    return ""


def _teks(dulu: str, kini: str) -> str:
    baris = [t.split("\n") for t in (dulu, kini)]
    n = next((i for i, (a, b) in enumerate(zip(*baris, strict=False)) if a != b), min(map(len, baris)))
    if n == len(baris[0]) or n == len(baris[1]):
        return f"baris {n + 1} hanya ada di {'yang kini' if n == len(baris[0]) else 'yang semula'}"
    a, b = baris[0][n], baris[1][n]
    k = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return f"baris {n + 1} kolom {k + 1}: semula {_cuplik(a, k)!r}, kini {_cuplik(b, k)!r}"


def _cuplik(baris: str, k: int) -> str:
    """The line around a column."""
    awal = max(0, k - LEBAR // 3)
    return ("…" if awal else "") + baris[awal : awal + LEBAR] + ("…" if len(baris) > awal + LEBAR else "")


def _bita(dulu: bytes, kini: bytes) -> str:
    n = next((i for i, (a, b) in enumerate(zip(dulu, kini, strict=False)) if a != b), min(len(dulu), len(kini)))
    return f"bita ke-{n + 1} (semula {len(dulu)} bita, kini {len(kini)} bita)"
