"""The sheet Pagu: budgets of a year that has none yet, changed budgets of one that has, and rows for accounts that are new."""

from __future__ import annotations

from collections.abc import Iterator

from triwulan.laporan.isian import uang
from triwulan.laporan.isian.model import Alamat, Bahan, Baris, Kolom, Lembar, Sel, acu, angka
from triwulan.office.penanggung import keuangan

NAMA = "Pagu"
#: Rows for accounts that are new, in each scope.
CADANGAN = 5
#: In the place of a date that stands in a cell of its own: when the change was decided.
BERLAKU = "?"
INGAT = {
    "murni": "Pagu murni tahun ini menurut DPA, dalam rupiah. Kosong berarti tidak dianggarkan lagi.",
    "perubahan": "Pagu sesudah perubahan menurut DPPA, dalam rupiah. Kosong berarti tidak berubah.",
}


def lembar(b: Bahan) -> Lembar | None:
    """Every scope: its budgets to be entered while the year has none, else what a change may have made of them."""
    tahun = b.parameter.tahun
    isi = [r for lk in uang.lingkup(b) for r in _lingkup(b, lk)]
    if not isi:
        return None
    baru = not all(uang.berpagu(b, lk) for lk in uang.lingkup(b))
    tanggal = Baris("berlaku", {
        "nama": Sel("Tanggal perubahan anggaran ditetapkan (hanya bila ada pagu perubahan)"),
        "perubahan": Sel("", Alamat("pagu", (), "berlaku"), bentuk="tanggal", ingat="Tanggal DPPA atau Perda perubahan, misalnya 20 Agustus."),
    })
    kata = f"Pagu {tahun} belum ada. Isi sel kuning dari DPA {tahun}; yang tidak dianggarkan lagi dikosongkan." if baru else "Diisi hanya bila anggaran berubah: tanggal penetapannya, lalu pagu baru rekening yang berubah."
    return Lembar(NAMA, f"Pagu {tahun}", (
        kata, f"Rekening baru ditulis di baris kosong di akhir setiap lingkup; realisasinya diisi di baris dengan nomor yang sama di lembar {uang.ANGGARAN}.",
    ), (
        Kolom("kode", "Kode", 21), Kolom("nama", "Uraian", 60), Kolom("rekening", "Rekening", 21), Kolom("lalu", f"Pagu akhir {tahun - 1}" if baru else "Pagu berlaku", 19, "rupiah"),
        Kolom("murni", f"Pagu murni {tahun}", 19, "rupiah"), Kolom("perubahan", "Pagu perubahan", 19, "rupiah"), Kolom("selisih", "Naik (turun)", 19, "rupiah"), Kolom("terisi", "Terisi", 6, "bantu"),
    ), (*([] if baru else [tanggal]), *isi))


def _lingkup(b: Bahan, lingkup: str) -> Iterator[Baris]:
    ada, tahun = uang.berpagu(b, lingkup), str(b.parameter.tahun)
    lama = uang.pagu(b, lingkup) or uang.lama(b, lingkup)
    murni = uang.pagu(b, lingkup, "murni")
    semua = uang.milik(b, sorted(lama))
    if not semua:
        return
    diisi, baru = "perubahan" if ada else "murni", [uang.id_baru(lingkup, n) for n in range(1, CADANGAN + 1)]
    hitung, anak = ("lalu", "murni", "selisih"), [f"{lingkup}|{a}" for a in uang.puncak(semua)]
    yield Baris(f"{lingkup}|jumlah", {"kode": Sel(b.data.nama(lingkup))} | {k: _jumlah(k, anak + (baru if k != "lalu" else [])) for k in hitung}, "jumlah")
    for tingkat, kode, akun, anak in uang.pohon(semua):
        id_, nama = f"{lingkup}|{kode}|{akun}", b.data.nama(akun or kode)
        if (kode, akun) not in lama:
            yield Baris(id_, {"kode": Sel(kode), "nama": Sel(nama)} | {k: _jumlah(k, [f"{lingkup}|{a}" for a in anak]) for k in hitung}, "judul", tingkat)
            continue
        kini = murni.get((kode, akun))
        isi = Sel("", Alamat("pagu", (kode, akun, lingkup, tahun, diisi, BERLAKU if ada else ""), "nilai"), satuan="Rp", ingat=INGAT[diisi])
        yield Baris(id_, {
            "kode": Sel(kode), "nama": Sel(nama), "rekening": Sel(akun), "lalu": Sel(angka(lama[kode, akun].nilai)),
            "murni": Sel(angka(kini.nilai if kini else None)) if ada else isi, "perubahan": isi if ada else Sel("", bentuk="abu"),
            "selisih": Sel(rumus=f'=IF(ISNUMBER([[{diisi}]]),[[{diisi}]]-[[lalu]],"")'),
        } | ({} if ada else {"terisi": Sel(rumus="=IF(ISNUMBER([[murni]]),1,0)")}), tingkat=tingkat, jabatan=keuangan(b.data, b.parameter.tahun, kode))
    yield from (_baru(n, lingkup, tahun, diisi) for n in range(1, CADANGAN + 1))


def _baru(n: int, lingkup: str, tahun: str, diisi: str) -> Baris:
    def sel(kolom: str, ingat: str, satuan: str = "") -> Sel:
        return Sel("", Alamat("pagu", None, kolom), satuan=satuan, ingat=ingat)

    kosong = Sel("", bentuk="abu")
    return Baris(uang.id_baru(lingkup, n), {
        "kode": sel("kode", "Kode sub kegiatan, misalnya 7.01.01.2.06.0004."), "nama": sel("uraian", "Nama rekening, bila rekening ini belum dikenal."),
        "rekening": sel("akun", "Kode rekening sampai rincian, misalnya 5.1.02.01.01.0024; kosong bila hanya jumlah sub kegiatan yang diketahui."),
        "lalu": Sel(f"rekening baru {n}", bentuk="abu"), "murni": kosong, "perubahan": kosong, diisi: sel("nilai", INGAT[diisi], "Rp"),
        "selisih": Sel(rumus=f'=IF(ISNUMBER([[{diisi}]]),[[{diisi}]],"")'),
    }, rekaman={"lingkup": lingkup, "periode": tahun, "tahap": diisi, "berlaku": BERLAKU if diisi == "perubahan" else ""})


def _jumlah(kolom: str, anak: list[str]) -> Sel:
    return Sel(rumus=f"=SUM({acu(*(f'{a}/{kolom}' for a in anak))})")
