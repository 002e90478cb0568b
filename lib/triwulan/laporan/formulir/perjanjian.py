"""Perjanjian Kinerja: the targets and the budgets a post has promised."""

from triwulan.form.form import Column, Form, Source

SUMBER = Source("Peraturan Menteri PANRB Nomor 53 Tahun 2014", "Lampiran I, format Perjanjian Kinerja", "Kolom menurut PK Camat Lumajang 2024.")

PK_TARGET = Form(
    code="pk-target",
    title="Target Perjanjian Kinerja",
    source=SUMBER,
    columns=(
        Column("1", "No", width=0.3),
        Column("2", "Sasaran {sasaran_pk}", width=2),
        Column("3", "Indikator Kinerja", width=2.4),
        Column("4", "Target", unit="baris", width=0.7, bersatuan=True, besaran="target"),
    ),
)

PK_ANGGARAN = Form(
    code="pk-anggaran",
    title="Anggaran Perjanjian Kinerja",
    source=SUMBER,
    columns=(
        Column("no", "No", number="", width=0.3),
        Column("program", "{anggaran_pk}", number="", width=3),
        Column("anggaran", "Anggaran (Rp)", unit="Rp", number="", total=True, width=1.2, besaran="pagu-murni"),
        Column("sumber-dana", "Sumber Dana", number="", width=0.8),
    ),
)

KASKADE = Form(
    code="kaskade-pk",
    nama="1",
    title="Kaskade Perjanjian Kinerja",
    source=Source("Peraturan Menteri PANRB Nomor 53 Tahun 2014", "Lampiran I: Perjanjian Kinerja berjenjang", "Bentuk tabel dari proyek ini."),
    columns=(
        Column("1", "Yang Diperjanjikan", width=2.8),
        Column("2", "Didukung Perjanjian", width=2.2),
        Column("3", "Anggaran (Rp)", unit="Rp", width=1.2),
        Column("4", "Anggaran Pendukung (Rp)", unit="Rp", width=1.2),
        Column("5", "Selisih (Rp)", "3-4", unit="Rp", width=0.9),
    ),
)
