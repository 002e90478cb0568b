"""The crate and the library of an archive: whether they are what is there, as far as reading them tells."""

import io
import json
import zipfile

import pytest
from arsip_tiruan import jalankan, proyek, temuan, terbongkar, zip_  # noqa: F401 (fixtures)
from pemalsu import CATATAN, RODA, dengan_roda, krat, palsukan

KRAT = "data/ro-crate-metadata.json"
PDF, HTML = "data/laporan/lkj-camat.pdf", "data/laporan/lkj-camat.html"


def ubah(graf: list, id_: str, **isi) -> None:
    """Sets (or with None removes) properties of an entity."""
    (e,) = [e for e in graf if e["@id"] == id_]
    e.update(isi)
    for k in [k for k, v in isi.items() if v is None]:
        del e[k]


def bagian(graf: list) -> list:
    return next(e for e in graf if e["@id"] == "./")["hasPart"]


KELIRU = {
    "a file not described": (lambda g: (g.remove(next(e for e in g if e["@id"] == "laporan/lkj-camat.pdf")), bagian(g).remove({"@id": "laporan/lkj-camat.pdf"})), {PDF: "tidak disebut di ro-crate-metadata.json"}),
    "a file described that is not there": (lambda g: (g.append({"@id": "laporan/x.pdf", "@type": "File"}), bagian(g).append({"@id": "laporan/x.pdf"})), {"data/laporan/x.pdf": "tercantum di ro-crate-metadata.json"}),
    "a description that points elsewhere": (lambda g: (ubah(g, "laporan/lkj-camat.pdf", **{"@id": "https://contoh.example/lkj-camat.pdf"}), bagian(g).remove({"@id": "laporan/lkj-camat.pdf"})), {PDF: "tidak disebut"}),
    "a description out of the archive": (lambda g: (g.append({"@id": "../../../etc/passwd", "@type": "File"}), bagian(g).append({"@id": "../../../etc/passwd"})), {KRAT: "menunjuk ke luar arsip: ../../../etc/passwd"}),
    "a part nobody describes": (lambda g: bagian(g).append({"@id": "laporan/y.pdf"}), {KRAT: "merujuk laporan/y.pdf, yang tidak diterangkan"}),
    "a file that is no part": (lambda g: bagian(g).remove({"@id": "laporan/lkj-camat.pdf"}), {KRAT: "laporan/lkj-camat.pdf bukan bagian (hasPart) krat"}),
    "a file described twice": (lambda g: g.append({"@id": "./laporan/lkj-camat.pdf", "@type": "File"}), {KRAT: "laporan/lkj-camat.pdf diterangkan 2 kali"}),
    "another size": (lambda g: ubah(g, "laporan/lkj-camat.html", contentSize="4"), {HTML: "3 bita, menurut ro-crate-metadata.json 4"}),
    "another checksum": (lambda g: ubah(g, "laporan/lkj-camat.html", sha512="0"), {HTML: "bukan sha512 yang tercatat di ro-crate-metadata.json"}),
    "another date": (lambda g: ubah(g, "./", datePublished="2024-07-09"), {KRAT: "datePublished '2024-07-09', sedangkan laporannya bertanggal 2024-07-05"}),
    "another root": (lambda g: ubah(g, "ro-crate-metadata.json", about={"@id": "laporan/"}), {KRAT: "tidak menyatakan diri sebagai krat folder ini"}),
}


@pytest.mark.parametrize("jenis", KELIRU)
def test_a_crate_that_does_not_fit_is_named(terbongkar, jenis):
    ubahan, harapan = KELIRU[jenis]
    folder = krat(terbongkar)
    assert temuan(folder) == {}
    isi = json.loads((folder / KRAT).read_bytes())
    ubahan(isi["@graph"])
    r = jalankan("verifikasi", palsukan(folder, {KRAT: json.dumps(isi).encode()}), "--json")
    hasil = {t["jalur"]: t["keterangan"] for t in json.loads(r.stdout)}
    assert hasil.keys() == harapan.keys() and all(kata in hasil[j] for j, kata in harapan.items()), hasil


@pytest.mark.parametrize("isi", [b"{", b"[]", b'{"@graph": [1]}', b'{"@graph": {}}', b'{"@graph": [{"@id": 1}]}', b"[" * 99999])
def test_a_crate_that_is_none_is_named(terbongkar, isi):
    assert temuan(palsukan(terbongkar, {KRAT: isi})) == {KRAT: "tidak cocok"}


def anggota(isi: bytes, ubahan) -> bytes:
    """A wheel with other members."""
    with zipfile.ZipFile(io.BytesIO(isi)) as z:
        semua = ubahan({n: z.read(n) for n in z.namelist()})
    keluar = io.BytesIO()
    with zipfile.ZipFile(keluar, "w") as z:
        for nama, bita in semua.items():
            z.writestr(nama, bita)
    return keluar.getvalue()


RODA_KELIRU = {
    "a module altered": (lambda a: a | {"triwulan/__init__.py": b"1"}, "triwulan/__init__.py bukan yang tercantum di triwulan-0.1.0.dist-info/RECORD"),
    "a module added": (lambda a: a | {"triwulan/baru.py": b""}, "triwulan/baru.py tidak tercantum"),
    "another library": (lambda a: {"lain/__init__.py": b""}, "bukan pustaka triwulan"),
    "a module out of the library": (lambda a: a | {"../lain.py": b""}, "bukan pustaka triwulan"),
    "a module taken away": (lambda a: {n: b for n, b in a.items() if n != "triwulan/__init__.py"}, "triwulan/__init__.py tidak ada, padahal tercantum"),
}


@pytest.mark.parametrize("jenis", RODA_KELIRU)
def test_a_library_that_is_not_as_it_was_packed_is_named(terbongkar, jenis):
    ubahan, kata = RODA_KELIRU[jenis]
    folder = dengan_roda(terbongkar)
    assert temuan(folder) == {}
    r = jalankan("verifikasi", palsukan(folder, {RODA: anggota((folder / RODA).read_bytes(), ubahan)}))
    assert r.exit_code == 1 and f"1. {RODA}: tidak cocok ({kata}" in r.stdout and r.stdout.count("\n") == 2


def test_a_library_that_is_not_the_one_of_the_record_is_named(terbongkar):
    folder = dengan_roda(terbongkar)
    catatan = json.loads((folder / CATATAN).read_bytes())
    catatan["laporan"]["lkj-camat"]["pustaka"] = "0" * 64
    r = jalankan("verifikasi", palsukan(folder, {CATATAN: json.dumps(catatan).encode()}))
    assert r.exit_code == 1 and f"{RODA}: tidak cocok (bukan pustaka yang menyusun lkj-camat menurut catatan-run.json)" in r.stdout
    assert temuan(palsukan(folder, {CATATAN: json.dumps(catatan).encode(), "data/pustaka/lain-1-py3-none-any.whl": b"PK"})).keys() == {RODA}


@pytest.mark.parametrize("isi", [b"PK bukan zip", b""])
def test_a_library_that_is_no_wheel_is_named(terbongkar, isi):
    assert temuan(palsukan(dengan_roda(terbongkar), {RODA: isi})) == {RODA: "tidak cocok"}
