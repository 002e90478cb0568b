"""`triwulan arsip`: the finished reports of a quarter with all they were made from, as an evidence package."""

from __future__ import annotations

import hashlib
import shlex
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from triwulan.cli.bahan import bahan, belum_disusun
from triwulan.galat_sistem import sebab


def arsip(
    params: Annotated[Path, typer.Argument(metavar="PARAMS.yaml", help="Berkas parameter triwulan yang diarsipkan.")],
    keluaran: Annotated[Path | None, typer.Option("--keluaran", help="Folder keluaran `susun` sebagai pengganti reports/.")] = None,
    pindaian: Annotated[Path | None, typer.Option("--pindaian", metavar="BERKAS", help="Hasil pindai laporan yang sudah ditandatangani (PDF, JPEG, PNG), disimpan di sebelah arsipnya.")] = None,
    laporan: Annotated[str, typer.Option("--laporan", help="Dengan --pindaian: nama laporan yang dipindai.")] = "",
    versi: Annotated[int | None, typer.Option("--versi", help="Dengan --pindaian: versi arsip yang ditandatangani; tanpa ini yang terbaru.")] = None,
) -> None:
    """Mengarsipkan laporan satu triwulan beserta masukannya sebagai bukti (BagIt dalam zip); mencetak tempatnya."""
    from triwulan.cli.menulis import perbarui_portal
    from triwulan.disk.kunci import Terkunci
    from triwulan.office.masalah import MasukanSalah
    from triwulan.office.params import baca
    from triwulan.office.proyek import akar_proyek
    from triwulan.press import himpun

    try:
        akar = akar_proyek()
        parameter, _ = baca(params, akar)
    except MasukanSalah as salah:
        _tolak(salah.masalah)
        raise typer.Exit(2) from None
    periode = f"{parameter.tahun}-tw{parameter.triwulan}"
    tempat = (keluaran or akar / "reports") / parameter.unit / periode
    if pindaian or laporan or versi is not None:
        return _pindaian(tempat / "arsip", f"{parameter.unit}-{periode}", pindaian, laporan, versi, keluaran or akar / "reports")
    asal = bahan(akar, params, parameter, keluaran or akar / "reports")
    try:
        terkumpul, hasil = _dengan_kunci(asal, tempat, parameter.unit, periode)
    except Terkunci as error:
        print(error, file=sys.stderr)
        raise typer.Exit(1) from None
    except himpun.Ditolak as ditolak:
        _tolak(f"{berkas}: {sebab}" for berkas, sebab in ditolak.masalah)
        print(f"Untuk menyusun: triwulan susun {shlex.quote(str(params))}{f' --keluaran {shlex.quote(str(keluaran))}' if keluaran else ''}", file=sys.stderr)
        raise typer.Exit(2) from None
    except OSError as error:
        print(f"Tidak dapat menulis ke {tempat / 'arsip'}: {sebab(error)}.", file=sys.stderr)
        raise typer.Exit(1) from None
    print(hasil.path)
    perbarui_portal(keluaran or akar / "reports")
    print(_kabar(hasil, len(terkumpul.isi)), file=sys.stderr)
    for path in hasil.rusak:
        print(f"Perhatian: {path} tidak dapat dibaca lagi; periksa dengan triwulan verifikasi dan ambil salinannya yang utuh", file=sys.stderr)
    if terkumpul.draf:
        print(f"Perhatian: masih draf, karena datanya belum lengkap: {', '.join(terkumpul.draf)}; lihat triwulan status", file=sys.stderr)
    if belum := belum_disusun(params, terkumpul.laporan):
        print(f"Perhatian: belum disusun, jadi tidak ikut diarsipkan: {', '.join(belum)}", file=sys.stderr)


def _dengan_kunci(bahan, tempat: Path, unit: str, periode: str):
    """What was collected and what became of it, while no other command works in the folder; an interrupted one is finished first."""
    from triwulan.disk import kunci, pasang
    from triwulan.press import arsip, himpun

    if not tempat.is_dir():
        himpun.kumpulkan(bahan)  # says what is missing
    with kunci.kunci(kunci.samping(tempat), tempat):
        pasang.selesaikan(tempat, pasang.samping(tempat))
        terkumpul = himpun.kumpulkan(bahan)
        return terkumpul, arsip.arsipkan(terkumpul, tempat / "arsip", unit, periode, _beda_angka)


def _pindaian(tujuan: Path, nama: str, berkas: Path | None, laporan: str, versi: int | None, akar: Path) -> None:
    """Lays a signed scan beside its archive and says where."""
    from triwulan.cli.menulis import perbarui_portal
    from triwulan.press import pindaian
    from triwulan.press.himpun import Ditolak

    try:
        if not berkas or not laporan:
            raise Ditolak([("--laporan" if berkas else "--pindaian", "sebut keduanya: --pindaian BERKAS --laporan NAMA")])
        hasil = pindaian.tambahkan(tujuan, nama, versi, laporan, berkas)
    except Ditolak as ditolak:
        _tolak((f"{b}: {sebab}" for b, sebab in ditolak.masalah), "pindaian yang disimpan")
        raise typer.Exit(2) from None
    except OSError as error:
        print(f"Tidak dapat menulis ke {tujuan}: {sebab(error)}.", file=sys.stderr)
        raise typer.Exit(1) from None
    print(hasil.path)
    perbarui_portal(akar)
    print(f"Pindaian {laporan} disimpan di sebelah {hasil.arsip.name}, yang tidak berubah." if hasil.baru else f"Pindaian ini sudah tersimpan ({hasil.path.name}); tidak ada yang ditambahkan.", file=sys.stderr)


def _beda_angka(lama: bytes, baru: bytes) -> object:
    """The difference of two ledgers as `triwulan banding --json` says it; of one that cannot be read, that."""
    from triwulan.cli.banding import sebagai_data
    from triwulan.form.banding import banding
    from triwulan.form.buku_angka import BukuSalah, urai

    try:
        return sebagai_data(banding(urai("yang digantikan", lama), urai("yang baru", baru)))
    except BukuSalah as salah:
        return {"tidak_terbaca": list(salah.masalah)}


def _tolak(masalah: Iterable, apa: str = "arsip yang dibuat") -> None:
    semua = list(masalah)
    print(f"{len(semua)} hal perlu diperbaiki; tidak ada {apa}:", *(f"  {n}. {m}" for n, m in enumerate(semua, 1)), sep="\n", file=sys.stderr)


def _kabar(hasil, jumlah: int) -> str:
    """What was done, in a line or two."""
    if not hasil.baru:
        return f"Arsip dengan isi yang sama sudah ada (versi {hasil.versi}); tidak ada versi baru yang dibuat."
    beda = f"\nBerbeda dari versi {hasil.versi - 1}: {', '.join(hasil.berubah)}" if hasil.berubah else ""
    isi = hasil.path.read_bytes()
    ukuran = f"{len(isi) / 1e6:.1f}".replace(".", ",")
    return f"Arsip versi {hasil.versi} dibuat: {jumlah} berkas bukti, {ukuran} MB.{beda}\nSHA-256 berkas zip, untuk dicatat di tempat lain: {hashlib.sha256(isi).hexdigest()}"
