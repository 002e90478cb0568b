"""The one visual system: every ink can be read on every ground, and nothing that is drawn names a colour of its own."""

import re
from itertools import product
from pathlib import Path

import pytest

from triwulan.office.hubungan import KERTAS
from triwulan.press import gaya

LIB = Path(gaya.__file__).parents[1]
GAMBAR = [*sorted((LIB / "press" / "export" / "templates").glob("*.*")), *sorted((LIB / "laporan").glob("grafik*.py")), *sorted((LIB / "press" / "export").rglob("*.py")), *sorted((LIB / "press" / "excel").glob("*.py"))]


def kontras(a: str, b: str) -> float:
    """The contrast of two colours as WCAG 2.2 defines it."""
    def terang(warna: str) -> float:
        r, g, biru = (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in (int(warna[i: i + 2], 16) / 255 for i in (1, 3, 5)))
        return 0.2126 * r + 0.7152 * g + 0.0722 * biru

    gelap, cerah = sorted((terang(a), terang(b)))
    return (cerah + 0.05) / (gelap + 0.05)


def test_contrast_is_measured_as_wcag_does():
    assert kontras("#000000", "#ffffff") == pytest.approx(21) and kontras("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("skema", ["TERANG", "GELAP", "CETAK"])
def test_every_ink_on_every_ground_meets_wcag_aa(skema):
    warna = getattr(gaya, skema)
    assert {f"{t} di {d}": round(k, 2) for t, d in product(gaya.TINTA, gaya.DASAR) if (k := kontras(warna[t], warna[d])) < 4.5} == {}
    assert all(kontras(warna["teks"], warna[d]) >= 4.5 and kontras(warna["aksen"], warna[d]) >= 3 for d in ("sorot", "dipakai"))
    # A pressed switch is written in the ground's colour on the accent; edges of controls can be told from the ground.
    assert kontras(warna["latar"], warna["aksen"]) >= 4.5 and kontras(warna["garis-kuat"], warna["latar"]) >= 3


def test_every_grade_s_ground_can_be_read():
    """And the best and the worst stay apart where colours are lost."""
    assert all(kontras(ink, d) >= 4.5 for d in gaya.PREDIKAT for ink in (gaya.TEKS, gaya.CETAK["teks"]))
    assert len(set(gaya.PREDIKAT)) == 5 and kontras(gaya.PREDIKAT[0], gaya.PREDIKAT[-1]) > 1.1


@pytest.mark.parametrize("path", GAMBAR, ids=lambda p: p.name)
def test_what_is_drawn_names_no_colour_of_its_own(path):
    if path.suffix == ".docx":
        return
    teks = re.sub(r"\\u\{?[0-9a-fA-F]+|&#\w+;", "", path.read_text("utf-8"))
    assert re.findall(r"#[0-9a-fA-F]{6}\b|#[0-9a-fA-F]{3}\b(?![\w-])|\brgb\(\s*\d|\bluma\(|\bhsl\(", teks) == []


def test_the_type_scale_is_one_on_screen_and_on_paper():
    css = dict(re.findall(r"--u-([\w-]+): ([\d.]+)rem", gaya.css()))
    assert set(css) == set(gaya.UKURAN)
    # The proportions of paper: a chapter's title is 17 pt over text of 10.5 pt, on a screen 1.72 over 1.0625 rem.
    assert float(css["bab"]) / float(css["isi"]) == pytest.approx(17 / 10.5, abs=0.001) and css["isi"] == "1.0625"


def test_the_paper_an_office_may_name_is_paper_that_documents_know():
    assert set(KERTAS) <= set(gaya.KERTAS) and gaya.KERTAS["F4"] == (215, 330)
