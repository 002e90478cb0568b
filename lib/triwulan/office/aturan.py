"""Rule sets: dated, cited data in params/aturan/. Nothing here decides a figure by itself; kinerja.py applies them."""

from __future__ import annotations

import hashlib
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from triwulan.office import berkas as berkas_
from triwulan.office import yaml_ketat
from triwulan.office.masalah import Masalah, MasukanSalah


class Ketat(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Dasar(Ketat):
    """The legal or documentary source of a rule and how sure it is."""

    dokumen: str
    tempat: str
    keyakinan: Literal["dokumen", "angka", "sekunder", "latar"]


class Pita(Ketat):
    """One band of the scale: from, to (percent, as printed), its text in print, what it means, whether it meets the target."""

    predikat: str
    dari: int
    sampai: int
    tercetak: str
    arti: str
    memenuhi: bool


class Skala(Ketat):
    """Variants: A grades from each band's lower bound (≥91, ≥76 …); B as A but the top only above 90; C up to each
    band's upper bound (≤50, ≤65 …)."""

    dasar: Dasar
    varian: Literal["A", "B", "C"]
    catatan: str = ""
    pita: tuple[Pita, ...] = Field(min_length=1)


class Cara(Ketat):
    dasar: Dasar
    cara: dict[str, str]


class Polaritas(Ketat):
    """How "lower is better" is measured: (2T − R)/T or T/R."""

    dasar: Dasar
    turun: Literal["2T-R", "T/R"]


class RataRata(Ketat):
    dasar: Dasar
    atas: Literal["program", "kegiatan", "sub_kegiatan"]


class Renstra(Ketat):
    dasar: Dasar
    kolom_16: Literal["13", "7+13"]


class Tenggat(Ketat):
    dasar: Dasar
    hari: int = Field(ge=1, le=92)


class Aturan(Ketat):
    """A whole rule set. `berkas` and `sidik` name the file and its SHA-256."""

    nama: str
    berlaku_sejak: str
    skala: Skala
    akumulasi: Cara
    polaritas: Polaritas
    gabungan: Cara
    rata_rata_renja: RataRata
    renstra: Renstra
    tenggat: Tenggat
    berkas: str = ""
    sidik: str = ""

    def __hash__(self) -> int:
        return hash(self.sidik)


def berlaku(aturan: Aturan, akhir: str) -> None:
    """Raises MasukanSalah when a rule set is not in force yet on the last day of a quarter."""
    if aturan.berlaku_sejak > akhir:
        raise MasukanSalah([Masalah(aturan.berkas, f"aturan ini baru berlaku sejak {aturan.berlaku_sejak}, sesudah triwulan yang dilaporkan ({akhir}); pilih aturan lain", None, "berlaku_sejak")])


def muat(akar: Path, nama: str) -> Aturan:
    """`params/aturan/<nama>.yaml`, checked. Raises MasukanSalah with every problem."""
    berkas = f"params/aturan/{nama}.yaml"
    return _urai(berkas_.baca(akar / berkas, berkas), berkas)


@lru_cache(maxsize=16)
def _urai(isi: bytes, berkas: str) -> Aturan:
    mentah = yaml_ketat.baca(isi, berkas)
    try:
        return Aturan.model_validate({**mentah, "berkas": berkas, "sidik": hashlib.sha256(isi).hexdigest()})
    except ValidationError as error:
        pesan = {"extra_forbidden": "kunci ini tidak dikenal", "missing": "kunci ini belum ada"}
        raise MasukanSalah([
            Masalah(berkas, pesan.get(e["type"], "isinya tidak sesuai; " + _harapan(e)), None, ".".join(map(str, e["loc"])), None if e["type"] == "missing" else str(e["input"]))
            for e in error.errors()
        ]) from None


def _harapan(e: dict) -> str:
    """pydantic's reason in the user's words."""
    if "expected" in e.get("ctx", {}):
        return f"pilih {e['ctx']['expected'].replace(' or ', ' atau ')}"
    if e["type"].startswith("int"):
        return "tulis bilangan bulat"
    if e["type"].startswith(("greater", "less")):
        return f"batasnya {next(iter(e['ctx'].values()))}"
    return "tulis teks" if e["type"].startswith("string") else "tulis kunci dan nilai seperti pada aturan yang ada"


def predikat(skala: Skala, nilai: Fraction | None) -> str:
    """The grade of a number of percent; "" for no value, never "Sangat Rendah". Above 100 stays at the top."""
    if nilai is None:
        return ""
    turun = sorted(skala.pita, key=lambda p: -p.dari)
    if skala.varian == "C":
        return next((p.predikat for p in reversed(turun) if nilai <= p.sampai), turun[0].predikat)
    for pita in turun[:-1]:
        atas_90 = skala.varian == "B" and pita is turun[0]
        if nilai > turun[1].sampai if atas_90 else nilai >= pita.dari:
            return pita.predikat
    return turun[-1].predikat


def memenuhi(skala: Skala, nilai: Fraction | None) -> bool:
    """Whether a number of percent earns a grade that meets the target."""
    return any(p.memenuhi for p in skala.pita if p.predikat == predikat(skala, nilai))


def lulus(skala: Skala) -> str:
    """The grades that meet the target, in words: `Sangat Tinggi atau Tinggi`. They begin below 100 %, so that "meets the
    target" would be said of a figure that is below it."""
    return " atau ".join(p.predikat for p in skala.pita if p.memenuhi)


def ambang(skala: Skala) -> list[tuple[str, int]]:
    """(grade, from which percent on) from the lowest band up, as the variant draws the borders."""
    naik = sorted(skala.pita, key=lambda p: p.dari)
    batas = [p.dari for p in naik]
    if skala.varian == "C":
        batas = [0, *(p.sampai for p in naik[:-1])]
    elif skala.varian == "B":
        batas[-1] = naik[-2].sampai
    return [(p.predikat, b) for p, b in zip(naik, batas)]


def di_lubang(skala: Skala, nilai: Fraction | None) -> bool:
    """Whether a value lies between two printed bands (50,24), where another office would grade it differently."""
    if nilai is None or nilai < 0 or nilai > max(p.sampai for p in skala.pita):
        return False
    return not any(p.dari <= nilai <= p.sampai for p in skala.pita)
