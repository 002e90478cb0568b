"""Performance that can hardly be meant: nothing is refused for it, but whoever imports should look at the cell again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from triwulan.laporan.masuk.isian.gabung import Kini
from triwulan.laporan.masuk.usul import Usul, kunci_sama
from triwulan.office import kinerja, periode
from triwulan.office.data import Data
from triwulan.office.masalah import Masalah, angka_tertulis
from triwulan.office.periode import Periode

BERKAS = "realisasi_k"
#: How many times its target, or last quarter's, a figure may be; how many times its target the sum of a year.
KALI, KALI_JUMLAH = 10, Fraction(3, 2)
#: An indicator's rows of a year by their months.
Rows = dict[Periode, Mapping[str, str]]


def perhatian(usul: Iterable[Usul], kini: Kini, data: Data) -> list[Masalah]:
    """One sentence for each figure that came in and is out of all proportion, named by its cell."""
    masuk = [u for u in usul if u.berkas == BERKAS and not u.hapus]
    target = {kunci_sama(u.kunci): Fraction(u.isi["nilai"]) for u in usul if u.berkas == "target" and u.isi.get("nilai")}
    sesudah = dict(kini.baris(BERKAS))
    for u in masuk:
        sesudah[kunci_sama(u.kunci)] = sesudah.get(kunci_sama(u.kunci), {}) | dict(u.isi)
    hasil = []
    for u in masuk:
        id_, lingkup, teks = kunci_sama(u.kunci)
        q = periode.baca(teks)
        rows = {periode.baca(k[2]): r for k, r in sesudah.items() if k[:2] == (id_, lingkup) and periode.baca(k[2]).tahun == q.tahun}
        ind = _indikator(data, id_, lingkup)
        if ind is None or not u.isi.keys() & {"nilai", "pembilang", "penyebut"} or (nilai := _nilai(rows[q])) is None:
            continue
        janji = target.get((id_, lingkup, str(q.tahun)), target.get((id_, "", str(q.tahun)))) or kinerja.target(data, ind["id"], lingkup, q.tahun).nilai
        if kata := _aneh(ind, nilai, janji, rows, q):
            di = u.di(next(k for k in ("nilai", "pembilang", "penyebut") if k in u.isi))
            hasil.append(Masalah(di, kata, None, "", _koma(nilai) + (" %" if ind["satuan"] == "%" else "")))
    return hasil


def _indikator(data: Data, id_: str, lingkup: str):
    semua = data["indikator"]
    cocok = [r for _, r in semua.iterrows() if kunci_sama([r["id"]])[0] == id_]
    return next((r for lk in (lingkup, "") for r in cocok if r["lingkup"] == lk), cocok[0] if cocok else None)


def _nilai(row: Mapping[str, str]) -> Fraction | None:
    """A row's K: its figure, or the percentage of its two halves; None where they do not make one."""
    if row.get("nilai"):
        return Fraction(row["nilai"])
    if row.get("pembilang") and Fraction(row.get("penyebut") or 0):
        return 100 * Fraction(row["pembilang"]) / Fraction(row["penyebut"])
    return None


def _aneh(ind, nilai: Fraction, target: Fraction | None, rows: Rows, q: Periode) -> str:
    """What is odd about a figure; "" when nothing is."""
    if ind["satuan"] == "%" and ind["metode"] == "langsung" and 0 < nilai < 1:
        return f"apakah {_koma(nilai)} % atau {_koma(100 * nilai)} %? Persen ditulis sebagai angkanya: 56,5 untuk 56,5 %"
    if target and nilai > KALI * target:
        return f"lebih dari {KALI} kali target {q.tahun} ({_koma(target)}); periksa lagi angkanya"
    lalu = max((p for p in rows if p.akhir == q.awal - 1), key=lambda p: p.awal, default=None)
    dulu = _nilai(rows[lalu]) if lalu and lalu.akhir - lalu.awal == q.akhir - q.awal else None
    if dulu and nilai > KALI * dulu:
        return f"lebih dari {KALI} kali {periode.sebut(lalu)} ({_koma(dulu)}); periksa lagi angkanya"
    if (ind["metode"], ind["akumulasi"]) == ("langsung", "jumlah") and target and (jumlah := _sejak_januari(rows, q)) > KALI_JUMLAH * target:
        return f"dengan ini jumlah sejak Januari {_koma(jumlah)}, jauh di atas target {q.tahun} ({_koma(target)}): apakah angka ini kumulatif? Isi hanya yang dicapai {periode.sebut(q)}"
    return ""


def _sejak_januari(rows: Rows, q: Periode) -> Fraction:
    """The sum of what is known of the months up to a quarter's last, each month once."""
    jumlah, awal = _nilai(rows[q]) or Fraction(0), q.awal
    while lalu := min((p for p in rows if p.akhir < awal), key=lambda p: (-p.akhir, p.awal), default=None):
        jumlah, awal = jumlah + (_nilai(rows[lalu]) or 0), lalu.awal
    return jumlah


def _koma(nilai: Fraction) -> str:
    return angka_tertulis(Fraction(round(nilai * 100), 100)).replace(".", ",")
