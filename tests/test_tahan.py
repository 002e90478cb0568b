"""Stopped at any step, a quarter's folder is all old or all new once the next command has looked at it."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import gangguan
import nbformat
import pytest
from alat import susun_satu
from nbformat.v4 import new_code_cell, new_notebook

from triwulan.disk import pasang
from triwulan.disk.kunci import Terkunci, kunci, samping
from triwulan.press import build, laksana, mesin


class Mati(BaseException):
    """Stands for the process's end: nothing catches it."""


#: What changes the disk, one call a step.
LANGKAH = [(os, "replace"), (os, "fsync"), (Path, "unlink"), (Path, "rmdir"), (Path, "mkdir"), (shutil, "rmtree")]


def putus(monkeypatch, ke: int) -> list[int]:
    """Ends the process before step `ke`; the list counts the steps."""
    hitung = [0]
    for wadah, nama in LANGKAH:
        def ganti(*a, asli=getattr(wadah, nama), **k):
            hitung[0] += 1
            if hitung[0] == ke:
                raise Mati
            return asli(*a, **k)
        monkeypatch.setattr(wadah, nama, ganti)
    return hitung


LAMA = {"a.html": b"lama", "b.docx": b"lama", "c.pdf": b"tetap", "gagal/a.ipynb": b"lama"}
PASANG, HAPUS = {"a.html": b"baru", "d.pdf": b"baru", "gagal/e.ipynb": b"baru"}, ("b.docx", "gagal/a.ipynb", "tiada.html")
BARU = {"a.html": b"baru", "c.pdf": b"tetap", "d.pdf": b"baru", "gagal/e.ipynb": b"baru"}


def berdiri(tujuan: Path) -> dict[str, bytes]:
    return {p.relative_to(tujuan).as_posix(): p.read_bytes() for p in tujuan.rglob("*") if p.is_file()}


def test_stopped_before_any_step_it_is_all_old_or_all_new_and_the_next_command_leaves_nothing_beside_it(tmp_path, monkeypatch):
    akhir, ke = [], 0
    while True:
        ke += 1
        tujuan = tmp_path / str(ke) / "tw"
        for nama, isi in LAMA.items():
            (tujuan / nama).parent.mkdir(parents=True, exist_ok=True)
            (tujuan / nama).write_bytes(isi)
        with monkeypatch.context() as m:
            putus(m, ke)
            try:
                pasang.pasang(tujuan, pasang.samping(tujuan), PASANG, HAPUS)
                break
            except Mati:
                pass
        assert all(isi in (LAMA.get(n), BARU.get(n)) for n, isi in berdiri(tujuan).items()), ke
        # Stopped once more while it is being mended, at each place in turn.
        with monkeypatch.context() as m:
            putus(m, 1 + ke % 7)
            try:
                pasang.selesaikan(tujuan, pasang.samping(tujuan))
            except Mati:
                pass
        pasang.selesaikan(tujuan, pasang.samping(tujuan))
        akhir.append(berdiri(tujuan))
        assert akhir[-1] in (LAMA, BARU), ke
        pasang.pasang(tujuan, pasang.samping(tujuan), PASANG, HAPUS)
        assert berdiri(tujuan) == BARU and [p.name for p in tujuan.parent.iterdir()] == ["tw"] and not pasang.tertunda(pasang.samping(tujuan)), ke
    assert berdiri(tujuan) == BARU
    # Both sides of the commit mark were tried, and nothing goes back to the old once it stands.
    assert LAMA in akhir and BARU in akhir and akhir == sorted(akhir, key=lambda x: x == BARU)


def test_a_plan_that_is_garbage_is_thrown_away(tmp_path):
    tujuan = tmp_path / "tw"
    tujuan.mkdir()
    (tmp_path / ".tw-pasang").mkdir()
    (tmp_path / ".tw-pasang" / pasang.RENCANA).write_bytes(b"\0\0")
    assert not pasang.selesaikan(tujuan, pasang.samping(tujuan)) and [p.name for p in tmp_path.iterdir()] == ["tw"]


SEL = {"habis": "import os; os._exit(9)", "diam": "import time; time.sleep(60)", "banjir": "print('x' * 3_000_000); import time; time.sleep(60)"}


@pytest.mark.parametrize(("sebab", "harapan"), [
    ("habis", "Python berhenti di tengah jalan, biasanya karena kehabisan memori"), ("diam", "tidak selesai dalam 0,05 menit, lalu dihentikan"),
    ("banjir", "mencetak lebih dari 2 juta tanda, lalu dihentikan"),
])
def test_a_notebook_that_dies_hangs_or_floods_fails_by_itself_and_leaves_no_kernel(tmp_path, monkeypatch, sebab, harapan):
    """The earlier report stands as it was; the cell is named; what is left of the kernel ends with it."""
    monkeypatch.setattr(mesin, "KELUARAN", 2_000_000)
    nb = new_notebook(cells=[new_code_cell("1", id="satu"), new_code_cell(SEL[sebab], id="dua")], metadata={"kernelspec": {"name": "python3", "display_name": "x", "language": "python"}})
    nbformat.write(nb, tmp_path / "uji.ipynb")
    tujuan = tmp_path / "keluar" / "tw"
    tujuan.mkdir(parents=True)
    (tujuan / "uji.html").write_text("laporan kemarin")
    sebelum = _kernel()
    (h,) = susun_satu([laksana.Bundel("uji", "uji.ipynb", {}, {"uji.ipynb": (tmp_path / "uji.ipynb").read_bytes()})], ["html"], tujuan, catatan=lambda h: {"galat": h.galat}, menit=0.05 if sebab == "diam" else 5)
    assert harapan in h.galat and "sel dua" in h.galat, h.galat
    assert (tujuan / "uji.html").read_text() == "laporan kemarin" and json.loads((tujuan / "gagal" / build.CATATAN).read_text())["laporan"]["uji"]["galat"] == h.galat
    assert _kernel() <= sebelum


def _kernel() -> set[str]:
    """The processes of kernels below this one."""
    return set(subprocess.run(["pgrep", "-P", str(os.getpid()), "-f", "ipykernel_launcher"], capture_output=True, text=True).stdout.split())


@pytest.mark.parametrize(("nama", "isi"), [("catatan-run.json", b"{setengah"), ("catatan-run.json", b'{"laporan": 3}'), ("angka.csv", b"\xff\xfe"), ("angka.csv", b"alamat,lain\n1,2\n"), ("angka.csv", b"")])
def test_a_record_or_ledger_that_cannot_be_read_is_said_and_written_anew(tmp_path, monkeypatch, nama, isi):
    monkeypatch.setattr(laksana, "bangun", gangguan.palsu("lama"))
    tujuan = tmp_path / "tw"
    tujuan.mkdir()
    (tujuan / nama).write_bytes(isi)
    kata: list[str] = []
    susun_satu([laksana.Bundel("r1", "tiada.ipynb", {}, {})], (), tujuan, perhatian=kata.append)
    assert len(kata) == bool(isi) and all(f"{nama} tidak dapat dibaca lagi" in k and "ditulis baru" in k and "susun semua laporannya" in k for k in kata)
    assert json.loads((tujuan / "catatan-run.json").read_text())["laporan"].keys() == {"r1"} and (tujuan / "angka.csv").read_text("utf-8").startswith("alamat,laporan,")


def test_a_second_command_in_the_same_folder_is_refused_told_who_works_there_and_changes_nothing(tmp_path, monkeypatch):
    tujuan = tmp_path / "tw"
    tujuan.mkdir()
    monkeypatch.setattr("sys.argv", ["triwulan", "susun", "params/x.yaml"])
    with kunci(samping(tujuan), tujuan):
        with pytest.raises(Terkunci, match=rf"tw sedang dipakai triwulan susun \(proses {os.getpid()}, akun .*, sejak \d\d-\d\d-\d{{4}} \d\d\.\d\d\)\. Tunggu"), kunci(samping(tujuan), tujuan):
            pass
        siapa = tmp_path / ".tw.kunci.siapa"
        for rusak in ("", "{", "[]", '{"perintah": "\u001b[2J", "proses": "x", "akun": 1, "sejak": ""}'):
            siapa.write_text(rusak, "utf-8")
            with pytest.raises(Terkunci, match="sedang dipakai perintah triwulan lain\\. "), kunci(samping(tujuan), tujuan):
                pass
    siapa.write_text("{}", "utf-8")  # left by a process that was killed: no lock
    with kunci(samping(tujuan), tujuan):
        assert not any(tujuan.iterdir())
    assert sorted(p.name for p in tmp_path.iterdir()) == [".tw.kunci", "tw"]
