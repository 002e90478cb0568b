"""A monthly realisation export (Laporan Realisasi Anggaran by kode rekening) read into the spending and budget rows of a unit."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

from triwulan.laporan.masuk.lra import berkas, bulan, hilang, kenal, kepala, pagu, pohon, tabel
from triwulan.laporan.masuk.lra.rekening import Rekening, rinci, sebut
from triwulan.laporan.masuk.lra.tabel import Baris, Tabel
from triwulan.laporan.masuk.lra.tulis import ribuan, rupiah
from triwulan.laporan.masuk.masukan import Masukan, Petunjuk
from triwulan.laporan.masuk.simpan import Sumber
from triwulan.laporan.masuk.usul import Usul
from triwulan.office import anggaran, paket, periode
from triwulan.office.data import Data, muat_sendiri
from triwulan.office.masalah import Masalah, MasukanSalah
from triwulan.office.periode import Periode

#: Of problems of one kind so many are named one by one.
BATAS = 12


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

    nama = dict(zip(data["nomenklatur"]["kode"], data["nomenklatur"]["uraian"]))
    k = kenal.kenali(t, nama, bool(hari) or pagu.belum_ada(data, lingkup, waktu.tahun))
    daun = [b for b in k.baris if rinci(b.kode) and b.kode[1].startswith(anggaran.AKUN_BELANJA)]
    if k.baris and not any(b.kode[0].count(".") == 5 for b in k.baris):
        raise MasukanSalah([*t.masalah, Masalah(path.name, "ekspor ini tidak memuat kode sub kegiatan; belanja dicatat per sub kegiatan dan rekening: ekspor LRA yang merinci keduanya")])
    susunan = pohon.susun(k.baris)
    masalah = [*t.masalah, *k.masalah, *hilang.periksa(path.name, t, susunan, _absen(data, lingkup, waktu, daun))]
    usul_pagu, salah_pagu = pagu.bandingkan(data, daun, t.kolom, waktu, lingkup, hari, sumber.dokumen)
    bulanan = bulan.bandingkan(data, [*daun, *_belum_berlaku(data, lingkup, waktu, daun, path.name)], waktu, lingkup, sumber.dokumen)
    # What is wrong with a cell already is not wrong with it a second time.
    sudah = {m.berkas for m in masalah}
    masalah += [m for semua_ in (salah_pagu, bulanan.masalah) for m in _ringkas([m for m in semua_ if m.berkas not in sudah])]
    if masalah:
        raise MasukanSalah(list(dict.fromkeys(masalah)))
    usul = [*_nama_baru(k.baru, sumber.dokumen), *usul_pagu, *bulanan.usul]
    return Masukan(p, tuple(usul), (sumber,), tuple(_kalimat(path.name, t, k, daun, waktu, data, usul_pagu, bulanan, hari)))


def _absen(data: Data, lingkup: str, waktu: Periode, daun: Sequence[Baris]) -> dict[Rekening, tuple[Fraction, str]]:
    """Accounts with a budget that the export does not have."""
    ada = {b.kode for b in daun}
    return {r: (a.nilai, data.nama(r[1])) for r, a in anggaran.pagu(data, lingkup, waktu, "perubahan").items() if r[1].startswith(anggaran.AKUN_BELANJA) and r not in ada}


def _belum_berlaku(data: Data, lingkup: str, waktu: Periode, daun: Sequence[Baris], nama: str) -> list[Baris]:
    """Accounts that only a later change of the budget has: not in the export yet, so nothing was spent on them."""
    kini, ada = anggaran.pagu(data, lingkup, waktu, "perubahan"), {b.kode for b in daun}
    setahun = anggaran.pagu(data, lingkup, Periode(waktu.tahun, 12, 12), "perubahan")
    nol = {key: Fraction(0) for key in ("5a", "5b")}
    return [Baris(r, "", data.nama(r[1]), nama, nol, {}, dict.fromkeys(nol, f"{nama} (tidak ada di dalamnya)")) for r in setahun if r[1] and r not in kini and r not in ada]


def _sumber(akar: Path, unit: str, path: Path, waktu: Periode, data: Data) -> Sumber:
    """The file as a source, under a name that no other paper of the office has."""
    isi = path.read_bytes()
    sidik = hashlib.sha256(isi).hexdigest()
    nama = f"lra-{waktu.tahun}-{waktu.awal:02}"
    lama = json.loads((akar / "data" / unit / paket.NAMA).read_text("utf-8"))["sources"]
    if any(s["name"] == nama and s.get("hash") != f"sha256:{sidik}" for s in lama):
        nama += f"-{sidik[:8]}"
    return Sumber(path.name, isi, nama, f"Laporan Realisasi Anggaran menurut kode rekening {periode.sebut(waktu)}, {data.nama('unit')} (berkas {path.name})")


def _ringkas(masalah: Sequence[Masalah]) -> list[Masalah]:
    """Problems of one kind, the first ones and how many more."""
    lebih = len(masalah) - BATAS
    return [*masalah[:BATAS], *([Masalah(masalah[0].berkas.rsplit(" ", 1)[0].split(" baris")[0], f"dan {lebih} rekening lain dengan hal yang sama; bila hampir semua berbeda, berkas ini barangkali LRA bulan, tahun atau kantor lain")] if lebih > 0 else [])]


def _nama_baru(baru: dict[str, Baris], dokumen: str) -> list[Usul]:
    return [
        Usul("nomenklatur", (kode,), dokumen, {"jenis": "akun", "uraian": b.uraian}, {"": b.tempat})
        for kode, b in sorted(baru.items())
    ]


def _kalimat(nama: str, t: Tabel, k: kenal.Dikenal, daun: Sequence[Baris], waktu: Periode, data: Data, usul_pagu: Sequence[Usul], bulanan: bulan.Bulanan, hari: str) -> list[str]:
    """What was seen, for whoever imports."""
    total = {key: sum((b.rp(key) for b in daun), Fraction(0)) for key in ("4", "5b", "5c")}
    persen = f" ({ribuan(Fraction(round(total['5c'] / total['4'] * 10000), 100))} %)" if total["4"] else ""
    hasil = [
        f"{nama}: LRA {periode.sebut(waktu)}, {data.nama('unit')}: {len(k.baris) + len(t.jumlah) + len(t.bagian)} baris, {len(daun)} rekening, semuanya menjumlah.",
        f"Realisasi {periode.sebut(waktu)} {rupiah(total['5b'])}; sampai dengan {periode.sebut(waktu)} {rupiah(total['5c'])} dari anggaran {rupiah(total['4'])}{persen}.",
    ]
    lebih = [b for b in daun if b.rp("5c") > b.rp("4")]
    if lebih:
        hasil.append(f"{len(lebih)} rekening melampaui pagu: " + "; ".join(f"{sebut(b.kode)} {b.uraian}, realisasi {rupiah(b.rp('5c'))} dari {rupiah(b.rp('4'))}" for b in lebih) + ".")
    if k.dibetulkan:
        hasil.append(f"{len(k.dibetulkan)} kode tercetak dengan segmen ganda atau tanpa nol dibaca sebagai kode yang benar, terbukti dari nama dan jumlahnya: " + "; ".join(f"{b.tertulis} → {sebut(r)}" for b, r in k.dibetulkan[:BATAS]) + ".")
    if k.baru:
        hasil.append(f"{len(k.baru)} rekening baru, namanya ditambahkan ke nomenklatur.csv: " + "; ".join(f"{kode} {b.uraian}" for kode, b in sorted(k.baru.items())[:BATAS]) + ". Periksa ejaannya.")
    hasil += bulan.kalimat(bulanan)
    if t.kosong:
        hasil.append(f"{t.kosong} sel angka kosong dibaca 0; jumlahnya cocok.")
    banyak = {tahap: sum(u.kunci[4] == tahap for u in usul_pagu) for tahap in ("murni", "perubahan")}
    if banyak["murni"]:
        hasil.append(f"Pagu murni {waktu.tahun} {banyak['murni']} rekening diambil dari kolom anggaran LRA ini, karena belum ada di pagu.csv; cocokkan dengan DPA.")
    if banyak["perubahan"]:
        hasil.append(f"Pagu perubahan {banyak['perubahan']} rekening berlaku {hari}.")
    elif hari:
        hasil.append("Anggaran setelah perubahan sudah sama dengan pagu.csv; --pagu-berlaku tidak dipakai.")
    lain = [b for b in k.baris if b.kode[1][:1] in ("4", "6") and rinci(b.kode)]
    if lain:
        hasil.append(f"{len(lain)} rekening pendapatan atau pembiayaan diperiksa jumlahnya, tetapi tidak disimpan: data kinerja hanya memuat belanja.")
    return hasil
