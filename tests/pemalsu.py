"""What a forger of an archive can do: change files, then make every checksum in it agree again. And a library for archives that
only need one to be executed."""

import base64
import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

LAPORAN, PROYEK, CATATAN = "data/laporan", "data/proyek", "data/laporan/catatan-run.json"
KRAT = "data/ro-crate-metadata.json"
MANIFEST, TAGMANIFEST = "manifest-sha512.txt", "tagmanifest-sha512.txt"
RODA = "data/pustaka/triwulan-0.1.0-py3-none-any.whl"
#: Stands in for the library: puts down the files it brings, as `susun` would.
UTAMA = """
import pathlib, sys
tempat = pathlib.Path(sys.argv[sys.argv.index("--keluaran") + 1]) / "kecamatan-lumajang" / "2024-tw2"
tempat.mkdir(parents=True)
for asal in (pathlib.Path(__file__).parent / "hasil").iterdir():
    (tempat / asal.name).write_bytes(asal.read_bytes())
"""


def palsukan(folder: Path, isi: Mapping[str, bytes | None]) -> Path:
    """Files replaced, added or (None) removed; record, crate and manifests made to agree."""
    for jalur, bita in isi.items():
        (folder / jalur).parent.mkdir(parents=True, exist_ok=True)
        (folder / jalur).unlink() if bita is None else (folder / jalur).write_bytes(bita)
    if CATATAN not in isi:
        catatan = json.loads((folder / CATATAN).read_bytes())
        for c in catatan["laporan"].values():
            c["berkas"] = {n: _sha256(folder / LAPORAN / n, s) for n, s in c["berkas"].items()}
            if "pustaka" in c and RODA in isi:
                c["pustaka"] = _sha256(folder / RODA, c["pustaka"])
            c["masukan"] = {j: _sha256(folder / PROYEK / j, s) for j, s in c["masukan"].items()}
        (folder / CATATAN).write_text(json.dumps(catatan))
    if KRAT not in isi and (folder / KRAT).exists():
        (folder / KRAT).write_text(json.dumps(_krat(folder, json.loads((folder / KRAT).read_bytes()))))
    return segel(folder)


def _krat(folder: Path, krat: dict) -> dict:
    """The crate over the files that are there now."""
    ada = {quote(p.relative_to(folder / "data").as_posix()): str(p.stat().st_size) for p in (folder / "data").rglob("*") if p.is_file() and p != folder / KRAT}
    graf = [e for e in krat["@graph"] if "File" not in e["@type"] or e["@id"] in ada]
    dulu = {e["@id"] for e in graf}
    graf += [{"@id": j, "@type": "File"} for j in ada if j not in dulu]
    for e in graf:
        if e["@id"] in ada:
            e["contentSize"] = ada[e["@id"]]
        for kunci in ("hasPart", "object", "result", "instrument", "mainEntity"):
            if kunci in e:
                e[kunci] = [r for r in (e[kunci] if isinstance(e[kunci], list) else [e[kunci]]) if r["@id"] in {x["@id"] for x in graf}]
    akar = next(e for e in graf if e["@id"] == "./")
    akar["hasPart"] = [{"@id": j} for j in ada]
    for nama, c in json.loads((folder / CATATAN).read_bytes())["laporan"].items():
        if f"#susun-{nama}" not in dulu:
            judul = json.loads((folder / LAPORAN / f"{nama}.ipynb").read_bytes())["metadata"]["triwulan"]["judul"]
            graf.append({"@id": f"#susun-{nama}", "@type": "CreateAction", "name": judul, "result": [{"@id": f"laporan/{b}"} for b in c["berkas"]]})
    return krat | {"@graph": graf}


def segel(folder: Path) -> Path:
    """Both manifests made anew over what is there."""
    tambah = sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file() and p.name not in (MANIFEST, TAGMANIFEST))
    (folder / MANIFEST).write_text("".join(f"{_sha512(folder / j)}  {j}\n" for j in tambah if j.startswith("data/")))
    info = folder / "bag-info.txt"
    if info.exists():
        ukuran = [(folder / j).stat().st_size for j in tambah if j.startswith("data/")]
        baris = [b for b in info.read_text("utf-8").splitlines() if not b.startswith("Payload-Oxum")]
        info.write_text("\n".join([*baris, f"Payload-Oxum: {sum(ukuran)}.{len(ukuran)}"]) + "\n", "utf-8")
    (folder / TAGMANIFEST).write_text("".join(f"{_sha512(folder / j)}  {j}\n" for j in [*(j for j in tambah if not j.startswith("data/")), MANIFEST]))
    return folder


def _sha256(path: Path, lama: str) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else lama


def _sha512(path: Path) -> str:
    return hashlib.sha512(path.read_bytes()).hexdigest()


def roda(hasil: Mapping[str, bytes], utama: str = UTAMA) -> bytes:
    """A wheel whose command brings `hasil` along."""
    isi = {
        "triwulan/__init__.py": b"", "triwulan/cli/__init__.py": b"", "triwulan/cli/__main__.py": utama.encode(), **{f"triwulan/cli/hasil/{n}": b for n, b in hasil.items()},
    }
    sidik = {n: base64.urlsafe_b64encode(hashlib.sha256(b).digest()).rstrip(b"=").decode() for n, b in isi.items()}
    isi["triwulan-0.1.0.dist-info/RECORD"] = "".join(f"{n},sha256={s},\n" for n, s in sidik.items()).encode()
    keluar = io.BytesIO()
    with zipfile.ZipFile(keluar, "w") as z:
        for nama, bita in isi.items():
            z.writestr(nama, bita)
    return keluar.getvalue()


def dengan_roda(folder: Path, utama: str = UTAMA, **lain: bytes) -> Path:
    """The archive with such a library in place of its own; it makes what is in the archive, but for `lain` (ipynb=…, csv=…)."""
    for lama in (folder / RODA).parent.glob("*.whl"):
        lama.unlink()
    hasil = {p.name: lain.get(p.suffix[1:], p.read_bytes()) for p in (folder / LAPORAN).iterdir() if p.name != "catatan-run.json"}
    return palsukan(folder, {RODA: roda(hasil, utama)})


def kemas(folder: Path, zip_: Path) -> Path:
    """The bag in a zip, under its name."""
    with zipfile.ZipFile(zip_, "w") as z:
        for p in sorted(folder.rglob("*")):
            z.write(p, f"{folder.name}/{p.relative_to(folder).as_posix()}")
    return zip_
