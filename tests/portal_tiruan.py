"""An output folder made by hand: one office, two quarters; small enough to know what its start page must say."""

import json
from pathlib import Path

import pytest

K, RP = "evaluasi-renja/kepala/d/nilai", "evaluasi-renja/utama/total/14/Rp"
SOROTAN = [
    {"alamat": K, "nama": "Kinerja", "singkat": "K", "arti": "rata-rata program", "predikat": "Rendah", "catatan": ""},
    {"alamat": RP, "nama": "Anggaran", "singkat": "Rp", "arti": "kolom 14", "predikat": "", "catatan": ""},
]
DAFTAR = [{"nama": n, "judul": j, "wajib": w} for n, j, w in (
    ("lkj-camat", "Laporan Kinerja Camat", True), ("evaluasi-renja", "Evaluasi Hasil Renja", True),
    ("pemeriksaan", "Pemeriksaan", True), ("telusur-angka", "Menelusuri Angka", False),
)]
KOSONG = {"menahan": False, "jumlah": 0, "jabatan": []}
UTANG = {"menahan": True, "jumlah": 12, "jabatan": [
    {"nama": "Kepala Seksi Pemerintahan", "jumlah": 9, "butir": [{"judul": "Realisasi kinerja: Triwulan II 2025", "berkas": "data/u/realisasi_k.csv", "jumlah": 7}], "lainnya": 2},
    {"nama": "Sekretaris", "jumlah": 3, "butir": [{"judul": "Pagu: tahun 2025", "berkas": "data/u/pagu.csv", "jumlah": 3}], "lainnya": 0},
]}
MESIN = {"selesai": "2025-07-05T09:00:00+07:00", "lama_detik": 1.5, "mesin": {"nama": "mesin-penyusun"}, "paket": {"triwulan": "0.1.0"}, "masukan": {}}


def ledger(k: str, rp: str) -> str:
    """The two headline cells as `susun` writes them, printed to two places: the heading's with its unit, the total's without."""
    kepala = "alamat,laporan,tabel,baris,kolom,bagian,nilai,satuan,tampil,rumus,operan,sumber\n"
    sel = ((K, "kepala,d,nilai,", k, " %"), (RP, "utama,total,14,Rp", rp, ""))
    return kepala + "".join(f'{a},evaluasi-renja,{t},{n},%,"{f"{float(n):.2f}".replace(".", ",")}{s}",,,\n' for a, t, n, s in sel)


def laporan(nama: str, **lebih) -> dict:
    return {"status": "selesai", "galat": "", "berkas": {f"{nama}.html": "0" * 64}, "draf": "", "sorotan": [], **MESIN, **lebih}


def catatan(laporan_: dict, **triwulan) -> str:
    keadaan = {"unit": "Kecamatan Uji", "tanggal": "2025-07-05", "tenggat": "2025-07-15", "laporan": DAFTAR, "angka": {"masuk": 41, "semua": 58}, "kurang": KOSONG}
    return json.dumps({"laporan": laporan_, "triwulan": keadaan | triwulan})


def tulis(akar: Path, berkas: dict[str, str]) -> None:
    for jalur, isi in berkas.items():
        (akar / jalur).parent.mkdir(parents=True, exist_ok=True)
        (akar / jalur).write_text(isi, "utf-8")


@pytest.fixture
def terbit(tmp_path) -> Path:
    """TW I: everything done and archived. TW II: a draft, the Camat's report failed, the audit not compiled."""
    akar = tmp_path / "reports"
    satu, dua = "kecamatan-uji/2025-tw1", "kecamatan-uji/2025-tw2"
    temuan = [("salah", "LKj", "dikoreksi"), ("salah", "LKj", ""), ("label", "LKj", ""), ("catatan", "", "")]
    renja = laporan("evaluasi-renja", sorotan=SOROTAN)
    tulis(akar, {
        "README.md": "", f"{satu}/angka.csv": ledger("30.5", "20"),
        f"{satu}/temuan.json": json.dumps({"diperiksa": 9, "temuan": [{"tingkat": t, "dokumen": d, "jawaban": j, "alamat": "x"} for t, d, j in temuan]}),
        f"{satu}/catatan-run.json": catatan({
            "lkj-camat": laporan("lkj-camat"), "evaluasi-renja": renja,
            "pemeriksaan": laporan("pemeriksaan", berkas={"temuan.json": "0" * 64}), "telusur-angka": laporan("telusur-angka"),
        }),
        **{f"{satu}/{n}.{f}": f"<html>{n}" for n in ("lkj-camat", "evaluasi-renja", "pemeriksaan", "telusur-angka") for f in ("ipynb", "xlsx", "docx", "pdf", "html")},
        **{f"{satu}/arsip/kecamatan-uji-2025-tw1-v{n}.zip": "" for n in (1, 2, 10)},
        f"{dua}/angka.csv": ledger("60.8888888889", "49.3075311401"),
        f"{dua}/catatan-run.json": catatan({"evaluasi-renja": renja | {"draf": "12 hal belum diisi"}}, kurang=UTANG),
        f"{dua}/evaluasi-renja.html": '<!DOCTYPE html><title>x</title><p style="height:200vh">.</p><table><tr><td id="evaluasi-renja/kepala/d/nilai">60,89 %</td></tr></table>',
        f"{dua}/evaluasi-renja.ipynb": "{}",
        f"{dua}/gagal/catatan-run.json": catatan({"lkj-camat": laporan("lkj-camat", status="gagal", galat="sel tabel-3-4: KeyError: 'x'\nbaris kedua")}),
        f"{dua}/gagal/lkj-camat.ipynb": "{}",
    })
    return akar
