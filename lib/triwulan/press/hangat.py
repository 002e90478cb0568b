"""Warm processes, forked from one that has imported what reports need, instead of starting Python anew: kernels, by a kernel provisioner, and
calls that need much memory, which ends with their process.

JupyterLab uses it as `make lab` starts it; stock papermill and nbclient do with JUPYTER_DEFAULT_PROVISIONER_NAME=triwulan-hangat. Where a
kernel cannot be forked (another interpreter, another language, a system without fork or pidfd) the normal one is started; what comes
of it is the same.

Each process that wants some has a stove (tungku.py) that forks them: forked from it before it has threads (`nyalakan`), else started
anew when the first is asked for. One that holds an older library than the files now are is asked no more, so that a kernel
restarted after an edit knows the edit; its kernels go on.
"""

from __future__ import annotations

import os
import pickle
import select
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from jupyter_client.provisioning import LocalProvisioner

from triwulan.press import tungku

#: What a kernel's command looks like that can be forked: the interpreter, these words, the kernel's own arguments.
PELUNCUR = ["-m", "ipykernel_launcher"]
#: Seconds until a killed process is gone: thousandths, where whoever asks would look again only after a tenth.
TEWAS = 0.5
BISA = hasattr(os, "fork") and hasattr(os, "pidfd_open")
#: The process id that lit the stove and the library's files at that time, and the line to it: a child must not use its parent's.
_TUNGKU: tuple[tuple, Connection] | None = None
#: The lines to stoves that are asked no more: closing one would end what they forked.
_LAMA: list[Connection] = []
_GEMBOK = threading.Lock()


class Hangat(LocalProvisioner):
    """As the local one, but for where the kernel's process comes from."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> dict:
        proses = _kernel(cmd, self._scrub_kwargs(kwargs)) if BISA else None
        if proses is None:
            return await super().launch_kernel(cmd, **kwargs)
        self.process = proses
        # It leads a session of its own as soon as it runs, as it would otherwise; that may be a moment from now.
        self.pid = self.pgid = proses.pid
        self.cwd = kwargs.get("cwd", Path.cwd())
        return self.connection_info

    async def kill(self, restart: bool = False) -> None:
        await super().kill(restart)
        if isinstance(self.process, Proses):
            self.process.wait(TEWAS)


class Proses:
    """A forked process behind as much of the face of subprocess.Popen as a provisioner looks at. It is no child of ours: how it ended is not
    known, that it ended is."""

    stdin = stdout = stderr = None
    returncode: int | None = None

    def __init__(self, pid: int):
        self.pid, self._fd = pid, os.pidfd_open(pid)

    def poll(self) -> int | None:
        return self.wait(0)

    def wait(self, timeout: float | None = None) -> int | None:
        if self.returncode is None and select.select([self._fd], [], [], timeout)[0]:
            os.close(self._fd)
            self.returncode = -1
        return self.returncode

    def send_signal(self, nomor: int) -> None:
        if self.poll() is None:
            signal.pidfd_send_signal(self._fd, nomor)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)


class Hilang(RuntimeError):
    """The process of a call ended before the call did."""


def sendiri(siap: Callable[[], None], fungsi: Callable, *argumen: Any) -> Any:
    """What `fungsi` returns for `argumen`, called in a process of its own where one can be forked (in the stove `siap` is called before: it imports
    what the call needs), else in this one. Both are functions of a module; `fungsi` raises nothing that whoever asks is to know. Raises
    Hilang."""
    with tempfile.TemporaryDirectory(prefix="triwulan-") as folder:
        keluar = Path(folder) / "hasil"
        # What it leaves behind when it is ended, goes with the folder.
        proses = _cabang(tungku.siapkan, tungku.panggil, siap, fungsi, argumen, {**os.environ, "TMPDIR": folder}, str(keluar)) if BISA else None
        if proses is None:
            return fungsi(*argumen)
        try:
            proses.wait()
        finally:
            proses.kill()
        if not keluar.exists():
            raise Hilang(fungsi.__name__)
        return pickle.loads(keluar.read_bytes())


def nyalakan() -> None:
    """Lights this process's stove by forking it: for a process that has imported what kernels need and has no threads yet."""
    kita, dia = socket.socketpair()
    if os.fork() == 0:
        kita.close()
        try:
            tungku.layani(dia.detach())
        finally:
            os._exit(0)
    dia.close()
    _pasang(kita)


def menyala() -> bool:
    """Whether this process has had a kernel forked."""
    return _TUNGKU is not None and _TUNGKU[0][0] == os.getpid()


def _kernel(cmd: list[str], kwargs: dict[str, Any]) -> Proses | None:
    """A kernel forked for a command; None where it is not one that can be."""
    if cmd[1:3] != PELUNCUR or Path(cmd[0]).parent.resolve() != Path(sys.executable).parent.resolve():
        return None
    # As launch_kernel has it, whoever asks is the kernel's parent: our welcome page finds the server by that.
    lingkungan = {**(kwargs.get("env") or os.environ), "JPY_PARENT_PID": str(os.getpid())}
    return _cabang(tungku.hangatkan, tungku.kernel, cmd[3:], lingkungan, str(kwargs.get("cwd") or Path.cwd()))


def _cabang(*permintaan: Any) -> Proses | None:
    """A process that the stove forks; None where there is no stove."""
    global _TUNGKU
    with _GEMBOK:
        for _ in range(2):  # a stove that somebody has ended is lit again
            try:
                if _TUNGKU is None or _TUNGKU[0] != _milik():
                    _mulai()
                _TUNGKU[1].send(permintaan)
                return Proses(_TUNGKU[1].recv())
            except (OSError, EOFError):
                _TUNGKU = None
    return None


def _mulai() -> None:
    """A stove of a fresh interpreter, which imports what is needed first."""
    kita, dia = socket.socketpair()
    with dia:
        subprocess.Popen([sys.executable, "-m", tungku.__name__, str(dia.fileno())], pass_fds=[dia.fileno()], stdin=subprocess.DEVNULL)
    _pasang(kita)


def _pasang(garis: socket.socket) -> None:
    global _TUNGKU
    if menyala():
        _LAMA.append(_TUNGKU[1])
        _TUNGKU[1].send(None)
    _TUNGKU = _milik(), Connection(garis.detach())


def _milik() -> tuple:
    """Whose stove it is, and of which library."""
    return os.getpid(), *((str(p), p.stat().st_mtime_ns) for p in sorted(Path(__file__).parents[1].rglob("*.py")))
