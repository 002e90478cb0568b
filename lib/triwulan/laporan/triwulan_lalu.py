"""What a report says of closed quarters: which of their figures changed after they were closed, why, and who answers for it."""

from __future__ import annotations

from triwulan.laporan.laporan import Laporan, Teks, polos
from triwulan.laporan.penutupan import diceritakan, rupiah, sebut, terbaca
from triwulan.office import periode, tutup
from triwulan.office.data import Data
from triwulan.office.skema import SKEMA
from triwulan.office.tutup import Pernyataan

#: A longer list is shown by its first few; the archive has all of it.
BATAS = 12
KATA = {
    "target": "target", "realisasi_k": "realisasi kinerja", "realisasi_rp": "realisasi anggaran", "pagu": "pagu", "pembanding": "angka pembanding",
    "perjanjian": "Perjanjian Kinerja", "indikator": "indikator", "nomenklatur": "susunan", "kumulatif": "angka kumulatif",
}


def perubahan(lap: Laporan) -> Teks | None:
    """The declared changes to the year's closed quarters, in words, with the figures that follow; None where there are none."""
    bagian = []
    for p in diceritakan(lap.data, lap.parameter):
        grup: dict[tuple, list[Pernyataan]] = {}
        for n in tutup.dinyatakan(lap.data, p):
            grup.setdefault((n.alasan, n.oleh, n.tanggal), []).append(n)
        for (alasan, oleh, tanggal), isi in grup.items():
            apa = _singkat([_isi(lap.data, n) for n in isi])
            bagian.append(f"- {periode.sebut(p.periode)}, {apa}. Sebabnya: {polos(alasan.rstrip('.'))} (dinyatakan oleh {polos(oleh)}, {periode.tanggal(tanggal)}).")
        if grup and (ikut := tutup.akibat(lap.data, p)):
            bagian.append(f"- Angka sampai dengan {periode.sebut(p.periode)} yang ikut berubah: {_singkat([polos(sebut(b)) for b in ikut])}.")
    if not bagian:
        return None
    return Teks("\n".join(["Isian yang berubah sesudah triwulannya ditutup:", "", *bagian]))


def _singkat(semua: list[str]) -> str:
    lebih = f"; dan {len(semua) - BATAS} lainnya" if len(semua) > BATAS else ""
    return "; ".join(semua[:BATAS]) + lebih


def _isi(data: Data, n: Pernyataan) -> str:
    """`realisasi kinerja 7.01.06-2 (Persentase …), kecamatan, Triwulan I 2025: pembilang dari 10 menjadi 12`."""
    berkas, baris, kolom = n.sel
    if "/" in berkas:
        return f"aturan {polos(berkas)}"
    kunci = dict(zip(SKEMA[berkas].kunci, baris.split("|"))) if berkas in SKEMA else {"": baris}
    kunci = {k: periode.sebut(periode.baca(v)) if k == "periode" else v for k, v in kunci.items() if v}
    rujukan, *lain = kunci.values()
    nama = data.nama_indikator.get(kunci.get("indikator", kunci.get("id", "")), "")
    uang = berkas in ("pagu", "realisasi_rp") or kunci.get("ukuran") == "Rp"
    lama, baru = (polos(rupiah(t) if uang else terbaca(t)) for t in (n.lama, n.baru))
    return f"{KATA[berkas]} {polos(rujukan)}{f' ({polos(nama)})' if nama else ''}{''.join(f', {polos(x)}' for x in lain)}: {'' if kolom == 'nilai' else f'{kolom} '}dari {lama} menjadi {baru}"
