"""Charts that answer a question. Each takes its figures from tables already shown; its text alternative is computed."""

from __future__ import annotations

import base64
import io
import logging
from collections.abc import Callable
from fractions import Fraction
from functools import wraps
from textwrap import fill

# Before it is loaded: what it says of its own housekeeping then (a home it cannot write to, a font cache it builds) would stand
# in the notebooks of one machine only.
logging.getLogger("matplotlib").setLevel(logging.ERROR)

import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.figure import Figure

from triwulan.form.angka import tampil
from triwulan.laporan.baris import capaian_program, perbandingan
from triwulan.laporan.laporan import Laporan, Teks
from triwulan.office import aturan as aturan_
from triwulan.office import periode
from triwulan.press import gaya
from triwulan.press.blok import Gambar

for berkas in sorted(gaya.FONTS.glob("*Sans*.ttf")):
    font_manager.fontManager.addfont(berkas)

#: Same figure, same bytes: fixed ids, no date; glyphs as paths, so that no viewer needs the font.
TETAP = {"svg.hashsalt": "triwulan", "svg.fonttype": "path", "text.parse_math": False, "font.family": gaya.FONT, "font.size": 9, "text.color": gaya.TEKS,
         "axes.edgecolor": gaya.GARIS, "axes.labelcolor": gaya.REDUP, "xtick.color": gaya.REDUP, "ytick.color": gaya.TEKS}

#: A ground under a label that lines pass: they break there.
ALAS = {"boxstyle": "square,pad=0.15", "fc": "white", "ec": "none"}


def bergaya(gambar: Callable[..., Gambar]) -> Callable[..., Gambar]:
    """Draws a chart under the house style and nothing else, leaving the session's own settings alone."""
    @wraps(gambar)
    def dengan_gaya(*args, **kw) -> Gambar:
        with mpl.rc_context():
            mpl.rcdefaults()  # whatever stands in a matplotlibrc of whoever compiles
            mpl.rcParams.update(TETAP)
            return gambar(*args, **kw)

    return dengan_gaya


@bergaya
def kinerja_dan_anggaran(lap: Laporan, nomor: str, tabel: str = "3.3") -> Gambar | Teks:
    """Does performance keep up with money, programme by programme? Columns 6 and 9 of the cost-per-outcome table."""
    semua = perbandingan(t := lap.tabel_tampil[tabel])
    pertama = {kode: " (indikator pertama)" if len(capaian_program(t, kode)) > 1 else "" for _, kode, _, _ in semua}
    data = [(h, kode, k, rp) for h, kode, k, rp in semua if k is not None and rp is not None]
    if not data:
        return _tanpa("kinerja dan anggaran per program")
    fig, ax = kanvas(0.42 * len(data) + 0.9)
    for y, (k, rp) in enumerate((k, rp) for _, _, k, rp in data):
        teks = tampil(100 * k, 0), tampil(100 * rp, 0)
        k, rp = _persen(k), _persen(rp)
        ax.plot([k, rp], [y, y], color=gaya.GARIS, lw=2, zorder=1)
        ax.scatter(k, y, color=gaya.AKSEN, s=48, zorder=3)
        ax.scatter(rp, y, facecolor="white", edgecolor=gaya.AWAS, marker="s", s=42, lw=1.6, zorder=3)
        for n, nilai, lain, warna, nama in ((0, k, rp, gaya.AKSEN, "kinerja"), (1, rp, k, gaya.AWAS, "anggaran")):
            kanan = nilai > lain or nilai == lain and n == 1
            if y == 0:
                # The first row says which is which: there is no legend to look for.
                ax.annotate(nama, (nilai, y), xytext=(5 if kanan else -5, 8), textcoords="offset points", va="bottom", ha="left" if kanan else "right", color=warna, weight="bold")
            ax.annotate(f"{teks[n]} %", (nilai, y), xytext=(7 if kanan else -7, 0), textcoords="offset points", va="center", ha="left" if kanan else "right", color=warna)
    ax.set_yticks(range(len(data)), [fill(f"{h}. {lap.data.nama(kode)}{pertama[kode]}", 42) for h, kode, _, _ in data])
    ax.set_xlim(-13, max(116, *(_persen(n) + 16 for _, _, *kedua in data for n in kedua)))
    persen_sumbu(ax, "kinerja: % dari target setahun; anggaran: % dari pagu setahun")
    ax.set_ylim(len(data) - 0.5, -0.85)
    kurang = [h for h, _, k, rp in data if k < rp]
    judul = f"Kinerja tertinggal dari anggaran pada {len(kurang)} dari {len(data)} program ({', '.join(kurang)})" if kurang else "Tidak ada program yang kinerjanya tertinggal dari anggaran"
    if len(data) < len(semua):
        judul += f"; {len(semua) - len(data)} program belum dapat dinilai"
    alt = "Capaian kinerja dan capaian anggaran per program: " + "; ".join(f"{h} kinerja{pertama[kode]} {tampil(100 * k, 0)} %, anggaran {tampil(100 * rp, 0)} %" for h, kode, k, rp in data)
    return gambar(fig, nomor, judul, alt)


@bergaya
def serapan(lap: Laporan, nomor: str, tabel: str = "lra-rekening") -> Gambar | Teks:
    """Is spending ahead of or behind the straight line of the year? The LRA's total at the two known dates."""
    t, p = lap.tabel_tampil[tabel], lap.parameter
    pagu = t.sel("jumlah", "4").nilai
    if not pagu or t.sel("jumlah", "5c").nilai is None:
        return _tanpa("serapan anggaran")
    titik = [(0, Fraction(0))]
    if t.sel("jumlah", "5a").nilai is not None:
        titik.append((p.periode.akhir - 1, t.sel("jumlah", "5a").nilai / pagu))
    titik.append((p.periode.akhir, t.sel("jumlah", "5c").nilai / pagu))
    lurus, akhir = Fraction(p.periode.akhir, 12), titik[-1][1]
    fig, ax = kanvas(2.9)
    ax.plot([0, 12], [0, 100], color=gaya.REDUP, ls=(0, (4, 3)), lw=1.2)
    ax.plot([b for b, _ in titik], [_persen(n) for _, n in titik], color=gaya.AKSEN, lw=2.4, marker="o", ms=5, clip_on=False, zorder=3)
    # In the half of the line that the spending has not reached, or has left behind.
    tengah = 3.5 if p.periode.akhir > 6 else 9.2
    ax.annotate("garis lurus setahun", (tengah, 100 * tengah / 12), xytext=(-6, 8), textcoords="offset points", ha="right", color=gaya.REDUP)
    for n, (bulan, nilai) in enumerate(titik[1:], 2):
        # A month lies between the two dates: the earlier one is told below its point, the later one above; and on the other
        # side of the straight line, where that is near.
        atas, y, garis = n == len(titik), _persen(nilai), 100 * bulan / 12
        if 0 < (garis - y if atas else y - garis) < 22:
            y = garis
        ax.annotate(f"{_tulis(nilai)} %\ns/d {periode.bulan(bulan)}", (bulan, y), xytext=(-8, 5) if atas else (8, -5), textcoords="offset points", va="bottom" if atas else "top", ha="right" if atas else "left", color=gaya.AKSEN, bbox=ALAS)
    ax.set_xlim(-0.2, 13.4)
    ax.set_ylabel("% dari pagu setahun", color=gaya.REDUP)
    ax.set_ylim(0, max(104, _persen(akhir) + 20))
    ax.set_xticks(range(0, 13, 3), ["", *(f"akhir {periode.bulan(b)}" for b in (3, 6, 9, 12))])
    ax.set_yticks(range(0, 101, 25), [f"{n} %" for n in range(0, 101, 25)])
    ax.grid(axis="y", color=gaya.GARIS, lw=0.6)
    arah = "di atas" if akhir >= lurus else "di bawah"
    judul = f"Serapan {_tulis(akhir)} % sampai {periode.bulan(p.periode.akhir)}, {_tulis(abs(akhir - lurus))} poin {arah} garis lurus ({_tulis(lurus)} %)"
    alt = "Serapan anggaran kumulatif: " + "; ".join(f"sampai {periode.bulan(b)} {_tulis(n)} %" for b, n in titik[1:]) + f". Garis lurus setahun sampai {periode.bulan(p.periode.akhir)}: {_tulis(lurus)} %."
    return gambar(fig, nomor, judul, alt)


@bergaya
def sisa_terbesar(lap: Laporan, nomor: str, tabel: str = "lra-rekening", banyak: int = 10) -> Gambar | Teks:
    """Where does the money still lie? The accounts with the largest unspent rest."""
    t = lap.tabel_tampil[tabel]
    daun = [b for b in t.baris if t.sel(b.id, "4").sumber]
    if t.sel("jumlah", "7").nilai is None:
        return _tanpa("sisa anggaran terbesar")
    semua = [(b, t.sel(b.id, "7").nilai) for b in daun]
    if not any(n > 0 for _, n in semua):
        return Teks("*Grafik sisa anggaran terbesar tidak disajikan: tidak ada rekening yang masih bersisa.*")
    # The largest first; of equal ones the lower code.
    sisa = sorted(((b, n) for b, n in semua if n > 0), key=lambda s: (-s[1], s[0].id))[:banyak]
    lewat = [(b, n) for b, n in semua if n < 0]
    fig, ax = kanvas(0.33 * len(sisa) + 0.7)
    ax.barh(range(len(sisa)), [float(n) for _, n in sisa], color=gaya.AKSEN, height=0.62)
    for y, (b, n) in enumerate(sisa):
        ax.annotate(f"{_juta(n)}  ({t.sel(b.id, '6').tampil} % terserap)", (float(n), y), xytext=(5, 0), textcoords="offset points", va="center")
    ax.set_yticks(range(len(sisa)), [fill(b.sel["2"], 44) for b, _ in sisa])
    ax.set_xlim(0, float(sisa[0][1]) * 1.75)
    ax.set_xticks([])
    ax.invert_yaxis()
    bagian = sum((n for _, n in sisa), Fraction(0)) / sum((n for _, n in semua if n > 0), Fraction(0))
    judul = f"{len(sisa)} dari {len(daun)} rekening memuat {_tulis(bagian)} % dari sisa anggaran{' yang positif' if lewat else ''}"
    if lewat:
        judul += f"; {len(lewat)} rekening melampaui pagu"
    alt = "Sisa anggaran terbesar: " + "; ".join(f"{b.sel['2']} {_juta(n)}" for b, n in sisa)
    if lewat:
        alt += f". {len(lewat)} rekening melampaui pagu: " + "; ".join(f"{b.sel['2']} {_juta(n)}" for b, n in lewat)
    return gambar(fig, nomor, judul, alt)


@bergaya
def predikat(lap: Laporan, nomor: str, tabel: str = "program-penunjang") -> Gambar | Teks:
    """Which indicators reach which grade? The achievements on the scale's bands."""
    t, skala = lap.tabel_tampil[tabel], lap.aturan.skala
    data = [(b, t.sel(b.id, "capaian").nilai) for b in t.baris]
    if not any(n is not None for _, n in data):
        return _tanpa("predikat indikator program")
    fig, ax = kanvas(0.36 * len(data) + 0.9)
    tepi = aturan_.ambang(skala)
    atas = max([104, *(_persen(n / 100) + 4 for _, n in data if n is not None)])
    # Darker is lower, evenly, so that the bands keep their order in greyscale; a line marks each border.
    abu = [str(0.86 + 0.14 * n / max(1, len(tepi) - 1)) for n in range(len(tepi))]
    for n, (nama, kiri) in enumerate(tepi):
        kiri, kanan = (-3 if n == 0 else kiri), (tepi[n + 1][1] if n + 1 < len(tepi) else atas)
        ax.axvspan(kiri, kanan, color=abu[n], lw=0)
        ax.axvline(kanan, color=gaya.REDUP, lw=0.5)
        ax.text((kiri + kanan) / 2, -0.95, nama.replace(" ", "\n"), ha="center", va="center", color=gaya.TEKS, fontsize=7.5)
    for y, (b, nilai) in enumerate(data):
        if nilai is not None:
            x = _persen(nilai / 100)
            sisi = -8 if x > 12 else 8
            # The borders break at a figure: its ground has the colour of the band in which it stands.
            pita = sum(tepi[n][1] <= x + sisi for n in range(1, len(tepi)))
            ax.scatter(x, y, color=gaya.AKSEN, s=44, zorder=3)
            ax.annotate(t.sel(b.id, "capaian").tampil, (x, y), xytext=(sisi, 0), textcoords="offset points", va="center", ha="right" if sisi < 0 else "left", bbox=ALAS | {"fc": abu[pita]})
    ax.set_yticks(range(len(data)), [fill(b.sel["indikator"], 44) for b, _ in data])
    ax.set_xlim(-3, atas)
    ax.set_ylim(len(data) - 0.5, -1.5)
    persen_sumbu(ax, "capaian: % dari target setahun")
    capai = [b for b, n in data if aturan_.memenuhi(skala, n)]
    judul = f"{len(capai)} dari {len(data)} indikator program berpredikat {aturan_.lulus(skala)}"
    alt = "Capaian indikator program: " + "; ".join(f"{b.sel['indikator']} {t.sel(b.id, 'capaian').tampil} % ({aturan_.predikat(skala, n) or 'belum ada nilai'})" for b, n in data)
    return gambar(fig, nomor, judul, alt)


@bergaya
def organisasi(lap: Laporan, nomor: str, puncak: str = "camat") -> Gambar:
    """Who answers to whom: the posts below `puncak`, drawn from the officials' superiors in the data, and the kelurahan."""
    rows = lap.data["pejabat"]
    rows = rows[rows["mulai"] <= lap.parameter.tanggal_laporan].sort_values("mulai", kind="stable").drop_duplicates("jabatan", keep="last")
    rows = rows.sort_index().set_index("jabatan")
    anak = {j: [a for a in rows.index if rows.at[a, "atasan"] == j] for j in rows.index}
    lebar = {}

    def ukur(j: str) -> int:
        lebar[j] = max(1, sum(ukur(a) for a in anak[j]))
        return lebar[j]

    kolom = ukur(puncak)
    fig, ax = kanvas(3.4)
    ax.axis("off")
    ax.set_xlim(0, kolom)
    ax.set_ylim(-3.7, 0.5)

    def kotakkan(j: str, kiri: float, y: float) -> float:
        x = kiri + lebar[j] / 2
        at = kiri
        for a in anak[j]:
            cx = kotakkan(a, at, y - 1.25)
            ax.plot([x, x, cx, cx], [y, y - 0.62, y - 0.62, y - 1.25], color=gaya.REDUP, lw=1, zorder=1)
            at += lebar[a]
        ax.text(x, y, fill(rows.at[j, "unit_kerja"], 15, break_long_words=False), ha="center", va="center", fontsize=8.5, zorder=3, color="white" if j == puncak else gaya.TEKS,
                bbox={"boxstyle": "round,pad=0.45", "fc": gaya.AKSEN if j == puncak else "white", "ec": gaya.AKSEN, "lw": 1})
        return x

    kotakkan(puncak, 0, 0)
    lurah = lap.data["nomenklatur"].query("jenis == 'kelurahan'")["uraian"]
    if len(lurah):
        # Beside the first branch, not through a box: the kelurahan answer to the head alone.
        sela = lebar[anak[puncak][0]] if anak[puncak] else kolom / 2
        ax.plot([sela, sela], [-0.62, -3.1], color=gaya.REDUP, lw=1, zorder=0)
        nama = ", ".join(u.removeprefix("Kelurahan ") for u in lurah)
        ax.text(kolom / 2, -3.35, f"{len(lurah)} Lurah: {nama}", ha="center", va="center", fontsize=8.5, bbox={"boxstyle": "round,pad=0.45", "fc": "white", "ec": gaya.AKSEN, "lw": 1})
    kotak = [f"{rows.at[j, 'unit_kerja']} di bawah {rows.at[rows.at[j, 'atasan'], 'unit_kerja']}" for j in rows.index if j != puncak and rows.at[j, "atasan"] in anak and rows.at[j, "unit_kerja"] and rows.at[rows.at[j, "atasan"], "unit_kerja"]]
    return gambar(fig, nomor, f"Struktur organisasi {lap.identitas('unit')}", f"Bagan organisasi: {rows.at[puncak, 'unit_kerja']} membawahi semua; {'; '.join(kotak)}; {len(lurah)} lurah.")


def _tanpa(apa: str) -> Teks:
    """What stands in a chart's place when nothing can be drawn."""
    return Teks(f"*Grafik {apa} belum dapat disajikan: realisasinya belum lengkap.*")


def kanvas(tinggi: float):
    """An empty figure of the text's width and `tinggi` inches, without a frame."""
    fig = Figure(figsize=(6.7, tinggi), layout="constrained")
    ax = fig.subplots()
    ax.spines[:].set_visible(False)
    ax.tick_params(length=0)
    return fig, ax


def gambar(fig: Figure, nomor: str, judul: str, alt: str) -> Gambar:
    """The figure as SVG and PNG whose bytes depend on nothing but what is drawn."""
    svg, png = io.StringIO(), io.BytesIO()
    fig.savefig(svg, format="svg", metadata={"Date": None, "Creator": None})
    fig.savefig(png, format="png", dpi=110, metadata={"Software": None})
    return Gambar(nomor, judul, alt, svg.getvalue(), base64.b64encode(png.getvalue()).decode("ascii"))


def _persen(pecahan: Fraction) -> float:
    return float(100 * pecahan)


def _tulis(pecahan: Fraction) -> str:
    return tampil(100 * pecahan, 2)


def _juta(rupiah: Fraction) -> str:
    return f"Rp{tampil(rupiah / 1_000_000, 1)} juta"


def persen_sumbu(ax, dari: str) -> None:
    """A percent axis below, with light lines; `dari` says what the percents are of."""
    ax.set_xticks(range(0, 101, 25), [f"{n} %" for n in range(0, 101, 25)])
    ax.set_xlabel(dari, color=gaya.REDUP)
    ax.grid(axis="x", color=gaya.GARIS, lw=0.6, zorder=0)
    ax.set_axisbelow(True)
