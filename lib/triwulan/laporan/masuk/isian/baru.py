"""Accounts that are new, as an entry workbook brings them: their budget, their name, their spending; and when a changed budget
was decided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from triwulan.laporan.isian.pagu import BERLAKU
from triwulan.laporan.masuk.isian import sah
from triwulan.laporan.masuk.isian.gabung import Isian, Kini, sama
from triwulan.laporan.masuk.isian.rekaman import Rekaman
from triwulan.laporan.masuk.usul import Usul, kunci_sama, terbaca
from triwulan.office import periode
from triwulan.office.masalah import Masalah
from triwulan.office.params import Parameter

PAGU, UANG = "pagu", "realisasi_rp"


def berlaku(sel: Sequence[Isian], rekaman: Sequence[Rekaman], p: Parameter) -> tuple[list[Isian], dict[str, str], list[Masalah], list[Masalah]]:
    """The entry cells with the date in the keys of changed budgets, where it has a cell of its own; that date by workbook; what is
    wrong with it, and what is worth a second look."""
    tanggal = {i.dokumen: i for i in sel if (i.berkas, i.kolom) == (PAGU, "berlaku")}
    masalah, perhatian = [], []
    for dokumen, i in tanggal.items():
        diisi = [x.tempat for x in sel if x.dokumen == dokumen and BERLAKU in x.kunci and x.nilai] + [r.di("nilai") for r in rekaman if r.dokumen == dokumen and r.tetap.get("berlaku") == BERLAKU and not r.kosong]
        if diisi and not i.nilai:
            masalah.append(Masalah(i.tempat, f"tanggal penetapan belum diisi, padahal ada pagu perubahan ({diisi[0]}); isi tanggal DPPA-nya", None, "", ""))
        if i.nilai and not (len(i.nilai) == 10 and f"{p.tahun}-01-01" <= i.nilai <= p.periode.hari_akhir.isoformat()):
            masalah.append(Masalah(i.tempat, f"tulis satu tanggal antara 1 Januari {p.tahun} dan {periode.tanggal(p.periode.hari_akhir)}; perubahan sesudah itu ditulis di buku triwulan berikutnya", None, "", i.nilai))
        if i.nilai and not diisi:
            perhatian.append(Masalah(i.tempat, "tanggal penetapan diisi, tetapi tidak ada pagu perubahan yang diisi, jadi tidak ada pagu yang berubah; isi pagunya, atau kosongkan tanggal ini", None, "", i.nilai))
    pada = {d: i.nilai or BERLAKU for d, i in tanggal.items()}
    jadi = [replace(i, kunci=tuple(pada.get(i.dokumen, k) if k == BERLAKU else k for k in i.kunci)) for i in sel if i not in tanggal.values()]
    return jadi, pada, masalah, perhatian


def rekening(semua: Sequence[Rekaman], kini: Kini, p: Parameter, pada: dict[str, str], tempat: Mapping[tuple, str]) -> tuple[list[Usul], list[Masalah], dict[tuple, str]]:
    """New accounts as rows: budget, name, and spending; what is wrong with them; where the cells of their spending stand. One that a
    change has brought had neither budget nor spending before."""
    usul, masalah, pagu, letak = [], [], {}, {}
    baris = [r for r in semua if r.berkas == PAGU and not r.kosong]
    salah_baris = sah.periksa(baris, kini, tempat)
    for r in baris:
        salah, isi = salah_baris[r.dokumen, r.baris], r.tetap | r.isi
        masalah += salah
        pagu[r.dokumen, r.baris] = None if salah else sah.rekening(r)
        if salah:
            continue
        rek = sah.rekening(r)
        tanggal = pada.get(r.dokumen, BERLAKU) if isi["berlaku"] == BERLAKU else ""
        satu, salah = _satu(Usul(PAGU, (*rek, isi["periode"], isi["tahap"], tanggal), r.dokumen, {"nilai": isi["nilai"]}, {"": r.di("kode"), "kode": r.di("kode"), "akun": r.di("akun"), "nilai": r.di("nilai")}), kini)
        usul, masalah = usul + satu + [u for u in _nama(r, kini) if u.kunci not in {x.kunci for x in usul}], masalah + salah
        if isi["tahap"] == "perubahan" and satu:
            usul += _nol(r, rek, kini, p)
    for r in (r for r in semua if r.berkas == UANG):
        if (r.dokumen, r.baris) not in pagu:
            if not r.kosong:
                ada = next(k for k, v in r.isi.items() if v)
                masalah.append(Masalah(r.di(ada), "rekening baru ini belum ditulis di lembar Pagu; tulis kode dan pagunya di sana, atau kosongkan sel ini", None, "", terbaca(UANG, "nilai", r.isi[ada])))
            continue
        for q, nilai in r.isi.items() if (rek := pagu[r.dokumen, r.baris]) else ():
            letak[UANG, kunci_sama((*rek, q)), "nilai"] = r.di(q)
            if nilai:
                satu, salah = _satu(Usul(UANG, (*rek, q), r.dokumen, {"nilai": nilai}, {"": r.di(q)}), kini)
                usul, masalah = usul + satu, masalah + salah
    return usul, masalah, letak


def _satu(u: Usul, kini: Kini) -> tuple[list[Usul], list[Masalah]]:
    """A row to be added; nothing where it is there already, a problem where another one is."""
    ada = kini.nilai(u.berkas, u.kunci, "nilai")
    if ada and sama(ada, u.isi["nilai"]):
        return [], []
    kata = " ".join(k for k in u.kunci[:2] if k)
    if ada:
        return [], [Masalah(u.di(), f"rekening ini sudah ada di data dengan Rp{terbaca(u.berkas, 'nilai', ada)}; pakai baris yang sudah ada", None, "", kata)]
    if u.berkas == PAGU and any(k[:4] == kunci_sama(u.kunci)[:4] for k in kini.baris(PAGU)):
        return [], [Masalah(u.di(), "rekening ini sudah punya pagu tahun ini di data; ekspor buku isian yang baru, lalu isi pagunya di barisnya", None, "", kata)]
    return [u], []


def _nama(r: Rekaman, kini: Kini) -> list[Usul]:
    """The name of an account that the nomenclature does not know yet."""
    akun, nama = r.isi["akun"], r.isi["uraian"]
    if not akun or not nama or (akun,) in kini.baris("nomenklatur"):
        return []
    return [Usul("nomenklatur", (akun,), r.dokumen, {"jenis": "akun", "uraian": nama}, {"": r.di("uraian")})]


def _nol(r: Rekaman, rek: tuple[str, str, str], kini: Kini, p: Parameter) -> Iterable[Usul]:
    """What an account that a change has brought was before: a budget of 0, no spending in the quarters before this one."""
    lalu = range(1, p.periode.awal)
    waktu = [f"{p.tahun}-{b:02}" for b in lalu] if rek[1] else [f"{p.tahun}-tw{n}" for n in range(1, p.triwulan)]
    calon = [Usul(PAGU, (*rek, str(p.tahun), "murni", ""), r.dokumen, {"nilai": "0"}, {"": r.di("nilai")})]
    calon += [Usul(UANG, (*rek, q), r.dokumen, {"nilai": "0"}, {"": r.di("nilai")}) for q in waktu]
    return [u for u in calon if kunci_sama(u.kunci) not in kini.baris(u.berkas)]
