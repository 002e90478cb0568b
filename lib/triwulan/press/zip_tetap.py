"""Office files as bytes that are the same whenever and wherever they are written."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable


def kemas(mentah: bytes, ubah: Callable[[str, bytes], bytes] = lambda nama, isi: isi) -> bytes:
    """The same zip with its entries in order of their name, the first as the formats want it, a fixed time. They are stored,
    not packed: another zlib would pack the same text into other bytes. `ubah` may change an entry."""
    jadi = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(mentah)) as asal, zipfile.ZipFile(jadi, "w") as akhir:
        for nama in sorted(asal.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            info = zipfile.ZipInfo(nama, (1980, 1, 1, 0, 0, 0))
            info.create_system = 3  # else it names the machine's system
            akhir.writestr(info, ubah(nama, asal.read(nama)))
    return jadi.getvalue()
