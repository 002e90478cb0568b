"""By hand: `python tests/tumbuh.py [8 168 1000 …]` compiles that many reports, of as many copies of Kecamatan Contoh as it takes, and one whose
LRA has 5,000 accounts; prints the table of docs/pertumbuhan.md. `python tests/tumbuh.py --penjadwal 10000` measures what a task
costs a real Dask scheduler whose workers have nothing to do.
"""

from __future__ import annotations

import csv
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench import AKAR, JEDA, Ukuran, ukur

ASAL, TW = "kecamatan-contoh", "2025-tw2"
DELAPAN = ("lkj-camat", "lkj-sekretaris", "lkj-kasubbag-umum", "lkj-kasubbag-keuangan", "lkj-kasi-pelayanan", "lkj-kasi-pemberdayaan", "lkj-kasi-pemerintahan", "evaluasi-renja")
#: Reports at most of the runs that are made twice, once to look at CPU and memory, which takes time; of more only the memory is looked at,
#: every so many seconds.
BATAS, JARANG = 8, 5
#: An account of the fictional office that the many are made of, the activity it belongs to, how many it has been paid for.
AKUN, SUB, BANYAK = "5.1.02.02.01", "7.01.01.2.01.0001", 5_000


def proyek(ruang: Path, unit: int) -> Path:
    """A project of so many offices, each with a name of its own."""
    for nama in ("notebooks", "lib"):
        shutil.copytree(AKAR / nama, ruang / nama, ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    shutil.copytree(AKAR / "params" / "aturan", ruang / "params" / "aturan")
    for n in range(unit):
        satu = f"kecamatan-{n + 1:04}"
        shutil.copytree(AKAR / "data" / ASAL, ruang / "data" / satu)
        nomenklatur = ruang / "data" / satu / "nomenklatur.csv"
        nomenklatur.write_text(nomenklatur.read_text("utf-8").replace("Kecamatan Contoh", f"Kecamatan Contoh {n + 1}"), "utf-8")
        (ruang / "params" / satu).mkdir()
        for q in range(1, 5):
            isi = (AKAR / "params" / ASAL / f"2025-tw{q}.yaml").read_text("utf-8").replace(f"unit: {ASAL}", f"unit: {satu}")
            (ruang / "params" / satu / f"2025-tw{q}.yaml").write_text(isi, "utf-8")
    subprocess.run([sys.executable, "-m", "compileall", "-q", str(ruang / "lib")], check=True)
    return ruang


def susun(laporan: int, jeda: float) -> Ukuran:
    """So many reports, compiled by one command."""
    with tempfile.TemporaryDirectory(prefix="tumbuh-") as folder:
        unit = -(-laporan // len(DELAPAN))
        akar = proyek(Path(folder), unit)
        nama = DELAPAN[: laporan] if laporan < len(DELAPAN) else DELAPAN
        params = [f"params/kecamatan-{n + 1:04}/{TW}.yaml" for n in range(unit)]
        hasil = ukur([["triwulan", "susun", *params, *(x for n in nama for x in ("--laporan", n))]], akar, jeda)
        assert len([*(akar / "reports").rglob("*.pdf")]) == laporan
        return hasil


def banyak_akun() -> Ukuran:
    """The Camat's report with an LRA of thousands of accounts."""
    with tempfile.TemporaryDirectory(prefix="tumbuh-") as folder:
        akar = proyek(Path(folder), 1)
        data = akar / "data" / "kecamatan-0001"
        _tambah(data / "nomenklatur.csv", ({"jenis": "akun", "kode": _akun(n), "uraian": f"Belanja rekaan nomor {n + 1}", "dokumen": "contoh", "tempat": "rekaan"} for n in range(BANYAK)))
        _tambah(data / "pagu.csv", ({"kode": SUB, "akun": _akun(n), "lingkup": "kecamatan", "periode": "2025", "tahap": "murni", "nilai": 2_000_000 + n, "dokumen": "contoh", "tempat": "rekaan"} for n in range(BANYAK)))
        _tambah(data / "realisasi_rp.csv", (
            {"kode": SUB, "akun": _akun(n), "lingkup": "kecamatan", "periode": f"2025-tw{q}", "nilai": 400_000 + n, "dokumen": "contoh", "tempat": "rekaan"} for n in range(BANYAK) for q in (1, 2, 3, 4)
        ))
        hasil = ukur([["triwulan", "susun", f"params/kecamatan-0001/{TW}.yaml", "--laporan", "lkj-camat"]], akar, JEDA)
        print(*(f"{p.name}: {p.stat().st_size / 1e6:.1f} MB" for p in sorted((akar / "reports").rglob("lkj-camat.*"))), sep="; ", file=sys.stderr)
        return hasil


def _akun(n: int) -> str:
    return f"{AKUN}.{1000 + n}"


def _tambah(path: Path, baris) -> None:
    with path.open(encoding="utf-8", newline="") as f:
        kolom = next(csv.reader(f))
    with path.open("a", encoding="utf-8", newline="") as f:
        csv.DictWriter(f, kolom, restval="", lineterminator="\n").writerows(baris)


def penjadwal(tugas: int) -> None:
    """Tasks that do nothing, through a scheduler, two workers and an Executor as `--dask` has them."""
    from distributed import Client, LocalCluster

    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as gugus, Client(gugus) as klien, klien.get_executor(pure=False, retries=3) as pelaksana:
        isi = b"\0" * 300_000
        for nama, argumen in (("tanpa isi", b""), ("bundel 300 kB", isi)):
            banyak = tugas if not argumen else tugas // 10
            mulai = time.perf_counter()
            for f in [pelaksana.submit(len, argumen) for _ in range(banyak)]:
                f.result()
            print(f"| {nama} | {banyak} | {1000 * (time.perf_counter() - mulai) / banyak:.2f} |", flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--penjadwal"]:
        penjadwal(int(sys.argv[2]))
        sys.exit()
    print("| laporan | detik | detik per laporan | CPU per laporan | memori MB | perintahnya sendiri |\n| ---: | ---: | ---: | ---: | ---: | ---: |")
    for n in map(int, sys.argv[1:]):
        banyak = n > BATAS
        u = susun(n, JARANG if banyak else 0)
        m = u if banyak else susun(n, JEDA)
        print(f"| {n} | {u.detik:.1f} | {u.detik / n:.2f} | {'' if banyak else f'{m.cpu / n:.2f}'} | {m.memori / 1e6:.0f} | {m.induk / 1e6:.0f} |", flush=True)
    u = banyak_akun()
    print(f"| 1, LRA {BANYAK} rekening | {u.detik:.1f} | {u.detik:.1f} | {u.cpu:.1f} | {u.memori / 1e6:.0f} | {u.induk / 1e6:.0f} |")
