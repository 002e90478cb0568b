"""The HTML page in a real browser: every width, light and dark, nothing requested."""

from nbformat.v4 import new_code_cell, new_notebook, new_output
from test_html import besar, teks  # noqa: F401  (the sample page, as a fixture)

from triwulan.press.export.html import HtmlExporter


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


def test_a_form_on_larger_paper_scrolls_in_its_own_box(peramban, tmp_path):
    berkas = tmp_path / "besar.html"
    sel = new_code_cell("tabel", id="a", outputs=[new_output("display_data", data=besar()._repr_mimebundle_())])
    berkas.write_text(HtmlExporter().from_notebook_node(new_notebook(cells=[sel]))[0], "utf-8")
    for lebar in (1440, 768, 390):
        page = peramban.new_page(viewport={"width": lebar, "height": 900})
        page.goto(berkas.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") == lebar
        # The texts keep the form's width, 2.4 × 5.2 em, on a phone too.
        assert page.evaluate("""() => {
            const s = document.querySelector('tbody td.kiri');
            return s.offsetWidth >= 12.4 * parseFloat(getComputedStyle(s).fontSize)}""")
        # Scrolled down and aside, the header and the naming column are still in sight.
        assert page.evaluate("""() => {
            const g = document.querySelector('.gulir'), b = g.getBoundingClientRect();
            g.scrollTop = 500; g.scrollLeft = 300;
            const atas = document.elementFromPoint(b.left + b.width - 30, b.top + 10), kiri = document.elementFromPoint(b.left + 10, b.top + b.height / 2);
            return !!atas.closest('thead') && kiri.matches('th.nama')}""")
        page.close()
