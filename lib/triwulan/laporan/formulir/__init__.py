"""The declared forms, one module per form and legal version. Declarations only, no logic."""

from triwulan.laporan.formulir.biaya_per_hasil import BIAYA_PER_HASIL
from triwulan.laporan.formulir.dokumentasi import DOKUMENTASI
from triwulan.laporan.formulir.e81 import E81
from triwulan.laporan.formulir.eselon import ANGGARAN_SUB_KEGIATAN, CAPAIAN_SASARAN, PENGUKURAN_KEGIATAN, PENGUKURAN_SASARAN
from triwulan.laporan.formulir.evaluasi_renja import KEPALA_RENJA, RENJA
from triwulan.laporan.formulir.lra_rekening import LRA_REKENING
from triwulan.laporan.formulir.lra_sap import BARIS_SAP, LRA_SAP
from triwulan.laporan.formulir.pengukuran import CAPAIAN_TUJUAN_SASARAN, FORMULASI_TUJUAN, PENGUKURAN_KINERJA, PROGRAM_PENUNJANG, SKALA
from triwulan.laporan.formulir import pemeriksaan
from triwulan.laporan.formulir.perbandingan import BUKTI, PER_TRIWULAN, PERBANDINGAN
from triwulan.laporan.formulir.perjanjian import KASKADE, PK_ANGGARAN, PK_TARGET

SEMUA = {
    form.code: form
    for form in (
        ANGGARAN_SUB_KEGIATAN, BIAYA_PER_HASIL, BUKTI, CAPAIAN_SASARAN, CAPAIAN_TUJUAN_SASARAN, DOKUMENTASI, E81, FORMULASI_TUJUAN, KASKADE, KEPALA_RENJA,
        LRA_REKENING, LRA_SAP, PENGUKURAN_KEGIATAN, PENGUKURAN_KINERJA, PENGUKURAN_SASARAN, PER_TRIWULAN, PERBANDINGAN, PK_ANGGARAN, PK_TARGET,
        PROGRAM_PENUNJANG, SKALA, *RENJA.values(), pemeriksaan.RINGKASAN, pemeriksaan.MENURUT_JENIS, pemeriksaan.KELOMPOK, pemeriksaan.TERBERAT, pemeriksaan.LEMBAR_KOREKSI,
        pemeriksaan.SENDIRI,
    )
}
