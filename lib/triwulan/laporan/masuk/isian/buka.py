"""An entry workbook as it comes back: its stamp, and each of its cells found by its hidden names, wherever it stands by now."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from openpyxl.utils import get_column_letter

from triwulan.form.lembar.angka import bersih
from triwulan.form.lembar.grid import BerkasSalah, Kotak, Lembar, muat
from triwulan.laporan.isian.cap import ISIAN, TETAP, Cap, SelCap, urai
from triwulan.laporan.isian.letak import BARIS_ID, KOLOM_ID
from triwulan.laporan.isian.model import CAP, KEPALA, VERSI
from triwulan.laporan.masuk.isian.kenal import jenis
from triwulan.laporan.masuk.isian.terkunci import diurutkan, terkunci
from triwulan.office.masalah import Masalah, MasukanSalah

ULANG = "ekspor buku isian yang baru dengan triwulan isian, lalu salin isi sel kuningnya ke sana"


@dataclass
class BukuIsian:
    """A workbook: its name and bytes, its stamp, the entry cells that could be found, and what is wrong with the rest."""

    nama: str
    isi: bytes
    cap: Cap
    sel: dict[SelCap, Kotak] = field(default_factory=dict)
    masalah: list[Masalah] = field(default_factory=list)

    @cached_property
    def sidik(self) -> str:
        """The SHA-256 of its bytes, which every cell that comes from it names."""
        return hashlib.sha256(self.isi).hexdigest()

    def di(self, s: SelCap) -> str:
        """`isian.xlsx Kinerja!I9`: where an entry cell stands."""
        return f"{self.nama} {self.sel[s].tempat}"


def buka(path: Path) -> BukuIsian:
    """A workbook read. Raises MasukanSalah when it cannot be one; what is wrong with single cells is in `masalah`."""
    if salah := jenis(path):
        raise MasukanSalah(salah)
    try:
        lembar = {s.nama: s for s in muat(path)}
    except BerkasSalah as salah:
        raise MasukanSalah([Masalah(path.name, m.removeprefix(f"{path.name}: ")) for m in salah.masalah]) from None
    ws = lembar.get(CAP)
    if ws is None:
        raise MasukanSalah([Masalah(path.name, f"ini buku isian, tetapi lembar tersembunyi {CAP} tidak ada lagi, jadi tidak diketahui sel mana milik data mana; {ULANG}")])
    cap = urai([ws.asli(b, k).teks for k in (1, 2)] for b in range(1, ws.tinggi + 1))
    if cap is None:
        raise MasukanSalah([Masalah(path.name, f"lembar tersembunyi {CAP} rusak, jadi isinya tidak dapat dikenali; {ULANG}")])
    if cap.kop["versi"] != VERSI:
        raise MasukanSalah([Masalah(path.name, f"buku isian versi lain; program ini membaca versi {VERSI}; {ULANG}", None, "", cap.kop["versi"])])
    jadi = BukuIsian(path.name, path.read_bytes(), cap)
    for nama in dict.fromkeys(s.lembar for s in cap.sel):
        milik = [s for s in cap.sel if s.lembar == nama]
        if nama not in lembar:
            jadi.masalah.append(Masalah(f"{path.name}", f"lembar {nama} tidak ada lagi; jangan menghapus atau mengganti nama lembar; {ULANG}"))
        else:
            _lembar(jadi, lembar[nama], milik)
    return jadi


def _lembar(jadi: BukuIsian, ws: Lembar, milik: list[SelCap]) -> None:
    """Finds a sheet's cells. A lost column or row is one problem, not one a cell."""
    kolom = _nama(jadi, ws, {k: ws.asli(BARIS_ID + 1, k).teks for k in range(KOLOM_ID + 2, ws.lebar + 1)}, {s.kolom for s in milik}, "kolom", milik)
    judul = next((b for b in range(1, ws.tinggi + 1) if _sama(ws, b, kolom, [s for s in milik if s.baris == KEPALA])), None)
    baris = _nama(jadi, ws, {b: ws.asli(b, KOLOM_ID + 1).teks for b in range(BARIS_ID + 2, ws.tinggi + 1)}, {s.baris for s in milik} - {KEPALA}, "baris", milik)
    if judul is not None or any(s.isi for s in milik if s.baris == KEPALA):
        _kepala(jadi, ws, kolom, judul, min(baris.values(), default=2) - 1, [s for s in milik if s.baris == KEPALA])
    if diurutkan(ws, milik, baris, kolom):
        jadi.masalah.append(Masalah(f"{jadi.nama} {ws.nama}", f"baris lembar ini diurutkan tanpa kolom kunci yang tersembunyi, jadi isiannya berada di baris lain; batalkan pengurutan itu (Ctrl+Z) lalu simpan; bila sudah tidak bisa, {ULANG}"))
        return
    dipakai = {(baris[s.baris], kolom[s.kolom]) for s in milik if s.jenis == ISIAN and s.baris in baris and s.kolom in kolom}
    for s in milik:
        if s.baris == KEPALA or s.baris not in baris or s.kolom not in kolom:
            continue
        tempat = (baris[s.baris], kolom[s.kolom])
        kotak = _kotak(ws, tempat, dipakai)
        if kotak is None:
            jadi.masalah.append(Masalah(f"{jadi.nama} {ws.tempat(*tempat)}", "sel ini digabung dengan sel isian lain; pisahkan lagi (Merge & Center), lalu isi masing-masing"))
        elif s.jenis == ISIAN:
            jadi.sel[s] = kotak
        elif salah := terkunci(s, kotak, ULANG):
            jadi.masalah.append(Masalah(f"{jadi.nama} {ws.tempat(*tempat)}", salah, None, "", kotak.teks))
    _lebih(jadi, ws, set(baris.values()), set(kolom.values()), max(baris.values(), default=0), min(baris.values(), default=0))


def _nama(jadi: BukuIsian, ws: Lembar, ada: dict[int, str], diminta: set[str], jenis: str, milik: list[SelCap]) -> dict[str, int]:
    """Hidden name → row or column; what is twice, unknown or lost becomes a problem."""
    hitung, hasil = Counter(v for v in ada.values() if v), {}
    for n, nama in ada.items():
        if not nama:
            continue
        tempat = f"{jadi.nama} {ws.nama}!{n if jenis == 'baris' else get_column_letter(n)}"
        if nama not in diminta:
            jadi.masalah.append(Masalah(tempat, f"kunci {jenis} tersembunyi ini tidak dikenal; jangan mengubah {jenis} tersembunyi; {ULANG}", None, "", nama))
        elif hitung[nama] > 1:
            if nama not in hasil:
                jadi.masalah.append(Masalah(tempat, f"{jenis} ini ada {hitung[nama]} kali ({_sebut(milik, nama, jenis)}); hapus salinannya, jangan menyalin {jenis} utuh"))
            hasil[nama] = n
        else:
            hasil[nama] = n
    for nama in sorted(diminta - set(ada.values())):
        jadi.masalah.append(Masalah(f"{jadi.nama} {ws.nama}", f"{jenis} ini hilang: {_sebut(milik, nama, jenis)}; jangan menghapus {jenis}; {ULANG}"))
    return {n: t for n, t in hasil.items() if hitung[n] == 1}


def _sebut(milik: list[SelCap], nama: str, jenis: str) -> str:
    """A row or column in the words that stand in it."""
    isi = [s.isi for s in milik if s.jenis == TETAP and s.isi and (s.baris == nama if jenis == "baris" else s.kolom == nama and s.baris == KEPALA)]
    return " ".join(isi[:2]) or nama


def _sama(ws: Lembar, b: int, kolom: dict[str, int], kepala: list[SelCap]) -> bool:
    isi = [s for s in kepala if s.kolom in kolom and s.isi]
    return bool(isi) and all(ws.di(b, kolom[s.kolom]).teks == bersih(s.isi) for s in isi)


def _kepala(jadi: BukuIsian, ws: Lembar, kolom: dict[str, int], judul: int | None, kira: int, kepala: list[SelCap]) -> None:
    """The column titles say what is entered: none of them may have changed."""
    for s in kepala if judul is None else ():
        if s.kolom in kolom and s.isi and (ada := ws.di(kira, kolom[s.kolom]).teks) != bersih(s.isi):
            jadi.masalah.append(Masalah(f"{jadi.nama} {ws.tempat(kira, kolom[s.kolom])}", f"judul kolom ini semula {s.isi!r}; kembalikan seperti semula", None, "", ada))


def _kotak(ws: Lembar, tempat: tuple[int, int], dipakai: set[tuple[int, int]]) -> Kotak | None:
    """The cell at a place; of cells merged with it what is shown there, None when an entry cell is hidden among them."""
    asal = ws.gabungan.get(tempat)
    if asal is None:
        return ws.asli(*tempat)
    semua = {t for t, a in ws.gabungan.items() if a == asal}
    return None if len(semua & dipakai) > 1 else ws.asli(*asal)


def _lebih(jadi: BukuIsian, ws: Lembar, baris: set[int], kolom: set[int], akhir: int, awal: int) -> None:
    """What somebody has written outside the rows that there are: it would be lost."""
    for b in sorted({b for b, _ in ws.sel if b >= awal} - baris):
        if isi := next((ws.asli(b, k) for k in sorted(kolom) if ws.asli(b, k).teks and (b, k) not in ws.gabungan), None):
            jadi.masalah.append(Masalah(f"{jadi.nama} {isi.tempat}", "baris ini bukan bagian buku isian, jadi isinya tidak terbaca; pindahkan ke baris kosong yang disediakan", None, "", isi.teks))
