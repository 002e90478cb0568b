"""The start page `index.html` over everything in the output folder. It shows what stands there and computes nothing but where
the points of a small curve lie."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import jinja2
from babel.dates import format_date
from markupsafe import Markup

from triwulan.form.table import anchor
from triwulan.press import gaya
from triwulan.press.terbitan import DIJAWAB, FORMAT, HALAMAN, LEDGER, ROMAWI, TEMUAN, Angka, Terbitan, Triwulan, Unit, baca

TEMPLATES = Path(__file__).parent / "export" / "templates"
#: Levels of findings, worst first: the keys of form.audit.temuan.TINGKAT, which this wing does not know; a test compares.
TINGKAT = ("salah", "silang", "label", "warisan", "pembulatan", "catatan")
#: The state of a quarter with which nothing is left to do.
BERES = [("beres", "selesai")]
#: Width and height of a curve, and the room around it in which its points have place.
LEBAR, TINGGI, TEPI = 72, 22, 3


@dataclass(frozen=True)
class Percik:
    """A figure over the quarters of a year as a small curve: lines through neighbouring quarters, points, the same in words."""

    singkat: str
    teks: str
    garis: tuple[str, ...]
    titik: tuple[tuple[str, str], ...]


def perbarui(akar: Path) -> tuple[str, ...]:
    """Writes the start page of an output folder anew, in one step. Returns what could not be read, a line each. Raises
    OSError when the folder cannot be read or written."""
    terbitan = baca(akar)
    isi = halaman(terbitan).encode("utf-8")
    with tempfile.TemporaryDirectory(prefix=f".{HALAMAN}-", dir=akar) as folder:
        (Path(folder) / HALAMAN).write_bytes(isi)
        os.replace(Path(folder) / HALAMAN, akar / HALAMAN)
    return tuple(f"{tempat}: {sebab}" for tempat, sebab in terbitan.rusak)


def halaman(terbitan: Terbitan) -> str:
    """The page as text; every value is escaped by the template."""
    lingkungan = jinja2.Environment(loader=jinja2.FileSystemLoader(TEMPLATES), autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    lingkungan.globals.update(jangkar=anchor, keadaan=keadaan, percik=percik, tanggal=lambda d: format_date(d, "d MMMM y", locale="id_ID"), tingkat=tingkat, per_tahun=per_tahun)
    gaya_ = Markup(gaya.css() + (TEMPLATES / "portal.css").read_text("utf-8"))
    arti = dict.fromkeys((a.sorotan.singkat, a.sorotan.nama, a.sorotan.arti) for u in terbitan.unit for t in u.triwulan for a in t.angka)
    catatan = dict.fromkeys(a.sorotan.catatan for u in terbitan.unit for t in u.triwulan for a in t.angka if a.sorotan.catatan)
    return lingkungan.get_template("portal.html.j2").render(
        terbitan=terbitan, tahun=sorted({t.tahun for u in terbitan.unit for t in u.triwulan}, reverse=True), arti=arti, catatan=catatan, kurang=kurang(terbitan), gaya=gaya_,
        format=FORMAT, sebutan={LEDGER: "buku angka semua laporan", TEMUAN: "seluruh temuan pemeriksaan"}, romawi=ROMAWI, dijawab=DIJAWAB, ukuran={"lebar": LEBAR, "tinggi": TINGGI, "atas": TEPI},
    )


def per_tahun(unit: Unit, tahun: int) -> dict[int, Triwulan]:
    """An office's quarters of a year, by number."""
    return {t.ke: t for t in unit.triwulan if t.tahun == tahun}


def kurang(terbitan: Terbitan) -> list[tuple[Unit, Triwulan]]:
    """The quarters with which somebody still has something to do, newest first."""
    semua = [(u, t) for u in terbitan.unit for t in u.triwulan if t.keadaan.kurang.jumlah or keadaan(t) != BERES]
    return sorted(semua, key=lambda x: (-x[1].tahun, -x[1].ke))


def keadaan(t: Triwulan) -> list[tuple[str, str]]:
    """(kind, words) of all that is to be said of a quarter's state; `awas` is what somebody has to see to."""
    kosong = t.keadaan.kurang.jumlah
    out = [("awas", f"{len(x)} laporan {kata}") for x, kata in ((t.gagal, "gagal"), (t.belum, "belum disusun"), (t.lepas, "tidak tercatat")) if x]
    if t.draf:
        return [*out, ("awas", "draf" + (f", kurang {kosong} isian" if kosong else ""))]
    return out or BERES


def tingkat(temuan: dict) -> list[str]:
    """The levels that occur in a quarter's findings, worst first; a level unknown here comes last."""
    ada = {k for n in temuan.values() for k in n} - {DIJAWAB}
    return [*(k for k in TINGKAT if k in ada), *sorted(ada - {*TINGKAT})]


def percik(triwulan: dict[int, Triwulan]) -> list[Percik]:
    """A curve for each headline figure of a year."""
    nama = dict.fromkeys((a.sorotan.singkat, a.sorotan.nama) for t in triwulan.values() for a in t.angka)
    return [_percik(*n, [next((a for a in triwulan[k].angka if (a.sorotan.singkat, a.sorotan.nama) == n), None) if k in triwulan else None for k in range(1, 5)]) for n in nama]


def _percik(singkat: str, nama: str, angka: Sequence[Angka | None]) -> Percik:
    """The full height is 100, more where a value is more; a quarter without a value is a gap."""
    nilai = [a.nilai if a else None for a in angka]
    puncak = max(Fraction(100), *(n for n in nilai if n is not None)) if any(n is not None for n in nilai) else Fraction(100)
    titik = [None if n is None else (f"{TEPI + (LEBAR - 2 * TEPI) * x / 3:.1f}", f"{float(TINGGI - TEPI - (TINGGI - 2 * TEPI) * max(n, 0) / puncak):.1f}") for x, n in enumerate(nilai)]
    garis = [f"{a[0]},{a[1]} {b[0]},{b[1]}" for a, b in zip(titik, titik[1:]) if a and b]
    teks = "; ".join(f"TW {ROMAWI[x]} {a.tampil if a and a.nilai is not None else 'belum ada'}" for x, a in enumerate(angka))
    return Percik(singkat, f"{nama}: {teks}", tuple(garis), tuple(t for t in titik if t))
