"""Exercises of the lesson: answers read tolerantly, compared with what the tables say, answered with a hint or a reason.

Nothing here knows an answer: each is a figure, an address, a code or a word of the quarter's own tables.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from html import escape
from typing import TYPE_CHECKING

from triwulan.laporan.laporan import polos
from triwulan.office import aturan

if TYPE_CHECKING:
    from triwulan.laporan.telusur import Telusur

MINUS = str.maketrans({c: "-" for c in "−–—‐‑‒﹣－"})
ANGKA = re.compile(r"(\()?\s*(?:rp\.?\s*)?([+-]?)\s*(?:rp\.?\s*)?((?:\d[\d.,' ]*)?[\d](?:,-)?|[.,]\d+)\s*(%|[a-z][a-z/ ]*)?\s*(\))?")
RIBUAN = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
WARNA = {True: "#2e7d32", False: "#b26a00", None: "#6b7280"}
JUDUL = {True: "benar", False: "belum tepat", None: "belum dijawab"}


@dataclass(frozen=True)
class Soal:
    """An exercise: `jenis` of answer (angka | alamat | kode | rumus | kata), the right one (None where this quarter has none),
    `tempat` decimals asked of a number, `satuan` its unit; how to find it, a hint, the reason."""

    jenis: str
    kunci: Fraction | str | None
    cari: str
    petunjuk: str
    sebab: str
    tempat: int = 0
    satuan: str = ""


@dataclass(frozen=True)
class Tanggapan:
    """What is said of an answer: `benar` None where there is none yet, or where the exercise does not apply."""

    judul: str
    isi: str
    benar: bool | None = None

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        html = f'<div style="border-left:4px solid {WARNA[self.benar]};padding:.3em .9em;margin:.3em 0"><strong>{escape(self.judul)}</strong> {escape(self.isi)}</div>'
        return {"text/html": html, "text/markdown": f"> **{polos(self.judul)}** {polos(self.isi)}", "text/plain": f"{self.judul} {self.isi}"}


def baca(teks: object) -> list[tuple[Fraction, int]]:
    """The numbers that a text may mean, each with its decimals: `3.794` is 3794 or 3,794. [] for what is no number.

    Comma or point, thousands or none, Rp, a unit behind, minus in any of its signs or brackets; `46 %` is also 0,46."""
    bersih = unicodedata.normalize("NFKC", str(teks)).translate(MINUS).replace("\u2019", "'").strip().lower()
    m = ANGKA.fullmatch(bersih)
    if not m or bool(m[1]) != bool(m[5]):
        return []
    isi = re.sub(r"[ ']", "", m[3].removesuffix(",-"))
    hasil = [(-n if m[1] or m[2] == "-" else n, t) for n, t in _bacaan(isi)]
    return hasil + ([(n / 100, t + 2) for n, t in hasil] if m[4] in ("%", "persen") else [])


def _bacaan(isi: str) -> list[tuple[Fraction, int]]:
    tanda = [c for c in isi if c in ".,"]
    if not tanda:
        return [(Fraction(isi), 0)]
    hasil = []
    kepala, ekor = isi.rsplit(tanda[-1], 1)
    lain = {c for c in kepala if c in ".,"}
    if tanda.count(tanda[-1]) == 1 and (not lain or len(lain) == 1 and RIBUAN.fullmatch(kepala)):
        hasil.append((Fraction(f"{re.sub('[.,]', '', kepala) or '0'}.{ekor or '0'}"), len(ekor)))
    if len(set(tanda)) == 1 and RIBUAN.fullmatch(isi) and not isi.startswith("0"):
        hasil.append((Fraction(re.sub("[.,]", "", isi)), 0))
    return hasil


def cocok(soal: Soal, jawaban: object) -> bool:
    """Whether an answer is right: a number exactly, or rounded to the decimals asked or to more."""
    if soal.jenis == "angka":
        return any(n == soal.kunci or t >= soal.tempat and abs(n - soal.kunci) <= Fraction(1, 2 * 10**t) for n, t in _persen(soal, jawaban))
    return _rapi(soal.jenis, str(jawaban)) == _rapi(soal.jenis, soal.kunci)


def _persen(soal: Soal, jawaban: object) -> list[tuple[Fraction, int]]:
    """The readings of an answer; a percent sign makes a fraction only where a fraction is asked."""
    semua = baca(jawaban)
    return semua if soal.satuan == "rasio" or "%" not in str(jawaban) and "persen" not in str(jawaban).lower() else semua[: len(semua) // 2]


def _rapi(jenis: str, teks: str) -> str:
    """An answer without what does not matter in its kind."""
    rapi = "".join(unicodedata.normalize("NFKC", teks).translate(MINUS).lower().split(None if jenis != "kata" else "\0"))
    match jenis:
        case "alamat":
            rapi = rapi.strip("`#'\".").replace("\\", "/")
            return rapi if rapi.startswith("lkj-") or rapi.count("/") > 2 else f"lkj-sekretaris/{rapi}"
        case "kode":
            return rapi.rpartition("/")[2].rpartition(":")[2].strip(".")
        case "rumus":
            return re.sub(r"kolom|^\d+=|[()]", "", rapi.replace("÷", "/").replace(":", "/").replace("dibagi", "/"))
    return " ".join(rapi.replace("*", "").split()).rstrip(".")


def nilai(nomor: int, soal: Soal, jawaban: object) -> Tanggapan:
    """What is said of an answer; never the right one unless it was given."""
    judul = f"Latihan {nomor}"
    if soal.kunci is None:
        return Tanggapan(f"{judul} dilewati.", "Angka yang ditanyakan tidak ada pada triwulan ini.")
    if not str(jawaban).strip():
        return Tanggapan(f"{judul} belum dijawab.", f"Cara mencarinya: {soal.cari}")
    diberi = f"Jawaban Anda: {str(jawaban).strip()}."
    if cocok(soal, jawaban):
        return Tanggapan(f"{judul} benar.", f"{diberi} {soal.sebab}", True)
    return Tanggapan(f"{judul} belum tepat.", f"{diberi} {_umum(soal, jawaban)}{soal.petunjuk}", False)


def _umum(soal: Soal, jawaban: object) -> str:
    """What is amiss with a number at first sight."""
    if soal.jenis != "angka":
        return ""
    if not (semua := _persen(soal, jawaban)):
        return "Itu belum terbaca sebagai angka. "
    for n, t in semua:
        dekat = Fraction(1, 10 ** min(t, soal.tempat)) if t or soal.tempat else Fraction(1, 2)
        if t < soal.tempat and abs(n - soal.kunci) <= Fraction(1, 2 * 10**t):
            return f"Sudah dekat; tulis dengan {soal.tempat} angka di belakang koma. "
        if n and abs(n + soal.kunci) < dekat:
            return "Periksa tandanya, plus atau minus. "
        if t and abs(n - soal.kunci) < dekat:
            return "Sudah dekat; periksa angka terakhirnya: dibulatkan, bukan dipotong, dan dari nilai penuhnya. "
        if soal.kunci and abs(n - soal.kunci * 100) < 1 or n and abs(n * 100 - soal.kunci) < 1 and abs(soal.kunci) > 1:
            return "Periksa satuannya: persen atau pecahan. "
    return ""


def simpulan(hasil: Mapping[int, bool | None], soal: Mapping[int, Soal]) -> Tanggapan:
    """How many are right, which are to be looked at again."""
    ada = [n for n, s in soal.items() if s.kunci is not None]
    benar = [n for n in ada if hasil.get(n)]
    teks = f"{len(benar)} dari {len(ada)} latihan sudah benar."
    if belum := [str(n) for n in ada if hasil.get(n) is False]:
        teks += f" Belum tepat: nomor {', '.join(belum)}."
    if kosong := [str(n) for n in ada if hasil.get(n) is None]:
        teks += f" Belum dijawab: nomor {', '.join(kosong)}."
    return Tanggapan("Hasil Anda.", teks if len(benar) < len(ada) else f"{teks} Anda sudah dapat menelusuri angka mana pun.", True if len(benar) == len(ada) else None)


def di_lubang(skala: aturan.Skala) -> Fraction:
    """A value just below the lowest band that meets the target, a quarter of the way from the band before it."""
    naik = sorted(skala.pita, key=lambda p: p.dari)
    n = max(1, next(n for n, p in enumerate(naik) if p.memenuhi))
    bawah, atas = naik[n - 1: n + 1]
    return bawah.sampai + Fraction(atas.dari - bawah.sampai, 4)


def semua(t: Telusur) -> dict[int, Soal]:
    """The exercises by number, their answers taken from the tables."""
    s, k, skala = t.sel, t.kegiatan, t.lap.aturan.skala
    biaya, camat = t.tabel("sekretaris").form, t.tabel("camat").form
    capaian, sasaran = s("sekretaris", "6").nilai, [s("sekretaris", "4", i).nilai for i in t.anak(k)]
    isi = t.isi
    return {
        1: Soal("angka", s("sekretaris", "8").nilai, "bagian terakhir alamat ialah nomor kolom, bagian sebelumnya kode baris; carilah keduanya pada kutipan di atas.",
                "Periksa kolomnya: nomor kolom tercetak pada baris rumus di kepala tabel.", "Alamat dibaca dari kiri: laporan, tabel, baris, kolom."),
        2: Soal("alamat", s("sekretaris", "7", k).alamat, "susun laporan, tabel, kode baris, dan nomor kolom, dipisahkan garis miring.",
                f"Kode baris ini {k}. Nomor kolom ialah yang tercetak pada baris rumus di bawah judul Pagu.", "Alamat yang sama berlaku di buku angka, di halaman HTML, dan pada perintah jelaskan."),
        3: Soal("rumus", biaya.by_id["9"].formula, "lihat baris rumus di bawah judul kolom Capaian anggaran, lalu tulis bagian sesudah tanda sama dengan.",
                "Capaian anggaran membandingkan uang yang terpakai dengan uang yang tersedia; yang tersedia menjadi pembagi.", "Kepala tabel, hitungan, dan penjelasan berasal dari satu baris rumus itu."),
        4: Soal("angka", s("sekretaris", "9", k).nilai, isi("pakailah rumus kolom itu pada baris {nomor_kegiatan}, lalu bulatkan ke dua angka di belakang koma."),
                "Pembilang dan penyebutnya harus dari baris yang sama.", "Setiap baris dihitung dengan rumus yang sama.", 2, "rasio"),
        5: Soal("angka", None if None in sasaran or not sasaran else sum(sasaran), isi("jumlahkan kolom 4 pada semua sub kegiatan di bawah baris {nomor_kegiatan}."),
                "Yang dijumlahkan hanya sub kegiatan, bukan target kegiatannya sendiri yang berupa persen.", "Pada cara gabungan, sub kegiatan bertarget besar lebih menentukan daripada yang bertarget kecil."),
        6: Soal("angka", _tanpa_kosong(t), "jumlahkan kolom 5 kegiatan yang mempunyai baris pada kutipan, lalu bagi dengan banyaknya baris itu.",
                "Kegiatan tanpa anggaran tidak ikut dijumlahkan dan tidak ikut menjadi pembagi. Pakailah dua angka di belakang koma.",
                isi("Bandingkan dengan {sekretaris/5}: kegiatan yang terlupa menaikkan kinerja program."), 2, "%"),
        7: Soal("kode", (rekening(t) or [None])[:2][-1], "pada kutipan LRA carilah baris rekening paling rinci, yang kodenya paling panjang, lalu bandingkan kolom s/d Bulan Ini.",
                "Tulis kode rekening enam bagian; baris di atasnya hanya menjumlahkan. Bandingkan realisasinya, bukan pagunya, dan perhatikan urutan yang ditanyakan.", "Realisasi sub kegiatan ialah jumlah rekening-rekeningnya."),
        8: Soal("angka", _selisih(s("sekretaris", "7", t.sub).nilai, s("sekretaris", "8", t.sub).nilai), isi("kurangkan kolom 8 dari kolom 7 pada baris {sub} di Tabel 2.3, lalu cocokkan dengan kolom Sisa Anggaran pada kutipan LRA."),
                "Pakailah baris sub kegiatannya, bukan kegiatannya.", "Dua tabel, satu angka: begitulah laporan diperiksa silang."),
        9: Soal("angka", _selisih(s("camat", "7").nilai, s("sekretaris", "7").nilai), "kurangkan pagu Sekretaris dari pagu Camat.",
                "Pakailah kolom pagu, bukan realisasinya.", "Selisih itu bagian kelurahan: dua angka berbeda, dua-duanya benar, karena lingkupnya lain."),
        10: Soal("kata", next(c.id for c in camat.columns if c.besaran == "capaian"), "bandingkan baris kedua dan ketiga tabel di atas, lalu cari kolom Tabel 3.3 yang menyatakan capaian kinerja sebagai pecahan. Formulirnya sama dengan Tabel 2.3.",
                 "Kolom itu hasil bagi realisasi dan target kinerja, bukan anggaran.", "Angka yang sama dapat tercetak sebagai persen di satu formulir dan sebagai pecahan di formulir lain."),
        11: Soal("angka", t.dari_tercetak(t.baris_bulat), "kurangkan angka kedua dari angka pertama, tanpa mencari nilai penuhnya.",
                 "Yang diminta hasil dari angka tercetak, meskipun berbeda dari yang tercetak di kolom 10.", isi("Tabel mencetak {sekretaris/bulat/10} karena menghitung dari nilai penuh. Selisih satu angka terakhir seperti ini bukan kesalahan."), 2, "rasio"),
        12: Soal("angka", s("sekretaris", "10").nilai, "lihat nilai penuhnya pada penjelasan di bagian pertama, lalu bulatkan.",
                 "Pembulatan dilakukan sekali saja, dari nilai penuh.", "Makin banyak angka yang disimpan sebelum dibulatkan, makin tepat hasilnya.", 4, "rasio"),
        13: Soal("kata", aturan.predikat(skala, None if capaian is None else 100 * capaian) or None, "jadikan kolom 6 persen, lalu cari pita yang memuatnya.", "Cari pita yang batas bawahnya sudah dilewati.", "Yang dinilai ialah capaian kinerja, bukan serapan anggaran."),
        14: Soal("kata", aturan.predikat(skala, di_lubang(skala)), "baca keterangan di bawah tabel skala: dari batas mana nilai di antara dua pita dinilai.",
                 "Nilai itu hanya mungkin mendapat predikat salah satu dari dua pita yang mengapitnya.", "Kantor yang memakai batas lain menilai angka yang sama dengan predikat lain; karena itu angka seperti ini diberi tanda bintang."),
        15: Soal("angka", Fraction(len(t.tempat(s("sekretaris", "5").alamat))), "pada sel di atas ganti nomor kolom pada akhir alamat dengan nomor kolom yang ditanyakan, jalankan sel itu, lalu hitung barisnya.",
                 "Hitung semua alamat dalam daftar, termasuk Tabel 2.3 sendiri.", "Bila satu tempat diperbaiki, semua tempat itu harus ikut."),
        16: Soal("angka", Fraction(sum(x.tingkat == "pembulatan" for x in t.temuan)) if t.temuan else None, "tingkat setiap temuan tertulis dalam kurung.",
                 "Temuan warisan bukan pembulatan: masukannya yang keliru.", "Pembulatan cukup dicatat; yang lain perlu dikoreksi."),
    }


def _tanpa_kosong(t: Telusur) -> Fraction | None:
    """The mean over the kegiatan with a budget; None where that is the programme's own."""
    capai = [t.sel("sekretaris", "6", k).nilai for k, ada in t.rata.items() if ada]
    return 100 * sum(capai) / len(capai) if capai and None not in capai and not all(t.rata.values()) else None


def rekening(t: Telusur) -> list[str]:
    """The accounts of the sub kegiatan on which most was spent, the largest first."""
    lra = t.tabel("lra")
    daun = {b.id: n for b in lra.baris if b.id.startswith(f"{t.sub}:") and b.id.count(".", len(t.sub)) == 5 and (n := lra.sel(b.id, "5c").nilai) is not None}
    return [i.partition(":")[2] for i in sorted(daun, key=daun.__getitem__, reverse=True)]


def _selisih(a: Fraction | None, b: Fraction | None) -> Fraction | None:
    return None if a is None or b is None else a - b
