"""The command that closes a quarter, and the commands that must not write into a closed one."""

import json
import sys
from datetime import datetime

import pytest
from test_tutup import DATA, UNIT, parameter, tutup_triwulan
from typer.testing import CliRunner

from triwulan.cli import app
from triwulan.laporan.masuk.simpan import Sumber, batalkan, rencana
from triwulan.laporan.masuk.usul import Usul
from triwulan.office.masalah import MasukanSalah
from triwulan.office.tulisan import tulis
from triwulan.press.himpun import Kumpulan


def test_an_import_into_a_closed_quarter_is_refused_and_so_is_its_undoing(contoh):
    def usul(nilai):
        return [Usul("realisasi_rp", ("7.01.01.2.01.0001", "5.1.02.02.01.0071", "kecamatan", "2025-02"), "lra-2025-02", {"nilai": nilai}, {"nilai": "lra.xlsx A3"})]

    sumber = [Sumber("lra.xlsx", b"isi", "lra-2025-02", "LRA Februari 2025")]
    r = rencana(contoh, parameter(contoh, 1), usul("1250000"), sumber, datetime(2025, 4, 10, 9))
    tulis(contoh, r.tulisan)
    tutup_triwulan(contoh, 1)
    with pytest.raises(MasukanSalah) as salah:
        rencana(contoh, parameter(contoh, 2), usul("1500000"), sumber, datetime(2025, 7, 10, 9))
    assert "lra.xlsx A3" in str(salah.value) and "seharusnya 1250000 seperti ketika Triwulan I 2025 ditutup" in str(salah.value)
    id_ = next((contoh / DATA / "masuk").iterdir()).name
    with pytest.raises(MasukanSalah) as salah:
        batalkan(contoh, id_)
    assert "tertulis '1000000'; seharusnya 1250000" in str(salah.value)


def jalankan(*argumen):
    return CliRunner().invoke(app, ["tutup", *argumen])


def test_the_command_refuses_a_quarter_without_finished_reports(contoh):
    hasil = jalankan(f"params/{UNIT}/2025-tw1.yaml", "--oleh", "BUDI")
    assert hasil.exit_code == 2 and "belum ada laporan triwulan ini yang disusun" in hasil.stderr and "triwulan susun" in hasil.stderr
    assert not (contoh / DATA / "tutup").exists()


@pytest.fixture
def selesai(contoh, monkeypatch):
    """The reports are there; what `kumpulkan` finds wrong with them is test_arsip's."""
    isi = {"draf": (), "laporan": ("lkj-camat",), "belum": []}

    def kumpulkan(bahan):
        return Kumpulan({"laporan/angka.csv": b"alamat\n"}, "Kecamatan Contoh", "2025-04-14", ("LKj",), isi["laporan"], isi["draf"], {}, {"lkj-camat": {"pustaka": "c" * 64}})

    monkeypatch.setattr("triwulan.press.himpun.kumpulkan", kumpulkan)
    monkeypatch.setattr(sys.modules["triwulan.cli.tutup"], "belum_disusun", lambda *_: isi["belum"])
    return contoh, isi


def test_the_command_closes_once_and_status_says_so(selesai):
    akar, isi = selesai
    berkas = f"params/{UNIT}/2025-tw1.yaml"
    for kunci, nilai, kata in (("draf", ("lkj-camat",), "masih draf: lkj-camat"), ("belum", ["evaluasi-renja"], "belum disusun: evaluasi-renja")):
        awal, isi[kunci] = isi[kunci], nilai
        hasil = jalankan(berkas, "--oleh", "BUDI")
        assert hasil.exit_code == 2 and kata in hasil.stderr and not (akar / DATA / "tutup").exists()
        isi[kunci] = awal
    hasil = jalankan(berkas, "--oleh", "BUDI CONTOH", "--tanggal", "2025-04-14", "--json")
    assert hasil.exit_code == 0 and [t["berkas"] for t in json.loads(hasil.stdout)] == [f"{DATA}/tutup/2025-tw1/{n}.csv" for n in ("beku", "pernyataan", "penutupan")]
    lagi = jalankan(berkas, "--oleh", "LAIN")
    assert lagi.exit_code == 0 and not lagi.stdout and "sudah ditutup; tidak ada yang ditulis" in lagi.stderr
    assert "BUDI CONTOH" in (akar / DATA / "tutup/2025-tw1/penutupan.csv").read_text("utf-8")
    status = CliRunner().invoke(app, ["status", berkas])
    assert "Triwulan ini sudah ditutup (14 April 2025, BUDI CONTOH)." in " ".join(status.stdout.split())


def test_without_a_row_to_declare_a_reason_is_refused(contoh):
    hasil = jalankan(f"params/{UNIT}/2025-tw1.yaml", "--oleh", "BUDI", "--alasan", "x")
    assert hasil.exit_code == 2 and "--alasan hanya bersama --nyatakan" in hasil.stderr
