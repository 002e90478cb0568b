"""`triwulan verifikasi --ulang`: nothing is executed without it; with it in a folder of its own, without network, and each
difference is named with its place."""

import fcntl
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from arsip_tiruan import jalankan, proyek, terbongkar, zip_  # noqa: F401 (fixtures)
from pemalsu import LAPORAN, RODA, UTAMA, dengan_roda, palsukan

from triwulan.press import tanpa_jaringan, ulang

MELAKSANAKAN = "--ulang MELAKSANAKAN isi arsip ini"


def test_what_is_made_again_alike_is_said_with_counts(terbongkar):
    r = jalankan("verifikasi", dengan_roda(terbongkar), "--ulang")
    assert r.exit_code == 0 and "5 dari 5 berkas sama sampai ke bitanya" in r.stdout, r.stdout + r.stderr
    assert r.stderr.startswith(MELAKSANAKAN) and RODA in r.stderr
    assert "Perhatian: beda versi paket dapat menjelaskan perbedaan: x tidak terpasang, di arsip 1" in r.stderr


def test_every_file_that_comes_out_otherwise_is_named_with_the_place(terbongkar):
    lain = (terbongkar / LAPORAN / "angka.csv").read_bytes().replace(b",57,", b",58,", 1)
    r = jalankan("verifikasi", dengan_roda(terbongkar, csv=lain, html=b"<p>\n"), "--ulang", "--json")
    assert r.exit_code == 1
    a, b = json.loads(r.stdout)
    assert a["jalur"] == f"{LAPORAN}/angka.csv" and a["keadaan"] == "berbeda" and a["keterangan"].startswith("baris 3 kolom ") and "58" in a["keterangan"]
    assert b == {"jalur": f"{LAPORAN}/lkj-camat.html", "keadaan": "berbeda", "keterangan": "baris 2 hanya ada di yang kini"}


TANDA = "import pathlib; pathlib.Path({!r}).write_text('x')\n"


def test_nothing_is_executed_unless_asked_and_never_of_an_archive_that_is_not_whole(terbongkar, tmp_path):
    tanda = tmp_path / "dilaksanakan"
    folder = dengan_roda(terbongkar, TANDA.format(str(tanda)) + UTAMA)
    assert jalankan("verifikasi", folder).exit_code == 0 and not tanda.exists()
    (folder / "BACA-SAYA.txt").write_text("lain")
    r = jalankan("verifikasi", folder, "--ulang")
    assert r.exit_code == 1 and "BACA-SAYA.txt: berubah" in r.stdout and "tidak dikerjakan" in r.stderr and MELAKSANAKAN not in r.stderr and not tanda.exists()


INTIP = """
import json, os, pathlib, socket, sys, urllib.request
hasil = {"lingkungan": dict(os.environ), "di": os.getcwd(), "isi": sorted(os.listdir("."))}
def coba(f):
    try:
        f()
        return "jadi"
    except OSError as e:
        return type(e).__name__
penerima = socket.create_server(("127.0.0.1", 0))
hasil["sendiri"] = coba(lambda: socket.create_connection(penerima.getsockname(), 5))
hasil["luar"] = [coba(lambda: urllib.request.urlopen("http://192.0.2.1/", timeout=2)), coba(lambda: socket.getaddrinfo("contoh.example", 80)),
                 coba(lambda: socket.socket(type=socket.SOCK_DGRAM).sendto(b"x", ("192.0.2.1", 9)))]
pathlib.Path(%r).write_text(json.dumps(hasil))
"""


def test_it_runs_in_a_folder_of_its_own_without_network_knowing_nothing_of_the_user(terbongkar, tmp_path, monkeypatch):
    monkeypatch.setenv("RAHASIA", "kata sandi")
    catatan = tmp_path / "intip.json"
    r = jalankan("verifikasi", dengan_roda(terbongkar, INTIP % str(catatan) + UTAMA), "--ulang")
    assert r.exit_code == 0, r.stdout + r.stderr
    hasil = json.loads(catatan.read_text())
    assert hasil["luar"] == ["URLError", "JaringanDitutup", "JaringanDitutup"] and hasil["sendiri"] == "jadi"
    assert "RAHASIA" not in hasil["lingkungan"] and hasil["lingkungan"]["HOME"] != os.environ["HOME"]
    assert {"data", "params", "notebooks"} <= set(hasil["isi"]) and not Path(hasil["di"]).exists()


@pytest.mark.parametrize(("alamat", "boleh"), [
    (("127.0.0.1", 80), True), (("::1", 80, 0, 0), True), ("/tmp/x.sock", True), ("\0abstrak", True), ("localhost", True), (None, True), (b"localhost", True),
    (("192.0.2.1", 80), False), (("contoh.example/", 80), False), ("contoh.example", False), (("127a.example", 80), False), (b"contoh.example", False), (("2001:db8::1", 80, 0, 0), False),
])
def test_only_this_machine_can_be_reached(alamat, boleh):
    if boleh:
        tanpa_jaringan.tolak("socket.connect", (None, alamat))
    else:
        with pytest.raises(tanpa_jaringan.JaringanDitutup, match="jaringan ditutup"):
            tanpa_jaringan.tolak("socket.connect", (None, alamat))


def test_when_the_time_is_over_nothing_goes_on_and_that_is_said(terbongkar, tmp_path):
    """Not even what it left running beside itself; where processes can be kept apart, in a session of its own."""
    terpisah = bool(shutil.which("unshare")) and subprocess.run(["unshare", *ulang.RUANG[0], "true"], capture_output=True).returncode == 0
    kunci = tmp_path / "masih hidup"
    kunci.touch()
    anak = f"import fcntl, time; f = open({str(kunci)!r}); fcntl.flock(f, fcntl.LOCK_EX); time.sleep(60)"
    diam = f"import subprocess, sys, time\nsubprocess.Popen([sys.executable, '-c', {anak!r}], start_new_session={terpisah}, stderr=subprocess.DEVNULL)\ntime.sleep(60)\n"
    r = jalankan("verifikasi", dengan_roda(terbongkar, diam), "--ulang", "--batas", "0.04")
    assert r.exit_code == 1 and "1 hal berbeda:\n  1. triwulan susun: tidak jadi (tidak selesai dalam 0,04 menit; beri waktu lebih dengan --batas)" in r.stdout
    with kunci.open() as f:
        for _ in range(200):  # the system ends them in its own time
            try:
                return fcntl.flock(f, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                time.sleep(0.05)
    pytest.fail("yang dijalankan masih hidup")


def test_what_the_program_says_reaches_the_user_and_not_the_terminal(terbongkar):
    r = jalankan("verifikasi", dengan_roda(terbongkar, "import sys; print('mulai \\x1b[2Jhapus', file=sys.stderr); sys.exit('tidak bisa')"), "--ulang")
    assert r.exit_code == 1 and "tidak jadi ('mulai \\x1b[2Jhapus'; tidak bisa)" in r.stdout and "\x1b" not in r.stdout + r.stderr


def test_whoever_interrupts_leaves_nothing_behind(terbongkar, tmp_path):
    folder = dengan_roda(terbongkar, f"import pathlib, time; pathlib.Path({str(tmp_path / 'mulai')!r}).write_text('x'); time.sleep(60)")
    sementara = tmp_path / "sementara"
    sementara.mkdir()
    p = subprocess.Popen([sys.executable, "-m", "triwulan.cli", "verifikasi", folder, "--ulang"], env=os.environ | {"TMPDIR": str(sementara)}, stderr=subprocess.PIPE, text=True)
    while not (tmp_path / "mulai").exists() and p.poll() is None:
        time.sleep(0.05)
    p.send_signal(signal.SIGTERM)
    _, galat = p.communicate(timeout=30)
    assert p.returncode == 130 and "Dihentikan; tidak ada yang tersisa" in galat and "Traceback" not in galat
    assert not list(sementara.iterdir())
