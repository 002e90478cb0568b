"""Cost per outcome: performance against money (LKj Camat Tabel 3.3, LKj Sekretaris Tabel 2.3, eselon IV)."""

from triwulan.form.form import Column, Form, Source

BIAYA_PER_HASIL = Form(
    code="biaya-per-hasil",
    title="Capaian kinerja, capaian anggaran dan efisiensi",
    source=Source(
        "Laporan Kinerja Camat Lumajang TW II 2024",
        "Tabel 3.3; formulir yang sama pada LKj Sekretaris Tabel 2.3",
        "Kolom 6, 9 dan 10 pecahan: 0,50 berarti 50 %.",
    ),
    columns=(
        Column("1", "No", width=0.4),
        Column("2", "Sasaran", width=2.2),
        Column("3", "Indikator Kinerja", width=2.2),
        Column("4", "Target", unit="baris", group=("Kinerja",), width=0.7, besaran="target"),
        Column("5", "Realisasi", unit="baris", group=("Kinerja",), width=0.8, besaran="K"),
        Column("6", "%", "5/4", unit="rasio", group=("Kinerja",), places=2, width=0.7, besaran="capaian"),
        Column("7", "Pagu (Rp)", unit="Rp", group=("Anggaran",), total=True, width=1.3, besaran="pagu"),
        Column("8", "Realisasi (Rp)", unit="Rp", group=("Anggaran",), total=True, width=1.3, besaran="realisasi"),
        Column("9", "Capaian", "8/7", unit="rasio", group=("Anggaran",), places=2, width=0.7, besaran="serapan"),
        Column("10", "Efisiensi", "6-9", unit="rasio", places=2, width=0.8, besaran="efisiensi"),
    ),
    mendatar=True,
)
