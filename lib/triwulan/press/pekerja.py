"""The workers of one machine: processes that build a report at a time, each beside a stove that forks its kernels (see hangat.py)."""

from __future__ import annotations

import gc
import multiprocessing
import os
import shutil
import signal
import tempfile
import threading
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager

from triwulan.press import hangat, tungku


@contextmanager
def kolam(jumlah: int) -> Iterator[tuple[Executor, int]]:
    """`jumlah` workers, and how many they are. They have what this process has imported and read, where it can fork them: where it has no threads yet. When the
    work is broken off, they end at once, and with them their kernels and what they were working on; likewise when this process is ended."""
    sebelum = {*multiprocessing.active_children()}
    with tempfile.TemporaryDirectory(prefix="triwulan-", ignore_cleanup_errors=True) as sementara:
        gc.freeze()  # memory that the collector does not touch stays shared with the workers
        kolam_ = ProcessPoolExecutor(jumlah, multiprocessing.get_context(_cara()), _mulai, (sementara,))
        kolam_.submit(int)  # workers are forked now, before anybody starts a thread
        try:
            yield kolam_, jumlah
        except BaseException:
            for p in {*multiprocessing.active_children()} - sebelum:
                p.kill()
            kolam_.shutdown(cancel_futures=True)
            raise
        kolam_.shutdown()


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
