"""The evidence package: what a quarter's reports were made from and what came out, as a BagIt bag in a zip of fixed bytes.

Nothing here depends on when or where it runs: dates are the report's, order and permissions are fixed.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import re
import shutil
import stat
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import bagit

from triwulan.press import baca_saya, krat, naskah_dinas
from triwulan.press.himpun import CATATAN, LAPORAN, LEDGER, Isi, Kumpulan

BACA_SAYA, MANIFEST, TAGMANIFEST = "BACA-SAYA.txt", "manifest-sha512.txt", "tagmanifest-sha512.txt"
#: What a version after the first says of the one before.
PERUBAHAN = "perubahan.json"
BUKAN_BUKTI = (f"{LAPORAN}/{CATATAN}", krat.NAMA, PERUBAHAN)
#: A scan's bag is dated by no clock: the same scan of the same version gives the same bytes.
HARI_TETAP = "1980-01-01"
#: How folders begin in which an archive is being written.
SEMENTARA = ".arsip-"
# bagit speaks English on stderr about every file; what is wrong is said by us, in the user's words.
logging.getLogger("bagit").setLevel(logging.CRITICAL + 1)


@dataclass(frozen=True)
class Arsip:
    """Where the archive is, whether it was written now, which payload files differ from the version before, and which
    older archives can no longer be read."""

    path: Path
    versi: int
    baru: bool
    berubah: tuple[str, ...]
    rusak: tuple[Path, ...]


def arsipkan(kumpulan: Kumpulan, tujuan: Path, unit: str, periode: str, banding: Callable[[bytes, bytes], object] = lambda lama, baru: None) -> Arsip:
    """Writes `tujuan/<unit>-<periode>-v<k>.zip` unless the newest version holds the same evidence already.

    No archive is ever overwritten, not even by two commands at the same time: a new version takes the next free number and
    says which one it replaces. `banding`: the difference of two ledgers, as JSON holds it. Raises OSError when the folder cannot be
    written.
    """
    tujuan.mkdir(exist_ok=True)
    sapu(tujuan)
    while True:
        lama = versi(tujuan, f"{unit}-{periode}")
        dulu = {k: isi(path) for k, path in lama.items()}
        rusak = tuple(lama[k] for k in lama if not dulu[k])
        k = max(lama, default=0)
        # The evidence is compared, not the zip: another zlib packs the same bytes otherwise, what we write around them may be
        # worded otherwise one day, and the same reports compiled once more tell nothing new.
        if lama and bukti(dulu[k]) == bukti(kumpulan.isi):
            return Arsip(lama[k], k, False, (), rusak)
        ganti = _perubahan(lama[k], dulu[k], kumpulan.isi, banding) if lama else None
        akhir = tujuan / f"{unit}-{periode}-v{k + 1}.zip"
        try:
            _tulis(akhir, _kantong(kumpulan, unit, periode, k + 1, ganti), kumpulan.tanggal)
        except FileExistsError:
            continue  # someone else was faster; perhaps with the same evidence
        return Arsip(akhir, k + 1, True, tuple(ganti["berkas_berubah"]) if ganti else (), rusak)


def bukti(payload: Isi) -> dict[str, bytes]:
    """What makes an archive another one: its payload without when and where it was compiled and what was described from it."""
    return {j: b for j, b in payload.items() if j not in BUKAN_BUKTI}


def sapu(tujuan: Path) -> None:
    """Removes what an interrupted command left; whoever calls holds the lock of the quarter."""
    for sisa in tujuan.glob(f"{SEMENTARA}*"):
        shutil.rmtree(sisa, ignore_errors=True)


def versi(tujuan: Path, nama: str) -> dict[int, Path]:
    """The archives there are, oldest first."""
    cocok = ((re.fullmatch(rf"{re.escape(nama)}-v(\d+)\.zip", p.name), p) for p in tujuan.iterdir())
    return dict(sorted((int(m[1]), p) for m, p in cocok if m))


def isi(path: Path) -> Isi:
    """An archive's payload; of a damaged one nothing, so that it equals no other."""
    awalan = f"{path.stem}/data/"
    try:
        with zipfile.ZipFile(path) as arsip:
            return {nama.removeprefix(awalan): arsip.read(nama) for nama in arsip.namelist() if nama.startswith(awalan)}
    except Exception:  # zipfile has no one exception for what a damaged file can do to it
        return {}


def _perubahan(path: Path, lama: Isi, baru: Isi, banding: Callable[[bytes, bytes], object]) -> dict:
    """What a version says of the one it replaces: its name and checksum, which files differ, which figures."""
    dulu, kini, buku = bukti(lama), bukti(baru), f"{LAPORAN}/{LEDGER}"
    return {
        "menggantikan": {"berkas": path.name, "sha256": hashlib.sha256(path.read_bytes()).hexdigest(), "terbaca": bool(lama)},
        "berkas_berubah": [j for j in sorted(dulu.keys() | kini.keys()) if dulu.get(j) != kini.get(j)] if lama else [],
        "angka": banding(lama[buku], baru[buku]) if buku in lama else None,
    }


def _kantong(kumpulan: Kumpulan, unit: str, periode: str, versi_: int, ganti: Mapping | None) -> Isi:
    """The bag's files by their path in the bag, sorted."""
    nama = f"{unit}-{periode}-v{versi_}"
    naskah, penanda = naskah_dinas.naskah(kumpulan), naskah_dinas.penanda_tangan(kumpulan)
    lain = {PERUBAHAN: (json.dumps(ganti, ensure_ascii=False, indent=1) + "\n").encode("utf-8")} if ganti else {}
    payload = {**kumpulan.isi, **lain, krat.NAMA: krat.tulis(kumpulan, lain, nama, versi_, naskah, penanda)}
    surat = {BACA_SAYA: baca_saya.teks(kumpulan, nama, naskah, penanda, MANIFEST, TAGMANIFEST, ganti and ganti["menggantikan"]).encode("utf-8")}
    return _bag(payload, surat, {
        "Source-Organization": kumpulan.nama_unit,
        "External-Description": f"Bukti {'; '.join(kumpulan.judul)}: masukan, notebook, pustaka, notebook terlaksana, dokumen, angka, catatan penyusunan",
        "External-Identifier": f"{unit}/{periode}/v{versi_}",
        "Bagging-Date": kumpulan.tanggal,
        # Without the versions of bagit and of ours: an update of either changes no evidence.
        "Bag-Software-Agent": "triwulan arsip",
    })


def segel(akhir: Path, payload: Isi, info: Mapping[str, str]) -> None:
    """A bag of its own as a zip under its name. Raises FileExistsError when the name is taken."""
    _tulis(akhir, _bag(payload, {}, {**info, "Bagging-Date": HARI_TETAP}), HARI_TETAP)


def _bag(payload: Isi, surat: Isi, info: Mapping[str, str]) -> Isi:
    """A bag's files by their path in it, sorted; `surat` lie on top."""
    with tempfile.TemporaryDirectory(prefix="triwulan-") as folder:
        kantong = Path(folder)
        for jalur, bita in payload.items():
            (kantong / jalur).parent.mkdir(parents=True, exist_ok=True)
            (kantong / jalur).write_bytes(bita)
        bagit.make_bag(str(kantong), dict(info), checksums=["sha512"])
        # bagit writes the version before the standard (RFC 8493), and the tag manifest in the disk's order.
        tag = {**surat, "bagit.txt": b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"}
        tag = dict(sorted((tag | {n: (kantong / n).read_bytes() for n in ("bag-info.txt", MANIFEST)}).items()))
        tag[TAGMANIFEST] = "".join(f"{hashlib.sha512(bita).hexdigest()}  {n}\n" for n, bita in tag.items()).encode("utf-8")
        return dict(sorted((tag | {f"data/{jalur}": bita for jalur, bita in payload.items()}).items()))


def _tulis(akhir: Path, kantong: Isi, tanggal: str) -> None:
    """The bag as a folder in a zip, on the disk before it has its name. Raises FileExistsError when the name is taken."""
    hari = date.fromisoformat(tanggal)
    with tempfile.TemporaryDirectory(prefix=SEMENTARA, dir=akhir.parent) as folder:
        sementara = Path(folder) / akhir.name
        with zipfile.ZipFile(sementara, "w") as arsip:
            for jalur, isi in kantong.items():
                info = zipfile.ZipInfo(f"{akhir.stem}/{jalur}", (hari.year, hari.month, hari.day, 0, 0, 0))
                info.create_system, info.external_attr = 3, (stat.S_IFREG | 0o644) << 16  # as on Linux, everywhere
                arsip.writestr(info, isi, zipfile.ZIP_DEFLATED, 6)
        with sementara.open("rb") as f:
            os.fsync(f.fileno())
        try:
            os.link(sementara, akhir)
        except FileExistsError:
            raise
        except OSError:  # a disk without hard links (FAT, some network shares): the name is taken first, then filled
            with akhir.open("xb") as f:
                try:
                    f.write(sementara.read_bytes())
                except OSError:
                    akhir.unlink()
                    raise
