"""`triwulan periksa`: findings in the documents as filed and in our own reports."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

#: Groups of one level that are printed in full; the rest is counted.
BANYAK = 15


def periksa(
    params: Annotated[list[Path] | None, typer.Argument(metavar="PARAMS.yaml", help="Berkas parameter; tanpa ini semua params/<unit>/*.yaml.")] = None,
    laporan: Annotated[str, typer.Option("--laporan", help="Hanya temuan laporan ini.")] = "",
    jenis: Annotated[bool, typer.Option("--jenis", help="Menampilkan daftar jenis temuan dan artinya, lalu selesai.")] = False,
    semua: Annotated[bool, typer.Option("--semua", help="Tampilkan semua sebab, bukan yang terberat saja.")] = False,
    sebagai_json: Annotated[bool, typer.Option("--json", help="Semua temuan sebagai JSON, seperti temuan.json.")] = False,
) -> None:
    """Memeriksa dokumen yang sudah diterbitkan angka demi angka, dan laporan kita sendiri sebelum diajukan.

    Kode keluar 0 bila tidak ada temuan yang belum dijawab, 1 bila ada.
    """
    from triwulan.form.audit.temuan import JENIS
    from triwulan.office.masalah import MasukanSalah
    from triwulan.office.params import berkas_parameter
    from triwulan.office.proyek import akar_proyek

    if jenis:
        print(*(f"{nama:20} {arti}" for nama, arti in JENIS.items()), sep="\n")
        return
    hasil, masalah = [], []
    try:
        daftar = berkas_parameter(akar_proyek(), params or [])
    except MasukanSalah as salah:
        masalah, daftar = [*salah.masalah], []
    for path in daftar:
        try:
            hasil.append(_satu(path))
        except MasukanSalah as salah:
            masalah += salah.masalah
    if masalah:
        isi = list(dict.fromkeys(map(str, masalah)))
        print(f"{len(isi)} hal perlu diperbaiki sebelum pemeriksaan dapat berjalan:", *(f"  {n}. {m}" for n, m in enumerate(isi, 1)), sep="\n", file=sys.stderr)
        raise typer.Exit(2)
    if laporan and not any(laporan in h.diperiksa for _, h in hasil):
        ada = dict.fromkeys(n for _, h in hasil for n in h.diperiksa)
        print(f"--laporan tertulis '{laporan}'; laporan terbit yang ada: {', '.join(ada) or '(belum ada)'}", file=sys.stderr)
        raise typer.Exit(2)
    if sebagai_json:
        bundel = [h.bundle() for _, h in hasil]
        print(json.dumps({"diperiksa": sum(b["diperiksa"] for b in bundel), "temuan": [t for b in bundel for t in b["temuan"] if t["alamat"].startswith(f"{laporan}/" if laporan else "")]}, ensure_ascii=False, indent=1))
    else:
        for judul, h in hasil:
            _cetak(judul, h, laporan, None if semua else BANYAK)
    raise typer.Exit(1 if any(t.alamat.startswith(f"{laporan}/" if laporan else "") for _, h in hasil for t in h.terbuka()) else 0)


def _satu(path: Path):
    from triwulan.laporan import pemeriksaan
    from triwulan.laporan.buka import muat
    from triwulan.office.params import baca
    from triwulan.office.periode import sebut
    from triwulan.office.proyek import akar_proyek

    parameter, _ = baca(path, akar_proyek())
    data, aturan = muat(parameter)
    return f"{data.nama('unit')}, {sebut(parameter.periode)}", pemeriksaan.periksa(parameter, data, aturan)


def _cetak(judul: str, hasil, laporan: str, banyak: int | None) -> None:
    """A summary, a rate a report, then the root causes worst first."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from triwulan.form.audit.temuan import TINGKAT, kelompok

    layar = Console(highlight=False)
    layar.print(Text(judul, style="bold"))
    if hasil.diperiksa:
        tabel = Table("Laporan terbit", "diperiksa", *TINGKAT, box=None, header_style="bold")
        for nama, n in hasil.diperiksa.items():
            if laporan in ("", nama):
                isi = hasil.hitung(nama)
                tabel.add_row(nama, str(n), *(str(isi[t] or "-") for t in TINGKAT))
        layar.print(tabel)
    else:
        layar.print("Belum ada dokumen terbit yang disimpan untuk triwulan ini; yang diperiksa laporan kita sendiri.")
    temuan = hasil.dari(laporan) if laporan else hasil.temuan
    for tingkat, arti in TINGKAT.items():
        grup = [k for k in kelompok(temuan) if k.pokok.tingkat == tingkat]
        if grup:
            layar.print(Text(f"\n{tingkat.upper()}: {arti} ({len(grup)} sebab, {sum(len(k.temuan) for k in grup)} temuan)", style="bold"))
        for k in grup[:banyak]:
            cetak_kelompok(layar, k)
        if banyak and len(grup) > banyak:
            layar.print(f"  … dan {len(grup) - banyak} sebab lainnya (seluruhnya: --semua)")
    if hasil.mandiri and not laporan:
        grup = kelompok(hasil.mandiri)
        layar.print(Text(f"\nLAPORAN KITA SENDIRI, sebelum diajukan ({len(grup)} hal, {len(hasil.mandiri)} temuan)", style="bold"))
        for k in grup[:banyak]:
            cetak_kelompok(layar, k)
        if banyak and len(grup) > banyak:
            layar.print(f"  … dan {len(grup) - banyak} hal lainnya (seluruhnya: --semua)")
    layar.print()


def cetak_kelompok(layar, k, bertempat: bool = False) -> None:
    """One root cause: the figure, what is wrong with it, the evidence, its group's name (`bertempat`: its place in the file)."""
    from rich.padding import Padding
    from rich.text import Text

    t = k.pokok
    angka = f"tercetak {t.tercetak or '(kosong)'}" + (f", seharusnya {_angka(t)}" if t.dihitung else "") if t.tercetak or t.dihitung else ""
    lain = f"; juga {len(k.temuan) - 1} lainnya" if len(k.temuan) > 1 else ""
    layar.print(Text(f"  {t.alamat}: {'; '.join(x for x in (angka, t.sebab) if x)}{lain}", style="" if not k.jawaban else "dim"))
    # In somebody's workbook the formula of a cell is the second half of its finding.
    rumus = [f"{x.tempat}: {x.tercetak}, seharusnya {x.dihitung}; {x.sebab}; {x.bukti}" for x in k.temuan[1:] if x.jenis == "rumus-excel"] if bertempat else []
    rinci = [t.bukti, *rumus, f"tempat: {', '.join(dict.fromkeys(x.tempat for x in k.temuan if x.tempat))}" if bertempat else f"kelompok: {k.nama}", f"jawaban: {k.jawaban}" if k.jawaban else ""]
    layar.print(Padding(Text("\n".join(r for r in rinci if r), style="dim"), (0, 0, 0, 6)))


def _angka(t) -> str:
    from triwulan.laporan.pemeriksaan.lembar import angka

    return angka(t)
