"""Codes of an LRA row in every style offices have them, as (programme code, account).

`7 01 7 01 00 01 2.01.0001 5 1 02` carries urusan and organisation before the programme, `7.01.01.2.01.0001.5.1.02` does not;
`7.01.01.2.01.0001 5.1.02` are the two side by side, `5.1.02` is the account alone.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from triwulan.office import kode

Rekening = tuple[str, str]

#: Accounts begin with revenue, spending or financing; the next part has one digit, where that of a programme code has two.
GOLONGAN = ("4", "5", "6")
LEBAR_AKUN = (1, 1, 2, 2, 2, 4)
#: What a cell must look like to be meant as a code at all.
SERUPA = re.compile(r"[\dOolIX][\dOolIX.,\s/\-]*")


def urai(teks: str) -> Rekening | None:
    """The two codes of a cell, "" for one that is not there; None where it is not a code."""
    bagian = _bagian(teks)
    mulai = _mulai_akun(bagian)
    akun = ".".join(bagian[mulai:])
    program = _program(bagian[:mulai])
    if not bagian or program is None or (akun and not kode.AKUN.fullmatch(akun)):
        return None
    return program, akun


def tanpa_ganda(teks: str) -> list[Rekening]:
    """What a malformed code could be if one of its account's parts was printed twice in a row (`5 1 01 01 01 02`)."""
    bagian = _bagian(teks)
    mulai = _mulai_akun(bagian)
    calon = (urai(" ".join(bagian[:n] + bagian[n + 1:])) for n in range(mulai + 1, len(bagian)) if bagian[n] == bagian[n - 1])
    return list(dict.fromkeys(c for c in calon if c and c[1]))


def tanpa_huruf(teks: str) -> list[Rekening]:
    """What a code is whose digits were read as letters (`0O26`)."""
    r = urai(teks.translate(str.maketrans("OolI", "0011")))
    return [r] if r else []


def tanpa_nol(teks: str, kode_dikenal: Collection[str], akun_dikenal: Collection[str]) -> list[Rekening]:
    """The known codes that a code is whose leading zeros a spreadsheet program dropped (`7 1 1 2 1 1 5 1 2`)."""
    bagian = _bagian(teks)
    if not bagian or any(len(b) > 4 for b in bagian):
        return []
    hasil = []
    for n in range(len(bagian) + 1):
        akun = bagian[n:]
        if len(akun) > len(LEBAR_AKUN) or (akun and akun[0] not in GOLONGAN):
            continue
        tulisan = ".".join(a.zfill(w) for a, w in zip(akun, LEBAR_AKUN))
        if not tulisan or tulisan in akun_dikenal:
            hasil += [(k, tulisan) for k in _isi_nol(bagian[:n]) if not k or k in kode_dikenal]
    return list(dict.fromkeys(h for h in hasil if any(h)))


def di_bawah(r: Rekening, atas: Rekening) -> bool:
    """Whether a row belongs under another: both its codes do. A row of a programme without an account holds all its spending."""
    akun = not atas[1] or r[1] == atas[1] or r[1].startswith(f"{atas[1]}.") or (not r[1] and atas == ("", "5"))
    return r != atas and akun and (not atas[0] or r[0] == atas[0] or r[0].startswith(f"{atas[0]}."))


def rinci(r: Rekening) -> bool:
    """Whether this is an account of a sub kegiatan, in full."""
    m = kode.PROGRAM.fullmatch(r[0])
    return bool(m and m[6]) and r[1].count(".") == len(LEBAR_AKUN) - 1


def sebut(r: Rekening) -> str:
    return " ".join(b for b in r if b)


def _bagian(teks: str) -> list[str]:
    return re.findall(r"\d+", teks) if SERUPA.fullmatch(teks) and not re.search("[A-Za-z]", teks) else []


def _mulai_akun(bagian: list[str]) -> int:
    n = len(bagian)
    return next((i for i, b in enumerate(bagian) if b in GOLONGAN and (i + 1 == n or len(bagian[i + 1]) == 1)), n)


def _program(b: list[str]) -> str | None:
    """A programme code without what stands before it; "" for the office as a whole."""
    if not b:
        return ""
    lebar = [len(x) for x in b]
    if lebar[:2] != [1, 2]:
        return None
    if lebar[2:8] == [1, 2, 1, 2, 2, 4]:  # organisation in full: 7.01.0.00.0.00.01.0000
        return _program(b[8:])
    sisa = b[5:] if lebar[2:5] == [1, 2, 2] else b[2:]
    while sisa and not sisa[-1].strip("0"):  # 00 for "no programme", "no kegiatan"
        sisa = sisa[:-1]
    if not sisa:
        return ""
    tulisan = ".".join([*b[:2], *sisa])
    return kode.samakan(tulisan) if kode.PROGRAM.fullmatch(tulisan) else None


def _isi_nol(b: list[str]) -> Iterator[str]:
    """Programme codes that these parts may be with their zeros put back, with and without an organisation before them."""
    if not b:
        yield ""
    bersama = len(b) >= 5 and [int(x) for x in b[2:4]] == [int(x) for x in b[:2]]
    for sisa in (b[2:], *([b[5:]] if bersama else [])):
        while sisa and not sisa[-1].strip("0"):
            sisa = sisa[:-1]
        if len(sisa) in (1, 3, 4):
            yield ".".join([b[0], b[1].zfill(2), *(s.zfill(w) for s, w in zip(sisa, (2, 1, 2, 4)))])
        elif bersama and not sisa:
            yield ""
