"""Both offices' documents as they come out: accessible HTML that asks for nothing, official PDF that carries its source, Word.

One quarter of each office is built once, in every format; each file is then looked at by an independent program.
"""

import csv
import io
import json
import re
import subprocess
import time
from collections import Counter

import kalkulator
import nbformat
import pikepdf
import pytest
from conftest import AKAR
from nbconvert.exporters import get_exporter
from openpyxl import load_workbook
from typer.testing import CliRunner

from alat import axe, jalankan, perlu, susun_satu
from triwulan.cli import app
from triwulan.laporan.bundel import rencana
from triwulan.press import laksana, naskah
from triwulan.press.excel import tanda_tangan
from triwulan.press.pekerja import inti, kolam

KANTOR = {"kecamatan-lumajang": ("2024-tw2", (210, 297)), "kecamatan-contoh": ("2025-tw4", (215, 330))}
#: What axe is asked: WCAG 2.2 A and AA, and its best practices. Contrast is counted in test_gaya.py for every pair of colours:
#: axe cannot tell it where a figure is a button over its whole cell, and takes most of its time not telling.
#: Of what is in order one example a rule is kept: axe would describe each of thousands of elements, three times as long as it looks.
ATURAN_AXE = "{resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], rules: {'color-contrast': {enabled: false}}}"
LAPORAN = 10


@pytest.fixture(scope="module", params=sorted(KANTOR))
def dokumen(request, tmp_path_factory):
    """The folder of an office's quarter with every report owed and the audit, in every format; its paper."""
    periode, kertas = KANTOR[request.param]
    satu, = rencana([AKAR / "params" / request.param / f"{periode}.yaml"], [])
    tujuan = tmp_path_factory.mktemp(request.param) / periode
    with kolam(inti()) as (pelaksana, _):
        hasil = susun_satu(satu.bundel, laksana.FORMAT, tujuan, pelaksana, catatan=lambda h: {"status": "selesai", "berkas": {}})
    assert not [h.galat for h in hasil if h.galat]
    return tujuan, kertas


def berkas(folder, akhiran):
    semua = sorted(folder.glob(f"*.{akhiran}"))
    assert len(semua) == LAPORAN, [p.name for p in semua]
    return semua


def test_every_page_is_accessible_and_asks_for_nothing(dokumen, peramban):
    skrip = axe()
    for path in berkas(dokumen[0], "html"):
        konteks = peramban.new_context(viewport={"width": 1440, "height": 900}, offline=True, bypass_csp=True)
        page = konteks.new_page()
        minta, galat = [], []
        page.on("request", lambda r, minta=minta: minta.append(r.url))
        page.on("pageerror", lambda e, galat=galat: galat.append(str(e)))
        page.route("**/*", lambda rute: rute.continue_() if rute.request.url.startswith("file:") else rute.abort())
        page.goto(path.as_uri())
        page.add_script_tag(content=skrip)
        hasil = page.evaluate(f"axe.run(document, {ATURAN_AXE})")
        assert len(hasil["passes"]) > 30, "axe did look"
        assert [(v["id"], v["impact"], v["nodes"][0]["target"]) for v in hasil["violations"]] == [], path.name
        # On a phone nothing but the tables in their boxes is wider than the page.
        page.set_viewport_size({"width": 390, "height": 844})
        assert page.evaluate("document.documentElement.scrollWidth") == 390, path.name
        assert [u for u in minta if not u.startswith("data:")] == [path.as_uri()] and not galat, (path.name, minta, galat)
        konteks.close()


def test_the_unfolded_page_is_accessible_too(dokumen, peramban):
    konteks = peramban.new_context(color_scheme="dark", bypass_csp=True)
    page = konteks.new_page()
    page.goto((dokumen[0] / "lkj-kasi-pelayanan.html").as_uri())
    page.get_by_role("button", name="Cara hitung").click()
    page.add_script_tag(content=axe())
    # A small report, with contrast: whatever axe can tell of it.
    hasil = page.evaluate(f"axe.run(document, {ATURAN_AXE.replace('false', 'true')})")
    assert [(v["id"], v["nodes"][0]["target"]) for v in hasil["violations"]] == []
    konteks.close()


def test_every_pdf_is_sound_tagged_and_carries_its_notebook_and_ledger(dokumen):
    from pdfua import validate

    folder, kertas = dokumen
    ledger = list(csv.DictReader((folder / "angka.csv").read_text("utf-8").splitlines()))
    for path in berkas(folder, "pdf"):
        assert "No syntax or stream encoding errors" in jalankan("qpdf", "--check", path)
        laporan = validate(path)
        assert not [f for f in laporan.findings if "not evaluated" not in str(f)], path.name
        with pikepdf.open(path) as pdf:
            xmp = pdf.Root.Metadata.read_bytes().decode()
            assert all(re.search(pola, xmp) for pola in (r"pdfaid:part[>=\"]+3", r"pdfaid:conformance[>=\"]+A", r"pdfuaid:part[>=\"]+1"))
            assert str(pdf.Root.Lang).lower().startswith("id") and pdf.Root.MarkInfo.Marked and "/StructTreeRoot" in pdf.Root
            ukuran = {tuple(sorted(round(float(n) * 25.4 / 72) for n in h.mediabox[2:])) for h in pdf.pages}
            assert tuple(kertas) in ukuran and ukuran <= {tuple(kertas), (297, 420)}, path.name
            assert pdf.attachments[f"{path.stem}.ipynb"].get_file().read_bytes() == path.with_suffix(".ipynb").read_bytes()
            rows = list(csv.DictReader(io.StringIO(pdf.attachments[f"{path.stem}-angka.csv"].get_file().read_bytes().decode())))
        if path.stem == "lkj-gabungan":
            # The volume carries the ledgers of the reports in it.
            laporan = {r["laporan"] for r in rows}
            assert len(laporan) == 6 and rows and sorted(map(str, rows)) == sorted(str(r) for r in ledger if r["laporan"] in laporan)
        else:
            assert rows == [r for r in ledger if r["laporan"] == path.stem], path.name


def test_pdfdetach_takes_out_the_very_notebook(dokumen, tmp_path):
    folder, _ = dokumen
    jalankan("pdfdetach", "-savefile", "lkj-sekretaris.ipynb", "-o", tmp_path / "keluar.ipynb", folder / "lkj-sekretaris.pdf")
    assert (tmp_path / "keluar.ipynb").read_bytes() == (folder / "lkj-sekretaris.ipynb").read_bytes()


def test_libreoffice_opens_every_word_document(dokumen, tmp_path):
    folder, kertas = dokumen
    semua = berkas(folder, "docx")
    subprocess.run(
        [perlu("soffice"), f"-env:UserInstallation={(tmp_path / 'profil').as_uri()}", "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), *map(str, semua)],
        check=True, capture_output=True, timeout=300,
    )
    for path in semua:
        hasil = tmp_path / f"{path.stem}.pdf"
        teks = jalankan("pdftotext", "-layout", hasil, "-")
        judul, = (b for b in [jalankan("pdfinfo", hasil)] if b)
        assert "Hal : 1" in teks and "Error" not in teks and re.search(r"Pages:\s+\d+", judul), path.name
        with pikepdf.open(hasil) as pdf:
            ukuran = {tuple(sorted(round(float(n) * 25.4 / 72) for n in h.mediabox[2:])) for h in pdf.pages}
        assert tuple(kertas) in ukuran and ukuran <= {tuple(kertas), (297, 420)}, (path.name, ukuran)


def test_libreoffice_computes_every_formula_as_the_ledger_has_it(dokumen, tmp_path):
    """Each workbook gets a wrong value into every formula cell; after LibreOffice has computed them anew, each figure shows what our
    tables print, and each grade what they say."""
    folder, _ = dokumen
    rusak = {p.name: kalkulator.rusak(p.read_bytes()) for p in berkas(folder, "xlsx")}
    hasil = kalkulator.hitung(tmp_path, {nama: isi for nama, (isi, _) in rusak.items()})
    ledger = {r["alamat"]: r["tampil"] for r in csv.DictReader((folder / "angka.csv").read_text("utf-8").splitlines())}
    dibanding = 0
    for nama, nilai in hasil.items():
        asli = load_workbook(folder / nama)
        assert sum(c.data_type == "f" for ws in asli for row in ws.iter_rows() for c in row) == rusak[nama][1], nama
        angka = kalkulator.angka(nbformat.read((folder / nama).with_suffix(".ipynb"), as_version=4), nilai)
        assert [a for a in angka if not ledger[a[0]] == a[1] == a[2]] == [], nama
        dibanding += len(angka)
        # Whatever a formula gives besides (a grade, a rate on the sheet of entered figures) is as the file had it.
        tersimpan = kalkulator.nilai(folder / nama)
        for ws in asli:
            for c in (c for row in ws.iter_rows() for c in row if c.data_type == "f"):
                lama, baru = tersimpan[ws.title][c.coordinate], nilai[ws.title][c.coordinate]
                assert baru == lama if isinstance(lama, str) else abs(baru - lama) <= 1e-9 * max(1, abs(lama)), (nama, ws.title, c.coordinate, c.value, lama, baru)
    assert dibanding > 4000 and sum(n for _, n in rusak.values()) > 4000


def test_every_derived_figure_is_a_formula(dokumen):
    """Only what an account that the office does not have is worth is a number typed into a table."""
    folder, _ = dokumen
    for path in berkas(folder, "xlsx"):
        nb, buku = nbformat.read(path.with_suffix(".ipynb"), as_version=4), load_workbook(path)
        nilai = {ws.title: {c.coordinate: c for row in ws.iter_rows() for c in row} for ws in buku}
        isi = kalkulator.sel(nb, nilai)
        assert {i.sel.get("rumus") for i, c in isi if i.nilai is not None and c.data_type != "f"} <= {"nihil"}, path.name
        assert all(c.data_type == "f" for i, c in isi if i.sel.get("rumus") not in (None, "nihil")), path.name
        assert "Hitungan yang di buku ini tidak berumus" not in {c.value for c in nilai.get("Asal angka", {}).values()}


def test_who_signs_a_sheet_is_printed_on_one_page(dokumen, tmp_path):
    """Place and date, names and NIP of each signature below a table on one page of the printed workbook, as often as it stands there."""
    folder, _ = dokumen
    semua = [folder / f"{n}.xlsx" for n in ("lkj-kasi-pelayanan", "lkj-kasi-pemberdayaan", "lkj-sekretaris")]
    subprocess.run(
        [perlu("soffice"), f"-env:UserInstallation={(tmp_path / 'profil').as_uri()}", "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), *map(str, semua)],
        check=True, capture_output=True, timeout=300,
    )
    for path in semua:
        halaman = jalankan("pdftotext", "-layout", tmp_path / f"{path.stem}.pdf", "-").split("\f")
        pihak = tanda_tangan.pihak(naskah.baca(nbformat.read(path.with_suffix(".ipynb"), as_version=4)).bagian).values()
        blok = Counter(tuple(teks for p in semua_ for k in ("di_atas", "nama", "nip") if (teks := p.get(k))) for semua_ in pihak)
        assert len(blok) >= 2 and {b: sum(all(teks in h for teks in b) for h in halaman) for b in blok} == dict(blok), path.name


def test_the_overall_grade_and_the_audit_s_counts_are_live_and_numbers(dokumen):
    """The grade under the form's heading follows its mean; what is counted in the audit is no text."""
    folder, _ = dokumen
    kepala = load_workbook(folder / "evaluasi-renja.xlsx")["Kepala renja"]
    d, e = (next(c for c in kepala["B"] if c.value == nama) for nama in ("Rata-rata capaian kinerja", "Predikat kinerja"))
    assert f"ISNUMBER(D{d.row})" in kepala.cell(e.row, 3).value and kepala.cell(e.row, 3).data_type == "f"
    audit = load_workbook(folder / "pemeriksaan.xlsx")
    assert not any("Angka" == c.value for row in audit["Isi"].iter_rows() for c in row) and "pemeriksaan/" not in (folder / "angka.csv").read_text("utf-8")
    if folder.name == "2024-tw2":
        # Eight reports and 4,617 figures and texts, as the README says.
        assert sum(c.value for c in audit["Tabel 1"]["B"] if isinstance(c.value, int)) == 4138 + 479


@pytest.mark.parametrize(("laporan", "formulir"), [("evaluasi-renja", "evaluasi-renja"), ("lkj-sekretaris", "biaya-per-hasil"), ("lkj-camat", "biaya-per-hasil"), ("lkj-camat", "lra-rekening")])
def test_periksa_tabel_finds_nothing_wrong_in_our_own_sheets(dokumen, laporan, formulir):
    r = CliRunner().invoke(app, ["periksa-tabel", str(dokumen[0] / f"{laporan}.xlsx"), "--formulir", formulir, "--json"])
    isi = json.loads(r.stdout)
    assert isi["diperiksa"] > 40 and [t for t in isi["temuan"] if t["jenis"] == "rumus-excel"] == []
    if (laporan, dokumen[0].parent.name[:18]) == ("evaluasi-renja", "kecamatan-lumajang"):
        # As filed, the totals of earlier years are not the sums of their rows.
        assert {t["jenis"] for t in isi["temuan"]} == {"jumlah", "nihil", "angka-tanpa-dasar"}
    else:
        assert isi["temuan"] == [] and r.exit_code == 0


def test_the_same_notebook_gives_the_same_bytes_in_every_format_on_another_day(dokumen, monkeypatch):
    folder, _ = dokumen
    monkeypatch.setenv("TZ", "Asia/Jakarta")
    time.tzset()
    nb = nbformat.read(folder / "lkj-kasi-pemerintahan.ipynb", as_version=4)
    for nama in laksana.FORMAT:
        kelas = get_exporter(f"triwulan-{nama}")
        isi, _ = kelas().from_notebook_node(nb)
        assert (isi if isinstance(isi, bytes) else isi.encode("utf-8")) == (folder / f"lkj-kasi-pemerintahan.{nama}").read_bytes(), nama
