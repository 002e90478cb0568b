"""Which reports of a quarter are made, and when: what stands already is not made again, a bound volume waits for its parts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import BrokenExecutor, CancelledError, Future
from dataclasses import replace
from pathlib import Path

from triwulan.press import laksana, segar
from triwulan.press.laksana import FORMAT, Bundel, Hasil

#: What is said of a report whose workers in a cluster were lost one after another.
HILANG = "pekerja yang menyusunnya berulang kali hilang, biasanya karena kehabisan memori; beri tiap pekerja memori lebih, atau susun laporan ini di komputer sendiri"


class Giliran:
    """The reports of a quarter in the making. `tercatat`: the record of what stands in `tujuan`, by report; `maju` hears each report's name
    when it is done, and if it failed or had not changed; a cell may take `menit`."""

    def __init__(self, semua: Sequence[Bundel], format_: Sequence[str], tujuan: Path, tercatat: Mapping[str, Mapping], maju: Callable[[str], None], menit: float):
        self._semua, self._format, self._tujuan, self._maju, self._menit = semua, format_, tujuan, maju, menit
        self._kunci: dict[str, str] = {}
        for b in semua:
            self._kunci[b.laporan] = segar.kunci(b, [self._kunci.get(n, "") for n in b.bagian])
        self._tegak = {b.laporan: _tegak(tujuan, b.laporan, self._kunci[b.laporan], tercatat.get(b.laporan, {})) for b in semua}
        self._jadi: dict[str, Hasil] = {}
        self._keluar: set[str] = set()

    @property
    def selesai(self) -> bool:
        return len(self._jadi) == len(self._semua)

    def hasil(self) -> list[Hasil]:
        """What became of each report, in their order, when all are done."""
        return [self._jadi[b.laporan] for b in self._semua]

    def tugas(self) -> Iterator[tuple[Bundel, tuple]]:
        """What can be worked on now and has not been given out: a report, and the call that makes it."""
        for b in self._semua:
            menunggu = {*b.bagian} & ({x.laporan for x in self._semua} - self._jadi.keys())
            if b.laporan in self._keluar or menunggu:
                continue
            self._keluar.add(b.laporan)
            tegak = self._tegak[b.laporan]
            belum = [f for f in self._format if f"{b.laporan}.{f}" not in tegak]
            if kurang := [n for n in b.bagian if n not in self._jadi or self._jadi[n].galat]:
                self._simpan(_gagal(b, f"jilid ini memuat laporan yang tidak ikut disusun atau gagal: {', '.join(kurang)}; susun semuanya bersama"))
            elif not tegak:
                yield b, (laksana.bangun, b, self._format, [self._notebook(n) for n in b.bagian], self._menit)
            elif belum:
                yield b, (laksana.cetak, b.laporan, self._notebook(b.laporan), belum)
            else:
                self._simpan(Hasil(b.laporan))

    def terima(self, bundel: Bundel, selesai: Future) -> None:
        """What came of a task."""
        try:
            self._simpan(selesai.result())
        except BrokenExecutor:  # the worker itself is gone; what a notebook or renderer does wrong, it reports
            self._simpan(_gagal(bundel, f"proses yang menyusunnya berhenti di tengah jalan, {laksana.SARAN}"))
        except CancelledError:  # nobody is there any more to do any of it
            raise
        except Exception as error:  # a worker elsewhere that could not do it, or was lost again and again
            jenis = type(error).__name__
            self._simpan(_gagal(bundel, HILANG if jenis == "KilledWorker" else f"tidak dapat dikerjakan pekerja: {jenis}: {error}"))

    def _simpan(self, h: Hasil) -> None:
        self._jadi[h.laporan] = h = replace(h, kunci=self._kunci[h.laporan], tetap=self._tegak[h.laporan])
        self._maju(h.laporan + (" (gagal)" if h.galat else "" if h.berkas else " (tidak berubah)"))

    def _notebook(self, nama: str) -> bytes:
        isi = self._jadi[nama].berkas.get(f"{nama}.ipynb") if nama in self._jadi else None
        return isi or (self._tujuan / f"{nama}.ipynb").read_bytes()


def _tegak(tujuan: Path, nama: str, kunci: str, tercatat: Mapping) -> dict[str, str]:
    """What of a report stands and need not be made again; nothing where it follows from something else now, or where more than documents
    are gone: these come from the notebook, the rest does not."""
    if tercatat.get("kunci") != kunci or not isinstance(berkas := tercatat.get("berkas"), dict):
        return {}
    ada = segar.berdiri(tujuan, berkas)
    return ada if {n for n in berkas if n not in ada} <= {f"{nama}.{f}" for f in FORMAT} else {}


def _gagal(bundel: Bundel, sebab: str) -> Hasil:
    kini = laksana.kini()
    return Hasil(bundel.laporan, galat=sebab, waktu=(kini, kini))
