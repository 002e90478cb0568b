"""What came in, what was exported, what the data hold now: who has changed what; several workbooks at once; what is not touched."""

import json
import random
import shutil
from datetime import datetime

import pytest
from isian_buku import Buku, baris, ekspor
from typer.testing import CliRunner

from triwulan.cli import app
from triwulan.laporan.masuk import pintu
from triwulan.laporan.masuk.isian.buka import buka
from triwulan.office.masalah import MasukanSalah
from triwulan.office.skema import SKEMA
from triwulan.office.tulisan import tulis

UNIT, TW, WAKTU = "kecamatan-contoh", "kecamatan-contoh/2025-tw4", datetime(2026, 1, 5, 21, 0)
K = "k|7.01.02.2.01.0002-1||2025-tw4"
BARIS = "7.01.02.2.01.0002-1,,2025-tw4,3,"


def rencana(akar, *berkas):
    return pintu.impor(akar, berkas, pintu.Petunjuk(), WAKTU)[1]


@pytest.fixture(scope="module")
def asal(tmp_path_factory):
    return ekspor(TW, tmp_path_factory.mktemp("asal") / "asal.xlsx", jabatan="kasi-pelayanan")


@pytest.fixture
def seksi(asal, contoh):
    """A section's workbook, filled."""
    def isi(nama: str = "isian.xlsx", **nilai) -> Buku:
        b = Buku(shutil.copy(asal, contoh / nama))
        for kolom, v in nilai.items():
            b.tulis("Kinerja", K, kolom, v)
        b.simpan()
        return b

    return isi


@pytest.mark.parametrize(("kini", "diisi", "jadi"), [
    ("3", 3, None), ("4", 3, None), ("3", 5, "5"), ("5", 5, None), ("3", None, ""), ("", None, None), ("", 3, None),
    ("4", 5, "di data sekarang '4', sedangkan waktu diekspor '3': keduanya sudah diubah"), ("", 5, "di data sekarang '(kosong)'"), ("4", None, "di data sekarang '4'"),
])
def test_theirs_against_what_was_exported_against_the_data_now(contoh, seksi, kini, diisi, jadi):
    b = seksi()
    path = contoh / "data" / UNIT / "realisasi_k.csv"
    teks = path.read_text("utf-8")
    awal = next(t for t in teks.splitlines(keepends=True) if t.startswith(BARIS))
    path.write_text(teks.replace(awal, awal.replace(BARIS, f"7.01.02.2.01.0002-1,,2025-tw4,{kini},") if kini else ""), "utf-8")
    tempat = b.tulis("Kinerja", K, "nilai", diisi)
    b.simpan()
    if jadi and len(jadi) > 1:
        with pytest.raises(MasukanSalah) as galat:
            rencana(contoh, b.path)
        (m,) = galat.value.masalah
        assert str(m).startswith(f"isian.xlsx {tempat}: tertulis {str(diisi or '')!r}; {jadi}")
        return
    perubahan = rencana(contoh, b.path).perubahan
    assert [(p.lama, p.baru) for p in perubahan if p.kolom == "nilai"] == ([] if jadi is None else [("3", jadi)])
    assert len(perubahan) == {None: 0, "5": 1, "": 1}[jadi]  # a row that goes is named by its key


def test_what_is_emptied_is_said_and_the_row_goes(contoh, seksi):
    b = seksi(nilai=None)
    masukan, r = pintu.impor(contoh, [b.path], pintu.Petunjuk(), WAKTU)
    assert masukan.kalimat[-1] == f"Dikosongkan, jadi dihapus dari data: isian.xlsx Kinerja!{b.sel('Kinerja', K, 'nilai').coordinate}."
    tulis(contoh, r.tulisan)
    assert not [x for x in baris(contoh, UNIT, "realisasi_k") if x["indikator"] == "7.01.02.2.01.0002-1" and x["periode"] == "2025-tw4"]


def test_several_workbooks_at_once(contoh, seksi):
    a, b, lain = seksi("a.xlsx", nilai=5), seksi("b.xlsx", nilai=6), seksi("lain.xlsx", bukti="Notula, 3 Desember 2025")
    with pytest.raises(MasukanSalah, match=r"a.xlsx Kinerja!\w+: tertulis '5'; b.xlsx Kinerja!\w+ mengisi sel yang sama dengan '6'"):
        rencana(contoh, a.path, b.path)
    r = rencana(contoh, a.path, lain.path)
    assert {(p.kolom, p.baru, p.letak.split()[0]) for p in r.perubahan} == {("nilai", "5", "a.xlsx"), ("bukti", "Notula, 3 Desember 2025", "lain.xlsx")}
    tulis(contoh, r.tulisan)
    (satu,) = [x for x in baris(contoh, UNIT, "realisasi_k") if x["indikator"] == "7.01.02.2.01.0002-1" and x["periode"] == "2025-tw4"]
    assert "a.xlsx Kinerja!" in satu["tempat"] and "lain.xlsx Kinerja!" in satu["tempat"]
    sumber = {s["name"]: s["title"] for s in json.loads((contoh / "data" / UNIT / "datapackage.json").read_text("utf-8"))["sources"]}
    assert sumber[satu["dokumen"]] == "Isian Triwulan IV 2025: a.xlsx", "the one that brings the figure"
    assert {p.name for p in (contoh / "data" / UNIT / "masuk").glob("*/*.xlsx")} == {"a.xlsx", "lain.xlsx"}


def test_rows_sorted_and_columns_moved_are_still_found(contoh, seksi):
    """The hidden keys say which row is which: here the rows stand the other way round."""
    b = seksi(nilai=7)
    ws = b.isi["Kinerja"]
    n = sorted(b.baris("Kinerja").values())
    isi = {r: [(c.value, c.number_format) for c in ws[r]] for r in n}
    for r, lain in zip(n, reversed(n)):
        for c, (nilai, format_) in zip(ws[r], isi[lain]):
            c.value, c.number_format = nilai, format_
    ws.move_range(f"O1:O{ws.max_row}", cols=5)
    assert [(p.kunci[0], p.kolom, p.baru) for p in rencana(contoh, b.simpan()).perubahan] == [("7.01.02.2.01.0002-1", "nilai", "7")]


def test_an_activity_that_moves_to_another_day_is_one_row_still(contoh, seksi):
    b = seksi()
    id_ = next(i for i in b.baris("Kegiatan") if i.startswith("d|kasi-pelayanan|2025"))
    asal = id_.split("|")[2]
    b.tulis("Kegiatan", id_, "tanggal", "1 Desember 2025")
    b.tulis("Kegiatan", "d|kasi-pelayanan|baru|1", "tanggal", datetime(2025, 12, 2))
    b.tulis("Kegiatan", "d|kasi-pelayanan|baru|1", "kegiatan", "Rapat loket.")
    lama = {tuple(r.values())[:3]: r for r in baris(contoh, UNIT, "dokumentasi")}
    tulis(contoh, rencana(contoh, b.simpan()).tulisan)
    kini = {tuple(r.values())[:3]: r for r in baris(contoh, UNIT, "dokumentasi")}
    (hilang,), baru = lama.keys() - kini.keys(), sorted(kini.keys() - lama.keys())
    assert hilang[1] == asal and [k[1] for k in baru] == ["2025-12-01", "2025-12-02"] and kini[baru[0]]["kegiatan"] == lama[hilang]["kegiatan"]
    assert not rencana(contoh, b.path).perubahan, "the same once more changes nothing"


def test_a_changed_budget_and_an_account_it_brought(contoh):
    """A change decided in the quarter: one account raised, a new one with its name, its budget before (0), and its months."""
    b = Buku(ekspor(TW, contoh / "isian.xlsx", contoh, "kasubbag-keuangan"))
    b.tulis("Pagu", "berlaku", "perubahan", "5 November 2025")
    b.tulis("Pagu", "kecamatan|7.01.01.2.08.0002|5.1.02.02.01.0061", "perubahan", "26.000.000")
    for kolom, isi in (("kode", "7.01.01.2.08.0002"), ("nama", "Belanja Langganan Baru"), ("rekening", "5.1.02.02.01.0099"), ("perubahan", 900000)):
        b.tulis("Pagu", "kecamatan|baru|1", kolom, isi)
    for bulan, nilai in (("2025-10", 0), ("2025-11", 400000), ("2025-12", 450000)):
        b.tulis("Anggaran", "kecamatan|baru|1", bulan, nilai)
    r = rencana(contoh, b.simpan())
    tulis(contoh, r.tulisan)
    baru = [(x["tahap"], x["berlaku"], x["nilai"]) for x in baris(contoh, UNIT, "pagu") if x["akun"] == "5.1.02.02.01.0099"]
    assert sorted(baru) == [("murni", "", "0"), ("perubahan", "2025-11-05", "900000")]
    uang = {x["periode"]: x["nilai"] for x in baris(contoh, UNIT, "realisasi_rp") if x["akun"] == "5.1.02.02.01.0099"}
    assert uang == {f"2025-{n:02}": "0" for n in range(1, 11)} | {"2025-11": "400000", "2025-12": "450000"}
    assert [x["uraian"] for x in baris(contoh, UNIT, "nomenklatur") if x["kode"] == "5.1.02.02.01.0099"] == ["Belanja Langganan Baru"]
    assert [x["nilai"] for x in baris(contoh, UNIT, "pagu") if x["akun"] == "5.1.02.02.01.0061" and x["berlaku"] == "2025-11-05"] == ["26000000"]
    assert not rencana(contoh, b.path).perubahan, "the same once more changes nothing"


def test_a_hundred_edits_change_these_cells_and_no_others(contoh):
    """Entry cells of all sheets chosen by chance, new figures and texts typed into them."""
    acak, b = random.Random(2025), Buku(ekspor(TW, contoh / "isian.xlsx", contoh))
    sel = [s for s, _ in sorted(buka(b.path).sel.items(), key=lambda x: (x[0].lembar, x[0].baris, x[0].kolom)) if not s.rekaman and s.berkas in ("realisasi_k", "realisasi_rp", "narasi")]
    # A ratio's halves, and a cell beside a figure that is not there, are not free to change alone.
    sel = [s for s in sel if s.isi or s.berkas == "narasi" or s.kolom in ("bukti", "catatan") and s.lembar == "Kinerja"]
    harapan: dict[tuple, str] = {}
    for n, s in enumerate(acak.sample(sel, 100)):
        nilai = f"{acak.randint(1, 10**9)}.{acak.randint(1, 99):02}".rstrip("0") if s.berkas == "realisasi_rp" and s.medan == "nilai" else str(acak.randint(101, 999)) if s.bentuk == "angka" else f"Isian acak {n}; =1+1, “{acak.random()}”"
        b.tulis(s.lembar, s.baris, s.kolom, float(nilai) if s.bentuk == "angka" else nilai)
        harapan[s.berkas, s.kunci_data, s.medan] = nilai
    lama = {nama: {tuple(r[k] for k in SKEMA[nama].kunci): r for r in baris(contoh, UNIT, nama)} for nama in SKEMA}
    tulis(contoh, rencana(contoh, b.simpan()).tulisan)
    beda = {}
    for nama, rows in lama.items():
        kini = {tuple(r[k] for k in SKEMA[nama].kunci): r for r in baris(contoh, UNIT, nama)}
        assert set(rows) <= set(kini), "nothing goes"
        for kunci, r in kini.items():
            asal = rows.get(kunci, dict.fromkeys(r, ""))
            beda |= {(nama, kunci, k): v for k, v in r.items() if v != asal[k] and k not in ("dokumen", "tempat") and k not in SKEMA[nama].kunci}
            assert (r["dokumen"] != asal["dokumen"]) == any((nama, kunci, k) in harapan for k in r) if "dokumen" in r else r == asal
    assert beda == harapan and len({b for b, _, _ in harapan}) == 3


def test_a_workbook_for_each_post_that_owes_something(salinan):
    """Both sections that Triwulan II 2024 still lacks something of get theirs, fill it, and both are imported at once."""
    jalan = CliRunner().invoke
    perintah = ["isian", "params/kecamatan-lumajang/2024-tw2.yaml", "--per-jabatan", "kirim"]
    r = jalan(app, perintah)
    assert r.exit_code == 0 and sorted(p.name for p in (salinan / "kirim").iterdir()) == ["isian-2024-tw2-kasi-pelayanan.xlsx", "isian-2024-tw2-kasi-pemberdayaan.xlsx"]
    for nama, id_ in (("kasi-pelayanan", "7.01.02.2.04-1"), ("kasi-pemberdayaan", "7.01.03.2.02-1")):
        b = Buku(salinan / "kirim" / f"isian-2024-tw2-{nama}.xlsx")
        for q in ("2024-tw1", "2024-tw2"):
            b.tulis("Kinerja", f"k|{id_}|kecamatan|{q}", "nilai", 0)
        b.tulis("Uraian", "n|kasi-pelayanan|upaya||1", "teks", "Membuka loket kedua.") if nama == "kasi-pelayanan" else None
        b.simpan()
    r = jalan(app, perintah)
    assert r.exit_code == 2 and r.stderr.count("berkas ini sudah ada dan isinya lain") == 2
    r = jalan(app, ["impor", *(str(p) for p in sorted((salinan / "kirim").iterdir()))])
    # Four figures of 0 and one text.
    assert r.exit_code == 0 and "5 sel berubah" in r.stdout and "isian-2024-tw2-kasi-pelayanan.xlsx: Kecamatan Lumajang, Triwulan II 2024, kasi-pelayanan" in r.stdout
    assert jalan(app, ["status", "params/kecamatan-lumajang/2024-tw2.yaml"]).exit_code == 0
    assert jalan(app, ["isian", "params/kecamatan-lumajang/2024-tw2.yaml", "x.xlsx", "--jabatan", "kasi-lain"]).exit_code == 2
    assert jalan(app, ["isian", "params/kecamatan-lumajang/2024-tw2.yaml"]).exit_code == 2
