"""`triwulan verifikasi`: whether an archive is whole and unchanged."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer


def verifikasi(
    arsip: Annotated[Path, typer.Argument(metavar="ARSIP", help="Arsip dari `triwulan arsip`: berkas zip, atau foldernya yang sudah dibongkar.")],
    sebagai_json: Annotated[bool, typer.Option("--json", help="Temuan sebagai JSON.")] = False,
) -> None:
    """Memeriksa keutuhan arsip: setiap berkas terhadap sidiknya, setiap laporan terhadap catatan dan masukannya."""
    from triwulan.press.verifikasi import BukanArsip, terbuka

    try:
        with terbuka(arsip) as (_, hasil):
            pass
    except BukanArsip as salah:
        print(f"{arsip}: {salah}", file=sys.stderr)
        raise typer.Exit(2) from None
    if sebagai_json:
        print(json.dumps([asdict(t) for t in hasil.temuan], ensure_ascii=False, indent=1))
    elif hasil.temuan:
        print(f"{len(hasil.temuan)} hal tidak sesuai; jangan pakai arsip ini sebagai bukti, ambil salinan lain:")
        for n, t in enumerate(hasil.temuan, 1):
            print(f"  {n}. {t.jalur}: {t.keadaan} ({t.keterangan})")
    else:
        print(f"Utuh: {hasil.berkas} berkas sesuai dengan sidiknya; laporan {', '.join(hasil.laporan)} lengkap dengan masukannya.")
    raise typer.Exit(1 if hasil.temuan else 0)
