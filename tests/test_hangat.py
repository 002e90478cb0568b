"""Warm kernels: forked, and otherwise like any other; where they cannot be forked the normal ones give the same."""

import gc
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nbformat
import pytest
from alat import bundel
from conftest import AKAR, PARAMS
from jupyter_client.manager import start_new_kernel
from jupyter_client.provisioning import KernelProvisionerFactory
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook

from triwulan.office import params
from triwulan.press import hangat, laksana, mesin

PANAS = "import sys; print('triwulan.laporan.muatan' in sys.modules)"


@pytest.fixture
def hangat_bawaan(monkeypatch):
    """Every kernel comes from the provisioner, as `make lab` has it."""
    monkeypatch.setenv("JUPYTER_DEFAULT_PROVISIONER_NAME", mesin.PENYEDIA)
    KernelProvisionerFactory.clear_instance()  # it remembers what it found first
    yield
    KernelProvisionerFactory.clear_instance()


def tanya(kc, kode: str) -> str:
    """What a cell prints."""
    keluaran = []
    kc.execute_interactive(kode, output_hook=lambda m: keluaran.append(m["content"].get("text", "")), timeout=30)
    return "".join(keluaran).strip()


def hidup(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def tunggu(uji, detik: float = 10) -> bool:
    akhir = time.monotonic() + detik
    while not (jadi := uji()) and time.monotonic() < akhir:
        time.sleep(0.05)
    return jadi


def test_stock_nbclient_forks_its_kernels_each_a_process_of_its_own(hangat_bawaan):
    hasil = []
    for _ in range(2):
        nb = new_notebook(cells=[new_code_cell(PANAS), new_code_cell("import os; print(os.getpid(), os.getppid())")])
        NotebookClient(nb, kernel_name="python3").execute()
        assert nb.cells[0].outputs[0].text == "True\n"
        hasil.append(nb.cells[1].outputs[0].text.split())
    (satu, tungku), (dua, tungku_lagi) = hasil
    assert satu != dua and tungku == tungku_lagi and not hidup(int(satu)) and not hidup(int(dua))


def test_stock_papermill_takes_our_engine_by_name(tmp_path):
    nb = new_notebook(cells=[new_code_cell("kata = 'x'", metadata={"tags": ["parameters"]}), new_code_cell(f"{PANAS}\nprint(kata)")], metadata={"kernelspec": {"name": "python3", "display_name": "x", "language": "python"}})
    nbformat.write(nb, tmp_path / "asal.ipynb")
    papermill = Path(sys.executable).with_name("papermill")
    subprocess.run([papermill, "--engine", "triwulan", "-k", "python3", "asal.ipynb", "jadi.ipynb", "-p", "kata", "apa pun"], cwd=tmp_path, check=True, capture_output=True)
    assert nbformat.read(tmp_path / "jadi.ipynb", as_version=4).cells[-1].outputs[0].text == "True\napa pun\n"


def test_a_forked_kernel_is_interrupted_restarted_and_ended_as_any_other(hangat_bawaan, tmp_path):
    km, kc = start_new_kernel(cwd=str(tmp_path), env=os.environ | {"UJI_HANGAT": "ya"})
    try:
        assert tanya(kc, PANAS) == "True"
        assert tanya(kc, "import os, sys; print(os.getcwd(), os.environ['UJI_HANGAT'], sys.stdin.isatty())") == f"{tmp_path} ya False"
        pid = int(tanya(kc, "print(os.getpid())"))
        nomor = kc.execute("import time\ntry:\n    time.sleep(60)\nexcept KeyboardInterrupt:\n    print('berhenti')")
        time.sleep(0.5)
        km.interrupt_kernel()
        assert kc.get_shell_msg(timeout=10)["parent_header"]["msg_id"] == nomor
        km.restart_kernel()
        kc.wait_for_ready(timeout=30)
        lagi = int(tanya(kc, "import os; print(os.getpid())"))
        assert lagi != pid and not hidup(pid)
    finally:
        kc.stop_channels()
        km.shutdown_kernel(now=True)
    assert not hidup(lagi)


def test_a_kernel_that_dies_is_seen_to_be_dead_and_a_stove_that_was_ended_is_lit_again(hangat_bawaan):
    km, kc = start_new_kernel()
    kc.execute("import os; os._exit(3)")
    assert tunggu(lambda: not km.is_alive())
    kc.stop_channels()
    km.shutdown_kernel(now=True)
    for nb in (new_notebook(cells=[new_code_cell(f"{PANAS}\nimport os; print(os.getppid())")]) for _ in range(2)):
        NotebookClient(nb, kernel_name="python3").execute()
        panas, tungku = nb.cells[0].outputs[0].text.split()
        assert panas == "True"
        os.kill(int(tungku), signal.SIGKILL)


def test_a_kernel_started_after_an_edit_of_the_library_knows_it(hangat_bawaan, tmp_path):
    """The stove that was lit before is asked no more; the kernels it forked go on."""
    program = f"""
import sys; sys.path.insert(0, {str(tmp_path)!r})
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook
def tanya():
    nb = new_notebook(cells=[new_code_cell("import os, triwulan; print(triwulan.__file__, getattr(triwulan, 'BARU', 0), os.getppid())")])
    NotebookClient(nb, kernel_name="python3").execute()
    print(nb.cells[0].outputs[0].text.strip(), flush=True)
from jupyter_client.manager import start_new_kernel
km, kc = start_new_kernel()
tanya(); tanya()
open({str(tmp_path / "triwulan" / "__init__.py")!r}, "a").write("BARU = 1\\n")
tanya()
print(km.is_alive(), kc.execute_interactive("pass", timeout=20)["content"]["status"], flush=True)
"""
    subprocess.run(["cp", "-r", str(AKAR / "lib" / "triwulan"), str(tmp_path)], check=True)
    r = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env=os.environ | {"PYTHONPATH": str(tmp_path), "JUPYTER_DEFAULT_PROVISIONER_NAME": mesin.PENYEDIA}, timeout=120)
    (a, lama, t1), (b, lama_lagi, t2), (c, baru, t3), sebelumnya = (x.split() for x in r.stdout.splitlines() if x.startswith(("/", "True")))
    assert {a, b, c} == {str(tmp_path / "triwulan" / "__init__.py")} and (lama, lama_lagi, baru) == ("0", "0", "1") and t1 == t2 != t3, r.stderr
    assert sebelumnya == ["True", "ok"]


def test_a_call_runs_in_a_process_of_its_own_that_leaves_nothing(monkeypatch):
    monkeypatch.setenv("UJI_ISI", "isi")
    pid = hangat.sendiri(gc.collect, os.getpid)
    assert pid != os.getpid() and not hidup(pid) and hangat.sendiri(gc.collect, os.getenv, "UJI_ISI") == "isi"
    assert not Path(hangat.sendiri(gc.collect, tempfile.mkdtemp)).exists()
    assert hangat.sendiri(gc.collect, str.upper, "x" * 3_000_000) == "X" * 3_000_000
    monkeypatch.setattr(hangat, "BISA", False)
    assert hangat.sendiri(gc.collect, os.getpid) == os.getpid()


def test_a_printer_that_is_killed_fails_its_report_in_words(monkeypatch):
    with pytest.raises(hangat.Hilang):
        hangat.sendiri(gc.collect, sys.exit, 9)
    monkeypatch.setattr(hangat, "sendiri", lambda siap, *_: (_ for _ in ()).throw(hangat.Hilang("x")))
    h = laksana.cetak("uji", b"notebook", ["pdf"])
    assert h.galat.startswith("proses yang mencetaknya berhenti di tengah jalan") and h.berkas == {"uji.ipynb": b"notebook"}


def test_where_no_kernel_can_be_forked_the_normal_one_gives_the_same_notebook(monkeypatch, tmp_path):
    _, p = params.baca(PARAMS, AKAR)
    satu = bundel("lkj-kasi-pelayanan", "lkj-eselon-iv", p | {"jabatan": "kasi-pelayanan"}, AKAR)
    panas = laksana.bangun(satu)
    monkeypatch.setattr(hangat, "BISA", False)
    monkeypatch.setattr(hangat, "_cabang", lambda *_: pytest.fail("bercabang"))
    dingin = laksana.bangun(satu)
    assert panas.berkas and not panas.galat and panas.berkas == dingin.berkas


@pytest.mark.parametrize("perintah", [["python9", "-m", "ipykernel_launcher"], [sys.executable, "-m", "bash_kernel"], [sys.executable, "kernel.py"]])
def test_another_interpreter_or_kernel_is_not_forked(perintah):
    assert hangat._kernel([*perintah, "-f", "x"], {}) is None


def test_a_personal_profile_and_matplotlibrc_change_nothing(tmp_path, monkeypatch):
    """What starts up in an IPython profile would run in every report; a matplotlibrc would redraw every chart."""
    _, p = params.baca(PARAMS, AKAR)
    satu = bundel("lkj-sekretaris", "lkj-sekretaris", p, AKAR)
    biasa = laksana.bangun(satu)
    mulai = tmp_path / "profile_default" / "startup"
    mulai.mkdir(parents=True)
    (mulai / "00.py").write_text("print('saya ikut')\ntahun = 1999\n")
    (tmp_path / "matplotlibrc").write_text("font.size: 23\naxes.facecolor: pink\nlines.linewidth: 9\n")
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    monkeypatch.setenv("MATPLOTLIBRC", str(tmp_path / "matplotlibrc"))
    monkeypatch.setattr(hangat, "BISA", False)  # a kernel that reads them itself
    pribadi = laksana.bangun(satu)
    assert biasa.berkas and not biasa.galat and biasa.berkas == pribadi.berkas
    assert b"image/svg+xml" in biasa.berkas["lkj-sekretaris.ipynb"]


def test_when_whoever_asked_for_kernels_is_killed_they_end_and_the_stove_too(tmp_path):
    program = """
import time
from jupyter_client.manager import start_new_kernel
from jupyter_client.provisioning import KernelProvisionerFactory
km, kc = start_new_kernel()
isi = []
kc.execute_interactive("import os; print(os.getpid(), os.getppid())", output_hook=lambda m: isi.append(m["content"].get("text", "")))
print("".join(isi).strip(), flush=True)
time.sleep(600)
"""
    p = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True, env=os.environ | {"JUPYTER_DEFAULT_PROVISIONER_NAME": mesin.PENYEDIA})
    kernel, tungku = map(int, p.stdout.readline().split())
    assert hidup(kernel) and hidup(tungku)
    p.kill()
    p.wait()
    assert tunggu(lambda: not hidup(kernel) and not hidup(tungku))


def test_kernels_are_talked_to_through_files_that_nobody_else_may_open(monkeypatch, tmp_path):
    nb = new_notebook(cells=[new_code_cell(
        "import json, os\nfrom ipykernel.connect import get_connection_file\nf = get_connection_file()\n"
        "print(json.load(open(f))['transport'], os.stat(os.path.dirname(f)).st_mode & 0o077)",
    )], metadata={"kernelspec": {"name": "python3", "display_name": "x", "language": "python"}})
    satu = laksana.Bundel("uji", "uji.ipynb", {}, {"uji.ipynb": nbformat.writes(nb).encode()})
    h = laksana.bangun(satu)
    assert b"ipc 0\\n" in h.berkas["uji.ipynb"], h
    # Where the folder for temporary files has so long a name that no socket can be called by it, ports do.
    jauh = tmp_path / ("x" * 90)
    jauh.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(jauh))
    h = laksana.bangun(satu)
    assert b"tcp 0\\n" in h.berkas["uji.ipynb"], h
