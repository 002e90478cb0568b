"""A signed scan beside the archive it belongs to."""

import hashlib
import io
import json
import zipfile

import bagit
import pikepdf
import pytest
from arsip_tiruan import PARAMS, REPORT, UNIT, jalankan, proyek, zip_  # noqa: F401 (fixtures)
from PIL import Image

from triwulan.press import pindaian


def pdf(halaman: int = 1) -> bytes:
    dok, keluar = pikepdf.new(), io.BytesIO()
    for _ in range(halaman):
        dok.add_blank_page()
    dok.save(keluar, deterministic_id=True)
    return keluar.getvalue()


def gambar(format_: str) -> bytes:
    keluar = io.BytesIO()
    Image.new("RGB", (30, 40), "white").save(keluar, format_)
    return keluar.getvalue()


def simpan(tmp_path, isi: bytes, nama: str = "hasil pindai.pdf", laporan: str = "lkj-camat", *lain: str):
    (tmp_path / nama).write_bytes(isi)
    return jalankan("arsip", PARAMS, "--pindaian", tmp_path / nama, "--laporan", laporan, *lain)


@pytest.mark.parametrize(("isi", "akhiran"), [(pdf(), ".pdf"), (gambar("JPEG"), ".jpg"), (gambar("PNG"), ".png")])
def test_a_scan_is_a_bag_of_its_own_that_names_its_archive(zip_, tmp_path, isi, akhiran):
    semula = zip_.read_bytes()
    r = simpan(tmp_path, isi)
    nama = f"{UNIT}-2024-tw2-v1-pindaian-1"
    assert r.exit_code == 0 and r.stdout.strip() == str(zip_.with_name(f"{nama}.zip")) and zip_.read_bytes() == semula
    with zipfile.ZipFile(r.stdout.strip()) as z:
        z.extractall(tmp_path / "buka")
    bagit.Bag(str(tmp_path / "buka" / nama)).validate()
    data = tmp_path / "buka" / nama / "data"
    assert (data / f"lkj-camat{akhiran}").read_bytes() == isi
    tentang = json.loads((data / "pindaian.json").read_text("utf-8"))
    assert tentang["arsip"] == {"berkas": zip_.name, "sha256": hashlib.sha256(semula).hexdigest()} and tentang["laporan"] == "lkj-camat"
    assert tentang["pindaian"] == {"berkas": f"lkj-camat{akhiran}", "sha256": hashlib.sha256(isi).hexdigest(), "nama_asli": "hasil pindai.pdf"}


def test_the_same_scan_is_kept_once_and_another_beside_it(zip_, tmp_path):
    satu = simpan(tmp_path, pdf(1)).stdout.strip()
    lagi = simpan(tmp_path, pdf(1), "nama lain.pdf")
    assert lagi.exit_code == 0 and lagi.stdout.strip() == satu and "sudah tersimpan" in lagi.stderr
    assert simpan(tmp_path, pdf(2)).stdout.strip().endswith("-v1-pindaian-2.zip")
    # A scan is no version: archiving the same reports again finds version 1.
    assert jalankan("arsip", PARAMS).stdout.strip() == str(zip_)


@pytest.mark.parametrize(("isi", "laporan", "lain", "harapan"), [
    (b"PK\x03\x04", "lkj-camat", (), "bukan PDF, JPEG atau PNG yang dapat dibuka"), (b"%PDF-1.7 terpotong", "lkj-camat", (), "bukan PDF, JPEG atau PNG yang dapat dibuka"),
    (gambar("GIF"), "lkj-camat", (), "bukan PDF, JPEG atau PNG"), (pdf(), "lkj-lurah", (), "'lkj-lurah' tidak ada dalam kecamatan-lumajang-2024-tw2-v1.zip; yang ada: lkj-camat"),
    (pdf(), "../x", (), "'../x' tidak ada dalam"), (pdf(), "lkj-camat", ("--versi", "7"), "--versi: arsip versi 7 tidak ada; yang ada: v1"),
])
def test_what_cannot_be_kept_is_said_and_nothing_is_written(zip_, tmp_path, isi, laporan, lain, harapan):
    r = simpan(tmp_path, isi, "x.pdf", laporan, *lain)
    assert r.exit_code == 2 and harapan in r.stderr and "tidak ada pindaian yang disimpan" in r.stderr
    assert [p.name for p in zip_.parent.iterdir()] == [zip_.name]


def test_the_options_go_together_and_an_archive_must_be_there(proyek, tmp_path):
    for pilihan, harapan in ((("--laporan", "lkj-camat"), "--pindaian: sebut keduanya"), (("--pindaian", "x.pdf"), "--laporan: sebut keduanya")):
        r = jalankan("arsip", PARAMS, *pilihan)
        assert r.exit_code == 2 and harapan in r.stderr
    assert "belum ada arsip; arsipkan dulu tanpa --pindaian" in simpan(tmp_path, pdf()).stderr
    assert "tidak ada; periksa penulisan jalurnya" in jalankan("arsip", PARAMS, "--pindaian", tmp_path / "tiada.pdf", "--laporan", "lkj-camat").stderr
    assert not (proyek / REPORT / "arsip").exists()


def test_a_scan_that_is_too_large_is_not_read(zip_, tmp_path, monkeypatch):
    monkeypatch.setattr(pindaian, "BITA", 10)
    assert "paling besar 0 MB; pindai lagi" in simpan(tmp_path, pdf()).stderr
