"""Entry workbooks read with care: what looks like a figure but says more, what would take another budget's place, what can hardly
be meant; every message names the cell and what to write."""

import csv
import json
import shutil
import zipfile
from datetime import date, datetime
from fractions import Fraction

import pytest
from isian_buku import AKAR, Buku, ekspor
from typer.testing import CliRunner

from triwulan.cli import app
from triwulan.form.lembar.grid import Kotak
from triwulan.laporan.isian.uraian import TERPANJANG
from triwulan.laporan.masuk import pintu
from triwulan.laporan.masuk.isian.gabung import Kini
from triwulan.laporan.masuk.isian.nilai import Keliru, angka_semua, tanggal
from triwulan.laporan.masuk.isian.usul import tanpa_pagu
from triwulan.laporan.masuk.usul import Usul
from triwulan.office.masalah import MasukanSalah

TW, UNIT, WAKTU = "kecamatan-contoh/2025-tw4", "kecamatan-contoh", datetime(2026, 1, 5, 21, 0)
DOKUMEN, PAKET, PERSEN = "k|7.01.02.2.01.0002-1||2025-tw4", "k|7.01.01.2.06.0004-1|kecamatan|2025-tw4", "k|7.01.01-1|kecamatan+kelurahan|2025-tw4"
LISTRIK, INTERNET = "kecamatan|7.01.01.2.08.0002|5.1.02.02.01.0061", "kecamatan|7.01.01.2.08.0002|5.1.02.02.01.0063"


@pytest.fixture(scope="module")
def asal(tmp_path_factory):
    return ekspor(TW, tmp_path_factory.mktemp("asal") / "asal.xlsx")


@pytest.fixture(scope="module")
def bagian(tmp_path_factory):
    """The part of one section: soon read."""
    return ekspor(TW, tmp_path_factory.mktemp("bagian") / "bagian.xlsx", jabatan="kasi-pelayanan")


@pytest.fixture
def buku(asal, tmp_path) -> Buku:
    """The whole office's workbook, as exported."""
    return Buku(shutil.copy(asal, tmp_path / "isian.xlsx"))


def impor(*berkas, akar=AKAR, petunjuk=pintu.Petunjuk()):
    return pintu.impor(akar, berkas, petunjuk, WAKTU)[1]


def ditolak(*berkas, **lain) -> list[str]:
    with pytest.raises(MasukanSalah) as galat:
        impor(*berkas, **lain)
    return [str(m) for m in galat.value.masalah]


@pytest.mark.parametrize(("isi", "satuan", "pesan"), [
    *((t, "Rp", "tulis seluruh angkanya, misalnya 5.000.000") for t in ("5 juta", "100 ribu", "12rb", "2,5 M", "0,5 jt", "370.000,5 juta", "Rp5 juta", "3 T")),
    *((t, "Rp", "bukan angka; tulis angkanya saja") for t in ("1e3", "3x4", "1 Januari", "5 kali", "5 %%", "1 000", "5 Rp 3")),
    *((t, "unit", "satuan baris ini unit; tulis angkanya saja") for t in ("11 dari15", "2 paket", "2 unit/bulan", "2 units", "Rp 2")),
    ("12 %", "unit", "satuan baris ini bukan persen"), ("0,5 persen", "%", "tulis angkanya saja"), ("5 % naik", "%", "tulis angkanya saja"), ("1.234", "unit", "bisa berarti ribuan atau pecahan"),
])
def test_a_figure_with_anything_behind_it_is_refused(isi, satuan, pesan):
    jadi, salah = angka_semua({0: (Kotak("x", isi), satuan), 1: (Kotak("x", isi, rumus="=A1"), satuan)})
    assert not jadi and pesan in salah[0] and salah[0] == salah[1]


def test_a_word_that_only_the_number_format_adds_is_no_million():
    """5 shown as "5 juta" is five; five million shown as "5 jt" by a format that divides is five million."""
    sel = {n: (Kotak("x", "5 juta", Fraction(v), format=f), "Rp") for n, (v, f) in enumerate([(5, '0" juta"'), (5000000, '0.0,,"jt"'), (5000000, '"Rp"#,##0')])}
    jadi, salah = angka_semua(sel)
    assert jadi == {1: "5000000", 2: "5000000"} and "angka di selnya 5, dan kata di belakangnya hanya format sel; tulis seluruh angkanya" in salah[0]


@pytest.mark.parametrize(("isi", "satuan", "hasil"), [
    ("12 unit", "unit", "12"), ("12UNIT", "unit", "12"), ("23 Org/12 bln", "Org/12 bln", "23"), ("Rp5.000,-", "Rp", "5000"), ("(500)", "Rp", "-500"), ("-Rp 500", "Rp", "-500"), ("(Rp 500)", "Rp", "-500"),
    ("1.234", "Rp", "1234"), ("1,234", "Rp", "1234"), ("56,5 %", "%", "56.5"), ("2,5", "unit", "2.5"),
])
def test_a_figure_in_its_own_unit_reads(isi, satuan, hasil):
    assert angka_semua({0: (Kotak("x", isi), satuan)}) == ({0: hasil}, {})


def test_in_the_workbook_the_unit_is_the_one_that_its_row_shows(buku):
    salah = {buku.tulis("Kinerja", PAKET, "nilai", "2 unit"): "tertulis '2 unit'; satuan baris ini paket", buku.tulis("Anggaran", LISTRIK, "2025-12", "1,5 juta"): "tertulis '1,5 juta'; bukan angka; tulis seluruh angkanya",
             buku.tulis("Kinerja", "k|7.01.06-1||2025-tw4", "pembilang", "4 %"): "bukan persen", buku.tulis("Anggaran", INTERNET, "2025-11", '="5 "&"juta"'): "tulis seluruh"}
    benar = [buku.tulis("Kinerja", DOKUMEN, "nilai", "3 Dokumen"), buku.tulis("Kinerja", "k|7.01.01.2.02.0001-1||2025-tw4", "nilai", "23 Org/12 bln"), buku.tulis("Anggaran", LISTRIK, "2025-10", "1.234")]
    # A number that its format shows shorter is shown whole; what cannot be negative is shown as people write it.
    c = buku.sel("Kinerja", PERSEN, "nilai")
    c.value, c.number_format = 12.345, "0"
    salah |= {f"Kinerja!{c.coordinate}": "tertulis '12,345'; lebih dari dua angka di belakang koma; bulatkan, misalnya 12,35; pada rumus pakai =ROUND(…;2)", buku.tulis("Kinerja", "k|7.01.02.2.04-1||2025-tw4", "nilai", -1.5): "tertulis '-1,5'; tidak boleh negatif"}
    salah |= {buku.tulis("Kegiatan", "d|camat|baru|1", "tanggal", "besok"): "misalnya 5 Oktober 2025 atau 05/10/2025", buku.tulis("Kegiatan", "d|camat|baru|2", "kegiatan", "a" * (TERPANJANG + 1)): "1001 huruf, paling banyak 1000"}
    pesan = ditolak(buku.simpan())
    for tempat, kata in salah.items():
        assert any(m.startswith(f"isian.xlsx {tempat}: ") and kata in m for m in pesan), (tempat, kata, pesan)
    assert not any(f" {t}:" in m for t in benar for m in pesan)


@pytest.mark.parametrize(("teks", "hasil"), [("12-Feb-26", "2026-02-12"), ("1/2/26", "2026-02-01"), ("3 Agt 25", "2025-08-03"), ("12-Dec-2025", "2025-12-12"), ("1.2.026", ""), ("12/26", "")])
def test_years_of_two_digits_are_of_this_century(teks, hasil):
    if hasil:
        assert tanggal(Kotak("x", teks), date(2026, 1, 5)) == hasil
    else:
        with pytest.raises(Keliru, match="misalnya 5 Januari 2026 atau 05/01/2026"):
            tanggal(Kotak("x", teks), date(2026, 1, 5))


def test_a_new_account_takes_no_other_budget_s_place(buku):
    """Two workbooks' worth of slips in one: each in a row of its own, each named by the cell to be mended."""
    def baru(n: int, lingkup: str = "kecamatan", **isi) -> dict[str, str]:
        return {k: buku.tulis("Pagu", f"{lingkup}|baru|{n}", k, v) for k, v in isi.items()} | {k: f"Pagu!{buku.sel('Pagu', f'{lingkup}|baru|{n}', k).coordinate}" for k in ("kode", "nama", "rekening") if k not in isi}

    buku.tulis("Pagu", "berlaku", "perubahan", "5 November 2025")
    sub, air = "7.01.01.2.08.0002", f"Pagu!{buku.sel('Pagu', 'kecamatan|7.01.01.2.08.0002|5.1.02.02.01.0060', 'perubahan').coordinate}"
    salah = {
        baru(1, kode=sub, perubahan=900000)["rekening"]: "kode rekening belum diisi; pagu sub kegiatan ini di lingkup ini dirinci per rekening, misalnya 5.1.02.02.01.0060",
        baru(2, kode=sub, rekening="5.1.02", perubahan=900000)["rekening"]: "tertulis '5.1.02'; ini kelompok rekening (3 tingkat); tulis rekening rincinya (6 tingkat), misalnya 5.1.02.",
        baru(3, kode="7.01.01.2.01", rekening="5.1.02.02.01.0099", nama="Belanja Baru", perubahan=1)["kode"]: "tertulis '7.01.01.2.01'; ini kode kegiatan; pagu dan belanja dicatat per sub kegiatan: tulis kode sub kegiatannya, misalnya 7.01.01.2.01.0001",
        baru(4, kode="7.01.01.2.06.0004", rekening="5.1.02.02.01.0060", nama="Belanja Lain", perubahan=1)["nama"]: "tertulis 'Belanja Lain'; di nomenklatur.csv 5.1.02.02.01.0060 bernama 'Belanja Tagihan Air'; tulis begitu, atau kosongkan sel ini",
        baru(5, kode=sub, rekening="5.1.02.02.01.0060", perubahan=1)["kode"]: f"rekening ini bukan rekening baru: isi pagunya di isian.xlsx {air}, dan kosongkan baris ini",
        baru(1, "kecamatan+kelurahan", kode=sub, rekening="5.1.02.02.01.0060", perubahan=1)["rekening"]: "pagu sub kegiatan ini di lingkup ini satu jumlah tanpa rekening",
        baru(2, "kecamatan+kelurahan", kode="7.01.01.2.09.0001", perubahan=1)["kode"]: "sub kegiatan ini belum ada di nomenklatur.csv",
        baru(3, "kecamatan+kelurahan", kode="7.01.01.2.01.0001", nama="Nama Lain", perubahan=1)["nama"]: "bernama 'Penyusunan Dokumen Perencanaan Perangkat Daerah'",
    }
    pesan = ditolak(buku.simpan())
    for tempat, kata in salah.items():
        assert any(m.startswith(f"isian.xlsx {tempat}: ") and kata in m for m in pesan), (tempat, kata, pesan)
    assert len(pesan) == len(salah) + 1, "the account of the last row has a row too, and is named for it"


def test_a_new_account_has_a_name_once_and_its_months(buku):
    buku.tulis("Pagu", "berlaku", "perubahan", "5 November 2025")
    for n, (kode, nama) in enumerate([("7.01.01.2.08.0002", ""), ("7.01.01.2.06.0004", "Belanja Satu"), ("7.01.01.2.06.0009", "Belanja Dua"), ("7.01.01.2.06.0009", "Belanja Satu")], 1):
        for k, v in (("kode", kode), ("rekening", f"5.1.02.02.01.009{8 if n == 1 else 9}"), ("nama", nama), ("perubahan", 900000)):
            buku.tulis("Pagu", f"kecamatan|baru|{n}", k, v or None)
    buku.tulis("Anggaran", "kecamatan|baru|2", "2025-12", 1)
    pesan = ditolak(buku.simpan())

    def di(lembar: str, n: int, kolom: str) -> str:
        return f"isian.xlsx {lembar}!{buku.sel(lembar, f'kecamatan|baru|{n}', kolom).coordinate}"

    assert pesan[:3] == [
        f"{di('Pagu', 1, 'nama')}: tertulis ''; rekening 5.1.02.02.01.0098 belum dikenal; tulis namanya di sini",
        f"{di('Pagu', 3, 'nama')}: tertulis 'Belanja Dua'; di {di('Pagu', 2, 'nama')} 5.1.02.02.01.0099 bernama 'Belanja Satu'; tulis begitu, atau kosongkan sel ini; bila yang dimaksud rekening lain, betulkan kodenya",
        f"{di('Pagu', 4, 'kode')}: tertulis '7.01.01.2.06.0009 5.1.02.02.01.0099'; rekening ini sudah ditulis di {di('Pagu', 3, 'kode')}; tulis satu kali saja",
    ]
    assert pesan[3:] == [f"{di('Anggaran', 2, b)}: tertulis ''; belum diisi, sedangkan rekening lain sudah punya {s} 2025; isi 0 bila memang belum ada belanja" for b, s in (("2025-10", "Oktober"), ("2025-11", "November"))]


def test_what_can_hardly_be_meant_is_said_and_not_refused(buku):
    """Each by its cell; what has not been touched is not judged."""
    c = buku.sel("Kinerja", PERSEN, "nilai")
    c.value, c.number_format = 56.5, "0%"
    aneh = {
        f"Kinerja!{c.coordinate}": "tertulis '5650%'; selnya berformat persen, jadi dibaca 5650 %; bila yang dimaksud 56,5 %, ubah format selnya menjadi Umum, lalu tulis 56,5",
        buku.tulis("Kinerja", "k|7.01.01.2.05-1||2025-tw4", "nilai", 0.5): "tertulis '0,5 %'; apakah 0,5 % atau 50 %?",
        buku.tulis("Kinerja", PAKET, "nilai", 41): "lebih dari 10 kali target 2025 (4)",
        # 9 documents until September, a target of 12: 10 more make 19, more than 18.
        buku.tulis("Kinerja", DOKUMEN, "nilai", 10): "jumlah sejak Januari 19, jauh di atas target 2025 (12): apakah angka ini kumulatif? Isi hanya yang dicapai Triwulan IV 2025",
        buku.tulis("Kinerja", "k|7.01.02.2.04-1||2025-tw4", "nilai", 20.5): "lebih dari 10 kali Triwulan III 2025 (2)",
    }
    # Electricity has 24 million a year. Of logistics the office alone spent 2.5 + 2 million in November.
    listrik = [buku.tulis("Anggaran", LISTRIK, k, 30000000) for k in ("2025-11", "2025-12")]
    aneh |= {f"{listrik[0]}, {listrik[1].partition('!')[2]}": "melampaui pagu Rp24.000.000; cocokkan dengan LRA", buku.tulis("Pagu", "berlaku", "perubahan", "5/11/25"): "tidak ada pagu perubahan yang diisi"}
    with_kelurahan = buku.tulis("Anggaran", "kecamatan+kelurahan|7.01.01.2.06.0004|", "triwulan", 1000)
    aneh[with_kelurahan] = "lingkup kecamatan Rp4.500.000 lebih besar daripada lingkup kecamatan+kelurahan Rp1.000, padahal sudah termasuk di dalamnya"
    r = impor(buku.simpan())
    kata = [str(m) for m in r.perhatian]
    for tempat, isi in aneh.items():
        assert any(m.startswith(f"isian.xlsx {tempat}: ") and isi in m for m in kata), (tempat, isi, kata)
    assert r.perubahan and sum("melampaui pagu" in m for m in kata) == 1 and not any(".csv baris" in m for m in kata)


@pytest.mark.parametrize("akhiran", ["xlsx", "ods", "xls", "csv"])
def test_a_workbook_without_its_stamp_or_of_another_kind_is_still_known(bagian, tmp_path, akhiran):
    path, buku = tmp_path / f"isi.{akhiran}", Buku(bagian)
    if akhiran == "xlsx":
        del buku.isi["_triwulan"]
        buku.simpan(path)
    elif akhiran == "ods":
        with zipfile.ZipFile(path, "w") as z:
            z.writestr("content.xml", '<office:body><table:table table:name="Isian" table:style-name="ta1"/><table:table table:name="Kinerja"/></office:body>')
    elif akhiran == "xls":
        path.write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600) + b"\x00_triwulan\x00")
    else:
        with path.open("w", encoding="utf-8-sig", newline="") as f:
            csv.writer(f, delimiter=";").writerows(buku.isi["Kinerja"].iter_rows(values_only=True))
    (pesan,) = ditolak(path)
    assert pesan.startswith(f"isi.{akhiran}: ") and ("lembar tersembunyi _triwulan tidak ada lagi" in pesan and "salin isi sel kuningnya" in pesan if akhiran == "xlsx" else "Simpan Sebagai .xlsx" in pesan)


def test_options_for_an_lra_are_refused_beside_a_workbook(bagian):
    assert [m.split(":")[0] for m in ditolak(bagian, petunjuk=pintu.Petunjuk(AKAR / "params" / f"{TW}.yaml", "2025-12", "2025-11-05"))] == ["--params", "--bulan", "--pagu-berlaku"]


@pytest.mark.parametrize("nama", ["unit", "periode", "jabatan"])
def test_the_stamp_seals_whose_workbook_of_which_quarter_it_is(bagian, tmp_path, nama):
    buku = Buku(shutil.copy(bagian, tmp_path / "isian.xlsx"))
    c = next(r[1] for r in buku.isi["_triwulan"].iter_rows(max_row=6) if r[0].value == nama)
    c.value = {"unit": "kecamatan-lumajang", "periode": "2025-tw3", "jabatan": "camat"}[nama]
    assert ditolak(buku.simpan())[0].startswith("isian.xlsx: lembar tersembunyi _triwulan rusak")


def test_rows_sorted_beside_their_keys_are_one_message(buku):
    """The visible columns of two sheets in another order, the hidden first column where it was; figures typed among them."""
    for lembar in ("Kinerja", "Anggaran", "Pagu"):
        ws, n = buku.isi[lembar], sorted(buku.baris(lembar).values())
        isi = {r: [c.value for c in ws[r][1:]] for r in n}
        for r, lain in zip(n, reversed(n)):
            for c, nilai in zip(ws[r][1:], isi[lain]):
                c.value = nilai
    ws.cell(n[0], buku.kolom("Pagu")["kode"], "7.01.01.2.08.0002")
    pesan = ditolak(buku.simpan())
    assert [m.partition(":")[0] for m in pesan] == ["isian.xlsx Kinerja", "isian.xlsx Anggaran", "isian.xlsx Pagu"] and all("diurutkan tanpa kolom kunci" in m and "Ctrl+Z" in m for m in pesan)


def test_what_changes_is_shown_as_people_write_it_and_not_at_length(bagian, contoh):
    b, hari = Buku(shutil.copy(bagian, contoh / "isian.xlsx")), "k|7.01.02.2.04-1||2025-tw4"
    b.tulis("Kinerja", hari, "nilai", 2.25)
    b.tulis("Kinerja", hari, "bukti", panjang := "Berita acara " * 70)
    b.simpan()
    r = CliRunner().invoke(app, ["impor", "isian.xlsx", "--pratinjau"])
    (satu,) = [t for t in r.stdout.splitlines() if " bukti: " in t]
    assert "nilai: 2 → 2,25" in r.stdout and len(satu) < 300 and "Berita acara Berita acara" in satu and "…  [isian.xlsx Kinerja!" in satu
    r = CliRunner().invoke(app, ["impor", "isian.xlsx", "--pratinjau", "--json"])
    perubahan = {p["kolom"]: p["baru"] for p in json.loads(r.stdout)["perubahan"]}
    assert perubahan == {"nilai": "2.25", "bukti": panjang.strip()}
    # The same cell changed in the data meanwhile: its message has decimal commas too.
    path = contoh / "data" / UNIT / "realisasi_k.csv"
    path.write_text(path.read_text("utf-8").replace("7.01.02.2.04-1,,2025-tw4,2,", "7.01.02.2.04-1,,2025-tw4,2.5,"), "utf-8")
    (pesan,) = ditolak(contoh / "isian.xlsx", akar=contoh)
    assert "tertulis '2,25'; di data sekarang '2,5', sedangkan waktu diekspor '2'" in pesan and "tulis '2,5' di sel ini" in pesan


def test_spending_without_a_budget_names_the_cell_of_the_budget():
    """January of a new year typed for an account whose budget was forgotten; one that no cell asks for is left to the data's check."""
    kini, rek = Kini(AKAR / "data" / UNIT), ("7.01.01.2.08.0002", "5.1.02.02.01.0061", "kecamatan")
    usul = [Usul("realisasi_rp", (*k, f"2026-0{n}"), "d", {"nilai": "1000.5"}, {"nilai": f"isian.xlsx Anggaran!F{n}"}) for k in (rek, (rek[0], "", "lain")) for n in (1, 2)]
    tempat = {("pagu", (*rek, "2026", "murni", ""), "nilai"): "isian.xlsx Pagu!F36"}
    assert [str(m) for m in tanpa_pagu(kini, usul, tempat, 2026)] == ["isian.xlsx Anggaran!F1: tertulis '1000,5'; rekening ini belum punya pagu 2026; isi isian.xlsx Pagu!F36"]
    ada = Usul("pagu", (*rek, "2026", "murni", ""), "d", {"nilai": "5000"})
    assert not tanpa_pagu(kini, [*usul, ada], tempat, 2026) and not tanpa_pagu(kini, usul, {}, 2026)
