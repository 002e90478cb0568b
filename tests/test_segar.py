"""Never a stale report, never one made again for nothing: each kind of input is changed in turn."""

import json
import platform
import shutil
from pathlib import Path

import pytest
from alat import tanpa_pekerja
from typer.testing import CliRunner

from triwulan.cli import app
from triwulan.office import paket
from triwulan.press import laksana, segar

UNIT, TW = "kecamatan-contoh", "2025-tw2"
PARAMS = f"params/{UNIT}/{TW}.yaml"
ESELON = ("lkj-kasi-pelayanan", "lkj-kasi-pemberdayaan", "lkj-kasi-pemerintahan", "lkj-kasubbag-keuangan", "lkj-kasubbag-umum")
SEMUA = {"evaluasi-renja", "lkj-camat", "lkj-gabungan", "lkj-sekretaris", "pemeriksaan", *ESELON}


@pytest.fixture
def susun(contoh, monkeypatch):
    """`susun(…)`: (the reports that were executed, those that were printed alone) by `triwulan susun`, which makes them of nothing but the
    fingerprint of what they would be made from."""
    dibuat, dicetak = set(), set()

    def bangun(bundel, *_):
        dibuat.add(bundel.laporan)
        berkas = {f"{bundel.laporan}.ipynb": f"{bundel.laporan} ipynb {segar.kunci(bundel)}".encode()}
        temuan = {"temuan.json": b'{"diperiksa": 0, "temuan": []}'} if bundel.laporan == "pemeriksaan" else {}
        return laksana.Hasil(bundel.laporan, berkas | temuan, waktu=(laksana.kini(),) * 2)

    def cetak(laporan, notebook, format_):
        dicetak.add(laporan)
        return laksana.Hasil(laporan, {f"{laporan}.{f}": notebook.replace(b"ipynb", f.encode()) for f in format_})

    tanpa_pekerja(monkeypatch, bangun)
    monkeypatch.setattr(laksana, "cetak", cetak)

    def jalan(*argumen, params=PARAMS, kode=0):
        dibuat.clear()
        dicetak.clear()
        r = CliRunner().invoke(app, ["susun", params, *argumen])
        assert r.exit_code == kode, r.stderr
        return {*dibuat}, dicetak - dibuat

    jalan.akar, jalan.tujuan = contoh, contoh / "reports" / UNIT / TW
    assert jalan() == (SEMUA, set()) and jalan() == (set(), set())
    return jalan


def tambah(path: Path, teks: str) -> None:
    with path.open("a", encoding="utf-8", newline="") as f:
        f.write(teks)


def ganti(path: Path, lama: str, baru: str) -> None:
    isi = path.read_text("utf-8")
    assert lama in isi
    path.write_text(isi.replace(lama, baru), "utf-8")


def foto(akar: Path) -> None:
    satu = min((akar / "data" / UNIT / "foto").glob("*.jpg"))
    satu.write_bytes(satu.read_bytes() + b"\0")


def notebook(nama: str):
    return lambda akar: ganti(akar / "notebooks" / nama, '"nbformat_minor"', '  "nbformat_minor"')


def terbit(akar: Path) -> None:
    """A filed document that was not there."""
    shutil.copytree(akar / "data" / "kecamatan-lumajang" / "terbit" / "2024-tw2", akar / "data" / UNIT / "terbit" / TW)


#: What is changed → the reports that are made again. The audit reads the notebooks of those it examines.
MASUKAN = {
    "sebuah angka": (lambda a: ganti(a / "data" / UNIT / "realisasi_k.csv", "tujuan-1-1,,2025-tw2,75,", "tujuan-1-1,,2025-tw2,76,"), SEMUA),
    "baris data": (lambda a: tambah(a / "data" / UNIT / "narasi.csv", "\r\n"), SEMUA),
    "foto": (foto, SEMUA),
    "jawaban atas temuan": (lambda a: tambah(a / "data" / UNIT / "jawaban.csv", "\r\n"), {"pemeriksaan"}),
    "sumber dalam deskriptor": (lambda a: ganti(a / "data" / UNIT / paket.NAMA, '"title": "', '"title": "Salinan '), SEMUA),
    "sidik dalam deskriptor": (lambda a: ganti(a / "data" / UNIT / paket.NAMA, '"resources"', '"resources" '), set()),
    "tanggal laporan": (lambda a: ganti(a / PARAMS, "2025-07-10", "2025-07-09"), SEMUA),
    "aturan": (lambda a: tambah(a / "params/aturan/lumajang-2024.yaml", "# catatan\n"), SEMUA),
    "triwulan lain dibuka": (lambda a: shutil.copy(a / PARAMS, a / "params" / UNIT / "2026-tw1.yaml"), SEMUA),
    "isi parameter triwulan lain": (lambda a: tambah(a / "params" / UNIT / "2025-tw3.yaml", "# catatan\n"), set()),
    "notebook satu jenis": (notebook("evaluasi-renja.ipynb"), {"evaluasi-renja", "pemeriksaan"}),
    "notebook eselon IV": (notebook("lkj-eselon-iv.ipynb"), {*ESELON, "lkj-gabungan", "pemeriksaan"}),
    "notebook jilid": (notebook("lkj-gabungan.ipynb"), {"lkj-gabungan"}),
    "notebook pemeriksaan": (notebook("pemeriksaan.ipynb"), {"pemeriksaan"}),
    "notebook yang tidak melaporkan": (notebook("mulai.ipynb"), set()),
    "data unit lain": (lambda a: tambah(a / "data/kecamatan-lumajang/narasi.csv", "\r\n"), set()),
    "berkas lain dalam proyek": (lambda a: (a / "catatan.txt").write_text("x"), set()),
}


@pytest.mark.parametrize("jenis", MASUKAN)
def test_what_changed_is_made_again_and_nothing_else(susun, jenis):
    ubah, harapan = MASUKAN[jenis]
    ubah(susun.akar)
    sebelum = {p.name: p.read_bytes() for p in susun.tujuan.iterdir()}
    assert susun() == (harapan, set())
    for n in SEMUA - harapan:
        assert all((susun.tujuan / f"{n}.{f}").read_bytes() == sebelum[f"{n}.{f}"] for f in ("ipynb", "html", "pdf"))
    assert susun() == (set(), set())


def tanpa_berkas(catatan: Path, laporan: str) -> None:
    isi = segar.baca(catatan.read_bytes())
    del isi["laporan"][laporan]["berkas"]
    catatan.write_bytes(segar.tulis(isi))


#: What befalls the finished files → executed again, printed again alone. A ledger or record that was touched vouches for nothing.
RUSAK = {
    "PDF diubah": (lambda t: tambah(t / "lkj-camat.pdf", "x"), set(), {"lkj-camat"}),
    "HTML dihapus": (lambda t: (t / "evaluasi-renja.html").unlink(), set(), {"evaluasi-renja"}),
    "notebook terlaksana diubah": (lambda t: tambah(t / "lkj-camat.ipynb", "x"), {"lkj-camat"}, set()),
    "notebook bagian jilid dihapus": (lambda t: (t / "lkj-kasi-pelayanan.ipynb").unlink(), {"lkj-kasi-pelayanan"}, set()),
    "temuan dihapus": (lambda t: (t / "temuan.json").unlink(), {"pemeriksaan"}, set()),
    "buku angka diubah": (lambda t: tambah(t / "angka.csv", "x"), SEMUA, set()),
    "buku angka dihapus": (lambda t: (t / "angka.csv").unlink(), SEMUA, set()),
    "catatan dihapus": (lambda t: (t / "catatan-run.json").unlink(), SEMUA, set()),
    "catatan bukan milik kita": (lambda t: (t / "catatan-run.json").write_text('{"laporan": {"lkj-camat": {"kunci": 3}}, "buku_angka": [], "cap": []}'), SEMUA, set()),
    "catatan diubah": (lambda t: ganti(t / "catatan-run.json", '"status": "selesai"', '"status": "Selesai"'), SEMUA, set()),
    "catatan tanpa daftar berkas": (lambda t: tanpa_berkas(t / "catatan-run.json", "lkj-camat"), {"lkj-camat"}, set()),
    "semuanya dihapus": (lambda t: shutil.rmtree(t), SEMUA, set()),
}


@pytest.mark.parametrize("jenis", RUSAK)
def test_what_was_damaged_is_made_again_and_nothing_else(susun, jenis):
    rusak, dibuat, dicetak = RUSAK[jenis]
    utuh = {p.name: p.read_bytes() for p in susun.tujuan.iterdir()}
    rusak(susun.tujuan)
    assert susun() == (dibuat, dicetak)
    assert {p.name: p.read_bytes() for p in susun.tujuan.iterdir() if p.name != "catatan-run.json"} == {n: b for n, b in utuh.items() if n != "catatan-run.json"}
    assert susun() == (set(), set())


def test_another_package_python_or_library_makes_all_again(susun, monkeypatch, tmp_path_factory):
    paket = tmp_path_factory.mktemp("paket")
    (paket / "zzz-99.dist-info").mkdir()
    for ubah in (lambda: monkeypatch.syspath_prepend(str(paket)), lambda: monkeypatch.setattr(platform, "machine", lambda: "riscv64"), lambda: monkeypatch.setattr(segar, "pustaka", lambda: "lain")):
        ubah()
        segar.lingkungan.cache_clear()
        assert susun() == (SEMUA, set())
    monkeypatch.undo()
    segar.lingkungan.cache_clear()


def test_the_fingerprint_of_the_library_is_that_of_all_its_files():
    assert json.loads(json.dumps(segar.pustaka())) == segar.pustaka() and len(segar.pustaka()) == 64


def test_formats_are_made_for_themselves_and_what_fits_stays(susun):
    assert susun("--format", "docx,html") == (set(), SEMUA)
    assert {p.suffix for p in susun.tujuan.glob("lkj-camat.*")} == {".ipynb", ".html", ".pdf", ".docx"}
    assert susun("--format", "pdf,docx") == (set(), set())
    # Made again, a report has just what was asked for: no document stands beside another made from other data.
    tambah(susun.akar / "data" / UNIT / "narasi.csv", "\r\n")
    assert susun("--format", "html") == (SEMUA, set())
    assert {p.suffix for p in susun.tujuan.glob("lkj-camat.*")} == {".ipynb", ".html"}


def test_all_is_made_again_on_demand(susun):
    assert susun("--paksa") == (SEMUA, set()) and susun() == (set(), set())


def test_a_part_that_was_asked_for_leaves_the_rest_known(susun):
    ubah, _ = MASUKAN["baris data"]
    ubah(susun.akar)
    assert susun("--laporan", "lkj-camat") == ({"lkj-camat"}, set())
    assert susun() == (SEMUA - {"lkj-camat"}, set())


def test_reports_left_behind_by_a_part_are_named(susun):
    ubah, _ = MASUKAN["baris data"]
    ubah(susun.akar)
    lain = ", ".join(sorted(SEMUA - {"lkj-camat"}))
    for pilihan, kata in ((["--laporan", "lkj-camat"], True), ([], False), (["--laporan", "lkj-camat", "--paksa"], False)):
        r = CliRunner().invoke(app, ["susun", PARAMS, *pilihan])
        assert (f"9 laporan lain masih mengikuti data sebelum perubahan ({lain}); susun tanpa --laporan untuk memperbaruinya." in r.stderr) == kata, r.stderr


def test_a_report_that_failed_is_tried_again_until_it_does_not(susun, monkeypatch):
    asli = laksana.bangun
    monkeypatch.setattr(laksana, "bangun", lambda b, *a: laksana.Hasil(b.laporan, galat="macet", waktu=(laksana.kini(),) * 2) if b.laporan == "lkj-camat" else asli(b, *a))
    ubah, _ = MASUKAN["notebook pemeriksaan"]
    ubah(susun.akar)
    assert susun("--paksa", kode=1)[0] == SEMUA - {"lkj-camat"}
    assert susun(kode=0) == (set(), set())  # the one that stands is still right: nothing that it follows from has changed
    assert not (susun.tujuan / "gagal").exists()
    tambah(susun.akar / "data" / UNIT / "narasi.csv", "\r\n")
    assert susun(kode=1)[0] == SEMUA - {"lkj-camat"} and (susun.tujuan / "gagal" / "catatan-run.json").exists()
    monkeypatch.setattr(laksana, "bangun", asli)
    assert susun() == ({"lkj-camat"}, set()) and not (susun.tujuan / "gagal").exists()


def test_what_is_to_be_heeded_is_said_although_nothing_is_done(susun):
    satu, dua = (CliRunner().invoke(app, ["susun", PARAMS, *pilihan]) for pilihan in (["--paksa"], []))
    ingat = [b for b in satu.stderr.splitlines() if b.startswith("Perhatian: ")]
    assert ingat == [b for b in dua.stderr.splitlines() if b.startswith("Perhatian: ")]
    assert f"{len(SEMUA)} laporan sudah sesuai dengan masukannya dan tidak disusun lagi" in dua.stderr and satu.stdout.split() != [] and {*satu.stdout.split()} == {*dua.stdout.split()}
    ada = json.loads(CliRunner().invoke(app, ["susun", PARAMS, "--json"]).stdout)
    assert {x["laporan"] for x in ada} == SEMUA and all(x["berkas"] and x["galat"] == "" for x in ada)
