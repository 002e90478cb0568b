"""What is printed around the figures of a table: names and numbers of rows, codes, references of row formulas."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from triwulan.form import formula as f
from triwulan.form.audit.cetak import TabelCetak
from triwulan.form.audit.temuan import Temuan
from triwulan.form.table import Tabel
from triwulan.laporan.formulir.lra_sap import BARIS_SAP
from triwulan.laporan.pemeriksaan.kemiripan import mirip, polos, termirip

#: A name this like another row's, and not like its own, belongs to that other row.
SAMA, LAIN = 0.95, 0.85
#: Columns of texts longer than this are names; shorter ones are numbers, which may not repeat.
NAMA = 12


def periksa(cetak: TabelCetak, kita: Tabel, nama: Mapping[str, str]) -> Iterator[Temuan]:
    """The findings in the texts of a table. `nama`: the office's official names with the code each belongs to, for rows that carry
    the name of something that another post reports."""
    for kolom in (c for c in cetak.form.columns if c.is_text and not c.menilai):
        ada = [(b.id, b.teks[kolom.id]) for b in cetak.baris if b.teks.get(kolom.id)]
        resmi = {b.id: t for b in kita.baris if isinstance(t := b.sel.get(kolom.id), str) and t}
        yield from _nama(cetak, kolom.id, ada, resmi, nama)
        if kolom.id in ("1", "no"):
            yield from _nomor(cetak, kolom.id, ada, resmi)
    if cetak.form.code == "lra-sap":
        yield from _rujukan_baris(cetak)
    if cetak.form.code == "lra-rekening":
        yield from _kode(cetak)


def _nama(cetak: TabelCetak, kolom: str, ada: list[tuple[str, str]], resmi: dict[str, str], nama: Mapping[str, str]) -> Iterator[Temuan]:
    """Names that belong to another row of the same column, or to another code of the office."""
    for baris, teks in ada:
        if baris not in resmi or len(teks) < NAMA:
            continue
        sendiri = mirip(teks, resmi[baris])
        if sendiri >= LAIN:
            continue
        nama_milik = termirip(teks, (resmi[b] for b in resmi if b != baris and resmi[b] != resmi[baris]), SAMA)
        if nama_milik:
            milik = next(b for b in resmi if b != baris and resmi[b] == nama_milik)
            yield Temuan(
                cetak.alamat(baris, kolom), "label", "label", teks, resmi[baris], sebab=f"nama milik baris {milik}",
                bukti=f"baris {milik}: {resmi[milik]}", kelompok=f"label:{baris}:{_slug(teks)}",
            )
        elif (lain := termirip(teks, nama, SAMA)) and not _sekode(nama[lain], baris):
            yield Temuan(
                cetak.alamat(baris, kolom), "label", "label", teks, resmi[baris], sebab=f"nama milik {nama[lain]}",
                bukti=f"{nama[lain]}: {lain}", kelompok=f"label:{baris}:{_slug(teks)}",
            )


def _nomor(cetak: TabelCetak, kolom: str, ada: list[tuple[str, str]], resmi: dict[str, str]) -> Iterator[Temuan]:
    """Numbers of rows that another row has, where ours has its own."""
    for baris, teks in ada:
        kembar = [b for b, t in ada if t == teks and b != baris]
        if kembar and resmi.get(baris) and polos(resmi[baris]) != polos(teks) and len(teks) < NAMA and not teks.isdigit():
            yield Temuan(
                cetak.alamat(baris, kolom), "label", "label", teks, resmi[baris], sebab=f"nomor ini sudah dipakai baris {kembar[0]}",
                bukti=f"urutannya {resmi[baris]}", kelompok=f"label:nomor:{baris}:{teks}",
            )


def _rujukan_baris(cetak: TabelCetak) -> Iterator[Temuan]:
    """Row formulas of the SAP form whose references do not name the rows that they sum."""
    benar = {str(b.nomor): b.rumus for b in BARIS_SAP if b.rumus}
    for b in cetak.baris:
        m = re.search(r"\(([^()]*\d[^()]*)\)\s*$", b.teks.get("2", ""))
        if not m or b.id not in benar:
            continue
        try:
            tertulis = f.render(f.parse(m[1]))
        except f.FormulaError:
            tertulis = m[1]
        if tertulis != f.render(f.parse(benar[b.id])):
            yield Temuan(
                cetak.alamat(b.id, "2"), "rujukan-baris", "label", m[1], benar[b.id], sebab="nomor baris dihitung dari penomoran lama",
                bukti=f"baris {b.id} menjumlahkan {benar[b.id]}", kelompok=f"rujukan-baris:{cetak.laporan}:{cetak.tabel}",
            )


def _kode(cetak: TabelCetak) -> Iterator[Temuan]:
    """Account codes that are not made of the row's programme and account: a doubled or dropped part."""
    for b in cetak.baris:
        _, _, akun = b.id.partition(":") if ":" in b.id else ("", "", b.id)
        tercetak = b.teks.get("1", "")
        if not tercetak or not akun[:1].isdigit():
            continue
        bagian = re.split(r"[ .]", tercetak)
        harus = akun.split(".")
        if bagian[-len(harus):] != harus or bagian[-len(harus) - 1: -len(harus)] == harus[:1]:
            yield Temuan(
                cetak.alamat(b.id, "1"), "kode", "label", tercetak, akun, sebab="kode rekening tidak sesuai akunnya",
                bukti=f"akhir kode seharusnya {' '.join(harus)}", kelompok=f"kode:{cetak.laporan}:{cetak.tabel}",
            )


def _sekode(kode: str, baris: str) -> bool:
    """Whether a name's code is the row's own, or above or below it, where names are much alike."""
    baris = baris.partition("~")[0]
    return kode == baris or kode.startswith(f"{baris}.") or baris.startswith(f"{kode}.")




def _slug(teks: str) -> str:
    return "-".join(polos(teks).split()[:5])
