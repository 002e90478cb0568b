"""An archive made again from its own inputs with its own library, and compared byte by byte.

The only place where something out of an archive is executed. It runs as the user, in a folder of its own, without network; it is
kept from the network, not from the user's files, so the archive has to be trusted.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from packaging.requirements import InvalidRequirement, Requirement

from triwulan.press import tanpa_jaringan
from triwulan.press.beda import tempat_beda
from triwulan.press.bongkar import HILANG, Temuan
from triwulan.press.himpun import CATATAN, LAPORAN, LEDGER, PROYEK, PUSTAKA, asal_notebook, baca_catatan

BERBEDA, GAGAL = "berbeda", "tidak jadi"
#: Ways to cut the network off below Python, best first: with processes of its own too, so that none outlives the run.
RUANG = (["--user", "--map-root-user", "--net", "--pid", "--fork", "--kill-child", "--mount-proc"], ["--user", "--map-root-user", "--net"])


@dataclass(frozen=True)
class Rencana:
    """What would be executed: the wheel (its path in the archive), the command's arguments, the folder of the results below the
    output, the files to compare; which packages here are not those of the archive."""

    roda: str
    argumen: tuple[str, ...]
    tempat: str
    berkas: tuple[str, ...]
    peringatan: tuple[str, ...]


@dataclass(frozen=True)
class Hasil:
    """What came of it: how many files were compared, how many are the same, seconds, and each difference."""

    berkas: int
    sama: int
    detik: float
    temuan: tuple[Temuan, ...]


def rencana(folder: Path) -> Rencana:
    """What executing the archive in `folder`, which has been checked, would take; executes nothing."""
    (roda,) = (folder / "data" / PUSTAKA).glob("*.whl")
    laporan = folder / "data" / LAPORAN
    catatan = baca_catatan((laporan / CATATAN).read_bytes())
    p = asal_notebook((laporan / f"{next(iter(catatan))}.ipynb").read_bytes())["parameter"]
    periode = f"{p['tahun']}-tw{p['triwulan']}"
    berkas = sorted({b for c in catatan.values() for b in c["berkas"]} | {LEDGER})
    format_ = sorted({b.rpartition(".")[2] for c in catatan.values() for b in c["berkas"]} - {"ipynb", "json"})
    argumen = ("susun", f"params/{p['unit']}/{periode}.yaml", *(x for nama in catatan for x in ("--laporan", nama)), *(("--format", ",".join(format_)) if format_ else ()))
    return Rencana(f"data/{PUSTAKA}/{roda.name}", argumen, f"{p['unit']}/{periode}", tuple(berkas), _beda_versi(folder / "data" / PROYEK))


def jalankan(folder: Path, r: Rencana, batas: float, maju: Callable[[str], None]) -> Hasil:
    """Executes the archive in a temporary folder, which is gone afterwards, and compares what comes out with what is in `folder`.
    `batas`: seconds. `maju` hears what the program says."""
    mulai = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="triwulan-ulang-") as sementara:
        kerja = Path(sementara)
        _siapkan(folder, r, kerja)
        perintah = [sys.executable, "-m", "triwulan.cli", *r.argumen, "--keluaran", str(kerja / "hasil")]
        kata: list[str] = []
        if not (awalan := ruang(kerja)):
            maju("Sistem ini tidak menyediakan ruang jaringan terpisah (unshare); jaringan ditolak hanya di dalam Python.")
        kode = _laksanakan(awalan + perintah, kerja, batas, lambda k: (kata.append(k), maju(k)))
        if kode is None:
            sebab = f"tidak selesai dalam {batas / 60:g} menit; beri waktu lebih dengan --batas".replace(".", ",")
            return Hasil(len(r.berkas), 0, time.monotonic() - mulai, (Temuan("triwulan susun", GAGAL, sebab),))
        temuan = [Temuan("triwulan susun", GAGAL, _sebab(kata) or f"kode keluar {kode}")] if kode else []
        if kode and not (kerja / "hasil" / r.tempat).is_dir():
            return Hasil(len(r.berkas), 0, time.monotonic() - mulai, tuple(temuan))  # nothing came of it: that says all
        sama = 0
        for nama in r.berkas:
            lama, baru = folder / "data" / LAPORAN / nama, kerja / "hasil" / r.tempat / nama
            if not baru.is_file() or baru.is_symlink():
                temuan.append(Temuan(f"data/{LAPORAN}/{nama}", HILANG, "tidak jadi ketika disusun ulang"))
            elif letak := tempat_beda(nama, lama.read_bytes(), baru.read_bytes()):
                temuan.append(Temuan(f"data/{LAPORAN}/{nama}", BERBEDA, letak))
            else:
                sama += 1
    return Hasil(len(r.berkas), sama, time.monotonic() - mulai, tuple(temuan))


def _sebab(kata: Sequence[str]) -> str:
    """What a failed run said of its failure: the first lines that are neither progress nor a warning."""
    return "; ".join([k.strip() for k in kata if not re.match(r"\[\d+/\d+\] |Perhatian: ", k)][:3])


def ruang(kerja: Path) -> list[str]:
    """The words before a command that give it a network of its own, leading nowhere; none where the system does not allow that."""
    penjaga = [sys.executable, "-I", str(kerja / "jaga" / "tanpa_jaringan.py")]
    for pilihan in RUANG if shutil.which("unshare") else ():
        awalan = ["unshare", *pilihan, "--", *penjaga]
        if subprocess.run([*awalan, sys.executable, "-I", "-c", ""], capture_output=True).returncode == 0:
            return awalan
    return []


def _siapkan(folder: Path, r: Rencana, kerja: Path) -> None:
    """The inputs, the library and the guard, each in its folder; results and everything temporary have theirs."""
    shutil.copytree(folder / "data" / PROYEK, kerja / "proyek")
    for nama in ("jaga", "rumah", "sementara", "hasil"):
        (kerja / nama).mkdir()
    for nama in ("sitecustomize.py", "tanpa_jaringan.py"):
        shutil.copyfile(tanpa_jaringan.__file__, kerja / "jaga" / nama)
    with zipfile.ZipFile(folder / r.roda) as roda:
        roda.extractall(kerja / PUSTAKA)  # not as a zip on the path: fonts and templates are read as files


def _lingkungan(kerja: Path) -> dict[str, str]:
    """Everything the program knows of its surroundings; nothing of the user's own."""
    return {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.defpath}", "HOME": str(kerja / "rumah"), "TMPDIR": str(kerja / "sementara"), "LANG": "C.UTF-8", "TZ": "UTC",
        "PYTHONPATH": os.pathsep.join((str(kerja / "jaga"), str(kerja / PUSTAKA))), "PYTHONNOUSERSITE": "1", "PYTHONDONTWRITEBYTECODE": "1",
    }


def _laksanakan(perintah: list[str], kerja: Path, batas: float, maju: Callable[[str], None]) -> int | None:
    """The exit code; None when the time was over. Whatever happens, nothing of it goes on running."""
    with _sinyal_sebagai_galat():
        proses = subprocess.Popen(
            perintah, cwd=kerja / "proyek", env=_lingkungan(kerja), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
            text=True, encoding="utf-8", errors="replace", start_new_session=True,
        )
        cukup = threading.Event()
        pendengar = threading.Thread(target=lambda: [cukup.is_set() or maju(_aman(b.rstrip("\n"))) for b in proses.stderr], daemon=True)
        pendengar.start()
        try:
            kode = proses.wait(batas)
            pendengar.join(5)  # a process left behind may hold the other end
            return kode
        except subprocess.TimeoutExpired:
            return None
        finally:
            cukup.set()  # what it says when it is ended is not about the archive
            _hentikan(proses)


def _hentikan(proses: subprocess.Popen) -> None:
    """First politely, so that it ends its kernels, which are in sessions of their own."""
    for sinyal in (signal.SIGINT, signal.SIGKILL):
        if proses.poll() is None:
            os.killpg(proses.pid, sinyal)
            try:
                proses.wait(10)
            except subprocess.TimeoutExpired:
                continue


@contextmanager
def _sinyal_sebagai_galat() -> Iterator[None]:
    """A request to end becomes KeyboardInterrupt, so that folders and processes are cleaned up as with Ctrl-C."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    lama = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, lama)


def _aman(teks: str) -> str:
    """What a stranger's program says must not steer the terminal."""
    return teks if teks.isprintable() else ascii(teks)


def _beda_versi(proyek: Path) -> tuple[str, ...]:
    """Packages here that are not of the version the archive's lock file names, which can explain differences."""
    kunci = proyek / "requirements.lock"
    out = []
    for baris in kunci.read_text("utf-8", "replace").splitlines() if kunci.is_file() else ():
        try:
            paket = Requirement(baris.rstrip(" \\")) if re.match(r"[A-Za-z0-9]", baris) else None
        except InvalidRequirement:
            continue
        if paket and (not paket.marker or paket.marker.evaluate()) and not paket.specifier.contains(kini := _versi(paket.name), prereleases=True):
            out.append(f"{paket.name} {kini}, di arsip {str(paket.specifier).removeprefix('==')}")
    return tuple(out)


def _versi(nama: str) -> str:
    try:
        return version(nama)
    except PackageNotFoundError:
        return "tidak terpasang"
