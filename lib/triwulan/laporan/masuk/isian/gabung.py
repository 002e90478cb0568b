"""What came in against what was exported against what the data hold now: which cells change, and what cannot be decided."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from triwulan.form.lembar.angka import bersih
from triwulan.laporan.isian.model import PERIKSA, SUDAH
from triwulan.laporan.masuk.usul import kunci_sama, terbaca
from triwulan.office import tulisan
from triwulan.office.lanjut import is_salinan
from triwulan.office.masalah import Masalah, angka_tertulis
from triwulan.office.skema import ANGKA_, SKEMA

#: Where a copied row says that it is one.
TANDA = {"target": "catatan", "perjanjian": "tempat"}


@dataclass(frozen=True)
class Isian:
    """An entry cell as it came in: its place in the data, what it holds, what it was exported with, where it stands, the source it
    stands in."""

    berkas: str
    kunci: tuple[str, ...]
    kolom: str
    nilai: str
    dasar: str
    tempat: str
    dokumen: str

    @property
    def alamat(self) -> tuple[str, tuple[str, ...], str]:
        return self.berkas, kunci_sama(self.kunci), self.kolom

    @property
    def tampak(self) -> str:
        """Its content as people read it."""
        return terbaca(self.berkas, self.kolom, self.nilai)

    @property
    def berubah(self) -> bool:
        return not sama(self.nilai, self.dasar)


class Kini:
    """The data files as they stand now, as text."""

    def __init__(self, folder: Path):
        self._folder, self._baris = folder, {}

    def baris(self, berkas: str) -> dict[tuple[str, ...], dict[str, str]]:
        """The rows of a file by key."""
        if berkas not in self._baris:
            self._baris[berkas] = {kunci_sama([r[k] for k in SKEMA[berkas].kunci]): r for r in tulisan.baca(self._folder, berkas)}
        return self._baris[berkas]

    def nilai(self, berkas: str, kunci: Sequence[str], kolom: str) -> str:
        """What a cell holds; "" where its row is not there."""
        row = self.baris(berkas).get(kunci_sama(kunci))
        if row is None:
            return ""
        if kolom == PERIKSA:
            return "" if is_salinan(row[TANDA[berkas]]) else SUDAH
        return polos(berkas, kolom, row[kolom])


def polos(berkas: str, kolom: str, teks: str) -> str:
    """A cell of the data in the one way in which an import writes it: `56.70` and `56.7` are the same."""
    jenis = SKEMA[berkas].kolom[kolom].jenis if kolom != PERIKSA else None
    return angka_tertulis(Fraction(teks)) if jenis is ANGKA_ and teks else teks


def sama(a: str, b: str) -> bool:
    """Whether two contents are the same, whatever blanks and line ends a program has put into them."""
    return bersih(a) == bersih(b)


def putuskan(semua: Iterable[Isian], kini: Kini) -> tuple[list[Isian], list[Masalah]]:
    """The cells that change: those that somebody has changed while the data still hold what was exported. Changed here and
    there, or in two workbooks differently, they are problems."""
    menurut: dict[tuple, list[Isian]] = {}
    for i in semua:
        menurut.setdefault(i.alamat, []).append(i)
    jadi, masalah = [], []
    for milik in menurut.values():
        berubah = [i for i in milik if i.berubah]
        if not berubah:
            continue
        i, ada = berubah[0], kini.nilai(milik[0].berkas, milik[0].kunci, milik[0].kolom)
        kata = [terbaca(i.berkas, i.kolom, v) or "(kosong)" for v in (ada, i.dasar)]
        if lain := next((b for b in berubah[1:] if not sama(b.nilai, i.nilai)), None):
            masalah.append(Masalah(i.tempat, f"{lain.tempat} mengisi sel yang sama dengan {lain.tampak or '(kosong)'!r}; samakan keduanya, atau impor salah satu saja", None, "", i.tampak))
        elif sama(ada, i.nilai):
            continue
        elif not sama(ada, i.dasar):
            masalah.append(Masalah(i.tempat, (
                f"di data sekarang {kata[0]!r}, sedangkan waktu diekspor {kata[1]!r}: keduanya sudah diubah; "
                f"bila data yang benar, tulis {kata[0]!r} di sel ini; bila isian ini, ekspor ulang lalu isi di buku yang baru"
            ), None, "", i.tampak))
        else:
            jadi.append(i)
    return jadi, masalah
