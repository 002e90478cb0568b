"""`triwulan periksa-tabel`: anybody's table against its form."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer


def periksa_tabel(
    berkas: Annotated[Path | None, typer.Argument(metavar="BERKAS", help="Tabel yang diperiksa: CSV atau Excel (.xlsx).")] = None,
    formulir: Annotated[str, typer.Option("--formulir", help="Kode formulir, misalnya e81 atau evaluasi-renja, atau berkas YAML yang mendeklarasikannya.")] = "",
    lembar: Annotated[str, typer.Option("--lembar", help="Nama lembar Excel; tanpa ini lembar yang paling lengkap memuat formulirnya.")] = "",
    aturan: Annotated[str, typer.Option("--aturan", help="Aturan di params/aturan/ untuk menilai predikat; tanpa ini yang terbaru.")] = "",
    sebagai_json: Annotated[bool, typer.Option("--json", help="Semua temuan sebagai JSON.")] = False,
) -> None:
    """Memeriksa tabel kantor mana pun terhadap baris rumus formulirnya; rumus di dalam Excel dibandingkan juga.

    Tanpa BERKAS atau --formulir ditampilkan daftar formulir. Kode keluar 0 bila tidak ada temuan, 1 bila ada.
    """
    from triwulan.form.lembar.grid import BerkasSalah
    from triwulan.laporan.formulir import SEMUA
    from triwulan.laporan.pemeriksaan import tabel

    if berkas is None or not formulir:
        print("Formulir yang dikenal (--formulir KODE):", *(f"  {kode:26} {f.title}; {f.source.dokumen}" for kode, f in sorted(SEMUA.items())), sep="\n", file=sys.stderr if berkas else sys.stdout)
        raise typer.Exit(2 if berkas else 0)
    try:
        form = tabel.formulir(formulir)
        diperiksa, temuan, lewat = tabel.periksa(berkas, form, lembar, _skala(aturan) if any(c.menilai for c in form.columns) else None)
    except BerkasSalah as salah:
        isi = list(dict.fromkeys(salah.masalah))
        print(f"{len(isi)} hal membuat tabel ini tidak dapat diperiksa:", *(f"  {n}. {m}" for n, m in enumerate(isi, 1)), sep="\n", file=sys.stderr)
        raise typer.Exit(2) from None
    if sebagai_json:
        print(json.dumps({"diperiksa": diperiksa, "temuan": [t.bundle() for t in temuan], "tidak_dibandingkan": lewat}, ensure_ascii=False, indent=1))
    else:
        _cetak(berkas.name, form.title, diperiksa, temuan, lewat)
    raise typer.Exit(1 if temuan else 0)


def _skala(nama: str):
    """The scale that grades are checked with: of the rule set named, else of the latest one of the project."""
    from triwulan.form.lembar.grid import BerkasSalah
    from triwulan.office import aturan
    from triwulan.office.masalah import MasukanSalah
    from triwulan.office.proyek import akar_proyek

    try:
        akar = akar_proyek()
        ada = sorted(p.stem for p in (akar / "params" / "aturan").glob("*.yaml"))
        if nama and nama not in ada:
            raise BerkasSalah([f"--aturan {nama!r} tidak ada; yang ada: {', '.join(ada)}"])
        skala = aturan.muat(akar, nama or ada[-1]).skala
    except MasukanSalah as salah:
        raise BerkasSalah([str(m) for m in salah.masalah]) from None
    return lambda nilai: aturan.predikat(skala, nilai)


def _cetak(nama: str, judul: str, diperiksa: int, temuan: list, lewat: list[str]) -> None:
    from rich.console import Console
    from rich.text import Text

    from triwulan.cli.periksa import cetak_kelompok
    from triwulan.form.audit.temuan import TINGKAT, kelompok

    layar = Console(highlight=False)
    layar.print(Text(f"{nama}: {judul}", style="bold"))
    grup = kelompok(temuan)
    layar.print(f"{diperiksa} sel diperiksa, {len(temuan)} temuan, {len(grup)} sebab.")
    for tingkat, arti in TINGKAT.items():
        ini = [k for k in grup if k.pokok.tingkat == tingkat]
        if ini:
            layar.print(Text(f"\n{tingkat.upper()}: {arti}", style="bold"))
        for k in ini:
            cetak_kelompok(layar, k, bertempat=True)
    for x in lewat:
        layar.print(Text(f"Perhatian: {x}", style="dim"))
