"""The data contract: which files a unit has, which columns, what each may hold. One schema for every unit.

From this one declaration come the pandera checks (`frame_schema`) and the published descriptor (`paket`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache

import pandera.pandas as pa

from triwulan.office import kode, periode

#: At most two decimals: a third one would be indistinguishable from a thousands separator (9.203).
ANGKA = re.compile(r"-?\d+(\.\d{1,2})?")


def _is_angka(teks: str) -> bool:
    return bool(ANGKA.fullmatch(teks))


def _is_periode(teks: str) -> bool:
    try:
        periode.baca(teks)
    except ValueError:
        return False
    return True


def _is_tanggal(teks: str) -> bool:
    try:
        return date.fromisoformat(teks).isoformat() == teks
    except ValueError:
        return False


def _is_nip(teks: str) -> bool:
    """18 digits: birth date, appointment month, sex, serial number."""
    if not re.fullmatch(r"\d{18}", teks):
        return False
    lahir, bulan, jenis = teks[:8], teks[12:14], teks[14]
    return _is_tanggal(f"{lahir[:4]}-{lahir[4:6]}-{lahir[6:]}") and "01" <= bulan <= "12" and jenis in "12"


@dataclass(frozen=True)
class Jenis:
    """A type of cell: the test, what to tell who must mend it, and its type in the descriptor."""

    uji: Callable[[str], bool]
    harapan: str
    tipe: str = "string"


TEKS = Jenis(lambda t: t == t.strip(), "tulis tanpa spasi di awal dan akhir")
ANGKA_ = Jenis(_is_angka, "tulis angka tanpa titik ribuan, desimal dengan titik, paling banyak dua angka, misalnya 9203447005 atau 56.77", "number")
BULAT = Jenis(lambda t: bool(re.fullmatch(r"[0-9]{1,9}", t)), "tulis bilangan bulat, misalnya 1", "integer")
TAHUN = Jenis(lambda t: bool(re.fullmatch(r"20\d{2}", t)), "tulis tahun empat angka, misalnya 2024", "integer")
PERIODE = Jenis(_is_periode, periode.HARAPAN)
TANGGAL = Jenis(_is_tanggal, "tulis tanggal tahun-bulan-hari, misalnya 2024-07-05", "date")
HARI_ATAU_PERIODE = Jenis(lambda t: _is_tanggal(t) or _is_periode(t), "tulis tanggal, misalnya 2024-07-05; bila hanya bulan atau triwulannya yang diketahui, 2024-06 atau 2024-tw2")
NIP = Jenis(_is_nip, "tulis 18 angka NIP tanpa spasi: tanggal lahir, bulan pengangkatan, jenis kelamin 1/2, nomor urut")
PROGRAM = Jenis(lambda t: bool(kode.PROGRAM.fullmatch(t)), "tulis kode program, kegiatan atau sub kegiatan, misalnya 7.01.01.2.01.0001")
BERSAMA = Jenis(lambda t: all(kode.PROGRAM.fullmatch(b) for b in t.split("+")), PROGRAM.harapan + "; beberapa kode yang hanya diketahui bersama: 7.01.02+7.01.03")
SATUAN = Jenis(lambda t: t == t.strip() and bool(re.match(r"[^\W_]|%", t)), "tulis nama satuan tanpa spasi di awal dan akhir, diawali huruf, angka atau %: dokumen, Org/{bulan} bln; tanda seperti = + - @ di awal dibaca Excel sebagai rumus")
AKUN = Jenis(lambda t: bool(kode.AKUN.fullmatch(t)), "tulis kode rekening, misalnya 5.1.02.01.01.0052")


@dataclass(frozen=True)
class Kolom:
    """A column: its type, what it means, whether it may be empty, the closed list if there is one."""

    jenis: Jenis
    arti: str
    kosong: bool = False
    pilihan: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Berkas:
    """A file: what a row is, the columns that identify it, all columns in order, whether it must be there or its absence says that
    there are no rows."""

    arti: str
    kunci: tuple[str, ...]
    kolom: dict[str, Kolom]
    wajib: bool = True


def _asal() -> dict[str, Kolom]:
    return {
        "dokumen": Kolom(TEKS, "dokumen sumber (name di sources datapackage.json)"),
        "tempat": Kolom(TEKS, "tempat di dokumen itu: tabel, baris, kolom"),
    }


LINGKUP = Kolom(TEKS, "lingkup angka (kode nomenklatur berjenis lingkup); kosong = berlaku di semua lingkup", kosong=True)
CATATAN = Kolom(TEKS, "catatan untuk pembaca", kosong=True)
METODE = ("langsung", "rasio", "gabungan", "rata-rata")

SKEMA: dict[str, Berkas] = {
    "nomenklatur": Berkas("nama resmi: identitas unit, lingkup, wilayah, tujuan, sasaran, program sampai sub kegiatan, akun", ("kode",), {
        "jenis": Kolom(TEKS, "jenis nama", pilihan=("identitas", "lingkup", "kelurahan", "desa", "tujuan", "sasaran", "program", "akun")),
        "kode": Kolom(TEKS, "kode resmi; sub kegiatan boleh dua atau empat angka"),
        "uraian": Kolom(TEKS, "nama resmi"),
        "hasil": Kolom(TEKS, "sasaran yang hendak dicapai (program sampai sub kegiatan)", kosong=True),
        "induk": Kolom(TEKS, "kode atasan bila tidak terbaca dari kodenya (program → sasaran → tujuan)", kosong=True),
        **_asal(),
    }),
    "indikator": Berkas("indikator kinerja dan cara menghitungnya", ("id", "lingkup"), {
        "id": Kolom(TEKS, "pengenal: kode baris, tanda hubung, nomor urut"),
        "kode": Kolom(TEKS, "kode nomenklatur yang diukur"),
        "lingkup": LINGKUP,
        "nama": Kolom(TEKS, "nama resmi indikator"),
        "formulasi": Kolom(TEKS, "rumus menurut dokumen perencanaan", kosong=True),
        "satuan": Kolom(SATUAN, "satuan, misalnya %, dokumen, orang"),
        "metode": Kolom(TEKS, "cara K dihitung", pilihan=METODE),
        "akumulasi": Kolom(TEKS, "cara K digabung antar triwulan", pilihan=("jumlah", "posisi-akhir", "rata-rata")),
        "polaritas": Kolom(TEKS, "naik = makin besar makin baik", pilihan=("naik", "turun")),
        "catatan": CATATAN,
        **_asal(),
    }),
    "target": Berkas("target K", ("indikator", "lingkup", "periode"), {
        "indikator": Kolom(TEKS, "id indikator"), "lingkup": LINGKUP, "periode": Kolom(PERIODE, "tahun target"),
        "nilai": Kolom(ANGKA_, "target dalam satuan indikator"), "catatan": CATATAN, **_asal(),
    }),
    "realisasi_k": Berkas("realisasi K per triwulan atau sampai dengan suatu triwulan", ("indikator", "lingkup", "periode"), {
        "indikator": Kolom(TEKS, "id indikator"), "lingkup": LINGKUP, "periode": Kolom(PERIODE, "triwulan, atau sd-"),
        "nilai": Kolom(ANGKA_, "realisasi (metode langsung)", kosong=True),
        "pembilang": Kolom(ANGKA_, "pembilang (metode rasio)", kosong=True),
        "penyebut": Kolom(ANGKA_, "penyebut (metode rasio)", kosong=True),
        "bukti": Kolom(TEKS, "dokumen bukti capaian", kosong=True), "catatan": CATATAN, **_asal(),
    }),
    "pembanding": Berkas("angka tahun lain dan acuan luar: target akhir Renstra, realisasi tahun-tahun lalu, standar nasional", ("jenis", "ukuran", "rujukan", "lingkup", "tahun"), {
        "jenis": Kolom(TEKS, "target-renstra: sampai akhir tahun itu; realisasi-sd: sampai akhir tahun itu; realisasi: tahun itu saja; standar-nasional",
                       pilihan=("target-renstra", "realisasi-sd", "realisasi", "standar-nasional")),
        "ukuran": Kolom(TEKS, "K atau Rp", pilihan=("K", "Rp")),
        "rujukan": Kolom(TEKS, "K: id indikator; Rp: kode program"), "lingkup": LINGKUP,
        "tahun": Kolom(TAHUN, "tahun yang dimaksud jenisnya"), "nilai": Kolom(ANGKA_, "satuan indikator, atau rupiah"), "catatan": CATATAN, **_asal(),
    }),
    "pagu": Berkas("anggaran", ("kode", "akun", "lingkup", "periode", "tahap", "berlaku"), {
        "kode": Kolom(PROGRAM, "kode program sampai sub kegiatan"), "akun": Kolom(AKUN, "kode rekening; kosong bila hanya jumlah yang diketahui", kosong=True),
        "lingkup": Kolom(TEKS, "lingkup angka"), "periode": Kolom(PERIODE, "tahun anggaran"),
        "tahap": Kolom(TEKS, "murni, atau perubahan bila sudah ditetapkan", pilihan=("murni", "perubahan")),
        "berlaku": Kolom(TANGGAL, "perubahan: tanggal penetapannya", kosong=True),
        "nilai": Kolom(ANGKA_, "rupiah"), "catatan": CATATAN, **_asal(),
    }),
    "realisasi_rp": Berkas("realisasi anggaran per bulan, kelompok bulan, atau triwulan", ("kode", "akun", "lingkup", "periode"), {
        "kode": Kolom(BERSAMA, "kode program sampai sub kegiatan"), "akun": Kolom(AKUN, "kode rekening; kosong bila hanya jumlah yang diketahui", kosong=True),
        "lingkup": Kolom(TEKS, "lingkup angka"), "periode": Kolom(PERIODE, "bulan-bulan pengeluaran"),
        "nilai": Kolom(ANGKA_, "rupiah"), "catatan": CATATAN, **_asal(),
    }),
    "pejabat": Berkas("pejabat dan atasannya", ("jabatan", "mulai"), {
        "jabatan": Kolom(TEKS, "pengenal jabatan"), "nama_jabatan": Kolom(TEKS, "nama jabatan seperti dicetak"),
        "unit_kerja": Kolom(TEKS, "nama kotak pada bagan organisasi", kosong=True),
        "nama": Kolom(TEKS, "nama dan gelar seperti dicetak"), "nip": Kolom(NIP, "NIP", kosong=True),
        "status": Kolom(TEKS, "status", pilihan=("definitif", "Pj.", "Plt.", "Plh.")),
        "atasan": Kolom(TEKS, "pengenal jabatan atasan langsung", kosong=True),
        "mulai": Kolom(TANGGAL, "berlaku sejak"), "catatan": CATATAN, **_asal(),
    }),
    "perjanjian": Berkas("Perjanjian Kinerja: naskah, target dan anggaran yang diperjanjikan", ("jabatan", "periode", "jenis", "urutan"), {
        "jabatan": Kolom(TEKS, "pihak pertama"), "periode": Kolom(PERIODE, "tahun"), "lingkup": Kolom(TEKS, "lingkup angka"),
        "jenis": Kolom(TEKS, "jenis baris", pilihan=("naskah", "target", "anggaran")), "urutan": Kolom(BULAT, "urutan cetak"),
        "rujukan": Kolom(TEKS, "naskah: jabatan pihak kedua; target: id indikator; anggaran: kode program"),
        "sumber_dana": Kolom(TEKS, "anggaran: sumber dana seperti tercetak, misalnya DAU", kosong=True),
        "tanggal": Kolom(TANGGAL, "tanggal naskah", kosong=True), **_asal(),
    }),
    "narasi": Berkas("fakta naratif, satu fakta sebaris", ("jenis", "jabatan", "rujukan", "periode", "urutan"), {
        "jenis": Kolom(TEKS, "jenis", pilihan=(
            "tugas", "fungsi", "permasalahan", "faktor", "hambatan", "upaya", "keterangan", "tembusan", "rencana", "disposisi", "kendala", "solusi", "tindak-lanjut", "nomor-naskah",
        )),
        "jabatan": Kolom(TEKS, "jabatan pemilik laporan atau tugas"), "rujukan": Kolom(TEKS, "yang diterangkan", kosong=True),
        "periode": Kolom(PERIODE, "masa berlaku"), "urutan": Kolom(BULAT, "urutan"), "teks": Kolom(TEKS, "isi"), **_asal(),
    }),
    "dokumentasi": Berkas("catatan kegiatan", ("jabatan", "tanggal", "urutan"), {
        "jabatan": Kolom(TEKS, "jabatan"), "tanggal": Kolom(HARI_ATAU_PERIODE, "tanggal kegiatan"), "urutan": Kolom(BULAT, "urutan dalam bulan"),
        "kegiatan": Kolom(TEKS, "uraian"), "tempat_kegiatan": Kolom(TEKS, "lokasi", kosong=True),
        "foto": Kolom(TEKS, "nama berkas foto; kosong = foto tidak tersedia", kosong=True), **_asal(),
    }),
    "jawaban": Berkas("jawaban atas temuan pemeriksaan", ("periode", "kelompok", "alamat", "tercetak"), {
        "periode": Kolom(PERIODE, "triwulan dokumen yang diperiksa"), "kelompok": Kolom(TEKS, "kelompok temuan yang dijawab"),
        "alamat": Kolom(TEKS, "alamat angka atau tulisan yang dijawab"),
        "tercetak": Kolom(TEKS, "angka atau tulisan tercetak yang dijawab; jawaban berlaku selama tercetaknya tetap ini", kosong=True),
        "keputusan": Kolom(TEKS, "keputusan", pilihan=("diterima", "dijelaskan", "dikoreksi")),
        "keterangan": Kolom(TEKS, "penjelasan, atau di mana koreksinya", kosong=True),
        "oleh": Kolom(TEKS, "nama yang menjawab"), "tanggal": Kolom(TANGGAL, "tanggal jawaban"),
    }, wajib=False),  # only an audit reads it: the archive of other reports has none
    "pilihan": Berkas("nilai sumber yang tidak dipakai, dan alasannya", ("berkas", "baris", "kolom", "dokumen", "tempat"), {
        "berkas": Kolom(TEKS, "berkas data yang memuat nilai terpakai"), "baris": Kolom(TEKS, "kunci barisnya"),
        "kolom": Kolom(TEKS, "kolomnya"), "nilai_lain": Kolom(TEKS, "nilai lain seperti tercetak"),
        "alasan": Kolom(TEKS, "mengapa nilai lain tidak dipakai"), **_asal(),
    }),
}


#: Documents as filed, in `terbit/<periode>/`: which tables there are, and the texts that an audit checks.
TERBIT: dict[str, Berkas] = {
    "daftar": Berkas("tabel-tabel dokumen yang diterbitkan", ("laporan", "tabel"), {
        "laporan": Kolom(TEKS, "nama laporan"), "tabel": Kolom(TEKS, "nama tabel dalam alamat"), "formulir": Kolom(TEKS, "kode formulir"),
        "lingkup": Kolom(TEKS, "lingkup angka"), "format": Kolom(TEKS, "cara dokumen menulis angka", pilihan=("lkj", "lra", "renja")),
        "judul": Kolom(TEKS, "judul tabel seperti tercetak", kosong=True), **_asal(),
    }),
    "teks": Berkas("tulisan dokumen yang diterbitkan yang ikut diperiksa", ("laporan", "urutan"), {
        "laporan": Kolom(TEKS, "nama laporan"), "urutan": Kolom(BULAT, "urutan dalam dokumen"),
        "jenis": Kolom(TEKS, "yang diperiksa", pilihan=(
            "triwulan", "tahun", "tanggal", "nama", "nip", "jabatan-tercetak", "jabatan-laporan", "unit", "klaim", "klaim-predikat", "daftar-isi",
        )),
        "rujukan": Kolom(TEKS, "jabatan, alamat sel, atau laporan/pk/lra yang dimaksud", kosong=True),
        "nilai": Kolom(TEKS, "bagian yang diperiksa, persis seperti tercetak"), "teks": Kolom(TEKS, "kalimat atau barisnya, persis seperti tercetak"), **_asal(),
    }),
}

#: A closed quarter, in `tutup/<periode>/`: who closed it on what, the cells its figures come from as they stood, what was declared since.
TUTUP: dict[str, Berkas] = {
    "penutupan": Berkas("penutupan triwulan", ("periode",), {
        "periode": Kolom(PERIODE, "triwulan yang ditutup"), "tanggal": Kolom(TANGGAL, "tanggal penutupan"), "oleh": Kolom(TEKS, "nama yang menutup"),
        "aturan": Kolom(TEKS, "nama aturan yang dipakai"), "pustaka": Kolom(TEKS, "SHA-256 pustaka triwulan yang menyusun"),
        "buku_angka": Kolom(TEKS, "SHA-256 angka.csv triwulan itu"), "beku": Kolom(TEKS, "SHA-256 beku.csv"),
    }),
    "beku": Berkas("sel yang menentukan angka, seperti ketika ditutup", ("berkas", "baris", "kolom"), {
        "berkas": Kolom(TEKS, "berkas data; jalur berkas aturan; kumulatif: angka sampai dengan triwulan itu"),
        "baris": Kolom(TEKS, "kunci barisnya", kosong=True), "kolom": Kolom(TEKS, "kolomnya"), "nilai": Kolom(TEKS, "isinya"),
    }),
    "pernyataan": Berkas("perubahan sesudah ditutup yang dinyatakan sebabnya", ("berkas", "baris", "kolom", "baru"), {
        "berkas": Kolom(TEKS, "seperti di beku.csv"), "baris": Kolom(TEKS, "kunci barisnya", kosong=True), "kolom": Kolom(TEKS, "kolomnya"),
        "lama": Kolom(TEKS, "isinya ketika ditutup; kosong: belum ada", kosong=True), "baru": Kolom(TEKS, "isinya sekarang; kosong: tidak ada lagi", kosong=True),
        "alasan": Kolom(TEKS, "sebabnya"), "oleh": Kolom(TEKS, "nama yang menyatakan"), "tanggal": Kolom(TANGGAL, "tanggal pernyataan"),
    }),
}


def harapan(kolom: Kolom) -> str:
    return f"pilih salah satu: {', '.join(kolom.pilihan)}" if kolom.pilihan else kolom.jenis.harapan


@cache
def frame_schema(berkas: Berkas) -> pa.DataFrameSchema:
    """The pandera schema of a file read as text: missing and unknown columns, every cell, the key."""
    def column(k: Kolom) -> pa.Column:
        checks = [pa.Check(lambda t, k=k: (t == "" and k.kosong) or (k.jenis.uji(t) and (not k.pilihan or t in k.pilihan)),
                           element_wise=True, error=harapan(k))]
        if not k.kosong:
            checks.insert(0, pa.Check(lambda t: t != "", element_wise=True, error="wajib diisi"))
        return pa.Column(str, checks, nullable=False)

    return pa.DataFrameSchema({name: column(k) for name, k in berkas.kolom.items()}, strict=True)
