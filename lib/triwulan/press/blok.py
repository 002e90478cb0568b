"""What a report holds besides tables, charts and prose: cover, contents, signatures, photos, provenance.

Each travels in the notebook's outputs as a small JSON bundle with a readable HTML beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

MIME_BLOK = "application/vnd.triwulan.blok.v1+json"
MIME_ASAL = "application/vnd.triwulan.asal.v1+json"
#: The findings of an audit, as they travel in its notebook.
MIME_TEMUAN = "application/vnd.triwulan.temuan.v1+json"
#: The least a block needs where no page styles it. Lines that no party has are not left open.
GAYA = (
    "<style>header.sampul{max-width:44em;padding:1.5em 0}header.sampul p{margin:.2em 0;text-align:center}header.sampul p:first-child{font-size:1.5em;font-weight:bold}"
    "div.tanda-tangan{display:flex;gap:2em;max-width:44em}div.tanda-tangan .pihak{flex:0 1 50%}div.tanda-tangan .pihak:only-child{margin-left:auto}"
    "div.tanda-tangan p{margin:0;min-height:1.5em;text-align:center}div.tanda-tangan p.nama{margin-top:4em;font-weight:bold;text-decoration:underline}"
    + "".join(f"div.tanda-tangan:not(:has(.{k}:not(:empty))) .{k}{{display:none}}" for k in ("di-atas", "peran", "nip"))
    + "section.tanggapan ul{list-style:none;padding-left:0}</style>"
)


@dataclass(frozen=True)
class Blok:
    """A part of the page by its kind: `sampul` (`baris`, and the letter number `nomor` if there is one), `daftar-isi`,
    `tanda-tangan` (`pihak`; `bidang`: whether they are to be signed now), `galeri` (`butir` of number, date, place,
    caption, text alternative, and the photo as `jpeg` in base64, empty where there is none), `tanggapan` (`judul`, and
    `pilihan` of text and whether it is ticked)."""

    jenis: str
    isi: dict

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        bundle = {"jenis": self.jenis, **self.isi}
        return {MIME_BLOK: bundle, "text/html": GAYA + as_html(bundle), "text/plain": self.jenis}


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
            baris = [*bundle["baris"], *([f"Nomor: {bundle['nomor']}"] if bundle.get("nomor") else [])]
            return '<header class="sampul">' + "".join(f"<p>{escape(b)}</p>" for b in baris) + "</header>"
        case "tanda-tangan":
            return '<div class="tanda-tangan">' + "".join(_pihak(p) for p in bundle["pihak"]) + "</div>"
        case "daftar-isi":
            return '<p class="daftar-isi">Daftar isi disusun otomatis dari judul-judul laporan ini.</p>'
        case "galeri":
            return '<div class="galeri">' + "".join(_foto(b) for b in bundle["butir"]) + "</div>"
        case "tanggapan":
            return f'<section class="tanggapan"><p><strong>{escape(bundle["judul"])}</strong></p><ul>' + "".join(_pilihan(p) for p in bundle["pilihan"]) + "</ul></section>"
    raise ValueError(f"blok tidak dikenal: {bundle['jenis']}")


def _foto(butir: dict) -> str:
    # The width is for a notebook, which has no style of ours; a page's style goes before it.
    foto = f'<img src="data:image/jpeg;base64,{escape(butir["jpeg"])}" alt="{escape(butir["alt"])}" width="360">'
    kosong = '<p class="kosong">Foto tidak tersedia</p>'
    waktu = escape(" · ".join(t for t in (butir["tanggal"], butir["tempat"]) if t))
    judul = f'<b class="nomor">Foto {escape(str(butir["nomor"]))}</b> <span class="waktu">{waktu}</span>'
    return f'<figure>{foto if butir["jpeg"] else kosong}<figcaption>{judul}<br>{escape(butir["keterangan"])}</figcaption></figure>'


def _pilihan(pilihan: dict) -> str:
    # An image with a name: a screen reader says "dipilih", a font without the sign cannot spoil it.
    tanda = ("dipilih", "☒") if pilihan["dipilih"] else ("tidak dipilih", "☐")
    return f'<li><span role="img" aria-label="{tanda[0]}">{tanda[1]}</span> {escape(pilihan["teks"])}</li>'


def _pihak(pihak: dict) -> str:
    # All five lines always stand, empty or not, so that two parties keep them level with each other.
    baris = ((k, escape(pihak.get(k, ""))) for k in ("di_atas", "peran", "jabatan", "nama", "nip"))
    return '<div class="pihak">' + "".join(f'<p class="{k.replace("_", "-")}">{teks}</p>' for k, teks in baris) + "</div>"
