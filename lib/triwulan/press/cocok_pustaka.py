"""Whether the library in an archive is the one that its run record names, and is in itself as it was packed. Nothing of it is imported."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import zipfile
from collections.abc import Mapping, Set
from pathlib import Path

from triwulan.press.bongkar import HILANG, LAIN, TIDAK_COCOK, Temuan
from triwulan.press.himpun import CATATAN, aman

PUSTAKA = "data/pustaka/"
#: What `--ulang` starts.
UTAMA = "triwulan/cli/__main__.py"
#: Beyond this many bytes a wheel is not looked into.
BATAS = 2**28


def periksa(folder: Path, bersih: Set[str], semua: Set[str], catatan: Mapping[str, Mapping]) -> list[Temuan]:
    """What is wrong with the wheel below `folder`. `semua` are or should be there; of those in `bersih` nothing wrong is known."""
    roda = sorted(j for j in semua if j.startswith(PUSTAKA) and j.endswith(".whl"))
    if not roda:
        return [Temuan(PUSTAKA, HILANG, "setiap arsip memuat pustaka yang menyusunnya, sebagai satu berkas .whl")]
    if len(roda) > 1:
        return [Temuan(j, LAIN, f"pustaka kedua di samping {roda[0]}") for j in roda[1:]]
    if roda[0] not in bersih:
        return []
    isi = (folder / roda[0]).read_bytes()
    kini = hashlib.sha256(isi).hexdigest()
    if lain := [n for n, c in catatan.items() if c.get("pustaka", kini) != kini]:
        return [Temuan(roda[0], TIDAK_COCOK, f"bukan pustaka yang menyusun {', '.join(lain)} menurut {CATATAN}")]
    try:
        salah = _anggota(isi)
    except Exception:  # zipfile has no one exception for what a damaged file can do to it
        salah = ["bukan berkas .whl yang utuh"]
    return [Temuan(roda[0], TIDAK_COCOK, "; ".join(salah))] if salah else []


def _anggota(isi: bytes) -> list[str]:
    """The members of a wheel against the list in it."""
    with zipfile.ZipFile(io.BytesIO(isi)) as z:
        nama = z.namelist()
        if sum(i.file_size for i in z.infolist()) > BATAS:
            return ["isinya jauh di atas yang wajar"]
        if UTAMA not in nama or not all(aman(n) for n in nama):
            return ["bukan pustaka triwulan"]
        record = next(n for n in nama if n.endswith(".dist-info/RECORD"))
        daftar = {b[0]: b[1] for b in csv.reader(io.StringIO(z.read(record).decode("utf-8"))) if b and b[0] != record}
        salah = [f"{n} tidak ada, padahal tercantum di {record}" for n in daftar if n not in nama]
        salah += [f"{n} tidak tercantum di {record}" for n in nama if n not in daftar and n != record]
        return salah + [f"{n} bukan yang tercantum di {record}" for n, s in daftar.items() if n in nama and s != _sidik(z.read(n))]


def _sidik(isi: bytes) -> str:
    return f"sha256={base64.urlsafe_b64encode(hashlib.sha256(isi).digest()).rstrip(b'=').decode()}"
