"""The text that lies on top of an archive: what it is, what is in it, how anybody checks it."""

from __future__ import annotations

from collections.abc import Mapping

from triwulan.press.himpun import CATATAN, Kumpulan

BELUM = "belum ditetapkan"


def teks(kumpulan: Kumpulan, nama: str, naskah: Mapping[str, str], penanda: tuple[Mapping[str, str], ...], manifest: str, tagmanifest: str, ganti: Mapping | None) -> str:
    """BACA-SAYA.txt of the archive `nama`. `naskah`: letter number by report, `klasifikasi` and `retensi`, where they are set; `penanda`:
    who signs; `ganti`: the version it replaces (`berkas`, `sha256`), if any."""
    judul = "\n".join(f"  - {j}{f' (nomor {n})' if (n := naskah.get(laporan)) else ''}" for laporan, j in zip(kumpulan.laporan, kumpulan.judul))
    oleh = ", ".join(dict.fromkeys(o for c in kumpulan.catatan.values() if isinstance(o := c.get("oleh"), str) and o)) or "tidak tercatat"
    orang = "\n".join("  - " + ", ".join(filter(None, (f"{p['jabatan']}: {p['nama']}", p["nip"]))) for p in penanda) or "  (laporan di dalamnya tidak memuat tempat tanda tangan)"
    draf = f"\nMASIH DRAF, karena datanya belum lengkap: {', '.join(kumpulan.draf)}.\n" if kumpulan.draf else ""
    versi = f"\nVersi ini menggantikan {ganti['berkas']}\n(SHA-256 {ganti['sha256']}).\nApa yang berubah tercatat di data/perubahan.json.\n" if ganti else ""
    return f"""ARSIP BUKTI LAPORAN KINERJA TRIWULANAN
{kumpulan.nama_unit}, laporan bertanggal {kumpulan.tanggal}
{draf}{versi}
Arsip ini memuat bukti dari:
{judul}

Klasifikasi arsip : {naskah.get("klasifikasi", BELUM)}
Retensi           : {naskah.get("retensi", BELUM)}
Disusun oleh      : {oleh}
Ditandatangani oleh
{orang}
Hasil pindai laporan yang sudah ditandatangani, bila ada, tersimpan di sebelah arsip ini: {nama}-pindaian-1.zip dan
seterusnya; masing-masing menyebut arsip yang dimaksud beserta sidiknya.

Isinya
  data/laporan/             laporan jadi: notebook terlaksana (.ipynb), HTML, PDF, Word, Excel; angka.csv (setiap angka dengan
                            rumus dan sumbernya); temuan.json (temuan pemeriksaan, bila disusun); {CATATAN}
                            (kapan, oleh siapa, di mana dan dengan apa laporan disusun)
  data/proyek/              masukannya, dengan jalur seperti dalam proyek: params/, data/, notebooks/, aturan, requirements*.lock
  data/pustaka/             pustaka triwulan yang menyusunnya, sebagai wheel Python
  data/ro-crate-metadata.json   uraian semua berkas dan penyusunannya (RO-Crate), untuk dibaca program arsip
  bag-info.txt              unit, isi dan nomor versi arsip
  {manifest}       sidik SHA-512 setiap berkas di data/
  {tagmanifest}    sidik SHA-512 berkas-berkas di luar data/

Memeriksa keutuhannya (cukup salah satu)
  1. Dengan perintah sistem, di dalam folder {nama}
     (di macOS: shasum -a 512 -c):
       sha512sum -c {manifest}
       sha512sum -c {tagmanifest}
     (berkas yang ditambahkan tidak terlihat dengan cara ini)
  2. Dengan bagit.py, dari folder yang memuat folder {nama}:
       bagit.py --validate {nama}
  3. Dengan triwulan, langsung pada berkas zip atau pada foldernya; diperiksa juga apakah notebook, PDF, buku angka dan
     temuan di dalamnya saling sesuai. Tidak ada isi arsip yang dijalankan:
       triwulan verifikasi {nama}.zip

Menyusunnya kembali dari masukannya sendiri, tanpa jaringan, lalu membandingkan setiap bita
  Ini menjalankan program di dalam arsip, jadi hanya untuk arsip yang asalnya dipercaya:
       triwulan verifikasi --ulang {nama}.zip

Arsip ini berformat BagIt 1.0 (RFC 8493). Jangan mengubah, menambah atau menghapus berkas di dalamnya; laporan yang
disusun ulang diarsipkan sebagai versi baru di sebelahnya. Sidik di dalam arsip menunjukkan kerusakan dan perubahan, tetapi
yang sengaja memalsukan dapat menulis ulang sidiknya juga: catat sidik berkas zip (sha256sum) di tempat lain.
"""
