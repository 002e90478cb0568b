"""Codes of the nomenclature: both styles of programme codes, account codes, and who is whose parent."""

from __future__ import annotations

import re

#: urusan.bidang.program[.kegiatan in two parts[.sub kegiatan]]; sub kegiatan in two digits (Kepmendagri 050-5889/2021)
#: or four (900.1.15.5-1317/2023). The two are joined on the number.
PROGRAM = re.compile(r"(\d)\.(\d{2})\.(\d{2})(?:\.(\d)\.(\d{2})(?:\.(\d{2}|\d{4}))?)?")
AKUN = re.compile(r"\d(?:\.\d(?:\.\d{2}(?:\.\d{2}(?:\.\d{2}(?:\.\d{4})?)?)?)?)?")


def samakan(kode: str) -> str:
    """A programme code with the sub kegiatan in four digits, whichever style it is written in; others unchanged."""
    m = PROGRAM.fullmatch(kode)
    if not m or not m[6]:
        return kode
    return f"{kode.rsplit('.', 1)[0]}.{int(m[6]):04}"


def dua_angka(kode: str) -> str:
    """The same code in the style of Kepmendagri 050-5889/2021: sub kegiatan in two digits."""
    m = PROGRAM.fullmatch(kode)
    return f"{kode.rsplit('.', 1)[0]}.{int(m[6]):02}" if m and m[6] else kode


def induk(kode: str) -> str:
    """The code one level up (`7.01.01.2.02.0001` → `7.01.01.2.02` → `7.01.01` → ""); also for account codes."""
    if PROGRAM.fullmatch(kode):
        parts = kode.split(".")
        return {6: ".".join(parts[:5]), 5: ".".join(parts[:3])}.get(len(parts), "")
    return kode.rpartition(".")[0] if AKUN.fullmatch(kode) else ""


def potong(kode: str, bagian: int) -> str:
    """The first `bagian` parts of a code: `5.1.02.01` cut to 2 is `5.1`."""
    return ".".join(kode.split(".")[:bagian])


def uraikan(kode: str) -> list[str]:
    """The codes of a figure that is known for several together (`7.01.02+7.01.03`); of any other the code itself.

    A scope may hold a plus sign of its own and is not such a figure."""
    bagian = kode.split("+")
    return bagian if all(PROGRAM.fullmatch(b) for b in bagian) else [kode]
