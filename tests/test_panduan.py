"""The Indonesian guide holds: its commands run in order in a project of their own, its figures, rows and messages are real."""

import ast
import csv
import os
import re
import shutil
import subprocess
import sysconfig
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner

from triwulan.cli import app
from triwulan.office.skema import SKEMA, frame_schema

AKAR = Path(__file__).resolve().parents[1]
PANDUAN = (AKAR / "docs" / "panduan.md").read_text("utf-8")
ISTILAH = (AKAR / "docs" / "istilah.md").read_text("utf-8")
#: What the command line's own library says, not ours.
TYPER = {"No such option", "Missing argument"}


def blok(jenis: str) -> list[str]:
    return re.findall(rf"^```{jenis}\n(.*?)^```", PANDUAN, re.M | re.S)


def perintah() -> list[tuple[str, int]]:
    """(command, expected exit code) in the order of the guide."""
    baris = [b for isi in blok("sh") for b in isi.splitlines() if b.strip()]
    return [(b.partition("  #")[0], int(m[1]) if (m := re.search(r"# kode keluar (\d)", b)) else 0) for b in baris]


def di_mesin(cmd: str) -> bool:
    """Whether a command is one to run; installing, activating and opening JupyterLab are only looked up."""
    return not cmd.startswith(("make ", ". "))


def tabel(teks: str) -> list[list[dict[str, str]]]:
    """The Markdown tables of a text, each as rows by column title."""
    semua = []
    for isi in re.findall(r"(?:^\|.*\n)+", teks, re.M):
        kepala, _, *baris = [[s.strip() for s in b.strip().strip("|").split(" | ")] for b in isi.splitlines()]
        semua.append([dict(zip(kepala, b, strict=True)) for b in baris])
    return semua


@pytest.fixture(scope="module")
def dijalankan(tmp_path_factory) -> tuple[Path, dict[str, subprocess.CompletedProcess]]:
    """The project folder in which every command of the guide was run, and what became of each."""
    proyek = tmp_path_factory.mktemp("panduan")
    for nama in ("data", "params", "notebooks", "docs/contoh"):
        shutil.copytree(AKAR / nama, proyek / nama, ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    for kunci in AKAR.glob("requirements*.lock"):
        shutil.copy(kunci, proyek)
    env = {**os.environ, "PATH": f"{sysconfig.get_path('scripts')}{os.pathsep}{os.environ['PATH']}", "COLUMNS": "200"}
    hasil = {}
    for cmd, kode in filter(lambda c: di_mesin(c[0]), perintah()):
        hasil[cmd] = subprocess.run(["bash", "-c", cmd], cwd=proyek, env=env, capture_output=True, text=True, timeout=300)
        assert hasil[cmd].returncode == kode, f"{cmd}\n{hasil[cmd].stdout}\n{hasil[cmd].stderr}"
    return proyek, hasil


def test_every_command_runs_in_order_with_the_exit_code_the_guide_says(dijalankan):
    proyek, hasil = dijalankan
    assert {" ".join(cmd.split()[1:3]) if " baru " in cmd else cmd.split()[1] for cmd in hasil} >= {"susun", "status", "jelaskan", "banding", "periksa", "jawab", "arsip", "verifikasi", "impor", "baru unit", "baru periode"}
    assert {kode for _, kode in perintah()} == {0, 1} and len(hasil) == len([c for c, _ in perintah() if di_mesin(c)])


def test_what_is_only_looked_up_exists():
    makefile = (AKAR / "Makefile").read_text("utf-8")
    for cmd in (c for c, _ in perintah() if not di_mesin(c)):
        dicari = rf"^{cmd.split()[1]}:" if cmd.startswith("make ") else rf"^VENV *:= {re.escape(cmd.split()[1].removesuffix('/bin/activate'))}$"
        assert re.search(dicari, makefile, re.M), cmd


def test_every_file_that_the_guide_names_is_there(dijalankan):
    proyek, _ = dijalankan
    disebut = {s.partition("#")[0] for s in re.findall(r"`((?:data|params|reports|notebooks)/[^`\s…<]+)`", PANDUAN)}
    hilang = [s for s in disebut if not (proyek / s).exists() and s != "reports/kecamatan-lumajang/2024-tw2/"]
    assert len(disebut) > 10 and not hilang


def test_what_the_tutorial_says_one_sees_is_there(dijalankan):
    proyek, hasil = dijalankan
    status, pertama, *_ = [h for c, h in hasil.items() if "contoh" in c]
    assert "73 dari 73 angka sudah masuk" in status.stdout and "Semua isian sudah lengkap" in status.stdout
    assert re.findall(r"baris 181 .*Rp25\.200\.000 melampaui pagu Rp24\.000\.000", pertama.stderr) and pertama.stderr.count("Perhatian:") == 1
    baris = list(csv.DictReader((proyek / "data/kecamatan-contoh/realisasi_rp.csv").read_text("utf-8").splitlines()))
    assert baris[181 - 2]["kode"] == "7.01.01.2.08.0002"
    impor = next(h for c, h in hasil.items() if c.startswith("triwulan impor"))
    assert "112 baris, 27 rekening, semuanya menjumlah" in impor.stdout and "1 rekening melampaui pagu" in impor.stdout and "Tidak ada yang berubah" in impor.stdout
    halaman = (proyek / "reports/kecamatan-contoh/2025-tw3/lkj-kasi-pelayanan.html").read_text("utf-8")
    assert "HADI RUPAMA" in halaman and "DEWI TELADAN" in halaman and "Foto 1" in halaman and "Plt. Kepala Seksi Pelayanan Umum" in halaman
    arsip = next(h for c, h in hasil.items() if c.startswith("triwulan arsip"))
    assert len(re.search(r"belum disusun, jadi tidak ikut diarsipkan: (.*)", arsip.stderr)[1].split(", ")) == 8 and "SHA-256" in arsip.stderr
    assert all(k in (proyek / "params/kecamatan-sukodono/2026-tw2.yaml").read_text("utf-8") for k in ("2026-07-15", "triwulan: 2"))


def test_every_figure_that_the_guide_shows_is_in_the_ledger(dijalankan):
    proyek, _ = dijalankan

    def buku(periode: str) -> dict[str, dict]:
        isi = (proyek / "reports/kecamatan-contoh" / periode / "angka.csv").read_text("utf-8")
        return {r["alamat"]: r for r in csv.DictReader(isi.splitlines())}

    diperiksa = 0
    for rows in tabel(PANDUAN):
        for row in (r for r in rows if next(iter(r.values())).startswith("`lkj-") and r.keys() & {"TW II", "`tampil`"}):
            alamat = next(iter(row.values())).strip("`")
            for judul, periode in (*((f"TW {r}", f"2025-tw{n}") for n, r in enumerate(("I", "II", "III", "IV"), 1)), ("`tampil`", "2025-tw3")):
                if judul in row:
                    assert buku(periode)[alamat]["tampil"] == row[judul], (alamat, periode)
                    diperiksa += 1
            if "`rumus`" in row:
                assert buku("2025-tw3")[alamat]["rumus"] == row["`rumus`"].strip("`"), alamat
    assert diperiksa == 22
    dicontohkan = re.search(r"`(data/\S+#\S+)`", PANDUAN)[1]
    assert dicontohkan in buku("2025-tw3")["lkj-kasubbag-umum/2.5/7.01.01.2.07.0006/4"]["sumber"].split(";")


@pytest.mark.parametrize("isi", blok("csv"), ids=lambda isi: isi.partition(",")[0])
def test_the_data_rows_shown_are_rows_as_the_contract_wants_them(isi):
    kepala, *baris = list(csv.reader(isi.splitlines()))
    berkas = next(b for b in SKEMA.values() if list(b.kolom) == kepala)
    frame_schema(berkas).validate(pd.DataFrame(baris, columns=kepala, dtype=str), lazy=True)


def test_every_message_explained_is_one_that_the_program_says():
    kata = []
    for path in (AKAR / "lib").rglob("*.py"):
        kata += [n.value for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
    pesan = [p for rows in tabel(PANDUAN.partition("## 9.")[2]) for r in rows for p in re.findall(r"`([^`]+)`", r["Pesan"])]
    assert len(pesan) > 40
    for p in set(pesan) - TYPER:
        for potong in filter(None, (bagian.strip() for bagian in re.split("…|(?<=^tidak ada di )", p))):  # a saying put together of two
            assert any(potong in k for k in kata), f"{p}: {potong}"


def test_every_command_of_the_program_is_in_the_guide():
    from triwulan.cli import app

    nama = [c.name or c.callback.__name__ for c in app.registered_commands]
    nama += [f"{g.name} {c.name or c.callback.__name__}" for g in app.registered_groups for c in g.typer_instance.registered_commands]
    for n in nama:
        assert f"triwulan {n}" in PANDUAN, n


def test_the_glossary_is_in_order_complete_and_names_files_and_columns_that_exist():
    (rows,) = tabel(ISTILAH)
    istilah = [r["Istilah"] for r in rows]
    assert 60 <= len(istilah) == len(set(istilah)) and istilah == sorted(istilah, key=str.casefold)
    assert all(all(r.values()) for r in rows)
    for berkas in re.findall(r"`(\w+)\.csv`", ISTILAH):
        assert berkas in SKEMA or berkas == "angka", berkas
    for kolom, berkas in re.findall(r"[Kk]olom `(\w+)` di `(\w+)\.csv`", ISTILAH):
        assert berkas == "angka" or kolom in SKEMA[berkas].kolom, (kolom, berkas)


def test_the_declaration_in_the_guide_is_one(tmp_path):
    """It can be copied into a file and used: 25/100 is 25 %, not 99."""
    (satu,) = [b for b in blok("yaml") if b.startswith("kode:")]
    (tmp_path / "f.yaml").write_text(satu, "utf-8")
    (tmp_path / "t.csv").write_text("1;2;3;4;5=4/3x100%\n1;Kegiatan;100;25;99\n2;Kegiatan;100;25;25\n", "utf-8")
    r = CliRunner().invoke(app, ["periksa-tabel", str(tmp_path / "t.csv"), "--formulir", str(tmp_path / "f.yaml")])
    assert r.exit_code == 1 and "tercetak 99, seharusnya 25" in " ".join(r.stdout.split())
