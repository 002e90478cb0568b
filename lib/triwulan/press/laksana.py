"""One report from its bundle: papermill → canonical notebook → exporters. A pure function of bytes: the same on this machine and on any other."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from pathlib import Path

import nbformat
import papermill
from nbconvert.exporters import get_exporter
from papermill.exceptions import PapermillExecutionError

from triwulan.galat_sistem import sebab
from triwulan.press import angka, hangat, jilid, mesin, temuan
from triwulan.press.kanonik import kanonik, tulis

#: The formats there are; each is made by the nbconvert exporter `triwulan-<format>`, which is loaded when it is first asked for.
FORMAT = ("html", "pdf", "docx", "xlsx")
#: What helps where the process that made or printed a report is gone.
SARAN = "biasanya karena kehabisan memori; tutup program lain, atau susun dengan --pekerja 1"


@dataclass(frozen=True)
class Bundel:
    """One report to build: its name, its notebook (path in the project), the parameters as papermill injects them, every file that it may
    read (path in the project → bytes), for a bound volume the names of the reports in it."""

    laporan: str
    notebook: str
    parameter: Mapping
    berkas: Mapping[str, bytes]
    bagian: tuple[str, ...] = ()


@dataclass(frozen=True)
class Hasil:
    """What became of a report: the files made, by name, or what went wrong; the notebook is kept either way. `waktu`: begin and end.
    `tetap`: the files (name → SHA-256) that stand already and need not be made again, since nothing that they follow from has changed; `kunci`: the fingerprint of that."""

    laporan: str
    berkas: dict[str, bytes] = field(default_factory=dict)
    galat: str = ""
    angka: tuple[dict, ...] = ()
    waktu: tuple[datetime, ...] = ()
    tetap: dict[str, str] = field(default_factory=dict)
    kunci: str = ""


def bangun(bundel: Bundel, bagian: Sequence[bytes] = (), menit: float = mesin.MENIT) -> Hasil:
    """Executes one report in a folder that holds the bundle's files and nothing else: the canonical notebook, its figures, what the audit found;
    `bagian`: the executed notebooks that a bound volume takes up, in order; a cell may take `menit`. A failing cell is reported, not
    raised; the notebook so far is among the files with the error visible."""
    mulai = kini()
    return replace(_bangun(bundel, bagian, menit), waktu=(mulai, kini()))


def kini() -> datetime:
    return datetime.now().astimezone()


def _bangun(bundel: Bundel, bagian: Sequence[bytes], menit: float) -> Hasil:
    with tempfile.TemporaryDirectory(prefix="triwulan-") as folder:
        keluar, proyek = Path(folder) / f"{bundel.laporan}.ipynb", Path(folder) / "proyek"
        galat = ""
        try:
            for jalur, isi in bundel.berkas.items():
                (proyek / jalur).parent.mkdir(parents=True, exist_ok=True)
                (proyek / jalur).write_bytes(isi)
            papermill.execute_notebook(
                str(proyek / bundel.notebook), str(keluar), parameters=dict(bundel.parameter), cwd=str(proyek), progress_bar=False,
                log_output=False, kernel_name="python3", request_save_on_cell_execute=False, engine_name=mesin.NAMA, execution_timeout=menit * 60, parameter=dict(bundel.parameter),
                # A kernel's own remarks are for whoever maintains Jupyter, not for whoever compiles a report.
                extra_arguments=["--log-level=CRITICAL"],
            )
        except PapermillExecutionError as error:
            galat = f"{error.ename}: {error.evalue}"
        except mesin.Terhenti as error:
            galat = str(error)
        except FileNotFoundError:
            galat = f"{bundel.notebook} tidak ada; kembalikan berkasnya"
        except OSError as error:
            galat = f"{error.filename or folder}: {sebab(error)}"
        except Exception as error:  # a notebook that is none: this report's failure
            galat = f"{type(error).__name__}: {error}"
        try:
            nb = nbformat.read(keluar, as_version=4)
        except (OSError, ValueError) as error:  # it never came to be, or only half of it
            return Hasil(bundel.laporan, galat=galat or f"notebook terlaksana tidak dapat dibaca ({error}); periksa ruang disk di {folder}, lalu susun lagi")
    bersih = kanonik(nb)
    if bundel.bagian:
        bersih = jilid.satukan(bersih, [nbformat.reads(b.decode("utf-8"), as_version=4) for b in bagian])
    if sel := next((c for c in bersih.cells if any(o.output_type == "error" for o in c.get("outputs", []))), None):
        galat = f"sel {sel.id} ({sel.source.splitlines()[0]}): {galat}"
    berkas = {f"{bundel.laporan}.ipynb": tulis(bersih)}
    if galat:
        return Hasil(bundel.laporan, berkas, galat)
    if isi := temuan.tulis(bersih):
        berkas[temuan.TEMUAN] = isi
    return Hasil(bundel.laporan, berkas, angka=() if bundel.bagian else tuple(angka.tunggal(angka.baris(bersih))))


def cetak(laporan: str, notebook: bytes, format_: Sequence[str]) -> Hasil:
    """An executed, canonical notebook in these formats; made in a process that ends with them, since a typesetter keeps in memory what it has
    laid out. A renderer that fails is reported, not raised."""
    try:
        return hangat.sendiri(partial(_muat, tuple(format_)), _cetak, laporan, notebook, tuple(format_))
    except hangat.Hilang:
        return _gagal(laporan, notebook, f"proses yang mencetaknya berhenti di tengah jalan, {SARAN}")


def _muat(format_: Sequence[str]) -> None:
    for nama in format_:
        get_exporter(f"triwulan-{nama}")().siapkan()


def _cetak(laporan: str, notebook: bytes, format_: Sequence[str]) -> Hasil:
    berkas, nb = {}, nbformat.reads(notebook.decode("utf-8"), as_version=4)
    try:
        for nama in format_:
            isi, _ = get_exporter(f"triwulan-{nama}")().from_notebook_node(nb)
            berkas[f"{laporan}.{nama}"] = isi if isinstance(isi, bytes) else isi.encode("utf-8")
    except Exception as error:  # whatever a renderer refuses is this report's failure, not the others'
        return _gagal(laporan, notebook, f"{type(error).__name__}: {error}")
    return Hasil(laporan, berkas)


def _gagal(laporan: str, notebook: bytes, sebab_: str) -> Hasil:
    kini_ = kini()
    return Hasil(laporan, {f"{laporan}.ipynb": notebook}, sebab_, waktu=(kini_, kini_))
