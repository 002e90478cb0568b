"""Checking an archive, zipped or unpacked: nothing of it is run, whatever is wrong is named."""

from __future__ import annotations

import hashlib
import os
import re
import stat
import tempfile
from collections.abc import Iterator, Mapping, Set
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import bagit

from triwulan.press import cocok, cocok_krat, cocok_pustaka
from triwulan.press.arsip import BACA_SAYA, MANIFEST, TAGMANIFEST
from triwulan.press.bongkar import BERUBAH, DITOLAK, HILANG, LAIN, TANDA, TIDAK_COCOK, BukanArsip, Temuan, bongkar, dasar
from triwulan.press.himpun import CATATAN, LAPORAN, PROYEK, RUSAK, asal_notebook, baca_catatan

#: What stands in a bag of ours beside data/.
TAG = {"bagit.txt", "bag-info.txt", MANIFEST, TAGMANIFEST, BACA_SAYA}


@dataclass(frozen=True)
class Pemeriksaan:
    """What was checked and what was found; whole when nothing was."""

    berkas: int
    laporan: tuple[str, ...]
    temuan: tuple[Temuan, ...]


@contextmanager
def terbuka(path: Path) -> Iterator[tuple[Path, Pemeriksaan]]:
    """The bag's folder while it is open (of a zip an unpacked copy, gone afterwards), and everything wrong with it.
    Raises BukanArsip."""
    with tempfile.TemporaryDirectory(prefix="triwulan-") as sementara:
        try:
            if path.is_dir():
                tanda = [p.relative_to(path).as_posix() for t in TANDA for pola in (t, f"*/{t}") for p in path.glob(pola)]
                folder, temuan = path / dasar(tanda), []
            elif path.is_file():
                folder = Path(sementara)
                temuan = bongkar(path, folder)
            else:
                raise BukanArsip("tidak ada; periksa penulisan jalurnya")
            hasil = _periksa(folder, temuan)
        except OSError as error:
            raise BukanArsip(f"tidak dapat diperiksa: {error.strerror}. Periksa izin berkas dan ruang disk.") from None
        yield folder, hasil


def _periksa(folder: Path, temuan: list[Temuan]) -> Pemeriksaan:
    """The files against both manifests, the reports against their record and each other, and bagit's own judgement."""
    sidik, salah = _sidik(folder)
    tag = {j for j in sidik if not j.startswith("data/")}
    satu: dict[str, Temuan] = {}  # of each file what was found first, which is what says most
    for t in (
        *temuan, *salah, *_bandingkan(folder / MANIFEST, sidik.keys() - tag, sidik), *_bandingkan(folder / TAGMANIFEST, tag - {TAGMANIFEST}, sidik),
        *(Temuan(j, LAIN, "bukan bagian arsip triwulan") for j in sorted(tag - TAG)),
    ):
        satu.setdefault(t.jalur, t)
    # What a file says that was itself found wrong is held against no other.
    catatan, asal, tidak_cocok = _laporan(folder, set(sidik), satu.keys())
    for t in tidak_cocok:
        satu.setdefault(t.jalur, t)
    bersih = sidik.keys() - satu.keys()
    for t in (
        *cocok.periksa(folder, bersih, sidik.keys() | satu.keys(), catatan), *cocok_pustaka.periksa(folder, sidik.keys(), bersih, catatan),
        *cocok_krat.periksa(folder, sidik.keys(), bersih, asal),
    ):
        satu[t.jalur] = Temuan(t.jalur, t.keadaan, f"{satu[t.jalur].keterangan}; {t.keterangan}") if t.jalur in satu else t
    semua = satu.values() or _bagit(folder, asal)
    return Pemeriksaan(len(sidik), tuple(catatan), tuple(_tercetak(t) for t in semua))


def _tercetak(t: Temuan) -> Temuan:
    """A stranger's file name must not steer the terminal."""
    return Temuan(*(s if s.isprintable() else ascii(s) for s in (t.jalur, t.keadaan, t.keterangan)))


def _sidik(folder: Path) -> tuple[dict[str, str], list[Temuan]]:
    """SHA-512 of every regular file, by path; links and other special files are named and not followed."""
    sidik, temuan = {}, []
    for tempat, subfolder, berkas in os.walk(folder):
        subfolder.sort()
        for path in (Path(tempat) / n for n in sorted([*subfolder, *berkas])):
            jalur, jenis = path.relative_to(folder).as_posix(), path.lstat().st_mode
            if stat.S_ISREG(jenis):
                with path.open("rb") as f:
                    sidik[jalur] = hashlib.file_digest(f, "sha512").hexdigest()
            elif not stat.S_ISDIR(jenis):
                temuan.append(Temuan(jalur, DITOLAK, "tidak dibuka: tautan simbolik atau berkas khusus"))
    return sidik, temuan


def _bandingkan(manifest: Path, ada: set[str], sidik: Mapping[str, str]) -> list[Temuan]:
    """What a manifest lists against what is there."""
    if manifest.name not in sidik:  # then nothing can be said of what it lists
        return [Temuan(manifest.name, HILANG, "daftar sidik ini harus ada dalam setiap arsip")]
    temuan, daftar = [], {}
    for n, baris in enumerate(manifest.read_bytes().decode("utf-8", "replace").rstrip("\n").split("\n"), 1):
        if m := re.fullmatch(r"([0-9a-f]{128})  (\S.*)", baris):
            daftar[m[2]] = m[1]
        else:
            temuan.append(Temuan(manifest.name, BERUBAH, f"baris {n} bukan sidik SHA-512 dan jalur berkas"))
    temuan += [Temuan(j, HILANG, f"tercantum di {manifest.name}") for j in sorted(daftar.keys() - ada)]
    temuan += [Temuan(j, LAIN, f"tidak tercantum di {manifest.name}") for j in sorted(ada - daftar.keys())]
    temuan += [Temuan(j, BERUBAH, f"isinya tidak sesuai dengan sidiknya di {manifest.name}") for j in sorted(ada & daftar.keys()) if sidik[j] != daftar[j]]
    return temuan


def _laporan(folder: Path, ada: Set[str], keliru: Set[str]) -> tuple[dict[str, dict], dict[str, dict], list[Temuan]]:
    """The run record, what each executed notebook says of itself, and whether each report is there with its files, made from the
    inputs that are there. Record and notebooks in `keliru` are not asked."""
    tempat = f"data/{LAPORAN}/{CATATAN}"
    if tempat in keliru:
        return {}, {}, []
    try:
        catatan = baca_catatan((folder / tempat).read_bytes()) if tempat in ada else None
    except RUSAK:
        return {}, {}, [Temuan(tempat, TIDAK_COCOK, "bukan catatan penyusunan yang dapat dibaca")]
    if catatan is None:
        return {}, {}, [Temuan(tempat, HILANG, "setiap arsip memuat catatan penyusunan")]
    temuan, asal = [], {}
    for nama, c in catatan.items():
        notebook = f"data/{LAPORAN}/{nama}.ipynb"
        for berkas, sidik in c["berkas"].items():
            temuan += _sesuai(folder, f"data/{LAPORAN}/{berkas}", sidik, ada, f"hasil {nama} menurut {CATATAN}")
        sumber = {CATATAN: c["masukan"]}
        try:
            if notebook in ada - keliru:
                asal[nama] = asal_notebook((folder / notebook).read_bytes())
                sumber[f"{nama}.ipynb"] = asal[nama]["masukan"]
        except RUSAK:
            temuan.append(Temuan(notebook, TIDAK_COCOK, "bukan notebook terlaksana yang memuat asal-usulnya"))
        for dari, masukan in sumber.items():
            for jalur, sidik in masukan.items():
                temuan += _sesuai(folder, f"data/{PROYEK}/{jalur}", sidik, ada, f"masukan {nama} menurut {dari}")
    return catatan, asal, temuan


def _sesuai(folder: Path, jalur: str, sidik: str, ada: Set[str], menurut: str) -> list[Temuan]:
    if jalur not in ada:
        return [Temuan(jalur, HILANG, menurut)]
    kini = hashlib.sha256((folder / jalur).read_bytes()).hexdigest()
    return [] if kini == sidik else [Temuan(jalur, TIDAK_COCOK, f"bukan {menurut}")]


def _bagit(folder: Path, asal: Mapping[str, Mapping]) -> list[Temuan]:
    """The second judge, which says little of what it found, so it is asked when we found nothing; then whether the label on the bag
    is that of the reports in it."""
    try:
        (kantong := bagit.Bag(str(folder))).validate()
    except Exception as error:  # it reads the tag files of strangers; whatever it stumbles over is wrong with the archive
        return [Temuan("bagit.txt", TIDAK_COCOK, f"bukan BagIt yang sah: {error}")]
    satu = next(iter(asal.values()))
    p = satu["parameter"]
    harus = {
        "Source-Organization": satu["unit"], "Bagging-Date": satu["tanggal"],
        "External-Identifier": rf"{p.get('unit')}/{p.get('tahun')}-tw{p.get('triwulan')}/v",
    }
    lain = [f"{k} {kantong.info.get(k)!r}, menurut notebook {v!r}" for k, v in harus.items() if re.sub(r"(?<=/v)\d+$", "", str(kantong.info.get(k))) != v]
    return [Temuan("bag-info.txt", TIDAK_COCOK, "; ".join(lain))] if lain else []
