"""The kinds of error that people make in these tables. Each names all that it could leave in a cell, so that an error which
two kinds would make alike is known as such."""

import re
from collections.abc import Callable, Iterator
from fractions import Fraction

from mutasi_lembar import Tempat

from triwulan.form import formula as f
from triwulan.form.nilai import Nilai
from triwulan.form.table import Sel
from triwulan.laporan.pemeriksaan.besaran import PERSEN
from triwulan.laporan.formulir import BARIS_SAP

#: What an error leaves in a cell: a value, printed as the cell's own is, or a text.
Isi = Iterator[Nilai | str]


def _skala(t: Tempat) -> Isi:
    if t.isi.satuan in ("%", "rasio") and t.nilai:
        yield from (t.nilai * 100, t.nilai / 100)
        if t.isi.satuan == "rasio" and t.lembar.format == "lkj":
            yield f"{t.lembar.tulis(t.nilai, t.isi, t.kolom)} %"


def _tanda(t: Tempat) -> Isi:
    yield -t.nilai if t.nilai else None


def _pecahan_persen(t: Tempat) -> Isi:
    if isinstance(t.kolom.tree, f.Op) and t.kolom.tree.op == "-" and t.isi.satuan == "rasio":
        for i in f.refs(t.kolom.tree):
            if (s := t.sel(kolom=i)) and s.nilai is not None:
                yield t.hitung(t.kolom.tree, {i: s.nilai * 100})


def _usang(t: Tempat) -> Isi:
    """What stood in the cell a quarter ago; the figure of a single quarter; in the SAP form that of the last month alone."""
    b, ini, besaran = t.kolom.besaran_of(t.key.partition("/")[2]), t.lembar.kantor.besaran, t.lembar.kita
    dasar, _, tw = b.partition("-tw")
    if t.lembar.kantor.lalu and dasar in ("K", "realisasi", "capaian", "serapan", "efisiensi") and not tw:
        lama = t.lembar.kantor.lalu.sel.get(t.isi.alamat)
        yield lama.nilai if lama else None
    if dasar in ("K", "realisasi"):
        for q in range(1, 5):
            yield ini.nilai.get((f"{dasar}-tw{q}", t.baris, ini.lingkup[besaran.laporan, besaran.tabel]))
    akun = next((r.akun for r in BARIS_SAP if str(r.nomor) == t.baris and r.akun.startswith("5")), "")
    if besaran.form.code == "lra-sap" and t.key == "4" and akun:
        rekening = t.lembar.kantor.laporan["lkj-camat"].tabel_tampil["lra-rekening"]
        yield sum((b.sel["5b"].nilai or Fraction(0) for b in rekening.baris if re.search(rf":{akun}(\.\d+)+$", b.id) and b.id.count(".", b.id.index(":")) == 5), Fraction(0))


def _salin_baris(t: Tempat) -> Isi:
    urut = [b.id for b in t.lembar.kita.baris]
    n = urut.index(t.baris)
    for b in (*urut[max(0, n - 1): n], *urut[n + 1: n + 2]):
        if (s := t.sel(b)) and s.nilai:
            yield s.nilai


def _salin_kolom(t: Tempat) -> Isi:
    for key in list(t.lembar.kolom)[: list(t.lembar.kolom).index(t.key)]:
        if isinstance(s := t.lembar.kita.by_id[t.baris].sel.get(key), Sel) and s.satuan == t.isi.satuan and s.nilai:
            yield s.nilai


def _rumus_harfiah(t: Tempat) -> Isi:
    """The formula row as the form prints it, `6=5/4`, carried out with 4 as the number four."""
    cetakan = t.lembar.kita.form.formula_printed(t.kolom)
    for i in f.refs(f.parse(cetakan)) if cetakan else ():
        if i.isdigit():
            yield t.hitung(f.parse(cetakan), {i: Fraction(int(i))})


def _digit(cara: Callable[[str], set[str]]) -> Callable[[Tempat], Isi]:
    def kesalahan(t: Tempat) -> Isi:
        ulp = t.lembar.baca(t.lembar.tulis(t.nilai, t.isi, t.kolom), t.isi).angka.ulp
        if t.nilai and ulp:
            n = str(abs(round(t.nilai / ulp)))
            yield from (int(x) * ulp * (-1 if t.nilai < 0 else 1) for x in sorted(cara(n)) if x and int(x))
    return kesalahan


def _hilang(n: str) -> set[str]:
    return {n[:i] + n[i + 1:] for i in range(len(n))}


def _ganda(n: str) -> set[str]:
    return {n[:i] + n[i] + n[i:] for i in range(len(n))}


def _tertukar(n: str) -> set[str]:
    return {n[:i] + n[i + 1] + n[i] + n[i + 2:] for i in range(len(n) - 1)} - {n}


def _salah_ketik(n: str) -> set[str]:
    return {n[:i] + d + n[i + 1:] for i in range(len(n)) for d in "0123456789"} - {n}


def _jumlah(t: Tempat) -> Isi:
    """A total without one of its parts, or with one twice."""
    awal = t.isi.alamat.rsplit(t.baris, 1)[0]
    bagian = [o.removeprefix(awal).partition("/") for o in t.isi.operan if o.startswith(awal)]
    if t.nilai is not None and len(bagian) == len(t.isi.operan) > 1 and all(b != t.baris and k == t.key for b, _, k in bagian) and re.match(r"jumlah\(|\d", t.isi.rumus) and not {"x", "/"} & set(t.isi.rumus):
        for b, _, _ in bagian:
            if (s := t.sel(b)) and s.nilai:
                yield from (t.nilai - s.nilai, t.nilai + s.nilai)


def _lingkup(t: Tempat) -> Isi:
    besaran, ini = t.kolom.besaran_of(t.key.partition("/")[2]), t.lembar.kantor.besaran
    sini = ini.lingkup[t.lembar.kita.laporan, t.lembar.kita.tabel]
    for (b, baris, lingkup), n in ini.nilai.items():
        if (b, baris) == (besaran, t.baris) and b and lingkup != sini and n is not None:
            yield n / 100 if t.isi.satuan == "rasio" and b in PERSEN else n


def _kolom_salah(t: Tempat) -> Isi:
    """A formula that reads another column of the same unit."""
    if t.kolom.tree is not None and len(set(f.refs(t.kolom.tree))) == 2:
        for i in f.refs(t.kolom.tree):
            for k in t.lembar.kita.form.by_id:
                s, asli = t.sel(kolom=k), t.sel(kolom=i)
                if s and asli and k not in (*f.refs(t.kolom.tree), t.kolom.id) and s.satuan == asli.satuan and s.nilai is not None:
                    yield t.hitung(t.kolom.tree, {i: s.nilai})


def _tanpa_dasar(t: Tempat) -> Isi:
    if t.nilai is None:
        yield from dict.fromkeys(s.nilai for b in t.lembar.kita.baris if (s := t.sel(b.id)) and s.nilai)


def _tanpa_angka(t: Tempat) -> Isi:
    yield "-" if t.nilai and t.lembar.format != "lra" else None


def _predikat(t: Tempat) -> Isi:
    if t.kolom.menilai and t.isi:
        yield from (p.predikat for p in t.lembar.kantor.skala.pita)


def _label(t: Tempat) -> Isi:
    """The name of the next row of the table that has another."""
    if t.kolom.is_text and not t.kolom.menilai and len(t.isi) >= 12:
        lain = [teks for b in t.lembar.kita.baris if isinstance(teks := b.sel.get(t.key), str) and len(teks) >= 12]
        yield from (x for x in dict.fromkeys(lain) if x != t.isi)


def _rujukan_baris(t: Tempat) -> Isi:
    """The reference that the source prints, counted from an older numbering."""
    if t.lembar.kita.form.code == "lra-sap" and t.key == "2" and (m := re.search(r"\(([^()]*\d[^()]*)\)$", t.isi)):
        yield from (f"{t.isi[: m.start()]}({r.tercetak})" for r in BARIS_SAP if str(r.nomor) == t.baris and r.tercetak)


def _kode(t: Tempat) -> Isi:
    """A part of an account code twice, or left out."""
    if t.lembar.kita.form.code == "lra-rekening" and t.key == "1" and "." in t.isi:
        depan, _, akun = t.isi.rpartition(" ")
        bagian = akun.split(".")
        for n in range(len(bagian)):
            for ganti in ([bagian[n]] * 2, []):
                if ganti or len(bagian) > 2:
                    yield " ".join(x for x in (depan, ".".join([*bagian[:n], *ganti, *bagian[n + 1:]])) if x)


#: Kind as planted → (kind of finding that names it, what it leaves in a cell).
ANGKA: dict[str, tuple[str, Callable[[Tempat], Isi]]] = {
    "skala": ("skala", _skala), "tanda": ("tanda", _tanda), "pecahan-persen": ("pecahan-persen", _pecahan_persen), "usang": ("usang", _usang),
    "salin-baris": ("salin-baris", _salin_baris), "salin-kolom": ("salin-kolom", _salin_kolom), "rumus-harfiah": ("rumus-harfiah", _rumus_harfiah),
    "digit hilang": ("digit", _digit(_hilang)), "digit ganda": ("digit", _digit(_ganda)), "digit tertukar": ("digit", _digit(_tertukar)),
    "digit salah ketik": ("digit", _digit(_salah_ketik)), "jumlah": ("jumlah", _jumlah), "lingkup": ("lingkup", _lingkup),
    "kolom-salah": ("kolom-salah", _kolom_salah), "angka-tanpa-dasar": ("angka-tanpa-dasar", _tanpa_dasar), "tanpa-angka": ("tanpa-angka", _tanpa_angka),
}
TEKS: dict[str, tuple[str, Callable[[Tempat], Isi]]] = {
    "predikat": ("predikat", _predikat), "label": ("label", _label), "rujukan-baris": ("rujukan-baris", _rujukan_baris), "kode": ("kode", _kode),
}
SEMUA = ANGKA | TEKS


def teks(jenis: str, t: Tempat) -> list[str]:
    """The texts that a kind of error could leave in a cell; where there is no figure, there is none to get wrong."""
    if jenis in ANGKA and t.nilai is None and jenis != "angka-tanpa-dasar":
        return []
    return list(dict.fromkeys(x if isinstance(x, str) else t.lembar.tulis(x, t.isi, t.kolom) for x in SEMUA[jenis][1](t) if x is not None))
