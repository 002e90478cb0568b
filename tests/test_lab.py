"""JupyterLab in a real browser: the welcome page, Run All from the file browser wherever the server stands, the export
menu, bad input."""

import os

import lab
import pytest

SEMUA = ("lkj-camat", "lkj-sekretaris", "lkj-eselon-iv", "lkj-gabungan", "evaluasi-renja", "pemeriksaan", "lembar-koreksi", "telusur-angka")
#: How a valid file of each exported format begins.
EKSPOR = {"Triwulan-html": ("lkj-kasi-pelayanan.html", b"<!DOCTYPE html>"), "Triwulan-pdf": ("lkj-kasi-pelayanan.pdf", b"%PDF-1.7"), "Triwulan-docx": ("lkj-kasi-pelayanan.docx", b"PK\x03\x04"), "Triwulan-xlsx": ("lkj-kasi-pelayanan.xlsx", b"PK\x03\x04")}


@pytest.fixture(scope="module")
def induk(akar, tmp_path_factory):
    """A folder with two projects: a sound one, and one with a figure mistyped and a name that is markup."""
    induk = tmp_path_factory.mktemp("induk")
    lab.proyek(akar, induk / "proyek")
    rusak = lab.proyek(akar, induk / "rusak", data=True) / "data" / "kecamatan-lumajang"
    for nama, lama, baru in (("pagu.csv", "2750000", "2.750.000"), ("pejabat.csv", "197012181991011002", "<b>197</b>")):
        teks = (rusak / nama).read_text("utf-8")
        assert lama in teks
        (rusak / nama).write_text(teks.replace(lama, baru, 1), "utf-8")
    return induk


@pytest.fixture(scope="module")
def make_lab(peramban, induk, tmp_path_factory):
    """The page that `make lab` opens; everything it asked for is in `minta`."""
    with lab.peladen(induk / "proyek", tmp_path_factory.mktemp("jupyter"), lab.make_lab(induk / "proyek")) as alamat:
        page = peramban.new_page(viewport={"width": 1400, "height": 1000})
        page.minta = []
        page.on("request", lambda r: page.minta.append(r.url))
        page.goto(f"{alamat}/?token=uji")
        page.wait_for_function(lab.SIAP, arg="mulai.ipynb", timeout=90_000)
        yield page
        page.close()


@pytest.fixture(scope="module")
def di_induk(peramban, induk, tmp_path_factory):
    """JupyterLab as anybody starts it, on the folder above both projects."""
    with lab.peladen(induk, tmp_path_factory.mktemp("jupyter")) as alamat:
        page = lab.halaman(peramban, alamat)
        yield page
        page.close()


def tanpa_galat(page):
    assert page.locator(lab.GAGAL).count() == 0
    assert "Traceback" not in page.locator(".jp-Notebook").inner_text()


def test_make_lab_opens_on_the_welcome_page_and_compiles_from_its_form(make_lab, induk, tmp_path):
    page = make_lab
    page.get_by_role("button", name="Buka borang").click()
    page.get_by_role("button", name="Susun ulang").wait_for(timeout=60_000)
    kantor, triwulan, laporan = (page.locator(".widget-dropdown select").nth(n) for n in range(3))
    kantor.select_option("kecamatan-lumajang")
    page.get_by_text("159 dari 161 angka sudah masuk").wait_for(timeout=20_000)
    # The form is what the page shows, not the notebook's end that running everything leads to.
    page.wait_for_timeout(2_000)
    assert 0 < page.get_by_role("button", name="Susun ulang").bounding_box()["y"] < 900
    assert [t.split() for t in triwulan.locator("option").all_inner_texts()] == [["Triwulan", "II", "2024"]]
    assert page.locator(".meja td", has_text="Persentase fasilitasi kegiatan pemberdayaan kelurahan").count() == 1
    laporan.select_option(label="Laporan Kinerja Seksi Pelayanan Umum".replace(" ", "\xa0"))
    page.get_by_label("Word").check()
    page.get_by_label("Excel").check()
    page.get_by_role("button", name="Susun ulang").click()
    page.get_by_text("Sedang menyusun").wait_for(timeout=5_000)
    assert page.get_by_role("button", name="Susun ulang").is_disabled()
    # The kernel answers while the other process works.
    page.get_by_role("button", name="Baca ulang data").click()
    page.get_by_text("1 laporan jadi.").wait_for(timeout=90_000)
    assert page.get_by_role("button", name="Susun ulang").is_enabled() and page.get_by_text("3 hal perlu diperhatikan").count() == 1
    hasil = induk / "proyek" / "reports" / "kecamatan-lumajang" / "2024-tw2"
    assert {"lkj-kasi-pelayanan.html", "lkj-kasi-pelayanan.pdf", "angka.csv"} <= {p.name for p in hasil.iterdir()}
    if tujuan := os.environ.get("TRIWULAN_POTRET"):
        page.screenshot(path=tujuan)
    with page.context.expect_page() as tab:
        page.get_by_role("link", name="HTML", exact=True).click()
    tab.value.wait_for_load_state()
    assert tab.value.title() == "Laporan Kinerja Seksi Pelayanan Umum Triwulan II Tahun 2024, Kecamatan Lumajang"
    # Served by JupyterLab, too, a figure tells where it comes from.
    tab.value.locator("td[data-alamat='lkj-kasi-pelayanan/2.3/7.01.02/6']").first.click()
    tab.value.locator("dt", has_text="Dengan angka").first.wait_for(timeout=5_000)
    tab.value.close()
    # From the start page to a report, and on to another one: nothing is shut off.
    with page.context.expect_page() as tab:
        page.get_by_role("link", name="Halaman depan semua laporan").click()
    tab.value.locator("a[href$='lkj-kasi-pelayanan.html']").first.evaluate("a => a.click()")
    tab.value.wait_for_function("document.title.startsWith('Laporan Kinerja Seksi Pelayanan Umum')", timeout=10_000)
    # Of a page that is not ours nothing runs, though it lies among the reports.
    (hasil / "asing.html").write_text("<title>asing</title><script>document.title = 'jalan'</script>", "utf-8")
    tab.value.goto(page.get_by_role("link", name="HTML", exact=True).evaluate("a => a.href").replace("lkj-kasi-pelayanan.html", "asing.html"))
    assert tab.value.title() == "asing"
    tab.value.close()
    with page.expect_download(timeout=20_000) as unduh:
        page.get_by_role("link", name="Word", exact=True).click()
    unduh.value.save_as(tmp_path / "x.docx")
    assert (tmp_path / "x.docx").read_bytes() == (hasil / "lkj-kasi-pelayanan.docx").read_bytes()
    for nama, berkas in (("PDF", "lkj-kasi-pelayanan.pdf"), ("notebook terlaksana", "lkj-kasi-pelayanan.ipynb")):
        page.get_by_role("link", name=nama, exact=True).click()
        page.wait_for_function("n => window.jupyterapp.shell.currentWidget.context.path === `reports/kecamatan-lumajang/2024-tw2/${n}`", arg=berkas, timeout=20_000)
        if nama != "PDF":
            # Whoever only looks at a result does not change it: JupyterLab shows it as one that cannot be saved over.
            page.wait_for_function("window.jupyterapp.shell.currentWidget.context.isReady")
            assert page.evaluate("window.jupyterapp.shell.currentWidget.context.contentsModel.writable") is False
        page.evaluate("window.jupyterapp.shell.currentWidget.dispose()")
    tanpa_galat(page)


def test_links_of_the_welcome_page_open_and_it_is_saved_without_its_form(make_lab, induk):
    page = make_lab
    for teks, jalur in (("Panduan", "docs/panduan.md"), ("lkj-sekretaris", "notebooks/lkj-sekretaris.ipynb")):
        page.get_by_role("link", name=teks, exact=True).click()
        page.wait_for_function("n => window.jupyterapp.shell.currentWidget.context?.path === n", arg=jalur, timeout=20_000)
        page.evaluate("window.jupyterapp.shell.currentWidget.dispose()")
    page.wait_for_function(lab.SIAP, arg="mulai.ipynb")
    page.evaluate("window.jupyterapp.shell.currentWidget.context.save()")
    teks = (induk / "proyek" / "notebooks" / "mulai.ipynb").read_text("utf-8")
    assert "widget" not in teks and '"outputs": []' in teks and '"execution_count": null' in teks


def test_make_lab_asks_nobody_and_nothing(make_lab):
    """No prompt about news, no address but the server's own."""
    assert make_lab.get_by_text("Would you like").count() == 0
    luar = [u for u in make_lab.minta if not u.startswith(("http://127.0.0.1:", "data:", "blob:", "chrome"))]
    assert len(make_lab.minta) > 20 and not luar, luar
    assert not [u for u in make_lab.minta if "/lab/api/news" in u or "/lab/api/update" in u or "/lab/api/extensions" in u]


@pytest.mark.parametrize("nama", SEMUA)
def test_run_all_from_the_file_browser(make_lab, akar, nama):
    lab.buka(make_lab, f"{nama}.ipynb", "notebooks")
    lab.jalankan(make_lab)
    jalan = make_lab.evaluate("() => window.jupyterapp.shell.currentWidget.content.widgets.filter(w => w.model.executionCount > 0).length")
    assert jalan == lab.kode(akar, f"{nama}.ipynb")
    tanpa_galat(make_lab)


@pytest.mark.parametrize("bentuk", EKSPOR)
def test_the_export_menu_downloads_a_valid_document(make_lab, induk, bentuk, tmp_path):
    """Of the notebook that the form's test has left executed among the reports."""
    nama, awal = EKSPOR[bentuk]
    page = make_lab
    lab.buka(page, "lkj-kasi-pelayanan.ipynb", "reports", "kecamatan-lumajang", "2024-tw2")
    page.get_by_role("menuitem", name="File", exact=True).click()
    page.get_by_text("Save and Export Notebook As").hover()
    with page.expect_download(timeout=60_000) as unduh:
        page.get_by_role("menuitem", name=bentuk, exact=True).click()
    unduh.value.save_as(tmp_path / nama)
    isi = (tmp_path / nama).read_bytes()
    assert unduh.value.suggested_filename == nama and isi.startswith(awal) and len(isi) > 100_000
    # What the menu gives is what compiling gave.
    assert isi == (induk / "proyek" / "reports" / "kecamatan-lumajang" / "2024-tw2" / nama).read_bytes()


def test_anywhere_above_the_project(di_induk):
    """Started on the folder above: a report, and the form, whose links then lead through that folder."""
    lab.buka(di_induk, "evaluasi-renja.ipynb", "proyek", "notebooks")
    lab.jalankan(di_induk)
    tanpa_galat(di_induk)
    lab.buka(di_induk, "mulai.ipynb")
    lab.jalankan(di_induk)
    di_induk.get_by_text("73 dari 73 angka sudah masuk").or_(di_induk.get_by_text("Semua isian sudah lengkap")).first.wait_for(timeout=20_000)


def test_on_the_notebooks_folder_alone(peramban, induk, tmp_path):
    with lab.peladen(induk / "proyek" / "notebooks", tmp_path) as alamat:
        page = lab.halaman(peramban, alamat)
        for nama in ("evaluasi-renja.ipynb", "mulai.ipynb"):
            lab.buka(page, nama)
            lab.jalankan(page)
            tanpa_galat(page)
        page.get_by_role("button", name="Susun ulang").wait_for(timeout=20_000)
        page.close()


def test_a_broken_file_shows_as_a_table_and_stops_the_notebook(di_induk):
    page = di_induk
    lab.buka(page, "lkj-camat.ipynb", "rusak", "notebooks")
    lab.jalankan(page)
    # In sight, though Run All goes to the notebook's end.
    # What the notebook says is read in that very moment: what is out of sight the notebook leaves out, and on a busy machine Run All goes on.
    terlihat = "() => { const r = document.querySelector('table.masalah').getBoundingClientRect(); return r.height && r.top > 0 && r.bottom < innerHeight && document.querySelector('.jp-Notebook').innerText }"
    teks = page.wait_for_function(terlihat, timeout=10_000).json_value()
    baris = [tuple(r.locator("td").all_inner_texts()) for r in page.locator("table.masalah tbody tr").all()]
    assert [b[:4] for b in baris] == [
        ("data/kecamatan-lumajang/pagu.csv", "2", "nilai", "2.750.000"), ("data/kecamatan-lumajang/pejabat.csv", "3", "nip", "<b>197</b>"),
    ] and baris[0][4].startswith("tulis angka tanpa titik ribuan"), baris
    assert page.locator("table.masalah th").all_inner_texts() == ["Berkas", "Baris", "Kolom", "Tertulis", "Yang diharapkan"]
    assert "Traceback" not in teks and "MasukanSalah" not in teks and teks.count("titik ribuan") == 1
    assert page.evaluate("() => window.jupyterapp.shell.currentWidget.content.widgets.filter(w => w.model.executionCount > 0).length") == 2


def test_the_form_says_what_is_broken_and_compiles_nothing(di_induk, induk):
    page = di_induk
    lab.buka(page, "mulai.ipynb", "rusak", "notebooks")
    lab.jalankan(page)
    page.locator(".widget-dropdown select").nth(0).select_option("kecamatan-lumajang")
    page.get_by_text("2 hal perlu diperbaiki").wait_for(timeout=20_000)
    page.get_by_role("button", name="Susun ulang").click()
    page.wait_for_function("() => document.querySelectorAll('table.masalah').length === 2", timeout=60_000)
    assert not (induk / "rusak" / "reports").exists()


def test_a_name_that_does_not_exist_is_answered_in_a_line(di_induk):
    page = di_induk
    lab.buka(page, "evaluasi-renja.ipynb", "proyek", "notebooks")
    page.evaluate("""() => { const m = window.jupyterapp.shell.currentWidget.content.model.sharedModel; m.deleteCellRange(3, m.cells.length);
        m.insertCell(3, {cell_type: 'code', source: 'lap.jelaskan("utama/7.01.99/14")', metadata: {}}) }""")
    lab.jalankan(page)
    pesan = page.locator(lab.GAGAL).inner_text()
    assert pesan.startswith("tidak ada angka beralamat evaluasi-renja/utama/7.01.99/14; yang ada: belum ada.") and len(pesan.splitlines()) == 2, pesan
