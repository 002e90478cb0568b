"""Data files that a command writes together: stopped at any step they are all old or all new for whoever reads them next."""

import pytest
from test_tahan import Mati, berdiri, putus

from triwulan.disk import pasang
from triwulan.disk.kunci import kunci
from triwulan.office import proyek
from triwulan.office.masalah import MasukanSalah
from triwulan.office.proyek import GEMBOK, PANGGUNG, akar_proyek
from triwulan.office.tulisan import Tulisan, tulis

LAMA = {"params/aturan/a.yaml": b"a", "data/k/pagu.csv": b"lama", "data/k/datapackage.json": b"lama", "data/k/target.csv": b"tetap"}
TULISAN = [Tulisan("data/k/masuk/1/catatan.json", b"baru", ""), Tulisan("data/k/pagu.csv", b"baru", ""), Tulisan("data/k/datapackage.json", b"baru", "")]
BARU = LAMA | {t.berkas: t.isi for t in TULISAN}


@pytest.fixture
def kantor(tmp_path):
    def buat(nama: str):
        akar = tmp_path / nama
        for berkas, isi in LAMA.items():
            (akar / berkas).parent.mkdir(parents=True, exist_ok=True)
            (akar / berkas).write_bytes(isi)
        return akar

    return buat


def isi(akar) -> dict[str, bytes]:
    """What stands in the project; the stage and the lock are not part of it."""
    return {n: b for n, b in berdiri(akar).items() if not n.startswith(PANGGUNG)}


def test_stopped_before_any_step_the_next_who_looks_finds_all_old_or_all_new(kantor, monkeypatch):
    akhir, ke = [], 0
    while True:
        ke += 1
        akar = kantor(str(ke))
        with monkeypatch.context() as m:
            putus(m, ke)
            try:
                tulis(akar, TULISAN)
                break
            except Mati:
                pass
        assert akar_proyek(akar / "data" / "k") == akar and not pasang.tertunda(akar / PANGGUNG)
        akhir.append(isi(akar))
        assert akhir[-1] in (LAMA, BARU), ke
        tulis(akar, TULISAN)
        assert isi(akar) == BARU and not (akar / PANGGUNG).exists(), ke
    assert isi(akar) == BARU and LAMA in akhir and BARU in akhir


def terhenti(akar, monkeypatch):
    """Stops a command when its plan stands and nothing is in place yet."""
    with monkeypatch.context() as m:
        m.setattr(pasang, "selesaikan", lambda *_: False)
        tulis(akar, TULISAN)
    assert pasang.tertunda(akar / PANGGUNG) and isi(akar) == LAMA


def test_what_cannot_be_finished_yet_is_said_and_nothing_is_read(kantor, monkeypatch):
    akar = kantor("a")
    terhenti(akar, monkeypatch)
    (akar / "data/k/pagu.csv").unlink()
    (akar / "data/k/pagu.csv").mkdir()
    with pytest.raises(MasukanSalah, match="terhenti belum dapat dipasang"):
        akar_proyek(akar)
    (akar / "data/k/pagu.csv").rmdir()
    assert akar_proyek(akar) == akar and isi(akar) == BARU


def test_while_another_command_puts_its_files_in_place_one_waits_and_then_says_who(kantor, monkeypatch):
    akar = kantor("a")
    terhenti(akar, monkeypatch)
    monkeypatch.setattr(proyek, "TUNGGU", 0.1)
    with kunci(akar / GEMBOK, akar / "data"), pytest.raises(MasukanSalah, match="data sedang dipakai"):
        akar_proyek(akar)
    assert akar_proyek(akar) == akar and isi(akar) == BARU


@pytest.mark.parametrize("rintangan", ["folder", "penuh"])
def test_what_cannot_be_written_changes_nothing_and_leaves_nothing(kantor, monkeypatch, rintangan):
    akar = kantor("a")
    if rintangan == "folder":
        (akar / "data/k/datapackage.json").unlink()
        (akar / "data/k/datapackage.json").mkdir()
    else:
        monkeypatch.setattr(pasang, "_tulis", lambda path, isi: (_ for _ in ()).throw(OSError(28, "penuh", str(path))))
    sebelum = isi(akar)
    with pytest.raises(OSError):
        tulis(akar, TULISAN)
    assert isi(akar) == sebelum and not (akar / PANGGUNG).exists() and not (akar / "data/k/masuk").exists()
