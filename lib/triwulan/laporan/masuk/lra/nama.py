"""The names that an LRA prints against those its codes have: a name that is another code's tells that codes were exchanged."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from triwulan.laporan.masuk.lra import rekening
from triwulan.laporan.masuk.lra.tabel import Baris
from triwulan.office import kode
from triwulan.office.masalah import Masalah

#: How alike two names must be to be the same, misprinted; by how much more alike another one must be to be the one that is meant.
SAMA, JELAS = 0.9, 0.05
#: So many names are quoted.
BATAS = 12


def kembar(a: str, b: str) -> bool:
    """Whether two names are the same but for what printing does to them."""
    return _serupa(a, b) >= SAMA


def periksa(berkas: str, baris: Sequence[Baris], nama: Mapping[str, str], kecuali: Collection[str]) -> tuple[list[Masalah], list[Masalah]]:
    """Rows whose name is clearly that of another code; and, in one sentence, names that are like none. `nama`: the official name
    of every code; `kecuali`: places of rows that something is said of already."""
    masalah, asing = [], {}
    for b in baris:
        punya = [k for k in _milik(b) if k in nama]
        if not punya or not b.uraian or b.tempat in kecuali or any(_polos(nama[k]) == _polos(b.uraian) for k in punya):
            continue
        lain = _terdekat(b.uraian, punya, nama)
        sendiri = max(punya, key=lambda k: _serupa(nama[k], b.uraian))
        lebih = _serupa(nama[lain], b.uraian) - _serupa(nama[sendiri], b.uraian) if lain else -1
        if lain and (_polos(nama[lain]) == _polos(b.uraian) or lebih >= JELAS and kembar(nama[lain], b.uraian) and not _wajar(b.uraian, nama[sendiri])):
            masalah.append(Masalah(b.tempat, f"{b.uraian!r} adalah nama {lain}, sedangkan kode baris ini {rekening.sebut(b.kode)} bernama {nama[punya[0 if kode.AKUN.fullmatch(lain) else -1]]!r} di nomenklatur.csv; kode atau uraiannya tertukar, betulkan menurut aslinya", None, "", b.tertulis))
        elif not _wajar(b.uraian, nama[sendiri]):
            asing.setdefault((sendiri, b.uraian), f"{b.tempat.removeprefix(berkas).strip()} {rekening.sebut(b.kode)} tertulis {b.uraian!r}, di nomenklatur.csv {nama[punya[-1]]!r}")
    lagi = f"; dan {len(asing) - BATAS} lainnya" if len(asing) > BATAS else ""
    return masalah, [Masalah(berkas, f"{len(asing)} nama tidak mirip dengan nama kodenya; cocokkan kodenya dengan aslinya: {'; '.join([*asing.values()][:BATAS])}{lagi}")] if asing else []


def _milik(b: Baris) -> list[str]:
    """The codes whose name a row may bear: its account's; the programme's where it holds all of that one's spending."""
    return [k for k in ((b.kode[1], b.kode[0]) if b.kode[1].count(".") <= 1 else (b.kode[1],)) if k]


def _terdekat(uraian: str, punya: Sequence[str], nama: Mapping[str, str]) -> str:
    """The code, of the kinds of these but neither above nor below one, whose name is most like what is printed; "" for none."""
    bentuk = [p for p in (kode.AKUN, kode.PROGRAM) if any(p.fullmatch(k) for k in punya)]
    calon = [k for k in nama if any(p.fullmatch(k) for p in bentuk) and not any(f"{k}.".startswith(f"{s}.") or f"{s}.".startswith(f"{k}.") for s in punya)]
    return max(calon, key=lambda k: (_polos(nama[k]) == _polos(uraian), _serupa(nama[k], uraian)), default="")


def _wajar(uraian: str, resmi: str) -> bool:
    """Whether what is printed can be that name: misprinted, cut off, run together with a neighbour's, abbreviated."""
    a, b = _polos(uraian), _polos(resmi)
    return kembar(uraian, resmi) or b.startswith(a) or b in a or _singkatan(uraian, resmi)


def _singkatan(uraian: str, resmi: str) -> bool:
    """Whether each word printed is one of the name's in their order, whole or with letters left out (`Brg`, `Thn.`), or initials."""
    sisa = re.findall(r"[a-z0-9]+", resmi.lower())
    for kata in re.findall(r"[a-z0-9]+", uraian.lower()):
        while sisa and not _pendek(kata, sisa[0]):
            if len(kata) > 1 and "".join(s[0] for s in sisa).startswith(kata):
                sisa = sisa[len(kata) - 1:]
                break
            sisa = sisa[1:]
        if not sisa:
            return False
        sisa = sisa[1:]
    return True


def _pendek(kata: str, penuh: str) -> bool:
    huruf = iter(penuh)
    return kata[0] == penuh[0] and all(h in huruf for h in kata)


@lru_cache(maxsize=1 << 14)
def _serupa(a: str, b: str) -> float:
    return SequenceMatcher(None, _polos(a), _polos(b), autojunk=False).ratio()


def _polos(teks: str) -> str:
    return re.sub(r"[^a-z0-9]", "", teks.lower())
