"""Entry workbooks out and back in: nothing changes by itself, whatever program has saved them; what they compute is right."""

import subprocess
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
from alat import perlu
from isian_buku import AKAR, Buku, bahan

from triwulan.laporan.isian import susun
from triwulan.laporan.isian.model import Bahan
from triwulan.laporan.masuk import isian
from triwulan.office import anggaran, kinerja, periode

TRIWULAN = ["kecamatan-contoh/2025-tw1", "kecamatan-contoh/2025-tw2", "kecamatan-contoh/2025-tw3", "kecamatan-contoh/2025-tw4", "kecamatan-lumajang/2024-tw2"]
#: Those that other programs open and save: one of each office.
DISIMPAN = TRIWULAN[3:]
PROGRAM = [f"7.01.0{n}" for n in range(1, 7)]


@pytest.fixture(scope="module")
def diekspor(tmp_path_factory) -> dict[str, Path]:
    """The workbook of every quarter of both offices, as written."""
    folder = tmp_path_factory.mktemp("isian")
    jadi = {nama: folder / f"{nama.replace('/', '-')}.xlsx" for nama in TRIWULAN}
    for nama, path in jadi.items():
        path.write_bytes(susun.buku(*bahan(nama)))
    return jadi


@pytest.fixture(scope="module")
def disimpan_openpyxl(diekspor, tmp_path_factory) -> dict[str, Path]:
    """The same, saved by another library, which leaves the values of formulas out."""
    folder = tmp_path_factory.mktemp("openpyxl")
    return {nama: Buku(diekspor[nama]).simpan(folder / diekspor[nama].name) for nama in DISIMPAN}


@pytest.fixture(scope="module")
def disimpan_libreoffice(disimpan_openpyxl, tmp_path_factory) -> dict[str, Path]:
    """The same, opened, computed and saved by LibreOffice in one start."""
    folder = tmp_path_factory.mktemp("libreoffice")
    subprocess.run([perlu("soffice"), f"-env:UserInstallation={folder.as_uri()}/profil", "--headless", "--convert-to", "xlsx", "--outdir", str(folder), *map(str, disimpan_openpyxl.values())], check=True, capture_output=True)
    return {nama: folder / path.name for nama, path in disimpan_openpyxl.items()}


@pytest.mark.parametrize("nama", TRIWULAN)
def test_exported_and_read_back_nothing_changes(diekspor, nama):
    masukan = isian.baca(AKAR, [diekspor[nama]])
    assert isian.dikenali(diekspor[nama]) and not masukan.usul and "sel berisi" in masukan.kalimat[0]


@pytest.mark.parametrize("nama", DISIMPAN)
def test_saved_by_another_library_and_by_libreoffice_nothing_changes(disimpan_libreoffice, disimpan_openpyxl, nama):
    assert isian.dikenali(disimpan_libreoffice[nama]) and not isian.baca(AKAR, [disimpan_libreoffice[nama]]).usul
    if nama.endswith("tw4"):
        assert not isian.baca(AKAR, [disimpan_openpyxl[nama]]).usul


@pytest.mark.parametrize("nama", DISIMPAN)
def test_libreoffice_computes_every_formula_to_the_value_it_was_written_with(diekspor, disimpan_libreoffice, nama):
    rumus, ditulis, dihitung = (openpyxl.load_workbook(p, data_only=d) for p, d in ((diekspor[nama], False), (diekspor[nama], True), (disimpan_libreoffice[nama], True)))
    n = 0
    for ws in rumus:
        for row in ws.iter_rows():
            for c in (c for c in row if c.data_type == "f" and "TODAY" not in c.value):
                a, b = ditulis[ws.title][c.coordinate].value, dihitung[ws.title][c.coordinate].value
                assert a == pytest.approx(b, rel=1e-12) if isinstance(a, (int, float)) else (a or "") == (b or ""), (ws.title, c.coordinate, c.value)
                n += 1
    assert n > 500


@pytest.mark.parametrize("nama", DISIMPAN)
def test_totals_and_achievements_are_those_of_the_reports(disimpan_libreoffice, nama):
    """As LibreOffice computes them: each scope's budget and spending, each indicator's achievement."""
    data, p, aturan = bahan(nama)
    b = Buku(disimpan_libreoffice[nama])
    b.isi = openpyxl.load_workbook(disimpan_libreoffice[nama], data_only=True)
    for lingkup in ("kecamatan", "kecamatan+kelurahan"):
        for kolom, rekening in (("pagu", anggaran.pagu(data, lingkup, p.sampai, "perubahan")), ("jumlah", anggaran.realisasi(data, lingkup, p.sampai))):
                for id_, kode in (("jumlah", PROGRAM), ("7.01.01|", PROGRAM[:1]), ("7.01.03|", PROGRAM[2:3])):
                    assert b.sel("Anggaran", f"{lingkup}|{id_}", kolom).value == anggaran.jumlah(rekening, *(k for k in kode if any(r.startswith(k) for r, _ in rekening))).nilai, (lingkup, kolom, id_)
    diperiksa = 0
    for id_ in (i for i in b.baris("Kinerja") if i.startswith("k|")):
        _, ind, lingkup, q = id_.split("|")
        nyata = kinerja.realisasi(data, ind, lingkup, p.sampai, aturan.polaritas.turun).nilai
        capai = kinerja.capaian(nyata, kinerja.target(data, ind, lingkup, p.tahun).nilai, kinerja.satu_indikator(data, ind, lingkup)["polaritas"], aturan.polaritas.turun)
        if "laporan memakai baris" in str(b.sel("Kinerja", id_, "perhatian").value):
            assert periode.baca(q) == p.periode and b.sel("Kinerja", id_, "capaian").value is None
        elif capai is not None and periode.baca(q).akhir == p.periode.akhir:
            assert b.sel("Kinerja", id_, "capaian").value == pytest.approx(float(capai), rel=1e-12), id_
            diperiksa += 1
    assert diperiksa >= 27


def test_the_same_data_give_the_same_bytes(diekspor):
    assert susun.buku(*bahan(TRIWULAN[3])) == diekspor[TRIWULAN[3]].read_bytes()


@pytest.mark.parametrize("nama", TRIWULAN[3:4])
def test_the_posts_parts_are_together_the_whole(nama):
    """Every entry cell of the whole workbook is in the part of one post and of one only."""
    data, p, aturan = bahan(nama)

    def sel(jabatan: str) -> list[tuple]:
        return [(s.nama, r.id, k, c.alamat, c.tertulis) for s in susun.lembar(Bahan(data, p, aturan, jabatan)) for r, k, c in s.isian]

    jabatan = dict.fromkeys(data["pejabat"]["jabatan"])
    bagian = [x for j in jabatan for x in sel(j)]
    assert sorted(bagian, key=str) == sorted(sel(""), key=str) and len(bagian) > 250


@pytest.mark.parametrize("nama", TRIWULAN[3:])
def test_what_the_quarter_owes_has_its_cell_and_its_post(nama):
    data, p, aturan = bahan(nama)
    semua = susun.lembar(Bahan(data, p, aturan))
    kosong = [(r.sel["kode"].isi, r.sel["tempat"].isi) for s in semua if s.nama == "Kurang" for r in s.baris if r.id.startswith("kurang|")]
    harapan = {"kecamatan-contoh/2025-tw4": [], "kecamatan-lumajang/2024-tw2": [
        ("7.01.02.2.04-1", "Kinerja::k|7.01.02.2.04-1|kecamatan|2024-tw1/nilai"), ("upaya", "Uraian::n|kasi-pelayanan|upaya||1/teks"),
        ("7.01.03.2.02-1", "Kinerja::k|7.01.03.2.02-1|kecamatan|2024-tw1/nilai"),
    ]}
    assert kosong == harapan[nama]
    # A month that another row covers cannot be filled, and says so; each figure of a month stands once.
    if nama.endswith("2024-tw2"):
        (uang,) = [s for s in semua if s.nama == "Anggaran"]
        satu = next(r for r in uang.baris if r.id == "kecamatan|7.01.01.2.01.0001|5.1.02.02.01.0071").sel
        assert satu["2024-04"].isi == "termasuk Januari–Mei" and satu["2024-04"].alamat is None and satu["2024-06"].isi == 0 and satu["sebelum"].isi == Fraction(2750000)
