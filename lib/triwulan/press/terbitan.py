"""What stands in the output folder: offices, their quarters, each with reports, headline figures, gaps, findings, archives.

Read from ledgers, findings and run records, of these nothing that says when or where a run was. The files may be anyone's: what
cannot be read is named and left out.
"""

from __future__ import annotations

import csv
import io
import os
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from triwulan.galat_sistem import sebab as sebab_sistem
from triwulan.press.catatan import Catatan, Keadaan, Sorotan, Temuan, Tercatat
from triwulan.press.naskah import ROMAWI

T = TypeVar("T")
#: As in build.py, whose module would load papermill.
CATATAN, TEMUAN, LEDGER, GAGAL, ARSIP = "catatan-run.json", "temuan.json", "angka.csv", "gagal", "arsip"
HALAMAN = "index.html"
#: What may stand in the output folder besides offices.
DIKENAL = (HALAMAN, "README.md")
#: Formats of a report in the order in which they are offered.
FORMAT = {"html": "HTML", "pdf": "PDF", "docx": "Word", "xlsx": "Excel", "ipynb": "Notebook"}
#: Whose documents findings are about, and the count beside their levels.
TERBIT, KITA, DIJAWAB = "Dokumen terbit", "Laporan kita", "sudah dijawab"
NILAI = re.compile(r"-?[0-9]{1,30}(\.[0-9]{1,10})?")


@dataclass(frozen=True)
class Laporan:
    """One report of a quarter: its files by format, whether the record knows it, why it is a draft, what its last run failed
    with and the notebook that shows it; without files or failure it has not been compiled."""

    nama: str
    judul: str
    berkas: dict[str, str]
    tercatat: bool
    draf: str
    galat: str
    notebook: str


@dataclass(frozen=True)
class Angka:
    """A headline figure: what the record says of it, what the ledger has of it, the report it stands in."""

    sorotan: Sorotan
    laporan: str
    tampil: str
    nilai: Fraction | None


@dataclass(frozen=True)
class Triwulan:
    """A quarter of an office; paths are below the output folder. `temuan`: see `_temuan`; `pemeriksaan` is the report they
    come from; `bukti` are its ledger and findings, `arsip` its archives, oldest first, each by file name."""

    tempat: str
    tahun: int
    ke: int
    keadaan: Keadaan
    laporan: tuple[Laporan, ...]
    angka: tuple[Angka, ...]
    temuan: dict[str, Counter]
    pemeriksaan: str
    bukti: dict[str, str]
    arsip: dict[str, str]

    @property
    def judul(self) -> str:
        return f"Triwulan {ROMAWI[self.ke - 1]} Tahun {self.tahun}"

    @property
    def gagal(self) -> list[Laporan]:
        return [x for x in self.laporan if x.galat]

    @property
    def belum(self) -> list[Laporan]:
        return [x for x in self.laporan if not x.berkas and not x.galat]

    @property
    def lepas(self) -> list[Laporan]:
        """Those of which no record says what they are."""
        return [x for x in self.laporan if x.berkas and not x.galat and not x.tercatat]

    @property
    def draf(self) -> bool:
        """Whether its reports are drafts, or would be if they were compiled now."""
        return self.keadaan.kurang.menahan or any(x.draf for x in self.laporan)

    def halaman(self, laporan: str) -> str:
        """The HTML page of a report; "" where there is none."""
        return next((x.berkas.get("html", "") for x in self.laporan if x.nama == laporan), "")


@dataclass(frozen=True)
class Unit:
    """An office and its quarters, newest first."""

    folder: str
    nama: str
    triwulan: tuple[Triwulan, ...]


@dataclass(frozen=True)
class Terbitan:
    """Everything in an output folder; `rusak`: (path, why it cannot be read); `asing`: paths that are none of ours."""

    unit: tuple[Unit, ...]
    rusak: tuple[tuple[str, str], ...]
    asing: tuple[str, ...]


class _Pembaca:
    """Reads below one folder and remembers what could not be read and what is foreign."""

    def __init__(self, akar: Path):
        self.akar, self.rusak, self.asing = akar, {}, []

    def nama(self, path: Path) -> str:
        """A path below the output folder, also where its name is no text."""
        return path.relative_to(self.akar).as_posix().encode("utf-8", "surrogateescape").decode("utf-8", "replace")

    def isi(self, folder: Path) -> dict[str, Path]:
        """What a folder holds, by name; nothing hidden, and nothing whose name is no text."""
        try:
            semua = sorted(p for p in folder.iterdir() if not p.name.startswith("."))
        except OSError as error:
            self.rusak[self.nama(folder)] = f"folder tidak dapat dibuka ({sebab_sistem(error)})"
            return {}
        self.asing += [self.nama(p) for p in semua if not p.name.isprintable()]
        return {p.name: p for p in semua if p.name.isprintable()}

    def baca(self, path: Path | None, urai: Callable[[str], T], kosong: T) -> T:
        """`urai` of a file's text; `kosong` where there is no file, or none that can be read."""
        if path is None:
            return kosong
        try:
            return urai(path.read_text("utf-8"))
        except OSError as error:
            sebab = f"tidak dapat dibuka ({sebab_sistem(error)})"
        except (ValueError, RecursionError, csv.Error) as error:
            tempat = ".".join(map(str, error.errors()[0]["loc"])) if isinstance(error, ValidationError) else ""
            sebab = "isinya bukan seperti yang ditulis triwulan susun" + (f" (pada {tempat})" if tempat else "")
        self.rusak[self.nama(path)] = sebab
        return kosong


def baca(akar: Path) -> Terbitan:
    """The offices in `akar` by name, with all their quarters. Raises OSError when the folder itself cannot be read."""
    list(akar.iterdir())
    p, units = _Pembaca(akar), []
    for nama, path in p.isi(akar).items():
        if os.path.isdir(path) and (triwulan := [t for x in p.isi(path).values() if (t := _triwulan(p, x))]):
            triwulan.sort(key=lambda t: (-t.tahun, -t.ke))
            units.append(Unit(nama, next((t.keadaan.unit for t in triwulan if t.keadaan.unit), nama), tuple(triwulan)))
        elif nama not in DIKENAL:
            p.asing.append(p.nama(path))
    return Terbitan(tuple(sorted(units, key=lambda u: (u.nama, u.folder))), tuple(sorted(p.rusak.items())), tuple(sorted(p.asing)))


def _triwulan(p: _Pembaca, folder: Path) -> Triwulan | None:
    """A quarter's folder; None, and named, where it is none."""
    m = re.fullmatch(r"([0-9]{4})-tw([1-4])", folder.name)
    if not m or not os.path.isdir(folder):
        p.asing.append(p.nama(folder))
        return None
    isi = p.isi(folder)
    gagal, arsip = (p.isi(isi[x]) if x in isi else {} for x in (GAGAL, ARSIP))
    catatan, buntu = (p.baca(x.get(CATATAN), Catatan.model_validate_json, Catatan()) for x in (isi, gagal))
    keadaan = catatan.triwulan or buntu.triwulan or Keadaan()
    laporan = [_laporan(p, nama, keadaan, catatan, buntu, isi, gagal) for nama in _urutan(keadaan, catatan, buntu, isi)]
    p.asing += [p.nama(isi[x]) for x in isi.keys() - {CATATAN, TEMUAN, LEDGER, GAGAL, ARSIP, *(f"{x.nama}.{f}" for x in laporan for f in FORMAT)}]
    p.asing += [p.nama(path) for nama, path in arsip.items() if not nama.endswith(".zip")]
    return Triwulan(
        p.nama(folder), int(m[1]), int(m[2]), keadaan, tuple(laporan),
        tuple(_angka(p, isi.get(LEDGER), [s for x in catatan.laporan.values() for s in x.sorotan])),
        _temuan(p.baca(isi.get(TEMUAN), Temuan.model_validate_json, Temuan())),
        next((nama for nama, x in sorted(catatan.laporan.items()) if TEMUAN in x.berkas), ""),
        {x: p.nama(isi[x]) for x in (LEDGER, TEMUAN) if x in isi}, {x: p.nama(arsip[x]) for x in sorted(arsip, key=_versi) if x.endswith(".zip")},
    )


def _versi(nama: str) -> list:
    """Version 10 after version 9."""
    return [int(x) if x.isdecimal() else x for x in re.split(r"([0-9]+)", nama)]


def _urutan(keadaan: Keadaan, catatan: Catatan, buntu: Catatan, isi: dict[str, Path]) -> list[str]:
    """Every report that was recorded, stands there or is owed: in the order that the record declares, then by name."""
    ada = {*catatan.laporan, *buntu.laporan, *(x.removesuffix(".ipynb") for x in isi if x.endswith(".ipynb"))}
    return list(dict.fromkeys([*(x.nama for x in keadaan.laporan if x.wajib or x.nama in ada), *sorted(ada)]))


def _laporan(p: _Pembaca, nama: str, keadaan: Keadaan, catatan: Catatan, buntu: Catatan, isi: dict[str, Path], gagal: dict[str, Path]) -> Laporan:
    berkas = {f: p.nama(isi[x]) for f in FORMAT if (x := f"{nama}.{f}") in isi}
    galat = (buntu.laporan[nama].galat.strip() or "sebabnya tidak tercatat").splitlines()[0] if nama in buntu.laporan else ""
    return Laporan(
        nama, next((x.judul for x in keadaan.laporan if x.nama == nama), nama), berkas,
        nama in catatan.laporan, catatan.laporan.get(nama, Tercatat()).draf, galat, p.nama(gagal[x]) if galat and (x := f"{nama}.ipynb") in gagal else "",
    )


def _angka(p: _Pembaca, ledger: Path | None, sorotan: list[Sorotan]) -> Iterator[Angka]:
    """The headline figures that the record names, as the ledger has them; none that it does not have."""
    dicari = {s.alamat for s in sorotan}

    def urai(teks: str) -> dict[str, dict]:
        pembaca = csv.DictReader(io.StringIO(teks, newline=""), restval="", strict=True)
        if not {"alamat", "laporan", "nilai", "satuan", "tampil"} <= set(pembaca.fieldnames or ()):
            raise ValueError
        return {r["alamat"]: r for r in pembaca if r["alamat"] in dicari}

    rows = p.baca(ledger, urai, {})
    for s in sorotan:
        if r := rows.get(s.alamat):
            persen = " %" if r["satuan"] == "%" and "%" not in r["tampil"] and r["nilai"] else ""
            yield Angka(s, r["laporan"], f"{r['tampil']}{persen}", Fraction(r["nilai"]) if NILAI.fullmatch(r["nilai"]) else None)


def _temuan(buku: Temuan) -> dict[str, Counter]:
    """Whose documents → how many findings of each level, and how many are answered."""
    hitung: dict[str, Counter] = {}
    for x in buku.temuan:
        n = hitung.setdefault(TERBIT if x.dokumen else KITA, Counter())
        n[x.tingkat] += 1
        n[DIJAWAB] += bool(x.jawaban)
    return {k: hitung[k] for k in (TERBIT, KITA) if k in hitung}
