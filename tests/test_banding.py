"""Two ledgers compared: tiny ones whose every figure can be followed by hand, broken files, and random ones as a property."""

import csv
import io
import json
from fractions import Fraction

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from triwulan.cli.banding import banding as perintah
from triwulan.form.banding import Masukan, banding
from triwulan.form.buku_angka import KOLOM, BukuSalah, baca, urai
from triwulan.press import angka

X, Y, Z = (f"data/u/k.csv#{n}||2025-tw1" for n in "xyz")


def baris(alamat: str, nilai, rujukan: str = "", rumus: str = "", satuan: str = "", tampil: str | None = None) -> dict:
    """A row of a ledger; references of a figure without formula are its source."""
    laporan, tabel, row, kolom, bagian = [*alamat.split("/"), ""][:5]
    tampil = str(nilai).replace(".", ",") if tampil is None else tampil
    return dict(zip(KOLOM, (alamat, laporan, tabel, row, kolom, bagian, str(nilai), satuan, tampil, rumus,
                            rujukan if rumus else "", "" if rumus else rujukan)))


def teks(rows: list[dict], kolom=KOLOM) -> str:
    out = io.StringIO()
    csv.DictWriter(out, kolom, lineterminator="\n", extrasaction="ignore").writeheader()
    csv.DictWriter(out, kolom, lineterminator="\n", extrasaction="ignore").writerows(rows)
    return out.getvalue()


def buku(*rows: dict):
    return urai("angka.csv", teks(list(rows)).encode())


def isi(hasil) -> list[tuple[str, list[tuple[str, str]], list[str]]]:
    """Each group as (kind, its inputs, the addresses counted under it)."""
    return [(k.sebab.jenis, [(m.lama, m.baru) for m in k.sebab.masukan], [b.alamat for b in k.angka]) for k in hasil.kelompok]


def tabel(x=10, y=20, rumus="x+y"):
    """Two entered figures, their sum, the sum and x once more, and a figure apart: 10, 20, 30, 40, 7."""
    return [
        baris("r/1/x/4", x, X), baris("r/1/y/4", y, Y), baris("r/1/jumlah/4", x + y, "r/1/x/4;r/1/y/4", rumus),
        baris("r/2/x/5", x + x + y, "r/1/x/4;r/1/jumlah/4", "x+jumlah"), baris("r/2/z/5", 7, Z),
    ]


def test_one_row_moved_three_figures():
    """x 10 → 30: itself, the sum 30 → 50 and what stands on it, 40 → 80. y and z stay."""
    hasil = banding(buku(*tabel()), buku(*tabel(x=30)))
    assert (hasil.diperiksa, hasil.berubah) == (5, 3)
    assert isi(hasil) == [("masukan", [(X, X)], ["r/1/x/4", "r/1/jumlah/4", "r/2/x/5"])]
    assert not banding(buku(*tabel()), buku(*tabel())).kelompok


def test_two_inputs_that_meet_count_a_figure_once():
    """x moves 3 figures, y moves the sum and what stands on it as well: 3 too, but two stand under x already and name y."""
    hasil = banding(buku(*tabel()), buku(*tabel(x=30, y=90)))
    assert isi(hasil) == [("masukan", [(X, X)], ["r/1/x/4", "r/1/jumlah/4", "r/2/x/5"]), ("masukan", [(Y, Y)], ["r/1/y/4"])]
    assert [k.menggerakkan for k in hasil.kelompok] == [3, 3]
    assert [b.bersama for b in hasil.kelompok[0].angka] == [(), (2,), (2,)]
    assert sum(len(k.angka) for k in hasil.kelompok) == hasil.berubah == 4


def test_an_operand_that_kept_still_is_no_candidate():
    lama = [baris("r/1/a/4", 1, X), baris("r/1/j/4", 3, f"r/1/a/4;{Y};{Z}", "a+y+z")]
    assert isi(banding(buku(*lama), buku(lama[0], {**lama[1], "nilai": "4"}))) == [("salah-satu", [(Y, Y), (Z, Z)], ["r/1/j/4"])]


def test_the_largest_group_comes_first():
    """y moves 1 figure here, x moves 2."""
    lama = [baris("r/1/a/4", 1, Y), baris("r/1/b/4", 1, X), baris("r/1/c/5", 1, "r/1/b/4", "4")]
    hasil = banding(buku(*lama), buku(*[{**r, "nilai": "2"} for r in lama]))
    assert [k.sebab.masukan for k in hasil.kelompok] == [(Masukan(X, X),), (Masukan(Y, Y),)]


def test_another_formula_is_its_own_reason_and_carries_on():
    """The sum becomes a difference though x moved as well; what stands on the sum was moved by both."""
    lama, baru = tabel(), tabel(x=30)
    baru[2] |= {"nilai": "10", "rumus": "x-y"}
    hasil = banding(buku(*lama), buku(*baru))
    cara = next(k for k in hasil.kelompok if k.sebab.jenis == "cara-hitung")
    assert (cara.sebab.tempat, cara.sebab.lama, cara.sebab.baru, cara.menggerakkan) == ("r/1 kolom 4", "x+y", "x-y", 2)
    assert {b.alamat: b.bersama for k in hasil.kelompok for b in k.angka} == {"r/1/jumlah/4": (), "r/2/x/5": (2,), "r/1/x/4": ()}


def test_an_operand_that_existed_before_is_another_calculation():
    lama = [baris("r/1/a/4", 1, X), baris("r/1/b/4", 2, Y), baris("r/1/j/4", 1, "r/1/a/4", "jumlah(4)")]
    baru = [*lama[:2], baris("r/1/j/4", 3, "r/1/a/4;r/1/b/4", "jumlah(4)")]
    assert isi(banding(buku(*lama), buku(*baru))) == [("cara-hitung", [("", "r/1/b/4")], ["r/1/j/4"])]


def test_an_empty_figure_is_filled_by_what_moved_or_by_a_new_calculation():
    """x+y was empty. Filled while x moved, x is why; while nothing below it moved, the calculation is new; so it is where it
    takes a row that stood elsewhere before."""
    lama = [baris("r/1/x/4", 1, X), baris("r/1/y/4", 2, Y), baris("r/1/b/5", "")]
    isi_baru = baris("r/1/b/5", 3, "r/1/x/4;r/1/y/4", "x+y")
    assert isi(banding(buku(*lama), buku({**lama[0], "nilai": "5"}, lama[1], isi_baru))) == [("masukan", [(X, X)], ["r/1/x/4", "r/1/b/5"])]
    assert isi(banding(buku(*lama), buku(*lama[:2], isi_baru))) == [("cara-hitung", [], ["r/1/b/5"])]
    assert isi(banding(buku(*lama), buku(*lama[:2], baris("r/1/b/5", 1, X)))) == [("cara-hitung", [("", X)], ["r/1/b/5"])]


def test_a_row_among_many_is_named_only_where_it_is_proved():
    """A sum over rows x, y: alone, either may have moved. A figure that shows x and moved proves x; one that shows x and kept
    still leaves y."""
    jumlah = [baris("r/1/j/4", 30, f"{X};{Y}", "jumlah(rekening)")]
    naik = [{**jumlah[0], "nilai": "31"}]
    assert isi(banding(buku(*jumlah), buku(*naik))) == [("salah-satu", [(X, X), (Y, Y)], ["r/1/j/4"])]
    tahu_lama, tahu_baru = baris("r/2/x/4", 10, X), baris("r/2/x/4", 11, X)
    assert isi(banding(buku(*jumlah, tahu_lama), buku(*naik, tahu_baru))) == [("masukan", [(X, X)], ["r/1/j/4", "r/2/x/4"])]
    assert isi(banding(buku(*jumlah, tahu_lama), buku(*naik, tahu_lama))) == [("masukan", [(Y, Y)], ["r/1/j/4"])]


def test_new_and_gone_figures_stand_by_table():
    lama, baru = tabel(), tabel()
    del baru[4], lama[1]
    assert isi(banding(buku(*lama), buku(*baru))) == [("angka-baru", [], ["r/1/y/4"]), ("angka-hilang", [], ["r/2/z/5"])]


def test_the_next_quarter_replaces_its_row():
    """The quarter's figure 5 → 8; up to the quarter 5 → 13, which a second row and a formula come with; a row that was never
    there before fills an empty figure."""
    q1, q2, baru1 = "data/u/k.csv#x|a|2025-tw1", "data/u/k.csv#x|a|2025-tw2", "data/u/k.csv#n|a|2025-tw2"
    lama = [baris("r/1/x/4", 5, q1), baris("r/1/x/5", 5, q1), baris("r/1/x/6", 10, "r/1/x/5", "5x2"), baris("r/1/n/4", "")]
    kini = [baris("r/1/x/4", 8, q2), baris("r/1/x/5", 13, f"{q1};{q2}", "jumlah(triwulan)"), baris("r/1/x/6", 26, "r/1/x/5", "5x2"), baris("r/1/n/4", 1, baru1)]
    assert isi(banding(buku(*lama), buku(*kini))) == [
        ("masukan", [(q1, q2)], ["r/1/x/4", "r/1/x/5", "r/1/x/6"]), ("masukan", [("", baru1)], ["r/1/n/4"]),
    ]


@pytest.mark.parametrize("lama, baru", [("2025-04", "2025-07"), ("sd-2025-tw2", "sd-2025-tw3"), ("2024", "2025"), ("2025-01..2025-05", "2025-01..2025-06")])
def test_every_way_to_write_a_period_is_recognised(lama, baru):
    q1, q2 = (f"data/u/k.csv#x|{p}|murni|" for p in (lama, baru))
    assert isi(banding(buku(baris("r/1/x/4", 5, q1)), buku(baris("r/1/x/4", 6, q2)))) == [("masukan", [(q1, q2)], ["r/1/x/4"])]


def test_empty_unit_and_print_are_told_apart():
    """"" is not 0. A unit alone is a change. The same value printed otherwise moved nothing."""
    def satu(nilai, satuan="%", tampil="x"):
        return buku(baris("r/1/x/4", nilai, X, satuan=satuan, tampil=tampil))

    assert isi(banding(satu(""), satu("0"))) == [("masukan", [(X, X)], ["r/1/x/4"])]
    assert [k.sebab.jenis for k in banding(satu("5"), satu("5", "rasio")).kelompok] == ["satuan"]
    cetak = banding(satu("5"), satu("5", tampil="5,0"))
    assert (cetak.berubah, [k.sebab.jenis for k in cetak.kelompok]) == (0, ["cetak"])


def test_a_circle_and_a_change_without_a_reason_end():
    lama = [baris("r/1/a/4", 1, "r/1/b/4", "b"), baris("r/1/b/4", 1, "r/1/a/4", "a"), baris("r/2/c/4", 1, "", "1")]
    hasil = banding(buku(*lama), buku(*[{**r, "nilai": "2"} for r in lama]))
    assert isi(hasil) == [("tidak-tercatat", [], ["r/1/a/4", "r/1/b/4"]), ("tidak-tercatat", [], ["r/2/c/4"])]
    lama[1] = baris("r/1/b/4", 1, f"r/1/a/4;{X}", "a+x")
    lama.append(baris("r/1/x/4", 1, X))
    hasil = banding(buku(*lama), buku(*[{**r, "nilai": "2"} for r in lama]))
    assert isi(hasil)[0] == ("masukan", [(X, X)], ["r/1/a/4", "r/1/b/4", "r/1/x/4"])


@st.composite
def dag(draw):
    """Leaf values before and after, and cells as (rows read, earlier cells read); values are weighted sums."""
    lama = draw(st.lists(st.integers(0, 9), min_size=3, max_size=5))
    baru = [n + draw(st.sampled_from([0, 1, -3])) for n in lama]
    sel = []
    for n in range(draw(st.integers(3, 10))):
        daun = draw(st.sets(st.integers(0, len(lama) - 1), max_size=3))
        bawah = draw(st.sets(st.integers(0, n - 1), max_size=3)) if n else set()
        sel.append((daun or {0} if not bawah else daun, bawah))
    return lama, baru, sel


@given(dag())
def test_exactly_the_changed_figures_each_under_an_input_that_reaches_it(masukan):
    lama, baru, sel = masukan
    nama = [f"data/u/k.csv#{n}" for n in range(len(lama))]
    capai: list[set[str]] = []
    for daun, bawah in sel:
        capai.append({nama[d] for d in daun if lama[d] != baru[d]}.union(*(capai[b] for b in bawah)))

    def tulis(nilai):
        hasil, rows = [], []
        for n, (daun, bawah) in enumerate(sel):
            hasil.append(sum(nilai[d] for d in daun) + sum((b + 2) * hasil[b] for b in bawah))
            rujukan = [*(nama[d] for d in sorted(daun)), *(f"r/1/{b}/4" for b in sorted(bawah))]
            rows.append(baris(f"r/1/{n}/4", hasil[n], ";".join(rujukan), "" if len(rujukan) == 1 and daun else "jumlah"))
        return hasil, buku(*rows)

    (nilai_lama, a), (nilai_baru, b) = tulis(lama), tulis(baru)
    hasil = banding(a, b)
    tercantum = [beda.alamat for k in hasil.kelompok for beda in k.angka]
    assert sorted(tercantum) == sorted(f"r/1/{n}/4" for n in range(len(sel)) if nilai_lama[n] != nilai_baru[n])
    for n, k in enumerate(hasil.kelompok, 1):
        assert k.sebab.jenis in ("masukan", "salah-satu")
        assert {m.baru for m in k.sebab.masukan} <= set(nama)
        for beda in k.angka:
            assert [n, *beda.bersama] == sorted({n, *beda.bersama})
            for s in (k, *(hasil.kelompok[i - 1] for i in beda.bersama)):
                assert {m.baru for m in s.sebab.masukan} & capai[int(beda.alamat.split("/")[2])], (n, beda)


# The file and the command

app = typer.Typer()
app.command()(perintah)


@pytest.fixture
def jalan(tmp_path, monkeypatch):
    """Runs the command on ledgers given as text or bytes: (exit code, stdout, stderr). None leaves a file out."""
    monkeypatch.chdir(tmp_path)

    def _jalan(lama, baru, *pilihan: str):
        for nama, berkas in (("lama.csv", lama), ("baru.csv", baru)):
            if berkas is not None:
                (tmp_path / nama).write_bytes(berkas if isinstance(berkas, bytes) else berkas.encode())
        hasil = CliRunner().invoke(app, ["lama.csv", "baru.csv", *pilihan])
        assert hasil.exception is None or isinstance(hasil.exception, SystemExit), hasil.exception
        return hasil.exit_code, hasil.stdout, hasil.stderr

    return _jalan


def test_the_reader_knows_the_columns_that_the_writer_writes(tmp_path):
    assert KOLOM == angka.KOLOM
    (tmp_path / "angka.csv").write_bytes(angka.tulis([baris("r/1/x/4/Rp", "-0.1466666667", X)]))
    (sel,) = baca(tmp_path / "angka.csv").values()
    assert (sel.alamat, sel.bagian, sel.nilai, sel.rujukan) == ("r/1/x/4/Rp", "Rp", Fraction(-1466666667, 10**10), (X,))
    assert buku(baris("r/1/x/4", 1, f"{X};{X}", "a"))["r/1/x/4"].rujukan == (X,)
    assert urai("b", b"\xef\xbb\xbf" + teks([baris("r/1/x/4", "")]).encode()) == buku(baris("r/1/x/4", ""))


def test_the_text_reads_old_to_new(jalan):
    kode, out, err = jalan(teks(tabel()), teks(tabel(x=30, y=90)))
    assert (kode, err) == (1, "")
    assert out.splitlines()[:4] == ["4 angka berubah dari 5; 2 masukan.", "", f"1. masukan berubah: {X} (3 angka)", "   r/1/x/4       10 → 30"]
    assert "   r/1/jumlah/4  30 → 120  (bersama nomor 2)" in out and f"2. masukan berubah: {Y} (3 angka, 2 di antaranya sudah tertulis di atas)" in out


def test_nothing_changed_is_said_and_is_zero(jalan):
    assert jalan(teks(tabel()), "\ufeff" + teks(tabel())) == (0, "Tidak ada angka yang berubah nilai atau satuannya dari 5.\n", "")


def test_long_groups_are_folded_in_the_text_and_whole_in_json(jalan):
    lama = [baris(f"r/1/{n}/4", 1, X) for n in range(42)]
    pasangan = teks(lama), teks([{**r, "nilai": "1.001"} for r in lama])
    _, out, _ = jalan(*pasangan)
    assert out.count("1 → 1 (tepatnya 1 → 1.001)") == 12 and "… dan 30 lainnya (seluruhnya: --json)" in out
    kode, out, _ = jalan(*pasangan, "--json")
    hasil = json.loads(out)
    assert kode == 1 and (hasil["diperiksa"], hasil["berubah"]) == (42, 42) and len(hasil["kelompok"][0]["angka"]) == 42
    assert hasil["kelompok"][0]["angka"][0] == {
        "alamat": "r/1/0/4", "lama": {"nilai": "1", "satuan": "", "tampil": "1"}, "baru": {"nilai": "1.001", "satuan": "", "tampil": "1"}, "bersama": [],
    }


def test_every_problem_of_both_files_at_once(jalan):
    rusak = [baris("r/1/x/4", "1,5"), baris("r/1/x/4", "1"), baris("r/1/y/4", "1.000"), {**baris("r/1/z/4", "-0"), "alamat": "r/1/z/5"}]
    kode, out, err = jalan(teks(rusak), None)
    assert (kode, out) == (2, "")
    assert err.startswith("6 hal perlu diperbaiki")
    for kata in ("lama.csv baris 2 kolom nilai: tertulis '1,5'", "lama.csv baris 3 kolom alamat: tertulis 'r/1/x/4'; alamat ini sudah ada di baris 2", "baris 4 kolom nilai",
                 "baris 5 kolom alamat", "baris 5 kolom nilai", "baru.csv: berkas tidak ada"):
        assert kata in err, kata


@pytest.mark.parametrize("isi_berkas, kata", [
    (b"", "kosong"),
    (teks([]), "tidak memuat satu angka pun"),
    (teks([baris("r/1/x/4", 1)], [k for k in KOLOM if k not in ("nilai", "rumus")]), "kolom rumus: kolom ini tidak ada"),
    (teks([baris("r/1/x/4", 1)], [*KOLOM, "nilai"]), "muncul lebih dari sekali"),
    ("a,b\n1,2\n", "bukan buku angka"),
    (teks([baris("r/1/x/4", 1)]).replace(",", ";"), "dipisah titik koma"),
    (teks([baris("r/1/x/4", 1)]) + "r,1\n", "baris 3: ada 2 sel, seharusnya 12"),
    (teks([baris("r/1/x/4", 1)]) + '"r,1\n', "tanda kutip"),
    (b"\xff\xfe" + teks([]).encode("utf-16-le"), "bukan UTF-8"),
])
def test_a_broken_file_says_what_to_do(jalan, isi_berkas, kata):
    kode, _, err = jalan(isi_berkas, teks(tabel()))
    assert kode == 2 and "lama.csv" in err and kata in err, err


def test_a_folder_is_no_ledger(tmp_path):
    with pytest.raises(BukuSalah, match="ini folder; sebut berkas angka.csv di dalamnya"):
        baca(tmp_path)
