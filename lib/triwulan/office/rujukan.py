"""A row of data in words: what it says, and in which document that stands."""

from __future__ import annotations

from triwulan.office.data import Data, ingat
from triwulan.office.kinerja import satuan
from triwulan.office.masalah import angka_tertulis
from triwulan.office.periode import sebut

#: What a row of a file is about: the column that names it.
TENTANG = {"target": "indikator", "realisasi_k": "indikator", "pembanding": "rujukan", "pagu": "kode", "realisasi_rp": "kode"}


@ingat
def rujukan(data: Data, acuan: str) -> dict[str, str]:
    """The row of an `acuan` (`data/<unit>/<file>.csv#<key>`) as texts: `nama`, the figure (`nilai`, or `pembilang` and
    `penyebut`), `satuan`, `dokumen` (its title), `tempat`, `catatan`. Raises KeyError for an unknown row."""
    berkas = acuan.partition("#")[0].rpartition("/")[2].removesuffix(".csv")
    row = data.baris_acuan(acuan)
    isi = {k: angka_tertulis(row[k]) for k in ("nilai", "pembilang", "penyebut") if k in row.index and row[k] is not None}
    hasil = {"nama": _nama(data, berkas, row), **isi, "satuan": _satuan(data, berkas, row), "dokumen": data.dokumen.get(row["dokumen"], row["dokumen"]), "tempat": row["tempat"]}
    return hasil | ({"catatan": row["catatan"]} if row["catatan"] else {})


def _nama(data: Data, berkas: str, row) -> str:
    """What the figure is, of what, and for which months: `Realisasi: Belanja Lembur (…), Juni 2024`."""
    tentang = row[TENTANG[berkas]]
    if tentang in data.nama_indikator:
        apa = data.nama_indikator[tentang]
    else:
        apa = " dan ".join(data.nama(k) for k in tentang.split("+"))
        if row.get("akun"):
            apa = f"{data.nama(row['akun'])} ({row['akun']}; {apa})"
    jenis = {
        "target": "Target", "realisasi_k": "Realisasi kinerja", "realisasi_rp": "Realisasi anggaran",
        "pagu": f"Pagu {row.get('tahap', '')}", "pembanding": str(row.get("jenis", "")).replace("-", " ").capitalize(),
    }[berkas]
    kapan = str(row["tahun"]) if berkas == "pembanding" else sebut(row["periode"])
    return f"{jenis}: {apa}, {kapan}"


def _satuan(data: Data, berkas: str, row) -> str:
    if berkas in ("pagu", "realisasi_rp") or row.get("ukuran") == "Rp":
        return "Rp"
    ind = data["indikator"]
    ind = ind[ind["id"] == row[TENTANG[berkas]]].iloc[0]
    bulan = 12 if berkas in ("target", "pembanding") else row["periode"].akhir - row["periode"].awal + 1
    return satuan(ind, bulan)
