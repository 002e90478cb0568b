"""What a report holds besides tables, charts and prose: cover, contents, signatures, provenance.

Each travels in the notebook's outputs as a small JSON bundle with a readable HTML beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

MIME_BLOK = "application/vnd.triwulan.blok.v1+json"
MIME_ASAL = "application/vnd.triwulan.asal.v1+json"


@dataclass(frozen=True)
class Blok:
    """A part of the page by its kind: `sampul`, `daftar-isi`, `tanda-tangan`."""

    jenis: str
    isi: dict

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        bundle = {"jenis": self.jenis, **self.isi}
        return {MIME_BLOK: bundle, "text/html": as_html(bundle), "text/plain": self.jenis}


@dataclass(frozen=True)
class Asal:
    """What a report was made from: parameters, input files with their SHA-256, and the document's own metadata."""

    isi: dict

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        isi = self.isi
        return {
            MIME_ASAL: isi,
            "text/html": f"<p>{escape(isi['judul'])}: {len(isi['masukan'])} berkas masukan terbaca dan sah.</p>",
            "text/plain": f"{isi['judul']}: {len(isi['masukan'])} berkas masukan terbaca dan sah.",
        }


@dataclass(frozen=True)
class Gambar:
    """A chart: vector and bitmap, a title that says the finding, a text alternative that says the figures."""

    nomor: str
    judul: str
    alt: str
    svg: str
    png: str

    def _repr_mimebundle_(self, include=None, exclude=None) -> tuple[dict, dict]:
        meta = {"nomor": self.nomor, "judul": self.judul, "alt": self.alt}
        return {"image/svg+xml": self.svg, "image/png": self.png, "text/plain": self.alt}, {"triwulan": meta}


def as_html(bundle: dict) -> str:
    """A block as plain HTML; everything is escaped here."""
    match bundle["jenis"]:
        case "sampul":
            return '<header class="sampul">' + "".join(f"<p>{escape(b)}</p>" for b in bundle["baris"]) + "</header>"
        case "tanda-tangan":
            return '<div class="tanda-tangan">' + "".join(_pihak(p) for p in bundle["pihak"]) + "</div>"
        case "daftar-isi":
            return '<p class="daftar-isi">Daftar isi disusun otomatis dari judul-judul laporan ini.</p>'
    raise ValueError(f"blok tidak dikenal: {bundle['jenis']}")


def _pihak(pihak: dict) -> str:
    # All five lines always stand, empty or not, so that two parties keep them level with each other.
    baris = ((k, escape(pihak.get(k, ""))) for k in ("di_atas", "peran", "jabatan", "nama", "nip"))
    return '<div class="pihak">' + "".join(f'<p class="{k.replace("_", "-")}">{teks}</p>' for k, teks in baris) + "</div>"
