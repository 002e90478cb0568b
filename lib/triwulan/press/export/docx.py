"""`jupyter nbconvert --to triwulan-docx`: an executed report notebook as a Word document, for offices that edit it further.

All looks are named styles of a reference document (`templates/acuan.docx`, or the office's own: `DocxExporter.acuan`); only
what is computed from a table's figures, widths and sizes of type, is set in place.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from docx.oxml.ns import qn
from traitlets import Unicode

from triwulan.press import naskah, tata
from triwulan.press.export.dasar import Pengekspor
from triwulan.press.export.word import blok, daftar, gambar, halaman, simpan
from triwulan.press.export.word.acuan import ACUAN
from triwulan.press.export.word.berkas import Berkas
from triwulan.press.export.word.daftar import Butir
from triwulan.press.export.word.prosa import prosa
from triwulan.press.export.word.tabel import judul as judul_tabel
from triwulan.press.export.word.tabel import tabel
from triwulan.press.export.word.unsur import Unsur, paragraf, penanda, teks, w

#: `BAB III AKUNTABILITAS KINERJA` opens like a chapter: its number above its title.
BAB = re.compile(r"((?:BAB|LAMPIRAN)\s+[IVXLC\d]+)\b[.:]?\s+(.+)")
TERENDAH = 6


class DocxExporter(Pengekspor):
    export_from_notebook = "Laporan triwulan (Word)"
    file_extension = ".docx"
    output_mimetype = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    acuan = Unicode("", help="Dokumen Word dengan gaya dan kop surat kantor; tanpa ini acuan bawaan.").tag(config=True)

    def from_notebook_node(self, nb, resources=None, **kw):
        nb, resources = self.bersih(nb, resources)
        return dokumen(naskah.baca(nb), Path(self.acuan) if self.acuan else ACUAN), resources


def dokumen(isi: naskah.Naskah, acuan: Path = ACUAN) -> bytes:
    """The document's bytes. Raises AcuanSalah when the reference document cannot be used."""
    b, asal = Berkas(acuan), isi.asal
    kertas = asal.get("kertas") or "A4"
    if asal.get("draf"):
        halaman.draf(asal["draf"], b)
    butir = _butir(isi.bagian)
    kaki: dict[tuple[str, float], str] = {}
    zona = ""
    semua = _lembar(isi)
    for n, (zona_ini, lembar, judul, bagian) in enumerate(semua):
        lebar, tinggi = halaman.ruang(lembar, kertas)
        unsur = [u for letak in bagian for u in _bagian(letak, isi, butir, b, lebar, tinggi)]
        if (judul, lebar) not in kaki:
            kaki[judul, lebar] = halaman.kaki(judul, lebar, b)
        sifat = halaman.sifat(lembar, kertas, zona_ini, zona_ini != zona, kaki[judul, lebar], b.kepala if n == 0 else [])
        zona = zona_ini
        if n == len(semua) - 1:
            b.badan.extend([*unsur, sifat])
            continue
        if not unsur or unsur[-1].tag != qn("w:p"):
            unsur.append(paragraf(b.gaya("Sela")))
        unsur[-1].get_or_add_pPr().append(sifat)
        b.badan.extend(unsur)
    _setelan(b)
    kunci = [asal.get("laporan"), asal.get("unit"), *(f"{k} {asal['parameter'][k]}" for k in ("triwulan", "tahun") if k in asal.get("parameter", {}))]
    simpan.sifat(b.doc, judul=isi.judul, penulis=asal.get("unit", ""), tanggal=date.fromisoformat(asal.get("tanggal", "2000-01-01")), kata_kunci=", ".join(k for k in kunci if k))
    return simpan.simpan(b.doc)


def _butir(bagian: tuple[dict, ...]) -> list[Butir | None]:
    """What the lists name, part by part, with its bookmark."""
    hasil, laporan = [], 0
    zona, jilid = tata.zona(bagian), tata.himpunan(bagian)
    for n, x in enumerate(bagian):
        nama = f"_bagian{n:04d}"
        if x["jenis"] == "judul":
            laporan += jilid and x["tingkat"] == 1 and zona[n] == "1"
            hasil.append(Butir("judul", x["teks"], nama, x["tingkat"], laporan))
        elif x["jenis"] == "tabel":
            nomor = x["tabel"]["nomor"]
            hasil.append(Butir("tabel", x["tabel"]["judul"], nama, laporan=laporan, nomor=f"Tabel {nomor}" if nomor else ""))
        elif x["jenis"] == "gambar":
            hasil.append(Butir("gambar", x["judul"], nama, laporan=laporan, nomor=f"Gambar {x['nomor']}" if x["nomor"] else ""))
        else:
            hasil.append(None)
    return hasil


def _lembar(isi: naskah.Naskah) -> list[tuple[str, tuple[bool, str], str, list[dict]]]:
    """Runs of parts that make a section: zone, sheet, title in the footer, the parts as (number, layout)."""
    semua: list = []
    judul, jilid = isi.judul, tata.himpunan(isi.bagian)
    for n, (x, letak, zona) in enumerate(zip(isi.bagian, tata.tata(isi.bagian), tata.zona(isi.bagian))):
        if jilid and zona == "1" and x["jenis"] == "judul" and x["tingkat"] == 1:
            judul = x["teks"]
        kunci = (zona, (letak["mendatar"], letak["kertas"]), "" if zona == "sampul" else judul)
        if not semua or semua[-1][:3] != kunci:
            semua.append((*kunci, []))
        semua[-1][3].append(letak | {"n": n})
    return semua or [("1", tata.TEGAK, judul, [])]


def _bagian(letak: dict, isi: naskah.Naskah, butir: list[Butir | None], b: Berkas, lebar: float, tinggi: float) -> list[Unsur]:
    x, ini = isi.bagian[letak["n"]], butir[letak["n"]]
    match tata.jenis(x):
        case "judul":
            return [_judul(x, ini, b)]
        case "prosa":
            jangkar = {p["jangkar"]: q.penanda for p, q in zip(isi.bagian, butir) if p["jenis"] == "judul"}
            return prosa(x["token"], b, jangkar, lekat=letak["lekat"], utuh=letak["utuh"])
        case "tabel":
            return _tabel(x["tabel"], ini, b, lebar, tinggi, letak["lekat"])
        case "gambar":
            return [paragraf(b.gaya("Gambar"), gambar.bagan(x, b, lebar, tinggi)), _keterangan("Keterangan Gambar", ini, b)]
        case "polos":
            return blok.polos(x["teks"], b)
        case "sampul":
            return blok.sampul(x["blok"]["baris"], x["blok"].get("nomor", ""), b, lebar)
        case "daftar-isi":
            semua = [q for q in butir if q]
            # The last line of a field must not end a section as well: LibreOffice then loses the fields of its footer.
            return [*daftar.isi(semua, b, lebar), *daftar.gambar_dan_tabel(semua, b, lebar), paragraf(b.gaya("Sela"))]
        case "tanda-tangan":
            return blok.tanda_tangan(x["blok"]["pihak"], b, lebar)
        case "tanggapan":
            return blok.tanggapan(x["blok"], b)
        case "galeri":
            return blok.galeri(x["blok"]["butir"], b, lebar)
    raise ValueError(f"dokumen Word tidak dapat disusun: blok {tata.jenis(x)!r} tidak dikenal")


def _judul(x: dict, ini: Butir, b: Berkas) -> Unsur:
    gaya = b.gaya(f"heading {min(x['tingkat'], TERENDAH)}")
    if x["tingkat"] == 1 and (m := BAB.fullmatch(x["teks"])):
        runs = [teks(m[1] + "\n", b.gaya("Nomor Bab")), teks(m[2])]
    else:
        runs = [teks(x["teks"])]
    return paragraf(gaya, *penanda(ini.penanda, b.nomor(), *runs))


def _tabel(t: dict, ini: Butir, b: Berkas, lebar: float, tinggi: float, lekat: bool) -> list[Unsur]:
    """Caption, scope, table, notes. What stands below keeps two tables apart, which Word would make one."""
    lingkup = [paragraf(b.gaya("Lingkup"), teks(f"Lingkup: {t['lingkup']}"))] if t["lingkup"] else []
    kaki = [paragraf(b.gaya("Kaki Tabel"), teks(k), lekat=lekat) for k in t["kaki"]]
    return [
        _keterangan("Keterangan Tabel", ini, b), *lingkup, tabel(t, b, lebar, tinggi, lekat or bool(kaki)),
        *kaki, paragraf(b.gaya("Sela"), lekat=lekat),
    ]


def _keterangan(gaya: str, ini: Butir, b: Berkas) -> Unsur:
    """A caption with the number as the report prints it."""
    return paragraf(b.gaya(gaya), *penanda(ini.penanda, b.nomor(), *daftar.nomor(ini, b.gaya("Nomor Keterangan")), teks(ini.teks)))


def _setelan(b: Berkas) -> None:
    """The lists ask for their page numbers when the document is opened."""
    setelan = b.doc.settings.element
    for lama in setelan.findall(qn("w:updateFields")):
        setelan.remove(lama)
    # The schema's place: before the compatibility settings and what follows them.
    kompatibel = setelan.find(qn("w:compat"))
    baru = w("updateFields", val="true")
    setelan.append(baru) if kompatibel is None else kompatibel.addprevious(baru)
