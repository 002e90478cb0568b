"""Reading figures as the published documents print them. Each document declares its format; nothing is guessed."""

import csv
import functools
import re
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import buku

AKAR = Path(__file__).resolve().parents[1]
FOLDER = AKAR / "data" / "kecamatan-lumajang" / "terbit" / "2024-tw2"
ESELON_IV = ("2.1", "2.2", "2.3", "2.4", "2.5", "pk-target", "pk-anggaran")
#: Every published table that has one of ours beside it, in the order of docs/beda-terbit-2024-tw2.csv.
TABEL = {
    "lkj-camat": ("2.1", "2.2", "2.2-anggaran", "3.2", "3.3", "efisiensi", "3.4", "program-penunjang", "lra", "lra-rekening", "pk-target", "pk-anggaran"),
    "lkj-sekretaris": ("2.1", "2.2", "2.3", "2.4", "pk-target", "pk-anggaran"),
    "lkj-kasubbag-keuangan": ESELON_IV,
    "lkj-kasubbag-umum": ESELON_IV,
    "lkj-kasi-pelayanan": ESELON_IV,
    "lkj-kasi-pemberdayaan": ESELON_IV,
    "lkj-kasi-pemerintahan": ESELON_IV,
    "evaluasi-renja": ("utama", "kepala"),
}
#: Units of the printed cells that count months: 64Org/3 bln, 64 orang/12 bulan.
BULAN = re.compile(r"/(\d+) (?:bln|bulan)$")


@functools.cache
def semua() -> dict:
    """Every report of the published quarter, by name; the notebooks run once a session."""
    return buku.semua(AKAR / "params" / "kecamatan-lumajang" / "2024-tw2.yaml")


def tabel(nama: str, laporan: str = "lkj-camat") -> list[dict[str, str]]:
    return list(csv.DictReader((FOLDER / f"{laporan}_{nama}.csv").read_text("utf-8").splitlines()))


def indonesia(teks: str) -> Decimal:
    """7.229.814.333,00 · (18.938.957,00) · -7229814333,00"""
    m = re.fullmatch(r"(\(?)(-?)(\d{1,3}(?:\.\d{3})*|\d+)(?:,(\d+))?(\)?)", teks)
    assert m and bool(m[1]) == bool(m[5]), teks
    angka = Decimal(m[3].replace(".", "") + (f".{m[4]}" if m[4] else ""))
    return -angka if m[1] or m[2] else angka


def lra(teks: str, satuan: str) -> Decimal | None:
    return indonesia(teks) if teks else None


def lkj(teks: str, satuan: str) -> Decimal | None:
    """The performance tables: 0,4 · 0.52 · 46% · 43 Unit · 64Org/12 bln; rupiah as 9.203.447.005, Rp 5,175,000, 6.630.000,- or
    60.610,000; "-", "=" and "" are no value. A percent sign in a column of fractions is taken at its word: 0.53 % is 0,0053."""
    if teks in ("-", "=", ""):
        return None
    if satuan == "Rp":
        m = re.fullmatch(r"(?:Rp )?(\d{1,3}(?:[.,]\d{3})*)(?:,-)?", teks)
        assert m, teks
        return Decimal(re.sub(r"[.,]", "", m[1]))
    m = re.fullmatch(r"(-?\d+(?:[.,]\d+)?) ?(%|[A-Za-z][A-Za-z0-9/ ]*)?", teks)
    # 1.592 could be thousands or thousandths; 0,074 cannot.
    assert m and not re.fullmatch(r"-?[1-9]\d*[.,]\d{3}", m[1]), teks
    angka = Decimal(m[1].replace(",", "."))
    return angka.scaleb(-2) if satuan == "rasio" and m[2] == "%" else angka


def renja(teks: str, satuan: str) -> Decimal | None:
    """The Evaluasi Renja: 44,386,885,021 · 6.25 % · 17,568 kelarga · 75B. No value: "-" (with or without its unit), a cell that
    overflowed its column (### kelarga, #%), words, and ""."""
    if teks in ("", "masih proses") or re.fullmatch(r"(-|#+)( ?[a-z%][a-z0-9/ ]*)?", teks):
        return None
    pola = r"(\d{1,3}(?:,\d{3})*)" if satuan == "Rp" else r"(\d{1,3}(?:,\d{3})*(?:\.\d+)?) ?(?:%|B|[a-z][a-z0-9/ ]*)?"
    m = re.fullmatch(pola, teks)
    assert m, teks
    return Decimal(m[1].replace(",", ""))


def pembaca(laporan: str, nama: str):
    """The format of a published table."""
    return renja if laporan == "evaluasi-renja" else lra if nama.startswith("lra") else lkj


def bulat(nilai: Fraction, tercetak: Decimal) -> bool:
    """Whether a value rounds to the printed one: within half of its last printed digit."""
    langkah = Fraction(1, 10 ** max(0, -tercetak.as_tuple().exponent))
    return abs(nilai - Fraction(tercetak)) <= langkah / 2


def sama(sel, teks: str, baca) -> bool:
    """Whether a cell of ours equals the printed text at its precision; months in the unit count where both have them."""
    tercetak = baca(teks, sel.satuan)
    if tercetak is None or sel.nilai is None:
        return tercetak is None and sel.nilai is None
    kita, mereka = BULAN.search(sel.satuan), BULAN.search(teks)
    return bulat(sel.nilai, tercetak) and not (kita and mereka and kita[1] != mereka[1])
