"""The workbench without a browser: what it says, the process it starts, what a page without widgets shows; bad input and
unknown names as a notebook keeps them."""

import json
import sys
import time
from datetime import date
from pathlib import Path

import nbformat
import pytest
from alat import bangun, bundel
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from triwulan.form.tanya import TidakDikenal, pilihan
from triwulan.laporan import meja, ringkas, status
from triwulan.laporan.buka import muat
from triwulan.laporan.meja import borang, halaman
from triwulan.laporan.meja.alamat import Peladen, peladen, tautan
from triwulan.laporan.meja.proses import Akhir, Proses
from triwulan.office import masalah, params
from triwulan.office.masalah import Masalah
from triwulan.press import laksana
from triwulan.press.jupyter import ALAMAT, tanpa_keluaran

UNIT = "kecamatan-lumajang"
JAHAT = "<script>alert(1)</script>"


def rusak(akar: Path) -> None:
    path = akar / "data" / UNIT / "pagu.csv"
    path.write_text(path.read_text("utf-8").replace("2750000", f'"2.750{JAHAT}"', 1), "utf-8")


def jalankan(akar: Path, sel: str, folder: str = "notebooks"):
    """The outputs of a notebook's one code cell, run by nbclient in a folder of the project; whether it failed."""
    nb = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(sel)])
    gagal = False
    try:
        NotebookClient(nb, resources={"metadata": {"path": str(akar / folder)}}).execute()
    except CellExecutionError:
        gagal = True
    return [o for o in nb.cells[0].outputs if o.output_type != "stream"], gagal


def test_the_welcome_page_runs_without_a_page_and_shows_the_state_as_a_table(salinan):
    nb = nbformat.read(salinan / "notebooks" / "mulai.ipynb", as_version=4)
    NotebookClient(nb, resources={"metadata": {"path": str(salinan / "notebooks")}}).execute()
    (keluar,) = [o for c in nb.cells if c.cell_type == "code" for o in c.outputs]
    html = keluar.data["text/html"]
    assert "159 dari 161 angka sudah masuk" in html and "<td><code>realisasi_k.csv</code></td>" in html and "Kepala Seksi Pelayanan Umum" in html
    assert "Susun ulang</em> tampil bila halaman ini dijalankan di JupyterLab" in html
    assert keluar.data["text/plain"] == f"Borang penyusunan laporan: {UNIT}" and "application/vnd.jupyter.widget-view+json" in keluar.data


def test_links_of_the_welcome_page_lead_to_what_is_there(akar):
    import re

    teks = "\n".join(c.source for c in nbformat.read(akar / "notebooks" / "mulai.ipynb", as_version=4).cells)
    tujuan = re.findall(r"\]\(([^)]+)\)", teks)
    assert all((akar / "notebooks" / t).exists() for t in tujuan)
    assert {p.name for p in (akar / "notebooks").glob("*.ipynb")} == {t for t in tujuan if t.endswith(".ipynb")} | {"mulai.ipynb"}
    bab = re.findall(r"^## \d+\. (.+)$", (akar / "docs" / "panduan.md").read_text("utf-8"), re.M)
    assert all(b in bab for b in re.findall(r"bab \*([^*]+)\*", teks))


def test_the_formats_offered_are_those_that_susun_makes():
    assert set(borang.format_ada()) == set(laksana.FORMAT)


def test_every_report_of_the_quarter_can_be_chosen_by_its_name(akar):
    b = meja.buka()
    assert b.unit.options[0] == "kecamatan-contoh" and b.triwulan.label == "Triwulan IV 2025"  # the quarter opened last
    b.unit.value = UNIT
    pilihan_ = dict(b.laporan.options)
    assert pilihan_["Semua laporan"] == "" and pilihan_["Laporan Kinerja Seksi Pelayanan Umum"] == ("lkj-kasi-pelayanan",)
    # A bound volume is made of the others, so these are compiled with it.
    jilid = pilihan_["Laporan Kinerja Eselon III dan IV selain Camat"]
    assert jilid[-1] == "lkj-gabungan" and "lkj-sekretaris" in jilid and len(jilid) == 7
    assert pilihan_["Lembar Koreksi: lkj-camat"] == ("koreksi-lkj-camat",) and len(pilihan_) == 1 + 9 + 1 + 8 + 1


def test_the_state_says_what_whose_where_and_how_long(akar):
    p, _ = params.baca(akar / "params" / UNIT / "2024-tw2.yaml", akar)
    data, aturan = muat(p)
    h = ringkas.ringkas(p, data, aturan, status.keadaan(data, p, aturan), date(2024, 7, 2))
    html = halaman.keadaan(h)
    assert html.count("<td>13 hari lagi</td>") == 3 and "tenggat 15 Juli 2024, 13 hari lagi" in html
    assert "Persentase fasilitasi kegiatan pemberdayaan kelurahan <small>(7.01.03.2.02-1)</small>" in html
    banyak = h | {"kosong": [h["kosong"][0] | {"nama": JAHAT, "kunci": str(n)} for n in range(5)]}
    assert "<summary>5 isian</summary>" in halaman.keadaan(banyak) and "<script>" not in halaman.keadaan(banyak)
    assert "✓ Semua isian sudah lengkap." in halaman.keadaan(h | {"kosong": [], "jabatan": []})


def test_results_failures_and_remarks_are_told_apart_and_escaped(tmp_path):
    (tmp_path / "u" / "2024-tw2").mkdir(parents=True)
    (tmp_path / "u" / "index.html").write_text("")
    folder = str(tmp_path / "u" / "2024-tw2")
    akhir = Akhir((
        {"laporan": "a", "folder": folder, "berkas": ["a.html", "a.ipynb", "angka.csv"], "galat": ""},
        {"laporan": "b", "folder": folder, "berkas": ["b.ipynb"], "galat": f"sel x: {JAHAT}"},
    ), perhatian=(JAHAT,))
    html = halaman.hasil(akhir, {"a": "Laporan A"}, Peladen(tmp_path, "/dasar/"))
    assert "1 laporan jadi, " in html and "1 gagal</span> (versi sebelumnya tetap ada)" in html and "<script>" not in html
    assert '<a href="/dasar/files/u/2024-tw2/a.html" target="_blank">HTML</a>' in html
    assert "/dasar/files/u/2024-tw2/gagal/b.ipynb" in html and "1 hal perlu diperhatikan" in html
    assert "Laporan yang sudah ada tidak berubah" in halaman.hasil(Akhir(dihentikan=True), {}, None)
    assert "&lt;script&gt;" in halaman.hasil(Akhir(galat=JAHAT), {}, None)


def test_links_lead_through_the_folder_that_the_server_shows(tmp_path, monkeypatch):
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setenv("JPY_PARENT_PID", "4711")
    assert peladen() is None
    (tmp_path / "jpserver-4711.json").write_text(json.dumps({"root_dir": str(tmp_path / "induk"), "base_url": "/u/"}))
    di = peladen()
    berkas = tmp_path / "induk" / "kantor a&b" / "x.pdf"
    html = tautan(berkas, "PDF", di)
    assert 'href="/u/files/kantor%20a%26b/x.pdf"' in html and "docmanager:open" in html and "kantor a&amp;b/x.pdf" in html
    luar = tautan(tmp_path / "lain" / "x.pdf", "PDF", di)
    assert "<a" not in luar and str(tmp_path / "lain" / "x.pdf") in luar


def test_compiling_runs_elsewhere_says_how_far_it_is_and_what_came_of_it(salinan):
    maju = []
    akhir = Proses(salinan, salinan / "params" / UNIT / "2024-tw2.yaml", ["evaluasi-renja"], ["html"]).jalankan(lambda *a: maju.append(a))
    assert maju == [(0, 1, "evaluasi-renja (tinggal dicetak)"), (1, 1, "evaluasi-renja")] and not akhir.galat and not akhir.masalah
    (h,) = akhir.laporan
    assert h["berkas"] == ["evaluasi-renja.html", "evaluasi-renja.ipynb"] and (Path(h["folder"]) / "evaluasi-renja.html").is_file()
    assert len(akhir.perhatian) == 3 and "melampaui pagu" in akhir.perhatian[0]


def test_invalid_data_come_back_as_problems_and_nothing_is_written(salinan):
    rusak(salinan)
    akhir = Proses(salinan, salinan / "params" / UNIT / "2024-tw2.yaml").jalankan(lambda *a: None)
    (m,) = akhir.masalah
    assert (m.berkas, m.baris, m.kolom, m.nilai) == (f"data/{UNIT}/pagu.csv", 2, "nilai", f"2.750{JAHAT}") and not (salinan / "reports").exists()
    html = halaman.hasil(akhir, {}, None)
    assert "1 hal perlu diperbaiki" in html and "2.750&lt;script&gt;" in html and "<script>" not in html


def test_what_cannot_be_compiled_is_said_in_words(salinan):
    akhir = Proses(salinan, salinan / "tiada.yaml").jalankan(lambda *a: None)
    assert [m.harapan for m in akhir.masalah] == ["berkas parameter tidak ada; contoh: params/kecamatan-lumajang/2024-tw2.yaml"]
    (salinan / "reports").write_text("bukan folder")
    akhir = Proses(salinan, salinan / "params" / UNIT / "2024-tw2.yaml", ["evaluasi-renja"], ["html"]).jalankan(lambda *a: None)
    assert akhir.galat.startswith("Tidak dapat menulis ke ") and "; " in akhir.galat and "--keluaran" in akhir.galat and not akhir.laporan


def test_it_can_be_stopped_and_a_second_click_meanwhile_does_nothing(salinan):
    b = meja.buka()
    kerja = b.mulai()
    assert kerja and b.susun.disabled and b.mulai() is None and not b.henti.disabled
    while b.proses and not b.proses._anak:
        time.sleep(0.05)
    time.sleep(1)
    b.henti.click()
    kerja.join(30)
    assert not kerja.is_alive() and "Dihentikan" in b.hasil.value and not b.susun.disabled and b.henti.disabled
    assert not list((salinan / "reports").rglob("*.html"))
    for kotak in b.format.values():
        kotak.value = False
    assert b.mulai() is None and "Pilih paling sedikit satu" in b.kabar.value


def test_whatever_happens_to_the_process_the_form_comes_back(salinan, monkeypatch):
    monkeypatch.setattr(sys, "executable", str(salinan / "tiada"))
    b = meja.buka()
    b.mulai().join(10)
    assert "tidak dapat dijalankan" in b.hasil.value and not b.susun.disabled


def test_a_broken_file_stops_the_notebook_with_a_table_once(salinan):
    rusak(salinan)
    isi = f'unit, tahun, triwulan, tanggal_laporan, aturan = "{UNIT}", 2024, 2, "2024-07-05", "lumajang-2024"\nfrom triwulan.laporan import buka\nlap = buka("lkj-camat", globals())'
    keluar, gagal = jalankan(salinan, isi)
    tabel, galat = keluar
    assert gagal and tabel.output_type == "display_data" and galat.output_type == "error" and galat.ename == "MasukanSalah"
    assert [k for k in masalah.KEPALA if f">{k}</th>" not in tabel.data["text/html"]] == []
    assert f">data/{UNIT}/pagu.csv</td>" in tabel.data["text/html"] and "2.750&lt;script&gt;" in tabel.data["text/html"] and JAHAT not in tabel.data["text/html"]
    assert tabel.data["text/plain"] == galat.evalue and "baris 2 kolom nilai" in galat.evalue
    # Whoever runs it in a terminal sees no table.
    assert "\n".join(galat.traceback) == galat.evalue
    # susun stops before any cell; what it keeps of a notebook that fails later holds the same table.
    h = bangun(bundel("lkj-camat", "lkj-camat", {"unit": UNIT, "tahun": 2024, "triwulan": 2, "tanggal_laporan": "2024-07-05", "aturan": "lumajang-2024"}, salinan), ["html"])
    assert h.galat.startswith("sel buka (") and "MasukanSalah: 1 hal perlu diperbaiki" in h.galat
    assert b'class=\\"masalah\\"' in h.berkas["lkj-camat.ipynb"] and b"Traceback" not in h.berkas["lkj-camat.ipynb"]


@pytest.mark.parametrize(("panggilan", "pesan"), [
    ('lap.jelaskan("utama/1/2")', "tidak ada angka beralamat evaluasi-renja/utama/1/2; yang ada: belum ada"),
    ('lap.teks("{pejabatt}")', "{pejabatt} tidak dikenal; kata: unit, kabupaten"),
    ('lap.tabel_tampil["9.9"]', "tabel 9.9 belum tampil di notebook ini; yang ada: belum ada"),
    ('lap.identitas("7.01.99")', "kode '7.01.99' tidak ada di data/kecamatan-lumajang/nomenklatur.csv; yang mirip: 7."),
    ('buka("lkj-camatt", globals())', "jenis laporan 'lkj-camatt' tidak ada; yang ada: lkj-camat, "),
])
def test_a_name_that_nothing_answers_to_is_said_in_two_lines(salinan, panggilan, pesan):
    isi = f'unit, tahun, triwulan, tanggal_laporan, aturan = "{UNIT}", 2024, 2, "2024-07-05", "lumajang-2024"\nfrom triwulan.laporan import buka\nlap = buka("evaluasi-renja", globals())\n{panggilan}'
    keluar, gagal = jalankan(salinan, isi)
    galat = keluar[-1]
    assert gagal and galat.traceback[0].startswith(pesan) and galat.traceback[1:] == ["Betulkan namanya di sel ini, lalu jalankan lagi."] and galat.evalue + "." == galat.traceback[0]


def test_a_long_list_names_only_what_is_like_it():
    assert pilihan("b", ["a", "c"]) == "yang ada: a, c" and pilihan("b", []) == "yang ada: belum ada"
    assert pilihan("7.01.03", [f"7.01.0{n}.x" for n in range(30)]).startswith("yang mirip: 7.01.03.x")
    assert pilihan("zzz", map(str, range(30))) == "di antara 30 yang ada tidak satu pun mirip"
    assert str(TidakDikenal("tanpa tanda kutip")) == "tanpa tanda kutip"


def test_only_the_welcome_page_is_saved_without_outputs():
    def model():
        return {"type": "notebook", "content": {"metadata": {"widgets": {}}, "cells": [{"cell_type": "code", "outputs": [1], "execution_count": 3}, {"cell_type": "markdown"}]}}

    mulai, lain = model(), model()
    tanpa_keluaran(mulai, path="notebooks/mulai.ipynb", contents_manager=None)
    tanpa_keluaran(lain, path="notebooks/lkj-camat.ipynb")
    assert mulai["content"] == {"metadata": {}, "cells": [{"cell_type": "code", "outputs": [], "execution_count": None}, {"cell_type": "markdown"}]}
    assert lain == model()


def test_the_table_of_problems_escapes_every_value():
    html = masalah.as_html([Masalah(JAHAT, JAHAT, 3, JAHAT, JAHAT), Masalah("a.yaml", "x", None, "", "")])
    assert "<script>" not in html and html.count("&lt;script&gt;") == 4 and ">(kosong)</td>" in html


def test_who_is_told_to_stop_too_late_says_what_it_has_made(akar):
    p = Proses(akar, akar / "params" / UNIT / "2024-tw2.yaml", dihentikan=True)
    selesai = [{"laporan": "lkj-camat", "folder": "x", "berkas": [], "galat": ""}]
    assert p._akhir(0, json.dumps(selesai), []) == Akhir(laporan=tuple(selesai))
    assert p._akhir(1, "", ["Aborted."]).dihentikan


def test_documents_open_under_the_address_that_the_server_tells_its_kernels(tmp_path, monkeypatch):
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setenv("JPY_PARENT_PID", "4711")
    monkeypatch.setenv(ALAMAT, "/u/triwulan")
    (tmp_path / "jpserver-4711.json").write_text(json.dumps({"root_dir": str(tmp_path), "base_url": "/u/"}))
    assert 'href="/u/triwulan/reports/a.docx" target="_blank">' in tautan(tmp_path / "reports" / "a.docx", "Word", peladen())
