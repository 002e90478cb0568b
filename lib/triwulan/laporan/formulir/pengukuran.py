"""The LKj Camat's measuring tables: goal formulation, the T-E.1 scale, state of goals and sasaran, achievement."""

from triwulan.form.form import Column, Form, Source

LKJ = "Laporan Kinerja Camat Lumajang TW II 2024"

FORMULASI_TUJUAN = Form(
    code="formulasi-tujuan",
    nama="3",
    title="Formulasi perhitungan kinerja tujuan",
    source=Source(LKJ, "Tabel 2.1"),
    columns=(
        Column("1", "No", width=0.3),
        Column("2", "Tujuan", width=1.6),
        Column("3", "Indikator Tujuan", width=1.4),
        Column("4", "Formulasi", width=1.8),
        Column("5", "Penghitungan Kinerja", unit="baris", places=2, width=1, besaran="K"),
    ),
)

SKALA = Form(
    code="skala-t-e-1",
    nama="3",
    title="T-E.1 Skala Nilai Peringkat Kinerja",
    source=Source(LKJ, "Tabel 3.1"),
    columns=(
        Column("1", "No", width=0.3),
        Column("2", "Interval Nilai Realisasi Kinerja", width=1.5),
        Column("3", "Kriteria Penilaian Realisasi Kinerja", width=1.5),
    ),
)

CAPAIAN_TUJUAN_SASARAN = Form(
    code="capaian-tujuan-sasaran",
    nama="indikator-sasaran",
    title="Capaian kinerja tujuan dan sasaran strategis",
    source=Source(LKJ, "Tabel 3.2"),
    columns=(
        Column("no", "No", number="", width=0.35),
        Column("tujuan", "Tujuan", number="", width=1.4),
        Column("indikator-tujuan", "Indikator Tujuan", number="", width=1.1),
        Column("sasaran", "Sasaran", number="", width=1.4),
        Column("indikator-sasaran", "Indikator Sasaran", number="", width=1.8),
        Column("rumus", "Rumus", number="", width=2.4),
        Column("satuan", "Satuan", number="", width=0.7),
        Column("kondisi", "Kondisi Saat Ini", unit="baris", number="", places=2, width=0.8, besaran="K"),
    ),
)

PENGUKURAN_KINERJA = Form(
    code="pengukuran-kinerja",
    title="Pengukuran kinerja",
    source=Source(LKJ, "Tabel 3.4"),
    columns=(
        Column("no", "No", number="", width=0.35),
        Column("1", "Sasaran", width=1.8),
        Column("2", "Indikator Kinerja", width=2.2),
        Column("3", "Target", unit="baris", width=0.7, besaran="target"),
        Column("4", "Realisasi s/d triwulan ini", unit="baris", places=2, width=0.95, besaran="K"),
        Column("5", "Capaian (%)", "4/3 x 100%", unit="%", places=2, width=0.8, printed="4/5", keliru=True,
               reason="Cetakan 5=4/5 menunjuk dirinya sendiri; capaian adalah realisasi (4) dibagi target (3) dalam persen.", besaran="capaian"),
        Column("predikat", "Predikat", number="", width=1, menilai="5"),
    ),
)

PROGRAM_PENUNJANG = Form(
    code="program-penunjang",
    title="Program yang menunjang keberhasilan",
    source=Source(LKJ, "BAB III 3.2 angka 5"),
    columns=(
        Column("no", "No", number="", width=0.35),
        Column("program", "Program", number="", width=2),
        Column("indikator", "Indikator", number="", width=2),
        Column("capaian", "Capaian (%)", unit="%", number="", places=2, width=0.8, besaran="capaian"),
        Column("predikat", "Predikat", number="", width=1, menilai="capaian"),
        Column("keterangan", "Keterangan", number="", width=2.2),
    ),
)
