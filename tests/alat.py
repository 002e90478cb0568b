"""System programs that tests look through: one that is missing is named, and on the build server that is a failure."""

import os
import shutil
import subprocess
from concurrent.futures import Executor, Future
from contextlib import nullcontext
from dataclasses import replace
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


class Langsung(Executor):
    """Workers that are none: what is submitted is done at once, in this process."""

    def submit(self, fn, /, *argumen, **pilihan):
        selesai = Future()
        try:
            selesai.set_result(fn(*argumen, **pilihan))
        except BaseException as error:
            selesai.set_exception(error)
        return selesai


def tanpa_pekerja(monkeypatch, bangun) -> None:
    """`triwulan susun` builds its reports with `bangun`, in this process; they are not printed."""
    from triwulan.press import laksana, pekerja

    monkeypatch.setattr(laksana, "bangun", bangun)
    monkeypatch.setattr(laksana, "cetak", lambda nama, *_: laksana.Hasil(nama))
    monkeypatch.setattr(pekerja, "kolam", lambda _: nullcontext((Langsung(), 1)))


def bangun(bundel, format_):
    """One report executed and printed; nothing is printed of one that failed."""
    from triwulan.press import laksana

    h = laksana.bangun(bundel)
    return h if h.galat else replace(c := laksana.cetak(bundel.laporan, h.berkas[f"{bundel.laporan}.ipynb"], format_), berkas=h.berkas | c.berkas, angka=h.angka, waktu=h.waktu)


def susun_satu(bundel, format_, tujuan: Path, pelaksana: Executor | None = None, catatan=lambda h: {}, **pilihan):
    """One quarter built; what became of its reports."""
    from triwulan.press import build

    ((_, hasil),) = build.susun([build.Triwulan(bundel, tujuan, catatan)], format_, pelaksana or Langsung(), **pilihan)
    return hasil


def bundel(nama: str, notebook: str, parameter: dict, akar: Path):
    """One report of a project with all its data, parameters and notebooks."""
    from triwulan.press.laksana import Bundel

    folder = (f"data/{parameter['unit']}", "params", "notebooks")
    berkas = {p.relative_to(akar).as_posix(): p.read_bytes() for f in folder for p in (akar / f).rglob("*") if p.is_file()}
    return Bundel(nama, f"notebooks/{notebook}.ipynb", parameter, berkas)
