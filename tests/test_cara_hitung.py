"""The switch "laporan ↔ cara hitung" in a real browser: what it unfolds, by keyboard, in print; the way past the contents."""

from test_asal_angka import JAHAT, berkas, buka, tekan  # noqa: F401  (the sample pages, as fixtures)


def tombol(page, nama):
    return page.get_by_role("group", name="Tampilan").get_by_role("button", name=nama)


def test_the_switch_unfolds_code_and_derivations_and_folds_them_again(buka, berkas):  # noqa: F811
    page = buka(berkas)
    assert page.locator("details[open]").count() == 0
    tombol(page, "Cara hitung").click()
    assert page.locator("details.hitung").count() == 2 and page.locator("details.hitung:not([open]), details.hitung details:not([open])").count() == 0
    assert page.locator("pre code").first.inner_text() == "lap.tabel()"
    assert [tombol(page, n).get_attribute("aria-pressed") for n in ("Laporan", "Cara hitung")] == ["false", "true"]
    tombol(page, "Laporan").click()
    assert page.locator("details.hitung[open]").count() == 0


def test_every_figure_that_has_a_record_is_listed_with_its_derivation(buka, berkas):  # noqa: F811
    page = buka(berkas)
    tombol(page, "Cara hitung").click()
    daftar = page.get_by_role("region", name="Turunan tiap angka: Tabel 3.3 Capaian uji")
    baris = daftar.locator("tbody tr").all_inner_texts()
    assert len(baris) == 9, "as many figures of this table as have records"
    assert f"Tabel 3.3 · Baris A {JAHAT} · kolom 10 Efisiensi\t-0,15\t10 = 6 − 9\t0,38 − 0,53 = −0,15" in baris, "text of data stays text"
    assert any(b.endswith("kolom 4 Target\t8\t\tdiisi dari data") for b in baris)
    assert any("Tidak ada nilai: kolom 9 belum diisi." in b for b in baris)
    # Folded and unfolded again it is not made a second time.
    for nama in ("Laporan", "Cara hitung"):
        tombol(page, nama).click()
    assert daftar.count() == 1


def test_by_keyboard_and_what_was_looked_at_stays(buka, berkas):  # noqa: F811
    page = buka(berkas)
    page.locator("details.hitung").last.scroll_into_view_if_needed()
    tombol(page, "Cara hitung").focus()
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    acuan = "[...document.querySelector('main').children].find(e => e.getBoundingClientRect().bottom > 0)"
    sebelum = page.evaluate(f"(window.acuan = {acuan}).getBoundingClientRect().top")
    tekan(page, "Enter")
    assert page.locator("details.hitung[open]").count() == 2
    assert abs(page.evaluate("window.acuan.getBoundingClientRect().top") - sebelum) < 2


def test_only_how_it_is_calculated_is_printed_when_it_is_shown(buka, berkas):  # noqa: F811
    page = buka(berkas)
    page.emulate_media(media="print")
    assert not page.locator("details.hitung").first.is_visible() and not page.locator("#_tampilan").is_visible()
    page.emulate_media(media="screen")
    tombol(page, "Cara hitung").click()
    page.emulate_media(media="print")
    assert page.locator("details.hitung").first.is_visible() and not page.locator("#_tampilan").is_visible()


def test_the_second_stop_leads_past_the_contents_to_the_first_table(buka, berkas):  # noqa: F811
    page = buka(berkas)
    tekan(page, "Tab", "Tab")
    assert page.evaluate("document.activeElement.textContent") == "Langsung ke tabel pertama"
    tekan(page, "Enter", "Tab")
    assert page.evaluate("document.activeElement.closest('td')?.dataset.alamat").startswith("uji/3.3/a/")


def test_without_script_there_is_no_switch(peramban, berkas):  # noqa: F811
    konteks = peramban.new_context(java_script_enabled=False)
    page = konteks.new_page()
    page.goto(berkas.as_uri())
    assert not page.locator("#_tampilan").is_visible()
    konteks.close()
