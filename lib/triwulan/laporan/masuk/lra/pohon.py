"""Whether an LRA adds up: each row in itself, each parent against the rows below it, the totals at the end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from triwulan.form.angka import bulat
from triwulan.laporan.masuk.lra import rekening
from triwulan.laporan.masuk.lra.kolom import NAMA, RUPIAH
from triwulan.laporan.masuk.lra.rekening import Rekening
from triwulan.laporan.masuk.lra.tabel import Baris, Tabel
from triwulan.laporan.masuk.lra.tulis import ribuan
from triwulan.office.masalah import Masalah

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


@dataclass(frozen=True)
class Beda:
    """Something that does not hold, and by which one cell it would: (code, column) → the figure there, None any that fits.
    `kurang`: by how much a parent exceeds what stands below it, column by column."""

    masalah: Masalah
    obat: Mapping[tuple[Rekening, str], Fraction | None]
    atas: Rekening | None = None
    kurang: Mapping[str, Fraction] = field(default_factory=dict)


def periksa(tabel: Tabel, pohon: Sequence[Simpul]) -> list[Beda]:
    """Everything that does not add up, from the top."""
    hasil = []
    for s in simpul(pohon):
        hasil += [*_baris(s.baris), *_induk(s)]
    return hasil + _jumlah(tabel, pohon) + _bagian(tabel, pohon)


def _baris(b: Baris) -> list[Beda]:
    """What does not hold within a row: s/d = lalu + ini, percent, rest."""
    hasil, v, k = [], {key: b.rp(key) for key in NAMA}, b.kode
    if _ada(b, "5a", "5b", "5c") and v["5a"] + v["5b"] != v["5c"]:
        sd = v["5a"] + v["5b"]
        hasil.append(Beda(_salah(b, "5c", f"bulan lalu {ribuan(v['5a'])} + bulan ini {ribuan(v['5b'])} = {ribuan(sd)}"), {(k, "5c"): sd, (k, "5a"): v["5c"] - v["5b"], (k, "5b"): v["5c"] - v["5a"]}))
    if _ada(b, "4", "5c", "7") and v["4"] - v["5c"] != v["7"]:
        hasil.append(Beda(_salah(b, "7", f"anggaran {ribuan(v['4'])} − s/d bulan ini {ribuan(v['5c'])} = {ribuan(v['4'] - v['5c'])}"), {(k, "7"): v["4"] - v["5c"], (k, "4"): v["7"] + v["5c"], (k, "5c"): v["4"] - v["7"]}))
    if _ada(b, "4", "5c", "6") and abs((persen := _persen(v)) - v["6"]) > b.ulp["6"] / 2:
        kata = f"s/d bulan ini {ribuan(v['5c'])} ÷ anggaran {ribuan(v['4'])} × 100 = {ribuan(_dua(persen))}" if v["4"] else "0,00 karena anggarannya 0"
        hasil.append(Beda(_salah(b, "6", kata), {(k, "6"): _dua(persen), (k, "4"): None, (k, "5c"): None}))
    return hasil


def _induk(s: Simpul) -> list[Beda]:
    """A parent whose figures are not the sum of what stands below it."""
    hasil, b = [], s.baris
    for anak in s.kelompok:
        selisih = {k: d for k in RUPIAH if all(_ada(x, k) for x in (b, *(a.baris for a in anak))) and (d := b.rp(k) - sum((a.baris.rp(k) for a in anak), Fraction(0)))}
        if selisih:
            k, d = next(iter(selisih.items()))
            rinci = "; ".join(f"{NAMA[k]} {ribuan(b.rp(k))}, jumlah di bawahnya {ribuan(b.rp(k) - d)}, selisih {ribuan(d)}" for k, d in selisih.items())
            bawah = f"jumlah {len(anak)} baris di bawahnya ({rekening.sebut(anak[0].baris.kode)} …)" if len(anak) > 1 else f"satu-satunya baris di bawahnya ({rekening.sebut(anak[0].baris.kode)})"
            obat = {(b.kode, k): b.rp(k) - d} | {(a.baris.kode, k): a.baris.rp(k) + d for a in anak} if len(selisih) == 1 else {}
            hasil.append(Beda(Masalah(b.letak[k], f"{sebut(b)} tidak sama dengan {bawah}: {rinci}"), obat, b.kode, selisih))
    return hasil


def _jumlah(tabel: Tabel, pohon: Sequence[Simpul]) -> list[Beda]:
    """The total rows against the rows."""
    atas = {g: [s.baris for s in pohon if s.baris.kode[1][:1] in ((g, "") if g == "5" else (g,))] for g in ("4", "5")}
    dari = {g: {k: sum((b.rp(k) for b in bb), Fraction(0)) for k in RUPIAH} for g, bb in atas.items()}
    dari["surplus"] = {k: dari["4"][k] - dari["5"][k] for k in RUPIAH}
    hasil = []
    for jenis, b in tabel.jumlah.items():
        v = dari[jenis]
        for k in (k for k in RUPIAH if b.nilai.get(k) is not None and b.rp(k) != v[k] and all(_ada(x, k) for bb in atas.values() for x in bb)):
            tanda = -1 if jenis == "surplus" else 1
            hasil.append(Beda(_salah(b, k, f"dari baris-barisnya {ribuan(v[k])}"), {(b.kode, k): v[k]} | {(x.kode, k): x.rp(k) + tanda * (b.rp(k) - v[k]) for x in atas["4" if jenis == "4" else "5"]}))
        if b.nilai.get("6") is not None and abs((persen := _persen(v)) - b.nilai["6"]) > b.ulp["6"] / 2:
            hasil.append(Beda(_salah(b, "6", f"dari baris-barisnya {ribuan(_dua(persen))}"), {(b.kode, "6"): _dua(persen)} | {(x.kode, k): None for x in atas["5"] for k in ("4", "5c")}))
    return hasil


def _bagian(tabel: Tabel, pohon: Sequence[Simpul]) -> list[Beda]:
    """Totals among the rows: each repeats a row that it stands below."""
    semua, hasil = {s.baris.kode: s.baris for s in simpul(pohon)}, []
    for b, sebelum in tabel.bagian:
        atas = [semua[k] for k in _di_atas(sebelum) if k in semua]
        if not any(all(b.nilai.get(k) is None or b.rp(k) == a.rp(k) for k in RUPIAH) for a in atas):
            dekat = [a for a in atas if sum(b.nilai.get(k) is not None and b.rp(k) != a.rp(k) for k in RUPIAH) == 1]
            if dekat:
                k = next(k for k in RUPIAH if b.rp(k) != dekat[0].rp(k) and b.nilai.get(k) is not None)
                hasil.append(Beda(_salah(b, k, f"seperti {sebut(dekat[0])}, {ribuan(dekat[0].rp(k))}"), {}))
            else:
                hasil.append(Beda(Masalah(b.tempat, f"baris jumlah {b.uraian} tidak sama dengan baris induk mana pun di atasnya; betulkan menurut aslinya"), {}))
    return hasil


def _persen(v: Mapping[str, Fraction]) -> Fraction:
    return v["5c"] / v["4"] * 100 if v["4"] else Fraction(0)


def _dua(persen: Fraction) -> Fraction:
    return Fraction(bulat(persen, 2))


def _ada(b: Baris, *key: str) -> bool:
    """Whether figures stand there and can be read; what is empty is nil, but an empty rest or percent says nothing."""
    return all(k in b.nilai and k not in b.tak_terbaca for k in key) and (key[-1] == "5b" or b.nilai[key[-1]] is not None or len(key) == 1)


def _salah(b: Baris, key: str, seharusnya: str) -> Masalah:
    return Masalah(b.letak[key], f"{NAMA[key]} {sebut(b)} seharusnya {seharusnya}", None, "", ribuan(b.rp(key)))


def sebut(b: Baris) -> str:
    """A row as messages call it."""
    return f"{rekening.sebut(b.kode)} {b.uraian}" if b.tertulis else b.uraian
