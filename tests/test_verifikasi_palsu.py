"""A forger who makes every checksum agree again is still found out: what was altered is named, by what contradicts it."""

import json

import pikepdf
import pytest
from arsip_tiruan import BASE, PARAMS, UNIT, jalankan, ledger, notebook, pdf, proyek, temuan, terbongkar, zip_  # noqa: F401 (fixtures)
from pemalsu import CATATAN, LAPORAN, PROYEK, palsukan

NB, PDF, BUKU, TEMUAN = (f"{LAPORAN}/{n}" for n in ("lkj-camat.ipynb", "lkj-camat.pdf", "angka.csv", "temuan.json"))
PAGU, TEMPLAT = f"{PROYEK}/data/{UNIT}/pagu.csv", f"{PROYEK}/notebooks/lkj-camat.ipynb"


def ganti(jalur: str, lama: bytes, baru: bytes):
    """That file with one thing replaced."""
    def isi(f):
        assert lama in (asli := (f / jalur).read_bytes())
        return {jalur: asli.replace(lama, baru)}

    return isi


def lampiran(ipynb=lambda b: b, csv=lambda b: b, nama: str = "lkj-camat"):
    """The PDF with other attachments."""
    return lambda f: {PDF: pdf({f"{nama}.ipynb": ipynb((f / NB).read_bytes()), f"{nama}-angka.csv": csv((f / BUKU).read_bytes())})}


def semua(*ubahan):
    return lambda f: {k: v for u in ubahan for k, v in u(f).items()}


ANGKA = ganti(NB, b'"nilai": "57", "tampil": "57"', b'"nilai": "58", "tampil": "58"')
BARIS = ganti(BUKU, b",57,,57,", b",58,,58,")
#: kind of forgery → what it changes, the files named, what is said of the first.
PALSU = {
    "figure in the notebook": (ANGKA, {NB}, "angkanya bukan yang di angka.csv dan di lampiran lkj-camat.pdf, yang saling sesuai: lkj-camat/3.3/7.01.01/5: nilai '58' di notebook, '57' di angka.csv"),
    "words in the notebook": (ganti(NB, b'"lap = buka()", "metadata"', b'"lap = buka()", "collapsed": 1, "metadata"'), {NB, PDF}, "bukan notebook yang terlampir di lkj-camat.pdf (berbeda mulai baris 1; angkanya sama)"),
    "figure in the ledger": (BARIS, {BUKU}, "bukan angka lkj-camat.ipynb dan lampiran lkj-camat.pdf, yang saling sesuai: lkj-camat/3.3/7.01.01/5: nilai '57' di notebook, '58' di angka.csv"),
    "figure in notebook and ledger": (semua(ANGKA, BARIS), {PDF}, "lampiran lkj-camat.ipynb bukan notebook di sebelahnya (berbeda mulai baris 1)"),
    "row left out of the ledger": (lambda f: {BUKU: b"".join((f / BUKU).read_bytes().splitlines(True)[:-1])}, {BUKU}, "lkj-camat/3.3/7.01.01/5 tidak ada di angka.csv"),
    "row added to the ledger": (lambda f: {BUKU: (f / BUKU).read_bytes() + b"lkj-x/1/a/b,lkj-x,1,a,b,,1,,1,,,\n"}, {BUKU}, "memuat angka laporan yang tidak ada dalam arsip: lkj-x"),
    "ledger in another order": (lambda f: {BUKU: b"".join((b := (f / BUKU).read_bytes().splitlines(True))[:1] + b[:0:-1])}, {BUKU}, "urutan atau cara menulisnya lain (berbeda mulai baris 2)"),
    "ledger that is none": (lambda f: {BUKU: b"\xff"}, {BUKU}, "bukan buku angka yang dapat dibaca"),
    "ledger row cut short": (lambda f: {BUKU: (f / BUKU).read_bytes() + b"lkj-x\n"}, {BUKU}, "baris 4 tidak sebanyak kolomnya"),
    "notebook attached to the PDF": (lampiran(ipynb=lambda b: b.replace(b"57", b"58")), {NB, PDF}, "bukan notebook yang terlampir"),
    "ledger attached to the PDF": (lampiran(csv=lambda b: b.replace(b",57,", b",58,")), {PDF}, "lampiran lkj-camat-angka.csv bukan angka laporan ini: lkj-camat/3.3/7.01.01/5: nilai '58' di PDF, '57' di angka.csv"),
    "PDF of another report": (lampiran(nama="lkj-sekretaris"), {PDF}, "tidak memuat lampiran lkj-camat-angka.csv dan lkj-camat.ipynb; terlampir di situ: lkj-sekretaris-angka.csv, lkj-sekretaris.ipynb"),
    "PDF without attachments": (lambda f: {PDF: pdf({})}, {PDF}, "tidak memuat lampiran"),
    "PDF that is none": (lambda f: {PDF: b"%PDF"}, {PDF}, "lampirannya tidak dapat dibaca"),
    "findings": (ganti(TEMUAN, b'"diperiksa": 2', b'"diperiksa": 3'), {TEMUAN}, "bukan temuan yang dimuat lkj-camat.ipynb (berbeda mulai baris 2)"),
    "findings taken away": (lambda f: {TEMUAN: None, CATATAN: tanpa_temuan(f)}, {TEMUAN}, "lkj-camat.ipynb memuat temuan, tetapi catatan tidak menyebut berkas ini"),
    "parameters": (ganti(f"{PROYEK}/{PARAMS}", b"2024-07-05", b"2024-07-09"), {f"{PROYEK}/{PARAMS}"}, "tanggal_laporan '2024-07-09', sedangkan disusun dengan '2024-07-05': lkj-camat"),
    "parameters that are none": (lambda f: {f"{PROYEK}/{PARAMS}": b"!!python/object:os.system x"}, {f"{PROYEK}/{PARAMS}"}, "bukan berkas parameter yang dapat dibaca"),
    "notebook template": (ganti(TEMPLAT, b"buka()", b"buka(1)"), {TEMPLAT}, "selnya bukan sel yang dilaksanakan untuk lkj-camat"),
    "notebook template taken away": (lambda f: {TEMPLAT: None}, {TEMPLAT}, "notebook asal lkj-camat"),
    "data": (lambda f: {PAGU: b"kode,nilai\na,2\n"}, {PAGU}, "bukan masukan lkj-camat menurut lkj-camat.ipynb"),
    "a report's own account of itself": (lambda f: {NB: b"2024-07-09".join((f / NB).read_bytes().rsplit(b"2024-07-05", 1))}, {NB, PDF}, "asal-usul di metadatanya bukan yang ditampilkan sel pertamanya"),
    "a document more": (lambda f: {f"{LAPORAN}/lkj-lurah.pdf": b"%PDF"}, {f"{LAPORAN}/lkj-lurah.pdf"}, "tidak disebut di catatan-run.json"),
    "a document that the record does not know": (lambda f: {f"{LAPORAN}/lkj-camat.docx": b"PK"}, {f"{LAPORAN}/lkj-camat.docx"}, "tidak disebut di catatan-run.json"),
    "a file beside the payload": (lambda f: {"BACA-SAYA-2.txt": b"x"}, {"BACA-SAYA-2.txt"}, "bukan bagian arsip triwulan"),
    "files to be fetched": (lambda f: {"fetch.txt": b"https://contoh.example/x 1 data/x\n"}, {"fetch.txt"}, "bukan bagian arsip triwulan"),
    "the label of the bag": (ganti("bag-info.txt", b"2024-07-05", b"2024-07-01"), {"bag-info.txt"}, "Bagging-Date '2024-07-01', seharusnya '2024-07-05'"),
    "the bag of another quarter": (ganti("bag-info.txt", b"2024-tw2/v1", b"2024-tw1/v1"), {"bag-info.txt"}, "External-Identifier"),
    "the run record's checksums": (ganti(CATATAN, b'"lkj-camat.html": "', b'"lkj-camat.html": "0'), {f"{LAPORAN}/lkj-camat.html"}, "bukan hasil lkj-camat menurut catatan-run.json"),
}


def tanpa_temuan(folder) -> bytes:
    catatan = json.loads((folder / CATATAN).read_bytes())
    del catatan["laporan"]["lkj-camat"]["berkas"]["temuan.json"]
    return json.dumps(catatan).encode()


@pytest.mark.parametrize("jenis", PALSU)
def test_a_forgery_with_checksums_to_match_is_named(terbongkar, jenis):
    ubah, berkas, kata = PALSU[jenis]
    hasil = temuan_lengkap(palsukan(terbongkar, ubah(terbongkar)))
    assert {t["jalur"] for t in hasil} == berkas, hasil
    assert kata in " ".join(t["keterangan"] for t in hasil if t["jalur"] in berkas), hasil


def temuan_lengkap(path) -> list[dict]:
    r = jalankan("verifikasi", path, "--json")
    assert r.exit_code == 1 and "Traceback" not in r.stderr, r.stderr
    return json.loads(r.stdout)


def test_no_sound_file_is_blamed_for_what_a_damaged_one_says(terbongkar):
    """A record, notebook or template that is damaged itself is not asked about the others."""
    for jalur, lama, baru in ((CATATAN, b'"lkj-camat.html": "', b'"lkj-camat.html": "0'), (NB, b'"nilai": "57"', b'"nilai": "58"'), (TEMPLAT, b"buka()", b"buka(1)")):
        asli = (terbongkar / jalur).read_bytes()
        (terbongkar / jalur).write_bytes(asli.replace(lama, baru))
        assert temuan(terbongkar) == {jalur: "berubah"} and asli != (terbongkar / jalur).read_bytes()
        (terbongkar / jalur).unlink()
        assert temuan(terbongkar) == {jalur: "hilang"}
        (terbongkar / jalur).write_bytes(asli)


def test_the_forger_alone_changes_nothing(terbongkar):
    """Making checksums anew over the same files is no finding: those above are found by what they say."""
    assert temuan(palsukan(terbongkar, {})) == {}


def test_figures_altered_everywhere_alike_are_left_to_making_it_again(terbongkar):
    """What checks of files against each other cannot tell; docs/bukti.md says so."""
    folder = palsukan(terbongkar, semua(ANGKA, BARIS)(terbongkar))
    assert temuan(palsukan(folder, lampiran()(folder))) == {}


def test_an_attachment_swollen_by_compression_is_read_only_so_far(terbongkar):
    dok = pikepdf.new()
    dok.add_blank_page()
    for nama in ("lkj-camat.ipynb", "lkj-camat-angka.csv"):
        dok.attachments[nama] = pikepdf.AttachedFileSpec(dok, b"\0" * 2**24, filename=nama)
    dok.save(terbongkar / PDF, compress_streams=True)
    assert temuan(palsukan(terbongkar, {}))[PDF] == "tidak cocok"


def test_figures_of_a_volume_are_those_of_the_reports_in_it(terbongkar):
    """It shows some of their rows; a figure of its own making is found."""
    from arsip_tiruan import MIME_TEMUAN, TABEL

    from triwulan.form.table import MIME

    asal = json.loads((terbongkar / NB).read_bytes())["metadata"]["triwulan"] | {"laporan": "lkj-gabungan", "bagian": ["lkj-camat"]}
    catatan = json.loads((terbongkar / CATATAN).read_bytes())
    catatan["laporan"]["lkj-gabungan"] = {"berkas": {"lkj-gabungan.ipynb": "", "lkj-gabungan.pdf": ""}, "masukan": {}}
    (terbongkar / CATATAN).write_text(json.dumps(catatan))
    for nilai, harapan in (("57", {}), ("58", {f"{LAPORAN}/lkj-gabungan.ipynb": "tidak cocok"})):
        tabel = json.loads(json.dumps(TABEL).replace('"57"', f'"{nilai}"'))
        sebagian = tabel | {"kolom": tabel["kolom"][1:]}
        nb = notebook([("sampul", "lap.sampul()", []), ("lkj-camat-buka", "lap = buka()", [])], {"triwulan": asal}, **{MIME: sebagian})
        asli = notebook([("sampul", "lap.sampul()", []), ("lkj-camat-buka", "lap = buka()", [])], {"triwulan": asal}, **{MIME: TABEL | {"kolom": TABEL["kolom"][1:]}})
        isi = {
            f"{LAPORAN}/lkj-gabungan.ipynb": nb, f"{LAPORAN}/lkj-gabungan.pdf": pdf({"lkj-gabungan.ipynb": asli, "lkj-gabungan-angka.csv": ledger(asli)}),
            f"{PROYEK}/notebooks/lkj-gabungan.ipynb": notebook([("sampul", "lap.sampul()", [])], {}),
        }
        assert temuan(palsukan(terbongkar, isi)) == harapan and MIME_TEMUAN
