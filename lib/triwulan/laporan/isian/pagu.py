"""The sheet Pagu: budgets of a year that has none yet, asked for beside last year's; rows for accounts that are new."""

from __future__ import annotations

from collections.abc import Iterator

from triwulan.laporan.isian import uang
from triwulan.laporan.isian.model import Alamat, Bahan, Baris, Kolom, Lembar, Sel, acu, angka
from triwulan.office.penanggung import keuangan

NAMA = "Pagu"
#: Rows for accounts that last year did not have, in each scope.
CADANGAN = 6
INGAT = "Pagu murni tahun ini menurut DPA, dalam rupiah. Kosong berarti rekening ini tidak dianggarkan lagi."


def lembar(b: Bahan) -> Lembar | None:
    """The scopes that have no budget of the year; None when every one has."""
    baris = [r for lk in uang.lingkup(b) if not uang.berpagu(b, lk) for r in _lingkup(b, lk)]
    if not baris:
        return None
    tahun = b.parameter.tahun
    return Lembar(NAMA, f"Pagu {tahun}", (
        f"Pagu tidak disalin dari {tahun - 1} karena ditetapkan setiap tahun. Isi sel kuning dari DPA {tahun}; yang tidak dianggarkan lagi dikosongkan.",
        "Rekening baru ditulis di baris kosong paling bawah setiap lingkup. Sesudah diimpor, ekspor buku isian sekali lagi untuk mengisi realisasinya.",
    ), (
        Kolom("kode", "Kode", 21), Kolom("nama", "Uraian", 60), Kolom("rekening", "Rekening", 21), Kolom("lalu", f"Pagu akhir {tahun - 1}", 19, "rupiah"),
        Kolom("murni", f"Pagu murni {tahun}", 19, "rupiah"), Kolom("selisih", "Naik (turun)", 19, "rupiah"), Kolom("terisi", "Terisi", 6, "bantu"),
    ), tuple(baris))


def _lingkup(b: Bahan, lingkup: str) -> Iterator[Baris]:
    lama, tahun = uang.lama(b, lingkup), str(b.parameter.tahun)
    semua = uang.milik(b, sorted(lama))
    if not semua:
        return
    baru = [f"{lingkup}|baru|{n}" for n in range(1, CADANGAN + 1)]
    hitung, anak = ("lalu", "murni", "selisih"), [f"{lingkup}|{a}" for a in uang.puncak(semua)]
    yield Baris(f"{lingkup}|jumlah", {"kode": Sel(b.data.nama(lingkup))} | {k: _jumlah(k, anak + (baru if k == "murni" else [])) for k in hitung}, "jumlah")
    for tingkat, kode, akun, anak in uang.pohon(semua):
        id_, nama = f"{lingkup}|{kode}|{akun}", b.data.nama(akun or kode)
        jabatan = keuangan(b.data, b.parameter.tahun, kode)
        if (kode, akun) not in lama:
            yield Baris(id_, {"kode": Sel(kode), "nama": Sel(nama)} | {k: _jumlah(k, [f"{lingkup}|{a}" for a in anak]) for k in hitung}, "judul", tingkat)
            continue
        yield Baris(id_, {
            "kode": Sel(kode), "nama": Sel(nama), "rekening": Sel(akun), "lalu": Sel(angka(lama[kode, akun].nilai)),
            "murni": Sel("", Alamat("pagu", (kode, akun, lingkup, tahun, "murni", ""), "nilai"), satuan="Rp", ingat=INGAT),
            "selisih": Sel(rumus='=IF(ISNUMBER([[murni]]),[[murni]]-[[lalu]],"")'), "terisi": Sel(rumus="=IF(ISNUMBER([[murni]]),1,0)"),
        }, tingkat=tingkat, jabatan=jabatan)
    yield from (_baru(id_, lingkup, tahun) for id_ in baru)


def _baru(id_: str, lingkup: str, tahun: str) -> Baris:
    def sel(kolom: str, ingat: str, satuan: str = "") -> Sel:
        return Sel("", Alamat("pagu", None, kolom), satuan=satuan, ingat=ingat)

    return Baris(id_, {
        "kode": sel("kode", "Kode sub kegiatan, misalnya 7.01.01.2.06.0004."), "nama": sel("uraian", "Nama rekening, bila rekening ini belum dikenal."),
        "rekening": sel("akun", "Kode rekening sampai rincian, misalnya 5.1.02.01.01.0024; kosong bila hanya jumlah sub kegiatan yang diketahui."),
        "murni": sel("nilai", INGAT, "Rp"),
    }, rekaman={"lingkup": lingkup, "periode": tahun, "tahap": "murni", "berlaku": ""})


def _jumlah(kolom: str, anak: list[str]) -> Sel:
    return Sel(rumus=f"=SUM({acu(*(f'{a}/{kolom}' for a in anak))})")
