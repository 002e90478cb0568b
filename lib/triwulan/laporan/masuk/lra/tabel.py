"""The rows of an LRA, whatever file it came in: codes, names, exact figures, each with the place it stands at."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from triwulan.form.lembar import angka
from triwulan.form.lembar.angka import Angka
from triwulan.form.lembar.grid import Kotak, Lembar
from triwulan.laporan.masuk.lra import kolom, rekening
from triwulan.laporan.masuk.lra.kolom import NAMA, RUPIAH
from triwulan.laporan.masuk.lra.rekening import Rekening
from triwulan.office.masalah import Masalah

#: Rows of totals: what they are the total of.
TOTAL = (
    ("surplus", re.compile(r"\b(surplus|defisit)\b", re.I)),
    ("4", re.compile(r"^(jumlah|total)\b.*\bpendapatan\b", re.I)),
    ("5", re.compile(r"^(jumlah|total)\b", re.I)),
)
#: A total of what stands on a page, or was carried over from the one before: it says nothing about the rows.
PINDAHAN = re.compile(r"\b(halaman|dipindahkan|pindahan)\b", re.I)
#: Lines above the table that are its heading.
JUDUL = 12
#: Cents that binary arithmetic of a spreadsheet program may be off by.
SEN = Fraction(1, 10**4)


@dataclass(frozen=True)
class Baris:
    """A row: its two codes (of a total row what it totals), the code as written, name, figures by the form's columns (None:
    nothing stands there), the size of each figure's last digit, where the row and each figure stand, figures that could not be read."""

    kode: Rekening
    tertulis: str
    uraian: str
    tempat: str
    nilai: Mapping[str, Fraction | None]
    ulp: Mapping[str, Fraction]
    letak: Mapping[str, str]
    tak_terbaca: frozenset[str] = frozenset()

    def rp(self, key: str) -> Fraction:
        return self.nilai.get(key) or Fraction(0)


@dataclass
class Tabel:
    """An LRA as read: lines above it, rows, total rows (those among the rows each with the row before it), rows whose code is
    none, empty cells among the figures."""

    judul: list[str] = field(default_factory=list)
    semua: list[Baris] = field(default_factory=list)
    jumlah: dict[str, Baris] = field(default_factory=dict)
    bagian: list[tuple[Baris, Rekening]] = field(default_factory=list)
    sebelum: dict[str, Rekening] = field(default_factory=dict)
    kolom: set[str] = field(default_factory=set)
    kosong: int = 0
    masalah: list[Masalah] = field(default_factory=list)

    @property
    def baris(self) -> list[Baris]:
        return [b for b in self.semua if any(b.kode)]

    @property
    def rusak(self) -> list[Baris]:
        return [b for b in self.semua if not any(b.kode)]


def baca(nama: str, semua: Sequence[Lembar]) -> Tabel:
    """The LRA in the sheets of a file, a sheet after the other."""
    hasil, mentah = Tabel(), []
    for lembar in (s for s in semua if s.tampak):
        mentah += _mentah(nama, lembar, hasil)
    if not hasil.kolom and not hasil.masalah:
        hasil.masalah.append(Masalah(nama, "tidak memuat LRA menurut kode rekening; yang dicari: baris judul dengan sel Kode Rekening, Uraian, Bulan Lalu, Bulan Ini dan s/d Bulan Ini. Bila kolomnya lain, sesuaikan judulnya"))
    elif not mentah and not hasil.masalah:
        hasil.masalah.append(Masalah(nama, "judul LRA ada, tetapi tidak ada satu baris rekening pun di bawahnya; ekspor ulang"))
    _nilai(nama, mentah, hasil)
    return hasil


@dataclass(frozen=True)
class _Mentah:
    """A row before its figures are read."""

    jenis: str
    tertulis: str
    uraian: str
    tempat: str
    sel: Mapping[str, Kotak]


def _mentah(nama: str, lembar: Lembar, hasil: Tabel) -> list[_Mentah]:
    """The rows of a sheet that hold figures."""
    rows: list[_Mentah] = []
    judul: list[str] = []
    kepala, sampai, pernah = None, 0, False
    for b in range(1, lembar.tinggi + 1):
        if b <= sampai:
            continue
        if baru := kolom.cari(lembar, b):
            if not pernah:
                hasil.judul += judul[-JUDUL:]
            kepala, sampai, pernah = baru, baru.akhir, True
            hasil.kolom |= baru.kolom.keys()
            if baru.kurang:
                hasil.masalah.append(Masalah(f"{nama} {lembar.tempat(b, baru.kolom['1'].start)}", f"kolom ini tidak ditemukan di judul tabel: {', '.join(baru.kurang)}; yang ditemukan: {', '.join(NAMA[k] for k in baru.kolom if k in NAMA)}"))
                return rows
            continue
        isi = " ".join(t for k in range(1, lembar.lebar + 1) if (t := lembar.asli(b, k).teks))
        if isi and not pernah:
            judul.append(isi)
        elif kepala and isi and (row := _baris(lembar, b, kepala.kolom, rows)):
            rows.append(row)
            if row.jenis == "surplus":
                kepala = None  # what follows is another table, or the signatures
    return rows


def _baris(lembar: Lembar, b: int, di: Mapping[str, range], rows: list[_Mentah]) -> _Mentah | None:
    """A row of the table; None for page numbers, headers, signatures and further lines of a name."""
    kode = " ".join(t for k in di["1"] if (t := _teks_kode(lembar.asli(b, k)))).strip("'` .")
    uraian = " ".join(t for k in di["2"] if (t := lembar.asli(b, k).teks))
    sel = {key: next((s for k in di[key] if (s := lembar.asli(b, k)).teks), Kotak(lembar.tempat(b, di[key].start))) for key in NAMA if key in di}
    berangka = [key for key, s in sel.items() if s.nilai is not None or s.teks]
    tempat = lembar.tempat(b, di["1"].start)
    judul = uraian or kode
    if re.fullmatch(r"\(?1\)?", kode) and re.fullmatch(r"\(?2\)?", uraian):
        return None
    if berangka and not kode[:1].isdigit() and (total := next((t for t, pola in TOTAL if pola.search(judul)), "")):
        return _Mentah(total, "", judul, tempat, sel)
    if rekening.SERUPA.fullmatch(kode) and (berangka or uraian):
        return _Mentah("baris", kode, uraian, tempat, sel)
    if len(berangka) > 1 and any(s.nilai is not None or angka.MULAI.match(s.teks) for s in sel.values()):
        return _Mentah("baris", kode, uraian, tempat, sel)
    return None


def _teks_kode(s: Kotak) -> str:
    """A code cell: a number in it as it was typed (5.1), not as a figure (5,1)."""
    if s.nilai is None or not re.fullmatch(r"[\d.,]+", s.teks):
        return s.teks
    return s.teks.replace(",", ".")


def _nilai(nama: str, mentah: Sequence[_Mentah], hasil: Tabel) -> None:
    """The figures read, all together, so that one way of writing them holds for all; then the rows."""
    sel = [(n, key, s) for n, r in enumerate(mentah) for key, s in r.sel.items()]
    dibaca, salah = angka.baca([Angka(f"{nama} {s.tempat}", "" if s.teks == "-" else s.teks, "%" if key == "6" else "Rp", s.nilai, s.ulp, s.persen) for _, key, s in sel])
    hasil.masalah += [Masalah(t, h.lstrip()) for t, _, h in (m.partition(":") for m in salah)]
    nilai: list[dict] = [{} for _ in mentah]
    ulp: list[dict] = [{} for _ in mentah]
    tak: list[set] = [set() for _ in mentah]
    for (n, key, s), t in zip(sel, dibaca, strict=True):
        nilai[n][key], ulp[n][key] = (Fraction(0) if s.teks == "-" else t.nilai), t.ulp or Fraction(1)
        if t.nilai is None and s.teks not in ("", "-"):
            tak[n].add(key)
        if t.nilai is None and s.teks not in ("", "-") and not angka.MULAI.match(s.teks):
            hasil.masalah.append(Masalah(f"{nama} {s.tempat}", f"{NAMA[key]} harus angka; tulis seperti 1.234.567,89, 0 bila memang nol", None, "", s.teks))
        if key in RUPIAH and t.nilai is not None:
            sen = Fraction(round(t.nilai * 100), 100)
            if abs(t.nilai - sen) > SEN:
                hasil.masalah.append(Masalah(f"{nama} {s.tempat}", f"{NAMA[key]} paling banyak dua angka di belakang koma", None, "", s.teks))
            nilai[n][key] = sen
    atas = ""
    for n, r in enumerate(mentah):
        _lengkapi(nilai[n])
        kode = rekening.urai(r.tertulis) if r.jenis == "baris" else ("jumlah", r.jenis)
        if kode and r.jenis == "baris":
            if kode[0] and not kode[1]:
                atas = kode[0]
            elif not kode[0] and atas:
                kode = (atas, kode[1])
        baris = Baris(kode or ("", ""), r.tertulis, r.uraian, f"{nama} {r.tempat}", nilai[n], ulp[n], {key: f"{nama} {s.tempat}" for key, s in r.sel.items()}, frozenset(tak[n]))
        if not tak[n] and all(v is None for v in baris.nilai.values()):
            continue  # a heading among the rows: it only says what follows
        if r.jenis != "baris":
            _jumlah(hasil, r.jenis, baris)
            continue
        hasil.kosong += sum(v is None for k, v in baris.nilai.items() if k in RUPIAH)
        hasil.semua.append(baris)


def _jumlah(hasil: Tabel, jenis: str, baris: Baris) -> None:
    """A total row put away: the last of its kind is the table's, those before it are of a part of it."""
    if PINDAHAN.search(baris.uraian):
        return
    if lama := hasil.jumlah.get(jenis):
        hasil.bagian.append((lama, hasil.sebelum[jenis]))
    hasil.jumlah[jenis], hasil.sebelum[jenis] = baris, hasil.semua[-1].kode if hasil.semua else ("", "")


def _lengkapi(v: dict[str, Fraction | None]) -> None:
    """An export without one of the columns last month and up to now has it from the other two."""
    ini = v.get("5b") or Fraction(0)
    if "5a" not in v and v.get("5c") is not None:
        v["5a"] = v["5c"] - ini
    elif "5c" not in v and v.get("5a") is not None:
        v["5c"] = v["5a"] + ini
