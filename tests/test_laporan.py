"""The report as a whole under changed data: who signs when, which way is better, what a sentence may claim."""

import re
from fractions import Fraction

import pytest
from alat import buka_laporan

from triwulan.laporan import baris, formulir, grafik, prosa, renja
from triwulan.laporan.bundel import rencana
from triwulan.office import params
from triwulan.office.masalah import MasukanSalah

UNIT = "kecamatan-lumajang"


def buka(akar):
    parameter, _ = params.baca(akar / "params" / UNIT / "2024-tw2.yaml", akar)
    return buka_laporan("lkj-camat", parameter)


def tabel(lap):
    for form, rows, nama in ((formulir.BIAYA_PER_HASIL, baris.program, "3.3"), (formulir.PENGUKURAN_KINERJA, baris.sasaran, "3.4"), (formulir.PROGRAM_PENUNJANG, baris.penunjang, "program-penunjang")):
        lap.tabel(form, judul=nama, nomor=nama, baris=rows)
    return lap.tabel_tampil


def tambah(akar, berkas, baris_baru):
    path = akar / "data" / UNIT / berkas
    path.write_text(path.read_text("utf-8") + baris_baru + "\n", "utf-8")


def test_the_agreement_is_signed_by_who_held_the_post_on_its_date(salinan):
    """A regent who came in June does not sign an agreement of January; a camat to come does not appear at all."""
    tambah(salinan, "pejabat.csv", 'bupati,Bupati Lumajang,,"BUPATI BARU, S.H.",,definitif,,2024-06-01,,lkj-camat-2024-tw2,uji')
    tambah(salinan, "pejabat.csv", "camat,Camat Lumajang,Camat Nanti,CAMAT NANTI,,definitif,bupati,2024-12-01,,lkj-camat-2024-tw2,uji")
    lap = buka(salinan)
    assert [p["nama"] for p in lap.tanda_tangan_pk().isi["pihak"]] == ["INDAH WAHYUNI, S.H., M.Si.", "Drs. DEDWI SUPRAPTO, M.Si."]
    assert lap.isi("{nama_pihak_kedua}") == "INDAH WAHYUNI, S.H., M.Si."
    assert lap.pejabat("bupati")["nama"] == "BUPATI BARU, S.H." and lap.pejabat("camat")["nama"] == "Drs. DEDWI SUPRAPTO, M.Si."
    assert "Camat Nanti" not in grafik.organisasi(lap, nomor="1.1").alt
    assert lap.tanda_tangan_pk().isi["pihak"][1]["di_atas"] == "Lumajang, 10 Januari 2024"


def test_an_indicator_of_which_less_is_better_agrees_in_every_table(salinan):
    """T = 100, R = 56: (100 + 100 - 56)/100 = 1,44 in Tabel 3.3 and 144 % among the supporting programmes."""
    path = salinan / "data" / UNIT / "indikator.csv"
    teks = path.read_text("utf-8").splitlines()
    path.write_text("\n".join(t.replace(",naik,", ",turun,") if t.startswith("7.01.02-1") else t for t in teks) + "\n", "utf-8")
    t = tabel(buka(salinan))
    assert t["3.3"].sel("7.01.02", "6").nilai == Fraction(144, 100)
    assert t["program-penunjang"].sel("7.01.02", "capaian").nilai == 144
    assert t["3.3"].sel("7.01.02", "10").nilai == Fraction(144, 100) - Fraction(1_425_000, 5_175_000)


def test_sentence_and_chart_say_of_a_programme_with_several_indicators_what_its_row_prints(lap):
    """Program F: its row sets the first indicator's 0 % against 600.000/8.100.000 = 7 % of the budget, 0 − 0,074 = −0,07. The
    mean of its three, (0 + 0 + 1)/3 = 0,33, and 0,33 − 0,07 = 0,26 are told apart from that."""
    (f,) = [x for x in baris.perbandingan(lap.tabel_tampil["3.3"]) if x[0] == "F"]
    assert f == ("F", "7.01.06", 0, Fraction(600_000, 8_100_000))
    assert lap.tabel_tampil["3.3"].sel("7.01.06", "10").tampil == "-0,07"
    teks = prosa.efisiensi(lap).markdown
    assert "Kinerja mendahului belanja pada 3 dari 6 program, yaitu B (0,28), D (0,29), dan E (0,57)." in teks
    assert "Belanja mendahului kinerja pada 3 dari 6 program, yaitu A (-0,15), C (-0,03), dan F (-0,07; indikator pertama)." in teks
    assert teks.endswith("rata-rata capaian 3 indikatornya 0,33, dan selisihnya dengan capaian anggaran 0,26.") and teks.count("indikatornya") == 1
    gambar = grafik.kinerja_dan_anggaran(lap, nomor="3.1")
    assert gambar.judul == "Kinerja tertinggal dari anggaran pada 3 dari 6 program (A, C, F)" and "F kinerja (indikator pertama) 0 %, anggaran 7 %" in gambar.alt
    assert "diarahkan pada program A, C, dan F pada Tabel" in prosa.simpulan(lap).markdown


def test_sentences_claim_what_the_tables_show(lap):
    sasaran = prosa.capaian_sasaran(lap).markdown
    assert "Belum satu pun dari 2 indikator sasaran berpredikat Sangat Tinggi atau Tinggi." in sasaran and "baik" not in sasaran
    assert "capaian 52,00 %, predikat **Rendah**, yaitu belum memenuhi persyaratan minimal" in sasaran
    anggaran = prosa.realisasi_anggaran(lap).markdown
    assert "Rp3.844.101.645,00 atau 53,17 % dari anggaran Rp7.229.814.333,00" in anggaran
    assert "Belanja Tunjangan PPh/Tunjangan Khusus PNS melampaui pagunya: realisasi Rp20.207.949,00 dari Rp1.268.992,00 (1.592,44 %)" in anggaran
    assert "Sebanyak 23 dari 75 rekening belum terealisasi" in anggaran
    # 56,77/75 = 75,69 %: between the printed bands 66-75 and 76-90, graded from the lower bound.
    assert "capaian 75,69 %, predikat Sedang, di antara dua interval tercetak" in prosa.capaian_tujuan(lap).markdown


def test_prose_fields_that_do_not_exist_are_named_with_those_that_do(lap):
    with pytest.raises(KeyError, match="tidak dikenal; kata: unit, kabupaten"):
        lap.teks("{triwulam}")
    with pytest.raises(KeyError, match="tidak ada baris '7.09'"):
        lap.teks("{3.3/7.09/10}")
    assert lap.teks("Efisiensi {3.3/7.01.01/10}").markdown == "Efisiensi -0,15"


def test_data_in_prose_keeps_its_signs(salinan):
    path = salinan / "data" / UNIT / "narasi.csv"
    path.write_text(path.read_text("utf-8").replace("Pemeliharaan dimaksimalkan menurut skala prioritas.", "*tebal* <script> [a](b) {unit} # x"), "utf-8")
    teks = buka(salinan).daftar("faktor", rujukan="tujuan-1").markdown
    assert r"\*tebal\* \<script\> \[a\](b) \{unit\} \# x" in teks


def test_a_post_without_agreement_or_holder_is_said(salinan):
    path = salinan / "params" / UNIT / "2024-tw2.yaml"
    path.write_text(path.read_text("utf-8").replace("2024\n", "2025\n", 1).replace("2024-07-05", "2025-07-05"), "utf-8")
    with pytest.raises(MasukanSalah, match="belum ada naskah Perjanjian Kinerja 2025 untuk camat"):
        buka(salinan)
    with pytest.raises(MasukanSalah, match="belum ada naskah Perjanjian Kinerja 2025; tanpa itu tidak diketahui siapa yang melapor"):
        rencana([path], [])


def test_the_superiors_own_words_stand_under_the_forms_last_option(salinan):
    """One option ticked and words beside it: the form's seven options stay seven, two of them ticked."""
    for urutan, teks in ((1, "Capaian diteliti ulang"), (2, "Selesaikan tagihan listrik.")):
        tambah(salinan, "narasi.csv", f"disposisi,camat,,2024-tw2,{urutan},{teks},lkj-camat-2024-tw2,uji")
    pilihan = buka(salinan).tanggapan().isi["pilihan"]
    assert len(pilihan) == 7
    assert [p["teks"] for p in pilihan if p["dipilih"]] == ["Capaian diteliti ulang", "Lain-lain: Selesaikan tagihan listrik."]


def test_records_without_a_day_are_numbered_in_their_own_group(akar):
    """The Sekretaris has record 4 in June and 1 to 3 somewhere in the quarter: printed 1, then 1, 2, 3."""
    parameter, _ = params.baca(akar / "params" / UNIT / "2024-tw2.yaml", akar)
    rows = baris.dokumentasi(buka_laporan("lkj-sekretaris", parameter), "")
    assert [(r.id, r.teks["no"]) for r in rows if r.jenis == "data"] == [("2024-06-4", "1"), ("2024-tw2-1", "1"), ("2024-tw2-2", "2"), ("2024-tw2-3", "3")]


@pytest.mark.parametrize(("unit", "periode", "harapan"), [(UNIT, "2024-tw2", "baru mencakup Januari sampai dengan Juni 2024"), ("kecamatan-contoh", "2025-tw4", "")])
def test_only_an_unfinished_year_is_said_to_be_compared_with_whole_ones(akar, unit, periode, harapan):
    parameter, _ = params.baca(akar / "params" / unit / f"{periode}.yaml", akar)
    teks = prosa.acuan_setahun(buka_laporan("lkj-camat", parameter)).markdown
    assert harapan in teks and bool(teks) == bool(harapan)


def test_the_renja_form_explains_the_residual_rows_that_it_has_and_no_others(akar):
    """Kecamatan Lumajang's source lost rows of programmes 02 and 03; the fictional office has none to explain."""
    kaki = {}
    for unit, periode in ((UNIT, "2024-tw2"), ("kecamatan-contoh", "2025-tw4")):
        parameter, _ = params.baca(akar / "params" / unit / f"{periode}.yaml", akar)
        lap = buka_laporan("evaluasi-renja", parameter)
        kaki[unit] = " ".join(renja.kaki(lap))
        nama = {r.teks.get("3", "") for r in renja.evaluasi(lap, lap.lingkup)}
        assert all(n in nama for n in re.findall("“(.*?)”", kaki[unit])), "named as the row is printed"
    assert kaki[UNIT].count("“") == 2 and "baris “Program 02 dan 03 bersama: hanya diketahui jumlahnya”." in kaki[UNIT]
    assert kaki["kecamatan-contoh"].endswith("TOTAL menjumlahkan program.") and "~" not in "".join(kaki.values())
