"""Start-up: a command imports what it uses, and asking how one is called imports next to nothing."""

import subprocess
import sys

import pytest

PROGRAM = """
import sys
from triwulan.cli import app
sys.argv = ["triwulan", *{argumen!r}]
try:
    app()
except SystemExit as akhir:
    assert not akhir.code, akhir.code
print("MODUL", *sorted({{m.split(".")[0] for m in sys.modules}} | {{m for m in sys.modules if m.startswith("triwulan.")}}))
"""
BERAT = {"pandas", "numpy", "pandera", "pydantic", "matplotlib", "papermill", "nbconvert", "nbformat", "nbclient", "jupyter_client", "ipykernel", "IPython", "zmq", "typst", "pikepdf", "docx", "xlsxwriter", "openpyxl", "distributed", "dask", "rocrate", "bagit", "jinja2", "mistune", "rich"}


def modul(*argumen: str) -> set[str]:
    """What has been imported when a command is done."""
    r = subprocess.run([sys.executable, "-c", PROGRAM.format(argumen=argumen)], capture_output=True, text=True)
    assert r.returncode == 0, r.stderr
    return set(r.stdout.splitlines()[-1].split()[1:])


@pytest.mark.parametrize("argumen", [["--help"], ["susun", "--help"], ["jelaskan", "--help"], ["verifikasi", "--help"]])
def test_help_imports_nothing_heavy(argumen):
    # typer itself looks for pydantic where a command has arguments.
    assert modul(*argumen) & BERAT <= ({"pydantic"} if len(argumen) > 1 else set())


def test_a_quarter_in_which_nothing_changed_is_told_without_opening_the_data(contoh, monkeypatch):
    from alat import tanpa_pekerja
    from typer.testing import CliRunner

    from triwulan.cli import app
    from triwulan.press import laksana

    tanpa_pekerja(monkeypatch, lambda b, *_: laksana.Hasil(b.laporan, {f"{b.laporan}.{x}": b"x" for x in ("ipynb", "html", "pdf")}, waktu=(laksana.kini(),) * 2))
    argumen = ["susun", "params/kecamatan-contoh/2025-tw2.yaml", "--laporan", "lkj-camat"]
    assert CliRunner().invoke(app, argumen).exit_code == 0
    ada = modul(*argumen)
    assert ada & BERAT <= {"pydantic", "jinja2", "mistune", "nbformat"} and "triwulan.office.data" not in ada
