"""Whether an LRA adds up: each row in itself, each parent against the rows below it, the totals at the end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from triwulan.laporan.masuk.lra import rekening
from triwulan.laporan.masuk.lra.kolom import NAMA, RUPIAH
from triwulan.laporan.masuk.lra.rekening import Rekening
from triwulan.laporan.masuk.lra.tabel import Baris, Tabel
from triwulan.laporan.masuk.lra.tulis import ribuan
from triwulan.office.masalah import Masalah

SERATUS = Fraction(100)


@dataclass
class Simpul:
    """A row with the rows below it: those of the same programme code, and those of codes below that."""

    baris: Baris
    anak: list[Simpul] = field(default_factory=list)

    @property
    def kelompok(self) -> list[list[Simpul]]:
        """Children that must each, together, give the parent: its accounts, and its programmes or sub kegiatan."""
        sama = [a for a in self.anak if a.baris.kode[0] == self.baris.kode[0]]
        bawah = [a for a in self.anak if a.baris.kode[0] != self.baris.kode[0]]
        return [g for g in (sama, bawah) if g]


def susun(baris: Sequence[Baris]) -> list[Simpul]:
    """The rows as trees: each under the nearest row that both its codes belong to."""
    semua = {b.kode: Simpul(b) for b in baris}
    atas = []
    for kode, s in semua.items():
        induk = max((k for k in _di_atas(kode) if k in semua), key=lambda k: (k[0].count(".") + bool(k[0]), len(k[1])), default=None)
        (atas if induk is None else semua[induk].anak).append(s)
    return atas


def _di_atas(kode: Rekening) -> Iterator[Rekening]:
    """The codes that a row may stand under."""
    def naik(k: str) -> list[str]:
        bagian = k.split(".") if k else []
        return [".".join(bagian[:n]) for n in range(len(bagian), -1, -1)]

    for p in naik(kode[0]):
        for a in naik(kode[1]):
            if (p, a) != kode:
                yield p, a
    if not kode[1]:
        yield "", "5"


def simpul(pohon: Sequence[Simpul]) -> Iterator[Simpul]:
    """All of them, parents first."""
    for s in pohon:
        yield s
        yield from simpul(s.anak)


def periksa_baris(b: Baris) -> list[Masalah]:
    """What does not hold within a row: s/d = lalu + ini, percent, rest."""
    masalah, v = [], b.nilai
    if _ada(v, "5a", "5b", "5c") and b.rp("5a") + b.rp("5b") != b.rp("5c"):
        masalah.append(_salah(b, "5c", f"bulan lalu {ribuan(b.rp('5a'))} + bulan ini {ribuan(b.rp('5b'))} = {ribuan(b.rp('5a') + b.rp('5b'))}"))
    if _ada(v, "4", "5c", "7") and b.rp("4") - b.rp("5c") != b.rp("7"):
        masalah.append(_salah(b, "7", f"anggaran {ribuan(b.rp('4'))} − s/d bulan ini {ribuan(b.rp('5c'))} = {ribuan(b.rp('4') - b.rp('5c'))}"))
    if _ada(v, "4", "5c", "6"):
        persen = b.rp("5c") / b.rp("4") * SERATUS if b.rp("4") else Fraction(0)
        if abs(persen - v["6"]) > b.ulp["6"] / 2:
            masalah.append(_salah(b, "6", f"s/d bulan ini {ribuan(b.rp('5c'))} ÷ anggaran {ribuan(b.rp('4'))} × 100 = {ribuan(Fraction(round(persen * 100), 100))}" if b.rp("4") else "0,00 karena anggarannya 0"))
    return masalah


def periksa_induk(s: Simpul) -> list[tuple[Masalah, dict[str, Fraction]]]:
    """Parents whose figures are not the sum of what stands below them; with how much each column has beyond it."""
    hasil = []
    for anak in s.kelompok:
        selisih = {k: d for k in RUPIAH if s.baris.nilai.get(k) is not None and (d := s.baris.rp(k) - sum((a.baris.rp(k) for a in anak), Fraction(0)))}
        if selisih:
            k = next(iter(selisih))
            rinci = "; ".join(f"{NAMA[k]} {ribuan(s.baris.rp(k))}, jumlah di bawahnya {ribuan(s.baris.rp(k) - d)}, selisih {ribuan(d)}" for k, d in selisih.items())
            bawah = f"jumlah {len(anak)} baris di bawahnya ({rekening.sebut(anak[0].baris.kode)} …)" if len(anak) > 1 else f"satu-satunya baris di bawahnya ({rekening.sebut(anak[0].baris.kode)})"
            hasil.append((Masalah(s.baris.letak[k], f"{_nama(s.baris)} tidak sama dengan {bawah}: {rinci}"), selisih))
    return hasil


def periksa_jumlah(tabel: Tabel, pohon: Sequence[Simpul]) -> list[Masalah]:
    """The total rows against the rows."""
    dari = {g: _jumlahkan([s.baris for s in pohon if g in ("5", "") and not s.baris.kode[1] or s.baris.kode[1][:1] == g]) for g in ("4", "5")}
    dari["surplus"] = {k: dari["4"][k] - dari["5"][k] for k in RUPIAH}
    masalah = []
    for jenis, b in tabel.jumlah.items():
        beda = {k: dari[jenis][k] for k in RUPIAH if b.nilai.get(k) is not None and b.rp(k) != dari[jenis][k]}
        masalah += [_salah(b, k, f"dari baris-barisnya {ribuan(v)}") for k, v in beda.items()]
        if b.nilai.get("6") is not None:
            persen = dari[jenis]["5c"] / dari[jenis]["4"] * SERATUS if dari[jenis]["4"] else Fraction(0)
            if abs(persen - b.nilai["6"]) > b.ulp["6"] / 2:
                masalah.append(_salah(b, "6", f"dari baris-barisnya {ribuan(Fraction(round(persen * 100), 100))}"))
    return masalah


def _jumlahkan(baris: Sequence[Baris]) -> dict[str, Fraction]:
    return {k: sum((b.rp(k) for b in baris), Fraction(0)) for k in RUPIAH}


def _ada(v: Mapping[str, Fraction | None], *key: str) -> bool:
    return all(k in v for k in key) and v[key[-1]] is not None


def _salah(b: Baris, key: str, seharusnya: str) -> Masalah:
    return Masalah(b.letak[key], f"{NAMA[key]} {_nama(b)} seharusnya {seharusnya}", None, "", ribuan(b.rp(key)))


def _nama(b: Baris) -> str:
    return f"{rekening.sebut(b.kode)} {b.uraian}" if b.tertulis else b.uraian
