"""`triwulan arsip`: a valid bag, the same bytes everywhere, never overwritten, every reason to refuse named."""

import errno
import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import bagit
import pytest
from alat import perlu, susun_satu, tanpa_pekerja
from arsip_tiruan import BASE, MASUKAN, PARAMS, REPORT, UNIT, jalankan, notebook, proyek, temuan, terbongkar, zip_  # noqa: F401 (fixtures)

from triwulan.press import arsip, build, himpun, laksana


def test_a_quarter_becomes_a_valid_bag_with_all_it_was_made_from(zip_, terbongkar):
    assert zip_.parent.name == "arsip" and zip_.name == f"{BASE}.zip" and zip_.parents[1].name == "2024-tw2"
    bag = bagit.Bag(str(terbongkar))
    bag.validate()
    assert bag.tags["BagIt-Version"] == "1.0" and bag.algorithms == ["sha512"]
    assert bag.info["Source-Organization"] == "Kecamatan Lumajang" and bag.info["Bagging-Date"] == "2024-07-05"
    assert bag.info["External-Identifier"] == f"{UNIT}/2024-tw2/v1"
    assert {p.relative_to(terbongkar / "data").as_posix() for p in (terbongkar / "data").rglob("*") if p.is_file()} == {
        *(f"laporan/{n}" for n in ("lkj-camat.ipynb", "lkj-camat.html", "lkj-camat.pdf", "temuan.json", "angka.csv", "catatan-run.json")),
        "ro-crate-metadata.json", "pustaka/triwulan-0.1.0-py3-none-any.whl",
        *(f"proyek/{j}" for j in (*MASUKAN, PARAMS, f"data/{UNIT}/datapackage.json", "notebooks/lkj-camat.ipynb", "requirements.lock")),
    }
    assert jalankan("verifikasi", zip_).stdout.startswith("Utuh: 20 berkas") and temuan(terbongkar) == temuan(terbongkar.parent) == {}


def test_the_three_ways_of_checking_that_the_readme_names_work(terbongkar):
    baca = (terbongkar / "BACA-SAYA.txt").read_text("utf-8")
    assert "sha512sum -c manifest-sha512.txt" in baca and f"bagit.py --validate {BASE}" in baca and f"triwulan verifikasi {BASE}.zip" in baca
    for manifest in ("manifest-sha512.txt", "tagmanifest-sha512.txt"):
        subprocess.run([perlu("sha512sum"), "--strict", "-c", manifest], cwd=terbongkar, check=True, capture_output=True)
    subprocess.run([sys.executable, "-m", "bagit", "--validate", BASE], cwd=terbongkar.parent, check=True, capture_output=True)


def test_the_same_input_gives_the_same_bytes_elsewhere_and_at_another_time(zip_, proyek, tmp_path, monkeypatch):
    lain = tmp_path / "jauh" / "di sana"
    shutil.copytree(proyek, lain, ignore=lambda folder, nama: {"arsip"} & set(nama))
    for p in lain.rglob("*"):
        os.utime(p, (0, 0))
        p.chmod(0o700)
    monkeypatch.chdir(lain)
    monkeypatch.setattr(bagit, "VERSION", "9.9")
    terbalik = os.listdir
    monkeypatch.setattr(os, "listdir", lambda *a: terbalik(*a)[::-1])
    r = jalankan("arsip", PARAMS)
    assert r.exit_code == 0 and Path(r.stdout.strip()).read_bytes() == zip_.read_bytes()


def test_the_same_files_make_no_new_version_and_changed_ones_do(zip_, proyek):
    semula = zip_.read_bytes()
    r = jalankan("arsip", PARAMS)
    assert (r.exit_code, r.stdout.strip()) == (0, str(zip_)) and "sudah ada (versi 1)" in r.stderr
    asli = (zip_.parents[1] / "angka.csv").read_bytes()
    (zip_.parents[1] / "angka.csv").write_text("alamat\nlkj-camat/3.3/7.01.01/5\n")
    r = jalankan("arsip", PARAMS)
    assert r.stdout.strip().endswith("-v2.zip") and "Berbeda dari versi 1: laporan/angka.csv\n" in r.stderr
    assert zip_.read_bytes() == semula and temuan(Path(r.stdout.strip())) == {"data/laporan/angka.csv": "tidak cocok"}
    (zip_.parents[1] / "angka.csv").write_bytes(asli)
    # As version 1 was, but it is the newest that holds: going back is a correction too.
    assert jalankan("arsip", PARAMS).stdout.strip().endswith("-v3.zip")
    assert sorted(p.name for p in zip_.parent.iterdir()) == [f"{BASE[:-1]}{n}.zip" for n in (1, 2, 3)]


def test_a_document_touched_up_by_hand_is_no_evidence(proyek):
    (proyek / REPORT / "lkj-camat.html").write_text("diubah tangan")
    r = jalankan("arsip", PARAMS)
    assert r.exit_code == 2 and "lkj-camat.html: berubah sesudah disusun; susun ulang dulu" in r.stderr


def test_a_descriptor_that_no_longer_fits_its_files_is_refused(proyek):
    """Archived so, it would call the very data beside it changed."""
    sidik = {"resources": [{"path": "pagu.csv", "hash": "sha256:" + "0" * 64}]}
    (proyek / f"data/{UNIT}/datapackage.json").write_text(json.dumps(sidik))
    r = jalankan("arsip", PARAMS)
    assert r.exit_code == 2 and "datapackage.json: sidik di dalamnya bukan lagi sidik pagu.csv; perbarui dengan make paket" in r.stderr


def test_a_draft_is_archived_and_said_to_be_one(proyek):
    path = proyek / REPORT / "lkj-camat.ipynb"
    nb = json.loads(path.read_bytes())
    nb["metadata"]["triwulan"]["draf"] = "3 hal belum diisi"
    path.write_text(json.dumps(nb))
    catatan = json.loads((proyek / REPORT / "catatan-run.json").read_text())
    catatan["laporan"]["lkj-camat"]["berkas"]["lkj-camat.ipynb"] = hashlib.sha256(path.read_bytes()).hexdigest()
    (proyek / REPORT / "catatan-run.json").write_text(json.dumps(catatan))
    r = jalankan("arsip", PARAMS)
    assert r.exit_code == 0 and "masih draf, karena datanya belum lengkap: lkj-camat" in r.stderr


def test_other_words_around_the_same_evidence_make_no_new_version(zip_, monkeypatch):
    monkeypatch.setattr(arsip.baca_saya, "teks", lambda *_: "tulisan baru")
    assert jalankan("arsip", PARAMS).stdout.strip() == str(zip_)


def test_a_damaged_archive_is_said_and_left_and_a_whole_one_made_beside_it(zip_):
    zip_.write_bytes(zip_.read_bytes()[:-100])
    r = jalankan("arsip", PARAMS)
    assert r.exit_code == 0 and r.stdout.strip().endswith("-v2.zip") and f"Perhatian: {zip_} tidak dapat dibaca lagi" in r.stderr


def test_two_commands_at_once_overwrite_nothing(zip_, monkeypatch):
    """The name is taken between looking and writing: the second look finds the same files there."""
    lihat, kali = arsip.versi, []
    monkeypatch.setattr(arsip, "versi", lambda *a: lihat(*a) if kali else kali.append(1) or {})
    semula = zip_.read_bytes()
    r = jalankan("arsip", PARAMS)
    assert r.stdout.strip() == str(zip_) and "sudah ada" in r.stderr and zip_.read_bytes() == semula and kali


def test_on_a_disk_without_hard_links_it_is_written_all_the_same(proyek, monkeypatch):
    def link(*_):
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", link)
    assert temuan(Path(jalankan("arsip", PARAMS).stdout.strip())) == {}


def test_a_folder_that_cannot_be_written_is_said_plainly(proyek):
    (proyek / "reports" / UNIT / "2024-tw2" / "arsip").write_text("sebuah berkas")
    r = jalankan("arsip", PARAMS)
    assert r.exit_code == 1 and "Tidak dapat menulis ke" in r.stderr and not r.stdout


MENOLAK = [
    (f"{REPORT}/catatan-run.json", None, "belum ada laporan triwulan ini yang disusun"),
    (f"{REPORT}/catatan-run.json", b"{rusak", "bukan catatan penyusunan yang dapat dibaca; susun ulang dulu"),
    (f"{REPORT}/catatan-run.json", b'{"laporan": {"x": {"berkas": ["../../x"], "masukan": {}}}}', "bukan catatan penyusunan"),
    (f"data/{UNIT}/pagu.csv", b"kode,nilai\na,2\n", f"data/{UNIT}/pagu.csv: berubah sejak lkj-camat disusun; susun ulang dulu"),
    (f"data/{UNIT}/pagu.csv", None, f"data/{UNIT}/pagu.csv: masukan laporan, tetapi berkasnya tidak ada"),
    ("params/aturan/lumajang-2024.yaml", b"nama: y\n", "params/aturan/lumajang-2024.yaml: berubah sejak lkj-camat disusun"),
    ("notebooks/lkj-camat.ipynb", notebook([("buka", "lap = buka(1)", [])], {}), "notebooks/lkj-camat.ipynb: bukan lagi notebook yang dilaksanakan untuk lkj-camat; susun ulang dulu"),
    ("notebooks/lkj-camat.ipynb", b"{rusak", "notebooks/lkj-camat.ipynb: bukan lagi notebook"),
    (PARAMS, PARAMS.encode(), "tidak ada arsip yang dibuat"),
    (f"{REPORT}/lkj-camat.pdf", None, "lkj-camat.pdf: hasil penyusunan ini tidak ada atau tidak dapat dibaca; susun ulang dulu"),
    (f"{REPORT}/angka.csv", None, "angka.csv: hasil penyusunan ini tidak ada"),
    (f"{REPORT}/lkj-camat.ipynb", notebook([], {}), "lkj-camat.ipynb: bukan notebook terlaksana yang memuat asal-usulnya"),
    (f"{REPORT}/gagal/lkj-sekretaris.ipynb", b"{}", "gagal: laporan lkj-sekretaris gagal disusun; perbaiki sebabnya, lalu susun ulang dulu"),
    (f"{REPORT}/gagal/catatan-run.json", b'{"laporan": {"lkj-camat": {"berkas": {}, "masukan": {}}}}', "gagal: laporan lkj-camat gagal disusun"),
]


@pytest.mark.parametrize(("jalur", "isi", "harapan"), MENOLAK)
def test_each_reason_to_refuse_is_named(proyek, jalur, isi, harapan):
    path = proyek / jalur
    path.parent.mkdir(exist_ok=True)
    path.unlink() if isi is None else path.write_bytes(isi)
    r = jalankan("arsip", PARAMS)
    assert r.exit_code == 2 and harapan in r.stderr and not r.stdout and "Traceback" not in r.stderr
    assert not (proyek / REPORT / "arsip").exists()


def test_a_bound_volume_is_known_by_its_own_cells_before_those_of_its_reports(proyek):
    """Its executed notebook ends with the cells of other reports; a cell of its own that is gone is still seen."""
    tempat = proyek / REPORT
    asal = {"triwulan": json.loads((tempat / "lkj-camat.ipynb").read_bytes())["metadata"]["triwulan"] | {"laporan": "lkj-gabungan", "bagian": ["lkj-camat"]}}
    jilid = [("sampul", "lap.sampul()", []), ("lkj-camat-buka", "lap = buka()", [])]
    (tempat / "lkj-gabungan.ipynb").write_bytes(notebook(jilid, asal))
    catatan = json.loads((tempat / "catatan-run.json").read_text())
    catatan["laporan"]["lkj-gabungan"] = {"berkas": {"lkj-gabungan.ipynb": hashlib.sha256(notebook(jilid, asal)).hexdigest()}, "masukan": {}}
    (tempat / "catatan-run.json").write_text(json.dumps(catatan))
    sumber = proyek / "notebooks" / "lkj-gabungan.ipynb"
    sumber.write_bytes(notebook(jilid[:1], {}))
    r = jalankan("arsip", PARAMS)
    assert r.exit_code == 0 and temuan(Path(r.stdout.strip())) == {}, r.stderr
    (tempat / "lkj-gabungan.ipynb").write_bytes(notebook([*jilid[:1], ("penutup", "", []), jilid[1]], asal))
    assert "notebooks/lkj-gabungan.ipynb: bukan lagi notebook yang dilaksanakan untuk lkj-gabungan" in jalankan("arsip", PARAMS).stderr


def test_reports_not_compiled_yet_are_named(proyek, monkeypatch):
    from triwulan.laporan import bundel

    rencana = bundel.Rencana(Path(), Path(), tuple(laksana.Bundel(n, "", {}, {}) for n in ("lkj-camat", "lkj-sekretaris")), (), {})
    monkeypatch.setattr(bundel, "rencana", lambda *_: [rencana])
    assert "Perhatian: belum disusun, jadi tidak ikut diarsipkan: lkj-sekretaris\n" in jalankan("arsip", PARAMS).stderr


def test_all_reasons_come_at_once_with_the_command_that_mends_them(proyek):
    (proyek / PARAMS).write_text((proyek / PARAMS).read_text().replace("07-05", "07-09"))
    (proyek / f"data/{UNIT}/pagu.csv").write_text("lain")
    (proyek / REPORT / "lkj-camat.pdf").unlink()
    (proyek / REPORT).rename(proyek / "pindah")
    (proyek / "keluar dari sini" / UNIT).mkdir(parents=True)
    (proyek / "pindah").rename(proyek / "keluar dari sini" / UNIT / "2024-tw2")
    r = jalankan("arsip", PARAMS, "--keluaran", "keluar dari sini")
    assert r.exit_code == 2 and r.stderr.startswith("3 hal perlu diperbaiki; tidak ada arsip yang dibuat:")
    assert "tanggal_laporan kini '2024-07-09', sedangkan lkj-camat disusun dengan '2024-07-05'" in r.stderr
    assert f"Untuk menyusun: triwulan susun {PARAMS} --keluaran 'keluar dari sini'\n" in r.stderr


def test_the_built_report_is_archived_and_building_again_keeps_the_archive(hasil, akar, tmp_path, monkeypatch):
    """Over the real report; only its building is taken from the fixture."""
    monkeypatch.chdir(akar)
    tanpa_pekerja(monkeypatch, lambda *_: hasil)
    assert jalankan("susun", PARAMS, "--laporan", "lkj-camat", "--keluaran", tmp_path).exit_code == 0
    r = jalankan("arsip", PARAMS, "--keluaran", tmp_path)
    path = Path(r.stdout.strip())
    assert r.exit_code == 0 and temuan(path) == {}, r.stderr
    bundel = laksana.Bundel("lkj-camat", "", {}, {})
    susun_satu([bundel], ["html", "pdf"], path.parents[1])
    assert path.exists()
    assert himpun.CATATAN == build.CATATAN
