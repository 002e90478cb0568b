"""Builds one quarter under conditions that must not matter, and compares every file with the undisturbed build.

Run by hand for docs/reproduksi.md: `python tests/keadaan.py [params] [--laporan NAME …] [--hanya CONDITION …]`; test_keadaan.py
has one report built with all that needs no further program. A condition is a folder, an environment and a command in front.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from triwulan.press.beda import tempat_beda

AKAR = Path(__file__).resolve().parents[1]
PARAMS = "params/kecamatan-lumajang/2024-tw2.yaml"
FORMAT = "html,pdf,docx,xlsx"
#: What a row of the matrix is about, by the ending of a file's name; the run record is there to say when and where, and is left out.
KELUARAN = {
    "notebook": ".ipynb", "HTML": ".html", "PDF": ".pdf", "Word": ".docx", "Excel": ".xlsx", "buku angka": "angka.csv", "temuan": "temuan.json",
    "halaman muka": "index.html",
}
BIASA = {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0"}


@dataclass(frozen=True)
class Keadaan:
    """A condition: what differs in words, the environment, the command before the interpreter, the folder of the project,
    whether the project's files are made in the opposite order, how often, in what portions or with what further words `susun` is called."""

    sebutan: str
    env: Mapping[str, str] = field(default_factory=dict)
    depan: tuple[str, ...] = ()
    folder: str = "proyek"
    terbalik: bool = False
    ulangan: int = 1
    satu_satu: bool = False
    pilihan: tuple[str, ...] = ()
    perlu: str = ""


FAKETIME = "/usr/bin/faketime"
SEMUA = {
    "hari": Keadaan("29 Februari 2028, tiga menit sebelum tengah malam", depan=(FAKETIME, "2028-02-29 23:57:00"), perlu=FAKETIME),
    "zona-timur": Keadaan("zona waktu UTC+14 (Pacific/Kiritimati)", {"TZ": "Pacific/Kiritimati"}),
    "zona-barat": Keadaan("zona waktu UTC−3.30 (America/St_Johns)", {"TZ": "America/St_Johns"}),
    "folder": Keadaan("folder lain, dengan spasi dan huruf bukan ASCII", folder="Ruang Kerja – Ñusa (2)/proyek"),
    "bahasa-c": Keadaan("bahasa sistem C, tanpa UTF-8", {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}),
    "bahasa-tr": Keadaan("bahasa sistem Turki (i tanpa titik)", {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"}),
    "bahasa-de": Keadaan("bahasa sistem Jerman (koma desimal)", {"LC_ALL": "de_DE.UTF-8", "LANG": "de_DE.UTF-8", "LC_NUMERIC": "de_DE.UTF-8"}),
    "pengguna": Keadaan("pengguna lain tanpa hak istimewa dan tanpa folder rumah, umask 077", {"HOME": "/nonexistent"}, ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "sh", "-c", 'umask 077; exec "$@"', "sh"), perlu="/usr/bin/setpriv"),
    "satu-inti": Keadaan("satu inti prosesor", {"OMP_NUM_THREADS": "1"}, ("taskset", "-c", "0"), perlu="/usr/bin/taskset"),
    "satu-satu": Keadaan("setiap laporan dengan perintahnya sendiri, dari yang terakhir", satu_satu=True),
    "urutan": Keadaan("urutan berkas dalam folder terbalik, PYTHONHASHSEED lain", {"PYTHONHASHSEED": "4711"}, terbalik=True),
    "kedua": Keadaan("disusun dua kali di tempat yang sama", ulangan=2, pilihan=("--paksa",)),
    "satu-pekerja": Keadaan("satu pekerja", pilihan=("--pekerja", "1")),
    "empat-pekerja": Keadaan("empat pekerja", pilihan=("--pekerja", "4")),
}
#: All at once that needs no program beside Python.
SEKALIGUS = Keadaan(
    "semua sekaligus", {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "4711", "HOME": "/dev/null/tidak-ada"},
    folder=SEMUA["folder"].folder, terbalik=True,
)


def salin(tujuan: Path, terbalik: bool = False) -> None:
    """The project without reports and version control; `terbalik` makes its files from the last to the first, so that the
    disk lists them otherwise."""
    asal = [p for nama in ("data", "params", "notebooks", "lib", "pyproject.toml", "environment.yml") for p in (AKAR / nama, *(AKAR / nama).rglob("*"))]
    asal += AKAR.glob("requirements*.lock")
    for path in sorted((p for p in asal if p.is_file() and p.parent.name not in ("__pycache__", ".ipynb_checkpoints")), reverse=terbalik):
        akhir = tujuan / path.relative_to(AKAR)
        akhir.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, akhir)


def susun(keadaan: Keadaan, ruang: Path, params: str = PARAMS, laporan: Sequence[str] = ()) -> dict[str, bytes]:
    """Every file that the quarter has after `triwulan susun` under a condition, by path below reports/. Raises
    CalledProcessError when a report fails."""
    proyek = ruang / keadaan.folder
    salin(proyek, keadaan.terbalik)
    if keadaan.perlu.endswith("setpriv"):
        for p in (ruang, *ruang.rglob("*")):
            os.chown(p, 65534, 65534)
    sementara = ruang / "tmp"
    sementara.mkdir()
    sementara.chmod(0o777)
    env = {"PATH": os.environ["PATH"], "HOME": str(ruang), "TMPDIR": str(sementara), "PYTHONPATH": str(proyek / "lib"), "PYTHONDONTWRITEBYTECODE": "1"}
    perintah = [*keadaan.depan, sys.executable, "-m", "triwulan.cli", "susun", params, "--format", FORMAT, *keadaan.pilihan]
    bagian = [["--laporan", n] for n in reversed(laporan)] if keadaan.satu_satu else [[a for n in laporan for a in ("--laporan", n)]]
    for pilihan in bagian * keadaan.ulangan:
        jadi = subprocess.run([*perintah, *pilihan], cwd=proyek, env=env | BIASA | dict(keadaan.env), capture_output=True, text=True)
        if jadi.returncode:
            raise RuntimeError(f"{keadaan.sebutan}: {jadi.stderr[-2000:]}")
    return {p.relative_to(proyek / "reports").as_posix(): p.read_bytes() for p in sorted((proyek / "reports").rglob("*")) if p.is_file() and p.name != "catatan-run.json"}


def bandingkan(dasar: Mapping[str, bytes], lain: Mapping[str, bytes]) -> dict[str, tuple[int, list[str]]]:
    """Of each kind of output how many files were compared and what differs; a file that one build lacks differs."""
    hasil = {}
    for jenis, akhiran in KELUARAN.items():
        nama = sorted(n for n in dasar.keys() | lain.keys() if n.endswith(akhiran) and (akhiran != ".html" or not n.endswith("index.html")))
        hasil[jenis] = len(nama), [f"{n}: {beda}" for n in nama if (beda := _beda(n, dasar.get(n), lain.get(n)))]
    return hasil


def _beda(nama: str, dasar: bytes | None, lain: bytes | None) -> str:
    if dasar is None or lain is None:
        return "hanya ada dalam satu susunan"
    return "" if dasar == lain else tempat_beda(nama, dasar, lain)


def matriks(params: str, laporan: Sequence[str], hanya: Sequence[str]) -> Iterator[str]:
    """The table for docs/reproduksi.md, a line each, and below it every difference."""
    with tempfile.TemporaryDirectory(prefix="keadaan-") as folder:
        Path(folder).chmod(0o755)
        dasar = susun(Keadaan("dasar"), Path(folder) / "dasar", params, laporan)
        nama = sorted({Path(n).stem for n in dasar if n.endswith(".ipynb")})
        yield f"| keadaan | {' | '.join(KELUARAN)} |"
        yield f"| --- |{' --- |' * len(KELUARAN)}"
        semua_beda = []
        for kunci, keadaan in SEMUA.items():
            if hanya and kunci not in hanya:
                continue
            if keadaan.perlu and not Path(keadaan.perlu).exists():
                yield f"| {keadaan.sebutan} | {'tidak dijalankan | ' * len(KELUARAN)}"
                continue
            pilih = [n for n in nama if n != "lkj-gabungan"] if keadaan.satu_satu else laporan
            lain = susun(keadaan, Path(folder) / kunci, params, pilih)
            banding = {n: b for n, b in dasar.items() if not (keadaan.satu_satu and "lkj-gabungan" in n)}
            hasil = bandingkan(banding, lain)
            semua_beda += [f"- {keadaan.sebutan}: {b}" for _, beda in hasil.values() for b in beda]
            yield f"| {keadaan.sebutan} | {' | '.join(f'{jumlah} sama' if not beda else f'**{len(beda)} dari {jumlah} beda**' for jumlah, beda in hasil.values())} |"
            shutil.rmtree(Path(folder) / kunci)
        yield from ("", *semua_beda)


if __name__ == "__main__":
    urai = argparse.ArgumentParser()
    urai.add_argument("params", nargs="?", default=PARAMS)
    urai.add_argument("--laporan", action="append", default=[])
    urai.add_argument("--hanya", action="append", default=[], choices=list(SEMUA))
    pilihan = urai.parse_args()
    for baris in matriks(pilihan.params, pilihan.laporan, pilihan.hanya):
        print(baris, flush=True)
