"""The start page: what it says of a folder made by hand, that its links lead somewhere, that nothing in a file breaks it."""

import csv
import json
import os
import re
import shutil
from fractions import Fraction
from html.parser import HTMLParser
from urllib.parse import unquote

import pytest
from alat import tanpa_pekerja
from arsip_tiruan import PARAMS, UNIT, jalankan, proyek  # noqa: F401 (fixtures)
from portal_tiruan import SOROTAN, K, catatan, laporan, ledger, terbit, tulis  # noqa: F401 (fixtures)
from typer.testing import CliRunner

from triwulan.cli import app
from triwulan.form.audit import temuan
from triwulan.laporan import sorotan
from triwulan.office import aturan
from triwulan.press import build, himpun, laksana, portal, terbitan
from triwulan.press import temuan as berkas_temuan

DUA = "kecamatan-uji/2025-tw2"


class Halaman(HTMLParser):
    """Of a page: its ids, its links with their text, its tags, its text, the labels of its images."""

    def __init__(self, teks: str):
        super().__init__()
        self.id, self.tautan, self.tag, self.gambar, self.kata, self._buka = [], [], set(), [], [], None
        self.feed(teks)
        self.teks = " ".join(" ".join(self.kata).split())

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.tag.add(tag)
        self.id += [attrs["id"]] if "id" in attrs else []
        if tag == "svg":
            self.gambar.append((attrs["role"], attrs["aria-label"]))
        if tag == "a":
            self._buka = len(self.tautan)
            self.tautan.append([attrs["href"], ""])

    def handle_endtag(self, tag):
        if tag == "a":
            self._buka = None

    def handle_data(self, data):
        self.kata.append(data)
        if self._buka is not None:
            self.tautan[self._buka][1] += data

    def ke(self, href: str) -> list[str]:
        """The texts of the links to a place."""
        return [" ".join(t.split()) for h, t in self.tautan if h == href]


def buat(akar):
    rusak = portal.perbarui(akar)
    return Halaman((akar / "index.html").read_text("utf-8")), rusak


def test_it_says_what_the_ledgers_and_records_say(terbit):
    h, rusak = buat(terbit)
    assert rusak == ()
    # K of TW II is 60.888…, printed with its unit; the absorption is printed without: both as the report prints them.
    sel = f"{DUA}/evaluasi-renja.html#evaluasi-renja"
    assert h.ke(f"{sel}/kepala/d/nilai") == ["60,89 %"] * 2 and h.ke(f"{sel}/utama/total/14/Rp") == ["49,31 %"] * 2
    assert "Rendah" in h.teks and "Kinerja, rata-rata program." in h.teks
    assert h.gambar == [
        ("img", "Kinerja: TW I 30,50 %; TW II 60,89 %; TW III belum ada; TW IV belum ada"),
        ("img", "Anggaran: TW I 20,00 %; TW II 49,31 %; TW III belum ada; TW IV belum ada"),
    ]
    assert "1 laporan gagal" in h.teks and "1 laporan belum disusun" in h.teks and "draf, kurang 12 isian" in h.teks
    assert "Kepala Seksi Pemerintahan 9, Sekretaris 3" in h.teks and "Realisasi kinerja: Triwulan II 2025 (7)" in h.teks and "dan 2 lainnya" in h.teks
    assert "sel tabel-3-4: KeyError: 'x'" in h.teks and "baris kedua" not in h.teks
    assert "Laporan bertanggal 5 Juli 2025, batas penyampaian 15 Juli 2025. 41 dari 58 angka isian sudah masuk." in h.teks
    assert "Triwulan II Tahun 2025" in h.teks and h.teks.index("Triwulan II Tahun 2025 K") < h.teks.index("Triwulan I Tahun 2025 K")
    # Two wrong figures and a label in the filed documents, a note on our own; one is answered.
    assert "Tingkat Dokumen terbit Laporan kita salah 2 0 label 1 0 catatan 0 1 sudah dijawab 1 0" in h.teks
    # Only TW II asks for something.
    assert h.teks.count("Kecamatan Uji, Triwulan II Tahun 2025 :") == 1 and "Kecamatan Uji, Triwulan I Tahun 2025 :" not in h.teks


def test_reports_stand_in_the_declared_order_with_every_format(terbit):
    h, _ = buat(terbit)
    berkas = [unquote(a) for a, _ in h.tautan if "2025-tw1/" in a and "#" not in a and "arsip" not in a]
    dari = berkas.index("kecamatan-uji/2025-tw1/lkj-camat.html")
    assert berkas[dari:][:20] == [f"kecamatan-uji/2025-tw1/{n}.{f}" for n in ("lkj-camat", "evaluasi-renja", "pemeriksaan", "telusur-angka") for f in ("html", "pdf", "docx", "xlsx", "ipynb")]
    assert [t for a, t in h.tautan if a.startswith("kecamatan-uji/2025-tw1/lkj-camat.")] == ["HTML", "PDF", "Word", "Excel", "Notebook"]
    assert h.ke("kecamatan-uji/2025-tw1/pemeriksaan.html") == ["HTML", "pemeriksaan"]
    # What nobody asked for is not missed; archives are counted, not spelt.
    assert h.teks.count("Menelusuri Angka") == 1
    assert [a.rpartition("-")[2] for a, _ in h.tautan if "arsip" in a] == ["v1.zip", "v2.zip", "v10.zip"]


def test_every_link_is_relative_and_leads_to_what_is_there(terbit):
    h, _ = buat(terbit)
    assert len(h.id) == len(set(h.id))
    for href, _ in h.tautan:
        tempat, _, sauh = href.partition("#")
        assert not re.match(r"[a-z]+:|/|\.\.", tempat), href
        assert (terbit / unquote(tempat)).is_file() if tempat else unquote(sauh) in h.id, href
    assert not h.tag & {"script", "iframe", "img", "object"}
    assert "default-src 'none'" in (terbit / "index.html").read_text("utf-8")


def test_the_same_on_any_day_and_machine_and_only_deterministic_facts_count(terbit, tmp_path, monkeypatch):
    portal.perbarui(terbit)
    semula = (terbit / "index.html").read_bytes()
    lain = tmp_path / "tempat lain"
    shutil.copytree(terbit, lain)
    for p in lain.rglob("*"):
        os.utime(p, (0, 0))
    for path in lain.rglob("catatan-run.json"):
        isi = json.loads(path.read_text("utf-8"))
        for c in isi["laporan"].values():
            c |= {"selesai": "2031-01-01T00:00:00+09:00", "lama_detik": 99, "mesin": {"nama": "lain", "python": "4"}, "paket": {}, "masukan": {"data/x": "1" * 64}}
        path.write_text(json.dumps(isi, indent=4), "utf-8")
    terbalik = os.listdir
    monkeypatch.setattr(os, "listdir", lambda *a: terbalik(*a)[::-1])
    monkeypatch.setenv("TZ", "Asia/Jayapura")
    portal.perbarui(lain)
    assert (lain / "index.html").read_bytes() == semula
    assert b"mesin-penyusun" not in semula and b"09:00" not in semula
    # A figure that changes in the ledger changes the page.
    (lain / DUA / "angka.csv").write_text(ledger("61", "50"))
    portal.perbarui(lain)
    assert (lain / "index.html").read_bytes() != semula
    assert sorted(p.name for p in lain.iterdir()) == ["README.md", "index.html", "kecamatan-uji"], "nothing is left behind"


def test_text_of_files_never_becomes_markup(terbit):
    jahat = '"><img src=x onerror=alert(1)><script>alert(2)</script>'
    berkas = {
        "kecamatan <b>&%23/2025-tw3/catatan-run.json": catatan(
            {"evaluasi-renja": laporan("evaluasi-renja", draf=jahat, sorotan=[SOROTAN[0] | {"predikat": jahat, "nama": jahat, "arti": jahat, "catatan": jahat}])},
            unit=jahat, laporan=[{"nama": "evaluasi-renja", "judul": jahat}],
            kurang={"menahan": True, "jumlah": 1, "jabatan": [{"nama": jahat, "jumlah": 1, "butir": [{"judul": jahat, "berkas": jahat, "jumlah": 2}]}]},
        ),
        "kecamatan <b>&%23/2025-tw3/angka.csv": ledger("1", "2").replace("1,00 %", "<i>1"),
        "kecamatan <b>&%23/2025-tw3/evaluasi-renja.html": "",
        "kecamatan <b>&%23/2025-tw3/gagal/catatan-run.json": json.dumps({"laporan": {"<u>lkj": {"galat": jahat}}}),
        "kecamatan <b>&%23/2025-tw3/temuan.json": json.dumps({"temuan": [{"tingkat": jahat}]}),
        "kecamatan <b>&%23/2025-tw3/arsip/<s>#?.zip": "",
        "<em>.txt": "",
    }
    tulis(terbit, berkas)
    h, _ = buat(terbit)
    assert not h.tag & {"img", "script", "b", "i", "u", "s", "em"}
    assert h.teks.count("<script>alert(2)</script>") >= 8 and "<em>.txt" in h.teks
    assert h.ke("kecamatan%20%3Cb%3E%26%2523/2025-tw3/arsip/%3Cs%3E%23%3F.zip") == ["<s>#?.zip"]
    assert "kecamatan%20%3Cb%3E%26%2523/2025-tw3/evaluasi-renja.html#evaluasi-renja/kepala/d/nilai" in [a for a, _ in h.tautan]


RUSAK = [
    ("catatan-run.json", "{rusak", ""), ("catatan-run.json", "[]", ""), ("catatan-run.json", '{"laporan": {"../../x": {}}}', ""),
    ("catatan-run.json", '{"laporan": {"lkj-camat": {"draf": 5}}}', "(pada laporan.lkj-camat.draf)"), ("catatan-run.json", '{"triwulan": {"tanggal": "kemarin"}}', "(pada triwulan.tanggal)"),
    ("angka.csv", "bukan,buku\n1,2\n", ""), ("angka.csv", 'alamat,laporan,nilai,satuan,tampil\n"a', ""), ("angka.csv", b"\xff\xfe", ""), ("angka.csv", "", ""),
    ("temuan.json", '{"temuan": [{"tingkat": 1}]}', "(pada temuan.0.tingkat)"), ("temuan.json", "[" * 100000, ""), ("gagal/catatan-run.json", "null", ""),
]


@pytest.mark.parametrize(("nama", "isi", "sebab"), RUSAK)
def test_a_broken_file_is_named_and_the_rest_stands(terbit, nama, isi, sebab):
    (terbit / DUA / nama).write_bytes(isi if isinstance(isi, bytes) else isi.encode())
    h, rusak = buat(terbit)
    tempat = f"{DUA}/{nama}"
    assert len(rusak) == 1 and rusak[0].startswith(f"{tempat}: isinya bukan seperti yang ditulis triwulan susun")
    assert sebab in rusak[0]
    assert f"{tempat} : isinya bukan" in h.teks
    assert h.ke("kecamatan-uji/2025-tw1/evaluasi-renja.html#evaluasi-renja/kepala/d/nilai") == ["30,50 %"] * 2
    if nama == "catatan-run.json":
        assert "1 laporan tidak tercatat" in h.teks and f"{DUA}/evaluasi-renja.html" in [a for a, _ in h.tautan], "neither done nor lost"


def test_missing_files_are_said_and_foreign_ones_named(terbit):
    tulis(terbit, {"catatan saya.txt": "", "kosong/x.txt": "", "kecamatan-uji/2025-tw5/x": "", f"{DUA}/salinan (2).pdf": "", f"{DUA}/arsip/lain.txt": "", ".sembunyi/x": ""})
    (terbit / DUA / "angka.csv").unlink()
    h, rusak = buat(terbit)
    assert rusak == ()
    asing = ["catatan saya.txt", f"{DUA}/arsip/lain.txt", f"{DUA}/salinan (2).pdf", "kecamatan-uji/2025-tw5", "kosong", "kosong/x.txt"]
    assert "6 berkas atau folder lain yang bukan hasil triwulan " + " ".join(sorted(asing)) in h.teks
    assert "Belum ada angka.csv" in h.teks and "Belum ada temuan.json" in h.teks and "Belum ada arsip bukti." in h.teks
    # Without a ledger there is no figure, and none is made up.
    assert not [a for a, _ in h.tautan if a.startswith(DUA) and "#" in a] and "TW II belum ada" in h.gambar[0][1]


def test_without_the_page_it_comes_from_a_figure_is_shown_and_not_linked(terbit):
    (terbit / DUA / "evaluasi-renja.html").unlink()
    h, _ = buat(terbit)
    assert "60,89 %" in h.teks and not [a for a, _ in h.tautan if a.startswith(DUA) and "#" in a]


def test_a_record_of_before_this_page_and_an_empty_folder(terbit, tmp_path):
    (terbit / DUA / "catatan-run.json").write_text(json.dumps({"laporan": {"evaluasi-renja": {"status": "selesai", "berkas": {}, "masukan": {}}}}))
    (terbit / DUA / "gagal" / "catatan-run.json").unlink()
    h, rusak = buat(terbit)
    assert rusak == () and f"{DUA}/evaluasi-renja.html" in [a for a, _ in h.tautan]
    (tmp_path / "kosong").mkdir()
    assert "Belum ada laporan yang disusun." in buat(tmp_path / "kosong")[0].teks


def test_a_curve_has_a_gap_where_a_quarter_is_missing_and_room_for_more_than_all():
    def a(n):
        return terbitan.Angka(terbitan.Sorotan(**SOROTAN[0]), "evaluasi-renja", f"{n} %", Fraction(n)) if n is not None else None

    p = portal._percik("K", "Kinerja", [a(0), None, a(100), a(50)])
    # 72 × 22 with a margin of 3: 0 % lies at 19, 100 % at 3, 50 % half way; the quarters 22 apart.
    assert p.titik == (("3.0", "19.0"), ("47.0", "3.0"), ("69.0", "11.0")) and p.garis == ("47.0,3.0 69.0,11.0",)
    assert portal._percik("K", "Kinerja", [a(200), a(100), None, None]).titik == (("3.0", "3.0"), ("25.0", "11.0"))
    assert portal._percik("K", "Kinerja", [None] * 4).titik == ()


@pytest.mark.parametrize(("nilai", "predikat", "lubang"), [("60.8888888889", "Rendah", False), ("50.24", "Sangat Rendah", True), ("", "", False)])
def test_the_hall_names_the_headline_figures_with_their_grade(akar, nilai, predikat, lubang):
    """The scale of 2024: Rendah from 51 to 65; 50,24 lies between ≤ 50 and 51."""
    rows = [{"alamat": K, "nilai": nilai}, {"alamat": "evaluasi-renja/utama/total/14/Rp", "nilai": "49"}, {"alamat": "lain", "nilai": "x"}]
    k, rp = sorotan.angka(rows, aturan.muat(akar, "lumajang-2024"))
    assert (k["alamat"], k["predikat"], bool(k["catatan"])) == (K, predikat, lubang) and "rata-rata kolom 14 (K) atas baris program" in k["arti"]
    assert (rp["alamat"], rp["predikat"]) == ("evaluasi-renja/utama/total/14/Rp", "")
    assert sorotan.angka([{"alamat": "lkj-camat/3.3/x/5", "nilai": "1"}], aturan.muat(akar, "lumajang-2024")) == []


def tiruan(gagal: str = ""):
    """Building without kernels: a report's HTML is its name, the Renja form has its two headline cells."""
    def bangun(bundel, *_):
        if bundel.laporan == gagal:
            return laksana.Hasil(gagal, {f"{gagal}.ipynb": b"{}"}, "sel x: KeyError: 'y'", waktu=(laksana.kini(),) * 2)
        rows = list(csv.DictReader(ledger("50.24", "20").splitlines())) if bundel.laporan == "evaluasi-renja" else ()
        return laksana.Hasil(bundel.laporan, {f"{bundel.laporan}.{f}": b"{}" for f in ("ipynb", "html")}, angka=tuple(rows), waktu=(laksana.kini(),) * 2)

    return bangun


def test_compiling_renews_the_page_and_a_later_part_keeps_what_is_known_of_the_rest(salinan, monkeypatch):
    """First the Renja form and a report that fails, then another report alone."""
    tanpa_pekerja(monkeypatch, tiruan(gagal="lkj-camat"))
    r = CliRunner().invoke(app, ["susun", "--laporan", "evaluasi-renja", "--laporan", "lkj-camat"])
    assert r.exit_code == 1 and f"Halaman muka: {salinan / 'reports' / 'index.html'}" in r.stderr
    h = Halaman((salinan / "reports" / "index.html").read_text("utf-8"))
    sel = "kecamatan-lumajang/2024-tw2/evaluasi-renja.html#evaluasi-renja/kepala/d/nilai"
    assert "Kecamatan Lumajang" in h.teks and "1 laporan gagal 8 laporan belum disusun" in h.teks and "sel x: KeyError: 'y'" in h.teks
    # 50,24 is the figure that was filed: between the bands up to 50 and from 51.
    assert h.ke(sel) == ["50,24 %"] * 2 and "Sangat Rendah *" in h.teks and "jatuh di antara dua pita" in h.teks
    assert "Laporan Kinerja Seksi Pelayanan Umum lkj-kasi-pelayanan belum disusun" in h.teks
    # Two performances of activities without a budget and a text are not in, as `triwulan status` says.
    assert "159 dari 161 angka isian sudah masuk." in h.teks and "Kepala Seksi Pelayanan Umum 2, Kepala Seksi Pemberdayaan Masyarakat 1" in h.teks
    tanpa_pekerja(monkeypatch, tiruan())
    assert CliRunner().invoke(app, ["susun", "--laporan", "lkj-kasi-pelayanan"]).exit_code == 0
    h = Halaman((salinan / "reports" / "index.html").read_text("utf-8"))
    assert h.ke(sel) == ["50,24 %"] * 2 and "1 laporan gagal 7 laporan belum disusun" in h.teks
    assert "Laporan Kinerja Seksi Pelayanan Umum lkj-kasi-pelayanan selesai HTML Notebook" in h.teks


def test_a_page_that_cannot_be_written_is_said_and_harms_no_report(salinan, monkeypatch):
    tanpa_pekerja(monkeypatch, tiruan())
    (salinan / "reports" / "index.html").mkdir(parents=True)
    r = CliRunner().invoke(app, ["susun", "--laporan", "evaluasi-renja"])
    assert r.exit_code == 0 and "index.html tidak dapat diperbarui" in r.stderr and "Traceback" not in r.stderr
    assert (salinan / "reports" / "kecamatan-lumajang" / "2024-tw2" / "evaluasi-renja.html").exists()


def test_an_office_whose_parameters_are_gone_is_still_shown(salinan, monkeypatch, terbit):  # noqa: F811
    tanpa_pekerja(monkeypatch, tiruan())
    assert CliRunner().invoke(app, ["susun", "--laporan", "evaluasi-renja", "--keluaran", str(terbit)]).exit_code == 0
    h = Halaman((terbit / "index.html").read_text("utf-8"))
    assert "Kecamatan Uji" in h.teks and "Kecamatan Lumajang" in h.teks and "Ringkasan 2025" in h.teks and "Ringkasan 2024" in h.teks


def test_archiving_renews_the_page(proyek):  # noqa: F811
    r = jalankan("arsip", PARAMS)
    h = Halaman((proyek / "reports" / "index.html").read_text("utf-8"))
    assert r.stdout.strip().endswith("-v1.zip") and h.ke(f"{UNIT}/2024-tw2/arsip/{UNIT}-2024-tw2-v1.zip") == [f"{UNIT}-2024-tw2-v1.zip"], r.stderr


def test_names_repeated_here_are_those_of_their_owners():
    assert portal.TINGKAT == tuple(temuan.TINGKAT)
    assert (terbitan.CATATAN, terbitan.TEMUAN, terbitan.LEDGER) == (build.CATATAN, berkas_temuan.TEMUAN, himpun.LEDGER)
    assert {"html", "pdf"} <= set(terbitan.FORMAT)
