"""How a command writes: everything planned first, then put in place together, and said."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import typer

from triwulan.galat_sistem import sebab as sebab_sistem


def jalankan(rencana: Callable[[Path], list], sebagai_json: bool) -> Sequence:
    """Plans, writes, and says what was written; exits 2 with the whole list of problems, having written nothing."""
    tulisan = taruh(rencana)
    if sebagai_json:
        print(json.dumps([{"berkas": t.berkas, "keterangan": t.keterangan} for t in tulisan], ensure_ascii=False))
    else:
        sebut(tulisan)
    return tulisan


def taruh(rencana: Callable[[Path], Sequence]) -> Sequence:
    """Plans and writes; exits 2 with the whole list of problems, having written nothing."""
    from triwulan.disk.kunci import Terkunci
    from triwulan.office.masalah import MasukanSalah
    from triwulan.office.proyek import akar_proyek
    from triwulan.office.tulisan import tulis

    try:
        akar = akar_proyek()
        tulisan = rencana(akar)
        tulis(akar, tulisan)
    except MasukanSalah as salah:
        daftar = [f"  {n}. {m}" for n, m in enumerate(salah.masalah, 1)]
        print(f"{len(daftar)} hal perlu diperbaiki; tidak ada berkas yang ditulis:", *daftar, sep="\n", file=sys.stderr)
        raise typer.Exit(2) from None
    except Terkunci as error:
        print(error, file=sys.stderr)
        raise typer.Exit(1) from None
    except OSError as error:
        print(f"Tidak dapat membuka atau menulis {error.filename2 or error.filename}: {sebab_sistem(error)}. Tutup berkasnya bila sedang terbuka di program lain, lalu ulangi perintah ini.", file=sys.stderr)
        raise typer.Exit(1) from None
    return tulisan


def sebut(tulisan: Sequence) -> None:
    """Each file with what it holds, one a line."""
    lebar = max((len(t.berkas) for t in tulisan), default=0)
    for t in tulisan:
        print(f"{t.berkas:{lebar}}  {t.keterangan}")


def perbarui_portal(akar: Path) -> None:
    """Renews the start page over the output folder and says where it is, and what it could not read. The reports stand
    whatever becomes of it, so a page that cannot be written is no failure of theirs."""
    from triwulan.press import portal

    try:
        tak_terbaca = portal.perbarui(akar)
    except OSError as error:
        print(f"Perhatian: halaman muka {akar / portal.HALAMAN} tidak dapat diperbarui: {sebab_sistem(error)}.", file=sys.stderr)
        return
    for hal in tak_terbaca:
        print(f"Perhatian: tidak diikutkan di halaman muka: {hal}", file=sys.stderr)
    print(f"Halaman muka: {akar / portal.HALAMAN}", file=sys.stderr)
