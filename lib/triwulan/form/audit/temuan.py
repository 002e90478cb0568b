"""What an audit finds: one finding a cell or text, its kind from a closed list, its likely cause with the evidence.

Findings that share a root cause share a `kelompok`; groups are what people read and answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from fractions import Fraction

#: Gravity, worst first: what each level says of a figure.
TINGKAT = {
    "salah": "angka keliru", "silang": "angka yang sama tercetak berbeda di dua tempat", "label": "tulisan di sekitar angka keliru",
    "warisan": "benar menurut rumusnya, tetapi masukannya keliru", "pembulatan": "selisih karena masukan atau hasil dibulatkan atau dipotong",
    "catatan": "perlu diketahui, bukan kesalahan hitung",
}
#: Every kind of finding.
JENIS = {
    "hitung": "tidak sesuai rumus kolom atau rumus barisnya; sebabnya belum dikenali",
    "beda-data": "angka isian tidak sama dengan data kantor (PK, LRA, realisasi); sebabnya belum dikenali",
    "skala": "persen dan pecahan tertukar: nilainya 100 kali terlalu besar atau terlalu kecil",
    "pecahan-persen": "pecahan dan persen dicampur dalam satu pengurangan",
    "tanda": "tanda plus dan minus tertukar",
    "rumus-harfiah": "nomor kolom dalam baris rumus dipakai sebagai angka",
    "usang": "angka triwulan atau bulan lain",
    "salin-kolom": "angka kolom lain pada baris yang sama",
    "salin-baris": "angka baris lain pada kolom yang sama",
    "kolom-salah": "rumusnya memakai kolom lain",
    "digit": "ada angka yang hilang, ganda, tertukar, atau salah ketik",
    "lingkup": "angka lingkup lain (kantor saja, atau beserta kelurahan)",
    "jumlah": "jumlah tidak sama dengan bagian-bagiannya",
    "akumulasi": "triwulan digabung dengan cara lain daripada yang dinyatakan indikatornya",
    "tanpa-angka": "tidak ada angka, padahal masukannya ada",
    "angka-tanpa-dasar": "ada angka, padahal rumusnya tidak bernilai",
    "nihil": "tanda - dan angka 0 dipakai bergantian",
    "pembulatan": "dihitung dari masukan yang sudah dibulatkan, atau hasilnya dipotong",
    "warisan": "masukannya keliru, hitungannya benar",
    "tak-terbaca": "isi sel terpotong (###) atau bukan angka",
    "predikat": "predikat tidak sesuai skala",
    "rujukan-baris": "rumus baris merujuk nomor baris yang keliru",
    "silang": "angka yang sama tercetak berbeda di tempat lain",
    "label": "nama atau nomor milik baris lain",
    "kode": "kode tidak sesuai barisnya",
    "triwulan": "triwulan lain disebut", "tahun": "tahun lain disebut", "tanggal": "tanggal tidak cocok", "tenggat": "melewati batas penyampaian",
    "nama": "nama pejabat tidak cocok", "nip": "NIP tidak cocok", "jabatan": "jabatan tidak cocok", "unit": "nama kantor tidak cocok",
    "klaim": "angka dalam kalimat tidak sama dengan angka tabel", "klaim-predikat": "predikat dalam kalimat tidak sesuai angkanya",
    "daftar-isi": "daftar isi tidak cocok dengan isinya",
    "rumus-excel": "rumus di lembar kerja tidak sama dengan rumus formulir",
    "kurang": "yang diminta pedoman pelaporan belum ada",
}


@dataclass(frozen=True)
class Temuan:
    """A finding. `tercetak` exactly as in the document, `dihitung` as in the ledger (or ""), `selisih` printed minus computed
    in the column's unit; `tempat` where a human finds it; `jawaban` what the office has answered."""

    alamat: str
    jenis: str
    tingkat: str
    tercetak: str = ""
    dihitung: str = ""
    selisih: str = ""
    sebab: str = ""
    bukti: str = ""
    kelompok: str = ""
    dokumen: str = ""
    tempat: str = ""
    jawaban: str = ""

    def __post_init__(self) -> None:
        if self.jenis not in JENIS or self.tingkat not in TINGKAT:
            raise ValueError(f"temuan {self.alamat}: jenis {self.jenis!r} atau tingkat {self.tingkat!r} tidak dikenal")

    def bundle(self) -> dict:
        return asdict(self)


@dataclass(frozen=True)
class Kelompok:
    """Findings of one root cause, the root first."""

    nama: str
    temuan: tuple[Temuan, ...]

    @property
    def pokok(self) -> Temuan:
        return self.temuan[0]

    @property
    def jawaban(self) -> str:
        """The answer to all of them; "" while one of them has none."""
        return self.pokok.jawaban if all(t.jawaban for t in self.temuan) else ""


def kelompok(temuan: Iterable[Temuan]) -> list[Kelompok]:
    """The findings by root cause: worst level first, then the groups that touch most figures; within a group the root, then
    what follows from it."""
    urut = list(TINGKAT)
    grup: dict[str, list[Temuan]] = {}
    for t in temuan:
        grup.setdefault(t.kelompok or t.alamat, []).append(t)
    semua = [Kelompok(k, tuple(sorted(isi, key=lambda t: (urut.index(t.tingkat), t.jenis == "warisan")))) for k, isi in grup.items()]
    return sorted(semua, key=lambda k: (urut.index(k.pokok.tingkat), -len(k.temuan), -_besar(k.pokok)))


def _besar(t: Temuan) -> Fraction:
    """How far off a figure is, relative to what it should be."""
    try:
        beda, nilai = Fraction(t.selisih), Fraction(t.dihitung)
    except ValueError:
        return Fraction(0)
    return abs(beda) / (abs(nilai) or 1)


def dijawab(temuan: Sequence[Temuan], jawaban: dict[tuple[str, str, str], str]) -> list[Temuan]:
    """The findings with the office's answers, by group, address and printed text: an answer holds for the figures that it was
    given to, as long as they are printed so; what joins the group later is unanswered."""
    return [replace(t, jawaban=jawaban.get((t.kelompok, t.alamat, " ".join(t.tercetak.split())), "")) for t in temuan]
