"""`triwulan jelaskan`: one figure from the command line, out of the executed notebooks alone."""

import json

import pytest
from test_mulai import BERAT, modul
from typer.testing import CliRunner

from triwulan.cli import app

PARAMS = "params/kecamatan-lumajang/2024-tw2.yaml"


@pytest.fixture(scope="module")
def laporan(hasil, tmp_path_factory):
    """The output folder with the Camat's report in it, and no other."""
    keluaran = tmp_path_factory.mktemp("keluaran")
    folder = keluaran / "kecamatan-lumajang" / "2024-tw2"
    folder.mkdir(parents=True)
    (folder / "lkj-camat.ipynb").write_bytes(hasil.berkas["lkj-camat.ipynb"])
    return keluaran


def jelaskan(laporan, *argumen: str):
    return CliRunner().invoke(app, ["jelaskan", PARAMS, *argumen, "--keluaran", str(laporan)])


def test_a_figure_is_followed_to_the_rows_of_data(laporan):
    """3.3, program A: 0,38 − 0,53; money from the quarters of the programme, with document and place."""
    r = jelaskan(laporan, "lkj-camat/3.3/7.01.01/10")
    assert r.exit_code == 0 and r.stderr == ""
    assert "Dengan angka: 0,38 − 0,53 = -0,15; dari nilai penuh: 0,38 − 0,5266348765… = -0,1466348765…" in r.stdout
    assert "4.846.856.177 / 9.203.447.005 = 0,53" in r.stdout and "2.418.130.205 + 2.428.725.972 = 4.846.856.177" in r.stdout
    assert "data/kecamatan-lumajang/realisasi_rp.csv#7.01.01||kecamatan+kelurahan|2024-tw1" in r.stdout and "Sumber: " in r.stdout


def test_depth_and_json(laporan):
    assert len(jelaskan(laporan, "lkj-camat/3.3/7.01.01/10", "--dalam", "0").stdout.splitlines()) < 8
    isi = json.loads(jelaskan(laporan, "lkj-camat/3.3/7.01.01/10", "--json").stdout)
    assert isi["alamat"] == "lkj-camat/3.3/7.01.01/10" and [o["alamat"] for o in isi["operan"]] == ["lkj-camat/3.3/7.01.01/6", "lkj-camat/3.3/7.01.01/9"]
    # A total of many accounts shows twelve, or all.
    assert "lainnya" in jelaskan(laporan, "lkj-camat/lra/39/4").stdout and "lainnya" not in jelaskan(laporan, "lkj-camat/lra/39/4", "--semua").stdout


def test_the_address_of_a_grade_explains_the_figure_it_grades(laporan):
    r = jelaskan(laporan, "lkj-camat/3.4/sasaran-1/predikat", "--dalam", "0")
    assert r.exit_code == 0 and "lkj-camat/3.4/sasaran-1/5" in r.stdout and "Predikat: Rendah, pita tercetak" in r.stdout


@pytest.mark.parametrize(("alamat", "pesan"), [
    ("lkj-camat/3.3/7.01.1/10", "Yang mirip: lkj-camat/3.3/7.01.01/10"), ("lkj-sekretaris/2.3/7.01.01/10", "belum disusun"), ("lkj-camat", "Tabel yang ada:"),
])
def test_an_address_that_is_not_there(laporan, alamat, pesan):
    r = jelaskan(laporan, alamat)
    assert r.exit_code == 2 and pesan in r.stderr and "Traceback" not in r.stderr


def test_data_changed_since_are_said(laporan, salinan):
    path = salinan / "data/kecamatan-lumajang/target.csv"
    path.write_bytes(path.read_bytes() + b"\n")
    r = CliRunner().invoke(app, ["jelaskan", PARAMS, "lkj-camat/3.3/7.01.01/10", "--keluaran", str(laporan)])
    assert r.exit_code == 0 and "data/kecamatan-lumajang/target.csv berubah sejak lkj-camat disusun" in r.stderr


def test_it_imports_what_it_uses_and_no_more(laporan):
    """Pydantic reads the parameters; no data, no notebook machinery, nothing that draws or prints."""
    ada = modul("jelaskan", PARAMS, "lkj-camat/3.3/7.01.01/10", "--keluaran", str(laporan))
    assert ada & BERAT == {"pydantic"} and not {m for m in ada if m.startswith(("triwulan.press", "triwulan.laporan", "triwulan.office.data"))}
