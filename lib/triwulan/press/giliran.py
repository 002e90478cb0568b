"""Which reports of a quarter are made, and when: what stands already is not made again, a bound volume waits for its parts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import BrokenExecutor, CancelledError, Future
from dataclasses import replace
from pathlib import Path

from triwulan.press import laksana, segar
from triwulan.press.laksana import FORMAT, Bundel, Hasil

#: What is said of a report whose workers in a cluster were lost one after another.
HILANG = "pekerja yang menyusunnya berulang kali hilang, biasanya karena kehabisan memori; beri tiap pekerja memori lebih, atau susun laporan ini di komputer sendiri"


class Giliran:
    """The reports of a quarter in the making: each is executed by one task and printed by another, so that a volume waits for no more than the
    executed notebooks of its parts. `tercatat`: the record of what stands in `tujuan`, by report; `maju` hears each report's name when it is
    executed (False), and when it is done (True), then also if it failed or had not changed; a cell may take `menit`."""

    def __init__(self, semua: Sequence[Bundel], format_: Sequence[str], tujuan: Path, tercatat: Mapping[str, Mapping], maju: Callable[[str, bool], None], menit: float):
        self._semua, self._format, self._tujuan, self._maju, self._menit = semua, format_, tujuan, maju, menit
        self._kunci: dict[str, str] = {}
        for b in semua:
            self._kunci[b.laporan] = segar.kunci(b, [self._kunci.get(n, "") for n in b.bagian])
        self._tegak = {b.laporan: _tegak(tujuan, b.laporan, self._kunci[b.laporan], tercatat.get(b.laporan, {})) for b in semua}
        self._belum = sorted(semua, key=lambda b: not b.bagian)
        self._cetak: dict[str, tuple[Bundel, Sequence[str]]] = {}  # what is to be printed, and in which formats
        self._naskah: dict[str, bytes] = {}  # the executed notebooks
        self._hasil: dict[str, Hasil] = {}  # what there is of each report so far
        self._lengkap: set[str] = set()  # nothing more is done for these
        self._jadi: set[str] = set()

    @property
    def selesai(self) -> bool:
        return len(self._jadi) == len(self._semua)

    def hasil(self) -> list[Hasil]:
        """What became of each report, in their order, when all are done."""
        return [self._hasil[b.laporan] for b in self._semua]

    def ambil(self) -> tuple[Bundel, tuple] | None:
        """What is to be worked on next: a report, and the call that takes it further; None if nothing can be before another is further. A volume
        as soon as its parts are executed; the other reports in their order; then pages, the most of them first, so that in the end nobody
        waits for a long one."""
        while b := next((b for b in self._belum if self._bagian(b) <= self._naskah.keys() | self._lengkap), None):
            self._belum.remove(b)
            tegak = self._tegak[b.laporan]
            if gagal := self._tanpa_bagian(b):
                self._terus(b, gagal, ())
            elif not tegak:
                return b, (laksana.bangun, b, [self._naskah[n] for n in b.bagian], self._menit)
            else:
                self._naskah[b.laporan] = (self._tujuan / f"{b.laporan}.ipynb").read_bytes()
                self._terus(b, Hasil(b.laporan), [f for f in self._format if f"{b.laporan}.{f}" not in tegak])
        if not self._cetak:
            return None
        nama = max(self._cetak, key=lambda n: len(self._naskah[n]))
        b, format_ = self._cetak.pop(nama)
        return b, (laksana.cetak, nama, self._naskah[nama], format_)

    def terima(self, bundel: Bundel, selesai: Future) -> None:
        """What came of a task."""
        h, nama = _dengar(bundel, selesai), bundel.laporan
        if sebelum := self._hasil.get(nama):
            self._terus(bundel, replace(h, berkas=h.berkas if h.galat else sebelum.berkas | h.berkas, angka=sebelum.angka, waktu=sebelum.waktu or h.waktu), ())
        elif h.galat:
            self._terus(bundel, h, ())
        else:
            self._naskah[nama] = h.berkas[f"{nama}.ipynb"]
            self._terus(bundel, h, self._format)

    def _terus(self, bundel: Bundel, h: Hasil, format_: Sequence[str]) -> None:
        """This is what there is of a report; it is still to be printed in these formats."""
        self._hasil[bundel.laporan] = h
        if format_:
            self._cetak[bundel.laporan] = bundel, format_
            self._maju(f"{bundel.laporan} (tinggal dicetak)", False)
            return
        self._lengkap.add(bundel.laporan)
        # A volume is done with its parts, not before: where one fails, an earlier one stays standing that is not in the volume.
        for b in self._semua:
            if b.laporan in self._lengkap - self._jadi and self._bagian(b) <= self._jadi:
                self._jadi.add(b.laporan)
                h = self._tanpa_bagian(b) or self._hasil[b.laporan]
                self._hasil[b.laporan] = h = replace(h, kunci=self._kunci[b.laporan], tetap=self._tegak[b.laporan], waktu=(h.waktu[0], laksana.kini()) if h.waktu else ())
                self._maju(b.laporan + (" (gagal)" if h.galat else "" if h.berkas else " (tidak berubah)"), True)

    def _bagian(self, b: Bundel) -> set[str]:
        return {*b.bagian} & self._kunci.keys()

    def _tanpa_bagian(self, b: Bundel) -> Hasil | None:
        """The failure of a volume of which a part is missing or has failed."""
        kurang = [n for n in b.bagian if n not in self._kunci or (n in self._lengkap and self._hasil[n].galat)]
        return _gagal(b, f"jilid ini memuat laporan yang tidak ikut disusun atau gagal: {', '.join(kurang)}; susun semuanya bersama") if kurang else None


def _dengar(bundel: Bundel, selesai: Future) -> Hasil:
    try:
        return selesai.result()
    except BrokenExecutor:  # the worker itself is gone; what a notebook or renderer does wrong, it reports
        return _gagal(bundel, f"proses yang menyusunnya berhenti di tengah jalan, {laksana.SARAN}")
    except CancelledError:  # nobody is there any more to do any of it
        raise
    except Exception as error:  # a worker elsewhere that could not do it, or was lost again and again
        jenis = type(error).__name__
        return _gagal(bundel, HILANG if jenis == "KilledWorker" else f"tidak dapat dikerjakan pekerja: {jenis}: {error}")


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
