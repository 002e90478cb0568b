"""System programs that tests look through: one that is missing is named, and on the build server that is a failure."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest


def perlu(program: str) -> str:
    """The path of a program; without it the test says by name that it was not run."""
    if not (path := shutil.which(program)):
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(f"tidak dijalankan: program {program} tidak ada")
    return path


def jalankan(program: str, *argumen) -> str:
    """What the program prints. Raises CalledProcessError when it fails."""
    return subprocess.run([perlu(program), *map(str, argumen)], capture_output=True, text=True, check=True).stdout


def buka_laporan(nama: str, parameter):
    """A report of the project opened without its notebook."""
    from triwulan.laporan.buka import muat, siapkan
    from triwulan.laporan.daftar import JENIS, Satuan

    jenis = nama if nama in JENIS else "lkj-eselon-iv"
    return siapkan(Satuan(nama, jenis, JENIS[jenis].jabatan or nama.removeprefix("lkj-")), parameter, *muat(parameter))


def axe() -> str:
    """The accessibility checker axe-core, from where .ci/run puts it."""
    path = Path(__file__).parents[1] / ".ci" / "node_modules" / "axe-core" / "axe.min.js"
    if not path.exists():
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)("tidak dijalankan: axe-core tidak ada; npm install --prefix .ci axe-core")
    return path.read_text("utf-8")
