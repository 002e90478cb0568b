"""The workers of one machine: none outlives the work, however that ends; a worker that is lost is said."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import wait
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest
from alat import susun_satu
from test_hangat import hidup, tunggu

from triwulan.press import laksana
from triwulan.press.pekerja import inti, kolam

PROGRAM = """
import os, sys, time
from triwulan.press.pekerja import kolam
from tests_pekerja_tugas import diam
with kolam(2) as (pelaksana, banyak):
    tugas = [pelaksana.submit(diam) for _ in range(2)]
    time.sleep(1)
    {akhir}
"""
TUGAS = """
import os, tempfile, time
def diam():
    open(f"pid-{os.getpid()}", "w").close()
    open(tempfile.mkdtemp() + "/data", "w").close()
    time.sleep(600)
"""


@pytest.mark.parametrize(("akhir", "kode"), [("os.kill(os.getpid(), 9)", -9), ("raise KeyboardInterrupt", 130), ("raise SystemExit(3)", 3)])
def test_workers_end_with_whoever_gives_the_work(tmp_path, akhir, kode):
    """Each of them with its stove: all that the program started, by the folder they work in."""
    (tmp_path / "tests_pekerja_tugas.py").write_text(TUGAS)
    (sementara := tmp_path / "sementara").mkdir()
    lingkungan = os.environ | {"PYTHONPATH": f"{os.environ.get('PYTHONPATH', '')}:{tmp_path}", "TMPDIR": str(sementara)}
    p = subprocess.run([sys.executable, "-c", PROGRAM.format(akhir=akhir)], cwd=tmp_path, capture_output=True, env=lingkungan, timeout=60)
    assert p.returncode in (kode, -2 if kode == 130 else kode), p.stderr
    assert len([*tmp_path.glob("pid-*")]) == 2
    assert tunggu(lambda: not _di(tmp_path)), _di(tmp_path)
    assert not [*sementara.glob("triwulan-*")], "what lay aside is an office's data"


def _di(folder: Path) -> list[str]:
    """The processes whose working folder it is."""
    semua = []
    for p in Path("/proc").glob("[0-9]*"):
        try:
            semua += [p.name] if os.readlink(p / "cwd") == str(folder) and hidup(int(p.name)) else []
        except OSError:
            continue
    return semua


def mati(*_):
    os.kill(os.getpid(), signal.SIGKILL)


def test_a_worker_that_is_lost_fails_its_report_in_words_and_leaves_the_earlier_one(tmp_path, monkeypatch):
    tujuan = tmp_path / "tw"
    tujuan.mkdir()
    (tujuan / "uji.html").write_text("kemarin")
    monkeypatch.setattr(laksana, "bangun", mati)
    with kolam(1) as (pelaksana, _):
        (h,) = susun_satu([laksana.Bundel("uji", "uji.ipynb", {}, {})], ["html"], tujuan, pelaksana)
    assert h.galat.startswith("proses yang menyusunnya berhenti di tengah jalan") and "--pekerja 1" in h.galat
    assert (tujuan / "uji.html").read_text() == "kemarin"


def test_of_a_worker_that_is_lost_only_the_report_is_begun_anew(tmp_path):
    """The others go on, those not yet begun too; what ends each worker is given up."""
    with kolam(2) as (pelaksana, _):
        sekali, selalu = pelaksana.submit(_mati_sekali, tmp_path / "sekali"), pelaksana.submit(mati)
        lain = [pelaksana.submit(os.path.basename, f"a/{n}") for n in range(8)]
        assert [f.result(60) for f in lain] == [str(n) for n in range(8)] and sekali.result(60) == "kali ini jadi"
        with pytest.raises(BrokenProcessPool):
            selalu.result(60)
        assert pelaksana.submit(os.path.basename, "a/b").result(60) == "b"


def test_workers_that_are_killed_while_they_hand_over_keep_nobody_waiting(tmp_path):
    with kolam(2) as (pelaksana, _):
        tugas = [pelaksana.submit(_besar, tmp_path) for _ in range(6)]
        for n in range(6):
            assert tunggu(lambda n=n: len([*tmp_path.iterdir()]) > n, 60)
            time.sleep(0.02 * n)
            with contextlib.suppress(ProcessLookupError):
                os.kill(int(max(tmp_path.iterdir(), key=lambda p: p.stat().st_mtime_ns).name.split("-")[0]), signal.SIGKILL)
        wait(tugas, timeout=120)
        assert all(f.done() and (f.exception() is None or isinstance(f.exception(), BrokenProcessPool)) for f in tugas)


def _besar(folder: Path) -> bytes:
    (folder / f"{os.getpid()}-{time.monotonic_ns()}").touch()
    return bytes(20_000_000)


def _mati_sekali(tanda: Path) -> str:
    if not tanda.exists():
        tanda.touch()
        mati()
    return "kali ini jadi"


def test_there_are_as_many_workers_as_processors_that_may_be_used():
    perintah = "from triwulan.press.pekerja import inti; print(inti())"
    assert inti() == len(os.sched_getaffinity(0))
    assert subprocess.run(["taskset", "-c", str(min(os.sched_getaffinity(0))), sys.executable, "-c", perintah], capture_output=True, text=True).stdout == "1\n"


def _bertemu(folder: Path) -> bool:
    """Whether somebody else is here at the same time."""
    (folder / str(os.getpid())).touch()
    return tunggu(lambda: len([*folder.iterdir()]) == 2, 60)


def test_workers_work_at_the_same_time(tmp_path):
    with kolam(2) as (pelaksana, _):
        assert all(pelaksana.map(_bertemu, [tmp_path] * 2))
