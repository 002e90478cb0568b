"""The data package of one unit: read, checked whole (all problems at once), handed out as frames of exact values."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property, lru_cache, wraps
from pathlib import Path
from typing import TypeVar

import pandas as pd
import pandera.errors

from triwulan.office import berkas as berkas_
from triwulan.office import foto, kode, paket, periode
from triwulan.office.hubungan import KERTAS, periksa_hubungan
from triwulan.office.masalah import Masalah, MasukanSalah
from triwulan.office.skema import ANGKA_, BULAT, PERIODE, SKEMA, TAHUN, Berkas, frame_schema

T = TypeVar("T")
#: The files that figures and texts come from: all but the answers to findings, which an audit alone reads (jawaban.py).
FAKTA = {nama: berkas for nama, berkas in SKEMA.items() if nama != "jawaban"}
#: How many states of a unit's files a process remembers.
INGATAN = 16


@dataclass(frozen=True, eq=False)
class Data:
    """The frames of a unit by file name; never changed, so that what was looked up may be remembered. Figures are Fraction or None, periods Periode; column `acuan` holds
    `data/<unit>/<file>.csv#<key>` of each row; `sidik` the SHA-256 of each file as read, photos and imported sources too; `dokumen` the titles of the documents that rows cite;
    `penutupan` the closed quarters (tutup.Penutupan) as compared with these rows, where that was asked for."""

    unit: str
    frames: dict[str, pd.DataFrame]
    sidik: dict[str, str]
    peringatan: tuple[Masalah, ...] = ()
    dokumen: dict[str, str] = field(default_factory=dict)
    penutupan: tuple = ()

    def __getitem__(self, nama: str) -> pd.DataFrame:
        return self.frames[nama]

    @cached_property
    def ingatan(self) -> dict:
        """What was looked up: see `ingat`."""
        return {}

    @cached_property
    def _nama(self) -> dict[str, str]:
        return dict(zip(self.frames["nomenklatur"]["kode"], self.frames["nomenklatur"]["uraian"]))

    def nama(self, kode_: str) -> str:
        """The official name of a code. Raises KeyError for an unknown one."""
        return self._nama[kode_]

    @cached_property
    def _hasil(self) -> dict[str, str]:
        return dict(zip(self.frames["nomenklatur"]["kode"], self.frames["nomenklatur"]["hasil"]))

    def hasil(self, kode_: str) -> str:
        """What a code is to achieve; "" where the data do not say, or do not know the code."""
        return self._hasil.get(kode_, "")

    @property
    def kertas(self) -> str:
        """The paper of the office's documents: A4 unless its identity says F4."""
        return self._nama.get("kertas", KERTAS[0])

    @cached_property
    def nama_indikator(self) -> dict[str, str]:
        return dict(zip(self.frames["indikator"]["id"], self.frames["indikator"]["nama"]))

    @cached_property
    def _menurut_acuan(self) -> dict[str, pd.Series]:
        return {row["acuan"]: row for frame in self.frames.values() for _, row in frame.iterrows()}

    def baris_acuan(self, acuan: str) -> pd.Series:
        """The row of a reference (`data/<unit>/<file>.csv#<key>`). Raises KeyError for an unknown one."""
        return self._menurut_acuan[acuan]


def ingat(fungsi: Callable[..., T]) -> Callable[..., T]:
    """Looks something up in a unit's data once, and keeps it as long as the data: a report asks for the same indicator, target and roll-up in
    table after table."""
    @wraps(fungsi)
    def dari(data: Data, *argumen) -> T:
        kunci = fungsi, argumen
        if kunci not in data.ingatan:
            data.ingatan[kunci] = fungsi(data, *argumen)
        return data.ingatan[kunci]

    return dari


def baca_semua(folder: Path, awal: str, skema: Mapping[str, Berkas]) -> tuple[dict[str, pd.DataFrame], dict[str, str], list[Masalah]]:
    """The files of a schema in `folder`, which problems call `awal`: frames by name, SHA-256 by place, everything wrong in them."""
    frames: dict[str, pd.DataFrame] = {}
    sidik: dict[str, str] = {}
    masalah: list[Masalah] = []
    for nama, berkas in skema.items():
        tempat = f"{awal}/{nama}.csv"
        try:
            isi = berkas_.baca(folder / f"{nama}.csv", tempat)
        except FileNotFoundError:
            if berkas.wajib:
                masalah.append(Masalah(tempat, f"berkas tidak ada; buat dengan kolom {','.join(berkas.kolom)}"))
            else:
                frames[nama] = pd.DataFrame(columns=list(berkas.kolom), dtype=str)
            continue
        except MasukanSalah as salah:
            masalah += salah.masalah
            continue
        sidik[tempat] = hashlib.sha256(isi).hexdigest()
        frame, salah = baca(tempat, isi, berkas)
        masalah += salah
        if frame is not None:
            frames[nama] = frame
    return frames, sidik, masalah


def muat(akar: Path, unit: str) -> Data:
    """Reads and checks `data/<unit>/` under the project folder `akar`. Raises MasukanSalah with every problem found."""
    return _utuh(muat_sendiri(akar, unit))


@lru_cache(maxsize=INGATAN)
def _utuh(data: Data) -> Data:
    salah, peringatan = periksa_hubungan(data.frames, f"data/{data.unit}")
    if salah:
        raise MasukanSalah(salah)
    return replace(data, peringatan=tuple(peringatan))


def muat_sendiri(akar: Path, unit: str) -> Data:
    """The same with each file checked by itself, not how rows fit together: what an import is about to complete may lack rows."""
    folder = akar / "data" / unit
    mentah, sidik, masalah = baca_semua(folder, f"data/{unit}", FAKTA)
    if "dokumentasi" in mentah:
        sidik_foto, salah = foto.periksa(folder, f"data/{unit}", mentah["dokumentasi"]["foto"])
        sidik |= sidik_foto
        masalah += salah
    try:
        dokumen = paket.sumber(folder, f"data/{unit}/{paket.NAMA}")
        masalah += [
            Masalah(f"data/{unit}/{nama}.csv", f"dokumen ini tidak terdaftar di sources {paket.NAMA}; yang terdaftar: {', '.join(sorted(dokumen))}", n, "dokumen", d)
            for nama, frame in mentah.items() if "dokumen" in frame for n, d in frame["dokumen"].items() if d not in dokumen
        ]
        sidik_sumber, salah = paket.kutipan(folder, f"data/{unit}", {d for frame in mentah.values() if "dokumen" in frame for d in frame["dokumen"]})
        sidik |= sidik_sumber
        masalah += salah
    except MasukanSalah as salah:
        masalah += salah.masalah
    if masalah:
        raise MasukanSalah(masalah)
    return _dikenal(unit, sidik, dokumen, mentah)


#: The units read last, by what their files hold.
_DIKENAL: dict[tuple, Data] = {}


def _dikenal(unit: str, sidik: dict[str, str], dokumen: dict[str, str], mentah: dict[str, pd.DataFrame]) -> Data:
    """The data of files that were found sound. An import reads them before and after, a form each time it is opened: as long as every
    file is the same it is the same data, with all that was looked up in them."""
    kunci = unit, tuple(sidik.items()), tuple(dokumen.items())
    if kunci not in _DIKENAL:
        while len(_DIKENAL) >= INGATAN:
            _DIKENAL.pop(next(iter(_DIKENAL)))
        frames = {nama: nilai(f"data/{unit}/{nama}.csv", frame, SKEMA[nama]) for nama, frame in mentah.items()}
        _DIKENAL[kunci] = Data(unit, frames, sidik, (), dokumen)
    return _DIKENAL[kunci]


def baca(tempat: str, isi: bytes, berkas: Berkas) -> tuple[pd.DataFrame | None, list[Masalah]]:
    """One file as a frame of text with its line numbers as index, or the problems in it.

    Rows and columns that a spreadsheet program leaves wholly empty are passed over."""
    frame, masalah = _baca(tempat, isi, berkas)
    return None if frame is None else frame.copy(), list(masalah)


@lru_cache(maxsize=16 * INGATAN)
def _baca(tempat: str, isi: bytes, berkas: Berkas) -> tuple[pd.DataFrame | None, list[Masalah]]:
    try:
        rows = list(csv.reader(io.StringIO(isi.decode("utf-8-sig"), newline="")))
    except UnicodeDecodeError as error:
        return None, [Masalah(tempat, f"bukan UTF-8 (bita ke-{error.start + 1}); simpan ulang sebagai CSV UTF-8")]
    except csv.Error:
        return None, [Masalah(tempat, "bukan CSV yang dapat dibaca, atau ada sel yang panjangnya tidak wajar karena tanda kutip tidak ditutup; simpan ulang sebagai CSV UTF-8 (dipisah koma)")]
    if not rows or not any(rows[0]):
        return None, [Masalah(tempat, f"kosong; baris pertama harus memuat nama kolom {','.join(berkas.kolom)}")]
    for pemisah, nama in ((";", "titik koma"), ("\t", "tab")):
        if len(rows[0]) == 1 and pemisah in rows[0][0]:
            return None, [Masalah(tempat, f"kolomnya dipisah {nama}; simpan ulang sebagai CSV UTF-8 yang dipisah koma", 1)]
    lebar = max((n for n, k in enumerate(rows[0], 1) if k), default=0)
    body = [(n, r[:lebar] if not any(r[lebar:]) else r) for n, r in enumerate(rows[1:], 2) if any(r)]
    head = rows[0][:lebar]
    masalah = [
        Masalah(tempat, f"ada {len(r)} sel, seharusnya {len(head)}; teks yang memuat koma harus diapit tanda kutip", n)
        for n, r in body if len(r) != len(head)
    ]
    masalah += [Masalah(tempat, "nama kolom ini muncul lebih dari sekali", 1, k) for k in dict.fromkeys(head) if head.count(k) > 1]
    masalah += berkas_.salah_sel(tempat, head, body)
    if masalah:
        return None, masalah
    frame = pd.DataFrame([r for _, r in body], columns=head, index=[n for n, _ in body], dtype=str)
    try:
        frame_schema(berkas).validate(frame, lazy=True)
    except pandera.errors.SchemaErrors as error:
        return None, _terjemahkan(tempat, error.failure_cases, berkas)
    ganda = frame.duplicated(list(berkas.kunci), keep="first")
    masalah = [
        Masalah(tempat, "kunci ini sudah ada di baris sebelumnya; satu fakta satu baris", n, "+".join(berkas.kunci), "|".join(frame.loc[n, list(berkas.kunci)]))
        for n in frame.index[ganda]
    ]
    return (None if masalah else frame), masalah


def _terjemahkan(tempat: str, kasus: pd.DataFrame, berkas: Berkas) -> list[Masalah]:
    """pandera's failure cases as problems; one problem a cell, in the order of the file."""
    masalah: dict[tuple, Masalah] = {}
    for row in kasus.itertuples():
        if row.check == "column_in_dataframe":
            m = Masalah(tempat, f"kolom ini tidak ada: {berkas.kolom[row.failure_case].arti}", 1, str(row.failure_case))
        elif row.check == "column_in_schema":
            m = Masalah(tempat, f"kolom ini tidak dikenal; kolom yang dikenal: {', '.join(berkas.kolom)}", 1, str(row.failure_case))
        else:
            m = Masalah(tempat, str(row.check), int(row.index), str(row.column), str(row.failure_case))
        masalah.setdefault((m.baris, m.kolom), m)
    return sorted(masalah.values(), key=lambda m: (m.baris or 0, m.kolom))


def nilai(tempat: str, frame: pd.DataFrame, berkas: Berkas) -> pd.DataFrame:
    """Text → values: figures exact, periods parsed, codes in one style; plus `acuan`, the address of each row."""
    out = frame.copy()
    out["acuan"] = [f"{tempat}#{'|'.join(r)}" for r in frame[list(berkas.kunci)].itertuples(index=False)]
    for nama, kolom in berkas.kolom.items():
        if kolom.jenis is ANGKA_:
            out[nama] = _objek((Fraction(t) if t else None for t in frame[nama]), frame.index)
        elif kolom.jenis in (BULAT, TAHUN):
            out[nama] = frame[nama].astype(int)
        elif kolom.jenis is PERIODE:
            out[nama] = _objek((periode.baca(t) for t in frame[nama]), frame.index)
            out["tahun"] = [p.tahun for p in out[nama]]
        elif nama in ("kode", "induk", "rujukan"):
            out[nama] = frame[nama].map(kode.samakan)
    return out


def saring(rows: pd.DataFrame, kolom: str, uji: Callable[[object], bool]) -> pd.DataFrame:
    """The rows whose `kolom` passes `uji`; an empty frame keeps its columns."""
    return rows[rows[kolom].map(uji).astype(bool)]


def _objek(nilai: Iterable, index: pd.Index) -> pd.Series:
    return pd.Series(list(nilai), index=index, dtype=object)
