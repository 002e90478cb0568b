"""Compiling as a process of its own: whatever happens to it or to the notebook, neither harms the other."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Timer

from triwulan.office.masalah import Masalah

#: How `triwulan susun` says that a report is done: the how-many-th of how many, its name.
MAJU = re.compile(r"\[(\d+)/(\d+)\] (.+)")

#: Seconds after which a process that was asked to stop is made to.
SABAR = 10


@dataclass(frozen=True)
class Akhir:
    """How compiling ended: what became of each report as `susun --json` says it, or the problems in the input, or, where
    neither came, the last it said. `perhatian` are its remarks; `dihentikan` whether it was told to stop."""

    laporan: tuple[dict, ...] = ()
    masalah: tuple[Masalah, ...] = ()
    perhatian: tuple[str, ...] = ()
    galat: str = ""
    dihentikan: bool = False


@dataclass
class Proses:
    """One run of `triwulan susun` in the project at `akar`. Its own session: what interrupts or stops the kernel leaves it alone."""

    akar: Path
    berkas: Path
    laporan: Sequence[str] = ()
    format_: Sequence[str] = ("html", "pdf")
    dihentikan: bool = False
    _anak: subprocess.Popen | None = field(default=None, repr=False)

    def jalankan(self, maju: Callable[[int, int, str], None]) -> Akhir:
        """Runs to the end; `maju` hears how many reports are done, of how many, and which was the last."""
        perintah = [sys.executable, "-m", "triwulan.cli", "susun", str(self.berkas), "--json", "--format", ",".join(self.format_)]
        perintah += [bagian for nama in self.laporan for bagian in ("--laporan", nama)]
        # The reports' kernels are not this notebook's: a failed one would take itself to be looked at.
        lingkungan = {k: v for k, v in os.environ.items() if k != "JPY_SESSION_NAME"}
        # A file takes any amount without being read; a pipe that nobody reads would stop the process.
        with tempfile.TemporaryFile("w+", encoding="utf-8") as keluar:
            self._anak = subprocess.Popen(
                perintah, cwd=self.akar, stdin=subprocess.DEVNULL, stdout=keluar, stderr=subprocess.PIPE, text=True, encoding="utf-8", start_new_session=True, env=lingkungan,
            )
            kata = []
            for baris in self._anak.stderr:
                if m := MAJU.fullmatch(baris.strip()):
                    maju(int(m[1]), int(m[2]), m[3])
                else:
                    kata.append(baris.rstrip())
            kode = self._anak.wait()
            keluar.seek(0)
            return self._akhir(kode, keluar.read(), kata)

    def hentikan(self) -> None:
        """Asks the process to stop; nothing is half written, for finished reports are put in place at the end."""
        if self._anak and self._anak.poll() is None:
            self.dihentikan = True
            self._anak.send_signal(signal.SIGINT)
            # Whoever is deep in other people's code may miss it once.
            paksa = Timer(SABAR, self._anak.terminate)
            paksa.daemon = True
            paksa.start()

    def _akhir(self, kode: int, keluar: str, kata: Sequence[str]) -> Akhir:
        perhatian = tuple(k.removeprefix("Perhatian: ") for k in kata if k.startswith("Perhatian: "))
        lain = [k for k in kata if k.strip() and not k.startswith(("Perhatian: ", "Halaman muka: "))]
        try:
            isi = json.loads(keluar)
        except ValueError:
            # Told to stop too late, it has answered all the same.
            if self.dihentikan:
                return Akhir(perhatian=perhatian, dihentikan=True)
            return Akhir(perhatian=perhatian, galat=lain[-1] if lain else f"berhenti dengan kode {kode}")
        if kode == 2:
            return Akhir(masalah=tuple(Masalah(**m) for m in isi), perhatian=perhatian)
        # No report failed and yet not all went well: the folder could not be written.
        terhenti = kode == 1 and not any(h["galat"] for h in isi)
        return Akhir(laporan=tuple(isi), perhatian=perhatian, galat=lain[0] if terhenti and lain else "")
