"""What the operating system refuses, in words for the person who must mend it. Every wing prints such errors, so it stands outside them."""

from __future__ import annotations

import errno

_PENUH = "ruang disk habis; hapus atau pindahkan berkas lain dari disk itu"
_IZIN = "tidak diizinkan; periksa izin berkas dan foldernya"
#: errno → what happened; what to do. By name, for a system lacks some of them.
SEBAB = {
    "ENOSPC": _PENUH,
    "EDQUOT": "jatah ruang disk akun ini habis; hapus berkas lain milik akun ini, atau minta jatah lebih besar",
    "EFBIG": "berkas terlalu besar untuk disk itu; pakai disk atau folder lain",
    "EROFS": "disk hanya dapat dibaca; pakai disk atau folder lain, atau minta pengelola komputer membukanya untuk ditulisi",
    "EACCES": _IZIN,
    "EPERM": _IZIN,
    "ENOENT": "berkas atau folder tidak ada; periksa namanya, dan apakah ada yang memindahkannya",
    "ENOTDIR": "bagian dari jalurnya adalah berkas, bukan folder; periksa jalurnya, atau pindahkan berkas itu",
    "EISDIR": "itu folder, bukan berkas; periksa namanya, atau pindahkan folder itu",
    "EEXIST": "sudah ada yang bernama sama; pindahkan atau ganti namanya",
    "ENOTEMPTY": "folder itu masih berisi; pindahkan isinya",
    "EBUSY": "sedang dipakai program lain; tutup program itu",
    "ETXTBSY": "sedang dipakai program lain; tutup program itu",
    "EMFILE": "terlalu banyak berkas terbuka; tutup program lain, atau naikkan batasnya (ulimit -n)",
    "ENFILE": "terlalu banyak berkas terbuka di komputer ini; tutup program lain",
    "ENAMETOOLONG": "nama atau jalurnya terlalu panjang; pakai nama atau folder yang lebih pendek",
    "ELOOP": "tautannya berputar; hapus tautan itu dan taruh berkasnya sendiri",
    "EIO": "disk gagal dibaca atau ditulis, mungkin rusak; salin data ke disk lain dan periksa disknya",
    "ENODEV": "disk atau perangkatnya tidak tersambung; sambungkan lagi",
    "ENXIO": "disk atau perangkatnya tidak tersambung; sambungkan lagi",
    "ESTALE": "folder jaringannya terputus; sambungkan lagi",
    "EHOSTDOWN": "folder jaringannya tidak terjangkau; periksa jaringan",
    "ENOMEM": "memori komputer habis; tutup program lain",
    "EXDEV": "dua tempatnya ada di disk yang berbeda; pakai folder di disk yang sama",
    "EINVAL": "nama atau isinya tidak diterima disk itu; pakai nama tanpa tanda khusus, atau folder lain",
}


def sebab(error: OSError) -> str:
    """`ruang disk habis; hapus …`: what happened and what to do, without a full stop; of an unknown error the system's own word."""
    return SEBAB.get(errno.errorcode.get(error.errno or 0, ""), "") or error.strerror or str(error) or type(error).__name__
