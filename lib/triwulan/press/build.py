"""The orchestrator: bundles to workers, ledger and run record from what comes back, each quarter put into reports/ at once."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, wait
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from triwulan.disk import kunci, pasang
from triwulan.press import angka, mesin, segar
from triwulan.press.giliran import Giliran
from triwulan.press.laksana import Bundel, Hasil
from triwulan.press.segar import CATATAN, LEDGER


@dataclass(frozen=True)
class Triwulan:
    """A quarter to compile into `tujuan`. `catatan` makes a report's run record, `keadaan` is what the record says of the quarter as a whole,
    `cap` what a later command sees from that nothing is to be done."""

    bundel: Sequence[Bundel]
    tujuan: Path
    catatan: Callable[[Hasil], dict]
    keadaan: Mapping = field(default_factory=dict)
    cap: Mapping = field(default_factory=dict)


def susun(
    semua: Iterable[Triwulan], format_: Sequence[str], pelaksana: Executor, *, sekaligus: int = 1,
    maju: Callable[[Triwulan, str, bool], None] = lambda *_: None, perhatian: Callable[[str], None] = lambda _: None, menit: float = mesin.MENIT, paksa: bool = False,
) -> Iterator[tuple[Triwulan, list[Hasil]]]:
    """Has `pelaksana` build the reports of each quarter and puts the finished ones in place, a quarter in one step that a stop at any moment
    leaves undone or done; yields the quarters that are in place, and what became of their reports. Not more than `sekaligus` tasks are given
    out at once, so that the most urgent is next; a further quarter is begun when none is left.

    A report that stands, made from the very same, is left as it is, but for formats that it lacks; not with `paksa`. Of one that is made
    again what it had in other formats is removed: no document stands beside another made from other data. A failed report leaves the
    earlier one standing, with its record; its notebook and record go to `tujuan/gagal/`. `maju` hears of each report when it is executed and
    when it is done; `perhatian` hears what was found and mended in a folder, and of reports there that follow from other data. Raises
    Terkunci when another command works in one, TakTertulis when it cannot be written: both are known before its work, not after.
    """
    antre, kerja, jalan = iter(semua), [], {}
    with ExitStack() as terbuka:
        while antre or kerja:
            if siap := next((p for p in kerja if p.giliran.selesai), None):
                kerja.remove(siap)
                yield siap.triwulan, siap.pasang()
            elif len(jalan) < sekaligus and (tugas := next(((p, x) for p in kerja if (x := p.giliran.ambil())), None)):
                p, (b, panggilan) = tugas
                jalan[pelaksana.submit(*panggilan)] = p, b
            elif len(jalan) < sekaligus and antre:
                if t := next(antre, None):
                    kerja.append(terbuka.enter_context(_Penyusunan(t, format_, maju, perhatian, menit, paksa)))
                else:
                    antre = None
            else:
                for f in wait(jalan, return_when=FIRST_COMPLETED).done:
                    p, b = jalan.pop(f)
                    p.giliran.terima(b, f)


class TakTertulis(Exception):
    """The folder of a quarter cannot be written; `sebab` is the system's OSError."""

    def __init__(self, tujuan: Path, sebab: OSError):
        self.tujuan, self.sebab = tujuan, sebab
        super().__init__(f"{tujuan}: {sebab}")


class _Penyusunan:
    """A quarter in the making: its folder is ours from beginning to end."""

    def __init__(self, triwulan: Triwulan, format_: Sequence[str], maju: Callable[[Triwulan, str, bool], None], perhatian: Callable[[str], None], menit: float, paksa: bool):
        self.triwulan, self._perhatian = triwulan, perhatian
        self._siap = lambda tercatat: Giliran(triwulan.bundel, format_, triwulan.tujuan, {} if paksa else tercatat, partial(maju, triwulan), menit)
        self._gembok = ExitStack()

    def __enter__(self) -> _Penyusunan:
        tujuan = self.triwulan.tujuan
        try:
            tujuan.mkdir(parents=True, exist_ok=True)
            self._gembok.enter_context(kunci.kunci(kunci.samping(tujuan), tujuan))
            if pasang.selesaikan(tujuan, pasang.samping(tujuan)):
                self._perhatian(f"{tujuan}: penyusunan sebelumnya terhenti ketika memasang berkasnya; sudah diselesaikan.")
        except OSError as error:
            raise TakTertulis(tujuan, error) from error
        self._lama, self._buntu = (_baca(tujuan / f, self._perhatian) for f in (CATATAN, f"gagal/{CATATAN}"))
        # Where somebody has touched the ledger, no rows in it are what the reports say: all are made again.
        self.giliran = self._siap(self._lama["laporan"] if segar.berdiri(tujuan, {LEDGER: self._lama.get("buku_angka", "")}) else {})
        return self

    def __exit__(self, *galat) -> None:
        self._gembok.close()

    def pasang(self) -> list[Hasil]:
        """Puts what was made in place, and gives the folder up."""
        t, tujuan, lama = self.triwulan, self.triwulan.tujuan, self._lama["laporan"]
        hasil = self.giliran.hasil()
        jadi, gagal = [h for h in hasil if not h.galat], [h for h in hasil if h.galat]
        baru = [h for h in jadi if not h.tetap]
        berkas = {f"{'gagal/' if h.galat else ''}{nama}": isi for h in hasil for nama, isi in h.berkas.items()}
        hapus = {p.name for h in baru for p in tujuan.glob(f"{h.laporan}.*")} | {f"gagal/{p.name}" for h in jadi for p in (tujuan / "gagal").glob(f"{h.laporan}.*")}
        if jadi:
            berkas[LEDGER] = _ledger(baru, tujuan / LEDGER, self._perhatian)
            laporan = lama | {h.laporan: _catat(h, lama, t.catatan) for h in jadi}
            if basi := [n for n in sorted(lama.keys() - {h.laporan for h in hasil}) if _berbeda(lama[n], laporan[jadi[0].laporan])]:
                self._perhatian(f"{tujuan}: {len(basi)} laporan lain masih mengikuti data sebelum perubahan ({', '.join(basi)}); susun tanpa --laporan untuk memperbaruinya.")
            berkas[CATATAN] = segar.tulis({"laporan": laporan, "triwulan": t.keadaan, "buku_angka": hashlib.sha256(berkas[LEDGER]).hexdigest(), "cap": {} if gagal else t.cap})
        sisa = {n: c for n, c in self._buntu["laporan"].items() if n not in {h.laporan for h in jadi}} | {h.laporan: t.catatan(h) for h in gagal}
        if sisa:
            berkas[f"gagal/{CATATAN}"] = segar.tulis({**({"triwulan": t.keadaan} if gagal else {k: v for k, v in self._buntu.items() if k != "laporan"}), "laporan": sisa})
        else:
            hapus.add(f"gagal/{CATATAN}")
        try:
            pasang.pasang(tujuan, pasang.samping(tujuan), berkas, hapus)
        except OSError as error:
            raise TakTertulis(tujuan, error) from error
        self._gembok.close()
        del self.giliran  # with the documents it holds: a command may have hundreds of quarters before it
        return hasil


def _catat(h: Hasil, lama: Mapping[str, Mapping], catatan: Callable[[Hasil], dict]) -> dict:
    """The record of a finished report; of one that stands still the earlier one, with the files that have come."""
    if not h.tetap:
        return catatan(h) | {"kunci": h.kunci}
    return {**lama[h.laporan], "berkas": h.tetap | {nama: hashlib.sha256(isi).hexdigest() for nama, isi in sorted(h.berkas.items())}}


def _berbeda(satu: Mapping, lain: Mapping) -> bool:
    """Whether two reports follow from different contents of the same file."""
    masukan = lain.get("masukan", {})
    return any(masukan.get(jalur, sidik) != sidik for jalur, sidik in satu.get("masukan", {}).items())


def _ledger(jadi: Sequence[Hasil], lama: Path, perhatian: Callable[[str], None]) -> bytes:
    """The period's ledger: new rows of the reports just built, the standing rows of all others."""
    semua: dict[str, list[dict]] = {}
    try:
        with lama.open(encoding="utf-8", newline="") as isi:
            for row in csv.DictReader(isi):
                if tuple(row) != angka.KOLOM or None in row.values():
                    raise ValueError
                semua.setdefault(row["laporan"], []).append(row)
    except FileNotFoundError:
        pass
    except (ValueError, csv.Error, OSError):
        semua = {}
        perhatian(f"{lama} tidak dapat dibaca lagi dan ditulis baru; angka laporan lain di triwulan ini hilang dari buku angka: susun semua laporannya.")
    semua |= {h.laporan: list(h.angka) for h in jadi}
    return angka.tulis(row for laporan in sorted(semua) for row in semua[laporan])


def _baca(path: Path, perhatian: Callable[[str], None]) -> dict:
    """A run record; an empty one where there is none, or none that can be read and is as it was written."""
    try:
        catatan = segar.baca(path.read_bytes())
        if all(isinstance(c, dict) for c in catatan["laporan"].values()):
            return catatan
    except FileNotFoundError:
        return {"laporan": {}}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OSError):
        pass
    perhatian(f"{path} tidak dapat dibaca lagi atau diubah orang, dan ditulis baru; laporan lain di triwulan ini tidak lagi tercatat: susun semua laporannya.")
    return {"laporan": {}}
