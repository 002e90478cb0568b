"""The panel that shows how a figure came about, in a real browser: by keyboard, by click, by address, on a phone."""

import re
from fractions import Fraction

import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from triwulan.form import asal
from triwulan.form.calculate import BarisIsian, Isian, hitung
from triwulan.form.form import Column, Form, Source
from triwulan.press.export.html import HtmlExporter

JAHAT = "</script><script>alert(1)</script><!--<script><img src=x onerror=alert(1)>"
FORM = Form(
    code="contoh", title="Contoh", source=Source("Peraturan", "Lampiran I"),
    columns=(
        Column("2", "Uraian", width=2.4), Column("4", "Target", unit="baris"), Column("5", "Realisasi", unit="baris"),
        Column("6", "Capaian", "5/4", unit="rasio", places=2), Column("ket", "Keterangan", number="", width=1.5),
        Column("9", "Serapan", unit="rasio", places=2), Column("10", "Efisiensi", "6-9", unit="rasio", places=2),
    ),
)
A = "uji/3.3/a"


def tabel(laporan="uji", nomor="3.3", ekor=30):
    def isi(t, r, s, catatan=""):
        return {"4": Isian(Fraction(t)), "5": Isian(Fraction(r)), "9": Isian(s and Fraction(s), catatan=catatan)}

    baris = [
        BarisIsian("g", {"2": "Kelompok"}, jenis="kelompok"),
        BarisIsian("a", {"2": f"Baris A {JAHAT}", "ket": "teks"}, isi(8, 3, "0.5268", f"Catatan {JAHAT}"), "orang"),
        BarisIsian("h", {"2": "Kelompok kedua"}, jenis="kelompok"),
        BarisIsian("b c", {"2": "Baris B"}, isi(16, 4, None), "orang"),
        *(BarisIsian(f"n{n}", {"2": f"Baris ke-{n}"}, isi(9, n, "0.25"), "orang") for n in range(ekor)),
    ]
    return hitung(FORM, baris, laporan=laporan, tabel=nomor, nomor=nomor, judul=f"Capaian {laporan}")


#: What form/asal.py would say of these tables, and of rows that the sample has not.
REKAM = {
    "sel": {
        f"{A}/10": {"l": f"Tabel 3.3 · Baris A {JAHAT} · kolom 10 Efisiensi", "t": "-0,15", "n": "−0,1518", "s": "rasio", "r": "10 = 6 − 9", "k": "0,38 − 0,53 = −0,15",
                    "o": [f"{A}/6", f"{A}/9"], "p": "Rendah: pita 51–65", "j": [["lain/2.1/a/10", "angka yang sama"], ["jauh/1.2/b c/10", "baris yang sama, lingkup kantor"]]},
        f"{A}/6": {"l": f"Tabel 3.3 · Baris A {JAHAT} · kolom 6 Capaian", "t": "0,38", "s": "rasio", "r": "6 = 5 / 4", "k": "3 / 8 = 0,38", "o": [f"{A}/5", f"{A}/4"]},
        f"{A}/5": {"l": f"Tabel 3.3 · Baris A {JAHAT} · kolom 5 Realisasi", "t": "3", "s": "orang", "o": ["data/k.csv#a"]},
        f"{A}/4": {"l": f"Tabel 3.3 · Baris A {JAHAT} · kolom 4 Target", "t": "8", "s": "orang", "o": ["data/t.csv#a", "hilang/1/1/1"]},
        f"{A}/9": {"l": f"Tabel 3.3 · Baris A {JAHAT} · kolom 9 Serapan", "t": "0,53", "s": "rasio", "o": ["jauh/1.2/b c/9"], "c": f"Catatan {JAHAT}"},
        "uji/3.3/b c/4": {"l": "Tabel 3.3 · Baris B · kolom 4 Target", "t": "16", "s": "orang", "o": ["data/k.csv#sendiri"]},
        "uji/3.3/b c/10": {"l": "Tabel 3.3 · Baris B · kolom 10 Efisiensi", "t": "-", "s": "rasio", "r": "10 = 6 − 9", "c": "Tidak ada nilai: kolom 9 belum diisi.", "o": ["uji/3.3/b c/6"]},
        "uji/3.3/n28/5": {"l": "Tabel 3.3 · Baris ke-28 · kolom 5 Realisasi", "t": "0", "r": "jumlah", "o": [f"data/k.csv#{n}" for n in range(30)]},
        "uji/3.3/n4/5": {"l": "Tabel 3.3 · Baris ke-4 · kolom 5 Realisasi", "t": "4", "s": "orang", "o": [f"data/k.csv#{n}" for n in range(9)]},
        "lain/2.1/b c/5": {"l": "Tabel 2.1 · Baris B · kolom 5 Realisasi", "t": "4", "s": "orang", "o": [f"data/k.csv#{n}" for n in range(30)]},
        "lain/2.1/a/10": {"l": "Tabel 2.1 · Baris A · kolom 10 Efisiensi", "t": "-0,15"},
    },
    "luar": {
        "data/k.csv#a": {"l": f"Realisasi A {JAHAT}", "t": "3 orang", "d": f"Laporan bulanan {JAHAT}", "m": "halaman 4", "c": "dibaca ulang"},
        "data/t.csv#a": {"l": "Target A", "t": "8 orang", "d": "Perjanjian", "m": "baris 1"},
        "jauh/1.2/b c/9": {"l": "Serapan di laporan lain", "t": "0,53", "a": "jauh/1.2/b c/9"},
        "data/k.csv#sendiri": {"l": "Baris yang tercetak di sel ini", "t": "16", "a": "uji/3.3/b c/4"},
        **{f"data/k.csv#{n}": {"l": f"Baris data {n}", "t": str(n), "d": "LRA", "m": f"baris {n}"} for n in range(30)},
    },
}


@pytest.fixture
def berkas(tmp_path, monkeypatch):
    monkeypatch.setattr(asal, "halaman", lambda bundles: REKAM)
    return tulis(tmp_path / "uji.html", tabel(), tabel("lain", "2.1", 0))


def tulis(path, *isi):
    sel = [new_code_cell("lap.tabel()", id=f"s{n}", outputs=[new_output("display_data", data=t._repr_mimebundle_())]) for n, t in enumerate(isi)]
    path.write_text(HtmlExporter().from_notebook_node(new_notebook(cells=sel))[0], "utf-8")
    return path


@pytest.fixture
def buka(peramban):
    """Opens a file; at the end nothing may have been asked for, run or complained of but the files that were gone to."""
    halaman, minta, galat = [], [], []

    def buka(berkas, alamat="", **kw):
        page = peramban.new_page(**{"viewport": {"width": 1440, "height": 900}, **kw})
        page.on("request", lambda r: minta.append(r.url))
        page.on("console", lambda m: galat.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda e: galat.append(str(e)))
        page.on("dialog", lambda d: (galat.append(d.message), d.dismiss()))
        page.goto(f"{berkas.as_uri()}{alamat}")
        halaman.append(page)
        return page

    yield buka
    for page in halaman:
        page.close()
    assert not galat and all(re.match(r"data:|file:.*\.html(#.*)?$", u) for u in minta), (galat, minta)


def panel(page):
    return page.get_by_role("region", name="Asal angka", exact=True)


def fokus(page):
    """The address of the figure that has the focus; else the text that has it."""
    return page.evaluate("(e => e.closest('td')?.dataset.alamat ?? e.textContent)(document.activeElement)")


def tunggu(page, alamat):
    """Until a figure has the focus: the browser goes to an address in its own time."""
    page.locator(f'td[data-alamat="{alamat}"] > button:focus').wait_for()


def tekan(page, *tombol):
    for t in tombol:
        page.keyboard.press(t)


def test_arrows_lead_from_figure_to_figure_and_a_table_is_one_stop(buka, berkas):
    page = buka(berkas)
    page.locator(".gulir").first.focus()
    tekan(page, "Tab")
    assert fokus(page) == f"{A}/4" and panel(page).is_visible()
    jalan = [("ArrowLeft", "a/4"), ("ArrowRight", "a/5"), ("End", "a/10"), ("ArrowRight", "a/10"), ("ArrowLeft", "a/9"), ("ArrowDown", "b c/9"), ("ArrowDown", "n0/9"),
             ("Home", "n0/4"), ("ArrowUp", "b c/4"), ("ArrowUp", "a/4"), ("ArrowUp", "a/4"), ("Control+End", "n29/10"), ("Control+Home", "a/4"), ("ArrowDown", "b c/4"), ("Shift+ArrowRight", "b c/4")]
    for tombol, ke in jalan:
        tekan(page, tombol)
        assert fokus(page) == f"uji/3.3/{ke}", tombol
    assert page.locator('table[id="uji/3.3"] button[tabindex="0"]').count() == 1
    assert page.locator('td[data-alamat="uji/3.3/b c/9"]').get_by_role("button", name="tanda hubung").count() == 1
    # Tab leads from the figure into its panel, and back to it; a panel that only came along goes when it is left behind.
    tekan(page, "Tab")
    assert page.evaluate("document.activeElement.matches('#_panel-asal .tutup')")
    tekan(page, "Shift+Tab")
    assert fokus(page) == "uji/3.3/b c/4"
    tekan(page, "Shift+Tab")
    assert page.evaluate("document.activeElement.className").startswith("gulir") and not panel(page).count()


def test_by_keyboard_down_to_the_row_of_data_and_back(buka, berkas):
    page = buka(berkas)
    page.locator(".gulir").first.focus()
    tekan(page, "Tab", "End")
    isi = panel(page).inner_text()
    for teks in (f"Baris A {JAHAT} · kolom 10 Efisiensi", "-0,15 rasio", "−0,1518", "10 = 6 − 9", "0,38 − 0,53 = −0,15", "Rendah: pita 51–65"):
        assert teks in isi, teks
    page.get_by_role("status").filter(has_text="-0,15 rasio. 0,38 − 0,53 = −0,15").wait_for(state="attached")
    assert page.eval_on_selector_all(".dipakai", "s => s.map(e => e.dataset.alamat)") == [f"{A}/6", f"{A}/9"]
    tekan(page, "Enter")
    assert page.evaluate("document.activeElement.tagName") == "H2" and fokus(page).endswith("kolom 10 Efisiensi")
    tekan(page, "Tab", "Tab")
    assert fokus(page) == "Asal 0,38, kolom 6 Capaian"
    tekan(page, "Enter")
    panel(page).get_by_text("3 / 8 = 0,38").wait_for()
    tekan(page, "Tab", "Tab")
    assert fokus(page) == "Asal 3, kolom 5 Realisasi"
    assert not panel(page).get_by_text("halaman 4").count(), "built when it is opened"
    tekan(page, "Enter")
    panel(page).get_by_text(f"Laporan bulanan {JAHAT}, halaman 4").wait_for()
    # Following an operand moves there; "back" is back at the figure it was followed from.
    panel(page).get_by_role("link", name="kolom 6 Capaian").focus()
    tekan(page, "Enter")
    tunggu(page, f"{A}/6")
    assert "6 = 5 / 4" in panel(page).inner_text() and page.url.endswith("#uji/3.3/a/6")
    page.go_back()
    tunggu(page, f"{A}/10")
    assert "10 = 6 − 9" in panel(page).inner_text()
    # Esc on the figure; Esc in the panel returns to it.
    tekan(page, "Escape")
    assert not panel(page).count() and fokus(page) == f"{A}/10" and not page.locator(".dipakai, .ditunjuk, [aria-current]").count()
    tekan(page, "Space")
    assert page.evaluate("document.activeElement.tagName") == "H2"
    tekan(page, "Escape")
    assert not panel(page).count() and fokus(page) == f"{A}/10"
    tekan(page, "Enter")
    assert panel(page).is_visible(), "closed is closed, and opens again"


def test_a_click_opens_and_stays_until_it_is_closed(buka, berkas):
    page = buka(berkas)
    sel = page.locator(f'td[data-alamat="{A}/9"]')
    kotak = sel.bounding_box()
    assert kotak["height"] >= 24 and kotak["width"] >= 24
    page.mouse.click(kotak["x"] + 3, kotak["y"] + kotak["height"] - 3)  # a corner: the cell is the target
    assert f"Catatan {JAHAT}" in panel(page).inner_text() and fokus(page) == f"{A}/9"
    assert sel.bounding_box()["y"] == pytest.approx(kotak["y"], abs=2), "what was looked at stays where it was"
    page.locator(".hitung > summary").first.focus()
    assert panel(page).is_visible() and fokus(page).startswith("Bagaimana")
    assert panel(page).evaluate("e => getComputedStyle(e).animationName") == "asal-muncul"
    page.get_by_role("button", name="Tutup asal angka").click()
    assert not panel(page).count() and fokus(page) == f"{A}/9"
    # Marked, the figures are still text that can be copied into a spreadsheet.
    assert page.evaluate("(getSelection().selectAllChildren(document.querySelectorAll('table.tabel tbody tr')[3]), getSelection().toString())").split("\t")[:3] == ["Baris B", "16", "4"]


def test_an_address_opens_its_figure_and_links_reach_other_reports(buka, berkas):
    page = buka(berkas, "#uji/3.3/b_c/10")
    tunggu(page, "uji/3.3/b c/10")
    assert "Tidak ada nilai: kolom 9 belum diisi." in panel(page).inner_text()
    page = buka(berkas, "#uji/3.3/b_c/4")
    assert panel(page).get_by_role("link").all_inner_texts() == ["uji/3.3/b c/4"], "a row does not lead back to the cell it is in"
    page = buka(berkas, "#uji/3.3/a/10")
    href = panel(page).get_by_role("link").evaluate_all("a => a.map(e => e.getAttribute('href'))")
    assert href == ["#uji/3.3/a/6", "#uji/3.3/a/9", "#lain/2.1/a/10", "jauh.html#jauh/1.2/b_c/10", "#uji/3.3/a/10"]
    assert "Angka yang sama: Tabel 2.1 · Baris A" in panel(page).inner_text()
    # Another table of the volume, then another file, then back to where the link was.
    panel(page).get_by_role("link", name="Tabel 2.1").click()
    tunggu(page, "lain/2.1/a/10")
    tulis(berkas.with_name("jauh.html"), tabel("jauh", "1.2"))
    page.go_back()
    panel(page).get_by_role("link", name="jauh/1.2/b c/10").click()
    page.wait_for_url("**/jauh.html#jauh/1.2/b_c/10")
    assert page.locator(".ditunjuk").get_attribute("data-alamat") == "jauh/1.2/b c/10"
    page.go_back()
    page.wait_for_url("**/uji.html#uji/3.3/a/10")
    page.locator('.ditunjuk[data-alamat="uji/3.3/a/10"]').wait_for()
    for aneh in ("#%", "#tidak-ada", "#_isi"):
        assert not panel(buka(berkas, aneh)).count()


def test_a_long_list_shows_its_beginning_and_an_unknown_cell_says_so(buka, berkas):
    page = buka(berkas, "#uji/3.3/n28/5")
    butir = panel(page).locator(".operan > li")
    assert butir.count() == 12 and "LRA, baris 0" in butir.nth(0).inner_text() and "Dokumen yang sama, baris 11" in butir.nth(11).inner_text()
    panel(page).get_by_role("button", name="Tampilkan 18 lainnya").click()
    assert butir.count() == 30 and fokus(page).startswith("Baris data 12") and not panel(page).get_by_role("button", name="Tampilkan").count()
    tekan(page, "Escape", "ArrowRight")
    assert "tidak tercatat" in panel(page).inner_text(), "a figure without a record"
    page = buka(berkas, f"#{A}/4")
    assert "hilang/1/1/1" in panel(page).inner_text()


@pytest.mark.parametrize(("lebar", "tinggi"), [(1440, 900), (1100, 800), (768, 1024), (390, 844)])
def test_the_panel_hides_neither_the_figure_nor_the_table(buka, berkas, lebar, tinggi):
    page = buka(berkas, "#uji/3.3/n28/5", viewport={"width": lebar, "height": tinggi}, reduced_motion="reduce")
    p, sel = panel(page).bounding_box(), page.locator(".ditunjuk").bounding_box()
    assert page.evaluate("document.documentElement.scrollWidth") == lebar
    if lebar >= 1100:
        assert p["x"] + p["width"] == lebar and page.locator(".gulir").first.bounding_box()["x"] + page.locator(".gulir").first.bounding_box()["width"] <= p["x"]
    else:
        assert p["y"] + p["height"] == tinggi and p["height"] <= 0.6 * tinggi + 1 and sel["y"] + sel["height"] <= p["y"]
    assert page.evaluate("(r => document.elementFromPoint(r.x + r.width / 2, r.y + r.height / 2).closest('.ditunjuk'))(document.querySelector('.ditunjuk').getBoundingClientRect())")
    # A figure at the lower edge of the window, or at the end of the page, comes up from under the sheet.
    for alamat in ("uji/3.3/n4/5", "lain/2.1/b c/5"):
        tekan(page, "Escape")
        bawah = page.locator(f'td[data-alamat="{alamat}"]')
        bawah.evaluate("e => scrollBy(0, e.getBoundingClientRect().bottom - innerHeight)")
        bawah.click()
        p, sel = panel(page).bounding_box(), bawah.bounding_box()
        assert lebar >= 1100 or sel["y"] + sel["height"] <= p["y"], alamat
    kecil = "es => es.map(e => e.getBoundingClientRect()).filter(r => r.height < 24 || r.width < 24).length"
    assert panel(page).locator("a, button, summary").evaluate_all(kecil) == 0
    assert panel(page).evaluate("e => getComputedStyle(e).animationName") == "none"
    page.emulate_media(media="print")
    assert not panel(page).is_visible() and page.locator(".ditunjuk").evaluate("e => getComputedStyle(e).outlineStyle") == "none"


def test_without_script_or_without_records_the_page_is_as_it_was(buka, berkas, peramban):
    context = peramban.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{berkas.as_uri()}#uji/3.3/a/9")
    assert page.locator("td.angka button").count() == 0 and page.locator('td.angka > a[href^="#catatan/"]').count() == 2
    assert not page.locator("#_petunjuk-asal").is_visible()
    context.close()
    polos = berkas.with_name("polos.html")
    polos.write_text(re.sub(r'<script type="application/json".*?</script>', "", berkas.read_text("utf-8"), flags=re.S), "utf-8")
    page = buka(polos, f"#{A}/9")
    assert page.locator("td.angka button").count() == 0 and page.locator("td:target").count() == 1


def test_what_the_library_says_of_a_table_is_what_the_panel_shows(buka, tmp_path):
    t = tabel(ekor=600)
    page = buka(tulis(tmp_path / "uji.html", t), "#uji/3.3/a/6")
    rekam = asal.halaman([t.bundle()])["sel"]
    assert len(rekam) > 3000 and page.locator("td.angka > button").count() == len(rekam)
    for kunci in ("l", "t", "r", "k"):
        assert rekam[f"{A}/6"][kunci] in panel(page).inner_text(), kunci
    waktu = page.evaluate("(n => n.loadEventEnd - n.responseEnd)(performance.getEntriesByType('navigation')[0])")
    assert waktu < 5000, "thousands of figures, and the page opens at once"
