"""Any office's table laid on a declared form: which sheet, which rows, and every figure with its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from triwulan.form import formula as f
from triwulan.form.audit.cetak import BarisCetak, SelCetak, TabelCetak
from triwulan.form.form import Form
from triwulan.form.lembar import angka as angka_lembar
from triwulan.form.lembar import kepala
from triwulan.form.lembar.angka import Angka, bersih
from triwulan.form.lembar.grid import BerkasSalah, Kotak, Lembar, muat
from triwulan.form.lembar.kepala import Kepala

#: A code of the chart of accounts, alone or behind the code of what the money was spent on.
AKUN = re.compile(r"(?:(\d\.\d{2}\.\d{2}[\d.]*)\s+)?([1-9](?:\.\d{1,4}){0,5})")
KODE = re.compile(r"(\d\.\d{2}\.\d{2})(?:\.(\d\.\d{2})(?:\.(\d{2,4}))?)?")
#: Whole texts that name a row of sums; an indicator such as "Jumlah dokumen" is none.
JUMLAH = re.compile(r"(?:grand )?(total|jumlah)(?: (?:total|jumlah|seluruh(?:nya)?|keseluruhan|semua|program|kegiatan|sub|anggaran|belanja|pagu|realisasi|[ivx]+|\d+|[a-z]))*[ :.]*", re.I)
#: What stands below the figures of the form and is no row of it.
BUKAN_BARIS = re.compile(r"(?:rata-?\s?rata|predikat|faktor|tindak lanjut|catatan|keterangan)\b", re.I)


@dataclass(frozen=True)
class Letak:
    """Where a table stands: its sheet, the sheet columns of the form's keys, the sheet row of every row of the table."""

    lembar: Lembar
    kepala: Kepala
    kolom: Mapping[str, int]
    baris: Mapping[str, int]

    def kotak(self, baris: str, key: str) -> Kotak:
        return self.lembar.asli(self.baris[baris], self.kolom[key])


def baca(path: Path, form: Form, *, lembar: str = "") -> TabelCetak:
    """The table of a form in a CSV or XLSX. `lembar` names the sheet; without it the one that holds most of the form is taken. Raises
    BerkasSalah with all that is wrong."""
    return baca_letak(path, form, lembar=lembar)[0]


def baca_letak(path: Path, form: Form, *, lembar: str = "") -> tuple[TabelCetak, Letak]:
    """The table, and where it stands: what comparing its formulas needs."""
    path = Path(path)
    satu, kepala_ = _pilih(path, form, muat(path), lembar)
    if masalah := _kolom_kurang(path, form, satu, kepala_):
        raise BerkasSalah(masalah)
    kolom = {key: k[0] for key, k in kepala_.kolom.items()}
    baris = list(_baris(form, satu, kepala_))
    angka = {(b, key): satu.asli(b, kolom[key]) for _, b, _, _ in baris for key in _kunci(form) if key in kolom}
    masalah = [f"{path.name}: {k.tempat}: rumus {k.rumus} belum pernah dihitung; buka berkasnya di Excel atau LibreOffice, simpan, lalu ulangi" for k in angka.values() if not k.terhitung]
    tercetak, salah = angka_lembar.baca([_angka(k, form, key) for (_, key), k in angka.items()])
    masalah += [f"{path.name}: {m}" for m in salah]
    if not baris:
        masalah.append(f"{path.name}: lembar {satu.nama}: di bawah baris {kepala_.akhir} tidak ada baris yang berisi angka formulir {form.code}")
    if masalah:
        raise BerkasSalah(masalah)
    sel = dict(zip(angka, tercetak))
    isi = tuple(
        BarisCetak(
            id_, teks, {key: SelCetak(sel[b, key], angka[b, key].tempat, angka[b, key].rumus) for key in _kunci(form) if key in kolom}, jenis,
            f"baris {b}" if satu.csv else f"{satu.nama} baris {b}",
        )
        for id_, b, jenis, teks in baris
    )
    letak = Letak(satu, kepala_, kolom, {id_: b for id_, b, _, _ in baris})
    return TabelCetak(form, _nama(path.stem), "tabel" if satu.csv else _nama(satu.nama), isi), letak


def _pilih(path: Path, form: Form, semua: tuple[Lembar, ...], lembar: str) -> tuple[Lembar, Kepala]:
    """The sheet to read and its header."""
    nama = ", ".join(s.nama for s in semua)
    if lembar and lembar not in {s.nama for s in semua}:
        raise BerkasSalah([f"{path.name}: tidak ada lembar {lembar!r}; yang ada: {nama}"])
    dicari = [s for s in semua if s.nama == lembar] if lembar else [s for s in semua if s.tampak]
    ada = [(s, k) for s in dicari if (k := kepala.cari(s, form))]
    if not ada:
        nomor = " ".join(form.heading(c).replace(" ", "") for c in form.columns if c.nomor)
        raise BerkasSalah([
            f"{path.name}: formulir {form.code} tidak ditemukan di lembar {', '.join(s.nama for s in dicari) or '(semuanya tersembunyi)'}; "
            f"tabelnya harus mencetak {f'baris nomor kolom ({nomor}) atau ' if nomor else ''}judul kolom seperti formulir itu ({', '.join(c.title for c in form.columns)}). "
            "Pilih kode formulir lain, sebut lembarnya, atau tulis deklarasi untuk formulir kantor ini"
        ])
    # A printed number row is better than titles that are alike, more of the form's columns better than few of them.
    satu, kepala_ = max(ada, key=lambda a: (a[1].bernomor, len(a[1].kolom)))
    beda = kepala.beda_rumus(form, kepala_)
    if len(beda) > 1 and len(beda) * 2 > len(kepala_.tercetak):
        raise BerkasSalah([
            f"{path.name}: lembar {satu.nama}: baris nomornya mencetak {', '.join(beda)}, sedangkan formulir {form.code} "
            f"{', '.join(form.heading(c) for c in form.columns if c.tree is not None)}; ini formulir lain. Pilih kodenya, atau tulis deklarasinya"
        ])
    return satu, kepala_


def _kolom_kurang(path: Path, form: Form, lembar: Lembar, kepala_: Kepala) -> list[str]:
    """Columns that a formula of the sheet's columns reads and the sheet does not have."""
    masalah = []
    for c in form.columns:
        for key in c.keys if c.tree is not None else ():
            part = key.partition("/")[2]
            perlu = [f"{i}/{part}" if part else i for i in f.refs(c.tree)]
            kurang = [p for p in perlu if p not in kepala_.kolom]
            # Quarters that are not due yet may be left out of a sum.
            if key in kepala_.kolom and kurang and not (len(perlu) > len(kurang) + 1 and set(f.render(c.tree)) <= set("0123456789+")):
                masalah.append(f"{path.name}: lembar {lembar.nama}: kolom {', '.join(k.replace('/', ' ') for k in kurang)} tidak ditemukan, padahal {form.heading(c)} memerlukannya; tambahkan kolom itu beserta nomornya di baris nomor")
    if not any(key in kepala_.kolom for key in _kunci(form)):
        masalah.append(f"{path.name}: lembar {lembar.nama}: tidak ada kolom angka formulir {form.code}; periksa baris nomornya")
    return masalah


def _kunci(form: Form) -> list[str]:
    return [key for c in form.columns if not c.is_text for key in c.keys]


def _angka(kotak: Kotak, form: Form, key: str) -> Angka:
    id_, _, part = key.partition("/")
    return Angka(kotak.tempat, kotak.teks, form.by_id[id_].unit_of(part), kotak.nilai, kotak.ulp, kotak.persen)


# ---- rows -------------------------------------------------------------------------------------------------------------------


def _baris(form: Form, lembar: Lembar, kepala_: Kepala) -> Iterable[tuple[str, int, str, dict[str, str]]]:
    """The rows below the header that hold something of the form: id, sheet row, kind, texts. Headers repeated at page breaks,
    headings, empty rows, and what is written below the table are passed over."""
    def tulisan(b: int) -> list[str]:
        return [t for k in range(1, lembar.lebar + 1) if (t := bersih(lembar.asli(b, k).teks).lower())]

    kepala_isi = [tulisan(b) for b in range(kepala_.awal, kepala_.akhir + 1)]
    judul = {t for isi in kepala_isi for t in isi if re.search("[a-z]", t)}
    kunci = [key for key in _kunci(form) if key in kepala_.kolom]
    pertama = min(kepala_.kolom[key][0] for key in kunci)
    dipakai: dict[str, int] = {}
    berakun = _berakun(lembar, kepala_.kolom[form.columns[0].id][0], kepala_.akhir) if form.columns[0].id in kepala_.kolom else False
    for b in range(kepala_.akhir + 1, lembar.tinggi + 1):
        isi = tulisan(b)
        if not isi or isi in kepala_isi or kepala.berulang(lembar, form, kepala_, b) or len(isi) > 1 and all(t in judul for t in isi):
            continue
        teks = {c.id: _teks(lembar, b, kepala_.kolom[c.id]) for c in form.columns if c.is_text and c.id in kepala_.kolom}
        kiri = [t for i, t in teks.items() if t and kepala_.kolom[i][0] < pertama]
        angka = [lembar.asli(b, kepala_.kolom[key][0]) for key in kunci]
        terisi = sum(a.nilai is not None or bool(a.rumus) or bool(angka_lembar.bacaan(a.teks, "")) for a in angka)
        kode = next((m for t in kiri if (m := _kode(t, berakun))), "")
        jumlah = None if kode else next(iter(JUMLAH.fullmatch(t) for t in kiri), None)
        if not kode and (BUKAN_BARIS.match(kiri[0]) if kiri else terisi < 2) or not kode and not jumlah and not terisi and not any(a.teks == "-" for a in angka):
            continue
        id_ = kode or (jumlah[1].lower() if jumlah else f"baris-{b}")
        dipakai[id_] = dipakai.get(id_, 0) + 1
        yield id_ if dipakai[id_] == 1 else f"{id_}~{dipakai[id_]}", b, "jumlah" if jumlah else "data", teks


def _teks(lembar: Lembar, b: int, k: tuple[int, int]) -> str:
    """The text under a column; under one whose number spans several (a code in parts) the parts together."""
    bagian = [bersih(lembar.di(b, kk).teks) for kk in range(k[0], k[1] + 1)]
    bagian = [t for n, t in enumerate(bagian) if t and (n == 0 or lembar.gabungan.get((b, k[0] + n)) in (None, (b, k[0] + n)))]
    return (".".join if all(re.fullmatch(r"[\d.]+", t) for t in bagian) else " ".join)(bagian)


def _berakun(lembar: Lembar, k: int, kepala_akhir: int) -> bool:
    """Whether a column below the header names accounts behind the codes of what was spent on."""
    return any((m := AKUN.fullmatch(bersih(lembar.asli(b, k).teks))) and m[1] for b in range(kepala_akhir + 1, lembar.tinggi + 1))


def _kode(teks: str, berakun: bool = False) -> str:
    """The official code that a text is or begins with, sub kegiatan in four digits; "" for none. In a table of accounts also the
    account behind it (`7.01.01:5.1.02`), or that alone."""
    if berakun and (m := AKUN.fullmatch(teks)):
        return ":".join(k for k in (_kode(m[1] or ""), m[2]) if k)
    rapat = re.sub(r"\s*\.\s*", ".", teks)
    m = re.match(rf"{KODE.pattern}\.?(?=\s|$)", rapat)
    return ".".join((m[1], *((m[2],) if m[2] else ()), *((f"{int(m[3]):04}",) if m[3] else ()))) if m else ""


def _nama(teks: str) -> str:
    """A name as it stands in addresses."""
    return re.sub(r"[^a-z0-9.]+", "-", teks.lower()).strip("-.") or "tabel"
