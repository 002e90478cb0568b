"""Carrying an office into its next quarter. In a new year targets, agreements and yearly facts are copied as proposals.

Budgets are decided anew each year and realisations are what is to be reported: neither is ever copied.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from triwulan.office import aturan, data, paket, params, periode
from triwulan.office.masalah import Masalah, MasukanSalah
from triwulan.office.skema import SKEMA
from triwulan.office.tulisan import Baris, Tulisan, baca, deskriptor, parameter, sambung

#: What a copied row says of itself until somebody has looked at it; `triwulan status` counts these.
SALINAN = "Disalin dari {}; sesuaikan"


def is_salinan(teks: str) -> bool:
    """Whether a note says that its row is a copy that nobody has looked at yet."""
    return teks.startswith("Disalin dari ") and teks.endswith("; sesuaikan")


def rencana(akar: Path, path: Path) -> list[Tulisan]:
    """The files that carry an office into the quarter after the one of the parameter file `path`. Rows of the new year
    that are there already stay as they are. Raises MasukanSalah."""
    p, _ = params.baca(path, akar)
    hari = aturan.muat(akar, p.aturan).tenggat.hari
    tahun, n = p.tahun + p.triwulan // 4, p.triwulan % 4 + 1
    _harus_terakhir(akar, path, p, periode.triwulan(tahun, n))
    nama = data.muat(akar, p.unit).nama("unit")
    tulisan = _tahun_baru(akar, p.unit, tahun) if tahun > p.tahun else []
    return [*tulisan, parameter(p.unit, nama, tahun, n, hari, p.aturan)]


def _harus_terakhir(akar: Path, path: Path, p: params.Parameter, berikut: periode.Periode) -> None:
    terakhir = params.terakhir(akar, p)
    if terakhir == p.periode:
        return
    nama = f"params/{p.unit}/{periode.tulis(terakhir)}.yaml"
    sebab = f"triwulan sesudahnya sudah dibuka: {nama}" if terakhir == berikut else f"ini bukan triwulan terakhir unit ini; yang terakhir {nama}"
    raise MasukanSalah([Masalah(path.as_posix(), f"{sebab}. Untuk melihat isinya: triwulan status {nama}. Untuk membuka triwulan sesudah itu: triwulan baru periode {nama}")])


def _tahun_baru(akar: Path, unit: str, tahun: int) -> list[Tulisan]:
    """The data files that a new year begins with, and their descriptor."""
    folder, tulisan = akar / "data" / unit, []
    for nama, ubah in (("target", _target), ("perjanjian", _perjanjian), ("narasi", _narasi)):
        if rows := _disalin(folder, nama, tahun, ubah):
            isi = sambung((folder / f"{nama}.csv").read_bytes(), rows)
            tulisan.append(Tulisan(f"data/{unit}/{nama}.csv", isi, f"ditambah {len(rows)} baris {tahun}, disalin dari {tahun - 1}"))
    isi = deskriptor(folder, {Path(t.berkas).name: t.isi for t in tulisan})
    return [*tulisan, Tulisan(f"data/{unit}/{paket.NAMA}", isi, "diperbarui sesuai isi berkas data")]


def _disalin(folder: Path, nama: str, tahun: int, ubah: Callable[[Baris, int], Baris]) -> list[Baris]:
    """Last year's yearly rows of a file as rows of `tahun`, but those whose key is there."""
    rows = baca(folder, nama)

    def kunci(r: Baris) -> tuple[str, ...]:
        return tuple(r[k] for k in SKEMA[nama].kunci)

    ada = {kunci(r) for r in rows}
    baru = [{**r, "periode": str(tahun), **ubah(r, tahun)} for r in rows if periode.baca(r["periode"]) == periode.tahunan(tahun - 1)]
    return [r for r in baru if kunci(r) not in ada]


def _target(row: Baris, tahun: int) -> Baris:
    return {"catatan": SALINAN.format(tahun - 1)}


def _perjanjian(row: Baris, tahun: int) -> Baris:
    # An agreement must be dated, and nobody signs on New Year's Day: its date stands out until the real one is known.
    tanggal = f"{tahun}-01-01" if row["tanggal"] else ""
    return {"tanggal": tanggal, "tempat": row["tempat"] if is_salinan(row["tempat"]) else SALINAN.format(f"{tahun - 1} ({row['tempat']})")}


def _narasi(row: Baris, tahun: int) -> Baris:
    """Duties and recipients stay until a regulation changes them: a copy of theirs needs no second look."""
    return {"tempat": f"{re.sub('; sama dengan [0-9]+$', '', row['tempat'])}; sama dengan {tahun - 1}"}
