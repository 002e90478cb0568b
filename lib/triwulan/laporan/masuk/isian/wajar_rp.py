"""Money that can hardly be meant: above its budget, or an office's own above what it has with others. Nothing is refused for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from triwulan.laporan.masuk.isian.gabung import Kini
from triwulan.laporan.masuk.usul import Usul, kunci_sama
from triwulan.office import periode
from triwulan.office.masalah import Masalah, angka_tertulis
from triwulan.office.periode import Periode

UANG, PAGU = "realisasi_rp", "pagu"
#: Cells that a sentence names; more are counted.
DISEBUT = 4
Kunci = tuple[str, ...]


def melampaui(usul: Iterable[Usul], kini: Kini, tahun: int) -> tuple[list[Masalah], frozenset[str]]:
    """Accounts that spend more than their budget after what came in, named by the cells of it; and which accounts (as
    `office/hubungan_rp.py` names them), so that they are not said twice."""
    usul = list(usul)
    pagu, uang = (_sesudah(usul, kini, berkas) for berkas in (PAGU, UANG))
    berlaku = {k[:3]: v for k, v in sorted(pagu.items(), key=lambda x: (x[0][4], x[0][5])) if k[3] == str(tahun)}
    hasil, disebut = [], set()
    for rek in dict.fromkeys(kunci_sama(u.kunci)[:3] for u in usul if u.berkas in (PAGU, UANG)):
        total = sum((v for k, v in uang.items() if k[:3] == rek and periode.baca(k[3]).tahun == tahun), Fraction(0))
        if rek in berlaku and total > berlaku[rek]:
            milik = [u for u in usul if kunci_sama(u.kunci)[:3] == rek and not u.hapus]
            sel = [u.di("nilai") for u in milik if u.berkas == UANG] or [u.di("nilai") for u in milik]
            hasil.append(Masalah(_sebut(sel), f"realisasi {tahun} {_rupiah(total)} melampaui pagu {_rupiah(berlaku[rek])}; cocokkan dengan LRA; bila benar, terangkan di kolom Catatan", None, "", " ".join(k for k in rek if k)))
            disebut |= {" ".join(k for k in u.kunci[:3] if k) for u in milik} | {" ".join(k for k in rek if k)}
    return hasil, frozenset(disebut)


def lingkup(usul: Iterable[Usul], kini: Kini) -> list[Masalah]:
    """Sub kegiatan of which a scope has spent more in a quarter than the scope that includes it, named by the cells that came in."""
    usul = [u for u in usul if u.berkas in (PAGU, UANG)]
    uang, hasil, sudah = _sesudah(usul, kini, UANG), [], set()
    semua = sorted({k[2] for k in uang})
    dalam_luar = [(a, b) for a in semua for b in semua if set(a.split("+")) < set(b.split("+"))]
    for u in (u for u in usul if u.berkas == UANG and not u.hapus):
        kode, _, lk, teks = kunci_sama(u.kunci)
        q = periode.baca(teks)
        q = periode.triwulan(q.tahun, (q.akhir + 2) // 3)
        for dalam, luar in (x for x in dalam_luar if lk in x):
            if (kode, dalam, q) in sudah:
                continue
            sudah.add((kode, dalam, q))
            kecil, besar = (_jumlah(uang, kode, s, q) for s in (dalam, luar))
            if besar is not None and kecil is not None and kecil > besar:
                sel = [x.di("nilai") for x in usul if x.berkas == UANG and not x.hapus and kunci_sama(x.kunci)[0] == kode and x.kunci[2] in (dalam, luar) and q.memuat(periode.baca(x.kunci[3]))]
                hasil.append(Masalah(_sebut(sel), f"belanja {kode} {periode.sebut(q)} lingkup {dalam} {_rupiah(kecil)} lebih besar daripada lingkup {luar} {_rupiah(besar)}, padahal sudah termasuk di dalamnya; periksa keduanya"))
    return hasil


def _sesudah(usul: Sequence[Usul], kini: Kini, berkas: str) -> dict[Kunci, Fraction]:
    """The amounts of a file by key, as they would be."""
    jadi = {k: r["nilai"] for k, r in kini.baris(berkas).items()}
    for u in (u for u in usul if u.berkas == berkas):
        jadi[kunci_sama(u.kunci)] = "" if u.hapus else u.isi.get("nilai", jadi.get(kunci_sama(u.kunci), ""))
    return {k: Fraction(v) for k, v in jadi.items() if v}


def _jumlah(uang: dict[Kunci, Fraction], kode: str, lingkup: str, q: Periode) -> Fraction | None:
    """A code's spending in a quarter; None where nothing is known of it, or only together with other months."""
    milik = [(periode.baca(k[3]), v) for k, v in uang.items() if k[0] == kode and k[2] == lingkup]
    if any(p.beririsan(q) and not q.memuat(p) for p, _ in milik):
        return None
    isi = [v for p, v in milik if q.memuat(p)]
    return sum(isi, Fraction(0)) if isi else None


def _sebut(sel: Sequence[str]) -> str:
    """`isian.xlsx Anggaran!H9, I9`: cells of one workbook and sheet, its name once."""
    sel = list(dict.fromkeys(sel))
    depan = sel[0].rpartition("!")[0]
    pendek = [sel[0], *(s.rpartition("!")[2] if s.rpartition("!")[0] == depan else s for s in sel[1:DISEBUT])]
    return ", ".join(pendek) + (f" dan {len(sel) - DISEBUT} sel lain" if len(sel) > DISEBUT else "")


def _rupiah(nilai: Fraction) -> str:
    bulat, _, sen = angka_tertulis(nilai).partition(".")
    return f"Rp{int(bulat):,}".replace(",", ".") + (f",{sen}" if sen else "")
