"""The evidence package: what a quarter's reports were made from and what came out, as a BagIt bag in a zip of fixed bytes.

Nothing here depends on when or where it runs: dates are the report's, order and permissions are fixed.
"""

from __future__ import annotations

import hashlib
import logging
import os
import re
import stat
import tempfile
import zipfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import bagit

from triwulan.press.himpun import CATATAN, Isi, Kumpulan

BACA_SAYA, MANIFEST, TAGMANIFEST = "BACA-SAYA.txt", "manifest-sha512.txt", "tagmanifest-sha512.txt"
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


def arsipkan(kumpulan: Kumpulan, tujuan: Path, unit: str, periode: str) -> Arsip:
    """Writes `tujuan/<unit>-<periode>-v<k>.zip` unless a version with the same evidence is there already.

    No archive is ever overwritten, not even by two commands at the same time: a new version takes the next free number.
    Raises OSError when the folder cannot be written.
    """
    tujuan.mkdir(exist_ok=True)
    while True:
        lama = _versi(tujuan, f"{unit}-{periode}")
        isi = {k: _bukti(path) for k, path in lama.items()}
        rusak = tuple(lama[k] for k in lama if not isi[k])
        for k in reversed(lama):
            # The evidence is compared, not the zip: another zlib packs the same bytes otherwise, and what we write
            # around them may be worded otherwise one day.
            if isi[k] == kumpulan.isi:
                return Arsip(lama[k], k, False, (), rusak)
        k = max(lama, default=0) + 1
        akhir = tujuan / f"{unit}-{periode}-v{k}.zip"
        try:
            _tulis(akhir, _kantong(kumpulan, unit, periode, k), kumpulan.tanggal)
        except FileExistsError:
            continue  # someone else was faster; perhaps with the same evidence
        dulu = isi.get(k - 1) or kumpulan.isi
        berubah = (j for j in sorted(dulu.keys() | kumpulan.isi.keys()) if dulu.get(j) != kumpulan.isi.get(j))
        return Arsip(akhir, k, True, tuple(berubah), rusak)


def _versi(tujuan: Path, nama: str) -> dict[int, Path]:
    """The archives there are, oldest first."""
    cocok = ((re.fullmatch(rf"{re.escape(nama)}-v(\d+)\.zip", p.name), p) for p in tujuan.iterdir())
    return dict(sorted((int(m[1]), p) for m, p in cocok if m))


def _bukti(path: Path) -> Isi:
    """An archive's payload; of a damaged one nothing, so that it equals no other."""
    awalan = f"{path.stem}/data/"
    try:
        with zipfile.ZipFile(path) as arsip:
            return {nama.removeprefix(awalan): arsip.read(nama) for nama in arsip.namelist() if nama.startswith(awalan)}
    except Exception:  # zipfile has no one exception for what a damaged file can do to it
        return {}


def _kantong(kumpulan: Kumpulan, unit: str, periode: str, versi: int) -> Isi:
    """The bag's files by their path in the bag, sorted."""
    with tempfile.TemporaryDirectory(prefix="triwulan-") as folder:
        kantong = Path(folder)
        for jalur, isi in kumpulan.isi.items():
            (kantong / jalur).parent.mkdir(parents=True, exist_ok=True)
            (kantong / jalur).write_bytes(isi)
        bagit.make_bag(str(kantong), {
            "Source-Organization": kumpulan.nama_unit,
            "External-Description": f"Bukti {'; '.join(kumpulan.judul)}: masukan, notebook, notebook terlaksana, dokumen, angka, catatan penyusunan",
            "External-Identifier": f"{unit}/{periode}/v{versi}",
            "Bagging-Date": kumpulan.tanggal,
            # Without the versions of bagit and of ours: an update of either changes no evidence.
            "Bag-Software-Agent": "triwulan arsip",
        }, checksums=["sha512"])
        (kantong / BACA_SAYA).write_bytes(_baca_saya(kumpulan, f"{unit}-{periode}-v{versi}").encode("utf-8"))
        # bagit writes the version before the standard (RFC 8493), and the tag manifest in the disk's order.
        (kantong / "bagit.txt").write_bytes(b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
        tag = {n: (kantong / n).read_bytes() for n in sorted(("bagit.txt", "bag-info.txt", MANIFEST, BACA_SAYA))}
        tag[TAGMANIFEST] = "".join(f"{hashlib.sha512(isi).hexdigest()}  {n}\n" for n, isi in tag.items()).encode("utf-8")
        return dict(sorted((tag | {f"data/{jalur}": isi for jalur, isi in kumpulan.isi.items()}).items()))


def _tulis(akhir: Path, kantong: Isi, tanggal: str) -> None:
    """The bag as a folder in a zip, under its name in one step. Raises FileExistsError when the name is taken."""
    hari = date.fromisoformat(tanggal)
    with tempfile.TemporaryDirectory(prefix=".arsip-", dir=akhir.parent) as folder:
        sementara = Path(folder) / akhir.name
        with zipfile.ZipFile(sementara, "w") as arsip:
            for jalur, isi in kantong.items():
                info = zipfile.ZipInfo(f"{akhir.stem}/{jalur}", (hari.year, hari.month, hari.day, 0, 0, 0))
                info.create_system, info.external_attr = 3, (stat.S_IFREG | 0o644) << 16  # as on Linux, everywhere
                arsip.writestr(info, isi, zipfile.ZIP_DEFLATED, 6)
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


def _baca_saya(kumpulan: Kumpulan, nama: str) -> str:
    judul = "\n".join(f"  - {j}" for j in kumpulan.judul)
    return f"""ARSIP BUKTI LAPORAN KINERJA TRIWULANAN
{kumpulan.nama_unit}, laporan bertanggal {kumpulan.tanggal}

Arsip ini memuat bukti dari:
{judul}

Isinya
  data/laporan/             laporan jadi: notebook terlaksana (.ipynb), HTML, PDF; angka.csv (setiap angka dengan
                            rumus dan sumbernya); {CATATAN} (kapan, di mana dan dengan apa laporan disusun)
  data/proyek/              masukannya, dengan jalur seperti dalam proyek: params/, data/, notebooks/, requirements*.lock
  bag-info.txt              unit, isi dan nomor versi arsip
  {MANIFEST}       sidik SHA-512 setiap berkas di data/
  {TAGMANIFEST}    sidik SHA-512 berkas-berkas di luar data/

Memeriksa keutuhannya (cukup salah satu)
  1. Dengan perintah sistem, di dalam folder {nama}
     (di macOS: shasum -a 512 -c):
       sha512sum -c {MANIFEST}
       sha512sum -c {TAGMANIFEST}
     (berkas yang ditambahkan tidak terlihat dengan cara ini)
  2. Dengan bagit.py, dari folder yang memuat folder {nama}:
       bagit.py --validate {nama}
  3. Dengan triwulan, langsung pada berkas zip atau pada foldernya:
       triwulan verifikasi {nama}.zip

Arsip ini berformat BagIt 1.0 (RFC 8493). Jangan mengubah, menambah atau menghapus berkas di dalamnya; laporan yang
disusun ulang diarsipkan sebagai versi baru di sebelahnya. Sidik di dalam arsip menunjukkan kerusakan dan perubahan, tetapi
yang sengaja memalsukan dapat menulis ulang sidiknya juga: catat sidik berkas zip (sha256sum) di tempat lain.
"""
