"""Charts of the BAB III comparisons: realised K beside a reference, and quarter by quarter. They read the tables shown."""

from __future__ import annotations

from fractions import Fraction
from textwrap import fill

from triwulan.form.table import Tabel
from triwulan.laporan.grafik import bergaya, gambar, kanvas, persen_sumbu
from triwulan.laporan.laporan import Laporan, Teks
from triwulan.press import gaya
from triwulan.press.blok import Gambar

#: A bar beyond this is cut there and says its figure: one of 2.000 % would press all others flat.
BATAS = 150


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
    # Wrapped names need room: two lines a row more than one.
    nama = [fill(_nama(t, b), 46) for b, _ in ada]
    fig, ax = kanvas(0.9 + 0.17 * sum(1 + n.count("\n") for n in nama) + 0.1 * len(nama))
    for y, (b, nilai) in enumerate(ada):
        panjang = min(float(nilai), BATAS)
        ax.barh(y, max(panjang, 0), height=0.55, color=gaya.AKSEN if nilai >= 100 else gaya.REDUP)
        teks = f"{t.sel(b.id, '6').tampil} %" + (" →" if nilai > BATAS else "")
        ax.annotate(teks, (max(panjang, 0), y), xytext=(5, 0), textcoords="offset points", va="center")
    ax.axvline(100, color=gaya.AWAS, lw=1.4)
    ax.text(100, -0.75, "acuan", color=gaya.AWAS, ha="center", va="bottom")
    ax.set_yticks(range(len(ada)), nama)
    ax.set_xlim(0, max(125, min(BATAS, max(float(n) for _, n in ada)) + 25))
    ax.set_ylim(len(ada) - 0.4, -0.8)
    persen_sumbu(ax)
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
    fig, ax = kanvas(0.9 + sum(max(0.17 * (1 + n.count("\n")), 0.15 * berjalan) + 0.14 for n in nama))
    warna = [gaya.GARIS, gaya.REDUP, gaya.AKSEN, gaya.TEKS]
    for y, (b, nilai) in enumerate(ada):
        for q, n in enumerate(nilai):
            if n is not None:
                at = y + 0.2 * (q - (berjalan - 1) / 2)
                ax.barh(at, min(float(n), BATAS), height=0.18, color=warna[q])
                ax.annotate(f"TW {['I', 'II', 'III', 'IV'][q]} {t.sel(b.id, str(q + 4)).tampil}", (min(float(n), BATAS), at), xytext=(4, 0), textcoords="offset points", va="center", fontsize=7)
    ax.set_yticks(range(len(ada)), nama)
    ax.set_xlim(0, max(125, min(BATAS, max(float(n) for _, d in ada for n in d if n is not None)) + 30))
    ax.set_ylim(len(ada) - 0.4, -0.6)
    persen_sumbu(ax)
    judul = _naik(deret, berjalan)
    alt = "Realisasi per triwulan: " + "; ".join(f"{b.sel['2']} " + ", ".join(f"TW {q + 1} {t.sel(b.id, str(q + 4)).tampil}" for q, n in enumerate(nilai) if n is not None) for b, nilai in ada)
    return gambar(fig, nomor, judul, alt)


def _naik(deret: list[tuple], triwulan: int) -> str:
    """The finding of the quarters: how many indicators have risen since the quarter before; in the first, how many are there."""
    romawi = ["I", "II", "III", "IV"]
    pasangan = [(nilai[triwulan - 2], nilai[triwulan - 1]) for _, nilai in deret if triwulan > 1 and None not in nilai[triwulan - 2: triwulan]]
    if not pasangan:
        return f"{sum(n[triwulan - 1] is not None for _, n in deret)} dari {len(deret)} indikator punya realisasi Triwulan {romawi[triwulan - 1]} tersendiri"
    naik = sum(kini > lalu for lalu, kini in pasangan)
    kini, banyak = f"Realisasi Triwulan {romawi[triwulan - 1]}", f"{naik} dari" if naik else "satu pun dari"
    return f"{kini} {'' if naik else 'tidak '}lebih tinggi daripada Triwulan {romawi[triwulan - 2]} pada {banyak} {len(pasangan)} indikator yang punya keduanya"


def _bagian(t: Tabel, baris: str, kolom: str) -> Fraction | None:
    """A quarter's K in percent of the year's target."""
    nilai, target = t.sel(baris, kolom).nilai, t.sel(baris, "3").nilai
    return None if nilai is None or not target else 100 * nilai / target


def _nama(t: Tabel, b) -> str:
    """The indicator, with its reference where a table has several of them."""
    banyak = len({r.sel["3"] for r in t.baris}) > 1
    return f"{b.sel['2']} ({b.sel['3']})" if banyak else b.sel["2"]


def _apa(t: Tabel) -> str:
    return t.judul.removeprefix("Perbandingan dengan ").lower().replace("renstra", "Renstra")
