"""Evaluasi Hasil Renja as the national form E.81 lays it out: 16 columns, the years of the Renstra carried on.

The columns are those of the form as regencies publish it in their own regulations and applications; the annex of the
ministerial regulation itself has not been read. Some add a column for the year's rate of achievement: such a form is declared
in a YAML file.
"""

from triwulan.form.form import Column, Form, Source

K_RP = ("K", "Rp")
TRIWULAN = ("Realisasi Kinerja pada Triwulan",)

E81 = Form(
    code="e81",
    title="Evaluasi terhadap Hasil Renja Perangkat Daerah",
    source=Source("Permendagri 86/2017", "Formulir E.81", "Menurut formulir yang beredar di daerah; lampiran peraturannya belum diverifikasi."),
    columns=(
        Column("1", "No", width=0.4),
        Column("2", "Sasaran", width=2),
        Column("3", "Program / Kegiatan", width=2.4),
        Column("4", "Indikator Kinerja Program (outcome) / Kegiatan (output)", width=2.4),
        Column("5", "Target Renstra Perangkat Daerah", unit="baris", parts=K_RP, total=True, width=0.6),
        Column("6", "Realisasi Capaian Kinerja Renstra s/d Renja Tahun Lalu", unit="baris", parts=K_RP, total=True, width=0.6),
        Column("7", "Target Kinerja dan Anggaran Renja Tahun Berjalan", unit="baris", parts=K_RP, total=True, width=0.6),
        Column("8", "I", unit="baris", parts=K_RP, group=TRIWULAN, total=True, width=0.6),
        Column("9", "II", unit="baris", parts=K_RP, group=TRIWULAN, total=True, width=0.6),
        Column("10", "III", unit="baris", parts=K_RP, group=TRIWULAN, total=True, width=0.6),
        Column("11", "IV", unit="baris", parts=K_RP, group=TRIWULAN, total=True, width=0.6),
        Column("12", "Realisasi Capaian Kinerja dan Anggaran Renja", "8+9+10+11", unit="baris", parts=K_RP, dapat_diisi=True, width=0.6),
        Column("13", "Realisasi Kinerja dan Anggaran Renstra s/d Tahun Berjalan", "6+12", unit="baris", parts=K_RP, dapat_diisi=True, width=0.6),
        Column("14", "Tingkat Capaian Kinerja dan Realisasi Anggaran Renstra (%)", "13/5 x 100%", unit="%", parts=K_RP, places=2, width=0.6),
        Column("15", "Unit Perangkat Daerah Penanggung Jawab", width=1.4),
        Column("16", "Keterangan", width=1.4),
    ),
    mendatar=True,
    kertas="A3",
    nama="3",
)
