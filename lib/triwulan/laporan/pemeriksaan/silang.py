"""The same quantity printed in two places, and the two scopes of one office against each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from triwulan.form.angka import desimal, penuh
from triwulan.form.audit.cetak import TabelCetak, Tercetak
from triwulan.form.audit.temuan import Temuan
from triwulan.laporan.pemeriksaan.besaran import PERSEN, Besaran

#: An office cannot have done more than itself and its kelurahan together.
BAGIAN = ("K", "pagu", "realisasi")
KANTOR, SELURUH = "kecamatan", "kecamatan+kelurahan"
#: (address, figure, value and last digit in percent where it is a quotient) of a place.
Cetakan = tuple[str, Tercetak, Fraction, Fraction]
Tempat = dict[tuple[str, str, str], list[Cetakan]]


def tercetak(cetakan: Mapping[tuple[str, str], TabelCetak], besaran: Besaran) -> Tempat:
    """(quantity, row, scope) → each place that prints it."""
    hasil: Tempat = {}
    for kunci, cetak in cetakan.items():
        lingkup = besaran.lingkup.get(kunci, "")
        for b in cetak.baris:
            if b.jenis != "data" or not lingkup:
                continue
            for key, sel in b.sel.items():
                kolom, _, bagian = key.partition("/")
                column = cetak.form.by_id[kolom]
                nama = column.besaran_of(bagian)
                if nama and sel.angka.nilai is not None:
                    kali = 100 if column.unit == "rasio" and nama in PERSEN else 1
                    hasil.setdefault((nama, b.id, lingkup), []).append((cetak.alamat(b.id, key), sel.angka, sel.angka.nilai * kali, sel.angka.ulp * kali))
    return hasil


def bukti(temuan: Sequence[Temuan], tempat: Tempat) -> list[Temuan]:
    """The findings with the places that print the right figure, or the same wrong one, as further evidence."""
    di = {x[0]: kunci for kunci, semua in tempat.items() for x in semua}
    return [replace(t, bukti="; ".join(x for x in (t.bukti, *_tempat_lain(t, tempat.get(di.get(t.alamat, ("", "", "")), []))) if x)) if t.tingkat == "salah" and t.dihitung else t for t in temuan]


def _tempat_lain(t: Temuan, semua: Sequence[Cetakan]) -> Iterator[str]:
    ini = next((x for x in semua if x[0] == t.alamat), None)
    if ini is None:
        return
    benar = Fraction(t.dihitung) * (ini[2] / ini[1].nilai if ini[1].nilai else 1)
    for kata, cocok in (("tercetak", lambda x: abs(x[2] - benar) <= x[3] / 2), ("sama keliru dengan", lambda x: x[2] == ini[2])):
        lain = [f"{c.teks} di {a}" for a, c, n, ulp in semua if a != t.alamat and cocok((a, c, n, ulp))]
        if lain:
            yield f"{kata} {', '.join(lain[:3])}" + (f" dan {len(lain) - 3} tempat lain" if len(lain) > 3 else "")


def beda(tempat: Tempat, sudah: set[str]) -> Iterator[Temuan]:
    """Places that disagree on a figure, of which none is found wrong already."""
    for (besaran, baris, _), semua in tempat.items():
        if any(x[0] in sudah for x in semua):
            continue
        acuan = min(semua, key=lambda x: x[3])
        for a, c, n, ulp in semua:
            if abs(n - acuan[2]) > max(ulp, acuan[3]):
                yield Temuan(
                    a, "silang", "silang", c.teks, "", desimal(n - acuan[2]), f"berbeda dengan {acuan[0]}", f"di sana tercetak {acuan[1].teks}",
                    f"silang:{besaran}:{baris}",
                )


def lingkup(tempat: Tempat, besaran: Besaran, sudah: set[str]) -> Iterator[Temuan]:
    """The office alone against the office with its kelurahan: a part is not more than the whole; what has the same budget in
    both has no share of the kelurahan, so that its performance is the same. What is found wrong already is not asked."""
    for (nama, baris, s), semua in tempat.items():
        kantor, seluruh = ([x for x in isi if x[0] not in sudah] for isi in (semua, tempat.get((nama, baris, SELURUH), [])))
        if s != KANTOR or not kantor or not seluruh:
            continue
        (a, c, n, _), (b, d, m, _) = kantor[0], seluruh[0]
        pagu = [besaran.nilai.get(("pagu", baris, x)) for x in (KANTOR, SELURUH)]
        if nama in ("K", "capaian") and pagu[0] is not None and pagu[0] == pagu[1] and abs(n - m) > max(kantor[0][3], seluruh[0][3]):
            sebab = "tidak ada bagian kelurahan (pagunya sama di kedua lingkup), tetapi kinerjanya berbeda"
        elif nama in BAGIAN and n > m and not (c.persen or d.persen) and besaran.nilai.get(("target", baris, SELURUH)) != 100:
            sebab = "kantor saja lebih besar daripada kantor beserta kelurahan"
        else:
            continue
        yield Temuan(b, "silang", "silang", d.teks, "", desimal(m - n), sebab, f"{a} tercetak {c.teks} ({penuh(n)} terhadap {penuh(m)})", f"silang:{nama}:{baris}")
