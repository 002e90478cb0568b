"""The front door: `triwulan`. Results on stdout, progress and problems on stderr; exit 0 done, 1 found or failed, 2 wrong input.

One module a command; each imports what it needs only when it runs.
"""

import typer

from triwulan.cli.arsip import arsip
from triwulan.cli.banding import banding
from triwulan.cli.baru import baru
from triwulan.cli.impor import impor
from triwulan.cli.isian import isian
from triwulan.cli.jawab import jawab
from triwulan.cli.jelaskan import jelaskan
from triwulan.cli.periksa import periksa
from triwulan.cli.periksa_tabel import periksa_tabel
from triwulan.cli.status import status
from triwulan.cli.susun import susun
from triwulan.cli.tutup import tutup
from triwulan.cli.verifikasi import verifikasi

app = typer.Typer(no_args_is_help=True, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False, help="Menyusun laporan kinerja triwulanan dari satu kumpulan data.")
app.command("susun", short_help="Menyusun laporan satu triwulan.")(susun)
app.command("jelaskan", short_help="Menjelaskan asal satu angka laporan.")(jelaskan)
app.command("banding", short_help="Membandingkan dua buku angka.")(banding)
app.command("status", short_help="Menampilkan isian yang masih kosong.")(status)
app.command("periksa", short_help="Memeriksa dokumen terbit dan laporan kita.")(periksa)
app.command("periksa-tabel", short_help="Memeriksa tabel kantor mana pun.")(periksa_tabel)
app.command("jawab", short_help="Menjawab temuan pemeriksaan.")(jawab)
app.command("isian", short_help="Membuat buku isian Excel.")(isian)
app.command("impor", short_help="Membaca buku isian atau ekspor LRA.")(impor)
app.command("arsip", short_help="Mengarsipkan laporan beserta masukannya.")(arsip)
app.command("tutup", short_help="Menutup triwulan yang sudah selesai.")(tutup)
app.add_typer(baru, name="baru", short_help="Memulai kantor atau triwulan baru.")
app.command("verifikasi", short_help="Memeriksa sebuah arsip.")(verifikasi)


@app.callback()
def _utama() -> None:
    """Keeps `susun` a subcommand while it is the only one."""


def main() -> None:
    """Entry point of the console script."""
    app()
