"""What is worked on next, seen from the workers' side: calls are handed out, and answered by hand."""

from concurrent.futures import BrokenExecutor, Future
from pathlib import Path

import pytest

from triwulan.press import laksana
from triwulan.press.giliran import Giliran
from triwulan.press.laksana import Bundel, Hasil

SEMUA = [Bundel("camat", "a.ipynb", {}, {}), Bundel("seksi-1", "b.ipynb", {"n": 1}, {}), Bundel("seksi-2", "b.ipynb", {"n": 2}, {}),
         Bundel("jilid", "c.ipynb", {}, {}, bagian=("seksi-1", "seksi-2"))]
#: How many bytes of notebook each has: the pages follow from that.
BESAR = {"camat": 30, "seksi-1": 10, "seksi-2": 20, "jilid": 40}


class Meja:
    """A quarter in the making, and what was said of it."""

    def __init__(self, tujuan: Path, semua=SEMUA, format_=("html", "pdf")):
        self.kata: list[str] = []
        self.giliran = Giliran(semua, format_, tujuan, {}, lambda nama, selesai: self.kata.append(nama) if selesai else None, 1)

    def ambil(self) -> tuple[str, str]:
        """What is handed out: the kind of work, and on which report."""
        self.bundel, (fungsi, *_) = self.giliran.ambil()
        return fungsi.__name__, self.bundel.laporan

    def jawab(self, nama: str, hasil: Hasil | BaseException | None = None) -> None:
        bundel = next(b for b in SEMUA if b.laporan == nama)
        f = Future()
        if isinstance(hasil, BaseException):
            f.set_exception(hasil)
        else:
            f.set_result(hasil or Hasil(nama, {f"{nama}.ipynb": b"x" * BESAR[nama]}, waktu=(laksana.kini(),) * 2))
        self.giliran.terima(bundel, f)

    def cetak(self, nama: str) -> None:
        self.jawab(nama, Hasil(nama, {f"{nama}.{f}": b"y" for f in ("html", "pdf")}))

    def sampai_tercetak(self, *belum: str) -> None:
        """All executed, all printed but these."""
        while tugas := self.giliran.ambil():
            b, (fungsi, *_) = tugas
            if fungsi is laksana.bangun:
                self.jawab(b.laporan)
            elif b.laporan not in belum:
                self.cetak(b.laporan)


def test_reports_are_executed_first_the_volume_once_it_can_be_and_printed_the_longest_first(tmp_path):
    m = Meja(tmp_path)
    assert [m.ambil() for _ in range(3)] == [("bangun", "camat"), ("bangun", "seksi-1"), ("bangun", "seksi-2")]
    assert m.giliran.ambil() is None  # the volume waits for its parts, pages for notebooks
    m.jawab("seksi-1")
    assert m.ambil() == ("cetak", "seksi-1")  # nobody stands idle meanwhile
    m.jawab("camat")
    m.jawab("seksi-2")
    assert m.ambil() == ("bangun", "jilid") and m.ambil() == ("cetak", "camat")
    m.jawab("jilid")
    assert [m.ambil() for _ in range(2)] == [("cetak", "jilid"), ("cetak", "seksi-2")] and m.giliran.ambil() is None
    for nama in ("jilid", "camat", "seksi-1"):
        m.cetak(nama)
    assert m.kata == ["camat", "seksi-1"] and not m.giliran.selesai  # the volume is done with its parts
    m.cetak("seksi-2")
    assert m.giliran.selesai and m.kata == ["camat", "seksi-1", "seksi-2", "jilid"]
    assert [(h.laporan, sorted(h.berkas), h.galat) for h in m.giliran.hasil()] == [(n, [f"{n}.{f}" for f in ("html", "ipynb", "pdf")], "") for n in ("camat", "seksi-1", "seksi-2", "jilid")]


def test_the_volume_gets_its_parts_notebooks_in_their_order(tmp_path):
    m = Meja(tmp_path)
    [m.ambil() for _ in range(3)]
    m.jawab("seksi-2")
    m.jawab("seksi-1")
    b, (_, bundel, bagian, _) = m.giliran.ambil()
    assert b is bundel and [len(x) for x in bagian] == [10, 20]


@pytest.mark.parametrize(("galat", "kata"), [(BrokenExecutor(), "proses yang menyusunnya berhenti di tengah jalan"), (Hasil("seksi-1", galat="rumus rusak"), "rumus rusak")])
def test_a_volume_is_not_left_with_a_part_that_could_not_be_printed(tmp_path, galat, kata):
    """The part's earlier documents stay, and what they say is not in the volume."""
    m = Meja(tmp_path)
    m.sampai_tercetak("seksi-1")
    assert m.kata == ["camat", "seksi-2"]
    m.jawab("seksi-1", galat)
    hasil = {h.laporan: h.galat for h in m.giliran.hasil()}
    assert m.kata[2:] == ["seksi-1 (gagal)", "jilid (gagal)"] and hasil["seksi-1"].startswith(kata) and not hasil["camat"] + hasil["seksi-2"]
    assert hasil["jilid"] == "jilid ini memuat laporan yang tidak ikut disusun atau gagal: seksi-1; susun semuanya bersama"


def test_a_volume_without_all_its_parts_is_not_begun(tmp_path):
    m = Meja(tmp_path)
    [m.ambil() for _ in range(3)]
    m.jawab("seksi-1", Hasil("seksi-1", galat="sel rusak"))
    m.jawab("seksi-2")
    assert m.ambil() == ("cetak", "seksi-2") and m.giliran.ambil() is None
    m.cetak("seksi-2")
    assert m.kata == ["seksi-1 (gagal)", "seksi-2", "jilid (gagal)"]
    sendiri = Meja(tmp_path, [SEMUA[3]])
    assert sendiri.giliran.ambil() is None and sendiri.giliran.selesai and "seksi-1, seksi-2; susun semuanya bersama" in sendiri.giliran.hasil()[0].galat


def test_without_formats_a_report_is_done_when_it_is_executed(tmp_path):
    m = Meja(tmp_path, format_=())
    m.sampai_tercetak()
    assert m.giliran.selesai and m.kata == ["camat", "seksi-1", "seksi-2", "jilid"]
