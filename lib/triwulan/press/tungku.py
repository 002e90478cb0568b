"""The stove: a process that has imported what reports need and does nothing but fork others, each of which then starts at once.

Forking is safe only where no other thread runs, so it is a process of its own; hangat.py asks it. `python -m triwulan.press.tungku N`
is one, with its line at file descriptor N.
"""

from __future__ import annotations

import gc
import importlib
import os
import pickle
import signal
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection

#: What is imported before anything is forked: all that notebooks call. A name, since this wing knows no reports.
MUATAN = "triwulan.laporan.muatan"
#: The variable that tells the stove the parameters (JSON) of the report that a kernel is for.
HANGATKAN = "TRIWULAN_HANGATKAN"
#: Where the stove has its line: behind input, output and errors.
GARIS = 3
#: Seconds between two looks whether the last processes of a stove that is put out have ended.
JEDA = 1


def layani(sambungan: int) -> None:
    """Forks a process for each request on the line and answers with its id: a request is what the stove does before, what the process does, and
    what both are given. After None no more come: it waits for its processes to end. When the line is closed, it ends them all."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for whoever asks
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    # Of what the parent had open nothing is ours but the line: else its other ends would never be seen closed.
    os.dup2(sambungan, GARIS)
    os.closerange(GARIS + 1, os.sysconf("SC_OPEN_MAX"))
    gc.collect()
    gc.freeze()  # memory that the collector does not touch stays shared
    anak: set[int] = set()
    with Connection(GARIS) as garis, suppress(EOFError):
        while permintaan := garis.recv():
            anak -= _berakhir(anak)
            siapkan, lakukan, *diberikan = permintaan
            siapkan(*diberikan)
            gc.freeze()
            if not (pid := os.fork()):
                with suppress(BaseException):
                    lakukan(*diberikan)
                os._exit(1)
            anak.add(pid)
            garis.send(pid)
        while anak and not garis.poll(JEDA):
            anak -= _berakhir(anak)
    for pid in anak:
        with suppress(ProcessLookupError):
            os.killpg(pid, signal.SIGKILL)


def _berakhir(anak: set[int]) -> set[int]:
    """Which have ended since the last look."""
    out = set()
    while len(out) < len(anak) and (pid := os.waitpid(-1, os.WNOHANG)[0]):
        out.add(pid)
    return out


def hangatkan(_argumen: list[str], lingkungan: dict[str, str], cwd: str) -> None:
    """Before a kernel: has the data read that it will read, where its environment says of what."""
    if parameter := lingkungan.get(HANGATKAN):
        importlib.import_module(MUATAN).hangatkan(cwd, parameter)


def kernel(argumen: list[str], lingkungan: dict[str, str], cwd: str) -> None:
    """What a forked process does: it becomes the kernel that `python -m ipykernel_launcher …` would be."""
    tungku = os.getppid()
    _lepas(lingkungan)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.chdir(cwd)
    sys.path[0] = cwd
    sys.argv = ["ipykernel_launcher", *argumen]
    from ipykernel import kernelapp

    # Whom it ends with is told it in so many words: what the environment says was read when the module was imported.
    kernelapp.launch_new_instance(argv=[*argumen, f"--IPKernelApp.parent_handle={tungku}"])


def siapkan(siap: Callable, *_) -> None:
    """Before a call: what it will need."""
    siap()


def panggil(_siap: Callable, fungsi: Callable, argumen: tuple, lingkungan: dict[str, str], keluar: str) -> None:
    """What a forked process does: it makes a call and leaves what came of it in the file `keluar`."""
    _lepas(lingkungan)
    tempfile.tempdir = None  # found out for another environment
    isi = pickle.dumps(fungsi(*argumen))
    with open(f"{keluar}.baru", "wb") as berkas:
        berkas.write(isi)
    os.replace(f"{keluar}.baru", keluar)


def _lepas(lingkungan: dict[str, str]) -> None:
    """Makes the forked process one of its own, without what its parent had open, with this environment."""
    os.setsid()
    os.close(GARIS)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    # Whatever the parent had put in their place (a test's capture, a terminal's colours) is not the child's.
    for nomor, nama, cara in ((0, "stdin", "r"), (1, "stdout", "w"), (2, "stderr", "w")):
        baku = open(nomor, cara, encoding="utf-8", errors="backslashreplace", closefd=False)  # noqa: SIM115 (open as long as the process lives)
        setattr(sys, nama, baku)
        setattr(sys, f"__{nama}__", baku)
    os.environ.clear()
    os.environ.update(lingkungan)


if __name__ == "__main__":
    importlib.import_module(MUATAN)
    layani(int(sys.argv[1]))
