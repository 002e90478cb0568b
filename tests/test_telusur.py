"""The lesson: run with right, wrong and no answers, for every office and quarter; how answers are read."""

import ast
import contextlib
import io
import os
import re
from fractions import Fraction

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_architecture import AKAR

from triwulan.form import asal
from triwulan.form.angka import penuh, tampil
from triwulan.form.table import MIME, Tabel
from triwulan.laporan import latihan
from triwulan.laporan.latihan import Soal, baca, cocok
from triwulan.office import params
from triwulan.press import naskah
from triwulan.press.blok import MIME_BLOK
from triwulan.press.export import pdf

NOTEBOOK = AKAR / "notebooks" / "telusur-angka.ipynb"
BERKAS = [AKAR / "params" / "kecamatan-lumajang" / "2024-tw2.yaml", *sorted((AKAR / "params" / "kecamatan-contoh").glob("*.yaml"))]


def jalankan(berkas, jawaban=None):
    """(names, what each cell displayed by its id) after the notebook's cells; with `jawaban`, its function of (lesson, number)
    fills in each answer."""
    ruang, tampilan = {}, {}
    for cell in nbformat.read(NOTEBOOK, as_version=4).cells:
        if cell.cell_type != "code":
            continue
        *isi, akhir = ast.parse(cell.source).body
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile(ast.Module([*isi, *([] if isinstance(akhir, ast.Expr) else [akhir])], []), cell.id, "exec"), ruang)
            if isinstance(akhir, ast.Expr):
                tampilan[cell.id] = eval(compile(ast.Expression(akhir.value), cell.id, "eval"), ruang)
        if "parameters" in cell.metadata.get("tags", []):
            ruang.update(params.baca(berkas, AKAR)[1])
        if jawaban and (m := re.fullmatch(r"jawaban-(\d+)", cell.id)):
            ruang[f"jawaban_{m[1]}"] = jawaban(ruang["pelajaran"], int(m[1]))
    return ruang, tampilan


@pytest.fixture(scope="module", params=BERKAS, ids=lambda b: f"{b.parent.name}-{b.stem}")
def pelajaran(request):
    """A lesson run without answers, with what it displayed."""
    os.chdir(AKAR)
    ruang, tampilan = jalankan(request.param)
    return ruang["pelajaran"], tampilan


@pytest.fixture(scope="module")
def lumajang():
    os.chdir(AKAR)
    return jalankan(BERKAS[0])


def benar(soal) -> str:
    """A right answer as a reader would write it."""
    return tampil(soal.kunci, soal.tempat) if soal.jenis == "angka" else soal.kunci


def ditanya(t) -> dict:
    return {n: s for n, s in t._soal.items() if s.kunci is not None}


def test_unanswered_it_says_so_and_how_to_find_each(pelajaran):
    t, tampilan = pelajaran
    assert len(ditanya(t)) >= 14
    for n, soal in t._soal.items():
        kata = tampilan[f"periksa-{n}"]
        assert kata.benar is None
        assert kata.isi.startswith("Cara mencarinya: ") if soal.kunci is not None else "dilewati" in kata.judul
    assert tampilan["hasil"].isi.startswith(f"0 dari {len(ditanya(t))} latihan")


def test_right_answers_are_right_and_the_reason_is_said(pelajaran):
    t, _ = pelajaran
    for n, soal in ditanya(t).items():
        kata = latihan.nilai(n, soal, benar(soal))
        assert kata.benar and soal.sebab in kata.isi, (n, benar(soal))


def test_wrong_answers_get_a_hint_and_never_the_answer(pelajaran):
    t, _ = pelajaran
    for n, soal in ditanya(t).items():
        salah = {"angka": "987654321", "alamat": "lkj-camat/9.9/x/1", "kode": "9.9.99.99.99.9999", "rumus": "99/98", "kata": "entah"}[soal.jenis]
        kata = latihan.nilai(n, soal, salah)
        assert kata.benar is False and soal.petunjuk in kata.isi
        for teks in (kata.isi.replace(salah, ""), soal.cari):
            assert not re.search(rf"(?<![\w.,/]){re.escape(benar(soal))}(?![\w/]|[.,]\d)", teks), (n, teks)


def test_an_address_and_a_formula_are_taken_as_people_write_them(lumajang):
    t = lumajang[0]["pelajaran"]
    alamat = t._soal[2].kunci
    for teks in (alamat, f"`{alamat}`", f" #{alamat.upper()} ", alamat.removeprefix("lkj-sekretaris/")):
        assert cocok(t._soal[2], teks), teks
    assert not cocok(t._soal[2], alamat[:-1] + "8")
    for teks in ("8/7", "9 = 8 / 7", "8 : 7", "8÷7", "kolom 8 dibagi kolom 7"):
        assert cocok(t._soal[3], teks), teks
    assert not cocok(t._soal[3], "7/8")
    assert cocok(t._soal[13], "sangat  rendah") and not cocok(t._soal[13], "rendah")


def test_answered_in_the_notebook_all_are_right_and_counted():
    ruang, tampilan = jalankan(BERKAS[0], lambda t, n: benar(t._soal[n]))
    assert all(ruang["pelajaran"].hasil.values()) and tampilan["hasil"].benar
    assert tampilan["hasil"].isi.startswith("16 dari 16 latihan sudah benar.")
    ruang, tampilan = jalankan(BERKAS[0], lambda t, n: benar(t._soal[n]) if n < 5 else "salah")
    assert tampilan["hasil"].isi.startswith("4 dari 16 latihan sudah benar. Belum tepat: nomor 5, 6")


def test_answers_are_those_of_the_tables(lumajang):
    """Worked by hand from Tabel 2.3, 3.3 and the LRA of Kecamatan Lumajang, TW II 2024."""
    soal = lumajang[0]["pelajaran"]._soal
    assert {n: benar(s) for n, s in soal.items()} == {
        1: "3.794.485.645", 2: "lkj-sekretaris/2.3/7.01.01.2.06/7", 3: "8/7", 4: "0,52", 5: "30", 6: "53,05", 7: "5.1.01.02.01.0001", 8: "2.961.350.073",
        9: "2.114.443.272", 10: "6", 11: "0,42", 12: "-0,0711", 13: "Sangat Rendah", 14: "Sedang", 15: "5", 16: "3",
    }
    assert Fraction("371.349126101816") / 7 - soal[6].kunci < Fraction(1, 10**9)  # 50 + 113/161 + 0 + 50 + 100 + 50 + 22/43 over seven


def test_the_texts_show_the_figures_of_the_quarter(pelajaran):
    t, tampilan = pelajaran
    efisiensi = t.tabel("sekretaris").sel(t.program, "10")
    assert f"**{efisiensi.tampil}**" in tampilan["sel-isi"].markdown
    assert all("{" not in v.markdown for v in tampilan.values() if hasattr(v, "markdown"))
    assert any(b.id == t.kegiatan for b in tampilan["kutipan"].baris) and all(b.id.startswith(t.program) for b in tampilan["kutipan"].baris)
    assert t.tabel("camat").sel(t.program, "7").nilai - t.tabel("sekretaris").sel(t.program, "7").nilai == tampilan["lingkup"].sel("4", "4").nilai
    assert "#" in tampilan["turun"].markdown and "Dokumen: " in tampilan["turun"].markdown


def test_a_tree_is_folded_in_the_notebook_and_a_list_where_it_is_printed(lumajang):
    isi = lumajang[1]["jelaskan-10"]._repr_mimebundle_()
    assert isi["text/html"].count("<details") > 20
    (daftar,) = [p for p in naskah.prosa(isi["text/markdown"])]
    assert daftar["token"][0]["type"] == "list" and isi["text/markdown"].count("\n") == 2


def test_an_unknown_address_says_what_to_look_at(lumajang):
    for panggil in (lumajang[0]["pelajaran"].jelaskan, lumajang[0]["pelajaran"].di_mana):
        with pytest.raises(KeyError, match="periksa nama laporan"):
            panggil("lkj-sekretaris/2.3/7.01.99/10")


def test_the_figure_is_printed_alike_wherever_it_stands(pelajaran):
    t, _ = pelajaran
    for kolom in ("5", "7", "8", "10"):
        sel = t.sel("sekretaris", kolom)
        tempat = t.tempat(sel.alamat)
        assert sel.alamat in tempat and {t._sel[a].nilai for a in tempat} == {sel.nilai}


def test_without_filed_documents_the_chapter_says_so(pelajaran):
    t, tampilan = pelajaran
    terbit = (AKAR / "data" / t.lap.data.unit / "terbit").is_dir()
    assert ("tidak ada laporan terbit" in tampilan["terbit-hasil"].markdown) is not terbit
    assert (t._soal[16].kunci is None) is not terbit


def test_the_page_explains_every_figure_of_the_lesson(pelajaran):
    """The records of all tables shown, as the HTML page asks for them; the comparison's figures lead to where they stand."""
    t, tampilan = pelajaran
    bundles = [v.bundle() for v in tampilan.values() if isinstance(v, Tabel)]
    isi = asal.halaman(bundles)
    assert isi["sel"][t.sel("sekretaris", "10").alamat]["o"] == [t.sel("sekretaris", k).alamat for k in ("6", "9")]
    (asal_,) = isi["sel"]["telusur-angka/lingkup/3/5"]["o"]
    assert asal_ == t.sel("renja", "13/Rp").alamat and t.sel("renja", "13/Rp").tampil in isi["luar"][asal_]["t"]


def test_headings_and_letters_suit_the_pdf(lumajang):
    """The parts as the exporters read them: headings skip no level; every output is prose, a table or a block."""
    bagian = []
    for cell in nbformat.read(NOTEBOOK, as_version=4).cells:
        if cell.cell_type == "markdown" and not naskah.TIDAK_DICETAK & set(cell.metadata.get("tags", [])):
            bagian += naskah.prosa(cell.source)
    pdf.periksa(tuple(bagian))
    for nama, nilai in lumajang[1].items():
        assert {"text/markdown", MIME, MIME_BLOK} & nilai._repr_mimebundle_().keys(), nama


def test_data_and_answers_never_become_markup():
    kata = latihan.nilai(1, Soal("kata", "ya", "", "", ""), '<img src=x onerror="a()"> **tebal**')._repr_mimebundle_()
    assert "<img" not in kata["text/html"] and r"\<img" in kata["text/markdown"] and r"\*\*tebal" in kata["text/markdown"]


GAYA = st.sampled_from([
    lambda n, t: tampil(n, t), lambda n, t: tampil(n, t).replace(".", ""), lambda n, t: f"{float(n):,.{t}f}",
    lambda n, t: f"{float(n):.{t}f}", lambda n, t: tampil(n, t).replace(".", " "), lambda n, t: tampil(n, t).replace(".", "\u00a0"),
    lambda n, t: tampil(n, t, kurung=True), lambda n, t: tampil(n, t).replace("-", "−"), lambda n, t: tampil(n, t).replace("-", "–"),
    lambda n, t: f"Rp {tampil(n, t)}" if n >= 0 else f"-Rp{tampil(-n, t)}", lambda n, t: f"  {tampil(n, t)} % ", lambda n, t: f"{tampil(n, t)} dokumen",
])


@given(st.integers(-(10**11), 10**11), st.sampled_from([0, 2, 4]), GAYA)
def test_a_number_is_read_however_it_is_written(digit, tempat, gaya):
    n = Fraction(digit, 10**tempat)
    assert (n, tempat) in baca(gaya(n, tempat))


@given(st.fractions(-1000, 1000, max_denominator=997), st.integers(2, 6))
def test_a_rounded_answer_is_right_from_the_decimals_asked_on(n, tempat):
    soal = Soal("angka", n, "", "", "", 2)
    assert cocok(soal, tampil(n, tempat)) and cocok(soal, penuh(n))
    assert not cocok(soal, tampil(n + Fraction(2, 100), tempat))


@pytest.mark.parametrize("teks", ["", "entah", "1,2,3", "1.23.456", "--5", "(5", "5)", "12 34x%", "1e5", ",", "%", "0x10", "jawaban 5"])
def test_what_is_no_number_is_none(teks):
    assert baca(teks) == []


def test_near_misses_are_told_apart():
    soal = Soal("angka", Fraction(-711, 10000), "", "PETUNJUK", "", 2, "rasio")
    for jawaban, kata in (("0,07", "tandanya"), ("-0,1", "2 angka di belakang koma"), ("-7,11", "persen atau pecahan"), ("-0,08", "angka terakhirnya"), ("kira", "belum terbaca"), ("55", "PETUNJUK")):
        assert kata in latihan.nilai(1, soal, jawaban).isi, jawaban
    assert cocok(soal, "-7,11 %") and cocok(soal, -0.0711) and not cocok(Soal("angka", Fraction(53), "", "", "", 0, "%"), "0,53")
    assert cocok(Soal("angka", Fraction(53), "", "", "", 0, "%"), "53 %") and not cocok(Soal("angka", Fraction(53), "", "", "", 0, "%"), "5300 %")
