"""Whose LRA it is and of which month: what its heading says, what whoever imports it says; never guessed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from triwulan.office import params, tulisan
from triwulan.office.masalah import Masalah, MasukanSalah
from triwulan.office.params import Parameter
from triwulan.office.periode import Periode, bulan, sebut
from triwulan.office.periode import baca as baca_periode

BULAN = {bulan(n).lower(): n for n in range(1, 13)} | {"nopember": 11, "pebruari": 2}
#: A month of the heading: after "bulan", or in the date up to which the report goes; not the date of printing.
BERBULAN = re.compile(rf"\bbulan\s*:?\s*({'|'.join(BULAN)})\b|\b(?:per|s\s*[/.]\s*d\.?|sampai(?: dengan)?|periode|tanggal)\s*:?\s*(?:\d{{1,2}}\s+)?({'|'.join(BULAN)})\b", re.I)
BERTAHUN = re.compile(rf"\btahun(?: anggaran)?\s*:?\s*(20\d\d)\b|\b(?:{'|'.join(BULAN)})\s+(20\d\d)\b", re.I)
CETAK = re.compile(r"\b(di)?cetak\b|\bhal(aman)?\b\s*:", re.I)
#: Kinds of office, and what ends an office's name in a heading.
KANTOR = re.compile(r"\b((?:kecamatan|kelurahan|dinas|badan|inspektorat|sekretariat|kantor|bagian)\s+(?!bulan\b)[a-z][a-z ]*)", re.I)
SESUDAH = re.compile(r"\s+(?:kabupaten|kota|provinsi|tahun|bulan|bagian|tanpa|beserta|per|urusan|kode|lingkup|hal)\b.*", re.I)


def bulan_judul(judul: Sequence[str]) -> list[int]:
    """The months that a heading names; of a span ("1 Januari s/d 30 Juni") its end."""
    hasil = []
    for b in judul:
        semua = [BULAN[(m[1] or m[2]).lower()] for m in BERBULAN.finditer(b)]
        if semua and not CETAK.search(b):
            hasil.append(semua[-1])
    return list(dict.fromkeys(hasil))


def tahun_judul(judul: Sequence[str]) -> list[int]:
    return list(dict.fromkeys(int(m[1] or m[2]) for b in judul if not CETAK.search(b) for m in BERTAHUN.finditer(b)))


def kantor_judul(judul: Sequence[str]) -> list[str]:
    """The offices that a heading names, in small letters."""
    nama = (SESUDAH.sub("", m[1]).strip() for b in judul for bagian in re.split(r"[:;,|()\d*–-]+", b) for m in KANTOR.finditer(bagian))
    polos = (_polos(n.removeprefix("kantor ")) for n in (n.lower() for n in nama))
    return list(dict.fromkeys(n for n in polos if " " in n))


def parameter(akar: Path, nama: str, judul: Sequence[str], diminta: Path | None, bulan_diminta: str) -> tuple[Parameter, Periode]:
    """The parameters and the month of an LRA. Raises MasukanSalah where heading and options contradict each other or leave it open."""
    waktu = _bulan(nama, judul, bulan_diminta, params.baca(diminta, akar)[0] if diminta else None)
    if diminta:
        p = params.baca(diminta, akar)[0]
        _kantor(akar, nama, judul, p.unit, "--params")
        return p, waktu
    calon = [path for path in sorted((akar / "params").glob("*/*.yaml")) if path.parent.name != "aturan" and _memuat(path, akar, waktu)]
    bernama = [path for path in calon if _nama_unit(akar, path.parent.name) in kantor_judul(judul)]
    if len(pilihan := bernama or calon) == 1:
        p = params.baca(pilihan[0], akar)[0]
        _kantor(akar, nama, judul, p.unit, "satu-satunya berkas parameter bulan itu")
        return p, waktu
    if not pilihan:
        raise MasukanSalah([Masalah(nama, f"LRA {sebut(waktu)}; belum ada berkas parameter untuk triwulan yang memuat bulan itu: buat dengan triwulan baru periode, atau sebut dengan --params")])
    raise MasukanSalah([Masalah(nama, f"LRA {sebut(waktu)} bisa milik beberapa unit; tambahkan salah satu: {', '.join(f'--params {p.relative_to(akar).as_posix()}' for p in pilihan)}")])


def _bulan(nama: str, judul: Sequence[str], diminta: str, p: Parameter | None) -> Periode:
    bulan_, tahun = bulan_judul(judul), tahun_judul(judul)
    if len(bulan_) > 1 or len(tahun) > 1:
        banyak = [*(bulan(n) for n in bulan_), *map(str, tahun)]
        raise MasukanSalah([Masalah(nama, f"kepala tabel menyebut lebih dari satu bulan atau tahun: {', '.join(banyak)}; impor satu LRA satu bulan, satu berkas")])
    if diminta:
        try:
            waktu = baca_periode(diminta)
        except ValueError:
            waktu = None
        if waktu is None or waktu.awal != waktu.akhir:
            raise MasukanSalah([Masalah("--bulan", "tulis satu bulan, misalnya 2024-06", None, "", diminta)])
        tertulis = [*(bulan(n) for n in bulan_ if n != waktu.awal), *(str(t) for t in tahun if t != waktu.tahun)]
        if tertulis:
            raise MasukanSalah([Masalah(nama, f"kepala tabel menyebut {' dan '.join(tertulis)}, sedangkan --bulan {diminta} berarti {sebut(waktu)}; betulkan --bulan, atau pilih berkas LRA bulan itu")])
    elif bulan_ and (tahun or p):
        waktu = Periode(tahun[0] if tahun else p.tahun, bulan_[0], bulan_[0])
    else:
        kurang = "tahun" if bulan_ else "bulan"
        raise MasukanSalah([Masalah(nama, f"kepala tabel tidak menyebut {kurang}nya (misalnya BAGIAN BULAN JUNI, TAHUN ANGGARAN 2024); sebutkan dengan --bulan, misalnya --bulan 2024-06")])
    if p and not p.periode.memuat(waktu):
        raise MasukanSalah([Masalah(nama, f"LRA {sebut(waktu)}, sedangkan --params menunjuk {sebut(p.periode)}; sebut berkas parameter triwulan yang memuat {sebut(waktu)}")])
    return waktu


def _kantor(akar: Path, nama: str, judul: Sequence[str], unit: str, dari: str) -> None:
    """Raises MasukanSalah for the heading of another office."""
    sendiri = _nama_unit(akar, unit)
    lain = [k for k in kantor_judul(judul) if k != sendiri]
    # A kelurahan's own export names its kecamatan above it; whoever else is named beside the office may have made the export.
    lain = [k for k in lain if k.startswith("kelurahan ")] or lain
    if lain and (sendiri not in kantor_judul(judul) or lain[0].startswith("kelurahan ")):
        raise MasukanSalah([Masalah(nama, f"kepala tabel menyebut {lain[0].title()}, sedangkan unit {unit} ({dari}) adalah {sendiri.title()}; pilih berkas LRA kantor itu, atau --params unit yang benar")])


def _memuat(path: Path, akar: Path, waktu: Periode) -> bool:
    try:
        return params.baca(path, akar)[0].periode.memuat(waktu)
    except MasukanSalah:
        return False  # said when that quarter is compiled


def _nama_unit(akar: Path, unit: str) -> str:
    """The name of an office, in small letters; "" where its data cannot be read, which is said when they are."""
    try:
        rows = tulisan.baca(akar / "data" / unit, "nomenklatur")
    except (OSError, UnicodeDecodeError):
        return ""
    return next((_polos(r["uraian"]) for r in rows if (r.get("jenis"), r.get("kode")) == ("identitas", "unit")), "")


def _polos(teks: str) -> str:
    """Words in small letters, without brackets."""
    return " ".join(re.findall(r"[a-z]+", re.sub(r"\(.*?\)", "", teks).lower()))
