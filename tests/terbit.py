"""The published tables of TW II 2024 and our own beside them."""

import csv
import functools
from pathlib import Path

import buku

from triwulan.form.audit.cetak import lkj, lra, renja

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


@functools.cache
def semua() -> dict:
    """Every report of the published quarter, by name; the notebooks run once a session."""
    return buku.semua(AKAR / "params" / "kecamatan-lumajang" / "2024-tw2.yaml")


def tabel(nama: str, laporan: str = "lkj-camat") -> list[dict[str, str]]:
    return list(csv.DictReader((FOLDER / f"{laporan}_{nama}.csv").read_text("utf-8").splitlines()))


def pembaca(laporan: str, nama: str):
    """The format of a published table."""
    return renja if laporan == "evaluasi-renja" else lra if nama.startswith("lra") else lkj


def sama(sel, teks: str, baca) -> bool:
    """Whether a cell of ours equals the printed text at its precision; months in the unit count where both have them."""
    tercetak = baca(teks, sel.satuan)
    return tercetak.sama(sel.nilai) and not tercetak.bulan_lain(sel.satuan)
