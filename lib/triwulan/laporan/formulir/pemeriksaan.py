"""Tables of the audit: one row a report, a kind, a root cause, a correction. Their shape is this project's."""

from triwulan.form.form import Column, Form, Source

SUMBER = Source("Pemeriksaan laporan kinerja", "bentuk tabel dari proyek ini")


#: How many reports, findings, causes: counts of this project, no figures of the office, so that they have no address.
BANYAK = ("Diperiksa", "Salah", "Silang", "Label", "Warisan", "Pembulatan", "Catatan", "Perlu dikoreksi", "Temuan", "Sebab pokok", "Ikut terdampak")


def _kolom(*kolom: tuple[str, float]) -> tuple[Column, ...]:
    return tuple(Column(str(n), judul, width=lebar, bilangan=judul in BANYAK) for n, (judul, lebar) in enumerate(kolom, 1))


RINGKASAN = Form(
    code="pemeriksaan-ringkasan", nama="1", title="Temuan per laporan", source=SUMBER, mendatar=True,
    columns=_kolom(("Laporan", 2.2), ("Diperiksa", 0.8), ("Salah", 0.65), ("Silang", 0.65), ("Label", 0.65), ("Warisan", 0.75), ("Pembulatan", 0.95), ("Catatan", 0.75), ("Perlu dikoreksi", 1.0)),
)
MENURUT_JENIS = Form(
    code="pemeriksaan-jenis", nama="1", title="Temuan menurut jenis", source=SUMBER,
    columns=_kolom(("Jenis", 1.1), ("Artinya", 3.4), ("Temuan", 0.7), ("Sebab pokok", 0.7)),
)
TERBERAT = Form(
    code="pemeriksaan-terberat", nama="2", title="Sebab terberat", source=SUMBER, mendatar=True,
    columns=_kolom(("No", 0.3), ("Di mana", 2.3), ("Tercetak", 1.1), ("Seharusnya", 1.1), ("Sebab", 3.2), ("Ikut terdampak", 0.6)),
)
KELOMPOK = Form(
    code="pemeriksaan-kelompok", nama="2", title="Sebab pokok", source=SUMBER, mendatar=True,
    columns=_kolom(("No", 0.35), ("Di mana", 1.9), ("Tercetak", 1.1), ("Seharusnya", 1.1), ("Sebab", 1.8), ("Bukti", 2.6), ("Ikut terdampak", 0.8), ("Jawaban", 1.1)),
)
LEMBAR_KOREKSI = Form(
    code="lembar-koreksi", nama="2", title="Lembar koreksi", source=SUMBER, mendatar=True,
    columns=_kolom(("No", 0.35), ("Tempat dalam dokumen", 2.3), ("Tercetak", 1.15), ("Seharusnya", 1.15), ("Sebab", 2.0), ("Bukti", 2.6), ("Sebab pokok", 0.6)),
)
SENDIRI = Form(
    code="pemeriksaan-sendiri", nama="2", title="Yang belum ada dalam laporan kita", source=SUMBER,
    columns=_kolom(("No", 0.35), ("Hal", 3.2), ("Di mana", 2.4), ("Dasar", 1.6)),
)
