"""The notebook in JupyterLab, driven in a real browser: Run All from the file browser's folder, the export menu."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request

import nbformat
import pytest


@pytest.fixture
def lab(akar, tmp_path):
    """A JupyterLab server over a copy of the notebooks' folder beside the real data; yields its address."""
    for nama in ("data", "params"):
        (tmp_path / nama).symlink_to(akar / nama)
    # All of them: the audit and the lesson fill the tables of the other reports.
    shutil.copytree(akar / "notebooks", tmp_path / "notebooks", ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port = s.getsockname()[1]
    env = {**os.environ, "JUPYTER_CONFIG_DIR": str(tmp_path / "config"), "JUPYTER_RUNTIME_DIR": str(tmp_path / "run"), "JUPYTERLAB_SETTINGS_DIR": str(tmp_path / "lab")}
    server = subprocess.Popen(
        [sys.executable, "-m", "jupyter", "lab", "notebooks", "--no-browser", "--expose-app-in-browser", "--allow-root", "--ip=127.0.0.1", f"--port={port}", "--IdentityProvider.token=uji"],
        cwd=tmp_path, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )
    alamat = f"http://127.0.0.1:{port}"
    for _ in range(120):
        try:
            urllib.request.urlopen(f"{alamat}/api/status?token=uji", timeout=2).read()
            break
        except OSError:
            time.sleep(0.5)
    yield alamat
    server.terminate()
    server.wait(20)


@pytest.mark.parametrize("nama", ["lkj-camat", "pemeriksaan", "telusur-angka"])
def test_run_all_in_jupyterlab(peramban, lab, akar, nama):
    nb = nbformat.read(akar / "notebooks" / f"{nama}.ipynb", as_version=4)
    kode = sum(c.cell_type == "code" for c in nb.cells)
    page = peramban.new_page(viewport={"width": 1400, "height": 1000})
    page.goto(f"{lab}/lab/tree/{nama}.ipynb?token=uji&reset")
    page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=90_000)
    # Before the kernel answers, the menu's command would be lost.
    page.wait_for_selector("text=Python 3 (ipykernel) | Idle", timeout=90_000)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    # A cell has its number once it has run; the input of some is folded away.
    page.wait_for_function(
        "n => { const c = window.jupyterapp.shell.currentWidget.content.widgets.filter(w => w.model.type === 'code');"
        " return c.length === n && c.every(w => w.model.executionCount > 0 && w.model.executionState !== 'running') }",
        arg=kode, timeout=120_000,
    )
    assert page.locator(".jp-RenderedText[data-mime-type='application/vnd.jupyter.error'], .jp-RenderedText[data-mime-type='application/vnd.jupyter.stderr']").count() == 0
    page.get_by_role("menuitem", name="File", exact=True).click()
    page.get_by_text("Save and Export Notebook As").hover()
    page.wait_for_selector("text=Triwulan-pdf", timeout=20_000)
    assert page.get_by_text("Triwulan-html").count() == 1
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    if tujuan := os.environ.get("TRIWULAN_POTRET"):
        page.screenshot(path=tujuan)
    page.close()
