"""The sheet Kegiatan: activities of the quarter with their dates, places and photos; rows to add."""

from __future__ import annotations

from triwulan.laporan.isian.model import Alamat, Bahan, Baris, Kolom, Lembar, Sel
from triwulan.laporan.status import nama_jabatan
from triwulan.office import periode
from triwulan.office.penanggung import perjanjian

NAMA = "Kegiatan"
CADANGAN = 4
KUNCI = ("jabatan", "tanggal", "urutan")
INGAT = {
    "tanggal": "Tanggal kegiatan, dalam triwulan ini.", "kegiatan": "Apa yang dilakukan, siapa yang hadir.", "tempat_kegiatan": "Tempat kegiatan.",
    "foto": "Nama berkas foto di folder foto data kantor, misalnya loket-mei.jpg; kosong bila tidak ada.",
}


def lembar(b: Bahan) -> Lembar | None:
    """Post by post what is recorded of the quarter, and empty rows; None for a post that reports nothing."""
    nama, p = nama_jabatan(b.data, b.parameter), b.parameter
    rows, baris = b.data["dokumentasi"], []
    pelapor = perjanjian(b.data, p.tahun).query("jenis == 'naskah'")["jabatan"]
    for jabatan in (j for j in dict.fromkeys([*pelapor, *rows["jabatan"]]) if b.milik(j)):
        ada = [r for r in rows[rows["jabatan"] == jabatan].itertuples() if p.periode.memuat(saat(r.tanggal))]
        if not ada and jabatan not in set(pelapor):
            continue
        baris.append(Baris(f"jabatan|{jabatan}", {"jabatan": Sel(nama[jabatan])}, "judul"))
        for r in ada:
            kunci = (r.jabatan, r.tanggal, str(r.urutan))
            baris.append(_baris(f"d|{'|'.join(kunci)}", nama[jabatan], jabatan, kunci, {k: getattr(r, k) for k in INGAT}))
        baris += [_baris(f"d|{jabatan}|baru|{n}", nama[jabatan], jabatan, None, {}) for n in range(1, CADANGAN + 1)]
    return Lembar(NAMA, f"Kegiatan {periode.sebut(p.periode)}", (
        "Satu kegiatan satu baris. Foto disalin sendiri ke folder foto data kantor; di sini cukup nama berkasnya, sama huruf besar dan kecilnya.",
        "Mengosongkan sebaris menghapus kegiatan itu dari data.",
    ), (
        Kolom("jabatan", "Jabatan", 36), Kolom("tanggal", "Tanggal", 15, "tanggal"), Kolom("kegiatan", "Kegiatan", 90), Kolom("tempat_kegiatan", "Tempat", 36), Kolom("foto", "Foto", 26),
    ), tuple(baris)) if baris else None


def saat(teks: str) -> periode.Periode:
    """The month of a date, or the period that stands in its place."""
    return periode.baca(teks[:7] if len(teks) == 10 else teks)


def _baris(id_: str, nama: str, jabatan: str, kunci: tuple[str, ...] | None, isi: dict[str, str]) -> Baris:
    sel = {k: Sel(isi.get(k, ""), Alamat("dokumentasi", kunci, k), bentuk="tanggal" if k == "tanggal" else "", ingat=INGAT[k]) for k in INGAT}
    return Baris(id_, {"jabatan": Sel(nama)} | sel, jabatan=jabatan, rekaman={"jabatan": jabatan})
