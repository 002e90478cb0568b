"""Rows of entry workbooks that bring their own key: read as they are, and activities among them as rows of the data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from triwulan.laporan.isian.kegiatan import saat
from triwulan.laporan.masuk.isian.gabung import Kini, polos, sama
from triwulan.laporan.masuk.usul import Usul, kunci_sama
from triwulan.office.masalah import Masalah
from triwulan.office.periode import Periode, sebut
from triwulan.office.skema import SKEMA

KEGIATAN = "dokumentasi"
PERLU = {"tanggal": "tanggal kegiatan belum diisi", "kegiatan": "kegiatannya belum ditulis"}


@dataclass
class Rekaman:
    """A row as it came in: which of the workbook's, what it holds, what it was exported with (`kunci` None: an empty row), where
    each cell stands, what it adds of its own."""

    berkas: str
    baris: str
    kunci: tuple[str, ...] | None
    tetap: dict[str, str]
    dokumen: str
    isi: dict[str, str] = field(default_factory=dict)
    dasar: dict[str, str] = field(default_factory=dict)
    letak: dict[str, str] = field(default_factory=dict)

    @property
    def kosong(self) -> bool:
        return not any(self.isi.values())

    @property
    def berubah(self) -> bool:
        return any(not sama(v, self.dasar[k]) for k, v in self.isi.items())

    def di(self, kolom: str = "") -> str:
        return self.letak.get(kolom) or next(iter(self.letak.values()))


def kegiatan(semua: Iterable[Rekaman], kini: Kini, triwulan: Periode) -> tuple[list[Usul], list[Masalah]]:
    """Activities that come, change or go. One that stands in the data already, word for word, changes nothing."""
    usul, masalah, dipakai, nomor = [], [], set(), {}
    for r in semua:
        if r.berkas != KEGIATAN or not r.berubah:
            continue
        if (r.kunci is None or kunci_sama(r.kunci) not in kini.baris(KEGIATAN)) and _sudah(r, kini, dipakai):
            continue
        salah = _salah(r, kini, triwulan)
        masalah += salah
        if salah or r.kosong and r.kunci and kunci_sama(r.kunci) not in kini.baris(KEGIATAN):
            continue
        lama = [Usul(KEGIATAN, r.kunci, r.dokumen, {}, r.letak, hapus=True)] if r.kunci else []
        if r.kosong:
            usul += lama
        elif r.kunci and sama(r.isi["tanggal"], r.kunci[1]):
            usul.append(Usul(KEGIATAN, r.kunci, r.dokumen, _isi(r), r.letak))
        else:
            usul += [*lama, Usul(KEGIATAN, _kunci(r, kini, nomor), r.dokumen, _isi(r), r.letak)]
    return usul, masalah


def _isi(r: Rekaman) -> dict[str, str]:
    return {k: v for k, v in r.isi.items() if k not in SKEMA[KEGIATAN].kunci}


def _salah(r: Rekaman, kini: Kini, triwulan: Periode) -> list[Masalah]:
    if r.kunci and (ada := kini.baris(KEGIATAN).get(kunci_sama(r.kunci))) is None:
        return [] if r.kosong else [Masalah(r.di(), "kegiatan ini sudah tidak ada lagi di data, sedangkan di sini diubah; ekspor ulang lalu isi lagi")]
    if r.kunci and (k := next((k for k, v in r.dasar.items() if not sama(polos(KEGIATAN, k, ada[k]), v) and not sama(ada[k], r.isi[k])), None)):
        return [Masalah(r.di(k), f"di data sekarang {ada[k]!r}, sedangkan waktu diekspor {r.dasar[k]!r}: keduanya sudah diubah; ekspor ulang lalu isi lagi", None, "", r.isi[k])]
    if r.kosong:
        return []
    salah = [Masalah(r.di(k), f"{kata}, padahal baris ini sudah ada isinya; lengkapi, atau kosongkan sebarisnya", None, "", "") for k, kata in PERLU.items() if not r.isi[k]]
    if r.isi["tanggal"] and not triwulan.memuat(saat(r.isi["tanggal"])):
        salah.append(Masalah(r.di("tanggal"), f"di luar {sebut(triwulan)}; kegiatan ditulis di buku isian triwulannya", None, "", r.isi["tanggal"]))
    return salah


def _sudah(r: Rekaman, kini: Kini, dipakai: set) -> bool:
    """Whether a new row is in the data already, as when a workbook is imported a second time."""
    for kunci, row in kini.baris(KEGIATAN).items():
        if kunci not in dipakai and all(sama(row[k], v) for k, v in (r.isi | r.tetap).items()):
            dipakai.add(kunci)
            return True
    return False


def _kunci(r: Rekaman, kini: Kini, nomor: dict) -> tuple[str, ...]:
    """The key of an activity that is new, or has moved to another day: the next number of its post's month."""
    milik = r.tetap["jabatan"], saat(r.isi["tanggal"])
    if milik not in nomor:
        nomor[milik] = max((int(k[2]) for k in kini.baris(KEGIATAN) if (k[0], saat(k[1])) == milik), default=0)
    nomor[milik] += 1
    return r.tetap["jabatan"], r.isi["tanggal"], str(nomor[milik])
