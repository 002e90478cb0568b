"""By hand, as root: `python tests/gangguan_nyata.py [N]` does to real runs what the world does, and counts what was lost. docs/gangguan.md.

A copy of Kecamatan Contoh, two reports with real notebooks; old and new differ in one text. Disks that fill up or turn read-only are
mounted for it (tmpfs, bind), which a CI machine may not allow: what can be had without is in test_tahan.py and test_tahan_data.py.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from triwulan.disk import pasang
from triwulan.office.proyek import PANGGUNG

AKAR = Path(__file__).resolve().parents[1]
PARAMS, TEMPAT = "params/kecamatan-contoh/2025-tw1.yaml", "kecamatan-contoh/2025-tw1"
SUSUN = ("susun", PARAMS, "--format", "html,pdf", "--laporan", "lkj-kasi-pelayanan", "--laporan", "lkj-kasubbag-umum")
NARASI = "data/kecamatan-contoh/narasi.csv"


def proyek(ruang: Path) -> Path:
    akar = ruang / "proyek"
    for nama in ("data", "params", "notebooks"):
        shutil.copytree(AKAR / nama, akar / nama, ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    for path in (*AKAR.glob("requirements*.lock"), AKAR / "pyproject.toml"):
        shutil.copy(path, akar)
    return akar


def mulai(akar: Path, *argumen: str) -> subprocess.Popen:
    env = os.environ | {"PYTHONPATH": str(AKAR / "lib")}
    return subprocess.Popen([sys.executable, "-m", "triwulan.cli", *argumen], cwd=akar, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, start_new_session=True)


def jalan(akar: Path, *argumen: str) -> tuple[int, str]:
    p = mulai(akar, *argumen)
    kata = p.communicate()[1]
    return p.returncode, kata


def berdiri(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file() and p.name != "catatan-run.json" and "arsip" not in p.parts}


def ubah(akar: Path, lama: str, baru: str) -> None:
    path = akar / NARASI
    path.write_text(path.read_text("utf-8").replace(lama, baru, 1), "utf-8")


def dua_keadaan(akar: Path) -> tuple[dict, dict]:
    """The finished reports before and after one text changed; the project is left with the new text and the old reports."""
    kode, kata = jalan(akar, *SUSUN)
    assert kode == 0, kata
    lama = berdiri(akar / "reports" / TEMPAT)
    simpan = akar.parent / "lama"
    shutil.copytree(akar / "reports", simpan)
    ubah(akar, "Penyelenggaraan", "Pelaksanaan")
    kode, kata = jalan(akar, *SUSUN)
    assert kode == 0, kata
    baru = berdiri(akar / "reports" / TEMPAT)
    shutil.rmtree(akar / "reports")
    shutil.copytree(simpan, akar / "reports")
    assert lama.keys() == baru.keys() and lama != baru
    return lama, baru


def proses(kata: str) -> set[int]:
    """Every process on this machine whose command has this word: a command's, its workers', stoves' and kernels', which are forked from it."""
    return {int(p.name) for p in Path("/proc").iterdir() if p.name.isdigit() and kata.encode() in _perintah(p)}


def kernel(semua: set[int], perintah: int) -> set[int]:
    """Those that lead a session of their own: what the stoves have forked."""
    return {pid for pid in semua - {perintah} if _sesi(pid) == pid}


def _sesi(pid: int) -> int:
    try:
        return os.getsid(pid)
    except ProcessLookupError:
        return 0


def _perintah(p: Path) -> bytes:
    try:
        return (p / "cmdline").read_bytes()
    except OSError:
        return b""


def nilai(hitung: Counter, folder: Path, lama: dict, baru: dict) -> None:
    kini = berdiri(folder)
    hitung["rusak atau hilang"] += sum(kini.get(n) not in (lama.get(n), baru.get(n)) for n in lama)
    pasang.selesaikan(folder, pasang.samping(folder))
    pulih = berdiri(folder)
    hitung["tetap lama" if pulih == lama else "menjadi baru" if pulih == baru else "CAMPURAN"] += 1


def dihentikan(ruang: Path, kali: int, sinyal: signal.Signals) -> Counter:
    """`susun` with real notebooks ended at random moments."""
    akar, acak, hitung = proyek(ruang), random.Random(11), Counter()
    lama, baru = dua_keadaan(akar)
    awal = time.monotonic()
    jalan(akar, *SUSUN, "--keluaran", str(ruang / "waktu"))
    lamanya = time.monotonic() - awal
    for k in range(kali):
        keluar = ruang / f"k{k}"
        shutil.copytree(akar.parent / "lama", keluar)
        p = mulai(akar, *SUSUN, "--keluaran", str(keluar))
        time.sleep(acak.uniform(0.3, lamanya))
        sedang = kernel(proses(str(keluar)), p.pid)
        hidup = p.poll() is None
        hitung["dihentikan"] += hidup
        hitung["ketika kernel bekerja"] += bool(sedang) and hidup
        if hidup:
            p.send_signal(sinyal)
        kata = p.communicate(timeout=60)[1]
        hitung["pesan"] += "Dihentikan. Laporan yang sudah ada" in kata
        hitung["traceback"] += "Traceback" in kata
        batas = time.monotonic() + 10
        while proses(str(keluar)) and time.monotonic() < batas:
            time.sleep(0.2)
        hitung["proses tertinggal sesudah 10 detik"] += len(proses(str(keluar)))
        nilai(hitung, keluar / TEMPAT, lama, baru)
        kode, kata = jalan(akar, *SUSUN, "--keluaran", str(keluar)) if k % 4 == 0 else (0, "")
        hitung["penyusunan berikutnya gagal"] += kode != 0
        shutil.rmtree(keluar)
    return hitung


def disk_penuh(ruang: Path, kali: int) -> Counter:
    """`susun`, then `arsip`, on disks with less and less room."""
    akar, hitung = proyek(ruang), Counter()
    lama, baru = dua_keadaan(akar)
    disk = ruang / "disk"
    disk.mkdir()
    for k in range(kali):
        ukuran = sum(p.stat().st_size for p in (ruang / "lama").rglob("*") if p.is_file())
        sisa = int(ukuran * k / kali)
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={(ukuran + sisa) // 4096 * 4096 + 65536}", "tmpfs", disk], check=True)
        try:
            shutil.copytree(ruang / "lama", disk, dirs_exist_ok=True)
            kode, kata = jalan(akar, *SUSUN, "--keluaran", str(disk))
            hitung["disk penuh dikatakan"] += kode == 1 and "ruang disk habis" in kata
            hitung["muat"] += kode == 0
            hitung["traceback"] += "Traceback" in kata
            nilai(hitung, disk / TEMPAT, lama, baru)
        finally:
            subprocess.run(["umount", disk], check=True)
    shutil.copytree(ruang / "lama", ruang / "cukup")
    ubah(akar, "Pelaksanaan", "Penyelenggaraan")
    jalan(akar, *SUSUN, "--keluaran", str(ruang / "cukup"))
    ukuran = sum(p.stat().st_size for p in (ruang / "cukup").rglob("*") if p.is_file())
    for k in range(kali):
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={(ukuran + 60_000 * k) // 4096 * 4096 + 65536}", "tmpfs", disk], check=True)
        try:
            shutil.copytree(ruang / "cukup", disk, dirs_exist_ok=True)
            kode, kata = jalan(akar, "arsip", PARAMS, "--keluaran", str(disk))
            hitung["arsip: disk penuh dikatakan"] += kode == 1 and "ruang disk habis" in kata
            hitung["arsip: muat"] += kode == 0
            hitung["arsip: traceback"] += "Traceback" in kata
            hitung["arsip: zip rusak"] += len(_rusak(disk))
            hitung["arsip: sisa berkas"] += kode == 1 and len([p for p in (disk / TEMPAT / "arsip").glob("*")])
        finally:
            subprocess.run(["umount", disk], check=True)
    return hitung


def hanya_baca(ruang: Path, kali: int) -> Counter:
    """`susun`, `arsip` and commands that write data, on a project whose disk turned read-only."""
    akar, hitung = proyek(ruang), Counter()
    dua_keadaan(akar)
    sebelum = berdiri(akar)
    subprocess.run(["mount", "--bind", akar, akar], check=True)
    try:
        subprocess.run(["mount", "-o", "remount,ro,bind", akar], check=True)
        for argumen in (SUSUN, ("arsip", PARAMS), ("baru", "periode", "params/kecamatan-contoh/2025-tw4.yaml"), ("baru", "unit", "kecamatan-lain"), ("status", PARAMS)):
            kode, kata = jalan(akar, *argumen)
            baik = kode == 0 if argumen[0] == "status" else kode in (1, 2) and ("hanya dapat dibaca" in kata or "berubah sejak" in kata)
            hitung["dikatakan" if baik else f"TIDAK JELAS {argumen[0]}: {kode} {kata[-200:]}"] += 1
            hitung["traceback"] += "Traceback" in kata
    finally:
        subprocess.run(["umount", akar], check=True)
    hitung["berubah"] += berdiri(akar) != sebelum
    return hitung


def arsip_dibunuh(ruang: Path, kali: int) -> Counter:
    """`arsip` killed at random moments."""
    akar, acak, hitung = proyek(ruang), random.Random(13), Counter()
    kode, kata = jalan(akar, *SUSUN)
    assert kode == 0, kata
    awal = time.monotonic()
    jalan(akar, "arsip", PARAMS)
    lamanya = time.monotonic() - awal
    acuan = _zip(akar / "reports")
    for _ in range(kali):
        shutil.rmtree(akar / "reports" / TEMPAT / "arsip")
        p = mulai(akar, "arsip", PARAMS)
        time.sleep(acak.uniform(lamanya / 3, lamanya))
        hitung["dibunuh"] += p.poll() is None
        p.kill()
        p.communicate()
        hitung["zip rusak bernama akhir"] += len(_rusak(akar / "reports"))
        kode, _ = jalan(akar, "arsip", PARAMS)
        hitung["berikutnya sama dengan tanpa gangguan"] += kode == 0 and _zip(akar / "reports") == acuan
        hitung["sisa"] += len([p for p in (akar / "reports" / TEMPAT / "arsip").iterdir() if p.suffix != ".zip"])
    return hitung


def _zip(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in folder.rglob("*.zip")}


def _rusak(folder: Path) -> list[Path]:
    """Under a final name; what lies in a temporary folder beside is swept away by the next command."""
    return [p for p in (folder / TEMPAT / "arsip").glob("*.zip") if not zipfile.is_zipfile(p) or zipfile.ZipFile(p).testzip()]


def data_dibunuh(ruang: Path, kali: int) -> Counter:
    """`baru unit`, which writes sixteen files together, killed at random moments of its writing."""
    akar, acak, hitung = proyek(ruang), random.Random(17), Counter()
    perintah = ("baru", "unit", "kecamatan-lain", "--dari", "kecamatan-lumajang", "--tahun", "2026")
    sebelum = berdiri(akar)
    awal = time.monotonic()
    kode, kata = jalan(akar, *perintah)
    assert kode == 0, kata
    lamanya, sesudah = time.monotonic() - awal, _data(akar)
    for _ in range(kali):
        for nama in ("data/kecamatan-lain", "params/kecamatan-lain"):
            shutil.rmtree(akar / nama, ignore_errors=True)
        p = mulai(akar, *perintah)
        time.sleep(acak.uniform(lamanya * 0.6, lamanya))
        hitung["dibunuh"] += p.poll() is None
        p.kill()
        p.communicate()
        hitung["terhenti di tengah pemasangan"] += pasang.tertunda(akar / PANGGUNG)
        jalan(akar, "status", PARAMS)  # whoever comes next
        kini = _data(akar)
        hitung["tidak ada" if kini == {n: b for n, b in sebelum.items() if n in kini} and "data/kecamatan-lain/pagu.csv" not in kini else "ada semua" if kini == sesudah else "SEBAGIAN"] += 1
    return hitung


def _data(akar: Path) -> dict[str, bytes]:
    return {n: b for n, b in berdiri(akar).items() if n.startswith(("data/", "params/"))}


UJI: dict[str, tuple[Callable[..., Counter], float, tuple]] = {
    "susun dibunuh (SIGKILL)": (dihentikan, 1, (signal.SIGKILL,)), "susun dihentikan (Ctrl-C)": (dihentikan, 0.5, (signal.SIGINT,)), "susun dihentikan (SIGTERM)": (dihentikan, 0.5, (signal.SIGTERM,)),
    "disk penuh": (disk_penuh, 0.5, ()), "disk hanya-baca": (hanya_baca, 1, ()), "arsip dibunuh": (arsip_dibunuh, 2, ()), "data dibunuh": (data_dibunuh, 3, ()),
}


def main(kali: int, hanya: str) -> None:
    for nama, (uji, kelipatan, lagi) in UJI.items():
        if hanya in nama:
            with tempfile.TemporaryDirectory(prefix="gangguan-") as folder:
                hasil = uji(Path(folder), max(1, int(kali * kelipatan)), *lagi)
            print(f"| {nama} | {'; '.join(f'{k} {n}' for k, n in hasil.items())} |", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 12, sys.argv[2] if sys.argv[2:] else "")
