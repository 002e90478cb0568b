"""The engine that executes a notebook: papermill's own, with an end to how long a cell may take and how much it may print."""

from __future__ import annotations

import asyncio
import json
import logging

from nbclient.exceptions import CellTimeoutError, DeadKernelError
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import NBClientEngine, papermill_engines

NAMA = "triwulan"
#: Minutes for a cell, unless asked otherwise; the slowest at hand takes seconds.
MENIT = 30.0
#: Signs of output of one notebook; the largest at hand has 3 million, photos included.
KELUARAN = 100_000_000
#: Seconds that the kernel's last output may come after its answer; on a busy machine four, as the engine has it, are too few.
SUSULAN = 120


#: The client's own remarks are for whoever maintains Jupyter; what happened is said in our words.
DIAM = logging.getLogger(f"{__name__}.diam")
DIAM.setLevel(logging.CRITICAL + 1)


class Terhenti(Exception):
    """A notebook that did not come to its end; the message says why and what to do."""


class _Klien(PapermillNotebookClient):
    """Counts what the kernel sends and stops it beyond all need: it would fill the memory, then the disk. `kini`: the cell that ran last."""

    keluaran, kini = 0, None

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
    def execute_managed_notebook(cls, nb_man, kernel_name, start_timeout=60, execution_timeout=None, extra_arguments=(), **_):
        klien = _Klien(nb_man, kernel_name=kernel_name, timeout=execution_timeout, startup_timeout=start_timeout, iopub_timeout=SUSULAN, extra_arguments=list(extra_arguments), log=DIAM)
        try:
            return klien.execute()
        except CellTimeoutError:
            menit = f"{execution_timeout / 60:g}".replace(".", ",")
            raise Terhenti(f"{_sel(klien.kini)} tidak selesai dalam {menit} menit, lalu dihentikan; bila datanya memang banyak, beri waktu lebih dengan --batas-waktu") from None
        except DeadKernelError:
            if klien.keluaran > KELUARAN:
                raise Terhenti(f"{_sel(klien.kini)} mencetak lebih dari {KELUARAN // 1_000_000} juta tanda, lalu dihentikan; hapus cetakan yang berulang dari notebooknya") from None
            raise Terhenti(f"{_sel(klien.kini)}: Python berhenti di tengah jalan, biasanya karena kehabisan memori; tutup program lain, lalu susun lagi") from None


def _sel(sel) -> str:
    """The cell that ran: its name and first line."""
    return f"sel {sel.id} ({sel.source.splitlines()[0] if sel.source else ''})" if sel is not None else "sebuah sel"


papermill_engines.register(NAMA, Mesin)
