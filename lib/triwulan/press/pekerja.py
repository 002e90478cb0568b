"""The workers of one machine: processes that build a report at a time, each beside a stove that forks its kernels (see hangat.py)."""

from __future__ import annotations

import gc
import multiprocessing
import os
import pickle
import shutil
import signal
import tempfile
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from triwulan.press import hangat, tungku

#: How often a report is begun whose worker is lost, before it is taken for what ends workers.
KALI = 2


class Kolam(Executor):
    """So many workers, each a pool of its own: of one that is lost only the report that it was making is begun anew, by another. Once `berhenti`
    is set, none is replaced any more."""

    berhenti = False

    def __init__(self, jumlah: int, sementara: str):
        self._sementara, self._bebas = sementara, SimpleQueue()
        cara = _cara()
        for _ in range(jumlah):
            self._bebas.put(self._baru(cara))
        self._utas = ThreadPoolExecutor(jumlah)

    def submit(self, fn: Callable, /, *argumen: Any) -> Future:
        return self._utas.submit(self._kerjakan, fn, argumen)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self._utas.shutdown(wait, cancel_futures=cancel_futures)
        while not self._bebas.empty():
            self._bebas.get().shutdown()

    def _kerjakan(self, fn: Callable, argumen: tuple) -> Any:
        pekerja = self._bebas.get()
        try:
            for sisa in reversed(range(KALI)):
                try:
                    return self._tugaskan(pekerja, fn, argumen)
                except BrokenProcessPool:
                    if self.berhenti:
                        raise
                    pekerja = self._baru(_cara())
                    if not sisa or self.berhenti:
                        raise
        finally:
            self._bebas.put(pekerja)

    def _tugaskan(self, pekerja: Executor, fn: Callable, argumen: tuple) -> Any:
        """By a file: a worker that is lost while it hands something large over by a pipe leaves whoever reads waiting for the rest."""
        nomor, keluar = tempfile.mkstemp(dir=self._sementara)
        os.close(nomor)
        try:
            pekerja.submit(_simpan, keluar, fn, argumen).result()
            return pickle.loads(Path(keluar).read_bytes())
        finally:
            os.unlink(keluar)

    def _baru(self, cara: str) -> ProcessPoolExecutor:
        pekerja = ProcessPoolExecutor(1, multiprocessing.get_context(cara), _mulai, (self._sementara,))
        siap = pekerja.submit(int)
        if cara == "fork":
            siap.result()  # until then the threads of those before it wait, and hold nothing that a forked one would miss
        return pekerja


@contextmanager
def kolam(jumlah: int) -> Iterator[tuple[Executor, int]]:
    """`jumlah` workers, and how many they are. They have what this process has imported and read, where it can fork them: where it has no threads yet. When the
    work is broken off, they end at once, and with them their kernels and what they were working on; likewise when this process is ended."""
    sebelum = {*multiprocessing.active_children()}
    with tempfile.TemporaryDirectory(prefix="triwulan-", ignore_cleanup_errors=True) as sementara:
        gc.freeze()  # memory that the collector does not touch stays shared with the workers
        kolam_ = Kolam(jumlah, sementara)  # workers are forked now, before anybody else starts a thread
        try:
            yield kolam_, jumlah
        except BaseException:
            kolam_.berhenti = True
            for p in {*multiprocessing.active_children()} - sebelum:
                p.kill()
            kolam_.shutdown(cancel_futures=True)
            raise
        kolam_.shutdown()


def _simpan(keluar: str, fn: Callable, argumen: tuple) -> None:
    Path(keluar).write_bytes(pickle.dumps(fn(*argumen)))


def inti() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _cara() -> str:
    # A process that has talked to kernels itself has threads that Python does not count.
    if hangat.BISA and threading.active_count() == 1 and not hangat.menyala():
        return "fork"
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return "spawn"
    multiprocessing.set_forkserver_preload([tungku.MUATAN])
    return "forkserver"


def _mulai(sementara: str) -> None:
    os.environ["TMPDIR"] = tempfile.tempdir = sementara  # for what this process and those that it starts put aside
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that gives the work
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if hangat.BISA:
        hangat.nyalakan()
    threading.Thread(target=_bersama_induk, args=(sementara,), daemon=True).start()


def _bersama_induk(sementara: str) -> None:
    """Ends this process when the one that gives the work has ended, however that was, and takes away what lay aside: an office's data."""
    multiprocessing.parent_process().join()
    shutil.rmtree(sementara, ignore_errors=True)
    os._exit(1)
