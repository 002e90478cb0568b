"""A workbook looked at before it is opened: a zip whose parts may be of any size and may name files of ours to whoever reads them."""

from __future__ import annotations

import io
import re
import zipfile

from openpyxl.utils import column_index_from_string

#: Bytes of all parts unpacked, and parts. Opened, a workbook takes some fifty times that in memory; the largest at hand has 2 MB.
BITA, BAGIAN = 50_000_000, 2_000
#: Cells of a merged range, each of which is made when the workbook is opened.
GABUNGAN = 100_000
#: No office program writes a document type; with one, XML can name files and unfold a line into gigabytes.
DOCTYPE = tuple("<!DOCTYPE".encode(k) for k in ("utf-8", "utf-16-le", "utf-16-be"))
PENGODEAN = re.compile(rb"""<\?xml[^>]*encoding=["']([A-Za-z0-9._-]+)["']""")
MERGE = re.compile(rb"""mergeCell\s[^>]*?ref=["']\$?([A-Za-z]{1,3})\$?(\d{1,9}):\$?([A-Za-z]{1,3})\$?(\d{1,9})["']""")


def bahaya(isi: bytes) -> str:
    """Why a workbook is not opened, and what to do; "" for one that may be. Of what is no zip nothing is said here."""
    try:
        arsip = zipfile.ZipFile(io.BytesIO(isi))
    except Exception:  # zipfile has no one exception for what a damaged file can do to it
        return ""
    bagian = arsip.infolist()
    if len(bagian) > BAGIAN or sum(i.file_size for i in bagian) > BITA:
        return f"tidak dibuka: isinya {sum(i.file_size for i in bagian) // 1_000_000} MB dalam {len(bagian)} bagian, jauh di atas yang wajar; salin tabelnya saja ke berkas baru"
    for info in bagian:
        if not info.filename.lower().endswith((".xml", ".rels", ".vml")):
            continue
        try:
            teks = arsip.read(info)
        except Exception:  # as above; what the reader says of it then is enough
            continue
        if any(d in teks for d in DOCTYPE) or ((m := PENGODEAN.search(teks[:300])) and m[1].lower() not in (b"utf-8", b"utf-16", b"us-ascii")):
            return f"tidak dibuka: bagian {info.filename!a} memuat deklarasi yang tidak ditulis program perkantoran (DOCTYPE atau pengodean lain); minta berkas aslinya, atau salin tabelnya ke berkas baru"
        for m in MERGE.finditer(teks):
            if _luas(m) > GABUNGAN:
                return f"tidak dibuka: sel gabungan {m[1].decode()}{m[2].decode()}:{m[3].decode()}{m[4].decode()} meliputi terlalu banyak sel; pisahkan sel gabungan itu, lalu simpan lagi"
    return ""


def _luas(m: re.Match[bytes]) -> int:
    kolom = [column_index_from_string(m[n].decode()) if len(m[n]) < 3 or m[n].upper() <= b"XFD" else 18_000 for n in (1, 3)]
    return (abs(kolom[1] - kolom[0]) + 1) * (abs(int(m[4]) - int(m[2])) + 1)
