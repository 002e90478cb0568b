"""Whether a bag is whole: its files against its manifests, nothing else in it."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterable, Mapping, Set
from pathlib import Path

from triwulan.press.arsip import MANIFEST, TAGMANIFEST
from triwulan.press.bongkar import BERUBAH, DITOLAK, HILANG, LAIN, Temuan


def periksa(folder: Path, temuan: Iterable[Temuan], tag: Set[str]) -> tuple[dict[str, str], dict[str, Temuan]]:
    """SHA-512 of each file below `folder`, and of each file that is wrong what was found first, which is what says most; `temuan`: what
    was found before. Beside data/ only `tag` may stand."""
    sidik, salah = sidikkan(folder)
    luar = {j for j in sidik if not j.startswith("data/")}
    satu: dict[str, Temuan] = {}
    for t in (
        *temuan, *salah, *_bandingkan(folder / MANIFEST, sidik.keys() - luar, sidik), *_bandingkan(folder / TAGMANIFEST, luar - {TAGMANIFEST}, sidik),
        *(Temuan(j, LAIN, "bukan bagian arsip triwulan") for j in sorted(luar - tag)),
    ):
        satu.setdefault(t.jalur, t)
    return sidik, satu


def sidikkan(folder: Path) -> tuple[dict[str, str], list[Temuan]]:
    """SHA-512 of every regular file, by path; links and other special files are named and not followed."""
    sidik, temuan = {}, []
    for tempat, subfolder, berkas in os.walk(folder):
        subfolder.sort()
        for path in (Path(tempat) / n for n in sorted([*subfolder, *berkas])):
            jalur, jenis = path.relative_to(folder).as_posix(), path.lstat().st_mode
            if stat.S_ISREG(jenis):
                with path.open("rb") as f:
                    sidik[jalur] = hashlib.file_digest(f, "sha512").hexdigest()
            elif not stat.S_ISDIR(jenis):
                temuan.append(Temuan(jalur, DITOLAK, "tidak dibuka: tautan simbolik atau berkas khusus"))
    return sidik, temuan


def _bandingkan(manifest: Path, ada: set[str], sidik: Mapping[str, str]) -> list[Temuan]:
    """What a manifest lists against what is there."""
    if manifest.name not in sidik:  # then nothing can be said of what it lists
        return [Temuan(manifest.name, HILANG, "daftar sidik ini harus ada dalam setiap arsip")]
    temuan, daftar = [], {}
    for n, baris in enumerate(manifest.read_bytes().decode("utf-8", "replace").rstrip("\n").split("\n"), 1):
        if m := re.fullmatch(r"([0-9a-f]{128})  (\S.*)", baris):
            daftar[m[2]] = m[1]
        else:
            temuan.append(Temuan(manifest.name, BERUBAH, f"baris {n} bukan sidik SHA-512 dan jalur berkas"))
    temuan += [Temuan(j, HILANG, f"tercantum di {manifest.name}") for j in sorted(daftar.keys() - ada)]
    temuan += [Temuan(j, LAIN, f"tidak tercantum di {manifest.name}") for j in sorted(ada - daftar.keys())]
    temuan += [Temuan(j, BERUBAH, f"isinya tidak sesuai dengan sidiknya di {manifest.name}") for j in sorted(ada & daftar.keys()) if sidik[j] != daftar[j]]
    return temuan
