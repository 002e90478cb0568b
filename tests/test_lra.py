"""Both LRA tables, recomputed from the 75 leaves, against every printed figure."""

from fractions import Fraction

import terbit

from triwulan.laporan import baris, formulir
from triwulan.office.periode import Periode


def test_lra_by_account_equals_every_printed_figure(lap):
    """241 coded rows x 7 figures and 10 figures in the two closing rows: 1,697."""
    tabel, cocok, rusak = lap.tabel_tampil["lra-rekening"], 0, []
    tercetak = terbit.tabel("lra-rekening")
    assert [b.id for b in tabel.baris] == [r["baris"] for r in tercetak]
    for row in tercetak:
        for kolom in ("3", "4", "5a", "5b", "5c", "6", "7"):
            if row[kolom] == "":
                assert row["baris"] in ("jumlah", "surplus")
                continue
            assert terbit.lra(row[kolom], "Rp").sama(tabel.sel(row["baris"], kolom).nilai), (row["baris"], kolom, row[kolom])
            cocok += 1
        if row["catatan"]:
            rusak.append(row)
    assert cocok == 1697
    # Five printed codes carry a doubled segment: the row is known by its name, the code mended.
    assert len(rusak) == 5
    for row in rusak:
        ours = tabel.by_id[row["baris"]].sel
        assert ours["2"] == row["2"]
        assert ours["1"].replace(".", "").replace(" ", "") != row["1"].replace(".", "").replace(" ", "")


def test_only_leaves_are_entered(lap):
    tabel = lap.tabel_tampil["lra-rekening"]
    daun = [b for b in tabel.baris if tabel.sel(b.id, "3").sumber]
    assert len(daun) == 75
    induk = [b for b in tabel.baris if not tabel.sel(b.id, "3").sumber and b.id != "surplus"]
    assert all(tabel.sel(b.id, "3").rumus == "jumlah(3)" and tabel.sel(b.id, "3").operan for b in induk)


def test_sap_form_reproduces_the_printed_june_column(lap):
    """The source fills its SAP form with June alone: sums and percentages come out of the leaves."""
    juni = lap.tabel(formulir.LRA_SAP, judul="Juni", tabel="lra-juni", lingkup="kecamatan", baris=lambda l, k: baris.lra_sap(l, k, Periode(2024, 6, 6)))
    del lap.tabel_tampil["lra-juni"]
    jumlah = persen = 0
    for row in terbit.tabel("lra"):
        if row["3"] == "":
            continue
        assert juni.sel(row["baris"], "3").nilai == terbit.lra(row["3"], "Rp").nilai, row
        assert juni.sel(row["baris"], "4").nilai == terbit.lra(row["4"], "Rp").nilai, row
        jumlah += 2
        nilai = juni.sel(row["baris"], "5").nilai
        if nilai is None:
            assert row["5"] in ("0,00", "") and juni.sel(row["baris"], "3").nilai == 0
        elif row["5"]:
            assert terbit.lra(row["5"], "%").sama(nilai), row
            persen += 1
    # 74 numeric rows; a percentage for each with a budget: 38, 39, 45, 49, 50, 55, 59, 68, 70 (104 prints none).
    assert (jumlah, persen) == (2 * 74, 9)


def test_sap_form_shows_the_cumulative_column_that_its_title_promises(lap):
    sap, rekening = lap.tabel_tampil["lra"], lap.tabel_tampil["lra-rekening"]
    for baris_sap, baris_rekening in (("45", "5.1"), ("55", "5.2"), ("59", "5")):
        assert sap.sel(baris_sap, "3").nilai == rekening.sel(baris_rekening, "4").nilai
        assert sap.sel(baris_sap, "4").nilai == rekening.sel(baris_rekening, "5c").nilai
        assert sap.sel(baris_sap, "5").nilai == rekening.sel(baris_rekening, "6").nilai
    assert sap.sel("59", "4").tampil == "3.844.101.645,00"
    assert sap.sel("70", "4").nilai == -Fraction(3_844_101_645)


def test_sap_rows_keep_the_printed_references_beside_the_right_ones():
    berumus = [b for b in formulir.BARIS_SAP if b.rumus]
    assert len(formulir.BARIS_SAP) == 103 and 53 not in {b.nomor for b in formulir.BARIS_SAP}
    assert len(berumus) == 18
    assert [b.nomor for b in berumus if not b.tercetak] == [7]
    tercetak = {r["baris"]: r["2"] for r in terbit.tabel("lra")}
    for b in berumus:
        rujukan = b.tercetak or b.rumus
        assert rujukan.replace(" ", "") in tercetak[str(b.nomor)].replace(" ", "")
