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
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from typing import Any

from triwulan.press import segar

ALAMAT = re.compile(r"tcp://([^/\s]+):([0-9]{1,5})")
#: Seconds until a scheduler has answered.
TUNGGU = 10
#: How often a report is given out again whose worker was lost, before it is taken for what kills workers.
ULANG = 3
#: Seconds between two looks at who works for us, and that a worker waits that cannot.
JEDA, JEDA_LAIN = 5, 1


class TakTersambung(Exception):
    """No cluster that could work for us; the message says why and what to do."""


class Gugus(Executor):
    """What is submitted is done by a worker of the cluster, which must have the library and packages that we have."""

    def __init__(self, pelaksana: Executor):
        self._pelaksana = pelaksana

    def submit(self, fn: Callable, /, *argumen: Any) -> Future:
        return self._pelaksana.submit(_kerjakan, segar.lingkungan(), fn, argumen)


@contextmanager
def gugus(alamat: str, perhatian: Callable[[str], None]) -> Iterator[tuple[Executor, int]]:
    """The cluster of the scheduler at `alamat` (`tcp://…:8786`), and how many reports it works on at once. `perhatian` hears what keeps it from
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
        utas = {w: i["nthreads"] for w, i in _pekerja(klien).items()}
        if not utas:
            raise TakTersambung(f"--dask {alamat}: belum ada pekerja. Jalankan di tiap komputer: dask worker {alamat} --nthreads 1 --nworkers -1")
        sidik = klien.run(segar.lingkungan, on_error="return")
        if lain := [w for w, s in sidik.items() if s != segar.lingkungan()]:
            raise TakTersambung(
                f"--dask {alamat}: {len(lain)} dari {len(sidik)} pekerja memakai pustaka, paket, atau Python yang lain dari perintah ini, jadi hasilnya dapat berbeda: "
                f"{', '.join(f'{n} di {k}' for k, n in Counter(w.rpartition(':')[0] for w in lain).items())}. Pasang versi yang sama di sana (make PYTHON=…), lalu jalankan ulang pekerjanya."
            )
        selesai = threading.Event()
        threading.Thread(target=_awasi, args=(klien, {*utas}, perhatian, selesai), daemon=True).start()
        try:
            yield Gugus(klien.get_executor(pure=False, retries=ULANG)), sum(utas.values())
        finally:
            selesai.set()


def _pekerja(klien) -> dict[str, dict]:
    return klien.scheduler_info(n_workers=-1)["workers"]


def _awasi(klien, kenal: set[str], perhatian: Callable[[str], None], selesai: threading.Event) -> None:
    """Says, while work is going on, that nobody is left to do it, and of a worker that comes later that it has another library."""
    sepi = False
    while not selesai.wait(JEDA):
        try:
            ada = {*_pekerja(klien)}
            sidik = klien.run(segar.lingkungan, workers=[*(ada - kenal)], on_error="return") if ada - kenal else {}
        except Exception:  # whoever waits for the work hears that the scheduler is gone
            return
        for w, s in sidik.items():
            if s != segar.lingkungan():
                perhatian(f"pekerja {w} memakai pustaka, paket, atau Python yang lain, jadi tidak dipakai; hentikan, lalu pasang versi yang sama di sana.")
        kenal |= ada
        if not ada and not sepi:
            perhatian("tidak ada lagi pekerja di gugus; perintah ini menunggu. Jalankan lagi pekerjanya, atau hentikan dengan Ctrl-C: laporan yang sudah ada tetap seperti semula.")
        sepi = not ada


def _kerjakan(lingkungan: str, fungsi: Callable, argumen: tuple) -> Any:
    """The call, on a worker of the cluster. One that has another library gives it back, for another worker."""
    from distributed import Reschedule, get_worker

    if segar.lingkungan() != lingkungan:
        time.sleep(JEDA_LAIN)
        raise Reschedule
    # Where Dask clears up behind a worker that was killed.
    os.environ["TMPDIR"] = tempfile.tempdir = get_worker().local_directory
    return fungsi(*argumen)
