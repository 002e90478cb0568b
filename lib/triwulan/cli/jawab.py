"""`triwulan jawab`: answers a finding; the answer is kept with the data and survives the next run."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer


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
    from triwulan.laporan.asal import akar_proyek
    from triwulan.laporan.pemeriksaan.jawaban import rencana
    from triwulan.office.masalah import MasukanSalah
    from triwulan.office.tulisan import tulis

    try:
        akar = akar_proyek()
        tulisan = rencana(akar, params, kelompok, keputusan=keputusan, oleh=oleh, keterangan=keterangan, tanggal=tanggal or date.today().isoformat())
        tulis(akar, tulisan)
    except MasukanSalah as salah:
        isi = list(dict.fromkeys(map(str, salah.masalah)))
        print(f"{len(isi)} hal perlu diperbaiki; tidak ada jawaban yang ditulis:", *(f"  {n}. {m}" for n, m in enumerate(isi, 1)), sep="\n", file=sys.stderr)
        raise typer.Exit(2) from None
    except OSError as error:
        print(f"Tidak dapat menulis {error.filename2 or error.filename}: {error.strerror}. Tutup berkasnya bila sedang terbuka di program lain, lalu ulangi.", file=sys.stderr)
        raise typer.Exit(1) from None
    if sebagai_json:
        print(json.dumps([{"berkas": t.berkas, "keterangan": t.keterangan} for t in tulisan], ensure_ascii=False))
    else:
        print(*(f"{t.berkas}  {t.keterangan}" for t in tulisan), sep="\n")
