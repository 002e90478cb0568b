"""Answers to findings, as rows of `jawaban.csv`."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from triwulan.form.audit.temuan import kelompok
from triwulan.laporan.buka import muat
from triwulan.laporan.pemeriksaan.hasil import periksa
from triwulan.office import paket, params
from triwulan.office.berkas import salah_pilihan
from triwulan.office.masalah import Masalah, MasukanSalah
from triwulan.office.periode import tulis
from triwulan.office.skema import SKEMA
from triwulan.office.tulisan import Tulisan, baca, deskriptor, tabel

PILIHAN = SKEMA["jawaban"].kolom["keputusan"].pilihan


def rencana(akar: Path, path: Path, nama: Sequence[str], *, keputusan: str, oleh: str, keterangan: str, tanggal: str) -> list[Tulisan]:
    """The files that hold these answers; an earlier answer to the same group is replaced. Raises MasukanSalah for unknown groups,
    decisions or dates, and for an explanation without words."""
    masalah = _periksa(keputusan, oleh, keterangan, tanggal)
    parameter, _ = params.baca(path, akar)
    data, aturan = muat(parameter)
    grup = {k.nama: k for k in kelompok(periksa(parameter, data, aturan).semua)}
    for n in nama:
        if n not in grup:
            mirip = difflib.get_close_matches(n, grup, 3, 0.5)
            masalah.append(Masalah("kelompok", "tidak ada temuan dengan kelompok ini; " + (f"yang mirip: {', '.join(mirip)}" if mirip else "lihat: triwulan periksa"), None, "", n))
    if masalah:
        raise MasukanSalah(masalah)
    folder, periode = akar / "data" / parameter.unit, tulis(parameter.periode)
    lama = [r for r in baca(folder, "jawaban") if (r["periode"], r["kelompok"]) not in {(periode, n) for n in nama}]
    # A row for every figure answered, so that one that is found later under the same cause is not taken for answered.
    dijawab = dict.fromkeys((n, t.alamat, " ".join(t.tercetak.split())) for n in nama for t in grup[n].temuan)
    jawab = {"keputusan": keputusan, "keterangan": keterangan.strip(), "oleh": oleh.strip(), "tanggal": tanggal}
    baru = [{"periode": periode, "kelompok": n, "alamat": alamat, "tercetak": tercetak} | jawab for n, alamat, tercetak in dijawab]
    isi = tabel(SKEMA["jawaban"], [*lama, *baru])
    return [
        Tulisan(f"data/{parameter.unit}/jawaban.csv", isi, f"{len(set(nama))} sebab dijawab, {len(baru)} temuan"),
        Tulisan(f"data/{parameter.unit}/{paket.NAMA}", deskriptor(folder, {"jawaban.csv": isi}), "diperbarui sesuai isi berkas data"),
    ]


def _periksa(keputusan: str, oleh: str, keterangan: str, tanggal: str) -> list[Masalah]:
    masalah = salah_pilihan(oleh=oleh, keterangan=keterangan)
    if keputusan not in PILIHAN:
        masalah.append(Masalah("--keputusan", f"pilih salah satu: {', '.join(PILIHAN)}", None, "", keputusan))
    if not oleh.strip():
        masalah.append(Masalah("--oleh", "tulis nama yang menjawab", None, "", oleh))
    if keputusan == "dijelaskan" and not keterangan.strip():
        masalah.append(Masalah("--keterangan", "jawaban dijelaskan memerlukan penjelasan"))
    try:
        date.fromisoformat(tanggal)
    except ValueError:
        masalah.append(Masalah("--tanggal", "tulis tanggal tahun-bulan-hari, misalnya 2024-08-01", None, "", tanggal))
    return masalah
