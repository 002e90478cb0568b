"""Evaluasi Renja: the form of 20 columns (K and Rp under one number), and its heading a–e."""

from dataclasses import replace

from triwulan.form.form import Column, Form, Source

SUMBER = Source(
    "Evaluasi Renja Perangkat Daerah, Kecamatan Lumajang TW II 2024", "formulir 20 kolom dan petunjuk pengisiannya",
    "Padanan nasional: Permendagri 86/2017, formulir E.81 (belum diverifikasi), yang kolom 16-nya 7 + 13.",
)
K_RP = ("K", "Rp")
#: Figures take what the longest of them needs and leave the rest to the texts.
FIGUR = 0.5
REALISASI = ("Realisasi Kinerja Tahun {tahun} pada Triwulan",)

EVALUASI_RENJA = Form(
    code="evaluasi-renja",
    title="Evaluasi Hasil Rencana Kerja Perangkat Daerah",
    source=SUMBER,
    columns=(
        Column("1", "Kode", width=1.0),
        Column("2", "Sasaran", width=3.0),
        Column("3", "Program / Kegiatan / Sub Kegiatan", width=3.0),
        Column("4", "Indikator Kinerja", width=3.2),
        Column("5", "Formulasi", width=4.0),
        Column("6", "Target Akhir Renstra", unit="baris", parts=K_RP, total=True, bersatuan=True, width=FIGUR, besaran=("target-renstra", "target-renstra-rp")),
        Column("7", "Realisasi Renstra s/d {tahun_lalu}", unit="baris", parts=K_RP, total=True, bersatuan=True, width=FIGUR, besaran=("K-renstra-lalu", "realisasi-renstra-lalu")),
        Column("8", "Target dan Anggaran Renja {tahun}", unit="baris", parts=K_RP, total=True, bersatuan=True, width=FIGUR, besaran=("target", "pagu")),
        Column("9", "I", unit="baris", parts=K_RP, group=REALISASI, total=True, bersatuan=True, width=FIGUR, besaran=("K-tw1", "realisasi-tw1")),
        Column("10", "II", unit="baris", parts=K_RP, group=REALISASI, total=True, bersatuan=True, width=FIGUR, besaran=("K-tw2", "realisasi-tw2")),
        Column("11", "III", unit="baris", parts=K_RP, group=REALISASI, total=True, bersatuan=True, width=FIGUR, besaran=("K-tw3", "realisasi-tw3")),
        Column("12", "IV", unit="baris", parts=K_RP, group=REALISASI, total=True, bersatuan=True, width=FIGUR, besaran=("K-tw4", "realisasi-tw4")),
        Column("13", "Realisasi Renja {tahun}", "9+10+11+12", unit="baris", parts=K_RP, bersatuan=True, dapat_diisi=True, width=FIGUR, besaran=("K", "realisasi")),
        Column("14", "Tingkat Capaian Renja (%)", "13/8 x 100%", unit="%", parts=K_RP, places=2, width=FIGUR, besaran=("capaian", "serapan")),
        Column("15", "Predikat", width=1.0, menilai="14/K"),
        Column("16", "Realisasi Renstra s/d {tahun}", "13", unit="baris", parts=K_RP, bersatuan=True, dapat_diisi=True, width=FIGUR, besaran=("K-renstra", "realisasi-renstra")),
        Column("17", "Tingkat Capaian Renstra (%)", "16/6 x 100%", unit="%", parts=K_RP, places=2, width=FIGUR, besaran=("capaian-renstra", "serapan-renstra")),
        Column("18", "Kendala", width=2.6),
        Column("19", "Upaya", width=2.6),
        Column("20", "Penanggung Jawab", width=1.8),
    ),
    mendatar=True,
    kertas="A3",
    nama="3",
)

#: By the rule set's `renstra.kolom_16`: this year alone, or carried over from the years before.
RENJA = {
    "13": EVALUASI_RENJA,
    "7+13": replace(
        EVALUASI_RENJA, code="evaluasi-renja-e81",
        columns=tuple(replace(c, formula="7+13") if c.id == "16" else c for c in EVALUASI_RENJA.columns),
    ),
}

KEPALA_RENJA = Form(
    code="kepala-renja",
    nama="uraian",
    title="Indikator dan target kinerja Perangkat Daerah",
    source=SUMBER,
    columns=(
        Column("butir", "Butir", number="", width=0.4),
        Column("uraian", "Uraian", number="", width=2.4),
        Column("isi", "Isi", number="", width=2.4),
        Column("nilai", "Nilai", unit="baris", number="", bersatuan=True, width=1),
    ),
)
