"""What stands around a wrong figure: whence it may have been copied, the further rows of its code, the scale of its column."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from triwulan.form.audit.cetak import Tercetak
from triwulan.form.audit.sebab import Lain
from triwulan.form.audit.temuan import Temuan
from triwulan.form.audit.turunan import Kunci, Turunan
from triwulan.form.nilai import Nilai

if TYPE_CHECKING:
    from triwulan.form.audit.periksa import Audit


def sekitar(audit: Audit, kunci: Kunci) -> list[Lain]:
    """Printed and computed figures that a wrong one may have been copied from: the row's other columns, then other rows,
    nearest first."""
    baris, key = kunci
    hasil = []
    for k in list(audit.kolom)[: list(audit.kolom).index(key)]:
        # Only columns before it and of the same unit: a percent is no copy of rupiah.
        if audit.satuan((baris, k)) == audit.satuan(kunci) and (n := audit.tercetak((baris, k)).nilai):
            hasil.append(Lain("salin-kolom", audit.sebut((baris, k), baris_juga=False), n))
    urut = list(audit.baris)
    dekat = sorted((b for b in urut if b != baris), key=lambda b: abs(urut.index(b) - urut.index(baris)))
    for b in dekat:
        for n in dict.fromkeys((audit.tercetak((b, key)).nilai, sel.nilai if (sel := audit.sel((b, key))) else None)):
            if n:
                hasil.append(Lain("salin-baris", b, n, baris.startswith(b) or abs(urut.index(b) - urut.index(baris)) == 1))
    return hasil


def saudara(audit: Audit, kunci: Kunci, nilai: Nilai, kita: bool = False) -> str:
    """The row of another indicator of the same code that holds a figure: as printed, or as it should be (`kita`)."""
    baris, key = kunci
    for b in audit.baris:
        if b != baris and b.partition("~")[0] == baris.partition("~")[0] and nilai:
            lain = ((sel := audit.sel((b, key))) and sel.nilai) if kita else audit.tercetak((b, key)).nilai
            if lain == nilai:
                return b
    return ""


def dari_skala(audit: Audit, p: Tercetak, turunan: Turunan) -> Temuan | None:
    """The operand printed in the wrong scale that a figure was made from as it was meant: 0,50 where 50 is printed."""
    akar = {o: t for o in turunan.operan if (t := audit.satu(o)) and t.jenis == "skala" and audit.tercetak(o).nilai}
    nilai = {o: audit.tercetak(o).nilai * (100 if t.dihitung and abs(Fraction(t.dihitung)) > abs(audit.tercetak(o).nilai) else Fraction(1, 100)) for o, t in akar.items()}
    cocok = akar and p.sama(turunan.hitung({o: audit.nilai.get(o) for o in turunan.operan} | nilai))
    return next(iter(akar.values())) if cocok else None


def seragam(audit: Audit, kunci: Kunci) -> bool:
    """Whether a whole column of percents is written in fractions without a sign: a way of writing, not a slip."""
    angka = [b.sel[kunci[1]].angka for b in audit.cetak.baris if kunci[1] in b.sel and b.sel[kunci[1]].angka.nilai]
    return len(angka) > 1 and audit.satuan(kunci) == "%" and all(not a.persen and abs(a.nilai) <= Fraction(3, 2) for a in angka)


def meleset(audit: Audit, kunci: Kunci) -> Fraction:
    """By how much a printed figure is off; an empty cell by all of it."""
    return abs(((sel := audit.sel(kunci)) and sel.nilai or 0) - (audit.tercetak(kunci).nilai or 0))
