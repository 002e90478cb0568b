"""By hand: `python tests/gangguan.py [N]` kills `susun` with SIGKILL at N random moments and counts what was lost. Table: docs/gangguan.md.

A stand-in takes the place of the notebooks, so that most of a run is writing; each kill is judged three times: what stands at once (every
file whole, old or new), what stands after an interrupted plan was carried out (all old or all new), what stands after the next run."""

import hashlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from triwulan.disk import pasang
from alat import susun_satu

from triwulan.press import angka, laksana

#: Formats and failing report before and after: formats go and come, a failure is mended, a report fails that was done.
LAMA, BARU = (("html", "docx"), "r3"), (("html", "pdf"), "r2")
NAMA = ("r1", "r2", "r3", "r4")
ISI = 100_000


def palsu(keadaan: str):
    """`bangun` without a notebook: the same bytes each time, told apart by `keadaan`."""
    format_, gagal = LAMA if keadaan == "lama" else BARU

    def bangun(bundel, *_):
        n = bundel.laporan
        isi = lambda f: f"{keadaan} {n} {f}\n".encode() * (ISI // 20)  # noqa: E731
        if n == gagal:
            return laksana.Hasil(n, {f"{n}.ipynb": isi("ipynb")}, "sel rusak")
        baris = dict.fromkeys(angka.KOLOM, keadaan) | {"laporan": n, "alamat": f"{n}/a"}
        return laksana.Hasil(n, {f"{n}.{f}": isi(f) for f in ("ipynb", *format_)}, angka=(baris,))

    return bangun


def susun(tujuan: Path, keadaan: str) -> None:
    """One run with the stand-in."""
    laksana.bangun = palsu(keadaan)
    semua = [laksana.Bundel(n, "tiada.ipynb", {"keadaan": keadaan}, {}) for n in NAMA]
    susun_satu(semua, (), tujuan, catatan=lambda h: {"status": keadaan, "galat": h.galat, "berkas": {n: hashlib.sha256(isi).hexdigest() for n, isi in h.berkas.items()}})


def berdiri(tujuan: Path) -> dict[str, bytes]:
    return {p.relative_to(tujuan).as_posix(): p.read_bytes() for p in sorted(tujuan.rglob("*")) if p.is_file()}


def anak(tujuan: Path, *, bunuh: float | None) -> tuple[bool, float]:
    """A run in a process of its own, killed `bunuh` seconds after its work began; whether it was killed, how long it worked."""
    p = subprocess.Popen([sys.executable, __file__, "anak", str(tujuan)], stdout=subprocess.PIPE)
    p.stdout.readline()
    mulai = time.monotonic()
    if bunuh is None:
        p.stdout.readline()  # its work is done; what is left is the interpreter's own end
        lamanya = time.monotonic() - mulai
        p.wait()
    else:
        try:
            p.wait(bunuh)
        except subprocess.TimeoutExpired:
            os.kill(p.pid, signal.SIGKILL)
            p.wait()
        lamanya = time.monotonic() - mulai
    p.stdout.close()
    return p.returncode == -signal.SIGKILL, lamanya


def main(kali: int, benih: int = 7) -> Counter:
    acak, hitung = random.Random(benih), Counter()
    with tempfile.TemporaryDirectory() as folder:
        akar = Path(folder)
        susun(akar / "acuan" / "tw", "lama")
        lama = berdiri(akar / "acuan" / "tw")
        _, lamanya = anak(akar / "acuan" / "tw", bunuh=None)
        baru = berdiri(akar / "acuan" / "tw")
        assert lama != baru and "r1.docx" in lama and "r1.docx" not in baru and "gagal/r2.ipynb" in baru
        for k in range(kali):
            tujuan = akar / f"k{k}" / "tw"
            susun(tujuan, "lama")
            mati, _ = anak(tujuan, bunuh=acak.uniform(0, lamanya))
            hitung["dibunuh" if mati else "selesai sebelum dibunuh"] += 1
            kini = berdiri(tujuan)
            hitung["berkas rusak"] += sum(isi not in (lama.get(n), baru.get(n)) for n, isi in kini.items())
            hitung["berkas hilang"] += len((lama.keys() & baru.keys()) - kini.keys())
            hitung["terhenti di tengah pemasangan"] += pasang.tertunda(pasang.samping(tujuan))
            pasang.selesaikan(tujuan, pasang.samping(tujuan))
            pulih = berdiri(tujuan)
            hitung["tetap lama" if pulih == lama else "menjadi baru" if pulih == baru else "campuran"] += 1
            susun(tujuan, "baru")
            hitung["beda setelah disusun lagi"] += berdiri(tujuan) != baru
            hitung["sisa di samping folder"] += len([p for p in tujuan.parent.iterdir() if p.name not in ("tw", ".tw.kunci")])
    return hitung


if __name__ == "__main__":
    if sys.argv[1:2] == ["anak"]:
        print("mulai", flush=True)
        susun(Path(sys.argv[2]), "baru")
        print("selesai", flush=True)
    else:
        for nama, n in main(int(sys.argv[1]) if sys.argv[1:] else 60).items():
            print(f"{n:6} {nama}")
