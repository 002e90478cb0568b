"""A closed quarter: what is frozen, what is said when it changes, what a declaration allows, and what the next report tells of it."""

import shutil
from dataclasses import replace
from fractions import Fraction

import pytest
from conftest import AKAR
from hypothesis import given
from hypothesis import strategies as st

from triwulan.laporan import penutupan, triwulan_lalu
from triwulan.laporan.buka import masukan, muat, siapkan
from triwulan.laporan.daftar import Satuan
from triwulan.office import aturan, params, tutup
from triwulan.office.data import muat as muat_data
from triwulan.office.masalah import MasukanSalah
from triwulan.office.periode import triwulan
from triwulan.office.tulisan import tulis

UNIT = "kecamatan-contoh"
DATA = f"data/{UNIT}"
K = f"{DATA}/realisasi_k.csv#sasaran-1-1|kecamatan|2025-tw1"


def parameter(akar, n):
    return params.baca(akar / "params" / UNIT / f"2025-tw{n}.yaml", akar)[0]


def tutup_triwulan(akar, n):
    p = parameter(akar, n)
    hari = f"{p.periode.hari_akhir.year}-{p.periode.hari_akhir.month + 1:02}-14"
    tulis(akar, penutupan.rencana(akar, muat(p, akar)[0], p, oleh="BUDI CONTOH", tanggal=hari, buku_angka="a" * 64, pustaka="b" * 64))


def ubah(akar, berkas, lama, baru):
    path = akar / DATA / f"{berkas}.csv"
    teks = path.read_text("utf-8")
    assert teks.count(lama) == 1, f"{lama!r} must name one place"
    path.write_text(teks.replace(lama, baru), "utf-8")


def pesan(akar, n=2) -> list[str]:
    with pytest.raises(MasukanSalah) as salah:
        muat(parameter(akar, n), akar)
    return [str(m) for m in salah.value.masalah]


@pytest.fixture(scope="module")
def penutupan_tw1(tmp_path_factory):
    """What closing Triwulan I writes, made once."""
    akar = tmp_path_factory.mktemp("penutupan")
    for nama in ("data", "params"):
        shutil.copytree(AKAR / nama, akar / nama)
    tutup_triwulan(akar, 1)
    return akar / DATA / "tutup"


@pytest.fixture
def tertutup(contoh, penutupan_tw1):
    """The project of Kecamatan Contoh with Triwulan I closed."""
    shutil.copytree(penutupan_tw1, contoh / DATA / "tutup")
    return contoh


#: (file, what stands there, what it becomes, what the message holds). Each is a cell that TW I's figures come from.
BERUBAH = [
    ("realisasi_k", "sasaran-1-1,kecamatan,2025-tw1,,18,40", "sasaran-1-1,kecamatan,2025-tw1,,20,40", "realisasi_k.csv baris 6 kolom pembilang: tertulis '20'; seharusnya 18"),
    ("realisasi_rp", "7.01.01.2.01.0001,5.1.02.02.01.0071,kecamatan,2025-02,1000000", "7.01.01.2.01.0001,5.1.02.02.01.0071,kecamatan,2025-02,1500000", "realisasi_rp.csv baris 3 kolom nilai: tertulis '1500000'; seharusnya 1000000"),
    ("target", "sasaran-1-1,,2025,100", "sasaran-1-1,,2025,90", "target.csv baris 3 kolom nilai: tertulis '90'; seharusnya 100"),
    ("pagu", "7.01.01.2.01.0001,5.1.02.02.01.0071,kecamatan,2025,murni,,6000000", "7.01.01.2.01.0001,5.1.02.02.01.0071,kecamatan,2025,murni,,7000000", "pagu.csv baris 2 kolom nilai: tertulis '7000000'; seharusnya 6000000"),
    ("pembanding", "realisasi-sd,K,sasaran-1-1,kecamatan+kelurahan,2024,68", "realisasi-sd,K,sasaran-1-1,kecamatan+kelurahan,2024,69", "pembanding.csv baris 3 kolom nilai: tertulis '69'; seharusnya 68"),
    ("perjanjian", "camat,2025,kecamatan+kelurahan,target,1,sasaran-1-1", "camat,2025,kecamatan+kelurahan,target,1,tujuan-1-1", "perjanjian.csv baris 3 kolom rujukan: tertulis 'tujuan-1-1'; seharusnya sasaran-1-1"),
]


@pytest.mark.parametrize(("berkas", "lama", "baru", "kata"), BERUBAH, ids=[b[0] for b in BERUBAH])
def test_a_changed_cell_of_a_closed_quarter_stops_the_next_one_and_is_named(tertutup, berkas, lama, baru, kata):
    ubah(tertutup, berkas, lama, baru)
    satu, cara = pesan(tertutup)
    assert f"{DATA}/{kata} seperti ketika Triwulan I 2025 ditutup (14 April 2025, BUDI CONTOH)" in satu
    assert f"triwulan tutup params/{UNIT}/2025-tw1.yaml --nyatakan '{DATA}/{berkas}.csv#" in cara


def test_the_figures_that_follow_are_said(tertutup):
    """By hand: 18 of 40 is 45 %, 20 of 40 is 50 %."""
    ubah(tertutup, *BERUBAH[0][:3])
    assert "angka yang ikut berubah: kinerja sasaran-1-1 kecamatan dari 45 menjadi 50 (s/d Triwulan I 2025)." in pesan(tertutup)[-1]


def test_a_row_that_goes_and_one_that_comes_are_named(tertutup):
    ubah(tertutup, "pembanding", "realisasi-sd,K,sasaran-1-1,kecamatan+kelurahan,2024,68", "realisasi-sd,K,sasaran-1-1,kecamatan+kelurahan,2023,68")
    hilang, datang, _ = pesan(tertutup)
    assert "baris realisasi-sd|K|sasaran-1-1|kecamatan+kelurahan|2024 tidak ada lagi, padahal ada dengan nilai 68" in hilang
    assert "pembanding.csv baris 3 kolom nilai: tertulis '68'; belum ada ketika" in datang


def test_what_no_figure_of_the_quarter_comes_from_may_change(tertutup):
    ubah(tertutup, "realisasi_k", 'tujuan-1-1,,2025-tw2,75,,,"Berita acara penilaian antara, 24 Juni 2025"', "tujuan-1-1,,2025-tw2,75.5,,,Berita acara")
    ubah(tertutup, "realisasi_k", "Buku tindak lanjut hasil rapat, Januari–Maret 2025", "Buku tindak lanjut")
    ubah(tertutup, "indikator", "tujuan-1-1,tujuan-1,,Indeks Pelayanan Publik,", "tujuan-1-1,tujuan-1,,Indeks Layanan Publik,")
    with (tertutup / DATA / "pembanding.csv").open("a", encoding="utf-8") as f:
        f.write("standar-nasional,K,tujuan-1-1,kecamatan,2026,80,,contoh,rekaan\n")
    data, _ = muat(parameter(tertutup, 2), tertutup)
    assert [p.periode for p in data.penutupan] == [triwulan(2025, 1)] and not tutup.terbuka_semua(data)


@given(st.data())
def test_each_frozen_cell_and_no_other_is_missed_when_it_changes(data):
    """Any row of the office, any column of it: it is said exactly where a figure of the quarter may come from it."""
    nama = data.draw(st.sampled_from(sorted(tutup.BEKU)))
    frame = CONTOH[nama]
    n = data.draw(st.integers(0, len(frame) - 1))
    kolom = data.draw(st.sampled_from([k for k in frame.columns if k not in ("acuan", "tahun", *tutup.SKEMA[nama].kunci)]))
    lain = frame.copy()
    asli = lain[kolom].iloc[n]
    lain.iloc[n, lain.columns.get_loc(kolom)] = asli + 1 if isinstance(asli, Fraction) else Fraction(1) if asli is None else f"{asli}x"
    kini = replace(CONTOH, frames={**CONTOH.frames, nama: lain})
    beku, milik = tutup.BEKU[nama]
    # The figures that follow are another test's; here only what is entered.
    sel = _masukan(kini)
    berubah = {s for s in {*sel, *BEKU_TW1} if sel.get(s) != BEKU_TW1.get(s)}
    assert bool(berubah) == (kolom in beku and milik(frame.to_dict("records")[n], triwulan(2025, 1)))


def _masukan(data):
    with pytest.MonkeyPatch.context() as m:
        m.setattr(tutup, "kumulatif", lambda *_: {})
        return tutup.sel(data, triwulan(2025, 1), ATURAN)


CONTOH, ATURAN = muat_data(AKAR, UNIT), aturan.muat(AKAR, "lumajang-2024")
BEKU_TW1 = _masukan(CONTOH)


def test_what_is_frozen_of_the_example_is_counted_by_hand():
    """40 targets, 57 budgets less those of August, two years of comparators and what they aim at, and so on: rows counted in the files."""
    banyak = {nama: len({s for s in BEKU_TW1 if s[0] == nama}) for nama in tutup.BEKU}
    for nama, kolom in (("realisasi_k", 2), ("realisasi_rp", 3)):
        rows = [r.split(",")[kolom] for r in (AKAR / DATA / f"{nama}.csv").read_text("utf-8").splitlines()[1:]]
        assert len({s[1] for s in BEKU_TW1 if s[0] == nama}) == sum(p in ("2025-tw1", "2025-01", "2025-02", "2025-03") for p in rows)
    assert banyak["target"] == 40 and banyak["pembanding"] == 149
    assert banyak["pagu"] == (AKAR / DATA / "pagu.csv").read_text("utf-8").count(",murni,")


def test_a_declared_change_is_accepted_until_it_changes_again(tertutup):
    ubah(tertutup, *BERUBAH[0][:3])
    tulis(tertutup, penutupan.nyatakan(tertutup, parameter(tertutup, 2), [K], alasan="Rekapitulasi Maret tertinggal dua rapat.", oleh="SITI PERAGA", tanggal="2025-07-12"))
    assert "sasaran-1-1|kecamatan|2025-tw1,pembilang,18,20,Rekapitulasi Maret tertinggal dua rapat.,SITI PERAGA,2025-07-12" in (tertutup / DATA / "tutup/2025-tw1/pernyataan.csv").read_text("utf-8")
    muat(parameter(tertutup, 2), tertutup)
    ubah(tertutup, "realisasi_k", "sasaran-1-1,kecamatan,2025-tw1,,20,40", "sasaran-1-1,kecamatan,2025-tw1,,21,40")
    assert "tertulis '21'; seharusnya 18" in pesan(tertutup)[0]
    ubah(tertutup, "realisasi_k", "sasaran-1-1,kecamatan,2025-tw1,,21,40", "sasaran-1-1,kecamatan,2025-tw1,,18,40")
    data, _ = muat(parameter(tertutup, 2), tertutup)
    assert not tutup.dinyatakan(data, data.penutupan[0]), "what is as it was needs no declaration any more"


def test_the_next_report_names_the_row_the_reason_and_who_declared_it(tertutup):
    ubah(tertutup, *BERUBAH[0][:3])
    ubah(tertutup, *BERUBAH[1][:3])
    tulis(tertutup, penutupan.nyatakan(tertutup, parameter(tertutup, 1), ["semua"], alasan="Rekonsiliasi *akhir*", oleh="SITI PERAGA", tanggal="2025-07-12"))

    def teks(n):
        p = parameter(tertutup, n)
        return triwulan_lalu.perubahan(siapkan(Satuan("lkj-camat", "lkj-camat", "camat"), p, *muat(p, tertutup)))

    kata = teks(2).markdown
    assert "sasaran-1-1 (Persentase hasil fasilitasi dan koordinasi yang ditindaklanjuti), kecamatan, Triwulan I 2025: pembilang dari 18 menjadi 20" in kata
    assert "Februari 2025: dari Rp1.000.000 menjadi Rp1.500.000" in kata and "kinerja sasaran-1-1 kecamatan dari 45 menjadi 50" in kata
    assert "Sebabnya: Rekonsiliasi \\*akhir\\* (dinyatakan oleh SITI PERAGA, 12 Juli 2025)" in kata
    assert "pembilang dari 18 menjadi 20" in teks(1).markdown, "the quarter itself no longer says what was filed"


def test_a_quarter_s_closure_is_among_the_inputs_of_the_later_ones_only(tertutup):
    for n, banyak in ((1, 0), (2, 3)):
        p = parameter(tertutup, n)
        masukan = buka_masukan(tertutup, p)
        assert sum("/tutup/2025-tw1/" in m for m in masukan) == banyak


def buka_masukan(akar, p):
    from triwulan.laporan.buka import masukan

    data, aturan_ = muat(p, akar)
    return masukan(data, aturan_, p, False)


def test_a_cell_of_two_closed_quarters_is_said_once_and_declared_in_both(tertutup):
    tutup_triwulan(tertutup, 2)
    ubah(tertutup, *BERUBAH[2][:3])
    satu, _ = pesan(tertutup, 3)
    assert "Triwulan I 2025 ditutup (14 April 2025, BUDI CONTOH) dan Triwulan II 2025 ditutup (14 Juli 2025, BUDI CONTOH)" in satu
    tulis(tertutup, penutupan.nyatakan(tertutup, parameter(tertutup, 3), [f"{DATA}/target.csv#sasaran-1-1||2025"], alasan="Perubahan PK", oleh="SITI", tanggal="2025-10-02"))
    muat(parameter(tertutup, 3), tertutup)


def test_a_rule_set_and_a_library_that_reckons_otherwise_are_named_too(tertutup, monkeypatch):
    asli = tutup.kumulatif
    monkeypatch.setattr(tutup, "kumulatif", lambda *a: {k: n + 1 if k == "K|sasaran-1-1|kecamatan" else n for k, n in asli(*a).items()})
    tutup._semua_beda.cache_clear()  # another library is another process
    satu, cara = pesan(tertutup)
    assert "kinerja sasaran-1-1 kecamatan dari 45 menjadi 46, padahal tidak ada data atau aturan yang berubah: pustaka triwulan kini menghitungnya lain" in satu
    assert "--nyatakan 'kumulatif#K|sasaran-1-1|kecamatan'" in cara
    tulis(tertutup, penutupan.nyatakan(tertutup, parameter(tertutup, 2), ["kumulatif#K|sasaran-1-1|kecamatan"], alasan="Versi baru", oleh="SITI", tanggal="2025-07-02"))
    muat(parameter(tertutup, 2), tertutup)
    monkeypatch.undo()
    tutup._semua_beda.cache_clear()
    monkeypatch.chdir(tertutup)
    with (tertutup / "params/aturan/lumajang-2024.yaml").open("a", encoding="utf-8") as f:
        f.write("# catatan\n")
    satu, cara = pesan(tertutup)
    assert satu.startswith("params/aturan/lumajang-2024.yaml: aturan ini berubah sejak Triwulan I 2025 ditutup")
    tulis(tertutup, penutupan.nyatakan(tertutup, parameter(tertutup, 2), ["params/aturan/lumajang-2024.yaml"], alasan="Catatan", oleh="SITI", tanggal="2025-07-02"))
    muat(parameter(tertutup, 2), tertutup)


@pytest.mark.parametrize(("berkas", "lama", "baru", "kata"), [
    ("beku.csv", "pembilang,18", "pembilang,19", "beku.csv: bukan lagi yang ditutup 14 April 2025: sidiknya lain"),
    ("penutupan.csv", "2025-tw1,2025-04-14", "2025-tw2,2025-04-14", "penutupan.csv: harus satu baris tentang 2025-tw1"),
    ("penutupan.csv", "lumajang-2024", "../lain", "penutupan.csv baris 2 kolom aturan: tertulis '../lain'; bukan nama aturan"),
    ("penutupan.csv", "lumajang-2024", "lain", "params/aturan/lain.yaml: berkas tidak ada; Triwulan I 2025 ditutup dengan aturan ini"),
])
def test_a_closure_that_was_touched_is_refused(tertutup, berkas, lama, baru, kata):
    path = tertutup / DATA / "tutup/2025-tw1" / berkas
    path.write_text(path.read_text("utf-8").replace(lama, baru, 1), "utf-8")
    assert any(kata in m for m in pesan(tertutup))


def test_a_folder_without_its_files_is_refused(tertutup):
    (tertutup / DATA / "tutup/2025-tw1/beku.csv").unlink()
    assert any("tutup/2025-tw1/beku.csv: berkas tidak ada" in m for m in pesan(tertutup))


@pytest.mark.parametrize(("pilihan", "kata"), [
    ({"tempat": ["data/x.csv#a"]}, "--nyatakan: tertulis 'data/x.csv#a'; baris ini tidak berbeda dari ketika ditutup; yang berubah: "),
    ({"oleh": " "}, "--oleh: tertulis ' '; tulis nama yang bertanggung jawab"),
    ({"alasan": ""}, "--alasan: tulis sebabnya"),
    ({"oleh": "a\u202eb"}, "--oleh: tertulis 'a\\u202eb'; huruf ke-2 adalah tanda tak terlihat U+202E"),
    ({"alasan": "a\x1b[2J"}, "--alasan: tertulis 'a\\x1b[2J'; huruf ke-2 adalah tanda tak terlihat U+001B"),
    ({"tanggal": "12 Juli"}, "--tanggal: tertulis '12 Juli'; tulis tanggal tahun-bulan-hari"),
    ({"tanggal": "2025-03-31"}, "--tanggal: tertulis '2025-03-31'; sebelum triwulannya berakhir (2025-03-31)"),
    ({"tanggal": "2025-04-13"}, "--tanggal: tertulis '2025-04-13'; sebelum Triwulan I 2025 ditutup (2025-04-14)"),
    ({"tanggal": "9999-12-31"}, "--tanggal: tertulis '9999-12-31'; belum tiba; hari ini "),
    ({"oleh": "…"}, "--oleh: tertulis '…'; tulis nama yang bertanggung jawab"),
    ({"alasan": "…"}, "--alasan: tulis sebabnya"),
])
def test_a_declaration_that_says_nothing_is_refused(tertutup, pilihan, kata):
    ubah(tertutup, *BERUBAH[0][:3])
    isi = {"tempat": [K], "alasan": "Sebab", "oleh": "SITI", "tanggal": "2025-07-12"} | pilihan
    with pytest.raises(MasukanSalah) as salah:
        penutupan.nyatakan(tertutup, parameter(tertutup, 1), isi.pop("tempat"), **isi)
    assert kata in str(salah.value)


def nyatakan(akar, tempat=K, alasan="Dua hasil rapat Maret tertinggal", n=1):
    tulis(akar, penutupan.nyatakan(akar, parameter(akar, n), [tempat], alasan=alasan, oleh="SITI", tanggal="2025-07-12"))


def test_what_is_declared_already_is_said_to_be(tertutup):
    ubah(tertutup, *BERUBAH[0][:3])
    nyatakan(tertutup)
    with pytest.raises(MasukanSalah, match="perubahan baris ini sudah dinyatakan SITI, 12 Juli 2025, dengan alasan: Dua hasil rapat Maret tertinggal"):
        nyatakan(tertutup)


def test_the_closed_quarter_itself_tells_of_its_changes_and_is_said_to_be_a_correction(tertutup):
    """Closing alone changes none of its reports; a declared change is printed in them, and an archive of them holds the declaration."""
    def lap():
        p = parameter(tertutup, 1)
        data, aturan_ = muat(p, tertutup)
        return siapkan(Satuan("lkj-camat", "lkj-camat", "camat"), p, data, aturan_), masukan(data, aturan_, p, False, tertutup)

    sebelumnya, berkas = lap()
    assert triwulan_lalu.perubahan(sebelumnya) is None and not any("/tutup/" in b for b in berkas) and not penutupan.perbaikan(sebelumnya.data, sebelumnya.parameter)
    ubah(tertutup, *BERUBAH[0][:3])
    nyatakan(tertutup)
    sesudahnya, berkas = lap()
    teks = triwulan_lalu.perubahan(sesudahnya).markdown
    assert "pembilang dari 18 menjadi 20. Sebabnya: Dua hasil rapat Maret tertinggal (dinyatakan oleh SITI, 12 Juli 2025)" in teks
    assert f"{DATA}/tutup/2025-tw1/pernyataan.csv" in berkas
    (hal,) = penutupan.perbaikan(sesudahnya.data, sesudahnya.parameter)
    assert "Triwulan I 2025 sudah ditutup (14 April 2025, BUDI CONTOH) dan 1 perubahan dinyatakan sesudahnya" in str(hal)
    assert not penutupan.perbaikan(sesudahnya.data, parameter(tertutup, 2))


def test_figures_that_may_follow_from_what_was_declared_before_are_said_to(tertutup):
    ubah(tertutup, *BERUBAH[0][:3])
    nyatakan(tertutup)
    ubah(tertutup, *BERUBAH[3][:3])
    assert "angka yang ikut berubah, sebagian mungkin karena perubahan yang sudah dinyatakan: kinerja sasaran-1-1 kecamatan dari 45 menjadi 50" in pesan(tertutup)[-1]
