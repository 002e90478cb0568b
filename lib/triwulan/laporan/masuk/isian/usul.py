"""Changed cells of entry workbooks as rows that the data files are to hold; what a row needs and has not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from triwulan.laporan.isian.model import PERIKSA, SUDAH
from triwulan.laporan.masuk.isian.gabung import TANDA, Isian, Kini
from triwulan.laporan.masuk.usul import Usul, kunci_sama, terbaca
from triwulan.office import periode
from triwulan.office.lanjut import is_salinan
from triwulan.office.masalah import Masalah

#: Columns of which one must be filled for the row to say anything; without any of them it goes.
ISI = {"realisasi_k": ("nilai", "pembilang", "penyebut"), "realisasi_rp": ("nilai",), "pagu": ("nilai",), "target": ("nilai",), "narasi": ("teks",)}
#: Columns that stay behind when the figures go, and go with them when they are empty.
IKUT = {"realisasi_k": ("bukti", "catatan"), "realisasi_rp": ("catatan",)}


def usulan(berubah: Iterable[Isian], kini: Kini, tempat: Mapping[tuple, str]) -> tuple[list[Usul], list[Masalah]]:
    """A proposal a row. `tempat`: where every entry cell of the workbooks stands, to name one that is still empty."""
    menurut: dict[tuple[str, tuple[str, ...]], list[Isian]] = {}
    for i in berubah:
        menurut.setdefault((i.berkas, kunci_sama(i.kunci)), []).append(i)
    usul, masalah = [], []
    for (berkas, kunci), milik in menurut.items():
        # Two workbooks may have filled one row: the one that brings its figure is its source.
        milik = sorted(milik, key=lambda i: i.kolom not in ISI.get(berkas, ()))
        lama = kini.baris(berkas).get(kunci)
        isi, letak = {i.kolom: i.nilai for i in milik if i.kolom != PERIKSA}, {i.kolom: i.tempat for i in milik}
        if berkas in TANDA and lama and is_salinan(lama[TANDA[berkas]]) and not _batal(milik):
            masalah += _sementara(berkas, lama | isi, letak)
            isi, letak = isi | {TANDA[berkas]: ""}, letak | {TANDA[berkas]: next(iter(letak.values()))}
        if not isi:
            continue
        jadi = (lama or {}) | isi
        u = Usul(berkas, milik[0].kunci, milik[0].dokumen, isi, letak)
        if berkas not in ISI or any(jadi.get(k) for k in ISI[berkas]):
            usul.append(u)
            masalah += _kurang(u, jadi, tempat)
        elif any(jadi.get(k) for k in IKUT.get(berkas, ())):
            ada = next(k for k in IKUT[berkas] if jadi.get(k))
            masalah.append(Masalah(tempat.get((berkas, kunci, ada), u.di()), f"{ada} disebut, tetapi angkanya belum ada; isi angkanya juga, atau kosongkan {ada}", None, "", jadi[ada]))
        elif lama:
            usul.append(Usul(berkas, milik[0].kunci, milik[0].dokumen, {}, letak, hapus=True))
    return usul, masalah


def _batal(milik: list[Isian]) -> bool:
    """Whether all that somebody did to a copied row is to take the word of having looked away again."""
    return all(i.kolom == PERIKSA and i.nilai != SUDAH for i in milik)


def _sementara(berkas: str, row: Mapping[str, str], letak: Mapping[str, str]) -> list[Masalah]:
    """A copied agreement has the first day of the year for its date until the real one is known."""
    if berkas == "perjanjian" and row["jenis"] == "naskah" and row["tanggal"] == f"{row['periode']}-01-01":
        return [Masalah(next(iter(letak.values())), "tanggal naskah masih tanggal sementara, 1 Januari; tulis tanggal Perjanjian Kinerja ditandatangani", None, "", row["tanggal"])]
    return []


def _kurang(u: Usul, jadi: Mapping[str, str], tempat: Mapping[tuple, str]) -> list[Masalah]:
    """A ratio with one half of it."""
    if u.berkas != "realisasi_k" or jadi.get("nilai") or bool(jadi.get("pembilang")) == bool(jadi.get("penyebut")):
        return []
    kosong, ada = ("penyebut", "pembilang") if jadi.get("pembilang") else ("pembilang", "penyebut")
    di = tempat.get((u.berkas, kunci_sama(u.kunci), kosong), u.di(ada))
    return [Masalah(di, f"{kosong} belum diisi, padahal {ada} sudah; isi keduanya, atau kosongkan keduanya", None, "", "")]


def tanpa_pagu(kini: Kini, usul: Iterable[Usul], tempat: Mapping[tuple, str], tahun: int) -> list[Masalah]:
    """Spending of accounts that have no budget this year, while the workbooks have a cell for it: that cell is to be filled. What
    none of their cells can mend is left to the check of the data."""
    usul = list(usul)
    hilang = {kunci_sama(u.kunci) for u in usul if u.berkas == "pagu" and u.hapus}
    ada = {k[:3] for k in kini.baris("pagu") if k[3] == str(tahun) and k not in hilang} | {kunci_sama(u.kunci)[:3] for u in usul if u.berkas == "pagu" and not u.hapus}
    sel = {kunci[:3]: di for (berkas, kunci, kolom), di in tempat.items() if (berkas, kolom) == ("pagu", "nilai")}
    tanpa = {kunci_sama(u.kunci)[:3]: u for u in reversed(usul) if u.berkas == "realisasi_rp" and not u.hapus}
    return [
        Masalah(u.di("nilai"), f"rekening ini belum punya pagu {tahun}; isi {sel[rek]}", None, "", terbaca(u.berkas, "nilai", u.isi.get("nilai", "")))
        for rek, u in reversed(tanpa.items()) if rek not in ada and rek in sel
    ]


def bulan_kosong(kini: Kini, usul: Iterable[Usul], tempat: Mapping[tuple, str]) -> list[Masalah]:
    """Open cells of accounts that lack a month which other accounts of their scope have, or would have: a forgotten account
    makes every total too small. What no cell of the workbooks can mend is left to the check of the data."""
    uang = {k: r["nilai"] for k, r in kini.baris("realisasi_rp").items()}
    # An account that is given nothing all year owes no months.
    pagu = {(r["kode"], r["akun"], r["lingkup"], r["periode"]) for r in kini.baris("pagu").values() if r["nilai"].strip("0.")}
    for u in usul:
        if u.berkas == "realisasi_rp":
            uang[kunci_sama(u.kunci)] = "" if u.hapus else u.isi.get("nilai", uang.get(kunci_sama(u.kunci), ""))
        elif u.berkas == "pagu" and not u.hapus and u.isi.get("nilai", "").strip("0."):
            pagu.add(u.kunci[:4])
    pagu = {kunci_sama(k) for k in pagu}
    ada: dict[tuple[str, int], dict[int, set]] = {}
    for (kode, akun, lingkup, teks), nilai in uang.items():
        q = periode.baca(teks)
        for b in range(q.awal, q.akhir + 1) if nilai and akun else ():
            ada.setdefault((lingkup, q.tahun), {}).setdefault(b, set()).add((kode, akun))
    masalah = []
    for (berkas, kunci, kolom), di in tempat.items():
        if (berkas, kolom) != ("realisasi_rp", "nilai") or not kunci[1] or uang.get(kunci):
            continue
        q = periode.baca(kunci[3])
        terisi = ada.get((kunci[2], q.tahun), {}).get(q.awal, set())
        if terisi - {kunci[:2]} and kunci_sama((*kunci[:3], str(q.tahun))) in pagu:
            masalah.append(Masalah(di, f"belum diisi, sedangkan rekening lain sudah punya {periode.sebut(q)}; isi 0 bila memang belum ada belanja", None, "", ""))
    return masalah
