"""Comparisons of BAB III (target, quarters, years, Renstra, national standard) and the evidence behind K.

The law asks for the comparisons, not for a table; the tables are this project's."""

from triwulan.form.form import Column, Form, Source

SUMBER = Source("Peraturan Menteri PANRB Nomor 53 Tahun 2014", "Lampiran II, BAB III: pembandingan capaian kinerja", "Bentuk tabel dari proyek ini.")

PERBANDINGAN = Form(
    code="perbandingan",
    nama="2",
    title="Realisasi dibandingkan acuan",
    source=SUMBER,
    columns=(
        Column("1", "No", width=0.3),
        Column("2", "Indikator Kinerja", width=2.6),
        Column("3", "Acuan", width=1.6),
        Column("4", "Nilai Acuan", unit="baris", bersatuan=True, width=1),
        Column("5", "Realisasi s/d {triwulan} {tahun}", unit="baris", bersatuan=True, width=1, besaran="K"),
        Column("6", "Realisasi terhadap Acuan (%)", "5/4 x 100%", unit="%", places=2, width=0.9),
        Column("7", "Selisih", "5-4", unit="baris", width=0.8),
    ),
)

PER_TRIWULAN = Form(
    code="per-triwulan",
    title="Realisasi per triwulan",
    source=SUMBER,
    columns=(
        Column("1", "No", width=0.3),
        Column("2", "Indikator Kinerja", width=2.6),
        Column("3", "Target {tahun}", unit="baris", bersatuan=True, width=0.8, besaran="target"),
        Column("4", "TW I", unit="baris", bersatuan=True, width=0.8, besaran="K-tw1"),
        Column("5", "TW II", unit="baris", bersatuan=True, width=0.8, besaran="K-tw2"),
        Column("6", "TW III", unit="baris", bersatuan=True, width=0.8, besaran="K-tw3"),
        Column("7", "TW IV", unit="baris", bersatuan=True, width=0.8, besaran="K-tw4"),
        Column("8", "s/d {triwulan}", unit="baris", bersatuan=True, width=0.8, besaran="K"),
        Column("9", "Capaian (%)", "8/3 x 100%", unit="%", places=2, width=0.8, besaran="capaian"),
    ),
)

BUKTI = Form(
    code="bukti",
    title="Bukti capaian kinerja",
    source=Source("Peraturan Menteri PANRB Nomor 88 Tahun 2021", "evaluasi AKIP: pelaporan didukung data yang andal (belum diverifikasi)", "Bentuk tabel dari proyek ini."),
    columns=(
        Column("1", "No", width=0.3),
        Column("2", "Indikator Kinerja", width=2.6),
        Column("3", "Periode", width=0.9),
        Column("4", "Realisasi", unit="baris", bersatuan=True, width=0.9),
        Column("5", "Bukti", width=2.4),
    ),
)
