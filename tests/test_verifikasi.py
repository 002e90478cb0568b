"""`triwulan verifikasi`: every tampering is named, nothing of a stranger's archive is run or unpacked elsewhere."""

import hashlib
import logging
import os
import shutil
import stat
import zipfile
from pathlib import Path

import bagit
import pytest
from arsip_tiruan import BASE, MASUKAN, UNIT, jalankan, proyek, temuan, terbongkar, zip_  # noqa: F401 (fixtures)

from triwulan.press import bongkar

CATATAN = "data/laporan/catatan-run.json"


def dengan_entri(zip_: Path, nama: str, isi: bytes = b"x", jenis: int = stat.S_IFREG) -> Path:
    info = zipfile.ZipInfo(nama)
    info.external_attr = (jenis | 0o644) << 16
    with zipfile.ZipFile(zip_, "a") as z:
        z.writestr(info, isi)
    return zip_


def ganti(path: Path, lama: bytes, baru: bytes) -> None:
    assert lama in path.read_bytes()
    path.write_bytes(path.read_bytes().replace(lama, baru, 1))


UBAHAN = [
    (lambda f: (f / "data/laporan/angka.csv").write_text("alamaT\n"), {"data/laporan/angka.csv": "berubah"}),
    (lambda f: (f / "data/laporan/lkj-camat.pdf").unlink(), {"data/laporan/lkj-camat.pdf": "hilang"}),
    (lambda f: (f / "data/laporan/baru.pdf").write_text("x"), {"data/laporan/baru.pdf": "tidak terdaftar"}),
    (lambda f: (f / "catatan.txt").write_text("x"), {"catatan.txt": "tidak terdaftar"}),
    (lambda f: ganti(f / "manifest-sha512.txt", b"data/laporan/angka.csv", b"data/laporan/angka.cvs"),
     {"data/laporan/angka.cvs": "hilang", "data/laporan/angka.csv": "tidak terdaftar", "manifest-sha512.txt": "berubah"}),
    (lambda f: (f / "manifest-sha512.txt").write_bytes(b"\xff\x00"), {"manifest-sha512.txt": "berubah"}),
    (lambda f: (f / "manifest-sha512.txt").unlink(), {"manifest-sha512.txt": "hilang"}),
    (lambda f: (f / "tagmanifest-sha512.txt").unlink(), {"tagmanifest-sha512.txt": "hilang"}),
    (lambda f: ganti(f / "bag-info.txt", b"v1", b"v2"), {"bag-info.txt": "berubah"}),
    (lambda f: (f / "bagit.txt").unlink(), {"bagit.txt": "hilang"}),
    (lambda f: (f / "BACA-SAYA.txt").write_text(""), {"BACA-SAYA.txt": "berubah"}),
    (lambda f: (f / "data/laporan/lkj-camat.pdf").unlink() or (f / "data/laporan/lkj-camat.pdf").symlink_to("/etc/passwd"), {"data/laporan/lkj-camat.pdf": "ditolak"}),
    (lambda f: (f / "data/pipa\x1b[2J").mkdir() or os.mkfifo(f / "data/pipa\x1b[2J" / "x"), {"'data/pipa\\x1b[2J/x'": "ditolak"}),
]


@pytest.mark.parametrize(("ubah", "harapan"), UBAHAN)
def test_each_tampering_is_named(terbongkar, ubah, harapan):
    ubah(terbongkar)
    hasil = temuan(terbongkar)
    assert harapan.items() <= hasil.items(), hasil
    assert len(hasil) == len(harapan) or "manifest-sha512.txt" in harapan
    r = jalankan("verifikasi", terbongkar)
    assert r.exit_code == 1 and all(f"{j}: {k} (" in r.stdout for j, k in harapan.items())


def kemas_ulang(folder: Path, *, isi: dict[str, bytes]) -> Path:
    """The bag with other files and checksums to match, as a forger would leave it."""
    for jalur, bita in isi.items():
        (folder / jalur).write_bytes(bita)
    logging.getLogger("bagit").setLevel(logging.CRITICAL + 1)
    bagit.Bag(str(folder)).save(manifests=True)
    teks = (folder / "tagmanifest-sha512.txt").read_text().replace(" ", "  ")
    (folder / "tagmanifest-sha512.txt").write_text(teks)
    return folder


def test_reports_must_agree_with_their_record_even_when_all_checksums_do(terbongkar):
    asli = (terbongkar / CATATAN).read_bytes()
    assert temuan(kemas_ulang(terbongkar, isi={f"data/proyek/data/{UNIT}/pagu.csv": b"lain"})) == {f"data/proyek/data/{UNIT}/pagu.csv": "tidak cocok"}
    asal = MASUKAN[f"data/{UNIT}/pagu.csv"]
    tambah = {f"data/proyek/data/{UNIT}/pagu.csv": asal, CATATAN: asli.replace(b'"lkj-camat.pdf"', b'"lkj-camat.odt"')}
    assert temuan(kemas_ulang(terbongkar, isi=tambah)) == {
        "data/laporan/lkj-camat.odt": "hilang", "data/laporan/lkj-camat.pdf": "tidak terdaftar", "data/ro-crate-metadata.json": "tidak cocok",
    }
    assert temuan(kemas_ulang(terbongkar, isi={CATATAN: b"[]"})) == {CATATAN: "tidak cocok"}
    assert temuan(kemas_ulang(terbongkar, isi={CATATAN: asli, "data/laporan/lkj-camat.ipynb": b"{}"})) == {"data/laporan/lkj-camat.ipynb": "tidak cocok"}


def test_what_only_bagit_finds_is_a_finding_too(terbongkar):
    (terbongkar / "bagit.txt").write_text("BagIt-Version: 7.0\nTag-File-Character-Encoding: UTF-8\n")
    tag = terbongkar / "tagmanifest-sha512.txt"
    sidik = hashlib.sha512((terbongkar / "bagit.txt").read_bytes()).hexdigest()
    tag.write_text("".join(f"{sidik}  bagit.txt\n" if "  bagit.txt" in b else b for b in tag.read_text().splitlines(True)))
    assert temuan(terbongkar) == {"bagit.txt": "tidak cocok"}


@pytest.mark.parametrize(("nama", "jenis", "jalur", "keadaan"), [
    ("../jahat.txt", stat.S_IFREG, "../jahat.txt", "ditolak"),
    (f"{BASE}/data/../../../jahat.txt", stat.S_IFREG, "data/../../../jahat.txt", "ditolak"),
    ("/tmp/jahat.txt", stat.S_IFREG, "/tmp/jahat.txt", "ditolak"),
    ("C:\\jahat.txt", stat.S_IFREG, "C:\\jahat.txt", "ditolak"),
    (f"{BASE}/data/tautan", stat.S_IFLNK, "data/tautan", "ditolak"),
    (f"{BASE}/data/laporan/ANGKA.csv", stat.S_IFREG, "data/laporan/ANGKA.csv", "ditolak"),
    (f"{BASE}/data/baru", stat.S_IFREG, "data/baru", "tidak terdaftar"),
    (f"{BASE}/data/laporan/angka.csv/x", stat.S_IFREG, "data/laporan/angka.csv/x", "berubah"),
    ("di-luar.txt", stat.S_IFREG, "di-luar.txt", "tidak terdaftar"),
])
def test_entries_that_do_not_belong_are_named_and_never_unpacked_elsewhere(zip_, tmp_path, nama, jenis, jalur, keadaan):
    assert temuan(dengan_entri(zip_, nama, b"/etc/passwd", jenis)) == {jalur: keadaan}
    assert not list(tmp_path.rglob("*jahat*")) and not Path("/tmp/jahat.txt").exists()


def test_an_entry_twice_is_named(zip_):
    with pytest.warns(UserWarning, match="Duplicate name"):
        dengan_entri(zip_, f"{BASE}/bagit.txt")
    assert temuan(zip_) == {"bagit.txt": "ditolak"}


def test_a_damaged_byte_in_the_zip_names_the_file_it_is_in(zip_):
    with zipfile.ZipFile(zip_) as z:
        letak = z.getinfo(f"{BASE}/data/laporan/lkj-camat.ipynb").header_offset + 30 + len(f"{BASE}/data/laporan/lkj-camat.ipynb") + 20
    isi = bytearray(zip_.read_bytes())
    isi[letak] ^= 0xFF
    zip_.write_bytes(isi)
    assert temuan(zip_) == {"data/laporan/lkj-camat.ipynb": "berubah"}


def test_an_entry_under_a_password_is_no_evidence(zip_):
    isi = bytearray(zip_.read_bytes())
    nama = f"{BASE}/data/laporan/angka.csv".encode()
    for tanda, bendera in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        awal = isi.rfind(tanda, 0, isi.rfind(nama) if bendera == 8 else isi.find(nama))
        isi[awal + bendera] |= 1
    zip_.write_bytes(isi)
    assert temuan(zip_) == {"data/laporan/angka.csv": "ditolak"}


def test_what_is_no_archive_is_said_and_ends_with_2(zip_, tmp_path, monkeypatch):
    lain = tmp_path / "lain.zip"
    with zipfile.ZipFile(lain, "w") as z:
        z.writestr("a.txt", "a")
    terpotong = tmp_path / "terpotong.zip"
    terpotong.write_bytes(zip_.read_bytes()[:-40])
    (tmp_path / "kosong").mkdir()
    bom = dengan_entri(shutil.copy(zip_, tmp_path / "bom.zip"), f"{BASE}/data/bom", b"\0")
    for path, harapan in ((lain, "bukan arsip triwulan"), (terpotong, "terpotong, rusak"), (tmp_path / "kosong", "bukan arsip triwulan"), (tmp_path / "tiada", "tidak ada")):
        r = jalankan("verifikasi", path, "--json")
        assert r.exit_code == 2 and r.stderr.startswith(f"{path}: ") and harapan in r.stderr and not r.stdout
    monkeypatch.setattr(bongkar, "BATAS", 1000)
    assert "tidak dibongkar" in jalankan("verifikasi", bom).stderr
