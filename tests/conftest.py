"""Shared ground: the project folder, the opened Lumajang report with all its tables, and one executed notebook."""

import os
import shutil
from pathlib import Path

import pytest
from alat import bangun, buka_laporan, bundel, perlu
from hypothesis import HealthCheck, settings

from triwulan.laporan import baris, formulir
from triwulan.office import params
from triwulan.press import laksana

AKAR = Path(__file__).resolve().parents[1]
PARAMS = AKAR / "params" / "kecamatan-lumajang" / "2024-tw2.yaml"

#: The files that take longest, begun first: whichever were left to the end, one worker would run it while the others wait.
LAMA = ("test_dokumen", "test_lab", "test_susun", "test_panduan", "test_pemeriksaan", "test_telusur", "test_meja", "test_masukan", "test_isian")

settings.register_profile("proyek", deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
settings.load_profile("proyek")


def pytest_collection_modifyitems(items):
    items.sort(key=lambda i: LAMA.index(i.path.stem) if i.path.stem in LAMA else len(LAMA))


@pytest.fixture(scope="session")
def akar() -> Path:
    return AKAR


@pytest.fixture(autouse=True)
def _di_proyek(monkeypatch):
    monkeypatch.chdir(AKAR)


@pytest.fixture
def salinan(tmp_path, monkeypatch) -> Path:
    """A project folder of its own (data and params of Kecamatan Lumajang, notebooks) to break things in."""
    for nama in ("data", "params", "notebooks"):
        shutil.copytree(AKAR / nama, tmp_path / nama, ignore=shutil.ignore_patterns(".ipynb_checkpoints", "kecamatan-contoh"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def contoh(tmp_path, monkeypatch) -> Path:
    """The same with Kecamatan Contoh too."""
    for nama in ("data", "params", "notebooks"):
        shutil.copytree(AKAR / nama, tmp_path / nama, ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="session")
def peramban():
    """The system's Chromium."""
    chromium = perlu("chromium")
    from playwright.sync_api import sync_playwright

    args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run", "--disable-sync", "--disable-component-update"]
    with sync_playwright() as p:
        browser = p.chromium.launch(executable_path=chromium, args=args)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def lap():
    """The Camat's report, opened without a notebook, with every table of the notebook filled."""
    os.chdir(AKAR)
    parameter, _ = params.baca(PARAMS, AKAR)
    lap = buka_laporan("lkj-camat", parameter)
    for form, rows, tabel, lingkup in (
        (formulir.FORMULASI_TUJUAN, baris.tujuan, "2.1", None),
        (formulir.PK_TARGET, baris.pk_target, "2.2", None),
        (formulir.PK_ANGGARAN, baris.pk_anggaran, "2.2-anggaran", None),
        (formulir.CAPAIAN_TUJUAN_SASARAN, baris.tujuan_dan_sasaran, "3.2", None),
        (formulir.BIAYA_PER_HASIL, baris.program, "3.3", None),
        (formulir.BIAYA_PER_HASIL, baris.program, "efisiensi", None),
        (formulir.PENGUKURAN_KINERJA, baris.sasaran, "3.4", None),
        (formulir.PROGRAM_PENUNJANG, baris.penunjang, "program-penunjang", None),
        (formulir.LRA_SAP, baris.lra_sap, "lra", "kecamatan"),
        (formulir.LRA_REKENING, baris.lra_rekening, "lra-rekening", "kecamatan"),
        (formulir.PK_TARGET, baris.pk_target, "pk-target", None),
        (formulir.PK_ANGGARAN, baris.pk_anggaran, "pk-anggaran", None),
    ):
        lap.tabel(form, judul=tabel, baris=rows, tabel=tabel, lingkup=lingkup)
    return lap


@pytest.fixture(scope="session")
def hasil() -> laksana.Hasil:
    """The Camat's report built once as `triwulan susun` builds it: notebook, HTML, PDF, ledger rows."""
    _, mentah = params.baca(PARAMS, AKAR)
    h = bangun(bundel("lkj-camat", "lkj-camat", mentah, AKAR), ["html", "pdf"])
    assert not h.galat, h.galat
    return h
