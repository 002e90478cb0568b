"""The engine that executes a notebook: papermill's own, with an end to how long a cell may take and how much it may print."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import tempfile
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from queue import Empty

from jupyter_client.asynchronous import AsyncKernelClient
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import NBClientEngine

from triwulan.press.tungku import HANGATKAN

NAMA = "triwulan"
#: Where its kernels come from: the provisioner in hangat.py, by its entry point.
PENYEDIA = "triwulan-hangat"
#: Minutes for a cell, unless asked otherwise; the slowest at hand takes seconds.
MENIT = 30.0
#: Signs of output of one notebook; the largest at hand has 3 million, photos included.
KELUARAN = 100_000_000
#: Seconds that the kernel's last output may come after its answer; on a busy machine four, as the engine has it, are too few.
SUSULAN = 120
#: Milliseconds between two looks whether a kernel that begins listens already.
LIHAT = 5

#: The client's own remarks are for whoever maintains Jupyter; what happened is said in our words.
DIAM = logging.getLogger(f"{__name__}.diam")
DIAM.setLevel(logging.CRITICAL + 1)


class Terhenti(Exception):
    """A notebook that did not come to its end; the message says why and what to do."""


class Saluran(AsyncKernelClient):
    """Takes a kernel for ready when it answers and its output is heard, without then listening for a fifth of a second whether more comes:
    what a notebook's cells print is told from everything else by what it answers to."""

    def start_channels(self, *argumen, **pilihan) -> None:
        # The kernel is not there yet; left to itself, the client would look again after a tenth of a second.
        self.context.reconnect_ivl = LIHAT
        super().start_channels(*argumen, **pilihan)

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        akhir = time.monotonic() + (timeout or float("inf"))
        while time.monotonic() < akhir:
            self.kernel_info()
            with suppress(Empty):
                await self.get_shell_msg(timeout=1)
                await self.get_iopub_msg(timeout=0.2)
                return
            if not await self.is_alive():
                raise RuntimeError("kernel berhenti sebelum siap")
        raise RuntimeError(f"kernel tidak siap dalam {timeout:g} detik")


class Manajer(AsyncKernelManager):
    """Has kernels forked from a warm process where that is possible, and talks to them through files in a folder of their own: no ports that
    two processes could both take, and that everybody on the machine could talk to."""

    client_factory = Saluran

    @property
    def kernel_spec(self) -> KernelSpec | None:
        spek = super().kernel_spec
        if spek is not None and "kernel_provisioner" not in spek.metadata:
            spek.metadata["kernel_provisioner"] = {"provisioner_name": PENYEDIA}
        return spek


class _Klien(PapermillNotebookClient):
    """Counts what the kernel sends and stops it beyond all need: it would fill the memory, then the disk. `kini`: the cell that ran last."""

    keluaran, kini = 0, None

    def __init__(self, *argumen, sambungan: Path, **pilihan):
        super().__init__(*argumen, **pilihan)
        self.sambungan = sambungan

    def create_kernel_manager(self):
        km = super().create_kernel_manager()
        km.connection_file = str(self.sambungan / "kernel.json")
        # What a path of a socket may be long, with what is put behind it.
        if os.name == "posix" and len(os.fsencode(km.connection_file)) < 90:
            km.transport = "ipc"
        return km

    def execute_cell(self, cell, *argumen, **pilihan):
        self.kini = cell
        return super().execute_cell(cell, *argumen, **pilihan)

    def process_message(self, msg, cell, cell_index):
        if msg["msg_type"] in ("stream", "display_data", "execute_result", "update_display_data", "error"):
            isi = msg["content"]
            self.keluaran += len(isi.get("text", "")) + sum(len(v if isinstance(v, str) else json.dumps(v)) for v in isi.get("data", {}).values())
            if self.keluaran > KELUARAN:
                asyncio.ensure_future(self.km.shutdown_kernel(now=True))
                return None
        return super().process_message(msg, cell, cell_index)


class Mesin(NBClientEngine):
    """As papermill's, but for the client and for what is said when a notebook does not come to its end."""

    @classmethod
    def execute_managed_notebook(cls, nb_man, kernel_name, start_timeout=60, execution_timeout=None, extra_arguments=(), parameter=None, **_):
        with tempfile.TemporaryDirectory(prefix="triwulan-") as folder:
            # No profile of whoever compiles: what starts up there would run in every report.
            (Path(folder) / "ipython").mkdir()
            klien = _Klien(
                nb_man, sambungan=Path(folder), kernel_manager_class=Manajer, shutdown_kernel="immediate", kernel_name=kernel_name, timeout=execution_timeout,
                startup_timeout=start_timeout, iopub_timeout=SUSULAN, extra_arguments=[*extra_arguments, f"--ipython-dir={folder}/ipython"], log=DIAM,
            )
            return _laksanakan(klien, execution_timeout, os.environ | {HANGATKAN: json.dumps(parameter or {})})


def _laksanakan(klien: _Klien, batas: float | None, lingkungan: Mapping[str, str]):
    """The executed notebook. Raises Terhenti."""
    try:
        return klien.execute(env=lingkungan)
    except CellTimeoutError:
        menit = f"{batas / 60:g}".replace(".", ",")
        raise Terhenti(f"{_sel(klien.kini)} tidak selesai dalam {menit} menit, lalu dihentikan; bila datanya memang banyak, beri waktu lebih dengan --batas-waktu") from None
    except DeadKernelError:
        if klien.keluaran > KELUARAN:
            raise Terhenti(f"{_sel(klien.kini)} mencetak lebih dari {KELUARAN // 1_000_000} juta tanda, lalu dihentikan; hapus cetakan yang berulang dari notebooknya") from None
        raise Terhenti(f"{_sel(klien.kini)}: Python berhenti di tengah jalan, biasanya karena kehabisan memori; tutup program lain, lalu susun lagi") from None


def _sel(sel) -> str:
    """The cell that ran: its name and first line."""
    return f"sel {sel.id} ({sel.source.splitlines()[0] if sel.source else ''})" if sel is not None else "sebuah sel"
