"""Files of an office planned as whole texts and put in place together; the rows of a data file as they stand in it."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from triwulan.disk.kunci import kunci
from triwulan.disk.pasang import pasang
from triwulan.office import paket, periode, proyek
from triwulan.office.skema import SKEMA, Berkas

Baris = dict[str, str]


@dataclass(frozen=True)
class Tulisan:
    """A file to be written: where in the project, its bytes, what it holds in a few words."""

    berkas: str
    isi: bytes
    keterangan: str


def baca(folder: Path, nama: str) -> list[Baris]:
    """The rows of one of a unit's files, as text by column. Of a file that `data.muat` accepts."""
    return baca_tabel(folder / f"{nama}.csv")


def baca_tabel(path: Path) -> list[Baris]:
    """The same of any data file."""
    teks = path.read_bytes().decode("utf-8-sig")
    # A spreadsheet program may leave nameless empty columns behind.
    rows = ({k: v for k, v in r.items() if k} for r in csv.DictReader(io.StringIO(teks, newline="")))
    return [r for r in rows if any(r.values())]


def tabel(berkas: Berkas, rows: Sequence[Baris]) -> bytes:
    """A whole data file: its header and these rows."""
    return f"{','.join(berkas.kolom)}\n".encode() + _csv(list(berkas.kolom), rows, "\n")


def sambung(isi: bytes, rows: Sequence[Baris]) -> bytes:
    """A data file with rows added, in its own order of columns and its own line ends; what stands in it is not touched."""
    akhir = "\r\n" if b"\r\n" in isi else "\n"
    kepala = next(csv.reader(io.StringIO(isi.decode("utf-8-sig"), newline="")))
    return isi + (b"" if isi.endswith(b"\n") else akhir.encode()) + _csv(kepala, rows, akhir)


def _csv(kolom: list[str], rows: Sequence[Baris], akhir: str) -> bytes:
    out = io.StringIO(newline="")
    csv.DictWriter(out, kolom, restval="", lineterminator=akhir).writerows(rows)
    return out.getvalue().encode()


def deskriptor(folder: Path, isi: Mapping[str, bytes]) -> bytes:
    """The unit's datapackage.json for its files as they will be: those in `folder`, replaced by name by those in `isi`."""
    with tempfile.TemporaryDirectory() as sementara:
        for nama in [f"{n}.csv" for n in SKEMA] + [paket.NAMA]:
            (Path(sementara) / nama).write_bytes(isi[nama] if nama in isi else (folder / nama).read_bytes())
        return paket.perbarui(Path(sementara)).encode()


def parameter(unit: str, nama: str, tahun: int, n: int, hari: int, aturan: str) -> Tulisan:
    """The parameter file of a quarter, dated on its last day in time (`hari` days after the quarter)."""
    tanggal = periode.tenggat(tahun, n, hari)
    teks = (
        f"# {nama}, Triwulan {periode.ROMAWI[n - 1]} {tahun}. Kunci yang sama ada di sel `parameters` setiap notebook.\n"
        # In quotes: a name like `on` would be read as something else.
        f'unit: "{unit}"\ntahun: {tahun}\ntriwulan: {n}\ntanggal_laporan: "{tanggal}"\naturan: "{aturan}"\n'
    )
    return Tulisan(f"params/{unit}/{tahun}-tw{n}.yaml", teks.encode(), f"tanggal laporan {periode.tanggal(tanggal)}, hari terakhir tenggat; ubah bila lebih awal")


def tulis(akar: Path, tulisan: Sequence[Tulisan]) -> None:
    """Puts files in place all at once: stopped at any moment it is undone or, by whoever looks for the project next, done. Raises
    Terkunci while another command writes, OSError; then nothing was changed, and every folder made for it is gone again."""
    with kunci(akar / proyek.GEMBOK, akar / "data"):
        pasang(akar, akar / proyek.PANGGUNG, {t.berkas: t.isi for t in tulisan})
