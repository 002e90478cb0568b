"""What a quarter lacks and who owes it: counted by hand on Lumajang's figures, then with things taken away."""

import csv
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from triwulan.cli import app
from triwulan.laporan import status
from triwulan.laporan.buka import muat
from triwulan.office import params, penanggung

UNIT = "kecamatan-lumajang"


def jalan(*perintah: str):
    return CliRunner().invoke(app, list(perintah))


def buka(akar: Path, triwulan: str = "2024-tw2"):
    """(data, parameters, rule set) of a quarter."""
    parameter, _ = params.baca(akar / "params" / UNIT / f"{triwulan}.yaml", akar)
    data, aturan = muat(parameter)
    return data, parameter, aturan


def kosong(akar: Path, triwulan: str = "2024-tw2", jenis: str = "") -> list[status.Kurang]:
    return [k for k in status.kosong(*buka(akar, triwulan)) if jenis in ("", k.jenis)]


def tambah(akar: Path, nama: str, *baris: str) -> None:
    with (akar / "data" / UNIT / f"{nama}.csv").open("a", encoding="utf-8") as f:
        f.writelines(f"{b}\n" for b in baris)


def saring(akar: Path, nama: str, simpan) -> None:
    """Keeps the rows of a file that pass."""
    path = akar / "data" / UNIT / f"{nama}.csv"
    with path.open(encoding="utf-8", newline="") as f:
        baca = csv.DictReader(f)
        rows, kolom = [r for r in baca if simpan(r)], baca.fieldnames
    with path.open("w", encoding="utf-8", newline="") as f:
        tulis = csv.DictWriter(f, kolom)
        tulis.writeheader()
        tulis.writerows(rows)


@pytest.fixture
def tw3(salinan):
    """Lumajang with an opened and empty Triwulan III."""
    assert jalan("baru", "periode", f"params/{UNIT}/2024-tw2.yaml").exit_code == 0
    return salinan


def test_triwulan_ii_counted_by_hand(salinan):
    """Figures of performance, from target.csv, without those that follow from others (gabungan, rata-rata):
    for all scopes: the goal's index (1), sasaran 1 in each of two scopes, for both have figures of their own (2), the three
    ratios of programme 6 (3), sasaran 2 follows = 6; programmes 1–5 with kelurahan = 5;
    the office alone: sub kegiatan 2 + 3 + 1 + 5 + 1 + 2 + 3 of programme 1 and its kegiatan 2.05 = 18; programme 2: kegiatan
    2.01 and 2.04, one sub = 3; programme 3: kegiatan 2.02, subs 3 + 2 = 6; programme 4: 1 + 2 = 3; programme 5: 1 + 1 = 2;
    programme 6: 3 subs; programmes 2–5 themselves = 4; together 39;
    with kelurahan below programmes: 3 + 3 + 1 of programme 1, 1 of programme 3, 3 of programme 4, 2 of 5, 3 of 6 = 16.
    6 + 5 + 39 + 16 = 66; kegiatan 7.01.02.2.04 and 7.01.03.2.02, which have no budget, print no figure in the source.
    Money: 75 accounts of the office, 6 programmes and 14 sub kegiatan with kelurahan = 95, all in."""
    k = status.keadaan(*buka(salinan))
    assert k.angka == {"kinerja": (64, 66), "anggaran": (95, 95)} and k.bukti == (0, 64)
    assert [(x.jenis, x.jabatan, x.kunci, x.yang) for x in k.kosong] == [
        ("kinerja-tanpa-pagu", "kasi-pelayanan", "7.01.02.2.04-1", "Triwulan I dan II 2024"),
        ("kinerja-tanpa-pagu", "kasi-pemberdayaan", "7.01.03.2.02-1", "Triwulan I dan II 2024"),
        # His published report goes from obstacles straight to the plan; of his two promised indicators one has a figure: 33.
        ("narasi", "kasi-pelayanan", "upaya", "Triwulan II 2024, 1 target belum tercapai"),
    ]
    # Neither keeps the published quarter from being final.
    assert status.lengkap(k.kosong)


def test_an_empty_quarter_lacks_everything_and_each_post_its_own(tw3):
    k = status.keadaan(*buka(tw3, "2024-tw3"))
    assert k.angka == {"kinerja": (0, 66), "anggaran": (0, 95)} and k.bukti == (0, 0) and not status.lengkap(k.kosong)
    # Kasi Pemerintahan: the three ratios; kegiatan 4 and 5 with 2 + 1 subs and 3 subs of programme 6, in both scopes: 3 + 2 × 8.
    # Kasubbag Keuangan: 2 + 3 subs of the office, 3 + 3 with kelurahan. Camat: sasaran 1 in both scopes, and the goal.
    assert dict(status.utang(x for x in k.kosong if x.jenis.startswith("kinerja"))) == {
        "kasi-pemerintahan": 19, "kasubbag-umum": 13, "sekretaris": 10, "kasubbag-keuangan": 11, "kasi-pemberdayaan": 7, "kasi-pelayanan": 3, "camat": 3,
    }
    assert dict(status.utang(x for x in k.kosong if x.jenis == "anggaran")) == {"kasubbag-keuangan": 95}
    # Seven posts, four kinds each: the Camat owes his main problems where the others owe a plan.
    narasi = {(x.jabatan, x.kunci) for x in k.kosong if x.jenis == "narasi"}
    assert len(narasi) == 28 and ("camat", "permasalahan") in narasi and ("sekretaris", "rencana") in narasi and ("camat", "rencana") not in narasi


def test_a_figure_of_the_quarter_or_up_to_it_is_in(tw3):
    tambah(tw3, "realisasi_k", "7.01.02.2.01.0002-1,kecamatan,2024-tw3,20,,,,,lkj-eselon-2024-tw2,uji", "7.01.02.2.01-1,kecamatan,sd-2024-tw3,50,,,daftar hadir,,lkj-eselon-2024-tw2,uji")
    k = status.keadaan(*buka(tw3, "2024-tw3"))
    assert k.angka["kinerja"] == (2, 66) and k.bukti == (1, 2)  # the first also rests on a figure up to Triwulan II without evidence
    saring(tw3, "realisasi_k", lambda r: r["indikator"] != "7.01.02.2.01.0002-1" or r["periode"] == "2024-tw3")
    (satu,) = [x for x in kosong(tw3, "2024-tw3") if x.kunci == "7.01.02.2.01.0002-1"]
    assert satu.yang == "Triwulan I dan II 2024" and satu.jabatan == "kasi-pelayanan"


def test_spending_names_the_months_that_are_missing(tw3):
    tambah(tw3, "realisasi_rp", "7.01.01,,kecamatan+kelurahan,2024-07,1000,,lra-2024-06,uji")
    yang = {x.kunci: x.yang for x in kosong(tw3, "2024-tw3", "anggaran") if x.lingkup == "kecamatan+kelurahan"}
    assert yang["7.01.01"] == "Agustus dan September 2024" and yang["7.01.02"] == "Juli, Agustus, dan September 2024"


def test_without_a_post_for_finance_each_owes_its_own_money(tw3):
    for nama in ("pejabat", "perjanjian", "narasi", "dokumentasi"):
        saring(tw3, nama, lambda r: r["jabatan"] != "kasubbag-keuangan")
    saring(tw3, "pilihan", lambda r: "keuangan" not in r["baris"])
    utang = dict(status.utang(kosong(tw3, "2024-tw3", "anggaran")))
    assert "kasubbag-keuangan" not in utang and sum(utang.values()) == 95 and utang["kasi-pelayanan"] == 2


@pytest.mark.parametrize(("kode", "harapan"), [
    ("7.01.01.2.01.0001", "kasubbag-keuangan"),  # named in his budgets
    ("7.01.01.2.01.0003", "kasubbag-keuangan"),  # below a kegiatan that he and the secretary name: the lower post
    ("7.01.01.2.05", "sekretaris"),              # only in hers
    ("7.01.02.2.01", "kasi-pelayanan"),          # in the secretary's as well, of the same rank: the shorter agreement
    ("7.01.06", "kasi-pemerintahan"),            # also the secretary's and the Camat's
    ("7.01.05", "sekretaris"),                   # also the Camat's
    ("sasaran-1", "camat"),
    ("tujuan-1", "camat"),                       # in no agreement: the head's
])
def test_who_answers_for_a_code(salinan, kode, harapan):
    data, p, _ = buka(salinan)
    assert penanggung.penanggung(data, p.tahun, kode) == harapan


def test_people_who_cannot_sign(salinan):
    path = salinan / "data" / UNIT / "pejabat.csv"
    teks = path.read_text("utf-8")
    path.write_text(teks.replace("ENDANG TRIWAHYUNI,196808121992022004", "BELUM DIISI,").replace('"JUWARDI, S.H.",197106151994021001', '"JUWARDI, S.H.",'), "utf-8")
    assert [(x.kunci, x.yang, x.jabatan) for x in kosong(salinan, jenis="pejabat")] == [
        ("kasi-pelayanan", "nama dan NIP belum diisi", "kasubbag-umum"), ("kasi-pemberdayaan", "NIP belum diisi", "kasubbag-umum"),
    ]
    path.write_text(teks.replace("kasi-pelayanan,Kepala Seksi Pelayanan Umum,Seksi Pelayanan Umum,ENDANG TRIWAHYUNI,196808121992022004,definitif,camat,2024-01-01", "kasi-pelayanan,Kepala Seksi Pelayanan Umum,Seksi Pelayanan Umum,ENDANG TRIWAHYUNI,196808121992022004,definitif,camat,2024-08-01"), "utf-8")
    saring(salinan, "pilihan", lambda r: not r["baris"].startswith("kasi-pelayanan"))
    assert [x.yang for x in kosong(salinan, jenis="pejabat")] == ["belum ada pejabat pada 5 Juli 2024"]


def test_budgets_and_targets_that_an_agreement_names(salinan):
    """A kegiatan may have no budget (four in this agreement have none); a sub kegiatan is agreed on for its money."""
    for nama in ("pagu", "realisasi_rp"):
        saring(salinan, nama, lambda r: not (r["kode"] == "7.01.02.2.01.0002" and r["lingkup"] == "kecamatan"))
    saring(salinan, "target", lambda r: r["indikator"] not in ("7.01.02.2.01-1", "tujuan-1-1"))
    saring(salinan, "pilihan", lambda r: r["berkas"] not in ("pagu", "realisasi_rp", "target"))
    assert [(x.kunci, x.jabatan) for x in kosong(salinan, jenis="pagu")] == [("7.01.02.2.01.0002", "kasubbag-keuangan")]
    assert [(x.kunci, x.jabatan) for x in kosong(salinan, jenis="target")] == [("tujuan-1-1", "camat"), ("7.01.02.2.01-1", "kasi-pelayanan")]


def test_a_new_year_lacks_budgets_and_a_look_at_what_was_copied(tw3):
    for t in ("2024-tw3", "2024-tw4"):
        jalan("baru", "periode", f"params/{UNIT}/{t}.yaml")
    semua = kosong(tw3, "2025-tw1")
    assert [(x.nama, x.lingkup) for x in semua if x.jenis == "pagu"] == [("Seluruh pagu", "kecamatan"), ("Seluruh pagu", "kecamatan+kelurahan")]
    assert sum(x.jenis == "salinan" for x in semua) == 81 + 87 and not [x for x in semua if x.jenis in ("target", "perjanjian", "anggaran")]
    for nama, kolom in (("target", "catatan"), ("perjanjian", "tempat")):
        path = tw3 / "data" / UNIT / f"{nama}.csv"
        path.write_text(path.read_text("utf-8").replace("; sesuaikan", ""), "utf-8")
    assert not kosong(tw3, "2025-tw1", "salinan")
    saring(tw3, "perjanjian", lambda r: r["periode"] == "2024" or r["jabatan"] == "camat" and r["jenis"] != "anggaran")
    assert [(x.jabatan, x.yang) for x in kosong(tw3, "2025-tw1", "perjanjian")] == [("camat", "baris anggaran tahun 2025")]
    saring(tw3, "perjanjian", lambda r: r["periode"] == "2024")
    assert len(kosong(tw3, "2025-tw1", "perjanjian")) == 7


@pytest.mark.parametrize(("hari", "kalimat"), [("2024-07-02", "tenggat 15 Juli 2024, 13 hari lagi"), ("2024-07-15", "tenggat 15 Juli 2024, hari ini"), ("2024-07-18", "tenggat 15 Juli 2024, sudah lewat 3 hari")])
def test_days_to_the_deadline(salinan, hari, kalimat):
    r = jalan("status", f"params/{UNIT}/2024-tw2.yaml", "--hari-ini", hari)
    assert r.exit_code == 1 and kalimat in " ".join(r.stdout.split())


def test_the_page_says_who_owes_what_and_where_it_goes(tw3):
    tambah(tw3, "pejabat", "kasi-pelayanan,Plt. Kepala Seksi Nanti,Seksi Pelayanan Umum,NANTI,,Plt.,camat,2024-12-01,,lkj-camat-2024-tw2,uji")
    teks = " ".join(jalan("status", f"params/{UNIT}/2024-tw3.yaml", "--hari-ini", "2024-10-02").stdout.split())
    assert "0 dari 161 angka sudah masuk; Kepala Sub Bagian Keuangan masih 106, Kepala Seksi Pemerintahan 19," in teks
    assert "Kepala Seksi Pelayanan Umum: 3 angka dan 4 isian lain Realisasi kinerja: Triwulan III 2024, lingkup kecamatan → realisasi_k.csv 7.01.02.2.01-1" in teks
    assert "… dan 72 lainnya" in teks and "(isi 0 bila tidak dilaksanakan): Triwulan I, II, dan III 2024" in teks


def test_a_quarter_that_lacks_nothing_exits_0(salinan):
    tambah(salinan, "realisasi_k", *(f"{i},kecamatan,sd-2024-tw2,0,,,,,lkj-eselon-2024-tw2,uji" for i in ("7.01.02.2.04-1", "7.01.03.2.02-1")))
    tambah(salinan, "narasi", "upaya,kasi-pelayanan,,2024-tw2,1,Membuka loket kedua,lkj-eselon-2024-tw2,uji")
    r = jalan("status", f"params/{UNIT}/2024-tw2.yaml", "--hari-ini", "2024-07-02")
    assert r.exit_code == 0 and "161 dari 161 angka sudah masuk; tenggat" in r.stdout and "Semua isian sudah lengkap." in r.stdout


def test_json_holds_every_gap(tw3):
    r = jalan("status", f"params/{UNIT}/2024-tw3.yaml", "--hari-ini", "2024-10-02", "--json")
    (h,) = json.loads(r.stdout)
    assert r.exit_code == 1 and (h["unit"], h["tahun"], h["triwulan"], h["tenggat"], h["sisa_hari"]) == (UNIT, 2024, 3, "2024-10-15", 13)
    assert h["angka"] == {"kinerja": {"masuk": 0, "semua": 66}, "anggaran": {"masuk": 0, "semua": 95}} and len(h["kosong"]) == 66 + 95 + 28
    assert h["kosong"][0].keys() == {"jenis", "jabatan", "nama_jabatan", "berkas", "kunci", "lingkup", "nama", "yang", "judul"}
    assert {"jabatan": "camat", "nama_jabatan": "Camat Lumajang", "angka": 3, "lain": 4} in h["jabatan"]


def test_wrong_use_and_broken_data_exit_2_without_a_traceback(salinan):
    r = jalan("status", f"params/{UNIT}/2024-tw2.yaml", "--hari-ini", "besok")
    assert r.exit_code == 2 and "--hari-ini: tertulis 'besok'; tulis tanggal tahun-bulan-hari" in r.stderr and r.stdout == ""
    saring(salinan, "nomenklatur", lambda r: r["kode"] != "renstra")
    r = jalan("status", f"params/{UNIT}/2024-tw2.yaml", "tidak-ada.yaml")
    assert r.exit_code == 2 and "2 hal perlu diperbaiki" in r.stderr and "identitas berkode renstra" in r.stderr and "Traceback" not in r.stderr


def test_warnings_are_one_a_kind_with_who_owes_how_many(tw3):
    pesan = [str(m) for m in status.peringatan(kosong(tw3, "2024-tw3"))]
    assert f"data/{UNIT}/realisasi_rp.csv: belum lengkap: Realisasi anggaran 95 (kasubbag-keuangan 95); selengkapnya: triwulan status" in pesan and len(pesan) == 4


def test_a_new_office_is_told_what_to_fill(salinan):
    jalan("baru", "unit", "kecamatan-sukodono", "--dari", UNIT, "--tahun", "2025")
    r = jalan("status", "params/kecamatan-sukodono/2025-tw1.yaml", "--hari-ini", "2025-04-01")
    teks = " ".join(r.stdout.split())
    assert r.exit_code == 1 and "Belum ada target dan pagu, jadi belum ada angka yang ditunggu; tenggat 15 April 2025, 14 hari lagi." in teks
    assert "Identitas kantor: belum diisi → nomenklatur.csv kedudukan Tempat kedudukan" in teks and "Nama kelurahan dan desa" in teks
    assert "Pejabat: nama dan NIP belum diisi → pejabat.csv camat Camat Sukodono" in teks
