"""The orchestrator: papermill → canonical notebook → exporters → ledger → reports/, all put in place at once."""

from __future__ import annotations

import csv
import json
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

import nbformat
import papermill
from papermill.exceptions import PapermillExecutionError

from triwulan.disk import kunci, pasang
from triwulan.galat_sistem import sebab
from triwulan.press import angka, jilid, mesin, temuan
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


def bangun(bundel: Bundel, format_: Sequence[str], jadi: Mapping[str, Hasil] = {}, menit: float = mesin.MENIT) -> Hasil:  # noqa: B006 (never written to)
    """Executes and renders one report; `jadi` are those finished before, which a bound volume takes up; a cell may take `menit`.
    A failing cell or renderer is reported, not raised; the notebook so far is among the files with the error visible."""
    if kurang := [n for n in bundel.bagian if n not in jadi or jadi[n].galat]:
        return Hasil(bundel.laporan, galat=f"jilid ini memuat laporan yang belum jadi: {', '.join(kurang)}; susun semuanya bersama")
    with tempfile.TemporaryDirectory(prefix="triwulan-") as folder:
        keluar = Path(folder) / f"{bundel.laporan}.ipynb"
        galat = ""
        try:
            papermill.execute_notebook(
                str(bundel.notebook), str(keluar), parameters=bundel.parameter, cwd=str(bundel.kerja), progress_bar=False,
                log_output=False, kernel_name="python3", request_save_on_cell_execute=False, engine_name=mesin.NAMA, execution_timeout=menit * 60,
                # A kernel's own remarks are for whoever maintains Jupyter, not for whoever compiles a report.
                extra_arguments=["--log-level=CRITICAL"],
            )
        except PapermillExecutionError as error:
            galat = f"{error.ename}: {error.evalue}"
        except mesin.Terhenti as error:
            galat = str(error)
        except FileNotFoundError:
            galat = f"notebook {bundel.notebook.name} tidak ada di {bundel.notebook.parent.name}/; kembalikan berkasnya"
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
    semua: Sequence[Bundel], format_: Sequence[str], tujuan: Path, *, catatan: Callable[[Hasil], dict], triwulan: Mapping = {},  # noqa: B006 (never written to)
    maju: Callable[[str], None] = lambda _: None, perhatian: Callable[[str], None] = lambda _: None, menit: float = mesin.MENIT,
) -> list[Hasil]:
    """Builds every report and puts the finished ones into `tujuan`, all in one step that a stop at any moment leaves undone or done.

    What the same report had in other formats is removed: no document stands beside another made from other data. A failed report
    leaves the earlier one standing, with its record; its notebook and record go to `tujuan/gagal/`. `maju` hears each report's name
    when it is done; `catatan` makes a report's run record, `triwulan` is what the record says of the quarter as a whole; `perhatian`
    hears what was found and mended in the folder. Raises Terkunci when another command works there, OSError when it cannot be written:
    both are known before the work, not after.
    """
    tujuan.mkdir(parents=True, exist_ok=True)
    with kunci.kunci(kunci.samping(tujuan), tujuan):
        if pasang.selesaikan(tujuan, pasang.samping(tujuan)):
            perhatian(f"{tujuan}: penyusunan sebelumnya terhenti ketika memasang berkasnya; sudah diselesaikan.")
        hasil: list[Hasil] = []
        for bundel in semua:
            mulai = _kini()
            hasil.append(replace(bangun(bundel, format_, {h.laporan: h for h in hasil}, menit), waktu=(mulai, _kini())))
            maju(bundel.laporan)
        jadi, gagal = [h for h in hasil if not h.galat], [h for h in hasil if h.galat]
        berkas = {f"{'gagal/' if h.galat else ''}{nama}": isi for h in hasil for nama, isi in h.berkas.items()}
        hapus = {f"{folder}{p.name}" for h in jadi for folder in ("", "gagal/") for p in (tujuan / folder).glob(f"{h.laporan}.*")}
        lama, buntu = (_baca(tujuan / f, perhatian) for f in (CATATAN, f"gagal/{CATATAN}"))
        if jadi:
            berkas[CATATAN] = _tulis({"laporan": lama["laporan"] | {h.laporan: catatan(h) for h in jadi}, "triwulan": triwulan})
            berkas["angka.csv"] = _ledger(jadi, tujuan / "angka.csv", perhatian)
        sisa = {n: c for n, c in buntu["laporan"].items() if n not in {h.laporan for h in jadi}} | {h.laporan: catatan(h) for h in gagal}
        if sisa:
            berkas[f"gagal/{CATATAN}"] = _tulis({**({"triwulan": triwulan} if gagal else {k: v for k, v in buntu.items() if k != "laporan"}), "laporan": sisa})
        else:
            hapus.add(f"gagal/{CATATAN}")
        pasang.pasang(tujuan, pasang.samping(tujuan), berkas, hapus)
    return hasil


def _kini() -> datetime:
    return datetime.now().astimezone()


def _ledger(jadi: Sequence[Hasil], lama: Path, perhatian: Callable[[str], None]) -> bytes:
    """The period's ledger: new rows of the reports just built, the standing rows of all others."""
    semua: dict[str, list[dict]] = {}
    try:
        with lama.open(encoding="utf-8", newline="") as isi:
            for row in csv.DictReader(isi):
                if tuple(row) != angka.KOLOM or None in row.values():
                    raise ValueError
                semua.setdefault(row["laporan"], []).append(row)
    except FileNotFoundError:
        pass
    except (ValueError, csv.Error, OSError):
        semua = {}
        perhatian(f"{lama} tidak dapat dibaca lagi dan ditulis baru; angka laporan lain di triwulan ini hilang dari buku angka: susun semua laporannya.")
    semua |= {h.laporan: list(h.angka) for h in jadi}
    return angka.tulis(row for laporan in sorted(semua) for row in semua[laporan])


def _baca(path: Path, perhatian: Callable[[str], None]) -> dict:
    """A run record; an empty one where there is none, or none that can be read."""
    try:
        catatan = json.loads(path.read_bytes())
        if all(isinstance(c, dict) for c in catatan["laporan"].values()):
            return catatan
    except FileNotFoundError:
        return {"laporan": {}}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OSError):
        pass
    perhatian(f"{path} tidak dapat dibaca lagi dan ditulis baru; laporan lain di triwulan ini tidak lagi tercatat: susun semua laporannya.")
    return {"laporan": {}}


def _tulis(catatan: dict) -> bytes:
    return (json.dumps(catatan, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode("utf-8")
