"""Our figures beside the published ones: equal at printed precision, or on the list with a reason."""

import csv

import terbit

from triwulan.form.table import Sel

TABEL = ("2.1", "2.2", "2.2-anggaran", "3.2", "3.3", "efisiensi", "3.4", "program-penunjang", "lra", "lra-rekening", "pk-target", "pk-anggaran")


def beda(lap):
    """(figures compared, {address: (ours, published)} of those that differ at printed precision)."""
    dibandingkan, lain = 0, {}
    for nama in TABEL:
        tabel = lap.tabel_tampil[nama]
        for row in terbit.tabel(nama):
            for kolom, teks in row.items():
                sel = tabel.by_id[row["baris"]].sel.get(kolom)
                if not isinstance(sel, Sel):
                    continue
                if nama.startswith("lra"):
                    tercetak = terbit.indonesia(teks) if teks else None
                else:
                    tercetak = terbit.campur(teks, sel.satuan == "Rp")
                dibandingkan += 1
                if (tercetak is None) != (sel.nilai is None) or (tercetak is not None and not terbit.bulat(sel.nilai, tercetak)):
                    lain[sel.alamat] = (sel.tampil, teks)
    return dibandingkan, lain


def test_each_published_figure_that_differs_is_listed_with_its_reason(lap, akar):
    """docs/beda-terbit-2024-tw2.csv is the whole list, no more and no less."""
    dibandingkan, lain = beda(lap)
    daftar = list(csv.DictReader((akar / "docs" / "beda-terbit-2024-tw2.csv").read_text("utf-8").splitlines()))
    assert {r["alamat"]: (r["dihitung"], r["tercetak"]) for r in daftar} == lain
    assert all(len(r["alasan"]) > 20 for r in daftar)
    assert dibandingkan > 2100


def test_tabel_3_3_by_hand(lap):
    """The arithmetic of Tabel 3.3, worked on paper from the printed pagu and realisasi."""
    t = lap.tabel_tampil["3.3"]
    # A: 38/100 = 0,38; 4.846.856.177/9.203.447.005 = 0,5266; 0,38 - 0,5266 = -0,1466
    assert [t.sel("7.01.01", k).tampil for k in ("6", "9", "10")] == ["0,38", "0,53", "-0,15"]
    # B: 56/100; 1.425.000/5.175.000 = 0,2754; 0,56 - 0,2754 = 0,2846
    assert [t.sel("7.01.02", k).tampil for k in ("6", "9", "10")] == ["0,56", "0,28", "0,28"]
    # D: (50 + 50)/100 = 1; 107.740.000/151.010.000 = 0,7135; 1 - 0,7135 = 0,2865
    assert [t.sel("7.01.04", k).tampil for k in ("5", "6", "9", "10")] == ["100", "1,00", "0,71", "0,29"]
    # F: 0 of 5 desa; 600.000/8.100.000 = 0,0741; the published -99 is 1 - 100.
    assert [t.sel("7.01.06", k).tampil for k in ("5", "6", "9", "10")] == ["0", "0,00", "0,07", "-0,07"]
    # Rows without a budget of their own have no efficiency, rather than their performance.
    assert t.sel("7.01.06~3", "6").nilai == 1 and t.sel("7.01.06~3", "10").nilai is None


def test_tabel_3_4_by_hand(lap):
    """Sasaran 1: 26 + 26 = 52 of 100. Sasaran 2: 0 + 0 + 5 of 5 + 5 + 5 documents = 33,33 %."""
    t = lap.tabel_tampil["3.4"]
    assert t.sel("sasaran-1", "5").tampil == "52,00" and t.by_id["sasaran-1"].sel["predikat"] == "Rendah"
    assert t.sel("sasaran-2", "5").tampil == "33,33" and t.by_id["sasaran-2"].sel["predikat"] == "Sangat Rendah"
    assert t.sel("sasaran-2", "4").rumus == "gabungan(pembilang)/gabungan(penyebut) x 100%"


def test_the_same_figure_is_the_same_in_every_table(lap):
    """Performance and money of a programme agree between Tabel 3.3, efisiensi, supporting programmes and the PK."""
    t = lap.tabel_tampil
    for baris in t["3.3"].by_id:
        assert [s.nilai for s in _angka(t["3.3"], baris)] == [s.nilai for s in _angka(t["efisiensi"], baris)]
        assert t["3.3"].sel(baris, "6").nilai * 100 == t["program-penunjang"].sel(baris, "capaian").nilai
    for program in [b for b in t["pk-anggaran"].by_id if b != "jumlah"]:
        assert t["pk-anggaran"].sel(program, "anggaran").nilai == t["2.2-anggaran"].sel(program, "anggaran").nilai == t["3.3"].sel(program, "7").nilai


def _angka(tabel, baris):
    return [s for s in tabel.by_id[baris].sel.values() if isinstance(s, Sel)]
