"""An Evaluasi Renja of a fictional kecamatan as a workbook: merged headers, formulas, a page break, a signature, a hidden sheet."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook

from triwulan.laporan.formulir.evaluasi_renja import RENJA

FORM = RENJA["7+13"]
#: First sheet column of each of the form's columns, and its last.
KOLOM = dict(zip(map(str, range(1, 21)), "A B C D E F H J L N P R T V X Y AA AC AD AE".split()))
RP = dict(zip("6 7 8 9 10 11 12 13 14 16 17".split(), "G I K M O Q S U W Z AB".split()))
DATA, TOTAL = (11, 12, 13, 14, 15, 16, 21, 22, 23, 24, 25, 26), 27
BAWAH = {11: (12, 15), 12: (13, 14), 15: (16,), 21: (22,), 22: (23,), 24: (25,), 25: (26,), TOTAL: (11, 21, 24)}
#: Row: code, name, K of columns 6 7 8 9 10, Rp of the same.
ISI = {
    11: ("7.01.01", "PROGRAM PENUNJANG URUSAN PEMERINTAHAN DAERAH", (100, 92, 100, 24, 21), ()),
    12: ("7.01.01.2.01", "Perencanaan, Penganggaran, dan Evaluasi Kinerja", (100, 90, 100, 25, 25), ()),
    13: ("7.01.01.2.01.01", "Penyusunan Dokumen Perencanaan", (12, 4, 4, 1, 1), (48_500_000, 15_250_000, 16_400_000, 3_150_000, 4_275_500)),
    14: ("7.01.01.2.01.02", "Koordinasi Penyusunan Laporan Capaian Kinerja", (36, "-", 12, 3, 3), (36_000_000, 11_750_250, 12_000_000, 2_400_000, 2_650_750)),
    15: ("7.01.01.2.02", "Administrasi Keuangan Perangkat Daerah", (100, 95, 100, 25, 24), ()),
    16: ("7.01.01.2.02.01", "Penyediaan Gaji dan Tunjangan ASN", (31, 31, 31, 31, 0), (9_600_000_000, 3_105_440_118, 3_218_760_400, 742_118_300, 811_902_655)),
    21: ("7.01.02", "PROGRAM PENYELENGGARAAN PEMERINTAHAN DAN PELAYANAN PUBLIK", (90, 80, 85, 20, 22), ()),
    22: ("7.01.02.2.01", "Koordinasi Penyelenggaraan Kegiatan Pemerintahan", (100, 88, 100, 20, 30), ()),
    23: ("7.01.02.2.01.03", "Peningkatan Efektivitas Pelayanan", (1_500, 520, 500, 117, 138), (225_000_000, 71_300_000, 74_500_000, 18_225_000, 17_950_000)),
    24: ("7.01.06", "PROGRAM PEMBINAAN DAN PENGAWASAN PEMERINTAHAN DESA", (100, 100, 100, 25, 25), ()),
    25: ("7.01.06.2.01", "Fasilitasi dan Koordinasi Pembinaan Desa", (100, 91, 100, 17, 33), ()),
    26: ("7.01.06.2.01.0002", "Fasilitasi Pengelolaan Keuangan Desa", (36, 12, 12, 2, 4), (90_000_000, 28_800_000, 30_000_000, 5_012_400, 8_240_000)),
}
JUDUL = {
    "1": "Kode", "2": "Sasaran", "3": "Program / Kegiatan / Sub Kegiatan", "4": "Indikator Kinerja", "5": "Formulasi", "6": "Target Akhir Renstra",
    "7": "Realisasi Renstra s/d 2023", "8": "Target dan Anggaran Renja 2024", "13": "Realisasi Renja 2024", "14": "Tingkat Capaian Renja (%)", "15": "Predikat",
    "16": "Realisasi Renstra s/d 2024", "17": "Tingkat Capaian Renstra (%)", "18": "Kendala", "19": "Upaya", "20": "Penanggung Jawab",
}
TRIWULAN = {"9": "I", "10": "II", "11": "III", "12": "IV"}


def buat(path: Path, ubah: dict[str, object] | None = None) -> Path:
    """Writes the workbook, with the cells of `ubah` otherwise than they should be."""
    buku = Workbook()
    buku.properties.creator = "Kecamatan Contoh"
    petunjuk, ws = buku.active, buku.create_sheet("E.81")
    petunjuk.title, petunjuk["A1"] = "Petunjuk", "Isi sel putih saja; kolom 13, 14, 16, dan 17 berumus."
    ws["A1"], ws["A2"] = "EVALUASI TERHADAP HASIL RENJA PERANGKAT DAERAH", "KECAMATAN CONTOH, TRIWULAN II TAHUN 2024"
    ws.merge_cells("A1:AE1")
    for atas in (6, 17):
        _kepala(ws, atas)
    ws["A10"] = "Meningkatnya kualitas pelayanan publik di kecamatan"
    ws.merge_cells("A10:AE10")
    for b in (*DATA, TOTAL):
        _baris(ws, b)
    ws["A27"] = "TOTAL"
    ws.merge_cells("A27:E27")
    ws["A29"], ws["V29"], ws["A30"], ws["V30"] = "Rata-rata capaian kinerja (%)", "=AVERAGE(V11,V21,V24)", "Predikat kinerja", "Sangat Rendah"
    ws["C33"], ws["AC32"], ws["AC33"], ws["AC36"], ws["U36"] = "Mengetahui", "Contoh, 5 Juli 2024", "Camat Contoh", "NIP. 19710203 199803 1 004", "1971"
    for alamat, isi in (ubah or {}).items():
        ws[alamat] = isi
    lama = buku.create_sheet("Konsep lama")
    lama.sheet_state = "hidden"
    _kepala(lama, 1)
    buku.save(path)
    return path


def _kepala(ws, b: int) -> None:
    for i, k in KOLOM.items():
        kk = RP.get(i, k)
        if i in TRIWULAN:
            ws[f"{k}{b + 1}"] = TRIWULAN[i]
            ws.merge_cells(f"{k}{b + 1}:{kk}{b + 1}")
        else:
            ws[f"{k}{b}"] = JUDUL[i]
            ws.merge_cells(f"{k}{b}:{kk}{b + 1}")
        nomor = FORM.heading(FORM.by_id[i])
        ws[f"{k}{b + 2}"] = int(nomor) if nomor.isdigit() else nomor.replace("=", " = ")
        if i in RP:
            ws.merge_cells(f"{k}{b + 2}:{kk}{b + 2}")
            ws[f"{k}{b + 3}"], ws[f"{kk}{b + 3}"] = "K", "Rp"
        else:
            ws.merge_cells(f"{k}{b + 2}:{k}{b + 3}")
    ws[f"L{b}"] = "Realisasi Kinerja Tahun 2024 pada Triwulan"
    ws.merge_cells(f"L{b}:S{b}")


def _predikat(k: tuple) -> str:
    """The grade of two quarters' K against the year's target, on the T-E.1 scale."""
    capai = 100 * (k[3] + k[4]) / k[2]
    return next(p for dari, p in ((91, "Sangat Tinggi"), (76, "Tinggi"), (66, "Sedang"), (51, "Rendah"), (0, "Sangat Rendah")) if capai >= dari)


def _baris(ws, b: int) -> None:
    kode, nama, k, rp = ISI.get(b, ("", "", (), ()))
    if b != TOTAL:
        ws[f"A{b}"], ws[f"C{b}"], ws[f"D{b}"], ws[f"AE{b}"] = kode, nama, f"Indikator {nama.split()[-1]}", "Sekretaris"
        ws[f"T{b}"], ws[f"V{b}"] = f"=SUM(L{b},N{b},P{b},R{b})", f'=IF(OR(J{b}="",J{b}=0),"",T{b}/J{b}*100)'
        ws[f"Y{b}"], ws[f"AA{b}"] = f"=SUM(H{b},T{b})", f"=ROUND(Y{b}/F{b}*100,2)"
        ws[f"X{b}"] = _predikat(k)
    for kolom, v in zip("FHJLN", k):
        ws[f"{kolom}{b}"] = v
    for n, i in enumerate(("6", "7", "8", "9", "10")):
        anak = BAWAH.get(b)
        ws[f"{RP[i]}{b}"] = "=" + "+".join(f"{RP[i]}{a}" for a in anak) if anak else rp[n]
    ws[f"U{b}"], ws[f"W{b}"], ws[f"Z{b}"], ws[f"AB{b}"] = f"=M{b}+O{b}+Q{b}+S{b}", f"=U{b}/K{b}", f"=I{b}+U{b}", f"=IFERROR(Z{b}/G{b}*100,0)"
    for kolom in "GIKMOQSUZ":
        ws[f"{kolom}{b}"].number_format = "#,##0"
    ws[f"V{b}"].number_format, ws[f"W{b}"].number_format = "0.00", "0.00%"
    if b == 16:
        for kolom in "FHJLNT":
            ws[f"{kolom}{b}"].number_format = '0" Org/6 bln"'
