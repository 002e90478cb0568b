"""The start page in a real browser, from the file: every width, keyboard, links that land, nothing requested."""

from portal_tiruan import terbit  # noqa: F401 (fixture)

from triwulan.press import portal

SEL = "evaluasi-renja/kepala/d/nilai"


def test_it_fits_every_width_and_asks_for_nothing(peramban, terbit):  # noqa: F811
    portal.perbarui(terbit)
    for lebar, skema in ((1440, "light"), (768, "dark"), (390, "light"), (390, "dark"), (320, "light")):
        page = peramban.new_page(viewport={"width": lebar, "height": 900}, color_scheme=skema)
        minta, galat = [], []
        page.on("request", lambda r, minta=minta: minta.append(r.url))
        page.on("console", lambda m, galat=galat: galat.append(m.text) if m.type in ("error", "warning") else None)
        page.goto((terbit / "index.html").as_uri())
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        assert page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]") == [lebar, lebar]
        assert [u for u in minta if not u.startswith("data:")] == [(terbit / "index.html").as_uri()] and not galat
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == ("rgb(18, 23, 28)" if skema == "dark" else "rgb(255, 255, 255)")
        # Two quarters of the year beside each other even on a phone, each word whole.
        kotak = [page.locator(".ringkasan tbody td:has(.sorotan)").nth(n).bounding_box() for n in (0, 1)]
        assert kotak[0]["y"] == kotak[1]["y"] and kotak[0]["x"] < kotak[1]["x"]
        assert page.evaluate("[...document.querySelectorAll('tbody :is(td, th)')].every(s => s.scrollWidth <= s.clientWidth)")
        page.close()


def test_the_keyboard_reaches_every_link_and_a_figure_lands_on_its_cell(peramban, terbit):  # noqa: F811
    portal.perbarui(terbit)
    page = peramban.new_page(viewport={"width": 1024, "height": 700})
    page.goto((terbit / "index.html").as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    harus, dapat = page.locator("a, summary").count(), []
    for _ in range(harus):
        page.keyboard.press("Tab")
        dapat.append(page.evaluate("[...document.querySelectorAll('a, summary')].indexOf(document.activeElement)"))
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    assert dapat == list(range(harus)), "in the order in which they stand, the link past the header first"
    page.locator(f"a[href='kecamatan-uji/2025-tw2/evaluasi-renja.html#{SEL}']").first.press("Enter")
    page.wait_for_url(f"**/2025-tw2/evaluasi-renja.html#{SEL}")
    assert page.locator("td:target").get_attribute("id") == SEL
    assert page.locator("td:target").evaluate("s => s.getBoundingClientRect().top >= 0 && s.getBoundingClientRect().bottom <= innerHeight")
    page.close()


def test_a_link_to_a_folded_quarter_unfolds_it(peramban, terbit):  # noqa: F811
    portal.perbarui(terbit)
    page = peramban.new_page(viewport={"width": 1024, "height": 700})
    page.goto((terbit / "index.html").as_uri())
    buka = page.locator("details").evaluate_all("ds => ds.map(d => d.open)")
    assert buka == [True, False], "of the only office the newest quarter is open"
    page.locator(".ringkasan a.caps").first.click()
    assert page.locator("details").evaluate_all("ds => ds.map(d => d.open)") == [True, True]
    assert page.locator("[id='unit/kecamatan-uji/2025-tw1']").evaluate("s => s === document.querySelector(':target') && s.getBoundingClientRect().top < innerHeight")
    page.close()


def test_on_paper_it_is_light_and_keeps_the_overview_as_a_table(peramban, terbit):  # noqa: F811
    portal.perbarui(terbit)
    page = peramban.new_page(viewport={"width": 680, "height": 900}, color_scheme="dark")
    page.goto((terbit / "index.html").as_uri())
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    assert page.evaluate("getComputedStyle(document.querySelector('.ringkasan tbody')).display") == "table-row-group"
    assert page.evaluate("document.documentElement.scrollWidth") == 680
    page.close()
