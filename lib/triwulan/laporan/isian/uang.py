"""What the budget sheets share: which accounts a scope has, and the programme tree above them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from triwulan.laporan.isian.model import Bahan
from triwulan.office import anggaran, kode, periode
from triwulan.office.data import Data, ingat
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


@ingat
def _tertulis(data: Data, lingkup: str, tahun: int) -> dict[str, dict[Rekening, Fraction]]:
    """A year's rows of a scope by stage, those of 0 too."""
    hasil: dict[str, dict[Rekening, Fraction]] = {"murni": {}, "perubahan": {}}
    rows = data["pagu"]
    for r in rows[(rows["lingkup"] == lingkup) & (rows["tahun"] == tahun)].itertuples():
        hasil[r.tahap][r.kode, r.akun] = r.nilai
    return hasil


def murni(b: Bahan, lingkup: str) -> dict[Rekening, Fraction]:
    """The year's first budgets of a scope; 0 of an account that is not budgeted any more."""
    return _tertulis(b.data, lingkup, b.parameter.tahun)["murni"]


def berubah(b: Bahan, lingkup: str) -> bool:
    """Whether the budgets of a scope have been changed in the year: what they were before is then settled."""
    return bool(_tertulis(b.data, lingkup, b.parameter.tahun)["perubahan"])


def berpagu(b: Bahan, lingkup: str) -> bool:
    """Whether a scope has any budget of the year."""
    return bool(pagu(b, lingkup))


def belum(b: Bahan, lingkup: str) -> tuple[Rekening, ...]:
    """Last year's accounts whose budget of this year is asked for: everything the office has not answered yet."""
    return anggaran.belum_diputuskan(b.data, lingkup, b.parameter.tahun)


def ditanya(b: Bahan) -> bool:
    """Whether the year's budgets are still asked for: nothing else can be entered before them."""
    return any(belum(b, lk) for lk in lingkup(b))


def lama(b: Bahan, lingkup: str) -> anggaran.Rekening:
    """Last year's budgets of a scope as they stood in the end."""
    return _pagu(b.data, lingkup, periode.tahunan(b.parameter.tahun - 1), "perubahan")


def total(rekening: anggaran.Rekening) -> Fraction | None:
    """What a scope's programmes add up to: of each its own amount where it has one; None where one is not known."""
    return anggaran.jumlah(rekening, *dict.fromkeys(kode.potong(k, 3) for k, _ in rekening if "+" not in k)).nilai


def rekening(b: Bahan, lingkup: str) -> list[Rekening]:
    """The accounts that a scope reports on or may yet: those with a budget, if only of 0, last year's that nothing is known of yet,
    and what this quarter's spending is known of under several codes together."""
    p, rows = b.parameter, b.data["realisasi_rp"]
    ada = {*pagu(b, lingkup), *murni(b, lingkup), *belum(b, lingkup)}
    nyata = [r for r in rows[(rows["lingkup"] == lingkup) & (rows["tahun"] == p.tahun)].itertuples() if "+" not in r.kode or r.periode.akhir == p.periode.akhir]
    return sorted({*ada, *((r.kode, r.akun) for r in nyata)}, key=lambda r: (r[0].split("+")[0], "+" in r[0], r))


def baru(b: Bahan, lingkup: str) -> list[tuple[str, str]]:
    """(id, stage) of the rows for accounts that are new: budgets of the year's beginning until they are changed, changed ones once
    there are any."""
    tahap = ["perubahan"] * 5 if berubah(b, lingkup) else ["murni"] * 3 + ["perubahan"] * 3 if berpagu(b, lingkup) else ["murni"] * 5
    return [(id_baru(lingkup, n), t) for n, t in enumerate(tahap, 1)]


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
