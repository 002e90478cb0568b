"""Printed grades against the scale: of the figure they stand beside, and, where they do not fit, of which figure they are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

from triwulan.form.angka import desimal, penuh
from triwulan.form.audit.cetak import BarisCetak, TabelCetak
from triwulan.form.audit.temuan import Temuan
from triwulan.form.nilai import Nilai
from triwulan.form.table import Tabel

#: (name, value) of other figures that a grade may be of.
Lain = Callable[[str], Sequence[tuple[str, Nilai]]]


def periksa(cetak: TabelCetak, kita: Tabel | None, nilai_: Callable[[Nilai], str], lain: Lain = lambda baris: ()) -> Iterator[Temuan]:
    """The findings in the grades of a table. `nilai_` is the scale; `lain(row)` other figures of the row."""
    for kolom in (c for c in cetak.form.columns if c.menilai):
        for b in cetak.baris:
            if teks := b.teks.get(kolom.id, "").rstrip("*"):
                yield from _satu(cetak, b, kolom.id, teks, _nilai(cetak, kita, b, kolom.menilai), nilai_, lambda baris, b=b, k=kolom: (*lain(baris), *_uang(b, k.menilai)))


def _nilai(cetak: TabelCetak, kita: Tabel | None, baris, key: str) -> Nilai:
    """The graded figure: as computed from data where that is known, else as printed."""
    if kita is not None and baris.id in kita.by_id:
        return kita.sel(baris.id, key).nilai
    return baris.sel[key].angka.nilai if key in baris.sel else None


def _uang(baris: BarisCetak, key: str) -> Sequence[tuple[str, Nilai]]:
    """The money beside a graded performance, as printed."""
    sel = baris.sel.get(key.replace("/K", "/Rp")) if "/" in key else None
    return [("dari serapan anggaran tercetak", sel.angka.nilai)] if sel else []


def _satu(cetak: TabelCetak, b: BarisCetak, kolom: str, teks: str, nilai: Nilai, nilai_: Callable[[Nilai], str], lain: Lain) -> Iterator[Temuan]:
    if teks.lower() == nilai_(nilai).lower() or teks == "-" and nilai is None:
        return
    baris, alamat = b.id, cetak.alamat(b.id, kolom)
    sendiri = "tidak ada kinerja yang dapat dinilai" if nilai is None else f"nilai {penuh(_bulat(nilai))} % berpredikat {nilai_(nilai)}"
    if nilai is None and not any(n and nilai_(n).lower() == teks.lower() for _, n in lain(baris)):
        yield Temuan(alamat, "predikat", "salah", teks, "", sebab="ada predikat, padahal tidak ada nilainya", bukti="tanpa realisasi atau target tidak ada predikat", tempat=b.tempat, kelompok=f"predikat:tanpa-nilai:{cetak.laporan}")
        return
    dari = next((f"{nama} {penuh(n)} %" for nama, n in lain(baris) if n is not None and n != nilai and nilai_(n).lower() == teks.lower()), "")
    nama = dari.rsplit(" ", 2)[0] if dari else ""
    yield Temuan(
        alamat, "predikat", "salah", teks, nilai_(nilai), sebab=f"predikat {nama}" if dari else "predikat tidak sesuai nilainya",
        bukti=sendiri + (f"; {dari} berpredikat {teks}" if dari else ""),
        tempat=b.tempat, kelompok=f"predikat:{nama.replace(' ', '-') or 'lain'}:{cetak.laporan}",
    )


def _bulat(nilai: Fraction) -> Fraction:
    return Fraction(desimal(Fraction(round(nilai * 100), 100)))
