"""The PDF of a small notebook that holds every kind of part: what the page shows, what the file promises."""

import os
import re
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import nbformat
import pikepdf
import pytest

from alat import jalankan
from triwulan.form.form import Column, Form, Source
from triwulan.form.table import Baris, Sel, Tabel
from triwulan.press.blok import MIME_ASAL, MIME_BLOK
from triwulan.press.export.pdf import PdfExporter, SusunanGagal
from triwulan.press.kanonik import kanonik, tulis

SUMBER = Source("Contoh", "Lampiran")
JAHAT = '#read("/etc/passwd") <script>alert(1)</script> $x$ *tebal* `kode` @kutip \\u{41} {{1+1}}'
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="900" height="300" viewBox="0 0 900 300"><rect width="900" height="300" fill="#9cc3d5"/></svg>'
TIGA_TINGKAT = Form("tiga", "Tiga tingkat", (
    Column("1", "Kode", width=1.5), Column("2", "Uraian Kegiatan", width=2.5),
    Column("3", "Target", unit="baris", group=("Kinerja", "Tahunan"), width=0.7),
    Column("4", "Realisasi", unit="baris", group=("Kinerja", "Triwulan"), width=0.7),
    Column("5", "Capaian", "4/3 x 100%", unit="%", group=("Kinerja", "Triwulan"), width=0.7),
    Column("6", "Pagu", unit="Rp", width=1.3),
), SUMBER)
LEBAR = Form("lebar", "Formulir 20 kolom", (
    Column("1", "No", width=0.3), Column("2", "Program dan Kegiatan yang Dipertanggungjawabkan", width=2),
    *(Column(str(n), "Realisasi Kinerja", unit="baris", parts=("K", "Rp"), width=0.8) for n in range(3, 12)),
), SUMBER, mendatar=True)
SEMPIT = Form("sempit", "Polos", (Column("a", "Sidik", number="", width=1), Column("b", "Keterangan", number="", width=1)), SUMBER)


def sel(teks: str) -> Sel:
    return Sel("contoh/t/1/1", Fraction(1), "Rp", teks)


def tabel_panjang() -> Tabel:
    kode = "7.01.01.2.02.0001 5.1.01.01.01.0001"
    data = [
        Baris(str(n), {"1": kode, "2": f"Baris ke-{n}", "3": sel("100"), "4": sel("38"), "5": sel("38,00"), "6": sel("7.229.814.333,00")}, tingkat=n % 4)
        for n in range(120)
    ]
    kelompok = Baris("k", {"2": "BELANJA OPERASI"}, jenis="kelompok")
    jumlah = Baris("j", {"2": "JUMLAH", "6": sel("7.229.814.333,00")}, jenis="jumlah")
    return Tabel(TIGA_TINGKAT, "contoh", "3.1", "3.1", "Tabel panjang", "Kecamatan", (kelompok, *data, jumlah), kaki=("Catatan kaki tabel.",))


def tabel_lebar(banyak: int = 3) -> Tabel:
    angka = {f"{n}/{bagian}": sel(teks) for n in range(3, 12) for bagian, teks in (("K", "100,00"), ("Rp", "9.203.447.005"))}
    return Tabel(LEBAR, "contoh", "3.2", "3.2", "Tabel mendatar", "", tuple(Baris(str(n), {"1": str(n), "2": "Penyelenggaraan pertanggungjawaban", **angka}) for n in range(banyak)))


def tabel_polos() -> Tabel:
    return Tabel(SEMPIT, "contoh", "polos", "", JAHAT, "", (Baris("1", {"a": "0123456789abcdef" * 8, "b": "sidik"}), Baris("2", {"b": JAHAT})))


def keluaran(isi) -> nbformat.NotebookNode:
    data = isi._repr_mimebundle_() if hasattr(isi, "_repr_mimebundle_") else isi
    metadata = {}
    if isinstance(data, tuple):
        data, metadata = data
    return nbformat.v4.new_code_cell("tampil()", outputs=[nbformat.v4.new_output("display_data", data, metadata=metadata)])


def blok(jenis: str, **isi) -> nbformat.NotebookNode:
    return keluaran({MIME_BLOK: {"jenis": jenis, **isi}, "text/plain": jenis})


def gambar(alt: str) -> nbformat.NotebookNode:
    return keluaran(({"image/svg+xml": SVG}, {"triwulan": {"nomor": "3.1", "judul": "Serapan", "alt": alt}}))


def prosa(teks: str) -> nbformat.NotebookNode:
    return nbformat.v4.new_markdown_cell(teks)


def pihak(nama: str, **isi) -> dict:
    return {"di_atas": "", "peran": "", "jabatan": "Camat Lumajang", "nama": nama, "nip": "NIP. 19701218 199101 1 002"} | isi


def buku(*sel: nbformat.NotebookNode) -> nbformat.NotebookNode:
    asal = {
        "laporan": "contoh", "judul": "Laporan Contoh Triwulan II", "unit": "Kecamatan Lumajang", "tanggal": "2024-07-05",
        "parameter": {"triwulan": 2, "tahun": 2024}, "masukan": {},
    }
    semua = [keluaran({MIME_ASAL: asal, "text/plain": "asal"}), *sel]
    for n, s in enumerate(semua):
        s["id"] = f"sel-{n}"
    return nbformat.v4.new_notebook(cells=semua)


def lengkap() -> nbformat.NotebookNode:
    return buku(
        blok("sampul", baris=["LAPORAN CONTOH", "Triwulan II", "Camat", "Kecamatan Lumajang", "Kabupaten Lumajang", "Tahun 2024"]),
        prosa("# KATA PENGANTAR\n\nPengantar ≤ ≥ × − – — “kutip” … ² ✓."),
        blok("tanda-tangan", pihak=[pihak("NAMA SATU", di_atas="Lumajang, 5 Juli 2024")]),
        prosa("# DAFTAR ISI"), blok("daftar-isi"),
        prosa("# BAB I PENDAHULUAN\n\n" + JAHAT.replace("<script>", "<b>") + "\n\n## A. Latar\n\n3. tiga\n4. empat\n   - dalam\n\n> kutipan\n\n"
              "[ke bab](#bab-i-pendahuluan), [luar](https://example.go.id), [buntu](#tak-ada), **tebal** *miring*  \nbaris baru\n\n<div>html</div>\n\n---\n\n    kode\n"),
        keluaran(tabel_panjang()), prosa("## B. Lebar"), keluaran(tabel_lebar()),
        prosa("# BAB II ISI\n\n" + "x" * 300), keluaran(tabel_polos()), gambar("Serapan 53 persen."),
        nbformat.v4.new_code_cell("print()", outputs=[nbformat.v4.new_output("stream", text="keluaran " + "y" * 300 + "\n  " + JAHAT)]),
        prosa("Demikian."), blok("tanda-tangan", pihak=[pihak("NAMA KIRI", peran="PIHAK KEDUA"), pihak("NAMA KANAN", peran="PIHAK PERTAMA", di_atas="Lumajang, 5 Juli 2024")]),
    )


def susun(nb: nbformat.NotebookNode) -> bytes:
    return PdfExporter().from_notebook_node(nb)[0]


@pytest.fixture(scope="module")
def berkas(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("pdf") / "contoh.pdf"
    path.write_bytes(susun(lengkap()))
    return path


@pytest.fixture(scope="module")
def halaman(berkas) -> list[str]:
    return jalankan("pdftotext", "-layout", berkas, "-").replace("\u2060", "").split("\f")[:-1]


@pytest.fixture
def pdf(berkas):
    with pikepdf.open(berkas) as pdf:
        yield pdf


def rapat(teks: str) -> str:
    return re.sub(r"[\s\u200b]+", "", teks)


def test_footers_count_roman_then_arabic_and_the_cover_has_none(halaman):
    nomor = [m[1] if (m := re.search(r"Hal : (\w+)", h)) else None for h in halaman]
    assert nomor[:3] == [None, "i", "ii"]
    assert nomor[3:] == [str(n) for n in range(1, len(nomor) - 2)]
    assert all("Laporan Contoh Triwulan II" in h for h in halaman[1:])


def test_contents_list_headings_tables_and_figures(halaman):
    isi = halaman[2]
    assert re.search(r"BAB I PENDAHULUAN[ .]+1\n", isi) and re.search(r"KATA PENGANTAR[ .]+i\n", isi)
    assert re.search(r"Tabel 3\.1 +Tabel panjang[ .]+1\n", isi) and re.search(r"Gambar 3\.1 +Serapan[ .]+\d", isi)


def test_a_long_table_repeats_its_three_level_header_and_keeps_every_row(halaman):
    berisi = [h for h in halaman if re.search(r"Baris ke-\d+", h)]
    assert len(berisi) >= 3
    for h in berisi:
        assert all(k in h for k in ("Kinerja", "Tahunan", "Uraian Kegiatan", "Capaian", "5=4/3 x"))
    assert [int(n) for h in berisi for n in re.findall(r"Baris ke-(\d+)", h)] == list(range(120))
    assert "BELANJA OPERASI" in berisi[0] and "Catatan kaki tabel." in berisi[-1] and "Lingkup: Kecamatan" in berisi[0]


def test_only_the_landscape_table_and_its_heading_turn_the_page(pdf, halaman):
    mendatar = [n for n, p in enumerate(pdf.pages) if p.mediabox[2] > p.mediabox[3]]
    assert mendatar == [n for n, h in enumerate(halaman) if "Tabel 3.2" in h and n != 2]
    assert "B. Lebar" in halaman[mendatar[0]] and len(mendatar) == 1
    # Nine pairs of columns, and no figure is broken over two lines.
    assert halaman[mendatar[0]].count("9.203.447.005") == 27


def test_qpdf_finds_nothing_wrong(berkas):
    assert "No syntax or stream encoding errors found" in jalankan("qpdf", "--check", berkas)


def test_no_word_leaves_the_page_or_runs_into_its_neighbour(berkas):
    bbox = jalankan("pdftotext", "-bbox", berkas, "-")
    for isi in bbox.split("<page ")[1:]:
        lebar = float(re.match(r'width="([\d.]+)"', isi)[1])
        kata = [tuple(map(float, m)) for m in re.findall(r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)"', isi)]
        assert all(x0 > 40 and x1 < lebar - 40 for x0, _, x1, _ in kata)
        kata.sort(key=lambda k: (round(k[1]), k[0]))
        for kiri, kanan in zip(kata, kata[1:]):
            assert round(kiri[1]) != round(kanan[1]) or kanan[0] >= kiri[2] - 0.5


def test_text_of_data_stays_text(halaman):
    semua = rapat("".join(halaman))
    assert semua.count(rapat(JAHAT)) >= 4  # caption and its entry in the contents, cell, plain output
    assert "root:" not in semua
    assert rapat('#read("/etc/passwd") <b>alert(1)') in semua


def test_markdown_keeps_its_meaning(halaman):
    semua = "\n".join(halaman)
    for pola in (r"3\. +tiga", r"4\. +empat", r"• +dalam", r"kutipan", r"<div>html</div>", r"ke bab, luar, buntu, tebal miring\n"):
        assert re.search(pola, semua), pola
    assert "Pengantar ≤ ≥ × − – — “kutip” … ² ✓." in semua


def test_signatures_stand_on_one_line_under_the_words_before(halaman):
    akhir = halaman[-1]
    assert "Demikian." in akhir
    assert re.search(r"PIHAK KEDUA +PIHAK PERTAMA", akhir) and re.search(r"NAMA KIRI +NAMA KANAN", akhir)


def test_the_notebook_is_attached_byte_for_byte(pdf):
    assert sorted(pdf.attachments) == ["contoh-angka.csv", "contoh.ipynb"]
    assert pdf.attachments["contoh.ipynb"].get_file().read_bytes() == tulis(kanonik(lengkap()))


def test_the_file_claims_both_standards_and_is_tagged(pdf):
    xmp = pdf.Root.Metadata.read_bytes().decode()
    assert re.search(r"pdfaid:part[>=\"]+3", xmp) and re.search(r"pdfaid:conformance[>=\"]+A", xmp) and re.search(r"pdfuaid:part[>=\"]+1", xmp)
    assert str(pdf.Root.Lang).lower().startswith("id") and "/StructTreeRoot" in pdf.Root and pdf.Root.MarkInfo.Marked
    with pdf.open_outline() as garis:
        assert [str(g.title) for g in garis.root] == ["KATA PENGANTAR", "DAFTAR ISI", "BAB I PENDAHULUAN", "BAB II ISI"]
    assert str(pdf.docinfo["/Title"]) == "Laporan Contoh Triwulan II" and str(pdf.docinfo["/Author"]) == "Kecamatan Lumajang"
    assert str(pdf.docinfo["/CreationDate"]).startswith("D:20240705")


def test_tables_are_tagged_with_header_cells_and_the_figure_with_its_text(pdf):
    tanda = [str(o.S) for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/S" in o and "/P" in o]
    assert tanda.count("/Table") == 3 and tanda.count("/TH") >= 15 and "/Caption" in tanda
    assert any(str(o.get("/Alt", "")) == "Serapan 53 persen." for o in pdf.objects if isinstance(o, pikepdf.Dictionary))


def test_the_file_is_sound(pdf):
    assert pdf.check_pdf_syntax() == []


def test_same_bytes_in_another_folder_and_time_zone(berkas, tmp_path):
    (tmp_path / "nb.ipynb").write_bytes(tulis(lengkap()))
    program = "import sys; from triwulan.press.export.pdf import PdfExporter; sys.stdout.buffer.write(PdfExporter().from_filename('nb.ipynb')[0])"
    env = os.environ | {"TZ": "Pacific/Kiritimati", "TMPDIR": str(tmp_path), "HOME": str(tmp_path), "PYTHONPATH": str(Path(__file__).parents[1] / "lib")}
    lain = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, env=env, capture_output=True, check=True).stdout
    assert lain == berkas.read_bytes()


@pytest.mark.parametrize(("sel", "pesan"), [
    ((prosa("# Bab\n\nharga 漢 naik"),), r"'漢' \(U\+6F22\).*paragraf.*harga 漢 naik"),
    ((prosa("# Bab"), keluaran(Tabel(SEMPIT, "contoh", "7.1", "", "Uji", "", (Baris("1", {"a": "A", "b": "rapat 😀 camat"}),)))), r"'😀'.*tabel 7\.1 \(Uji\).*rapat 😀 camat"),
    ((prosa("# Bab\n\n### Terlalu dalam"),), r"judul 'Terlalu dalam' bertingkat 3 sesudah judul bertingkat 1; pakai '##'"),
    ((prosa("## Mulai di sini"),), r"judul 'Mulai di sini' bertingkat 2 sebagai judul pertama; pakai '#'"),
    ((prosa("# Bab"), gambar(" ")), r"gambar 3\.1 \(Serapan\) belum punya teks alternatif"),
    ((prosa("# Bab"), blok("stempel")), r"blok 'stempel' tidak dikenal"),
], ids=["huruf", "huruf-di-tabel", "judul-melompat", "judul-pertama", "alt", "blok"])
def test_what_cannot_be_printed_is_named(sel, pesan):
    with pytest.raises(SusunanGagal, match=f"(?s)PDF tidak dapat disusun.*{pesan}"):
        susun(buku(*sel))


def test_a_report_without_cover_chapters_or_provenance_is_still_a_pdf():
    nb = nbformat.v4.new_notebook(cells=[prosa("# Judul saja"), keluaran(tabel_lebar(1))])
    assert susun(nb).startswith(b"%PDF")
