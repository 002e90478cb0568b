"""What must hold between the files of a data package: every reference points to something, no figure counts twice."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from triwulan.office import kode
from triwulan.office.hubungan_rp import periksa_uang
from triwulan.office.masalah import Masalah, angka_tertulis

Frames = dict[str, pd.DataFrame]
#: What a line of a Perjanjian Kinerja refers to.
RUJUKAN = {"naskah": "jabatan pihak kedua di pejabat.csv", "target": "id di indikator.csv", "anggaran": "kode di nomenklatur.csv"}
#: What every report prints about the office itself.
IDENTITAS = ("unit", "kabupaten", "kedudukan", "urusan", "organisasi", "renstra", "peraturan_organisasi", "peraturan_pelaporan")
#: Paper an office may name as its own (identity `kertas`); the first where it says nothing.
KERTAS = ("A4", "F4")


def periksa_hubungan(frames: Frames, folder: str) -> tuple[list[Masalah], list[Masalah]]:
    """(problems that stop, warnings that do not) over all files; `folder` stands before the file name in messages."""
    nama = set(frames["nomenklatur"]["kode"])
    jabatan = set(frames["pejabat"]["jabatan"])
    indikator = set(frames["indikator"]["id"])
    lingkup = set(frames["nomenklatur"].query("jenis == 'lingkup'")["kode"]) | {""}

    def rujuk(berkas: str, kolom: str, dikenal: Collection[str], saran: str, kosong: bool = True) -> list[Masalah]:
        kolom_ = frames[berkas][kolom]
        return [
            Masalah(f"{folder}/{berkas}.csv", f"tidak ada di {saran}", n, kolom, nilai)
            for n, nilai in kolom_.items() if not set(kode.uraikan(nilai)) <= set(dikenal) and not (kosong and nilai == "")
        ]

    salah = [
        *_identitas(frames["nomenklatur"], folder),
        *_atasan(frames["pejabat"], folder),
        *_induk(frames["nomenklatur"], folder),
        *rujuk("indikator", "kode", nama, "nomenklatur.csv; tambahkan kodenya atau betulkan"),
        *rujuk("target", "indikator", indikator, "indikator.csv"),
        *rujuk("realisasi_k", "indikator", indikator, "indikator.csv"),
        *rujuk("pejabat", "atasan", jabatan, "kolom jabatan pejabat.csv"),
        *rujuk("perjanjian", "jabatan", jabatan, "pejabat.csv"),
        *rujuk("narasi", "jabatan", jabatan, "pejabat.csv"),
        *rujuk("dokumentasi", "jabatan", jabatan, "pejabat.csv"),
        *_perjanjian(frames["perjanjian"], frames["indikator"], folder, {"naskah": jabatan, "target": indikator, "anggaran": nama}),
        *_isi_k(frames["realisasi_k"], frames["indikator"], folder),
        *_id_indikator(frames["indikator"], folder),
        *_pembanding(frames["pembanding"], folder, {"K": indikator, "Rp": nama}),
        *_kendala(frames["narasi"], folder, nama),
    ]
    for berkas in ("indikator", "target", "realisasi_k", "pagu", "realisasi_rp", "perjanjian", "pembanding"):
        salah += rujuk(berkas, "lingkup", lingkup, f"nomenklatur.csv (jenis lingkup); yang ada: {', '.join(sorted(lingkup - {''}))}")
    for berkas in ("pagu", "realisasi_rp"):
        salah += rujuk(berkas, "kode", nama, "nomenklatur.csv; tambahkan kodenya atau betulkan")
        salah += rujuk(berkas, "akun", nama, "nomenklatur.csv; rekening ini belum punya nama")
    uang, peringatan = periksa_uang(frames["pagu"], frames["realisasi_rp"], folder)
    salah += uang
    # A choice whose row has moved is looked at only once all else is right: its row may just be the one to mend.
    return salah or _pilihan(frames, folder), [*peringatan, *_janggal(frames["realisasi_k"], folder)]


def _identitas(nomenklatur: pd.DataFrame, folder: str) -> list[Masalah]:
    ada = set(nomenklatur["kode"])
    kertas = nomenklatur[(nomenklatur["kode"] == "kertas") & ~nomenklatur["uraian"].isin(KERTAS)]
    return [
        *(Masalah(f"{folder}/nomenklatur.csv", f"belum ada baris identitas berkode {k}; tambahkan: identitas,{k},<isinya>,,,<dokumen>,<tempat>") for k in IDENTITAS if k not in ada),
        *(Masalah(f"{folder}/nomenklatur.csv", f"kertas laporan {' atau '.join(KERTAS)}; F4 = folio 215 × 330 mm", n, "uraian", u) for n, u in kertas["uraian"].items()),
    ]


def _atasan(pejabat: pd.DataFrame, folder: str) -> list[Masalah]:
    """Superiors lead upwards and end; nobody is their own."""
    atasan = dict(zip(pejabat["jabatan"], pejabat["atasan"]))
    masalah = []
    for n, jabatan in pejabat["jabatan"].items():
        lewat, j = [jabatan], atasan[jabatan]
        while j and j in atasan and j not in lewat:
            lewat, j = [*lewat, j], atasan[j]
        if j == jabatan:
            masalah.append(Masalah(f"{folder}/pejabat.csv", f"atasannya berputar: {' → '.join([*lewat, j])}", n, "atasan", atasan[jabatan]))
    return masalah


def _janggal(realisasi: pd.DataFrame, folder: str) -> list[Masalah]:
    """A performance that is possible but odd is reported."""
    return [
        Masalah(f"{folder}/realisasi_k.csv", f"pembilang melebihi penyebut {r.penyebut}", n, "pembilang", str(r.pembilang))
        for n, r in zip(realisasi.index, realisasi.itertuples()) if r.pembilang is not None and r.penyebut is not None and r.pembilang > r.penyebut
    ]


def _induk(nomenklatur: pd.DataFrame, folder: str) -> list[Masalah]:
    """Every code has its parent: the code above in the tree, or the one named in `induk`."""
    ada = set(nomenklatur["kode"])
    masalah = []
    for n, row in nomenklatur.iterrows():
        atas = row["induk"] or (kode.induk(row["kode"]) if row["jenis"] in ("program", "akun") else "")
        if atas and atas not in ada:
            masalah.append(Masalah(f"{folder}/nomenklatur.csv", f"induknya {atas} tidak ada; tambahkan baris {atas} atau betulkan kodenya", n, "kode", row["kode"]))
    return masalah


def _perjanjian(frame: pd.DataFrame, indikator: pd.DataFrame, folder: str, dikenal: dict[str, set[str]]) -> list[Masalah]:
    berkas = f"{folder}/perjanjian.csv"
    masalah = [
        Masalah(berkas, f"rujukan baris {r.jenis} tidak dikenal; tulis {RUJUKAN[r.jenis]}", n, "rujukan", r.rujukan)
        for n, r in zip(frame.index, frame.itertuples()) if r.rujukan not in dikenal[r.jenis]
    ]
    berlaku = set(zip(indikator["id"], indikator["lingkup"]))
    masalah += [
        Masalah(berkas, f"indikator ini tidak dideklarasikan untuk lingkup {r.lingkup} di indikator.csv", n, "rujukan", r.rujukan)
        for n, r in zip(frame.index, frame.itertuples())
        if r.jenis == "target" and r.rujukan in dikenal["target"] and not {(r.rujukan, ""), (r.rujukan, r.lingkup)} & berlaku
    ]
    return masalah + [
        Masalah(berkas, "naskah perjanjian harus bertanggal", n, "tanggal", "")
        for n, r in zip(frame.index, frame.itertuples()) if r.jenis == "naskah" and not r.tanggal
    ]


def _id_indikator(indikator: pd.DataFrame, folder: str) -> list[Masalah]:
    """An id is its code and a number, so that it names one indicator in every scope."""
    return [
        Masalah(f"{folder}/indikator.csv", f"id harus kode barisnya, tanda hubung, lalu nomor urut, misalnya {r.kode}-1", n, "id", r.id)
        for n, r in zip(indikator.index, indikator.itertuples())
        if kode.samakan(r.id.rpartition("-")[0]) != r.kode or not r.id.rpartition("-")[2].isdigit()
    ]


def _pembanding(pembanding: pd.DataFrame, folder: str, dikenal: dict[str, set[str]]) -> list[Masalah]:
    return [
        Masalah(f"{folder}/pembanding.csv", f"rujukan {r.ukuran} ini tidak ada di {'indikator.csv' if r.ukuran == 'K' else 'nomenklatur.csv'}", n, "rujukan", r.rujukan)
        for n, r in zip(pembanding.index, pembanding.itertuples()) if not set(kode.uraikan(r.rujukan)) <= dikenal[r.ukuran]
    ]


def _kendala(narasi: pd.DataFrame, folder: str, nama: set[str]) -> list[Masalah]:
    """A row of the Renja form that an obstacle or its remedy belongs to."""
    return [
        Masalah(f"{folder}/narasi.csv", f"kode baris {r.jenis} ini tidak ada di nomenklatur.csv", n, "rujukan", r.rujukan)
        for n, r in zip(narasi.index, narasi.itertuples()) if r.jenis in ("kendala", "solusi") and r.rujukan.partition("~")[0] not in nama
    ]


def _pilihan(frames: Frames, folder: str) -> list[Masalah]:
    """A recorded choice stands beside a value that is there: once the value moves, its record must be looked at again."""
    masalah = []
    for n, r in frames["pilihan"].iterrows():
        frame = frames.get(r["berkas"])
        if frame is None or f"{folder}/{r['berkas']}.csv#{r['baris']}" not in set(frame["acuan"]):
            masalah.append(Masalah(f"{folder}/pilihan.csv", f"baris itu tidak ada lagi di {r['berkas']}.csv; bila kunci barisnya (lingkup, periode) baru diubah, periksa dulu perubahan itu", n, "baris", r["baris"]))
    return masalah


def _isi_k(realisasi: pd.DataFrame, indikator: pd.DataFrame, folder: str) -> list[Masalah]:
    """A realisation is filled as its indicator's method asks: a value, or numerator and denominator."""
    metode = {(r.id, r.lingkup): r.metode for r in indikator.itertuples()}
    masalah = []
    for n, r in zip(realisasi.index, realisasi.itertuples()):
        cara = metode.get((r.indikator, r.lingkup), metode.get((r.indikator, "")))
        if cara == "rasio" and (r.pembilang is None or r.penyebut in (None, 0) or r.nilai is not None):
            masalah.append(Masalah(f"{folder}/realisasi_k.csv", "metode rasio: isi pembilang dan penyebut (bukan 0), kosongkan nilai", n, "pembilang"))
        if cara == "langsung" and r.nilai is None:
            masalah.append(Masalah(f"{folder}/realisasi_k.csv", "metode langsung: isi nilai", n, "nilai", ""))
        for kolom in ("nilai", "pembilang", "penyebut"):
            if (angka := getattr(r, kolom)) is not None and angka < 0:
                masalah.append(Masalah(f"{folder}/realisasi_k.csv", "kinerja tidak boleh negatif", n, kolom, angka_tertulis(angka)))
        if cara in ("gabungan", "rata-rata"):
            masalah.append(Masalah(f"{folder}/realisasi_k.csv", f"K indikator bermetode {cara} dihitung dari bawahannya; hapus baris ini", n, "indikator", r.indikator))
    return masalah
