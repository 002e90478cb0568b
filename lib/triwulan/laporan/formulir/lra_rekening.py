"""LRA by kode rekening: budget before and after change, last month, this month, up to this month, percent, rest."""

from triwulan.form.form import Column, Form, Source

REALISASI = ("Realisasi",)
ANGGARAN = ("Anggaran",)

LRA_REKENING = Form(
    code="lra-rekening",
    title="Laporan Realisasi Anggaran Pendapatan dan Belanja Daerah",
    source=Source("Laporan Realisasi Anggaran Pendapatan dan Belanja Daerah, Bagian Bulan Juni 2024", "LKj Camat TW II 2024, BAB III angka 6"),
    columns=(
        Column("1", "Kode Rekening", width=2.0),
        Column("2", "Uraian", width=2.6),
        Column("3", "Sebelum Perubahan", unit="Rp", group=ANGGARAN, places=2, total=True, width=1.35, besaran="pagu-murni"),
        Column("4", "Setelah Perubahan", unit="Rp", group=ANGGARAN, places=2, total=True, width=1.35, besaran="pagu"),
        Column("5a", "Bulan Lalu", unit="Rp", group=REALISASI, number="5", places=2, total=True, width=1.35, besaran="realisasi-bulan-lalu"),
        Column("5b", "Bulan Ini", unit="Rp", group=REALISASI, number="5", places=2, total=True, width=1.25, besaran="realisasi-bulan-ini"),
        Column("5c", "s/d Bulan Ini", "5a+5b", unit="Rp", group=REALISASI, number="5", places=2, width=1.35,
               printed="", reason="Tiga kolom realisasi bernomor 5; jumlahnya tidak ditulis di baris rumus.", besaran="realisasi"),
        Column("6", "%", "5c/4 x 100%", unit="%", places=2, width=0.65,
               printed="5/4", reason="Angka kolom 6 adalah persen (53,17); cetakan tidak menulis x 100%.", besaran="serapan"),
        Column("7", "Sisa Anggaran", "4-5c", unit="Rp", places=2, width=1.35,
               printed="", reason="Cetakan hanya memuat nomor 7 tanpa rumus.", besaran="sisa"),
    ),
    kurung=True,
    mendatar=True,
)
