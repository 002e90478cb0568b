"""The June LRA of the published report comes in as it stands: 243 rows, 75 accounts, every figure, and nothing twice."""

import csv
import shutil
from fractions import Fraction
from pathlib import Path

import pytest
from lra import SUMBER, TEKS, UNIT, baca, cabut, jalan
from test_baru import isi


def uang(akar: Path, unit: str = UNIT) -> list[tuple]:
    with (akar / "data" / unit / "realisasi_rp.csv").open(encoding="utf-8", newline="") as f:
        return sorted((r["kode"], r["akun"], r["lingkup"], r["periode"], Fraction(r["nilai"])) for r in csv.DictReader(f))


def test_the_published_text_restores_every_row(salinan, akar):
    asal = uang(akar)
    assert cabut(salinan, lambda r: r["lingkup"] == "kecamatan") == 150
    shutil.copy(TEKS, salinan)
    r = jalan(TEKS.name)
    assert r.exit_code == 0, r.stderr
    assert "243 baris, 75 rekening, semuanya menjumlah" in r.stdout
    # Printed at the foot of the published table.
    assert "Realisasi Juni 2024 Rp923.333.454; sampai dengan Juni 2024 Rp3.844.101.645 dari anggaran Rp7.229.814.333 (53,17 %)" in r.stdout
    assert "1 rekening melampaui pagu: 7.01.01.2.02.0001 5.1.01.01.07.0001" in r.stdout and "Rp20.207.949 dari Rp1.268.992" in r.stdout
    assert "Perhatian" not in r.stderr, "a fact is said once"
    assert "5 kode tercetak" in r.stdout and "7 01 7 01 00 01 2.02.0001 5 1 01 01 01 02 0001 → 7.01.01.2.02.0001 5.1.01.01.02.0001" in r.stdout
    assert "Januari–Mei 2024: 75 rekening" in r.stdout
    assert uang(salinan) == asal and len(asal) == 190


@pytest.mark.parametrize("berkas", SUMBER, ids=lambda p: p.name)
def test_what_is_in_already_changes_nothing(salinan, berkas):
    shutil.copy(berkas, salinan)
    asal = isi(salinan)
    r = jalan(berkas.name)
    assert r.exit_code == 0 and "243 baris, 75 rekening" in r.stdout and "Tidak ada yang berubah" in r.stdout, r.stderr
    assert isi(salinan) == asal


def test_all_figures_of_the_text_are_read(akar):
    """Row by row against the table as filed, which was copied from the same report by hand."""
    def angka(teks: str) -> Fraction | None:
        polos = teks.strip("()").replace(".", "").replace(",", ".")
        return Fraction(polos) * (-1 if teks.startswith("(") else 1) if teks else None

    with (akar / "data" / UNIT / "terbit" / "2024-tw2" / "lkj-camat_lra-rekening.csv").open(encoding="utf-8", newline="") as f:
        terbit = list(csv.DictReader(f))
    t = baca(TEKS)
    dibaca = [*t.semua, *t.jumlah.values()]
    assert len(dibaca) == len(terbit) == 243 and len(t.rusak) == 5
    for b, baris in zip(dibaca, terbit):
        assert b.tertulis == baris["1"] and b.uraian.split() == baris["2"].split()
        assert [b.nilai[k] for k in b.nilai] == [angka(baris[k]) for k in b.nilai]
