"""The crate and the library of an archive: whether they are what is there, as far as reading them tells."""

import hashlib
import io
import json
import shutil
import zipfile

import pytest
from arsip_tiruan import BASE, PARAMS, REPORT, jalankan, proyek, temuan, terbongkar, zip_  # noqa: F401 (fixtures)
from pemalsu import CATATAN, RODA, dengan_roda, kemas, palsukan

KRAT, PERUBAHAN = "data/ro-crate-metadata.json", "data/perubahan.json"
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
    "a file not described": (lambda g: (g.remove(next(e for e in g if e["@id"] == "laporan/lkj-camat.pdf")), bagian(g).remove({"@id": "laporan/lkj-camat.pdf"})), {PDF: "tidak disebut di ro-crate-metadata.json", KRAT: "merujuk laporan/lkj-camat.pdf, yang tidak diterangkan"}),
    "a file described that is not there": (lambda g: (g.append({"@id": "laporan/x.pdf", "@type": "File"}), bagian(g).append({"@id": "laporan/x.pdf"})), {"data/laporan/x.pdf": "tercantum di ro-crate-metadata.json"}),
    "a description that points elsewhere": (lambda g: (ubah(g, "laporan/lkj-camat.pdf", **{"@id": "https://contoh.example/lkj-camat.pdf"}), bagian(g).remove({"@id": "laporan/lkj-camat.pdf"})), {PDF: "tidak disebut", KRAT: "merujuk laporan/lkj-camat.pdf, yang tidak diterangkan"}),
    "a description out of the archive": (lambda g: (g.append({"@id": "../../../etc/passwd", "@type": "File"}), bagian(g).append({"@id": "../../../etc/passwd"})), {KRAT: "menunjuk ke luar arsip: ../../../etc/passwd"}),
    "a part nobody describes": (lambda g: bagian(g).append({"@id": "laporan/y.pdf"}), {KRAT: "merujuk laporan/y.pdf, yang tidak diterangkan"}),
    "a file that is no part": (lambda g: bagian(g).remove({"@id": "laporan/lkj-camat.pdf"}), {KRAT: "laporan/lkj-camat.pdf bukan bagian (hasPart) krat"}),
    "a file described twice": (lambda g: g.append({"@id": "./laporan/lkj-camat.pdf", "@type": "File"}), {KRAT: "laporan/lkj-camat.pdf diterangkan 2 kali"}),
    "another size": (lambda g: ubah(g, "laporan/lkj-camat.html", contentSize="4"), {HTML: "3 bita, menurut ro-crate-metadata.json 4"}),
    "another checksum": (lambda g: ubah(g, "laporan/lkj-camat.html", sha512="0"), {HTML: "bukan sha512 yang tercatat di ro-crate-metadata.json"}),
    "another date": (lambda g: ubah(g, "./", datePublished="2024-07-09"), {KRAT: "datePublished '2024-07-09', sedangkan laporannya bertanggal 2024-07-05"}),
    "another archive's name": (lambda g: ubah(g, "./", identifier="kecamatan-lumajang-2024-tw1-v1"), {KRAT: "identifier 'kecamatan-lumajang-2024-tw1-v1', menurut notebook 'kecamatan-lumajang-2024-tw2-v1'"}),
    "another title": (lambda g: ubah(g, "#susun-lkj-camat", name="Penyusunan lain"), {KRAT: "penyusunan lkj-camat berjudul 'Penyusunan lain', di notebook 'Laporan Kinerja Camat'"}),
    "another time": (lambda g: ubah(g, "#susun-lkj-camat", endTime="2024-07-01T09:00:00+07:00"), {KRAT: "selesai '2024-07-01T09:00:00+07:00', menurut catatan-run.json '2024-07-05T09:00:00+07:00'"}),
    "somebody else": (lambda g: (g.append({"@id": "#x", "@type": "Person", "name": "Orang lain"}), ubah(g, "#susun-lkj-camat", agent={"@id": "#x"})), {KRAT: "oleh 'Orang lain', menurut catatan-run.json ''"}),
    "a result less": (lambda g: ubah(g, "#susun-lkj-camat", result=[]), {KRAT: "hasil penyusunan lkj-camat bukan yang disebut catatan-run.json"}),
    "a run less": (lambda g: (g.remove(next(e for e in g if e["@id"] == "#susun-lkj-camat")), ubah(g, "./", mentions=None)), {KRAT: "tidak menerangkan penyusunan lkj-camat"}),
    "no version": (lambda g: ubah(g, "./", version=None, identifier="kecamatan-lumajang-2024-tw2-vNone"), {KRAT: "tidak menyebut nomor versi arsip"}),
    "another version": (lambda g: ubah(g, "./", version="2", identifier="kecamatan-lumajang-2024-tw2-v2"), {"data/perubahan.json": "versi 2 harus menyebut versi yang digantikannya"}),
    "another root": (lambda g: ubah(g, "ro-crate-metadata.json", about={"@id": "laporan/"}), {KRAT: "tidak menyatakan diri sebagai krat folder ini"}),
}


@pytest.mark.parametrize("jenis", KELIRU)
def test_a_crate_that_does_not_fit_is_named(terbongkar, jenis):
    ubahan, harapan = KELIRU[jenis]
    folder = terbongkar
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


def test_an_archive_without_crate_or_library_says_so(terbongkar):
    assert temuan(palsukan(terbongkar, {KRAT: None})) == {KRAT: "hilang"}


def test_an_archive_without_its_library_says_so(terbongkar):
    assert temuan(palsukan(terbongkar, {RODA: None})) == {"data/pustaka/": "hilang"}


@pytest.fixture
def kedua(zip_, proyek, tmp_path):
    """Version 2, unpacked beside nothing, and the folder in which both zips are."""
    isi = (proyek / REPORT / "lkj-camat.html").read_bytes()
    (proyek / REPORT / "lkj-camat.html").write_bytes(isi + b"x")
    catatan = proyek / REPORT / "catatan-run.json"
    catatan.write_text(catatan.read_text().replace(hashlib.sha256(isi).hexdigest(), hashlib.sha256(isi + b"x").hexdigest()))
    assert jalankan("arsip", PARAMS).exit_code == 0
    shutil.unpack_archive(zip_.with_name(f"{BASE[:-1]}2.zip"), tmp_path / "dua")
    return tmp_path / "dua" / f"{BASE[:-1]}2"


def ubah_ganti(**isi):
    return lambda b: json.dumps(json.loads(b) | {"menggantikan": json.loads(b)["menggantikan"] | isi}).encode()


@pytest.mark.parametrize(("ubahan", "keadaan", "kata"), [
    (ubah_ganti(berkas="kecamatan-lumajang-2024-tw1-v1.zip"), "tidak cocok", "menggantikan kecamatan-lumajang-2024-tw1-v1.zip, bukan versi sebelum versi 2"),
    (ubah_ganti(berkas=f"{BASE[:-1]}2.zip"), "tidak cocok", "bukan versi sebelum versi 2"),
    (ubah_ganti(sha256="0" * 64), "tidak cocok", "yang di sebelahnya lain"),
    (lambda b: b"{}", "tidak cocok", "tidak menyebut versi yang digantikan"),
    (lambda b: None, "hilang", "versi 2 harus menyebut versi yang digantikannya"),
])
def test_a_version_that_does_not_follow_the_one_it_names_is_found(kedua, zip_, ubahan, keadaan, kata):
    assert temuan(kemas(kedua, zip_.with_name("utuh.zip"))) == {}
    palsukan(kedua, {PERUBAHAN: ubahan((kedua / PERUBAHAN).read_bytes())})
    r = jalankan("verifikasi", kemas(kedua, zip_.with_name("palsu.zip")))
    assert r.exit_code == 1 and f"1. {PERUBAHAN}: {keadaan} (" in r.stdout and kata in r.stdout, r.stdout


def test_a_first_version_replaces_nothing(terbongkar):
    ganti = {"menggantikan": {"berkas": f"{BASE[:-1]}0.zip", "sha256": ""}}
    assert temuan(palsukan(terbongkar, {PERUBAHAN: json.dumps(ganti).encode()})) == {PERUBAHAN: "tidak terdaftar"}
