"""What people type into the cells of an entry workbook, as a data file writes it: figures, dates, words of a list, text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from triwulan.form.lembar import angka
from triwulan.form.lembar.grid import Kotak
from triwulan.office import periode
from triwulan.office.masalah import angka_tertulis
from triwulan.office.skema import HARI_ATAU_PERIODE

#: What a spreadsheet shows where a formula has failed.
GALAT = re.compile(r"#(REF|DIV/0|VALUE|NAME|N/A|NUM|NULL|SPILL|CALC)[!?]?.*|Err:\d+")
#: Numbers that a formula has computed in binary are taken for the two decimals that they are this near to.
DEKAT = Fraction(1, 10**6)
BULAN = {n: m for m in range(1, 13) for n in (periode.bulan(m).lower(), periode.bulan(m)[:3].lower())} | {"pebruari": 2, "nopember": 11, "agt": 8, "ags": 8}
TEKS_TANGGAL = re.compile(r"(\d{1,2})(?:[ /.-]+)(\d{1,2}|[A-Za-z]+)(?:[ /.-]+)(\d{4})")
TEKS_BULAN = re.compile(r"([A-Za-z]+) (\d{4})")
TEKS_TRIWULAN = re.compile(r"(?:Triwulan|TW) ?(IV|III|II|I|[1-4]) (\d{4})", re.I)
HARI = re.compile(r"(?:Senin|Selasa|Rabu|Kamis|Jumat|Jum'at|Sabtu|Minggu|Ahad),? +", re.I)


class Keliru(ValueError):
    """A cell that cannot be read; the message says what was expected."""


def kosong(k: Kotak) -> bool:
    """Whether a cell holds nothing; a dash says just that."""
    return k.nilai is None and k.tanggal is None and angka.bersih(k.teks) in ("", "-") and not (k.rumus and not k.terhitung)


def galat(k: Kotak) -> str:
    """Why what stands in a cell is no value at all; "" where it may be one."""
    if GALAT.fullmatch(k.teks):
        return "rumusnya gagal; tulis angkanya, atau betulkan rumusnya"
    if k.rumus and (not k.terhitung or k.nilai is None and not k.teks):
        return "rumus ini tidak punya hasil yang tersimpan; buka di Excel atau LibreOffice, simpan sekali lagi, atau tulis hasilnya"
    return ""


def angka_semua(sel: Mapping[object, tuple[Kotak, str]]) -> tuple[dict[object, str], dict[object, str]]:
    """The figures of a sheet as a data file writes them, and of the cells that are none why; `sel`: cell and unit (`%`, `Rp`) by
    name. All at once: how one figure is written says how an ambiguous one is meant."""
    kunci = list(sel)
    isi = [angka.Angka(str(n), k.teks.removeprefix("'"), satuan, k.nilai, k.ulp, k.persen) for n, (k, satuan) in enumerate(sel.values())]
    dibaca, masalah = angka.baca(isi)
    keluh = {int(m.partition(": ")[0]): m.partition(": ")[2].partition("; ")[2] or m.partition(": ")[2] for m in masalah}
    jadi, salah = {}, {}
    for n, (nama, hasil) in enumerate(zip(kunci, dibaca)):
        kotak, satuan = sel[nama]
        try:
            if n in keluh:
                raise Keliru(keluh[n] if "bukan angka" not in keluh[n] else HARAPAN)
            jadi[nama] = _dua_desimal(_nilai(kotak, hasil, satuan), bool(kotak.rumus))
        except Keliru as keliru:
            salah[nama] = str(keliru)
    return jadi, salah


HARAPAN = "bukan angka; tulis angkanya saja, misalnya 1250000 atau 56,5"


def _nilai(kotak: Kotak, hasil, satuan: str) -> Fraction:
    if kotak.tanggal is not None:
        raise Keliru("ini tanggal, bukan angka; hapus isinya, ubah format selnya menjadi Umum, lalu tulis angkanya")
    if hasil.nilai is None:
        raise Keliru(HARAPAN)
    if hasil.persen and satuan != "%":
        raise Keliru("satuan baris ini bukan persen; tulis angkanya tanpa %, dan ubah format selnya menjadi Umum")
    return hasil.nilai


def _dua_desimal(nilai: Fraction, terhitung: bool) -> str:
    bulat = Fraction(round(nilai * 100), 100)
    if nilai != bulat and not (terhitung and abs(nilai - bulat) < DEKAT):
        raise Keliru("lebih dari dua angka di belakang koma; bulatkan menjadi paling banyak dua")
    return angka_tertulis(bulat)


def tanggal(k: Kotak) -> str:
    """A date, or a month or quarter in its place, as a data file writes it. Raises Keliru."""
    if k.tanggal is not None:
        return k.tanggal.isoformat()
    teks = HARI.sub("", angka.bersih(k.teks).removeprefix("'"))
    if HARI_ATAU_PERIODE.uji(teks) and not teks.isdigit():
        return teks
    if m := TEKS_TRIWULAN.fullmatch(teks):
        return f"{m[2]}-tw{m[1] if m[1].isdigit() else periode.ROMAWI.index(m[1].upper()) + 1}"
    if (m := TEKS_BULAN.fullmatch(teks)) and m[1].lower() in BULAN:
        return f"{m[2]}-{BULAN[m[1].lower()]:02}"
    if m := TEKS_TANGGAL.fullmatch(teks):
        bulan = int(m[2]) if m[2].isdigit() else BULAN.get(m[2].lower(), 0)
        try:
            return date(int(m[3]), bulan, int(m[1])).isoformat()
        except ValueError:
            pass
    raise Keliru("bukan tanggal; tulis hari, bulan, tahun, misalnya 5 Juli 2024 atau 05/07/2024")


def teks(k: Kotak) -> str:
    """Text as a data file writes it: one line, without blanks at its ends."""
    return angka.bersih(k.teks)
