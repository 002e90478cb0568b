"""Why a printed figure is wrong: hypotheses tested one by one, each named with its evidence.

A hypothesis holds when the value it predicts rounds (or is cut off) to what is printed. Those that nearly any small number
would fit (a figure copied from another row) are believed only of figures with enough digits to be no coincidence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product

from triwulan.form import formula as f
from triwulan.form.angka import desimal, penuh
from triwulan.form.audit.cetak import Tercetak
from triwulan.form.form import Column
from triwulan.form.nilai import Nilai, apply


@dataclass(frozen=True)
class Lain:
    """Another figure that the printed one may be: the kind of slip it would be, what it is called, its value; `dekat`: it stands
    right beside or above, so that fewer digits are no coincidence."""

    jenis: str
    sebutan: str
    nilai: Fraction
    dekat: bool = False


@dataclass(frozen=True)
class Dugaan:
    """A cause; `catatan`: what is printed may be meant, and is no mistake for sure."""

    jenis: str
    sebab: str
    bukti: str
    catatan: bool = False


@dataclass(frozen=True)
class Perkara:
    """A wrong cell: what is printed, what it should be; the column with its row's figures by column id, as printed and, where they
    are known, with all their digits (a slip in a spreadsheet is made with those); for a sum its parts by name, and every figure of the table that its difference may be; other figures it may be, likeliest first.
    `bebas`: a performance of which nobody has said how its indicator is gathered, and whether less of it is better."""

    cetak: Tercetak
    benar: Fraction
    satuan: str
    column: Column
    sebaris: Sequence[Mapping[str, Nilai]] = ({},)
    bagian: Mapping[str, Nilai] = field(default_factory=dict)
    setabel: Sequence[tuple[str, Fraction]] = ()
    lain: Sequence[Lain] = ()
    bebas: bool = False

    def cocok(self, nilai: Nilai) -> bool:
        return nilai is not None and (self.cetak.sama(nilai) or self.cetak.terpotong(nilai))


def duga(perkara: Perkara) -> Dugaan | None:
    """The first hypothesis that holds; None when none does."""
    return next((d for uji in UJI for d in uji(perkara)), None)


def _cara_lain(k: Perkara) -> Iterator[Dugaan]:
    """A performance that follows another of the rules which indicators may declare."""
    tree = k.column.tree
    if not k.bebas or tree is None:
        return
    ada = [n for i in f.refs(tree) if (n := k.sebaris[0].get(i)) is not None]
    tanda = f.fold(tree, ref=lambda i: "", rentang=lambda a, b: "s/d", persen=lambda: "", op=lambda op, a, b: a + op + b)
    if k.column.dapat_diisi and len(ada) > 1 and set(tanda) == {"+"}:
        for kata, nilai in (("yang terakhir", ada[-1]), ("rata-ratanya", sum(ada, Fraction(0)) / len(ada))):
            if k.cocok(nilai):
                yield Dugaan("akumulasi", f"tidak dijumlahkan: tercetak {kata}; benar bila indikatornya memang digabung begitu", f"{kata} = {penuh(nilai)}", True)
    sekian, satu = _nilai(tree, k.sebaris[0]), _nilai(tree, dict.fromkeys(f.refs(tree), Fraction(1)))
    if tanda.strip("x") == "/" and sekian is not None and k.cocok(2 * satu - sekian):
        yield Dugaan("hitung", "dihitung terbalik; benar bila indikatornya makin kecil makin baik", f"{penuh(2 * satu)} − {penuh(sekian)} = {penuh(2 * satu - sekian)}", True)


def _harfiah(k: Perkara) -> Iterator[Dugaan]:
    """The formula row executed with a column's number as a number: 5=4/5 gives 43/5."""
    cetak = k.column.printed if k.column.printed is not None else k.column.formula
    if not cetak:
        return
    tree = f.parse(cetak)
    for i, sebaris in product(f.refs(tree), k.sebaris):
        if not i.isdigit():
            continue
        ganti = dict(sebaris) | {i: Fraction(int(i))}
        hasil = _nilai(tree, ganti)
        if k.cocok(hasil):
            yield Dugaan("rumus-harfiah", f"baris rumus {k.column.nomor}={cetak} dijalankan apa adanya", f"{f.render(tree, lambda n: penuh(ganti.get(n)), f.SENTENCE)} = {penuh(hasil)}")


def _skala(k: Perkara) -> Iterator[Dugaan]:
    for kali, kata in ((Fraction(100), "100 kali terlalu besar"), (Fraction(1, 100), "100 kali terlalu kecil")):
        # Of a value smaller than the last printed digit nothing is left to be recognised: 1 is not 51 / 100.
        if k.satuan in ("%", "rasio") and abs(k.benar * kali) >= k.cetak.ulp > 0 and k.benar and k.cocok(k.benar * kali):
            tanda = " (tanda % di kolom pecahan)" if k.cetak.persen and k.satuan == "rasio" else ""
            yield Dugaan("skala", f"{kata}: persen dan pecahan tertukar{tanda}", f"{penuh(k.benar)} {'× 100' if kali > 1 else '/ 100'} = {penuh(k.benar * kali)}")


def _tanda(k: Perkara) -> Iterator[Dugaan]:
    if k.benar and k.cocok(-k.benar):
        yield Dugaan("tanda", "tanda plus dan minus tertukar", f"hasilnya {penuh(k.benar)}, tercetak {k.cetak.teks}")


def _pecahan_persen(k: Perkara) -> Iterator[Dugaan]:
    """A difference of which one side is a fraction and the other a number of percent."""
    tree = k.column.tree
    if not (isinstance(tree, f.Op) and tree.op in "+-" and k.satuan in ("rasio", "%")):
        return
    for sebaris, i in product(k.sebaris, f.refs(tree)):
        # Of two fractions one taken in percent, or of two percentages one as a fraction.
        ganti = {n: v * (100 if k.satuan == "rasio" else Fraction(1, 100)) if n == i and v is not None else v for n, v in sebaris.items()}
        hasil = _nilai(tree, ganti)
        if k.cocok(hasil) and hasil != k.benar:
            yield Dugaan("pecahan-persen", "pecahan dan persen dicampur dalam satu pengurangan", f"{f.render(tree, lambda n, g=ganti: penuh(g.get(n)), f.SENTENCE)} = {penuh(hasil)}")
    sisa = (k.cetak.nilai or Fraction(0)) + 100
    if k.satuan == "rasio" and tree.op == "-" and 0 <= sisa <= Fraction(3, 2):
        yield Dugaan("pecahan-persen", "pecahan dikurangi persen", f"{penuh(sisa)} − 100 = {k.cetak.teks}; pecahan dan 100 itu tidak tercetak di baris ini")


def _lain(k: Perkara) -> Iterator[Dugaan]:
    """A figure of another quarter, scope, column or row."""
    sebab = {
        "usang": "angka {}", "akumulasi": "indikatornya tidak dijumlahkan, tetapi tercetak {}", "lingkup": "angka lingkup lain: {}", "salin-kolom": "menyalin {}", "salin-baris": "menyalin baris {}",
    }
    for lain in k.lain:
        if lain.nilai != k.benar and k.cocok(lain.nilai) and (lain.jenis != "salin-baris" or khas(k.cetak, 2 if lain.dekat else 3)):
            yield Dugaan(lain.jenis, sebab[lain.jenis].format(lain.sebutan), f"{lain.sebutan} = {penuh(lain.nilai)}")


def _jumlah(k: Perkara) -> Iterator[Dugaan]:
    """A sum that leaves out one of its parts, counts it twice or with the wrong sign."""
    for nama, nilai in k.bagian.items():
        for kali, kata in ((-1, "tidak ikut dijumlahkan"), (1, "terhitung dua kali"), (-2, "dikurangkan, bukan ditambahkan")):
            if nilai and k.cocok(k.benar + kali * nilai):
                yield Dugaan("jumlah", f"{nama} {kata}", f"{penuh(k.benar)} {'+' if kali > 0 else '−'} {penuh(abs(kali) * nilai)} = {penuh(k.benar + kali * nilai)}")
    selisih = (k.cetak.nilai or Fraction(0)) - k.benar
    for nama, nilai in k.setabel:
        if k.bagian and nilai == abs(selisih) and len(desimal(nilai).strip("0")) >= 3:
            yield Dugaan("jumlah", f"selisihnya sama dengan {nama}", f"{k.cetak.teks} − {penuh(k.benar)} = {penuh(selisih)}")


def _digit(k: Perkara) -> Iterator[Dugaan]:
    """One digit doubled, dropped, mistyped, or two swapped; of short numbers nothing can be said."""
    if k.cetak.nilai is None or not k.cetak.ulp:
        return
    a = str(abs(round(k.benar / k.cetak.ulp)))
    b = str(abs(round(k.cetak.nilai / k.cetak.ulp)))
    if a == b or a == "0" or (k.benar < 0) != (k.cetak.nilai < 0):
        return
    if len(b) == len(a) + 1 and (b.startswith(a) or b.endswith(a)):
        yield Dugaan("digit", "satu angka berlebih", f"{a} menjadi {b}")
    if len(a) == len(b) + 1 and a.startswith(b):
        yield Dugaan("digit", "satu angka hilang", f"{a} menjadi {b}")
    if max(len(a), len(b)) < 4:
        return
    if a.rstrip("0") == b.rstrip("0"):
        yield Dugaan("digit", f"{abs(len(a) - len(b))} nol {'hilang' if len(b) < len(a) else 'berlebih'}", f"{a} menjadi {b}")
    elif len(a) == len(b):
        beda = [n for n in range(len(a)) if a[n] != b[n]]
        if len(beda) == 1 and len(a) >= 5:
            yield Dugaan("digit", f"satu angka salah ketik: {a[beda[0]]} menjadi {b[beda[0]]}", f"{a} menjadi {b}")
        elif len(beda) == 2 and beda[1] == beda[0] + 1 and len(a) >= 5 and len({a[n] for n in beda}) == len({b[n] for n in beda}) == 1:
            yield Dugaan("digit", f"dua angka salah ketik: {a[beda[0]:beda[1] + 1]} menjadi {b[beda[0]:beda[1] + 1]}", f"{a} menjadi {b}")
        elif len(beda) == 2 and beda[1] == beda[0] + 1 and a[beda[0]] == b[beda[1]] and a[beda[1]] == b[beda[0]]:
            yield Dugaan("digit", "dua angka tertukar", f"{a} menjadi {b}")
    elif abs(len(a) - len(b)) == 1:
        panjang, pendek = (a, b) if len(a) > len(b) else (b, a)
        if any(panjang[:n] + panjang[n + 1:] == pendek for n in range(len(panjang))):
            yield Dugaan("digit", f"satu angka {'hilang' if len(b) < len(a) else 'berlebih'}", f"{a} menjadi {b}")


def _kolom(k: Perkara) -> Iterator[Dugaan]:
    """A quotient or difference of the row's own figures with another column in it, or the other way round."""
    tree = k.column.tree
    if tree is None or len(f.refs(tree)) != 2 or not khas(k.cetak, 2):
        return
    a, b = f.refs(tree)
    for sebaris in k.sebaris:
        ada = {i: v for i, v in sebaris.items() if v is not None and i != k.column.id}
        for x, y in [(b, a), *((x, b) for x in ada if x != a), *((a, y) for y in ada if y != b)]:
            if x == y or x not in ada or y not in ada:
                continue
            hasil = _nilai(tree, {a: ada[x], b: ada[y]})
            if hasil != k.benar and k.cocok(hasil):
                nama = f.render(tree, {a: x, b: y}.get)
                sebab = "pembilang dan penyebut tertukar" if (x, y) == (b, a) else f"memakai kolom {x if x != a else y}, bukan kolom {a if x != a else b}"
                yield Dugaan("kolom-salah", sebab, f"{nama} = {penuh(hasil)}")


#: In order: what is most specific first, what fits by chance last.
UJI: tuple[Callable[[Perkara], Iterator[Dugaan]], ...] = (_cara_lain, _harfiah, _skala, _tanda, _pecahan_persen, _jumlah, _lain, _digit, _kolom)


def khas(cetak: Tercetak, angka: int = 3) -> bool:
    """Whether a printed figure has so many significant digits that another one like it is no coincidence."""
    if cetak.nilai is None or not cetak.nilai:
        return False
    return len(desimal(abs(cetak.nilai)).replace(".", "").strip("0")) >= angka


def _nilai(tree: f.Node, nilai: Mapping[str, Nilai]) -> Nilai:
    hasil = f.fold(tree, ref=nilai.get, rentang=lambda a, b: None, persen=lambda: Fraction(100), op=apply)
    return hasil if isinstance(hasil, Fraction) else None
