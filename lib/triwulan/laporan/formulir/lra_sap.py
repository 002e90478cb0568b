"""LRA in SAP format, 103 rows: row formulas with the right references beside the printed ones.

The source counts its references from an older numbering (`37 s/d 42` for rows 38 to 44): 17 of 18 are wrong, and row
number 53 is skipped. `rumus` is what holds; `tercetak` is what the source prints where it differs.
"""

from dataclasses import dataclass

from triwulan.form.form import Column, Form, Source

#: Accounts that only the regency's treasury (PPKD) keeps: nil in every office's own LRA.
NIHIL = "nihil"


@dataclass(frozen=True)
class BarisSap:
    """A row: an account (prefix), a row formula, or a heading (neither)."""

    nomor: int
    uraian: str = ""
    akun: str = ""
    rumus: str = ""
    tercetak: str = ""


LRA_SAP = Form(
    code="lra-sap",
    title="Laporan Realisasi Anggaran Pendapatan dan Belanja",
    source=Source(
        "Laporan Realisasi Anggaran Pendapatan dan Belanja Kecamatan Lumajang per 30 Juni 2024",
        "LKj Camat TW II 2024, BAB III angka 6",
        "Padanan akun menurut Permendagri 90/2019; untuk baris tanpa data belum diverifikasi. Rujukan dalam kurung dibetulkan: pada cetakan sumber 17 dari 18 menunjuk baris lain.",
    ),
    columns=(
        Column("1", "No", width=0.4),
        Column("2", "Uraian", width=3.4),
        Column("3", "Anggaran {tahun}", unit="Rp", places=2, total=True, width=1.4),
        Column("4", "Realisasi {tahun}", unit="Rp", places=2, total=True, width=1.4),
        Column("5", "%", "4/3 x 100%", unit="%", places=2, width=0.6, printed="", reason="Cetakan hanya memuat nomor 5 tanpa rumus."),
        Column("6", "Realisasi {tahun_lalu}", unit="Rp", places=2, total=True, width=1.2, kosong="tidak diisi"),
    ),
    kurung=True,
)

BARIS_SAP = (
    BarisSap(1, "PENDAPATAN"),
    BarisSap(2, "PENDAPATAN ASLI DAERAH"),
    BarisSap(3, "Pendapatan Pajak Daerah", akun="4.1.01"),
    BarisSap(4, "Pendapatan Retribusi Daerah", akun="4.1.02"),
    BarisSap(5, "Pendapatan Hasil Pengelolaan Kekayaan Daerah yang Dipisahkan", akun="4.1.03"),
    BarisSap(6, "Lain-lain PAD yang Sah", akun="4.1.04"),
    BarisSap(7, "Jumlah Pendapatan Asli Daerah", rumus="3 s/d 6"),
    BarisSap(8),
    BarisSap(9, "PENDAPATAN TRANSFER"),
    BarisSap(10, "TRANSFER PEMERINTAH PUSAT - DANA PERIMBANGAN"),
    BarisSap(11, "Dana Bagi Hasil Pajak", akun=NIHIL),
    BarisSap(12, "Dana Bagi Hasil Sumber Daya Alam", akun=NIHIL),
    BarisSap(13, "Dana Bagi Hasil Cukai", akun=NIHIL),
    BarisSap(14, "Dana Alokasi Umum", akun=NIHIL),
    BarisSap(15, "Dana Alokasi khusus", akun=NIHIL),
    BarisSap(16, "Jumlah Pendapatan Transfer Dana Perimbangan", rumus="11 s/d 15", tercetak="11 s/d 14"),
    BarisSap(17),
    BarisSap(18, "TRANSFER PEMERINTAH PUSAT - LAINNYA"),
    BarisSap(19, "Dana Otonomi Khusus", akun=NIHIL),
    BarisSap(20, "Dana Penyesuaian", akun=NIHIL),
    BarisSap(21, "Jumlah Pendapatan Transfer Pemerintah Pusat - Lainnya", rumus="19 s/d 20", tercetak="18 s/d 19"),
    BarisSap(22),
    BarisSap(23, "TRANSFER PEMERINTAH PROVINSI"),
    BarisSap(24, "Pendapatan Bagi Hasil Pajak", akun=NIHIL),
    BarisSap(25, "Pendapatan Bagi Hasil Lainnya", akun=NIHIL),
    BarisSap(26, "Jumlah Transfer Pemerintah Provinsi", rumus="24 s/d 25", tercetak="23 s/d 24"),
    BarisSap(27, "Total Pendapatan Transfer", rumus="16+21+26", tercetak="15 + 20 + 25"),
    BarisSap(28),
    BarisSap(29, "LAIN-LAIN PENDAPATAN YANG SAH"),
    BarisSap(30, "Pendapatan Hibah", akun="4.3.01"),
    BarisSap(31, "Pendapatan Dana Darurat", akun="4.3.02"),
    BarisSap(32, "Pendapatan Lainnya", akun="4.3.03"),
    BarisSap(33, "Jumlah Lain-lain Pendapatan Yang Sah", rumus="30 s/d 32", tercetak="29 s/d 31"),
    BarisSap(34, "JUMLAH PENDAPATAN", rumus="7+27+33", tercetak="7 + 26 + 32"),
    BarisSap(35),
    BarisSap(36, "BELANJA"),
    BarisSap(37, "BELANJA OPERASI"),
    BarisSap(38, "Belanja Pegawai", akun="5.1.01"),
    BarisSap(39, "Belanja Barang", akun="5.1.02"),
    BarisSap(40, "Bunga", akun="5.1.03"),
    BarisSap(41, "Subsidi", akun="5.1.04"),
    BarisSap(42, "Hibah", akun="5.1.05"),
    BarisSap(43, "Bantuan Sosial", akun="5.1.06"),
    BarisSap(44, "Bantuan Keuangan Partai Politik", akun=NIHIL),
    BarisSap(45, "Jumlah Belanja Operasi", rumus="38 s/d 44", tercetak="37 s/d 42"),
    BarisSap(46),
    BarisSap(47, "BELANJA MODAL"),
    BarisSap(48, "Belanja Tanah", akun="5.2.01"),
    BarisSap(49, "Belanja Peralatan dan Mesin", akun="5.2.02"),
    BarisSap(50, "Belanja Gedung dan Bangunan", akun="5.2.03"),
    BarisSap(51, "Belanja Jalan, Irigasi dan Jaringan", akun="5.2.04"),
    BarisSap(52, "Belanja Aset Tetap Lainnya", akun="5.2.05"),
    BarisSap(54, "Belanja Aset Lainnya", akun="5.2.06"),
    BarisSap(55, "Jumlah Belanja Modal", rumus="48 s/d 54", tercetak="46 s/d 51"),
    BarisSap(56, "BELANJA TAK TERDUGA"),
    BarisSap(57, "Belanja Tak Terduga", akun="5.3.01"),
    BarisSap(58, "Jumlah Belanja Tak Terduga", rumus="57", tercetak="55"),
    BarisSap(59, "JUMLAH BELANJA", rumus="45+55+58", tercetak="43 + 52 + 56"),
    BarisSap(60),
    BarisSap(61, "TRANSFER"),
    BarisSap(62, "TRANSFER/BAGI HASIL KE DESA"),
    BarisSap(63, "Bagi Hasil Pajak", akun=NIHIL),
    BarisSap(64, "Bagi Hasil Retribusi", akun=NIHIL),
    BarisSap(65, "Bantuan Keuangan kepada Prov/Kab/Desa", akun="5.4.02"),
    BarisSap(66),
    BarisSap(67, "JUMLAH TRANSFER/BAGI HASIL KE DESA", rumus="63 s/d 65", tercetak="61 s/d 63"),
    BarisSap(68, "JUMLAH BELANJA DAN TRANSFER", rumus="59+67", tercetak="57 + 64"),
    BarisSap(69),
    BarisSap(70, "SURPLUS/DEBIT", rumus="34-68", tercetak="33 - 65"),
    BarisSap(71),
    BarisSap(72, "PEMBIAYAAN"),
    BarisSap(73),
    BarisSap(74, "PENERIMAAN PEMBIAYAAN"),
    BarisSap(75, "Penggunaan SILPA", akun="6.1.01"),
    BarisSap(76, "Pencairan Dana Cadangan", akun="6.1.02"),
    BarisSap(77, "Hasil Penjualan Kekayaan Daerah yang Dipisahkan", akun="6.1.03"),
    BarisSap(78, "Pinjaman Dalam Negeri - Pemerintah Pusat", akun=NIHIL),
    BarisSap(79, "Pinjaman Dalam Negeri - Pemerintah Daerah Lainnya", akun=NIHIL),
    BarisSap(80, "Pinjaman Dalam Negeri - Lembaga Keuangan Bank", akun=NIHIL),
    BarisSap(81, "Pinjaman Dalam Negeri - Lembaga Keuangan Bukan Bank", akun=NIHIL),
    BarisSap(82, "Pinjaman Dalam Negeri - Obligasi", akun=NIHIL),
    BarisSap(83, "Pinjaman Dalam Negeri - Lainnya", akun=NIHIL),
    BarisSap(84, "Penerimaan Kembali Pinjaman kepada Perusahaan Negara", akun=NIHIL),
    BarisSap(85, "Penerimaan Kembali Pinjaman kepada Masyarakat", akun=NIHIL),
    BarisSap(86, "Penerimaan Kembali Pinjaman kepada Pemerintah Daerah Lainnya", akun=NIHIL),
    BarisSap(87, "Jumlah Penerimaan", rumus="75 s/d 86", tercetak="72 s/d 83"),
    BarisSap(88),
    BarisSap(89, "PENGELUARAN PEMBIAYAAN"),
    BarisSap(90, "Pembentukan Dana Cadangan", akun="6.2.01"),
    BarisSap(91, "Penyertaan Modal Pemerintah Daerah", akun="6.2.02"),
    BarisSap(92, "Pembayaran Pokok Pinjaman Dalam Negeri - Pemerintah Pusat", akun=NIHIL),
    BarisSap(93, "Pembayaran Pokok Pinjaman Dalam Negeri - Pemerintah Daerah Lainnya", akun=NIHIL),
    BarisSap(94, "Pembayaran Pokok Pinjaman Dalam Negeri - Lembaga Keuangan Bank", akun=NIHIL),
    BarisSap(95, "Pembayaran Pokok Pinjaman Dalam Negeri - Lembaga Keuangan Bukan Bank", akun=NIHIL),
    BarisSap(96, "Pembayaran Pokok Pinjaman Dalam Negeri - Obligasi", akun=NIHIL),
    BarisSap(97, "Pembayaran Pokok Pinjaman Dalam Negeri - Lainnya", akun=NIHIL),
    BarisSap(98, "Pemberian Pinjaman kepada Perusahaan Negara", akun=NIHIL),
    BarisSap(99, "Pemberian Pinjaman kepada Masyarakat", akun=NIHIL),
    BarisSap(100, "Pembayaran Utang Belanja Pemerintah Daerah", akun=NIHIL),
    BarisSap(101, "Jumlah Pengeluaran", rumus="90 s/d 100", tercetak="87 s/d 91"),
    BarisSap(102, "PEMBIAYAAN NETTO", rumus="87-101", tercetak="84 - 98"),
    BarisSap(103),
    BarisSap(104, "Sisa Lebih Pembiayaan Anggaran", rumus="70+102", tercetak="67 + 99"),
)
