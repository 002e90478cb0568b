"""The data package descriptor `datapackage.json`: types and checksums generated from the schema, sources kept as written.

`python -m triwulan.office.paket data/<unit>/` renews it after an edit (`make paket` for all units).
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections.abc import Collection
from pathlib import Path

from triwulan.office import berkas as berkas_
from triwulan.office.masalah import Masalah, MasukanSalah
from triwulan.office.skema import SKEMA, Berkas, harapan

NAMA = "datapackage.json"
#: A path below the unit's folder: no part of it hidden, none that leads up.
JALUR = re.compile(r"(?!\.)[^/\\:]+(/(?!\.)[^/\\:]+)*")


def sumber(folder: Path, tempat: str) -> dict[str, str]:
    """The documents a unit's data may cite: name → title. Raises MasukanSalah."""
    try:
        sumber_ = [(s["name"], s["title"]) for s in json.loads(berkas_.baca(folder / NAMA, tempat).decode("utf-8"))["sources"]]
        if bukan := next((x for pasang in sumber_ for x in pasang if not isinstance(x, str)), None):
            raise TypeError(f"{bukan!r:.80} bukan teks")
        if masalah := berkas_.salah_isi(tempat, sumber_, "sources"):
            raise MasukanSalah(masalah)
        return dict(sumber_)
    except RecursionError:
        salah = "bersarang terlalu dalam; kembalikan dari cadangan"
    except FileNotFoundError:
        salah = "berkas tidak ada; salin dari unit lain dan sesuaikan name, title, sources"
    except (ValueError, KeyError, TypeError) as error:
        salah = f"bukan deskriptor yang sah ({error}); perlu sources dengan name dan title"
    raise MasukanSalah([Masalah(tempat, salah)])


def ringkas(isi: bytes) -> bytes:
    """A descriptor with its sources alone: all that a report reads of it."""
    return json.dumps({"sources": json.loads(isi)["sources"]}, ensure_ascii=False).encode("utf-8")


def kutipan(folder: Path, tempat: str, dikutip: Collection[str]) -> tuple[dict[str, str], list[Masalah]]:
    """Of the sources that rows cite and the office keeps as files (what was imported): SHA-256 by place, and what is wrong with
    them. Of a descriptor that `sumber` accepts; `tempat`: what problems call the folder."""
    sidik, masalah = {}, []
    for s in json.loads((folder / NAMA).read_text("utf-8"))["sources"]:
        if s["name"] not in dikutip or "path" not in s:
            continue
        jalur = f"{tempat}/{s['path']}"
        if not isinstance(s["path"], str) or not JALUR.fullmatch(s["path"]):
            masalah.append(Masalah(f"{tempat}/{NAMA}", "berkas sumber harus ada di dalam folder unit ini; tulis jalur biasa seperti sumber/lra-2025-12.csv, tanpa .. dan tanpa garis miring di depan", None, "path", str(s["path"])))
            continue
        try:
            sidik[jalur] = hashlib.sha256(berkas_.baca(folder / s["path"], jalur)).hexdigest()
        except MasukanSalah as salah:
            masalah += salah.masalah
            continue
        except OSError:
            masalah.append(Masalah(jalur, "berkas sumber ini dikutip baris data, tetapi tidak ada; kembalikan dari cadangan"))
            continue
        if s.get("hash") != f"sha256:{sidik[jalur]}":
            masalah.append(Masalah(jalur, "berkas sumber ini berubah sejak diimpor; kembalikan dari cadangan, atau impor lagi sebagai berkas baru"))
    return sidik, masalah


def perbarui(folder: Path) -> str:
    """The descriptor's text for the files as they are now."""
    paket = json.loads((folder / NAMA).read_text("utf-8"))
    paket["resources"] = [_resource(folder, nama, berkas) for nama, berkas in SKEMA.items()]
    return json.dumps(paket, ensure_ascii=False, indent=1) + "\n"


def _resource(folder: Path, nama: str, berkas: Berkas) -> dict:
    isi = (folder / f"{nama}.csv").read_bytes()
    fields = []
    for kolom, k in berkas.kolom.items():
        constraints = {"required": True} if not k.kosong else {}
        if k.pilihan:
            constraints["enum"] = list(k.pilihan)
        fields.append({"name": kolom, "type": k.jenis.tipe, "description": f"{k.arti}; {harapan(k)}", "constraints": constraints})
    return {
        "name": nama, "path": f"{nama}.csv", "description": berkas.arti, "bytes": len(isi), "hash": f"sha256:{hashlib.sha256(isi).hexdigest()}",
        "schema": {"fields": fields, "primaryKey": list(berkas.kunci), "missingValues": [""]},
    }


if __name__ == "__main__":
    for tempat in sys.argv[1:]:
        (Path(tempat) / NAMA).write_text(perbarui(Path(tempat)), "utf-8")
        print(Path(tempat) / NAMA)
