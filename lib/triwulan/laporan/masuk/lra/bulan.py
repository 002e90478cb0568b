"""The spending columns of an LRA against realisasi_rp.csv: this month's rows, and what the months before must give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from triwulan.laporan.masuk.lra.rekening import Rekening, sebut
from triwulan.laporan.masuk.lra.tabel import Baris
from triwulan.laporan.masuk.lra.tulis import ribuan, rupiah
from triwulan.laporan.masuk.usul import Usul
from triwulan.office import anggaran, periode
from triwulan.office.data import Data
from triwulan.office.masalah import Masalah, angka_tertulis
from triwulan.office.periode import Periode


#: Months, figure, line of the file and key of a row there is.
Ada = tuple[Periode, Fraction, int, tuple[str, ...]]


@dataclass
class Bulanan:
    """Rows for this month and the months before; what the latter's are, and which rows of several months are parted, for
    sentences; problems."""

    usul: list[Usul] = field(default_factory=list)
    sela: dict[Periode, list[Baris]] = field(default_factory=dict)
    pecah: dict[Periode, list[Baris]] = field(default_factory=dict)
    masalah: list[Masalah] = field(default_factory=list)


def bandingkan(data: Data, baris: Sequence[Baris], waktu: Periode, lingkup: str, dokumen: str) -> Bulanan:
    """The spending rows that an LRA of the month `waktu` brings, and where it contradicts those there are."""
    hasil, ada = Bulanan(), _menurut_rekening(data, lingkup, waktu.tahun)
    semua_periode = sorted({p for rows in ada.values() for p, *_ in rows})
    for b in baris:
        rows = ada.get(b.kode, [])
        lintas = [r for r in rows if r[0] != waktu and r[0].beririsan(waktu)]
        if lintas:
            _pecah(b, lintas, rows, waktu, lingkup, dokumen, hasil)
            continue
        hasil.usul.append(_usul(b, "5b", b.rp("5b"), waktu, lingkup, dokumen))
        _bulan_lalu(b, [r for r in rows if r[0].akhir < waktu.awal], semua_periode, waktu, lingkup, dokumen, hasil)
    return hasil


def _usul(b: Baris, key: str, nilai: Fraction, p: Periode, lingkup: str, dokumen: str) -> Usul:
    return Usul("realisasi_rp", (*b.kode, lingkup, periode.tulis(p)), dokumen, {"nilai": angka_tertulis(nilai)}, {"nilai": b.letak.get(key, b.tempat)})


def _menurut_rekening(data: Data, lingkup: str, tahun: int) -> dict[Rekening, list[Ada]]:
    """Spending of a year by account."""
    hasil: dict[Rekening, list] = {}
    rows = data["realisasi_rp"]
    for r in rows[(rows["lingkup"] == lingkup) & (rows["tahun"] == tahun)].itertuples():
        hasil.setdefault((r.kode, r.akun), []).append((r.periode, r.nilai, r.Index, tuple(r.acuan.partition("#")[2].split("|"))))
    return hasil


def _pecah(b: Baris, lintas: Sequence[Ada], rows: Sequence[Ada], waktu: Periode, lingkup: str, dokumen: str, hasil: Bulanan) -> None:
    """A row of several months that this one is among, parted: what was before, this month, what remains after. Only where it
    comes out exactly."""
    p, nilai, n, kunci = lintas[0]
    sebelum = [r for r in rows if r[0].akhir < p.awal]
    lengkap = {m for r in sebelum for m in range(r[0].awal, r[0].akhir + 1)} == set(range(1, p.awal))
    depan = b.rp("5a") - sum((r[1] for r in sebelum), Fraction(0))
    belakang = nilai - depan - b.rp("5b")
    salah = len(lintas) > 1 or not lengkap or depan < 0 or (p.awal == waktu.awal and depan) or belakang < 0 or (p.akhir == waktu.akhir and belakang)
    if salah:
        hasil.masalah.append(Masalah(b.letak["5b"], f"{sebut(b.kode)} {b.uraian}: realisasi_rp.csv baris {n} sudah memuat {periode.sebut(waktu)} di dalam {periode.tulis(p)} ({ribuan(nilai)}), dan tidak dapat dipecah menurut LRA ini (bulan lalu {ribuan(b.rp('5a'))}, bulan ini {ribuan(b.rp('5b'))}); betulkan atau hapus baris itu, lalu impor lagi", None, "", ribuan(b.rp("5b"))))
        return
    bagian = [(Periode(p.tahun, p.awal, waktu.awal - 1), "5a", depan), (waktu, "5b", b.rp("5b")), (Periode(p.tahun, waktu.akhir + 1, p.akhir), "5c", belakang)]
    hasil.usul.append(Usul("realisasi_rp", kunci, dokumen, letak={"": b.letak["5b"]}, hapus=True))
    hasil.usul += [_usul(b, key, v, q, lingkup, dokumen) for q, key, v in bagian if q.awal <= q.akhir]
    hasil.pecah.setdefault(p, []).append(b)


def _bulan_lalu(b: Baris, rows: Sequence[Ada], semua: Sequence[Periode], waktu: Periode, lingkup: str, dokumen: str, hasil: Bulanan) -> None:
    """What the months before must still get of an account so that they give what the LRA says."""
    letak = b.letak.get("5a", b.letak.get("5c", b.tempat))
    ada = sum((r[1] for r in rows), Fraction(0))
    terisi = {m for p, *_ in rows for m in range(p.awal, p.akhir + 1)}
    kurang, sisa = [m for m in range(1, waktu.awal) if m not in terisi], b.rp("5a") - ada
    data = f"data: {ribuan(ada)}" + (f" (realisasi_rp.csv baris {', '.join(str(r[2]) for r in rows)})" if rows else "")
    beda = f"realisasi bulan lalu {sebut(b.kode)} {b.uraian}: {data}, LRA: {ribuan(b.rp('5a'))}; selisih {ribuan(sisa)}"
    if waktu.awal == 1 and sisa:
        hasil.masalah.append(Masalah(letak, f"{beda}; pada LRA Januari bulan lalu harus 0", None, "", ribuan(b.rp("5a"))))
    elif not kurang and sisa:
        hasil.masalah.append(Masalah(letak, f"{beda}. Bila bulan lalu memang dikoreksi, impor dulu LRA bulan yang dikoreksi (barisnya diganti), atau betulkan baris itu; lalu ulangi", None, "", ribuan(b.rp("5a"))))
    elif kurang:
        ruas = _ruas(kurang, waktu.tahun)
        if not sisa:
            ruas = _seperti(semua, kurang) or ruas
        elif len(ruas) > 1 or sisa < 0:
            nama = ", ".join(periode.sebut(p) for p in ruas)
            hasil.masalah.append(Masalah(letak, f"{beda}; bulan yang belum ada di data: {nama}. Selisih itu tidak dapat dibagi sendiri: impor dulu LRA bulan-bulan itu", None, "", ribuan(b.rp("5a"))))
            return
        for p in ruas:
            hasil.usul.append(_usul(b, "5a" if "5a" in b.letak else "5c", sisa, p, lingkup, dokumen))
            hasil.sela.setdefault(p, []).append(b)


def _ruas(bulan: Sequence[int], tahun: int) -> list[Periode]:
    """Runs of months."""
    hasil: list[Periode] = []
    for m in bulan:
        if hasil and hasil[-1].akhir == m - 1:
            hasil[-1] = Periode(tahun, hasil[-1].awal, m)
        else:
            hasil.append(Periode(tahun, m, m))
    return hasil


def _seperti(semua: Sequence[Periode], kurang: Sequence[int]) -> list[Periode]:
    """The months as the other accounts have them, where those are just the ones that are missing: nothing was spent in each."""
    pilihan = [p for p in semua if set(range(p.awal, p.akhir + 1)) <= set(kurang)]
    return pilihan if sorted(m for p in pilihan for m in range(p.awal, p.akhir + 1)) == list(kurang) else []


def sama_sampai(data: Data, daun: Sequence[Baris], tahun: int, lingkup: str) -> list[int]:
    """The months up to which spending in the data is, account by account, what the LRA says of the months before; none where
    that is nothing."""
    if not any(b.rp("5a") for b in daun):
        return []
    return [n for n in range(1, 13) if (ada := anggaran.realisasi(data, lingkup, Periode(tahun, 1, n))) and all((a := ada.get(b.kode)) and a.nilai == b.rp("5a") for b in daun)]


def judul_keliru(n: int) -> str:
    """What is said of an LRA whose months before are those up to the month `n`."""
    return f"bulan lalu di berkas ini sama dengan data s/d {periode.bulan(n)}: judulnya mungkin keliru ({periode.bulan(n + 1)}?); cocokkan bulannya dengan aslinya, lalu betulkan judulnya"


def janggal(berkas: str, data: Data, daun: Sequence[Baris], hasil: Bulanan, waktu: Periode, lingkup: str) -> list[Masalah]:
    """What an LRA says that the data can neither prove nor contradict, and that is seldom so."""
    if not hasil.sela:
        return []
    lalu, ini = (sum((b.rp(key) for b in daun), Fraction(0)) for key in ("5a", "5b"))
    sama = [n for n in sama_sampai(data, daun, waktu.tahun, lingkup) if n < waktu.awal - 1]
    kata = [f"{judul_keliru(sama[-1])}. Bila judulnya benar, {periode.sebut(Periode(waktu.tahun, sama[-1] + 1, waktu.awal - 1))} dicatat tanpa belanja"] if sama else []
    # In February one month stands against one.
    if waktu.awal > 2 and 0 < lalu < ini:
        kata.append(f"realisasi {periode.sebut(waktu)} {rupiah(ini)} lebih besar daripada {periode.sebut(Periode(waktu.tahun, 1, waktu.awal - 1))} seluruhnya, {rupiah(lalu)}; periksa apakah kolomnya tertukar")
    return [Masalah(berkas, k) for k in kata]


def kalimat(hasil: Bulanan) -> list[str]:
    """What was booked for months before, in words."""
    return [
        f"{periode.sebut(p)}: {len(bb)} rekening belum ada di data, dicatat dari kolom bulan lalu sebagai satu baris {periode.tulis(p)} per rekening (bulan satu per satu: impor LRA bulan itu sebelum ini)."
        for p, bb in sorted(hasil.sela.items())
    ] + [f"{len(bb)} baris {periode.tulis(p)} dipecah menurut LRA ini; jumlahnya tetap." for p, bb in sorted(hasil.pecah.items())]

