"""The measuring tables of the Sekretaris and of eselon IV: sasaran, kegiatan with compound units, budget by sub kegiatan."""

from triwulan.form.form import Column, Form, Source

SEKRETARIS = "Laporan Kinerja Sekretaris Kecamatan Lumajang TW II 2024"
ESELON_IV = "Laporan Kinerja Eselon IV Kecamatan Lumajang TW II 2024"
TANPA_NOMOR = "Cetakan tidak memuat baris nomor dan rumus."

CAPAIAN_SASARAN = Form(
    code="capaian-sasaran",
    title="Capaian kinerja sasaran",
    source=Source(SEKRETARIS, "Tabel 2.2; sama pada LKj eselon IV", TANPA_NOMOR),
    columns=(
        Column("1", "Sasaran", width=2),
        Column("2", "Indikator Kinerja", width=2.4),
        Column("3", "Target", unit="baris", width=0.7, besaran="target"),
        Column("4", "Realisasi", unit="baris", width=0.8, besaran="K"),
        Column("5", "Capaian", "4/3", unit="rasio", places=2, width=0.7, besaran="capaian"),
    ),
)

PENGUKURAN_SASARAN = Form(
    code="pengukuran-sasaran",
    title="Pengukuran kinerja sasaran",
    source=Source(SEKRETARIS, "Tabel 2.4", "Kolom 6 pecahan: 0,50 berarti 50 %."),
    columns=(
        Column("1", "No", width=0.3),
        Column("2", "Sasaran dan Indikator Sasaran", width=3),
        Column("3", "Satuan", width=0.7),
        Column("4", "Target Tahun {tahun}", unit="baris", width=0.8, besaran="target"),
        Column("5", "Realisasi s/d {triwulan} Tahun {tahun}", unit="baris", width=1, besaran="K"),
        Column("6", "Capaian Tahun {tahun}", "5/4", unit="rasio", places=2, width=0.8, printed="", reason="Cetakan hanya memuat nomor 6 tanpa rumus.", besaran="capaian"),
    ),
)

PENGUKURAN_KEGIATAN = Form(
    code="pengukuran-kegiatan",
    title="Pengukuran kinerja kegiatan dan sub kegiatan",
    source=Source(ESELON_IV, "Tabel 2.4", TANPA_NOMOR + " Capaian tercetak bercampur: 46%, 0,46 %, 0.5 untuk hal yang sama; di sini selalu persen."),
    columns=(
        Column("1", "No", width=0.4),
        Column("2", "Sasaran Kegiatan", width=2),
        Column("3", "Indikator Kinerja", width=2.2),
        Column("4", "Target", unit="baris", width=1, bersatuan=True, besaran="target"),
        Column("5", "Realisasi", unit="baris", width=1, bersatuan=True, besaran="K"),
        Column("6", "Capaian (%)", "5/4 x 100%", unit="%", places=2, width=0.8, besaran="capaian"),
    ),
)

ANGGARAN_SUB_KEGIATAN = Form(
    code="anggaran-sub-kegiatan",
    title="Anggaran dan realisasi sub kegiatan",
    source=Source(ESELON_IV, "Tabel 2.5", TANPA_NOMOR),
    columns=(
        Column("1", "No", width=0.3),
        Column("2", "Sub Kegiatan", width=3),
        Column("3", "Anggaran Sebelum Perubahan (Rp)", unit="Rp", total=True, width=1.3, besaran="pagu-murni"),
        Column("4", "Anggaran Setelah Perubahan (Rp)", unit="Rp", total=True, width=1.3, besaran="pagu"),
        Column("5", "Realisasi (Rp)", unit="Rp", total=True, width=1.3, besaran="realisasi"),
        Column("6", "Capaian (%)", "5/4 x 100%", unit="%", places=2, width=0.8, besaran="serapan"),
    ),
)
