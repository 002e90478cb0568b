"""What one sentence explains is said in one: names under other codes, columns exchanged, tables twice or cut, another month's heading."""

import shutil
from pathlib import Path

import pytest
from lra import SUMBER, TEKS, UNIT, baris, cabut, cepat, halaman, jalan, kepala, tulis_csv  # noqa: F401 (fixtures)
from test_lra_impor_salah import AKAR, ASLI, ditolak, ubah

from triwulan.laporan.masuk import lra, pintu
from triwulan.office.periode import Periode, baca

CONTOH, DESEMBER = "kecamatan-contoh", Periode(2025, 12, 12)
HONOR, PENGADAAN = (f"7 01 7 01 00 01 2.02.0002 5 1 01 03 07 000{n}\t" for n in (1, 2))

pytestmark = pytest.mark.usefixtures("cepat")


def salin(tempat: Path) -> Path:
    for nama in ("data", "params"):
        shutil.copytree(AKAR / nama, tempat / nama)
    return tempat


@pytest.fixture(scope="module")
def kosong(tmp_path_factory) -> Path:
    """Both offices without spending by account, the published one without budgets by account too: the LRA is the first."""
    tempat = salin(tmp_path_factory.mktemp("kosong"))
    assert cabut(tempat, lambda r: bool(r["akun"])) == 150 and cabut(tempat, lambda r: bool(r["akun"]), nama="pagu") == 75
    assert cabut(tempat, lambda r: bool(r["akun"]), CONTOH) == 12 * 27
    return tempat


def ekspor(tempat: Path, rows: list[list], waktu: Periode = DESEMBER) -> Path:
    return tulis_csv(tempat / "a.csv", [*kepala("Kecamatan Contoh", waktu), *halaman(rows)])


def perhatian(path: Path, akar: Path = AKAR, **petunjuk) -> list[str]:
    return [str(p) for p in lra.baca(akar, [path], pintu.Petunjuk(**petunjuk)).perhatian]


def tulis(tempat: Path, teks: str) -> Path:
    (tempat / "lra.txt").write_text(teks, "utf-8")
    return tempat / "lra.txt"


# ---- names -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("akar_", ["kosong", "akar"])
def test_codes_exchanged_between_two_rows_are_told_by_their_names(kosong, akar, tmp_path, akar_):
    """Sums, columns and codes all hold; nothing in the data contradicts it where there is none yet."""
    teks = ubah(PENGADAAN, HONOR, ubah(HONOR, "X", ASLI)).replace("X", PENGADAAN, 1)
    dua = ditolak(tulis(tmp_path, teks), kosong if akar_ == "kosong" else akar)
    assert [p.partition(":")[0] for p in dua] == ["lra.txt baris 64 kolom 1", "lra.txt baris 65 kolom 1"]
    assert "'Belanja Honorarium Pengadaan Barang/Jasa' adalah nama 5.1.01.03.07.0002, sedangkan kode baris ini 7.01.01.2.02.0002 5.1.01.03.07.0001 bernama 'Belanja Honorarium Penanggungjawaban Pengelola Keuangan' di nomenklatur.csv" in dua[1]
    assert "'Belanja Honorarium Penanggungjawab aban Pengelola Keuangan' adalah nama 5.1.01.03.07.0001" in dua[0]


def test_the_name_of_another_sub_kegiatan_is_told_too(tmp_path):
    (satu,) = ditolak(tulis(tmp_path, ubah("Koordinasi dan Penyusunan Dokumen RKA-SKPD", "Evaluasi Kinerja Perangkat Daerah")))
    assert "adalah nama 7.01.01.2.01.0007, sedangkan kode baris ini 7.01.01.2.01.0002 5.1 bernama 'Koordinasi dan Penyusunan Dokumen RKA-SKPD'" in satu


#: How a name may be printed; whether it is worth a second look.
NAMA = [
    ("BELANJA HONORARIUM PENGADAAN BARANG / JASA", False), ("Belanja Honorariurn Pengadaan Barang/Jassa", False), ("Bel. Honor. Pengadaan Brg/Jasa", False),
    ("Belanja Honorarium Pengadaan", False), ("Pengelola Keuangan Belanja Honorarium Pengadaan Barang/Jasa", False), ("BHPBJ", False),
    ("Honorarium Juara Lomba", True),
]


@pytest.mark.parametrize(("cetak", "asing"), NAMA)
def test_a_name_is_known_again_however_it_is_printed(kosong, tmp_path, cetak, asing):
    kata = perhatian(tulis(tmp_path, ubah("Belanja Honorarium Pengadaan Barang/Jasa", cetak)), kosong)
    assert len(kata) == asing
    assert not asing or "1 nama tidak mirip dengan nama kodenya" in kata[0] and "baris 65 kolom 1 7.01.01.2.02.0002 5.1.01.03.07.0002 tertulis 'Honorarium Juara Lomba', di nomenklatur.csv 'Belanja Honorarium Pengadaan Barang/Jasa'" in kata[0]


@pytest.mark.parametrize("berkas", SUMBER, ids=lambda p: p.name)
def test_the_published_table_rouses_no_suspicion(kosong, akar, berkas):
    assert perhatian(berkas) == perhatian(berkas, kosong) == []


@pytest.mark.parametrize("n", range(1, 13))
def test_no_month_of_a_year_rouses_suspicion(kosong, akar, tmp_path, n):
    """With all other months in the data, and with none."""
    waktu = Periode(2025, n, n)
    path = ekspor(tmp_path, baris(akar, CONTOH, waktu), waktu)
    assert perhatian(path) == perhatian(path, kosong) == []


# ---- one cause -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("a", "b", "nama"), [(5, 6, "realisasi bulan ini dan realisasi s/d bulan ini"), (2, 3, "anggaran sebelum perubahan dan anggaran setelah perubahan"), (4, 5, "realisasi bulan lalu dan realisasi bulan ini")])
def test_two_columns_exchanged_are_one_problem(akar, tmp_path, a, b, nama):
    rows = baris(akar, CONTOH, DESEMBER)
    for r in rows:
        r[a], r[b] = r[b], r[a]
    (satu,) = ditolak(ekspor(tmp_path, rows))
    assert satu.startswith(f"a.csv: kolom {nama} tertukar, judul atau isinya (baris 9–133): bila ditukar kembali, angka-angkanya cocok")


def test_what_a_cause_does_not_explain_is_said_after_it(akar, tmp_path):
    rows = baris(akar, CONTOH, DESEMBER)
    for r in rows:
        r[5], r[6] = r[6], r[5]
    rows[-1][8] += 7
    satu, dua = ditolak(ekspor(tmp_path, rows))
    assert "tertukar" in satu and "sisa anggaran Jumlah Belanja seharusnya" in dua


def test_months_before_and_this_month_exchanged_in_first_data_are_worth_a_look(akar, kosong, tmp_path):
    rows = baris(akar, CONTOH, DESEMBER)
    for r in rows:
        r[4], r[5] = r[5], r[4]
    assert perhatian(ekspor(tmp_path, rows), kosong) == ["a.csv: realisasi Desember 2025 Rp1.921.100.000 lebih besar daripada Januari–November 2025 seluruhnya, Rp151.000.000; periksa apakah kolomnya tertukar"]


@pytest.mark.parametrize(("lagi", "kata"), [
    (ASLI, "baris 326–626 mengulang baris 12–312, angkanya sama: hapus salah satu"),
    (ASLI.replace("Belanja Lembur\t2.750.000,00", "Belanja Lembur\t2.750.001,00"), "baris 326–626 mengulang baris 12–312, sebagian angkanya berbeda (1 baris): tentukan mana yang benar"),
])
def test_a_table_that_stands_twice_is_one_problem(tmp_path, lagi, kata):
    (satu,) = ditolak(tulis(tmp_path, ASLI + lagi))
    assert satu.startswith("lra.txt: baris-baris yang sama termuat dua kali: ") and kata in satu


@pytest.mark.parametrize("akar_", ["kosong", "akar"])
def test_a_table_that_breaks_off_is_one_problem(kosong, akar, tmp_path, akar_):
    (satu,) = ditolak(tulis(tmp_path, "".join(ASLI.splitlines(True)[:160])), kosong if akar_ == "kosong" else akar)
    assert satu.startswith("lra.txt: tabel ini terpotong: baris terakhirnya baris 154 (7.01.01.2.09.0002 5.1.02.03.02.0038 ")
    assert ("tanpa baris jumlah dan 35 rekening yang berpagu belum disebut" in satu) == (akar_ == "akar")


def test_a_page_lost_in_the_middle_is_not_called_a_break(kosong, akar, tmp_path):
    semua = ASLI.splitlines(True)
    path = tulis(tmp_path, "".join(semua[:39] + semua[60:312]))
    for di in (kosong, akar):
        assert not any("terpotong" in p for p in ditolak(path, di))


@pytest.mark.parametrize(("asli", "judul"), [(12, 11), (12, 8), (5, 9)])
def test_another_month_s_heading_is_told_by_the_months_before(akar, tmp_path, asli, judul):
    bulan = {4: "April", 5: "Mei", 11: "November", 12: "Desember"}
    (satu,) = ditolak(ekspor(tmp_path, baris(akar, CONTOH, Periode(2025, asli, asli)), Periode(2025, judul, judul)))
    assert satu == f"a.csv: bulan lalu di berkas ini sama dengan data s/d {bulan[asli - 1]}: judulnya mungkin keliru ({bulan[asli]}?); cocokkan bulannya dengan aslinya, lalu betulkan judulnya"


def test_a_month_that_would_be_booked_empty_is_worth_a_look(akar, tmp_path):
    """November's LRA headed December: the data have October, and nothing contradicts it."""
    tempat = salin(tmp_path)
    cabut(tempat, lambda r: r["periode"] in ("2025-11", "2025-12"), CONTOH)
    (satu,) = perhatian(ekspor(tmp_path, baris(akar, CONTOH, Periode(2025, 11, 11))), tempat)
    assert "bulan lalu di berkas ini sama dengan data s/d Oktober: judulnya mungkin keliru (November?)" in satu and "Bila judulnya benar, November 2025 dicatat tanpa belanja" in satu


def test_recorded_choices_that_stop_an_import_are_said_in_its_terms(salinan):
    """June's LRA headed MEI brings January to April and May, where the choices explain January to May."""
    assert cabut(salinan, lambda r: bool(r["akun"])) == 150
    tulis(salinan, ubah("BAGIAN BULAN JUNI", "BAGIAN BULAN MEI"))
    r = jalan("lra.txt")
    assert r.exit_code == 2 and "1 hal perlu diperbaiki" in r.stderr
    assert "impor ini membawa 2024-01..2024-04, 2024-05, sedangkan pilihan.csv menerangkan baris realisasi_rp.csv dengan bulan lain" in r.stderr
    assert "7.01.01.2.02.0002 5.1.01.03.07.0001 kecamatan 2024-01..2024-05 (pilihan.csv baris 78)" in r.stderr and "Periksa dulu apakah bulan di judul berkas ini benar" in r.stderr


# ---- what an LRA does not bring --------------------------------------------------------------------------------------------


def test_the_other_scope_s_missing_months_are_named(akar, tmp_path):
    tempat = salin(tmp_path)
    cabut(tempat, lambda r: r["periode"] == "2025-tw3", CONTOH)
    waktu = baca("2025-08")
    path = ekspor(tmp_path, baris(akar, CONTOH, waktu), waktu)
    kata = [k for k in lra.baca(tempat, [path], pintu.Petunjuk()).kalimat if "kecamatan+kelurahan" in k]
    assert kata == ["LRA ini hanya membawa lingkup kecamatan. Realisasi lingkup kecamatan+kelurahan belum ada untuk 17 baris (Juli, Agustus, dan September 2025): diisi di buku isian, lembar Anggaran (triwulan isian params/kecamatan-contoh/2025-tw3.yaml BERKAS.xlsx)."]
    assert not any("kecamatan+kelurahan" in k for k in lra.baca(akar, [path], pintu.Petunjuk()).kalimat)


def test_a_changed_budget_of_the_other_scope_is_reminded_of(akar, tmp_path):
    waktu = baca("2025-08")
    path = ekspor(tmp_path, baris(akar, CONTOH, waktu), waktu)
    for akun, banyak in ((True, 7), (False, 13)):
        tempat = salin(tmp_path / str(banyak))
        assert cabut(tempat, lambda r: r["tahap"] == "perubahan" and bool(r["akun"]) >= akun, CONTOH, "pagu") == banyak  # noqa: B023
        kata = lra.baca(tempat, [path], pintu.Petunjuk(pagu_berlaku="2025-08-20")).kalimat
        assert any("Pagu perubahan 2025-08-20 lingkup kecamatan+kelurahan tidak dibawa LRA ini: diisi di buku isian, lembar Pagu" in k for k in kata) != akun
