"""`jupyter nbconvert --to triwulan-pdf`: PDF/A-3a and PDF/UA-1 of an executed report notebook, typeset by Typst.

A fixed template reads it as JSON, SVG and JPEG: data never becomes markup. The canonical notebook and its figures are attached.
"""

from __future__ import annotations

import base64
import io
import json
import re
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf
import typst

from triwulan.form import table
from triwulan.press import angka, gaya, naskah, tata
from triwulan.press.export import bidang, tajuk
from triwulan.press.export.dasar import Pengekspor
from triwulan.press.kanonik import tulis

TEMPLATES = Path(__file__).parent / "templates"
STANDAR = ["a-3a", "ua-1"]
BLOK = {"sampul", "daftar-isi", "tanda-tangan", "galeri", "tanggapan"}
TAK_TERCETAK = re.compile(r"the text `(\".+?\")` could not be displayed")


class SusunanGagal(RuntimeError):
    """The PDF cannot be made; the message says what in the notebook is to be mended."""


class PdfExporter(Pengekspor):
    export_from_notebook = "Laporan triwulan (PDF)"
    file_extension = ".pdf"
    output_mimetype = "application/pdf"

    def from_notebook_node(self, nb, resources=None, **kw):
        nb, resources = self.bersih(nb, resources)
        return dokumen(naskah.baca(nb), tulis(nb), angka.tulis(angka.baris(nb))), resources


def dokumen(isi: naskah.Naskah, notebook: bytes, ledger: bytes) -> bytes:
    """The PDF's bytes; `notebook` is attached as the source, `ledger` as its figures. Raises SusunanGagal."""
    periksa(isi.bagian)
    with TemporaryDirectory(prefix="triwulan-") as folder:
        root = Path(folder)
        for template in TEMPLATES.glob("*.typ"):
            (root / template.name).write_bytes(template.read_bytes())
        (root / "notebook.ipynb").write_bytes(notebook)
        (root / "angka.csv").write_bytes(ledger)
        (root / "naskah.json").write_text(json.dumps(_isi(isi, root), ensure_ascii=False), "utf-8")
        try:
            pdf = typst.compile_with_warnings(
                root / "laporan.typ", root=root, font_paths=[gaya.FONTS], ignore_system_fonts=True, format="pdf",
                pdf_standards=STANDAR, timestamp=datetime.fromisoformat(isi.asal.get("tanggal", "2000-01-01")).replace(tzinfo=UTC),
            )[0]
        except typst.TypstError as error:
            raise SusunanGagal(_pesan(error, isi)) from None
        except BaseException as error:
            # A panic of the compiler is no Exception; let through, it would end the whole run.
            if type(error).__module__ != "pyo3_runtime":
                raise
            raise SusunanGagal(f"PDF tidak dapat disusun, penyusun halaman berhenti: {error}") from None
    return _susulan(pdf, isi)


def _susulan(pdf: bytes, isi: naskah.Naskah) -> bytes:
    """What Typst does not write: signature fields and the headers of rows; packed tightly, the same bytes each time."""
    penanda_tangan = {
        f"{n}-{m}": f"{p['jabatan']}, {p['nama']}" for n, b in enumerate(isi.bagian) if tata.jenis(b) == "tanda-tangan" for m, p in enumerate(b["blok"]["pihak"])
    }
    tabel = [b["tabel"] for b in isi.bagian if b["jenis"] == "tabel"]
    kolom = [[k["kunci"] for k in t["kolom"]] for t in tabel]
    with pikepdf.open(io.BytesIO(pdf)) as dok:
        bidang.beri_bidang(dok, penanda_tangan)
        tajuk.beri_tajuk(dok, [(k.index(nama) if (nama := table.penamaan(t)) in k else None, len(k)) for t, k in zip(tabel, kolom)])
        keluar = io.BytesIO()
        dok.save(keluar, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True, fix_metadata_version=False)
    return keluar.getvalue()


def periksa(bagian: tuple[dict, ...]) -> None:
    """What the PDF standards ask of a report and can be said by name. Raises SusunanGagal with all of it."""
    masalah, atas = [], 0
    for b in bagian:
        if b["jenis"] == "judul":
            if b["tingkat"] > atas + 1:
                sebab = f"sesudah judul bertingkat {atas}" if atas else "sebagai judul pertama"
                masalah.append(f"judul {b['teks']!r} bertingkat {b['tingkat']} {sebab}; pakai '{'#' * (atas + 1)}'")
            atas = b["tingkat"]
        elif b["jenis"] == "gambar" and not b["alt"].strip():
            masalah.append(f"{tempat(b)} belum punya teks alternatif (alt)")
        elif b["jenis"] == "blok" and tata.jenis(b) not in BLOK:
            masalah.append(f"blok {tata.jenis(b)!r} tidak dikenal; yang ada: {', '.join(sorted(BLOK))}")
        elif tata.jenis(b) == "galeri":
            masalah += [f"foto {f['nomor']} belum punya teks alternatif (alt)" for f in b["blok"]["butir"] if f["jpeg"] and not f["alt"].strip()]
    if masalah:
        raise SusunanGagal("PDF tidak dapat disusun; perbaiki di notebook: " + "; ".join(masalah))


def tempat(b: dict) -> str:
    """A part as the reader of a message finds it in the notebook."""
    match b["jenis"]:
        case "tabel":
            return f"tabel {b['tabel']['tabel']} ({b['tabel']['judul']})"
        case "gambar":
            return f"gambar {b['nomor']} ({b['judul']})"
    return {"prosa": "paragraf", "polos": "keluaran sel"}.get(tata.jenis(b), tata.jenis(b))


def _isi(isi: naskah.Naskah, root: Path) -> dict:
    """What the template reads; each chart and photo is written to a file beside it."""
    asal, bagian = isi.asal, []
    for n, (b, letak, zona) in enumerate(zip(isi.bagian, tata.tata(isi.bagian), tata.zona(isi.bagian))):
        if b["jenis"] == "gambar":
            (root / f"gambar-{n}.svg").write_text(b["svg"], "utf-8")
            b = {k: v for k, v in b.items() if k not in ("svg", "png")} | {"berkas": f"gambar-{n}.svg"}
        elif tata.jenis(b) == "galeri":
            b = b | {"blok": b["blok"] | {"butir": [_foto(f, root, f"foto-{n}-{m}.jpg") for m, f in enumerate(b["blok"]["butir"])]}}
        elif b["jenis"] == "tabel":
            b = b | {"tabel": b["tabel"] | {"baris": [_baris(r) for r in b["tabel"]["baris"]]}}
        bagian.append(b | letak | {"n": n, "zona": zona})
    kunci = [asal.get("laporan"), asal.get("unit"), *(f"{k} {asal['parameter'][k]}" for k in ("triwulan", "tahun") if k in asal.get("parameter", {}))]
    return {
        "judul": isi.judul, "penulis": asal.get("unit", ""), "kata-kunci": [k for k in kunci if k], "lampiran": asal.get("laporan", "laporan"),
        "draf": asal.get("draf", ""),
        "gaya": {"warna": gaya.TERANG, "ukuran": gaya.UKURAN, "kertas": gaya.KERTAS, "tepi": gaya.TEPI, "laporan": asal.get("kertas") or "A4"},
        "himpunan": tata.himpunan(isi.bagian), "bagian": bagian,
    }


def _baris(baris: dict) -> dict:
    """A row with nothing but what is printed in its cells: Typst takes the fingerprint of all that it is given, again and again."""
    return {k: v for k, v in baris.items() if k != "sel"} | {"sel": {k: s.get("tampil", s.get("teks", "")) for k, s in baris["sel"].items()}}


def _foto(butir: dict, root: Path, berkas: str) -> dict:
    """One photo of a gallery with the name of its file in place of its bytes; "" where there is none."""
    if butir["jpeg"]:
        (root / berkas).write_bytes(base64.b64decode(butir["jpeg"]))
    return {k: v for k, v in butir.items() if k != "jpeg"} | {"berkas": berkas if butir["jpeg"] else ""}


def _pesan(error: typst.TypstError, isi: naskah.Naskah) -> str:
    """The compiler's refusal in words that name the text to be mended."""
    if not (m := TAK_TERCETAK.search(error.message)):
        return "PDF tidak dapat disusun: " + "\n".join([error.message, *error.hints, *error.trace])
    huruf = json.loads(re.sub(r"\\u\{(\w+)\}", lambda u: f"\\u{int(u[1], 16):04x}", m[1]))
    letak = ((tempat(b), teks, teks.find(huruf)) for b in isi.bagian for teks in tata.teks(b) if huruf in teks)
    di, teks, n = next(letak, ("judul laporan", isi.judul, 0))
    kutipan = " ".join(teks[max(0, n - 30): n + 30].split())
    return f"PDF tidak dapat disusun: huruf {huruf!r} (U+{ord(huruf[0]):04X}) tidak ada dalam fon laporan; ganti di {di}: {kutipan!r}"
