"""Broken entry workbooks: each thing that can be wrong is refused with the cell it is in, all at once, and nothing is written."""

import shutil
from datetime import date, datetime

import pytest
from isian_buku import AKAR, Buku, ekspor

from triwulan.laporan.isian.cap import sidik_cap
from triwulan.laporan.masuk import pintu
from triwulan.office.masalah import MasukanSalah

SEKSI, WAKTU = "kecamatan-contoh/2025-tw4", datetime(2026, 1, 5)
K, KP, KB, KT = ("k|7.01.02.2.01.0002-1||2025-tw4", "k|7.01.02.2.01-1||2025-tw4", "k|7.01.02.2.04-1||2025-tw4", "k|7.01.01-1|kecamatan+kelurahan|2025-tw4")
AIR, LISTRIK = (f"kecamatan|7.01.01.2.08.0002|5.1.02.02.01.006{n}" for n in (0, 1))


@pytest.fixture(scope="module")
def asal(tmp_path_factory):
    """The workbooks that are broken: of the whole office, of one section, of another quarter."""
    folder = tmp_path_factory.mktemp("asal")
    return {
        "kantor": ekspor(SEKSI, folder / "kantor.xlsx"), "seksi": ekspor(SEKSI, folder / "seksi.xlsx", jabatan="kasi-pelayanan"),
        "lalu": ekspor("kecamatan-contoh/2025-tw3", folder / "lalu.xlsx", jabatan="kasi-pelayanan"),
    }


@pytest.fixture
def seksi(asal, tmp_path) -> Buku:
    return Buku(shutil.copy(asal["seksi"], tmp_path / "isian.xlsx"))


def ditolak(*berkas) -> list[str]:
    """What an import says against the files; the data stay as they are."""
    data = {p: p.read_bytes() for p in (AKAR / "data" / "kecamatan-contoh").glob("*.*")}
    with pytest.raises(MasukanSalah) as galat:
        pintu.impor(AKAR, berkas, pintu.Petunjuk(), WAKTU)
    assert data == {p: p.read_bytes() for p in (AKAR / "data" / "kecamatan-contoh").glob("*.*")}
    return [str(m) for m in galat.value.masalah]


def cap(b: Buku, nama: str, isi: str) -> None:
    """Another heading of the stamp, under a checksum that goes with it."""
    ws = b.isi["_triwulan"]
    kop = {ws.cell(n, 1).value: ws.cell(n, 2) for n in range(1, 7)}
    kop[nama].value = isi
    kop["cap"].value = sidik_cap({k: c.value or "" for k, c in kop.items()}, [ws.cell(n, 1).value for n in range(7, ws.max_row + 1)])


def gandakan(b: Buku) -> None:
    ws, n = b.isi["Kinerja"], b.baris("Kinerja")[K]
    for c in ws[n]:
        ws.cell(ws.max_row + (c.column == 1), c.column, c.value)


RUSAK = {
    "a sheet renamed": (lambda b: setattr(b.isi["Kinerja"], "title", "Kinerja (2)"), "isian.xlsx: lembar Kinerja tidak ada lagi"),
    "a sheet removed": (lambda b: b.isi.remove(b.isi["Kegiatan"]), "isian.xlsx: lembar Kegiatan tidak ada lagi"),
    "a column removed": (lambda b: b.isi["Uraian"].delete_cols(5), "isian.xlsx Uraian: kolom ini hilang: Uraian"),
    "a column's hidden name changed": (lambda b: setattr(b.isi["Kinerja"].cell(1, b.kolom("Kinerja")["nilai"]), "value", "jumlah"), "isian.xlsx Kinerja!J: tertulis 'jumlah'; kunci kolom tersembunyi ini tidak dikenal"),
    "a title changed": (lambda b: setattr(b.isi["Kinerja"].cell(5, b.kolom("Kinerja")["nilai"]), "value", "Realisasi"), "isian.xlsx Kinerja!J5: tertulis 'Realisasi'; judul kolom ini semula 'Nilai'"),
    "a row removed": (lambda b: b.isi["Kinerja"].delete_rows(b.baris("Kinerja")[K]), "isian.xlsx Kinerja: baris ini hilang: 7.01.02.2.01.0002 Jumlah Dokumen"),
    "a row twice": (gandakan, "isian.xlsx Kinerja!8: baris ini ada 2 kali (7.01.02.2.01.0002 Jumlah Dokumen"),
    "a row's key unknown": (lambda b: b.tulis("Kinerja", K, "kode", "7.01.02.2.01.0002") and setattr(b.isi["Kinerja"].cell(b.baris("Kinerja")[K], 1), "value", "k|lain"), "isian.xlsx Kinerja!8: tertulis 'k|lain'; kunci baris tersembunyi ini tidak dikenal"),
    "figures below the table": (lambda b: setattr(b.isi["Kinerja"]["J30"], "value", 12), "isian.xlsx Kinerja!J30: tertulis '12'; baris ini bukan bagian buku isian"),
    "another version": (lambda b: cap(b, "versi", "0"), "isian.xlsx: tertulis '0'; buku isian versi lain"),
    "another office": (lambda b: cap(b, "unit", "kecamatan-lain"), "isian.xlsx: tertulis 'kecamatan-lain'; buku isian kantor lain"),
    "a quarter not opened": (lambda b: cap(b, "periode", "2026-tw3"), "isian.xlsx: tertulis '2026-tw3'; triwulan buku ini belum dibuka"),
    "a broken stamp": (lambda b: setattr(b.isi["_triwulan"]["A20"], "value", b.isi["_triwulan"]["A21"].value), "isian.xlsx: lembar tersembunyi _triwulan rusak"),
}


@pytest.mark.parametrize("apa", RUSAK)
def test_a_workbook_that_is_no_longer_what_was_written_is_refused(seksi, apa):
    rusak, pesan = RUSAK[apa]
    rusak(seksi)
    assert any(m.startswith(pesan) for m in ditolak(seksi.simpan())), apa


def test_workbooks_that_do_not_belong_together(asal, tmp_path):
    assert ditolak(asal["seksi"], asal["lalu"]) == ["lalu.xlsx: buku isian kecamatan-contoh 2025-tw3, bukan kecamatan-contoh 2025-tw4 seperti seksi.xlsx; impor sendiri-sendiri"]
    (tmp_path / "b").mkdir()
    assert "dua berkas bernama sama" in ditolak(asal["seksi"], shutil.copy(asal["seksi"], tmp_path / "b" / "seksi.xlsx"))[0]
    lra = tmp_path / "lra.csv"
    lra.write_text("a;b\n", "utf-8")
    assert "bukan buku isian" in ditolak(asal["seksi"], lra)[0]


def test_all_that_is_wrong_in_the_cells_is_said_at_once(asal, tmp_path):
    """Twenty-odd slips in one workbook: each named by its cell, with what stands there."""
    b = Buku(shutil.copy(asal["kantor"], tmp_path / "isian.xlsx"))
    rumus = b.sel("Kinerja", K, "capaian")
    rumus.value = 100
    b.isi["Kinerja"].merge_cells(start_row=b.baris("Kinerja")[KB], end_row=b.baris("Kinerja")[KB], start_column=b.kolom("Kinerja")["bukti"], end_column=b.kolom("Kinerja")["catatan"])
    b.sel("Kinerja", "k|7.01.03.2.01.0003-1||2025-tw4", "nilai").number_format = "0%"
    salah = {
        b.tulis("Kinerja", K, "nama", "Jumlah Dokumen Lain"): "tertulis 'Jumlah Dokumen Lain'; sel terkunci ini semula 'Jumlah Dokumen Peningkatan Efektifitas",
        b.tulis("Kinerja", K, "lalu", 10): "tertulis '10'; sel terkunci ini semula '9'", b.tulis("Kinerja", K, "target", 10): "sel terkunci ini semula rumus", f"Kinerja!{rumus.coordinate}": "sel terkunci ini semula rumus",
        b.tulis("Kinerja", K, "nilai", "#REF!"): "rumusnya gagal", b.tulis("Kinerja", KT, "nilai", 18.555): "lebih dari dua angka di belakang koma",
        b.tulis("Kinerja", "k|tujuan-1-1||2025-tw4", "nilai", "tujuh puluh"): "tertulis 'tujuh puluh'; bukan angka", b.tulis("Kinerja", "k|7.01.03.2.01.0001-1||2025-tw4", "nilai", -1): "tertulis '-1'; tidak boleh negatif",
        b.tulis("Kinerja", "k|7.01.03.2.01.0002-1||2025-tw4", "nilai", "1.234"): "bisa berarti ribuan atau pecahan", b.tulis("Kinerja", "k|7.01.03.2.01.0003-1||2025-tw4", "nilai", 0.03): "satuan baris ini bukan persen",
        b.tulis("Kinerja", "k|7.01.06.2.01.0001-1||2025-tw4", "nilai", date(2025, 1, 1)): "ini tanggal, bukan angka", b.tulis("Kinerja", "k|7.01.06.2.01.0002-1||2025-tw4", "nilai", "=SUBSTITUTE(1,2,3)"): "rumus ini tidak punya hasil",
        b.tulis("Kinerja", KP, "penyebut", None): "penyebut belum diisi, padahal pembilang sudah", b.tulis("Kinerja", "k|7.01.01.2.02.0002-1||2025-tw4", "nilai", None): "",
        b.isi["Kinerja"].cell(b.baris("Kinerja")[KB], b.kolom("Kinerja")["bukti"]).coordinate.join(["Kinerja!", ""]): "sel ini digabung dengan sel isian lain",
        b.tulis("Anggaran", AIR, "2025-12", None): "belum diisi, sedangkan rekening lain sudah punya Desember 2025; isi 0", b.tulis("Anggaran", LISTRIK, "2025-11", "satu juta"): "bukan angka",
        b.tulis("Anggaran", "kecamatan|baru|1", "2025-10", 5): "rekening baru ini belum ditulis di lembar Pagu", b.tulis("Pagu", "kecamatan|7.01.01.2.08.0002|5.1.02.02.01.0060", "perubahan", 4000000): "",
        b.tulis("Pagu", "kecamatan|baru|2", "kode", "7.1"): "tulis kode program, kegiatan atau sub kegiatan", b.tulis("Kegiatan", "d|camat|baru|1", "tanggal", "32/12/2025"): "bukan tanggal",
        b.tulis("Kegiatan", "d|sekretaris|baru|1", "kegiatan", "Rapat staf."): "", b.tulis("Kegiatan", "d|kasi-pelayanan|baru|1", "tanggal", "5 Juli 2025"): "di luar Triwulan IV 2025",
    }
    # What is empty is named where it is empty.
    salah |= {
        f"Kinerja!{b.sel('Kinerja', 'k|7.01.01.2.02.0002-1||2025-tw4', 'bukti').coordinate}": "bukti disebut, tetapi angkanya belum ada", f"Pagu!{b.sel('Pagu', 'berlaku', 'perubahan').coordinate}": "tanggal penetapan belum diisi",
        f"Kegiatan!{b.sel('Kegiatan', 'd|sekretaris|baru|1', 'tanggal').coordinate}": "tanggal kegiatan belum diisi", f"Kegiatan!{b.sel('Kegiatan', 'd|kasi-pelayanan|baru|1', 'kegiatan').coordinate}": "kegiatannya belum ditulis",
        f"Pagu!{b.sel('Pagu', 'kecamatan|baru|2', 'perubahan').coordinate}": "pagunya belum diisi",
    }
    pesan = ditolak(b.simpan())
    for tempat, kata in salah.items():
        milik = [m for m in pesan if m.startswith(f"isian.xlsx {tempat}:")]
        assert any(kata in m for m in milik) if kata else not milik, (tempat, kata, milik)
    assert sum(bool(k) for k in salah.values()) >= 22 and all(m.startswith("isian.xlsx ") for m in pesan)


@pytest.mark.parametrize(("lembar", "baris", "kolom", "nilai", "pesan"), [
    ("Kinerja", KP, "penyebut", 0, "metode rasio: isi pembilang dan penyebut (bukan 0)"),
    ("Kegiatan", "d|kasi-pelayanan|2025-11-26|1", "foto", "tidak-ada.jpg", "tidak-ada.jpg"),
])
def test_what_the_data_would_not_hold_is_named_by_its_cell(seksi, lembar, baris, kolom, nilai, pesan):
    ada = next(i for i in seksi.baris(lembar) if i == baris or lembar == "Kegiatan" and i.startswith("d|") and "baru" not in i)
    tempat = seksi.tulis(lembar, ada, kolom, nilai)
    (m,) = ditolak(seksi.simpan())
    assert m.startswith(f"isian.xlsx {tempat} (") and pesan in m
