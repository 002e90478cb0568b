"""What people type into the cells of an entry workbook, as a data file writes it: figures, dates, words of a list, text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from triwulan.form.angka import bulat, desimal
from triwulan.form.lembar import angka
from triwulan.form.lembar.grid import Kotak
from triwulan.laporan.isian.uraian import TERPANJANG
from triwulan.office import periode
from triwulan.office.masalah import angka_tertulis
from triwulan.office.skema import HARI_ATAU_PERIODE

#: What a spreadsheet shows where a formula has failed.
GALAT = re.compile(r"#(REF|DIV/0|VALUE|NAME|N/A|NUM|NULL|SPILL|CALC)[!?]?.*|Err:\d+")
HARAPAN = "bukan angka; tulis angkanya saja, misalnya 1250000 atau 56,5"
SELURUHNYA = "bukan angka; tulis seluruh angkanya, misalnya 5.000.000"
BUKAN_PERSEN = "satuan baris ini bukan persen; tulis angkanya tanpa %, dan ubah format selnya menjadi Umum"
#: Words by which people shorten large figures.
KELIPATAN = re.compile(r"(?<![A-Za-z])(?:ribu|rb|juta|jt|milyar|miliar|triliun|[mtk])(?![A-Za-z])", re.I)
TANGGAL = "ini tanggal, bukan angka; hapus isinya, ubah format selnya menjadi Umum, lalu tulis angkanya"
MENDUA = "bisa berarti ribuan atau pecahan, dan angka lain di lembar ini tidak memutuskannya; tulis tanpa tanda ribuan, atau dengan satu angka di belakang koma"
#: Numbers that a formula has computed in binary are taken for the two decimals that they are this near to.
DEKAT = Fraction(1, 10**6)
BULAN = {n: m for m in range(1, 13) for n in (periode.bulan(m).lower(), periode.bulan(m)[:3].lower())} | {"pebruari": 2, "nopember": 11, "agt": 8, "ags": 8, "may": 5, "aug": 8, "oct": 10, "dec": 12}
TEKS_TANGGAL = re.compile(r"(\d{1,2})(?:[ /.-]+)(\d{1,2}|[A-Za-z]+)(?:[ /.-]+)(\d{4}|\d{2})")
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


def tertulis(k: Kotak) -> str:
    """What stands in a cell, for a message: a number whole, whatever its format shows of it."""
    if k.nilai is None:
        return k.teks or k.rumus
    return desimal(k.nilai * (100 if k.persen else 1)).replace(".", ",") + ("%" if k.persen else "")


def angka_semua(sel: Mapping[object, tuple[Kotak, str]]) -> tuple[dict[object, str], dict[object, str]]:
    """The figures of a sheet as a data file writes them, and of the cells that are none why; `sel`: cell and unit (`%`, `Rp`,
    `dokumen`) by name. All at once: how one figure is written says how an ambiguous one is meant."""
    jadi, salah, isi = {}, {}, {}
    for nama, (k, satuan) in sel.items():
        try:
            if k.tanggal is not None:
                raise Keliru(TANGGAL)
            if k.nilai is not None and _dikali(k, satuan):
                raise Keliru(f"angka di selnya {tertulis(k)}, dan kata di belakangnya hanya format sel; tulis seluruh angkanya, misalnya 5.000.000, dengan format Umum")
            teks = k.teks if k.nilai is not None else _polos(angka.bersih(k.teks).removeprefix("'"), satuan)
            isi[nama] = angka.Angka("", teks, satuan if satuan in ("Rp", "%") else "", k.nilai, k.ulp, k.persen)
        except Keliru as keliru:
            salah[nama] = str(keliru)
    dibaca, _ = angka.baca(list(isi.values()))
    for (nama, a), hasil in zip(isi.items(), dibaca):
        kotak, satuan = sel[nama]
        try:
            if hasil.nilai is None:
                raise Keliru(MENDUA if len(set(angka.bacaan(a.teks, a.satuan).values())) == 2 else HARAPAN)
            if hasil.persen and satuan != "%":
                raise Keliru(BUKAN_PERSEN)
            jadi[nama] = _dua_desimal(hasil.nilai, bool(kotak.rumus))
        except Keliru as keliru:
            salah[nama] = str(keliru)
    return jadi, salah


def _dikali(k: Kotak, satuan: str) -> bool:
    """Whether a number's format adds a word that makes it larger, without having it shown smaller by as much."""
    depan, pola, belakang = angka.bagian_format(k.format)
    return not pola.endswith(",") and satuan.lower() != belakang.strip().lower() and bool(KELIPATAN.search(f"{depan} {belakang}"))


def _polos(teks: str, satuan: str) -> str:
    """A text without the unit that may stand at it: Rp before an amount, else just this row's unit behind the figure. What else
    has letters is no figure: a table in print may say "5 dokumen" of anything, an entry cell may not. Raises Keliru."""
    if satuan == "Rp":
        sisa = re.sub(r"^([(-]? ?-? ?)Rp\.? ?", r"\1", teks, flags=re.I)
    else:
        m = re.fullmatch(rf"(.*[\d)-]) ?{re.escape(satuan)}", teks, re.I) if satuan else None
        sisa = m[1] if m else teks
    if not re.search(r"[^\W\d_]|%", sisa):
        return sisa
    if re.fullmatch(r"[-\d.,() ]+%", sisa):
        raise Keliru(BUKAN_PERSEN)
    if angka.MULAI.match(sisa) and KELIPATAN.search(re.sub(r"\d", " ", sisa)):
        raise Keliru(SELURUHNYA)
    raise Keliru(f"satuan baris ini {satuan}; tulis angkanya saja, misalnya 12" if satuan not in ("", "Rp", "%") and angka.MULAI.match(sisa) else HARAPAN)


def _dua_desimal(nilai: Fraction, terhitung: bool) -> str:
    dua = Fraction(bulat(nilai, 2))
    if nilai != dua and not (terhitung and abs(nilai - dua) < DEKAT):
        raise Keliru(f"lebih dari dua angka di belakang koma; bulatkan, misalnya {desimal(dua).replace('.', ',')}; pada rumus pakai =ROUND(…;2)")
    return angka_tertulis(dua)


def tanggal(k: Kotak, contoh: date) -> str:
    """A date, or a month or quarter in its place, as a data file writes it; a year of two digits is one of this century. `contoh`:
    what a message shows. Raises Keliru."""
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
            return date(int(m[3]) + (2000 if len(m[3]) == 2 else 0), bulan, int(m[1])).isoformat()
        except ValueError:
            pass
    raise Keliru(f"bukan tanggal; tulis hari, bulan, tahun, misalnya {periode.tanggal(contoh)} atau {contoh:%d/%m/%Y}")


def teks(k: Kotak) -> str:
    """Text as a data file writes it: one line, without blanks at its ends."""
    return angka.bersih(k.teks)


def tidak_panjang(kata: str) -> str:
    """A text that is no longer than the sheet lets in. Raises Keliru."""
    if len(kata) > TERPANJANG:
        raise Keliru(f"{len(kata)} huruf, paling banyak {TERPANJANG}; persingkat, atau pisahkan menjadi beberapa baris")
    return kata
