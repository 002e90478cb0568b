"""A project with one finished report, small enough to make by hand, and what the archive tests do with it."""

import hashlib
import io
import json
import shutil
from pathlib import Path

import nbformat
import pikepdf
import pytest
from typer.testing import CliRunner

from triwulan.cli import app
from triwulan.form.table import MIME
from triwulan.press import angka
from triwulan.press.blok import MIME_ASAL, MIME_TEMUAN

UNIT = "kecamatan-lumajang"
PARAMS = f"params/{UNIT}/2024-tw2.yaml"
PARAMETER = {"unit": UNIT, "tahun": 2024, "triwulan": 2, "tanggal_laporan": "2024-07-05", "aturan": "lumajang-2024"}
REPORT = f"reports/{UNIT}/2024-tw2"
MASUKAN = {f"data/{UNIT}/pagu.csv": b"kode,nilai\na,1\n", f"data/{UNIT}/foto/kirab.jpg": b"\xff\xd8", "params/aturan/lumajang-2024.yaml": b"nama: x\n"}
BASE = f"{UNIT}-2024-tw2-v1"


#: A table of two figures.
TABEL = {
    "laporan": "lkj-camat", "tabel": "3.3", "kolom": [{"id": k, "kunci": k, "bagian": ""} for k in ("4", "5")],
    "baris": [{"id": "7.01.01", "sel": {k: {"alamat": f"lkj-camat/3.3/7.01.01/{k}", "nilai": v, "tampil": v} for k, v in {"4": "100", "5": "57"}.items()}}],
}
TEMUAN = {"diperiksa": 2, "temuan": []}


def notebook(sel: list, metadata: dict, **keluaran) -> bytes:
    """An executed notebook; its first own cell shows where it comes from, and `keluaran`: MIME type → bundle."""
    tampil = {MIME_ASAL: metadata["triwulan"], **keluaran} if "triwulan" in metadata else {}
    cells = [
        {
            "id": i, "cell_type": "code", "source": s, "metadata": {"tags": t}, "execution_count": None,
            "outputs": [{"output_type": "display_data", "data": {m: b}, "metadata": {}} for m, b in tampil.items() if "injected-parameters" not in t],
        } for i, s, t in sel
    ]
    return json.dumps({"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}).encode()


def ledger(isi: bytes) -> bytes:
    return angka.tulis(angka.baris(nbformat.reads(isi.decode(), as_version=4)))


def pdf(lampiran: dict[str, bytes]) -> bytes:
    """A page with attachments, as the exporter leaves them."""
    dok, keluar = pikepdf.new(), io.BytesIO()
    dok.add_blank_page()
    for nama, isi in lampiran.items():
        dok.attachments[nama] = pikepdf.AttachedFileSpec(dok, isi, filename=nama)
    dok.save(keluar, deterministic_id=True)
    return keluar.getvalue()


@pytest.fixture
def proyek(tmp_path, monkeypatch) -> Path:
    buat(akar := tmp_path / "proyek")
    monkeypatch.chdir(akar)
    return akar


def buat(akar: Path) -> None:
    """A project with one finished report, small enough to make by hand."""
    sidik = {j: hashlib.sha256(b).hexdigest() for j, b in MASUKAN.items()}
    asal = {
        "judul": "Laporan Kinerja Camat", "unit": "Kecamatan Lumajang", "tanggal": "2024-07-05", "laporan": "lkj-camat",
        "parameter": PARAMETER, "masukan": sidik,
    }
    nb = notebook(
        [("injected-parameters", "tahun = 2024", ["injected-parameters"]), ("buka", "lap = buka()", [])], {"triwulan": asal}, **{MIME: TABEL, MIME_TEMUAN: TEMUAN},
    )
    laporan = {
        "lkj-camat.ipynb": nb, "lkj-camat.html": b"<p>", "lkj-camat.pdf": pdf({"lkj-camat.ipynb": nb, "lkj-camat-angka.csv": ledger(nb)}),
        "temuan.json": (json.dumps(TEMUAN, indent=1) + "\n").encode(),
    }
    jadi = {n: hashlib.sha256(b).hexdigest() for n, b in laporan.items()}
    catatan = {"laporan": {"lkj-camat": {"berkas": jadi, "masukan": sidik, "selesai": "2024-07-05T09:00:00+07:00"}}}
    for jalur, isi in {
        **MASUKAN, f"data/{UNIT}/datapackage.json": b"{}", "notebooks/lkj-camat.ipynb": notebook([("buka", ["lap = ", "buka()"], [])], {}),
        PARAMS: "".join(f"{k}: {json.dumps(v)}\n" for k, v in PARAMETER.items()).encode(), "requirements.lock": b"x==1\n",
        **{f"{REPORT}/{n}": b for n, b in laporan.items()}, f"{REPORT}/angka.csv": ledger(nb),
        f"{REPORT}/catatan-run.json": json.dumps(catatan).encode(), f"{REPORT}/sisa.html": b"bukan bagian dari laporan",
    }.items():
        (akar / jalur).parent.mkdir(parents=True, exist_ok=True)
        (akar / jalur).write_bytes(isi)


def jalankan(*argumen):
    return CliRunner().invoke(app, [str(a) for a in argumen])


#: The archive of the project as it is made, once made; the same project gives the same bytes.
JADI: list[bytes] = []


@pytest.fixture
def zip_(proyek) -> Path:
    path = proyek / REPORT / "arsip" / f"{BASE}.zip"
    if JADI:
        path.parent.mkdir()
        path.write_bytes(JADI[0])
    else:
        r = jalankan("arsip", PARAMS)
        assert r.exit_code == 0 and r.stdout.strip() == str(path), r.stderr or repr(r.exception)
        JADI.append(path.read_bytes())
    return path


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
