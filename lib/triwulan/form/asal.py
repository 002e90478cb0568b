"""How a figure came about, from the tables of an executed notebook alone: what a panel, a tree or a sentence shows.

One record a cell, in words; whoever renders follows the operands from record to record and never computes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import TypeVar

from triwulan.form import formula as f
from triwulan.form import metode
from triwulan.form.angka import PLACES, penuh
from triwulan.form.nilai import seperti_cetak

T = TypeVar("T")
SATUAN = {"rasio": "pecahan", "Rp": "rupiah"}
HURUF = re.compile(r"[^\W\d_]")
#: A column narrower than this numbers its rows and tells nothing of them.
BERNAMA = 0.5
PERAN = {"realisasi_k.csv": "realisasi", "target.csv": "target"}
#: What a formula is called where it is a rule and not arithmetic.
SEBUTAN = {
    metode.NIHIL: "nihil: kantor ini tidak memiliki akun tersebut", "jumlah(rekening)": "jumlah rekeningnya", "jumlah(triwulan)": "jumlah triwulannya",
    "jumlah(bulan)": "jumlah bulan-bulannya", "jumlah(pagu)": "jumlah pagunya", "jumlah(anggaran)": "jumlah anggarannya",
    "rata-rata(triwulan)": "rata-rata triwulannya", "0-jumlah": "pendapatan (tidak ada) − jumlah belanja",
}


@dataclass(frozen=True)
class Isi:
    """A cell with the row, the column and the table (bundles) it stands in, and what the row is called."""

    tabel: dict
    baris: dict
    kolom: dict
    sel: dict
    nama: str

    @cached_property
    def nilai(self) -> Fraction | None:
        return Fraction(self.sel["nilai"]) if self.sel.get("nilai") else None


def isi(bundles: Sequence[dict]) -> dict[str, Isi]:
    """Every numeric cell of the tables by address."""
    return {
        sel["alamat"]: Isi(t, b, k, sel, nama[b["id"]])
        for t in bundles for nama in [nama_baris(t)] for b in t["baris"] for k in t["kolom"] if "alamat" in (sel := b["sel"].get(k["kunci"], {}))
    }


def halaman(bundles: Sequence[dict]) -> dict:
    """The records of a page: `sel`, one a numeric cell by address; `luar`, what they refer to outside these tables.

    sel: l label, t shown, n the full value where it is longer, s unit, r formula in words, k the sentence with numbers,
    o operands, c note, p grade, j where else it is printed. luar: l, t, d document, m place, c note, a address.
    """
    semua = isi(bundles)
    dipakai = {r for i in semua.values() for k in ("operan", "sumber") for r in i.sel.get(k, ())}
    luar = {r: _luar(d) for t in bundles for r, d in t.get("rujukan", {}).items() if r not in semua and r in dipakai}
    return {"sel": {a: _rekam(semua, i) for a, i in semua.items()}, "luar": luar}


def label(i: Isi) -> str:
    """`Tabel 3.3 · Terselenggaranya … · kolom 10 Efisiensi`."""
    tabel = f"Tabel {i.tabel['nomor']}" if i.tabel["nomor"] else i.tabel["judul"]
    k = i.kolom
    # `kolom 6 %` would read as six percent.
    judul = k["judul"] if not k["judul"] or HURUF.search(k["judul"]) else f"({k['judul']})"
    kolom = " ".join(t for t in ("kolom" if k["nomor"] else "", k["nomor"], judul, k["bagian"]) if t)
    return " · ".join(t for t in (tabel, i.nama, kolom) if t)


def nama_baris(tabel: dict) -> dict[str, str]:
    """What each row of a table is called, by its id. Rows of one name are told apart by the first column that can."""
    nama, sama = {b["id"]: _nama(tabel, b) for b in tabel["baris"]}, {}
    for b in tabel["baris"]:
        sama.setdefault(nama[b["id"]], []).append(b)
    kolom = [k["kunci"] for k in tabel["kolom"] if k["satuan"] == "teks" and k["lebar"] >= BERNAMA]
    for kembar in sama.values():
        beda = ([b["sel"].get(k, {}).get("teks", "") for b in kembar] for k in kolom)
        pembeda = next((teks for teks in beda if all(teks) and len(set(teks)) == len(kembar)), None) if len(kembar) > 1 else None
        nama |= {b["id"]: f"{nama[b['id']]}, {t}" for b, t in zip(kembar, pembeda or ())}
    return nama


def _nama(tabel: dict, baris: dict) -> str:
    """A row's naming column, else its other texts (a further indicator of the row above has its own only); a code with what it
    is the code of."""
    teks = [(k, baris["sel"].get(k["kunci"], {}).get("teks", "")) for k in tabel["kolom"] if k["satuan"] == "teks" and not k.get("menilai")]
    utama = next((t for k, t in teks if k["kunci"] == tabel.get("nama") and t), "")
    panjang = [t for k, t in teks if t and k["lebar"] >= 1]
    berhuruf = next((n for n, t in enumerate(panjang) if HURUF.search(t)), 0)
    return utama or " ".join(panjang[: berhuruf + 1] or [t for _, t in teks if t])


def _rekam(semua: Mapping[str, Isi], i: Isi) -> dict:
    sel = i.sel
    operan = list(sel.get("operan") or (sel.get("sumber", []) if not sel.get("rumus") else []))
    rekam = {
        "l": label(i), "t": sel["tampil"], "n": _penuh(i), "s": SATUAN.get(s := sel.get("satuan", ""), s), "r": _rumus(i), "k": _kalimat(semua, i),
        "o": operan, "c": " ".join(t for t in (sel.get("catatan", ""), _alasan(semua, i)) if t), "p": _predikat(i),
        "j": [[a, f"baris yang sama, lingkup {lingkup}" if lingkup else "besaran yang sama"] for a, lingkup in sel.get("juga", [])],
    }
    return {k: v for k, v in rekam.items() if v}


def _luar(d: Mapping[str, str]) -> dict:
    nilai = d.get("nilai", "")
    if "pembilang" in d:
        nilai = f"{penuh(d['pembilang'])} dari {penuh(d['penyebut'])}"
    elif nilai:
        nilai = f"{d.get('tampil') or penuh(nilai)} {SATUAN.get(d['satuan'], d['satuan'])}".strip()
    rekam = {"l": d["nama"], "t": nilai, "d": d.get("dokumen", ""), "m": d.get("tempat", ""), "c": d.get("catatan", ""), "a": d.get("alamat", "")}
    return {k: v for k, v in rekam.items() if v}


def _penuh(i: Isi) -> str:
    """The value with all its digits, where the printed one has fewer."""
    if i.nilai is None:
        return ""
    angka = i.sel["nilai"].removeprefix("-")
    tampak = i.sel["tampil"].partition(" ")[0].strip("()-")
    panjang = penuh(angka)
    if panjang in (tampak, tampak.rstrip("0").rstrip(",")):
        return ""
    return ("-" if i.nilai < 0 else "") + panjang + ("…" if len(angka.partition(".")[2]) == PLACES else "")


def _rumus(i: Isi) -> str:
    rumus = i.sel.get("rumus", "")
    if rumus in SEBUTAN or not rumus:
        return SEBUTAN.get(rumus, "")
    try:
        teks = f.render(f.parse(rumus), tanda=f.SENTENCE)
    except f.FormulaError:
        teks = rumus.replace(" x ", " × ").replace("100%", "100 %").replace("/", " / ")
    return f"{i.kolom['nomor']} = {teks}" if i.kolom["nomor"] and i.kolom.get("rumus") else teks


def ulang(semua: Mapping[str, Isi], i: Isi) -> Fraction | None:
    """The value recomputed from the operands as the ledger knows them (at most ten places each); None where one is missing.
    Raises BukanMetode for a formula that is none of ours."""
    hasil = lipat(semua, i, replace(metode.NILAI, op=seperti_cetak, jumlah=lambda semua: metode.NILAI.jumlah([n for n in semua if n is not None])))
    return hasil if isinstance(hasil, Fraction) else None


def lipat(semua: Mapping[str, Isi], i: Isi, a: metode.Aljabar[T]) -> T:
    """One result from a cell's formula and its operands, by the algebra, whether it is a formula over columns, over rows or a
    roll-up. Raises BukanMetode for a formula that is none of ours."""
    rumus = i.sel["rumus"]
    try:
        tree = f.parse(rumus)
    except f.FormulaError:
        return metode.lipat(rumus, operan(semua, i), a)
    awal, bagian = f"{i.tabel['laporan']}/{i.tabel['tabel']}", i.kolom["bagian"]

    def ref(id_: str) -> T:
        if i.kolom.get("rumus"):
            alamat = f"{awal}/{i.baris['id']}/{id_}/{bagian}" if bagian else f"{awal}/{i.baris['id']}/{id_}"
        else:
            alamat = f"{awal}/{id_}/{i.kolom['kunci']}"
        return a.ref(_operan(semua, i, alamat), "nilai")

    urut = [b["id"] for b in i.tabel["baris"]]

    def rentang(dari: str, sampai: str) -> T:
        ada = [x for b in urut[urut.index(dari): urut.index(sampai) + 1] if (x := f"{awal}/{b}/{i.kolom['kunci']}") in semua]
        return a.jumlah([a.ref(_operan(semua, i, x), "nilai") for x in ada])

    return f.fold(tree, ref=ref, rentang=rentang, persen=lambda: a.tetap(100), op=a.op)


def kalimat(tree: f.Node, angka: Callable[[str], str], hasil: str) -> str:
    """`2.750.000 / 20.630.000 × 100 % = 13,33 %`: the tree with each id replaced by its printed figure."""
    def shown(i: str) -> str:
        text = angka(i)
        return f"({text})" if text.startswith(("-", "−")) and len(text) > 1 else text

    return f"{f.render(tree, shown, f.SENTENCE)} = {hasil}"


def operan(semua: Mapping[str, Isi], i: Isi) -> list[metode.Operan]:
    """The operands of a roll-up with what is known of them: cells of these tables, else what the table says of its references."""
    return [_operan(semua, i, o) for o in i.sel.get("operan", [])]


def _operan(semua: Mapping[str, Isi], i: Isi, o: str) -> metode.Operan:
    if o in semua:
        lain = semua[o]
        besaran = lain.kolom.get("besaran", "")
        peran = "target" if besaran == "target" else "realisasi" if besaran == "K" or besaran.startswith("K-tw") else ""
        kolom = lain.kolom["kunci"] if lain.tabel["tabel"] == i.tabel["tabel"] else ""
        return metode.Operan(lain.baris["id"], kolom.partition("/")[0], peran, lain.nilai, lain.sel["tampil"], acuan=o)
    d = i.tabel.get("rujukan", {}).get(o, {})
    angka = {k: Fraction(d[k]) if d.get(k) else None for k in ("nilai", "pembilang", "penyebut")}
    if not o.startswith("data/"):  # another report's cell
        return metode.Operan(o.split("/")[2], "", d.get("peran", ""), angka["nilai"], d.get("tampil", ""), acuan=o)
    berkas, _, kunci = o.partition("#")
    id_, _, ke = kunci.split("|")[0].rpartition("-")
    baris = id_ if ke == "1" else f"{id_}~{ke}"
    if angka["penyebut"]:
        angka["nilai"] = 100 * angka["pembilang"] / angka["penyebut"]
    return metode.Operan(baris, "", PERAN.get(berkas.rpartition("/")[2], ""), angka["nilai"], "" if angka["nilai"] is None else penuh(angka["nilai"]), angka["pembilang"], angka["penyebut"], o)


def _kalimat(semua: Mapping[str, Isi], i: Isi) -> str:
    rumus, sel = i.sel.get("rumus", ""), i.sel
    if not rumus or i.nilai is None:
        return ""
    hasil = sel["tampil"] + (" %" if sel.get("satuan") == "%" and "%" not in sel["tampil"] else "")
    try:
        tree = f.parse(rumus)
    except f.FormulaError:
        try:
            teks = metode.kalimat(rumus, operan(semua, i), penuh)
        except metode.BukanMetode:  # a name of which only the text is known is shown as it is
            return ""
        return f"{teks} = {hasil}" if teks else ""
    awal, bagian = f"{i.tabel['laporan']}/{i.tabel['tabel']}", i.kolom["bagian"]
    if not i.kolom.get("rumus"):  # a formula over rows of this column
        return kalimat(tree, lambda b: semua[f"{awal}/{b}/{i.kolom['kunci']}"].sel["tampil"], hasil) if "s/d" not in rumus else ""

    def lihat(k: str) -> Isi:
        return semua[f"{awal}/{i.baris['id']}/{k}/{bagian}" if bagian else f"{awal}/{i.baris['id']}/{k}"]

    teks = kalimat(tree, lambda k: lihat(k).sel["tampil"], hasil)
    panjang = [lihat(k) for k in f.refs(tree) if _penuh(lihat(k))]
    if panjang and isinstance(tree, f.Op) and tree.op in "+-":
        teks += "; dari nilai penuh: " + kalimat(tree, lambda k: _penuh(lihat(k)) or lihat(k).sel["tampil"], _penuh(i) or hasil)
    return teks


def _alasan(semua: Mapping[str, Isi], i: Isi) -> str:
    """Why a cell has no value."""
    if i.nilai is not None:
        return ""
    if i.sel.get("alasan"):
        return i.sel["alasan"]
    ada = [semua[o] for o in i.sel.get("operan", []) if o in semua]
    kosong = [x for x in ada if x.nilai is None]
    if kosong:
        return "Tidak ada nilai karena ini belum bernilai: " + "; ".join(label(x) for x in kosong[:4]) + (f"; dan {len(kosong) - 4} lainnya" if len(kosong) > 4 else "") + "."
    if ada and i.kolom.get("rumus"):
        return "Tidak ada nilai: pembaginya nol."
    return "" if i.sel.get("catatan") else "Baris ini tidak memiliki angka di kolom ini."


def _predikat(i: Isi) -> str:
    """`Rendah: pita tercetak 51–65, …`: the grade of a cell that the row grades, and whether it lies in a hole of the scale."""
    kolom = next((k for k in i.tabel["kolom"] if k.get("menilai") == i.kolom["kunci"]), None)
    teks = i.baris["sel"].get(kolom["kunci"], {}).get("teks", "") if kolom else ""
    pita = next((p for p in i.tabel.get("skala", []) if p["predikat"] == teks.rstrip("*")), None)
    if not pita:
        return ""
    lubang = " Nilainya jatuh di antara dua pita tercetak, sehingga kantor lain dapat menilainya lain." if teks.endswith("*") else ""
    return f"{pita['predikat']}, pita tercetak {pita['tercetak']} (skala T-E.1, varian {pita['varian']}): {pita['arti']}.{lubang}"
