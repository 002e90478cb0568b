"""Activity photos in `data/<unit>/foto/`: checked before anything runs, made ready for the page.

The column `foto` of dokumentasi.csv holds the name of a file in that folder.
"""

from __future__ import annotations

import hashlib
import io
import re
import warnings
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pandas as pd
from PIL import Image

from triwulan.galat_sistem import sebab as sebab_sistem
from triwulan.office.masalah import Masalah

FOLDER = "foto"
#: A plain name: no folder in it, nothing hidden, nothing that a shell, a file system or an archive reads differently.
NAMA = re.compile(r"[A-Za-z0-9][A-Za-z0-9._ -]*\.(jpe?g|png|webp)", re.IGNORECASE)
FORMAT = ("JPEG", "PNG", "WEBP")
PIKSEL, BITA = 60_000_000, 50_000_000
#: Two photos abreast are 75 mm wide each: 270 dots an inch on paper, twice the dots of a plain screen.
SISI, MUTU = 800, 82
#: What turns a picture upright, by its EXIF orientation.
TEGAK = {
    2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM, 5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270, 7: Image.Transpose.TRANSVERSE, 8: Image.Transpose.ROTATE_90,
}
RUSAK = "rusak atau terpotong; salin ulang fotonya dari kamera atau pengirimnya"


def periksa(folder: Path, tempat: str, kolom: pd.Series) -> tuple[dict[str, str], list[Masalah]]:
    """(SHA-256 by place, problems) of the photos that dokumentasi.csv names; `folder` is the unit's, `tempat` the same as
    messages and checksums name it, `kolom` the column `foto` by line number."""
    kolom = kolom[kolom != ""]
    nama = list(dict.fromkeys(kolom))
    ada = {p.name for p in (folder / FOLDER).iterdir()} if (folder / FOLDER).is_dir() else set()
    # Decoders let go of the interpreter's lock. No more at a time than their pictures have room in memory.
    with _tanpa_peringatan(), ThreadPoolExecutor(4) as pool:
        hasil = dict(zip(nama, pool.map(lambda n: _periksa(folder / FOLDER, f"{tempat}/{FOLDER}", n, ada), nama)))
    masalah = [Masalah(f"{tempat}/dokumentasi.csv", hasil[n][1], baris, "foto", n) for baris, n in kolom.items() if hasil[n][1]]
    return {f"{tempat}/{FOLDER}/{n}": sidik for n, (sidik, _) in hasil.items() if sidik}, masalah


def siapkan(isi: bytes) -> bytes:
    """A photo for the page, from a file's bytes that passed `periksa`: JPEG, upright, on white, no larger than it prints,
    without a word of what the camera wrote beside it (place, time, owner). Same bytes in, same bytes out."""
    with _tanpa_peringatan():
        gambar = Image.open(io.BytesIO(isi), formats=FORMAT)
        putar = TEGAK.get(_orientasi(gambar))
        # A large JPEG is decoded at a fraction of its size: quick, and small in memory.
        gambar.draft(None, (SISI, SISI))
        gambar = gambar.convert("RGBA" if gambar.has_transparency_data else "RGB")
    gambar.thumbnail((SISI, SISI), Image.Resampling.LANCZOS)
    if putar is not None:
        gambar = gambar.transpose(putar)
    # A new picture: no comment, profile or tag comes along.
    bersih = Image.new("RGB", gambar.size, "white")
    bersih.paste(gambar, mask=gambar.getchannel("A") if gambar.mode == "RGBA" else None)
    keluar = io.BytesIO()
    bersih.save(keluar, "JPEG", quality=MUTU, optimize=True)
    return keluar.getvalue()


def _periksa(folder: Path, tempat: str, nama: str, ada: set[str]) -> tuple[str, str]:
    """(SHA-256, "") of a photo that can be printed, else ("", what is wrong with it and what to do)."""
    if not NAMA.fullmatch(nama):
        return "", f"tulis nama berkas di {tempat}/ saja: huruf, angka, spasi, titik, - atau _, berakhiran .jpg, .jpeg, .png atau .webp"
    # Looked up in the folder's list, so that capitals count on every machine.
    if nama not in ada:
        mirip = sorted(a for a in ada if a.lower() == nama.lower())
        saran = f"yang ada {', '.join(mirip)}; samakan huruf besar dan kecilnya" if mirip else "salin fotonya ke sana, atau kosongkan sel ini bila fotonya tidak ada"
        return "", f"{tempat}/{nama} tidak ada; {saran}"
    path = folder / nama
    if path.is_symlink() or not path.is_file():
        return "", f"{tempat}/{nama} bukan berkas biasa; salin berkas fotonya sendiri ke sana"
    try:
        if (besar := path.stat().st_size) > BITA:
            return "", f"{tempat}/{nama} sebesar {besar // 1_000_000} MB, paling besar {BITA // 1_000_000} MB; perkecil fotonya"
        isi = path.read_bytes()
    except OSError as error:
        return "", f"{tempat}/{nama} tidak dapat dibaca ({sebab_sistem(error)})"
    salah = _gambar(isi)
    return ("", f"{tempat}/{nama} {salah}") if salah else (hashlib.sha256(isi).hexdigest(), "")


def _gambar(isi: bytes) -> str:
    """What is wrong with a picture; "" for one that decodes to its last line."""
    try:
        gambar = Image.open(io.BytesIO(isi), formats=FORMAT)
    except Image.DecompressionBombError:
        return f"terlalu besar, paling banyak {PIKSEL // 1_000_000} megapiksel; perkecil fotonya"
    except Exception:  # a decoder meets foreign bytes with errors of every kind
        return "bukan gambar JPEG, PNG atau WebP yang dapat dibaca; simpan ulang fotonya sebagai JPEG"
    if (lebar := gambar.width) * (tinggi := gambar.height) > PIKSEL:
        return f"berukuran {lebar} × {tinggi} piksel, paling banyak {PIKSEL // 1_000_000} megapiksel; perkecil fotonya"
    if gambar.mode.startswith("I"):
        return "berwarna 16 bit, tidak dapat dicetak; simpan ulang fotonya sebagai JPEG"
    try:
        gambar.draft(None, (1, 1))
        gambar.load()
    except Exception:
        return RUSAK
    return ""


def _orientasi(gambar: Image.Image) -> object:
    try:
        return gambar.getexif().get(0x0112)
    except Exception:  # damaged notes of a camera are no reason to refuse its picture
        return None


@contextmanager
def _tanpa_peringatan() -> Iterator[None]:
    """Pillow's remarks on a file are for programmers; whoever compiles a report gets ours."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
