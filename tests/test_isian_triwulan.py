"""Whole quarters through workbooks alone: the next one of a new year, and one that was there before, entered once more."""

from datetime import datetime
from pathlib import Path

from alat import buka_laporan
from isian_buku import Buku, bahan, baris, ekspor
from test_status import jalan

from triwulan.form.angka import desimal
from triwulan.form.table import Sel
from triwulan.laporan import lari, status
from triwulan.laporan.masuk import pintu
from triwulan.office.tulisan import tulis

UNIT, WAKTU = "kecamatan-contoh", datetime(2026, 4, 2, 21, 0)


def impor(akar: Path, *berkas: Path):
    """The import written; its plan."""
    _, rencana = pintu.impor(akar, berkas, pintu.Petunjuk(), WAKTU)
    tulis(akar, rencana.tulisan)
    return rencana


def isi_kinerja(b: Buku, rows: list[dict], dari: str, ke: str) -> None:
    for r in (r for r in rows if r["periode"] == dari):
        for k in ("nilai", "pembilang", "penyebut"):
            if r[k]:
                b.tulis("Kinerja", f"k|{r['indikator']}|{r['lingkup']}|{ke}", k, float(r[k]))
        for k in ("bukti", "catatan"):
            b.tulis("Kinerja", f"k|{r['indikator']}|{r['lingkup']}|{ke}", k, r[k] or None)


def isi_anggaran(b: Buku, rows: list[dict], bulan: dict[str, str], triwulan: str) -> None:
    for r in rows:
        if r["periode"] in bulan or r["periode"] == triwulan:
            b.tulis("Anggaran", f"{r['lingkup']}|{r['kode']}|{r['akun']}", bulan.get(r["periode"], "triwulan"), float(r["nilai"]))
            if r["catatan"]:
                b.tulis("Anggaran", f"{r['lingkup']}|{r['kode']}|{r['akun']}", "catatan", r["catatan"])


def test_a_new_year_s_first_quarter_needs_no_csv(contoh):
    """Budgets, targets, agreements, figures and narrative of 2026 in one workbook; then nothing is missing any more."""
    assert jalan("baru", "periode", f"params/{UNIT}/2025-tw4.yaml").exit_code == 0
    b = Buku(ekspor(f"{UNIT}/2026-tw1", contoh / "isian.xlsx", contoh))
    pagu = {(r["lingkup"], r["kode"], r["akun"]): float(r["nilai"]) for r in sorted(baris(contoh, UNIT, "pagu"), key=lambda r: (r["tahap"], r["berlaku"]))}
    for (lingkup, kode, akun), nilai in pagu.items():
        b.tulis("Pagu", f"{lingkup}|{kode}|{akun}", "murni", nilai)
    for lembar, awal in (("Target", "t|"), ("Perjanjian", "pk|")):
        for id_ in (i for i in b.baris(lembar) if i.startswith(awal)):
            b.tulis(lembar, id_, "periksa", "ya")
            if "|naskah|" in id_:
                b.tulis(lembar, id_, "tanggal", "12 Januari 2026")
    b.tulis("Target", "t|7.01.01.2.01.0001-1|", "nilai", 5)
    isi_kinerja(b, baris(contoh, UNIT, "realisasi_k"), "2025-tw1", "2026-tw1")
    isi_anggaran(b, baris(contoh, UNIT, "realisasi_rp"), {f"2025-0{n}": f"2026-0{n}" for n in (1, 2, 3)}, "2025-tw1")
    for id_ in (i for i in b.baris("Uraian") if i.endswith("|1") and "tahun" not in i and i.split("|")[2] in ("permasalahan", "faktor", "hambatan", "upaya", "rencana")):
        b.tulis("Uraian", id_, "teks", f"Uraian {id_.split('|')[1]}.")
    rencana = impor(contoh, b.simpan())
    k = status.keadaan(*bahan(f"{UNIT}/2026-tw1", contoh))
    # 29 indicators, 27 accounts of the office and 17 sub kegiatan with kelurahan.
    assert not k.kosong and k.angka == {"kinerja": (29, 29), "anggaran": (44, 44)} and not rencana.perhatian
    assert [r["nilai"] for r in baris(contoh, UNIT, "target") if (r["indikator"], r["periode"]) == ("7.01.01.2.01.0001-1", "2026")] == ["5"]
    assert {r["tanggal"] for r in baris(contoh, UNIT, "perjanjian") if r["periode"] == "2026" and r["jenis"] == "naskah"} == {"2026-01-12"}
    assert not pintu.impor(contoh, [b.path], pintu.Petunjuk(), WAKTU)[1].tulisan, "the same workbook once more changes nothing"
    # 2026 repeats the figures of 2025: 44 accounts' first quarter, 9.300.000 for utilities among them as hitungan_contoh.csv has it.
    lap = lari.satu(buka_laporan("lkj-kasubbag-umum", bahan(f"{UNIT}/2026-tw1", contoh)[1]))
    assert lap.tabel_tampil["2.5"].sel("7.01.01.2.08.0002", "5").nilai == 9_300_000


def angka(akar: Path, triwulan: str) -> dict[str, str]:
    """The figures of two reports: money of both scopes, performance of every row of the Renja form."""
    parameter = bahan(f"{UNIT}/{triwulan}", akar)[1]
    laporan = [lari.satu(buka_laporan(n, parameter)) for n in ("evaluasi-renja", "lkj-kasubbag-keuangan")]
    return {c.alamat: desimal(c.nilai) for lap in laporan for t in lap.tabel_tampil.values() for r in t.baris for c in r.sel.values() if isinstance(c, Sel)}


def test_a_quarter_taken_out_and_entered_by_workbook_gives_the_same_figures(contoh):
    semula, asal = angka(contoh, "2025-tw4"), {n: baris(contoh, UNIT, n) for n in ("realisasi_k", "realisasi_rp", "narasi", "dokumentasi")}
    bulan = {f"2025-{n}": f"2025-{n}" for n in (10, 11, 12)}
    for nama, rows in asal.items():
        path = contoh / "data" / UNIT / f"{nama}.csv"
        kolom = "tanggal" if nama == "dokumentasi" else "periode"
        milik = {i for i, r in enumerate(rows) if r[kolom] == "2025-tw4" or r[kolom][:7] in bulan}
        teks = path.read_text("utf-8").splitlines(keepends=True)
        path.write_text("".join([teks[0], *(t for i, t in enumerate(teks[1:]) if i not in milik)]), "utf-8")
    assert status.keadaan(*bahan(f"{UNIT}/2025-tw4", contoh)).angka == {"kinerja": (0, 29), "anggaran": (0, 44)}
    b = Buku(ekspor(f"{UNIT}/2025-tw4", contoh / "isian.xlsx", contoh))
    isi_kinerja(b, asal["realisasi_k"], "2025-tw4", "2025-tw4")
    isi_anggaran(b, asal["realisasi_rp"], bulan, "2025-tw4")
    for r in (r for r in asal["narasi"] if r["periode"] == "2025-tw4"):
        if r["jenis"] in ("kendala", "solusi"):
            b.tulis("Kendala", f"{r['rujukan']}|{r['urutan']}", r["jenis"], r["teks"])
        else:
            b.tulis("Uraian", f"n|{r['jabatan']}|{r['jenis']}|{r['rujukan']}|{r['urutan']}", "teks", r["teks"])
    nomor: dict[str, int] = {}
    for r in (r for r in asal["dokumentasi"] if r["tanggal"][:7] in bulan or r["tanggal"] == "2025-tw4"):
        nomor[r["jabatan"]] = nomor.get(r["jabatan"], 0) + 1
        for k in ("tanggal", "kegiatan", "tempat_kegiatan", "foto"):
            b.tulis("Kegiatan", f"d|{r['jabatan']}|baru|{nomor[r['jabatan']]}", k, r[k])
    impor(contoh, b.simpan())
    assert angka(contoh, "2025-tw4") == semula and len(semula) > 500
    for nama, rows in asal.items():  # not only the figures: row for row what stood there, whoever brought it
        def isi(semua: list[dict]) -> set[tuple]:
            return {tuple(v for k, v in r.items() if k not in ("dokumen", "tempat")) for r in semua}

        assert isi(baris(contoh, UNIT, nama)) == isi(rows), nama
    assert jalan("status", f"params/{UNIT}/2025-tw4.yaml", "--hari-ini", "2026-01-12").exit_code == 0
