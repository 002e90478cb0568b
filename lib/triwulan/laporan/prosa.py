"""Sentences that follow from the figures: what was reached, where money ran ahead of performance, what lies unspent.

Nothing here claims success that the tables do not show; every figure in a sentence is one that a table prints.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from triwulan.form.angka import tampil
from triwulan.laporan.baris import capaian, capaian_program, perbandingan, realisasi, target
from triwulan.laporan.laporan import Laporan, Teks, polos
from triwulan.office import aturan, kinerja


def rangkai(kata: Sequence[str]) -> str:
    """`a`, `a dan b`, `a, b, dan c`."""
    if len(kata) < 3:
        return " dan ".join(kata)
    return f"{', '.join(kata[:-1])}, dan {kata[-1]}"


def skala(lap: Laporan) -> Teks:
    """What each grade means, and how a value between two printed bands is graded."""
    s = lap.aturan.skala
    arti: dict[str, list[str]] = {}
    for pita in s.pita:
        arti.setdefault(pita.arti, []).append(pita.predikat)
    butir = [f"- **{rangkai(predikat)}**: {makna}." for makna, predikat in arti.items()]
    cara = {"A": "dinilai dari batas bawah interval", "B": "dinilai dari batas bawah interval, kecuali Sangat Tinggi yang dimulai di atas 90 %", "C": "dinilai dari batas atas interval"}
    return Teks("\n".join([*butir, "", f"Nilai di antara dua interval {cara[s.varian]} dan diberi tanda \\*; tanpa realisasi tidak ada predikat."]))


def cara_mengukur(lap: Laporan) -> Teks:
    """How the indicators shown are measured, counted from their declared methods."""
    rows = lap.data["indikator"]
    metode = rows[rows["lingkup"].isin(["", lap.lingkup])].drop_duplicates("id", keep="last")["metode"]
    bagian = [f"{n} memakai cara {m} ({arti})" for m, arti in lap.aturan.gabungan.cara.items() if (n := int((metode == m).sum()))]
    return Teks(f"Kinerja diukur dengan membandingkan realisasi setiap indikator dengan targetnya. Dari {len(metode)} indikator dalam laporan ini, {rangkai(bagian)}. Keberhasilan dinilai dengan skala peringkat berikut.")


def capaian_tujuan(lap: Laporan) -> Teks:
    """Each goal against its target of the year, with what the data note about it."""
    kalimat, data = [], lap.data
    for kode in sorted(data["nomenklatur"].query("jenis == 'tujuan'")["kode"]):
        for ind in kinerja.indikator(data, kode, lap.lingkup):
            nyata, janji, capai = realisasi(lap, ind["id"], lap.lingkup), target(lap, ind["id"], lap.lingkup), capaian(lap, ind, lap.lingkup)
            nilai = capai.nilai
            if nilai is None:
                kalimat.append(f"{polos(ind['nama'])}: belum dapat dinilai ({polos(capai.catatan)}).")
                continue
            tanda = ", di antara dua interval tercetak" if aturan.di_lubang(lap.aturan.skala, nilai) else ""
            kalimat.append(f"{polos(ind['nama'])} tercatat {tampil(nyata.nilai, 2)} dari target {tampil(janji.nilai, None)}, capaian {tampil(nilai, 2)} %, predikat {aturan.predikat(lap.aturan.skala, nilai)}{tanda}. {polos(nyata.catatan)}".strip())
    return Teks(" ".join(kalimat))


def capaian_sasaran(lap: Laporan, tabel: str = "3.4") -> Teks:
    """How far each sasaran is, its grade and what the grade means, beside the share of the year gone by."""
    t, kalimat, tercapai = lap.tabel_tampil[tabel], [], 0
    for b in t.baris:
        nilai = t.sel(b.id, "5")
        predikat = aturan.predikat(lap.aturan.skala, nilai.nilai)
        tercapai += aturan.memenuhi(lap.aturan.skala, nilai.nilai)
        if not predikat:
            kalimat.append(f"- **{polos(b.sel['1'])}**: belum ada realisasi yang dapat dinilai.")
            continue
        arti = next(p.arti for p in lap.aturan.skala.pita if p.predikat == predikat)
        lubang = " Nilai ini jatuh di antara dua interval tercetak; kantor lain bisa menilainya lain." if aturan.di_lubang(lap.aturan.skala, nilai.nilai) else ""
        kalimat.append(f"- **{polos(b.sel['1'])}**: realisasi {t.sel(b.id, '4').tampil} dari target {t.sel(b.id, '3').tampil}, capaian {nilai.tampil} %, predikat **{predikat}**, yaitu {arti}.{lubang}")
    if not any(t.sel(b.id, "5").nilai is not None for b in t.baris):
        return Teks("\n".join(["Belum ada indikator sasaran yang dapat dinilai:", "", *kalimat]))
    simpulan = {0: "Belum satu pun dari", len(t.baris): "Seluruh"}.get(tercapai, f"Baru {tercapai} dari")
    pembuka = f"Capaian diukur terhadap target setahun, {_waktu(lap)}. {simpulan} {len(t.baris)} indikator sasaran berpredikat {aturan.lulus(lap.aturan.skala)}."
    return Teks("\n".join([pembuka, "", *kalimat]))


def _waktu(lap: Laporan) -> str:
    """How much of the year stands behind the figures."""
    akhir = lap.parameter.periode.akhir
    if akhir == 12:
        return f"yang telah berakhir bersama {lap.kata['triwulan']}"
    return f"sedangkan sampai akhir {lap.kata['triwulan']} baru {tampil(Fraction(100 * akhir, 12), None)} % dari tahun {lap.kata['tahun']} berjalan"


def capaian_eselon(lap: Laporan) -> Teks:
    """What the post promised and how far it is: which of its targets are met, which are not, with their grades."""
    hasil = [(ind, capaian(lap, ind, lap.lingkup)) for i in lap.perjanjian("target")["rujukan"] for ind in [kinerja.satu_indikator(lap.data, i, lap.lingkup)]]
    skala = lap.aturan.skala
    capai = [ind for ind, c in hasil if aturan.memenuhi(skala, c.nilai)]
    belum = [(ind, c) for ind, c in hasil if c.nilai is not None and not aturan.memenuhi(skala, c.nilai)]
    kosong = [ind for ind, c in hasil if c.nilai is None]
    if len(kosong) == len(hasil):
        return Teks(f"Capaian {len(hasil)} indikator dalam Perjanjian Kinerja belum dapat dinilai karena realisasinya belum ada: {rangkai([polos(i['nama']) for i in kosong])}.")
    kalimat = [f"Capaian diukur terhadap target setahun, {_waktu(lap)}. Dari {len(hasil)} indikator dalam Perjanjian Kinerja, {len(capai) or 'belum satu pun'} berpredikat {aturan.lulus(skala)}."]
    if kosong:
        kalimat.append(f"Belum dapat dinilai karena realisasinya belum ada: {rangkai([polos(i['nama']) for i in kosong])}.")
    if not belum:
        return Teks(" ".join(kalimat))
    butir = [f"- {polos(ind['nama'])}: capaian {tampil(c.nilai, 2)} %, predikat {predikat_teks(lap, c.nilai)}." for ind, c in belum]
    return Teks("\n".join([" ".join([*kalimat, "Yang di bawah itu:"]), "", *butir]))


def predikat_teks(lap: Laporan, nilai: Fraction) -> str:
    """The grade in a sentence, saying where another office would grade otherwise."""
    lubang = " (di antara dua interval tercetak)" if aturan.di_lubang(lap.aturan.skala, nilai) else ""
    return aturan.predikat(lap.aturan.skala, nilai) + lubang


def efisiensi(lap: Laporan, tabel: str = "3.3") -> Teks:
    """Which programmes did more with less and which spent ahead of their performance, by the figures of the programmes' rows."""
    t = lap.tabel_tampil[tabel]
    semua = perbandingan(t)
    banyak = {kode: semua_k for _, kode, _, _ in semua if len(semua_k := capaian_program(t, kode)) > 1}
    ada = [(h, kode, k - rp) for h, kode, k, rp in semua if k is not None and rp is not None]
    if not ada:
        return Teks("Efisiensi belum dapat dihitung: realisasi kinerja atau anggaran program belum lengkap.")

    def sebut(h: str, kode: str, n: Fraction) -> str:
        return f"{h} ({tampil(n, 2)}{'; indikator pertama' if kode in banyak else ''})"

    lebih = [sebut(*x) for x in ada if x[2] > 0]
    kurang = [sebut(*x) for x in ada if x[2] < 0]
    kalimat = ["Efisiensi adalah capaian kinerja dikurangi capaian anggaran: angka positif berarti kinerja mendahului belanja, angka negatif berarti belanja mendahului kinerja."]
    if lebih:
        kalimat.append(f"Kinerja mendahului belanja pada {len(lebih)} dari {len(semua)} program, yaitu {rangkai(lebih)}.")
    if kurang:
        kalimat.append(f"Belanja mendahului kinerja pada {len(kurang)} dari {len(semua)} program, yaitu {rangkai(kurang)}.")
    if len(ada) < len(semua):
        kalimat.append(f"Sebanyak {len(semua) - len(ada)} program belum dapat dinilai karena realisasinya belum lengkap.")
    for h, kode, _, rp in semua:
        if kode in banyak and rp is not None and None not in (k := banyak[kode]):
            rata = sum(k, Fraction(0)) / len(k)
            kalimat.append(f"Program {h} memiliki {len(k)} indikator dan tabel membandingkan yang pertama dengan anggaran seluruh program; rata-rata capaian {len(k)} indikatornya {tampil(rata, 2)}, dan selisihnya dengan capaian anggaran {tampil(rata - rp, 2)}.")
    return Teks(" ".join(kalimat))


def acuan_setahun(lap: Laporan) -> Teks:
    """Before the year's end: that the comparisons set a part of the year against whole ones."""
    if lap.parameter.triwulan == 4:
        return Teks("")
    return lap.teks("""
    Realisasi pada bagian ini baru mencakup Januari sampai dengan {bulan_akhir} {tahun}, sedangkan acuannya (target, realisasi tahun sebelumnya, target akhir Renstra, dan standar nasional) berlaku untuk setahun penuh atau lebih. Karena itu angka di bawah 100 % belum berarti bahwa acuan itu tidak akan tercapai.
    """)


def penunjang(lap: Laporan, tabel: str = "program-penunjang") -> Teks:
    """How many programme indicators meet the target, and which do not."""
    t = lap.tabel_tampil[tabel]
    nilai = {b.id: t.sel(b.id, "capaian") for b in t.baris}
    lulus = [i for i, n in nilai.items() if aturan.memenuhi(lap.aturan.skala, n.nilai)]
    belum = [f"{polos(t.by_id[i].sel['indikator'])} ({n.tampil} %)" for i, n in nilai.items() if i not in lulus and n.nilai is not None]
    teks = f"Dari {len(nilai)} indikator program, {len(lulus)} berpredikat {aturan.lulus(lap.aturan.skala)}."
    if kosong := sum(n.nilai is None for n in nilai.values()):
        teks += f" {kosong} belum dapat dinilai karena realisasinya belum lengkap."
    return Teks(f"{teks} Yang di bawah itu: {rangkai(belum)}." if belum else teks)


def realisasi_anggaran(lap: Laporan, tabel: str = "lra-rekening") -> Teks:
    """What was spent of what, this month's part, accounts above their budget, accounts not yet touched."""
    t = lap.tabel_tampil[tabel]
    total = {k: t.sel("jumlah", k) for k in ("4", "5b", "5c", "6", "7")}
    daun = [b for b in t.baris if t.sel(b.id, "4").sumber]
    if total["5c"].nilai is None:
        sebab = next((t.sel(b.id, k).catatan for b in daun for k in ("5a", "5b") if t.sel(b.id, k).catatan), "data belum diisi")
        return Teks(f"Realisasi belanja sampai {lap.kata['hari_akhir']} belum dapat disajikan: {polos(sebab)}.")
    kalimat = [
        f"Sampai {lap.kata['hari_akhir']} realisasi belanja {polos(t.lingkup)}, berjumlah Rp{total['5c'].tampil} atau {total['6'].tampil} % dari anggaran Rp{total['4'].tampil}; "
        f"Rp{total['5b'].tampil} di antaranya terjadi pada bulan {lap.kata['bulan_akhir']}. Sisa anggaran Rp{total['7'].tampil}."
    ]
    lewat = [b for b in daun if (t.sel(b.id, "7").nilai or 0) < 0]
    for b in lewat:
        kalimat.append(
            f"Rekening {polos(b.sel['1'])} {polos(b.sel['2'])} melampaui pagunya: realisasi Rp{t.sel(b.id, '5c').tampil} dari Rp{t.sel(b.id, '4').tampil} "
            f"({t.sel(b.id, '6').tampil} %), sehingga pembebanannya perlu diperiksa atau anggarannya digeser."
        )
    nihil = [b for b in daun if t.sel(b.id, "5c").nilai == 0]
    if nihil:
        kalimat.append(f"Sebanyak {len(nihil)} dari {len(daun)} rekening belum terealisasi sama sekali.")
    return Teks(" ".join(kalimat))


def simpulan(lap: Laporan) -> Teks:
    """The closing paragraph: sasaran, efficiency and absorption in one view."""
    sasaran, biaya, lra = (lap.tabel_tampil[k] for k in ("3.4", "3.3", "lra-rekening"))
    predikat = [
        f"{polos(b.sel['1'])} " + (f"berpredikat {b.sel['predikat']} ({n.tampil} %)" if n.nilai is not None else "belum dapat dinilai")
        for b in sasaran.baris for n in [sasaran.sel(b.id, "5")]
    ]
    negatif = [h for h, _, k, rp in perbandingan(biaya) if k is not None and rp is not None and k < rp]
    teks = f"Sampai akhir {lap.kata['triwulan']} Tahun {lap.kata['tahun']}, {rangkai(predikat)}."
    serapan = lra.sel("jumlah", "6")
    teks += f" Serapan anggaran {polos(lra.lingkup)}, {'belum dapat disajikan' if serapan.nilai is None else f'mencapai {serapan.tampil} %'}."
    if negatif:
        teks += f" Perhatian pada triwulan berikutnya diarahkan pada program {rangkai(negatif)} pada Tabel {biaya.nomor}, yang belanjanya mendahului kinerjanya."
    return Teks(teks)
