"""`triwulan susun`: every report of a quarter, executed and rendered."""

from __future__ import annotations

import gc
import json
import signal
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import CancelledError
from dataclasses import asdict, replace
from pathlib import Path
from typing import Annotated

import typer

from triwulan.galat_sistem import sebab

#: What is said of reports that need not be made again, behind how many they are.
TETAP = "laporan sudah sesuai dengan masukannya dan tidak disusun lagi (--paksa menyusunnya juga)."


def susun(
    params: Annotated[list[Path] | None, typer.Argument(help="Berkas parameter; tanpa ini semua params/<unit>/*.yaml.")] = None,
    laporan: Annotated[list[str] | None, typer.Option("--laporan", help="Hanya laporan ini; boleh diulang.")] = None,
    format_: Annotated[str, typer.Option("--format", help="Format keluaran, dipisah koma: html, pdf, docx (Word), xlsx (Excel).")] = "html,pdf",
    keluaran: Annotated[Path | None, typer.Option("--keluaran", help="Folder keluaran sebagai pengganti reports/.")] = None,
    menit: Annotated[float, typer.Option("--batas-waktu", min=0.01, metavar="MENIT", help="Paling lama satu sel notebook berjalan.")] = 30,
    pekerja: Annotated[int | None, typer.Option("--pekerja", min=1, metavar="N", help="Berapa laporan disusun bersamaan; tanpa ini sebanyak inti prosesor.")] = None,
    dask: Annotated[str | None, typer.Option("--dask", metavar="ALAMAT", help="Menyusun di gugus Dask yang sudah berjalan, misalnya tcp://10.0.0.5:8786.")] = None,
    paksa: Annotated[bool, typer.Option("--paksa", help="Menyusun ulang juga laporan yang masukannya tidak berubah.")] = False,
    oleh: Annotated[str, typer.Option("--oleh", envvar="TRIWULAN_OLEH", help="Nama yang menyusun, untuk catatan penyusunan dan arsip; tanpa ini nama akun komputer.")] = "",
    sebagai_json: Annotated[bool, typer.Option("--json", help="Hasil sebagai JSON; bila masukannya salah, daftar kesalahannya.")] = False,
) -> None:
    """Menyusun laporan satu triwulan: notebook terlaksana, HTML, PDF dan buku angka (angka.csv)."""
    from triwulan.cli.menulis import perbarui_portal
    from triwulan.cli.tetap import berdiri

    dipilih = [f.strip().lower() for f in format_.split(",") if f.strip()]
    if dipilih and not paksa and (tegak := berdiri(params or [], keluaran, laporan or [], dipilih)):
        for q in tegak:
            print(*(f"Perhatian: {p}" for p in q.peringatan), f"{len(q.berkas)} {TETAP}", sep="\n", file=sys.stderr)
        _sebut([(q.folder, nama, (), berkas, "") for q in tegak for nama, berkas in q.berkas.items()], sebagai_json)
        perbarui_portal(tegak[0].folder.parents[1])
        return
    if threading.current_thread() is threading.main_thread():  # whoever ends the session ends the kernels too, as Ctrl-C does
        signal.signal(signal.SIGTERM, signal.default_int_handler)
    tujuan = keluaran or Path("reports")
    try:
        _muat()
        semua, tujuan = _rencana(params or [], laporan or [], dipilih, keluaran, sebagai_json)
        daftar, terhenti = _laksanakan(semua, dipilih, tujuan, pekerja, dask, menit=menit, paksa=paksa, oleh=oleh.strip() or _akun(), pilihan=laporan or [])
    except KeyboardInterrupt:
        print(f"Dihentikan. Laporan yang sudah ada di {tujuan} tetap seperti semula.", file=sys.stderr)
        raise typer.Exit(130) from None
    for tempat, h in daftar:
        if h.galat:
            lihat = f"\n  notebook dengan galatnya: {tempat / 'gagal'}" if h.berkas else ""
            print(f"GAGAL {h.laporan}: {h.galat}{lihat}", file=sys.stderr)
    if tetap := sum(bool(h.tetap) and not h.berkas for _, h in daftar):
        print(f"{tetap} dari {len(daftar)} {TETAP}", file=sys.stderr)
    _sebut([(tempat, h.laporan, tuple(h.berkas), tuple(h.tetap), h.galat) for tempat, h in daftar], sebagai_json)
    if daftar or not terhenti:
        perbarui_portal(tujuan)
    raise typer.Exit(1 if terhenti or any(h.galat for _, h in daftar) else 0)


def _muat() -> None:
    """Imports all that is needed, without looking for garbage meanwhile, of which there is none; what is imported is not looked through later either."""
    gc.disable()
    try:
        from triwulan.laporan import bundel, muatan  # noqa: F401 (what notebooks need: workers have it from here)
        from triwulan.press import build  # noqa: F401
    finally:
        gc.freeze()
        gc.enable()


def _rencana(params: list[Path], laporan: list[str], format_: list[str], keluaran: Path | None, sebagai_json: bool) -> tuple[list, Path]:
    """The quarters to compile and the output folder; exits 2 with all that is wrong."""
    from triwulan.laporan.bundel import rencana
    from triwulan.office.masalah import Masalah, MasukanSalah
    from triwulan.office.proyek import akar_proyek
    from triwulan.press.laksana import FORMAT

    try:
        if salah := [f for f in format_ or [""] if f not in FORMAT]:
            raise MasukanSalah([Masalah("--format", f"tidak dikenal; yang ada: {', '.join(FORMAT)}", None, "", f) for f in salah])
        return rencana(params, laporan), keluaran or akar_proyek() / "reports"
    except MasukanSalah as salah:
        print(salah.daftar(), file=sys.stderr)
        if sebagai_json:
            print(json.dumps([asdict(m) for m in salah.masalah], ensure_ascii=False))
        raise typer.Exit(2) from None


def _laksanakan(semua: list, format_: list[str], akar: Path, pekerja: int | None, dask: str | None, *, menit: float, paksa: bool, oleh: str, pilihan: list[str]) -> tuple[list, bool]:
    """(folder, what became of the report) of each report of each quarter, and whether something stopped it all."""
    from triwulan.disk import pasang
    from triwulan.disk.kunci import Terkunci
    from triwulan.press import build
    from triwulan.press.gugus import TakTersambung, gugus
    from triwulan.press.pekerja import inti, kolam

    def perhatian(hal: str) -> None:
        print(f"Perhatian: {hal}", file=sys.stderr)

    daftar, jumlah = [], sum(len(r.bundel) for r in semua)
    try:
        with gugus(dask, perhatian) if dask is not None else kolam(min(pekerja or inti(), jumlah or 1)) as (pelaksana, banyak), _kemajuan(jumlah) as maju:
            for t, hasil in build.susun(
                _triwulan(semua, akar, oleh, pilihan), format_, pelaksana, sekaligus=banyak, menit=menit, paksa=paksa, perhatian=perhatian,
                maju=lambda t, laporan, selesai: maju(laporan if len(semua) == 1 else f"{t.tujuan.parent.name}/{t.tujuan.name} {laporan}", selesai),
            ):
                # By name only: the documents stand in their folder, hundreds would fill the memory.
                daftar += [(t.tujuan, replace(h, berkas=dict.fromkeys(h.berkas, b""), angka=())) for h in hasil]
    except (Terkunci, TakTersambung) as error:
        print(error, file=sys.stderr)
        return daftar, True
    except CancelledError:
        print(f"Hubungan dengan penjadwal Dask di {dask} terputus. Laporan yang sedang disusun tetap seperti semula; hidupkan penjadwal dan pekerjanya, lalu ulangi perintah ini.", file=sys.stderr)
        return daftar, True
    except build.TakTertulis as error:
        keadaan = "Sebagian berkas sudah terpasang; sisanya dipasang lebih dulu" if pasang.tertunda(pasang.samping(error.tujuan)) else "Laporan yang sudah ada tetap seperti semula; penyusunan dimulai lagi dari awal"
        print(f"Tidak dapat menulis ke {error.tujuan}: {sebab(error.sebab)}; atau pilih folder lain dengan --keluaran. {keadaan} ketika perintah ini diulangi.", file=sys.stderr)
        return daftar, True
    return daftar, False


def _triwulan(semua: list, akar: Path, oleh: str, pilihan: list[str]) -> Iterator:
    """What the press is given of each quarter; what is to be heeded of one is said when its turn comes."""
    from triwulan.office.proyek import akar_proyek
    from triwulan.press import segar
    from triwulan.press.build import Triwulan

    for r in semua:
        for p in r.peringatan:
            print(f"Perhatian: {p}", file=sys.stderr)
        cap = {
            "sidik": segar.cap(akar_proyek(), r.tempat.parts[0], r.params, pilihan), "laporan": [b.laporan for b in r.bundel],
            "peringatan": [str(p) for p in r.peringatan],
        }
        yield Triwulan(r.bundel, akar / r.tempat, lambda h, r=r: _catatan(h, r, oleh), r.triwulan, cap)


def _sebut(daftar: list[tuple[Path, str, tuple[str, ...], tuple[str, ...], str]], sebagai_json: bool) -> None:
    """The files of each report, those just made and those that stood; nothing of a report that failed but, as JSON, why."""
    if sebagai_json:
        isi = [{"laporan": n, "folder": str(f), "berkas": sorted({*baru, *tetap}), "tetap": sorted(tetap), "galat": galat} for f, n, baru, tetap, galat in daftar]
        print(json.dumps(isi, ensure_ascii=False))
        return
    for folder, _, baru, tetap, galat in daftar:
        if not galat:
            print(*(str(folder / nama) for nama in (*tetap, *baru)), sep="\n")


def _kemajuan(jumlah: int):
    """A progress bar on stderr, or where nobody sees one a line a step; calling what it yields says how far a report is, and if it is done."""
    from contextlib import contextmanager

    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    @contextmanager
    def bar():
        kolom = (TextColumn("Menyusun {task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with Progress(*kolom, console=Console(stderr=True)) as progress:
            tugas = progress.add_task("laporan", total=jumlah)
            yield lambda nama, selesai: progress.update(tugas, advance=selesai, description=nama)

    @contextmanager
    def baris():
        jadi = 0

        def langkah(nama: str, selesai: bool) -> None:
            nonlocal jadi
            jadi += selesai
            print(f"[{jadi}/{jumlah}] {nama}", file=sys.stderr, flush=True)

        yield langkah

    # Not what rich thinks of it: a Jupyter kernel's environment tells it to take anything for a terminal.
    return bar() if sys.stderr.isatty() else baris()


def _akun() -> str:
    """The account that compiles, where nobody said who does; said to be one, since it may be anybody's."""
    import getpass

    try:
        return f"akun komputer {getpass.getuser()}"
    except (OSError, KeyError):  # an account without a name
        return ""


def _catatan(hasil, rencana, oleh: str) -> dict:
    """A report's run record: who, when, where, how long, with what (`pustaka`: SHA-256 of the library as a wheel); everything that the
    document itself must not say. And for the start page: whether it is a draft, its headline figures."""
    import hashlib
    import platform
    from importlib.metadata import version

    from triwulan.laporan import sorotan
    from triwulan.press import segar

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
        "pustaka": segar.pustaka(),
        "notebook": next(b.notebook for b in rencana.bundel if b.laporan == hasil.laporan),
        "masukan": rencana.masukan,
        "draf": rencana.draf,
        "sorotan": sorotan.angka(hasil.angka, rencana.aturan),
    }
