"""`triwulan jelaskan`: how one figure came about, down to rows of data."""

from __future__ import annotations

import difflib
import hashlib
import json
import sys
from functools import cache
from pathlib import Path
from typing import Annotated

import typer


def jelaskan(
    params: Annotated[Path, typer.Argument(metavar="PARAMS.yaml", help="Berkas parameter triwulannya.")],
    alamat: Annotated[str, typer.Argument(metavar="ALAMAT", help="Alamat angka: laporan/tabel/baris/kolom, misalnya lkj-sekretaris/2.3/7.01.01/10.")],
    keluaran: Annotated[Path | None, typer.Option("--keluaran", help="Folder laporan sebagai pengganti reports/.")] = None,
    dalam: Annotated[int, typer.Option("--dalam", min=0, help="Berapa tingkat operan yang ditampilkan.")] = 24,
    semua: Annotated[bool, typer.Option("--semua", help="Tampilkan semua operan, bukan dua belas yang pertama.")] = False,
    sebagai_json: Annotated[bool, typer.Option("--json", help="Pohonnya sebagai JSON.")] = False,
) -> None:
    """Menjelaskan satu angka laporan: rumus, angka-angka yang masuk, sampai baris data dan dokumen asalnya.

    Yang dibaca ialah notebook laporan yang sudah disusun.
    """
    from triwulan.form import asal, explain
    from triwulan.office.masalah import MasukanSalah
    from triwulan.office.params import baca
    from triwulan.office.proyek import akar_proyek

    try:
        akar = akar_proyek()
        p, _ = baca(params, akar)
    except MasukanSalah as salah:
        print(*(f"{m}" for m in salah.masalah), sep="\n", file=sys.stderr)
        raise typer.Exit(2) from None
    folder = (keluaran or akar / "reports") / p.unit / f"{p.tahun}-tw{p.triwulan}"

    @cache
    def halaman(laporan: str) -> dict | None:
        path = folder / f"{laporan}.ipynb"
        if not path.is_file():
            return None
        nb = json.loads(path.read_text("utf-8"))
        if berubah := _berubah(nb, akar):
            print(f"Perhatian: {', '.join(berubah)} berubah sejak {laporan} disusun; susun lagi agar penjelasan ini cocok: triwulan susun {params} --laporan {laporan}", file=sys.stderr)
        bundles = _tabel(nb)
        return asal.halaman(bundles) | {"predikat": {f"{t['laporan']}/{t['tabel']}": {k["id"]: k["menilai"] for k in t["kolom"] if k.get("menilai")} for t in bundles}}

    try:
        pohon = explain.jelaskan(_dinilai(alamat, halaman), halaman, dalam, 10_000 if semua else explain.BANYAK)
    except KeyError:
        print(_tak_ada(alamat, halaman(alamat.partition("/")[0]), folder, params), file=sys.stderr)
        raise typer.Exit(2) from None
    print(json.dumps(explain.isi(pohon), ensure_ascii=False, indent=1) if sebagai_json else explain.teks(pohon))


def _tabel(nb: dict) -> list[dict]:
    from triwulan.form.table import MIME

    return [o["data"][MIME] for c in nb["cells"] for o in c.get("outputs", []) if MIME in o.get("data", {})]


def _berubah(nb: dict, akar: Path) -> list[str]:
    """The inputs of a report that are no longer what it was made from."""
    masukan = nb["metadata"].get("triwulan", {}).get("masukan", {})
    return [b for b, sidik in masukan.items() if not (akar / b).is_file() or hashlib.sha256((akar / b).read_bytes()).hexdigest() != sidik]


def _dinilai(alamat: str, halaman) -> str:
    """The address of the figure that a grade is of, where the address is a grade's."""
    bagian = alamat.split("/", 3)
    isi = halaman(bagian[0])
    if isi is None or len(bagian) < 4:
        return alamat
    key = isi["predikat"].get("/".join(bagian[:2]), {}).get(bagian[3])
    return "/".join([*bagian[:3], key]) if key else alamat


def _tak_ada(alamat: str, isi: dict | None, folder: Path, params: Path) -> str:
    laporan = alamat.partition("/")[0]
    if isi is None:
        ada = sorted(p.stem for p in folder.glob("*.ipynb"))
        return f"Laporan {laporan!r} belum disusun di {folder}; susun dulu: triwulan susun {params}" + (f". Yang ada: {', '.join(ada)}" if ada else "")
    mirip = difflib.get_close_matches(alamat, isi["sel"], 3, 0.6) if alamat.count("/") > 2 else []
    tabel = dict.fromkeys("/".join(a.split("/")[:2]) for a in isi["sel"])
    return f"Tidak ada angka beralamat {alamat!r}. " + (f"Yang mirip: {', '.join(mirip)}" if mirip else f"Tabel yang ada: {', '.join(tabel)}")
