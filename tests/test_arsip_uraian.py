"""What an archive says of itself: the RO-Crate, the library in it, who and when, which version it replaces."""

import hashlib
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import bagit
import krat_sah
from arsip_tiruan import PARAMS, REPORT, UNIT, jalankan, proyek, temuan, terbongkar, zip_  # noqa: F401 (fixtures)

from triwulan.press import arsip
from triwulan.press.roda import roda


def krat(folder: Path) -> dict[str, dict]:
    return {e["@id"]: e for e in json.loads((folder / "data" / "ro-crate-metadata.json").read_text("utf-8"))["@graph"]}


def catat(akar: Path, **lebih) -> None:
    """Changes what the run record says of the report."""
    path = akar / REPORT / "catatan-run.json"
    catatan = json.loads(path.read_text())
    catatan["laporan"]["lkj-camat"] |= lebih
    path.write_text(json.dumps(catatan))


def test_an_independent_validator_finds_the_crate_valid(terbongkar, tmp_path):
    """The last profile takes in the others, and Workflow RO-Crate 1.0."""
    profil = krat_sah.PROFIL[-1]
    kode, kata = krat_sah.periksa(terbongkar / "data", profil, tmp_path)
    assert kode == 0 and f"is a valid {profil}" in " ".join(kata.split()), kata


def test_the_validator_would_find_a_missing_file(terbongkar, tmp_path):
    (terbongkar / "data" / "laporan" / "lkj-camat.html").unlink()
    kode, kata = krat_sah.periksa(terbongkar / "data", "ro-crate-1.1", tmp_path)
    assert kode == 1 and "lkj-camat.html" in kata


def test_the_crate_tells_who_made_what_from_what_with_what(proyek, tmp_path):
    catat(proyek, oleh="Siti (Kasubbag Keuangan)", mulai="2024-07-05T08:59:00+07:00", notebook="notebooks/lkj-camat.ipynb")
    assert jalankan("arsip", PARAMS).exit_code == 0
    folder = _bongkar(proyek, tmp_path, 1)
    e = krat(folder)
    satu = e["#susun-lkj-camat"]
    assert satu["@type"] == "CreateAction" and satu["instrument"] == {"@id": "proyek/notebooks/lkj-camat.ipynb"} and e[satu["agent"]["@id"]]["name"] == "Siti (Kasubbag Keuangan)"
    assert (satu["startTime"], satu["endTime"]) == ("2024-07-05T08:59:00+07:00", "2024-07-05T09:00:00+07:00")
    assert {x["@id"] for x in satu["result"]} == {f"laporan/{n}" for n in ("lkj-camat.ipynb", "lkj-camat.html", "lkj-camat.pdf", "temuan.json")}
    assert {f"proyek/data/{UNIT}/pagu.csv", "proyek/params/aturan/lumajang-2024.yaml", "#nilai-tahun"} <= {x["@id"] for x in satu["object"]} and e["#nilai-tahun"]["value"] == 2024
    assert e["./"]["mainEntity"]["@id"].startswith("pustaka/triwulan-") and {x["@id"] for x in e["./"]["mentions"]} == {"#susun", "#susun-lkj-camat"}
    # Every file of the payload is listed, once, but the list itself.
    ada = {p.relative_to(folder / "data").as_posix() for p in (folder / "data").rglob("*") if p.is_file()} - {"ro-crate-metadata.json"}
    assert ada == {x["@id"] for x in e["./"]["hasPart"]} and len(e["./"]["hasPart"]) == len(ada)
    assert "Disusun oleh      : Siti (Kasubbag Keuangan)\n" in (folder / "BACA-SAYA.txt").read_text("utf-8")


def test_classification_and_retention_come_from_the_office_s_identity_or_are_not_set(proyek, tmp_path):
    assert jalankan("arsip", PARAMS).exit_code == 0
    teks = (_bongkar(proyek, tmp_path, 1) / "BACA-SAYA.txt").read_text("utf-8")
    assert "Klasifikasi arsip : belum ditetapkan\n" in teks and "Retensi           : belum ditetapkan\n" in teks
    nomenklatur = f"data/{UNIT}/nomenklatur.csv"
    (proyek / nomenklatur).write_text("jenis,kode,uraian\nidentitas,klasifikasi_arsip,000.8.6.3\nidentitas,retensi_arsip,aktif 2 tahun\n", "utf-8")
    _masukan(proyek, nomenklatur)
    r = jalankan("arsip", PARAMS)
    assert r.exit_code == 0, r.stderr
    folder = _bongkar(proyek, tmp_path, 2)
    teks = (folder / "BACA-SAYA.txt").read_text("utf-8")
    assert "Klasifikasi arsip : 000.8.6.3\n" in teks and "Retensi           : aktif 2 tahun\n" in teks
    assert krat(folder)["#naskah-klasifikasi"]["value"] == "000.8.6.3"


def test_compiling_again_without_a_change_makes_no_new_version(zip_, proyek):
    catat(proyek, selesai="2026-11-27T01:00:00+07:00", oleh="orang lain", mesin={"nama": "lain"})
    r = jalankan("arsip", PARAMS)
    assert r.stdout.strip() == str(zip_) and "sudah ada (versi 1)" in r.stderr


def test_a_new_version_names_the_one_it_replaces_and_which_figures_changed(zip_, proyek, tmp_path):
    """One figure of the ledger rises from 57 to 58; nothing else."""
    buku = zip_.parents[1] / "angka.csv"
    buku.write_text(buku.read_text("utf-8").replace(",57,", ",58,"), "utf-8")
    assert jalankan("arsip", PARAMS).exit_code == 0
    folder = _bongkar(proyek, tmp_path, 2)
    ubah = json.loads((folder / "data" / "perubahan.json").read_text("utf-8"))
    assert ubah["menggantikan"] == {"berkas": zip_.name, "sha256": hashlib.sha256(zip_.read_bytes()).hexdigest(), "terbaca": True}
    assert ubah["berkas_berubah"] == ["laporan/angka.csv"] and ubah["angka"]["berubah"] == 1
    (kelompok,) = ubah["angka"]["kelompok"]
    assert [(a["alamat"], a["lama"]["nilai"], a["baru"]["nilai"]) for a in kelompok["angka"]] == [("lkj-camat/3.3/7.01.01/5", "57", "58")]
    teks = (folder / "BACA-SAYA.txt").read_text("utf-8")
    assert f"Versi ini menggantikan {zip_.name}\n(SHA-256 {ubah['menggantikan']['sha256']})." in teks
    bagit.Bag(str(folder)).validate()


def test_the_library_in_the_archive_is_the_one_that_runs_and_can_be_installed(terbongkar, tmp_path):
    (path,) = (terbongkar / "data" / "pustaka").iterdir()
    assert (path.name, path.read_bytes()) == roda()
    with zipfile.ZipFile(path) as z:
        assert z.testzip() is None and not [n for n in z.namelist() if "__pycache__" in n or n.endswith(".pyc")]
        ada = {n for n in z.namelist() if n.startswith("triwulan/")}
    akar = Path(arsip.__file__).parents[1]
    assert ada == {f"triwulan/{p.relative_to(akar).as_posix()}" for p in akar.rglob("*") if p.is_file() and "__pycache__" not in p.parts}
    subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--no-compile", "--target", tmp_path / "di-sini", path], check=True, capture_output=True)
    kode = "import sys; sys.path.insert(0, sys.argv[1]); from triwulan.press.roda import roda; import hashlib; print(hashlib.sha256(roda()[1]).hexdigest())"
    lain = subprocess.run([sys.executable, "-I", "-c", kode, tmp_path / "di-sini"], check=True, capture_output=True, text=True).stdout.strip()
    assert lain == hashlib.sha256(path.read_bytes()).hexdigest()


def test_reports_of_another_library_are_not_archived_with_this_one(proyek):
    catat(proyek, pustaka="0" * 64)
    r = jalankan("arsip", PARAMS)
    assert r.exit_code == 2 and "pustaka triwulan berubah sejak lkj-camat disusun; susun ulang dulu" in r.stderr


def _bongkar(proyek: Path, tmp_path: Path, versi: int) -> Path:
    nama = f"{UNIT}-2024-tw2-v{versi}"
    with zipfile.ZipFile(proyek / REPORT / "arsip" / f"{nama}.zip") as z:
        z.extractall(tmp_path / "buka")
    return tmp_path / "buka" / nama


def _masukan(proyek: Path, jalur: str) -> None:
    """Makes a file one of the report's inputs, as the record says."""
    catatan = json.loads((proyek / REPORT / "catatan-run.json").read_text())
    catat(proyek, masukan=catatan["laporan"]["lkj-camat"]["masukan"] | {jalur: hashlib.sha256((proyek / jalur).read_bytes()).hexdigest()})
