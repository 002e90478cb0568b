"""What an import puts into the data files, what it leaves alone, what it refuses, and the way back."""

import json
from datetime import datetime

import pytest
from test_baru import isi
from typer.testing import CliRunner

from triwulan.cli import app
from triwulan.laporan.masuk import ringkas
from triwulan.laporan.masuk.simpan import Sumber, batalkan, rencana
from triwulan.laporan.masuk.usul import Perubahan, Usul, pasang
from triwulan.office import params
from triwulan.office.data import muat
from triwulan.office.masalah import MasukanSalah
from triwulan.office.tulisan import tulis
from triwulan.press.himpun import aman

UNIT, WAKTU = "kecamatan-lumajang", datetime(2024, 7, 5, 21, 0)
SUMBER = Sumber("isian.xlsx", b"isinya", "isian-2024-tw2-1", "Isian Triwulan II 2024")
KUNCI = ("7.01.01.2.02.0001", "5.1.01.01.01.0001", "kecamatan", "2024-06")
CSV = b'kode,akun,lingkup,periode,nilai,catatan,dokumen,tempat\r\na,,x,2024-05,1,"dua\r\nbaris, ""kutip""",d,t\r\nb,,x,2024-05,2,,d,t\r\n'


def usul(nilai: str, kunci=KUNCI, **isi_) -> Usul:
    return Usul("realisasi_rp", kunci, SUMBER.dokumen, {"nilai": nilai, **isi_}, {"nilai": "isian.xlsx Anggaran!F9"})


@pytest.fixture
def p(salinan):
    return params.baca(salinan / "params" / UNIT / "2024-tw2.yaml", salinan)[0]


def test_rows_nobody_changes_keep_their_bytes():
    baru = pasang("realisasi_rp", CSV, [usul("5", ("b", "", "x", "2024-05"))])
    assert baru.isi == CSV.replace(b"b,,x,2024-05,2,,d,t", b"b,,x,2024-05,5,,isian-2024-tw2-1,isian.xlsx Anggaran!F9")
    assert [(c.kolom, c.lama, c.baru, c.letak) for c in baru.perubahan] == [("nilai", "2", "5", "isian.xlsx Anggaran!F9")]
    assert set(baru.asal) == {3}


def test_new_rows_are_added_and_others_removed():
    baru = pasang("realisasi_rp", CSV.removesuffix(b"\r\n"), [usul("7", ("c", "", "x", "2024-06")), Usul("realisasi_rp", ("b", "", "x", "2024-05"), "d", hapus=True)])
    assert baru.isi == CSV.replace(b"b,,x,2024-05,2,,d,t", b"c,,x,2024-06,7,,isian-2024-tw2-1,isian.xlsx Anggaran!F9")
    assert {(c.kunci[0], c.kolom, c.lama, c.baru) for c in baru.perubahan} >= {("c", "nilai", "", "7"), ("b", "nilai", "2", "")}


def test_what_is_there_already_keeps_its_source():
    assert pasang("realisasi_rp", CSV, [usul("2", ("b", "", "x", "2024-05"))]).isi == CSV
    assert pasang("realisasi_rp", b"\xef\xbb\xbf" + CSV, []).isi == b"\xef\xbb\xbf" + CSV


def test_an_import_keeps_what_came_in_and_what_stood_before(salinan, p):
    asal = isi(salinan)
    r = rencana(salinan, p, [usul("429626564")], [SUMBER], WAKTU)
    assert isi(salinan) == asal, "a plan writes nothing"
    tulis(salinan, r.tulisan)
    (masuk,) = (salinan / "data" / UNIT / "masuk").iterdir()
    assert (masuk / "isian.xlsx").read_bytes() == b"isinya"
    assert (masuk / "sebelum" / "realisasi_rp.csv").read_bytes() == asal[salinan / "data" / UNIT / "realisasi_rp.csv"]
    catatan = json.loads((masuk / "catatan.json").read_text("utf-8"))
    assert [(c["lama"], c["baru"]) for c in catatan["perubahan"]] == [("429626563", "429626564")]
    sumber = json.loads((salinan / "data" / UNIT / "datapackage.json").read_text("utf-8"))["sources"][-1]
    assert sumber["name"] == SUMBER.dokumen and (salinan / "data" / UNIT / sumber["path"]).read_bytes() == b"isinya"
    assert not rencana(salinan, p, [usul("429626564")], [SUMBER], WAKTU).tulisan, "the same once more changes nothing"
    tulis(salinan, batalkan(salinan, masuk.name))
    assert {k: v for k, v in isi(salinan).items() if "masuk" not in k.parts} == asal
    with pytest.raises(MasukanSalah, match=f"--batalkan: tertulis '{masuk.name}'; impor ini sudah dibatalkan"):
        batalkan(salinan, masuk.name)


@pytest.mark.parametrize(("rusak", "pesan"), [(lambda b: b.unlink(), "tidak ada; kembalikan"), (lambda b: b.write_bytes(b"lain"), "berubah sejak diimpor")])
def test_a_source_that_rows_cite_must_stand_as_it_came_in(salinan, p, rusak, pesan):
    tulis(salinan, rencana(salinan, p, [usul("429626564")], [SUMBER], WAKTU).tulisan)
    (berkas,) = (salinan / "data" / UNIT).glob("masuk/*/isian.xlsx")
    assert muat(salinan, UNIT).sidik[berkas.relative_to(salinan).as_posix()] == SUMBER.sidik, "an archive takes it in as an input"
    rusak(berkas)
    with pytest.raises(MasukanSalah, match=f"masuk/.*/isian.xlsx.*{pesan}"):
        muat(salinan, UNIT)


def test_sums_of_money_are_said_by_scope_and_period():
    baru = [Perubahan("realisasi_rp", ("a", "5", "kecamatan", "2024-06"), "nilai", "", n, "") for n in ("1000000", "500.25")]
    baru += [Perubahan("pagu", ("a", "5", "kecamatan", "2024", "perubahan", "2024-08-20"), "nilai", "1", "7000", ""), Perubahan("realisasi_k", ("a-1", "", "2024-tw2"), "nilai", "", "9", "")]
    assert ringkas.kalimat(baru) == [
        "Belanja Juni 2024, lingkup kecamatan: 2 angka masuk, jumlahnya Rp1.000.500,25.",
        "Pagu perubahan tahun 2024, lingkup kecamatan: 1 angka masuk, jumlahnya Rp7.000.",
    ]


def test_an_import_is_not_taken_back_over_later_changes(salinan, p):
    tulis(salinan, rencana(salinan, p, [usul("429626564")], [SUMBER], WAKTU).tulisan)
    (masuk,) = (salinan / "data" / UNIT / "masuk").iterdir()
    berkas = salinan / "data" / UNIT / "realisasi_rp.csv"
    berkas.write_bytes(berkas.read_bytes().replace(b"429626564", b"429626565"))
    with pytest.raises(MasukanSalah, match="realisasi_rp.csv.*sudah berubah lagi"):
        batalkan(salinan, masuk.name)
    with pytest.raises(MasukanSalah, match="tidak ada impor ini; yang terakhir: 2024-07-05-2100"):
        batalkan(salinan, "2020")


@pytest.mark.parametrize(("salah", "pesan"), [
    (usul("9.203"), "F9 (nilai)"),
    (usul("1", ("7.01.01.2.02.0001", "5.9", "kecamatan", "2024-06")), "rekening ini belum punya nama"),
    (usul("1", ("7.01.01.2.02.0001", "5.1.01.01.01.0001", "kecamatan", "2024-04")), "bulannya sudah termasuk"),
    (usul("1", ("7.01.06", "", "kecamatan+kelurahan", "2024-tw3")), "triwulan ini belum dibuka"),
])
def test_data_that_would_not_hold_are_refused_by_the_cell_that_brings_them(salinan, p, salah, pesan):
    asal = isi(salinan)
    with pytest.raises(MasukanSalah) as galat:
        rencana(salinan, p, [salah], [SUMBER], WAKTU)
    assert pesan in str(galat.value) and "isian.xlsx Anggaran!F9" in str(galat.value) and isi(salinan) == asal


def test_what_came_in_is_kept_under_a_name_that_every_disk_and_archive_takes(salinan, p):
    sumber = Sumber("..isian: 50%.xlsx", b"isinya", SUMBER.dokumen, SUMBER.judul)
    tulis(salinan, rencana(salinan, p, [usul("429626564")], [sumber], WAKTU).tulisan)
    (berkas,) = (salinan / "data" / UNIT).glob("masuk/*/*.xlsx")
    assert berkas.name == "-isian- 50-.xlsx" and aman(berkas.relative_to(salinan).as_posix()) and muat(salinan, UNIT)


def test_two_files_of_one_name_are_told_apart_before_anything_is_read(salinan):
    for folder in ("a", "b"):
        (salinan / folder).mkdir()
        (salinan / folder / "isian.xlsx").write_bytes(b"")
    r = CliRunner().invoke(app, ["impor", "a/isian.xlsx", "b/isian.xlsx", "tiada.xlsx"])
    assert r.exit_code == 2 and "isian.xlsx: dua berkas bernama sama; ganti nama salah satunya" in r.stderr and "tiada.xlsx: berkas tidak ada" in r.stderr


def test_the_help_says_where_an_entry_workbook_comes_from():
    assert "triwulan isian PARAMS.yaml BERKAS.xlsx" in " ".join(CliRunner().invoke(app, ["impor", "--help"]).stdout.split())
