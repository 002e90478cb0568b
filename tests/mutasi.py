"""Errors planted in correct tables, one at a time, to see which the audit finds and what it calls them.

`python mutasi.py`, in this folder, prints what a run gives (docs/mutasi.md keeps one).
"""

import random
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import mutasi_jenis
from mutasi_lembar import Kantor, Lembar, Tempat

from triwulan.form.audit.cetak import TabelCetak, TakTerbaca
from triwulan.form.audit.temuan import Temuan
from triwulan.laporan import lari
from triwulan.laporan.buka import muat
from triwulan.office import params

AKAR = Path(__file__).resolve().parents[1]
BENIH = 2025
#: The offices' quarters; the second is a quarter after the first.
PARAMS = ("kecamatan-contoh/2025-tw2", "kecamatan-contoh/2025-tw3", "kecamatan-lumajang/2024-tw2")
PER_JENIS = 20
COBA = 20000


@cache
def kantor() -> tuple[Kantor, ...]:
    """Every office in its quarter."""
    hasil: list[Kantor] = []
    for nama in PARAMS:
        parameter, _ = params.baca(AKAR / "params" / f"{nama}.yaml", AKAR)
        data, aturan = muat(parameter)
        lalu = hasil[-1] if hasil and hasil[-1].nama.partition("/")[0] == nama.partition("/")[0] else None
        hasil.append(Kantor(nama, lari.semua(parameter, data, aturan), aturan.skala, lalu))
    return tuple(hasil)


@dataclass(frozen=True)
class Hasil:
    """A planted error and what the audit made of it. `kena`: what is found at the cell itself; `ikut`: at cells that follow from
    it; `palsu`: of a correct cell that it is wrong; `setara`: kinds that would leave the same text."""

    jenis: str
    tempat: Tempat
    teks: str
    dengan_data: bool
    kena: Temuan | None
    ikut: tuple[Temuan, ...]
    palsu: tuple[Temuan, ...]
    setara: frozenset[str]

    @property
    def ditemukan(self) -> bool:
        salah = self.kena is not None and (self.kena.tingkat == "salah" or self.jenis in mutasi_jenis.TEKS)
        return salah or not self.dengan_data and any(t.tingkat == "salah" for t in self.ikut)

    @property
    def terperiksa(self) -> bool:
        """Whether the form alone says anything of the cell."""
        return self.tempat.lembar.terperiksa((self.tempat.baris, self.tempat.key))

    @property
    def dikenali(self) -> bool:
        """Named as planted, or as another kind that would have left the same text."""
        return self.tepat or self.kena is not None and self.kena.jenis in self.setara

    @property
    def tepat(self) -> bool:
        return self.kena is not None and self.kena.jenis == mutasi_jenis.SEMUA[self.jenis][0]


def tanam(per_jenis: int = PER_JENIS, benih: int = BENIH) -> tuple[list[tuple[str, Tempat, str]], Counter]:
    """Errors at random cells, as many of each kind as asked for or as there are places, spread over the forms; and how many
    that could not be seen were passed over."""
    acak, hasil, lewat = random.Random(benih), [], Counter()
    for jenis in mutasi_jenis.SEMUA:
        per_form: dict[str, list[Lembar]] = {}
        for x in (x for k in kantor() for x in k.tabel):
            per_form.setdefault(x.kita.form.code, []).append(x)
        sudah: set[tuple[int, str, str]] = set()
        for _ in range(COBA):
            if len(sudah) == per_jenis:
                break
            x = acak.choice(per_form[acak.choice(list(per_form))])
            t = acak.choice(x.tempat(jenis in mutasi_jenis.ANGKA))
            if not (semua := mutasi_jenis.teks(jenis, t)):
                continue
            teks = acak.choice(semua)
            if (alasan := _tak_terlihat(t, teks)):
                lewat[jenis, alasan] += 1
            elif (id(x), t.baris, t.key) not in sudah:
                sudah.add((id(x), t.baris, t.key))
                hasil.append((jenis, t, teks))
    return hasil, lewat


def _tak_terlihat(t: Tempat, teks: str) -> str:
    """Why a text in a cell is no error that anybody could see; "" where it is one."""
    if t.kolom.is_text:
        return "cetakan tidak berubah" if teks == t.isi else ""
    try:
        p = t.lembar.baca(teks, t.isi).angka
    except TakTerbaca:
        return "tidak terbaca oleh format dokumennya"
    if p.nilai is None and t.nilai is None or teks == t.lembar.tulis(t.nilai, t.isi, t.kolom):
        return "cetakan tidak berubah"
    return "sama dengan angka yang benar pada ketelitian cetak" if p.sama(t.nilai) else ""


def ubah(t: Tempat, teks: str) -> TabelCetak:
    """The table as printed with one cell changed."""
    def baris(b):
        if b.id != t.baris:
            return b
        if t.kolom.is_text:
            return replace(b, teks={**b.teks, t.key: teks})
        return replace(b, sel={**b.sel, t.key: t.lembar.baca(teks, t.isi, b.sel[t.key].tempat)})

    return replace(t.lembar.cetak, baris=tuple(map(baris, t.lembar.cetak.baris)))


def periksa(jenis: str, t: Tempat, teks: str, dengan_data: bool) -> Hasil:
    """One planted error audited."""
    dasar = {(x.alamat, x.jenis, x.tingkat) for x in t.lembar.dasar[dengan_data]}
    alamat = t.lembar.cetak.alamat(t.baris, t.key)
    temuan = t.lembar.periksa(ubah(t, teks), dengan_data)
    baru = [x for x in temuan if (x.alamat, x.jenis, x.tingkat) not in dasar and x.alamat != alamat]
    turunan = t.lembar.turunan(alamat)
    return Hasil(
        jenis, t, teks, dengan_data, next((x for x in temuan if x.alamat == alamat), None),
        tuple(x for x in baru if x.alamat in turunan), tuple(x for x in baru if x.alamat not in turunan and x.tingkat == "salah"),
        frozenset(j for nama, (j, _) in mutasi_jenis.ANGKA.items() if not t.kolom.is_text and teks in mutasi_jenis.teks(nama, t)),
    )


@cache
def hasil(per_jenis: int = PER_JENIS, benih: int = BENIH) -> tuple[tuple[Hasil, ...], Counter]:
    """All errors planted and audited, with the data and without."""
    semua, lewat = tanam(per_jenis, benih)
    return tuple(periksa(j, t, teks, dengan) for dengan in (True, False) for j, t, teks in semua), lewat


def tabel(semua: tuple[Hasil, ...], dengan_data: bool) -> list[tuple]:
    """Per kind: planted, bound by the form alone, found, named exactly, named rightly, false alarms, and what was said where no
    error was called."""
    baris = []
    for jenis in mutasi_jenis.SEMUA:
        ini = [h for h in semua if h.jenis == jenis and h.dengan_data == dengan_data]
        lain = Counter(f"{h.kena.tingkat}: {h.kena.jenis}" if h.kena else "tanpa temuan" for h in ini if not h.ditemukan)
        baris.append((jenis, len(ini), sum(h.terperiksa for h in ini), sum(h.ditemukan for h in ini), sum(h.tepat for h in ini), sum(h.dikenali for h in ini), sum(len(h.palsu) for h in ini), lain))
    return baris


def cetak(semua: tuple[Hasil, ...], lewat: Counter) -> None:
    for dengan in (True, False):
        print("\nDengan data kantor" if dengan else "\nTanpa data kantor (seperti `periksa-tabel`)")
        print("\n| jenis | ditanam | terikat formulir | ditemukan | jenis tepat | jenis benar | alarm palsu | yang tidak disebut salah |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |")
        for jenis, *angka, lain in tabel(semua, dengan):
            print(f"| {jenis} | " + " | ".join(map(str, angka)) + f" | {'; '.join(f'{n} {k}' for k, n in lain.most_common())} |")
        ini = [h for h in semua if h.dengan_data == dengan and h.jenis in mutasi_jenis.ANGKA]
        terikat = [h for h in ini if h.terperiksa]
        print(f"\nAngka: {sum(h.ditemukan for h in ini)} dari {len(ini)}; yang terikat formulir: {sum(h.ditemukan for h in terikat)} dari {len(terikat)}")
    print("\nDilewati:")
    for (jenis, alasan), n in sorted(lewat.items()):
        print(f"- {jenis}: {n} {alasan}")


if __name__ == "__main__":
    import os

    os.chdir(AKAR)
    cetak(*hasil())
