"""A quarter whose figures are not all in compiles into a document that says on every page that it is a draft."""

import pytest
from alat import bangun, bundel, jalankan

from triwulan.press import laksana


@pytest.fixture(scope="module")
def draf(tmp_path_factory):
    """Kasi Pelayanan's report of a quarter nobody has filled in yet."""
    from conftest import AKAR

    p = {"unit": "kecamatan-lumajang", "tahun": 2024, "triwulan": 3, "tanggal_laporan": "2024-10-10", "aturan": "lumajang-2024", "jabatan": "kasi-pelayanan"}
    h = bangun(bundel("lkj-kasi-pelayanan", "lkj-eselon-iv", p, AKAR), ["html", "pdf"])
    assert not h.galat, h.galat
    return h


def test_every_page_and_the_html_say_draft(draf, tmp_path):
    pdf = tmp_path / "draf.pdf"
    pdf.write_bytes(draf.berkas["lkj-kasi-pelayanan.pdf"])
    halaman = jalankan("pdftotext", "-layout", pdf, "-").split("\f")[:-1]
    assert len(halaman) > 5 and all("DRAF: " in h and "hal belum diisi" in h for h in halaman)
    assert '<p class="draf" role="note"><strong>DRAF</strong>' in draf.berkas["lkj-kasi-pelayanan.html"].decode("utf-8")


def test_what_is_missing_is_a_dash_and_never_a_zero(draf):
    """Nobody reported TW III: neither K nor money has a value; targets and budgets stand."""
    nilai = {r["alamat"].removeprefix("lkj-kasi-pelayanan/2.3/7.01.02.2.01/"): r["nilai"] for r in draf.angka if "/2.3/7.01.02.2.01/" in r["alamat"]}
    assert nilai == {"4": "100", "5": "", "6": "", "7": "5175000", "8": "", "9": "", "10": ""}


def test_a_complete_quarter_is_no_draft(hasil):
    assert 'class="draf"' not in hasil.berkas["lkj-camat.html"].decode("utf-8")
