"""The formulas of a workbook against the form's, by what they compute and not by how they are written.

A formula is right when it gives, with every set of values (rumus_model), what the form gives. What is wrong with another one is
found by trying: each kind is a hypothesis under which it would be right.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from openpyxl.utils import get_column_letter

from triwulan.form import formula as f
from triwulan.form.audit.cetak import TabelCetak
from triwulan.form.lembar import rumus as x
from triwulan.form.lembar.letak import Letak
from triwulan.form.lembar.model import Harap, Kunci, Lapangan, hanya_jumlah, penyebut
from triwulan.form.nilai import apply

JENIS = {
    "rentang-kurang": "penjumlahannya tidak memuat semua yang harus dijumlah",
    "rentang-lebih": "penjumlahannya memuat yang tidak boleh dijumlah, atau menjumlah dua kali",
    "penyebut-salah": "pembaginya kolom lain",
    "rata-rata-bukan-jumlah": "memakai rata-rata, padahal formulir meminta jumlah atau hasil bagi jumlah",
    "kolom-salah": "memakai kolom lain",
    "baris-salah": "merujuk baris lain",
    "angka-ditimpa": "angka diketik di tempat rumus",
    "rumus-lain": "menghitung hal lain daripada formulir",
}
#: Slips of a whole formula: by what it must be multiplied to be right.
KALI = {
    Fraction(100): "hasilnya seratus kali terlalu kecil: x 100% belum dikalikan, atau format selnya belum persen",
    Fraction(1, 100): "hasilnya seratus kali terlalu besar: x 100% dua kali, atau format selnya sudah persen",
    Fraction(-1): "tandanya terbalik",
}


@dataclass(frozen=True)
class RumusBeda:
    """A cell whose formula is not the form's: where, column key, the formula (or typed figure) there, the one that belongs there,
    the kind (JENIS), the evidence in words, the id of the row."""

    tempat: str
    kunci: str
    tertulis: str
    seharusnya: str
    jenis: str
    bukti: str
    baris: str = ""

    def __post_init__(self) -> None:
        if self.jenis not in JENIS:
            raise ValueError(f"jenis {self.jenis!r} tidak dikenal")


def banding_rumus(tabel: TabelCetak, letak: Letak) -> list[RumusBeda]:
    """Every formula of the table that is not the form's, and every figure typed over one, in the order of the table."""
    return [b for b in _Banding(tabel, letak).semua() if isinstance(b, RumusBeda)]


def tak_dibanding(tabel: TabelCetak, letak: Letak) -> list[tuple[str, str, str]]:
    """Formulas that could not be compared: place, formula, why."""
    return [b for b in _Banding(tabel, letak).semua() if not isinstance(b, RumusBeda)]


class _Banding:
    """One table being compared."""

    def __init__(self, tabel: TabelCetak, letak: Letak):
        self.l, self.letak = Lapangan(tabel, letak), letak

    def semua(self) -> Iterator[RumusBeda | tuple[str, str, str]]:
        for b in self.l.baris:
            for key in self.l.kolom:
                kotak = self.letak.kotak(b, key)
                hasil = self._rumus(b, key) if kotak.rumus else self._ditimpa(b, key) if kotak.nilai is not None else None
                if hasil:
                    yield hasil

    def _rumus(self, b: str, key: str) -> RumusBeda | tuple[str, str, str] | None:
        harap, kotak = self.l.diharap(b, key), self.letak.kotak(b, key)
        if not harap:
            return None
        try:
            pohon = x.urai(kotak.rumus)
            rujuk = x.rujukan(pohon)
            if any(r.lembar not in ("", self.letak.lembar.nama) for r in rujuk):
                return kotak.tempat, kotak.rumus, "merujuk lembar lain"
            sendiri = (self.letak.baris[b], self.letak.kolom[key])
            dirujuk = {s[1:] for r in rujuk for s in r.sel()}
            if sendiri not in dirujuk and any(self._sama(pohon, b, key, h) for h in harap):
                return None
            if key.endswith("/K") and self.l.kolom[key].dapat_diisi and _gabungan(pohon, sendiri):
                return None
            if any(self._terbalik(pohon, b, key, h) for h in harap):
                return None
            # A formula that looks down its own column is judged as a sum of rows.
            tegak = next((h for h in harap if isinstance(h, tuple) and any(s[1] == sendiri[1] for s in dirujuk)), harap[0])
            jenis, bukti = ("rumus-lain", "merujuk selnya sendiri") if sendiri in dirujuk else self._sebab(pohon, b, key, tegak)
        except x.TakDikenal as error:
            return kotak.tempat, kotak.rumus, str(error)
        if key.endswith("/K") and self.l.kolom[key].dapat_diisi:
            bukti += "; benar hanya bila indikatornya dinyatakan dihitung begitu"
        return RumusBeda(kotak.tempat, key, kotak.rumus, self.l.tulis(b, key, tegak), jenis, bukti, b)

    def _sama(self, pohon: x.Pohon, b: str, key: str, harap: Harap, kali: Fraction = Fraction(1), peta: Mapping[str, str] | None = None) -> bool:
        """Whether a formula, `kali` times, gives what is expected, with every set; `peta` expects other columns in the form's."""
        for model in self.l.model:
            hasil = model.coba(pohon)
            seharusnya = model.harap(b, key, harap) if peta is None else model.kolom(harap, b, peta)
            if hasil is None and seharusnya == 0:
                continue  # a row without figures: a dash is as good as nothing
            if hasil is None or hasil * kali * self.l.skala[b, key] != seharusnya:
                return False
        return True

    def _terbalik(self, pohon: x.Pohon, b: str, key: str, harap: Harap) -> bool:
        """Whether a formula measures an achievement of which less is better: what the form asks for, mirrored at 100 %. That is said
        of the figure, and is no slip of the formula."""
        if isinstance(harap, tuple) or not penyebut(harap) or any(self.l.kolom[k].unit_of(k.partition("/")[2]) == "Rp" for k in self.l.operan(harap, key).values() if k in self.l.kolom):
            return False
        satu = f.fold(harap, ref=lambda i: Fraction(1), rentang=lambda a, z: Fraction(0), persen=lambda: Fraction(100), op=apply)
        return all((hasil := m.coba(pohon)) is not None and hasil * self.l.skala[b, key] == 2 * satu - m.harap(b, key, harap) for m in self.l.model)

    def _sebab(self, pohon: x.Pohon, b: str, key: str, harap: Harap) -> tuple[str, str]:
        minta = f"jumlah {len(harap)} baris" if isinstance(harap, tuple) else self.l.form.heading(self.l.kolom[key])
        if not x.rujukan(pohon):
            return "angka-ditimpa", "rumusnya tidak merujuk sel mana pun"
        if x.memakai(pohon, "AVERAGE"):
            return "rata-rata-bukan-jumlah", f"AVERAGE, padahal formulir meminta {minta}"
        for n in (2, 3, 4, 12):
            if self._sama(pohon, b, key, harap, Fraction(n)):
                return "rata-rata-bukan-jumlah", f"hasilnya dibagi {n}, padahal formulir meminta {minta}"
        for kali, kata in KALI.items():
            if self._sama(pohon, b, key, harap, kali):
                return "rumus-lain", kata
        return self._rentang(pohon, b, key, harap) or self._kolom_lain(pohon, b, key, harap) or self._baris_lain(pohon, b, key, harap) or ("rumus-lain", f"formulir meminta {minta}")

    def _rentang(self, pohon: x.Pohon, b: str, key: str, harap: Harap) -> tuple[str, str] | None:
        """A sum that has too little or too much: what it comes down to, against what it should."""
        tegak = isinstance(harap, tuple)
        if not tegak and not hanya_jumlah(harap):
            return None
        sel = {(r, key) for r in harap} if tegak else {(b, k) for k in self.l.operan(harap, key).values()}
        dirujuk = [self.l.di[s[1:]] for r in x.rujukan(pohon) for s in r.sel() if s[1:] in self.l.di]
        if not any(k == key for _, k in dirujuk) if tegak else {r for r, _ in dirujuk} != {b}:
            return None
        bobot = self.l.model[0].bobot(pohon)
        if bobot is None:
            return None
        seharusnya = {d for s in sel for d in self.l.di_bawah(s)} if tegak else sel
        dihitung: dict[Kunci, Fraction] = dict.fromkeys(seharusnya, Fraction(0))
        for s, w in bobot.items():
            kunci = self.l.di.get(s[1:])
            for d in (self.l.di_bawah(kunci) if tegak and kunci[1] == key else (kunci,)) if kunci and self.l.model[0].nilai[kunci] else ():
                dihitung[d] = dihitung.get(d, Fraction(0)) + w
        kurang, lebih = [s for s in seharusnya if dihitung[s] == 0], [s for s, n in dihitung.items() if n and (s not in seharusnya or n != 1)]
        if any(n < 0 for n in dihitung.values()) or not (kurang or lebih) or kurang and any(s[1] != key for s in lebih):
            return None
        if tegak and len(kurang) == len(seharusnya):
            return "baris-salah", f"menjumlah {self._sebut(dirujuk, tegak)}, seharusnya {self._sebut([*sel], tegak)}"
        if kurang:
            utuh = [s for s in sel if self.l.di_bawah(s) <= {*kurang}]
            return "rentang-kurang", f"tidak ikut dijumlah: {self._sebut(utuh or kurang, tegak)}" + (f"; ikut dijumlah: {self._sebut(lebih, tegak)}" if lebih else "")
        dua = [s for s in dirujuk if s[1] == key and self.l.jumlahan.get(s)]
        return "rentang-lebih", f"terjumlah dua kali beserta bagiannya: {self._sebut(dua, tegak)}" if dua else f"ikut dijumlah: {self._sebut(lebih, tegak)}"

    def _kolom_lain(self, pohon: x.Pohon, b: str, key: str, harap: Harap) -> tuple[str, str] | None:
        """One column of the form's formula read from another place of the same row, or all from the other part."""
        if isinstance(harap, tuple):
            k = self.letak.kolom[key]
            if self._sama(x.ganti(pohon, lambda r: x.Rujuk(r.lembar, r.b1, k, r.b2, k) if r.k1 == r.k2 else r), b, key, harap):
                return "kolom-salah", f"menjumlah kolom {', '.join(dict.fromkeys(get_column_letter(r.k1) for r in x.rujukan(pohon)))}, bukan {get_column_letter(k)}"
            return None
        sendiri, bagian = self.l.operan(harap, key), key.partition("/")[2]
        for lain in self.l.kolom[key].parts:
            peta = {i: f"{i}/{lain}" for i in sendiri}
            if lain != bagian and set(peta.values()) <= set(self.l.kolom) and self._sama(pohon, b, key, harap, peta=peta):
                return "kolom-salah", f"memakai bagian {lain}, bukan {bagian}"
        for i, asal in sendiri.items():
            for k in self.l.kolom:
                if k not in (asal, key) and self._sama(pohon, b, key, harap, peta={**sendiri, i: k}):
                    bagi = i in penyebut(harap)
                    return ("penyebut-salah" if bagi else "kolom-salah"), f"{'membagi dengan' if bagi else 'memakai'} {self.l.sebut(k)}, seharusnya {self.l.sebut(asal)}"
        return None

    def _baris_lain(self, pohon: x.Pohon, b: str, key: str, harap: Harap) -> tuple[str, str] | None:
        """References to other rows, taken for this row's, give what is expected: then only the row is wrong."""
        if isinstance(harap, tuple):
            return None
        sini = self.letak.baris[b]
        lain = [r for r in x.rujukan(pohon) if (r.b1, r.b2) != (sini, sini)]
        if lain and self._sama(x.ganti(pohon, lambda r: x.Rujuk(r.lembar, sini, r.k1, sini, r.k2)), b, key, harap):
            return "baris-salah", f"merujuk baris {', '.join(dict.fromkeys(str(r.b1) for r in lain))}, seharusnya baris {sini}"
        return None

    def _ditimpa(self, b: str, key: str) -> RumusBeda | None:
        """A typed figure where the same column in other rows, or the same row of sums in other columns, holds formulas."""
        harap = self.l.diharap(b, key)
        if not harap:
            return None
        lajur = [self.letak.kotak(r, key) for r in self.l.baris if r != b and self.l.diharap(r, key)]
        deret = [self.letak.kotak(b, k) for k in self.l.kolom if k != key and self.l.jumlahan.get((b, k))] if self.l.jumlahan.get((b, key)) else []
        for tetangga, kata in ((lajur, f"kolom {get_column_letter(self.letak.kolom[key])}"), (deret, f"baris {self.letak.baris[b]}")):
            isi = [k for k in tetangga if k.rumus or k.nilai is not None]
            berumus = sum(bool(k.rumus) for k in isi)
            if berumus > 1 and berumus * 10 >= len(isi) * 7:
                kotak = self.letak.kotak(b, key)
                return RumusBeda(kotak.tempat, key, kotak.teks, self.l.tulis(b, key, harap[0]), "angka-ditimpa", f"{berumus} dari {len(isi)} sel lain pada {kata} berisi rumus", b)
        return None

    def _sebut(self, sel: list[Kunci], tegak: bool) -> str:
        baris, kolom = list(self.l.baris), list(self.l.kolom)
        urut = sorted(dict.fromkeys(sel), key=lambda s: (baris.index(s[0]), kolom.index(s[1])))
        nama = [f"baris {self.letak.baris[r]} ({r})" if tegak else self.l.sebut(k) for r, k in urut]
        return ", ".join(nama[:6]) + (f", dan {len(nama) - 6} lagi" if len(nama) > 6 else "")


def _gabungan(pohon: x.Pohon, sendiri: tuple[int, int]) -> bool:
    """Whether a formula rolls other rows up to a rate or a mean, which a row may bring along instead of the column's formula. A
    plain sum over another row is none: that row is wrong."""
    baris = {b for r in x.rujukan(pohon) for _, b, _ in r.sel()}
    return bool(baris) and sendiri[0] not in baris and (x.memakai(pohon, "/") or x.memakai(pohon, "AVERAGE"))
