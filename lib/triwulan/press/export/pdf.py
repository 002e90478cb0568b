"""`jupyter nbconvert --to triwulan-pdf`: PDF/A-3a and PDF/UA-1 of an executed report notebook, typeset by Typst.

A fixed template reads it as JSON, SVG and JPEG: data never becomes markup. The canonical notebook and its figures are attached.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

import typst
from nbconvert.exporters.exporter import Exporter

from triwulan.press import angka, gaya, naskah
from triwulan.press.export import bidang
from triwulan.press.kanonik import kanonik, tulis

TEMPLATES = Path(__file__).parent / "templates"
STANDAR = ["a-3a", "ua-1"]
BLOK = {"sampul", "daftar-isi", "tanda-tangan", "galeri", "tanggapan"}
TEGAK = (False, "")
#: What may stand beside a landscape table on its page, and how many characters of it.
MENGIRINGI, PENGANTAR = {"judul", "prosa", "tanda-tangan"}, 700
TAK_TERLIHAT = {"svg", "jpeg", "kode", "alamat", "rumus", "operan", "sumber", "jenis", "type", "jangkar"}
TAK_TERCETAK = re.compile(r"the text `(\".+?\")` could not be displayed")


class SusunanGagal(RuntimeError):
    """The PDF cannot be made; the message says what in the notebook is to be mended."""


class PdfExporter(Exporter):
    export_from_notebook = "Laporan triwulan (PDF)"
    file_extension = ".pdf"
    output_mimetype = "application/pdf"

    def from_notebook_node(self, nb, resources=None, **kw):
        nb, resources = super().from_notebook_node(nb, resources, **kw)
        resources["output_extension"] = self.file_extension
        bersih = kanonik(nb)
        return dokumen(naskah.baca(bersih), tulis(bersih), angka.tulis(angka.baris(bersih))), resources


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
    return bidang.beri_bidang(pdf, {
        f"{n}-{m}": f"{p['jabatan']}, {p['nama']}" for n, b in enumerate(isi.bagian) if _jenis(b) == "tanda-tangan" for m, p in enumerate(b["blok"]["pihak"])
    })


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
        elif b["jenis"] == "blok" and _jenis(b) not in BLOK:
            masalah.append(f"blok {_jenis(b)!r} tidak dikenal; yang ada: {', '.join(sorted(BLOK))}")
        elif _jenis(b) == "galeri":
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
    return {"prosa": "paragraf", "polos": "keluaran sel"}.get(_jenis(b), _jenis(b))


def _jenis(b: dict) -> str:
    return b["blok"]["jenis"] if b["jenis"] == "blok" else b["jenis"]


def _isi(isi: naskah.Naskah, root: Path) -> dict:
    """What the template reads; each chart and photo is written to a file beside it."""
    asal, bagian = isi.asal, []
    for n, (b, letak) in enumerate(zip(isi.bagian, tata(isi.bagian))):
        if b["jenis"] == "gambar":
            (root / f"gambar-{n}.svg").write_text(b["svg"], "utf-8")
            b = {k: v for k, v in b.items() if k != "svg"} | {"berkas": f"gambar-{n}.svg"}
        elif _jenis(b) == "galeri":
            b = b | {"blok": b["blok"] | {"butir": [_foto(f, root, f"foto-{n}-{m}.jpg") for m, f in enumerate(b["blok"]["butir"])]}}
        bagian.append(b | letak | {"n": n})
    kunci = [asal.get("laporan"), asal.get("unit"), *(f"{k} {asal['parameter'][k]}" for k in ("triwulan", "tahun") if k in asal.get("parameter", {}))]
    return {
        "judul": isi.judul, "penulis": asal.get("unit", ""), "kata-kunci": [k for k in kunci if k], "lampiran": asal.get("laporan", "laporan"),
        "draf": asal.get("draf", ""),
        "gaya": {"warna": gaya.TERANG, "ukuran": gaya.UKURAN, "kertas": gaya.KERTAS, "tepi": gaya.TEPI, "laporan": asal.get("kertas") or "A4"},
        "bagian": bagian,
    }


def _foto(butir: dict, root: Path, berkas: str) -> dict:
    """One photo of a gallery with the name of its file in place of its bytes; "" where there is none."""
    if butir["jpeg"]:
        (root / berkas).write_bytes(base64.b64decode(butir["jpeg"]))
    return {k: v for k, v in butir.items() if k != "jpeg"} | {"berkas": berkas if butir["jpeg"] else ""}


def tata(bagian: tuple[dict, ...]) -> list[dict]:
    """How each part lies on the pages: its sheet, whether it may go over to the next one (`ekor`), stays with the part
    after it (`lekat`), stays in one piece at its end (`utuh`)."""
    semua = lembar(bagian)
    sesudah = [*bagian[1:], {"jenis": ""}]
    return [
        {"mendatar": mendatar, "kertas": kertas, "ekor": ujung, "lekat": _lekat(b, c), "utuh": _bab(c) and _akhir(b) <= 2 * PENGANTAR}
        for b, c, (mendatar, kertas), ujung in zip(bagian, sesudah, semua, ekor(bagian, semua))
    ]


def lembar(bagian: tuple[dict, ...]) -> list[tuple[bool, str]]:
    """The sheet each part stands on, as (landscape, paper): what a table asks for; the signatures under it and few words
    beside it share its sheet; all else stands upright on the report's own paper."""
    minta = [_lembar(b) for b in bagian]
    semua = list(minta)
    for jarak in [list(grup) for l, grup in groupby(range(len(bagian)), key=minta.__getitem__) if l == TEGAK]:
        i, j = jarak[0], jarak[-1] + 1
        judul = [k for k in jarak if bagian[k]["jenis"] == "judul"]
        bab = [k for k in judul if _bab(bagian[k])]
        judul = [k for k in judul if k - 1 not in judul]
        ttd = next((k for k in jarak if _jenis(bagian[k]) != "tanda-tangan"), j)
        potongan = [(i, ttd, i - 1), (i, bab[0] if bab else j, i - 1)] if i > 0 else []
        potongan += [(k, j, j) for k in bab[-1:] + judul[-1:] if j < len(bagian)]
        for a, b, dengan in potongan:
            if all(_jenis(x) in MENGIRINGI for x in bagian[a:b]) and sum(len(t) for t in _teks(list(bagian[a:b]))) <= PENGANTAR:
                semua[a:b] = [minta[dengan]] * (b - a)
    return semua


def ekor(bagian: tuple[dict, ...], semua: list[tuple[bool, str]]) -> list[bool]:
    """Which parts end a sheet and may go over to the next one where they do not fit the sheet's last page: signatures
    below a table on paper of its own, which would stand alone on a page of it; before such a table the last section,
    if it is short, whose few rows would take up a page."""
    hasil = [False] * len(bagian)
    for n in range(1, len(bagian)):
        # A chapter starts with itself.
        if semua[n] == semua[n - 1] or _bab(bagian[n]):
            continue
        awal = next((k for k in range(n, 0, -1) if semua[k - 1] != semua[n - 1]), 0)
        if semua[n - 1] == TEGAK:
            judul = [k for k in range(awal + 1, n) if bagian[k]["jenis"] == "judul" and bagian[k - 1]["jenis"] != "judul"]
            mulai = judul[-1] if judul and not _bab(bagian[judul[-1]]) and all(map(_ringkas, bagian[judul[-1]: n])) else n
        else:
            mulai = next(k for k in range(n, awal, -1) if k == awal + 1 or _jenis(bagian[k - 1]) != "tanda-tangan") if semua[n] == TEGAK else n
        hasil[mulai:n] = [True] * (n - mulai)
    return hasil


def _ringkas(b: dict) -> bool:
    if b["jenis"] == "tabel":
        return len(b["tabel"]["baris"]) <= 5
    return b["jenis"] in ("judul", "prosa") and sum(len(t) for t in _teks(b)) <= PENGANTAR


def _lekat(b: dict, sesudah: dict) -> bool:
    """What is signed, and the few words that introduce a table or a chart."""
    pengantar = b["jenis"] == "prosa" and b["token"][-1]["type"] == "paragraph" and _akhir(b) <= PENGANTAR / 2
    return _jenis(sesudah) == "tanda-tangan" or pengantar and sesudah["jenis"] in ("tabel", "gambar")


def _akhir(b: dict) -> int:
    """How many characters the last paragraph or list of a part has."""
    return sum(len(t) for t in _teks(b["token"][-1:])) if b["jenis"] == "prosa" else 0


def _bab(b: dict) -> bool:
    return b["jenis"] == "judul" and b["tingkat"] == 1


def _lembar(b: dict) -> tuple[bool, str]:
    return (b["tabel"]["mendatar"], b["tabel"].get("kertas", "")) if b["jenis"] == "tabel" else TEGAK


def _teks(isi: object) -> Iterator[str]:
    """Every string in a part that a reader sees."""
    if isinstance(isi, str):
        yield isi
    elif isinstance(isi, dict | list):
        for v in [v for k, v in isi.items() if k not in TAK_TERLIHAT] if isinstance(isi, dict) else isi:
            yield from _teks(v)


def _pesan(error: typst.TypstError, isi: naskah.Naskah) -> str:
    """The compiler's refusal in words that name the text to be mended."""
    if not (m := TAK_TERCETAK.search(error.message)):
        return "PDF tidak dapat disusun: " + "\n".join([error.message, *error.hints, *error.trace])
    huruf = json.loads(re.sub(r"\\u\{(\w+)\}", lambda u: f"\\u{int(u[1], 16):04x}", m[1]))
    letak = ((tempat(b), teks, teks.find(huruf)) for b in isi.bagian for teks in _teks(b) if huruf in teks)
    di, teks, n = next(letak, ("judul laporan", isi.judul, 0))
    kutipan = " ".join(teks[max(0, n - 30): n + 30].split())
    return f"PDF tidak dapat disusun: huruf {huruf!r} (U+{ord(huruf[0]):04X}) tidak ada dalam fon laporan; ganti di {di}: {kutipan!r}"
