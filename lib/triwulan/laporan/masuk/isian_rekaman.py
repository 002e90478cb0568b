"""Rows of entry workbooks that bring their own key: activities, and budgets of accounts that are new."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from triwulan.laporan.isian.kegiatan import saat
from triwulan.laporan.masuk.isian_gabung import Kini, polos, sama
from triwulan.laporan.masuk.usul import Usul, kunci_sama
from triwulan.office import kode
from triwulan.office.masalah import Masalah
from triwulan.office.periode import Periode, sebut
from triwulan.office.skema import SKEMA

#: What a row of each file cannot do without, and what to say of it.
PERLU = {
    "dokumentasi": {"tanggal": "tanggal kegiatan belum diisi", "kegiatan": "kegiatannya belum ditulis"},
    "pagu": {"kode": "kode sub kegiatan belum diisi", "nilai": "pagunya belum diisi"},
}


@dataclass
class Rekaman:
    """A row as it came in: what it holds, what it was exported with (`kunci` None: an empty row), where each cell stands, what
    it adds of its own."""

    berkas: str
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


def usulan(semua: Iterable[Rekaman], kini: Kini, triwulan: Periode) -> tuple[list[Usul], list[Masalah]]:
    """Rows that come, change or go. One that stands in the data already, word for word, changes nothing."""
    usul, masalah, dipakai = [], [], set()
    for r in semua:
        if not r.berubah or r.kosong and r.kunci is None:
            continue
        salah = _salah(r, kini, triwulan)
        masalah += salah
        if salah or _sudah(r, kini, dipakai):
            continue
        lama = [Usul(r.berkas, r.kunci, r.dokumen, {}, r.letak, hapus=True)] if r.kunci else []
        if r.kosong:
            usul += lama
            continue
        kunci = _kunci(r, kini, dipakai)
        if r.kunci is None and kunci_sama(kunci) in kini.baris(r.berkas):
            ada = kini.nilai(r.berkas, kunci, "nilai")
            masalah.append(Masalah(r.di("kode"), f"pagu rekening ini sudah ada, Rp{ada}; pakai baris yang sudah ada", None, "", r.isi["kode"]))
            continue
        usul += (lama if r.kunci and kunci != r.kunci else []) + [Usul(r.berkas, kunci, r.dokumen, {k: v for k, v in r.isi.items() if k in SKEMA[r.berkas].kolom and k not in SKEMA[r.berkas].kunci}, r.letak)]
        usul += _nama_rekening(r, kini)
    return usul, masalah


def _salah(r: Rekaman, kini: Kini, triwulan: Periode) -> list[Masalah]:
    if r.kunci and (ada := kini.baris(r.berkas).get(kunci_sama(r.kunci))) is None:
        return [Masalah(r.di(), "baris ini sudah tidak ada lagi di data, sedangkan di sini diubah; ekspor ulang lalu isi lagi")]
    if r.kunci and (k := next((k for k, v in r.dasar.items() if not sama(polos(r.berkas, k, ada[k]), v)), None)):
        return [Masalah(r.di(k), f"di data sekarang {ada[k]!r}, sedangkan waktu diekspor {r.dasar[k]!r}: keduanya sudah diubah; ekspor ulang lalu isi lagi", None, "", r.isi[k])]
    if r.kosong:
        return []
    salah = [Masalah(r.di(k), f"{kata}, padahal baris ini sudah ada isinya; lengkapi, atau kosongkan sebarisnya", None, "", "") for k, kata in PERLU[r.berkas].items() if not r.isi[k]]
    if r.berkas == "dokumentasi" and r.isi["tanggal"] and not triwulan.memuat(saat(r.isi["tanggal"])):
        salah.append(Masalah(r.di("tanggal"), f"di luar {sebut(triwulan)}; kegiatan ditulis di buku isian triwulannya", None, "", r.isi["tanggal"]))
    if r.berkas == "pagu" and r.isi["kode"] and not kode.PROGRAM.fullmatch(r.isi["kode"]):
        salah.append(Masalah(r.di("kode"), SKEMA["pagu"].kolom["kode"].jenis.harapan, None, "", r.isi["kode"]))
    return salah


def _sudah(r: Rekaman, kini: Kini, dipakai: set) -> bool:
    """Whether a new row is in the data already, as when a workbook is imported a second time."""
    if r.kunci is not None:
        return False
    isi = {k: v for k, v in (r.isi | r.tetap).items() if k in SKEMA[r.berkas].kolom}
    for kunci, row in kini.baris(r.berkas).items():
        if (r.berkas, kunci) not in dipakai and all(sama(polos(r.berkas, k, row[k]), kode.samakan(v) if k == "kode" else v) for k, v in isi.items()):
            dipakai.add((r.berkas, kunci))
            return True
    return False


def _kunci(r: Rekaman, kini: Kini, dipakai: set) -> tuple[str, ...]:
    """The key of a row; an activity that is new, or has moved to another day, gets the next number of its post's month."""
    if r.kunci and all(sama(r.isi.get(k, v), v) for k, v in zip(SKEMA[r.berkas].kunci, r.kunci)):
        return r.kunci
    isi = r.tetap | r.isi
    if r.berkas == "dokumentasi":
        bulan = saat(isi["tanggal"])
        nomor = [int(k[2]) for k in kini.baris(r.berkas) if k[0] == isi["jabatan"] and saat(k[1]) == bulan]
        nomor += [n for b, j, m, n in (d for d in dipakai if len(d) == 4) if (b, j, m) == (r.berkas, isi["jabatan"], bulan)]
        isi["urutan"] = str(max(nomor, default=0) + 1)
        dipakai.add((r.berkas, isi["jabatan"], bulan, int(isi["urutan"])))
    return tuple(isi[k] for k in SKEMA[r.berkas].kunci)


def _nama_rekening(r: Rekaman, kini: Kini) -> list[Usul]:
    """The name of an account that the nomenclature does not know yet."""
    akun, nama = r.isi.get("akun", ""), r.isi.get("uraian", "")
    if r.berkas != "pagu" or not akun or not nama or (akun,) in kini.baris("nomenklatur"):
        return []
    return [Usul("nomenklatur", (akun,), r.dokumen, {"jenis": "akun", "uraian": nama}, {"": r.di("uraian")})]
