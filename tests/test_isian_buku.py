"""How an entry workbook is made: what it asks for and until when, what it leaves open, what its words and formulas say."""

import re
import shutil
from dataclasses import dataclass, replace
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
from triwulan.laporan.buka import siapkan
from triwulan.laporan.daftar import Satuan
from triwulan.laporan.isian import susun
from triwulan.laporan.isian.letak import Letak
from triwulan.laporan.isian.model import Bahan
from triwulan.laporan.isian.sisa import CARA
from triwulan.laporan.masuk import pintu
from triwulan.office.params import Parameter
from triwulan.office.tulisan import tulis

UNIT, TW, WAKTU = "kecamatan-contoh", "kecamatan-contoh/2026-tw1", datetime(2026, 4, 2, 21, 0)
TUNJANGAN, GAJI, LEMBUR = ("kecamatan|7.01.01.2.02.0001|5.1.01.01.02.0001", "kecamatan|7.01.01.2.02.0001|5.1.01.01.01.0001", "kecamatan|7.01.01.2.01.0001|5.1.02.02.01.0071")
TIGA = {GAJI: 200, LEMBUR: 300, "kecamatan|7.01.01.2.01.0006|5.1.02.01.01.0026": 400}
KEUANGAN, NASKAH = "kasubbag-keuangan", "pk|kasubbag-keuangan|2026|naskah|1"


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


def lembar(akar: Path, nama: str = TW) -> dict:
    return {s.nama: s for s in susun.lembar(Bahan(*bahan(nama, akar)))}


@pytest.fixture(scope="module")
def semua(tahun_baru) -> dict:
    """The sheets of the new year's first workbook."""
    return lembar(tahun_baru)


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


@dataclass(frozen=True)
class Langkah:
    """The office after an import: data, sheets and file of its next workbook, what the import changed."""

    data: object
    lembar: dict
    buku: Buku
    pagu: dict[str, str]
    perubahan: list


def langkah(akar: Path, b: Buku, n: int) -> Langkah:
    _, rencana = pintu.impor(akar, [b.simpan()], pintu.Petunjuk(), WAKTU)
    tulis(akar, rencana.tulisan)
    data, p, aturan = bahan(TW, akar)
    semua = {s.nama: s for s in susun.lembar(Bahan(data, p, aturan, KEUANGAN))}
    path = akar / f"isian-{n}.xlsx"
    path.write_bytes(susun.buku(data, p, aturan, KEUANGAN))
    pagu = {f"{r['lingkup']}|{r['kode']}|{r['akun']}": r["nilai"] for r in baris(akar, UNIT, "pagu") if r["periode"] == "2026"}
    return Langkah(data, semua, Buku(path), pagu, rencana.perubahan)


@pytest.fixture(scope="module")
def bertahap(tahun_baru, tmp_path_factory) -> list[Langkah]:
    """The finance post's part in three goes: three budgets and what was copied looked at; all other budgets but one, a new account,
    and what was typed at first mended; the last budget answered with 0, and the office's spending."""
    akar = tmp_path_factory.mktemp("bertahap")
    shutil.copytree(tahun_baru, akar, dirs_exist_ok=True)
    b = Buku(ekspor(TW, akar / "isian.xlsx", akar, KEUANGAN))
    for id_, angka in TIGA.items():
        b.tulis("Pagu", id_, "murni", angka)
    for nama in ("Target", "Perjanjian"):
        for id_ in (i for i in b.baris(nama) if "|" in i):
            b.tulis(nama, id_, "periksa", "ya")
    b.tulis("Perjanjian", NASKAH, "tanggal", datetime(2026, 1, 12))
    satu = langkah(akar, b, 1)
    b = satu.buku
    akhir = {f"{r['lingkup']}|{r['kode']}|{r['akun']}": float(r["nilai"]) for r in sorted(baris(akar, UNIT, "pagu"), key=lambda r: (r["tahap"], r["berlaku"])) if r["periode"] == "2025"}
    for id_ in akhir.keys() - {TUNJANGAN, LEMBUR}:
        b.tulis("Pagu", id_, "murni", akhir[id_])
    for kolom, isi in (("kode", "7.01.01.2.08.0002"), ("rekening", "5.1.02.02.01.0099"), ("nama", "Belanja Langganan Baru"), ("murni", 900000)):
        b.tulis("Pagu", "kecamatan|baru|1", kolom, isi)
    b.tulis("Target", "t|7.01.01.2.01.0001-1|", "nilai", 7)
    b.tulis("Perjanjian", NASKAH, "tanggal", datetime(2026, 1, 19))
    dua = langkah(akar, b, 2)
    b = dua.buku
    b.tulis("Pagu", TUNJANGAN, "murni", 0)
    for id_ in dua.pagu:
        for bulan in ("2026-01", "2026-02", "2026-03") if not id_.endswith("|") else ():
            b.tulis("Anggaran", id_, bulan, 1)
    return [satu, dua, langkah(akar, b, 3)]


def kurang_pagu(s: Langkah) -> list[tuple]:
    return [(r.sel["nama"].isi, r.sel["tempat"].isi, nilai(s.lembar, "Kurang", r.id, "status")) for r in s.lembar["Kurang"].baris if r.id.startswith("kurang|") and r.sel["apa"].isi.startswith("Pagu")]


def test_every_account_of_last_year_is_asked_for(semua):
    """27 accounts of the office, 17 sub kegiatan with kelurahan: one figure does not answer for all."""
    assert len(diminta(semua, "Pagu")) == 44 and nilai(semua, "Isian", "maju|Pagu", "dari") == 44
    satu = diisi(semua, "Pagu", GAJI, "murni", 5)
    ada = [nilai(satu, "Kurang", r.id, "status") for r in satu["Kurang"].baris if r.id.startswith("kurang|") and r.sel["nama"].isi == "Seluruh pagu"]
    assert ada == ["1 dari 27", "0 dari 17"] and nilai(satu, "Isian", "maju|Pagu", "terisi") == 1 and nilai(satu, "Isian", "maju|Anggaran", "dari") == 1


def test_budgets_filled_in_part_are_finished_by_the_next_workbook(bertahap):
    """After three exactly the other 41 are asked for, with their months; what was typed is open to be mended."""
    satu, dua, _ = bertahap
    assert len(diminta(satu.lembar, "Pagu")) == 41 and not diminta(satu.lembar, "Pagu") & set(TIGA) and "41 rekening yang belum ada" in satu.lembar["Pagu"].keterangan[0]
    bulan = {r.id for r in satu.lembar["Anggaran"].baris for k, c in r.sel.items() if c.alamat and c.alamat.kunci and k != "catatan"}
    assert len(bulan) == 44 and all(t.startswith("Pagu::") for _, t, _ in kurang_pagu(satu))
    # What is missing account by account, sub kegiatan by sub kegiatan (`0 dari 3`) or of a whole scope is together those 41.
    assert sum(1 if s == "belum" else int(s.removeprefix("0 dari ")) for *_, s in kurang_pagu(satu)) == 41
    assert [next(c for r, k, c in satu.lembar["Pagu"].isian if (r.id, k) == (i, "murni")).isi for i in TIGA] == list(TIGA.values())
    assert len(dua.pagu) == 44 and dua.pagu[GAJI] == "1180000000" and dua.pagu["kecamatan|7.01.01.2.08.0002|5.1.02.02.01.0099"] == "900000" and dua.pagu[LEMBUR] == "300"


def test_an_account_that_was_forgotten_is_asked_for_until_it_is_answered(bertahap):
    """Family allowances, Rp120 million last year: named by status and by the next workbook; a 0 is an answer, and then nobody asks
    for its spending, nor does a report print it."""
    _, dua, tiga = bertahap
    p = Parameter(unit=UNIT, tahun=2026, triwulan=1, tanggal_laporan="2026-04-15", aturan="lumajang-2024")
    (k,) = kurang.pagu(dua.data, p)
    assert (k.jenis, k.kunci, k.lingkup, k.nama) == ("pagu-lama", "7.01.01.2.02.0001 5.1.01.01.02.0001", "kecamatan", "Belanja Tunjangan Keluarga PNS") and status.lengkap([k])
    assert diminta(dua.lembar, "Pagu") == {TUNJANGAN} and list(dua.lembar)[1] == "Pagu" and kurang_pagu(dua) == [("Belanja Tunjangan Keluarga PNS", f"Pagu::{TUNJANGAN}/murni", "belum")]
    assert tiga.pagu[TUNJANGAN] == "0" and not list(kurang.pagu(tiga.data, p)) and not diminta(tiga.lembar, "Pagu")
    uang = [x for _, x in kurang.realisasi_anggaran(tiga.data, p)]
    # 26 accounts of the office and the new one have their spending, 17 sub kegiatan with kelurahan have none yet.
    assert (sum(x is None for x in uang), len(uang)) == (27, 44)
    lra = [r.id for r in lra_rekening(siapkan(Satuan("lkj-camat", "lkj-camat", "camat"), p, tiga.data, bahan(f"{UNIT}/2025-tw4")[2]), "kecamatan")]
    assert "7.01.01.2.02.0001:5.1.01.01.01.0001" in lra and "7.01.01.2.02.0001:5.1.01.01.02.0001" not in lra


def test_what_workbooks_brought_can_be_mended_by_the_next(bertahap):
    """Targets, dates and sources of agreements of the year: open with what they hold, asked for by nobody."""
    satu, dua, _ = bertahap
    assert not diminta(satu.lembar, "Target") and not diminta(satu.lembar, "Perjanjian") and "maju|Target" not in {r.id for r in satu.lembar["Isian"].baris}
    assert next(c for r, k, c in satu.lembar["Perjanjian"].isian if (r.id, k) == (NASKAH, "tanggal")).isi == "2026-01-12"
    assert sorted((x.berkas, x.lama, x.baru) for x in dua.perubahan if (x.berkas, x.kolom) in (("target", "nilai"), ("perjanjian", "tanggal"))) == [("perjanjian", "2026-01-12", "2026-01-19"), ("target", "4", "7")]


def test_a_changed_budget_settles_what_was_before():
    """2025 was changed in August: its first budgets are locked, what is in force stands beside them; 2024 is not known."""
    for n, kini in ((1, 6000000), (4, 8000000)):
        s = lembar(AKAR, f"{UNIT}/2025-tw{n}")["Pagu"]
        r = next(r for r in s.baris if r.id == LEMBUR).sel
        assert r["murni"].alamat is None and (r["murni"].isi, r["kini"].isi) == (6000000, kini) and r["perubahan"].alamat and "lalu" not in {k.id for k in s.kolom}
    assert not [r for r in s.baris if "terisi" in r.sel]


def test_the_achievement_follows_a_target_that_is_typed(semua):
    """2 of 4, then of 5: 50 and 40."""
    t, k = "t|7.01.01.2.01.0001-1|", "k|7.01.01.2.01.0001-1||2026-tw1"
    assert nilai(semua, "Kinerja", k, "target") == 4

    def capaian(target: int) -> Fraction:
        return nilai(diisi(diisi(semua, "Target", t, "nilai", target), "Kinerja", k, "nilai", 2), "Kinerja", k, "capaian")

    assert (capaian(4), capaian(5), capaian(0)) == (50, 40, "")


def test_what_is_changed_needs_no_mark_and_what_needs_one_leads_to_it(semua):
    tempat = {r.sel["kode"].isi: r.sel["tempat"].isi for r in semua["Kurang"].baris if r.id.startswith("kurang|") and r.sel["apa"].isi.startswith("Salinan")}
    assert tempat["camat 2026 naskah 1"] == "Perjanjian::pk|camat|2026|naskah|1/tanggal" and tempat["camat 2026 anggaran 1"].endswith("/periksa") and tempat["tujuan-1-1 2026"] == "Target::t|tujuan-1-1|/periksa"
    rumus = {i: next(r for r in semua["Perjanjian"].baris if r.id == i).sel["terisi"].rumus for i in ("pk|camat|2026|naskah|1", "pk|kasubbag-keuangan|2026|anggaran|1")}
    # 1 January 2026 is day 46023.
    assert rumus["pk|camat|2026|naskah|1"] == '=IF(AND([[tanggal]]<>"",[[tanggal]]<>46023),1,0)' and rumus["pk|kasubbag-keuangan|2026|anggaran|1"] == '=IF(OR([[periksa]]="ya",[[sumber_dana]]<>"DAU"),1,0)'
    assert not any(nilai(semua, "Perjanjian", i, "terisi") for i in diminta(semua, "Perjanjian"))


def test_the_next_step_is_named(monkeypatch, tmp_path):
    for nama in ("data", "params"):
        shutil.copytree(AKAR / nama, tmp_path / nama)
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
