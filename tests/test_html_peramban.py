"""The HTML page in a real browser: every width, light and dark, nothing requested."""

from test_html import teks  # noqa: F401  (the sample page, as a fixture)


def test_in_a_browser_it_fits_every_width_and_asks_for_nothing(peramban, teks, tmp_path):
    berkas = tmp_path / "uji.html"
    berkas.write_text(teks, "utf-8")
    for lebar, skema in ((1440, "light"), (768, "dark"), (390, "light")):
        page = peramban.new_page(viewport={"width": lebar, "height": 900}, color_scheme=skema)
        minta, galat = [], []
        page.on("request", lambda r, minta=minta: minta.append(r.url))
        page.on("console", lambda m, galat=galat: galat.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda e, galat=galat: galat.append(str(e)))
        page.goto(f"{berkas.as_uri()}#uji/3.3/n1/14/K")
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        assert page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]") == [lebar, lebar]
        assert [u for u in minta if not u.startswith("data:")] == [minta[0]] and minta[0].startswith("file:")
        assert not galat
        # The address in the link is the cell in sight, below the header rows that stay.
        sel = page.locator("td:target")
        assert sel.get_attribute("data-alamat") == "uji/3.3/n1/14/K"
        page.goto("about:blank")
        page.goto(f"{berkas.as_uri()}#uji/3.3/n1/14/K")
        assert page.evaluate("""() => {
            const s = document.querySelector('td:target'), r = s.getBoundingClientRect();
            const t = document.elementFromPoint(r.right - 3, r.top + r.height / 2);
            return s === t || s.contains(t)}""")
        gelap = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert gelap == ("rgb(18, 23, 28)" if skema == "dark" else "rgb(255, 255, 255)")
        page.close()
    page = peramban.new_page()
    page.goto(f"{berkas.as_uri()}#catatan/uji/3.3/7.01:5.1~2/9/K")
    assert page.locator(".hitung").first.evaluate("d => d.open"), "a link to a note opens its fold"
