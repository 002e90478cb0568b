"""`triwulan verifikasi`: whether an archive is whole and says the same everywhere; on request, whether it can be made again."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer


def verifikasi(
    arsip: Annotated[Path, typer.Argument(metavar="ARSIP", help="Arsip dari `triwulan arsip`: berkas zip, atau foldernya yang sudah dibongkar.")],
    ulang: Annotated[bool, typer.Option("--ulang", help="Susun ulang dari isi arsip, tanpa jaringan, dan bandingkan hasilnya. MELAKSANAKAN program di dalam arsip.")] = False,
    batas: Annotated[float, typer.Option("--batas", min=0.01, help="Menit paling lama untuk menyusun ulang.")] = 60,
    sebagai_json: Annotated[bool, typer.Option("--json", help="Temuan sebagai JSON.")] = False,
) -> None:
    """Memeriksa arsip: sidik setiap berkas, kelengkapan, dan apakah semua isinya saling sesuai. Tanpa --ulang tidak ada isi arsip yang dilaksanakan."""
    from triwulan.press.verifikasi import BukanArsip, terbuka

    try:
        with terbuka(arsip) as (folder, hasil):
            temuan = [*hasil.temuan]
            if ulang and not temuan and not hasil.laporan:
                raise BukanArsip("pindaian, bukan arsip laporan; --ulang hanya untuk arsip laporan")
            if ulang and temuan:
                print("--ulang tidak dikerjakan: arsip ini tidak utuh, jadi isinya tidak dilaksanakan.", file=sys.stderr)
            pengulangan = _ulang(folder, batas) if ulang and not temuan else None
            temuan += pengulangan.temuan if pengulangan else ()
    except BukanArsip as salah:
        print(f"{arsip}: {salah}", file=sys.stderr)
        raise typer.Exit(2) from None
    except KeyboardInterrupt:
        print("\nDihentikan; tidak ada yang tersisa dari pemeriksaan ini, arsipnya tidak berubah.", file=sys.stderr)
        raise typer.Exit(130) from None
    if sebagai_json:
        print(json.dumps([asdict(t) for t in temuan], ensure_ascii=False, indent=1))
    else:
        print(*_laporkan(hasil, pengulangan), sep="\n")
    raise typer.Exit(1 if temuan else 0)


def _laporkan(hasil, pengulangan) -> list[str]:
    """What was found, as lines: first whether the archive can be used, then each thing that is wrong."""
    if hasil.temuan:
        return [f"{len(hasil.temuan)} hal tidak sesuai; jangan pakai arsip ini sebagai bukti, ambil salinan lain:", *_daftar(hasil.temuan)]
    if not hasil.laporan:
        return [f"Utuh: {hasil.berkas} berkas pindaian ini sesuai dengan sidiknya dan dengan keterangannya."]
    baris = [
        f"Utuh: {hasil.berkas} berkas sesuai dengan sidiknya; laporan {', '.join(hasil.laporan)} lengkap dengan masukannya.",
        "Notebook, buku angka, lampiran PDF, temuan, parameter dan krat saling sesuai.",
        *([f"Pindaian di sebelahnya milik arsip ini: {', '.join(hasil.pindaian)}."] if hasil.pindaian else []),
    ]
    if pengulangan is None:
        return baris
    ringkas = f"{pengulangan.sama} dari {pengulangan.berkas} berkas sama sampai ke bitanya ({pengulangan.detik:.0f} detik)"
    if not pengulangan.temuan:
        return [*baris, f"Disusun ulang dari isinya sendiri: {ringkas}."]
    return [*baris, f"Disusun ulang dari isinya sendiri: {ringkas}; {len(pengulangan.temuan)} hal berbeda:", *_daftar(pengulangan.temuan)]


def _daftar(temuan) -> list[str]:
    return [f"  {n}. {t.jalur}: {t.keadaan} ({t.keterangan})" for n, t in enumerate(temuan, 1)]


def _ulang(folder: Path, batas: float):
    """Says what is about to be executed, then does it."""
    from triwulan.press import ulang

    rencana = ulang.rencana(folder)
    print(
        f"--ulang MELAKSANAKAN isi arsip ini di komputer ini, dengan hak Anda: pustaka {rencana.roda} dan notebook di data/proyek/notebooks/,\n"
        "dalam folder sementara, tanpa jaringan. Berkas Anda tidak dilindungi darinya: pakai hanya untuk arsip yang asalnya dipercaya. Ctrl-C menghentikan.",
        file=sys.stderr, flush=True,
    )
    if rencana.peringatan:
        print(f"Perhatian: beda versi paket dapat menjelaskan perbedaan: {'; '.join(rencana.peringatan)}", file=sys.stderr)
    return ulang.jalankan(folder, rencana, batas * 60, lambda kata: print(f"  {kata}", file=sys.stderr, flush=True))
