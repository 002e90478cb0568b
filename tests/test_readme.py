"""What the README shows is run, what it lists is compared."""

import re
import tomllib

import pytest

from triwulan.laporan import formulir
from triwulan.laporan.daftar import JENIS, laporan
from triwulan.office import data
from triwulan.office.hubungan import IDENTITAS
from triwulan.office.skema import SKEMA

DOKUMEN = ("README.md", "data/README.md", "docs/README.md", "docs/panduan.md", "docs/istilah.md", "docs/dokumen.md", "docs/bukti.md", "CHANGELOG.md")


def bagian(akar, judul: str) -> list[list[str]]:
    """The table rows under a heading of the README."""
    isi = re.search(rf"^## {judul}\n(.*?)(?=^## )", (akar / "README.md").read_text("utf-8"), re.M | re.S)[1]
    return [[s.strip() for s in b.strip("|\n").split(" | ")] for b in re.findall(r"^\|.*$", isi, re.M)[2:]]


def test_follow_one_figure(akar, capsys):
    """Each `print(…)  # expected` line of the README's example prints just that."""
    kode = re.search(r"```python\n(.*?)```", (akar / "README.md").read_text("utf-8"), re.S)[1]
    harapan = [m.split("  … ")[0].strip() for m in re.findall(r"^print\(.*?\)\s+# (.*)$", kode, re.M)]
    exec(compile(kode, "README.md", "exec"), {})
    assert capsys.readouterr().out.strip().splitlines() == harapan and len(harapan) == 5


@pytest.mark.parametrize("target", ["laporan", "test", "lab", "paket", "help"])
def test_make_targets_that_documents_name_exist(akar, target):
    assert re.search(rf"^{target}:", (akar / "Makefile").read_text("utf-8"), re.M)


def test_links_of_the_documents_lead_somewhere(akar):
    for nama in DOKUMEN:
        path = akar / nama
        for tujuan in re.findall(r"\]\(([^)#]+)\)", path.read_text("utf-8")):
            assert (path.parent / tujuan).exists(), f"{nama}: {tujuan}"


def test_every_feature_of_the_documents_names_tests_that_exist(akar):
    ada = {nama for path in (akar / "tests").glob("test_*.py") for nama in re.findall(r"^def (test_\w+)", path.read_text("utf-8"), re.M)}
    baris = [b for b in (akar / "docs" / "dokumen.md").read_text("utf-8").splitlines() if b.startswith("| ") and not re.match(r"\| (feature|---)", b)]
    assert len(baris) > 30
    for b in baris:
        disebut = re.findall(r"`(test_\w+)`", b.rstrip("| ").rpartition(" | ")[2])
        assert disebut and set(disebut) <= ada, b


def test_the_table_of_forms_lists_every_form_with_its_source(akar):
    rows = bagian(akar, "Forms")
    kode = [k for kode, *_ in rows for k in re.findall(r"`([^`]+)`", kode)]
    assert sorted(kode) == sorted(formulir.SEMUA) and len(set(kode)) == len(kode)
    for sel, _, sumber, status in rows:
        for k in re.findall(r"`([^`]+)`", sel):
            dokumen = formulir.SEMUA[k].source
            assert dokumen.dokumen in sumber or "86/2017" in sumber and "86/2017" in dokumen.catatan, k
        assert status


def test_the_table_of_reports_lists_what_both_offices_owe(akar):
    rows = {re.search(r"`([^`]+)`", r[0])[1]: r[3].strip("`") for r in bagian(akar, "Reports")}
    for unit, tahun in (("kecamatan-lumajang", 2024), ("kecamatan-contoh", 2025)):
        assert {s.nama: JENIS[s.jenis].notebook for s in laporan(data.muat(akar, unit), tahun)} == rows


def test_the_stock_tools_are_shown_with_what_there_is(akar):
    teks = (akar / "README.md").read_text("utf-8")
    _, notebook, keluar, _, params = re.search(r"^papermill .*$", teks, re.M)[0].split()
    assert (akar / notebook).is_file() and (akar / params).is_file()
    assert {m for m in re.findall(rf"^jupyter nbconvert --to (\S+) {re.escape(keluar)}$", teks, re.M)} == set(
        tomllib.loads((akar / "pyproject.toml").read_text("utf-8"))["project"]["entry-points"]["nbconvert.exporters"]
    )


def test_the_readme_counts_the_differences_as_they_are(akar):
    jumlah = len((akar / "docs/beda-terbit-2024-tw2.csv").read_text("utf-8").splitlines()) - 1
    assert f"each of the {jumlah} figures" in " ".join((akar / "README.md").read_text("utf-8").split())
    contoh = len((akar / "tests/hitungan_contoh.csv").read_text("utf-8").splitlines()) - 1
    for nama in ("README.md", "data/README.md"):
        assert f"{contoh} figures" in (teks := (akar / nama).read_text("utf-8")) or f"{contoh} of its figures" in teks, nama


def test_the_data_contract_names_every_file_key_kind_and_identity(akar):
    teks = (akar / "data" / "README.md").read_text("utf-8")
    kunci = dict(re.findall(r"^\| `(\w+)\.csv` \|.*\| ([^|]+) \|$", teks, re.M))
    assert kunci == {nama: ", ".join(b.kunci) for nama, b in SKEMA.items()}
    for nama in (*SKEMA["narasi"].kolom["jenis"].pilihan, *SKEMA["pembanding"].kolom["jenis"].pilihan, *IDENTITAS):
        assert f"`{nama}`" in teks, nama
