"""What a quarter is archived with is enough to open it again, also when later quarters have been opened and filled since."""

import shutil

import pytest
from test_tutup import UNIT, parameter, tutup_triwulan

from triwulan.cli.bahan import bahan
from triwulan.laporan.buka import masukan, muat
from triwulan.office import jawaban


@pytest.mark.parametrize("n", [1, 2, 4])
def test_the_inputs_of_an_archive_open_by_themselves(contoh, tmp_path_factory, n):
    tutup_triwulan(contoh, 1)
    tutup_triwulan(contoh, 2)
    p = parameter(contoh, n)
    data, aturan = muat(p, contoh)
    berkas = {j: contoh / j for j in masukan(data, aturan, p, True, contoh)} | dict(bahan(contoh, contoh / f"params/{UNIT}/2025-tw{n}.yaml", p, contoh / "reports").berkas)
    lain = tmp_path_factory.mktemp("arsip")
    for jalur, asal in berkas.items():
        (lain / jalur).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(asal, lain / jalur)
    baru, _ = muat(p, lain)
    assert baru.sidik == data.sidik and [t.periode.akhir for t in baru.penutupan] == {1: [], 2: [3], 4: [3, 6]}[n]


def test_reports_without_the_audit_open_without_the_answers(contoh, tmp_path_factory):
    """What no report of the archive reads is not in it."""
    p = parameter(contoh, 2)
    data, aturan = muat(p, contoh)
    dibaca = masukan(data, aturan, p, False, contoh)
    assert f"data/{UNIT}/jawaban.csv" not in dibaca
    lain = tmp_path_factory.mktemp("arsip")
    for jalur in (*dibaca, f"data/{UNIT}/datapackage.json", *(f"params/{UNIT}/2025-tw{n}.yaml" for n in (1, 2, 3, 4))):
        (lain / jalur).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(contoh / jalur, lain / jalur)
    baru, _ = muat(p, lain)
    assert baru.sidik == data.sidik and [*jawaban.muat(lain, UNIT)[0].columns] == [*jawaban.muat(contoh, UNIT)[0].columns]


def test_a_quarter_opened_without_figures_does_not_change_the_archive(contoh):
    (contoh / f"params/{UNIT}/2026-tw1.yaml").write_text((contoh / f"params/{UNIT}/2025-tw4.yaml").read_text("utf-8").replace("2025", "2026").replace("triwulan: 4", "triwulan: 1"), "utf-8")
    berkas = bahan(contoh, contoh / f"params/{UNIT}/2025-tw2.yaml", parameter(contoh, 2), contoh / "reports").berkas
    assert [j for j in berkas if j.startswith("params/")] == [f"params/{UNIT}/2025-tw{n}.yaml" for n in (1, 2, 3, 4)]
