"""Entry workbooks read back: what whoever filled them has changed, as rows for the data files."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from triwulan.laporan.buka import muat
from triwulan.laporan.isian.cap import SelCap
from triwulan.laporan.isian.model import SUDAH
from triwulan.laporan.masuk.isian import baru
from triwulan.laporan.masuk.isian import rekaman as rekaman_
from triwulan.laporan.masuk.isian import usul as usul_
from triwulan.laporan.masuk.isian.buka import BukuIsian, buka, dikenali
from triwulan.laporan.masuk.isian.gabung import Isian, Kini, putuskan
from triwulan.laporan.masuk.isian.nilai import Keliru, angka_semua, galat, kosong, tanggal, teks
from triwulan.laporan.masuk.isian.rekaman import Rekaman
from triwulan.laporan.masuk.masukan import Masukan
from triwulan.laporan.masuk.simpan import Sumber
from triwulan.office import params, periode
from triwulan.office.masalah import Masalah, MasukanSalah
from triwulan.office.params import Parameter

__all__ = ["baca", "dikenali"]
#: Emptied cells that are named; more are counted.
DISEBUT = 5


def baca(akar: Path, berkas: Sequence[Path]) -> Masukan:
    """What the workbooks change in the data. Raises MasukanSalah with every problem in all of them."""
    buku, masalah = [], []
    for path in berkas:
        try:
            buku.append(buka(path))
        except MasukanSalah as salah:
            masalah += salah.masalah
    if masalah:
        raise MasukanSalah(masalah)
    p = _triwulan(akar, buku)
    data, _ = muat(p, akar)
    kini = Kini(akar / "data" / p.unit)
    sel, rekaman = [], []
    for b in buku:
        isi, baris, salah = _isi(b, _dokumen(b))
        sel, rekaman, masalah = [*sel, *isi], [*rekaman, *baris], [*masalah, *b.masalah, *salah]
    sel, pada, salah = baru.berlaku(sel, rekaman, p)
    masalah += salah
    berubah, salah = putuskan(sel, kini)
    masalah += salah
    tempat = {i.alamat: i.tempat for i in sel}
    usul, salah = usul_.usulan(berubah, kini, tempat)
    masalah += salah
    for tambahan, salah in (rekaman_.kegiatan(rekaman, kini, p.periode), baru.rekening(rekaman, kini, p, pada)):
        usul, masalah = usul + tambahan, masalah + salah
    masalah += usul_.bulan_kosong(kini, usul, tempat) if any(u.berkas in ("realisasi_rp", "pagu") for u in usul) else []
    if masalah:
        raise MasukanSalah(masalah)
    judul = f"Isian {periode.sebut(p.periode)}"
    return Masukan(p, tuple(usul), tuple(Sumber(b.nama, b.isi, _dokumen(b), f"{judul}: {b.nama}") for b in buku), tuple(_kalimat(p, data.nama("unit"), buku, sel, berubah)))


def _triwulan(akar: Path, buku: Sequence[BukuIsian]) -> Parameter:
    """The one quarter that all workbooks are of. Raises MasukanSalah when there are several, or none here."""
    kop = [(b.cap.kop["unit"], b.cap.kop["periode"]) for b in buku]
    nama = [b.nama for b in buku]
    if len(set(kop)) > 1:
        raise MasukanSalah([Masalah(b.nama, f"buku isian {u} {q}, bukan {kop[0][0]} {kop[0][1]} seperti {nama[0]}; impor sendiri-sendiri") for b, (u, q) in zip(buku, kop) if (u, q) != kop[0]])
    if len(set(nama)) < len(nama):
        raise MasukanSalah([Masalah(n, "ada dua berkas bernama sama; beri nama lain, supaya jelas sel mana yang dimaksud") for n in dict.fromkeys(nama) if nama.count(n) > 1])
    unit, q = kop[0]
    path = akar / "params" / unit / f"{q}.yaml"
    if not (akar / "data" / unit).is_dir():
        raise MasukanSalah([Masalah(nama[0], f"buku isian kantor lain: folder data/{unit} tidak ada di sini", None, "", unit)])
    if not path.is_file():
        raise MasukanSalah([Masalah(nama[0], f"triwulan buku ini belum dibuka di sini: params/{unit}/{q}.yaml tidak ada; jalankan dulu: triwulan baru periode", None, "", q)])
    return params.baca(path, akar)[0]


def _dokumen(b: BukuIsian) -> str:
    """The name of a workbook among the sources: its quarter, and which of the quarter's workbooks it is."""
    s = Sumber(b.nama, b.isi, "", "")
    return f"isian-{b.cap.kop['periode']}-{s.sidik[:8]}"


def _isi(b: BukuIsian, dokumen: str) -> tuple[list[Isian], list[Rekaman], list[Masalah]]:
    """The entry cells of a workbook: those with a place in the data, those of rows with a key of their own, what cannot be read."""
    jadi, masalah = {}, []
    for nama in dict.fromkeys(s.lembar for s in b.sel):
        milik = {s: k for s, k in b.sel.items() if s.lembar == nama}
        angka = {}
        for s, k in milik.items():
            try:
                if kosong(k):
                    jadi[s] = ""
                elif salah := galat(k):
                    raise Keliru(salah)
                elif s.bentuk == "angka":
                    angka[s] = (k, s.satuan)
                else:
                    jadi[s] = tanggal(k) if s.bentuk == "tanggal" else _pilihan(teks(k)) if s.bentuk == "pilihan" else teks(k)
            except Keliru as keliru:
                masalah.append(Masalah(b.di(s), str(keliru), None, "", k.teks or k.rumus))
        nilai, salah = angka_semua(angka)
        masalah += [Masalah(b.di(s), kata, None, "", milik[s].teks) for s, kata in salah.items()]
        masalah += [Masalah(b.di(s), "tidak boleh negatif", None, "", v) for s, v in nilai.items() if s.berkas != "realisasi_rp" and v.startswith("-")]
        jadi |= nilai
    sel = [Isian(s.berkas, s.kunci_data, s.medan, v, s.isi, b.di(s), dokumen) for s, v in jadi.items() if not s.rekaman]
    return sel, _rekaman(b, {s: v for s, v in jadi.items() if s.rekaman}, dokumen), masalah


def _pilihan(kata: str) -> str:
    if kata.lower() not in (SUDAH, "sudah", "y"):
        raise Keliru(f"pilih {SUDAH}, atau kosongkan sel ini")
    return SUDAH


def _rekaman(b: BukuIsian, isi: dict[SelCap, str], dokumen: str) -> list[Rekaman]:
    baris: dict[tuple[str, str], Rekaman] = {}
    for s, v in isi.items():
        r = baris.setdefault((s.lembar, s.baris), Rekaman(s.berkas, s.baris, s.kunci_data, json.loads(s.rekaman), dokumen))
        r.isi[s.medan], r.dasar[s.medan], r.letak[s.medan] = v, s.isi, b.di(s)
    # A row of which a cell could not be read is no row; that cell is a problem already.
    lengkap = {(s.lembar, s.baris): sum((t.lembar, t.baris) == (s.lembar, s.baris) for t in b.sel) for s in isi}
    return [r for k, r in baris.items() if len(r.isi) == lengkap[k]]


def _kalimat(p: Parameter, unit: str, buku: Sequence[BukuIsian], sel: Sequence[Isian], berubah: Sequence[Isian]) -> list[str]:
    """What was read, workbook by workbook, and which cells were emptied."""
    kata = [f"{b.nama}: {unit}, {periode.sebut(p.periode)}, {b.cap.kop['jabatan'] or 'semua jabatan'}; {sum(len(i.nilai) > 0 for i in sel if i.dokumen == _dokumen(b))} sel berisi." for b in buku]
    dikosongkan = [i.tempat for i in berubah if not i.nilai]
    if dikosongkan:
        lebih = f" dan {len(dikosongkan) - DISEBUT} lainnya" if len(dikosongkan) > DISEBUT else ""
        kata.append(f"Dikosongkan, jadi dihapus dari data: {', '.join(dikosongkan[:DISEBUT])}{lebih}.")
    return kata
