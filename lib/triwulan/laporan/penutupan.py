"""Closing a quarter, declaring why something of a closed one changed, and what is said while nobody has."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

from triwulan.form.angka import tampil
from triwulan.office import aturan, data, params, periode, tutup
from triwulan.office.berkas import salah_pilihan
from triwulan.office.data import Data, ingat
from triwulan.office.masalah import Masalah, MasukanSalah
from triwulan.office.skema import TUTUP
from triwulan.office.tulisan import Tulisan, baca_tabel, tabel
from triwulan.office.tutup import KUMULATIF, Beda, Penutupan, sidik

#: Every difference that nobody has declared yet.
SEMUA = "semua"
#: A longer list is shown by its first few.
BATAS = 6
KATA = {"K": "kinerja", "Rp": "belanja"}


def dengan_penutupan(akar: Path, data_: Data) -> Data:
    """The data with the unit's closed quarters. Raises MasukanSalah for closures that cannot be read."""
    ada = tutup.muat(akar, data_.unit)
    return _dengan(data_, ada) if ada else data_


@ingat
def _dengan(data_: Data, ada: tuple[Penutupan, ...]) -> Data:
    return replace(data_, penutupan=ada)


def diceritakan(data_: Data, parameter: params.Parameter) -> list[Penutupan]:
    """The closed quarters whose changes a quarter's reports tell of: the earlier ones of its year, and itself once something of it was
    declared. Closing alone changes no report."""
    q = parameter.periode
    return [p for p in data_.penutupan if p.periode.tahun == q.tahun and (p.periode.akhir < q.akhir or p.periode == q and p.pernyataan)]


def masalah(data_: Data) -> list[Masalah]:
    """What closed quarters do not allow: each cell with what it was, the figures that follow, and how to declare the change."""
    terbuka = [*tutup.terbuka_semua(data_)]
    return [*berubah(data_), Masalah(f"data/{data_.unit}/{tutup.FOLDER}/", f"{_akibat(data_, terbuka)}{_cara(data_, terbuka)}")] if terbuka else []


def berubah(data_: Data) -> list[Masalah]:
    """Each cell of a closed quarter that nobody declared, with what it was."""
    return [_satu(data_, b, ps) for b, ps in tutup.terbuka_semua(data_).items()]


def perbaikan(data_: Data, parameter: params.Parameter) -> list[Masalah]:
    """What whoever compiles a closed quarter again is to know once something of it was declared: it no longer says what was filed."""
    p = tertutup(data_, parameter)
    if not p or not (nyata := tutup.dinyatakan(data_, p)):
        return []
    return [Masalah(
        f"data/{data_.unit}/{tutup.FOLDER}/{periode.tulis(p.periode)}/pernyataan.csv",
        f"{periode.sebut(p.periode)} sudah ditutup ({periode.tanggal(p.tanggal)}, {p.oleh}) dan {len(nyata)} perubahan dinyatakan sesudahnya: laporannya menjadi perbaikan dan dapat lain dari yang "
        f"sudah ditandatangani; tanda tangani lagi, lalu arsipkan sebagai versi baru: triwulan arsip params/{data_.unit}/{periode.tulis(p.periode)}.yaml",
    )]


def _satu(data_: Data, b: Beda, ps: Sequence[Penutupan]) -> Masalah:
    berkas, baris, kolom = b.sel
    siapa = " dan ".join(f"{periode.sebut(p.periode)} ditutup ({periode.tanggal(p.tanggal)}, {p.oleh})" for p in ps)
    if berkas == KUMULATIF:
        tempat = f"data/{data_.unit}/{tutup.FOLDER}/{periode.tulis(ps[0].periode)}/beku.csv"
        return Masalah(tempat, f"{sebut(b)}, padahal tidak ada data atau aturan yang berubah: pustaka triwulan kini menghitungnya lain ({siapa})", None, "", baris)
    if "/" in berkas:
        return Masalah(berkas, f"aturan ini berubah sejak {siapa}; kembalikan berkasnya, atau nyatakan sebabnya")
    tempat, n = f"data/{data_.unit}/{berkas}.csv", tutup.nomor_baris(data_, b.sel)
    if n is None:
        return Masalah(tempat, f"baris {baris} tidak ada lagi, padahal ada dengan {kolom} {b.lama} ketika {siapa}; kembalikan barisnya, atau nyatakan sebabnya")
    if not b.lama:
        return Masalah(tempat, f"belum ada ketika {siapa}; kosongkan lagi, atau nyatakan sebabnya", n, kolom, b.baru)
    return Masalah(tempat, f"seharusnya {b.lama} seperti ketika {siapa}; kembalikan, atau nyatakan sebabnya", n, kolom, b.baru)


def _akibat(data_: Data, terbuka: Sequence[Beda]) -> str:
    """The figures that follow; where something was declared before, which of them follow from that is not known."""
    semua = [p for p in data_.penutupan if tutup.terbuka(data_, p)]
    ikut = [f"{sebut(b)} (s/d {periode.sebut(p.periode)})" for p in semua for b in tutup.akibat(data_, p) if b.sel not in {t.sel for t in terbuka}]
    if not ikut:
        return ""
    lebih = f", dan {len(ikut) - BATAS} lainnya" if len(ikut) > BATAS else ""
    dulu = ", sebagian mungkin karena perubahan yang sudah dinyatakan" if any(tutup.dinyatakan(data_, p) for p in semua) else ""
    return f"angka yang ikut berubah{dulu}: {'; '.join(ikut[:BATAS])}{lebih}. "


def _cara(data_: Data, terbuka: Sequence[Beda]) -> str:
    """The command to copy."""
    nama = list(dict.fromkeys(tutup.tempat(data_.unit, b.sel) for b in terbuka))
    pilih = nama if len(nama) <= BATAS else [SEMUA]
    terakhir = data_.penutupan[-1].periode
    perintah = f"triwulan tutup params/{data_.unit}/{periode.tulis(terakhir)}.yaml {' '.join(f'--nyatakan {shlex.quote(n)}' for n in pilih)} --alasan \"…\" --oleh \"…\""
    return f"Bila perubahan di atas memang benar, nyatakan sebabnya: {perintah}"


def sebut(b: Beda) -> str:
    """A figure that follows, as people say it: `kinerja 7.01.06-2 kecamatan dari 66,67 menjadi 68`."""
    jenis, *rujukan = b.sel[1].split("|")
    lama, baru = (rupiah(t) if jenis == "Rp" else terbaca(t) for t in (b.lama, b.baru))
    return f"{KATA[jenis]} {' '.join(r for r in rujukan if r)} dari {lama} menjadi {baru}"


def rupiah(teks: str) -> str:
    """A frozen amount as people read it: `Rp552.500.000`."""
    return f"Rp{terbaca(teks)}" if teks else terbaca(teks)


def terbaca(teks: str) -> str:
    """A frozen value as people read it, figures to two places."""
    try:
        return tampil(Fraction(teks), None)
    except ValueError:  # a method, a unit, a code
        return teks or "tidak ada"


def tertutup(data_: Data, parameter: params.Parameter) -> Penutupan | None:
    """The closure of a quarter; None while it is open."""
    return next((p for p in data_.penutupan if p.periode == parameter.periode), None)


def rencana(akar: Path, data_: Data, parameter: params.Parameter, *, oleh: str, tanggal: str, buku_angka: str, pustaka: str) -> list[Tulisan]:
    """The files that close a quarter whose reports are done: `buku_angka`, `pustaka` the SHA-256 of its ledger and of the library that
    made it. `data_` has been checked. Raises MasukanSalah for a name or a date that is none."""
    _harus(_orang(oleh, tanggal, parameter))
    aturan_ = aturan.muat(akar, parameter.aturan)
    beku = [{"berkas": b, "baris": n, "kolom": k, "nilai": v} for (b, n, k), v in tutup.sel(data_, parameter.periode, aturan_).items()]
    isi_beku, q = tabel(TUTUP["beku"], beku), periode.tulis(parameter.periode)
    penutupan = {
        "periode": q, "tanggal": tanggal, "oleh": oleh.strip(), "aturan": parameter.aturan, "pustaka": pustaka, "buku_angka": buku_angka,
        "beku": sidik(isi_beku),
    }
    folder, angka = f"data/{parameter.unit}/{tutup.FOLDER}/{q}", sum(r["berkas"] == KUMULATIF for r in beku)
    return [
        Tulisan(f"{folder}/beku.csv", isi_beku, f"{len(beku) - angka} sel masukan dan {angka} angka sampai dengan triwulan ini dibekukan"),
        Tulisan(f"{folder}/pernyataan.csv", tabel(TUTUP["pernyataan"], []), "belum ada perubahan yang dinyatakan"),
        Tulisan(f"{folder}/penutupan.csv", tabel(TUTUP["penutupan"], [penutupan]), f"{periode.sebut(parameter.periode)} ditutup"),
    ]


def nyatakan(akar: Path, parameter: params.Parameter, tempat: Sequence[str], *, alasan: str, oleh: str, tanggal: str) -> list[Tulisan]:
    """The files that hold why rows of closed quarters changed; `tempat`: rows as the messages name them, or `semua`. Raises
    MasukanSalah for a row that has not changed, a reason, a name or a date that is none."""
    data_ = dengan_penutupan(akar, data.muat(akar, parameter.unit))
    terbuka = {b.sel for b in tutup.terbuka_semua(data_)}
    ada = dict.fromkeys(tutup.tempat(parameter.unit, s) for s in terbuka)
    dulu = {tutup.tempat(parameter.unit, n.sel): n for p in data_.penutupan for n in tutup.dinyatakan(data_, p)}
    salah = [*_orang(oleh, tanggal, parameter), *salah_pilihan(alasan=alasan)]
    if terlalu_dini := [p for p in data_.penutupan if tanggal < p.tanggal.isoformat() and tutup.terbuka(data_, p)]:
        salah.append(Masalah("--tanggal", f"sebelum {periode.sebut(terlalu_dini[0].periode)} ditutup ({terlalu_dini[0].tanggal})", None, "", tanggal))
    if not _berkata(alasan):
        salah.append(Masalah("--alasan", "tulis sebabnya, misalnya: berita acara rekonsiliasi 12 Juli 2025 membetulkan realisasi Maret"))
    sebab = f"yang berubah: {', '.join([*ada][:BATAS])}" if ada else "tidak ada yang berbeda dari triwulan yang sudah ditutup"
    for t in tempat:
        if t in dulu and t not in ada:
            salah.append(Masalah("--nyatakan", f"perubahan baris ini sudah dinyatakan {dulu[t].oleh}, {periode.tanggal(dulu[t].tanggal)}, dengan alasan: {dulu[t].alasan}", None, "", t))
        elif not ada or t not in (SEMUA, *ada):
            salah.append(Masalah("--nyatakan", f"baris ini tidak berbeda dari ketika ditutup; {sebab}", None, "", t))
    _harus(salah)
    dipilih = {s for s in terbuka if SEMUA in tempat or tutup.tempat(parameter.unit, s) in tempat}
    tanda, hasil = {"alasan": alasan.strip(), "oleh": oleh.strip(), "tanggal": tanggal}, []
    for p in data_.penutupan:
        if baru := [dict(zip(("berkas", "baris", "kolom"), b.sel)) | {"lama": b.lama, "baru": b.baru} | tanda for b in tutup.terbuka(data_, p) if b.sel in dipilih]:
            berkas = f"data/{parameter.unit}/{tutup.FOLDER}/{periode.tulis(p.periode)}/pernyataan.csv"
            hasil.append(Tulisan(berkas, tabel(TUTUP["pernyataan"], [*baca_tabel(akar / berkas), *baru]), f"{len(baru)} perubahan dinyatakan"))
    return hasil


def _berkata(teks: str) -> bool:
    """Whether it has a word: the "…" of the command to copy has none."""
    return any(c.isalpha() for c in teks)


def _orang(oleh: str, tanggal: str, parameter: params.Parameter) -> list[Masalah]:
    salah = salah_pilihan(oleh=oleh) if _berkata(oleh) else [Masalah("--oleh", "tulis nama yang bertanggung jawab", None, "", oleh)]
    try:
        if date.fromisoformat(tanggal) <= parameter.periode.hari_akhir:
            salah.append(Masalah("--tanggal", f"sebelum triwulannya berakhir ({parameter.periode.hari_akhir})", None, "", tanggal))
        elif date.fromisoformat(tanggal) > date.today():
            salah.append(Masalah("--tanggal", f"belum tiba; hari ini {date.today().isoformat()}", None, "", tanggal))
    except ValueError:
        salah.append(Masalah("--tanggal", "tulis tanggal tahun-bulan-hari, misalnya 2025-04-14", None, "", tanggal))
    return salah


def _harus(salah: list[Masalah]) -> None:
    if salah:
        raise MasukanSalah(salah)
