"""A signed scan beside an archive: whether it is the one described, and of this very archive."""

import hashlib
import json

import pytest
from arsip_tiruan import BASE, jalankan, proyek, temuan, zip_  # noqa: F401 (fixtures)
from pemalsu import kemas, segel

NAMA = f"{BASE}-pindaian-1"
TENTANG = "data/pindaian.json"


@pytest.fixture
def pindaian(zip_, tmp_path):
    """The folder of a scan's bag."""
    folder = tmp_path / NAMA
    (folder / "data").mkdir(parents=True)
    (folder / "data/lkj-camat.pdf").write_bytes(b"%PDF pindaian")
    (folder / TENTANG).write_text(json.dumps({
        "arsip": {"berkas": zip_.name, "sha256": hashlib.sha256(zip_.read_bytes()).hexdigest()}, "laporan": "lkj-camat",
        "pindaian": {"berkas": "lkj-camat.pdf", "sha256": hashlib.sha256(b"%PDF pindaian").hexdigest(), "nama_asli": "scan.pdf"},
    }))
    (folder / "bagit.txt").write_text("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
    (folder / "bag-info.txt").write_text("Bagging-Date: 2024-07-05\n")
    return segel(folder)


def test_a_scan_of_this_archive_is_named_with_it_and_can_be_checked_alone(zip_, pindaian, tmp_path):
    samping = kemas(pindaian, zip_.with_name(f"{NAMA}.zip"))
    r = jalankan("verifikasi", zip_)
    assert r.exit_code == 0 and f"Pindaian di sebelahnya milik arsip ini: {NAMA}.zip." in r.stdout
    for path in (samping, pindaian, kemas(pindaian, tmp_path / "sendirian.zip")):
        r = jalankan("verifikasi", path)
        assert r.exit_code == 0 and r.stdout == "Utuh: 6 berkas pindaian ini sesuai dengan sidiknya dan dengan keterangannya.\n"
    r = jalankan("verifikasi", samping, "--ulang")
    assert r.exit_code == 2 and "pindaian, bukan arsip laporan" in r.stderr


def ganti(jalur, lama, baru):
    def ubah(f):
        assert lama in (f / jalur).read_bytes()
        (f / jalur).write_bytes((f / jalur).read_bytes().replace(lama, baru))

    return ubah


@pytest.mark.parametrize(("ubah", "disegel", "harapan"), [
    (ganti("data/lkj-camat.pdf", b"pindaian", b"pindaiam"), False, "berubah (data/lkj-camat.pdf: isinya tidak sesuai dengan sidiknya"),
    (ganti("data/lkj-camat.pdf", b"pindaian", b"pindaiam"), True, "tidak cocok (data/lkj-camat.pdf: bukan pindaian yang disebut data/pindaian.json"),
    (ganti(TENTANG, b'"sha256": "', b'"sha256": "0'), True, "tidak cocok"),
    (lambda f: (f / "data/lain.pdf").write_bytes(b"x"), True, "tidak terdaftar (data/lain.pdf: tidak disebut di data/pindaian.json"),
    (lambda f: (f / "data/lkj-camat.pdf").unlink(), True, "hilang (data/lkj-camat.pdf: tercantum di data/pindaian.json"),
    (lambda f: (f / TENTANG).write_bytes(b"[]"), True, "tidak cocok (data/pindaian.json: bukan keterangan pindaian yang dapat dibaca"),
    (ganti(TENTANG, b'"lkj-camat.pdf"', b'"../../../etc/passwd"'), True, "bukan keterangan pindaian yang dapat dibaca"),
])
def test_a_scan_that_was_tampered_with_is_named_as_the_archive_s_neighbour(zip_, pindaian, ubah, disegel, harapan):
    ubah(pindaian)
    if disegel:
        segel(pindaian)
    kemas(pindaian, zip_.with_name(f"{NAMA}.zip"))
    r = jalankan("verifikasi", zip_)
    assert r.exit_code == 1 and f"  1. {NAMA}.zip: " in r.stdout and harapan in r.stdout


def test_a_scan_of_another_archive_of_this_name_is_found(zip_, pindaian):
    ganti(TENTANG, hashlib.sha256(zip_.read_bytes()).hexdigest().encode(), b"0" * 64)(pindaian)
    samping = kemas(segel(pindaian), zip_.with_name(f"{NAMA}.zip"))
    for path in (zip_, samping):
        r = jalankan("verifikasi", path)
        assert r.exit_code == 1 and f"bukan milik {BASE}.zip di sebelahnya: SHA-256 arsip itu lain" in r.stdout


def test_a_scan_that_is_no_archive_is_named(zip_):
    zip_.with_name(f"{NAMA}.zip").write_bytes(b"x")
    assert temuan(zip_) == {f"{NAMA}.zip": "tidak cocok"}
