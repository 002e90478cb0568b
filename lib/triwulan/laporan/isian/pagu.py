"""The sheet Pagu: budgets that a year still lacks, those that it has, changed ones, and rows for accounts that are new."""

from __future__ import annotations

from collections.abc import Iterator

from triwulan.laporan.isian import uang
from triwulan.laporan.isian.model import Alamat, Bahan, Baris, Kolom, Lembar, Sel, acu, angka
from triwulan.laporan.isian.uang import Rekening
from triwulan.office.penanggung import keuangan

NAMA = "Pagu"
#: In the place of a date that stands in a cell of its own: when the change was decided.
BERLAKU = "?"
INGAT = {
    "murni": "Pagu murni tahun ini menurut DPA, dalam rupiah. 0 berarti tidak dianggarkan lagi, kosong berarti belum diketahui.",
    "perubahan": "Pagu sesudah perubahan menurut DPPA, dalam rupiah. Kosong berarti tidak berubah.",
}
#: A cell that asks for nothing.
ABU = Sel("", bentuk="abu")


def lembar(b: Bahan) -> Lembar | None:
    """Every scope: last year's accounts that have no budget yet are asked for, those that have one may be mended until it is
    changed, or changed."""
    tahun, semua = b.parameter.tahun, uang.lingkup(b)
    isi = [r for lk in semua for r in _lingkup(b, lk)]
    if not isi:
        return None
    diminta = sum("terisi" in r.sel for r in isi)
    belum = [f"Isi pagu murni {diminta} rekening yang belum ada, menurut DPA {tahun}: 0 bila tidak dianggarkan lagi. Yang belum diketahui dibiarkan kosong, dan diminta lagi oleh buku berikutnya."] if diminta else []
    ubah = ["Pagu perubahan diisi hanya bila anggaran berubah: tanggal penetapannya, lalu pagu baru rekening yang berubah."] if any(uang.berpagu(b, lk) for lk in semua) else []
    lalu = [Kolom("lalu", f"Pagu akhir {tahun - 1}", 19, "rupiah")] if any(uang.lama(b, lk) for lk in semua) else []
    kini = [Kolom("kini", "Pagu berlaku", 19, "rupiah")] if any(uang.berubah(b, lk) for lk in semua) else []
    return Lembar(NAMA, f"Pagu {tahun}", (
        *belum, *ubah, f"Rekening baru ditulis di baris kosong di akhir setiap lingkup; realisasinya diisi di baris dengan nomor yang sama di lembar {uang.ANGGARAN}.",
    ), (
        Kolom("kode", "Kode", 19), Kolom("nama", "Uraian", 54), Kolom("rekening", "Rekening", 19), *lalu, Kolom("murni", f"Pagu murni {tahun}", 19, "rupiah"), *kini,
        Kolom("perubahan", "Pagu perubahan", 19, "rupiah"), Kolom("selisih", "Naik (turun)", 19, "rupiah"), Kolom("perhatian", "Perhatian", 14), Kolom("terisi", "Terisi", 6, "bantu"),
    ), (*([_tanggal()] if ubah else []), *(_hanya(r, {k.id for k in (*lalu, *kini)}) for r in isi)))


def _hanya(r: Baris, kolom: set[str]) -> Baris:
    """A row without the columns that this workbook has no use for."""
    return Baris(r.id, {k: c for k, c in r.sel.items() if k not in ("lalu", "kini") or k in kolom}, r.gaya, r.tingkat, r.jabatan, r.rekaman)


def _tanggal() -> Baris:
    return Baris("berlaku", {
        "nama": Sel("Tanggal perubahan anggaran ditetapkan (hanya bila ada pagu perubahan)"),
        "perubahan": Sel("", Alamat("pagu", (), "berlaku"), bentuk="tanggal", ingat="Tanggal DPPA atau Perda perubahan, misalnya 20 Agustus."),
    })


def _lingkup(b: Bahan, lingkup: str) -> Iterator[Baris]:
    ada = {*uang.pagu(b, lingkup), *uang.murni(b, lingkup), *uang.belum(b, lingkup)}
    semua = uang.milik(b, sorted(ada))
    if not semua:
        return
    baru = uang.baru(b, lingkup)
    hitung, puncak = ("lalu", "murni", "kini", "selisih"), [f"{lingkup}|{a}" for a in uang.puncak(semua)]
    tambah = {"murni": [i for i, t in baru if t == "murni"], "selisih": [i for i, _ in baru]}
    yield Baris(f"{lingkup}|jumlah", {"kode": Sel(b.data.nama(lingkup))} | {k: _jumlah(k, puncak + tambah.get(k, [])) for k in hitung}, "jumlah")
    for tingkat, kode, akun, anak in uang.pohon(semua):
        id_, nama = f"{lingkup}|{kode}|{akun}", b.data.nama(akun or kode)
        if (kode, akun) in ada:
            sel = {"kode": Sel(kode), "nama": Sel(nama), "rekening": Sel(akun)} | _rekening(b, lingkup, (kode, akun))
            yield Baris(id_, sel, tingkat=tingkat, jabatan=keuangan(b.data, b.parameter.tahun, kode))
        else:
            yield Baris(id_, {"kode": Sel(kode), "nama": Sel(nama)} | {k: _jumlah(k, [f"{lingkup}|{a}" for a in anak]) for k in hitung}, "judul", tingkat)
    yield from (_baru(id_, n, lingkup, str(b.parameter.tahun), tahap) for n, (id_, tahap) in enumerate(baru, 1))


def _rekening(b: Bahan, lingkup: str, r: Rekening) -> dict[str, Sel]:
    """The amounts of one account: what it had, what it has, what may be entered."""
    lama, kini, murni = uang.lama(b, lingkup).get(r), uang.pagu(b, lingkup).get(r), uang.murni(b, lingkup).get(r)

    def isi(tahap: str, nilai) -> Sel:
        return Sel(angka(nilai), Alamat("pagu", (*r, lingkup, str(b.parameter.tahun), tahap, BERLAKU if tahap == "perubahan" else ""), "nilai"), satuan="Rp", ingat=INGAT[tahap])

    belum = r in uang.belum(b, lingkup)
    terbuka = belum or murni is not None and not uang.berubah(b, lingkup)
    naik = 'IF(AND(ISNUMBER([[murni]]),ISNUMBER([[lalu]])),[[murni]]-[[lalu]],"")' if lama else '""'
    if kini:
        naik = f'IF(ISNUMBER([[perubahan]]),[[perubahan]]-SUM([[{"kini" if uang.berubah(b, lingkup) else "murni"}]]),{naik})'
    sel = {
        "lalu": Sel(angka(lama.nilai if lama else None)), "murni": isi("murni", murni) if terbuka else Sel(angka(murni)), "kini": Sel(angka(kini.nilai if kini else None)),
        "perubahan": isi("perubahan", None) if kini else ABU, "selisih": Sel(rumus=f"={naik}"),
    }
    return sel | ({"terisi": Sel(rumus="=IF(ISNUMBER([[murni]]),1,0)"), "perhatian": Sel(rumus='=IF(ISNUMBER([[murni]]),"","belum diisi")')} if belum else {"perhatian": Sel("")})


def _baru(id_: str, n: int, lingkup: str, tahun: str, diisi: str) -> Baris:
    def sel(kolom: str, ingat: str, satuan: str = "") -> Sel:
        return Sel("", Alamat("pagu", None, kolom), satuan=satuan, ingat=ingat)

    return Baris(id_, {
        "kode": sel("kode", "Kode sub kegiatan, misalnya 7.01.01.2.06.0004."), "nama": sel("uraian", "Nama rekening, bila rekening ini belum dikenal."),
        "rekening": sel("akun", "Kode rekening sampai rincian, misalnya 5.1.02.01.01.0024; kosong bila hanya jumlah sub kegiatan yang diketahui."),
        "lalu": ABU, "murni": ABU, "kini": ABU, "perubahan": ABU, diisi: sel("nilai", INGAT[diisi], "Rp"),
        "selisih": Sel(rumus=f'=IF(ISNUMBER([[{diisi}]]),[[{diisi}]],"")'), "perhatian": Sel(f"rekening baru {n}", bentuk="abu"),
    }, rekaman={"lingkup": lingkup, "periode": tahun, "tahap": diisi, "berlaku": BERLAKU if diisi == "perubahan" else ""})


def _jumlah(kolom: str, anak: list[str]) -> Sel:
    return Sel(rumus=f"=SUM({acu(*(f'{a}/{kolom}' for a in anak))})")
