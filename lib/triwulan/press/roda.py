"""The library as a wheel of fixed bytes, as it runs now: what an archive needs to be made again with."""

from __future__ import annotations

import base64
import hashlib
import io
import zipfile
from importlib.metadata import distribution
from importlib.resources import files
from pathlib import Path

NAMA = "triwulan"
#: Of what an installer writes beside the library: what belongs to the wheel, not to one machine.
META = ("METADATA", "entry_points.txt", "top_level.txt", "licenses/LICENSE")
WHEEL = f"Wheel-Version: 1.0\nGenerator: {NAMA}\nRoot-Is-Purelib: true\nTag: py3-none-any\n"


def roda() -> tuple[str, bytes]:
    """(file name, bytes) of the wheel. The bytes follow from the library's files and its metadata alone, wherever it runs from: a
    checkout, an installed wheel, an unpacked one. Raises PackageNotFoundError where it was never installed."""
    d = distribution(NAMA)
    info = f"{NAMA}-{d.version}.dist-info"
    akar = Path(str(files(NAMA)))
    isi = {f"{NAMA}/{p.relative_to(akar).as_posix()}": p.read_bytes() for p in akar.rglob("*") if p.is_file() and "__pycache__" not in p.parts}
    isi |= {f"{info}/{n}": teks.encode("utf-8") for n in META if (teks := d.read_text(n)) is not None} | {f"{info}/WHEEL": WHEEL.encode("utf-8")}
    isi = dict(sorted(isi.items()))
    daftar = "".join(f"{n},sha256={base64.urlsafe_b64encode(hashlib.sha256(b).digest()).rstrip(b'=').decode()},{len(b)}\n" for n, b in isi.items())
    isi[f"{info}/RECORD"] = f"{daftar}{info}/RECORD,,\n".encode("utf-8")
    keluar = io.BytesIO()
    with zipfile.ZipFile(keluar, "w") as z:  # stored: another zlib would pack the same files into other bytes
        for nama, bita in isi.items():
            anggota = zipfile.ZipInfo(nama, (1980, 1, 1, 0, 0, 0))
            anggota.create_system, anggota.external_attr = 3, 0o100644 << 16
            z.writestr(anggota, bita)
    return f"{NAMA}-{d.version}-py3-none-any.whl", keluar.getvalue()
