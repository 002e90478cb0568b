"""`triwulan baru`: a new office, or an office's next quarter."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from triwulan.cli.menulis import jalankan

baru = typer.Typer(no_args_is_help=True, help="Memulai kantor baru (unit) atau membuka triwulan berikutnya (periode).")

Json = Annotated[bool, typer.Option("--json", help="Daftar berkas yang ditulis sebagai JSON.")]


@baru.command()
def unit(
    nama_folder: Annotated[str, typer.Argument(metavar="NAMA", help="Nama folder kantor baru, misalnya kecamatan-sukodono.")],
    dari: Annotated[str, typer.Option("--dari", help="Unit yang strukturnya disalin, misalnya kecamatan-lumajang; tanpa ini berkasnya kosong.")] = "",
    nama: Annotated[str, typer.Option("--nama", help='Nama resmi, misalnya "Kecamatan Sukodono"; tanpa ini dari nama folder.')] = "",
    kabupaten: Annotated[str, typer.Option("--kabupaten", help='Misalnya "Kabupaten Lumajang"; tanpa ini kabupaten unit yang disalin.')] = "",
    tahun: Annotated[int | None, typer.Option("--tahun", help="Tahun pertama; tanpa ini tahun berjalan.")] = None,
    aturan: Annotated[str, typer.Option("--aturan", help="Nama aturan di params/aturan/; tanpa ini yang terbaru yang sudah berlaku.")] = "",
    sebagai_json: Json = False,
) -> None:
    """Menyiapkan kantor baru: data/<unit>/ dan berkas parameter Triwulan I.

    Yang disalin dari unit lain: nama program sampai sub kegiatan dan rekening, indikator dan cara mengukurnya, jabatan, baris Perjanjian Kinerja, serta tugas dan fungsi bila sekabupaten. Angka, nama orang, NIP, dan uraian triwulan tidak disalin.
    """
    from triwulan.office.baru import BELUM, rencana

    tulisan = jalankan(lambda akar: rencana(akar, nama_folder, tahun or date.today().year, dari=dari, nama=nama, kabupaten=kabupaten, aturan_=aturan), sebagai_json)
    params = tulisan[-1].berkas
    langkah = [
        f'Cari tulisan "{BELUM}" di data/{nama_folder}/ dan ganti dengan yang benar.',
        *(['Periksa Perjanjian Kinerja yang disalin, terutama tanggal dan pihaknya; sesudah betul, hapus kata "; sesuaikan" di kolom tempat perjanjian.csv.'] if dari else []),
        *([] if dari and not kabupaten else ["Periksa apakah aturan pada berkas parameter (skala, tenggat) memang berlaku di kabupaten ini."]),
        f"Isi target dan pagu. Dokumen sumbernya ditulis di data/{nama_folder}/datapackage.json, bagian sources.",
        f"Lihat yang masih kurang: triwulan status {params}",
    ]
    _langkah(langkah)


@baru.command()
def periode(
    params: Annotated[Path, typer.Argument(metavar="PARAMS.yaml", help="Berkas parameter triwulan terakhir.")],
    sebagai_json: Json = False,
) -> None:
    """Membuka triwulan berikutnya: menulis berkas parameternya.

    Pada tahun baru, target dan Perjanjian Kinerja disalin sebagai usulan, tugas dan fungsi diteruskan. Pagu dan realisasi tidak disalin.
    """
    from triwulan.office.lanjut import rencana

    tulisan = jalankan(lambda akar: rencana(akar, params), sebagai_json)
    tahun_baru = [
        'Periksa target dan Perjanjian Kinerja yang disalin, juga tanggalnya; di CSV, hapus kata "; sesuaikan" sesudah betul (kolom catatan di target.csv, kolom tempat di perjanjian.csv).',
        "Isi pagu tahun baru; pagu tidak disalin karena anggaran ditetapkan setiap tahun.",
    ]
    berkas = tulisan[-1].berkas
    buku = f"isian-{Path(berkas).stem}.xlsx"
    _langkah([
        f"Bila laporan triwulan yang lama sudah ditandatangani, tutup: triwulan tutup {params} --oleh NAMA",
        *(tahun_baru if len(tulisan) > 1 else []), "Isi realisasi triwulan ini, uraian, dan dokumentasi.",
        f"Semua itu dapat diisi di Excel: triwulan isian {berkas} {buku}; sesudah diisi: triwulan impor {buku}", f"Lihat yang masih kurang: triwulan status {berkas}",
    ])


def _langkah(langkah: Sequence[str]) -> None:
    print("Langkah berikutnya:", *(f"  {n}. {kalimat}" for n, kalimat in enumerate(langkah, 1)), sep="\n", file=sys.stderr)
