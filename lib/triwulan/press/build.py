"""The orchestrator: papermill → canonical notebook → exporters → ledger → reports/, in a private folder, moved at once."""

from __future__ import annotations

import csv
import json
import os
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

import nbformat
import papermill
from papermill.exceptions import PapermillExecutionError

from triwulan.press import angka, jilid, temuan
from triwulan.press.export.docx import DocxExporter
from triwulan.press.export.html import HtmlExporter
from triwulan.press.export.pdf import PdfExporter
from triwulan.press.export.xlsx import XlsxExporter
from triwulan.press.kanonik import kanonik, tulis

CATATAN = "catatan-run.json"
EXPORTERS = {"html": HtmlExporter, "pdf": PdfExporter, "docx": DocxExporter, "xlsx": XlsxExporter}


@dataclass(frozen=True)
class Bundel:
    """One report to build: its name, the notebook, the parameters as papermill injects them, the folder its kernel
    works in; for a bound volume the names of the reports in it."""

    laporan: str
    notebook: Path
    parameter: dict
    kerja: Path
    bagian: tuple[str, ...] = ()


@dataclass(frozen=True)
class Hasil:
    """What became of a report: the files by name, or what went wrong; the notebook is kept either way. `waktu`: begin and end."""

    laporan: str
    berkas: dict[str, bytes] = field(default_factory=dict)
    galat: str = ""
    angka: tuple[dict, ...] = ()
    waktu: tuple[datetime, ...] = ()


def bangun(bundel: Bundel, format_: Sequence[str], jadi: Mapping[str, Hasil] = {}) -> Hasil:  # noqa: B006 (never written to)
    """Executes and renders one report; `jadi` are those finished before, which a bound volume takes up. A failing cell or
    renderer is reported, not raised; the notebook so far is among the files with the error visible."""
    if kurang := [n for n in bundel.bagian if n not in jadi or jadi[n].galat]:
        return Hasil(bundel.laporan, galat=f"jilid ini memuat laporan yang belum jadi: {', '.join(kurang)}; susun semuanya bersama")
    with tempfile.TemporaryDirectory(prefix="triwulan-") as folder:
        keluar = Path(folder) / f"{bundel.laporan}.ipynb"
        galat = ""
        try:
            papermill.execute_notebook(
                str(bundel.notebook), str(keluar), parameters=bundel.parameter, cwd=str(bundel.kerja), progress_bar=False,
                log_output=False, kernel_name="python3", request_save_on_cell_execute=False,
                # A kernel's own remarks are for whoever maintains Jupyter, not for whoever compiles a report.
                extra_arguments=["--log-level=CRITICAL"],
            )
        except PapermillExecutionError as error:
            galat = f"{error.ename}: {error.evalue}"
        except FileNotFoundError:
            galat = f"notebook {bundel.notebook.name} tidak ada di {bundel.notebook.parent.name}/; kembalikan berkasnya"
        except Exception as error:  # a kernel that dies, a notebook that is none: this report's failure
            galat = f"{type(error).__name__}: {error}"
        if not keluar.exists():
            return Hasil(bundel.laporan, galat=galat)
        nb = nbformat.read(keluar, as_version=4)
    bersih = kanonik(nb)
    if bundel.bagian:
        bersih = jilid.satukan(bersih, [nbformat.reads(jadi[n].berkas[f"{n}.ipynb"].decode("utf-8"), as_version=4) for n in bundel.bagian])
    if sel := next((c for c in bersih.cells if any(o.output_type == "error" for o in c.get("outputs", []))), None):
        galat = f"sel {sel.id} ({sel.source.splitlines()[0]}): {galat}"
    berkas = {f"{bundel.laporan}.ipynb": tulis(bersih)}
    if galat:
        return Hasil(bundel.laporan, berkas, galat)
    try:
        for nama in format_:
            isi, _ = EXPORTERS[nama]().from_notebook_node(bersih)
            berkas[f"{bundel.laporan}.{nama}"] = isi if isinstance(isi, bytes) else isi.encode("utf-8")
        if isi := temuan.tulis(bersih):
            berkas[temuan.TEMUAN] = isi
        return Hasil(bundel.laporan, berkas, angka=() if bundel.bagian else tuple(angka.tunggal(angka.baris(bersih))))
    except Exception as error:  # whatever a renderer refuses is this report's failure, not the others'
        return Hasil(bundel.laporan, berkas, f"{type(error).__name__}: {error}")


def susun(
    semua: Sequence[Bundel], format_: Sequence[str], tujuan: Path, *, catatan: Callable[[Hasil], dict],
    triwulan: Mapping = {}, maju: Callable[[str], None] = lambda _: None,  # noqa: B006 (never written to)
) -> list[Hasil]:
    """Builds every report and puts the finished ones into `tujuan`.

    Files are written to a folder beside it first, then each is renamed into place, and what the same report had in other
    formats is removed: no document stands beside another made from other data. A failed report leaves the earlier one
    standing, with its record; its notebook and record go to `tujuan/gagal/`. `maju` hears each report's name when it is
    done; `catatan` makes a report's run record, `triwulan` is what the record says of the quarter as a whole.
    """
    tujuan.mkdir(parents=True, exist_ok=True)  # a folder that cannot be made is known before the work, not after
    hasil: list[Hasil] = []
    for bundel in semua:
        mulai = _kini()
        hasil.append(replace(bangun(bundel, format_, {h.laporan: h for h in hasil}), waktu=(mulai, _kini())))
        maju(bundel.laporan)
    with tempfile.TemporaryDirectory(prefix=f".{tujuan.name}-", dir=tujuan.parent) as folder:
        siap = Path(folder)
        for h in hasil:
            for nama, isi in h.berkas.items():
                tempat = siap / ("gagal" if h.galat else ".") / nama
                tempat.parent.mkdir(exist_ok=True)
                tempat.write_bytes(isi)
        for folder_, bagian in (("", [h for h in hasil if not h.galat]), ("gagal", [h for h in hasil if h.galat])):
            if bagian:
                (siap / folder_).mkdir(exist_ok=True)
                (siap / folder_ / CATATAN).write_bytes(_catatan(bagian, catatan, triwulan, tujuan / folder_ / CATATAN))
        if any(not h.galat for h in hasil):
            (siap / "angka.csv").write_bytes(_ledger(hasil, tujuan / "angka.csv"))
        _pindahkan(siap, tujuan)
    _bersihkan(tujuan, [h for h in hasil if not h.galat])
    return hasil


def _kini() -> datetime:
    return datetime.now().astimezone()


def _ledger(hasil: Sequence[Hasil], lama: Path) -> bytes:
    """The period's ledger: new rows of the reports just built, the standing rows of all others."""
    baru = {h.laporan: list(h.angka) for h in hasil if not h.galat}
    semua: dict[str, list[dict]] = {}
    if lama.exists():
        with lama.open(encoding="utf-8", newline="") as isi:
            for row in csv.DictReader(isi):
                semua.setdefault(row["laporan"], []).append(row)
    semua |= baru
    return angka.tulis(row for laporan in sorted(semua) for row in semua[laporan])


def _catatan(hasil: Sequence[Hasil], catatan: Callable[[Hasil], dict], triwulan: Mapping, lama: Path) -> bytes:
    """The run record: the quarter and the reports just built anew, the others as they were recorded."""
    return _tulis({"laporan": _baca(lama)["laporan"] | {h.laporan: catatan(h) for h in hasil}, "triwulan": triwulan})


def _baca(catatan: Path) -> dict:
    return json.loads(catatan.read_text("utf-8")) if catatan.exists() else {"laporan": {}}


def _tulis(catatan: dict) -> bytes:
    return (json.dumps(catatan, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode("utf-8")


def _pindahkan(siap: Path, tujuan: Path) -> None:
    """Renames every file into place, each in one step."""
    for path in sorted(p for p in siap.rglob("*") if p.is_file()):
        akhir = tujuan / path.relative_to(siap)
        akhir.parent.mkdir(parents=True, exist_ok=True)
        os.replace(path, akhir)


def _bersihkan(tujuan: Path, jadi: Sequence[Hasil]) -> None:
    """A report that is done now leaves no other format of before, and no failure of before; the failures of others stay."""
    for h in jadi:
        for lama in (p for folder in (tujuan, tujuan / "gagal") for p in folder.glob(f"{h.laporan}.*")):
            if lama.parent.name == "gagal" or lama.name not in h.berkas:
                lama.unlink()
    gagal = tujuan / "gagal" / CATATAN
    if gagal.exists():
        catatan = _baca(gagal)
        if sisa := {n: c for n, c in catatan["laporan"].items() if n not in {h.laporan for h in jadi}}:
            gagal.write_bytes(_tulis(catatan | {"laporan": sisa}))
        else:
            gagal.unlink()
            if not any(gagal.parent.iterdir()):
                gagal.parent.rmdir()
