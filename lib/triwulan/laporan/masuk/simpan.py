"""An import put in place: the data as they would be are checked as a whole; what came in and what stood before are kept.

`data/<unit>/masuk/<id>/` holds the files that came in, `sebelum/` the data files as they stood, `catatan.json` what changed.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from triwulan.laporan import penutupan
from triwulan.laporan.buka import muat
from triwulan.laporan.masuk import alamat
from triwulan.laporan.masuk.usul import Hasil, Perubahan, Usul, pasang
from triwulan.office import data as data_
from triwulan.office import paket
from triwulan.office.masalah import Masalah, MasukanSalah
from triwulan.office.params import Parameter
from triwulan.office.tulisan import Tulisan, deskriptor

MASUK, SEBELUM, CATATAN = "masuk", "sebelum", "catatan.json"
#: What is said when it would change a closed quarter: a workbook brings no reason, and a reason can be declared only for what stands in the data.
TERTUTUP = (
    "tidak ada yang ditulis, datanya masih seperti semula: isian ini akan mengubah triwulan yang sudah ditutup, seperti disebut di atas. Bila memang benar, ubah baris itu "
    "langsung di berkasnya; triwulan status PARAMS.yaml kemudian menyebut perintah untuk menyatakan sebabnya"
)
TERLARANG = re.compile(r"[\\/:%\x00-\x1f\x7f]|^\.+")


@dataclass(frozen=True)
class Sumber:
    """A file that came in: its name, its bytes, the name and title under which the descriptor's sources will list it."""

    berkas: str
    isi: bytes
    dokumen: str
    judul: str

    @property
    def simpanan(self) -> str:
        """The name it is kept under: its own without signs that a path or an archive gives a meaning to."""
        return TERLARANG.sub("-", self.berkas)

    @property
    def sidik(self) -> str:
        return hashlib.sha256(self.isi).hexdigest()


@dataclass(frozen=True)
class Rencana:
    """What an import would do: the cells that change, the files that are written for it (none where nothing changes), what
    is worth knowing though it stops nothing."""

    perubahan: tuple[Perubahan, ...]
    tulisan: tuple[Tulisan, ...]
    perhatian: tuple[Masalah, ...] = ()


def rencana(akar: Path, parameter: Parameter, usul: Sequence[Usul], sumber: Sequence[Sumber], waktu: datetime) -> Rencana:
    """The import of proposals from files that came in, at a time. Raises MasukanSalah with every problem that the data would
    have, each named by the cell that brings it."""
    unit = parameter.unit
    folder = akar / "data" / unit
    hasil = {nama: pasang(nama, (folder / f"{nama}.csv").read_bytes(), [u for u in usul if u.berkas == nama]) for nama in dict.fromkeys(u.berkas for u in usul)}
    hasil = {nama: h for nama, h in hasil.items() if h.perubahan}
    if not hasil:
        return Rencana((), ())
    id_ = f"{waktu:%Y-%m-%d-%H%M%S}-{hashlib.sha256(''.join(s.sidik for s in sumber).encode()).hexdigest()[:8]}"
    baru = {f"{nama}.csv": h.isi for nama, h in hasil.items()}
    baru[paket.NAMA] = _deskriptor(folder, baru, [s for s in sumber if s.dokumen in {u.dokumen for h in hasil.values() for u in h.asal.values()}], id_)
    perhatian = _periksa(akar, parameter, {**baru, **{f"{MASUK}/{id_}/{s.simpanan}": s.isi for s in sumber}}, hasil)
    lama = {nama: (folder / nama).read_bytes() for nama in baru}
    perubahan = tuple(p for h in hasil.values() for p in h.perubahan)
    tempat = f"data/{unit}/{MASUK}/{id_}"
    catatan = _catatan(id_, waktu, sumber, lama, baru, perubahan)
    return Rencana(perubahan, (
        *(Tulisan(f"{tempat}/{s.simpanan}", s.isi, "berkas yang masuk, disimpan sebagai sumber") for s in sumber),
        *(Tulisan(f"{tempat}/{SEBELUM}/{nama}", isi, "isi sebelum impor ini") for nama, isi in lama.items()),
        Tulisan(f"{tempat}/{CATATAN}", catatan, f"catatan impor; membatalkannya: triwulan impor --batalkan {id_}"),
        *(Tulisan(f"data/{unit}/{nama}", isi, _banyak(nama, hasil)) for nama, isi in baru.items()),
    ), perhatian)


def batalkan(akar: Path, id_: str) -> list[Tulisan]:
    """The files as they stood before an import. Raises MasukanSalah for an id that is none, for one that
    was taken back already, and when a file was changed since."""
    tempat = [p.parent for p in sorted((akar / "data").glob(f"*/{MASUK}/*/{CATATAN}"))]
    cocok = [p for p in tempat if p.name == id_]
    if len(cocok) != 1:
        ada = ", ".join(p.name for p in tempat[-5:]) or "belum ada impor"
        raise MasukanSalah([Masalah("--batalkan", f"tidak ada impor ini; yang terakhir: {ada}", None, "", id_)])
    folder, unit = cocok[0], cocok[0].parent.parent
    catatan = json.loads((folder / CATATAN).read_text("utf-8"))
    kini = {n: hashlib.sha256((unit / n).read_bytes()).hexdigest() for n in catatan["sesudah"]}
    if kini == catatan["sebelum"]:
        raise MasukanSalah([Masalah("--batalkan", "impor ini sudah dibatalkan; data sama dengan sebelum impor itu", None, "", id_)])
    berubah = [n for n, s in catatan["sesudah"].items() if kini[n] != s]
    if berubah:
        raise MasukanSalah([
            Masalah(f"data/{unit.name}/{n}", f"berkas ini sudah berubah lagi sesudah impor {id_}; batalkan dulu impor sesudahnya, atau betulkan sel-selnya sendiri; isi sebelum impor ada di {folder.relative_to(akar).as_posix()}/{SEBELUM}/")
            for n in berubah
        ])
    lama = {n: (folder / SEBELUM / n).read_bytes() for n in catatan["sesudah"]}
    if tertutup := _tertutup(akar, unit.name, lama):
        raise MasukanSalah(tertutup)
    return [Tulisan(f"data/{unit.name}/{n}", isi, f"dikembalikan seperti sebelum impor {id_}") for n, isi in lama.items()]


def _deskriptor(folder: Path, baru: Mapping[str, bytes], sumber: Sequence[Sumber], id_: str) -> bytes:
    """The descriptor with the sources that rows now cite, each with where it is kept and its checksum."""
    isi = json.loads((folder / paket.NAMA).read_text("utf-8"))
    dikutip = {s.dokumen for s in sumber}
    isi["sources"] = [s for s in isi["sources"] if s["name"] not in dikutip] + [
        {"name": s.dokumen, "title": s.judul, "path": f"{MASUK}/{id_}/{s.simpanan}", "hash": f"sha256:{s.sidik}"} for s in sumber
    ]
    return deskriptor(folder, {**baru, paket.NAMA: json.dumps(isi, ensure_ascii=False).encode()})


def _tertutup(akar: Path, unit: str, baru: Mapping[str, bytes]) -> list[Masalah]:
    """What closed quarters have against the data as they would be. Whether these hold otherwise is not asked: they did not before."""
    with _percobaan(akar, unit, baru) as coba:
        try:
            berubah = penutupan.berubah(penutupan.dengan_penutupan(coba, data_.muat(coba, unit)))
        except MasukanSalah:
            return []
    return [*berubah, Masalah(f"data/{unit}/", TERTUTUP)] if berubah else []


def _periksa(akar: Path, parameter: Parameter, baru: Mapping[str, bytes], hasil: Mapping[str, Hasil]) -> tuple[Masalah, ...]:
    """Reads the data as they would be; what is new among the warnings. Raises MasukanSalah."""
    with _percobaan(akar, parameter.unit, baru) as coba:
        try:
            data, _ = muat(parameter, coba)
        except MasukanSalah as salah:
            raise MasukanSalah(alamat.alamatkan(salah.masalah, parameter.unit, hasil)) from None
    lama = _peringatan(parameter, akar)
    return tuple(alamat.alamatkan([p for p in data.peringatan if str(p) not in lama], parameter.unit, hasil))


@contextmanager
def _percobaan(akar: Path, unit: str, baru: Mapping[str, bytes]) -> Iterator[Path]:
    """A project folder of its own with the unit's data as they would be."""
    with tempfile.TemporaryDirectory(prefix="triwulan-") as sementara:
        coba = Path(sementara)
        shutil.copytree(akar / "params", coba / "params")
        shutil.copytree(akar / "data" / unit, coba / "data" / unit, copy_function=_kaitkan)
        for nama, isi in baru.items():
            path = coba / "data" / unit / nama
            path.parent.mkdir(parents=True, exist_ok=True)
            path.unlink(missing_ok=True)  # it may be a second name of the file itself
            path.write_bytes(isi)
        yield coba


def _peringatan(parameter: Parameter, akar: Path) -> set[str]:
    """What the data as they stand warn of; nothing where they do not hold yet and the import is what completes them."""
    try:
        return {str(p) for p in muat(parameter, akar)[0].peringatan}
    except MasukanSalah:
        return set()


def _kaitkan(asal: str, tujuan: str) -> None:
    """What is only looked at needs no more than a second name, where the file system has it."""
    try:
        os.link(asal, tujuan)
    except OSError:
        shutil.copy(asal, tujuan)


def _banyak(nama: str, hasil: Mapping[str, Hasil]) -> str:
    h = hasil.get(nama.removesuffix(".csv"))
    return f"{len(h.perubahan)} sel berubah" if h else "diperbarui sesuai isi berkas data"


def _catatan(id_: str, waktu: datetime, sumber: Sequence[Sumber], lama: Mapping[str, bytes], baru: Mapping[str, bytes], perubahan: Sequence[Perubahan]) -> bytes:
    isi = {
        "id": id_, "waktu": waktu.isoformat(timespec="seconds"),
        "sumber": [{"berkas": s.simpanan, "dokumen": s.dokumen, "judul": s.judul, "sha256": s.sidik, "ukuran": len(s.isi)} for s in sumber],
        "sebelum": {n: hashlib.sha256(b).hexdigest() for n, b in lama.items()},
        "sesudah": {n: hashlib.sha256(b).hexdigest() for n, b in baru.items()},
        "perubahan": [asdict(p) for p in perubahan],
    }
    return (json.dumps(isi, ensure_ascii=False, indent=1) + "\n").encode()
