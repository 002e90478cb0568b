"""Published tables laid on their forms: each cell read in the format its document declares."""

from __future__ import annotations

from triwulan.form.audit.cetak import FORMAT, BarisCetak, SelCetak, TabelCetak, TakTerbaca
from triwulan.laporan.formulir import SEMUA
from triwulan.office.masalah import Masalah, MasukanSalah
from triwulan.office.terbit import Terbit


def tabel(terbit: Terbit, satuan=lambda laporan, tabel, baris, key: None) -> dict[tuple[str, str], TabelCetak]:
    """Every published table by (laporan, tabel). `satuan` gives a cell's unit where the row has its own. Raises MasukanSalah with
    every cell that the declared format does not read, and every column that the form does not have."""
    masalah: list[Masalah] = []
    hasil = {}
    for n, r in terbit.daftar.iterrows():
        kunci = r["laporan"], r["tabel"]
        berkas = f"{terbit.folder}/{r['laporan']}_{r['tabel']}.csv"
        if r["formulir"] not in SEMUA:
            masalah.append(Masalah(f"{terbit.folder}/daftar.csv", f"formulir tidak dikenal; yang ada: {', '.join(SEMUA)}", n, "formulir", r["formulir"]))
            continue
        form = SEMUA[r["formulir"]]
        teks = {c.id for c in form.columns if c.is_text}
        angka = {key: c for c in form.columns if not c.is_text for key in c.keys}
        baris = []
        for m, row in enumerate(terbit.tabel[kunci], 2):
            sel = {}
            for key, isi in row.items():
                if key in angka:
                    unit = satuan(*kunci, row["baris"], key) or angka[key].unit_of(key.partition("/")[2])
                    try:
                        sel[key] = SelCetak(FORMAT[r["format"]](isi, unit), f"{berkas} baris {m} kolom {key}")
                    except TakTerbaca as salah:
                        masalah.append(Masalah(berkas, str(salah), m, key, isi))
                elif key not in teks | {"baris", "catatan"}:
                    masalah.append(Masalah(berkas, f"formulir {form.code} tidak memiliki kolom ini; kolomnya: {', '.join([*teks, *angka])}", 1, key))
            jenis = "jumlah" if row["baris"] in ("jumlah", "total") else "data"
            baris.append(BarisCetak(row["baris"], {k: v for k, v in row.items() if k in teks}, sel, jenis, f"baris {m}"))
        hasil[kunci] = TabelCetak(form, *kunci, tuple(baris))
    if masalah:
        raise MasukanSalah(list(dict.fromkeys(masalah)))
    return hasil
