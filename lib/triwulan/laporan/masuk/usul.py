"""Rows that an import proposes, and the data files with them put in: every other row keeps its bytes."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from triwulan.office import kode
from triwulan.office.skema import ANGKA_, SKEMA

#: Columns that say where a row comes from; an import that changes a row writes itself there.
ASAL = ("dokumen", "tempat")


@dataclass(frozen=True)
class Usul:
    """A row of a data file as an import wants it. `kunci`: its key in the order of the contract; `isi`: the columns it sets
    ("" empties one), others keep what they hold; `tempat` among them: the row is to name its new source though nothing else in it
    changes; `hapus`: the row goes. `letak`: where each column stands in what came in
    (`Kinerja!F12`), "" the row as a whole; `dokumen`: the source it stands in, as the descriptor will name it."""

    berkas: str
    kunci: tuple[str, ...]
    dokumen: str
    isi: Mapping[str, str] = field(default_factory=dict)
    letak: Mapping[str, str] = field(default_factory=dict)
    hapus: bool = False

    def di(self, kolom: str = "") -> str:
        """Where a column stands in what came in, or else the row."""
        return self.letak.get(kolom) or self.letak.get("") or next(iter(self.letak.values()), "")


@dataclass(frozen=True)
class Perubahan:
    """One cell of a data file that changes; of a row that comes or goes each of its cells but the key. `letak` as in Usul."""

    berkas: str
    kunci: tuple[str, ...]
    kolom: str
    lama: str
    baru: str
    letak: str


@dataclass(frozen=True)
class Hasil:
    """A data file with an import put in: its bytes, the cells that changed, which proposal each of its rows comes from (by the
    row's number in the file, the header being 1)."""

    isi: bytes
    perubahan: tuple[Perubahan, ...]
    asal: dict[int, Usul]


def pasang(berkas: str, isi: bytes, usul: Sequence[Usul]) -> Hasil:
    """The data file `berkas` with its proposals put in; rows that no proposal changes keep their bytes, new ones are added at
    the end. A row whose cells all stand there already is left alone, its source too."""
    kolom_kunci = SKEMA[berkas].kunci
    akhir = "\r\n" if b"\r\n" in isi else "\n"
    (teks_kepala, kepala), *rekaman = _rekaman(isi)
    nomor = {kunci_sama([r[kepala.index(k)] for k in kolom_kunci]): n for n, (_, r) in enumerate(rekaman) if any(r)}
    lebar = len(kepala)
    baru: list[tuple[str, Usul | None]] = [(mentah, None) for mentah, _ in rekaman]
    perubahan: list[Perubahan] = []
    for u in usul:
        n = nomor.get(kunci_sama(u.kunci))
        lama = dict(zip(kepala, rekaman[n][1][:lebar])) if n is not None else dict.fromkeys(kepala, "") | (dict(zip(kolom_kunci, u.kunci)) if not u.hapus else {})
        jadi = {} if u.hapus else lama | u.isi
        beda = [k for k in kepala if k and (k not in ASAL or k in u.isi) and jadi.get(k, "") != (lama[k] if n is not None else "")]
        if not beda:
            continue
        # A row that comes or goes is named by its key, which is no cell that changes.
        sebut = beda if n is not None and not u.hapus else [k for k in beda if k not in kolom_kunci] or beda
        perubahan += [Perubahan(berkas, u.kunci, k, lama[k] if n is not None else "", jadi.get(k, ""), u.di(k)) for k in sebut]
        if u.hapus:
            baru[n] = ("", None)
            continue
        jadi |= {"dokumen": u.dokumen, "tempat": ", ".join(dict.fromkeys(u.di(k) for k in beda if u.di(k)))}
        teks = _baris([jadi.get(k, "") for k in kepala], akhir)
        if n is None:
            baru.append((teks, u))
        else:
            baru[n] = (teks, u)
    semua = [(teks_kepala, None), *((m, u) for m, u in baru if m)]
    # The last record of a file may lack its line end; what stands before another one has it.
    teks = "".join(m if m.endswith("\n") or i == len(semua) else m + akhir for i, (m, _) in enumerate(semua, 1))
    bom = b"\xef\xbb\xbf" if isi.startswith(b"\xef\xbb\xbf") else b""
    return Hasil(bom + teks.encode("utf-8"), tuple(perubahan), {i: u for i, (_, u) in enumerate(semua, 1) if u})


def terbaca(berkas: str, kolom: str, nilai: str) -> str:
    """A cell of a data file as people read it: figures with a decimal comma."""
    ada = SKEMA[berkas].kolom.get(kolom) if berkas in SKEMA else None
    return nilai.replace(".", ",") if ada and ada.jenis is ANGKA_ else nilai


def kunci_sama(nilai: Sequence[str]) -> tuple[str, ...]:
    """A key in one style of code: sub kegiatan are written in two or in four digits."""
    return tuple("+".join(map(kode.samakan, kode.uraikan(v))) if "+" in v else _indikator(v) for v in nilai)


def _indikator(teks: str) -> str:
    depan, tanda, urut = teks.rpartition("-")
    return f"{kode.samakan(depan)}-{urut}" if tanda and kode.PROGRAM.fullmatch(depan) else kode.samakan(teks)


def _baris(nilai: Sequence[str], akhir: str) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator=akhir).writerow(nilai)
    return out.getvalue()


def _rekaman(isi: bytes) -> list[tuple[str, list[str]]]:
    """Each record of a CSV file: its text as it stands, line end and all, and its cells."""
    dibaca: list[str] = []

    def baris() -> Iterator[str]:
        for b in io.StringIO(isi.decode("utf-8-sig"), newline=""):
            dibaca.append(b)
            yield b

    hasil = []
    for sel in csv.reader(baris()):
        hasil.append(("".join(dibaca), sel))
        dibaca.clear()
    return hasil
