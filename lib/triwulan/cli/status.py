"""`triwulan status`: what a quarter still lacks, who owes it, how many days are left."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

#: A longer list is shown by its first few.
BATAS, CONTOH = 12, 3


def status(
    params: Annotated[list[Path] | None, typer.Argument(metavar="PARAMS.yaml", help="Berkas parameter; tanpa ini semua params/<unit>/*.yaml.")] = None,
    hari_ini: Annotated[str, typer.Option("--hari-ini", help="Tanggal untuk menghitung sisa hari, misalnya 2024-07-02; tanpa ini hari ini.")] = "",
    sebagai_json: Annotated[bool, typer.Option("--json", help="Hasil sebagai JSON.")] = False,
) -> None:
    """Menampilkan isian triwulan yang masih kosong, jabatan yang harus mengisinya, dan sisa hari sampai tenggat.

    Kode keluar 0 bila semua sudah terisi, 1 bila masih ada yang kosong.
    """
    from triwulan.laporan import ringkas as ringkas_
    from triwulan.laporan import status as status_
    from triwulan.laporan.buka import muat
    from triwulan.office.masalah import MasukanSalah
    from triwulan.office.params import baca, berkas_parameter
    from triwulan.office.proyek import akar_proyek

    masalah, hasil = [], []
    try:
        kini = _hari(hari_ini)
        berkas = berkas_parameter(akar_proyek(), params or [])
    except MasukanSalah as salah:
        masalah, berkas = [*salah.masalah], []
    for path in berkas:
        try:
            parameter, _ = baca(path, akar_proyek())
            data, aturan = muat(parameter)
            hasil.append(ringkas_.ringkas(parameter, data, aturan, status_.keadaan(data, parameter, aturan), kini))
        except MasukanSalah as salah:
            masalah += salah.masalah
    if masalah:
        daftar = dict.fromkeys(map(str, masalah))
        print(f"{len(daftar)} hal perlu diperbaiki sebelum isian dapat dihitung:", *(f"  {n}. {m}" for n, m in enumerate(daftar, 1)), sep="\n", file=sys.stderr)
        raise typer.Exit(2)
    if sebagai_json:
        print(json.dumps(hasil, ensure_ascii=False))
    else:
        for h in hasil:
            _cetak(h)
    raise typer.Exit(1 if any(h["kosong"] for h in hasil) else 0)


def _hari(teks: str) -> date:
    from triwulan.office.masalah import Masalah, MasukanSalah

    try:
        return date.fromisoformat(teks) if teks else date.today()
    except ValueError:
        raise MasukanSalah([Masalah("--hari-ini", "tulis tanggal tahun-bulan-hari, misalnya 2024-07-02", None, "", teks)]) from None


def _cetak(h: dict) -> None:
    """One quarter for the eye: how much is in, who owes how many figures, then the gaps post by post."""
    from rich.console import Console
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    from triwulan.laporan import ringkas as ringkas_

    layar = Console(highlight=False)
    layar.print(Text(f"{h['nama_unit']}, {h['periode']}", style="bold"))
    for kalimat in ringkas_.kalimat(h):
        layar.print(Text(kalimat))
    for j in h["jabatan"]:
        layar.print(Text(f"\n{j['nama_jabatan']}: " + " dan ".join(f"{j[k]} {kata}" for k, kata in (("angka", "angka"), ("lain", "isian lain")) if j[k]), style="bold"))
        for (judul, berkas), isi in ringkas_.kelompok([k for k in h["kosong"] if k["jabatan"] == j["jabatan"]]):
            layar.print(Padding(Text(f"{judul} → {Path(berkas).name}"), (0, 0, 0, 2), expand=False))
            tabel = Table.grid(padding=(0, 2))
            tabel.add_column(no_wrap=True)
            tabel.add_column()
            for k in isi if len(isi) <= BATAS else isi[:CONTOH]:
                tabel.add_row(Text(k["kunci"]), Text(k["nama"]))
            layar.print(Padding(tabel, (0, 0, 0, 4), expand=False))
            if len(isi) > BATAS:
                layar.print(Text(f"    … dan {len(isi) - CONTOH} lainnya (seluruhnya: tambahkan --json)"))
    if h["kosong"]:
        layar.print(Text(f"\nUntuk mengisinya di Excel: {ringkas_.perintah_isian(h)}"), soft_wrap=True)
    layar.print()
