"""How an entry workbook is made: what it asks for and until when, what it leaves open, what its words and formulas say."""

import re
import shutil
from dataclasses import replace
from datetime import datetime
from fractions import Fraction
from pathlib import Path

import nbformat
import openpyxl
import pytest
from alat import buka_laporan
from isian_buku import AKAR, Buku, bahan, baris, ekspor
from test_status import jalan

from triwulan.laporan import kurang, status
from triwulan.laporan.baris import lra_rekening
from triwulan.laporan.isian import susun
from triwulan.laporan.isian.letak import Letak
from triwulan.laporan.isian.model import Bahan
from triwulan.laporan.isian.sisa import CARA
from triwulan.laporan.masuk import pintu
from triwulan.office.tulisan import tulis

UNIT, TW, WAKTU = "kecamatan-contoh", "kecamatan-contoh/2026-tw1", datetime(2026, 4, 2, 21, 0)
TUNJANGAN, GAJI, LEMBUR = ("kecamatan|7.01.01.2.02.0001|5.1.01.01.02.0001", "kecamatan|7.01.01.2.02.0001|5.1.01.01.01.0001", "kecamatan|7.01.01.2.01.0001|5.1.02.02.01.0071")


@pytest.fixture(scope="module")
def tahun_baru(tmp_path_factory) -> Path:
    """Kecamatan Contoh with 2026 opened, and its workbook `isian.xlsx`."""
    akar = tmp_path_factory.mktemp("tahun-baru")
    for nama in ("data", "params"):
        shutil.copytree(AKAR / nama, akar / nama)
    with pytest.MonkeyPatch.context() as m:
        m.chdir(akar)
        assert jalan("baru", "periode", f"params/{UNIT}/2025-tw4.yaml").exit_code == 0
    ekspor(TW, akar / "isian.xlsx", akar)
    return akar


@pytest.fixture
def kantor(tahun_baru, tmp_path, monkeypatch) -> Path:
    shutil.copytree(tahun_baru, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def impor(akar: Path, b: Buku):
    _, rencana = pintu.impor(akar, [b.simpan()], pintu.Petunjuk(), WAKTU)
    tulis(akar, rencana.tulisan)
    return rencana


def lembar(akar: Path, nama: str = TW):
    return {s.nama: s for s in susun.lembar(Bahan(*bahan(nama, akar)))}


def nilai(semua: dict, nama: str, id_: str, kolom: str):
    """What a cell is worth as exported."""
    letak = Letak(list(semua.values()))
    return letak.nilai(nama, letak.baris[nama][id_], letak.kolom[nama][kolom])


def diisi(semua: dict, nama: str, id_: str, kolom: str, angka: int) -> dict:
    """The sheets with a figure typed into a cell."""
    rows = [replace(r, sel=r.sel | {kolom: replace(r.sel[kolom], isi=Fraction(angka))}) if r.id == id_ else r for r in semua[nama].baris]
    return semua | {nama: replace(semua[nama], baris=tuple(rows))}


def diminta(semua: dict, nama: str) -> set[str]:
    return {r.id for r in semua[nama].baris if "terisi" in r.sel} if nama in semua else set()


def isi_pagu(b: Buku, akar: Path, lewati: tuple[str, ...] = ()) -> None:
    """Last year's final budgets typed in as this year's, but those of some accounts."""
    akhir = {f"{r['lingkup']}|{r['kode']}|{r['akun']}": float(r["nilai"]) for r in sorted(baris(akar, UNIT, "pagu"), key=lambda r: (r["tahap"], r["berlaku"])) if r["periode"] == "2025"}
    for id_, angka in akhir.items():
        if id_ not in lewati:
            b.tulis("Pagu", id_, "murni", angka)


def test_an_account_that_was_forgotten_is_asked_for_until_it_is_answered(kantor):
    """43 of 44 typed: family allowances, Rp120 million last year, are missing everywhere that counts; a 0 is an answer, and then
    nobody asks for its spending either."""
    b = Buku(kantor / "isian.xlsx")
    awal = lembar(kantor)
    assert len(diminta(awal, "Pagu")) == 44 and nilai(awal, "Isian", "maju|Pagu", "dari") == 44
    seluruh = [r for r in awal["Kurang"].baris if r.id.startswith("kurang|") and r.sel["nama"].isi == "Seluruh pagu"]
    assert [nilai(awal, "Kurang", r.id, "status") for r in seluruh] == ["0 dari 27", "0 dari 17"]
    isi_pagu(b, kantor, lewati=(TUNJANGAN,))
    impor(kantor, b)
    k = [x for x in status.keadaan(*bahan(TW, kantor)).kosong if x.jenis.startswith("pagu")]
    assert [(x.jenis, x.kunci, x.lingkup, x.nama) for x in k] == [("pagu-lama", TUNJANGAN.replace("|", " ").removeprefix("kecamatan "), "kecamatan", "Belanja Tunjangan Keluarga PNS")]
    assert status.lengkap(k), "it holds no report back"
    lagi = lembar(kantor)
    assert diminta(lagi, "Pagu") == {TUNJANGAN} and list(lagi).index("Pagu") == 1
    kurang_ = next(r for r in lagi["Kurang"].baris if r.sel.get("nama") and r.sel["nama"].isi == "Belanja Tunjangan Keluarga PNS")
    assert kurang_.sel["tempat"].isi == f"Pagu::{TUNJANGAN}/murni" and nilai(lagi, "Kurang", kurang_.id, "status") == "belum"
    b = Buku(ekspor(TW, kantor / "lagi.xlsx", kantor))
    b.tulis("Pagu", TUNJANGAN, "murni", 0)
    for id_ in (i for i in b.baris("Anggaran") if i.startswith("kecamatan|7") and i.count(".") > 7 and i != TUNJANGAN):
        for bulan in ("2026-01", "2026-02", "2026-03"):
            b.tulis("Anggaran", id_, bulan, 1)
    impor(kantor, b)
    data, p, aturan = bahan(TW, kantor)
    assert ("0", "murni") in [(r["nilai"], r["tahap"]) for r in baris(kantor, UNIT, "pagu") if r["periode"] == "2026" and r["akun"] == "5.1.01.01.02.0001"]
    assert not list(kurang.pagu(data, p)) and not [x for _, x in kurang.realisasi_anggaran(data, p) if x and x.lingkup == "kecamatan"]
    # 26 accounts of the office are left, and 17 sub kegiatan with kelurahan.
    assert status.keadaan(data, p, aturan).angka["anggaran"] == (26, 43) and not diminta(lembar(kantor), "Pagu")
    lra = [r.id for r in lra_rekening(buka_laporan("lkj-camat", p), "kecamatan")]
    assert "7.01.01.2.02.0001:5.1.01.01.01.0001" in lra and "7.01.01.2.02.0001:5.1.01.01.02.0001" not in lra


def test_budgets_filled_in_part_are_finished_by_the_next_workbook(kantor):
    """Three accounts first, then exactly the other 41 with their months; what was typed is open to be mended."""
    b = Buku(kantor / "isian.xlsx")
    tiga = {TUNJANGAN: 100, GAJI: 200, LEMBUR: 300}
    for id_, angka in tiga.items():
        b.tulis("Pagu", id_, "murni", angka)
    impor(kantor, b)
    lagi = lembar(kantor)
    assert len(diminta(lagi, "Pagu")) == 41 and not diminta(lagi, "Pagu") & set(tiga) and "41 rekening yang belum ada" in lagi["Pagu"].keterangan[0]
    bulan = {r.id for r in lagi["Anggaran"].baris for k, c in r.sel.items() if c.alamat and (k.startswith("2026-") or k == "triwulan") and c.alamat.kunci}
    assert len(bulan) == 44 and not [r.sel["nama"].isi for r in lagi["Kurang"].baris if r.sel.get("apa") and r.sel["apa"].isi.startswith("Pagu") and r.sel["status"].isi == "di luar buku ini"]
    b = Buku(ekspor(TW, kantor / "lagi.xlsx", kantor))
    assert [b.sel("Pagu", i, "murni").value for i in tiga] == [100, 200, 300] and all(not b.sel("Pagu", i, "murni").protection.locked for i in tiga)
    isi_pagu(b, kantor, lewati=(TUNJANGAN, LEMBUR))  # the salaries too, which were 200
    b.tulis("Pagu", "kecamatan|baru|1", "kode", "7.01.01.2.08.0002")
    b.tulis("Pagu", "kecamatan|baru|1", "rekening", "5.1.02.02.01.0099")
    b.tulis("Pagu", "kecamatan|baru|1", "nama", "Belanja Langganan Baru")
    b.tulis("Pagu", "kecamatan|baru|1", "murni", 900000)
    impor(kantor, b)
    kini = {(r["kode"], r["akun"]): r["nilai"] for r in baris(kantor, UNIT, "pagu") if (r["periode"], r["tahap"], r["lingkup"]) == ("2026", "murni", "kecamatan")}
    assert len(kini) == 28 and kini["7.01.01.2.02.0001", "5.1.01.01.01.0001"] == "1180000000" and kini["7.01.01.2.08.0002", "5.1.02.02.01.0099"] == "900000"
    assert not list(kurang.pagu(*bahan(TW, kantor)[:2])) and "Pagu" in lembar(kantor)


def test_what_workbooks_brought_can_be_mended_by_the_next(kantor):
    """Targets, dates and sources of agreements of the year: open with what they hold, asked for by nobody."""
    b = Buku(kantor / "isian.xlsx")
    for nama, awal in (("Target", "t|"), ("Perjanjian", "pk|")):
        for id_ in (i for i in b.baris(nama) if i.startswith(awal)):
            b.tulis(nama, id_, "periksa", "ya")
            if "|naskah|" in id_:
                b.tulis(nama, id_, "tanggal", datetime(2026, 1, 12))
    impor(kantor, b)
    lagi = lembar(kantor)
    assert not diminta(lagi, "Target") and not diminta(lagi, "Perjanjian") and "maju|Target" not in {r.id for r in lagi["Isian"].baris}
    b = Buku(ekspor(TW, kantor / "lagi.xlsx", kantor))
    assert b.sel("Perjanjian", "pk|camat|2026|naskah|1", "tanggal").value == datetime(2026, 1, 12)
    b.tulis("Target", "t|7.01.01.2.01.0001-1|", "nilai", 7)
    b.tulis("Perjanjian", "pk|camat|2026|naskah|1", "tanggal", datetime(2026, 1, 19))
    assert sorted((x.berkas, x.lama, x.baru) for x in impor(kantor, b).perubahan if x.kolom in ("nilai", "tanggal")) == [("perjanjian", "2026-01-12", "2026-01-19"), ("target", "4", "7")]


def test_a_changed_budget_settles_what_was_before(tmp_path):
    """2025 has been changed in August: its first budgets are locked, what is in force stands beside them."""
    awal, akhir = (Buku(ekspor(f"{UNIT}/2025-tw{n}", tmp_path / f"{n}.xlsx")) for n in (1, 4))
    assert akhir.sel("Pagu", LEMBUR, "murni").protection.locked and akhir.sel("Pagu", LEMBUR, "murni").value == 6000000 and akhir.sel("Pagu", LEMBUR, "kini").value == 8000000
    assert awal.sel("Pagu", LEMBUR, "kini").value == 6000000 and "lalu" not in awal.kolom("Pagu")


def test_the_achievement_follows_a_target_that_is_typed(kantor):
    """2 of 4, then of 5: 50 and 40."""
    semua = lembar(kantor)
    t, k = "t|7.01.01.2.01.0001-1|", "k|7.01.01.2.01.0001-1||2026-tw1"
    assert nilai(semua, "Kinerja", k, "target") == 4

    def capaian(target: int) -> Fraction:
        return nilai(diisi(diisi(semua, "Target", t, "nilai", target), "Kinerja", k, "nilai", 2), "Kinerja", k, "capaian")

    assert (capaian(4), capaian(5), capaian(0)) == (50, 40, "")


def test_what_is_changed_needs_no_mark_and_what_needs_one_leads_to_it(kantor):
    semua = lembar(kantor)
    tempat = {r.sel["kode"].isi: r.sel["tempat"].isi for r in semua["Kurang"].baris if r.id.startswith("kurang|") and r.sel["apa"].isi.startswith("Salinan")}
    assert tempat["camat 2026 naskah 1"] == "Perjanjian::pk|camat|2026|naskah|1/tanggal" and tempat["camat 2026 anggaran 1"].endswith("/periksa") and tempat["tujuan-1-1 2026"] == "Target::t|tujuan-1-1|/periksa"
    rumus = {i: next(r for r in semua["Perjanjian"].baris if r.id == i).sel["terisi"].rumus for i in ("pk|camat|2026|naskah|1", "pk|kasubbag-keuangan|2026|anggaran|1")}
    # 1 January 2026 is day 46023.
    assert rumus["pk|camat|2026|naskah|1"] == '=IF(AND([[tanggal]]<>"",[[tanggal]]<>46023),1,0)' and rumus["pk|kasubbag-keuangan|2026|anggaran|1"] == '=IF(OR([[periksa]]="ya",[[sumber_dana]]<>"DAU"),1,0)'
    assert not any(nilai(semua, "Perjanjian", i, "terisi") for i in diminta(semua, "Perjanjian"))


def test_the_next_step_is_named(tahun_baru, monkeypatch, tmp_path):
    shutil.copytree(AKAR / "data", tmp_path / "data")
    shutil.copytree(AKAR / "params", tmp_path / "params")
    monkeypatch.chdir(tmp_path)
    r = jalan("baru", "periode", f"params/{UNIT}/2025-tw4.yaml")
    assert f"triwulan isian params/{UNIT}/2026-tw1.yaml isian-2026-tw1.xlsx; sesudah diisi: triwulan impor isian-2026-tw1.xlsx" in r.stderr
    assert jalan("status", f"params/{UNIT}/2026-tw1.yaml").stdout.strip().splitlines()[-1] == f"Untuk mengisinya di Excel: triwulan isian params/{UNIT}/2026-tw1.yaml isian-2026-tw1.xlsx"
    assert "triwulan isian" not in jalan("status", f"params/{UNIT}/2025-tw4.yaml").stdout
    r = jalan("isian", f"params/{UNIT}/2025-tw4.yaml", "b.csv")
    assert r.exit_code == 2 and "tulis nama yang berakhir .xlsx" in r.stderr and not (tmp_path / "b.csv").exists()


def test_every_kind_of_narrative_that_is_asked_for_is_printed():
    """A notebook prints it: as a list, in the box for the superior's answer, on a cover, in the table of programmes."""
    data, p, aturan = bahan(f"{UNIT}/2025-tw4")
    (s,) = [s for s in susun.lembar(Bahan(data, p, aturan)) if s.nama == "Uraian"]
    buku = {n: "".join(c.source for c in nbformat.read(AKAR / "notebooks" / f"{n}.ipynb", 4).cells if c.cell_type == "code") for n in ("lkj-camat", "lkj-sekretaris", "lkj-eselon-iv", "evaluasi-renja")}
    for _, jabatan, jenis, *_ in (r.id.split("|") for r in s.baris if r.id.startswith("n|")):
        milik = {"camat": buku["lkj-camat"] + buku["evaluasi-renja"], "sekretaris": buku["lkj-sekretaris"]}.get(jabatan, buku["lkj-eselon-iv"])
        cara = {"disposisi": r"lap\.tanggapan\(", "nomor-naskah": r"lap\.sampul\(", "keterangan": r"baris\.\w+"}.get(jenis, rf'lap\.daftar\("{jenis}"')
        assert re.search(cara, milik), (jabatan, jenis)


def test_a_letter_number_stands_on_the_cover_of_every_report(kantor):
    with (kantor / "data" / UNIT / "narasi.csv").open("a", encoding="utf-8") as f:
        f.writelines(f"nomor-naskah,camat,{n},2025-tw4,1,000/{i},contoh,uji\n" for i, n in enumerate(("lkj-sekretaris", "lkj-kasi-pelayanan")))
    p = bahan(f"{UNIT}/2025-tw4", kantor)[1]
    assert [buka_laporan(n, p).sampul("LKj").isi["nomor"] for n in ("lkj-sekretaris", "lkj-kasi-pelayanan", "lkj-kasi-pemerintahan", "lkj-camat")] == ["000/0", "000/1", "", "000.8.6.3/014/C-99/2026 (contoh)"]


def test_the_words_are_true(tahun_baru):
    """Only cells that are read back are open; nothing promises sorting; white, blue and grey are those colours; a page is landscape
    and one sheet wide."""
    isi = openpyxl.load_workbook(tahun_baru / "isian.xlsx")
    assert isi["Isian"]["B16"].value == "isi di sini" and not [c.coordinate for row in isi["Isian"].iter_rows() for c in row if not c.protection.locked]
    assert "urut" not in " ".join(CARA) and all(ws.protection.sort for ws in isi if ws.protection.sheet) and not isi["Kinerja"].protection.autoFilter
    warna = {ws.title: {c.fill.fgColor.rgb for row in ws.iter_rows(min_row=6) for c in row if c.protection.locked and c.value is not None and c.fill.fill_type and not c.font.bold} for ws in isi}
    assert "FFFFFFFF" in warna["Kinerja"] and "FFF4F6F8" not in warna["Kinerja"]
    assert "0 bila tidak dianggarkan lagi" in isi["Pagu"]["B3"].value and "dikosongkan" not in isi["Pagu"]["B3"].value
    assert isi["Kinerja"].page_setup.orientation == "landscape" and isi["Kinerja"].sheet_properties.pageSetUpPr.fitToPage
    assert sum(d.width for k, d in isi["Kinerja"].column_dimensions.items() if not d.hidden) < 220
