"""`triwulan susun`: every report of a quarter, executed and rendered."""

from __future__ import annotations

import getpass
import hashlib
import json
import platform
import signal
import sys
import threading
from dataclasses import asdict
from itertools import count
from pathlib import Path
from typing import Annotated

import typer

from triwulan.galat_sistem import sebab


def susun(
    params: Annotated[list[Path] | None, typer.Argument(help="Berkas parameter; tanpa ini semua params/<unit>/*.yaml.")] = None,
    laporan: Annotated[list[str] | None, typer.Option("--laporan", help="Hanya laporan ini; boleh diulang.")] = None,
    format_: Annotated[str, typer.Option("--format", help="Format keluaran, dipisah koma: html, pdf, docx (Word), xlsx (Excel).")] = "html,pdf",
    keluaran: Annotated[Path | None, typer.Option("--keluaran", help="Folder keluaran sebagai pengganti reports/.")] = None,
    menit: Annotated[float, typer.Option("--batas-waktu", min=0.01, metavar="MENIT", help="Paling lama satu sel notebook berjalan.")] = 30,
    oleh: Annotated[str, typer.Option("--oleh", envvar="TRIWULAN_OLEH", help="Nama yang menyusun, untuk catatan penyusunan dan arsip; tanpa ini nama akun komputer.")] = "",
    sebagai_json: Annotated[bool, typer.Option("--json", help="Hasil sebagai JSON; bila masukannya salah, daftar kesalahannya.")] = False,
) -> None:
    """Menyusun laporan satu triwulan: notebook terlaksana, HTML, PDF dan buku angka (angka.csv)."""
    from triwulan.cli.menulis import perbarui_portal
    from triwulan.disk import pasang
    from triwulan.disk.kunci import Terkunci
    from triwulan.laporan.bundel import rencana
    from triwulan.office.masalah import Masalah, MasukanSalah
    from triwulan.office.proyek import akar_proyek
    from triwulan.press import build
    from triwulan.press.roda import roda

    if threading.current_thread() is threading.main_thread():  # whoever ends the session ends the kernels too, as Ctrl-C does
        signal.signal(signal.SIGTERM, signal.default_int_handler)
    dipilih = [f.strip().lower() for f in format_.split(",") if f.strip()]
    try:
        if salah := [f for f in dipilih or [""] if f not in build.EXPORTERS]:
            raise MasukanSalah([Masalah("--format", f"tidak dikenal; yang ada: {', '.join(build.EXPORTERS)}", None, "", f) for f in salah])
        semua = rencana(params or [], laporan or [])
    except MasukanSalah as salah:
        print(salah.daftar(), file=sys.stderr)
        if sebagai_json:
            print(json.dumps([asdict(m) for m in salah.masalah], ensure_ascii=False))
        raise typer.Exit(2) from None
    akar = keluaran or akar_proyek() / "reports"
    daftar, terhenti, penyusun = [], False, oleh.strip() or _akun()
    pustaka = hashlib.sha256(roda()[1]).hexdigest()
    with _kemajuan(sum(len(r.bundel) for r in semua)) as maju:
        for r in semua:
            for p in r.peringatan:
                print(f"Perhatian: {p}", file=sys.stderr)
            try:
                hasil = build.susun(
                    r.bundel, dipilih, akar / r.tempat, maju=maju, triwulan=r.triwulan, catatan=lambda h, r=r: _catatan(h, r, penyusun, pustaka),
                    perhatian=lambda hal: print(f"Perhatian: {hal}", file=sys.stderr), menit=menit,
                )
            except Terkunci as error:
                print(error, file=sys.stderr)
                terhenti = True
                break
            except KeyboardInterrupt:
                print(f"Dihentikan. Laporan yang sudah ada di {akar / r.tempat} tetap seperti semula.", file=sys.stderr)
                raise typer.Exit(130) from None
            except OSError as error:
                keadaan = "Sebagian berkas sudah terpasang; sisanya dipasang lebih dulu" if pasang.tertunda(pasang.samping(akar / r.tempat)) else "Laporan yang sudah ada tetap seperti semula; penyusunan dimulai lagi dari awal"
                print(f"Tidak dapat menulis ke {akar / r.tempat}: {sebab(error)}; atau pilih folder lain dengan --keluaran. {keadaan} ketika perintah ini diulangi.", file=sys.stderr)
                terhenti = True
                break
            daftar += [(r.tempat, h) for h in hasil]
    for tempat, h in daftar:
        if h.galat:
            lihat = f"\n  notebook dengan galatnya: {akar / tempat / 'gagal'}" if h.berkas else ""
            print(f"GAGAL {h.laporan}: {h.galat}{lihat}", file=sys.stderr)
        elif not sebagai_json:
            print(*(str(akar / tempat / nama) for nama in h.berkas), sep="\n")
    if sebagai_json:
        print(json.dumps([{"laporan": h.laporan, "folder": str(akar / t), "berkas": sorted(h.berkas), "galat": h.galat} for t, h in daftar], ensure_ascii=False))
    perbarui_portal(akar)
    raise typer.Exit(1 if terhenti or any(h.galat for _, h in daftar) else 0)


def _kemajuan(jumlah: int):
    """A progress bar on stderr, or where nobody sees one a line a report; calling what it yields moves it on."""
    from contextlib import contextmanager

    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    @contextmanager
    def bar():
        kolom = (TextColumn("Menyusun {task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with Progress(*kolom, console=Console(stderr=True)) as progress:
            tugas = progress.add_task("laporan", total=jumlah)
            yield lambda nama: progress.update(tugas, advance=1, description=nama)

    @contextmanager
    def baris():
        nomor = count(1)
        yield lambda nama: print(f"[{next(nomor)}/{jumlah}] {nama}", file=sys.stderr, flush=True)

    # Not what rich thinks of it: a Jupyter kernel's environment tells it to take anything for a terminal.
    return bar() if sys.stderr.isatty() else baris()


def _akun() -> str:
    """The account that compiles, where nobody said who does; said to be one, since it may be anybody's."""
    try:
        return f"akun komputer {getpass.getuser()}"
    except (OSError, KeyError):  # an account without a name
        return ""


def _catatan(hasil, rencana, oleh: str, pustaka: str) -> dict:
    """A report's run record: who, when, where, how long, with what (`pustaka`: SHA-256 of the library as a wheel); everything that the
    document itself must not say. And for the start page: whether it is a draft, its headline figures."""
    from importlib.metadata import version

    from triwulan.laporan import sorotan

    mulai, selesai = hasil.waktu
    paket = ("triwulan", "papermill", "nbconvert", "pandas", "matplotlib", "typst", "pikepdf", "python-docx", "xlsxwriter")
    return {
        "status": "gagal" if hasil.galat else "selesai",
        "galat": hasil.galat,
        "berkas": {nama: hashlib.sha256(isi).hexdigest() for nama, isi in sorted(hasil.berkas.items())},
        "oleh": oleh,
        "mulai": mulai.isoformat(timespec="seconds"),
        "selesai": selesai.isoformat(timespec="seconds"),
        "lama_detik": round((selesai - mulai).total_seconds(), 2),
        "mesin": {"sistem": platform.platform(), "python": platform.python_version(), "nama": platform.node()},
        "paket": {p: version(p) for p in paket},
        "pustaka": pustaka,
        "notebook": next(f"notebooks/{b.notebook.name}" for b in rencana.bundel if b.laporan == hasil.laporan),
        "masukan": rencana.masukan,
        "draf": rencana.draf,
        "sorotan": sorotan.angka(hasil.angka, rencana.aturan),
    }
