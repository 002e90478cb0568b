"""The photos of a post's activities: which ones the quarter has, under which number, and the gallery that shows them."""

from __future__ import annotations

import base64
import hashlib
from datetime import date
from textwrap import shorten

import pandas as pd

from triwulan.laporan.laporan import Laporan, Teks
from triwulan.office import foto, periode
from triwulan.office.masalah import Masalah, MasukanSalah
from triwulan.office.proyek import akar_proyek
from triwulan.press.blok import Blok

#: How much of a caption the text alternative repeats: a reader hears the whole caption next.
ALT = 160


def catatan(lap: Laporan) -> pd.DataFrame:
    """The post's activity records of the quarter in printed order, with `bulan` (2024-04; 2024-tw2 where no more is known),
    `hari` (the date in words) and `nomor`, the photo's number in the gallery (0 = no photo)."""
    p, rows = lap.parameter.periode, lap.data["dokumentasi"]
    masa = [*(f"{p.tahun}-{b:02}" for b in range(p.awal, p.akhir + 1)), periode.tulis(p)]
    rows = rows.assign(bulan=[t if t == masa[-1] else t[:7] for t in rows["tanggal"]])
    rows = rows[(rows["jabatan"] == lap.jabatan) & rows["bulan"].isin(masa)].sort_values(["bulan", "urutan"])
    ada = rows["foto"] != ""
    return rows.assign(hari=rows["tanggal"].map(_hari), nomor=ada.cumsum().where(ada, 0))


def _hari(tanggal: str) -> str:
    """A date in words, or the month or quarter where only that is known."""
    try:
        return periode.hari_tanggal(date.fromisoformat(tanggal))
    except ValueError:
        return f"{periode.sebut(periode.baca(tanggal))}, tanggal tidak tercantum"


def kegiatan(lap: Laporan) -> Blok | Teks:
    """The photos of the quarter's activities with date, place and caption, or a sentence that there are none."""
    rows = catatan(lap)
    rows = rows[rows["nomor"] > 0]
    if rows.empty:
        return lap.teks("Foto kegiatan bulan {bulan_awal} sampai dengan {bulan_akhir} {tahun} tidak tersedia.")
    folder = f"data/{lap.data.unit}/{foto.FOLDER}"
    jpeg = {nama: base64.b64encode(foto.siapkan(_isi(lap, f"{folder}/{nama}"))).decode("ascii") for nama in rows["foto"].unique()}
    return Blok("galeri", {"butir": [
        {
            "nomor": int(k["nomor"]), "tanggal": k["hari"], "tempat": k["tempat_kegiatan"], "keterangan": k["kegiatan"],
            "alt": shorten(f"Foto {k['nomor']}, {k['hari']}: {k['kegiatan']}", ALT, placeholder=" …"), "jpeg": jpeg[k["foto"]],
        }
        for _, k in rows.iterrows()
    ]})


def _isi(lap: Laporan, tempat: str) -> bytes:
    """A photo's bytes, which are those that were checked. Raises MasukanSalah."""
    path = akar_proyek() / tempat
    isi = path.read_bytes() if path.is_file() else b""
    if hashlib.sha256(isi).hexdigest() != lap.data.sidik[tempat]:
        raise MasukanSalah([Masalah(tempat, "berubah sejak data dibaca; jalankan notebook dari awal (Run All)")])
    return isi
