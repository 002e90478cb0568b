"""The budget columns of an LRA against pagu.csv: the same, or a changed budget with its date, or the first of a year."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from triwulan.laporan.masuk.lra.kolom import NAMA
from triwulan.laporan.masuk.lra.rekening import sebut
from triwulan.laporan.masuk.lra.tabel import Baris
from triwulan.laporan.masuk.lra.tulis import ribuan
from triwulan.laporan.masuk.usul import Usul
from triwulan.office import anggaran
from triwulan.office.data import Data
from triwulan.office.masalah import Masalah, MasukanSalah, angka_tertulis
from triwulan.office.periode import Periode, tanggal


def lingkup(data: Data, nama: str) -> str:
    """The scope whose budgets are known by account: that of the LRA. Raises MasukanSalah where it is not one."""
    semua = {r.lingkup for n in ("pagu", "realisasi_rp") for r in data[n].itertuples() if r.akun}
    if not semua:
        semua = set(data["nomenklatur"].loc[data["nomenklatur"]["jenis"] == "lingkup", "kode"])
        # A scope of several ("kecamatan+kelurahan") holds others' money too; an office's own LRA is that of the office alone.
        semua = {s for s in semua if "+" not in s} or semua
    if len(semua) != 1:
        raise MasukanSalah([Masalah(nama, f"lingkup LRA ini tidak dapat ditentukan: pagu per rekening ada untuk {', '.join(sorted(semua)) or 'tidak satu pun lingkup'}; sisakan satu lingkup yang berpagu per rekening di pagu.csv")])
    return semua.pop()


def berlaku(teks: str, waktu: Periode) -> str:
    """The date of a changed budget. Raises MasukanSalah for one that is none, or that the LRA cannot know of yet."""
    try:
        hari = date.fromisoformat(teks) if teks else None
    except ValueError:
        hari = None
    if teks and (hari is None or hari.isoformat() != teks or hari.year != waktu.tahun or hari > waktu.hari_akhir):
        raise MasukanSalah([Masalah("--pagu-berlaku", f"tulis tanggal penetapan anggaran perubahan tahun {waktu.tahun}, paling lambat {tanggal(waktu.hari_akhir)} (akhir bulan LRA ini), misalnya {waktu.tahun}-{waktu.akhir:02}-01", None, "", teks)])
    return teks


def belum_ada(data: Data, lingkup_: str, tahun: int) -> bool:
    """Whether the data hold no budget by account for a year yet."""
    pagu = data["pagu"]
    return pagu[(pagu["lingkup"] == lingkup_) & (pagu["tahun"] == tahun) & (pagu["akun"] != "")].empty


def bandingkan(data: Data, baris: Sequence[Baris], kolom: set[str], waktu: Periode, lingkup_: str, berlaku_: str, dokumen: str) -> tuple[list[Usul], list[Masalah]]:
    """The budget rows that an LRA brings, and where it contradicts those there are."""
    pertama = belum_ada(data, lingkup_, waktu.tahun)
    murni, kini = (anggaran.pagu(data, lingkup_, waktu, tahap) for tahap in ("murni", "perubahan"))
    usul, masalah = [], []
    for b in baris:
        awal, sekarang = "3" if "3" in kolom else "4", b.rp("4")
        lama = {"murni": murni.get(b.kode), "kini": kini.get(b.kode)}
        if pertama or (lama["kini"] is None and berlaku_ and awal == "3" and not b.rp("3")):
            usul.append(_usul(b, awal, "murni", "", waktu, lingkup_, dokumen))
            kini_ = b.rp(awal)
        elif lama["kini"] is None:
            masalah.append(Masalah(b.tempat, f"rekening {sebut(b.kode)} {b.uraian} (anggaran {ribuan(sekarang)}) tidak ada di pagu.csv {waktu.tahun} lingkup {lingkup_}; betulkan kodenya, atau tambahkan pagunya. Bila baru ada di anggaran perubahan: --pagu-berlaku TANGGAL", None, "", b.tertulis))
            continue
        else:
            kini_ = lama["kini"].nilai
            if "3" in kolom and lama["murni"] is not None and lama["murni"].nilai != b.rp("3"):
                masalah.append(_beda(b, "3", f"pagu murni di {_baris(data, lama['murni'].sumber)} {ribuan(lama['murni'].nilai)}; salah satunya keliru, dan pagu murni tidak berubah sepanjang tahun: periksa pada DPA, betulkan pagu.csv atau ekspornya"))
        if sekarang != kini_:
            if berlaku_:
                usul.append(_usul(b, "4", "perubahan", berlaku_, waktu, lingkup_, dokumen))
            else:
                masalah.append(_beda(b, "4", f"pagu yang berlaku {ribuan(kini_)}; bila anggarannya memang berubah, ulangi dengan --pagu-berlaku dan tanggal penetapannya, misalnya --pagu-berlaku {waktu.tahun}-{waktu.akhir:02}-01; bila tidak, ekspornya keliru"))
    return usul, masalah


def _usul(b: Baris, key: str, tahap: str, hari: str, waktu: Periode, lingkup_: str, dokumen: str) -> Usul:
    kunci = (*b.kode, lingkup_, str(waktu.tahun), tahap, hari)
    return Usul("pagu", kunci, dokumen, {"nilai": angka_tertulis(b.rp(key))}, {"nilai": b.letak[key]})


def _beda(b: Baris, key: str, kata: str) -> Masalah:
    return Masalah(b.letak[key], f"{NAMA[key]} {sebut(b.kode)} {b.uraian}: {kata}", None, "", ribuan(b.rp(key)))


def _baris(data: Data, acuan: Sequence[str]) -> str:
    return "pagu.csv" if not acuan else f"pagu.csv baris {data.baris_acuan(acuan[0]).name}"
