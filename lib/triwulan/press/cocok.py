"""Whether the files of an archive say the same: notebook, ledger, PDF attachments, findings, parameters, notebook templates.

Whoever alters one figure can recompute every checksum, but has to alter it in each of these. They are read, never executed.
"""

from __future__ import annotations

import csv
import io
import zlib
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pikepdf
from ruamel.yaml import YAML, YAMLError

from triwulan.press import angka, himpun, temuan as findings
from triwulan.press.bongkar import HILANG, LAIN, TIDAK_COCOK, Temuan
from triwulan.press.himpun import CATATAN, LAPORAN, LEDGER, PROYEK, RUSAK
from triwulan.press.kanonik import provenance
from triwulan.press.temuan import TEMUAN

#: So many differing rows are named of one file; the rest is counted.
SEBUT = 5
BUKU = f"data/{LAPORAN}/{LEDGER}"


@dataclass(frozen=True)
class Terbaca:
    """An executed notebook: its bytes, what it says of itself, its rows of the ledger, its findings as bytes (or None), its cells."""

    isi: bytes
    asal: Mapping
    baris: tuple[dict, ...]
    temuan: bytes | None
    sel: tuple

    @property
    def jilid(self) -> bool:
        """A bound volume shows figures of other reports."""
        return bool(self.asal.get("bagian"))


def periksa(folder: Path, bersih: Set[str], semua: Set[str], catatan: Mapping[str, Mapping]) -> list[Temuan]:
    """What disagrees between the files below `folder`. `semua` are or should be there; only those in `bersih` are read: of the others it is known already what
    is wrong, and no sound file is to be blamed for it. `catatan`: the reports of the run record."""
    if not catatan:
        return []  # the record is missing or unreadable, which has been said
    notebook, temuan = _notebook(folder, bersih, catatan)
    buku, salah = _buku(folder, bersih)
    temuan += salah
    for nama, nb in notebook.items():
        temuan += _saksi(nama, nb, buku, _lampiran(folder, nama, nb, catatan[nama]["berkas"], bersih))
    if buku is not None and len(notebook) == len(catatan) and not temuan:
        temuan += _bentuk((folder / BUKU).read_bytes(), buku, notebook)
    for nama, nb in notebook.items():
        temuan += _temuan(folder, nama, nb, catatan[nama]["berkas"], bersih)
    return [*temuan, *_parameter(folder, notebook, bersih), *_templat(folder, bersih, semua, notebook, catatan), *_tak_tercatat(bersih, catatan)]


def _notebook(folder: Path, bersih: Set[str], catatan: Mapping) -> tuple[dict[str, Terbaca], list[Temuan]]:
    out, temuan = {}, []
    for nama in catatan:
        jalur = f"data/{LAPORAN}/{nama}.ipynb"
        if jalur not in bersih:
            continue
        try:
            isi = (folder / jalur).read_bytes()
            nb = nbformat.reads(isi.decode("utf-8"), as_version=4)
            asal = provenance(nb)
            out[nama] = Terbaca(isi, asal, tuple(angka.baris(nb)), findings.tulis(nb), tuple(himpun.sel(isi)))
            if asal != nb.metadata.get("triwulan") or asal.get("laporan") != nama:
                temuan.append(Temuan(jalur, TIDAK_COCOK, f"asal-usul di metadatanya bukan yang ditampilkan sel pertamanya, atau bukan milik {nama}"))
        except (*RUSAK, nbformat.ValidationError):
            temuan.append(Temuan(jalur, TIDAK_COCOK, "bukan notebook terlaksana yang dapat dibaca"))
    return out, temuan


def _buku(folder: Path, bersih: Set[str]) -> tuple[dict[str, list[dict]] | None, list[Temuan]]:
    """The rows of the ledger by report; None where it cannot be compared."""
    if BUKU not in bersih:
        return None, []
    try:
        rows = _baris((folder / BUKU).read_bytes())
    except (ValueError, csv.Error) as error:
        return None, [Temuan(BUKU, TIDAK_COCOK, f"bukan buku angka yang dapat dibaca: {error}")]
    out: dict[str, list[dict]] = {}
    for row in rows:
        out.setdefault(row["laporan"], []).append(row)
    return out, []


def _baris(isi: bytes) -> list[dict]:
    """Raises ValueError or csv.Error for what is no ledger."""
    baca = csv.DictReader(io.StringIO(isi.decode("utf-8"), newline=""), strict=True)
    if tuple(baca.fieldnames or ()) != angka.KOLOM:
        raise ValueError("judul kolomnya bukan yang ditetapkan")
    rows = list(baca)
    if salah := next((n for n, r in enumerate(rows, 2) if None in r or None in r.values()), None):
        raise ValueError(f"baris {salah} tidak sebanyak kolomnya")
    return rows


def _lampiran(folder: Path, nama: str, nb: Terbaca, berkas: Iterable[str], bersih: Set[str]) -> dict[str, bytes] | Temuan | None:
    """The notebook ("ipynb") and ledger rows ("csv") in the report's PDF; what is wrong with it; None where there is no sound PDF."""
    jalur = f"data/{LAPORAN}/{nama}.pdf"
    if f"{nama}.pdf" not in berkas or jalur not in bersih:
        return None
    cari = {"ipynb": f"{nama}.ipynb", "csv": f"{nama}-{LEDGER}"}
    try:
        with pikepdf.open(folder / jalur) as pdf:
            ada = set(pdf.attachments.keys())
            if kurang := sorted(set(cari.values()) - ada):
                lain = f"; terlampir di situ: {', '.join(sorted(ada))}" if ada else ""
                return Temuan(jalur, TIDAK_COCOK, f"tidak memuat lampiran {' dan '.join(kurang)}{lain}")
            return {k: _terlampir(pdf.attachments[n], 4 * len(nb.isi) + 2**20) for k, n in cari.items()}
    except Exception as error:  # qpdf has no one exception for what a stranger's PDF can hold
        return Temuan(jalur, TIDAK_COCOK, f"lampirannya tidak dapat dibaca ({type(error).__name__})")


def _terlampir(lampiran: pikepdf.AttachedFileSpec, batas: int) -> bytes:
    """An attachment's bytes, never more than `batas`: a small file may swell without end."""
    aliran = lampiran.get_file().obj
    saringan = aliran.get("/Filter")
    if saringan is None:
        return aliran.read_raw_bytes()[:batas]
    if saringan == pikepdf.Name.FlateDecode and "/DecodeParms" not in aliran:
        return zlib.decompressobj().decompress(aliran.read_raw_bytes(), batas)
    raise ValueError("cara pemampatan lain")


def _saksi(nama: str, nb: Terbaca, buku: Mapping | None, pdf: dict[str, bytes] | Temuan | None) -> list[Temuan]:
    """Three witnesses of the figures, which are the notebook, the ledger and the PDF: where two agree the third is named, otherwise
    every one that differs from another."""
    notebook, dokumen = f"data/{LAPORAN}/{nama}.ipynb", f"data/{LAPORAN}/{nama}.pdf"
    beda = _beda(nb.baris, buku, nama, nb.jilid, "notebook")
    if not isinstance(pdf, dict):
        return ([pdf] if pdf else []) + ([Temuan(BUKU, TIDAK_COCOK, f"bukan angka {notebook}: {_sebut(beda)}")] if beda else [])
    sama = pdf["ipynb"] == nb.isi
    letak = "" if sama else _mulai(pdf["ipynb"], nb.isi)
    milik = angka.tulis(nb.baris)
    try:
        beda_pdf = _beda(_baris(pdf["csv"]), buku, nama, nb.jilid, "PDF")
    except (ValueError, csv.Error):
        return [Temuan(dokumen, TIDAK_COCOK, f"lampiran {nama}-{LEDGER} bukan buku angka yang dapat dibaca")]
    if beda and not sama and not beda_pdf:
        return [Temuan(notebook, TIDAK_COCOK, f"angkanya bukan yang di {LEDGER} dan di lampiran {nama}.pdf, yang saling sesuai: {_sebut(beda)}")]
    if beda and sama and pdf["csv"] == milik:
        return [Temuan(BUKU, TIDAK_COCOK, f"bukan angka {nama}.ipynb dan lampiran {nama}.pdf, yang saling sesuai: {_sebut(beda)}")]
    temuan = [Temuan(BUKU, TIDAK_COCOK, f"bukan angka {notebook}: {_sebut(beda)}")] if beda else []
    if not sama:
        temuan.append(Temuan(dokumen, TIDAK_COCOK, f"lampiran {nama}.ipynb bukan notebook di sebelahnya ({letak})"))
        if pdf["csv"] == milik:  # the figures agree, so either may be the altered one
            temuan.append(Temuan(notebook, TIDAK_COCOK, f"bukan notebook yang terlampir di {nama}.pdf ({letak}; angkanya sama)"))
    elif pdf["csv"] != milik:
        temuan.append(Temuan(dokumen, TIDAK_COCOK, f"lampiran {nama}-{LEDGER} bukan angka laporan ini: {_sebut(beda_pdf) or _mulai(pdf['csv'], milik)}"))
    return temuan


def _beda(baris: Iterable[Mapping], buku: Mapping | None, nama: str, jilid: bool, di: str) -> list[str]:
    """How rows differ from those of the ledger, a row each; a volume shows some of other reports' rows."""
    if buku is None:
        return []
    satu = {r["alamat"]: r for r in baris}
    dua = {r["alamat"]: r for n in ({r["laporan"] for r in satu.values()} if jilid else {nama}) for r in buku.get(n, ())}
    out = [f"{a} tidak ada di {LEDGER}" for a in satu if a not in dua]
    out += [f"{a} tidak ada di {di}" for a in dua if a not in satu and not jilid]
    for alamat, r in satu.items():
        if alamat in dua and (kolom := next((k for k in angka.KOLOM if r[k] != dua[alamat][k]), None)):
            out.append(f"{alamat}: {kolom} {r[kolom]!r} di {di}, {dua[alamat][kolom]!r} di {LEDGER}")
    return out


def _sebut(beda: list[str]) -> str:
    sisa = f"; dan {len(beda) - SEBUT} baris lain" if len(beda) > SEBUT else ""
    return "; ".join(beda[:SEBUT]) + sisa


def _mulai(satu: bytes, dua: bytes) -> str:
    """Where two texts part."""
    satu_, dua_ = satu.split(b"\n"), dua.split(b"\n")
    return f"berbeda mulai baris {next((n for n, (a, b) in enumerate(zip(satu_, dua_), 1) if a != b), min(len(satu_), len(dua_)) + 1)}"


def _bentuk(isi: bytes, buku: Mapping, notebook: Mapping[str, Terbaca]) -> list[Temuan]:
    """The ledger as a whole: the rows of these reports and no others, in their order, written as we write."""
    if asing := sorted(buku.keys() - notebook.keys()):
        return [Temuan(BUKU, TIDAK_COCOK, f"memuat angka laporan yang tidak ada dalam arsip: {', '.join(asing)}")]
    harus = angka.tulis(r for nama in sorted(notebook) if not notebook[nama].jilid for r in notebook[nama].baris)
    return [] if isi == harus else [Temuan(BUKU, TIDAK_COCOK, f"angkanya sama dengan notebook, tetapi urutan atau cara menulisnya lain ({_mulai(isi, harus)})")]


def _temuan(folder: Path, nama: str, nb: Terbaca, berkas: Iterable[str], bersih: Set[str]) -> list[Temuan]:
    """The findings file against the notebook that it came from."""
    jalur = f"data/{LAPORAN}/{TEMUAN}"
    if (TEMUAN in berkas) != (nb.temuan is not None):
        sebab = "tidak memuat temuan, padahal menurut catatan berkas ini darinya" if nb.temuan is None else "memuat temuan, tetapi catatan tidak menyebut berkas ini"
        return [Temuan(jalur, TIDAK_COCOK, f"{nama}.ipynb {sebab}")]
    if nb.temuan is None or jalur not in bersih or (isi := (folder / jalur).read_bytes()) == nb.temuan:
        return []
    return [Temuan(jalur, TIDAK_COCOK, f"bukan temuan yang dimuat {nama}.ipynb ({_mulai(isi, nb.temuan)})")]


def _parameter(folder: Path, notebook: Mapping[str, Terbaca], bersih: Set[str]) -> list[Temuan]:
    """The parameter file against the parameters that the notebooks ran with."""
    temuan: dict[tuple[str, str], list[str]] = {}
    for nama, nb in notebook.items():
        p = nb.asal.get("parameter", {})
        jalur = f"data/{PROYEK}/params/{p.get('unit')}/{p.get('tahun')}-tw{p.get('triwulan')}.yaml"
        if jalur not in bersih:
            continue
        try:
            isi = dict(YAML(typ="safe", pure=True).load((folder / jalur).read_bytes().decode("utf-8")))
        except (*RUSAK, YAMLError):
            return [Temuan(jalur, TIDAK_COCOK, "bukan berkas parameter yang dapat dibaca")]
        for k, v in isi.items():
            if k in p and str(p[k]) != str(v):
                temuan.setdefault((jalur, f"{k} {v!r}, sedangkan disusun dengan {p[k]!r}"), []).append(nama)
    return [Temuan(jalur, TIDAK_COCOK, f"{beda}: {', '.join(nama)}") for (jalur, beda), nama in temuan.items()]


def _templat(folder: Path, bersih: Set[str], semua: Set[str], notebook: Mapping[str, Terbaca], catatan: Mapping) -> list[Temuan]:
    """The notebooks of the project: the cells that were executed are those of one of them, of the one that the record names."""
    awal = f"data/{PROYEK}/notebooks/"
    if any(j.startswith(awal) for j in semua - bersih):
        return []  # it may be the very one
    asli = {j: himpun.sel((folder / j).read_bytes()) for j in sorted(bersih) if j.startswith(awal)}
    temuan = []
    for nama, nb in notebook.items():
        tercatat = catatan[nama].get("notebook")
        harus = f"data/{PROYEK}/{tercatat}" if isinstance(tercatat, str) else f"{awal}{nama}.ipynb"
        if not any(s and himpun.dari([*nb.sel], s, notebook) for j, s in asli.items() if j == harus or not tercatat):
            temuan.append(Temuan(harus, TIDAK_COCOK if harus in asli else HILANG, f"selnya bukan sel yang dilaksanakan untuk {nama}" if harus in asli else f"notebook asal {nama}"))
    return temuan


def _tak_tercatat(bersih: Set[str], catatan: Mapping) -> list[Temuan]:
    """Files among the reports that no report of the record has."""
    tahu = {LEDGER, CATATAN, *(b for c in catatan.values() for b in c["berkas"])}
    awal = f"data/{LAPORAN}/"
    return [Temuan(j, LAIN, f"tidak disebut di {CATATAN}") for j in sorted(bersih) if j.startswith(awal) and j.removeprefix(awal) not in tahu]
