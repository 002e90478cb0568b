"""Texts as filed: quarters and years in headings, dates, names, NIP and posts, figures and grades claimed in sentences."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial

from triwulan.form.angka import desimal, penuh
from triwulan.form.audit.cetak import FORMAT, TakTerbaca, Tercetak
from triwulan.form.audit.temuan import Temuan
from triwulan.form.table import Sel
from triwulan.laporan.laporan import Laporan, nip
from triwulan.laporan.pemeriksaan.kemiripan import mirip, polos
from triwulan.office import aturan
from triwulan.office.data import Data, ingat
from triwulan.office.periode import ROMAWI, bulan, tanggal, tenggat

KE = {"pertama": 1, "satu": 1, "kedua": 2, "dua": 2, "ketiga": 3, "tiga": 3, "keempat": 4, "empat": 4} | {r.lower(): n for n, r in enumerate(ROMAWI, 1)} | {str(n): n for n in range(1, 5)}
BULAN = [bulan(n).lower() for n in range(1, 13)]
Bagian = Iterator[tuple[str, str, str, str, str]]


def periksa(teks, laporan: Mapping[str, Laporan], sel: Mapping[str, Sel], tercetak: Mapping[str, Tercetak]) -> Iterator[Temuan]:
    """The findings in the texts (`teks`: the frame of teks.csv; `sel` our figures, `tercetak` the printed ones by address). A text
    repeated in a document is one group."""
    uji = UJI | {"klaim-predikat": partial(_klaim_predikat, tercetak=tercetak)}
    for r in teks.itertuples():
        lap = laporan.get(r.laporan) or next(iter(laporan.values()))
        for jenis, tingkat, seharusnya, sebab, bukti in uji[r.jenis](r, lap, sel):
            yield Temuan(
                f"{r.laporan}/teks/{r.urutan}", jenis, tingkat, r.nilai, seharusnya, sebab=sebab, bukti="; ".join(b for b in (bukti, f"“{r.teks}”" if r.teks != r.nilai else "") if b),
                # A claim made in every report with the same words is one.
                kelompok=":".join(t for t in (jenis, "" if jenis == "klaim-predikat" else r.rujukan or r.laporan, polos(r.nilai).replace(" ", "-")) if t), dokumen=r.dokumen, tempat=r.tempat,
            )


def _triwulan(r, lap: Laporan, sel) -> Bagian:
    kata = [KE[k] for k in polos(r.nilai).split() if k in KE]
    harus = lap.parameter.triwulan
    if lain := [k for k in kata if k != harus]:
        yield "triwulan", "label", f"Triwulan {ROMAWI[harus - 1]}", f"menyebut triwulan {ROMAWI[lain[0] - 1]}", f"laporan ini untuk {lap.kata['triwulan']} {lap.kata['tahun']}"


def _tahun(r, lap: Laporan, sel) -> Bagian:
    tahun = re.findall(r"\d{4}", r.nilai)
    if tahun and str(lap.parameter.tahun) not in tahun:
        yield "tahun", "label", str(lap.parameter.tahun), f"menyebut tahun {tahun[0]}", f"laporan ini untuk tahun {lap.parameter.tahun}"


def _tanggal(r, lap: Laporan, sel) -> Bagian:
    hari, p = _baca_tanggal(r.nilai), lap.parameter
    if hari is None:
        yield "tanggal", "label", "", "tanggalnya tidak lengkap atau tidak terbaca", ""
    elif r.rujukan == "laporan":
        batas = tenggat(p.tahun, p.triwulan, lap.aturan.tenggat.hari)
        if hari > batas:
            yield "tenggat", "catatan", tanggal(batas), f"{(hari - batas).days} hari sesudah batas penyampaian", lap.aturan.tenggat.dasar.dokumen
        elif hari <= p.periode.hari_akhir:
            yield "tanggal", "label", "", "ditandatangani sebelum triwulannya berakhir", f"triwulan berakhir {tanggal(p.periode.hari_akhir)}"
    elif r.rujukan == "lra" and hari != p.periode.hari_akhir:
        yield "tanggal", "label", tanggal(p.periode.hari_akhir), "bukan hari terakhir triwulan", ""
    elif r.rujukan == "pk" and hari != (pk := date.fromisoformat(lap.naskah_pk["tanggal"])):
        yield "tanggal", "label", tanggal(pk), "tanggal Perjanjian Kinerja lain", ""


def _nama(r, lap: Laporan, sel) -> Bagian:
    harus = _pejabat(lap, r.rujukan, "nama")
    if harus and _huruf(r.nilai) != _huruf(harus):
        lain = next((j for j in lap.data["pejabat"]["jabatan"] if j != r.rujukan and _huruf(_pejabat(lap, j, "nama")) == _huruf(r.nilai)), "")
        if _huruf(harus).startswith(_huruf(r.nilai)):
            yield "nama", "catatan", harus, "gelarnya tidak tercetak", ""
            return
        # A spelling that differs in a letter is still the same person.
        sebab = f"nama pemegang jabatan lain ({lain})" if lain else "ejaan nama berbeda" if mirip(r.nilai, harus) > 0.8 else "bukan nama pemegang jabatan ini"
        yield "nama", "label", harus, sebab, ""


def _nip(r, lap: Laporan, sel) -> Bagian:
    harus, angka = _pejabat(lap, r.rujukan, "nip"), re.sub(r"\D", "", r.nilai)
    if harus and angka != harus:
        lain = next((j for j in lap.data["pejabat"]["jabatan"] if _pejabat(lap, j, "nip") == angka), "")
        yield "nip", "label", nip(harus), f"NIP milik {lain}" if lain else "NIP berbeda", f"{len(angka)} angka" if len(angka) != 18 else ""


def _jabatan(r, lap: Laporan, sel) -> Bagian:
    """A post by another post's title."""
    nama = {j: (_pejabat(lap, j, "nama_jabatan"), _pejabat(lap, j, "unit_kerja")) for j in lap.data["pejabat"]["jabatan"]}
    if r.rujukan not in nama:
        return
    cocok = {j: max(mirip(r.nilai, n) for n in semua if n) for j, semua in nama.items() if any(semua)}
    if (milik := max(cocok, key=cocok.get)) != r.rujukan and cocok[milik] > max(0.8, cocok.get(r.rujukan, 0) + 0.05):
        yield "jabatan", "label", nama[r.rujukan][0], f"sebutan jabatan lain ({milik})", nama[milik][0]


def _unit(r, lap: Laporan, sel) -> Bagian:
    if polos(lap.identitas("unit")) not in polos(r.nilai):
        yield "unit", "label", lap.identitas("unit"), "nama kantor tidak cocok", ""


def _klaim(r, lap: Laporan, sel: Mapping[str, Sel]) -> Bagian:
    c = sel.get(r.rujukan)
    if c is None:
        return
    p = _baca_angka(r.nilai, c.satuan)
    if p is None or c.nilai is None or p.sama(c.nilai) or p.sama(c.nilai * 100) and c.satuan == "rasio":
        return
    yield "klaim", "salah", desimal(c.nilai), "angka dalam kalimat tidak sama dengan tabelnya", f"{r.rujukan} = {penuh(c.nilai)}"


def _klaim_predikat(r, lap: Laporan, sel: Mapping[str, Sel], tercetak: Mapping[str, Tercetak]) -> Bagian:
    c = sel.get(r.rujukan)
    if c is None or c.nilai is None:
        return
    nilai = c.nilai * 100 if c.satuan == "rasio" else c.nilai
    harus = aturan.predikat(lap.aturan.skala, nilai)
    if polos(harus) == polos(r.nilai):
        return
    cetak = tercetak.get(r.rujukan)
    bukti = f"menurut data {penuh(nilai)} % ({r.rujukan}" + (f", tercetak {cetak.teks})" if cetak else ")")
    if cetak and cetak.nilai is not None and polos(aturan.predikat(lap.aturan.skala, cetak.nilai * (100 if c.satuan == "rasio" else 1))) == polos(r.nilai):
        yield "klaim-predikat", "warisan", harus, "cocok dengan angka tercetaknya, tetapi angka itu keliru", bukti
    else:
        yield "klaim-predikat", "salah", harus, "predikat dalam kalimat tidak sesuai angkanya", bukti


def _daftar_isi(r, lap: Laporan, sel) -> Bagian:
    """An entry of the contents that whoever copied the document did not find in it."""
    yield "daftar-isi", "catatan", "", "judul ini tidak ditemukan dalam dokumennya", ""


#: The check of each kind of text; a claimed grade is held against the printed figures too.
UJI: dict[str, Callable] = {
    "triwulan": _triwulan, "tahun": _tahun, "tanggal": _tanggal, "nama": _nama, "nip": _nip, "jabatan-tercetak": _jabatan,
    "jabatan-laporan": _jabatan, "unit": _unit, "klaim": _klaim, "daftar-isi": _daftar_isi,
}


def _pejabat(lap: Laporan, jabatan: str, apa: str) -> str:
    return _pemegang(lap.data, lap.parameter.tanggal_laporan).get(jabatan, {}).get(apa, "")


@ingat
def _pemegang(data: Data, pada: str) -> dict[str, dict]:
    """The row of each post on a day."""
    rows = data["pejabat"]
    return {r["jabatan"]: r for r in rows[rows["mulai"] <= pada].sort_values("mulai").to_dict("records")}


def _baca_tanggal(teks: str) -> date | None:
    m = re.search(r"(\d{1,2})\s+([a-z]+)\s+(\d{4})", teks.lower())
    try:
        return date(int(m[3]), BULAN.index(m[2]) + 1, int(m[1])) if m else None
    except ValueError:
        return None


def _baca_angka(teks: str, satuan: str) -> Tercetak | None:
    for baca in FORMAT.values():
        try:
            return baca(teks.removeprefix("Rp").strip(" .,"), satuan if satuan == "Rp" else "%")
        except TakTerbaca:
            continue
    return None




def _huruf(teks: str) -> str:
    """The letters of a name: print sets titles with and without points and blanks."""
    return "".join(re.findall(r"[a-z]", teks.lower()))
