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

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help="Menyusun laporan kinerja triwulanan dari satu kumpulan data.")
app.command()(susun)
app.command()(jelaskan)
app.command()(banding)
app.command()(status)
app.command()(periksa)
app.command("periksa-tabel")(periksa_tabel)
app.command()(jawab)
app.command()(isian)
app.command()(impor)
app.command()(arsip)
app.command()(tutup)
app.add_typer(baru, name="baru")
app.command()(verifikasi)


@app.callback()
def _utama() -> None:
    """Keeps `susun` a subcommand while it is the only one."""


def main() -> None:
    """Entry point of the console script."""
    app()
