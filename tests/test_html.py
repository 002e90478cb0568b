"""The HTML page of a report: one file, safe whatever the data hold, whole for a reader, a screen reader and a phone."""

import base64
import hashlib
import json
import re
from dataclasses import replace
from fractions import Fraction
from html.parser import HTMLParser
from urllib.parse import unquote

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from triwulan.form.calculate import BarisIsian, Isian, hitung
from triwulan.form.form import Column, Form, FormError, Source
from triwulan.form.table import as_html
from triwulan.press.blok import Asal, Blok, Gambar
from triwulan.press.export.html import TEMPLATES, HtmlExporter

#: What data may hold by accident or intent: markup of HTML, of the template, and every character HTML gives a meaning.
JAHAT = """<script>alert(1)</script>{{ 7*7 }}{% raw %}<img src="http://jahat.example/x.png" onerror='alert(1)'>&lt; & " '"""

CONTOH = Form(
    code="contoh",
    title="Contoh",
    source=Source(f"Peraturan {JAHAT}", "Lampiran I", "Catatan dasar"),
    columns=(
        Column("1", "Kode", width=0.8),
        Column("2", f"Uraian {JAHAT}", width=2.4),
        Column("8", "Target", unit="baris", group=("Rencana", "Tahun ini"), parts=("K", "Rp"), total=True, width=1.2),
        Column("9", "Realisasi", unit="baris", group=("Rencana", "Tahun ini"), parts=("K", "Rp"), total=True, width=1.2),
        Column("14", "Capaian", "9/8 x 100%", unit="%", parts=("K", "Rp"), places=2, width=0.8, printed="8/14", reason=f"Cetakan terbalik {JAHAT}."),
        Column("15", "Sisa", "8-9", unit="baris", parts=("K", "Rp"), places=2),
    ),
    mendatar=True,
)
TEKS = Form(code="teks", title="Teks", source=Source("LKj", "Lampiran 2"), columns=(Column("no", "No", number="", width=0.3), Column("isi", "Keterangan", number="", width=4)))


def contoh():
    def isi(k, rp, catatan=""):
        return {"8/K": Isian(Fraction(12), ("data/t.csv#1",)), "8/Rp": Isian(Fraction(rp)), "9/K": Isian(Fraction(k), catatan=catatan), "9/Rp": Isian(Fraction(rp, 3), rumus="jumlah(realisasi)")}

    return hitung(
        CONTOH,
        [
            BarisIsian("A", {"1": "A", "2": f"KELOMPOK {JAHAT}"}, jenis="kelompok"),
            BarisIsian("7.01", {"1": "7.01", "2": "Program"}, anak=("7.01:5.1~2", "7.01 b"), tingkat=1),
            BarisIsian("7.01:5.1~2", {"1": "7.01", "2": JAHAT}, isi(4, 7_229_814_333, f"Tercetak 5 {JAHAT}"), "orang", tingkat=7),
            BarisIsian("7.01 b", {"2": "Baris dengan spasi"}, isi(7, 1_000, "sama"), f"dok {JAHAT}", tingkat=7),
            *(BarisIsian(f"n{n}", {"2": f"Baris ke-{n}"}, isi(n, 500 * n, "sama"), "buah", tingkat=2) for n in range(30)),
            BarisIsian("jumlah", {"2": "JUMLAH"}, anak=("7.01",), jenis="jumlah"),
        ],
        laporan="uji", tabel="3.3", nomor="3.3", judul=f"Capaian {JAHAT}", lingkup=f"Kecamatan {JAHAT}", kaki=[f"Sumber: {JAHAT}"],
    )


def notebook():
    """Every kind of part a report can hold, each with hostile text."""
    def keluaran(*benda):
        out = []
        for b in benda:
            bundle = b._repr_mimebundle_()
            data, meta = bundle if isinstance(bundle, tuple) else (bundle, {})
            out.append(new_output("display_data", data=data, metadata=meta))
        return out

    teks = hitung(TEKS, [BarisIsian("k", {"isi": "April"}, jenis="kelompok"), BarisIsian("1", {"no": "1", "isi": JAHAT})], laporan="uji", tabel="teks", judul="Dokumentasi")
    asal = Asal({
        "laporan": "uji", "judul": f"Laporan {JAHAT}", "unit": f"Kecamatan {JAHAT}", "tanggal": "2024-07-05",
        "parameter": {"tahun": 2024, "triwulan": 2, "unit": JAHAT}, "masukan": {f"data/{JAHAT}.csv": "0123456789abcdef" * 4},
    })
    pihak = {"di_atas": f"Lumajang {JAHAT}", "peran": f"PIHAK KEDUA {JAHAT}", "jabatan": f"Camat {JAHAT}", "nama": f"Nama {JAHAT}", "nip": f"NIP {JAHAT}"}
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="100"><script>alert(1)</script><rect width="90" height="50" fill="#0b4f6c"/></svg>'
    sel = [
        new_code_cell("lap = buka('uji')", outputs=keluaran(asal)),
        new_code_cell("lap.sampul()", outputs=keluaran(Blok("sampul", {"baris": ["LAPORAN", JAHAT]}))),
        new_markdown_cell("# BAB I\n\n## Sama\n\n## Sama"),
        new_code_cell("lap.daftar_isi()", outputs=keluaran(Blok("daftar-isi", {}))),
        new_markdown_cell(f"## {JAHAT}\n\n{JAHAT}\n\n1. butir **tebal**\n2. {JAHAT}\n\n[ke luar](https://luar.example/) <https://luar.example/b> ![foto](https://luar.example/c.png) [ke atas](#bab-i) [js](javascript:alert(1))"),
        new_code_cell(f"lap.tabel(CONTOH)  # {JAHAT}", outputs=keluaran(contoh())),
        new_code_cell("lap.tabel(TEKS)", outputs=keluaran(teks)),
        new_code_cell(f"grafik.contoh()  # {JAHAT}", outputs=keluaran(Gambar("1", f"Judul {JAHAT}", f"Alt {JAHAT}", svg, ""))),
        new_code_cell("lap.tanda_tangan()", outputs=keluaran(Blok("tanda-tangan", {"pihak": [{**pihak, "di_atas": ""}, pihak]}), Blok("tanda-tangan", {"pihak": [pihak]}))),
        new_code_cell("print()", outputs=[new_output("stream", text=JAHAT + " panjang" * 60)]),
    ]
    for n, s in enumerate(sel):
        s.id = f"sel-{n}"
    return new_notebook(cells=sel)


class Halaman(HTMLParser):
    """What a test asks of a page: every element with its attributes, and the text inside each open one."""

    HAMPA = {"meta", "link", "img", "br", "col", "hr"}

    def __init__(self, teks):
        super().__init__(convert_charrefs=True)
        self.semua, self.terbuka = [], []
        self.feed(teks)
        self.close()

    def handle_starttag(self, tag, attrs):
        e = {"tag": tag, "attr": dict(attrs), "teks": "", "induk": [i["tag"] for i in self.terbuka]}
        for i in self.terbuka:
            i.setdefault("dalam", []).append(e)
        self.semua.append(e)
        if tag not in self.HAMPA:
            self.terbuka.append(e)

    def handle_endtag(self, tag):
        assert self.terbuka[-1]["tag"] == tag, f"</{tag}> menutup <{self.terbuka[-1]['tag']}>"
        self.terbuka.pop()

    def handle_data(self, data):
        for i in self.terbuka:
            i["teks"] += data

    def cari(self, tag, **attr):
        return [e for e in self.semua if e["tag"] == tag and all(e["attr"].get(k.rstrip("_")) == v for k, v in attr.items())]


@pytest.fixture(scope="module")
def teks():
    return HtmlExporter().from_notebook_node(notebook())[0]


@pytest.fixture(scope="module")
def halaman(teks):
    return Halaman(teks)


def test_same_notebook_same_bytes(teks):
    assert HtmlExporter().from_notebook_node(notebook())[0] == teks


def test_data_never_becomes_markup(teks, halaman):
    # Two elements of ours, data and script, and what they hold is what we wrote: no text of the data closed or opened one.
    data, skrip = halaman.cari("script")
    assert data["attr"] == {"type": "application/json", "id": "asal-angka"} and skrip["attr"] == {}
    assert json.loads(data["teks"])["sel"]["uji/3.3/7.01:5.1~2/9/K"]["c"].endswith(JAHAT) and "<" not in data["teks"]
    assert skrip["teks"] == "".join((TEMPLATES / f"{n}.js").read_text("utf-8") for n in ("asal-angka", "cara-hitung")) and "alert(1)" in teks
    assert not [a for e in halaman.semua for a in e["attr"] if a.startswith("on")]
    assert len(halaman.cari("img")) == 1
    # The text itself arrives whole wherever it stands. Prose is Markdown, to which some of the characters mean something.
    for tag in ("title", "h1", "caption", "td", "figcaption", "pre", "li", "th", "small"):
        assert any(JAHAT in e["teks"] for e in halaman.cari(tag)), tag
    for kelas in ("peran", "jabatan", "nama", "nip"):
        assert all(JAHAT in e["teks"] for e in halaman.cari("p", class_=kelas)) and halaman.cari("p", class_=kelas)
    assert JAHAT in halaman.cari("img")[0]["attr"]["alt"]
    assert any(JAHAT in e["attr"].get("title", "") for e in halaman.cari("td"))
    prosa = next(e["teks"] for e in halaman.cari("p") if e["induk"][-1] == "main" and "alert(1)" in e["teks"])
    assert "<script>" in prosa and "{{ 77 }}" in prosa.replace("*", "")


def test_nothing_is_fetched_from_outside(teks, halaman):
    for e in halaman.semua:
        for nama in ("src", "href", "data", "poster", "srcset", "action"):
            nilai = e["attr"].get(nama) or ""
            assert nilai == "" or nilai.startswith(("#", "data:")), (e["tag"], nilai)
    gaya = "".join(e["teks"] for e in halaman.cari("style")) + "".join(e["attr"].get("style") or "" for e in halaman.semua)
    assert "url(" not in gaya and "@import" not in gaya
    aturan = halaman.cari("meta", **{"http-equiv": "Content-Security-Policy"})[0]["attr"]["content"]
    sidik = base64.b64encode(hashlib.sha256(halaman.cari("script")[1]["teks"].encode()).digest()).decode()
    assert aturan.startswith("default-src 'none'; ") and aturan.endswith(f"; script-src 'sha256-{sidik}'"), "our script and no other"
    # An outside address is still there to read.
    assert any("ke luar (https://luar.example/)" in e["teks"] for e in halaman.cari("p"))


def test_every_link_leads_to_one_place(halaman):
    ids = [e["attr"]["id"] for e in halaman.semua if "id" in e["attr"]]
    assert len(ids) == len(set(ids)) and not [i for i in ids if re.search(r"\s", i)]
    tautan = [unquote(e["attr"]["href"][1:]) for e in halaman.cari("a")]
    assert set(tautan) <= set(ids) and {"bab-i", "sama", "sama-2", "uji/3.3", "_gambar-1", "_asal"} <= set(tautan)


def test_every_figure_has_its_address(halaman):
    sel = [e for e in halaman.cari("td") if "data-alamat" in e["attr"]]
    alamat = [e["attr"]["data-alamat"] for e in sel]
    assert len(alamat) == len(set(alamat)) == 8 * 34
    assert all(e["attr"]["id"] == "_".join(e["attr"]["data-alamat"].split()) for e in sel)
    assert "uji/3.3/7.01:5.1~2/14/Rp" in alamat


def test_headers_have_scope_and_rows_are_full(halaman):
    assert all(e["attr"].get("scope") in ("col", "colgroup", "row", "rowgroup") for e in halaman.cari("th"))
    for tabel in halaman.cari("table", class_="tabel"):
        lebar = len([e for e in tabel["dalam"] if e["tag"] == "col"])
        turun: dict[int, int] = {}
        assert any(e["tag"] == "caption" for e in tabel["dalam"])
        for baris in (e for e in tabel["dalam"] if e["tag"] == "tr"):
            dari_atas = sum(1 for n in turun.values() if n > 0)
            turun = {k: n - 1 for k, n in turun.items()}
            sel = [e for e in baris.get("dalam", []) if e["tag"] in ("th", "td")]
            assert dari_atas + sum(int(e["attr"].get("colspan", 1)) for e in sel) == lebar, baris["teks"][:60]
            for e in sel:
                if (n := int(e["attr"].get("rowspan", 1))) > 1:
                    turun |= {len(turun) + k: n - 1 for k in range(int(e["attr"].get("colspan", 1)))}
        # A group header reaches no further than its own column group.
        atas = [int(e["attr"]["colspan"]) for e in next(e for e in tabel["dalam"] if e["tag"] == "tr")["dalam"]]
        assert atas == [len(e["dalam"]) for e in tabel["dalam"] if e["tag"] == "colgroup"]


def test_headings_are_in_order(halaman):
    tingkat = [int(e["tag"][1]) for e in halaman.semua if re.fullmatch(r"h[1-6]", e["tag"])]
    assert tingkat[0] == 1 and tingkat.count(1) == 1 and all(b <= a + 1 for a, b in zip(tingkat, tingkat[1:]))
    assert halaman.cari("html")[0]["attr"]["lang"] == "id"
    assert all(e["attr"].get("aria-label") and e["attr"].get("tabindex") == "0" for e in halaman.cari("div", role="region"))


def test_the_fold_says_how_a_figure_came_about(halaman):
    lipatan = halaman.cari("details", class_="hitung")
    angka, teks, gambar = lipatan[0]["teks"], lipatan[1]["teks"], lipatan[2]["teks"]
    assert "Bagaimana angka ini dihitung" in angka and "14 = 9 / 8 × 100 % (Capaian)" in angka and "15 = 8 − 9 (Sisa)" in angka
    assert angka.count("14 = ") == 1, "a K/Rp pair is one formula"
    assert "Tercetak: 8/14. Cetakan terbalik" in angka and "9 = jumlah(realisasi)" in angka and "data/t.csv" in angka
    assert "Dasar formulir: Peraturan" in angka and "lap.tabel(CONTOH)" in angka
    assert "Asal tabel ini" in teks and "lap.tabel(TEKS)" in teks
    assert "grafik.contoh()" in gambar and "dihitung" not in gambar


def test_a_note_is_reached_without_a_mouse(halaman):
    tautan = next(e for e in halaman.cari("a") if e["attr"]["href"] == "#catatan/uji/3.3/7.01:5.1~2/9/K")
    assert tautan["induk"][-1] == "td"
    butir = [e for e in halaman.cari("li") if "Tercetak 5" in e["teks"] and "Sel:" in e["teks"]]
    assert len(butir) == 1 and butir[0]["dalam"][1]["attr"]["href"] == "#uji/3.3/7.01:5.1~2/9/K"
    assert len([e for e in halaman.cari("li") if e["teks"].startswith("sama Sel:")]) == 1, "one text, one note"


def test_the_report_says_what_it_was_made_from(halaman):
    asal = halaman.cari("footer")[0]["teks"]
    assert "0123456789ab" in asal and "0123456789abc" not in asal and "triwulan" in asal
    assert "Triwulan II Tahun 2024 · 5 Juli 2024" in halaman.cari("header", class_="kepala")[0]["teks"]


def test_a_table_stands_by_itself_in_a_notebook():
    html = contoh()._repr_mimebundle_()["text/html"]
    assert html.startswith("<style>") and "text-align:left" in html and "Tercetak 5" in html and "<script>" not in html


def test_a_notebook_that_never_ran_still_makes_a_page():
    teks = HtmlExporter().from_notebook_node(new_notebook(cells=[new_markdown_cell("# Satu", id="a")]))[0]
    assert "<h1>Laporan</h1>" in teks and not Halaman(teks).cari("script") and "script-src" not in teks, "no figure, nothing to explain"


def test_a_notebook_with_code_that_never_ran_says_so_first():
    sel = [new_markdown_cell("# Satu", id="a"), new_code_cell("lap.tabel()", id="b")]
    teks = HtmlExporter().from_notebook_node(new_notebook(cells=sel))[0]
    assert teks.index("Notebook ini belum dijalankan") < teks.index(">Satu</h2>")


def besar():
    """A form on larger paper, whose first column names the rows."""
    form = replace(CONTOH, kertas="A3", nama="1")
    return hitung(form, [BarisIsian(f"n{n}", {"1": f"7.01.{n}", "2": "Terselenggaranya " * 12}, {}) for n in range(40)], laporan="uji", tabel="besar", judul="Formulir besar")


def test_a_form_on_larger_paper_keeps_its_columns_and_names_its_rows_by_the_column_it_says():
    halaman = Halaman(as_html(besar().bundle()))
    assert all(re.search(r"width:([\d.]+em);min-width:\1$", e["attr"]["style"]) for e in halaman.cari("col"))
    assert [e["teks"] for e in halaman.cari("th", scope="row")][:2] == ["7.01.0", "7.01.1"]
    assert "min-width" not in as_html(contoh().bundle())
    with pytest.raises(FormError, match=r"kertas 'A2' tidak dikenal[^\n]*\n[^\n]*kolom penamaan '8' harus kolom teks"):
        replace(CONTOH, kertas="A2", nama="8")


def test_a_volume_lists_its_tables_under_the_report_they_stand_in():
    def tabel():
        return new_code_cell("tabel", outputs=[new_output("display_data", data=besar()._repr_mimebundle_())])

    sel = [new_markdown_cell("# Laporan Satu\n\n## BAB I"), tabel(), new_markdown_cell("# Laporan Dua\n\n## BAB I"), tabel()]
    for n, s in enumerate(sel):
        s.id = f"s{n}"
    halaman = Halaman(HtmlExporter().from_notebook_node(new_notebook(cells=sel))[0])
    daftar = next(e for e in halaman.cari("ul") if "Formulir besar" in e["teks"])
    assert daftar["teks"].split("\n") == ["", "Laporan Satu", "Formulir besar", "Laporan Dua", "Formulir besar", ""]
