"""What stands on which page of the PDF: sheets of their own, signatures, a bound volume, the Evaluasi Renja form."""

import re
import tempfile
from collections import Counter
from pathlib import Path

import pikepdf
import pytest
import typst
from conftest import AKAR, PARAMS
from test_pdf import SUMBER, blok, buku, keluaran, lengkap, pihak, prosa, sel, susun, tabel_lebar, tabel_panjang, tabel_polos

from alat import buka_laporan, jalankan
from triwulan.form.form import Column, Form
from triwulan.form.table import Baris, Tabel
from triwulan.laporan import formulir
from triwulan.laporan import renja as baris_renja
from triwulan.office import params
from triwulan.press.tata import ekor, lembar

TEGAK, MENDATAR, BESAR = (False, ""), (True, ""), (True, "A3")


def teks_halaman(isi: bytes) -> list[str]:
    with tempfile.NamedTemporaryFile(suffix=".pdf") as berkas:
        berkas.write(isi)
        berkas.flush()
        return jalankan("pdftotext", "-layout", berkas.name, "-").replace("\u2060", "").split("\f")[:-1]


def bagian_tabel(mendatar: bool = False, kertas: str = "", baris: int = 2) -> dict:
    return {"jenis": "tabel", "tabel": {"mendatar": mendatar, "kertas": kertas, "baris": [{}] * baris}}


def test_few_words_beside_a_table_on_its_own_sheet_share_it_and_many_do_not():
    lebar, besar, tegak = bagian_tabel(True), bagian_tabel(True, "A3"), bagian_tabel()
    bab, sub = ({"jenis": "judul", "tingkat": n, "teks": "Judul"} for n in (1, 2))
    pendek, panjang = ({"jenis": "prosa", "token": [{"raw": "kata " * n}]} for n in (5, 500))
    ttd = {"jenis": "blok", "blok": {"jenis": "tanda-tangan", "pihak": []}}
    assert lembar((bab, panjang, sub, pendek, lebar, ttd, bab, pendek)) == [TEGAK, TEGAK, *[MENDATAR] * 4, TEGAK, TEGAK]
    assert lembar((bab, pendek, lebar, pendek, lebar, panjang)) == [*[MENDATAR] * 5, TEGAK]
    assert lembar((bab, tegak, sub, panjang, lebar)) == [*[TEGAK] * 4, MENDATAR]
    # Who signs a table signs on its sheet, whatever follows; a heading goes with the table it opens.
    assert lembar((bab, lebar, ttd, panjang)) == [MENDATAR] * 3 + [TEGAK]
    assert lembar((bab, panjang, bab, besar, bab, panjang)) == [TEGAK, TEGAK, BESAR, BESAR, TEGAK, TEGAK]


def test_only_the_end_of_a_sheet_may_go_over_to_the_next():
    bab, sub = ({"jenis": "judul", "tingkat": n, "teks": "Judul"} for n in (1, 2))
    panjang = {"jenis": "prosa", "token": [{"raw": "kata " * 500}]}
    ttd = {"jenis": "blok", "blok": {"jenis": "tanda-tangan", "pihak": []}}

    def dari(*bagian):
        return [n for n, e in enumerate(ekor(bagian, lembar(bagian))) if e]

    assert dari(bab, panjang, bagian_tabel(True), ttd, panjang) == [], "who signs a table signs on its sheet"
    assert dari(bab, panjang, sub, bagian_tabel(), bagian_tabel(True)) == [2, 3]
    assert dari(bab, panjang, sub, bagian_tabel(baris=20), bagian_tabel(True)) == [], "a long table stays where it is"


def halaman_bertanda_tangan(baris: int) -> list[str]:
    """A landscape table of so many rows, signed, between words."""
    nb = buku(prosa("# Bab\n\n" + "kata " * 200), keluaran(tabel_lebar(baris)), blok("tanda-tangan", pihak=[pihak("NAMA SATU")]), prosa("Kalimat sesudahnya. " * 60))
    return teks_halaman(susun(nb))


def test_signatures_never_have_a_page_for_themselves():
    # Whatever room the table's last page leaves, they stand below rows of it: its last rows come along.
    for baris in (3, *range(16, 24)):
        halaman = next(h for h in halaman_bertanda_tangan(baris) if "NAMA SATU" in h)
        assert "9.203.447.005" in halaman and halaman.rindex("9.203.447.005") < halaman.index("NAMA SATU"), baris


def test_a_short_section_that_would_take_a_page_goes_with_the_table_it_precedes():
    # The first chapter fills its page but for a few lines.
    nb = buku(prosa("# Bab\n\n" + "Kalimat pengisi. " * 250 + "\n\n## Kedua\n\nPengantar."), keluaran(tabel_polos()), keluaran(tabel_lebar(3)))
    berisi = [h for h in teks_halaman(susun(nb)) if "Kedua" in h]
    assert len(berisi) == 1 and "Tabel 3.2" in berisi[0]


def test_a_volume_lists_the_tables_of_each_report_under_its_title_and_names_the_report_on_each_page():
    nb = buku(
        prosa("# KATA PENGANTAR\n\nPengantar."), prosa("# DAFTAR ISI"), blok("daftar-isi"),
        prosa("# Laporan Pertama Triwulan II Tahun 2024\n\n## BAB I ISI"), keluaran(tabel_panjang()),
        prosa("# Laporan Kedua Triwulan II Tahun 2024\n\n## BAB I ISI"), keluaran(tabel_panjang()),
    )
    halaman = teks_halaman(susun(nb))
    isi = halaman[1]
    judul, daftar = isi.split("Daftar Tabel")
    assert re.search(r"Laporan Pertama[^.]*[ .]+1\n\s+BAB I ISI[ .]+1\n", judul)
    assert re.search(r"Laporan Pertama[^.]*\n\s*Tabel 3\.1 .* 1\n\s*Laporan Kedua[^.]*\n\s*Tabel 3\.1 .* \d+\n", daftar)
    assert [re.search(r"Hal : (\w+)", h)[1] for h in halaman[:3]] == ["i", "ii", "1"]
    assert re.search(r"Laporan Pertama Triwulan II Tahun 2024\s+Hal : 1", halaman[2])
    assert re.search(r"Laporan Kedua Triwulan II Tahun 2024\s+Hal :", halaman[-1])


@pytest.fixture(scope="module")
def renja(tmp_path_factory) -> tuple[Tabel, Path]:
    """The Evaluasi Renja form of Kecamatan Lumajang, and its PDF."""
    lap = buka_laporan("evaluasi-renja", params.baca(PARAMS, AKAR)[0])
    utama = lap.tabel(formulir.RENJA["13"], tabel="utama", judul="Evaluasi", baris=baris_renja.evaluasi)
    path = tmp_path_factory.mktemp("renja") / "renja.pdf"
    path.write_bytes(susun(buku(prosa("# FORMULIR EVALUASI"), keluaran(utama), prosa("# PENUTUP\n\nSelesai."))))
    return utama, path


def test_the_renja_form_has_large_sheets_that_can_be_read(renja):
    utama, path = renja
    with pikepdf.open(path) as pdf:
        ukuran = [(round(float(p.mediabox[2])), round(float(p.mediabox[3]))) for p in pdf.pages]
    assert ukuran[-1] == (595, 842) and set(ukuran[:-1]) == {(1191, 842)} and 3 <= len(ukuran) - 1 <= 7
    bbox = jalankan("pdftotext", "-bbox", "-l", len(ukuran) - 1, path, "-")
    kata = Counter(re.findall(r">([^<>\s]+)</word>", bbox))
    # Every figure in rupiah on one line, every code and every word whole.
    rupiah = Counter(s.tampil for b in utama.baris for k, s in b.sel.items() if k.endswith("/Rp") and "." in s.tampil)
    assert not {t: n for t, n in rupiah.items() if kata[t] < n}
    teks = " ".join(s for b in utama.baris for s in b.sel.values() if isinstance(s, str))
    utuh = " ".join(kata)
    assert not [w for w in teks.split() if not all(p in utuh for p in re.findall(r"[^/-]+[/-]?", w))]
    assert "\u00ad" not in utuh and "\u2010" not in utuh
    # No letter below six points, and the header on every sheet.
    tinggi = [float(b) - float(a) for a, b in re.findall(r'yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">[A-Za-z]{4,}<', bbox)]
    assert min(tinggi) / 1.326 >= 6
    for h in jalankan("pdftotext", "-layout", "-l", len(ukuran) - 1, path, "-").split("\f")[:-1]:
        assert "Formulasi" in h and "13=9+10+11+12" in h and "Penanggung" in h


def test_where_nothing_helps_words_are_broken_between_syllables():
    sempit = Form("sempit", "Sempit", (
        *(Column(str(n), "Uraian", width=0.5) for n in range(1, 4)), *(Column(str(n), "Pagu", unit="Rp", width=0.5) for n in range(4, 26)),
    ), SUMBER, mendatar=True)
    sel_baris = {str(n): "Penyelenggaraan pertanggungjawaban" for n in range(1, 4)} | {str(n): sel("1.203.447") for n in range(4, 26)}
    halaman = teks_halaman(susun(buku(prosa("# Bab"), keluaran(Tabel(sempit, "contoh", "1", "1", "Sempit", "", (Baris("1", sel_baris),))))))
    kata = halaman[0].split()
    # Pe-nye-leng-ga-raan, per-tang-gung-ja-wa-ban: as many syllables as fit a line, then a hyphen.
    assert [kata.count(k) for k in ("Penyelengga-", "raan", "pertanggung-", "jawaban")] == [3] * 4 and "\xad" not in halaman[0]
    assert halaman[0].count("1.203.447") == 22


def test_every_layout_settles():
    """A document that does not converge has wrong page numbers in its contents."""
    peringatan = []
    asli = typst.compile_with_warnings

    def catat(*argumen, **kata):
        hasil = asli(*argumen, **kata)
        peringatan.extend(w.message for w in hasil[1])
        return hasil

    with pytest.MonkeyPatch.context() as m:
        m.setattr(typst, "compile_with_warnings", catat)
        susun(lengkap())
        for n in range(16, 24):  # signatures below the table, and gone over
            halaman_bertanda_tangan(n)
    assert peringatan == []
