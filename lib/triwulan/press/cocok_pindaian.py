"""Whether a signed scan is the one its bag describes and belongs to the archive beside it."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from triwulan.press.bongkar import HILANG, LAIN, TIDAK_COCOK, Temuan
from triwulan.press.himpun import CATATAN, LAPORAN, RUSAK, aman

TENTANG = "data/pindaian.json"


def adalah(folder: Path) -> bool:
    """Whether the bag in `folder` is a scan's and no archive's."""
    return (folder / TENTANG).is_file() and not (folder / "data" / LAPORAN / CATATAN).exists()


def periksa(folder: Path, sebelah: Path) -> list[Temuan]:
    """What is wrong with the scan in the bag below `folder`, which is whole; `sebelah`: the folder in which its archive would stand.
    An archive that stands elsewhere cannot be compared."""
    try:
        tentang = json.loads((folder / TENTANG).read_bytes())
        arsip, pindaian = tentang["arsip"], tentang["pindaian"]
        if not aman(arsip["berkas"]) or "/" in arsip["berkas"] or not aman(pindaian["berkas"]) or "/" in pindaian["berkas"]:
            raise ValueError
        berkas = folder / "data" / pindaian["berkas"]
        temuan = [Temuan(f"data/{p.name}", LAIN, f"tidak disebut di {TENTANG}") for p in sorted((folder / "data").iterdir()) if p not in (berkas, folder / TENTANG)]
        if not berkas.is_file():
            temuan.append(Temuan(f"data/{pindaian['berkas']}", HILANG, f"tercantum di {TENTANG}"))
        elif _sha256(berkas) != pindaian["sha256"]:
            temuan.append(Temuan(f"data/{pindaian['berkas']}", TIDAK_COCOK, f"bukan pindaian yang disebut {TENTANG}"))
        milik = sebelah / arsip["berkas"]
        if milik.is_file() and _sha256(milik) != arsip["sha256"]:
            temuan.append(Temuan(TENTANG, TIDAK_COCOK, f"bukan milik {milik.name} di sebelahnya: SHA-256 arsip itu lain; bila arsip itu yang rusak, pindaian ini tidak salah: periksa triwulan verifikasi {milik.name}"))
        return temuan
    except RUSAK:
        return [Temuan(TENTANG, TIDAK_COCOK, "bukan keterangan pindaian yang dapat dibaca")]


def _sha256(path: Path) -> str:
    with path.open("rb") as f:
        return hashlib.file_digest(f, "sha256").hexdigest()
