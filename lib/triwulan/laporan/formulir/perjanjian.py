"""Perjanjian Kinerja: the targets and the budgets a post has promised."""

from triwulan.form.form import Column, Form, Source

SUMBER = Source("Peraturan Menteri PANRB Nomor 53 Tahun 2014", "Lampiran I, format Perjanjian Kinerja", "Kolom menurut PK Camat Lumajang 2024.")

PK_TARGET = Form(
    code="pk-target",
    title="Target Perjanjian Kinerja",
    source=SUMBER,
    columns=(
        Column("1", "No", width=0.3),
        Column("2", "Sasaran Strategis", width=2),
        Column("3", "Indikator Kinerja", width=2.4),
        Column("4", "Target", unit="baris", width=0.7, bersatuan=True),
    ),
)

PK_ANGGARAN = Form(
    code="pk-anggaran",
    title="Anggaran Perjanjian Kinerja",
    source=SUMBER,
    columns=(
        Column("no", "No", number="", width=0.3),
        Column("program", "Program", number="", width=3),
        Column("anggaran", "Anggaran (Rp)", unit="Rp", number="", total=True, boleh_kosong=True, width=1.2),
    ),
)
