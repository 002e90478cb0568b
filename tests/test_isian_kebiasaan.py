"""People's habits in typing figures and dates: every one of them reads the same, or is refused."""

from datetime import date, datetime
from fractions import Fraction

import pytest
import xlsxwriter
from isian_buku import AKAR, Buku, ekspor

from triwulan.form.lembar.grid import Kotak, muat
from triwulan.laporan.masuk import isian
from triwulan.laporan.masuk.isian.nilai import Keliru, angka_semua, galat, kosong, tanggal

UANG = ["1.000.000", "Rp 1.000.000", "Rp1.000.000,00", "Rp. 1.000.000,-", "1.000.000,00", "1,000,000", "1,000,000.00", "1000000", "'1000000", " 1.000.000\u00a0", "1.000.000 ", 1000000, 1000000.0, "=500000+500000", "=ROUND(999999.99,0)"]
PERSEN = ["18,5", "18.5", "18,50", "18,5%", "18,5 %", 18.5, "=37/2", ("0.0%", 0.185)]
HARI = [date(2025, 12, 15), datetime(2025, 12, 15, 8, 30), "15 Desember 2025", "15 desember 2025", "15/12/2025", "15-12-2025", "15.12.2025", "2025-12-15", "15 Des 2025", "Senin, 15 Desember 2025", " 15  Desember\u00a02025 "]


def kotak(tmp_path, isi: list, inline: bool = False) -> list[Kotak]:
    """Cells as a spreadsheet file holds them; `inline`: texts in the cell instead of in the shared list."""
    buku = xlsxwriter.Workbook(str(tmp_path / "k.xlsx"), {"constant_memory": inline})
    ws = buku.add_worksheet("K")
    for n, v in enumerate(isi):
        format_, v = v if isinstance(v, tuple) else ("dd/mm/yyyy" if isinstance(v, (date, datetime)) else "General", v)
        gaya = buku.add_format({"num_format": format_})
        if isinstance(v, str) and v.startswith("="):
            ws.write_formula(n, 0, v, gaya, eval(v.removeprefix("=").replace("ROUND(999999.99,0)", "1000000")))
        elif isinstance(v, str):
            ws.write_string(n, 0, v, gaya)
        else:
            ws.write(n, 0, v, gaya)
    buku.close()
    (lembar,) = muat(tmp_path / "k.xlsx")
    return [lembar.asli(n, 1) for n in range(1, len(isi) + 1)]


@pytest.mark.parametrize("inline", [False, True])
@pytest.mark.parametrize(("isi", "satuan", "hasil"), [(UANG, "Rp", "1000000"), (PERSEN, "%", "18.5")])
def test_every_way_of_writing_a_figure_reads_the_same(tmp_path, isi, satuan, hasil, inline):
    jadi, salah = angka_semua({n: (k, satuan) for n, k in enumerate(kotak(tmp_path, isi, inline))})
    assert not salah and set(jadi.values()) == {hasil} and len(jadi) == len(isi)


def test_every_way_of_writing_a_date_reads_the_same(tmp_path):
    assert {tanggal(k, HARI[0]) for k in kotak(tmp_path, HARI)} == {"2025-12-15"}
    assert [tanggal(Kotak("x", t), HARI[0]) for t in ("Desember 2025", "2025-12", "Triwulan IV 2025", "TW 4 2025")] == ["2025-12", "2025-12", "2025-tw4", "2025-tw4"]


@pytest.mark.parametrize("teks", ["", " ", "\u00a0", "-", "–", "—"])
def test_nothing_and_a_dash_are_empty(tmp_path, teks):
    (k,) = kotak(tmp_path, [teks])
    assert kosong(k)


@pytest.mark.parametrize(("isi", "satuan", "pesan"), [
    ("1.234", "", "bisa berarti ribuan atau pecahan"), ("1,234", "", "bisa berarti ribuan atau pecahan"), ("dua belas", "", "bukan angka"), ("12..5", "", "bukan angka"), ("1.00.000", "Rp", "bukan angka"),
    (56.775, "%", "lebih dari dua angka"), ("56,775", "%", ""), ("=100/3", "%", "lebih dari dua angka"), ("56 %", "", "satuan baris ini bukan persen"),
    (("0%", 0.56), "", "satuan baris ini bukan persen"), (date(2025, 1, 5), "", "ini tanggal"),
])
def test_what_can_be_read_in_no_way_or_in_two_is_refused(tmp_path, isi, satuan, pesan):
    _, salah = angka_semua({0: (kotak(tmp_path, [isi])[0], satuan)})
    assert pesan in salah[0]


def test_an_ambiguous_figure_is_decided_by_the_others_of_its_sheet(tmp_path):
    """1.234 beside 2.500,5 is a thousand and more; money never has three decimals, so that there it is certain by itself."""
    jadi, salah = angka_semua({n: (k, "") for n, k in enumerate(kotak(tmp_path, ["1.234", "2.500,5"]))})
    assert jadi == {0: "1234", 1: "2500.5"} and not salah
    assert angka_semua({0: (kotak(tmp_path, ["1.234"])[0], "Rp")})[0] == {0: "1234"}


@pytest.mark.parametrize("teks", ["#REF!", "#DIV/0!", "#N/A", "#NAME?", "Err:502"])
def test_a_formula_that_failed_is_no_value(teks):
    assert "rumusnya gagal" in galat(Kotak("x", teks)) and "tidak punya hasil" in galat(Kotak("x", "", rumus="=FOO()", terhitung=False))


@pytest.mark.parametrize("teks", ["31/02/2025", "15/13/2025", "besok", "2025", "45999"])
def test_what_is_no_date_is_refused(teks):
    with pytest.raises(Keliru, match="bukan tanggal"):
        tanggal(Kotak("x", teks), HARI[0])


def test_binary_noise_of_a_computed_figure_is_no_third_decimal():
    noise = Kotak("x", "", Fraction(0.1 + 0.2), rumus="=0.1+0.2")
    assert angka_semua({0: (noise, "")})[0] == {0: "0.3"}


def test_what_the_data_hold_typed_in_any_habit_changes_nothing(tmp_path):
    """The whole way: a quarter's figures overwritten with themselves, each in another habit."""
    b = Buku(ekspor("kecamatan-contoh/2025-tw4", tmp_path / "isian.xlsx"))
    juta = [(i, k) for i in b.baris("Anggaran") for k in ("2025-10", "2025-11", "2025-12") if b.sel("Anggaran", i, k).value == 1000000] + [(i, "triwulan") for i in b.baris("Anggaran") if b.sel("Anggaran", i, "triwulan").value == 1000000]
    for (id_, kolom), cara in zip(juta, UANG):
        b.tulis("Anggaran", id_, kolom, cara)
    b.tulis("Kinerja", "k|7.01.01-1|kecamatan+kelurahan|2025-tw4", "nilai", "18,5 %")
    c = b.sel("Kinerja", "k|7.01.06-1||2025-tw4", "pembilang")
    c.value, c.number_format = "4,0", "@"
    b.isi["Uraian"].merge_cells("F9:H9")  # beyond the table: merged with nothing that is asked for
    for id_ in (i for i in b.baris("Kegiatan") if i.count("|") == 3 and "baru" not in i):
        b.tulis("Kegiatan", id_, "tanggal", f"{int(id_.split('|')[2][8:])} Desember 2025" if id_.split("|")[2][5:7] == "12" else id_.split("|")[2])
    assert len(juta) >= 8 and not isian.baca(AKAR, [b.simpan()]).usul
