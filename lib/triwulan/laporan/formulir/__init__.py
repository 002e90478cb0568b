"""The declared forms, one module per form and legal version. Declarations only, no logic."""

from triwulan.laporan.formulir.biaya_per_hasil import BIAYA_PER_HASIL
from triwulan.laporan.formulir.lra_rekening import LRA_REKENING
from triwulan.laporan.formulir.lra_sap import BARIS_SAP, LRA_SAP
from triwulan.laporan.formulir.perjanjian import PK_ANGGARAN, PK_TARGET
from triwulan.laporan.formulir.pengukuran import CAPAIAN_TUJUAN_SASARAN, FORMULASI_TUJUAN, PENGUKURAN_KINERJA, PROGRAM_PENUNJANG, SKALA
from triwulan.laporan.formulir.dokumentasi import DOKUMENTASI

SEMUA = {
    form.code: form
    for form in (
        BIAYA_PER_HASIL, CAPAIAN_TUJUAN_SASARAN, DOKUMENTASI, FORMULASI_TUJUAN, LRA_REKENING, LRA_SAP,
        PENGUKURAN_KINERJA, PK_ANGGARAN, PK_TARGET, PROGRAM_PENUNJANG, SKALA,
    )
}
