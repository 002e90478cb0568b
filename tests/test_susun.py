"""Building: the same bytes by stock tools and by `triwulan susun`; failures kept and listed; nothing harmed."""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from alat import bangun, bundel
from typer.testing import CliRunner

from triwulan.cli import app
from triwulan.press import angka, laksana
from triwulan.press.kanonik import kanonik, tulis

#: papermill writes the file anew after each of a hundred cells, which takes twice as long as the rest; what it writes last is the same.
TANPA_SIMPAN = "--no-request-save-on-cell-execute"
JUPYTER = [sys.executable, "-m", "jupyter", "nbconvert"]


def test_stock_papermill_and_nbconvert_give_the_same_bytes(hasil, akar, tmp_path):
    """From another folder's output, another time zone and locale: HTML and PDF equal to the byte, notebook after kanonik."""
    env = {**os.environ, "TZ": "Asia/Jayapura", "LC_ALL": "C"}
    out = tmp_path / "jauh" / "out.ipynb"
    out.parent.mkdir()
    subprocess.run([sys.executable, "-m", "papermill", "notebooks/lkj-camat.ipynb", str(out), "-f", "params/kecamatan-lumajang/2024-tw2.yaml", TANPA_SIMPAN], cwd=akar, env=env, check=True, capture_output=True)
    for nama in ("triwulan-html", "triwulan-pdf"):
        subprocess.run([*JUPYTER, "--to", nama, out.name], cwd=out.parent, env=env, check=True, capture_output=True)
    assert tulis(kanonik(nbformat.read(out, as_version=4))) == hasil.berkas["lkj-camat.ipynb"]
    assert out.with_suffix(".html").read_bytes() == hasil.berkas["lkj-camat.html"]
    assert out.with_suffix(".pdf").read_bytes() == hasil.berkas["lkj-camat.pdf"]


def test_the_canonical_form_is_stable_and_says_nothing_of_the_run(hasil, akar):
    teks = hasil.berkas["lkj-camat.ipynb"]
    nb = nbformat.reads(teks.decode("utf-8"), as_version=4)
    assert tulis(kanonik(nb)) == teks
    nbformat.validate(nb)
    assert str(akar).encode() not in teks and b"papermill" not in json.dumps(nb.metadata).encode()
    assert nb.metadata["triwulan"]["parameter"]["triwulan"] == 2
    assert len(nb.metadata["triwulan"]["masukan"]) == 13 and all(len(s) == 64 for s in nb.metadata["triwulan"]["masukan"].values())


def test_nothing_is_printed_to_stderr_and_no_cell_fails(hasil):
    nb = nbformat.reads(hasil.berkas["lkj-camat.ipynb"].decode("utf-8"), as_version=4)
    keluar = [o for c in nb.cells for o in c.get("outputs", [])]
    assert keluar and not [o for o in keluar if o.output_type in ("stream", "error")]


def test_every_numeric_cell_of_the_notebook_is_in_the_ledger_once(hasil):
    alamat = [r["alamat"] for r in hasil.angka]
    assert len(alamat) == len(set(alamat)) > 2000
    ada = set(alamat)
    for r in hasil.angka:
        assert r["rumus"] or r["sumber"] or r["nilai"] == "", r["alamat"]
        for o in filter(None, r["operan"].split(";")):
            assert o in ada or o.startswith("data/kecamatan-lumajang/"), (r["alamat"], o)


def test_every_source_in_the_ledger_is_a_row_of_data(hasil, lap):
    acuan = {a for f in lap.data.frames.values() for a in f["acuan"]}
    for r in hasil.angka:
        for s in filter(None, (r["sumber"] + ";" + r["operan"]).split(";")):
            assert s in acuan or "#" not in s, s


def test_susun_puts_everything_in_place_and_keeps_other_reports_rows(hasil, akar, tmp_path):
    tujuan = tmp_path / "kecamatan-lumajang" / "2024-tw2"
    tujuan.mkdir(parents=True)
    lain = {k: "" for k in angka.KOLOM} | {"alamat": "evaluasi-renja/utama/x/8", "laporan": "evaluasi-renja"}
    (tujuan / "angka.csv").write_bytes(angka.tulis([lain]))
    (tujuan / "lkj-camat.docx").write_text("dari data lama")
    r = CliRunner().invoke(app, ["susun", "params/kecamatan-lumajang/2024-tw2.yaml", "--laporan", "lkj-camat", "--keluaran", str(tmp_path)])
    assert r.exit_code == 0, r.stderr
    assert sorted(p.name for p in tujuan.iterdir()) == ["angka.csv", "catatan-run.json", "lkj-camat.html", "lkj-camat.ipynb", "lkj-camat.pdf"]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["index.html", "kecamatan-lumajang"] and sorted(p.name for p in tujuan.parent.iterdir()) == [".2024-tw2.kunci", "2024-tw2"]
    for nama, isi in hasil.berkas.items():
        assert (tujuan / nama).read_bytes() == isi
    rows = list(csv.DictReader((tujuan / "angka.csv").read_text("utf-8").splitlines()))
    assert rows[0] == lain and rows[1:] == list(hasil.angka)
    catatan = json.loads((tujuan / "catatan-run.json").read_text("utf-8"))
    assert catatan["laporan"]["lkj-camat"]["status"] == "selesai" and catatan["laporan"]["lkj-camat"]["masukan"]
    # What the start page needs: no headline figure stands in this report; nine reports are owed, the audit comes with them.
    assert catatan["laporan"]["lkj-camat"]["draf"] == "" and catatan["laporan"]["lkj-camat"]["sorotan"] == []
    assert [x["nama"] for x in catatan["triwulan"]["laporan"] if x["wajib"]][-2:] == ["evaluasi-renja", "pemeriksaan"] and catatan["triwulan"]["kurang"]["jumlah"] == 3
    assert r.stdout.split() == [str(tujuan / n) for n in ("lkj-camat.ipynb", "lkj-camat.html", "lkj-camat.pdf")]
    assert "Perhatian: data/kecamatan-lumajang/realisasi_rp.csv" in r.stderr


def test_one_failing_report_leaves_the_earlier_one_and_is_listed_the_other_is_in_place(salinan):
    """The Camat's new notebook breaks half way: exit 1, its old document stands, the broken notebook shows the error; the
    report beside it is done."""
    tujuan = salinan / "keluar" / "kecamatan-lumajang" / "2024-tw2"
    tujuan.mkdir(parents=True)
    (tujuan / "lkj-camat.html").write_text("laporan kemarin")
    path = salinan / "notebooks" / "lkj-camat.ipynb"
    path.write_text(path.read_text("utf-8").replace('nomor=\\"3.4\\"', 'nomer=\\"3.4\\"'), "utf-8")
    pilihan = ["--laporan", "lkj-camat", "--laporan", "lkj-kasi-pelayanan", "--format", "html"]
    r = CliRunner().invoke(app, ["susun", *pilihan, "--keluaran", str(salinan / "keluar"), "--json"])
    assert r.exit_code == 1
    assert (tujuan / "lkj-camat.html").read_text() == "laporan kemarin" and not (tujuan / "lkj-camat.pdf").exists()
    assert "GAGAL lkj-camat: sel tabel-3-4 (lap.tabel(): " in r.stderr and "nomer" in r.stderr
    nb = nbformat.read(tujuan / "gagal" / "lkj-camat.ipynb", as_version=4)
    assert any(o.output_type == "error" for c in nb.cells for o in c.get("outputs", []))
    assert [(h["laporan"], bool(h["galat"])) for h in json.loads(r.stdout)] == [("lkj-camat", True), ("lkj-kasi-pelayanan", False)]
    assert json.loads((tujuan / "gagal" / "catatan-run.json").read_text("utf-8"))["laporan"]["lkj-camat"]["status"] == "gagal"
    # The record and the ledger hold what is done; the old document's own are untouched.
    assert list(json.loads((tujuan / "catatan-run.json").read_text("utf-8"))["laporan"]) == ["lkj-kasi-pelayanan"]
    assert {r["laporan"] for r in csv.DictReader((tujuan / "angka.csv").read_text("utf-8").splitlines())} == {"lkj-kasi-pelayanan"}


def test_a_volume_waits_for_its_reports(salinan):
    """Asked for alone it says which reports it binds; nothing is written in its place."""
    r = CliRunner().invoke(app, ["susun", "--laporan", "lkj-gabungan", "--keluaran", str(salinan / "keluar")])
    assert r.exit_code == 1 and "jilid ini memuat laporan yang tidak ikut disusun atau gagal: lkj-sekretaris, lkj-kasubbag-keuangan" in r.stderr


def test_the_eselon_iv_notebook_takes_its_post_from_stock_papermill(akar, tmp_path):
    """`-p jabatan …` beside the quarter's file; without a post the notebook's own default, with an unknown one a list."""
    out = tmp_path / "out.ipynb"
    perintah = [sys.executable, "-m", "papermill", "notebooks/lkj-eselon-iv.ipynb", str(out), "-f", "params/kecamatan-lumajang/2024-tw2.yaml", "-p", "jabatan"]
    subprocess.run([*perintah, "kasi-pelayanan"], cwd=akar, check=True, capture_output=True)
    assert kanonik(nbformat.read(out, as_version=4)).metadata["triwulan"]["laporan"] == "lkj-kasi-pelayanan"
    r = subprocess.run([*perintah, "kasi-angkasa"], cwd=akar, capture_output=True, text=True)
    assert r.returncode != 0 and "belum ada naskah Perjanjian Kinerja 2024 untuk kasi-angkasa" in r.stderr


def test_a_notebook_that_is_none_and_a_folder_that_cannot_be_written_are_said_plainly(salinan):
    (salinan / "sebuah-berkas").write_text("")
    path = salinan / "notebooks" / "lkj-camat.ipynb"
    path.write_text("{rusak")
    r = CliRunner().invoke(app, ["susun", "--laporan", "lkj-camat", "--keluaran", str(salinan / "keluar")])
    assert r.exit_code == 1 and "GAGAL lkj-camat: " in r.stderr and "Traceback" not in r.stderr
    r = CliRunner().invoke(app, ["susun", "--laporan", "lkj-camat", "--keluaran", str(salinan / "sebuah-berkas")])
    assert r.exit_code == 1 and "atau pilih folder lain dengan --keluaran" in r.stderr


@pytest.mark.parametrize("triwulan", [1, 3])
def test_a_quarter_that_the_data_do_not_cover_says_so_instead_of_showing_the_last_one(akar, triwulan):
    """TW I: months are known only as January to May. TW III: nothing after June. No figure is invented or left standing."""
    p = {"unit": "kecamatan-lumajang", "tahun": 2024, "triwulan": triwulan, "tanggal_laporan": "2024-12-30", "aturan": "lumajang-2024"}
    h = bangun(bundel("lkj-camat", "lkj-camat", p, akar), ["html", "pdf"])
    assert not h.galat, h.galat
    nilai = {r["alamat"]: r["nilai"] for r in h.angka}
    assert nilai["lkj-camat/lra-rekening/jumlah/5c"] == "" and nilai["lkj-camat/lra/59/4"] == ""
    assert nilai["lkj-camat/lra-rekening/jumlah/4"] == "7229814333"
    assert nilai["lkj-camat/3.3/7.01.01/8"] == ("2418130205" if triwulan == 1 else "")
    assert nilai["lkj-camat/3.3/7.01.01/5"] == ("20" if triwulan == 1 else "")
    html = h.berkas["lkj-camat.html"].decode("utf-8")
    assert "belum dapat disajikan" in html and "belum lengkap" in html


@pytest.mark.parametrize("folder", ["notebooks", "."])
def test_run_all_works_from_any_working_folder(akar, tmp_path, folder):
    """As JupyterLab runs it: defaults of the parameters cell, the kernel in the notebook's own folder or the project's."""
    from nbclient import NotebookClient

    nb = nbformat.read(akar / "notebooks" / "lkj-camat.ipynb", as_version=4)
    NotebookClient(nb, resources={"metadata": {"path": str(akar / folder)}}).execute()
    assert sum(bool(c.get("outputs")) for c in nb.cells) > 50


def test_running_the_first_call_again_in_the_same_session_is_fine(akar):
    """In Lab people run cells twice: names of reports and tables are no parameters."""
    from nbclient import NotebookClient

    nb = nbformat.read(akar / "notebooks" / "lkj-camat.ipynb", as_version=4)
    buka = next(c for c in nb.cells if c.id == "buka")
    nb.cells = [*nb.cells[:6], nbformat.v4.new_code_cell(buka.source)]
    NotebookClient(nb, resources={"metadata": {"path": str(Path(akar))}}).execute()
