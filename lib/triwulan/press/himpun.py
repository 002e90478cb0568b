"""What goes into an archive: the finished reports of a quarter and all they were made from, or why they cannot be archived."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from triwulan.press.roda import roda

#: As build.CATATAN, whose module would load papermill.
CATATAN = "catatan-run.json"
LEDGER = "angka.csv"
#: The folders of the payload: the reports, the project's own paths, the library as a wheel.
LAPORAN, PROYEK, PUSTAKA = "laporan", "proyek", "pustaka"
ULANG = "susun ulang dulu"
Isi = Mapping[str, bytes]
#: What reading a JSON file of unknown content can raise.
RUSAK = (ValueError, KeyError, TypeError, AttributeError, RecursionError)


@dataclass(frozen=True)
class Bahan:
    """A quarter to archive: the project folder, the folder of its reports, the parameters as they are now and the file they
    stand in, further files (path in the project → where it is)."""

    akar: Path
    tempat: Path
    parameter: Mapping
    params: str
    berkas: Mapping[str, Path]


@dataclass(frozen=True)
class Kumpulan:
    """The payload by path below data/; what the executed notebooks say of themselves: unit, date, titles, which of them are
    drafts, all by report in `asal`; what the run record says of each report."""

    isi: Isi
    nama_unit: str
    tanggal: str
    judul: tuple[str, ...]
    laporan: tuple[str, ...]
    draf: tuple[str, ...] = ()
    asal: Mapping[str, Mapping] = field(default_factory=dict)
    catatan: Mapping[str, Mapping] = field(default_factory=dict)


class Ditolak(Exception):
    """The quarter cannot be archived as it stands; `masalah` holds every (file, what is wrong and what to do)."""

    def __init__(self, masalah: list[tuple[str, str]]):
        self.masalah = tuple(masalah)
        super().__init__("\n".join(f"{berkas}: {sebab}" for berkas, sebab in masalah))


def kumpulkan(bahan: Bahan) -> Kumpulan:
    """Every file of the archive, read once: what is checked is what is archived. Raises Ditolak with all problems."""
    masalah = _gagal(bahan.tempat)
    isi_catatan = _baca(bahan.tempat / CATATAN)
    if isi_catatan is None:
        raise Ditolak([(str(bahan.tempat), f"belum ada laporan triwulan ini yang disusun (tidak ada {CATATAN}); susun dulu"), *masalah])
    try:
        catatan = baca_catatan(isi_catatan)
    except RUSAK:
        raise Ditolak([(str(bahan.tempat / CATATAN), f"bukan catatan penyusunan yang dapat dibaca; {ULANG}"), *masalah]) from None
    laporan, salah = _laporan(bahan.tempat, catatan)
    masalah += salah
    asal, salah = _asal(bahan, catatan, laporan)
    masalah += salah
    proyek, salah = _proyek(bahan, catatan, asal)
    masalah += salah
    notebook, salah = _notebook(bahan.akar, catatan, laporan)
    masalah += salah
    nama_roda, isi_roda = roda()
    masalah += _pustaka(bahan.tempat / CATATAN, catatan, isi_roda)
    if masalah:
        raise Ditolak(masalah)
    proyek |= notebook
    isi = {f"{LAPORAN}/{j}": b for j, b in (laporan | {CATATAN: isi_catatan}).items()} | {f"{PROYEK}/{j}": b for j, b in proyek.items()}
    isi[f"{PUSTAKA}/{nama_roda}"] = isi_roda
    satu = next(iter(asal.values()))
    return Kumpulan(isi, satu["unit"], satu["tanggal"], tuple(a["judul"] for a in asal.values()), tuple(asal), tuple(n for n, a in asal.items() if a.get("draf")), asal, catatan)


def aman(jalur: str) -> bool:
    """Whether a path stays below the folder it is joined to, and is written alike in a zip, a manifest and on every disk."""
    bagian = PurePosixPath(jalur)
    return bagian.as_posix() == jalur and jalur.isprintable() and not bagian.is_absolute() and not {".", ".."} & {*bagian.parts, jalur} and not set(jalur) & set("\\:%")


def baca_catatan(isi: bytes) -> dict[str, dict]:
    """The reports of a run record with their files and input checksums. Raises one of RUSAK for anything else."""
    catatan = json.loads(isi)["laporan"]
    for nama, c in catatan.items():
        if not all(aman(j) for j in (nama, *c["berkas"].keys(), *c["masukan"].keys())):
            raise ValueError(nama)
    if not catatan:
        raise ValueError("kosong")
    return catatan


def asal_notebook(isi: bytes) -> dict:
    """What an executed notebook says it was made from. Raises one of RUSAK when it says nothing."""
    asal = json.loads(isi)["metadata"]["triwulan"]
    sah = all(aman(j) for j in asal["masukan"].keys()) and all(isinstance(asal[k], str) for k in ("judul", "unit", "tanggal"))
    if not sah or not isinstance(asal["parameter"], dict):
        raise ValueError
    return asal


def _baca(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _gagal(tempat: Path) -> list[tuple[str, str]]:
    """The reports whose last run failed: what stands beside is older than the data."""
    folder = tempat / "gagal"
    nama = {p.stem for p in folder.glob("*") if p.name != CATATAN}
    try:
        nama |= set(baca_catatan(_baca(folder / CATATAN)))
    except RUSAK:
        pass  # none there, or unreadable: the notebooks tell it too
    return [(str(folder), f"laporan {n} gagal disusun; perbaiki sebabnya, lalu {ULANG}") for n in sorted(nama)]


def _laporan(tempat: Path, catatan: Mapping) -> tuple[dict[str, bytes], list[tuple[str, str]]]:
    """The finished files, which must be as they were made: a document touched up by hand is no evidence."""
    isi, masalah = {}, []
    for jalur, sidik in [(LEDGER, ""), *(b for c in catatan.values() for b in c["berkas"].items())]:
        if (bita := _baca(tempat / jalur)) is None:
            masalah.append((str(tempat / jalur), f"hasil penyusunan ini tidak ada atau tidak dapat dibaca; {ULANG}"))
            continue
        isi[jalur] = bita
        if sidik and hashlib.sha256(bita).hexdigest() != sidik:
            masalah.append((str(tempat / jalur), f"berubah sesudah disusun; {ULANG}"))
    return isi, masalah


def _asal(bahan: Bahan, catatan: Mapping, laporan: Isi) -> tuple[dict[str, dict], list[tuple[str, str]]]:
    """The provenance of each report; its parameters must be those of the parameter file."""
    asal, masalah = {}, []
    for nama in catatan:
        berkas = f"{nama}.ipynb"
        try:
            asal[nama] = asal_notebook(laporan[berkas])
        except RUSAK:
            if berkas in laporan or berkas not in catatan[nama]["berkas"]:
                masalah.append((str(bahan.tempat / berkas), f"bukan notebook terlaksana yang memuat asal-usulnya; {ULANG}"))
    for kunci, kini in bahan.parameter.items():
        dulu = {n: a["parameter"].get(kunci) for n, a in asal.items() if a["parameter"].get(kunci) != kini}
        if dulu:
            masalah.append((bahan.params, f"{kunci} kini {kini!r}, sedangkan {', '.join(dulu)} disusun dengan {next(iter(dulu.values()))!r}; {ULANG}"))
    return asal, masalah


def _proyek(bahan: Bahan, catatan: Mapping, asal: Mapping) -> tuple[dict[str, bytes], list[tuple[str, str]]]:
    """The inputs as they are now, which must be those the reports were made from, as the record and each notebook say."""
    masalah, isi = [], {}
    dari = {j: bahan.akar / j for nama in catatan for j in (*catatan[nama]["masukan"], *asal.get(nama, {"masukan": {}})["masukan"])}
    for jalur, path in sorted((dari | dict(bahan.berkas)).items()):
        if (bita := _baca(path)) is None:
            masalah.append((jalur, f"masukan laporan, tetapi berkasnya tidak ada atau tidak dapat dibaca; kembalikan, atau {ULANG}"))
            continue
        isi[jalur], kini = bita, hashlib.sha256(bita).hexdigest()
        lain = [n for n in catatan if {kini} != {s["masukan"].get(jalur, kini) for s in (catatan[n], asal.get(n, catatan[n]))}]
        if lain:
            masalah.append((jalur, f"berubah sejak {', '.join(lain)} disusun; {ULANG}"))
    return isi, [*masalah, *(m for jalur in isi if jalur.endswith("/datapackage.json") for m in _deskriptor(jalur, isi))]


def _pustaka(tempat: Path, catatan: Mapping, isi: bytes) -> list[tuple[str, str]]:
    """The library must be the one that made the reports, for whoever makes them again from the archive."""
    kini = hashlib.sha256(isi).hexdigest()
    lain = [n for n, c in catatan.items() if c.get("pustaka", kini) != kini]
    return [(str(tempat), f"pustaka triwulan berubah sejak {', '.join(lain)} disusun; {ULANG}")] if lain else []


def _deskriptor(jalur: str, isi: Isi) -> list[tuple[str, str]]:
    """The data package's descriptor must hold the checksums of the files it is archived with."""
    folder = jalur.rpartition("/")[0]
    try:
        lain = [
            r["path"] for r in json.loads(isi[jalur]).get("resources", [])
            if (bita := isi.get(f"{folder}/{r['path']}")) is not None and r["hash"] != f"sha256:{hashlib.sha256(bita).hexdigest()}"
        ]
    except RUSAK:
        return [(jalur, "bukan deskriptor yang dapat dibaca; perbarui dengan make paket, lalu arsipkan lagi")]
    return [(jalur, f"sidik di dalamnya bukan lagi sidik {', '.join(lain)}; perbarui dengan make paket, lalu arsipkan lagi")] if lain else []


def _notebook(akar: Path, catatan: Mapping, laporan: Isi) -> tuple[dict[str, bytes], list[tuple[str, str]]]:
    """The notebooks the reports came from: known by their cells, which must be the very ones that were executed."""
    ada = {f"notebooks/{p.name}": _baca(p) or b"" for p in sorted((akar / "notebooks").glob("*.ipynb"))}
    asli = {jalur: sel(isi) for jalur, isi in ada.items()}
    isi, masalah = {}, []
    for nama in catatan:
        terlaksana = sel(laporan.get(f"{nama}.ipynb", b""))
        if asal := [j for j, s in asli.items() if s and dari(terlaksana, s, catatan)]:
            isi[asal[0]] = ada[asal[0]]
        elif f"{nama}.ipynb" in laporan:
            sebut = f"notebooks/{nama}.ipynb"
            mirip = max((len({*s} & {*terlaksana}), j == sebut, j) for j, s in {sebut: [], **asli}.items())
            masalah.append((mirip[2], f"bukan lagi notebook yang dilaksanakan untuk {nama}; {ULANG}"))
    return isi, masalah


def dari(terlaksana: list[tuple[str, str]], asal: list[tuple[str, str]], catatan: Mapping) -> bool:
    """Whether executed cells are those of `asal`; in a bound volume the cells of other reports follow."""
    jilid = tuple(f"{nama}-" for nama in catatan)
    return terlaksana[: len(asal)] == asal and all(id_.startswith(jilid) for id_, _ in terlaksana[len(asal) :])


def sel(isi: bytes) -> list[tuple[str, str]]:
    """The cells as written, without the one papermill puts in; none for what is no notebook."""
    try:
        return [(c["id"], "".join(c["source"])) for c in json.loads(isi)["cells"] if "injected-parameters" not in c["metadata"].get("tags", [])]
    except RUSAK:
        return []
