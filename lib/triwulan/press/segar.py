"""Whether a report has to be made again: the fingerprint of everything that it is made from, and what of it stands as it was made."""

from __future__ import annotations

import hashlib
import json
import platform
import sys
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from triwulan.press.roda import roda

if TYPE_CHECKING:
    from triwulan.press.laksana import Bundel

#: The run record and the ledger of a quarter.
CATATAN, LEDGER = "catatan-run.json", "angka.csv"


@cache
def pustaka() -> str:
    """SHA-256 of the library as a wheel, as it runs now."""
    return hashlib.sha256(roda()[1]).hexdigest()


@cache
def lingkungan() -> str:
    """The fingerprint of what makes reports: the library, every installed package by name and version, Python, the kind of machine."""
    paket = sorted({p.name for folder in sys.path for akhiran in ("dist-info", "egg-info") for p in Path(folder or ".").glob(f"*.{akhiran}")})
    return _sidik([pustaka(), paket, sys.version, platform.system(), platform.machine()])


def kunci(bundel: Bundel, bagian: Sequence[str] = ()) -> str:
    """The fingerprint of all that a report follows from; `bagian`: those of the reports bound into it. A report reads nothing but its
    bundle, so that what is not in here cannot change it."""
    berkas = {jalur: hashlib.sha256(isi).hexdigest() for jalur, isi in sorted(bundel.berkas.items())}
    return _sidik([lingkungan(), bundel.laporan, bundel.notebook, list(bundel.parameter.items()), berkas, list(bagian)])


def cap(akar: Path, unit: str, params: Path, pilihan: Iterable[str]) -> str:
    """The fingerprint of all that a command could read for a quarter, more than any report does, so that it can be told without opening
    the data: the unit's files, every parameter file, rule set and notebook, what was asked for."""
    folder = [akar / "data" / unit, akar / "params", akar / "notebooks"]
    semua = [p for f in folder for p in sorted(f.rglob("*")) if p.is_file() and p.parent.name != ".ipynb_checkpoints"]
    return _sidik([lingkungan(), *pilihan, str(params.resolve()), _berkas(params), {p.relative_to(akar).as_posix(): _berkas(p) for p in semua}])


def tulis(catatan: Mapping) -> bytes:
    """A run record as it is kept: with its own fingerprint."""
    return _json({**catatan, "sidik": _sidik_catatan(catatan)})


def baca(isi: bytes) -> dict:
    """A run record. Raises ValueError for what is none, and for one that somebody has changed."""
    catatan = json.loads(isi)
    if not isinstance(catatan, dict) or catatan.pop("sidik", "") != _sidik_catatan(catatan):
        raise ValueError("diubah")
    return catatan


def berdiri(tujuan: Path, berkas: Mapping[str, str]) -> dict[str, str]:
    """Of recorded files (name → SHA-256) those that stand in `tujuan` as they were made."""
    return {nama: sidik for nama, sidik in berkas.items() if _berkas(tujuan / nama) == sidik}


def _berkas(path: Path) -> str:
    try:
        with path.open("rb") as f:
            return hashlib.file_digest(f, "sha256").hexdigest()
    except OSError:
        return ""


def _sidik_catatan(catatan: Mapping) -> str:
    return hashlib.sha256(_json(catatan)).hexdigest()


def _json(isi: Mapping) -> bytes:
    return (json.dumps(isi, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode("utf-8")


def _sidik(isi: object) -> str:
    return hashlib.sha256(json.dumps(isi, ensure_ascii=False).encode("utf-8", "surrogateescape")).hexdigest()
