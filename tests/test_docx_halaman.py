"""Word documents of real reports: tables as their bundles, and what LibreOffice makes of them on paper."""

import io
import re
import subprocess
from pathlib import Path

import docx
import nbformat
import pytest
from alat import buka_laporan, jalankan, perlu
from conftest import AKAR, PARAMS
from docx.oxml.ns import qn
from test_docx import buka, nilai, susun, teks, ubah_asal
from test_jilid import laporan
from test_pdf import TIGA_TINGKAT, blok, buku, keluaran, lengkap, pihak, prosa, sel, tabel_lebar, tabel_panjang

from triwulan.form.table import MIME, Baris, Tabel
from triwulan.laporan import formulir, renja
from triwulan.office import params
from triwulan.press import jilid
from triwulan.press.export.word import lebar
from triwulan.press.kanonik import bundles

#: A photo of one pixel.
JPEG = "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAMCAgICAgMCAgIDAwMDBAYEBAQEBAgGBgUGCQgKCgkICQkKDA8MCgsOCwkJDRENDg8QEBEQCgwSExIQEw8QEBD/yQALCAABAAEBAREA/8wABgAQEAX/2gAIAQEAAD8A0s8g/9k="


@pytest.fixture(scope="module")
def camat(hasil):
    """The Camat's report: notebook, Word document."""
    nb = nbformat.reads(hasil.berkas["lkj-camat.ipynb"].decode("utf-8"), as_version=4)
    return nb, susun(nb)


def cetak(isi: bytes, folder: Path) -> Path:
    """The document as LibreOffice prints it."""
    (folder / "laporan.docx").write_bytes(isi)
    perintah = [perlu("lowriter"), f"-env:UserInstallation=file://{folder}/profil", "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(folder / "laporan.docx")]
    subprocess.run(perintah, capture_output=True, timeout=300, check=True)
    assert (folder / "laporan.pdf").exists(), "LibreOffice tidak dapat membuka dokumen"
    return folder / "laporan.pdf"


def halaman(pdf: Path) -> list[str]:
    return jalankan("pdftotext", "-layout", pdf, "-").split("\f")[:-1]


def ukuran(pdf: Path) -> list[tuple[int, int]]:
    """Width and height of every page in millimetres."""
    return [tuple(round(float(n) * 25.4 / 72) for n in m) for m in re.findall(r"size:\s+([\d.]+) x ([\d.]+)", jalankan("pdfinfo", "-l", "999", pdf))]


def tabel_data(isi: bytes) -> list:
    return [t for t in buka(isi).element.body.iter(qn("w:tbl")) if nilai(t, "w:tblCaption")]


def lebar_sel(tc) -> int:
    return int((nilai(tc.tcPr, "w:gridSpan") or ["1"])[0])


def bentang(t: dict) -> list[list[str]]:
    """The header of a bundle spread over the grid: a merged cell's text at its first place, `=` where it goes on downwards."""
    petak = [[None] * len(t["kolom"]) for _ in t["kepala"]]
    for n, baris in enumerate(t["kepala"]):
        for c in baris:
            k = petak[n].index(None)
            for m in range(n, n + c["tinggi"]):
                petak[m][k: k + c["lebar"]] = [c["teks"] if m == n else "=", *["<"] * (c["lebar"] - 1)]
    return petak


def kepala(tbl) -> list[list[str]]:
    hasil = []
    for tr in [r for r in tbl.tr_lst if list(r.iter(qn("w:tblHeader")))]:
        baris = []
        for tc in tr.tc_lst:
            lanjut = nilai(tc.tcPr, "w:vMerge") == ["continue"]
            baris += ["=" if lanjut else teks(tc), *["<"] * (lebar_sel(tc) - 1)]
        hasil.append(baris)
    return hasil


def test_every_table_is_its_bundle(camat):
    nb, isi = camat
    semua = list(bundles(nb, MIME))
    assert len(semua) == len(tabel_data(isi)) > 15
    for t, tbl in zip(semua, tabel_data(isi)):
        assert kepala(tbl) == bentang(t), t["tabel"]
        baris = tbl.tr_lst[len(t["kepala"]):]
        assert len(baris) == len(t["baris"])
        assert all(sum(lebar_sel(tc) for tc in tr.tc_lst) == len(t["kolom"]) for tr in tbl.tr_lst)
        for b, tr in zip(t["baris"], baris):
            if b["jenis"] != "kelompok":
                cetakan = [b["sel"].get(k["kunci"], {}) for k in t["kolom"]]
                assert [teks(tc) for tc in tr.tc_lst] == [c.get("tampil", c.get("teks", "")) for c in cetakan], (t["tabel"], b["id"])
                gaya = [nilai(tc, "w:pStyle")[0] for tc in tr.tc_lst]
                assert all((g == "TabelAngka") == (k["rata"] == "kanan") for g, k in zip(gaya, t["kolom"]))
            else:
                assert all(" ".join(nilai(tc, "w:pStyle")) in ("TabelTengah", "TabelKelompok") for tc in tr.tc_lst)
        judul, (ringkas,) = nilai(tbl, "w:tblCaption")[0], nilai(tbl, "w:tblDescription")
        assert judul.endswith(t["judul"]) and f"{len(t['baris'])} baris" in ringkas
    assert sum(len(list(t.iter(qn("w:tc")))) for t in tabel_data(isi)) > 3500


def test_charts_keep_their_bitmap_and_their_words(camat):
    nb, isi = camat
    bagan = [(o.data["image/svg+xml"], o.metadata["triwulan"]) for c in nb.cells for o in c.get("outputs", []) if "image/svg+xml" in o.get("data", {})]
    doc = buka(isi)
    blip = list(doc.element.body.iter(qn("a:blip")))
    assert [p.get("descr") for p in doc.element.body.iter(qn("wp:docPr"))] == [m["alt"] for _, m in bagan]
    for (svg, _), b in zip(bagan, blip, strict=True):
        (drawing,) = b.iter("{http://schemas.microsoft.com/office/drawing/2016/SVG/main}svgBlip")
        assert doc.part.related_parts[drawing.get(qn("r:embed"))].blob.decode() == svg
        assert len(doc.part.related_parts[b.get(qn("r:embed"))].blob) > 10_000


def test_on_paper_tables_are_whole_and_landscape_where_the_form_asks(camat, tmp_path):
    nb, isi = camat
    pdf = cetak(isi, tmp_path)
    semua, mm = halaman(pdf), ukuran(pdf)
    assert set(mm) == {(210, 297), (297, 210)} and len(semua) == len(mm)
    (n,) = [n for n, h in enumerate(semua) if re.search(r"Tabel 3\.3 +Capaian", h) and "Hal : i" not in h]
    assert mm[n] == (297, 210) and "10=6-9" in semua[n] and "Efisiensi" in semua[n]
    # A long table repeats its header, formula row included, on each of its pages.
    lra = [n for n, h in enumerate(semua) if "Sisa Anggaran" in h and "Kode Rekening" in h and "6=5/4" in h]
    assert len(lra) >= 5 and lra == list(range(lra[0], lra[0] + len(lra)))
    # No figure is torn: each stands on one line of its page.
    rapat = re.sub(r"[ \t]+", " ", "\n".join(semua))
    angka = {s["tampil"] for t in bundles(nb, MIME) for b in t["baris"] for s in b["sel"].values() if len(s.get("tampil", "")) > 8 and " " not in s["tampil"]}
    assert len(angka) > 200 and not [a for a in angka if a not in rapat]
    assert not re.search(r"Error|Galat", rapat)
    nomor = [m[1] if (m := re.search(r"Hal : (\w+)", h)) else None for h in semua]
    assert nomor[:3] == [None, "i", "ii"] and nomor[nomor.index("1"):] == [str(k + 1) for k in range(len(nomor) - nomor.index("1"))]


def test_on_paper_the_large_form_fits_its_sheet(tmp_path):
    """The 20-column form (31 columns with K and Rp) with figures as long as they get."""
    lap = buka_laporan("evaluasi-renja", params.baca(PARAMS, AKAR)[0])
    utama = lap.tabel(formulir.RENJA["13"], tabel="utama", judul="Evaluasi", baris=renja.evaluasi)
    pdf = cetak(susun(buku(prosa("# FORMULIR EVALUASI"), keluaran(utama))), tmp_path)
    assert set(ukuran(pdf)) == {(420, 297)}
    semua = halaman(pdf)
    assert 3 <= len(semua) <= 6 and all("13=9+10+11+12" in h for h in semua)
    rapat = " ".join(" ".join(semua).split())
    rupiah = {s["tampil"] for b in utama.bundle()["baris"] for k, s in b["sel"].items() if k.endswith("/Rp") and s["tampil"] != "-"}
    assert len(rupiah) > 100 and not [a for a in rupiah if a not in rapat], "a figure torn over two lines"


def test_a_draft_and_a_cover_on_paper(tmp_path):
    semua = halaman(cetak(susun(ubah_asal(lengkap(), draf="3 hal belum diisi", kertas="F4")), tmp_path))
    assert all("DRAF: 3 hal belum diisi" in h for h in semua)
    assert set(ukuran(tmp_path / "laporan.pdf")) == {(215, 330), (330, 215)}
    assert [s for s in semua[0].split("\n") if s.strip()][-1].strip() == "TAHUN 2024", "the cover's last lines lie at its foot"
    satu = next(h for h in semua if "NAMA KIRI" in h)
    assert "NAMA KANAN" in satu and "PIHAK KEDUA" in satu and "Demikian." in satu
    penuh = " ".join(" ".join(semua).split())
    assert "Tabel 3.1 Tabel panjang" in penuh and "Gambar 3.1 Serapan" in penuh


def test_signatures_take_the_last_rows_of_their_table_with_them(tmp_path):
    for baris in range(17, 21):
        nb = buku(prosa("# Bab\n\n" + "kata " * 200), keluaran(tabel_lebar(baris)), blok("tanda-tangan", pihak=[pihak("NAMA SATU")]), prosa("Kalimat sesudahnya. " * 60))
        ttd = next(h for h in halaman(cetak(susun(nb), tmp_path)) if "NAMA SATU" in h)
        assert "9.203.447.005" in ttd, baris


def test_photos_stand_two_abreast_with_their_captions():
    butir = [{"nomor": n, "tanggal": "5 Juli 2024", "tempat": "Aula", "keterangan": f"Rapat {n}", "alt": f"Orang {n}", "jpeg": JPEG if n != 2 else ""} for n in (1, 2, 3)]
    doc = buka(susun(buku(prosa("# A"), blok("galeri", butir=butir))))
    (t,) = doc.tables
    assert [[c.text for c in r.cells] for r in t.rows] == [["", "Foto tidak tersedia"], ["Foto 1  5 Juli 2024 · Aula\nRapat 1", "Foto 2  5 Juli 2024 · Aula\nRapat 2"], ["", ""], ["Foto 3  5 Juli 2024 · Aula\nRapat 3", ""]]
    assert [p.get("descr") for p in t._tbl.iter(qn("wp:docPr"))] == ["Orang 1", "Orang 3"]
    assert all(len(list(tr.iter(qn("w:cantSplit")))) == 1 for tr in t._tbl.tr_lst)


def test_each_report_of_a_volume_counts_and_lists_its_own_tables():
    pengantar = laporan("lkj-gabungan", "Jilid")
    pengantar.cells = [pengantar.cells[0], *buku(prosa("# DAFTAR ISI"), blok("daftar-isi")).cells[1:]]
    bagian = [laporan(f"lkj-{n}", f"Laporan {n.upper()}") for n in "ab"]
    for nb in bagian:
        nb.cells.append(keluaran(tabel_panjang()))
    doc = buka(susun(jilid.satukan(pengantar, bagian)))
    perintah = [u.text.strip() for u in doc.element.body.iter(qn("w:instrText"))]
    assert [p for p in perintah if "Tabel" in p] == [rf'TOC \h \z \c "Tabel0{n}"' for n in (1, 2)] + [rf"SEQ Tabel0{n} \* ARABIC \r 1" for n in (1, 2)]
    assert [teks(s.footer._element).partition("Hal")[0] for s in doc.sections] == ["Jilid", "Laporan A", "Laporan B"]


def test_short_tables_stay_whole_and_a_heading_stays_with_its_rows():
    baris = (Baris("k", {"2": "KELOMPOK"}, jenis="kelompok"), *(Baris(str(n), {"1": str(n), "6": sel("1.000")}) for n in range(3)), Baris("j", {"2": "JUMLAH", "6": sel("3.000")}, jenis="jumlah"))
    isi = susun(buku(prosa("# A"), keluaran(Tabel(TIGA_TINGKAT, "contoh", "1", "1", "Pendek", "", baris)), keluaran(tabel_panjang())))
    pendek, panjang = tabel_data(isi)
    lekat = [all(p.pPr.keepNext is not None or p.pPr.pStyle.val == "TabelKelompok" for p in tr.iter(qn("w:p"))) for tr in pendek.tr_lst[4:]]
    assert lekat == [True, True, True, True, False]
    assert docx.Document(AKAR / "lib/triwulan/press/export/templates/acuan.docx").styles["Tabel Kelompok"].paragraph_format.keep_with_next
    assert sum(p.pPr.keepNext is not None for tr in panjang.tr_lst[4:] for p in tr.iter(qn("w:p"))) == 6 * 2, "only its last two rows, for the note below"
    takuk = [int((nilai(tr, "w:ind", "w:left") or ["0"])[0]) for tr in panjang.tr_lst[5:9]]
    assert takuk[0] == 0 and takuk == sorted(set(takuk)), "each level is indented further"


def test_columns_share_a_page_by_weight_but_no_figure_is_narrowed():
    angka = [False, True, True]
    assert lebar.bagi([10, 10, 10], [1, 1, 2], 100, angka) == [25, 25, 50]
    assert lebar.bagi([10, 40, 10], [2, 1, 1], 100, angka) == [40, 40, 20]
    assert lebar.bagi([60, 40, 20], [1, 1, 1], 100, angka) == [40, 40, 20], "words give way before figures"
    # Arial: a digit 556, a full stop 278 thousandths of the size.
    assert lebar.panjang("1.000") == pytest.approx(2.502) and lebar.panjang("W", tebal=True) == pytest.approx(0.944)
    # "Predikat" in bold is 3.946 wide: narrowed where it nearly fits, torn rather than made unreadable where it does not.
    assert [lebar.muat("Predikat", n, True) for n in (4, 3.5, 2)] == [0, 88, 0]
