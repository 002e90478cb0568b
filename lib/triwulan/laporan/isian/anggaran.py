"""The sheet Anggaran: money by account and month, under the programme tree, with totals that are computed as one types."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from triwulan.laporan.isian import pagu, uang
from triwulan.laporan.isian.model import Alamat, Bahan, Baris, Kolom, Lembar, Sel, acu, angka
from triwulan.office import periode
from triwulan.office.data import Data, ingat
from triwulan.office.masalah import angka_tertulis
from triwulan.office.penanggung import keuangan
from triwulan.office.periode import Periode

NAMA = uang.ANGGARAN
CATATAN = "Hanya bila perlu diterangkan, misalnya mengapa melampaui pagu."
LEBIH = "ROUND(SUM([[jumlah]])-SUM([[pagu]]),2)>0"
INGAT = "Rupiah menurut LRA, kolom Bulan Ini. Rekening tanpa belanja diisi 0."


def lembar(b: Bahan) -> Lembar:
    """Every account of every scope; a scope's rows stand under its name and total."""
    bulan = _bulan(b)
    baris = [r for lk in uang.lingkup(b) for r in _lingkup(b, lk, bulan)]
    return Lembar(NAMA, f"Realisasi anggaran {periode.sebut(b.parameter.periode)}", (
        "Isi sel kuning dengan rupiah setiap bulan menurut LRA, kolom Bulan Ini. Rekening tanpa belanja diisi 0.",
        "Baris tanpa rekening diisi satu angka untuk seluruh triwulan. Jumlah dan sisa langsung terhitung; yang melampaui pagu diberi tanda.",
    ), (
        Kolom("kode", "Kode", 18), Kolom("nama", "Uraian", 38), Kolom("pagu", "Pagu", 17, "rupiah"), Kolom("sebelum", "Sudah masuk sebelumnya", 17, "rupiah"),
        *(Kolom(_id(q), _judul(q), 15, "rupiah") for q in bulan),
        Kolom("triwulan", "Jumlah triwulan", 17, "rupiah"), Kolom("jumlah", f"s/d {periode.sebut(b.parameter.periode)}", 20, "rupiah"),
        Kolom("sisa", "Sisa pagu", 17, "rupiah"), Kolom("serapan", "Serapan (%)", 9, "persen"), Kolom("perhatian", "Perhatian", 16), Kolom("catatan", "Catatan", 20), Kolom("terisi", "Terisi", 6, "bantu"), Kolom("diminta", "Diminta", 6, "bantu"),
    ), tuple(baris))


def _id(q: Periode) -> str:
    return periode.tulis(q)


def _judul(q: Periode) -> str:
    return periode.bulan(q.awal) if q.awal == q.akhir else periode.sebut(q)


def _bulan(b: Bahan) -> list[Periode]:
    """The columns to be filled: earlier months (and, where amounts are known by quarter, quarters) that somebody still owes,
    then the quarter's three months."""
    p, lebih = b.parameter, set()
    for lk in uang.lingkup(b):
        for k, a in uang.milik(b, uang.rekening(b, lk)):
            tercakup = _tercakup(b, lk, k, a)
            sendiri = "+" in k or uang.murni(b, lk).get((k, a)) == 0 and not tercakup and (k, a) not in uang.pagu(b, lk)
            for n in range(1, p.triwulan):
                q = periode.triwulan(p.tahun, n)
                kosong = [m for m in range(q.awal, q.akhir + 1) if m not in tercakup]
                if kosong and not sendiri:
                    lebih |= {Periode(p.tahun, m, m) for m in kosong} if a or len(kosong) < 3 else {q}
    return [*sorted(lebih), *(Periode(p.tahun, m, m) for m in range(p.periode.awal, p.periode.akhir + 1))]


def _rows(b: Bahan, lingkup: str, kode: str, akun: str) -> list:
    return _menurut(b.data, b.parameter.tahun).get((kode, akun, lingkup), [])


@ingat
def _menurut(data: Data, tahun: int) -> dict[tuple[str, str, str], list]:
    """A year's spending by code, account and scope, in the order of its months."""
    hasil: dict[tuple[str, str, str], list] = {}
    rows = data["realisasi_rp"]
    for r in sorted(rows[rows["tahun"] == tahun].itertuples(), key=lambda r: r.periode):
        hasil.setdefault((r.kode, r.akun, r.lingkup), []).append(r)
    return hasil


def _tercakup(b: Bahan, lingkup: str, kode: str, akun: str) -> dict[int, Periode]:
    """Month → the period of the row that holds it."""
    return {m: r.periode for r in _rows(b, lingkup, kode, akun) for m in range(r.periode.awal, r.periode.akhir + 1)}


def _lingkup(b: Bahan, lingkup: str, bulan: list[Periode]) -> Iterator[Baris]:
    semua = uang.milik(b, uang.rekening(b, lingkup))
    if not semua:
        return
    hitung = ("pagu", "sebelum", *map(_id, bulan), "triwulan", "jumlah")
    baru = [i.removeprefix(f"{lingkup}|") for i, _ in uang.baru(b, lingkup)]
    yield Baris(f"{lingkup}|jumlah", {"kode": Sel(b.data.nama(lingkup)), **_jumlah(lingkup, [*uang.puncak(semua), *baru], hitung)}, "jumlah")
    ada = set(semua)
    for tingkat, kode, akun, anak in uang.pohon(semua):
        id_ = f"{lingkup}|{kode}|{akun}"
        nama = " dan ".join(b.data.nama(k) for k in kode.split("+")) if not akun else b.data.nama(akun)
        teks = {"kode": Sel(akun or kode), "nama": Sel(nama)}
        if (kode, akun) in ada:
            yield Baris(id_, teks | _isian(b, lingkup, kode, akun, bulan), tingkat=tingkat, jabatan=keuangan(b.data, b.parameter.tahun, kode))
        else:
            yield Baris(id_, teks | _jumlah(lingkup, anak, hitung), "judul", tingkat)
    yield from (_baru(b, lingkup, n, tahap, bulan, any(a for _, a in semua)) for n, (_, tahap) in enumerate(uang.baru(b, lingkup), 1))


def _baru(b: Bahan, lingkup: str, n: int, diisi: str, bulan: list[Periode], rinci: bool) -> Baris:
    """Spending of an account that is new on the sheet Pagu: of its months, or, where a scope has no accounts, of its quarter."""
    p, id_ = b.parameter, uang.id_baru(lingkup, n)
    kini = [q for q in bulan if p.periode.memuat(q)]

    def isi(q: Periode) -> Sel:
        return Sel("", Alamat("realisasi_rp", None, periode.tulis(q)), satuan="Rp", ingat=INGAT)

    def dari(kolom: str) -> str:
        return f"[[{pagu.NAMA}::{id_}/{kolom}]]"

    return Baris(id_, {
        "kode": Sel(rumus=f'=IF({dari("rekening")}="",{dari("kode")}&"",{dari("rekening")})'), "nama": Sel(rumus=f'=IF({dari("kode")}="","rekening baru {n}, lihat lembar {pagu.NAMA}",{dari("kode")}&" "&{dari("nama")})'),
        "pagu": Sel(rumus=f'=IF(ISNUMBER({dari(diisi)}),{dari(diisi)},"")'), "sebelum": Sel("", bentuk="abu"),
        **{_id(q): isi(q) if rinci and q in kini else Sel("", bentuk="abu") for q in bulan},
        "triwulan": Sel(rumus=f"=SUM({acu(*map(_id, kini))})") if rinci else isi(p.periode), "jumlah": Sel(rumus="=SUM([[triwulan]])"), **_akibat(),
    }, rekaman={"lingkup": lingkup, "baru": id_})


def _jumlah(lingkup: str, anak: list[str], hitung: tuple[str, ...]) -> dict[str, Sel]:
    """Sums of the rows below, and what follows from them. What is known of several codes together repeats what stands under
    each of them, but for the columns in which only it is known."""
    def bagian(k: str) -> list[str]:
        return [f"{lingkup}|{a}/{k}" for a in anak if "+" not in a or k not in ("pagu", "jumlah")]

    return {k: Sel(rumus=f"=SUM({acu(*bagian(k))})") for k in hitung} | _akibat()


def _akibat() -> dict[str, Sel]:
    return {
        "sisa": Sel(rumus="=SUM([[pagu]])-SUM([[jumlah]])"), "serapan": Sel(rumus='=IF(SUM([[pagu]])=0,"",100*SUM([[jumlah]])/SUM([[pagu]]))'),
        "perhatian": Sel(rumus=f'=IF({LEBIH},"melampaui pagu","")'),
    }


def _isian(b: Bahan, lingkup: str, kode: str, akun: str, bulan: list[Periode]) -> dict[str, Sel]:
    """The cells of one account: months that are open, months that another row covers, what came before, totals."""
    p, rows = b.parameter, _rows(b, lingkup, kode, akun)
    tercakup, milik = _tercakup(b, lingkup, kode, akun), {r.periode: r for r in rows}
    per_triwulan = not akun and not any(r.periode.awal == r.periode.akhir and p.periode.memuat(r.periode) for r in rows)
    sampai = milik.get(p.sampai) if p.triwulan > 1 else None

    def isi(q: Periode) -> Sel:
        ada = milik.get(q)
        return Sel(angka(ada.nilai if ada else None), Alamat("realisasi_rp", (kode, akun, lingkup, periode.tulis(q)), "nilai"), satuan="Rp", ingat=INGAT)

    sel: dict[str, Sel] = {}
    for q in bulan:
        dalam = {tercakup[m] for m in range(q.awal, q.akhir + 1) if m in tercakup}
        kini = p.periode.memuat(q)
        if q in milik:
            sel[_id(q)] = isi(q) if kini else Sel(angka(milik[q].nilai))
        elif dalam:
            sel[_id(q)] = Sel("" if per_triwulan and p.periode in dalam else f"termasuk {periode.sebut(min(dalam)).removesuffix(f' {p.tahun}')}", bentuk="abu")
        elif per_triwulan == (q.awal != q.akhir) and not ("+" in kode and not kini):
            sel[_id(q)] = isi(q)
        else:
            sel[_id(q)] = Sel("", bentuk="abu")
    if sampai is not None or per_triwulan and not set(range(p.periode.awal, p.periode.akhir + 1)) & set(tercakup) or p.periode in milik:
        sel["triwulan"] = Sel("", bentuk="abu") if sampai is not None else isi(p.periode)
    else:
        sel["triwulan"] = Sel(rumus=f"=SUM({acu(*(_id(q) for q in bulan if p.periode.memuat(q)))})")
    terpasang = {q for q in bulan if q in milik} | {p.periode, *([p.sampai] if sampai is not None else [])}
    sebelum = [r for r in rows if r.periode.akhir <= p.periode.akhir and r.periode not in terpasang]
    sel["sebelum"] = Sel(sum((r.nilai for r in sebelum), Fraction(0)))
    awal = [_id(q) for q in bulan if not p.periode.memuat(q)]
    sel["jumlah"] = isi(p.sampai) if sampai is not None else Sel(rumus=f"=SUM({acu('sebelum', *awal, 'triwulan')})")
    sel["pagu"] = _pagu(b, lingkup, kode, akun)
    terbuka = [k for k, s in sel.items() if s.alamat]
    akhir = next((sel[k].alamat for k in ("jumlah", "triwulan", *reversed([_id(q) for q in bulan])) if sel[k].alamat), None)
    ada = next((r.catatan for r in rows if akhir and periode.tulis(r.periode) == akhir.kunci[3]), "")
    sel["catatan"] = Sel(ada, Alamat("realisasi_rp", akhir.kunci, "catatan"), ingat=CATATAN) if akhir else Sel("", bentuk="abu")
    sel["terisi"] = Sel(rumus=f"=IF(COUNT({acu(*terbuka)})={len(terbuka)},1,0)") if terbuka else Sel(Fraction(1))
    # An account that gets no budget, or none yet, asks for nothing.
    if (kode, akun) not in uang.pagu(b, lingkup) and not rows:
        sel |= {"diminta": Sel(rumus="=IF(SUM([[pagu]])>0,1,0)"), "terisi": Sel(rumus=f"=IF(AND([[diminta]]=1,COUNT({acu(*terbuka)})={len(terbuka)}),1,0)")}
    else:
        sel["diminta"] = Sel(Fraction(1))
    hasil = sel | _akibat()
    if len(terbuka) > 1:
        kurang = f'IF(AND(COUNT({acu(*terbuka)})>0,COUNT({acu(*terbuka)})<{len(terbuka)}),"ada bulan yang belum diisi","")'
        hasil["perhatian"] = Sel(rumus=f'=IF({LEBIH},"melampaui pagu",{kurang})')
    if "+" in kode:
        hasil |= dict.fromkeys(("sisa", "serapan", "perhatian"), Sel(""))
    return hasil


def _pagu(b: Bahan, lingkup: str, kode: str, akun: str) -> Sel:
    """The budget in force, as the sheet Pagu has it by now: a changed one that is being entered, the first one, or what the data
    hold."""
    r, id_ = (kode, akun), f"{pagu.NAMA}::{lingkup}|{kode}|{akun}"
    kini, murni = uang.pagu(b, lingkup).get(r), uang.murni(b, lingkup).get(r)
    if kini is None and murni is None and r not in uang.belum(b, lingkup):
        return Sel("")
    if r in uang.belum(b, lingkup) or not uang.berubah(b, lingkup):
        jadi = f'IF(ISNUMBER([[{id_}/murni]]),[[{id_}/murni]],"")'
    else:
        jadi = angka_tertulis(kini.nilai if kini else murni)
    return Sel(rumus=f"=IF(ISNUMBER([[{id_}/perubahan]]),[[{id_}/perubahan]],{jadi})" if kini else f"={jadi}")
