"""Which rows a report shows, and with which entered figures. One function a table; no arithmetic but the choice of rows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction

from triwulan.form.calculate import BarisIsian, Isian
from triwulan.office import anggaran, aturan, kinerja, periode
from triwulan.office.anggaran import Simpul
from triwulan.office.kinerja import Angka
from triwulan.office.periode import Periode
from triwulan.laporan.formulir.lra_sap import BARIS_SAP, NIHIL
from triwulan.laporan.laporan import Laporan

HURUF = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def isian(angka: Angka) -> Isian:
    """A figure of the office as an entry of a form."""
    return Isian(angka.nilai, angka.sumber, angka.rumus, angka.operan, angka.catatan)


def tujuan(lap: Laporan, lingkup: str) -> list[BarisIsian]:
    """The goals with their indicator and its state (Tabel 2.1)."""
    rows = []
    for n, (kode, nama, ind) in enumerate(_berindikator(lap, "tujuan", lingkup), 1):
        k = kinerja.realisasi(lap.data, ind["id"], lingkup, lap.parameter.sampai)
        rows.append(BarisIsian(kode, {"1": str(n), "2": nama, "3": ind["nama"], "4": ind["formulasi"]}, {"5": isian(k)}, ind["satuan"]))
    return rows


def skala(lap: Laporan, lingkup: str) -> list[BarisIsian]:
    """The rule set's performance scale (Tabel 3.1)."""
    return [
        BarisIsian(str(n), {"1": str(n), "2": pita.tercetak, "3": pita.predikat})
        for n, pita in enumerate(lap.aturan.skala.pita, 1)
    ]


def pk_target(lap: Laporan, lingkup: str) -> list[BarisIsian]:
    """The targets the post promised."""
    rows = []
    for n, id_ in enumerate(lap.perjanjian("target")["rujukan"], 1):
        ind = kinerja.satu_indikator(lap.data, id_, lingkup)
        target = kinerja.target(lap.data, id_, lingkup, lap.parameter.tahun)
        teks = {"1": str(n), "2": lap.data.nama(ind["kode"]), "3": ind["nama"]}
        rows.append(BarisIsian(_baris_id(lap, ind, lingkup), teks, {"4": isian(target)}, ind["satuan"]))
    return rows


def pk_anggaran(lap: Laporan, lingkup: str) -> list[BarisIsian]:
    """The budgets the post promised, with their total."""
    kode = list(lap.perjanjian("anggaran")["rujukan"])
    rows = [
        BarisIsian(k, {"no": str(n), "program": lap.data.nama(k)}, {"anggaran": isian(anggaran.pagu(lap.data, lingkup, lap.parameter.tahun, "murni", k))})
        for n, k in enumerate(kode, 1)
    ]
    return [*rows, BarisIsian("jumlah", {"program": "JUMLAH"}, anak=tuple(kode), jenis="jumlah")]


def tujuan_dan_sasaran(lap: Laporan, lingkup: str) -> list[BarisIsian]:
    """Goals and sasaran with formula and present state (Tabel 3.2)."""
    rows = []
    for jenis in ("tujuan", "sasaran"):
        for n, (kode, nama, ind) in enumerate(_berindikator(lap, jenis, lingkup), 1):
            k = kinerja.realisasi(lap.data, ind["id"], lingkup, lap.parameter.sampai)
            teks = {"no": str(n) if jenis == "tujuan" else "", jenis: nama, f"indikator-{jenis}": ind["nama"], "rumus": ind["formulasi"], "satuan": ind["satuan"]}
            rows.append(BarisIsian(kode, teks, {"kondisi": isian(k)}, ind["satuan"]))
    return rows


def program(lap: Laporan, lingkup: str) -> list[BarisIsian]:
    """Every programme with each of its indicators, performance and money up to the quarter (Tabel 3.3, efisiensi).

    The money of a programme stands in the row of its first indicator."""
    rows = []
    for n, (kode, _, hasil) in enumerate(_program(lap)):
        for urut, ind in enumerate(kinerja.indikator(lap.data, kode, lingkup)):
            nilai = {
                "4": isian(kinerja.target(lap.data, ind["id"], lingkup, lap.parameter.tahun)),
                "5": isian(kinerja.realisasi(lap.data, ind["id"], lingkup, lap.parameter.sampai)),
            }
            if urut == 0:
                nilai["7"] = isian(anggaran.pagu(lap.data, lingkup, lap.parameter.tahun, "perubahan", kode))
                nilai["8"] = isian(anggaran.realisasi(lap.data, lingkup, lap.parameter.sampai, kode))
            teks = {"1": HURUF[n] if urut == 0 else "", "2": hasil if urut == 0 else "", "3": ind["nama"]}
            rows.append(BarisIsian(_baris_id(lap, ind, lingkup), teks, nilai, ind["satuan"]))
    return rows


def sasaran(lap: Laporan, lingkup: str) -> list[BarisIsian]:
    """The sasaran measured against their targets, with the grade of the achievement (Tabel 3.4)."""
    rows = []
    for n, (kode, nama, ind) in enumerate(_berindikator(lap, "sasaran", lingkup), 1):
        target = kinerja.target(lap.data, ind["id"], lingkup, lap.parameter.tahun)
        nyata = kinerja.realisasi(lap.data, ind["id"], lingkup, lap.parameter.sampai)
        teks = {"no": str(n), "1": nama, "2": ind["nama"], "predikat": predikat(lap, nyata.nilai, target.nilai, ind["polaritas"])}
        rows.append(BarisIsian(kode, teks, {"3": isian(target), "4": isian(nyata)}, ind["satuan"]))
    return rows


def penunjang(lap: Laporan, lingkup: str) -> list[BarisIsian]:
    """Programmes that support the sasaran: achievement, grade, what helped (BAB III, supporting programmes)."""
    rows = []
    for n, (kode, nama, _) in enumerate(_program(lap), 1):
        for urut, ind in enumerate(kinerja.indikator(lap.data, kode, lingkup)):
            id_ = _baris_id(lap, ind, lingkup)
            asal = lap.tabel_tampil["3.3"]
            capai = asal.sel(id_, "6")
            # The same quotient as column 6 of Tabel 3.3, in percent: the achievement has one home.
            nilai = Isian(None if capai.nilai is None else capai.nilai * 100, rumus="5/4 x 100%", operan=(asal.sel(id_, "5").alamat, asal.sel(id_, "4").alamat))
            teks = {
                "no": str(n) if urut == 0 else "", "program": nama if urut == 0 else "", "indikator": ind["nama"],
                "predikat": aturan.predikat(lap.aturan.skala, nilai.nilai) or "-", "keterangan": " ".join(lap.narasi("keterangan", ind["id"])),
            }
            rows.append(BarisIsian(id_, teks, {"capaian": nilai}))
    return rows


def lra_sap(bulan: Callable[[Laporan], Periode]) -> Callable[[Laporan, str], list[BarisIsian]]:
    """The 103 rows of the SAP-format LRA, spending within `bulan(lap)`."""
    def rows(lap: Laporan, lingkup: str) -> list[BarisIsian]:
        p, hasil = lap.parameter, []
        for b in BARIS_SAP:
            uraian = f"{b.uraian} ({b.rumus})" if b.rumus else b.uraian
            nilai = {}
            if b.akun == NIHIL:
                nilai = {k: Isian(Fraction(0), rumus="nihil", catatan="bukan akun perangkat daerah") for k in ("3", "4")}
            elif b.akun:
                nilai = {
                    "3": _nol(anggaran.pagu(lap.data, lingkup, p.tahun, "perubahan", "", b.akun)),
                    "4": _nol(anggaran.realisasi(lap.data, lingkup, bulan(lap), "", b.akun)),
                }
            jenis = "data" if b.akun else "jumlah" if b.rumus else "kelompok"
            catatan = {"1": f"{b.nomor:02}", "2": uraian}
            hasil.append(BarisIsian(str(b.nomor), catatan, nilai, rumus=b.rumus, jenis=jenis))
        return hasil
    return rows


def lra_rekening(lap: Laporan, lingkup: str) -> list[BarisIsian]:
    """The LRA by kode rekening: every level from the accounts up, with total and surplus."""
    p = lap.parameter
    ini = Periode(p.tahun, p.periode.akhir, p.periode.akhir)
    lalu = Periode(p.tahun, 1, p.periode.akhir - 1)
    pohon = anggaran.pohon(lap.data, lingkup, p.tahun)

    def baris(s: Simpul) -> BarisIsian:
        nilai = {} if s.anak else {
            "3": isian(anggaran.pagu(lap.data, lingkup, p.tahun, "murni", s.kode, s.akun)),
            "4": isian(anggaran.pagu(lap.data, lingkup, p.tahun, "perubahan", s.kode, s.akun)),
            "5a": isian(anggaran.realisasi(lap.data, lingkup, lalu, s.kode, s.akun)),
            "5b": isian(anggaran.realisasi(lap.data, lingkup, ini, s.kode, s.akun)),
        }
        uraian = s.uraian.upper() if s.tingkat <= 2 else s.uraian
        return BarisIsian(s.id, {"1": _kode_cetak(s), "2": uraian}, nilai, anak=tuple(a.id for a in s.anak), jenis="jumlah" if s.tingkat <= 2 else "data", tingkat=s.tingkat)

    akar = pohon[0].id if pohon else ""
    jumlah = BarisIsian("jumlah", {"2": "Jumlah Belanja"}, anak=(akar,), jenis="jumlah")
    surplus = BarisIsian("surplus", {"2": "Surplus / Defisit"}, _kurangi(lap, lingkup, ini, lalu), jenis="jumlah")
    return [*(baris(s) for s in pohon), jumlah, surplus]


def _kurangi(lap: Laporan, lingkup: str, ini: Periode, lalu: Periode) -> dict[str, Isian]:
    """Surplus = revenue − spending; an office without revenue accounts has only the spending, negative."""
    tahun, data = lap.parameter.tahun, lap.data
    belanja = {
        "3": anggaran.pagu(data, lingkup, tahun, "murni", "", "5"), "4": anggaran.pagu(data, lingkup, tahun, "perubahan", "", "5"),
        "5a": anggaran.realisasi(data, lingkup, lalu, "", "5"), "5b": anggaran.realisasi(data, lingkup, ini, "", "5"),
    }
    return {
        k: Isian(None if a.nilai is None else -a.nilai, rumus="0-jumlah", operan=(f"{lap.nama}/lra-rekening/jumlah/{k}",), catatan=a.catatan if a.nilai is None else "")
        for k, a in belanja.items()
    }


def dokumentasi(lap: Laporan, lingkup: str) -> list[BarisIsian]:
    """The post's activity records of the quarter, grouped by month."""
    p, rows = lap.parameter, []
    semua = lap.data["dokumentasi"].query("jabatan == @lap.jabatan").sort_values(["tanggal", "urutan"])
    for bulan in range(p.periode.awal, p.periode.akhir + 1):
        awalan = f"{p.tahun}-{bulan:02}"
        bulan_ini = semua[semua["tanggal"].str.startswith(awalan)].sort_values("urutan")
        if not bulan_ini.empty:
            rows.append(BarisIsian(awalan, {"keterangan": f"Bulan {periode.bulan(bulan)} {p.tahun}"}, jenis="kelompok"))
        for _, k in bulan_ini.iterrows():
            tempat = f" Tempat: {k['tempat_kegiatan']}." if k["tempat_kegiatan"] else ""
            hari = periode.tanggal(date.fromisoformat(k["tanggal"]))
            rows.append(BarisIsian(f"{awalan}-{k['urutan']}", {"no": str(k["urutan"]), "foto": "foto tidak tersedia", "keterangan": f"{hari}. {k['kegiatan']}{tempat}"}))
    return rows


def predikat(lap: Laporan, nyata: Fraction | None, target: Fraction | None, polaritas: str) -> str:
    """The grade of an achievement under the rule set, marked where it falls between two printed bands."""
    nilai = kinerja.capaian(nyata, target, polaritas, lap.aturan.polaritas.turun)
    tanda = "*" if aturan.di_lubang(lap.aturan.skala, nilai) else ""
    return (aturan.predikat(lap.aturan.skala, nilai) or "-") + tanda


def _nol(angka: Angka) -> Isian:
    """In a whole-chart LRA an account that the office does not have is nil, not unknown."""
    return isian(angka) if angka.sumber or angka.nilai is not None else Isian(Fraction(0), rumus="nihil", catatan="rekening ini tidak ada dalam anggaran")


def _kode_cetak(s: Simpul) -> str:
    return f"{s.kode} {s.akun}".strip()


def _program(lap: Laporan) -> list[tuple[str, str, str]]:
    """(code, name, sasaran) of each programme, by code."""
    rows = lap.data["nomenklatur"].query("jenis == 'program'")
    rows = rows[rows["kode"].str.count(r"\.") == 2].sort_values("kode")
    return list(zip(rows["kode"], rows["uraian"], rows["hasil"]))


def _berindikator(lap: Laporan, jenis: str, lingkup: str):
    rows = lap.data["nomenklatur"].query("jenis == @jenis").sort_values("kode")
    return [(k, n, i) for k, n in zip(rows["kode"], rows["uraian"]) for i in kinerja.indikator(lap.data, k, lingkup)]


def _baris_id(lap: Laporan, ind, lingkup: str) -> str:
    """The row's code, with `~2`, `~3` for its further indicators (by id)."""
    ids = [i["id"] for i in kinerja.indikator(lap.data, ind["kode"], lingkup)]
    n = ids.index(ind["id"]) + 1
    return ind["kode"] if n == 1 else f"{ind['kode']}~{n}"
