"""A form declared in YAML: what it becomes, what follows of itself, what is refused and on which line."""

import e81
import pytest
from openpyxl import load_workbook

from triwulan.form.lembar.deklarasi import muat
from triwulan.form.form import Source
from triwulan.form.lembar.grid import BerkasSalah
from triwulan.form.lembar.letak import baca, baca_letak
from triwulan.form.lembar.beda import banding_rumus

KEPALA = "kode: e81-kita\njudul: Evaluasi Renja\nsumber: {dokumen: Permendagri 86/2017, tempat: Formulir E.81}\nkolom:\n"
NASIONAL = KEPALA + """\
  - {nomor: 1, judul: No}
  - {nomor: 2, judul: Sasaran}
  - {nomor: 3, judul: Program / Kegiatan}
  - {nomor: 4, judul: Indikator Kinerja}
  - {nomor: 5, judul: Target Renstra Perangkat Daerah, bagian: [K, Rp]}
  - {nomor: 6, judul: Realisasi Capaian Renstra s/d Tahun Lalu, bagian: [K, Rp]}
  - {nomor: 7, judul: Target Kinerja dan Anggaran Renja, bagian: [K, Rp]}
  - {nomor: 8, judul: I, kepala: [Realisasi Kinerja pada Triwulan], bagian: [K, Rp]}
  - {nomor: 9, judul: II, kepala: [Realisasi Kinerja pada Triwulan], bagian: [K, Rp]}
  - {nomor: 10, judul: III, kepala: [Realisasi Kinerja pada Triwulan], bagian: [K, Rp]}
  - {nomor: 11, judul: IV, kepala: [Realisasi Kinerja pada Triwulan], bagian: [K, Rp]}
  - {nomor: 12, judul: Realisasi Capaian Renja, rumus: 8+9+10+11, bagian: [K, Rp]}
  - {nomor: 13, judul: Tingkat Capaian Renja (%), rumus: 13 = 12/7 x 100%, bagian: [K, Rp], desimal: 2}
  - {nomor: 14, judul: Realisasi Renstra s/d Tahun Ini, rumus: 6+12, bagian: [K, Rp]}
  - {nomor: 15, judul: Tingkat Capaian Renstra (%), rumus: 14/5 x 100%, bagian: [K, Rp], satuan: "%"}
  - {nomor: 16, judul: Unit Penanggung Jawab}
  - {nomor: 17, judul: Keterangan}
"""


def tulis(tmp_path, teks, nama="formulir.yaml"):
    path = tmp_path / nama
    path.write_text(teks, "utf-8")
    return path


def salah(tmp_path, teks):
    with pytest.raises(BerkasSalah) as kena:
        muat(tulis(tmp_path, teks))
    return kena.value.masalah


def test_a_declaration_becomes_a_form(tmp_path):
    form = muat(tulis(tmp_path, NASIONAL))
    assert (form.code, form.title, form.source) == ("e81-kita", "Evaluasi Renja", Source("Permendagri 86/2017", "Formulir E.81"))
    assert [form.heading(c) for c in form.columns][11:15] == ["12=8+9+10+11", "13=12/7 x 100%", "14=6+12", "15=14/5 x 100%"]
    by = form.by_id
    assert (by["5"].unit, by["5"].total, by["5"].keys) == ("baris", True, ("5/K", "5/Rp"))  # of a pair that is entered the Rp adds up
    assert (by["12"].unit, by["12"].total, by["13"].unit, by["13"].places, by["1"].unit) == ("baris", False, "%", 2, "teks")
    assert by["8"].group == ("Realisasi Kinerja pada Triwulan",)


def test_units_follow_from_formulas_unless_said(tmp_path):
    form = muat(tulis(tmp_path, KEPALA + "  - {nomor: 1, judul: A, satuan: Rp}\n  - {nomor: 2, judul: B, satuan: Rp, jumlah: false}\n  - {nomor: 3, judul: C, rumus: 1-2}\n  - {nomor: 4, judul: D, rumus: 2/1}\n  - {nomor: 5, judul: E, rumus: 5=2/1 x 100%}\n  - {judul: Catatan umum}\n"))
    assert [(c.id, c.unit, c.total) for c in form.columns] == [("1", "Rp", True), ("2", "Rp", False), ("3", "Rp", False), ("4", "rasio", False), ("5", "%", False), ("catatan-umum", "teks", False)]


def test_a_number_that_repeats_is_told_apart_by_id(tmp_path):
    form = muat(tulis(tmp_path, KEPALA + "  - {nomor: 5, id: 5a, judul: Bulan lalu, satuan: Rp}\n  - {nomor: 5, id: 5b, judul: Bulan ini, satuan: Rp}\n  - {nomor: 6, judul: Jumlah, rumus: 5a+5b}\n"))
    assert [form.heading(c) for c in form.columns] == ["5", "5", "6=5+5"]


def test_a_sheet_of_the_declared_form_is_read_and_its_formulas_compared(tmp_path):
    """The national form has other numbers than ours, in other columns: only the declaration says so."""
    form = muat(tulis(tmp_path, NASIONAL))
    nomor = {"A": 1, "B": 2, "C": 3, "D": 4, "F": 5, "H": 6, "J": 7, "L": 8, "N": 9, "P": 10, "R": 11, "T": "12=8+9+10+11", "V": "13=12/7x100%", "Y": "14=6+12", "AA": "15=14/5x100%", "AE": 16}
    path = e81.buat(tmp_path / "x.xlsx", {"W22": "=U22/G22"})
    buku = load_workbook(path)
    for b in (8, 19):
        for k in e81.KOLOM.values():
            buku["E.81"][f"{k}{b}"] = nomor.get(k)
    buku.save(path)
    tabel, letak = baca_letak(path, form)
    assert len(tabel.baris) == 13 and tabel.baris[-1].sel["7/Rp"].tempat == "E.81!K27"
    assert [(b.tempat, b.kunci, b.jenis) for b in banding_rumus(tabel, letak)] == [("E.81!W22", "13/Rp", "penyebut-salah")]
    with pytest.raises(BerkasSalah, match="ini formulir lain"):
        baca(path, e81.FORM)


@pytest.mark.parametrize(("kolom", "pesan"), [
    ("  - {nomor: 1, judul: A}\n  - {nomor: 2, jdl: B}\n", ("baris 6: kunci 'jdl' tidak dikenal pada kolom; yang ada: nomor, id, judul", "baris 6: kolom tidak menyebut judul")),
    ("  - nomor: 1\n    judul: A\n    judul: B\n", ("baris 7: kunci judul tertulis dua kali; hapus salah satu",)),
    ("  - {nomor: 1, judul: A, satuan: %}\n", ("baris 5: bukan YAML yang sah di sekitar sini; periksa tanda kutip, kurung, dan spasi di awal baris (bukan tab); tanda % sendirian harus diapit tanda kutip: satuan: \"%\"",)),
    ("  - {nomor: 1, judul: A, satuan: Rp}\n  - nomor: 2\n    judul: B\n    rumus: 1+\n", ("baris 8: formulir e81-kita: kolom '2': rumus '1+': di akhir; seharusnya nomor kolom",)),
    ("  - {nomor: 1, judul: A, satuan: Rp}\n  - {nomor: 2, judul: B, rumus: 1+7}\n", ("baris 6: formulir e81-kita: kolom '2': rumus '1+7' menyebut kolom '7' yang tidak ada",)),
    ("  - {nomor: 1, judul: A, satuan: Rp, rumus: 2}\n  - {nomor: 2, judul: B, rumus: 1}\n", ("baris 5: formulir e81-kita: kolom 1, 2 saling menunggu",)),
    ("  - {nomor: 1, judul: A}\n  - {nomor: 1, judul: B}\n", ("baris 6: kolom '1' sudah ada di baris 5; nomor cetak yang sama: beri id yang lain",)),
    ("  - {nomor: 1, judul: A, satuan: juta}\n  - {nomor: x, judul: B, bagian: [Rp, K]}\n", ("baris 5: satuan harus salah satu dari teks, Rp, %, rasio, baris; ditemukan 'juta'", "baris 6: nomor harus seperti 5 atau 5a; ditemukan 'x'", "baris 6: bagian harus [K, Rp]; ditemukan [Rp, K]")),
    # The unit that is wrong is the one that follows from a column read: its line is where the column stands.
    ("  - {nomor: 1, judul: A, satuan: rupiah}\n  - {nomor: 2, judul: B, rumus: 1-1}\n", ("baris 5: satuan harus salah satu dari teks, Rp, %, rasio, baris; ditemukan 'rupiah'", "baris 6: satuan harus salah satu dari teks, Rp, %, rasio, baris; ditemukan 'rupiah'")),
    ("  - {nomor: 1, judul: [A], desimal: dua, jumlah: 1}\n", ("baris 5: judul harus berisi teks; ditemukan ['A']", "baris 5: desimal harus berisi bilangan bulat; ditemukan 'dua'", "baris 5: jumlah harus berisi true atau false; ditemukan 1")),
    ("  - {nomor: 1, judul: A}\n  - dua\n", ("baris 6: kolom ke-2 harus berisi pasangan kunci: nilai",)),
    ("  - {nomor: 1, judul: A}\nkertas: A3\n", ("baris 6: kunci 'kertas' tidak dikenal pada berkas; yang ada: kode, judul, sumber, kolom",)),
    ("  - {nomor: 1, judul: A}\n\x07", ("bukan YAML yang sah",)),
])
def test_every_problem_is_said_with_its_line(tmp_path, kolom, pesan):
    masalah = salah(tmp_path, KEPALA + kolom)
    assert len(masalah) == len(pesan)
    for satu, awal in zip(masalah, pesan, strict=True):
        assert satu.startswith("formulir.yaml") and awal in satu


@pytest.mark.parametrize(("teks", "pesan"), [
    ("", "formulir.yaml: harus berisi pasangan kunci: nilai (kode, judul, sumber, kolom)"), ("- 1\n", "formulir.yaml: harus berisi pasangan"),
    ("kode: a\n", "formulir.yaml baris 1: berkas tidak menyebut judul, kolom"), ("kode: a\njudul: b\nkolom: []\nsumber: {dokumen: x}\n", "formulir.yaml baris 4: sumber tidak menyebut tempat"),
    ("kode: a\njudul: b\nkolom: 3\n", "formulir.yaml baris 3: kolom harus berisi daftar [a, b]; ditemukan 3"), ("kode: a\njudul: b\nkolom: []\n", "formulir.yaml baris 3: tidak ada kolom"),
    ("kode:\njudul: b\nkolom: [{judul: x}]\n", "formulir.yaml baris 1: kode harus berisi teks; ditemukan (kosong)"),
])
def test_a_file_that_declares_nothing_is_refused(tmp_path, teks, pesan):
    assert any(p.startswith(pesan) for p in salah(tmp_path, teks))


def test_files_that_cannot_be_read(tmp_path):
    with pytest.raises(BerkasSalah, match="tiada.yaml: berkas tidak ada"):
        muat(tmp_path / "tiada.yaml")
    (tmp_path / "x.yaml").write_bytes(b"\xff\xfe")
    with pytest.raises(BerkasSalah, match="bukan UTF-8"):
        muat(tmp_path / "x.yaml")
