"""The run record and the findings as far as the start page reads them: what is deterministic in them, checked by type."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict

from triwulan.press.himpun import aman


class Bagian(BaseModel):
    """Whatever else a file holds (times, machine, packages) is passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)


def _nama(nama: str) -> str:
    if not aman(nama) or "/" in nama:
        raise ValueError("bukan nama laporan")
    return nama


#: The name of a report: a file name, never a path.
Nama = Annotated[str, AfterValidator(_nama)]


class Sorotan(Bagian):
    """A headline figure: where it stands, what it is called in full and briefly, what it is the figure of, its grade, and a
    note on it."""

    alamat: str
    nama: str
    singkat: str
    arti: str = ""
    predikat: str = ""
    catatan: str = ""


class Tercatat(Bagian):
    """What the record says of one report; `berkas`: file name → checksum."""

    berkas: dict[str, str] = {}
    galat: str = ""
    draf: str = ""
    sorotan: tuple[Sorotan, ...] = ()


class Daftar(Bagian):
    """A report that a quarter can have; `wajib`: compiled unless others are asked for."""

    nama: Nama
    judul: str
    wajib: bool = True


class Butir(Bagian):
    """Several gaps under one heading, and the data file they belong into."""

    judul: str
    berkas: str
    jumlah: int


class Utang(Bagian):
    """What a post owes; `lainnya` are gaps under no heading here."""

    nama: str
    jumlah: int
    butir: tuple[Butir, ...] = ()
    lainnya: int = 0


class Kurang(Bagian):
    """What a quarter lacks; `menahan`: its reports are drafts for it."""

    menahan: bool = False
    jumlah: int = 0
    jabatan: tuple[Utang, ...] = ()


class Masuk(Bagian):
    """How many of the figures to be entered are in."""

    masuk: int = 0
    semua: int = 0


class Keadaan(Bagian):
    """What the record says of the quarter as a whole: the reports' date, the day they are due, and more."""

    unit: str = ""
    tanggal: date | None = None
    tenggat: date | None = None
    laporan: tuple[Daftar, ...] = ()
    angka: Masuk = Masuk()
    kurang: Kurang = Kurang()


class Catatan(Bagian):
    """A run record: its reports by name, the quarter."""

    laporan: dict[Nama, Tercatat] = {}
    triwulan: Keadaan | None = None


class Satu(Bagian):
    """A finding; one without a document is of our own reports."""

    tingkat: str
    dokumen: str = ""
    jawaban: str = ""


class Temuan(Bagian):
    """The findings of a quarter."""

    temuan: tuple[Satu, ...] = ()
