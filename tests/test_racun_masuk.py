"""Hostile files at the door: each is refused by name with what to do, and nothing of it is opened, executed or shown raw."""

import io
import json
import os
import zipfile
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from triwulan.cli import app
from triwulan.form import formula
from triwulan.form.lembar import grid, kemasan, rumus
from triwulan.office import aturan, berkas, paket, params, terbit, yaml_ketat
from triwulan.office.data import muat
from triwulan.office.masalah import Masalah, MasukanSalah

UNIT = "kecamatan-lumajang"
RAHASIA = "RAHASIA-4711"


def pesan(baca, *argumen) -> list[str]:
    with pytest.raises(MasukanSalah) as salah:
        baca(*argumen)
    return [str(m) for m in salah.value.masalah]


def sisip(akar: Path, teks: str, berkas_: str = "narasi.csv") -> None:
    """Puts a text behind the first word of the second line's last cell but two."""
    path = akar / "data" / UNIT / berkas_
    path.write_text(path.read_text("utf-8").replace("Tugas", f"Tugas{teks}", 1) if "Tugas" in path.read_text("utf-8") else "", "utf-8")


# --- cells -------------------------------------------------------------------------------------------------------------------

@pytest.mark.parametrize(("tanda", "sebut"), [
    ("\u202e", "U+202E (RIGHT-TO-LEFT OVERRIDE)"), ("\u2066", "U+2066 (LEFT-TO-RIGHT ISOLATE)"), ("\x00", "U+0000 (karakter kendali)"), ("\x1b", "U+001B (karakter kendali)"),
    ("\x07", "U+0007 (karakter kendali)"), ("\x9b", "U+009B (karakter kendali)"), ("\u200b", "U+200B (ZERO WIDTH SPACE)"), ("\ufeff", "U+FEFF"), ("\uffff", "U+FFFF"),
    ("\U0001fffe", "U+1FFFE"), ("\u2028", "U+2028 (LINE SEPARATOR)"), ("\U000e0041", "U+E0041 (TAG LATIN CAPITAL LETTER A)"),
])
def test_a_sign_that_nobody_sees_is_named_with_its_place(tanda, sebut):
    assert berkas.salah_tulis(f"abc{tanda}d").startswith(f"huruf ke-4 adalah tanda tak terlihat {sebut}")


def test_what_offices_do_write_is_left_alone():
    for teks in ("Kecamatan Lumajang — 100 %", "baris satu\nbaris dua", "tab\tdi dalam", "é ñ ꦏꦧꦸꦥꦠꦺꦤ꧀", "<script>alert(1)</script>", "=1+1", "\u00a0", "nama\r\nbaru"):
        assert berkas.salah_tulis(teks) == "", teks
    assert berkas.salah_tulis("x" * berkas.PANJANG) == ""
    assert berkas.salah_tulis("x" * (berkas.PANJANG + 1)).startswith("sepanjang 32768 huruf, paling panjang 32767")
    assert berkas.salah_tulis("sebanyak ٣ orang").startswith("huruf ke-10 (٣) adalah angka dari aksara lain")


def test_a_cell_of_data_is_refused_by_row_and_column_and_its_sign_never_reaches_the_terminal(salinan):
    path = salinan / "data" / UNIT / "pejabat.csv"
    kepala, satu, *sisa = path.read_text("utf-8").split("\n")
    nama = satu.split(",")[3].strip('"')
    path.write_text("\n".join([kepala, satu.replace(nama, f"{nama}\x1b[2J\u202e", 1), *sisa]), "utf-8")
    (satu,) = pesan(muat, salinan, UNIT)
    assert satu.startswith(f"data/{UNIT}/pejabat.csv baris 2 kolom nama: tertulis ") and "U+001B" in satu and satu.isprintable()
    r = CliRunner().invoke(app, ["periksa", f"params/{UNIT}/2024-tw2.yaml"])
    assert r.exit_code == 2 and "\x1b" not in r.stderr and "\u202e" not in r.stderr and "U+001B" in r.stderr


def test_a_header_cannot_steer_the_terminal_either():
    assert str(Masalah("a\x1b[2J.csv", "tulis\u202e x", 1, "ko\x07lom", "n\x1bilai")).isprintable()


# --- files -------------------------------------------------------------------------------------------------------------------

def test_links_special_files_and_huge_files_are_not_read(salinan, tmp_path):
    rahasia = tmp_path / "rahasia.txt"
    rahasia.write_text(f"{RAHASIA},x\n")
    data = salinan / "data" / UNIT
    for nama, taruh in (
        ("pagu.csv", lambda p: p.symlink_to(rahasia)), ("target.csv", lambda p: os.mkfifo(p)), ("narasi.csv", lambda p: p.mkdir()),
        ("pilihan.csv", lambda p: (p.touch(), os.truncate(p, berkas.BITA + 1_000_000))),
    ):
        (data / nama).unlink()
        taruh(data / nama)
    semua = "\n".join(pesan(muat, salinan, UNIT))
    assert f"data/{UNIT}/pagu.csv: tautan ke berkas lain; salin berkasnya sendiri ke sini" in semua and RAHASIA not in semua
    assert f"data/{UNIT}/target.csv: bukan berkas biasa" in semua and f"data/{UNIT}/narasi.csv: bukan berkas biasa" in semua
    assert f"data/{UNIT}/pilihan.csv: sebesar 51 MB, paling besar 50 MB" in semua


def test_parameters_rules_and_descriptor_through_a_link_are_refused(salinan, tmp_path):
    rahasia = tmp_path / "rahasia.txt"
    rahasia.write_text(f"{RAHASIA}: x\n")
    yaml, aturan_, deskriptor = salinan / "params" / UNIT / "2024-tw2.yaml", salinan / "params" / "aturan" / "lumajang-2024.yaml", salinan / "data" / UNIT / "datapackage.json"
    for path in (yaml, aturan_, deskriptor):
        path.unlink()
        path.symlink_to(rahasia)
    for teks in (*pesan(params.baca, yaml, salinan), *pesan(aturan.muat, salinan, "lumajang-2024"), *pesan(paket.sumber, deskriptor.parent, "d")):
        assert "tautan ke berkas lain" in teks and RAHASIA not in teks


@pytest.mark.parametrize("nama", ["../../rahasia", "/etc/passwd", "a/b", "..", "a\\b"])
def test_a_filed_table_is_looked_for_in_its_own_folder_only(salinan, nama):
    path = salinan / "data" / UNIT / "terbit" / "2024-tw2" / "daftar.csv"
    path.write_text(path.read_text("utf-8").replace("lkj-camat,", f"{nama},", 1), "utf-8")
    assert any("tulis nama laporan dan tabel dengan huruf kecil, angka, titik dan tanda hubung" in m for m in pesan(terbit.muat, salinan, UNIT, "2024-tw2"))


def test_a_name_longer_than_file_systems_take_is_a_wrong_name(salinan):
    yaml = salinan / "params" / UNIT / "2024-tw2.yaml"
    for kunci in ("unit", "aturan"):
        asli = yaml.read_text("utf-8")
        yaml.write_text("\n".join(f"{kunci}: {'a' * 5000}" if b.startswith(f"{kunci}:") else b for b in asli.split("\n")), "utf-8")
        (satu,) = pesan(params.baca, yaml, salinan)
        assert f"kunci {kunci}: tertulis 'aaa" in satu and params.HARAPAN[kunci] in satu and len(satu) < 400
        yaml.write_text(asli, "utf-8")
    r = CliRunner().invoke(app, ["baru", "unit", "a" * 5000])
    assert r.exit_code == 2 and "tulis nama folder dengan huruf kecil" in r.stderr


def test_a_filed_table_with_more_cells_than_its_header(salinan):
    """The reader of CSV gives such cells no name at all; the message must not need one."""
    path = sorted((salinan / "data" / UNIT / "terbit" / "2024-tw2").glob("lkj-camat_*.csv"))[0]
    kepala, satu, *sisa = path.read_text("utf-8").split("\n")
    path.write_text("\n".join([kepala, f"{satu},lebih\u202e", *sisa]), "utf-8")
    assert any(m.startswith(f"data/{UNIT}/terbit/2024-tw2/{path.name} baris 2: jumlah selnya tidak sama dengan kepala") for m in pesan(terbit.muat, salinan, UNIT, "2024-tw2"))


@pytest.mark.parametrize(("teks", "harapan"), [
    ("(" * 3000, "'(' pada huruf ke-51; seharusnya paling banyak 50 kurung di dalam kurung"), ("(" * 51 + "1" + ")" * 51, "huruf ke-51"),
    ("-".join("1" * 251), "seharusnya rumus dengan paling banyak 500 tanda"),
])
def test_a_formula_that_would_use_up_the_stack(teks, harapan):
    with pytest.raises(formula.FormulaError) as salah:
        formula.parse(teks)
    assert harapan in str(salah.value) and len(str(salah.value)) < 200


def test_a_formula_as_long_as_allowed_is_read_and_written():
    for teks in ("(" * 50 + "1" + ")" * 50, "+".join(["1"] * 250), "(1)+" * 40 + "2"):
        pohon = formula.parse(teks)
        assert formula.parse(formula.render(pohon)) == pohon and hash(pohon)


# --- YAML and JSON -----------------------------------------------------------------------------------------------------------

@pytest.mark.parametrize(("isi", "harapan"), [
    ("a: !!python/object/apply:os.system ['id']", "bukan YAML yang sah"), ("a: &x 1\nb: *x", "baris 2: tertulis '*x'; rujukan (*) tidak dipakai di sini"),
    ("a: &x [1,1]\nb: &y [*x,*x]\nc: [*y,*y]", "rujukan (*) tidak dipakai"), ("a: " + "[" * 5000, "bersarang terlalu dalam"), ("a: 2024-13-45", "memuat nilai yang tidak dapat dibaca"),
    ("a: " + "9" * 5000, "memuat nilai yang tidak dapat dibaca"), ("a: '\\x00'\nb: \"\\x00\"", "kunci b: tertulis '\\x00'; huruf ke-1 adalah tanda tak terlihat U+0000"),
    ("a: x" + " " * yaml_ketat.BITA, "paling besar 1000000"), ("a: \x00", "memuat nilai yang tidak dapat dibaca"), ("a: [b, \"\\u202e\"]", "kunci a.2"),
])
def test_yaml_is_read_as_plain_values_or_refused(isi, harapan):
    (satu,) = pesan(yaml_ketat.baca, isi.encode("utf-8"), "uji.yaml")
    assert harapan in satu and satu.startswith("uji.yaml") and satu.isprintable()


@pytest.mark.parametrize(("isi", "harapan"), [
    ("[" * 100_000, "bersarang terlalu dalam"), ('{"sources": [{"name": 1, "title": "x"}]}', "1 bukan teks"),
    ('{"sources": [{"name": "x", "title": "\\u202e"}]}', "U+202E"), ('{"sources": "x"}', "bukan deskriptor yang sah"), ("\xff", "bukan deskriptor yang sah"),
])
def test_a_descriptor_that_is_none(tmp_path, isi, harapan):
    (tmp_path / paket.NAMA).write_bytes(isi.encode("latin-1"))
    (satu,) = pesan(paket.sumber, tmp_path, "data/u/datapackage.json")
    assert harapan in satu


@pytest.mark.parametrize("jalur", ["../rahasia.txt", "/etc/passwd", "sumber/../../x", "C:\\x", "a\\..\\b", ".rahasia", ""])
def test_a_source_is_read_in_the_unit_s_own_folder_only(tmp_path, jalur):
    (tmp_path / "rahasia.txt").write_text(RAHASIA)
    unit = tmp_path / "u"
    unit.mkdir()
    (unit / paket.NAMA).write_text(json.dumps({"sources": [{"name": "lra", "title": "LRA", "path": jalur}]}))
    sidik, (satu,) = paket.kutipan(unit, "data/u", {"lra"})
    assert sidik == {} and "berkas sumber harus ada di dalam folder unit ini" in str(satu)


def test_a_source_that_is_a_link_is_not_read(tmp_path):
    (tmp_path / "rahasia.txt").write_text(RAHASIA)
    (tmp_path / "u").mkdir()
    (tmp_path / "u" / "lra.csv").symlink_to(tmp_path / "rahasia.txt")
    (tmp_path / "u" / paket.NAMA).write_text(json.dumps({"sources": [{"name": "lra", "title": "LRA", "path": "lra.csv"}]}))
    sidik, (satu,) = paket.kutipan(tmp_path / "u", "data/u", {"lra"})
    assert sidik == {} and "tautan ke berkas lain" in str(satu)


@pytest.mark.parametrize("isi", ["=" + "(" * 3000, "=" + "(" * 2000 + "1" + ")" * 2000, "=" + "-" * 3000 + "1", "=" + "+".join("1" * 3000)])
def test_a_formula_deeper_than_any_form_is_not_read(isi):
    """Found by mutation: it used up the stack."""
    with pytest.raises(rumus.TakDikenal):
        rumus.urai(isi)
    assert rumus.nilai(rumus.urai("=" + "+".join("1" * 250)), lambda s: None) == 250


@pytest.mark.parametrize("isi", ["1e999999999", "9" * 5000, "1E309", "ROUND(1,999999999)", "((9^64)^64)^64", "INT(1e400)"])
def test_a_formula_that_would_unfold_is_not_computed(isi):
    with pytest.raises(rumus.TakDikenal):
        rumus.nilai(rumus.urai(f"={isi}"), lambda _: None)
    assert rumus.nilai(rumus.urai("=ROUND(1.005E2,1)+2^10"), lambda _: None) == Fraction("1124.5")


def test_a_dollar_sign_in_a_name_is_no_formula_of_a_chart():
    from triwulan.laporan import grafik

    assert grafik.TETAP["text.parse_math"] is False


# --- workbooks ---------------------------------------------------------------------------------------------------------------

def buku(tmp_path: Path, ubah: dict[str, bytes], nama: str = "jahat.xlsx") -> Path:
    """A workbook with parts replaced or added."""
    polos = io.BytesIO()
    openpyxl.Workbook().save(polos)
    with zipfile.ZipFile(polos) as z:
        bagian = {i.filename: z.read(i) for i in z.infolist()} | ubah
    with zipfile.ZipFile(tmp_path / nama, "w", zipfile.ZIP_DEFLATED) as z:
        for n, isi in bagian.items():
            z.writestr(n, isi)
    return tmp_path / nama


NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
ENTITAS = f"""<?xml version="1.0"?><!DOCTYPE w [<!ENTITY e SYSTEM "file://%s">]><worksheet xmlns="{NS}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&e;</t></is></c></row></sheetData></worksheet>"""
TAWA = "<?xml version='1.0'?><!DOCTYPE w [<!ENTITY a0 'ha'>" + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10)) + f"]><worksheet xmlns='{NS}'><sheetData><row r='1'><c r='A1' t='inlineStr'><is><t>&a9;</t></is></c></row></sheetData></worksheet>"
GABUNG = f"<worksheet xmlns='{NS}'><sheetData/><mergeCells count='1'><mergeCell ref='A1:XFD1048576'/></mergeCells></worksheet>"


@pytest.mark.parametrize(("isi", "harapan"), [
    (lambda p: (ENTITAS % p).encode(), "DOCTYPE"), (lambda p: (ENTITAS % p).replace('"1.0"', '"1.0" encoding="utf-16"', 1).encode("utf-16"), "DOCTYPE"), (lambda p: TAWA.encode(), "DOCTYPE"),
    (lambda p: (ENTITAS % p).replace('"1.0"', '"1.0" encoding="UTF-7"', 1).encode("utf-7"), "DOCTYPE atau pengodean lain"),
    (lambda p: GABUNG.encode(), "sel gabungan A1:XFD1048576 meliputi terlalu banyak sel"), (lambda p: b" " * (kemasan.BITA + 1), "jauh di atas yang wajar"),
])
def test_a_workbook_that_would_read_files_or_unfold_is_not_opened(tmp_path, isi, harapan):
    rahasia = tmp_path / "rahasia.txt"
    rahasia.write_text(RAHASIA)
    path = buku(tmp_path, {"xl/worksheets/sheet1.xml": isi(rahasia)})
    with pytest.raises(grid.BerkasSalah) as salah:
        grid.muat(path)
    (satu,) = salah.value.masalah
    assert satu.startswith("jahat.xlsx: tidak dibuka: ") and harapan in satu and RAHASIA not in satu
    r = CliRunner().invoke(app, ["impor", str(path)])
    assert r.exit_code == 2 and harapan in r.stderr and RAHASIA not in r.stderr + r.stdout


def test_a_workbook_with_many_parts_is_not_opened_and_a_plain_one_is(tmp_path):
    assert grid.muat(buku(tmp_path, {})) and not kemasan.bahaya(buku(tmp_path, {}).read_bytes())
    assert "dalam 2" in kemasan.bahaya(buku(tmp_path, {f"x{n}.bin": b"" for n in range(kemasan.BAGIAN)}).read_bytes())


def test_macros_and_links_of_a_workbook_are_neither_run_nor_followed(tmp_path):
    """What a workbook links to is not asked for: the cell is read as the workbook stored it."""
    wb = openpyxl.Workbook()
    wb.active["A1"] = "='[1]Sheet1'!A1"
    wb.active["A2"] = '=WEBSERVICE("http://127.0.0.1:9/x")'
    wb.active["A3"] = "=cmd|' /C calc'!A0"
    wb.save(tmp_path / "tautan.xlsx")
    (lembar,) = grid.muat(tmp_path / "tautan.xlsx")
    assert [(lembar.asli(b, 1).nilai, lembar.asli(b, 1).teks) for b in (1, 2, 3)] == [(None, "")] * 3


def test_a_workbook_whose_cells_name_styles_that_are_not_there(tmp_path):
    """Found by mutation: the reading library stumbles over it."""
    wb = openpyxl.Workbook()
    wb.active["A1"] = 1
    wb.save(tmp_path / "baik.xlsx")
    with zipfile.ZipFile(tmp_path / "baik.xlsx") as z, zipfile.ZipFile(tmp_path / "rusak.xlsx", "w") as rusak:
        for nama in z.namelist():
            rusak.writestr(nama, z.read(nama).replace(b'<c r="A1"', b'<c r="A1" s="99"') if "sheet1" in nama else z.read(nama))
    with pytest.raises(grid.BerkasSalah, match="rusak.xlsx: buku kerja ini rusak di dalam; buka di Excel"):
        grid.muat(tmp_path / "rusak.xlsx")
    assert grid.muat(tmp_path / "baik.xlsx")
