"""Which reader a file that came in belongs to: an entry workbook says so itself, anything else is an LRA export."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from triwulan.laporan.masuk.simpan import Rencana, Sumber, rencana
from triwulan.laporan.masuk.usul import Usul
from triwulan.office.masalah import Masalah, MasukanSalah
from triwulan.office.params import Parameter


@dataclass(frozen=True)
class Masukan:
    """What a reader found in the files that came in: for which quarter, the rows it proposes, the files as sources, sentences
    on what it saw for whoever imports (`243 baris, semuanya menjumlah`)."""

    parameter: Parameter
    usul: tuple[Usul, ...]
    sumber: tuple[Sumber, ...]
    kalimat: tuple[str, ...] = ()


@dataclass(frozen=True)
class Petunjuk:
    """What whoever imports an LRA says that the file may not: the parameter file of its quarter, its month (`2024-06`), the
    date on which a changed budget was decided."""

    params: Path | None = None
    bulan: str = ""
    pagu_berlaku: str = ""


def impor(akar: Path, berkas: Sequence[Path], petunjuk: Petunjuk, waktu: datetime) -> tuple[Masukan, Rencana]:
    """What the files would change. Raises MasukanSalah with every problem in them and in the data as they would be."""
    from triwulan.laporan.masuk import isian, lra

    tiada = [Masalah(p.name, "berkas tidak ada; periksa nama dan foldernya") for p in berkas if not p.is_file()]
    nama = [p.name for p in berkas]
    tiada += [Masalah(n, "dua berkas bernama sama; ganti nama salah satunya") for n in dict.fromkeys(nama) if nama.count(n) > 1]
    if tiada:
        raise MasukanSalah(tiada)
    milik = [isian.dikenali(p) for p in berkas]
    if all(milik):
        masukan = isian.baca(akar, berkas)
    elif any(milik):
        raise MasukanSalah([Masalah(p.name, "bukan buku isian; ekspor LRA diimpor sendiri, terpisah dari buku isian") for p, m in zip(berkas, milik) if not m])
    else:
        masukan = lra.baca(akar, berkas, petunjuk)
    return masukan, rencana(akar, masukan.parameter, masukan.usul, masukan.sumber, waktu)
