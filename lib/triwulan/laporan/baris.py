"""Which rows a report shows, and with which entered figures. One function a table; no arithmetic but the choice of rows."""

from __future__ import annotations

from fractions import Fraction

from triwulan.form.calculate import BarisIsian, Isian
from triwulan.form.nilai import Nilai
from triwulan.form.table import Tabel
from triwulan.laporan import galeri
from triwulan.laporan.formulir.lra_sap import BARIS_SAP
from triwulan.laporan.laporan import Laporan
from triwulan.office import anggaran, aturan, kinerja, periode
from triwulan.office.anggaran import Simpul
from triwulan.office.kinerja import Angka
from triwulan.office.kode import PROGRAM
from triwulan.office.periode import Periode

HURUF = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def isian(angka: Angka, satuan: str = "") -> Isian:
    """A figure of the office as an entry of a form; `satuan` where its unit is not the row's."""
    return Isian(angka.nilai, angka.sumber, angka.rumus, angka.operan, angka.catatan, satuan=satuan)


def realisasi(lap: Laporan, id_: str, lingkup: str) -> Angka:
    """An indicator's K up to the report's quarter, under its rule set."""
    return kinerja.realisasi(lap.data, id_, lingkup, lap.parameter.sampai, lap.aturan.polaritas.turun)


def target(lap: Laporan, id_: str, lingkup: str) -> Angka:
    """An indicator's target of the report's year."""
    return kinerja.target(lap.data, id_, lingkup, lap.parameter.tahun)


def satuan(ind) -> str:
    """An indicator's unit beside a year's figure."""
    return kinerja.satuan(ind, 12)


def tujuan(lap: Laporan, lingkup: str) -> list[BarisIsian]:
    """The goals with their indicator and its state (Tabel 2.1)."""
    rows = []
    for n, (kode, nama, ind) in enumerate(berindikator(lap, "tujuan", lingkup), 1):
        k = realisasi(lap, ind["id"], lingkup)
        rows.append(BarisIsian(kode, {"1": str(n), "2": nama, "3": ind["nama"], "4": ind["formulasi"]}, {"5": isian(k)}, satuan(ind)))
    return rows


def skala(lap: Laporan, lingkup: str) -> list[BarisIsian]:
    """The rule set's performance scale (Tabel 3.1)."""
    return [
        BarisIsian(str(n), {"1": str(n), "2": pita.tercetak, "3": pita.predikat})
        for n, pita in enumerate(lap.aturan.skala.pita, 1)
    ]


def pk_target(lap: Laporan, lingkup: str) -> list[BarisIsian]:
    """The targets the post promised."""
    rows, kode = [], []
    for id_ in lap.perjanjian("target")["rujukan"]:
        ind = kinerja.satu_indikator(lap.data, id_, lingkup)
        janji, teks = target(lap, id_, lingkup), {"3": ind["nama"]}
        if ind["kode"] not in kode:  # further indicators of a row have no number of their own
            kode.append(ind["kode"])
            teks |= {"1": str(len(kode)), "2": lap.hasil(ind["kode"])}
        rows.append(BarisIsian(baris_id(lap, ind, lingkup), teks, {"4": isian(janji)}, satuan(ind)))
    return rows


def pk_anggaran(lap: Laporan, lingkup: str) -> list[BarisIsian]:
    """The budgets the post promised, with their total."""
    pagu, rows = anggaran.pagu(lap.data, lingkup, lap.parameter.sampai, "murni"), []
    for n, janji in enumerate(lap.perjanjian("anggaran").itertuples(), 1):
        angka = anggaran.jumlah(pagu, janji.rujukan)
        # A kegiatan that was promised without money has no budget, which is not the same as a budget that is missing.
        nilai = Isian(None, catatan="tidak dianggarkan", abai=True) if angka.nilai is None else isian(angka)
        rows.append(BarisIsian(janji.rujukan, {"no": str(n), "program": lap.data.nama(janji.rujukan), "sumber-dana": janji.sumber_dana}, {"anggaran": nilai}))
    return [*rows, BarisIsian("jumlah", {"program": "JUMLAH"}, anak=tuple(r.id for r in rows), jenis="jumlah")]


def tujuan_dan_sasaran(lap: Laporan, lingkup: str) -> list[BarisIsian]:
    """Goals and sasaran with formula and present state (Tabel 3.2)."""
    rows = []
    for jenis in ("tujuan", "sasaran"):
        for n, (kode, nama, ind) in enumerate(berindikator(lap, jenis, lingkup), 1):
            k = realisasi(lap, ind["id"], lingkup)
            teks = {"no": str(n) if jenis == "tujuan" else "", jenis: nama, f"indikator-{jenis}": ind["nama"], "rumus": ind["formulasi"], "satuan": satuan(ind)}
            rows.append(BarisIsian(kode, teks, {"kondisi": isian(k)}, satuan(ind)))
    return rows


def program(lap: Laporan, lingkup: str) -> list[BarisIsian]:
    """Every programme with each of its indicators, performance and money up to the quarter (Tabel 3.3, efisiensi).

    The money of a programme stands in the row of its first indicator."""
    p, rows = lap.parameter, []
    pagu = anggaran.pagu(lap.data, lingkup, p.sampai, "perubahan")
    terpakai = anggaran.realisasi(lap.data, lingkup, p.sampai)
    for n, (kode, _, hasil) in enumerate(daftar_program(lap)):
        for urut, ind in enumerate(kinerja.indikator(lap.data, kode, lingkup)):
            nilai = target_dan_realisasi(lap, ind, lingkup, "4", "5")
            teks = {"3": ind["nama"]}
            if urut == 0:
                nilai |= {"7": isian(anggaran.jumlah(pagu, kode)), "8": isian(anggaran.jumlah(terpakai, kode))}
                teks |= {"1": HURUF[n], "2": hasil}
            rows.append(BarisIsian(baris_id(lap, ind, lingkup), teks, nilai, satuan(ind), ganti=turun(lap, ind, "6", "4", "5")))
    return rows


def sasaran(lap: Laporan, lingkup: str) -> list[BarisIsian]:
    """The sasaran measured against their targets, with the grade of the achievement (Tabel 3.4)."""
    rows = []
    for n, (kode, nama, ind) in enumerate(berindikator(lap, "sasaran", lingkup), 1):
        nilai = target_dan_realisasi(lap, ind, lingkup, "3", "4")
        teks = {"no": str(n), "1": nama, "2": ind["nama"], "predikat": predikat(lap, capaian(lap, ind, lingkup).nilai)}
        rows.append(BarisIsian(kode, teks, nilai, satuan(ind), ganti=turun(lap, ind, "5", "3", "4", " x 100%")))
    return rows


def penunjang(lap: Laporan, lingkup: str) -> list[BarisIsian]:
    """Programmes that support the sasaran: achievement, grade, what helped (BAB III, supporting programmes)."""
    rows = []
    for n, (kode, nama, _) in enumerate(daftar_program(lap), 1):
        for urut, ind in enumerate(kinerja.indikator(lap.data, kode, lingkup)):
            capai = capaian(lap, ind, lingkup)
            teks = {
                "no": str(n) if urut == 0 else "", "program": nama if urut == 0 else "", "indikator": ind["nama"],
                "predikat": predikat(lap, capai.nilai), "keterangan": " ".join(lap.narasi("keterangan", ind["id"])),
            }
            rows.append(BarisIsian(baris_id(lap, ind, lingkup), teks, {"capaian": isian(capai)}))
    return rows


def lra_sap(lap: Laporan, lingkup: str, bulan: Periode | None = None) -> list[BarisIsian]:
    """The 103 rows of the SAP-format LRA; spending from January to the quarter's end, or within `bulan`."""
    pagu = anggaran.pagu(lap.data, lingkup, lap.parameter.sampai, "perubahan")
    terpakai = anggaran.realisasi(lap.data, lingkup, bulan or lap.parameter.sampai)
    hasil = []
    for b in BARIS_SAP:
        nilai = {}
        if b.akun:
            nilai = {"3": _nol(pagu, b.akun), "4": _nol(terpakai, b.akun)}
        teks = {"1": f"{b.nomor:02}", "2": f"{b.uraian} ({b.rumus})" if b.rumus else b.uraian}
        hasil.append(BarisIsian(str(b.nomor), teks, nilai, rumus=b.rumus, jenis="data" if b.akun else "jumlah" if b.rumus else "kelompok"))
    return hasil


def lra_rekening(lap: Laporan, lingkup: str) -> list[BarisIsian]:
    """The LRA by kode rekening: every level from the accounts up, with total and surplus."""
    p = lap.parameter
    kolom = {
        "3": anggaran.pagu(lap.data, lingkup, p.sampai, "murni"),
        "4": anggaran.pagu(lap.data, lingkup, p.sampai, "perubahan"),
        "5a": anggaran.realisasi(lap.data, lingkup, Periode(p.tahun, 1, p.periode.akhir - 1)),
        "5b": anggaran.realisasi(lap.data, lingkup, Periode(p.tahun, p.periode.akhir, p.periode.akhir)),
    }
    kosong = Angka(None, catatan="belum diisi")

    def baris(s: Simpul) -> BarisIsian:
        nilai = {} if s.anak else {k: isian(rekening.get((s.kode, s.akun), kosong)) for k, rekening in kolom.items()}
        teks = {"1": f"{s.kode} {s.akun}".strip(), "2": s.uraian.upper() if s.tingkat <= 2 else s.uraian}
        return BarisIsian(s.id, teks, nilai, anak=tuple(a.id for a in s.anak), jenis="jumlah" if s.tingkat <= 2 else "data", tingkat=s.tingkat)

    pohon = anggaran.pohon(lap.data, lingkup, p.sampai)
    belanja = {k: anggaran.jumlah(rekening, akun=anggaran.AKUN_BELANJA) for k, rekening in kolom.items()}
    # An office without revenue accounts has a deficit of all it spends.
    defisit = {
        k: Isian(None if a.nilai is None else -a.nilai, rumus="0-jumlah", operan=(f"{lap.nama}/lra-rekening/jumlah/{k}",))
        for k, a in belanja.items()
    }
    return [
        *(baris(s) for s in pohon),
        BarisIsian("jumlah", {"2": "Jumlah Belanja"}, anak=tuple(s.id for s in pohon[:1]), jenis="jumlah"),
        BarisIsian("surplus", {"2": "Surplus / Defisit"}, defisit, jenis="jumlah"),
    ]


def dokumentasi(lap: Laporan, lingkup: str) -> list[BarisIsian]:
    """The post's activity records of the quarter, grouped by month; each says under which number its photo stands."""
    rows = []
    for awalan, bulan_ini in galeri.catatan(lap).groupby("bulan"):
        masa = periode.baca(awalan)
        judul = f"Bulan {periode.sebut(masa)}" if masa.awal == masa.akhir else f"{periode.sebut(masa)}, tanggal tidak tercantum"
        rows.append(BarisIsian(awalan, {"keterangan": judul}, jenis="kelompok"))
        # Numbered as printed: `urutan` orders the records of a post and need not begin with 1 in each group.
        for no, (_, k) in enumerate(bulan_ini.iterrows(), 1):
            foto = f"foto {k['nomor']}" if k["nomor"] else "foto tidak tersedia"
            rows.append(BarisIsian(f"{awalan}-{k['urutan']}", {"no": str(no), "foto": foto, "keterangan": f"{k['hari']}. {k['kegiatan']}" if masa.awal == masa.akhir else k["kegiatan"]}))
    return rows


def perbandingan(tabel: Tabel) -> list[tuple[str, str, Nilai, Nilai]]:
    """(letter, code, performance, money) of each programme in a cost-per-outcome table, as fractions, as its row prints them:
    of several indicators the first one's, which is the one that stands beside the money."""
    program = [b for b in tabel.baris if PROGRAM.fullmatch(b.id) and b.id.count(".") == 2]
    return [(b.sel["1"], b.id, tabel.sel(b.id, "6").nilai, tabel.sel(b.id, "9").nilai) for b in program]


def capaian_program(tabel: Tabel, kode: str) -> list[Nilai]:
    """The achievements of all indicators of a programme in a cost-per-outcome table, as fractions, the first one first."""
    return [tabel.sel(i, "6").nilai for i in tabel.by_id if i.partition("~")[0] == kode]


def capaian(lap: Laporan, ind, lingkup: str) -> Angka:
    """An indicator's achievement up to the quarter in percent of its target, by its polarity."""
    nyata, janji = realisasi(lap, ind["id"], lingkup), target(lap, ind["id"], lingkup)
    nilai = kinerja.capaian(nyata.nilai, janji.nilai, ind["polaritas"], lap.aturan.polaritas.turun)
    catatan = (nyata.catatan or janji.catatan) if nilai is None else ""
    return Angka(nilai, rumus=kinerja.RUMUS_CAPAIAN[ind["polaritas"] if ind["polaritas"] == "naik" else lap.aturan.polaritas.turun], operan=(f"K:{ind['id']}", f"T:{ind['id']}"), catatan=catatan)


def predikat(lap: Laporan, nilai: Fraction | None) -> str:
    """The grade of an achievement under the rule set, starred where it falls between two printed bands."""
    tanda = "*" if aturan.di_lubang(lap.aturan.skala, nilai) else ""
    return (aturan.predikat(lap.aturan.skala, nilai) or "-") + tanda


def target_dan_realisasi(lap: Laporan, ind, lingkup: str, kolom_target: str, kolom_realisasi: str) -> dict[str, Isian]:
    """An indicator's target and K up to the quarter, under the columns' keys."""
    nyata = isian(realisasi(lap, ind["id"], lingkup), kinerja.satuan(ind, lap.parameter.sampai.akhir))
    return {kolom_target: isian(target(lap, ind["id"], lingkup)), kolom_realisasi: nyata}


def turun(lap: Laporan, ind, kolom: str, target: str, nyata: str, persen: str = "") -> dict[str, str]:
    """For an indicator of which less is better, the formula that replaces realisation over target, in the notation."""
    if ind["polaritas"] == "naik":
        return {}
    rumus = {"2T-R": f"({target}+{target}-{nyata})/{target}", "T/R": f"{target}/{nyata}"}[lap.aturan.polaritas.turun]
    return {kolom: rumus + persen}


def _nol(rekening: anggaran.Rekening, akun: str) -> Isian:
    """In a whole-chart LRA an account that the office does not have is nil, not unknown."""
    if not any(r.startswith(akun) for _, r in rekening):
        return Isian(Fraction(0), rumus="nihil")
    return isian(anggaran.jumlah(rekening, akun=akun))


def daftar_program(lap: Laporan) -> list[tuple[str, str, str]]:
    """(code, name, sasaran) of each programme, by code."""
    rows = lap.data["nomenklatur"].query("jenis == 'program'")
    rows = rows[rows["kode"].str.count(r"\.") == 2].sort_values("kode")
    return list(zip(rows["kode"], rows["uraian"], rows["hasil"]))


def berindikator(lap: Laporan, jenis: str, lingkup: str):
    """(code, name, indicator) of every goal or sasaran, by code."""
    rows = lap.data["nomenklatur"].query("jenis == @jenis").sort_values("kode")
    return [(k, n, i) for k, n in zip(rows["kode"], rows["uraian"]) for i in kinerja.indikator(lap.data, k, lingkup)]


def baris_id(lap: Laporan, ind, lingkup: str) -> str:
    """The row's code, with `~2`, `~3` for its further indicators (by id)."""
    ids = [i["id"] for i in kinerja.indikator(lap.data, ind["kode"], lingkup)]
    n = ids.index(ind["id"]) + 1
    return ind["kode"] if n == 1 else f"{ind['kode']}~{n}"
