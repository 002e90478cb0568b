"""The sheets Target and Perjanjian: what a new year has copied from the last one, to be looked at; targets that are missing; what is
there already, to be mended."""

from __future__ import annotations

from datetime import date

from triwulan.laporan import kurang
from triwulan.laporan.isian.letak import seri
from triwulan.laporan.isian.model import PERIKSA, SUDAH, Alamat, Bahan, Baris, Kolom, Lembar, Sel, angka
from triwulan.laporan.status import nama_jabatan
from triwulan.office import kinerja
from triwulan.office.lanjut import is_salinan
from triwulan.office.penanggung import penanggung

TARGET, PERJANJIAN = "Target", "Perjanjian"
INGAT = "Pilih ya sesudah baris ini dicocokkan dengan dokumennya."
TARIK = 'Salinan yang sudah cocok diberi "ya" di kolom Sudah diperiksa; tulis di sel pertama lalu tarik ke bawah. Yang diubah tidak perlu diberi tanda.'
ABU = Sel("", bentuk="abu")
UNTUK = {"naskah": "Tanggal dan pihak kedua", "target": "Target", "anggaran": "Anggaran"}


def target(b: Bahan) -> Lembar | None:
    """Targets of the year: copies that nobody has looked at first, then those that are missing, then those that are in; None when
    there are none."""
    p, nama = b.parameter, nama_jabatan(b.data, b.parameter)
    rows = b.data["target"][b.data["target"]["tahun"] == p.tahun]
    ada = [(r.indikator, r.lingkup, r.nilai, is_salinan(r.catatan)) for r in rows.itertuples()]
    semua = [*(r for r in ada if r[3]), *((k.kunci, k.lingkup, None, False) for k in kurang.target(b.data, p)), *(r for r in ada if not r[3])]
    baris = []
    for id_, lingkup, nilai, salinan in semua:
        ind = kinerja.satu_indikator(b.data, id_, lingkup) if lingkup else next(i for _, i in b.data["indikator"].iterrows() if i["id"] == id_)
        jabatan, kunci = penanggung(b.data, p.tahun, ind["kode"]), (id_, lingkup, str(p.tahun))
        if not b.milik(jabatan):
            continue
        lalu = kinerja.target(b.data, id_, lingkup, p.tahun - 1).nilai
        baris.append(Baris(f"t|{id_}|{lingkup}", {
            "kode": Sel(ind["kode"]), "nama": Sel(ind["nama"]), "lingkup": Sel(lingkup or "semua lingkup"), "satuan": Sel(kinerja.satuan(ind, 12)), "jabatan": Sel(nama[jabatan]),
            "lalu": Sel(angka(lalu)), "nilai": Sel(angka(nilai), Alamat("target", kunci, "nilai"), satuan="%" if ind["satuan"] == "%" else "", ingat=f"Target {p.tahun} menurut Perjanjian Kinerja atau Renja."),
            PERIKSA: Sel("", Alamat("target", kunci, PERIKSA), pilihan=(SUDAH,), ingat=INGAT) if salinan else ABU,
        } | _terisi(f'OR([[{PERIKSA}]]="{SUDAH}",{_lain(nilai)})' if salinan else _lain(nilai) if nilai is None else ""), jabatan=jabatan))
    return _lembar(b, TARGET, f"Target {p.tahun}", (
        Kolom("kode", "Kode", 19), Kolom("nama", "Indikator", 50), Kolom("lingkup", "Lingkup", 21), Kolom("satuan", "Satuan", 12), Kolom("jabatan", "Jabatan", 34),
        Kolom("lalu", f"Target {p.tahun - 1}", 12, "angka"), Kolom("nilai", f"Target {p.tahun}", 12, "angka"), Kolom(PERIKSA, "Sudah diperiksa", 11), Kolom("terisi", "Terisi", 6, "bantu"),
    ), baris)


def _terisi(syarat: str) -> dict[str, Sel]:
    """The cell that counts a row as done under a condition; none for a row that nobody asks for."""
    return {"terisi": Sel(rumus=f"=IF({syarat},1,0)")} if syarat else {}


def _lain(nilai) -> str:
    """Whether the target is no longer the copied one, as a condition."""
    return "ISNUMBER([[nilai]])" if nilai is None else f"AND(ISNUMBER([[nilai]]),[[nilai]]<>{float(nilai):.15g})"


def baris_target(b: Bahan, id_: str, lingkup: str) -> str:
    """The row of the sheet Target that an indicator's target of a scope stands in: its own, or the one that holds in all."""
    rows = b.data["target"]
    ada = set(rows[(rows["tahun"] == b.parameter.tahun) & (rows["indikator"] == id_)]["lingkup"])
    return next((f"t|{id_}|{lk}" for lk in (lingkup, "") if lk in ada), "")


def perjanjian(b: Bahan) -> Lembar | None:
    """Lines of the year's agreements: copies that nobody has looked at, and what of the others may be mended (dates, sources of
    funds); None when there are none."""
    p, nama, baris = b.parameter, nama_jabatan(b.data, b.parameter), []
    rows = b.data["perjanjian"]
    rows = rows[rows["tahun"] == p.tahun]
    for r in rows.itertuples():
        salinan = is_salinan(r.tempat)
        if not b.milik(r.jabatan) or r.jenis == "target" and not salinan:
            continue
        kunci = (r.jabatan, str(p.tahun), r.jenis, str(r.urutan))
        perihal = nama[r.rujukan] if r.jenis == "naskah" else b.data.nama_indikator[r.rujukan] if r.jenis == "target" else b.data.nama(r.rujukan)
        baris.append(Baris(f"pk|{'|'.join(kunci)}", {
            "jabatan": Sel(nama[r.jabatan]), "jenis": Sel(UNTUK[r.jenis]), "kode": Sel("" if r.jenis == "naskah" else r.rujukan), "perihal": Sel(f"Pihak kedua: {perihal}" if r.jenis == "naskah" else perihal),
            "tanggal": Sel(r.tanggal, Alamat("perjanjian", kunci, "tanggal"), bentuk="tanggal", ingat="Tanggal naskah Perjanjian Kinerja tahun ini ditandatangani.") if r.jenis == "naskah" else ABU,
            "sumber_dana": Sel(r.sumber_dana, Alamat("perjanjian", kunci, "sumber_dana"), ingat="Sumber dana seperti tercetak, misalnya DAU.") if r.jenis == "anggaran" else ABU,
            PERIKSA: Sel("", Alamat("perjanjian", kunci, PERIKSA), pilihan=(SUDAH,), ingat=INGAT) if salinan else ABU,
        } | _terisi(_diperiksa(r) if salinan else ""), jabatan=r.jabatan))
    return _lembar(b, PERJANJIAN, f"Perjanjian Kinerja {p.tahun}", (
        Kolom("jabatan", "Jabatan", 36), Kolom("jenis", "Baris", 24), Kolom("kode", "Kode", 21), Kolom("perihal", "Isi", 70),
        Kolom("tanggal", "Tanggal naskah", 15, "tanggal"), Kolom("sumber_dana", "Sumber dana", 12), Kolom(PERIKSA, "Sudah diperiksa", 11), Kolom("terisi", "Terisi", 6, "bantu"),
    ), baris)


def _diperiksa(r) -> str:
    """Whether somebody has looked at a copied line, as a condition: said so, or changed it. The first of January that a copy is
    dated on is nobody's date: only another one will do."""
    tanda = f'[[{PERIKSA}]]="{SUDAH}"'
    if r.jenis == "naskah":
        lain = f'AND([[tanggal]]<>"",[[tanggal]]<>{seri(date.fromisoformat(r.tanggal))})'
        return lain if r.tanggal.endswith("-01-01") else f"OR({tanda},{lain})"
    return f'OR({tanda},[[sumber_dana]]<>"{r.sumber_dana.replace(chr(34), chr(34) * 2)}")' if r.jenis == "anggaran" else tanda


def _lembar(b: Bahan, nama: str, judul: str, kolom: tuple[Kolom, ...], baris: list[Baris]) -> Lembar | None:
    kata = ["Yang kosong belum ada; yang sudah masuk boleh dibetulkan."]
    if any(r.sel[PERIKSA].alamat for r in baris):
        kata = [f"Yang disalin dari {b.parameter.tahun - 1} atau kantor lain baru usulan; yang kosong belum ada; yang lain sudah masuk dan boleh dibetulkan.", TARIK]
    dipakai = {k for r in baris for k, c in r.sel.items() if c.alamat or c.isi != "" or c.rumus}
    rows = [Baris(r.id, {k: c for k, c in r.sel.items() if k in dipakai}, jabatan=r.jabatan) for r in baris]
    return Lembar(nama, judul, tuple(kata), tuple(k for k in kolom if k.id in dipakai), tuple(rows)) if baris else None
