"""`triwulan isian`: an entry workbook for a quarter, of the whole office or one a post."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from triwulan.cli.menulis import taruh


def isian(
    params: Annotated[Path, typer.Argument(metavar="PARAMS.yaml", help="Berkas parameter triwulannya.")],
    berkas: Annotated[Path | None, typer.Argument(metavar="BERKAS.xlsx", help="Buku isian yang akan ditulis.")] = None,
    jabatan: Annotated[str, typer.Option("--jabatan", help="Hanya bagian jabatan ini, misalnya kasi-pelayanan.")] = "",
    per_jabatan: Annotated[Path | None, typer.Option("--per-jabatan", metavar="FOLDER", help="Satu buku untuk setiap jabatan yang masih berutang isian, ke dalam folder ini.")] = None,
) -> None:
    """Membuat buku isian Excel sebuah triwulan. Sesudah diisi: triwulan impor BERKAS.xlsx

    Yang sudah diketahui tampak dan terkunci, yang diminta berwarna kuning. Berkas yang sudah ada tidak ditimpa.
    """
    if (berkas is None) == (per_jabatan is None) or jabatan and per_jabatan:
        print("Sebutkan BERKAS.xlsx (boleh dengan --jabatan), atau --per-jabatan FOLDER; bukan keduanya.", file=sys.stderr)
        raise typer.Exit(2)
    milik: dict[Path, str] = {}

    def rencana(akar: Path) -> list:
        from triwulan.laporan.buka import muat
        from triwulan.laporan.isian import susun
        from triwulan.laporan.status import nama_jabatan
        from triwulan.office.masalah import Masalah, MasukanSalah
        from triwulan.office.params import baca
        from triwulan.office.periode import tulis
        from triwulan.office.tulisan import Tulisan

        if berkas and berkas.suffix.lower() not in ("", ".xlsx"):
            raise MasukanSalah([Masalah(str(berkas), "buku isian adalah buku Excel; tulis nama yang berakhir .xlsx", None, "", berkas.suffix)])
        parameter, _ = baca(params, akar)
        data, aturan = muat(parameter)
        ada = [j for j in nama_jabatan(data, parameter) if j]
        if jabatan and jabatan not in ada:
            raise MasukanSalah([Masalah("--jabatan", f"jabatan ini tidak ada di pejabat.csv; yang ada: {', '.join(ada)}", None, "", jabatan)])
        if per_jabatan:
            milik.update({per_jabatan / f"isian-{tulis(parameter.periode)}-{j}.xlsx": j for j in susun.pengisi(data, parameter, aturan)})
        else:
            milik[berkas if berkas.suffix else berkas.with_name(f"{berkas.name}.xlsx")] = jabatan
        buku = {path: susun.buku(data, parameter, aturan, j) for path, j in milik.items()}
        # What is there may have been filled in: it is only ever written over by the very same.
        if lain := [path for path, isi in buku.items() if path.exists() and path.read_bytes() != isi]:
            raise MasukanSalah([Masalah(str(path), "berkas ini sudah ada dan isinya lain, mungkin sudah diisi orang; pilih nama lain, atau pindahkan dulu") for path in lain])
        return [Tulisan(str(path.absolute()), isi, milik[path]) for path, isi in buku.items()]

    taruh(rencana)
    if not milik:
        print("Semua isian sudah lengkap: tidak ada jabatan yang masih berutang.")
    for path, j in milik.items():
        print(f"{path}  {j or 'semua jabatan'}")
