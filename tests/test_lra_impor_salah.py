"""Broken exports, one thing broken in each: refused with the place, what stands there, what was expected; nothing is written."""

from pathlib import Path

import pytest
from lra import TEKS, UNIT, baris, cepat, halaman, jalan, kepala, tulis_csv  # noqa: F401 (fixtures)
from test_baru import isi

from triwulan.laporan.masuk import lra, pintu
from triwulan.office.masalah import MasukanSalah
from triwulan.office.periode import Periode

AKAR = Path(__file__).resolve().parents[1]
ASLI = TEKS.read_text("utf-8")
LEMBUR = "7 01 7 01 00 01 2.01.0001 5 1 02 02 01 0071\tBelanja Lembur\t2.750.000,00\t2.750.000,00\t2.750.000,00\t0,00\t2.750.000,00\t100,00\t0,00\n"
NIHIL = "Belanja Alat/Bahan untuk Kegiatan Kantor- Bahan Cetak\t28.000,00\t28.000,00\t0,00\t0,00\t0,00\t0,00\t28.000,00\n"


def ditolak(path: Path, akar: Path = AKAR, **petunjuk) -> list[str]:
    with pytest.raises(MasukanSalah) as salah:
        lra.baca(akar, [path], pintu.Petunjuk(**petunjuk))
    return [str(m) for m in salah.value.masalah]


def ubah(lama: str, baru: str, teks: str = ASLI) -> str:
    assert lama in teks, lama
    return teks.replace(lama, baru, 1)


#: What is changed in the published text, to what, what is said, and in how many problems.
RUSAK = [
    # A figure: the one cell by which everything comes right again.
    ("Belanja Lembur\t2.750.000,00\t2.750.000,00\t2.750.000,00\t0,00", "Belanja Lembur\t2.750.000,00\t2.750.000,00\t2.750.000,00\t5,00",
     "baris 19 kolom 6: tertulis '5'; realisasi bulan ini 7.01.01.2.01.0001 5.1.02.02.01.0071 Belanja Lembur seharusnya 0: dengan angka itu baris ini dan semua jumlah cocok", 1),
    ("923.333.454,00\t3.844.101.645,00\t53,17\t3.385", "923.333.454,00\t3.844.101.645,00\t53,18\t3.385", "baris 12 kolom 8: tertulis '53,18'; persen 5 BELANJA DAERAH seharusnya 53,17", 1),
    ("53,67\t3.310.424.738,00", "53,67\t3.310.424.737,00", "baris 13 kolom 9: tertulis '3.310.424.737'; sisa anggaran 5.1 BELANJA OPERASI seharusnya 3.310.424.738", 1),
    ("Belanja Modal Rumah Negara Golongan II\t74.998.144,00", "Belanja Modal Rumah Negara Golongan II\t74.998.145,00", "baris 312 kolom 3: tertulis '74.998.145'; anggaran sebelum perubahan 7.01.01.2.09.0009 5.2.03.01.02.0002 Belanja Modal Rumah Negara Golongan II seharusnya 74.998.144", 1),
    ("Jumlah Belanja\t\t\t2920768191", "Jumlah Belanja\t\t\t2920768192", "baris 313 kolom 5: tertulis '2.920.768.192'; realisasi bulan lalu Jumlah Belanja seharusnya 2.920.768.191", 1),
    ("Defisit\t-7229814333", "Defisit\t7229814333", "baris 314 kolom 3: tertulis '7.229.814.333'; anggaran sebelum perubahan Surplus / Defisit seharusnya -7.229.814.333", 1),
    ("3844101645,00\t53,17", "3844101645,00\t53,71", "baris 313 kolom 8: tertulis '53,71'; persen Jumlah Belanja seharusnya 53,17", 1),
    ("0,00\t3.880.000,00", "1,00\t3.880.000,00", "baris 20 kolom 3: tertulis '3.880.001'; anggaran sebelum perubahan 7.01.01.2.01.0002 5.1 Koordinasi dan Penyusunan Dokumen RKA-SKPD seharusnya 3.880.000", 1),
    # Two of them: every sum that fails, with both sides.
    ("Belanja Lembur\t2.750.000,00\t2.750.000,00\t2.750.000,00\t0,00\t2.750.000,00", "Belanja Lembur\t2.750.000,00\t2.750.000,00\t2.750.000,00\t5,00\t2.750.009,00",
     "baris 19 kolom 7: tertulis '2.750.009'; realisasi s/d bulan ini 7.01.01.2.01.0001 5.1.02.02.01.0071 Belanja Lembur seharusnya bulan lalu 2.750.000 + bulan ini 5 = 2.750.005", 3),
    ("Belanja Lembur\t2.750.000,00\t2.750.000,00\t2.750.000,00\t0,00\t2.750.000,00", "Belanja Lembur\t2.750.000,00\t2.750.000,00\t2.750.000,00\t5,00\t2.750.009,00",
     "baris 18 kolom 6: 7.01.01.2.01.0001 5.1.02.02.01 Belanja Jasa Kantor tidak sama dengan satu-satunya baris di bawahnya (7.01.01.2.01.0001 5.1.02.02.01.0071): realisasi bulan ini 0, jumlah di bawahnya 5, selisih -5; realisasi s/d bulan ini 2.750.000, jumlah di bawahnya 2.750.009, selisih -9", 3),
    # A figure that is none.
    ("Belanja Lembur\t2.750.000,00", "Belanja Lembur\t2.7S0.000,00", "baris 19 kolom 3: '2.7S0.000,00' bukan angka; tulis seperti 1.234.567,89", 1),
    ("Belanja Lembur\t2.750.000,00", "Belanja Lembur\tnihil", "baris 19 kolom 3: tertulis 'nihil'; anggaran sebelum perubahan harus angka", 1),
    ("Belanja Lembur\t2.750.000,00", "Belanja Lembur\t2.750.000,005", "baris 19 kolom 3: '2.750.000,005' bukan angka", 1),
    ("Belanja Lembur\t2.750.000,00", "Belanja Lembur\t(2.750.000,00", "baris 19 kolom 3: '(2.750.000,00' bukan angka", 1),
    # Codes.
    (LEMBUR, LEMBUR * 2, "baris 20 kolom 1: tertulis '7 01 7 01 00 01 2.01.0001 5 1 02 02 01 0071'; kode ini sudah ada di lra.txt baris 19 kolom 1 dan angkanya sama; hapus salah satu", 1),
    (LEMBUR, LEMBUR + LEMBUR.replace("\t0,00\t2.", "\t1,00\t2."), "kode ini sudah ada di lra.txt baris 19 kolom 1 dan angkanya berbeda (realisasi bulan ini); tentukan mana yang benar", 1),
    ("0026\t" + NIHIL, "0226\t" + NIHIL, "baris 24 kolom 1: tertulis '7 01 7 01 00 01 2.01.0002 5 1 02 01 01 0226'; rekening 5.1.02.01.01.0226 Belanja Alat/Bahan untuk Kegiatan Kantor- Bahan Cetak tidak ada di nomenklatur.csv; yang terdekat 5.1.02.01.01.0026 Belanja Alat/Bahan untuk Kegiatan Kantor-Bahan Cetak; betulkan kodenya, atau bila memang baru, tambahkan dulu barisnya: akun,5.1.02.01.01.0226,", 1),
    ("2.01.0002 5 1\tKoordinasi", "2.01.0022 5 1\tKoordinasi", "kode 7.01.01.2.01.0022 Koordinasi dan Penyusunan Dokumen RKA-SKPD tidak ada di nomenklatur.csv; yang terdekat 7.01.01.2.01.0002 Koordinasi dan Penyusunan Dokumen RKA-SKPD", 1),
    ("5 1 02 01 01 0026\t" + NIHIL, "5 1 02 01 01 0O26\t" + NIHIL, "baris 24 kolom 1: tertulis '7 01 7 01 00 01 2.01.0002 5 1 02 01 01 0O26'; kode ini tidak sah (yang sah misalnya 7.01.01.2.01.0001 5.1.02.01.01.0026); mungkin 7.01.01.2.01.0002 5.1.02.01.01.0026", 1),
    ("7 01 7 01 00 01 2.01.0002 5 1 02 01 01 0026\t" + NIHIL, "\t" + NIHIL, "baris 24 kolom 1: tertulis ''; baris ini berangka, tetapi kodenya tidak ada; tulis kode rekening 'Belanja Alat/Bahan untuk Kegiatan Kantor- Bahan Cetak'", 2),
    ("7 01 7 01 00 01 2.01.0002 5 1 02 01 01 0026\t" + NIHIL, "sama\t" + NIHIL, "tertulis 'sama'; baris ini berangka, tetapi kodenya tidak terbaca", 2),
    # Rows that are gone.
    (LEMBUR, "", "7.01.01.2.01.0001 5.1.02.02.01 Belanja Jasa Kantor Rp2.750.000: tidak ada rekening rinci di bawahnya. Yang hilang, barangkali di pergantian halaman: 7.01.01.2.01.0001 5.1.02.02.01.0071 Belanja Lembur (pagu Rp2.750.000)", 1),
]


@pytest.mark.parametrize(("lama", "baru", "pesan", "banyak"), RUSAK, ids=range(len(RUSAK)))
def test_one_thing_broken_in_the_published_text(cepat, tmp_path, lama, baru, pesan, banyak):  # noqa: F811
    path = tmp_path / "lra.txt"
    path.write_text(ubah(lama, baru), "utf-8")
    semua = ditolak(path)
    assert len([p for p in semua if pesan in p]) == 1 and all(p.startswith("lra.txt") for p in semua), semua
    assert len(semua) == banyak, semua


def test_a_page_that_is_lost_is_named_by_its_accounts(cepat, tmp_path):  # noqa: F811
    """Page 2 of the published table: fifteen rows of which the parents stand on page 1."""
    baris_ = ASLI.splitlines(True)
    awal = next(n for n, b in enumerate(baris_) if "2.02.0002 5 1 01\t" in b)
    akhir = next(n for n, b in enumerate(baris_) if "2.02.0005 5 1\t" in b)
    path = tmp_path / "lra.txt"
    path.write_text("".join(baris_[:awal] + baris_[akhir:]), "utf-8")
    (satu,) = ditolak(path)
    assert "7.01.01.2.02.0002 5.1 Penyediaan Administrasi Pelaksanaan Tugas ASN Rp48.840.000: tidak ada rekening rinci di bawahnya" in satu
    assert all(r in satu for r in ("5.1.01.03.07.0001", "5.1.01.03.07.0002", "5.1.02.04.01.0003 Belanja Perjalanan Dinas Dalam Kota (pagu Rp1.800.000)"))


def test_a_row_lost_at_a_page_break_is_named_by_what_its_parent_lacks(cepat, tmp_path):  # noqa: F811
    path = tmp_path / "lra.txt"
    hilang = next(b for b in ASLI.splitlines(True) if "01 01 05 0001" in b)
    induk = next(b for b in ASLI.splitlines(True) if "5 1 01 01 01 05\t" in b)
    path.write_text(ASLI.replace(hilang, "").replace(induk, ""), "utf-8")
    (satu,) = ditolak(path)
    assert "7.01.01.2.02.0001 5.1.01.01 Belanja Gaji dan Tunjangan ASN tidak sama dengan jumlah 8 baris di bawahnya" in satu
    assert "selisih 53.419.996" in satu and "Yang hilang, barangkali di pergantian halaman: 7.01.01.2.02.0001 5.1.01.01.05.0001 Belanja Tunjangan Fungsional Umum PNS (pagu Rp53.419.996)" in satu


def test_an_account_that_is_taken_out_with_all_its_sums_is_missed(cepat, tmp_path):  # noqa: F811
    """A consistent export without one account: it adds up, but our budget has more."""
    rows = baris(AKAR, UNIT, Periode(2024, 6, 6))
    buang = next([*r] for r in rows if r[0] == "7.01.01.2.01.0001 5.1.02.02.01.0071")
    for r in rows:
        if buang[0].startswith(r[0]) or r[0] in ("5", "5.1", "7.01.01 5.1", ""):
            r[2:7] = [a - b for a, b in zip(r[2:7], buang[2:7])]
            r[8] -= buang[8]
            r[7] = ""
    path = tulis_csv(tmp_path / "lra.csv", [*kepala("Kecamatan Lumajang", Periode(2024, 6, 6)), *halaman([r for r in rows if any(r[2:7])])])
    assert ditolak(path) == ["lra.csv: rekening 7.01.01.2.01.0001 5.1.02.02.01.0071 Belanja Lembur ada di pagu.csv (Rp2.750.000), tetapi tidak ada di ekspor ini; ekspor ulang dengan rekening itu, atau betulkan pagu.csv bila rekeningnya memang tidak ada"]


def test_everything_wrong_is_said_at_once_and_nothing_is_written(salinan):
    teks = ubah("Jumlah Belanja\t\t\t2920768191", "Jumlah Belanja\t\t\t2920768192", ubah(LEMBUR, LEMBUR * 2, ubah("0026\t" + NIHIL, "0226\t" + NIHIL)))
    (salinan / "lra.txt").write_text(teks, "utf-8")
    asal = isi(salinan)
    r = jalan("lra.txt")
    assert r.exit_code == 2 and "3 hal perlu diperbaiki; tidak ada berkas yang ditulis" in r.stderr and r.stdout == "" and "Traceback" not in r.stderr
    assert isi(salinan) == asal
