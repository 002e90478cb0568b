"""The Word document of a small notebook that holds every kind of part: what it is made of, what it refuses."""

import io
import os
import re
import subprocess
import sys
import zipfile

import docx
import pytest
from docx.oxml.ns import qn
from test_pdf import JAHAT, SVG, blok, buku, gambar, keluaran, lengkap, pihak, prosa, tabel_lebar, tabel_panjang

from triwulan.press import gaya
from triwulan.press.export.docx import DocxExporter
from triwulan.press.export.word.acuan import ACUAN, buat
from triwulan.press.export.word.berkas import AcuanSalah

MM = 1440 / 25.4
#: Order of properties in ECMA-376 part 1 (those that we use): Word refuses a document that mixes them up.
URUTAN = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr numPr pBdr shd tabs suppressAutoHyphens spacing ind contextualSpacing jc outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b i caps vanish color spacing w sz szCs u lang",
    "tblPr": "tblStyle tblW tblBorders tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tcPr": "tcW gridSpan vMerge shd vAlign",
    "sectPr": "headerReference footerReference pgSz pgMar pgBorders pgNumType cols titlePg",
    "style": "name basedOn next uiPriority qFormat pPr rPr tblPr",
}


def susun(nb, **sifat) -> bytes:
    return DocxExporter(**sifat).from_notebook_node(nb)[0]


def buka(isi: bytes):
    return docx.Document(io.BytesIO(isi))


def ubah_asal(nb, **isi):
    nb.cells[0].outputs[0].data["application/vnd.triwulan.asal.v1+json"].update(isi)
    return nb


def nilai(unsur, tag: str, atribut: str = "w:val") -> list[str]:
    return [u.get(qn(atribut)) for u in unsur.iter(qn(tag))]


def teks(unsur) -> str:
    return "".join(u.text or "" for u in unsur.iter(qn("w:t")))


@pytest.fixture(scope="module")
def isi() -> bytes:
    return susun(lengkap())


@pytest.fixture(scope="module")
def badan(isi):
    return buka(isi).element.body


def test_the_reference_document_is_in_step_with_the_visual_system():
    assert ACUAN.read_bytes() == buat(), "jalankan: python -m triwulan.press.export.word.acuan"
    gaya_acuan = {s.name: s for s in docx.Document(ACUAN).styles}
    assert str(gaya_acuan["Heading 2"].font.color.rgb) == gaya.AKSEN[1:].upper()
    assert gaya_acuan["Heading 1"].font.size.pt == gaya.UKURAN["bab"]


def test_looks_come_from_named_styles_and_only_computed_measures_stand_in_place(badan, isi):
    ada = {s.style_id for s in buka(isi).styles}
    for tag in ("w:pStyle", "w:rStyle", "w:tblStyle"):
        assert nilai(badan, tag) and set(nilai(badan, tag)) <= ada
    setempat = {u.tag.split("}")[1] for rpr in badan.iter(qn("w:rPr")) for u in rpr}
    assert setempat <= {"rStyle", "sz", "szCs", "w", "vanish"}
    assert {u.tag.split("}")[1] for ppr in badan.iter(qn("w:pPr")) for u in ppr} <= {"pStyle", "keepNext", "keepLines", "framePr", "numPr", "tabs", "ind", "rPr", "sectPr"}
    # The size of type is set in place in tables alone.
    assert all(any(a.tag == qn("w:tc") for a in u.iterancestors()) for u in badan.iter(qn("w:sz")))


@pytest.mark.parametrize("bagian", ["word/document.xml", "word/styles.xml"])
def test_properties_stand_in_the_order_of_the_standard(isi, bagian):
    from lxml import etree

    akar = etree.fromstring(zipfile.ZipFile(io.BytesIO(isi)).read(bagian))
    for tag, urutan in URUTAN.items():
        for u in akar.iter(qn(f"w:{tag}")):
            letak = [urutan.split().index(a.tag.split("}")[1]) for a in u]
            assert letak == sorted(letak), (tag, [a.tag for a in u])


def test_headings_captions_and_lists_are_word_s_own(badan):
    judul = [(p.style.name, p.text) for p in docx.Document(io.BytesIO(susun(lengkap()))).paragraphs if p.style.name.startswith("Heading")]
    assert judul == [("Heading 1", "KATA PENGANTAR"), ("Heading 1", "DAFTAR ISI"), ("Heading 1", "BAB I\nPENDAHULUAN"), ("Heading 2", "A. Latar"), ("Heading 2", "B. Lebar"), ("Heading 1", "BAB II\nISI")]
    keterangan = {p.pPr.pStyle.val: teks(p) for p in badan.iter(qn("w:p")) if p.pPr is not None and p.pPr.pStyle is not None and p.pPr.pStyle.val.startswith("Keterangan")}
    assert keterangan["KeteranganGambar"] == "Gambar 3.1  Serapan"
    semua = [teks(p) for p in badan.iter(qn("w:p"))]
    assert "Tabel 3.1  Tabel panjang" in semua and JAHAT in semua, "a table without a number has its title alone"
    # The list counts from three, with real numbering.
    (tiga,) = [p for p in badan.iter(qn("w:p")) if teks(p) == "tiga"]
    akar = buka(susun(lengkap())).part.numbering_part.element
    (num,) = [n for n in akar.findall(qn("w:num")) if n.get(qn("w:numId")) == str(tiga.pPr.numPr.numId.val)]
    assert nilai(num, "w:startOverride") == ["3"]


def test_the_lists_are_fields_that_hold_their_entries(badan, isi):
    perintah = [u.text.strip() for u in badan.iter(qn("w:instrText"))]
    assert [p for p in perintah if p.startswith("TOC")] == [r'TOC \o "1-2" \h \z \u', r'TOC \h \z \c "Tabel"', r'TOC \h \z \c "Gambar"']
    entri = [teks(p) for p in badan.iter(qn("w:p")) if p.pPr is not None and p.pPr.pStyle is not None and p.pPr.pStyle.val in ("Toc1", "Toc2", "TableOfFigures")]
    assert entri == ["KATA PENGANTAR", "DAFTAR ISI", "BAB I PENDAHULUAN", "A. Latar", "B. Lebar", "BAB II ISI", "Tabel 3.1Tabel panjang", "Tabel 3.2Tabel mendatar", JAHAT, "Gambar 3.1Serapan"]
    tujuan = set(nilai(badan, "w:bookmarkStart", "w:name"))
    rujukan = [p.split()[1] for p in perintah if p.startswith("PAGEREF")]
    assert len(rujukan) == len(entri) and set(rujukan) <= tujuan and {a for a in nilai(badan, "w:hyperlink", "w:anchor") if a} <= tujuan
    # A counter set to the number that is printed cannot print another.
    assert [p for p in perintah if p.startswith("SEQ")] == [r"SEQ Tabel \* ARABIC \r 1", r"SEQ Tabel \* ARABIC \r 2", r"SEQ Tabel \h", r"SEQ Gambar \* ARABIC \r 1"]
    assert nilai(buka(isi).settings.element, "w:updateFields") == ["true"]
    mulai, akhir = ([u for u in badan.iter(qn("w:fldChar")) if u.get(qn("w:fldCharType")) == t] for t in ("begin", "end"))
    assert len(mulai) == len(akhir) == len(perintah)


def lembar(badan) -> list[tuple]:
    """Per section: width and height of its paper in millimetres, orientation, kind of page numbers, whether they start anew."""
    out = []
    for s in badan.iter(qn("w:sectPr")):
        ukuran, nomor = s.find(qn("w:pgSz")), s.find(qn("w:pgNumType"))
        mm = [round(int(ukuran.get(qn(f"w:{a}"))) / MM) for a in "wh"]
        out.append((*mm, ukuran.get(qn("w:orient")), nomor.get(qn("w:fmt")), nomor.get(qn("w:start"))))
    return out


def test_sections_have_their_paper_and_their_page_numbers(badan, isi):
    A4 = (210, 297, None)
    assert lembar(badan) == [(*A4, "decimal", "1"), (*A4, "lowerRoman", "1"), (*A4, "decimal", "1"), (297, 210, "landscape", "decimal", None), (*A4, "decimal", None)]
    kiri, kanan, atas, bawah = gaya.TEPI["mendatar"]
    tepi = list(badan.iter(qn("w:pgMar")))[3]
    assert [round(int(tepi.get(qn(f"w:{s}"))) / MM) for s in ("left", "right", "top", "bottom")] == [kiri, kanan, atas, bawah]
    kaki = [teks(s.footer._element) for s in buka(isi).sections]
    assert kaki == ["", *["Laporan Contoh Triwulan IIHal : 1"] * 4]


def test_the_report_s_own_paper_and_the_large_sheet():
    besar = tabel_lebar()
    object.__setattr__(besar.form, "kertas", "A3")
    try:
        nb = ubah_asal(buku(prosa("# BAB I SATU\n\n" + "kata " * 300), keluaran(tabel_panjang()), prosa("## Lebar"), keluaran(besar)), kertas="F4")
    finally:
        object.__setattr__(besar.form, "kertas", "")
    assert [s[:3] for s in lembar(buka(susun(nb)).element.body)] == [(215, 330, None), (420, 297, "landscape")]


def test_charts_are_drawings_with_a_bitmap_and_a_text_alternative(isi):
    doc = buka(isi)
    (blip,) = doc.element.body.iter(qn("a:blip"))
    (svg,) = blip.iter("{http://schemas.microsoft.com/office/drawing/2016/SVG/main}svgBlip")
    bagian = doc.part.related_parts
    assert bagian[svg.get(qn("r:embed"))].blob.decode() == SVG and bagian[blip.get(qn("r:embed"))].blob.startswith(b"\x89PNG")
    (sifat,) = doc.element.body.iter(qn("wp:docPr"))
    assert sifat.get("descr") == "Serapan 53 persen."
    (luas,) = doc.element.body.iter(qn("wp:extent"))
    # 900 × 300 px are wider than the text; the proportions stay.
    assert int(luas.get("cx")) == pytest.approx(155 * 36000, rel=0.001) and int(luas.get("cx")) == pytest.approx(3 * int(luas.get("cy")), rel=0.001)


def test_signatures_the_response_and_other_output(badan, isi):
    (kiri,) = [t for t in buka(isi).tables if "NAMA KIRI" in teks(t._tbl)]
    # Room for the hand is in the style of the name; the rows are not torn and not parted.
    assert [[c.text for c in r.cells] for r in kiri.rows] == [["\u00a0\nPIHAK KEDUA\nCamat Lumajang", "Lumajang, 5 Juli 2024\nPIHAK PERTAMA\nCamat Lumajang"], ["NAMA KIRI\nNIP. 19701218 199101 1 002", "NAMA KANAN\nNIP. 19701218 199101 1 002"]]
    assert len(list(kiri._tbl.iter(qn("w:cantSplit")))) == 2 and buka(isi).styles["Tanda Tangan Nama"].paragraph_format.space_before.mm > 20
    assert all(p.pPr.keepNext is not None or p.pPr.pStyle.val in ("TandaTangan", "TandaTanganNama") for p in kiri._tbl.tr_lst[0].iter(qn("w:p")))
    jawab = buka(susun(buku(prosa("# A"), blok("tanggapan", judul="Tanggapan", pilihan=[{"teks": "Baik", "dipilih": True}, {"teks": "Buruk", "dipilih": False}]))))
    assert [p.text for p in jawab.paragraphs if p.style.name == "Tanggapan"] == ["☒  Baik (dipilih)", "☐  Buruk"]
    assert any("keluaran y" in teks(p) for p in badan.iter(qn("w:p")) if p.pPr is not None and p.pPr.pStyle is not None and p.pPr.pStyle.val == "Keluaran")


def test_text_from_data_is_text_only():
    buruk = "nol\x00 kendali\x0b\ufffe" + JAHAT + '" \\o { PAGE } =1+1'
    nb = buku(prosa("# Judul"), blok("sampul", baris=[buruk, buruk]), blok("tanda-tangan", pihak=[pihak(buruk)]), gambar(buruk), prosa("# DAFTAR ISI"), blok("daftar-isi"),
              prosa('[x](https://example.go.id/"><w:p/>)\n\n<w:br/>{ PAGE }'))
    doc = buka(susun(ubah_asal(nb, judul=buruk, draf=buruk, unit=buruk)))
    tampak = buruk.replace("\x00", "\ufffd").replace("\x0b", "\ufffd").replace("\ufffe", "\ufffd")
    semua = [teks(p) for p in doc.element.body.iter(qn("w:p"))]
    assert semua.count(tampak) == 3 and "<w:br/>{ PAGE }" in semua
    assert [p.get("descr") for p in doc.element.body.iter(qn("wp:docPr"))] == [tampak]
    perintah = [u.text for u in doc.element.body.iter(qn("w:instrText"))]
    assert perintah and all(re.fullmatch(r' (TOC \\[oh][^<{=]*|PAGEREF _bagian\d{4} \\h|SEQ Gambar \\\* ARABIC \\r 1) ', p) for p in perintah)
    assert tampak in teks(doc.sections[0].header._element)


def test_a_draft_says_so_in_every_header_and_behind_the_text():
    doc = buka(susun(ubah_asal(lengkap(), draf="3 hal belum diisi")))
    assert [s.header._element for s in doc.sections] and all("DRAF: 3 hal belum diisi" in s.header.paragraphs[0].text for s in doc.sections)
    assert 'string="DRAF"' in doc.sections[0].header._element.xml
    assert not list(buka(susun(lengkap())).element.body.iter(qn("w:headerReference")))


def test_the_same_notebook_gives_the_same_bytes_anywhere(tmp_path, isi):
    import nbformat

    nbformat.write(lengkap(), tmp_path / "nb.ipynb")
    program = "import sys; from triwulan.press.export.docx import DocxExporter; sys.stdout.buffer.write(DocxExporter().from_filename('nb.ipynb')[0])"
    lain = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, env=os.environ | {"TZ": "Asia/Jakarta", "PYTHONHASHSEED": "7"}, capture_output=True, check=True).stdout
    assert lain == isi
    inti = buka(isi).core_properties
    assert (inti.title, inti.author, inti.language, inti.created.date().isoformat()) == ("Laporan Contoh Triwulan II", "Kecamatan Lumajang", "id-ID", "2024-07-05")
    with zipfile.ZipFile(io.BytesIO(isi)) as arsip:
        assert {i.date_time for i in arsip.infolist()} == {(1980, 1, 1, 0, 0, 0)} and not any(n.endswith(".ipynb") for n in arsip.namelist())


def acuan_lain(tmp_path, ubah) -> str:
    doc = docx.Document(ACUAN)
    ubah(doc)
    doc.save(tmp_path / "kantor.docx")
    return str(tmp_path / "kantor.docx")


def test_an_office_s_own_reference_document_sets_looks_and_letterhead(tmp_path):
    def ubah(doc):
        doc.styles["Heading 2"].font.size = docx.shared.Pt(21)
        doc.sections[0].header.paragraphs[0].text = "PEMERINTAH KABUPATEN LUMAJANG"
        doc.add_paragraph("Petunjuk untuk kantor")

    doc = buka(susun(ubah_asal(lengkap(), draf="2 hal belum diisi"), acuan=acuan_lain(tmp_path, ubah)))
    assert doc.styles["Heading 2"].font.size.pt == 21
    assert [p.text for p in doc.sections[-1].header.paragraphs] == ["PEMERINTAH KABUPATEN LUMAJANG", "DRAF: 2 hal belum diisi"]
    assert "Petunjuk untuk kantor" not in teks(doc.element.body)


def test_a_reference_document_that_cannot_be_used_is_refused_in_words(tmp_path):
    def hapus(*nama):
        return lambda doc: [doc.styles[n].delete() for n in nama]

    def lepas(doc):
        doc.styles["List Number"].element.pPr.numPr.getparent().remove(doc.styles["List Number"].element.pPr.numPr)

    bukan = tmp_path / "surat.doc"
    bukan.write_bytes(b"\xd0\xcf\x11\xe0 dokumen lama")
    rusak = tmp_path / "rusak.docx"
    with zipfile.ZipFile(rusak, "w") as arsip:
        arsip.writestr("a.txt", "bukan dokumen")
    for jalur, pesan in (
        (acuan_lain(tmp_path, hapus("Tabel Angka", "Heading 3")), r"kantor\.docx tidak memuat gaya: Heading 3, Tabel Angka; salin acuan\.docx"),
        (str(bukan), r"surat\.doc bukan dokumen Word"), (str(rusak), r"rusak\.docx bukan dokumen Word"),
        (str(tmp_path / "tiada.docx"), r"tiada\.docx tidak ada"),
    ):
        with pytest.raises(AcuanSalah, match=pesan):
            susun(lengkap(), acuan=jalur)
    with pytest.raises(AcuanSalah, match="gaya List Number di dokumen acuan kantor.docx tidak bernomor"):
        susun(lengkap(), acuan=acuan_lain(tmp_path, lepas))


def test_an_unknown_block_is_named():
    with pytest.raises(ValueError, match="blok 'lain' tidak dikenal"):
        susun(buku(prosa("# A"), blok("lain")))
