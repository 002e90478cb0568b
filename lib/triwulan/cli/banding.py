"""`triwulan banding`: which figures differ between two ledgers, and which input moved them."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

#: Figures, rows of data and numbers of other groups that the text shows; `--json` holds all.
ANGKA, BARIS, NOMOR = 12, 5, 4
#: Reasons of changed figures as the summary counts them.
HITUNG = {
    "masukan": "masukan", "salah-satu": "masukan yang tidak dapat dipastikan", "cara-hitung": "perubahan cara hitung",
    "satuan": "perubahan satuan", "tidak-tercatat": "sebab tidak tercatat",
}


def banding(
    lama: Annotated[Path, typer.Argument(metavar="ANGKA_LAMA.csv", help="Buku angka yang lama: angka.csv dari `triwulan susun`.")],
    baru: Annotated[Path, typer.Argument(metavar="ANGKA_BARU.csv", help="Buku angka yang baru: triwulan lain, atau triwulan yang sama sesudah koreksi.")],
    sebagai_json: Annotated[bool, typer.Option("--json", help="Hasil sebagai JSON, tanpa dipersingkat.")] = False,
) -> None:
    """Membandingkan dua buku angka: angka yang berubah, dikelompokkan menurut masukan yang menggerakkannya.

    Kode keluar 0 bila tidak ada yang berubah, 1 bila ada.
    """
    from triwulan.form.banding import banding as bandingkan
    from triwulan.form.buku_angka import BukuSalah, baca

    buku, masalah = [], []
    for path in (lama, baru):
        try:
            buku.append(baca(path))
        except BukuSalah as salah:
            masalah += salah.masalah
    if masalah:
        daftar = dict.fromkeys(masalah)
        print(f"{len(daftar)} hal perlu diperbaiki sebelum buku angka dapat dibandingkan:", *(f"  {n}. {m}" for n, m in enumerate(daftar, 1)), sep="\n", file=sys.stderr)
        raise typer.Exit(2)
    hasil = bandingkan(*buku)
    print(json.dumps(sebagai_data(hasil), ensure_ascii=False) if sebagai_json else "\n".join(_teks(hasil)))
    raise typer.Exit(1 if hasil.kelompok else 0)


def sebagai_data(hasil) -> dict:
    """The comparison as plain values, as `--json` prints it; `bersama` are values of `nomor`."""
    from triwulan.form.angka import desimal

    def angka(a) -> dict | None:
        return a and {"nilai": desimal(a.nilai), "satuan": a.satuan, "tampil": a.tampil}

    return {
        "diperiksa": hasil.diperiksa, "berubah": hasil.berubah, "baru": _banyak(hasil, "angka-baru"), "hilang": _banyak(hasil, "angka-hilang"),
        "kelompok": [
            {
                "nomor": n, "sebab": k.sebab.jenis, "masukan": [{"lama": m.lama, "baru": m.baru} for m in k.sebab.masukan],
                "tempat": k.sebab.tempat, "lama": k.sebab.lama, "baru": k.sebab.baru, "menggerakkan": k.menggerakkan,
                "angka": [{"alamat": b.alamat, "lama": angka(b.lama), "baru": angka(b.baru), "bersama": list(b.bersama)} for b in k.angka],
            }
            for n, k in enumerate(hasil.kelompok, 1)
        ],
    }


def _banyak(hasil, jenis: str) -> int:
    return sum(len(k.angka) for k in hasil.kelompok if k.sebab.jenis == jenis)


def _teks(hasil) -> list[str]:
    """The comparison for the eye: one line that counts, then each reason with its figures."""
    out = [_ringkasan(hasil)]
    for n, k in enumerate(hasil.kelompok, 1):
        tulis = k.menggerakkan - len(k.angka)
        sudah = "" if not tulis else ", semuanya sudah tertulis di atas" if not k.angka else f", {_ribu(tulis)} di antaranya sudah tertulis di atas"
        out += ["", f"{n}. {_judul(k.sebab)} ({_ribu(k.menggerakkan)} angka{sudah})"]
        if len(k.sebab.masukan) > 1:
            out += [f"     {_masukan(m)}" for m in k.sebab.masukan[:BARIS]]
            out += [f"     … dan {_ribu(len(k.sebab.masukan) - BARIS)} lainnya"] if len(k.sebab.masukan) > BARIS else []
        lebar = max((len(b.alamat) for b in k.angka[:ANGKA]), default=0)
        out += [f"   {b.alamat:<{lebar}}  {_perubahan(b)}{_bersama(b.bersama)}" for b in k.angka[:ANGKA]]
        if len(k.angka) > ANGKA:
            out.append(f"   … dan {_ribu(len(k.angka) - ANGKA)} lainnya (seluruhnya: --json)")
    return out


def _ringkasan(hasil) -> str:
    """`11 angka berubah dari 1.234; 2 masukan.`"""
    jenis = [k.sebab.jenis for k in hasil.kelompok]
    sebab = ", ".join(f"{_ribu(jenis.count(j))} {kata}" for j, kata in HITUNG.items() if j in jenis)
    lain = [f"{_ribu(n)} angka {kata}" for j, kata in (("angka-baru", "baru"), ("angka-hilang", "hilang"), ("cetak", "hanya berubah cara cetaknya")) if (n := _banyak(hasil, j))]
    awal = f"{_ribu(hasil.berubah)} angka berubah dari {_ribu(hasil.diperiksa)}" if hasil.berubah else f"Tidak ada angka yang berubah nilai atau satuannya dari {_ribu(hasil.diperiksa)}"
    return "; ".join([awal, *filter(None, [sebab]), *lain]) + "."


def _judul(s) -> str:
    match s.jenis:
        case "masukan":
            m = s.masukan[0]
            kata = "berubah" if m.lama == m.baru else "berganti" if m.lama and m.baru else "baru" if m.baru else "tidak dipakai lagi"
            return f"masukan {kata}: {_masukan(m) if m.lama and m.baru else m.lama or m.baru}"
        case "salah-satu":
            return f"sekurangnya satu dari {_ribu(len(s.masukan))} masukan, tidak dapat dipastikan yang mana"
        case "cara-hitung" if s.masukan:
            return "cara hitung berubah: operan berganti" + (f", {_masukan(s.masukan[0])}" if len(s.masukan) == 1 else "")
        case "cara-hitung" | "satuan":
            kata = {"cara-hitung": "cara hitung", "satuan": "satuan"}[s.jenis]
            return f"{kata} berubah, {s.tempat}: {s.lama or '(kosong)'} → {s.baru or '(kosong)'}"
        case "tidak-tercatat":
            return f"sebab tidak tercatat di buku angka, {s.tempat}"
        case "cetak":
            return f"hanya cara cetak berubah, {s.tempat}"
        case _:
            return f"angka {s.jenis.removeprefix('angka-')} di {s.tempat}"


def _masukan(m) -> str:
    """One input; of a replacement from the same file the second is its key alone."""
    if m.lama == m.baru:
        return m.baru
    berkas, _, kunci = m.baru.partition("#")
    baru = kunci if berkas == m.lama.partition("#")[0] else m.baru
    return f"{m.lama} → {baru}" if m.lama and m.baru else f"{'+' if m.baru else '−'} {m.lama or m.baru}"


def _perubahan(b) -> str:
    """`55 % → 60 %`: as printed; with the unit where it changed, with the exact value where the print does not show the change."""
    from triwulan.form.angka import desimal

    if not (b.lama and b.baru):
        return (b.baru or b.lama).tampil
    if b.lama.satuan != b.baru.satuan:
        return " → ".join(f"{a.tampil} [{a.satuan or 'tanpa satuan'}]" for a in (b.lama, b.baru))
    tepat = "" if b.lama.tampil != b.baru.tampil else f" (tepatnya {desimal(b.lama.nilai) or 'kosong'} → {desimal(b.baru.nilai) or 'kosong'})"
    return f"{b.lama.tampil} → {b.baru.tampil}{tepat}"


def _bersama(nomor: tuple[int, ...]) -> str:
    if not nomor:
        return ""
    lebih = f" dan {len(nomor) - NOMOR} lainnya" if len(nomor) > NOMOR else ""
    return f"  (bersama nomor {', '.join(map(str, nomor[:NOMOR]))}{lebih})"


def _ribu(n: int) -> str:
    return f"{n:,}".replace(",", ".")
