"""A signed scan laid beside the version it belongs to: a bag of its own, so that the sealed archive never changes."""

from __future__ import annotations

import hashlib
import io
import json
import re
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from PIL import Image

from triwulan.press import arsip
from triwulan.press.himpun import Ditolak, aman

#: Bytes of a scan; a report of forty pages at 300 dots an inch in colour has some 40 MB.
BITA = 200_000_000
#: What a scan may be, by how it begins; its ending in the bag.
JENIS = {b"%PDF-": ".pdf", b"\xff\xd8\xff": ".jpg", b"\x89PNG\r\n\x1a\n": ".png"}
KETERANGAN = "pindaian.json"


@dataclass(frozen=True)
class Pindaian:
    """Where the scan's bag is, the archive it belongs to, and whether it was written now."""

    path: Path
    arsip: Path
    baru: bool


def tambahkan(tujuan: Path, nama: str, versi: int | None, laporan: str, berkas: Path) -> Pindaian:
    """Writes `tujuan/<nama>-v<k>-pindaian-<n>.zip` for the version asked for, else the newest; the same scan once. Raises Ditolak with
    everything wrong, OSError when the folder cannot be written."""
    isi = _baca(berkas)
    ada = arsip.versi(tujuan, nama) if tujuan.is_dir() else {}
    k = versi if versi is not None else max(ada, default=0)
    if k not in ada:
        sebut = f"yang ada: {', '.join(f'v{n}' for n in ada)}" if ada else "belum ada arsip; arsipkan dulu tanpa --pindaian"
        raise Ditolak([("--versi" if versi is not None else str(tujuan), f"arsip versi {k or 1} tidak ada; {sebut}")])
    payload = arsip.isi(ada[k])
    if f"laporan/{laporan}.ipynb" not in payload:
        termuat = sorted(m[1] for j in payload if (m := re.fullmatch(r"laporan/([^/]+)\.ipynb", j)))
        raise Ditolak([("--laporan", f"{laporan!r} tidak ada dalam {ada[k].name}; yang ada: {', '.join(termuat) or '(arsipnya rusak)'}")])
    sidik = hashlib.sha256(isi).hexdigest()
    lama = {p: arsip.isi(p) for p in sorted(tujuan.glob(f"{nama}-v{k}-pindaian-*.zip"))}
    for path, dulu in lama.items():
        if any(hashlib.sha256(b).hexdigest() == sidik for j, b in dulu.items() if j != KETERANGAN):
            return Pindaian(path, ada[k], False)
    nomor = 1 + max((int(m[1]) for p in lama if (m := re.search(r"-pindaian-(\d+)\.zip$", p.name))), default=0)
    akhir = tujuan / f"{nama}-v{k}-pindaian-{nomor}.zip"
    akhiran = next(a for awal, a in JENIS.items() if isi.startswith(awal))
    tentang = {
        "arsip": {"berkas": ada[k].name, "sha256": hashlib.sha256(ada[k].read_bytes()).hexdigest()}, "laporan": laporan,
        "pindaian": {"berkas": f"{laporan}{akhiran}", "sha256": sidik, "nama_asli": berkas.name if aman(berkas.name) else ""},
    }
    arsip.segel(
        akhir, {f"{laporan}{akhiran}": isi, KETERANGAN: (json.dumps(tentang, ensure_ascii=False, indent=1) + "\n").encode("utf-8")},
        {"External-Description": f"Pindaian {laporan} yang sudah ditandatangani; milik {ada[k].name}", "External-Identifier": akhir.stem, "Bag-Software-Agent": "triwulan arsip --pindaian"},
    )
    return Pindaian(akhir, ada[k], True)


def _baca(berkas: Path) -> bytes:
    """A scan that opens. Raises Ditolak."""
    try:
        if (besar := berkas.stat().st_size) > BITA:
            raise Ditolak([(str(berkas), f"sebesar {besar // 1_000_000} MB, paling besar {BITA // 1_000_000} MB; pindai lagi dengan 200-300 dpi")])
        isi = berkas.read_bytes()
    except FileNotFoundError:
        raise Ditolak([(str(berkas), "tidak ada; periksa penulisan jalurnya")]) from None
    except IsADirectoryError:
        raise Ditolak([(str(berkas), "folder, bukan berkas; sebut berkas pindaiannya")]) from None
    try:
        if isi.startswith(b"%PDF-"):
            with pikepdf.open(io.BytesIO(isi)) as pdf:
                halaman = len(pdf.pages)
        else:
            with Image.open(io.BytesIO(isi), formats=("JPEG", "PNG")) as gambar:
                gambar.load()
            halaman = 1
    except Exception:  # a decoder meets foreign bytes with errors of every kind
        halaman = 0
    if not halaman or not any(isi.startswith(awal) for awal in JENIS):
        raise Ditolak([(str(berkas), "bukan PDF, JPEG atau PNG yang dapat dibuka; pindai atau simpan ulang sebagai PDF")])
    return isi
