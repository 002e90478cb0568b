"""What may stand in a file that somebody else may have written: plain files only, of a size an office's data has, and text whose every
sign can be seen."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path

from triwulan.office.masalah import Masalah, MasukanSalah

#: Bytes of a data file, a parameter file or a descriptor: the largest at hand has 0,1 MB, a city's year of LRA some 5.
BITA = 50_000_000
#: Signs of a cell: what a cell of Excel holds. The longest at hand has 811.
PANJANG = 32_767
#: Signs that nobody sees and that make a reader, a browser or a terminal show something else than what is there: controls but tab and
#: newline, marks that turn the direction of writing, blanks of no width, halves of signs, and what is no sign at all.
TAK_TERLIHAT = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff\ud800-\udfff\U000e0000-\U000e0fff]|\r(?!\n)"
    "|[" + "".join(f"{chr(p << 16 | 0xFFFE)}{chr(p << 16 | 0xFFFF)}" for p in range(1, 17)) + "]"
)


#: Digits of other scripts: they count as digits, so that ٣ would be read as 3 and no search for 3 would find it.
ANGKA_LAIN = re.compile(r"(?![0-9])\d")


def baca(path: Path, tempat: str) -> bytes:
    """The bytes of a plain file. Raises FileNotFoundError when there is none, MasukanSalah for a link, a special file, one that cannot
    be read, one that is too large; `tempat` is what messages call it."""
    if path.is_symlink():
        raise MasukanSalah([Masalah(tempat, "tautan ke berkas lain; salin berkasnya sendiri ke sini")])
    if not path.exists():
        raise FileNotFoundError(path)
    if not path.is_file():
        raise MasukanSalah([Masalah(tempat, "bukan berkas biasa; kembalikan berkasnya")])
    if (besar := path.stat().st_size) > BITA:
        raise MasukanSalah([Masalah(tempat, f"sebesar {besar // 1_000_000} MB, paling besar {BITA // 1_000_000} MB; periksa apakah ini berkas yang benar")])
    return path.read_bytes()


def salah_tulis(teks: str) -> str:
    """What is wrong with the text of a cell or value as text; "" for nothing."""
    if len(teks) > PANJANG:
        return f"sepanjang {len(teks)} huruf, paling panjang {PANJANG}; periksa tanda kutip di sel ini dan sebelumnya"
    if m := TAK_TERLIHAT.search(teks):
        nama = unicodedata.name(m[0], "karakter kendali")
        return f"huruf ke-{m.start() + 1} adalah tanda tak terlihat U+{ord(m[0]):04X} ({nama}); ketik ulang isinya tanpa tanda itu"
    if m := ANGKA_LAIN.search(teks):
        return f"huruf ke-{m.start() + 1} ({m[0]}) adalah angka dari aksara lain; tulis dengan angka 0 sampai 9"
    return ""


def salah_pilihan(**isi: str) -> list[Masalah]:
    """The same for what options of a command bring into a data file: `oleh` is `--oleh`."""
    return [Masalah(f"--{nama}", salah, None, "", teks) for nama, teks in isi.items() if (salah := salah_tulis(teks))]


def salah_sel(tempat: str, kepala: Sequence[str], isi: Sequence[tuple[int, Sequence[str]]]) -> list[Masalah]:
    """The cells of a table whose text is wrong as text, header included; `isi`: (line, cells)."""
    return [
        Masalah(tempat, salah, n, kepala[k] if n > 1 and k < len(kepala) else str(k + 1), sel)
        for n, sel_sel in ((1, kepala), *isi) for k, sel in enumerate(sel_sel) if (salah := salah_tulis(sel))
    ]


def salah_isi(tempat: str, nilai: object, kunci: str = "") -> list[Masalah]:
    """The same for what a YAML or JSON file holds, however deep: keys and values."""
    if isinstance(nilai, str):
        return [Masalah(tempat, salah, None, kunci, nilai)] if (salah := salah_tulis(nilai)) else []
    if isinstance(nilai, Mapping):
        isi = [(k, f"{kunci}.{k}".strip("."), v) for k, v in nilai.items()]
        return [m for k, jalur, v in isi for m in (*salah_isi(tempat, k, kunci), *salah_isi(tempat, v, jalur))]
    return [m for n, v in enumerate(nilai, 1) for m in salah_isi(tempat, v, f"{kunci}.{n}".strip("."))] if isinstance(nilai, (list, tuple)) else []
