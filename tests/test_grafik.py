"""The charts as drawn, of both offices: what a label meets, and what title and text alternative claim."""

from itertools import combinations

import buku
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from triwulan.laporan import grafik, grafik_acuan

GAMBAR = {
    "3.1": grafik.kinerja_dan_anggaran, "3.2": grafik.predikat, "3.3": grafik.serapan, "3.4": grafik.sisa_terbesar, "3.6": grafik_acuan.triwulanan,
    **dict.fromkeys(("3.5", "3.7", "3.8", "3.9"), grafik_acuan.acuan),
}
TRIWULAN = [("kecamatan-lumajang", "2024-tw2"), ("kecamatan-contoh", "2025-tw1"), ("kecamatan-contoh", "2025-tw3"), ("kecamatan-contoh", "2025-tw4")]


@pytest.fixture(scope="module")
def laporan():
    return {(u, p): buku.semua(buku.AKAR / "params" / u / f"{p}.yaml")["lkj-camat"] for u, p in TRIWULAN}


@pytest.fixture
def gambar(monkeypatch):
    """Draws a chart: its figure beside what becomes of it; None where it says that there is nothing to draw."""
    ditangkap = []
    for modul in (grafik, grafik_acuan):
        monkeypatch.setattr(modul, "gambar", lambda fig, *isi, asli=grafik.gambar: ditangkap.append(fig) or asli(fig, *isi))

    def gambar(lap, nomor):
        ditangkap.clear()
        hasil = GAMBAR[nomor](lap, nomor=nomor, **({"tabel": nomor} if nomor >= "3.5" else {}))
        return (ditangkap[0], hasil) if ditangkap else None

    return gambar


def kotak(fig):
    """The texts of a figure with their boxes in pixels, and the axes."""
    FigureCanvasAgg(fig).draw()
    (ax,) = fig.axes
    sumbu = [ax.xaxis.label, ax.yaxis.label, *ax.get_xticklabels(), *ax.get_yticklabels()]
    return ax, [(t, t.get_window_extent()) for t in [*ax.texts, *sumbu] if t.get_text()]


@pytest.mark.parametrize("triwulan", TRIWULAN, ids="-".join)
@pytest.mark.parametrize("nomor", sorted(GAMBAR))
def test_labels_lie_inside_the_figure_and_on_nothing(laporan, gambar, triwulan, nomor):
    if not (ini := gambar(laporan[triwulan], nomor)):
        assert (triwulan[0], nomor) == ("kecamatan-lumajang", "3.9"), "only that office has no national standard"
        return
    ax, teks = kotak(ini[0])
    luas = ini[0].bbox
    assert [t.get_text() for t, b in teks if b.x0 < luas.x0 - 1 or b.x1 > luas.x1 + 1 or b.y0 < luas.y0 - 1 or b.y1 > luas.y1 + 1] == []
    assert [(t.get_text(), u.get_text()) for (t, a), (u, b) in combinations(teks, 2) if a.padded(-1).overlaps(b.padded(-1))] == []
    # A line that crosses a label breaks at its ground.
    tegak = [ax.transData.transform((ln.get_xdata()[0], 0))[0] for ln in ax.lines if len(set(ln.get_xdata())) == 1]
    assert [t.get_text() for t, b in teks if t in ax.texts and t.get_bbox_patch() is None and t.get_text() != "acuan" and any(b.x0 <= x <= b.x1 for x in tegak)] == []
    assert min(t.get_fontsize() for t, _ in teks) >= 7.5
    assert nomor == "3.4" or "%" in ax.get_xlabel() + ax.get_ylabel(), "percent of what"


def test_markers_at_the_years_end_are_drawn_whole(laporan, gambar):
    """Q4 of the fictional office: 95,62 % at the end of December, and to its left 88,65 %, told above and below."""
    fig, _ = gambar(laporan["kecamatan-contoh", "2025-tw4"], "3.3")
    ax, teks = kotak(fig)
    assert ax.get_xlim()[1] > 12
    letak = {t.get_text().split()[-1]: b for t, b in teks if t in ax.texts}
    assert letak["Desember"].y0 > letak["November"].y1


def test_a_cut_bar_says_so(laporan, gambar):
    fig, hasil = gambar(laporan["kecamatan-lumajang", "2024-tw2"], "3.7")
    assert [t.get_text() for t in fig.axes[0].texts if "dipotong" in t.get_text()] == ["200,00 %\n(batang dipotong)"]
    assert fig.axes[0].get_xlabel() == "% dari realisasi tahun-tahun sebelumnya; realisasi baru s.d. Triwulan II" and "→" not in hasil.alt


def test_the_rest_is_shared_among_accounts_that_have_one(laporan, gambar):
    """Fictional office, Q4: the electricity account is overspent by 1.200.000 (25.200.000 of 24.000.000); nobody's share exceeds
    what there is. By the accounts: the rests that are there add up to the total rest plus that 1.200.000."""
    lap = laporan["kecamatan-contoh", "2025-tw4"]
    t = lap.tabel_tampil["lra-rekening"]
    sisa = sorted((n for b in t.baris if t.sel(b.id, "4").sumber if (n := t.sel(b.id, "7").nilai) > 0), reverse=True)
    assert sum(sisa) == t.sel("jumlah", "7").nilai + 1_200_000
    _, hasil = gambar(lap, "3.4")
    assert hasil.judul.endswith("% dari sisa anggaran yang positif; 1 rekening melampaui pagu")
    assert f"memuat {float(100 * sum(sisa[:10]) / sum(sisa)):.2f} %".replace(".", ",") in hasil.judul
    assert hasil.alt.endswith("1 rekening melampaui pagu: Belanja Tagihan Listrik Rp-1,2 juta")
    assert gambar(laporan["kecamatan-contoh", "2025-tw1"], "3.4")[1].judul.endswith("% dari sisa anggaran")


def test_quarters_are_counted_where_both_have_data(laporan, gambar):
    assert gambar(laporan["kecamatan-contoh", "2025-tw4"], "3.6")[1].judul == "Realisasi Triwulan IV lebih tinggi daripada Triwulan III pada 6 dari 9 indikator yang memiliki data kedua triwulan"
