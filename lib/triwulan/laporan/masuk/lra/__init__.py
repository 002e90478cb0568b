"""A monthly realisation export (Laporan Realisasi Anggaran by kode rekening) read into the spending and budget rows of a unit."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

from triwulan.laporan.masuk.lra import berkas, bulan, kepala, lingkup_lain, pagu, sebab, tabel
from triwulan.laporan.masuk.lra.periksa import BATAS, Diperiksa, Konteks, periksa
from triwulan.laporan.masuk.lra.rekening import rinci, sebut
from triwulan.laporan.masuk.lra.tabel import Baris, Tabel
from triwulan.laporan.masuk.lra.tulis import ribuan, rupiah
from triwulan.laporan.masuk.masukan import Masukan, Petunjuk
from triwulan.laporan.masuk.simpan import Sumber
from triwulan.laporan.masuk.usul import Usul
from triwulan.office import paket, periode
from triwulan.office.data import Data, muat_sendiri
from triwulan.office.masalah import Masalah, MasukanSalah
from triwulan.office.periode import Periode


def baca(akar: Path, semua: Sequence[Path], petunjuk: Petunjuk) -> Masukan:
    """What an export would put into the data. Raises MasukanSalah with everything that does not add up in it, or contradicts
    the data or what was asked."""
    if len(semua) != 1:
        raise MasukanSalah([Masalah(p.name, "impor satu ekspor LRA sekali jalan: satu bulan, satu berkas") for p in semua])
    path = semua[0]
    t = tabel.baca(path.name, berkas.muat(path))
    if not t.kolom or not t.semua:
        raise MasukanSalah(t.masalah)
    try:
        p, waktu = kepala.parameter(akar, path.name, t.judul, petunjuk.params, petunjuk.bulan)
    except MasukanSalah as salah:
        raise MasukanSalah([*salah.masalah, *t.masalah]) from None
    hari = pagu.berlaku(petunjuk.pagu_berlaku, waktu)
    data = muat_sendiri(akar, p.unit)
    lingkup = pagu.lingkup(data, path.name)
    sumber = _sumber(akar, p.unit, path, waktu, data)

    x = Konteks(path.name, data, lingkup, hari, sumber.dokumen)
    hasil = periksa(x, t, waktu)
    if hasil.masalah:
        raise MasukanSalah(sebab.cari(x, t, waktu, hasil))
    usul = [*_nama_baru(hasil.dikenal.baru, sumber.dokumen), *hasil.usul_pagu, *hasil.bulanan.usul]
    kalimat = [*_kalimat(x, t, hasil, waktu), *lingkup_lain.kalimat(data, p, lingkup, hari)]
    return Masukan(p, tuple(usul), (sumber,), tuple(kalimat), tuple(hasil.perhatian), frozenset(f"{sebut(b.kode)} {lingkup}" for b in _lebih(hasil.daun)))


def _sumber(akar: Path, unit: str, path: Path, waktu: Periode, data: Data) -> Sumber:
    """The file as a source, under a name that no other paper of the office has."""
    isi = path.read_bytes()
    sidik = hashlib.sha256(isi).hexdigest()
    nama = f"lra-{waktu.tahun}-{waktu.awal:02}"
    lama = json.loads((akar / "data" / unit / paket.NAMA).read_text("utf-8"))["sources"]
    if any(s["name"] == nama and s.get("hash") != f"sha256:{sidik}" for s in lama):
        nama += f"-{sidik[:8]}"
    return Sumber(path.name, isi, nama, f"Laporan Realisasi Anggaran menurut kode rekening {periode.sebut(waktu)}, {data.nama('unit')} (berkas {path.name})")


def _nama_baru(baru: dict[str, Baris], dokumen: str) -> list[Usul]:
    return [
        Usul("nomenklatur", (kode,), dokumen, {"jenis": "akun", "uraian": b.uraian}, {"": b.tempat})
        for kode, b in sorted(baru.items())
    ]


def _lebih(daun: Sequence[Baris]) -> list[Baris]:
    """The accounts that are overspent."""
    return [b for b in daun if b.rp("5c") > b.rp("4")]


def _kalimat(x: Konteks, t: Tabel, hasil_: Diperiksa, waktu: Periode) -> list[str]:
    """What was seen, for whoever imports."""
    k, daun = hasil_.dikenal, hasil_.daun
    total = {key: sum((b.rp(key) for b in daun), Fraction(0)) for key in ("4", "5b", "5c")}
    persen = f" ({ribuan(Fraction(round(total['5c'] / total['4'] * 10000), 100))} %)" if total["4"] else ""
    hasil = [
        f"{x.berkas}: LRA {periode.sebut(waktu)}, {x.data.nama('unit')}: {len(k.baris) + len(t.jumlah) + len(t.bagian)} baris, {len(daun)} rekening, semuanya menjumlah.",
        f"Realisasi {periode.sebut(waktu)} {rupiah(total['5b'])}; sampai dengan {periode.sebut(waktu)} {rupiah(total['5c'])} dari anggaran {rupiah(total['4'])}{persen}.",
    ]
    if lebih := _lebih(daun):
        hasil.append(f"{len(lebih)} rekening melampaui pagu: " + "; ".join(f"{sebut(b.kode)} {b.uraian}, realisasi {rupiah(b.rp('5c'))} dari {rupiah(b.rp('4'))}" for b in lebih) + ".")
    if k.dibetulkan:
        hasil.append(f"{len(k.dibetulkan)} kode tercetak dengan segmen ganda atau tanpa nol dibaca sebagai kode yang benar, terbukti dari nama dan jumlahnya: " + "; ".join(f"{b.tertulis} → {sebut(r)}" for b, r in k.dibetulkan[:BATAS]) + ".")
    if k.baru:
        hasil.append(f"{len(k.baru)} rekening baru, namanya ditambahkan ke nomenklatur.csv: " + "; ".join(f"{kode} {b.uraian}" for kode, b in sorted(k.baru.items())[:BATAS]) + ". Periksa ejaannya.")
    hasil += bulan.kalimat(hasil_.bulanan)
    if t.kosong:
        hasil.append(f"{t.kosong} sel angka kosong dibaca 0; jumlahnya cocok.")
    banyak = {tahap: sum(u.kunci[4] == tahap for u in hasil_.usul_pagu) for tahap in ("murni", "perubahan")}
    if banyak["murni"]:
        hasil.append(f"Pagu murni {waktu.tahun} {banyak['murni']} rekening diambil dari kolom anggaran LRA ini, karena belum ada di pagu.csv; cocokkan dengan DPA.")
    if banyak["perubahan"]:
        hasil.append(f"Pagu perubahan {banyak['perubahan']} rekening berlaku {x.hari}.")
    elif x.hari:
        hasil.append("Anggaran setelah perubahan sudah sama dengan pagu.csv; --pagu-berlaku tidak dipakai.")
    lain = [b for b in k.baris if b.kode[1][:1] in ("4", "6") and rinci(b.kode)]
    if lain:
        hasil.append(f"{len(lain)} rekening pendapatan atau pembiayaan diperiksa jumlahnya, tetapi tidak disimpan: data kinerja hanya memuat belanja.")
    return hasil
