"""Which figures differ between two ledgers, and which input moved them.

A ledger tells what a figure was made from, not what a row of data holds. So a row is known to have moved only where a changed
figure has nothing else that could have moved it; from there its effect is followed upwards, from operand to figure.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Mapping
from dataclasses import dataclass

from triwulan.form.buku_angka import Angka

Buku = Mapping[str, Angka]
#: The part of a row's key that says when: 2025-tw2, sd-2025-tw2, 2025-04, 2025-01..2025-05, 2025, 2025-09-30.
WAKTU = re.compile(r"(sd-)?\d{4}(-tw[1-4]|-\d\d(\.\.\d{4}-\d\d|-\d\d)?)?")


@dataclass(frozen=True, order=True)
class Masukan:
    """A reference as the old and as the new ledger have it: the same in both, one that took the other's place (the next
    quarter's row), or "" where only the other ledger has it."""

    lama: str
    baru: str


@dataclass(frozen=True, order=True)
class Sebab:
    """Why figures changed. `jenis`:
    masukan: the one input in `masukan` · salah-satu: at least one of them · cara-hitung: the formula `lama` became `baru`, or the
    operands in `masukan` came and went · satuan: `lama` became `baru` · tidak-tercatat: the ledgers hold no reason ·
    cetak: the same value is printed differently · angka-baru, angka-hilang: the figure stands in one ledger only.
    `tempat`: the table, or the column in it, where the reason belongs to one."""

    jenis: str
    masukan: tuple[Masukan, ...] = ()
    tempat: str = ""
    lama: str = ""
    baru: str = ""


@dataclass(frozen=True)
class Beda:
    """One figure that differs; `bersama` are the numbers (from 1) of the other groups that moved it too."""

    alamat: str
    lama: Angka | None
    baru: Angka | None
    bersama: tuple[int, ...] = ()


@dataclass(frozen=True)
class Kelompok:
    """A reason with the figures counted under it. `menggerakkan`: how many it moved, those under an earlier group included."""

    sebab: Sebab
    menggerakkan: int
    angka: tuple[Beda, ...]


@dataclass(frozen=True)
class Banding:
    """`diperiksa`: figures that stand in both ledgers; `berubah`: those of them whose value or unit differs. Groups by how many
    figures they moved, largest first, then print, new and gone; every figure that differs stands in exactly one of them."""

    diperiksa: int
    berubah: int
    kelompok: tuple[Kelompok, ...]


def banding(lama: Buku, baru: Buku) -> Banding:
    """Compares two ledgers, each a mapping of address to figure as `buku_angka.baca` returns it."""
    kedua = [a for a in baru if a in lama]
    berubah = [a for a in kedua if (lama[a].nilai, lama[a].satuan) != (baru[a].nilai, baru[a].satuan)]
    gerak = _sebab(lama, baru, berubah)
    # Not moved, but they differ for a reader: these explain nothing and are explained by nothing.
    lain: dict[Sebab, list[str]] = defaultdict(list)
    for a in kedua:
        if a not in gerak and lama[a].tampil != baru[a].tampil:
            lain[Sebab("cetak", tempat=_kolom(baru[a]))].append(a)
    for jenis, buku, seberang in (("angka-baru", baru, lama), ("angka-hilang", lama, baru)):
        for a in buku:
            if a not in seberang:
                lain[Sebab(jenis, tempat=f"{buku[a].laporan}/{buku[a].tabel}")].append(a)
    kelompok = _kelompok(lama, baru, gerak) + [
        Kelompok(s, len(isi), tuple(Beda(a, lama.get(a), baru.get(a)) for a in isi))
        for s, isi in sorted(lain.items(), key=lambda p: (("cetak", "angka-baru", "angka-hilang").index(p[0].jenis), -len(p[1]), p[0]))
    ]
    return Banding(len(kedua), len(berubah), tuple(kelompok))


def _kelompok(lama: Buku, baru: Buku, gerak: dict[str, set[Sebab]]) -> list[Kelompok]:
    """Reasons as groups; a figure with several stands under the one that moved most, and names the others."""
    jumlah: dict[Sebab, int] = defaultdict(int)
    for sebab in gerak.values():
        for s in sebab:
            jumlah[s] += 1
    nomor = {s: n for n, s in enumerate(sorted(jumlah, key=lambda s: (-jumlah[s], s)), 1)}
    isi: dict[int, list[Beda]] = defaultdict(list)
    for a, sebab in gerak.items():
        pertama, *bersama = sorted(nomor[s] for s in sebab)
        isi[pertama].append(Beda(a, lama[a], baru[a], tuple(bersama)))
    return [Kelompok(s, jumlah[s], tuple(isi[n])) for s, n in nomor.items()]


def _sebab(lama: Buku, baru: Buku, berubah: list[str]) -> dict[str, set[Sebab]]:
    """The reasons of each changed figure: its own, and those of the changed figures it is made from."""
    gerak: dict[str, set[Sebab]] = {a: set() for a in berubah}
    masukan = _Masukan(lama, baru, gerak)
    bawah: dict[str, list[str]] = {}
    calon: dict[str, tuple[Masukan, ...]] = {}
    for a in berubah:
        if cara := masukan.cara_hitung(a):
            gerak[a].add(cara)
            continue
        bawah[a] = [r for r in dict.fromkeys(lama[a].rujukan + baru[a].rujukan) if r in gerak and r != a]
        # A unit comes with another operand or with another row (64 Org/3 bln, 64 Org/6 bln); where neither differs it is declared anew.
        if lama[a].satuan == baru[a].satuan or any(m.lama != m.baru for m in masukan.calon(a)):
            calon[a] = masukan.calon(a)
        elif all(lama[b].satuan == baru[b].satuan for b in bawah[a]):
            gerak[a].add(Sebab("satuan", (), _kolom(baru[a]), lama[a].satuan, baru[a].satuan))
    pasti = {m for a, cs in calon.items() if len(cs) == 1 for m in cs if m.lama != m.baru or not bawah[a]}
    for a, cs in calon.items():
        gerak[a] |= {Sebab("masukan", (m,)) for m in cs if m in pasti}
        if cs and not gerak[a] and (not bawah[a] or cs[0].lama != cs[0].baru):
            gerak[a].add(Sebab("salah-satu", cs))
    atas: dict[str, list[str]] = defaultdict(list)
    for a, rujukan in bawah.items():
        for r in rujukan:
            atas[r].append(a)
    _naikkan(gerak, atas)
    for a, sebab in gerak.items():
        if not sebab:
            sebab.add(Sebab("tidak-tercatat", tempat=f"{baru[a].laporan}/{baru[a].tabel}"))
    return gerak


def _naikkan(gerak: dict[str, set[Sebab]], atas: Mapping[str, list[str]]) -> None:
    """Carries each reason to every changed figure above. A file may hold a circle: what has the reason is not visited again."""
    antrean = [(a, s) for a, sebab in gerak.items() for s in sebab]
    while antrean:
        a, s = antrean.pop()
        for b in atas.get(a, ()):
            if s not in gerak[b]:
                gerak[b].add(s)
                antrean.append((b, s))


class _Masukan:
    """The inputs of two ledgers: what came, what went, which row took whose place, and which did not move."""

    def __init__(self, lama: Buku, baru: Buku, berubah: Container[str]):
        self.lama, self.baru, self.berubah = lama, baru, berubah
        self.ada_lama, self.ada_baru = ({r for angka in buku.values() for r in angka.rujukan} for buku in (lama, baru))
        self.selisih = {a: _pasangkan(lama[a].rujukan, baru[a].rujukan) for a in baru if a in lama}
        self.pendahulu: dict[str, str] = {}
        for m in (m for beda in self.selisih.values() for m in beda if m.lama and m.baru):
            self.pendahulu.setdefault(m.baru, m.lama)
        self.penerus = {v: k for k, v in self.pendahulu.items()}
        #: Rows that an unchanged figure shows as they were entered.
        self.diam = {
            baru[a].rujukan[0] for a, beda in self.selisih.items()
            if a not in berubah and not beda and len(baru[a].rujukan) == 1 and lama[a].rumus == baru[a].rumus == ""
        }

    def cara_hitung(self, a: str) -> Sebab | None:
        """The change of the figure's calculation, if it is one: another formula, or operands that no change of inputs explains."""
        lama, baru = self.lama[a], self.baru[a]
        if self._karena_terisi(a) if _tak_dihitung(lama) != _tak_dihitung(baru) else self._karena_waktu(a):
            return None
        if lama.rumus != baru.rumus:
            return Sebab("cara-hitung", (), _kolom(baru), lama.rumus, baru.rumus)
        return Sebab("cara-hitung", self.selisih[a])

    def calon(self, a: str) -> tuple[Masukan, ...]:
        """The inputs that may have moved the figure itself: those that came, went or were replaced, else all that it has and that
        are not known to have kept still."""
        if beda := [m for m in self.selisih[a] if not self._sel(m.lama or m.baru)]:
            return tuple(dict.fromkeys(self._lengkap(m) for m in beda))
        punya = [r for r in self.baru[a].rujukan if not self._sel(r)]
        return tuple(Masukan(r, r) for r in [r for r in punya if r not in self.diam] or punya)

    def _sel(self, rujukan: str) -> bool:
        return rujukan in self.lama and rujukan in self.baru

    def _karena_waktu(self, a: str) -> bool:
        """Nothing but rows of data came and went, and the formula stayed, or came with a further row of the same over time."""
        lama, baru = self.lama[a], self.baru[a]
        return all(self._karena_masukan(a, m) for m in self.selisih[a]) and (lama.rumus == baru.rumus or _satu_dan_beberapa_waktu(lama, baru))

    def _karena_terisi(self, a: str) -> bool:
        """An empty figure was filled, or the reverse: no other calculation if what it is made from came, went or moved."""
        rujukan = [(m.lama or m.baru, m) for m in self.selisih[a]]
        return any(_baris_data(r) or r in self.berubah for r, _ in rujukan) and all(self._sel(r) or self._karena_masukan(a, m) for r, m in rujukan)

    def _karena_masukan(self, a: str, m: Masukan) -> bool:
        """A row was replaced by that of another time, a further time was added or left out, or a row is new or gone as a whole."""
        row = m.lama or m.baru
        if not _baris_data(row) or m.lama and m.baru:
            return _baris_data(row)
        rujukan, seberang = (self.lama[a].rujukan, self.ada_lama) if m.baru else (self.baru[a].rujukan, self.ada_baru)
        return row not in seberang or any(_tanpa_waktu(row) == _tanpa_waktu(r) for r in rujukan)

    def _lengkap(self, m: Masukan) -> Masukan:
        """The same input wherever it is met: a row that takes another's place in one figure is only added in a running total."""
        baru = m.baru or self.penerus.get(m.lama, "")
        return Masukan(self.pendahulu.get(baru, m.lama), baru)


def _pasangkan(lama: tuple[str, ...], baru: tuple[str, ...]) -> tuple[Masukan, ...]:
    """What went and what came, rows of data that differ only in time as one: the earliest with the earliest."""
    hilang, datang = sorted(set(lama) - set(baru)), sorted(set(baru) - set(lama))
    pengganti: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for r in reversed(datang):
        pengganti[_tanpa_waktu(r)].append(r)
    pasangan = [Masukan(r, calon.pop() if _baris_data(r) and (calon := pengganti.get(_tanpa_waktu(r))) else "") for r in hilang]
    sudah = {m.baru for m in pasangan}
    return (*pasangan, *(Masukan("", r) for r in datang if r not in sudah))


def _tak_dihitung(angka: Angka) -> bool:
    return angka.nilai is None and not angka.rumus and not angka.rujukan


def _satu_dan_beberapa_waktu(lama: Angka, baru: Angka) -> bool:
    """One side shows a single row, the other gathers that row over time: the formula of the gathering comes with the second row."""
    sama = {_tanpa_waktu(r) for r in lama.rujukan + baru.rujukan}
    return len(sama) == 1 and min(len(lama.rujukan), len(baru.rujukan)) == 1 < max(len(lama.rujukan), len(baru.rujukan))


def _baris_data(rujukan: str) -> bool:
    return rujukan.startswith("data/") and "#" in rujukan


def _tanpa_waktu(rujukan: str) -> tuple[str, ...]:
    berkas, _, kunci = rujukan.partition("#")
    return (berkas, *("" if WAKTU.fullmatch(k) else k for k in kunci.split("|")))


def _kolom(angka: Angka) -> str:
    """`lkj-camat/3.3 kolom 10`, with its part where it has one."""
    return f"{angka.laporan}/{angka.tabel} kolom {angka.kolom}" + (f"/{angka.bagian}" if angka.bagian else "")
