"""Activity records of a post."""

from triwulan.form.form import Column, Form, Source

DOKUMENTASI = Form(
    code="dokumentasi",
    nama="foto",
    title="Dokumentasi kegiatan",
    source=Source("Laporan Kinerja Camat Lumajang TW II 2024", "Lampiran 2"),
    columns=(
        Column("no", "No", number="", width=0.35),
        Column("foto", "Dokumentasi Kegiatan", number="", width=0.9),
        Column("keterangan", "Keterangan", number="", width=4),
    ),
)
