"""Finding the project, with all that was written into it whole."""

from __future__ import annotations

from pathlib import Path

from triwulan.disk import kunci, pasang
from triwulan.galat_sistem import sebab
from triwulan.office.masalah import Masalah, MasukanSalah

#: Where commands that write data put their files before they go where they belong, and the lock they hold meanwhile.
PANGGUNG, GEMBOK = ".tulis", ".tulis.kunci"
#: Seconds until another command has put its files in place: a few hundred small ones at most.
TUNGGU = 20


def akar_proyek(mulai: Path | None = None) -> Path:
    """The project folder: the nearest one at or above `mulai` (the working folder) that holds params/aturan and data/;
    else the one this library was installed from. Whoever works with data comes by here, so what a command was writing when it was
    stopped is carried out first: nobody reads half an import. Raises MasukanSalah."""
    mulai = (mulai or Path.cwd()).resolve()
    for folder in (mulai, *mulai.parents, Path(__file__).resolve().parents[3]):
        if (folder / "params" / "aturan").is_dir() and (folder / "data").is_dir():
            _selesaikan(folder)
            return folder
    raise MasukanSalah([Masalah(mulai.name, "bukan di dalam proyek triwulan (folder yang memuat params/aturan/ dan data/); pindah ke folder proyek")])


def _selesaikan(akar: Path) -> None:
    if not pasang.tertunda(akar / PANGGUNG):
        return
    try:
        with kunci.kunci(akar / GEMBOK, akar / "data", TUNGGU):
            pasang.selesaikan(akar, akar / PANGGUNG)
    except kunci.Terkunci as error:
        raise MasukanSalah([Masalah("data/", str(error))]) from None
    except OSError as error:
        raise MasukanSalah([Masalah(str(error.filename2 or error.filename or akar / PANGGUNG), f"data yang sedang ditulis ketika perintah sebelumnya terhenti belum dapat dipasang: {sebab(error)}. Sesudah itu ulangi perintah ini; sisanya dipasang sendiri")]) from None
