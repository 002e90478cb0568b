"""`triwulan status`: what a quarter still lacks, who owes it, how many days are left."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from dataclasses import asdict
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
    from triwulan.laporan import status as status_
    from triwulan.laporan.buka import muat
    from triwulan.office.masalah import MasukanSalah
    from triwulan.office.params import baca
    from triwulan.office.proyek import akar_proyek

    masalah, hasil = [], []
    try:
        kini = _hari(hari_ini)
        # Not `bundel.berkas_parameter`: it comes with all that builds a report, three seconds of imports.
        berkas = params or sorted(p for p in (akar_proyek() / "params").glob("*/*.yaml") if p.parent.name != "aturan")
    except MasukanSalah as salah:
        masalah, berkas = [*salah.masalah], []
    for path in berkas:
        try:
            parameter, _ = baca(path, akar_proyek())
            data, aturan = muat(parameter)
            hasil.append(_ringkas(parameter, data, aturan, status_.keadaan(data, parameter, aturan), kini))
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


def _ringkas(p, data, aturan, keadaan, kini: date) -> dict:
    """One quarter's state as plain values, as `--json` prints it. Posts stand in the order of pejabat.csv."""
    from triwulan.laporan.status import ANGKA, judul, nama_jabatan
    from triwulan.office.periode import sebut, tenggat

    batas = tenggat(p.tahun, p.triwulan, aturan.tenggat.hari)
    nama = nama_jabatan(data, p)
    kosong = [asdict(k) | {"nama_jabatan": nama[k.jabatan], "judul": judul(k)} for k in keadaan.kosong]
    return {
        "unit": p.unit, "nama_unit": data.nama("unit"), "tahun": p.tahun, "triwulan": p.triwulan, "periode": sebut(p.periode),
        "tenggat": batas.isoformat(), "sisa_hari": (batas - kini).days,
        "angka": {k: {"masuk": masuk, "semua": semua} for k, (masuk, semua) in keadaan.angka.items()},
        "bukti": dict(zip(("ada", "semua"), keadaan.bukti)),
        "jabatan": [
            {"jabatan": j, "nama_jabatan": n, "angka": sum(k["jenis"] in ANGKA for k in milik), "lain": sum(k["jenis"] not in ANGKA for k in milik)}
            for j, n in nama.items() if (milik := [k for k in kosong if k["jabatan"] == j])
        ],
        "kosong": kosong,
    }


def _cetak(h: dict) -> None:
    """One quarter for the eye: how much is in, who owes how many figures, then the gaps post by post."""
    from rich.console import Console
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    layar = Console(highlight=False)
    layar.print(Text(f"{h['nama_unit']}, {h['periode']}", style="bold"))
    for kalimat in _kalimat(h):
        layar.print(Text(kalimat))
    for j in h["jabatan"]:
        layar.print(Text(f"\n{j['nama_jabatan']}: " + " dan ".join(f"{j[k]} {kata}" for k, kata in (("angka", "angka"), ("lain", "isian lain")) if j[k]), style="bold"))
        for (judul, berkas), isi in _kelompok([k for k in h["kosong"] if k["jabatan"] == j["jabatan"]]):
            layar.print(Padding(Text(f"{judul} → {Path(berkas).name}"), (0, 0, 0, 2), expand=False))
            tabel = Table.grid(padding=(0, 2))
            tabel.add_column(no_wrap=True)
            tabel.add_column()
            for k in isi if len(isi) <= BATAS else isi[:CONTOH]:
                tabel.add_row(Text(k["kunci"]), Text(k["nama"]))
            layar.print(Padding(tabel, (0, 0, 0, 4), expand=False))
            if len(isi) > BATAS:
                layar.print(Text(f"    … dan {len(isi) - CONTOH} lainnya (seluruhnya: tambahkan --json)"))
    layar.print()


def _kelompok(kosong: Iterable[dict]) -> list[tuple[tuple[str, str], list[dict]]]:
    """Gaps that differ only in what they name, under what they share, in the order in which these first occur."""
    grup: dict[tuple[str, str], list[dict]] = {}
    for k in kosong:
        grup.setdefault((k["judul"], k["berkas"]), []).append(k)
    return list(grup.items())


def _kalimat(h: dict) -> list[str]:
    """`41 dari 58 angka sudah masuk; Kepala Seksi Pemerintahan masih 9, …; tenggat 15 Juli 2024, 13 hari lagi.` and more."""
    from triwulan.office.periode import tanggal

    masuk, semua = (sum(a[k] for a in h["angka"].values()) for k in ("masuk", "semua"))
    utang = sorted((j for j in h["jabatan"] if j["angka"]), key=lambda j: -j["angka"])
    siapa = ", ".join(f"{j['nama_jabatan']}{' masih' if n == 0 else ''} {j['angka']}" for n, j in enumerate(utang))
    hari = h["sisa_hari"]
    sisa = f"{hari} hari lagi" if hari > 0 else "hari ini" if hari == 0 else f"sudah lewat {-hari} hari"
    awal = f"{masuk} dari {semua} angka sudah masuk" if semua else "Belum ada target dan pagu, jadi belum ada angka yang ditunggu"
    bagian = [awal, siapa, f"tenggat {tanggal(date.fromisoformat(h['tenggat']))}, {sisa}."]
    rinci = "Realisasi " + ", ".join(f"{nama} {a['masuk']} dari {a['semua']}" for nama, a in h["angka"].items()) + "."
    bukti = f" Bukti disebut pada {h['bukti']['ada']} dari {h['bukti']['semua']} realisasi kinerja yang masuk." if h["bukti"]["semua"] else ""
    tutup = f"Yang belum ada, diisi di data/{h['unit']}/:" if h["kosong"] else "Semua isian sudah lengkap."
    return ["; ".join(b for b in bagian if b), *([f"{rinci}{bukti}"] if semua else []), tutup]
