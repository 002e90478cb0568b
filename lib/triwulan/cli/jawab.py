"""`triwulan jawab`: answers a finding; the answer is kept with the data and survives the next run."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from triwulan.cli.menulis import jalankan


def jawab(
    params: Annotated[Path, typer.Argument(metavar="PARAMS.yaml", help="Berkas parameter triwulan yang diperiksa.")],
    kelompok: Annotated[list[str], typer.Argument(metavar="KELOMPOK …", help="Kelompok temuan, seperti ditampilkan `triwulan periksa`.")],
    keputusan: Annotated[str, typer.Option("--keputusan", help="diterima (temuan benar), dijelaskan (ada sebabnya), atau dikoreksi (dokumen sudah dibetulkan).")],
    oleh: Annotated[str, typer.Option("--oleh", help="Nama yang menjawab.")],
    keterangan: Annotated[str, typer.Option("--keterangan", help="Penjelasan, atau di mana koreksinya; wajib untuk dijelaskan.")] = "",
    tanggal: Annotated[str, typer.Option("--tanggal", help="Tanggal jawaban, misalnya 2024-08-01; tanpa ini hari ini.")] = "",
    sebagai_json: Annotated[bool, typer.Option("--json", help="Berkas yang ditulis sebagai JSON.")] = False,
) -> None:
    """Menjawab temuan pemeriksaan. Jawaban disimpan di data/<unit>/jawaban.csv dan berlaku selama yang tercetak tetap sama."""
    from triwulan.laporan.pemeriksaan.jawaban import rencana

    jalankan(lambda akar: rencana(akar, params, kelompok, keputusan=keputusan, oleh=oleh, keterangan=keterangan, tanggal=tanggal or date.today().isoformat()), sebagai_json)
