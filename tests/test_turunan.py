"""Every figure of every report explains itself: recomputed from its operands, followed to cells and rows of data that exist."""

from collections import Counter
from fractions import Fraction
from functools import cache

import buku
import pytest

from triwulan.form import asal, explain, metode
from triwulan.laporan.buka import muat
from triwulan.office import params

PARAMS = sorted(p for unit in ("kecamatan-lumajang", "kecamatan-contoh") for p in (buku.AKAR / "params" / unit).glob("*.yaml"))


@cache
def tabel(path) -> list[dict]:
    return [t.bundle() for lap in buku.semua(path).values() for t in lap.tabel_tampil.values()]


def keadaan(i: asal.Isi, semua: dict, data) -> str:
    """How a cell is derived; "" where the derivation is incomplete."""
    sel = i.sel
    rujukan = [*sel.get("operan", []), *sel.get("sumber", [])]
    for r in rujukan:
        if r.startswith("data/"):
            data.baris_acuan(r)  # KeyError: no such row
        elif r not in semua:
            return ""
    if any(a not in semua for a, _ in sel.get("juga", [])):
        return ""
    if i.nilai is None:
        return "kosong beralasan" if asal.halaman([i.tabel])["sel"][sel["alamat"]].get("c") else ""
    if not sel.get("rumus"):
        return "isian" if len(sel.get("sumber", [])) == 1 else ""
    # The ledger's operands have ten places; what is made of them is as near as that allows.
    return "dihitung" if abs(asal.ulang(semua, i) - i.nilai) <= Fraction(1, 10**6) else ""


@pytest.mark.parametrize("path", PARAMS, ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_every_figure_has_a_complete_derivation(path):
    """100 % of the numeric cells: entered from one row, or recomputed from operands that exist, or empty with a reason."""
    parameter, _ = params.baca(path, buku.AKAR)
    data, semua = muat(parameter)[0], asal.isi(tabel(path))
    hasil = {a: keadaan(i, semua, data) for a, i in semua.items() if i.nilai is not None}
    assert [a for a, k in hasil.items() if not k] == []
    kosong = asal.halaman(tabel(path))["sel"]
    assert [a for a, i in semua.items() if i.nilai is None and not kosong[a].get("c")] == []
    assert Counter(hasil.values())["dihitung"] > 1000


@pytest.mark.parametrize("path", PARAMS, ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_a_report_alone_explains_its_figures_too(path):
    """A page knows of another report's cells what its own tables say of them, and comes to the same values."""
    for laporan in {b["laporan"] for b in tabel(path)}:
        bundles = [b for b in tabel(path) if b["laporan"] == laporan]
        semua, halaman = asal.isi(bundles), asal.halaman(bundles)
        assert all(o in halaman["sel"] or o in halaman["luar"] for r in halaman["sel"].values() for o in r.get("o", []))
        berumus = [i for i in semua.values() if i.nilai is not None and i.sel.get("rumus")]
        assert [i.sel["alamat"] for i in berumus if abs(asal.ulang(semua, i) - i.nilai) > Fraction(1, 10**6)] == []
        seluruh = asal.isi(tabel(path))
        for b in bundles:  # what it says of another report's cell is what stands there
            for alamat, d in b["rujukan"].items():
                assert not d.get("peran") or Fraction(d["nilai"]) == seluruh[alamat].nilai, alamat


@pytest.mark.parametrize("path", PARAMS[-1:], ids=lambda p: p.stem)
def test_every_chain_of_operands_ends_in_rows_of_data(path):
    """Followed all the way down, no figure rests on nothing and none on itself."""
    semua = asal.isi(tabel(path))

    @cache
    def dalam(alamat: str) -> int:
        bawah = [o for o in semua[alamat].sel.get("operan", []) if not o.startswith("data/")]
        return 1 + max(map(dalam, bawah), default=0)  # a circle would never return

    assert 3 < max(dalam(a) for a in semua) <= explain.DALAM


def test_a_figure_by_hand():
    """Program A of the Sekretaris: (50 + 70,19 + 0 + 0 + 50 + 100 + 50 + 51,16) / 8 = 46,42; kegiatan II 113 of 161."""
    bundles = tabel(PARAMS[-1] if "lumajang" in str(PARAMS[-1]) else next(p for p in PARAMS if "lumajang" in str(p)))
    isi = asal.halaman([b for b in bundles if b["laporan"] == "lkj-sekretaris"])
    rekam = isi["sel"]["lkj-sekretaris/2.3/7.01.01.2.02/5"]
    assert (rekam["r"], rekam["k"]) == ("gabungan(5) / gabungan(4) × 100 %", "(64 + 48 + 1) / (64 + 96 + 1) × 100 % = 70,19 %")
    assert rekam["o"] == [f"lkj-sekretaris/2.3/7.01.01.2.02.{n}/{k}" for n in ("0001", "0002", "0005") for k in (5, 4)]
    program = isi["sel"]["lkj-sekretaris/2.3/7.01.01/5"]
    assert program["t"] == "46,42" and len(program["o"]) == 16  # eight kegiatan with their targets
    assert program["o"][:2] == ["lkj-sekretaris/2.3/7.01.01.2.01/5", "lkj-sekretaris/2.3/7.01.01.2.01/4"]
    # The eighth has no budget, so no row in this table: its 0 is followed to the data.
    assert [o for o in program["o"] if o.startswith("data/")] == [f"data/kecamatan-lumajang/{f}.csv#7.01.01.2.05-1|kecamatan|{p}" for f, p in (("realisasi_k", "sd-2024-tw2"), ("target", "2024"))]
    uang = isi["sel"]["lkj-sekretaris/2.3/7.01.01/8"]
    assert uang["r"] == "jumlah(8)" and uang["t"] == "3.794.485.645" and all(o.startswith("lkj-sekretaris/2.3/7.01.01.2.") for o in uang["o"])
    gaji = isi["sel"]["lkj-sekretaris/2.3/7.01.01.2.02.0001/8"]
    akun = isi["luar"][gaji["o"][0]]
    assert akun["a"].startswith("lkj-camat/lra-rekening/7.01.01.2.02.0001:5.1.01.") and akun["d"] and akun["m"]


def test_a_row_is_called_by_what_tells_it_from_the_others():
    """A code with its name, one indicator by the year it is compared with; a column headed by a sign is not read as a figure.
    In no report do two rows of a table bear one name."""
    for path in PARAMS:
        for t in tabel(path):
            nama = asal.nama_baris(t)
            assert len(set(nama.values())) == len(nama), (path.stem, t["laporan"], t["tabel"])
    contoh = asal.isi(tabel(next(p for p in PARAMS if p.stem == "2025-tw4")))
    assert [asal.label(contoh[f"lkj-camat/3.7/tujuan-1:{tahun}/6"]) for tahun in (2023, 2024)] == [f"Tabel 3.7 · Indeks Pelayanan Publik, realisasi {tahun} · kolom 6 Realisasi terhadap Acuan (%)" for tahun in (2023, 2024)]
    assert asal.label(contoh["lkj-camat/lra-rekening/5/6"]).endswith(" · 5 BELANJA DAERAH · kolom 6 (%)")
    assert asal.label(contoh["lkj-camat/3.3/7.01.01/10"]).endswith(" · Terselenggaranya fasilitasi kebutuhan operasional kantor · kolom 10 Efisiensi")


def test_the_same_figure_elsewhere_is_the_same_and_the_other_scope_is_said():
    bundles = tabel(next(p for p in PARAMS if "lumajang" in str(p)))
    semua = asal.isi(bundles)
    juga = [(i, semua[a], lingkup) for i in semua.values() for a, lingkup in i.sel.get("juga", [])]
    assert len(juga) > 300
    for i, lain, lingkup in juga:
        kali = {"rasio": 100}  # a fraction here may be a percentage there
        a, b = (x.nilai * kali.get(x.kolom["satuan"], 1) if {i.kolom["satuan"], lain.kolom["satuan"]} == {"rasio", "%"} else x.nilai for x in (i, lain)) if lingkup == "" else (0, 0)
        assert abs(a - b) < Fraction(1, 10**6), i.sel["alamat"]


def test_a_grade_says_its_band_and_the_hole_it_falls_into():
    semua = asal.halaman(tabel(next(p for p in PARAMS if "lumajang" in str(p))))["sel"]
    p = semua["evaluasi-renja/utama/7.01.02/14/K"]["p"]
    assert p.startswith("Rendah, pita tercetak") and "varian A" in p and "jatuh" not in p
    lubang = [r["p"] for r in semua.values() if "jatuh di antara dua pita" in r.get("p", "")]
    assert all("kantor lain" in p for p in lubang)


def test_the_tree_shows_words_numbers_and_source():
    bundles = [b for b in tabel(next(p for p in PARAMS if "lumajang" in str(p))) if b["laporan"] == "lkj-sekretaris"]
    isi = asal.halaman(bundles)
    pohon = explain.jelaskan("lkj-sekretaris/2.3/7.01.01.2.01.0001/9", {"lkj-sekretaris": isi}.get)
    teks = explain.teks(pohon)
    assert "Dengan angka: 2.750.000 / 2.750.000 = 1,00" in teks and "data/kecamatan-lumajang/realisasi_rp.csv#7.01.01.2.01.0001|5.1.02.02.01.0071|kecamatan|2024-06" in teks
    assert "Sumber: Laporan Realisasi Anggaran" in teks


@pytest.mark.parametrize(("rumus", "nilai", "kalimat"), [
    ("jumlah(8)", 6, "1 + 2 + 3"), ("rata-rata(8)", 2, "(1 + 2 + 3) / 3"), ("sisa(8)", -4, "1 − (2 + 3)"), ("nihil", 0, ""), ("0-jumlah", -1, "0 − 1"),
])
def test_the_methods_by_hand(rumus, nilai, kalimat):
    operan = [metode.Operan(str(n), "8", "", Fraction(n), str(n)) for n in (1, 2, 3)]
    assert metode.nilai(rumus, operan) == nilai and metode.kalimat(rumus, operan, str) == kalimat


def test_pooled_and_mean_by_hand():
    """4 of 6, 18 of 36, 0 of 1: pooled 22/43; mean (66,67 + 50 + 0)/3; the second of which less is better: 200 − 50 = 150."""
    operan = [metode.Operan(b, k, "", Fraction(n), str(n)) for b, r, t in (("a", 4, 6), ("b", 18, 36), ("c", 0, 1)) for k, n in (("5", r), ("4", t))]
    assert metode.nilai("gabungan(5)/gabungan(4) x 100%", operan) == Fraction(2200, 43)
    assert metode.nilai("rata-rata(5/4 x 100%)", operan) == (Fraction(400, 6) + 50) / 3
    assert metode.nilai("rata-rata(5/4 x 100%; b: 100%+100%-5/4 x 100%)", operan) == (Fraction(400, 6) + 150) / 3
    assert metode.kalimat("gabungan(5)/gabungan(4) x 100%", operan, str) == "(4 + 18 + 0) / (6 + 36 + 1) × 100 %"
    with pytest.raises(metode.BukanMetode):
        metode.nilai("median(5)", operan)
