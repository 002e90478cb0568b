"""The sheets Uraian and Kendala: the narrative that a quarter owes, post by post and kind by kind, one fact a row."""

from __future__ import annotations

from collections.abc import Iterator

from triwulan.laporan import kurang
from triwulan.laporan.daftar import laporan
from triwulan.laporan.isian import uang
from triwulan.laporan.isian.model import Alamat, Bahan, Baris, Kolom, Lembar, Sel
from triwulan.laporan.kurang_naskah import NARASI
from triwulan.laporan.status import nama_jabatan
from triwulan.office import kode as kode_
from triwulan.office import periode
from triwulan.office.data import Data, ingat
from triwulan.office.penanggung import perjanjian

NAMA, KENDALA = "Uraian", "Kendala"
#: Empty rows after what is there already.
CADANGAN = 2
#: Kinds that are told apart by what they are about, in the reports of these posts.
TERPISAH, BERSASARAN = ("camat", "sekretaris"), ("faktor", "hambatan", "upaya")
TENTANG = {"tujuan-1": "tujuan", "sasaran": "sasaran", "triwulan-berikutnya": "triwulan berikutnya", "renja-berikutnya": "Renja berikutnya", "": ""}
LAIN = {"disposisi": "Tanggapan atasan langsung", "keterangan": "Keterangan program", "tindak-lanjut": "Tindak lanjut", "nomor-naskah": "Nomor surat laporan"}
JENIS = NARASI | LAIN
TUNGGAL = ("keterangan", "tindak-lanjut", "nomor-naskah")
#: The most characters of one fact; a longer one is several.
TERPANJANG = 1000
INGAT = "Satu hal satu baris, kalimat utuh. Bila lebih dari satu, pakai baris berikutnya."


def lembar(b: Bahan) -> Lembar | None:
    """Every kind that a post's report prints, with what is there and rows to add; None for a post that reports nothing."""
    nama, baris = nama_jabatan(b.data, b.parameter), []
    for jabatan, bagian in _diminta(b).items():
        if b.milik(jabatan):
            baris.append(Baris(f"jabatan|{jabatan}", {"jabatan": Sel(nama[jabatan])}, "judul"))
            for jenis, rujukan, tentang, cadangan in bagian:
                baris += _bagian(b, nama[jabatan], jabatan, jenis, rujukan, tentang, cadangan)
    return Lembar(NAMA, f"Uraian {periode.sebut(b.parameter.periode)}", (
        "Isi sel kuning: satu hal satu baris, dengan kata-kata sendiri. Baris kosong yang tidak terpakai dibiarkan.",
        "Menghapus isi sebuah sel menghapus uraian itu dari data.",
    ), (
        Kolom("jabatan", "Jabatan", 36), Kolom("jenis", "Jenis", 27), Kolom("tentang", "Tentang", 40), Kolom("teks", "Uraian", 95), Kolom("terisi", "Terisi", 6, "bantu"),
    ), tuple(baris), beku=3) if baris else None


def kendala(b: Bahan) -> Lembar | None:
    """Columns 18 and 19 of the Renja form, row by row; the Camat's. None where he is not asked for."""
    if not b.milik("camat") or "camat" not in _diminta(b):
        return None
    baris = []
    for id_, nama, tingkat in _baris_renja(b):
        ada = {j: _ada(b, "camat", j, id_) for j in ("kendala", "solusi")}
        for n in range(max(1, *map(len, ada.values()))):
            sel = {j: _sel(b, "camat", j, id_, ada[j][n] if n < len(ada[j]) else None, n + 1) for j in ada}
            baris.append(Baris(f"{id_}|{n + 1}", {"kode": Sel(id_), "nama": Sel(nama)} | sel, tingkat=tingkat, jabatan="camat"))
    return Lembar(KENDALA, f"Kendala dan solusi (Evaluasi Renja kolom 18 dan 19), {periode.sebut(b.parameter.periode)}", (
        "Isi hanya baris yang ada kendalanya; yang lain dibiarkan kosong.",
    ), (Kolom("kode", "Kode", 21), Kolom("nama", "Program, kegiatan, sub kegiatan", 60), Kolom("kendala", "Kendala", 55), Kolom("solusi", "Solusi", 55)), tuple(baris))


def _diminta(b: Bahan) -> dict[str, list[tuple[str, str, str, int]]]:
    """Post → (kind, what it refers to, that in words, empty rows) of its report, in printed order. The head's has neither a plan nor
    room for a superior's answer, only his has main problems."""
    naskah = perjanjian(b.data, b.parameter.tahun).query("jenis == 'naskah'")
    hasil: dict[str, list[tuple[str, str, str, int]]] = {}
    for jabatan, atasan in zip(naskah["jabatan"], naskah["rujukan"]):
        kepala = atasan not in set(naskah["jabatan"])
        bagian = []
        for jenis in (j for j in NARASI if j != "tugas"):
            if jenis == ("rencana" if kepala else "permasalahan"):
                continue
            rujukan = (("tujuan-1", "sasaran") if jenis != "upaya" else ("sasaran",)) if jabatan in TERPISAH and jenis in BERSASARAN else ("",)
            bagian += [(jenis, r, TENTANG.get(r, r), CADANGAN) for r in dict.fromkeys((*rujukan, *_rujukan(b, jabatan, jenis)))]
        if not kepala:
            bagian.append(("disposisi", "", "", CADANGAN))
        if jabatan == "camat":
            bagian += _camat(b)
        hasil[jabatan] = bagian
    return hasil


def _camat(b: Bahan) -> Iterator[tuple[str, str, str, int]]:
    """What the Camat's report and the Renja form ask for beyond the posts' own."""
    janji = {r for r in perjanjian(b.data, b.parameter.tahun).query("jabatan == 'camat' and jenis == 'anggaran'")["rujukan"]}
    ada = _rujukan(b, "camat", "keterangan")
    for id_ in dict.fromkeys([*(id_ for id_, _ in kurang.diminta(b.data, b.parameter.tahun)), *ada]):
        if id_.rpartition("-")[0] in janji or id_ in ada:
            yield "keterangan", id_, f"{id_} {b.data.nama_indikator[id_]}", 1
    yield from (("tindak-lanjut", r, TENTANG[r], 1) for r in ("triwulan-berikutnya", "renja-berikutnya"))
    yield from (("nomor-naskah", s.nama, s.nama, 1) for s in laporan(b.data, b.parameter.tahun))


@ingat
def _menurut(data: Data) -> dict[tuple[str, str], list]:
    """Facts by post and kind."""
    hasil: dict[tuple[str, str], list] = {}
    for r in data["narasi"].itertuples():
        hasil.setdefault((r.jabatan, r.jenis), []).append(r)
    return hasil


def _rujukan(b: Bahan, jabatan: str, jenis: str) -> list[str]:
    """What a post's facts of a kind refer to, in whatever quarter: what an office has once reported it is asked for again."""
    return list(dict.fromkeys(r.rujukan for r in _menurut(b.data).get((jabatan, jenis), ())))


def _ada(b: Bahan, jabatan: str, jenis: str, rujukan: str) -> list:
    """This quarter's facts, and before them those of the whole year, which hold in it too."""
    kini, setahun = b.parameter.periode, periode.tahunan(b.parameter.tahun)
    rows = [r for r in _menurut(b.data).get((jabatan, jenis), ()) if r.rujukan == rujukan and r.periode in (kini, setahun)]
    return sorted(rows, key=lambda r: (r.periode == kini, r.urutan))


def _bagian(b: Bahan, nama: str, jabatan: str, jenis: str, rujukan: str, tentang: str, cadangan: int) -> Iterator[Baris]:
    """What is there of a kind, then empty rows; of what is a single fact (a letter number) none once it is there."""
    ada = _ada(b, jabatan, jenis, rujukan)
    lebih = 0 if jenis in TUNGGAL and ada else cadangan
    akhir = max((r.urutan for r in ada), default=0)
    for r, urutan in [*((r, r.urutan) for r in ada), *((None, akhir + n) for n in range(1, lebih + 1))]:
        if r is not None and r.periode != b.parameter.periode:
            yield Baris(f"n|{jabatan}|{jenis}|{rujukan}|tahun|{urutan}", {"jabatan": Sel(nama), "jenis": Sel(JENIS[jenis]), "tentang": Sel(f"sepanjang tahun {b.parameter.tahun}"), "teks": Sel(r.teks)}, jabatan=jabatan)
            continue
        yield Baris(f"n|{jabatan}|{jenis}|{rujukan}|{urutan}", {
            "jabatan": Sel(nama), "jenis": Sel(JENIS[jenis]), "tentang": Sel(tentang), "teks": _sel(b, jabatan, jenis, rujukan, r, urutan),
            "terisi": Sel(rumus='=IF([[teks]]<>"",1,0)'),
        }, jabatan=jabatan)


def _sel(b: Bahan, jabatan: str, jenis: str, rujukan: str, row, urutan: int) -> Sel:
    kunci = (jenis, jabatan, rujukan, periode.tulis(b.parameter.periode), str(row.urutan if row is not None else urutan))
    return Sel(row.teks if row is not None else "", Alamat("narasi", kunci, "teks"), ingat=INGAT)


def _baris_renja(b: Bahan) -> Iterator[tuple[str, str, int]]:
    """(row of the Renja form, its name, depth): sasaran and their programmes down to the sub kegiatan, further indicators after
    the first; what else has a fact already."""
    nama, p = b.data["nomenklatur"], b.parameter
    ada = {r for j in ("kendala", "solusi") for r in _rujukan(b, "camat", j)}
    uang_ = {k for lk in uang.lingkup(b) for k, _ in uang.rekening(b, lk)}
    kode = {kode_.potong(k, n) for k in uang_ if "+" not in k for n in (3, 5, 6)} | {id_.rpartition("-")[0] for id_, _ in kurang.diminta(b.data, p.tahun)}
    kode |= {r.partition("~")[0] for r in ada}
    ind = b.data["indikator"].drop_duplicates("id")
    atas = dict(zip(nama["kode"], nama["induk"]))
    for sasaran in nama[nama["jenis"] == "sasaran"]["kode"]:
        program = sorted(k for k in kode if atas.get(k) == sasaran)
        for k in (sasaran, *(k for p_ in program for k in sorted(kode) if k == p_ or k.startswith(f"{p_}."))):
            for n in range(1, max(1, int((ind["kode"] == k).sum())) + 1):
                semua = list(ind[ind["kode"] == k]["nama"])
                yield (k if n == 1 else f"{k}~{n}"), (b.data.nama(k) if n == 1 else semua[n - 1]), {2: 1, 4: 2, 5: 3}.get(k.count("."), 0)
