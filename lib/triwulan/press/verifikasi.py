"""Checking an archive, zipped or unpacked: nothing of it is run, whatever is wrong is named."""

from __future__ import annotations

import glob
import hashlib
import re
import tempfile
from collections.abc import Iterator, Mapping, Set
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import bagit

from triwulan.galat_sistem import sebab as sebab_sistem
from triwulan.press import cocok, cocok_krat, cocok_pindaian, cocok_pustaka, cocok_versi, utuh
from triwulan.press.arsip import BACA_SAYA, MANIFEST, TAGMANIFEST
from triwulan.press.bongkar import HILANG, TANDA, TIDAK_COCOK, BukanArsip, Temuan, bongkar, dasar
from triwulan.press.himpun import CATATAN, LAPORAN, PROYEK, RUSAK, asal_notebook, baca_catatan

#: What stands in a bag of ours beside data/.
TAG = {"bagit.txt", "bag-info.txt", MANIFEST, TAGMANIFEST, BACA_SAYA}


@dataclass(frozen=True)
class Pemeriksaan:
    """What was checked and what was found; whole when nothing was. `pindaian`: the signed scans beside the archive, or the scan that
    was checked instead of one."""

    berkas: int
    laporan: tuple[str, ...]
    temuan: tuple[Temuan, ...]
    pindaian: tuple[str, ...] = ()


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
            hasil = _pindaian(folder, temuan, path) if cocok_pindaian.adalah(folder) else _periksa(folder, temuan, path)
        except OSError as error:
            raise BukanArsip(f"tidak dapat diperiksa: {sebab_sistem(error)}.") from None
        yield folder, hasil


def _pindaian(folder: Path, temuan: list[Temuan], path: Path) -> Pemeriksaan:
    """A signed scan's own bag, and whether the archive beside it is the one it names."""
    sidik, satu = utuh.periksa(folder, temuan, TAG)
    lain = cocok_pindaian.periksa(folder, path.parent) if not satu else []
    semua = [*satu.values(), *lain] or _bagit(folder, {})
    return Pemeriksaan(len(sidik), (), tuple(t.tercetak() for t in semua), (path.name,))


def _di_sebelah(path: Path) -> tuple[tuple[str, ...], list[Temuan]]:
    """The scans beside a zipped archive, and what is wrong with them, in the name of their file."""
    nama, temuan = [], []
    for samping in sorted(path.parent.glob(f"{glob.escape(path.stem)}-pindaian-*.zip")) if path.is_file() else ():
        nama.append(samping.name)
        try:
            with terbuka(samping) as (_, hasil):
                temuan += [Temuan(samping.name, t.keadaan, f"{t.jalur}: {t.keterangan}") for t in hasil.temuan]
        except BukanArsip as salah:
            temuan.append(Temuan(samping.name, TIDAK_COCOK, str(salah)))
    return tuple(nama), temuan


def _periksa(folder: Path, temuan: list[Temuan], path: Path) -> Pemeriksaan:
    """The files against both manifests, the reports against their record and each other, bagit's own judgement, and the scans beside it."""
    sidik, satu = utuh.periksa(folder, temuan, TAG)
    # What a file says that was itself found wrong is held against no other.
    catatan, asal, tidak_cocok = _laporan(folder, set(sidik), satu.keys())
    for t in tidak_cocok:
        satu.setdefault(t.jalur, t)
    bersih = sidik.keys() - satu.keys()
    semua = sidik.keys() | satu.keys()
    for t in (
        *cocok.periksa(folder, bersih, semua, catatan), *cocok_pustaka.periksa(folder, bersih, semua, catatan),
        *cocok_krat.periksa(folder, bersih, semua, asal, catatan), *cocok_versi.periksa(folder, path.parent, bersih, semua, asal),
    ):
        satu[t.jalur] = Temuan(t.jalur, t.keadaan, f"{satu[t.jalur].keterangan}; {t.keterangan}") if t.jalur in satu else t
    pindaian, salah = _di_sebelah(path)
    temuan = [*(satu.values() or _bagit(folder, asal)), *salah]
    return Pemeriksaan(len(sidik), tuple(catatan), tuple(t.tercetak() for t in temuan), pindaian)


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
    if not asal:
        return []
    satu = next(iter(asal.values()))
    p = satu["parameter"]
    pengenal = f"{p.get('unit')}/{p.get('tahun')}-tw{p.get('triwulan')}/v{cocok_versi.versi(folder)}"
    harus = {"Source-Organization": satu["unit"], "Bagging-Date": satu["tanggal"], "External-Identifier": pengenal}
    lain = [f"{k} {kantong.info.get(k)!r}, seharusnya {v!r}" for k, v in harus.items() if kantong.info.get(k) != v]
    return [Temuan("bag-info.txt", TIDAK_COCOK, "; ".join(lain))] if lain else []
