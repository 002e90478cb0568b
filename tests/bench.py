"""`make bench`: how long a quarter takes, by the command line of Jupyter, in one process, and as we do it, side by side in one run.

`python tests/bench.py [--putaran N] [--hanya NAME …]` prints the table of docs/kecepatan.md. Each round runs every way once on a copy of the
project, in an order that turns; the medians of the rounds are compared, since a machine is not equally fast all the time. CPU and memory
are those of the whole tree of processes, looked at in a run of its own before the first round: looking takes a processor from what is
measured.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

AKAR = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
PARAMS, TEMPAT = "params/kecamatan-lumajang/2024-tw2.yaml", "kecamatan-lumajang/2024-tw2"
#: A figure of one Kepala Seksi, and another.
ANGKA = ("data/kecamatan-lumajang/realisasi_k.csv", 3)
#: Seconds between two looks at what is measured.
JEDA = 0.1


@dataclass(frozen=True)
class Ukuran:
    """Seconds by the clock, seconds of all processors, the most memory at once (bytes, shared pages counted once); `induk`: of the command's own
    process."""

    detik: float
    cpu: float
    memori: int
    induk: int = 0


def ukur(perintah: list[list[str]], proyek: Path, jeda: float = 0) -> Ukuran:
    """Commands one after another; what they use is looked at every `jeda` seconds, not at all for 0. Raises RuntimeError for one that fails."""
    mulai, cpu, puncak, induk = time.perf_counter(), 0.0, 0, 0
    env = os.environ | {"PYTHONPATH": str(proyek / "lib"), "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}
    for satu in perintah:
        with tempfile.TemporaryFile() as kata:
            p = subprocess.Popen(satu, cwd=proyek, env=env, stdout=subprocess.DEVNULL, stderr=kata)
            pohon: dict[tuple[int, float], float] = {}
            while jeda and p.poll() is None:
                semua, satu_ = _lihat(p.pid, pohon)
                puncak, induk = max(puncak, semua), max(induk, satu_)
                with suppress(subprocess.TimeoutExpired):
                    p.wait(jeda)
            if p.wait():
                kata.seek(0)
                raise RuntimeError(f"{' '.join(satu)}: {kata.read().decode()[-2000:]}")
        cpu += sum(pohon.values())
    return Ukuran(time.perf_counter() - mulai, cpu, puncak, induk)


def _lihat(pid: int, pohon: dict) -> tuple[int, int]:
    """What the tree of processes has used so far, each noted in `pohon`; its memory now, shared pages counted once, and that of its root."""
    memori = []
    try:
        semua = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
    except psutil.Error:
        return 0, 0
    for x in semua:
        try:
            t = x.cpu_times()
            pohon[x.pid, x.create_time()] = t.user + t.system
            memori.append(x.memory_full_info().pss)
        except (psutil.Error, OSError):
            continue
    return sum(memori), max(memori[:1], default=0)


def laporan(proyek: Path) -> list[tuple[str, str, dict]]:
    """(name, notebook, parameters) of every report of the quarter."""
    program = f"from pathlib import Path\nfrom triwulan.laporan.bundel import rencana\nprint([(b.laporan, b.notebook, dict(b.parameter)) for r in rencana([Path({PARAMS!r})], []) for b in r.bundel])"
    return eval(subprocess.run([sys.executable, "-c", program], cwd=proyek, env=os.environ | {"PYTHONPATH": str(proyek / "lib")}, capture_output=True, text=True, check=True).stdout)


def perintah_jupyter(proyek: Path) -> list[list[str]]:
    """papermill and nbconvert, a command each; the bound volume, which nothing there binds, is printed from the one that we bound."""
    out, keluar = [], proyek / "jupyter"
    keluar.mkdir(exist_ok=True)
    for nama, notebook, parameter in laporan(proyek):
        out.append(["papermill", notebook, str(keluar / f"{nama}.ipynb"), "-y", json.dumps(parameter), "--cwd", str(proyek), "--no-progress-bar"])
        asal = proyek / "reports" / TEMPAT / f"{nama}.ipynb" if nama == "lkj-gabungan" else keluar / f"{nama}.ipynb"
        out += [["jupyter", "nbconvert", "--to", f"triwulan-{f}", "--output-dir", str(keluar), str(asal)] for f in ("html", "pdf")]
    return out


SATU_PROSES = f"""
import sys, papermill
from pathlib import Path
from nbconvert.exporters import get_exporter
import nbformat
for nama, notebook, parameter in eval(sys.argv[1]):
    keluar = Path("satu") / f"{{nama}}.ipynb"
    keluar.parent.mkdir(exist_ok=True)
    papermill.execute_notebook(notebook, str(keluar), parameters=parameter, cwd=".", progress_bar=False)
    nb = nbformat.read(Path("reports/{TEMPAT}") / f"{{nama}}.ipynb" if nama == "lkj-gabungan" else keluar, as_version=4)
    for f in ("html", "pdf"):
        isi, _ = get_exporter(f"triwulan-{{f}}")().from_notebook_node(nb)
        keluar.with_suffix("." + f).write_bytes(isi if isinstance(isi, bytes) else isi.encode())
"""
#: The cells' own time and the rendering, without a kernel: everything imported, the data read.
LANTAI = f"""
import sys, time
from pathlib import Path
import nbformat
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from nbconvert.exporters import get_exporter
from triwulan.laporan import muatan
from triwulan.laporan.bundel import rencana
(r,) = rencana([Path({PARAMS!r})], [])
cetak = {{f: get_exporter(f"triwulan-{{f}}") for f in ("html", "pdf")}}
sel = format_ = 0
for b in r.bundel:
    shell = InteractiveShell()
    mulai = time.perf_counter()
    for c in nbformat.read(b.notebook, as_version=4).cells:
        if c.cell_type == "code":
            kode = "\\n".join(f"{{k}} = {{v!r}}" for k, v in b.parameter.items()) if "parameters" in c.metadata.get("tags", []) else c.source
            with capture_output():
                shell.run_cell(kode).raise_error()
    sel += time.perf_counter() - mulai
    nb = nbformat.read(Path("reports/{TEMPAT}") / f"{{b.laporan}}.ipynb", as_version=4)
    mulai = time.perf_counter()
    for f in cetak.values():
        f().from_notebook_node(nb)
    format_ += time.perf_counter() - mulai
print(sel, format_)
"""


#: Documents and ledger rows of the command-line way that are not those of ours.
BEDA = f"""
import csv, nbformat
from pathlib import Path
from triwulan.press import angka
from triwulan.press.kanonik import kanonik
kita = Path("reports/{TEMPAT}")
baris = list(csv.DictReader((kita / "angka.csv").open(encoding="utf-8", newline="")))
for p in sorted(Path("jupyter").iterdir()):
    if p.suffix in (".html", ".pdf"):
        sama = p.read_bytes() == (kita / p.name).read_bytes()
    elif p.stem == "lkj-gabungan":
        continue
    else:
        sama = list(angka.tunggal(angka.baris(kanonik(nbformat.read(p, as_version=4))))) == [b for b in baris if b["laporan"] == p.stem]
    print(p.name, "sama" if sama else "BEDA")
"""


def sama(proyek: Path) -> str:
    """How many files the command-line way gives, how many of them are ours to the byte; first, so that both follow from the same data."""
    ukur(perintah_jupyter(proyek), proyek)
    isi = subprocess.run([sys.executable, "-c", BEDA], cwd=proyek, env=os.environ | {"PYTHONPATH": str(proyek / "lib")}, capture_output=True, text=True, check=True).stdout
    return f"Perintah demi perintah: {isi.count('sama')} berkas sama, {isi.count('BEDA')} beda"


def susun(*pilihan: str) -> list[list[str]]:
    return [["triwulan", "susun", PARAMS, *pilihan]]


def lain(proyek: Path) -> None:
    """Another figure in the data, each time."""
    path = proyek / ANGKA[0]
    baris = path.read_text("utf-8").splitlines(keepends=True)
    sel = baris[ANGKA[1]].split(",")
    sel[3] = "77" if sel[3] != "77" else "76"
    baris[ANGKA[1]] = ",".join(sel)
    path.write_text("".join(baris), "utf-8", newline="")


def cara(proyek: Path) -> dict[str, Callable[[float], Ukuran]]:
    """Each way by name; a measurement at a call, looked at so often."""
    daftar, jupyter = repr(laporan(proyek)), perintah_jupyter(proyek)

    def berubah(jeda: float) -> Ukuran:
        lain(proyek)
        return ukur(susun(), proyek, jeda)

    def lantai(_: float) -> Ukuran:
        env = os.environ | {"PYTHONPATH": str(proyek / "lib")}
        sel, format_ = map(float, subprocess.run([sys.executable, "-c", LANTAI], cwd=proyek, env=env, capture_output=True, text=True, check=True).stdout.split()[-2:])
        return Ukuran((sel + format_) / len(os.sched_getaffinity(0)), sel + format_, 0)

    def biasa(perintah: list[list[str]]) -> Callable[[float], Ukuran]:
        return lambda jeda: ukur(perintah, proyek, jeda)

    return {
        "papermill dan nbconvert, perintah demi perintah": biasa(jupyter),
        "papermill dan nbconvert dalam satu proses": biasa([[sys.executable, "-c", SATU_PROSES, daftar]]),
        "triwulan susun, semuanya, 1 pekerja": biasa(susun("--paksa", "--pekerja", "1")),
        "triwulan susun, semuanya": biasa(susun("--paksa")),
        "triwulan susun, satu angka berubah": berubah,
        "triwulan susun, tidak ada yang berubah": biasa(susun()),
        "lantai: sel dan cetakan dalam satu proses hangat, dibagi inti": lantai,
        "triwulan --help": biasa([["triwulan", "--help"]]),
        "python -c pass": biasa([[sys.executable, "-c", "pass"]]),
    }


def proyek_baru(ruang: Path) -> Path:
    for nama in ("data", "params", "notebooks", "lib"):
        shutil.copytree(AKAR / nama, ruang / nama, ignore=shutil.ignore_patterns(".ipynb_checkpoints", "kecamatan-contoh"))
    subprocess.run([sys.executable, "-m", "compileall", "-q", str(ruang / "lib")], check=True)  # as an installed library is
    ukur(susun(), ruang)
    return ruang


def tabel(hasil: dict[str, list[Ukuran]], pakai: dict[str, Ukuran]) -> list[str]:
    """The medians as rows of a Markdown table, with the spread and the ratio to the first way."""
    dasar = statistics.median(u.detik for u in next(iter(hasil.values())))
    out = ["| cara | detik (median) | terkecil–terbesar | CPU detik | memori MB | kali lebih cepat |", "| --- | ---: | ---: | ---: | ---: | ---: |"]
    for nama, semua in hasil.items():
        detik = [u.detik for u in semua]
        m = statistics.median(detik)
        tempat = 2 if m >= 1 else 3
        out.append(f"| {nama} | {m:.{tempat}f} | {min(detik):.{tempat}f}–{max(detik):.{tempat}f} | {pakai[nama].cpu:.1f} | {f'{pakai[nama].memori / 1e6:.0f}' if pakai[nama].memori else ''} | {dasar / m:.1f} |")
    return out


if __name__ == "__main__":
    urai = argparse.ArgumentParser()
    urai.add_argument("--putaran", type=int, default=5)
    urai.add_argument("--hanya", action="append", default=[], help="hanya cara yang namanya memuat kata ini")
    pilihan = urai.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        proyek = proyek_baru(Path(folder))
        kata = sama(proyek) if not pilihan.hanya else ""
        semua = {n: f for n, f in cara(proyek).items() if not pilihan.hanya or any(k in n for k in pilihan.hanya)}
        pakai = {n: f(JEDA) for n, f in semua.items()}
        hasil: dict[str, list[Ukuran]] = {n: [] for n in semua}
        for putaran in range(pilihan.putaran):
            urutan = list(semua)
            for nama in urutan[putaran % len(urutan):] + urutan[: putaran % len(urutan)]:
                hasil[nama].append(semua[nama](0))
                print(f"putaran {putaran + 1}: {nama}: {hasil[nama][-1].detik:.2f} s", file=sys.stderr, flush=True)
        print(f"{psutil.cpu_count()} inti, Python {sys.version.split()[0]}, {pilihan.putaran} putaran. {kata}\n", *tabel(hasil, pakai), sep="\n")
