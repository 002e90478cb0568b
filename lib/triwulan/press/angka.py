"""The figure ledger: one row a numeric cell of the tables in executed notebooks."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable

from nbformat import NotebookNode

from triwulan.form.table import MIME
from triwulan.press.kanonik import bundles, provenance

KOLOM = ("alamat", "laporan", "tabel", "baris", "kolom", "bagian", "nilai", "satuan", "tampil", "rumus", "operan", "sumber")


def baris(nb: NotebookNode) -> list[dict]:
    """The ledger rows of one notebook, in the order of its tables; a table that it quotes from another report is that report's.
    Those of a bound volume are those of the reports in it."""
    asal = provenance(nb)
    milik = asal.get("bagian") or [asal.get("laporan")]
    return [
        _baris(tabel, b["id"], k, b["sel"][k["kunci"]])
        for tabel in bundles(nb, MIME) if None in milik or tabel["laporan"] in milik for b in tabel["baris"] for k in tabel["kolom"] if "alamat" in b["sel"].get(k["kunci"], {})
    ]


def tunggal(rows: list[dict]) -> list[dict]:
    """The rows as they are. Raises ValueError when two cells share an address."""
    ganda = [alamat for alamat, n in Counter(r["alamat"] for r in rows).items() if n > 1]
    if ganda:
        raise ValueError(f"tabel {ganda[0].rpartition('/')[0]} tampil dua kali di notebook; beri yang kedua nama lain (tabel=…)")
    return rows


def tulis(semua: Iterable[dict]) -> bytes:
    """The ledger file: UTF-8, comma, LF."""
    out = io.StringIO()
    writer = csv.DictWriter(out, KOLOM, lineterminator="\n")
    writer.writeheader()
    writer.writerows(semua)
    return out.getvalue().encode("utf-8")


def _baris(tabel: dict, baris_: str, kolom: dict, sel: dict) -> dict:
    return {
        "alamat": sel["alamat"], "laporan": tabel["laporan"], "tabel": tabel["tabel"], "baris": baris_,
        "kolom": kolom["id"], "bagian": kolom["bagian"], "nilai": sel["nilai"], "satuan": sel.get("satuan", ""),
        "tampil": sel["tampil"], "rumus": sel.get("rumus", ""),
        "operan": ";".join(sel.get("operan", [])), "sumber": ";".join(sel.get("sumber", [])),
    }
