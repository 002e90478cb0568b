"""The workers of a Dask cluster that exists: they are given the same calls on the same bytes as workers on this machine."""

from __future__ import annotations

import logging
import os
import re
import socket
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Executor, Future
from contextlib import contextmanager
from typing import Any

from triwulan.press import segar

ALAMAT = re.compile(r"tcp://([^/\s]+):([0-9]{1,5})")
#: Seconds until a scheduler has answered.
TUNGGU = 10
#: How often a report is given out again whose worker was lost, before it is taken for what kills workers.
ULANG = 3
#: Seconds between two looks at whether anybody works for us, and that a worker waits that cannot.
JEDA, JEDA_LAIN = 5, 1


class TakTersambung(Exception):
    """No cluster that could work for us; the message says why and what to do."""


class Gugus(Executor):
    """What is submitted is done by a worker of the cluster that has the library and packages that we have; `perhatian` hears of others."""

    def __init__(self, klien, perhatian: Callable[[str], None]):
        self._klien, self._perhatian = klien, perhatian
        self._lain: set[str] = set()

    def submit(self, fn: Callable, /, *argumen: Any) -> Future:
        janji: Future = Future()
        self._beri(janji, fn, argumen)
        return janji

    def pekerja(self) -> dict[str, dict]:
        """Who could work for us now, as Dask describes them, by address."""
        return {w: i for w, i in self._klien.scheduler_info(n_workers=-1)["workers"].items() if w not in self._lain}

    def _beri(self, janji: Future, fungsi: Callable, argumen: tuple) -> None:
        # Once there is one who cannot, the others are named: left to itself, Dask would give a call back to whoever has just been idle. Not
        # strictly, or a call would wait for ever for a worker that is lost and comes again under another address.
        try:
            pilih = {"workers": [*ada], "allow_other_workers": True} if self._lain and (ada := self.pekerja()) else {}
            f = self._klien.get_executor(pure=False, retries=ULANG, **pilih).submit(_kerjakan, segar.lingkungan(), fungsi, argumen)
        except Exception as error:
            janji.set_exception(error)
        else:
            f.add_done_callback(lambda f: self._terima(f, janji, fungsi, argumen))

    def _terima(self, selesai: Future, janji: Future, fungsi: Callable, argumen: tuple) -> None:
        """Hands on what came of a call. Dask's own thread comes here: nothing may wait for an answer of the scheduler."""
        if selesai.cancelled() or (galat := selesai.exception()):
            janji.set_exception(CancelledError() if selesai.cancelled() else galat)
            return
        lain, hasil = selesai.result()
        if not lain:
            janji.set_result(hasil)
            return
        if lain not in self._lain:
            self._lain.add(lain)
            self._perhatian(f"pekerja {lain} memakai pustaka, paket, atau Python yang lain, jadi tidak dipakai; hentikan, lalu pasang versi yang sama di sana.")
        threading.Thread(target=self._beri, args=(janji, fungsi, argumen), daemon=True).start()


@contextmanager
def gugus(alamat: str, perhatian: Callable[[str], None]) -> Iterator[tuple[Executor, int]]:
    """The cluster of the scheduler at `alamat` (`tcp://…:8786`), and how many tasks to give it at once. `perhatian` hears what keeps it from
    working later on. Raises TakTersambung."""
    if not (m := ALAMAT.fullmatch(alamat)):
        raise TakTersambung(f"--dask {alamat}: bukan alamat penjadwal; tulis seperti yang dicetak dask scheduler, misalnya tcp://10.0.0.5:8786")
    try:
        socket.create_connection((m[1].strip("[]"), int(m[2])), TUNGGU).close()
    except (OSError, OverflowError):
        raise TakTersambung(f"--dask {alamat}: penjadwal tidak menjawab. Periksa alamatnya, dan apakah dask scheduler berjalan di sana.") from None
    from distributed import Client

    for nama in [n for n in logging.root.manager.loggerDict if n.split(".")[0] == "distributed"]:
        logging.getLogger(nama).setLevel(logging.CRITICAL + 1)  # what befalls the cluster is said in our words
    try:
        klien = Client(alamat, timeout=TUNGGU, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise TakTersambung(f"--dask {alamat}: yang menjawab bukan penjadwal Dask, atau versinya lain ({type(error).__name__}). Periksa alamatnya.") from None
    with klien:
        pelaksana = Gugus(klien, perhatian)
        if not (ada := pelaksana.pekerja()):
            raise TakTersambung(f"--dask {alamat}: belum ada pekerja. Jalankan di tiap komputer: dask worker {alamat} --nthreads 1 --nworkers -1")
        sidik = klien.run(segar.lingkungan, on_error="return")
        if lain := [w for w, s in sidik.items() if s != segar.lingkungan()]:
            raise TakTersambung(
                f"--dask {alamat}: {len(lain)} dari {len(sidik)} pekerja memakai pustaka, paket, atau Python yang lain dari perintah ini, jadi hasilnya dapat berbeda: "
                f"{', '.join(f'{n} di {k}' for k, n in Counter(w.rpartition(':')[0] for w in lain).items())}. Pasang versi yang sama di sana (make PYTHON=…), lalu jalankan ulang pekerjanya."
            )
        selesai = threading.Event()
        threading.Thread(target=_awasi, args=(pelaksana, perhatian, selesai), daemon=True).start()
        try:
            yield pelaksana, 2 * sum(i["nthreads"] for i in ada.values())  # while one task travels, a worker has another
        finally:
            selesai.set()


def _awasi(pelaksana: Gugus, perhatian: Callable[[str], None], selesai: threading.Event) -> None:
    """Says, while work is going on, that nobody is left to do it."""
    sepi = False
    while not selesai.wait(JEDA):
        try:
            ada = pelaksana.pekerja()
        except Exception:  # whoever waits for the work hears that the scheduler is gone
            return
        if not ada and not sepi:
            perhatian("tidak ada lagi pekerja di gugus; perintah ini menunggu. Jalankan lagi pekerjanya, atau hentikan dengan Ctrl-C: laporan yang sudah ada tetap seperti semula.")
        sepi = not ada


def _kerjakan(lingkungan: str, fungsi: Callable, argumen: tuple) -> tuple[str, Any]:
    """On a worker of the cluster: what the call returns, or the address of the worker if it has another library."""
    from distributed import get_worker

    pekerja = get_worker()
    if segar.lingkungan() != lingkungan:
        time.sleep(JEDA_LAIN)
        return pekerja.address, None
    # Where Dask clears up behind a worker that was killed.
    os.environ["TMPDIR"] = tempfile.tempdir = pekerja.local_directory
    return "", fungsi(*argumen)
