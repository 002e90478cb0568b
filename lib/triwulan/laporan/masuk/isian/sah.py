"""What a row for a new account must say: a sub kegiatan, an account down to its detail, the name that the account has, none that
the budget holds already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from triwulan.form.lembar.angka import bersih
from triwulan.laporan.masuk.isian.gabung import Kini
from triwulan.laporan.masuk.isian.rekaman import Rekaman
from triwulan.laporan.masuk.usul import kunci_sama
from triwulan.office import kode
from triwulan.office.masalah import Masalah
from triwulan.office.skema import SKEMA

PAGU, NAMA = "pagu", "nomenklatur"
#: Levels of a sub kegiatan's code, and of an account in which spending is booked (Permendagri 90/2019, sub rincian objek).
SUB_KEGIATAN, RINCI = 6, 6
TINGKAT = {3: "program", 5: "kegiatan"}
PERLU = {"kode": "kode sub kegiatan belum diisi", "nilai": "pagunya belum diisi"}


def rekening(r: Rekaman) -> tuple[str, str, str]:
    """Whose budget a row is."""
    return kode.samakan(r.isi["kode"]), r.isi["akun"], r.tetap["lingkup"]


def periksa(semua: Sequence[Rekaman], kini: Kini, tempat: Mapping[tuple, str]) -> dict[tuple[str, str], list[Masalah]]:
    """What is wrong with each row, by workbook and row. `tempat`: where the entry cells of budgets that have a row stand."""
    ada = {k[1][:3]: di for k, di in tempat.items() if k[0] == PAGU and k[2] == "nilai" and len(k[1]) > 3}
    hasil, dahulu, nama = {}, {}, {}
    for r in semua:
        salah = _isi(r)
        if not salah:
            salah = [*_kode(r, kini), *_akun(r, semua, kini), *_nama(r, kini, nama), *_ganda(r, kini, ada, dahulu)]
        hasil[r.dokumen, r.baris] = salah
    return hasil


def _isi(r: Rekaman) -> list[Masalah]:
    salah = [Masalah(r.di(k), f"{kata}, padahal baris ini sudah ada isinya; lengkapi, atau kosongkan sebarisnya", None, "", "") for k, kata in PERLU.items() if not r.isi[k]]
    for k in ("kode", "akun"):
        kolom = SKEMA[PAGU].kolom[k]
        if r.isi[k] and not kolom.jenis.uji(r.isi[k]):
            salah.append(Masalah(r.di(k), kolom.jenis.harapan, None, "", r.isi[k]))
    return salah


def _kode(r: Rekaman, kini: Kini) -> list[Masalah]:
    ini, dikenal = kode.samakan(r.isi["kode"]), sorted(k for (k,) in kini.baris(NAMA))
    tingkat = TINGKAT.get(ini.count(".") + 1)
    if tingkat:
        contoh = next((k for k in dikenal if k.startswith(f"{ini}.") and k.count(".") == SUB_KEGIATAN - 1), "7.01.01.2.06.0004")
        return [Masalah(r.di("kode"), f"ini kode {tingkat}; pagu dan belanja dicatat per sub kegiatan: tulis kode sub kegiatannya, misalnya {contoh}", None, "", r.isi["kode"])]
    if (ini,) not in kini.baris(NAMA):
        atas = kode.induk(ini)
        dekat = [k for k in dikenal if kode.induk(k) == atas]
        saran = f"sub kegiatan {atas} yang dikenal: {', '.join(dekat)}" if dekat else "periksa kodenya"
        return [Masalah(r.di("kode"), f"sub kegiatan ini belum ada di nomenklatur.csv; {saran}; bila memang baru, tambahkan dulu namanya di nomenklatur.csv", None, "", r.isi["kode"])]
    return []


def _akun(r: Rekaman, semua: Sequence[Rekaman], kini: Kini) -> list[Masalah]:
    """A sub kegiatan is budgeted by accounts or as a whole: an amount of one kind would take the place of the other."""
    k, akun, lingkup = rekening(r)
    tahun = r.tetap["periode"]
    pagu = [b for b in kini.baris(PAGU) if b[2] == lingkup]
    milik = {b[1] for b in pagu if b[0] == k and b[3] == tahun} or {b[1] for b in pagu if b[0] == k and b[3] == str(int(tahun) - 1)}
    rinci = milik | {lain.isi["akun"] for lain in semua if lain is not r and rekening(lain)[::2] == (k, lingkup)}
    if not akun and (contoh := sorted(rinci - {""}, key=lambda a: (-a.count("."), a))):
        return [Masalah(r.di("akun"), f"kode rekening belum diisi; pagu sub kegiatan ini di lingkup ini dirinci per rekening, misalnya {contoh[0]}: tulis kode rekening barunya", None, "", "")]
    if akun and "" in milik:
        return [Masalah(r.di("akun"), "pagu sub kegiatan ini di lingkup ini satu jumlah tanpa rekening; kosongkan baris ini, lalu ubah pagunya di baris sub kegiatan itu", None, "", akun)]
    tingkat = max((b[1].count(".") + 1 for b in pagu if b[1]), default=RINCI)
    if akun and akun.count(".") + 1 < tingkat:
        semua_akun = sorted({b[0] for b in kini.baris(NAMA)} | {b[1] for b in pagu})
        contoh = next((a for a in semua_akun if a.startswith(f"{akun}.") and a.count(".") + 1 == tingkat), "5.1.02.01.01.0024")
        return [Masalah(r.di("akun"), f"ini kelompok rekening ({akun.count('.') + 1} tingkat); tulis rekening rincinya ({tingkat} tingkat), misalnya {contoh}", None, "", akun)]
    return []


def _nama(r: Rekaman, kini: Kini, baru: dict[str, tuple[str, str]]) -> list[Masalah]:
    """A name is of the account, or, where there is none, of the sub kegiatan; one that is known stays as it is."""
    apa, nama = r.isi["akun"] or kode.samakan(r.isi["kode"]), r.isi["uraian"]
    ada = kini.baris(NAMA).get((apa,))
    if ada is None and not nama and r.isi["akun"] and apa not in baru:
        return [Masalah(r.di("uraian"), f"rekening {apa} belum dikenal; tulis namanya di sini", None, "", "")]
    dikenal, di = (ada["uraian"], "nomenklatur.csv") if ada else baru.setdefault(apa, (nama, r.di("uraian"))) if nama else (nama, "")
    if not nama or bersih(nama).casefold() == bersih(dikenal).casefold():
        return []
    return [Masalah(r.di("uraian"), f"di {di} {apa} bernama {dikenal!r}; tulis begitu, atau kosongkan sel ini; bila yang dimaksud rekening lain, betulkan kodenya", None, "", nama)]


def _ganda(r: Rekaman, kini: Kini, ada: Mapping[tuple, str], dahulu: dict[tuple, Rekaman]) -> list[Masalah]:
    """An account that has a row already is entered there. A workbook imported a second time finds its own."""
    rek = kunci_sama(rekening(r))
    lain = dahulu.setdefault(rek, r)
    kata = " ".join(k for k in rek[:2] if k)
    if lain is not r:
        return [Masalah(r.di("kode"), f"rekening ini sudah ditulis di {lain.di('kode')}; tulis satu kali saja", None, "", kata)]
    if rek in ada:
        return [Masalah(r.di("kode"), f"rekening ini bukan rekening baru: isi pagunya di {ada[rek]}, dan kosongkan baris ini", None, "", kata)]
    return []
