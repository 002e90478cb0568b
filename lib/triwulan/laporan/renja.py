"""The rows of the Evaluasi Renja form: which codes stand in it, K and Rp of every column, residual rows, TOTAL, heading a–e."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from triwulan.form.calculate import BarisIsian, Isian
from triwulan.form.table import Tabel
from triwulan.laporan.baris import berindikator, capaian, isian, predikat, realisasi, satuan, target, turun
from triwulan.laporan.laporan import Laporan
from triwulan.laporan.pohon import program_sasaran
from triwulan.laporan.prosa import rangkai
from triwulan.office import anggaran, cari, kinerja, pembanding
from triwulan.office.anggaran import Rekening
from triwulan.office.aturan import Aturan
from triwulan.office.kinerja import Angka
from triwulan.office.kode import PROGRAM, induk
from triwulan.office.periode import triwulan

#: A quarter that is not due, and a row without a budget this year: their "-" needs no note.
NANTI = Isian(None, abai=True, alasan="triwulan ini belum berakhir")
TIDAK_ADA = Isian(None, abai=True, alasan="tidak ada target atau pagu tahun ini")
#: What the row is called that holds what a programme's kegiatan do not explain.
SISA = "Kegiatan lain program ini yang tidak terinci di sumber"
TW = {"9": 1, "10": 2, "11": 3, "12": 4}


@dataclass(frozen=True)
class Uang:
    """Money of a scope by code: columns 6, 7, 8, the quarters, and up to this quarter."""

    kolom: dict[str, Rekening]
    sampai: Rekening

    def jumlah(self, kolom: str, *kode: str) -> Angka:
        return anggaran.jumlah(self.kolom[kolom], *kode)


def evaluasi(lap: Laporan, lingkup: str) -> list[BarisIsian]:
    """Every row of the form, sasaran first, then its programmes down to the sub kegiatan; TOTAL at the end."""
    uang, rows, atas = _uang(lap, lingkup), [], []
    bersama = {k: sorted(set(k.split("+"))) for r in uang.kolom.values() for k, _ in r if "+" in k}
    for kode, nama, ind in berindikator(lap, "sasaran", lingkup):
        program = program_sasaran(lap, kode)
        gabungan = [f"{k}~sisa" for k, p in bersama.items() if set(p) <= set(program)]
        rows += _baris(lap, lingkup, kode, {"2": nama}, [ind], {}, anak=(*program, *gabungan))
        atas += [*program, *gabungan]
        for p in program:
            rows += [_sisa_bersama(lap, k, uang) for k, semua in bersama.items() if semua[0] == p]
            rows += _program(lap, lingkup, p, uang, [k for k, semua in bersama.items() if p in semua])
    return [*rows, BarisIsian("total", {"3": "TOTAL"}, anak=tuple(atas), jenis="jumlah")]


def _program(lap: Laporan, lingkup: str, program: str, uang: Uang, bersama: list[str]) -> Iterator[BarisIsian]:
    """A programme and what is below it. What its kegiatan do not explain stands in a residual row; the columns that are
    known only together with another programme stand in their joint row."""
    kode = [k for k in _kode(lap, lingkup, uang.kolom["8"]) if k.startswith(f"{program}.")]
    for k in (program, *kode):
        nilai = _rp(lap, uang, k)
        if k == program:
            nilai |= {f"{kolom}/Rp": Isian(None, catatan=f"tercakup di baris “{_nama_bersama(b)}”", abai=True) for b in bersama for kolom, r in uang.kolom.items() if (b, "") in r}
            if bersama:
                nilai["13/Rp"] = isian(anggaran.jumlah(uang.sampai, k))
        tingkat = {2: 1, 4: 2, 5: 3}[k.count(".")]
        nama = lap.data.nama(k).upper() if tingkat == 1 else lap.data.nama(k)
        yield from _baris(lap, lingkup, k, {"1": k, "2": lap.hasil(k), "3": nama}, kinerja.indikator(lap.data, k, lingkup), nilai, tingkat)
    kegiatan = [k for k in kode if induk(k) == program]
    sisa = {kolom: anggaran.sisa(uang.kolom[kolom], program, kegiatan) for kolom in uang.kolom if not bersama and kegiatan}
    if sisa and sisa["8"].nilai:
        def operan(k: str) -> tuple[str, ...]:
            return tuple(f"{lap.nama}/utama/{c}/{k}/Rp" for c in (program, *(c for c in kegiatan if uang.jumlah(k, c).nilai is not None)))

        nilai = {f"{k}/Rp": Isian(a.nilai, (), f"sisa({k})", operan(k), a.catatan) if k not in TW or TW[k] <= lap.parameter.triwulan else NANTI for k, a in sisa.items()}
        yield BarisIsian(f"{program}~sisa", {"1": program, "3": SISA}, nilai, tingkat=2)


def kaki(lap: Laporan) -> list[str]:
    """The notes under the form; rows that are no programme's, kegiatan's or sub kegiatan's are explained where there are any."""
    nama = [b.teks["3"] for b in evaluasi(lap, lap.lingkup) if b.id.endswith("~sisa")]
    teks = [
        "K: kinerja; Rp: anggaran dalam rupiah. Kolom 13 (K) mengikuti cara akumulasi tiap indikator, tidak selalu jumlah triwulan. "
        "Predikat (15) menilai kolom 14 (K); * berarti nilainya jatuh di antara dua interval tercetak.",
    ]
    if SISA in nama:
        teks.append(f"Baris “{SISA}” memuat selisih antara rupiah program dan jumlah rupiah kegiatannya.")
    bersama = [f"“{n}”" for n in nama if n != SISA]
    return [*teks, f"TOTAL menjumlahkan program{f' serta, pada kolom yang hanya diketahui bersama, baris {rangkai(bersama)}' if bersama else ''}."]


def susunan(lap: Laporan, lingkup: str) -> list[str]:
    """The codes that have rows in the form: sasaran, programmes, and what is below them."""
    pagu = anggaran.pagu(lap.data, lingkup, lap.parameter.sampai, "perubahan")
    atas = [kode for kode, _, _ in berindikator(lap, "sasaran", lingkup)]
    return [*atas, *(p for s in atas for p in program_sasaran(lap, s)), *_kode(lap, lingkup, pagu)]


def _baris(lap: Laporan, lingkup: str, kode: str, teks: dict, indikator: list, rp: dict[str, Isian], tingkat: int = 0, anak: tuple[str, ...] = ()) -> Iterator[BarisIsian]:
    """A row for each indicator of a code; money, names, and who answers for it stand in the first."""
    kendala = {j: _kendala(lap, j, kode) for j in ("kendala", "solusi")}
    pertama = {**teks, "20": _penanggung_jawab(lap, kode)}
    for urut, ind in enumerate(indikator or [None]):
        id_ = kode if urut == 0 else f"{kode}~{urut + 1}"
        isi, nilai = (pertama if urut == 0 else {}), (dict(rp) if urut == 0 else {})
        isi = isi | {"18": kendala["kendala"].get(id_, ""), "19": kendala["solusi"].get(id_, "")}
        if ind is None:
            yield BarisIsian(id_, isi, nilai, tingkat=tingkat, anak=anak)
            continue
        isi |= {"4": ind["nama"], "5": ind["formulasi"]}
        if target(lap, ind["id"], lingkup).nilai:
            isi["15"] = predikat(lap, capaian(lap, ind, lingkup).nilai)
        lebih_kecil = turun(lap, ind, "14", "8", "13", " x 100%") | turun(lap, ind, "17", "6", "16", " x 100%")
        ganti = {f"{k}/K": r for k, r in lebih_kecil.items()}
        yield BarisIsian(id_, isi, nilai | _k(lap, ind, lingkup), satuan(ind), anak=anak if urut == 0 else (), ganti=ganti, tingkat=tingkat)


def _k(lap: Laporan, ind, lingkup: str) -> dict[str, Isian]:
    """The K columns of an indicator. 13 is its accumulation, not always the sum of the quarters; so is 16 where only
    sums carry over from the years before. Without a target of this year nothing is due."""
    p = lap.parameter
    nilai = {
        "6/K": isian(pembanding.target_renstra(lap.data, ind["id"], lingkup, p.tahun)),
        "7/K": isian(pembanding.realisasi_sd(lap.data, ind["id"], lingkup, p.tahun - 1)),
    }
    janji = target(lap, ind["id"], lingkup)
    if not janji.nilai:
        return nilai | {f"{k}/K": TIDAK_ADA for k in ("8", *TW)}
    cara, bulan = lap.aturan.polaritas.turun, kinerja.satuan(ind, p.sampai.akhir)
    for kolom, n in TW.items():
        angka = kinerja.realisasi(lap.data, ind["id"], lingkup, triwulan(p.tahun, n), cara)
        nilai[f"{kolom}/K"] = isian(angka, kinerja.satuan(ind, 3)) if n <= p.triwulan else NANTI
    nilai |= {"8/K": isian(janji), "13/K": isian(realisasi(lap, ind["id"], lingkup), bulan)}
    # Percentages and present states do not add up over the years.
    if lap.aturan.renstra.kolom_16 == "7+13" and (ind["akumulasi"] != "jumlah" or ind["satuan"] == "%"):
        nilai["16/K"] = nilai["13/K"]
    return nilai


def _rp(lap: Laporan, uang: Uang, kode: str) -> dict[str, Isian]:
    """The Rp columns of a code that has any money this year; else what is known of other years."""
    nilai = {f"{k}/Rp": isian(uang.jumlah(k, kode)) for k in ("6", "7")}
    pagu = uang.jumlah("8", kode)
    if pagu.nilai is None:
        return nilai | {f"{k}/Rp": TIDAK_ADA for k in ("8", *TW)}
    nilai |= {f"{k}/Rp": isian(uang.jumlah(k, kode)) if n <= lap.parameter.triwulan else NANTI for k, n in TW.items()}
    return nilai | {"8/Rp": isian(pagu)}


def _sisa_bersama(lap: Laporan, kode: str, uang: Uang) -> BarisIsian:
    """The joint row of programmes whose own rows the source lost: the columns known together, none that would follow."""
    nilai = {f"{k}/Rp": isian(r[kode, ""]) if (kode, "") in r else Isian(None, abai=True) for k, r in uang.kolom.items()}
    nilai |= {f"{k}/Rp": NANTI for k, n in TW.items() if n > lap.parameter.triwulan} | {"13/Rp": Isian(None, abai=True, catatan="dihitung per program")}
    return BarisIsian(f"{kode}~sisa", {"1": kode.replace("+", " + "), "3": _nama_bersama(kode)}, nilai, tingkat=1)


def _nama_bersama(kode: str) -> str:
    return f"Program {' dan '.join(k.rpartition('.')[2] for k in kode.split('+'))} bersama: hanya diketahui jumlahnya"


def _uang(lap: Laporan, lingkup: str) -> Uang:
    p = lap.parameter
    kolom = {
        "6": pembanding.rupiah(lap.data, "target-renstra", lingkup, p.tahun), "7": pembanding.rupiah(lap.data, "realisasi-sd", lingkup, p.tahun - 1),
        "8": anggaran.pagu(lap.data, lingkup, p.sampai, "perubahan"),
    }
    kolom |= {k: anggaran.realisasi(lap.data, lingkup, triwulan(p.tahun, n)) for k, n in TW.items()}
    return Uang(kolom, anggaran.realisasi(lap.data, lingkup, p.sampai))


def _kode(lap: Laporan, lingkup: str, pagu: Rekening) -> list[str]:
    """The kegiatan and sub kegiatan of the form: whatever has a target, a budget or a Renstra figure of its own here."""
    rows = lap.data["target"]
    rows = rows[rows["lingkup"].isin(["", lingkup]) & (rows["tahun"] == lap.parameter.tahun)]
    bertarget = {i.rpartition("-")[0] for i in rows["indikator"]}
    berenstra = pembanding.kode(lap.data, lingkup)
    beruang = {k for k, _ in pagu}
    return sorted(k for k in bertarget | berenstra | beruang if PROGRAM.fullmatch(k) and k.count(".") > 2)


def _kendala(lap: Laporan, jenis: str, kode: str) -> dict[str, str]:
    """The remarks on a row and on its further indicators (`7.01.06~2`), by row."""
    hasil: dict[str, list[str]] = {}
    for rujukan, teks in cari.narasi(lap.data, jenis, "camat", lap.parameter.periode):
        if rujukan.partition("~")[0] == kode:
            hasil.setdefault(rujukan, []).append(teks)
    return {i: "; ".join(teks) for i, teks in hasil.items()}


def _penanggung_jawab(lap: Laporan, kode: str) -> str:
    """The posts whose Perjanjian Kinerja budgets the code itself, or the nearest code above it; a sasaran is the Camat's."""
    janji = lap.data["perjanjian"]
    janji = janji[(janji["jenis"] == "anggaran") & (janji["tahun"] == lap.parameter.tahun)]
    while kode:
        if not (cocok := janji[janji["rujukan"] == kode]).empty:
            return ", ".join(lap.pejabat(j)["unit_kerja"] for j in cocok["jabatan"])
        kode = induk(kode)
    return lap.pejabat("camat")["unit_kerja"]


def kepala(utama: Tabel):
    """The rows a–e of the form's heading, under the main table's figures: a function for `lap.tabel(baris=…)`."""
    def baris(lap: Laporan, lingkup: str) -> list[BarisIsian]:
        rows = []
        for _, _, ind in berindikator(lap, "tujuan", lingkup)[:1]:
            janji, nyata = target(lap, ind["id"], lingkup), realisasi(lap, ind["id"], lingkup)
            rows += [
                BarisIsian("a", {"butir": "a", "uraian": "Indikator tujuan", "isi": ind["nama"]}, satuan=satuan(ind)),
                BarisIsian("b", {"butir": "b", "uraian": "Target kinerja", "isi": f"tahun {lap.parameter.tahun}"}, {"nilai": isian(janji)}, satuan(ind)),
                BarisIsian("c", {"butir": "c", "uraian": "Realisasi kinerja", "isi": f"s/d {lap.kata['triwulan']}"}, {"nilai": isian(nyata)}, satuan(ind)),
            ]
        rata = rata_rata(utama, lap.aturan.rata_rata_renja.atas)
        return [
            *rows,
            BarisIsian("d", {"butir": "d", "uraian": "Rata-rata capaian kinerja", "isi": sebut_rata_rata(lap.aturan)}, {"nilai": isian(rata)}, "%"),
            BarisIsian("e", {"butir": "e", "uraian": "Predikat kinerja", "isi": predikat(lap, rata.nilai)}, menilai={"isi": "d/nilai"}),
        ]

    return baris


def sebut_rata_rata(aturan: Aturan) -> str:
    """Which average the heading's d is, in words."""
    atas = {"program": "program", "kegiatan": "kegiatan", "sub_kegiatan": "sub kegiatan"}[aturan.rata_rata_renja.atas]
    return f"rata-rata kolom 14 (K) atas baris {atas}; baris berindikator banyak masuk sekali dengan rata-ratanya"


def rata_rata(utama: Tabel, atas: str) -> Angka:
    """The mean of column 14 (K) over the rows of a level, several indicators of one row entering with their mean, once.
    A row without a value leaves no mean."""
    titik = {"program": 2, "kegiatan": 4, "sub_kegiatan": 5}[atas]
    baris = [b.id for b in utama.baris if PROGRAM.fullmatch(b.id) and b.id.count(".") == titik and (b.sel["15"] or "-") != ""]
    kelompok = [[utama.sel(i, "14/K") for i in utama.by_id if i == kode or i.startswith(f"{kode}~") and i != f"{kode}~sisa"] for kode in baris if utama.sel(kode, "8/K").nilai]
    if not kelompok or any(s.nilai is None for k in kelompok for s in k):
        return Angka(None, catatan="belum semua baris punya capaian")
    nilai = sum((sum((s.nilai for s in k), Fraction(0)) / len(k) for k in kelompok), Fraction(0)) / len(kelompok)
    return Angka(nilai, rumus="rata-rata per baris(14/K)", operan=tuple(s.alamat for k in kelompok for s in k))
