"""Putting a set of files into a folder so that a stop at any moment, even a killed process or a power cut, loses nothing.

Why it is safe: everything new is written into a stage (a folder on the same disk) and forced to the disk, then a plan of what goes where
and what goes away is put there in one step. Before that step nothing of the target has been touched, and what lies on the stage is thrown
away by the next command; after it the next command carries out what is left of the plan. Every move and removal may be done twice: a file that has
been moved is no longer there to be moved, one that has been removed need not be. So the target ends up all old or all new, and no file
is ever half written under its final name.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

RENCANA, BERKAS = "rencana.json", "berkas"


def pasang(tujuan: Path, panggung: Path, berkas: Mapping[str, bytes], hapus: Iterable[str] = ()) -> None:
    """Puts `berkas` (path below `tujuan` → content) in place by way of the stage and removes `hapus`; folders left empty go too. Whoever
    calls holds the place's lock. Raises OSError: before the plan stands, nothing was changed and nothing is left; after it, what was
    begun is carried out by the next call of `selesaikan`."""
    selesaikan(tujuan, panggung)
    try:
        _siapkan(tujuan, panggung, berkas, {"pasang": sorted(berkas), "hapus": sorted(set(hapus) - set(berkas))})
    except OSError:
        with suppress(OSError):
            _buang(panggung)
        raise
    selesaikan(tujuan, panggung)


def _siapkan(tujuan: Path, panggung: Path, berkas: Mapping[str, bytes], rencana: Mapping) -> None:
    """Fills the stage; its last step makes the plan one."""
    for nama, isi in berkas.items():
        _bebas(tujuan / nama)
        _tulis(panggung / BERKAS / nama, isi)
    for folder in sorted((p for p in panggung.rglob("*") if p.is_dir()), reverse=True):
        _sinkron(folder)
    _tulis(panggung / f"{RENCANA}.baru", json.dumps(rencana).encode("utf-8"))
    os.replace(panggung / f"{RENCANA}.baru", panggung / RENCANA)
    _sinkron(panggung)


def _bebas(akhir: Path) -> None:
    """Raises OSError where a file cannot be put: open in another program, a folder of that name, a folder that may not be written. It
    is asked before the plan stands, since a plan is carried out as soon as it can be."""
    if akhir.exists():
        with akhir.open("r+b"):
            pass
    atas = next(p for p in akhir.parents if p.exists())
    if not os.access(atas, os.W_OK):
        raise PermissionError(errno.EACCES, "", str(atas))


def selesaikan(tujuan: Path, panggung: Path) -> bool:
    """Carries out a plan that was interrupted, throws away what never became one. Returns whether there was a plan; whoever calls holds
    the place's lock. Raises OSError, which leaves the plan for the next time."""
    try:
        rencana = json.loads((panggung / RENCANA).read_bytes())
    except (FileNotFoundError, ValueError):  # ValueError: a disk that lost what it had taken; the next compilation writes all anew
        _buang(panggung)
        return False
    for nama in rencana["pasang"]:
        akhir = tujuan / nama
        akhir.parent.mkdir(parents=True, exist_ok=True)
        if (siap := panggung / BERKAS / nama).exists():
            os.replace(siap, akhir)
    for nama in rencana["hapus"]:
        (tujuan / nama).unlink(missing_ok=True)
    for folder in {(tujuan / nama).parent for nama in (*rencana["pasang"], *rencana["hapus"])}:
        if folder.is_dir():
            _sinkron(folder)
            if folder != tujuan and not any(folder.iterdir()):
                folder.rmdir()
    _sinkron(tujuan)
    (panggung / RENCANA).unlink()  # first: what is left without it is thrown away
    _buang(panggung)
    return True


def tertunda(panggung: Path) -> bool:
    """Whether a plan waits to be carried out: what stands in the place may be of two commands."""
    return (panggung / RENCANA).exists()


def samping(tujuan: Path) -> Path:
    """The stage beside a folder; there is one, since one command at a time holds the lock."""
    return tujuan.parent / f".{tujuan.name}-pasang"


def _buang(panggung: Path) -> None:
    if panggung.exists():
        shutil.rmtree(panggung)


def _tulis(path: Path, isi: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as f:
        f.write(isi)
        f.flush()
        os.fsync(f.fileno())


def _sinkron(folder: Path) -> None:
    """Forces a folder's own entries to the disk, where the system has that."""
    if os.name != "posix":
        return
    nomor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(nomor)
    except OSError:  # some network shares know no such thing; then it is theirs to keep what they took
        pass
    finally:
        os.close(nomor)
