"""What the budget sheets share: which accounts a scope has, and the programme tree above them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from triwulan.laporan.isian.model import Bahan
from triwulan.office import anggaran, kode, periode
from triwulan.office.data import Data
from triwulan.office.kinerja import ingat
from triwulan.office.penanggung import keuangan

#: The sheet on which spending is entered.
ANGGARAN = "Anggaran"
#: (code, account); "" for an amount that is known for the code alone.
Rekening = tuple[str, str]


def lingkup(b: Bahan) -> list[str]:
    """The scopes that have budgets this year or had them last year."""
    return sorted({lk for lk, t in zip(b.data["pagu"]["lingkup"], b.data["pagu"]["tahun"]) if t in (b.parameter.tahun, b.parameter.tahun - 1)})


@ingat
def _pagu(data: Data, lingkup: str, pada: periode.Periode, tahap: str) -> anggaran.Rekening:
    return anggaran.pagu(data, lingkup, pada, tahap)


def pagu(b: Bahan, lingkup: str, tahap: str = "perubahan") -> anggaran.Rekening:
    """The year's budgets of a scope as of the quarter's end."""
    return _pagu(b.data, lingkup, b.parameter.sampai, tahap)


def berpagu(b: Bahan, lingkup: str) -> bool:
    """Whether a scope has any budget of the year."""
    return bool(pagu(b, lingkup))


def lama(b: Bahan, lingkup: str) -> anggaran.Rekening:
    """Last year's budgets of a scope as they stood in the end."""
    return _pagu(b.data, lingkup, periode.tahunan(b.parameter.tahun - 1), "perubahan")


def total(rekening: anggaran.Rekening) -> Fraction | None:
    """What a scope's programmes add up to: of each its own amount where it has one; None where one is not known."""
    return anggaran.jumlah(rekening, *dict.fromkeys(kode.potong(k, 3) for k, _ in rekening if "+" not in k)).nilai


def rekening(b: Bahan, lingkup: str) -> list[Rekening]:
    """The accounts that a scope reports on: those with a budget, last year's while there is none yet, and what this quarter's
    spending is known of under several codes together."""
    p, rows = b.parameter, b.data["realisasi_rp"]
    ada = pagu(b, lingkup) or lama(b, lingkup)
    nyata = [r for r in rows[(rows["lingkup"] == lingkup) & (rows["tahun"] == p.tahun)].itertuples() if "+" not in r.kode or r.periode.akhir == p.periode.akhir]
    return sorted({*ada, *((r.kode, r.akun) for r in nyata)}, key=lambda r: (r[0].split("+")[0], "+" in r[0], r))


def id_baru(lingkup: str, n: int) -> str:
    """The row of the n-th new account of a scope, the same on every sheet."""
    return f"{lingkup}|baru|{n}"


def milik(b: Bahan, semua: Iterable[Rekening]) -> list[Rekening]:
    """Those that the workbook's post enters."""
    return [r for r in semua if b.milik(keuangan(b.data, b.parameter.tahun, r[0]))]


def pohon(semua: list[Rekening]) -> Iterator[tuple[int, str, str, list[str]]]:
    """(depth, code, account, ids of the rows directly below) of each row, parents first; the id of a row is
    `code|account`. A code with an amount of its own is not the sum of what is below it and names none."""
    ada = {(k, "") for k, a in semua if not a}
    simpul: dict[str, list[str]] = {}
    for k, a in semua:
        atas = [k] if "+" in k else [kode.potong(k, n) for n in (3, 5, 6) if k.count(".") >= n - 1]
        for n, c in enumerate(atas):
            simpul.setdefault(c, [])
            if n and f"{c}|" not in simpul[atas[n - 1]]:
                simpul[atas[n - 1]].append(f"{c}|")
        if a:
            simpul[k].append(f"{k}|{a}")
    for c, anak in simpul.items():
        yield {2: 1, 4: 2, 5: 3}.get(c.count("."), 1) if "+" not in c else 1, c, "", [] if (c, "") in ada else anak
        yield from ((4, c, a, []) for k, a in semua if k == c and a)


def puncak(semua: list[Rekening]) -> list[str]:
    """The ids of the rows that add up to the scope's total."""
    return list(dict.fromkeys(f"{k if '+' in k else kode.potong(k, 3)}|" for k, _ in semua))
