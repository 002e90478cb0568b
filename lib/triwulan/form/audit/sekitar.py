"""What stands around a wrong figure: whence it may have been copied, and the further rows of its code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from triwulan.form.audit.sebab import Lain
from triwulan.form.audit.turunan import Kunci
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
