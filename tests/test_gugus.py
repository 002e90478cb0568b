"""Reports on a Dask cluster: the same bytes, a worker that is killed costs time only, what cannot work is said."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import CancelledError, Executor, Future
from pathlib import Path

import pytest
from alat import bangun, bundel, susun_satu
from conftest import AKAR, PARAMS
from test_hangat import tunggu

from triwulan.disk.kunci import kunci, samping
from triwulan.laporan.bundel import rencana
from triwulan.office import params
from triwulan.press import giliran, laksana, segar
from triwulan.press.gugus import Gugus, TakTersambung, _awasi, gugus

PARAMS_ = "params/kecamatan-lumajang/2024-tw2.yaml"
BAGIAN = ("lkj-kasi-pelayanan", "lkj-kasi-pemerintahan", "lkj-kasubbag-umum")


def mulai(*perintah: str, kata: str, env=None) -> subprocess.Popen:
    """A program of the cluster, once it has said `kata`."""
    p = subprocess.Popen([sys.executable, "-m", "distributed.cli.dask_" + perintah[0], *perintah[1:]], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=os.environ | (env or {}))
    for baris in p.stdout:
        if kata in baris:
            threading.Thread(target=p.stdout.read, daemon=True).start()
            return p
    raise RuntimeError(f"{perintah}: berakhir")


@pytest.fixture(scope="module")
def alamat(tmp_path_factory):
    """A scheduler, with two workers below it that share nothing with us but the library."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        porta = s.getsockname()[1]
    tcp, ruang = f"tcp://127.0.0.1:{porta}", tmp_path_factory.mktemp("dask")
    penjadwal = mulai("scheduler", "--host", "127.0.0.1", "--port", str(porta), "--no-dashboard", kata="Scheduler at")
    pekerja = [mulai("worker", tcp, "--nthreads", "1", "--no-dashboard", "--local-directory", str(ruang), kata="Registered to") for _ in range(2)]
    yield tcp
    for p in (*pekerja, penjadwal):
        p.terminate()
        p.wait(30)


@pytest.fixture(scope="module")
def lokal(tmp_path_factory):
    """Three reports as this process makes them."""
    os.chdir(AKAR)
    tujuan = tmp_path_factory.mktemp("lokal") / "tw"
    (satu,) = rencana([AKAR / PARAMS_], BAGIAN)
    assert not [h.galat for h in susun_satu(satu.bundel, ["html", "pdf"], tujuan) if h.galat]
    return isi(tujuan)


def isi(tujuan: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in tujuan.iterdir() if p.name != "catatan-run.json"}


def jalan(alamat: str, tujuan: Path, *pilihan: str) -> subprocess.Popen:
    perintah = [sys.executable, "-m", "triwulan.cli", "susun", PARAMS_, *(x for n in BAGIAN for x in ("--laporan", n)), "--keluaran", str(tujuan), "--dask", alamat, *pilihan]
    return subprocess.Popen(perintah, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=AKAR)


def test_a_cluster_gives_the_same_bytes_also_when_a_worker_is_killed_in_the_middle(alamat, lokal, tmp_path):
    p = jalan(alamat, tmp_path)
    _, galat = p.communicate(timeout=240)
    assert p.returncode == 0 and isi(tmp_path / "kecamatan-lumajang" / "2024-tw2") == lokal, galat
    langkah = [b for b in galat.splitlines() if b.startswith("[")]
    assert [b.split()[0] for b in langkah if not b.endswith(" (tinggal dicetak)")] == ["[1/3]", "[2/3]", "[3/3]"] and len(langkah) == 6
    # Again, and the first that works on it is killed.
    from distributed import Client

    with Client(alamat, set_as_default=False) as klien:
        p = jalan(alamat, tmp_path, "--paksa")
        akhir = time.monotonic() + 60
        while time.monotonic() < akhir and not (kerja := {w for w, t in klien.processing().items() if t}):
            time.sleep(0.05)
        time.sleep(0.5)
        pid = klien.run(os.getpid, workers=[min(kerja)])
        os.kill(next(iter(pid.values())), signal.SIGKILL)
    _, galat = p.communicate(timeout=240)
    assert p.returncode == 0 and isi(tmp_path / "kecamatan-lumajang" / "2024-tw2") == lokal and "Traceback" not in galat, galat


@pytest.mark.parametrize("di_gugus", [True, False])
def test_whoever_stops_the_command_is_told_and_need_not_wait(alamat, tmp_path, di_gugus):
    """While workers are at it, and while the command has only begun to read."""
    from distributed import Client

    with Client(alamat, set_as_default=False) as klien:
        p = jalan(alamat, tmp_path)
        assert tunggu(lambda: any(klien.processing().values()), 60) if di_gugus else not time.sleep(1)
    p.send_signal(signal.SIGINT)
    _, galat = p.communicate(timeout=30)
    assert p.returncode == 130 and f"Dihentikan. Laporan yang sudah ada di {tmp_path} tetap seperti semula." in galat and "Traceback" not in galat
    assert not list(tmp_path.rglob("*.html"))


@pytest.mark.parametrize(("alamat_", "kata"), [
    ("10.0.0.5", "bukan alamat penjadwal; tulis seperti yang dicetak dask scheduler, misalnya tcp://10.0.0.5:8786"),
    ("tcp://127.0.0.1:1", "penjadwal tidak menjawab"), ("tcp://127.0.0.1:99999", "penjadwal tidak menjawab. "), ("", "bukan alamat penjadwal"),
])
def test_an_address_where_no_scheduler_is_is_said_and_nothing_changes(tmp_path, alamat_, kata):
    p = jalan(alamat_, tmp_path)
    _, galat = p.communicate(timeout=60)
    assert p.returncode == 1 and f"--dask {alamat_}: {kata}" in galat and "Traceback" not in galat
    assert not list(tmp_path.rglob("*.html")) or [f.name for f in tmp_path.rglob("*.html")] == ["index.html"]


def test_workers_with_another_library_are_refused_by_name(alamat, monkeypatch):
    monkeypatch.setattr(segar, "lingkungan", _lain)
    with pytest.raises(TakTersambung, match=r"2 dari 2 pekerja memakai pustaka, paket, atau Python yang lain dari perintah ini.*: 2 di tcp://127\.0\.0\.1"), gugus(alamat, print):
        pass


def _lain() -> str:
    return "lain"


def test_a_worker_that_comes_later_with_another_library_is_named_and_gives_its_reports_back(alamat, tmp_path):
    """The others make them all. One at a time is where Dask alone would give a report back to the same worker for ever."""
    shutil.copytree(AKAR / "lib", tmp_path / "lib")
    with (tmp_path / "lib" / "triwulan" / "press" / "tata.py").open("a") as f:
        f.write("# lain\n")
    kata: list[str] = []
    with gugus(alamat, kata.append) as (pelaksana, banyak):
        p = mulai("worker", alamat, "--nthreads", "1", "--no-dashboard", "--local-directory", str(tmp_path), kata="Registered to", env={"PYTHONPATH": str(tmp_path / "lib")})
        try:
            assert tunggu(lambda: len(pelaksana.pekerja()) == 3, 30)
            pid = {pelaksana.submit(os.getppid).result(60) for _ in range(12)} | {f.result(60) for f in [pelaksana.submit(os.getppid) for _ in range(20)]}
            assert len(kata) == 1 and re.fullmatch(r"pekerja tcp://127\.0\.0\.1:\d+ memakai pustaka, .* jadi tidak dipakai; .*", kata[0])
            assert banyak == 4 and len(pelaksana.pekerja()) == 2 and pid and p.pid not in pid
        finally:
            p.terminate()
            p.wait(30)


def test_what_a_worker_cannot_do_and_what_is_given_up_reaches_whoever_waits(alamat):
    with gugus(alamat, print) as (pelaksana, _):
        with pytest.raises(ZeroDivisionError):
            pelaksana.submit(divmod, 1, 0).result(60)
        lama = pelaksana.submit(time.sleep, 60)
    with pytest.raises(CancelledError):
        lama.result(30)


def test_a_cluster_whose_workers_have_all_gone_is_said_once(monkeypatch):
    monkeypatch.setattr("triwulan.press.gugus.JEDA", 0.01)
    kata, selesai = [], threading.Event()
    _awasi(Gugus(Sepi(), print), lambda hal: (kata.append(hal), selesai.wait(0.1)), selesai)
    assert len(kata) == 1 and "tidak ada lagi pekerja di gugus; perintah ini menunggu" in kata[0]


class Sepi:
    """A scheduler without workers, that is gone when it has been asked some times."""

    sisa = 5

    def scheduler_info(self, **_):
        self.sisa -= 1
        if not self.sisa:
            raise OSError
        return {"workers": {}}


def test_what_a_worker_puts_aside_lies_in_its_own_folder(alamat):
    with gugus(alamat, print) as (pelaksana, _):
        assert "dask-scratch-space" in pelaksana.submit(tempfile.mkdtemp).result(60)


class Macet(Executor):
    def __init__(self, galat):
        self.galat = galat

    def submit(self, *_):
        f = Future()
        f.set_exception(self.galat)
        return f


class KilledWorker(Exception):
    pass


def test_a_report_whose_workers_are_lost_again_and_again_fails_alone(tmp_path):
    satu = laksana.Bundel("uji", "uji.ipynb", {}, {})
    (h,) = susun_satu([satu], [], tmp_path / "tw", Macet(KilledWorker("x")))
    assert h.galat == giliran.HILANG
    (h,) = susun_satu([satu], [], tmp_path / "tw", Macet(MemoryError("penuh")))
    assert h.galat == "tidak dapat dikerjakan pekerja: MemoryError: penuh"


def test_a_scheduler_that_is_lost_leaves_everything_as_it_was_and_the_folder_free(tmp_path):
    tujuan = tmp_path / "tw"
    with pytest.raises(CancelledError):
        susun_satu([laksana.Bundel("uji", "uji.ipynb", {}, {})], [], tujuan, Macet(CancelledError()))
    assert not list(tujuan.iterdir())
    with kunci(samping(tujuan), tujuan):
        pass


def test_a_report_is_made_of_the_bytes_of_its_bundle_wherever_it_is(tmp_path, monkeypatch):
    """No file of the project is there."""
    _, p = params.baca(PARAMS, AKAR)
    satu = bundel("lkj-kasi-pelayanan", "lkj-eselon-iv", p | {"jabatan": "kasi-pelayanan"}, AKAR)
    di_sini = bangun(satu, ["html"])
    monkeypatch.chdir(tmp_path)
    assert bangun(satu, ["html"]).berkas == di_sini.berkas and not di_sini.galat
    assert not list(tmp_path.iterdir())
