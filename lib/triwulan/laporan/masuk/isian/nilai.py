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
HARAPAN = "bukan angka; tulis angkanya saja, misalnya 1250000 atau 56,5"
TANGGAL = "ini tanggal, bukan angka; hapus isinya, ubah format selnya menjadi Umum, lalu tulis angkanya"
MENDUA = "bisa berarti ribuan atau pecahan, dan angka lain di lembar ini tidak memutuskannya; tulis tanpa tanda ribuan, atau dengan satu angka di belakang koma"
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
    return k.nilai is None and k.tanggal is None and angka.bersih(k.teks) in ("", "-") and not k.rumus


def galat(k: Kotak) -> str:
    """Why what stands in a cell is no value at all; "" where it may be one."""
    if GALAT.fullmatch(k.teks):
        return "rumusnya gagal; tulis angkanya, atau betulkan rumusnya"
    if k.rumus and k.nilai is None and not k.teks:
        return "rumus ini tidak punya hasil yang tersimpan; buka di Excel atau LibreOffice, simpan sekali lagi, atau tulis hasilnya"
    return ""


def angka_semua(sel: Mapping[object, tuple[Kotak, str]]) -> tuple[dict[object, str], dict[object, str]]:
    """The figures of a sheet as a data file writes them, and of the cells that are none why; `sel`: cell and unit (`%`, `Rp`) by
    name. All at once: how one figure is written says how an ambiguous one is meant."""
    jadi, salah = {}, {n: TANGGAL for n, (k, _) in sel.items() if k.tanggal is not None}
    kunci = [n for n in sel if n not in salah]
    isi = [angka.Angka("", k.teks.removeprefix("'"), satuan, k.nilai, k.ulp, k.persen) for k, satuan in map(sel.get, kunci)]
    dibaca, _ = angka.baca(isi)
    for nama, a, hasil in zip(kunci, isi, dibaca):
        kotak, satuan = sel[nama]
        try:
            if hasil.nilai is None:
                raise Keliru(MENDUA if len(set(angka.bacaan(a.teks, satuan).values())) == 2 else HARAPAN)
            if hasil.persen and satuan != "%":
                raise Keliru("satuan baris ini bukan persen; tulis angkanya tanpa %, dan ubah format selnya menjadi Umum")
            jadi[nama] = _dua_desimal(hasil.nilai, bool(kotak.rumus))
        except Keliru as keliru:
            salah[nama] = str(keliru)
    return jadi, salah


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
