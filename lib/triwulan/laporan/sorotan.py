"""What the start page says of a quarter at a glance: its headline figures, its reports, what it lacks. The press shows this
and knows none of it, so it goes into the run record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from triwulan.laporan import renja, status
from triwulan.laporan.buka import siapkan
from triwulan.laporan.daftar import JENIS, Satuan, pilih
from triwulan.laporan.kurang import Kurang
from triwulan.laporan.status import Keadaan
from triwulan.office.aturan import Aturan, di_lubang, predikat
from triwulan.office.data import Data
from triwulan.office.masalah import MasukanSalah
from triwulan.office.params import Parameter
from triwulan.office.periode import tenggat

#: Where the headline figures stand.
KINERJA, ANGGARAN = "evaluasi-renja/kepala/d/nilai", "evaluasi-renja/utama/total/14/Rp"
#: So many headings are named of what a post owes; the rest is counted.
BUTIR = 5


def angka(rows: Iterable[Mapping[str, str]], aturan: Aturan) -> list[dict]:
    """The headline figures among the ledger rows of one report, none where it has none of them: address, name, what it is
    the figure of; of the performance also its grade, and a note where its value lies in a hole of the scale."""
    nilai = {r["alamat"]: Fraction(r["nilai"]) if r["nilai"] else None for r in rows if r["alamat"] in (KINERJA, ANGGARAN)}
    k = nilai.get(KINERJA)
    sorotan = [
        {
            "alamat": KINERJA, "nama": "Kinerja", "singkat": "K", "arti": f"capaian s/d triwulan ini terhadap target setahun: {renja.sebut_rata_rata(aturan)}",
            "predikat": predikat(aturan.skala, k),
            "catatan": "nilainya jatuh di antara dua pita tercetak skala T-E.1, sehingga kantor lain dapat menilainya lain" if di_lubang(aturan.skala, k) else "",
        },
        {
            "alamat": ANGGARAN, "nama": "Anggaran", "singkat": "Rp", "arti": "realisasi s/d triwulan ini terhadap pagu setahun: kolom 14 (Rp) baris TOTAL Evaluasi Renja",
            "predikat": "", "catatan": "",
        },
    ]
    return [s for s in sorotan if s["alamat"] in nilai]


def triwulan(data: Data, parameter: Parameter, aturan: Aturan, semua: Sequence[Satuan], keadaan: Keadaan) -> dict:
    """What holds for a quarter as a whole: office, dates, every report it can have in order (`wajib`: compiled unless others
    are asked for), how many of its figures are in, what it lacks. Nothing here depends on today."""
    p, wajib = parameter, pilih(semua, [])
    return {
        "unit": data.nama("unit"), "tanggal": p.tanggal_laporan, "tenggat": tenggat(p.tahun, p.triwulan, aturan.tenggat.hari).isoformat(),
        "laporan": [{"nama": s.nama, "judul": _judul(s, semua, p, data, aturan), "wajib": s in wajib} for s in semua],
        "angka": {k: sum(n[i] for n in keadaan.angka.values()) for i, k in enumerate(("masuk", "semua"))},
        "kurang": {
            "menahan": not status.lengkap(keadaan.kosong), "jumlah": len(keadaan.kosong),
            "jabatan": [_utang(nama, [k for k in keadaan.kosong if k.jabatan == jabatan]) for jabatan, nama in _urut(data, p, keadaan)],
        },
    }


def _judul(s: Satuan, semua: Sequence[Satuan], p: Parameter, data: Data, aturan: Aturan) -> str:
    """`Laporan Kinerja Camat`: a report's title without its quarter and office; its name where the data do not tell."""
    try:
        judul = siapkan(s, p, data, aturan).isi(JENIS[s.jenis].judul.partition(" {triwulan}")[0])
    except MasukanSalah:
        return s.nama
    return f"{judul}: {_judul(next(x for x in semua if x.nama == s.laporan), semua, p, data, aturan)}" if s.laporan else judul


def _urut(data: Data, p: Parameter, keadaan: Keadaan) -> list[tuple[str, str]]:
    """(post, its name) of those that owe something, who owes most first."""
    nama = status.nama_jabatan(data, p)
    return [(jabatan, nama[jabatan]) for jabatan, _ in status.utang(keadaan.kosong)]


def _utang(nama: str, milik: Sequence[Kurang]) -> dict:
    """What a post owes: how much, its first headings with their file."""
    butir: dict[tuple[str, str], int] = {}
    for k in milik:
        kepala = (status.judul(k), k.berkas)
        butir[kepala] = butir.get(kepala, 0) + 1
    tampak = [{"judul": judul, "berkas": berkas, "jumlah": n} for (judul, berkas), n in list(butir.items())[:BUTIR]]
    return {"nama": nama, "jumlah": len(milik), "butir": tampak, "lainnya": len(milik) - sum(b["jumlah"] for b in tampak)}
