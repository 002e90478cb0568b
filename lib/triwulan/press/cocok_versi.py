"""Whether an archive's version hangs together: its label, its crate, and the version it says it replaces."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Set
from pathlib import Path

from triwulan.press.arsip import PERUBAHAN
from triwulan.press.bongkar import HILANG, LAIN, TIDAK_COCOK, Temuan
from triwulan.press.himpun import RUSAK
from triwulan.press.krat import NAMA

JALUR = f"data/{PERUBAHAN}"


def nama(asal: Mapping[str, Mapping]) -> str:
    """What archives of this quarter are called, without their version; `asal`: what each executed notebook says of itself."""
    p = next(iter(asal.values()))["parameter"]
    return f"{p.get('unit')}-{p.get('tahun')}-tw{p.get('triwulan')}"


def versi(folder: Path) -> int:
    """The version by the crate of the bag in `folder`. Raises one of RUSAK."""
    graf = json.loads((folder / "data" / NAMA).read_bytes())["@graph"]
    return int(next(e["version"] for e in graf if e["@id"] == "./"))


def periksa(folder: Path, sebelah: Path, bersih: Set[str], semua: Set[str], asal: Mapping[str, Mapping]) -> list[Temuan]:
    """What is wrong with what the archive in `folder` says of the version before. `sebelah`: the folder in which that would stand; it is
    compared where it does."""
    if f"data/{NAMA}" not in bersih or not asal or JALUR in semua - bersih:
        return []
    try:
        k = versi(folder)
    except (*RUSAK, StopIteration):
        return [Temuan(f"data/{NAMA}", TIDAK_COCOK, "tidak menyebut nomor versi arsip")]
    if JALUR not in semua:
        return [Temuan(JALUR, HILANG, f"versi {k} harus menyebut versi yang digantikannya")] if k > 1 else []
    try:
        ganti = json.loads((folder / JALUR).read_bytes())["menggantikan"]
        berkas, sidik = str(ganti["berkas"]), str(ganti["sha256"])
    except RUSAK:
        return [Temuan(JALUR, TIDAK_COCOK, "tidak menyebut versi yang digantikan")]
    m = re.fullmatch(rf"{re.escape(nama(asal))}-v(\d+)\.zip", berkas)
    if k == 1:
        return [Temuan(JALUR, LAIN, "versi 1 tidak menggantikan apa pun")]
    if not m or int(m[1]) >= k:
        return [Temuan(JALUR, TIDAK_COCOK, f"menggantikan {berkas}, bukan versi sebelum versi {k} triwulan ini")]
    lama = sebelah / berkas
    if lama.is_file() and hashlib.sha256(lama.read_bytes()).hexdigest() != sidik:
        return [Temuan(JALUR, TIDAK_COCOK, f"menggantikan {berkas} dengan SHA-256 {sidik}; yang di sebelahnya lain")]
    return []
