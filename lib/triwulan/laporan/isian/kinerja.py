"""The sheet Kinerja: what each post has to report of its indicators, with what is known and what comes of it at once."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from triwulan.form.angka import bulat
from triwulan.laporan import kurang
from triwulan.laporan.isian import tahunan
from triwulan.laporan.isian.model import Alamat, Bahan, Baris, Kolom, Lembar, Sel, angka
from triwulan.laporan.status import nama_jabatan
from triwulan.office import kinerja, periode
from triwulan.office.data import saring
from triwulan.office.masalah import angka_tertulis
from triwulan.office.penanggung import penanggung

NAMA = "Kinerja"
CARA = {
    ("langsung", "jumlah"): "isi yang dicapai pada triwulan ini saja; dijumlahkan sejak Januari",
    ("langsung", "posisi-akhir"): "isi keadaan pada akhir triwulan",
    ("langsung", "rata-rata"): "isi nilai triwulan ini; dirata-ratakan",
    ("rasio", "jumlah"): "isi pembilang dan penyebut triwulan ini saja; masing-masing dijumlahkan",
    ("rasio", "posisi-akhir"): "isi pembilang dan penyebut pada akhir triwulan",
    ("rasio", "rata-rata"): "isi pembilang dan penyebut triwulan ini; persentasenya dirata-ratakan",
}
SEJAK_JANUARI = "isi jumlah sejak Januari"
#: A cell that this indicator's method does not ask for.
TIDAK_DIISI = Sel("", bentuk="abu")
BUKTI, CATATAN = "Dokumen yang membuktikan capaian ini, misalnya: Tanda terima LPPDes, 27 Maret 2026.", "Hanya bila perlu diterangkan kepada pembaca laporan."


def lembar(b: Bahan) -> Lembar:
    """Post by post, each indicator that its method asks to enter, for this quarter and for earlier ones that are not in."""
    nama, baris = nama_jabatan(b.data, b.parameter), []
    semua = list(_baris(b))
    for jabatan in nama:
        if milik := [r for r in semua if r.jabatan == jabatan]:
            baris += [Baris(f"jabatan|{jabatan}", {"kode": Sel(nama[jabatan])}, "judul"), *milik]
    kini, n = periode.sebut(b.parameter.periode), b.parameter.triwulan
    lalu = [Kolom("lalu", f"s/d TW {periode.ROMAWI[n - 2]}", 9, "angka")] if n > 1 else []
    return Lembar(NAMA, f"Realisasi kinerja {kini}", (
        "Isi sel kuning. Metode rasio: pembilang dan penyebut. Yang memang tidak dilaksanakan diisi 0; kosong berarti belum diketahui.",
        "Persen ditulis sebagai angkanya: 56,5 untuk 56,5 %. Capaian langsung terhitung.",
    ), (
        Kolom("kode", "Kode", 18), Kolom("nama", "Indikator", 33), Kolom("lingkup", "Lingkup", 12), Kolom("satuan", "Satuan", 9),
        Kolom("cara", "Cara mengisi", 24), Kolom("target", f"Target {b.parameter.tahun}", 8, "angka"), *lalu, Kolom("periode", "Untuk", 16),
        Kolom("nilai", "Nilai", 10, "angka"), Kolom("pembilang", "Pembilang", 10, "angka"), Kolom("penyebut", "Penyebut", 10, "angka"),
        Kolom("capaian", "Capaian (%)", 9, "persen"), Kolom("perhatian", "Perhatian", 15), Kolom("bukti", "Bukti", 22), Kolom("catatan", "Catatan", 14), Kolom("terisi", "Terisi", 6, "bantu"),
    ), tuple(baris))


def _baris(b: Bahan) -> Iterator[Baris]:
    p, sudah = b.parameter, set()
    berlaku = {(i.id, i.lingkup): i for i in b.data["indikator"].itertuples()}
    rows = b.data["realisasi_k"]
    for id_, lingkup in kurang.diminta(b.data, p.tahun):
        ind = berlaku.get((id_, lingkup)) or berlaku.get((id_, ""))
        if ind is None or (ind.metode, ind.akumulasi) not in CARA:
            continue
        jabatan = penanggung(b.data, p.tahun, ind.kode)
        ada = saring(rows[(rows["indikator"] == id_) & rows["lingkup"].isin(["", lingkup])], "periode", lambda q: q.tahun == p.tahun and q.akhir == p.periode.akhir)
        baru = [periode.triwulan(p.tahun, n) for n in kurang.triwulan_kosong(b.data, p, ind, lingkup)]
        semua = [(q, lingkup, None) for q in baru] + [(r.periode, r.lingkup, r) for r in ada.itertuples()]
        panjang = min((q for q, _, _ in semua if q.akhir == p.periode.akhir), default=p.periode)
        for q, lk, row in semua:
            kunci = (id_, lk, periode.tulis(q))
            if b.milik(jabatan) and kunci not in sudah:
                sudah.add(kunci)
                # Of a quarter and of all months up to it, reports take the longer.
                kalah = q.akhir == panjang.akhir and q != panjang
                yield _satu(b, ind, lingkup, q, kunci, row, jabatan, periode.sebut(panjang) if kalah else "")


def _satu(b: Bahan, ind, lingkup: str, q: periode.Periode, kunci: tuple[str, ...], row, jabatan: str, kalah: str) -> Baris:
    # As the sheet Target has it by now.
    target = f"[[{tahunan.TARGET}::{letak}/nilai]]" if (letak := tahunan.baris_target(b, ind.id, lingkup)) else ""
    rasio = ind.metode == "rasio"
    lalu = _lalu(b, ind, lingkup)

    def isian(kolom: str, **lain) -> Sel:
        ada = getattr(row, kolom) if row is not None else None
        return Sel(angka(ada) if kolom in ("nilai", "pembilang", "penyebut") else ada or "", Alamat("realisasi_k", kunci, kolom), **lain)

    sebut = "K" if ind.satuan == "%" else ind.satuan.replace("{bulan}", str(q.akhir))
    diminta = f"{ind.nama}, dalam {sebut}: angka, 0 atau lebih, paling banyak dua desimal."
    uang = ("pembilang", "penyebut") if rasio else ("nilai",)
    sel = {
        "kode": Sel(ind.kode), "nama": Sel(ind.nama), "lingkup": Sel(lingkup.replace("+", " + ") or "semua lingkup"), "satuan": Sel(kinerja.satuan({"satuan": ind.satuan}, q.akhir)),
        "cara": Sel(SEJAK_JANUARI if q.awal == 1 and q.akhir > 3 and ind.akumulasi != "posisi-akhir" else CARA[ind.metode, ind.akumulasi]),
        "target": Sel(rumus=f'=IF(ISNUMBER({target}),{target},"")') if target else Sel(""), **({"lalu": Sel(angka(None if lalu.nilai is None else Fraction(bulat(lalu.nilai, 2))))} if b.parameter.triwulan > 1 else {}), "periode": Sel(periode.sebut(q)),
        **{k: isian(k, satuan="%" if ind.satuan == "%" and k == "nilai" else "", ingat=diminta if k == "nilai" else f"{k.capitalize()} {diminta}") if k in uang else TIDAK_DIISI for k in ("nilai", "pembilang", "penyebut")},
        "capaian": Sel("") if kalah else _capaian(b, ind, lingkup, q, bool(target)),
        "perhatian": Sel(f"laporan memakai baris {kalah}") if kalah else Sel(rumus=_perhatian(ind, lalu.nilai)),
        "bukti": isian("bukti", ingat=BUKTI), "catatan": isian("catatan", ingat=CATATAN),
        "terisi": Sel(rumus="=IF(AND(ISNUMBER([[pembilang]]),ISNUMBER([[penyebut]])),1,0)" if rasio else "=IF(ISNUMBER([[nilai]]),1,0)"),
    }
    return Baris(f"k|{'|'.join(kunci)}", sel, jabatan=jabatan)


def _lalu(b: Bahan, ind, lingkup: str) -> kinerja.Angka:
    """What stands for the months up to last quarter; nothing in the year's first."""
    p = b.parameter
    if p.triwulan == 1:
        return kinerja.Angka(None)
    return kinerja.realisasi(b.data, ind.id, lingkup, periode.sampai(p.tahun, p.triwulan - 1), b.aturan.polaritas.turun)


def _capaian(b: Bahan, ind, lingkup: str, q: periode.Periode, target: bool) -> Sel:
    """The achievement up to this quarter with what is being entered, as `office/kinerja.py` will compute it; no formula where
    an earlier quarter is not in, where no target is asked for, and in rows of earlier quarters; empty while the target is not
    known or 0."""
    p = b.parameter
    isi = ("pembilang", "penyebut") if ind.metode == "rasio" else ("nilai",)
    sebelum = _sebelum(b, ind, lingkup, q)
    if not target or q.akhir != p.periode.akhir or sebelum is None:
        return Sel("")
    rasio = ind.metode == "rasio"
    if ind.akumulasi == "rata-rata":
        jumlah = sum((100 * r.pembilang / r.penyebut if rasio else r.nilai for r in sebelum), Fraction(0))
        nilai = f"({_tulis(jumlah)}+{'100*[[pembilang]]/[[penyebut]]' if rasio else '[[nilai]]'})/{len(sebelum) + 1}"
    elif rasio:
        atas, bawah = (_tulis(sum((getattr(r, k) for r in sebelum), Fraction(0))) for k in isi)
        nilai = f"100*({atas}+[[pembilang]])/({bawah}+[[penyebut]])"
    else:
        nilai = f"({_tulis(sum((r.nilai for r in sebelum), Fraction(0)))}+[[nilai]])"
    t = "[[target]]"
    jadi = f"100*{nilai}/{t}" if ind.polaritas == "naik" else f"100*{t}/{nilai}" if b.aturan.polaritas.turun == "T/R" else f"100*(2*{t}-{nilai})/{t}"
    ada = "AND(SUM([[target]])<>0," + ",".join(f"ISNUMBER([[{k}]])" for k in isi) + ")"
    return Sel(rumus=f'=IF({ada},IFERROR({jadi},""),"")')


def _sebelum(b: Bahan, ind, lingkup: str, q: periode.Periode) -> list | None:
    """The rows of the year that add up with a figure of the months `q`; None where one of them is missing, or where quarters
    are to be averaged that are only known together."""
    if ind.akumulasi == "posisi-akhir" or q.awal == 1:
        return []
    sumber = _lalu(b, ind, lingkup).sumber
    rows = [r for r in b.data["realisasi_k"].itertuples() if r.acuan in sumber]
    if not rows or ind.akumulasi == "rata-rata" and any(r.periode.akhir - r.periode.awal != 2 for r in rows):
        return None
    return rows


def _perhatian(ind, lalu: Fraction | None) -> str:
    bukti = 'IF([[bukti]]="","bukti belum disebut","")'
    if ind.metode == "rasio":
        isi = f'IF([[pembilang]]>[[penyebut]],"pembilang melebihi penyebut",IF([[penyebut]]=0,"penyebut tidak boleh 0",{bukti}))'
        return f'=IF(AND(ISNUMBER([[pembilang]]),ISNUMBER([[penyebut]])),{isi},IF([[pembilang]]&[[penyebut]]="","","isi pembilang dan penyebut"))'
    isi = bukti
    if lalu is not None and ind.akumulasi == "posisi-akhir":
        tanda, kata = ("<", "lebih rendah dari triwulan lalu") if ind.polaritas == "naik" else (">", "lebih tinggi dari triwulan lalu")
        isi = f'IF([[nilai]]{tanda}{_tulis(lalu)},"{kata}",{isi})'
    if ind.satuan == "%":
        isi = f'IF(AND([[nilai]]>0,[[nilai]]<=1),"ini kurang dari 1 %; 56,5 % ditulis 56,5",{isi})'
    return f'=IF(ISNUMBER([[nilai]]),{isi},"")'


def _tulis(nilai: Fraction) -> str:
    """A number inside a formula."""
    return angka_tertulis(nilai) if nilai.denominator == 1 else f"({nilai.numerator}/{nilai.denominator})"
