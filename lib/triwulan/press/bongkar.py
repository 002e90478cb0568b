"""Unpacking an archive that may come from anyone: only plain files, only below a private folder, only so much."""

from __future__ import annotations

import errno
import shutil
import stat
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from triwulan.press.arsip import MANIFEST
from triwulan.press.himpun import aman

#: Beyond this an archive is not unpacked: bytes in all, and bytes for each byte of the zip.
BATAS, NISBAH = 4 * 2**30, 1000
TANDA = ("bagit.txt", MANIFEST)
BERUBAH, LAIN, DITOLAK, HILANG, TIDAK_COCOK = "berubah", "tidak terdaftar", "ditolak", "hilang", "tidak cocok"


@dataclass(frozen=True)
class Temuan:
    """One thing that is wrong: the file in the archive, what happened to it, the particulars."""

    jalur: str
    keadaan: str
    keterangan: str

    def tercetak(self) -> Temuan:
        """For the terminal, which a stranger's file name must not steer."""
        return Temuan(*(s if s.isprintable() else ascii(s) for s in (self.jalur, self.keadaan, self.keterangan)))


class BukanArsip(Exception):
    """What was given is no archive or cannot be read; the message says why and what to do."""


def dasar(jalur: Iterable[str]) -> str:
    """The folder that holds what every bag holds: this one ("") or the only one of those in it. Raises BukanArsip."""
    folder = {"/".join(bagian[:-1]) for j in jalur if (bagian := j.split("/"))[-1] in TANDA and len(bagian) <= 2}
    if not folder:
        raise BukanArsip(f"bukan arsip triwulan: tidak memuat {TANDA[0]} maupun {TANDA[1]}")
    if "" not in folder and len(folder) > 1:
        raise BukanArsip(f"ada beberapa arsip di dalamnya; sebut salah satu: {', '.join(map(repr, sorted(folder)))}")
    return min(folder)


def bongkar(path: Path, folder: Path) -> list[Temuan]:
    """Unpacks the regular files of the archive's own folder; each entry that is anything else is named and left out.
    Raises BukanArsip."""
    try:
        arsip = zipfile.ZipFile(path)
    except OSError:
        raise
    except Exception:  # zipfile has no one exception for what a damaged file can do to it
        raise BukanArsip("bukan berkas zip yang utuh (terpotong, rusak atau berkas jenis lain); salin ulang dari sumbernya") from None
    with arsip:
        semua = arsip.infolist()
        total = sum(i.file_size for i in semua)
        if total > min(BATAS, NISBAH * path.stat().st_size):
            raise BukanArsip(f"tidak dibongkar: isinya {total // 2**20} MB, jauh di atas yang wajar untuk arsip laporan")
        akar = dasar(i.filename for i in semua)
        temuan, sudah = [], set()
        for info in semua:
            jalur = info.filename.removeprefix(f"{akar}/") if akar else info.filename
            if sebab := _sebab_ditolak(info, sudah):
                temuan.append(Temuan(jalur, DITOLAK, f"tidak dibongkar: {sebab}"))
            elif info.is_dir():
                continue
            elif akar and jalur == info.filename:
                temuan.append(Temuan(jalur, LAIN, f"di luar folder {akar}"))
            else:
                temuan += _keluarkan(arsip, info, jalur, folder)
            sudah.add(info.filename.casefold())
    return temuan


def _sebab_ditolak(info: zipfile.ZipInfo, sudah: set[str]) -> str:
    """Why an entry is not unpacked; "" for a plain file or folder in its place."""
    if not aman(info.filename.removesuffix("/")):
        return "jalurnya menunjuk ke luar arsip atau memuat tanda yang tidak diizinkan"
    if info.flag_bits & 1:
        return "bersandi; bukti harus dapat dibaca siapa pun"
    if stat.S_IFMT(info.external_attr >> 16) not in (0, stat.S_IFREG, stat.S_IFDIR):
        return "tautan simbolik atau berkas khusus"
    return "nama ini muncul lebih dari sekali" if info.filename.casefold() in sudah else ""


def _keluarkan(arsip: zipfile.ZipFile, info: zipfile.ZipInfo, jalur: str, folder: Path) -> list[Temuan]:
    tujuan = folder / jalur
    try:
        tujuan.parent.mkdir(parents=True, exist_ok=True)
        with arsip.open(info) as masuk, tujuan.open("xb") as keluar:
            shutil.copyfileobj(masuk, keluar)
    except Exception as error:  # as above; the file that cannot be read is named, the others are still checked
        if isinstance(error, OSError) and error.errno == errno.ENOSPC:
            raise  # our disk, not the archive
        if tujuan.is_file():
            tujuan.unlink()
        return [Temuan(jalur, BERUBAH, "rusak di dalam zip, tidak dapat dibaca")]
    return []
