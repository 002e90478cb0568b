"""`triwulan tutup`: freezes what a quarter's figures come from, and takes down why something of it changed since."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from triwulan.cli.bahan import bahan, belum_disusun
from triwulan.cli.menulis import jalankan


def tutup(
    params: Annotated[Path, typer.Argument(metavar="PARAMS.yaml", help="Berkas parameter triwulan yang ditutup.")],
    oleh: Annotated[str, typer.Option("--oleh", help="Nama yang menutup, atau yang menyatakan perubahan.")],
    nyatakan: Annotated[list[str] | None, typer.Option("--nyatakan", metavar="BARIS", help="Baris yang berubah sesudah ditutup, seperti disebut pesannya; boleh diulang; `semua` untuk semuanya.")] = None,
    alasan: Annotated[str, typer.Option("--alasan", help="Dengan --nyatakan: sebab perubahannya.")] = "",
    tanggal: Annotated[str, typer.Option("--tanggal", help="Tanggal penutupan atau pernyataan, misalnya 2025-04-14; tanpa ini hari ini.")] = "",
    keluaran: Annotated[Path | None, typer.Option("--keluaran", help="Folder keluaran `susun` sebagai pengganti reports/.")] = None,
    sebagai_json: Annotated[bool, typer.Option("--json", help="Berkas yang ditulis sebagai JSON.")] = False,
) -> None:
    """Menutup triwulan yang laporannya sudah selesai: masukan angkanya dibekukan di data/<unit>/tutup/.

    Sesudah itu masukan yang dibekukan hanya boleh berubah bila sebabnya dinyatakan: triwulan tutup PARAMS.yaml --nyatakan BARIS --alasan "…" --oleh "…". Laporan triwulan berikutnya menyebut perubahan itu.
    """
    from triwulan.laporan import penutupan
    from triwulan.office import params as params_

    hari = tanggal or date.today().isoformat()
    if nyatakan:
        jalankan(lambda akar: penutupan.nyatakan(akar, params_.baca(params, akar)[0], nyatakan, alasan=alasan, oleh=oleh, tanggal=hari), sebagai_json)
        return
    if alasan:
        print("--alasan hanya bersama --nyatakan BARIS.", file=sys.stderr)
        raise typer.Exit(2)
    tulisan = jalankan(lambda akar: _penutupan(akar, params, oleh, hari, keluaran), sebagai_json)
    if not tulisan:
        print("Triwulan ini sudah ditutup; tidak ada yang ditulis.", file=sys.stderr)
    else:
        print(f"Arsipkan sekarang bila belum, sebelum ada yang berubah lagi: triwulan arsip {shlex.quote(str(params))}", file=sys.stderr)


def _penutupan(akar: Path, params: Path, oleh: str, hari: str, keluaran: Path | None) -> Sequence:
    """The files that close the quarter; none where it is closed already. Raises MasukanSalah while its reports are not all there, are
    drafts, or are not made from what stands in the data now."""
    from triwulan.laporan import penutupan
    from triwulan.laporan.buka import muat
    from triwulan.office.masalah import Masalah, MasukanSalah
    from triwulan.office.params import baca
    from triwulan.press.himpun import LAPORAN, LEDGER, Ditolak, kumpulkan

    parameter, _ = baca(params, akar)
    data, _ = muat(parameter, akar)
    if penutupan.tertutup(data, parameter):
        return []
    susun = f"triwulan susun {shlex.quote(str(params))}"
    try:
        isi = kumpulkan(bahan(akar, params, parameter, keluaran or akar / "reports"))
    except Ditolak as ditolak:
        raise MasukanSalah([Masalah(berkas, f"{sebab} ({susun})") for berkas, sebab in ditolak.masalah]) from None
    salah = [Masalah("laporan", f"belum disusun: {', '.join(belum)}; susun semuanya dulu: {susun}") for belum in [belum_disusun(params, isi.laporan)] if belum]
    if isi.draf:
        salah.append(Masalah("laporan", f"masih draf: {', '.join(isi.draf)}; lengkapi isiannya dulu: triwulan status {shlex.quote(str(params))}"))
    if salah:
        raise MasukanSalah(salah)
    pustaka = next(iter(isi.catatan.values()))["pustaka"]
    return penutupan.rencana(akar, data, parameter, oleh=oleh, tanggal=hari, buku_angka=penutupan.sidik(isi.isi[f"{LAPORAN}/{LEDGER}"]), pustaka=pustaka)
