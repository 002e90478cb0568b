"""Charts of the BAB III comparisons: realised K beside a reference, and quarter by quarter. They read the tables shown."""

from __future__ import annotations

from fractions import Fraction
from textwrap import fill

from triwulan.form.table import Tabel
from triwulan.laporan.grafik import ALAS, bergaya, gambar, kanvas, persen_sumbu
from triwulan.laporan.laporan import Laporan, Teks
from triwulan.press import gaya
from triwulan.press.blok import Gambar

#: A bar beyond this is cut there and says its figure: one of 2.000 % would press all others flat.
BATAS = 150
#: From here on a label beside the bar would reach the line at 100.
TEMU = 68


@bergaya
def acuan(lap: Laporan, nomor: str, tabel: str) -> Gambar | Teks:
    """How near does each indicator come to its reference? Column 6 of a comparison table, the reference at 100 %.

    Nothing where the table could not be made: the sentence in its place says why."""
    if (t := lap.tabel_tampil.get(tabel)) is None:
        return Teks("")
    data = [(b, t.sel(b.id, "6").nilai) for b in t.baris]
    ada = [(b, n) for b, n in data if n is not None]
    if not ada:
        return Teks(f"*Grafik untuk Tabel {t.nomor} belum dapat disajikan: realisasinya belum lengkap.*")
    nama = [fill(_nama(t, b), 46) for b, _ in ada]
    letak, tinggi = _susun([1 + n.count("\n") for n in nama])
    fig, ax = kanvas(0.9 + 0.16 * tinggi)
    for y, (b, nilai) in zip(letak, ada):
        panjang, teks = max(min(float(nilai), BATAS), 0), f"{t.sel(b.id, '6').tampil} %"
        ax.barh(y, panjang, height=1.2, color=gaya.AKSEN if nilai >= 100 else gaya.REDUP)
        if nilai > BATAS:
            teks += "\n(batang dipotong)"
        # A label that would meet the reference's line stands inside its bar.
        dalam = TEMU <= nilai < 100
        ax.annotate(teks, (panjang, y), xytext=(-5 if dalam else 5, 0), textcoords="offset points", va="center", ha="right" if dalam else "left", color="white" if dalam else gaya.TEKS, linespacing=1.0)
    ax.axvline(100, color=gaya.AWAS, lw=1.4)
    ax.text(100, -0.2, "acuan", color=gaya.AWAS, ha="center", va="bottom")
    ax.set_yticks(letak, nama)
    terbesar = max(n for _, n in ada)
    ax.set_xlim(0, BATAS + 60 if terbesar > BATAS else max(125, float(terbesar) + 25))
    ax.set_ylim(tinggi, -0.2)
    persen_sumbu(ax, f"% dari {_apa(t)}{_berjalan(lap)}")
    capai = sum(n >= 100 for _, n in ada)
    judul = f"{capai} dari {len(data)} perbandingan dengan {_apa(t)} mencapai acuannya"
    alt = f"{t.judul}: " + "; ".join(f"{_nama(t, b)} {t.sel(b.id, '6').tampil} %" for b, _ in ada)
    return gambar(fig, nomor, judul, alt)


@bergaya
def triwulanan(lap: Laporan, nomor: str, tabel: str) -> Gambar | Teks:
    """Is performance rising from quarter to quarter? Each quarter's K as a share of the year's target."""
    t = lap.tabel_tampil[tabel]
    deret = [(b, [_bagian(t, b.id, str(q + 3)) for q in range(1, 5)]) for b in t.baris]
    ada = [(b, nilai) for b, nilai in deret if any(n is not None for n in nilai)]
    if not ada:
        return Teks("*Grafik per triwulan belum dapat disajikan: realisasi per triwulan belum ada.*")
    nama = [fill(b.sel["2"], 46) for b, _ in ada]
    berjalan = lap.parameter.triwulan
    letak, tinggi = _susun([max(1 + n.count("\n"), berjalan) for n in nama])
    fig, ax = kanvas(0.9 + 0.16 * tinggi)
    warna = [gaya.GARIS, gaya.REDUP, gaya.AKSEN, gaya.TEKS]
    for y, (b, nilai) in zip(letak, ada):
        for q, n in enumerate(nilai):
            if n is not None:
                at = y + q - (berjalan - 1) / 2
                ax.barh(at, min(float(n), BATAS), height=0.8, color=warna[q])
                potong = " (batang dipotong)" if n > BATAS else ""
                ax.annotate(f"TW {['I', 'II', 'III', 'IV'][q]} {t.sel(b.id, str(q + 4)).tampil}{potong}", (min(float(n), BATAS), at), xytext=(4, 0), textcoords="offset points", va="center", fontsize=8, bbox=ALAS)
    ax.set_yticks(letak, nama)
    terbesar = max(float(n) for _, d in ada for n in d if n is not None)
    ax.set_xlim(0, BATAS + 80 if terbesar > BATAS else max(125, terbesar + 30))
    ax.set_ylim(tinggi, -0.2)
    persen_sumbu(ax, "panjang batang: % dari target setahun; angka: realisasi triwulan itu")
    judul = _naik(deret, berjalan)
    alt = "Realisasi per triwulan: " + "; ".join(f"{b.sel['2']} " + ", ".join(f"TW {q + 1} {t.sel(b.id, str(q + 4)).tampil}" for q, n in enumerate(nilai) if n is not None) for b, nilai in ada)
    return gambar(fig, nomor, judul, alt)


def _susun(baris: list[int]) -> tuple[list[float], float]:
    """Rows of so many text lines below each other, a line of space between them: their centres and the whole height, in lines."""
    letak, atas = [], 0.0
    for n in baris:
        letak.append(atas + (n + 1) / 2)
        atas += n + 1
    return letak, atas


def _naik(deret: list[tuple], triwulan: int) -> str:
    """The finding of the quarters: how many indicators have risen since the quarter before; in the first, how many are there."""
    romawi = ["I", "II", "III", "IV"]
    pasangan = [(nilai[triwulan - 2], nilai[triwulan - 1]) for _, nilai in deret if triwulan > 1 and None not in nilai[triwulan - 2: triwulan]]
    if not pasangan:
        return f"{sum(n[triwulan - 1] is not None for _, n in deret)} dari {len(deret)} indikator memiliki realisasi Triwulan {romawi[triwulan - 1]} tersendiri"
    naik = sum(kini > lalu for lalu, kini in pasangan)
    kini, banyak = f"Realisasi Triwulan {romawi[triwulan - 1]}", f"{naik} dari" if naik else "satu pun dari"
    return f"{kini} {'' if naik else 'tidak '}lebih tinggi daripada Triwulan {romawi[triwulan - 2]} pada {banyak} {len(pasangan)} indikator yang memiliki data kedua triwulan"


def _bagian(t: Tabel, baris: str, kolom: str) -> Fraction | None:
    """A quarter's K in percent of the year's target."""
    nilai, target = t.sel(baris, kolom).nilai, t.sel(baris, "3").nilai
    return None if nilai is None or not target else 100 * nilai / target


def _nama(t: Tabel, b) -> str:
    """The indicator, with its reference where a table has several of them."""
    banyak = len({r.sel["3"] for r in t.baris}) > 1
    return f"{b.sel['2']} ({b.sel['3']})" if banyak else b.sel["2"]


def _berjalan(lap: Laporan) -> str:
    """Before the year's end: up to which quarter the figure goes that stands against a whole year's reference."""
    return "" if lap.parameter.triwulan == 4 else f"; realisasi baru s.d. {lap.kata['triwulan']}"


def _apa(t: Tabel) -> str:
    return t.judul.removeprefix("Perbandingan dengan ").lower().replace("renstra", "Renstra").replace("tahun-tahun", "realisasi tahun-tahun")
