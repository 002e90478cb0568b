"""Entry workbooks out and back in: nothing changes by itself, whatever program has saved them."""

import subprocess
from pathlib import Path

import openpyxl
import pytest
from alat import perlu

from triwulan.laporan.isian import susun
from triwulan.laporan.masuk import isian
from triwulan.laporan.buka import muat
from triwulan.office import params

AKAR = Path(__file__).resolve().parents[1]
TRIWULAN = ["kecamatan-contoh/2025-tw1", "kecamatan-contoh/2025-tw2", "kecamatan-contoh/2025-tw3", "kecamatan-contoh/2025-tw4", "kecamatan-lumajang/2024-tw2"]


def bahan(nama: str, akar: Path = AKAR):
    """(data, parameters, rule set) of a quarter."""
    parameter, _ = params.baca(akar / "params" / f"{nama}.yaml", akar)
    data, aturan = muat(parameter, akar)
    return data, parameter, aturan


@pytest.fixture(scope="module")
def diekspor(tmp_path_factory) -> dict[str, Path]:
    """The workbook of every quarter of both offices, as written."""
    folder = tmp_path_factory.mktemp("isian")
    jadi = {}
    for nama in TRIWULAN:
        jadi[nama] = folder / f"{nama.replace('/', '-')}.xlsx"
        jadi[nama].write_bytes(susun.buku(*bahan(nama)))
    return jadi


@pytest.fixture(scope="module")
def disimpan_libreoffice(diekspor, tmp_path_factory) -> dict[str, Path]:
    """The same, opened and saved by LibreOffice in one start."""
    folder = tmp_path_factory.mktemp("libreoffice")
    subprocess.run([perlu("soffice"), f"-env:UserInstallation={folder.as_uri()}/profil", "--headless", "--convert-to", "xlsx", "--outdir", str(folder), *map(str, diekspor.values())], check=True, capture_output=True)
    return {nama: folder / path.name for nama, path in diekspor.items()}


@pytest.mark.parametrize("nama", TRIWULAN)
def test_exported_and_read_back_nothing_changes(diekspor, nama):
    masukan = isian.baca(AKAR, [diekspor[nama]])
    assert not masukan.usul and "sel berisi" in masukan.kalimat[0]


@pytest.mark.parametrize("nama", TRIWULAN)
def test_saved_by_libreoffice_nothing_changes(disimpan_libreoffice, nama):
    assert isian.dikenali(disimpan_libreoffice[nama]) and not isian.baca(AKAR, [disimpan_libreoffice[nama]]).usul


@pytest.mark.parametrize("nama", TRIWULAN[3:])
def test_saved_by_another_library_nothing_changes(diekspor, tmp_path, nama):
    path = tmp_path / "isian.xlsx"
    openpyxl.load_workbook(diekspor[nama]).save(path)
    assert not isian.baca(AKAR, [path]).usul
