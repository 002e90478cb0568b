"""A project with one finished report, small enough to make by hand, and what the archive tests do with it."""

import hashlib
import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from triwulan.cli import app

UNIT = "kecamatan-lumajang"
PARAMS = f"params/{UNIT}/2024-tw2.yaml"
PARAMETER = {"unit": UNIT, "tahun": 2024, "triwulan": 2, "tanggal_laporan": "2024-07-05", "aturan": "lumajang-2024"}
REPORT = f"reports/{UNIT}/2024-tw2"
MASUKAN = {f"data/{UNIT}/pagu.csv": b"kode,nilai\na,1\n", f"data/{UNIT}/foto/kirab.jpg": b"\xff\xd8", "params/aturan/lumajang-2024.yaml": b"nama: x\n"}
BASE = f"{UNIT}-2024-tw2-v1"


def notebook(sel: list, metadata: dict) -> bytes:
    return json.dumps({"cells": [{"id": i, "source": s, "metadata": {"tags": t}} for i, s, t in sel], "metadata": metadata}).encode()


@pytest.fixture
def proyek(tmp_path, monkeypatch) -> Path:
    """A project with one finished report, small enough to make by hand."""
    akar = tmp_path / "proyek"
    sidik = {j: hashlib.sha256(b).hexdigest() for j, b in MASUKAN.items()}
    asal = {"judul": "Laporan Kinerja Camat", "unit": "Kecamatan Lumajang", "tanggal": "2024-07-05", "parameter": PARAMETER, "masukan": sidik}
    sel = [("buka", "lap = buka()", [])]
    laporan = {
        "lkj-camat.ipynb": notebook([("injected-parameters", "tahun = 2024", ["injected-parameters"]), *sel], {"triwulan": asal}),
        "lkj-camat.html": b"<p>", "lkj-camat.pdf": b"%PDF",
    }
    jadi = {n: hashlib.sha256(b).hexdigest() for n, b in laporan.items()}
    catatan = {"laporan": {"lkj-camat": {"berkas": jadi, "masukan": sidik, "selesai": "2024-07-05T09:00:00+07:00"}}}
    for jalur, isi in {
        **MASUKAN, f"data/{UNIT}/datapackage.json": b"{}", "notebooks/lkj-camat.ipynb": notebook([("buka", ["lap = ", "buka()"], [])], {}),
        PARAMS: "".join(f"{k}: {json.dumps(v)}\n" for k, v in PARAMETER.items()).encode(), "requirements.lock": b"x==1\n",
        **{f"{REPORT}/{n}": b for n, b in laporan.items()}, f"{REPORT}/angka.csv": b"alamat\n",
        f"{REPORT}/catatan-run.json": json.dumps(catatan).encode(), f"{REPORT}/sisa.html": b"bukan bagian dari laporan",
    }.items():
        (akar / jalur).parent.mkdir(parents=True, exist_ok=True)
        (akar / jalur).write_bytes(isi)
    monkeypatch.chdir(akar)
    return akar


def jalankan(*argumen):
    return CliRunner().invoke(app, [str(a) for a in argumen])


@pytest.fixture
def zip_(proyek) -> Path:
    r = jalankan("arsip", PARAMS)
    assert r.exit_code == 0, r.stderr
    return Path(r.stdout.strip())


@pytest.fixture
def terbongkar(zip_, tmp_path) -> Path:
    shutil.unpack_archive(zip_, tmp_path / "terbongkar")
    return tmp_path / "terbongkar" / BASE


def temuan(path: Path) -> dict[str, str]:
    r = jalankan("verifikasi", path, "--json")
    assert r.exit_code in (0, 1), r.stderr
    hasil = {t["jalur"]: t["keadaan"] for t in json.loads(r.stdout)}
    assert r.exit_code == bool(hasil)
    return hasil
