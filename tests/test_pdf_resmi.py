"""What makes the PDF an official document: paper, continued tables, groups of rows, letter number, signature fields, attachments."""

import csv
import io
import re

import nbformat
import pikepdf
import pytest
from test_pdf import SUMBER, blok, buku, keluaran, lengkap, pihak, prosa, sel, susun, tabel_lebar, tabel_panjang
from test_pdf_halaman import teks_halaman

from triwulan.form.form import Column, Form
from triwulan.form.table import Baris, Tabel
from triwulan.press import angka
from triwulan.press.blok import MIME_ASAL
from triwulan.press.export import tajuk
from triwulan.press.kanonik import kanonik, tulis

DUA = Form("dua", "Dua kolom", (Column("1", "Uraian", width=3), Column("2", "Nilai", unit="Rp", width=1)), SUMBER)


def buka(isi: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(isi))


def dengan_asal(nb: nbformat.NotebookNode, **asal) -> nbformat.NotebookNode:
    nb.cells[0].outputs[0].data[MIME_ASAL].update(asal)
    return nb


@pytest.mark.parametrize(("asal", "tegak"), [({}, (210, 297)), ({"kertas": "A4"}, (210, 297)), ({"kertas": "F4"}, (215, 330))])
def test_pages_are_of_the_office_s_paper_upright_and_landscape(asal, tegak):
    nb = dengan_asal(buku(prosa("# Satu\n\n" + "kata " * 300), keluaran(tabel_lebar()), prosa("# Dua\n\n" + "kata " * 300)), **asal)
    ukuran = [tuple(round(float(n) * 25.4 / 72) for n in h.mediabox[2:]) for h in buka(susun(nb)).pages]
    assert ukuran == [tegak, tegak[::-1], tegak]


def test_a_table_that_goes_on_says_so_on_each_further_page_and_only_there():
    halaman = teks_halaman(susun(buku(prosa("# Satu"), keluaran(tabel_panjang()), prosa("# Dua\n\nSelesai."))))
    lanjut = ["Tabel 3.1 (lanjutan)" in h for h in halaman]
    bertabel = [n for n, h in enumerate(halaman) if "Baris ke-" in h]
    assert len(bertabel) >= 3 and [n for n, ada in enumerate(lanjut) if ada] == bertabel[1:]
    # It stands above the repeated header.
    assert all(h.index("(lanjutan)") < h.index("Uraian Kegiatan") for h, ada in zip(halaman, lanjut) if ada)


def kosong(nomor: str) -> Tabel:
    return Tabel(DUA, "contoh", nomor, nomor, "Kosong", "", ())


def test_a_table_without_rows_is_not_continued_on_the_pages_that_follow():
    halaman = teks_halaman(susun(buku(prosa("# Satu"), keluaran(kosong("1.1")), prosa("# Dua"), keluaran(kosong("1.2")), prosa("# Tiga\n\nSelesai."))))
    assert len(halaman) == 3 and not any("lanjutan" in h for h in halaman)


def test_notes_never_stand_on_a_page_without_rows():
    catatan = "Catatan kaki: " + "kata " * 30
    for banyak in range(28, 44):
        rows = tuple(Baris(str(n), {"1": f"baris {n}", "2": sel("1")}) for n in range(banyak))
        for h in teks_halaman(susun(buku(prosa("# Bab"), keluaran(Tabel(DUA, "contoh", "t", "1", "Berkaki", "", rows, kaki=(catatan,)))))):
            assert "Catatan kaki" not in h or re.search(r"baris \d+", h), banyak


def test_the_words_before_a_list_stay_with_it():
    # Lines of filling that end at another height each time: somewhere the page ends between the two.
    for n in range(40, 60):
        for h in teks_halaman(susun(buku(prosa("# Bab\n\n" + "\n\n".join(f"Isi {m}." for m in range(n)) + "\n\nFungsinya:"), prosa("1. satu\n2. dua\n3. tiga\n4. empat")))):
            assert "Fungsinya:" not in h or "1. satu" in " ".join(h.split()), n


def tabel_berkelompok(n: int) -> Tabel:
    """Three-row groups (heading, two rows) after `n` single ones, then a total: somewhere a page ends."""
    awal = [Baris(f"a{m}", {"1": f"awal {m}", "2": sel("1")}) for m in range(n)]
    grup = [b for m in range(30) for b in (
        Baris(f"k{m}", {"1": f"KELOMPOK {m}"}, jenis="kelompok"), Baris(f"x{m}", {"1": f"pertama {m}", "2": sel("1")}, tingkat=1), Baris(f"y{m}", {"1": f"kedua {m}", "2": sel("1")}, tingkat=1),
    )]
    akhir = [Baris("j", {"1": "JUMLAH SEMUA", "2": sel("9")}, jenis="jumlah")]
    return Tabel(DUA, "contoh", f"t{n}", f"9.{n}", f"Tabel {n}", "", (*awal, *grup, *akhir))


def test_no_page_ends_with_a_group_s_heading_or_begins_with_a_total():
    # Chapters start on a page of their own, so that each length of the first rows puts the page's end elsewhere.
    sel_ = [x for n in range(8) for x in (prosa(f"# Bab {n}"), keluaran(tabel_berkelompok(n)))]
    pecah = 0
    for h in teks_halaman(susun(buku(*sel_))):
        baris = [b.strip() for b in h.splitlines() if re.search(r"awal \d|KELOMPOK|pertama \d|kedua \d|JUMLAH SEMUA", b)]
        assert not baris or not baris[-1].startswith("KELOMPOK") and not baris[0].startswith("JUMLAH SEMUA"), baris[-2:]
        pecah += bool(baris) and not baris[-1].startswith("JUMLAH SEMUA")
    assert pecah >= 8, "the tables do go over pages"


def test_a_parent_stays_with_its_first_child_and_further_indicators_with_their_row():
    def baris(m):
        return (Baris(f"7.{m}", {"1": f"INDUK {m}", "2": sel("1")}), Baris(f"7.{m}~2", {"1": f"indikator kedua {m}", "2": sel("1")}), Baris(f"7.{m}.1", {"1": f"anak {m}", "2": sel("1")}, tingkat=1))

    sel_ = [x for n in range(4) for x in (prosa(f"# Bab {n}"), keluaran(Tabel(DUA, "contoh", f"t{n}", f"9.{n}", "Pohon", "", (
        *(Baris(f"a{m}", {"1": f"awal {m}", "2": sel("1")}) for m in range(n)), *(b for m in range(40) for b in baris(m)),
    ))))]
    for h in teks_halaman(susun(buku(*sel_))):
        isi = [b.strip() for b in h.splitlines() if re.search(r"awal \d|INDUK|indikator kedua|anak \d", b)]
        assert not isi or isi[-1].startswith(("anak", "awal")), isi[-1]


def test_the_letter_number_stands_on_the_cover_where_there_is_one():
    baris = ["LAPORAN", "Triwulan II", "Camat", "Kecamatan", "Kabupaten", "Tahun 2024"]
    bernomor, tanpa = (teks_halaman(susun(buku(blok("sampul", baris=baris, nomor=n), prosa("# Bab"))))[0] for n in ("000.8.6.3/014/2024", ""))
    assert "Nomor: 000.8.6.3/014/2024" in bernomor and "Nomor" not in tanpa


def bertanda_tangan() -> nbformat.NotebookNode:
    """Every kind of part, and of two places with signatures one that is to be signed."""
    nb = lengkap()
    for c in nb.cells:
        for o in c.get("outputs", []):
            for isi in o.get("data", {}).values():
                if isinstance(isi, dict) and isi.get("jenis") == "tanda-tangan":
                    isi["bidang"] = isi["pihak"][0]["nama"] == "NAMA SATU"
    return nb


@pytest.fixture(scope="module")
def ditandatangani() -> bytes:
    return susun(bertanda_tangan())


def test_who_signs_finds_an_unsigned_field_in_the_room_above_the_name(ditandatangani):
    with buka(ditandatangani) as dok:
        bidang, = dok.Root.AcroForm.Fields
        assert bidang.FT == "/Sig" and "/V" not in bidang and bidang.Subtype == "/Widget" and "/A" not in bidang
        assert str(bidang.TU) == "Bidang tanda tangan elektronik Camat Lumajang, NAMA SATU"
        # PDF/A: printed, with an appearance; PDF/UA: nested in a Form element that refers back to it.
        assert int(bidang.F) == 4 and bidang.AP.N.read_bytes() == b""
        elemen = pikepdf.NumberTree(dok.Root.StructTreeRoot.ParentTree)[int(bidang.StructParent)]
        anak = list(elemen.K) if isinstance(elemen.K, pikepdf.Array) else [elemen.K]
        assert elemen.S == "/Form" and [a.Obj.objgen for a in anak if a.get("/Type") == "/OBJR"] == [bidang.objgen]
        halaman = next(h for h in dok.pages if any(a.objgen == bidang.objgen for a in h.get("/Annots", [])))
        assert bidang.P.objgen == halaman.objgen and halaman.Tabs == "/S"
        kiri, bawah, kanan, atas = (float(n) for n in bidang.Rect)
        assert kanan - kiri > 150 and atas - bawah > 39, "room for a hand and a stamp: at least 14 mm high"
    teks = teks_halaman(ditandatangani)[1]
    assert teks.index("Camat Lumajang") < teks.index("NAMA SATU")


def test_a_draft_cannot_be_signed():
    with buka(susun(dengan_asal(bertanda_tangan(), draf="1 hal belum diisi"))) as dok:
        assert "/AcroForm" not in dok.Root


def test_a_row_is_named_by_its_header_in_the_tags():
    rows = (Baris("a", {"1": "Belanja Pegawai", "2": sel("1")}), Baris("k", {"1": "KELOMPOK"}, jenis="kelompok"), Baris("b", {"1": "Belanja Barang", "2": sel("2")}, tingkat=1))
    with buka(susun(buku(prosa("# Bab"), keluaran(Tabel(DUA, "contoh", "t", "1", "Satu", "", rows))))) as dok:
        sel_ = [e for e in tajuk._unsur(dok.Root.StructTreeRoot.K) if e.S in ("/TH", "/TD")]
        lingkup = [str(tajuk._atribut(e).get("/Scope", "")) for e in sel_]
        # Two header rows of two columns; then a row, its figure; the heading of a group; a row, its figure.
        assert lingkup == ["/Column"] * 4 + ["/Row", "", "", "/Row", ""]
        nama = [e for e, s in zip(sel_, lingkup) if s == "/Row"]
        angka_ = [sel_[5], sel_[8]]
        assert [list(map(str, tajuk._atribut(a).Headers))[-1] for a in angka_] == [str(n.ID) for n in nama] and len({str(n.ID) for n in nama}) == 2
        daftar = pikepdf.NameTree(dok.Root.StructTreeRoot.IDTree)
        assert all(daftar[str(n.ID)].objgen == n.objgen for n in nama)


def test_a_copy_of_what_was_signed_elsewhere_has_no_field():
    with buka(susun(buku(prosa("# Bab"), blok("tanda-tangan", pihak=[pihak("NAMA SATU")])))) as dok:
        assert "/AcroForm" not in dok.Root


def test_fields_and_attachments_leave_the_bytes_the_same(ditandatangani):
    assert susun(bertanda_tangan()) == ditandatangani


def test_the_notebook_and_its_ledger_are_attached_as_source_and_data():
    nb = buku(prosa("# Bab"), keluaran(Tabel(DUA, "contoh", "t", "1", "Satu", "", (Baris("a", {"1": "x", "2": sel("1")}),))), keluaran(Tabel(DUA, "lain", "t", "2", "Kutipan", "", (Baris("b", {"1": "y", "2": sel("1")}),))))
    with buka(susun(nb)) as dok:
        lampiran = {nama: dok.attachments[nama] for nama in dok.attachments}
        assert sorted(lampiran) == ["contoh-angka.csv", "contoh.ipynb"]
        assert lampiran["contoh.ipynb"].get_file().read_bytes() == tulis(kanonik(nb))
        rows = list(csv.DictReader(lampiran["contoh-angka.csv"].get_file().read_bytes().decode().splitlines()))
        # A quoted table's figures are in the ledger of the report it is quoted from.
        assert [r["laporan"] for r in rows] == ["contoh"] and rows == [{k: str(v) for k, v in r.items()} for r in angka.baris(kanonik(nb))]
        hubungan = {str(dok.Root.AF[n].UF): str(dok.Root.AF[n].AFRelationship) for n in range(len(dok.Root.AF))}
        assert hubungan == {"contoh.ipynb": "/Source", "contoh-angka.csv": "/Data"}


def test_long_words_break_without_a_sign_that_would_be_copied():
    alamat, sidik = "evaluasi-renja/utama/7.01.01.2.01.0006/15/" + "7.01.06~2" * 3, "0123456789abcdef" * 8
    polos = Form("p", "Polos", (Column("a", "Alamat", number="", width=1), *(Column(k, k.upper(), number="", width=1) for k in "bcd")), SUMBER)
    nb = buku(prosa(f"# Bab\n\nSidik {sidik} dan `{sidik}`."), keluaran(Tabel(polos, "contoh", "p", "", "Polos", "", (Baris("1", {"a": alamat, "b": sidik, "c": "c", "d": "d"}),))))
    isi = "".join(teks_halaman(susun(nb)))
    assert not re.search("[\u200b\u00ad]", isi)
    assert re.sub(r"\s", "", isi).count(sidik) >= 2
