"""`triwulan impor`: entry workbooks and LRA exports into the data files, or back out of them."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Annotated

import typer

from triwulan.cli.menulis import jalankan, sebut, taruh

#: A longer list of changes is shown by its first ones, a longer cell by its first letters; what is said for an empty cell.
BATAS, HURUF, KOSONG = 40, 80, "(kosong)"


def impor(
    berkas: Annotated[list[Path] | None, typer.Argument(metavar="BERKAS …", help="Buku isian yang sudah diisi (boleh beberapa), atau satu ekspor LRA: .xlsx, .csv, .txt.")] = None,
    pratinjau: Annotated[bool, typer.Option("--pratinjau", help="Hanya menampilkan yang akan berubah; tidak ada yang ditulis.")] = False,
    batalkan: Annotated[str, typer.Option("--batalkan", metavar="ID", help="Mengembalikan data seperti sebelum impor ini.")] = "",
    params: Annotated[Path | None, typer.Option("--params", metavar="PARAMS.yaml", help="Ekspor LRA: berkas parameter triwulannya.")] = None,
    bulan: Annotated[str, typer.Option("--bulan", help="Ekspor LRA yang tidak menyebut bulannya: misalnya 2024-06.")] = "",
    pagu_berlaku: Annotated[str, typer.Option("--pagu-berlaku", help="Ekspor LRA dengan pagu perubahan: tanggal penetapannya, misalnya 2024-08-20.")] = "",
    sebagai_json: Annotated[bool, typer.Option("--json", help="Hasil sebagai JSON.")] = False,
) -> None:
    """Membaca buku isian atau ekspor LRA ke dalam data. Semua masalah ditampilkan sekaligus; bila ada satu saja, tidak ada yang ditulis.

    Buku isian dibuat dengan: triwulan isian PARAMS.yaml BERKAS.xlsx
    """
    from triwulan.laporan.masuk import pintu, ringkas, simpan

    if bool(berkas) == bool(batalkan):
        print("Sebutkan berkas yang diimpor, atau --batalkan ID; bukan keduanya.", file=sys.stderr)
        raise typer.Exit(2)
    if batalkan:
        jalankan(lambda akar: simpan.batalkan(akar, batalkan), sebagai_json)
        return
    hasil: list = []

    def rencana(akar: Path) -> list:
        hasil.extend(pintu.impor(akar, berkas, pintu.Petunjuk(params, bulan, pagu_berlaku), datetime.now()))
        return [] if pratinjau else list(hasil[1].tulisan)

    tulisan = taruh(rencana)
    masukan, r = hasil
    if sebagai_json:
        print(json.dumps({
            "keterangan": masukan.kalimat, "perubahan": [asdict(p) for p in r.perubahan], "perhatian": [str(p) for p in r.perhatian],
            "berkas": [t.berkas for t in tulisan],
        }, ensure_ascii=False))
        return
    print(*masukan.kalimat, sep="\n")
    for m in r.perhatian:
        print(f"Perhatian: {m}", file=sys.stderr)
    if not r.perubahan:
        print("Tidak ada yang berubah: semua isinya sudah sama dengan data.")
        return
    _perubahan(r.perubahan)
    print(*ringkas.kalimat(r.perubahan), sep="\n")
    print("Pratinjau: belum ada yang ditulis. Untuk menuliskannya ulangi perintah ini tanpa --pratinjau." if pratinjau else "Ditulis:")
    sebut(tulisan)


def _perubahan(semua: Sequence) -> None:
    """The cells that change, file by file: row, column, old and new, and where the new one stands."""
    print(f"\n{len(semua)} sel berubah:")
    for berkas, isi in groupby(semua[:BATAS], lambda p: p.berkas):
        print(f"{berkas}.csv")
        for p in isi:
            print(f"  {' '.join(k for k in p.kunci if k)}  {p.kolom}: {_tampak(p, p.lama)} → {_tampak(p, p.baru)}  [{p.letak}]")
    if len(semua) > BATAS:
        print(f"… dan {len(semua) - BATAS} sel lainnya (seluruhnya: tambahkan --json)")
    print()


def _tampak(p, nilai: str) -> str:
    """A cell as people read it, on one line of a reasonable length."""
    from triwulan.laporan.masuk.usul import terbaca

    kata = terbaca(p.berkas, p.kolom, nilai) or KOSONG
    return kata if len(kata) <= HURUF else f"{kata[: HURUF - 1]}…"
