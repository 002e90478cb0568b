"""`jupyter nbconvert --to triwulan-xlsx`: the tables of an executed report notebook as a workbook whose derived figures are formulas.

Formulas come from the form's own notation, as it travels with each figure; what is entered stands once, on the sheet "Asal angka".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from xlsxwriter.worksheet import Worksheet

from triwulan.form import asal
from triwulan.form.metode import NIHIL
from triwulan.press import naskah
from triwulan.press.excel import asal as asal_angka
from triwulan.press.excel import cetak, isi, lembar, masukan, tanda_tangan
from triwulan.press.excel.buku import Buku
from triwulan.press.excel.denah import Denah, Kunci, Tempat
from triwulan.press.excel.rumus import Rumus, TakBerumus, rujuk, rumus
from triwulan.press.export.dasar import Pengekspor

#: Words of a form's code that are written in capitals.
SINGKATAN = {"lra", "pk", "sap"}


class XlsxExporter(Pengekspor):
    export_from_notebook = "Laporan triwulan (Excel)"
    file_extension = ".xlsx"
    output_mimetype = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    def from_notebook_node(self, nb, resources=None, **kw):
        nb, resources = self.bersih(nb, resources)
        return buku_kerja(naskah.baca(nb)), resources


def buku_kerja(isi_: naskah.Naskah) -> bytes:
    """The workbook's bytes."""
    keterangan = isi_.asal
    draf, kertas = keterangan.get("draf", ""), keterangan.get("kertas") or "A4"
    buku = Buku(isi_.judul, keterangan.get("unit", ""), date.fromisoformat(keterangan.get("tanggal") or "2000-01-01"))
    tabel = [b["tabel"] for b in isi_.bagian if b["jenis"] == "tabel"]
    muka = buku.lembar(isi.NAMA)
    ws = [buku.lembar(nama) for nama in _nama(tabel)]
    letak = [lembar.letak(t, w.name, draf) for t, w in zip(tabel, ws)]
    semua, rujukan = asal.isi(tabel), {r: d for t in tabel for r, d in t.get("rujukan", {}).items()}
    ketikan, lain, tampak = masukan.kumpulkan(semua, rujukan)
    sumber = buku.lembar(asal_angka.NAMA) if ketikan.isi or lain.isi else None
    # A table that a report quotes stands where it is first shown.
    sel = {(a, "nilai"): x for t, l in zip(reversed(tabel), reversed(letak)) for a, x in lembar.sel(t, l)}
    denah = _denah(sel, (ketikan, lain), sumber)
    hidup, mati = hitung(semua, semua, tampak, denah)
    sel_lain, tampak_lain = masukan.sel_lain(lain, rujukan)
    hidup_lain, sebab = hitung(sel_lain, semua, tampak_lain, denah)
    kelompok = (ketikan, masukan.tetapkan(lain, hidup_lain, sebab))
    # One that has no value shows its dash.
    mati = {a: sebab for a, sebab in mati.items() if semua[a].nilai is not None}
    if mati:
        # They stand below all others, so that nothing moves.
        kelompok = (*kelompok, masukan.tanpa_rumus(semua, mati))
        sumber = sumber or buku.lembar(asal_angka.NAMA)
        denah = _denah(sel, kelompok, sumber)
        tampak = tampak | {a: masukan.isian(a) for a in mati}
        hidup |= {a: Rumus(rujuk(a, denah, tampak[a]), semua[a].nilai) for a in mati}
    butir, pihak = [], tanda_tangan.pihak(isi_.bagian)
    for n, (t, w, l) in enumerate(zip(tabel, ws, letak)):
        susunan = lembar.Lembar(buku, w, t, l, hidup).tulis(draf, denah, pihak.get(n, ()))
        cetak.tabel(w, t.get("kertas") or kertas, t["mendatar"], susunan, draf)
        angka = [a for a, _ in lembar.sel(t, l)]
        dasar = ", ".join(x for x in (t["dasar"].get("dokumen"), t["dasar"].get("tempat")) if x)
        butir.append(isi.Butir(w.name, lembar.judul(t), t["lingkup"], dasar, len(angka), sum(a in hidup for a in angka)))
    if sumber:
        akhir = asal_angka.tulis(buku, sumber, kelompok, denah, hidup_lain, _pakai(semua, tampak, lain), isi_.judul)
        cetak.siapkan(sumber, kertas, True, akhir, (asal_angka.KEPALA, asal_angka.KEPALA), draf)
    akhir = isi.tulis(buku, muka, keterangan, isi_.judul, butir, sumber.name if sumber else "")
    cetak.siapkan(muka, kertas, True, akhir, None, draf)
    muka.activate()
    return buku.bita()


def hitung(sel: Mapping[str, asal.Isi], semua: Mapping[str, asal.Isi], tampak: Mapping[str, str], denah: Denah) -> tuple[dict[str, Rumus], dict[str, str]]:
    """The formula of each cell of `sel` that has one, and why each other derived figure has none, by address. `semua` are the cells of
    the tables, `tampak` the reference of each cell that shows another figure as it is. What an account that the office does not
    have is worth is nothing derived."""
    hidup, mati = {}, {}
    for alamat, i in sel.items():
        kosong = i.kolom.get("kosong", "-")
        try:
            if alamat in tampak:
                hidup[alamat] = Rumus(rujuk(alamat, denah, tampak[alamat], kosong), i.nilai)
            elif i.sel.get("rumus") not in (None, "", NIHIL):
                hidup[alamat] = rumus(semua, i, denah, kosong)
        except TakBerumus as sebab:
            mati[alamat] = str(sebab)
    return hidup, mati


def _denah(sel: Mapping[Kunci, Tempat], kelompok: Sequence[masukan.Kelompok], sumber: Worksheet | None) -> Denah:
    tempat, diketik = asal_angka.letak(kelompok, sumber.name) if sumber else ({}, frozenset())
    return Denah(sel | tempat, diketik)


def _nama(tabel: list[dict]) -> list[str]:
    """What the sheets are called: by the table's number, else its form where no other table has it; in a volume with the report
    it is of."""
    himpunan, formulir = len({t["laporan"] for t in tabel}) > 1, Counter(t["formulir"] for t in tabel)

    def nama(t: dict) -> str:
        kode = (t["tabel"] if himpunan or formulir[t["formulir"]] > 1 else t["formulir"]).split("-")
        kata = " ".join(k.upper() if k in SINGKATAN else k for k in kode)
        dasar = f"Tabel {t['nomor']}" if t["nomor"] else kata[:1].upper() + kata[1:]
        return f"{dasar.removeprefix('Tabel ')} {t['laporan'].removeprefix('lkj-')}" if himpunan else dasar

    return [nama(t) for t in tabel]


def _pakai(semua: Mapping[str, asal.Isi], tampak: Mapping[str, str], lain: masukan.Kelompok) -> dict[str, list[str]]:
    """The addresses of the cells that show or use each figure from outside the tables, those that show it first; what a cell of
    another report is made of is used where that is used."""
    hasil: dict[str, list[str]] = {}
    for alamat, acuan in tampak.items():
        hasil.setdefault(acuan, []).append(alamat)
    for alamat, i in semua.items():
        if i.sel.get("rumus"):
            for o in i.sel.get("operan", []):
                hasil.setdefault(o, []).append(alamat)
    for m in lain.isi:
        for o in m.operan:
            hasil.setdefault(o, []).extend(a for a in hasil.get(m.acuan, []) if a not in hasil[o])
    return hasil
