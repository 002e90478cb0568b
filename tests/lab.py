"""A JupyterLab server over a folder, and a page of it driven as a person does."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import nbformat
from alat import perlu

#: What is open now is ready for a command: before the kernel answers, the menu's would be lost.
SIAP = "n => { const w = window.jupyterapp?.shell.currentWidget; return w?.context?.path.split('/').pop() === n && w.context.isReady && w.sessionContext.session?.kernel?.status === 'idle' }"
#: Every code cell has its number, none runs; or one has failed and the rest was not run.
SELESAI = """() => { const c = window.jupyterapp.shell.currentWidget.content.widgets.filter(w => w.model.type === 'code');
 const jalan = c.every(w => w.model.executionState !== 'running' && w.promptNode?.textContent !== '[*]:');
 const gagal = c.some(w => { const o = w.model.outputs; return [...Array(o.length).keys()].some(i => o.get(i).type === 'error') });
 return jalan && (gagal || c.every(w => w.model.executionCount > 0)) }"""
GAGAL = ".jp-RenderedText[data-mime-type='application/vnd.jupyter.error'], .jp-RenderedText[data-mime-type='application/vnd.jupyter.stderr']"


def proyek(akar: Path, tujuan: Path, data: bool = False) -> Path:
    """A copy of what JupyterLab shows; `data`: with data of its own, to break."""
    tujuan.mkdir()
    for nama in ("notebooks", "lab", "docs", "params", *(["data"] if data else [])):
        shutil.copytree(akar / nama, tujuan / nama, ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    if not data:
        (tujuan / "data").symlink_to(akar / "data")
    shutil.copy(akar / "Makefile", tujuan)
    return tujuan


@contextmanager
def peladen(folder: Path, rahasia: Path, perintah: str = ""):
    """A server started in `folder` with `jupyter lab`, or by the lines of `perintah`; yields its address. `rahasia` holds what
    Jupyter remembers."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port = s.getsockname()[1]
    jupyter = {f"JUPYTER_{n}_DIR": str(rahasia / n) for n in ("CONFIG", "DATA", "RUNTIME")} | {f"JUPYTERLAB_{n}_DIR": str(rahasia / n) for n in ("SETTINGS", "WORKSPACES")}
    pilihan = f" --no-browser --expose-app-in-browser --allow-root --ip=127.0.0.1 --port={port} --IdentityProvider.token=uji"
    perintah = (perintah or f"{Path(sys.executable).parent}/jupyter lab").strip().replace("\n", " && ")
    server = subprocess.Popen(f"exec 2>/dev/null; {perintah}{pilihan}", shell=True, cwd=folder, env=os.environ | jupyter, stdout=subprocess.DEVNULL, start_new_session=True)
    alamat = f"http://127.0.0.1:{port}"
    for _ in range(120):
        try:
            urllib.request.urlopen(f"{alamat}/api/status?token=uji", timeout=2).read()
            break
        except OSError:
            time.sleep(0.25)
    try:
        yield alamat
    finally:
        os.killpg(server.pid, 15)
        server.wait(20)


def make_lab(folder: Path) -> str:
    """What `make lab` runs, with this interpreter's programs."""
    keluar = subprocess.run([perlu("make"), "-s", "-n", "-o", ".venv/.siap", "lab", f"BIN={Path(sys.executable).parent}"], cwd=folder, capture_output=True, text=True, check=True)
    return keluar.stdout


def halaman(peramban, alamat: str, jalur: str = "/lab?reset&"):
    """A page of the server, opened."""
    page = peramban.new_page(viewport={"width": 1400, "height": 1000})
    page.goto(f"{alamat}{jalur}token=uji")
    page.wait_for_selector(".jp-DirListing-item", timeout=90_000)
    return page


def buka(page, nama: str, *folder: str) -> None:
    """Closes what is open, double-clicks through folders of the file browser to a notebook, and waits for its kernel."""
    tutup(page)
    if folder:
        page.locator(".jp-BreadCrumbs-home").click()
    for f in (*folder, nama):
        page.locator(".jp-DirListing-item").filter(has=page.get_by_text(f, exact=True)).dblclick(timeout=20_000)
    page.wait_for_function(SIAP, arg=nama, timeout=90_000)


def jalankan(page) -> None:
    """Run → Run All Cells, to the end."""
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    page.wait_for_timeout(200)
    page.wait_for_function(SELESAI, timeout=120_000)


def tutup(page) -> None:
    """Closes everything in the main area without saving it, and the kernels."""
    page.evaluate("""async () => { const a = window.jupyterapp; await a.serviceManager.sessions.shutdownAll();
        for (const w of [...a.shell.widgets('main')]) { if (w.context?.model.dirty) await w.context.revert(); w.dispose() } }""")


def kode(akar: Path, nama: str) -> int:
    """How many code cells a notebook of the project has."""
    return sum(c.cell_type == "code" for c in nbformat.read(akar / "notebooks" / nama, as_version=4).cells)
