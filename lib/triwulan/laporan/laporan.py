"""One report being compiled: its parameters, data, rules, and the tables shown so far. What a notebook holds as `lap`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import pandas as pd

from triwulan.form import asal, explain
from triwulan.form.calculate import BarisIsian, hitung
from triwulan.form.form import Form
from triwulan.form.table import Tabel
from triwulan.form.tanya import TidakDikenal, pilihan
from triwulan.office import cari, periode
from triwulan.office.aturan import Aturan
from triwulan.office.data import Data
from triwulan.office.masalah import Masalah, MasukanSalah
from triwulan.office.params import Parameter
from triwulan.press.blok import Blok

#: What a Perjanjian Kinerja is about, by post ("" = eselon IV): the level of its sasaran and of its budgets.
TINGKAT = {
    "camat": {"sasaran_pk": "Strategis", "anggaran_pk": "Program"},
    "sekretaris": {"sasaran_pk": "Program", "anggaran_pk": "Kegiatan"},
    "": {"sasaran_pk": "Kegiatan", "anggaran_pk": "Sub Kegiatan"},
}
#: What a superior can tick in the response box, as the form prints it.
DISPOSISI = (
    "Laporan kurang baik", "Laporan sudah baik", "Laporan diperbaiki", "Target dan Realisasi diteliti ulang", "Capaian diteliti ulang",
    "Kinerja dipertahankan", "Lain-lain",
)
#: Markdown's own signs; escaped in whatever data puts into prose.
TANDA = re.compile(r"([\\`*_{}\[\]<>#|~])")


@dataclass(frozen=True)
class Teks:
    """Prose for the page, in Markdown."""

    markdown: str

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        # A number and its percent sign stay on one line.
        teks = re.sub(r"(?<=\d) %", "\u00a0%", self.markdown)
        return {"text/markdown": teks, "text/plain": teks}


@dataclass(frozen=True)
class Pohon:
    """How a figure came about: to unfold in JupyterLab, as a list of the first levels where it is printed."""

    simpul: explain.Simpul
    dalam: int = 1

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        daftar = "\n".join(self._butir(self.simpul, self.dalam, 0, ""))
        return {"text/html": explain.html(self.simpul, 1), "text/markdown": daftar, "text/plain": explain.teks(self.simpul)}

    def _butir(self, s: explain.Simpul, sisa: int, tingkat: int, induk: str) -> Iterator[str]:
        awal, atas = "   " * tingkat, induk.split(" · ")
        *depan, akhir = s.rekam["l"].split(" · ")
        label = [*(t for n, t in enumerate(depan) if t not in atas[n: n + 1]), akhir]
        sebut = "; ".join(polos(k) for k in s.keterangan if not k.startswith("Juga di"))
        yield f"{awal}- **{polos(s.nilai)}** {polos(' · '.join(label))}{'. ' if sebut else ''}{sebut}"
        for a in s.anak if sisa else ():
            yield from self._butir(a, sisa - 1, tingkat + 1, s.rekam["l"])


class Tampilan(dict[str, Tabel]):
    """The tables shown so far by their address part; one that is asked for before is said to be missing."""

    def __missing__(self, tabel: str) -> Tabel:
        raise TidakDikenal(f"tabel {tabel} belum tampil di notebook ini; {pilihan(tabel, self)}")


@dataclass
class Laporan:
    """See the module. `jabatan` is the post that reports; `tabel_tampil` collects the tables by their address part;
    `tautan` links the cells of a table to what they were made of."""

    nama: str
    jenis: str
    jabatan: str
    parameter: Parameter
    data: Data = field(repr=False)
    aturan: Aturan = field(repr=False)
    tabel_tampil: Tampilan = field(default_factory=Tampilan, repr=False)
    tautan: Callable[[Tabel, str], Tabel] = field(default=lambda tabel, lingkup: tabel, repr=False)

    def perjanjian(self, jenis: str) -> pd.DataFrame:
        """The post's Perjanjian Kinerja of the year: its `naskah`, `target` or `anggaran` rows in printed order."""
        return cari.perjanjian(self.data, self.jabatan, jenis, self.parameter.tahun)

    @cached_property
    def naskah_pk(self) -> pd.Series:
        """The row of the post's Perjanjian Kinerja of the year: its date, its scope, who the second party is."""
        rows = self.perjanjian("naskah")
        if rows.empty:
            raise MasukanSalah([Masalah(f"data/{self.data.unit}/perjanjian.csv", f"belum ada naskah Perjanjian Kinerja {self.parameter.tahun} untuk {self.jabatan}", None, "jabatan", self.jabatan)])
        return rows.iloc[0]

    @property
    def lingkup(self) -> str:
        """The scope the post answers for, as its Perjanjian Kinerja says."""
        return self.naskah_pk["lingkup"]

    def pejabat(self, jabatan: str, pada: str | None = None) -> pd.Series:
        """Who holds a post on a date (the report's unless given). Raises MasukanSalah when nobody does."""
        pada = pada or self.parameter.tanggal_laporan
        if (orang := cari.pejabat(self.data, jabatan, pada)) is None:
            raise MasukanSalah([Masalah(f"data/{self.data.unit}/pejabat.csv", f"tidak ada yang memegang jabatan ini pada {pada}; tambahkan barisnya dengan mulai paling lambat tanggal itu, atau betulkan tanggal mulai", None, "jabatan", jabatan)])
        return orang

    @property
    def atasan(self) -> str:
        """The post that signs as superior: the second party of the Perjanjian Kinerja."""
        return self.naskah_pk["rujukan"]

    def identitas(self, kode: str) -> str:
        """The official name of a code. Raises TidakDikenal."""
        try:
            return self.data.nama(kode)
        except KeyError:
            raise TidakDikenal(f"kode {kode!r} tidak ada di data/{self.data.unit}/nomenklatur.csv; {pilihan(kode, self.data['nomenklatur']['kode'])}") from None

    def hasil(self, kode: str) -> str:
        """What a code is to achieve (`Tersusunnya …`); its name where the data say no more."""
        return self.data.hasil(kode) or self.identitas(kode)

    @cached_property
    def kata(self) -> Mapping[str, str]:
        """The words a text may name in curly brackets."""
        p = self.parameter
        pk = self.naskah_pk["tanggal"]
        pertama_pk, kedua_pk = self.pejabat(self.jabatan, pk), self.pejabat(self.naskah_pk["rujukan"], pk)
        pertama, terakhir = (periode.bulan(b) for b in (p.periode.awal, p.periode.akhir))
        return {
            "unit": self.identitas("unit"), "kabupaten": self.identitas("kabupaten"), "kedudukan": self.identitas("kedudukan"),
            "renstra": self.identitas("renstra"), **{k: self.identitas(k) for k in ("peraturan_organisasi", "peraturan_pelaporan")}, "tahun": str(p.tahun), "tahun_lalu": str(p.tahun - 1),
            "triwulan": f"Triwulan {periode.ROMAWI[p.triwulan - 1]}", "bulan_awal": pertama, "bulan_akhir": terakhir,
            "hari_akhir": periode.tanggal(p.periode.hari_akhir), "tanggal": periode.tanggal(date.fromisoformat(p.tanggal_laporan)),
            "tenggat": periode.tanggal(periode.tenggat(p.tahun, p.triwulan, self.aturan.tenggat.hari)),
            "hari_tenggat": str(self.aturan.tenggat.hari), "pejabat": self.pejabat(self.jabatan)["nama"],
            "jabatan": self.pejabat(self.jabatan)["nama_jabatan"], "tanggal_pk": periode.tanggal(date.fromisoformat(pk)),
            "nama_pihak_pertama": pertama_pk["nama"], "jabatan_pihak_pertama": pertama_pk["nama_jabatan"],
            "nama_pihak_kedua": kedua_pk["nama"], "jabatan_pihak_kedua": kedua_pk["nama_jabatan"],
            **TINGKAT.get(self.jabatan, TINGKAT[""]),
            "unit_kerja": self.pejabat(self.jabatan)["unit_kerja"], "triwulan_berikutnya": _berikutnya(p.tahun, p.triwulan),
            "urusan": self.identitas("urusan"), "organisasi": self.identitas("organisasi"),
            "jumlah_kelurahan": str(len(self.data["nomenklatur"].query("jenis == 'kelurahan'"))),
            "jumlah_desa": str(len(self.data["nomenklatur"].query("jenis == 'desa'"))),
        }

    def isi(self, teks: str, ubah: Callable[[str], str] = str) -> str:
        """`teks` with each {word} and each {table/row/column} figure filled in; `ubah` is applied to what is put in."""
        def ganti(m: re.Match) -> str:
            nama = m[1]
            if nama in self.kata:
                return ubah(self.kata[nama])
            if nama.count("/") >= 2:
                tabel, baris, kolom = nama.split("/", 2)
                if tabel in self.tabel_tampil:
                    return ubah(self.tabel_tampil[tabel].sel(baris, kolom).tampil)
            raise TidakDikenal(f"{{{nama}}} tidak dikenal; kata: {', '.join(self.kata)}; tabel yang sudah tampil: {', '.join(self.tabel_tampil)}")

        return re.sub(r"\{([^{}]+)\}", ganti, teks)

    def teks(self, teks: str) -> Teks:
        """A paragraph (Markdown) with its words and figures filled in."""
        return Teks(self.isi(teks.strip(), polos))

    def narasi(self, jenis: str, rujukan: str | None = None, jabatan: str | None = None) -> list[str]:
        """The facts of one kind that hold in this quarter, in order."""
        return [teks for r, teks in cari.narasi(self.data, jenis, jabatan or self.jabatan, self.parameter.periode) if rujukan in (None, r)]

    def daftar(self, jenis: str, rujukan: str | None = None, jabatan: str | None = None) -> Teks:
        """The same facts as a list, numbered when there are several."""
        return _butir(self.narasi(jenis, rujukan, jabatan))

    def nama_resmi(self, *jenis: str) -> Teks:
        """The official names of one or more kinds (`sasaran`; `kelurahan`, `desa`) as a list, by code."""
        rows = self.data["nomenklatur"]
        return _butir([n for j in jenis for n in rows[rows["jenis"] == j].sort_values("kode")["uraian"]])

    def tabel(
        self, form: Form, *, judul: str, baris: Callable[[Laporan, str], Sequence[BarisIsian]],
        nomor: str = "", tabel: str = "", lingkup: str | None = None, kaki: Sequence[str] = (),
    ) -> Tabel:
        """A form filled with rows: `nomor` is the printed number, `tabel` the name in addresses where none is printed,
        `lingkup` the scope of its figures (the post's own unless given; "" for a table without figures)."""
        lingkup = self.lingkup if lingkup is None else lingkup
        hasil = hitung(
            form.untuk(**self.kata), baris(self, lingkup), laporan=self.nama, tabel=tabel or nomor, nomor=nomor,
            judul=self.isi(judul), lingkup=self.identitas(lingkup) if lingkup else "", kaki=kaki,
        )
        hasil = self.tautan(hasil, lingkup)
        self.tabel_tampil[hasil.tabel] = hasil
        return hasil

    def jelaskan(self, alamat: str, dalam: int = explain.DALAM) -> Pohon:
        """How a figure of a table shown so far came about, as a tree to unfold: `2.3/7.01.01/10`, with or without the report's
        name before it. Raises TidakDikenal with the addresses that are like it."""
        isi = asal.halaman([t.bundle() for t in self.tabel_tampil.values()])
        alamat = alamat if alamat.startswith(f"{self.nama}/") else f"{self.nama}/{alamat}"
        if alamat not in isi["sel"]:
            raise TidakDikenal(f"tidak ada angka beralamat {alamat}; {pilihan(alamat, isi['sel'])}")
        return Pohon(explain.jelaskan(alamat, {self.nama: isi}.get, dalam))

    def tanda_tangan_pk(self, peran: Sequence[str] = ()) -> Blok:
        """The two parties' signatures under the Perjanjian Kinerja, as on its date: a copy of what was signed then."""
        return self.tanda_tangan(self.naskah_pk["rujukan"], self.jabatan, pada=self.naskah_pk["tanggal"], peran=peran)

    def tanggapan(self) -> Blok:
        """The superior's response box: the form's options, ticked as the data say. Words of the superior's own stand under the
        form's last option, which is there for them."""
        dipilih = self.narasi("disposisi")
        sendiri = " ".join(d for d in dipilih if d not in DISPOSISI)
        pilihan = [{"teks": d, "dipilih": d in dipilih} for d in DISPOSISI]
        if sendiri:
            pilihan[-1] = {"teks": f"{DISPOSISI[-1]}: {sendiri}", "dipilih": True}
        return Blok("tanggapan", {"judul": "Ruang Tanggapan/Disposisi Atasan Langsung", "pilihan": pilihan})

    def sampul(self, *judul: str) -> Blok:
        """The cover, one line an argument; with the letter number where the report has been given one."""
        nomor = self.narasi("nomor-naskah", self.nama, "camat")  # numbers of all reports are kept as facts of his
        return Blok("sampul", {"baris": [self.isi(b) for b in judul], "nomor": nomor[-1] if nomor else ""})

    def daftar_isi(self) -> Blok:
        return Blok("daftar-isi", {})

    def tanda_tangan(self, *jabatan: str, pada: str | None = None, peran: Sequence[str] = ()) -> Blok:
        """Signatures of who held the posts on the date (the report's unless given), side by side; the last one stands
        under place and date. `peran` are lines above (PIHAK KEDUA …). Those of the report's own date are to be signed: the PDF
        has a field for each."""
        hari = periode.tanggal(date.fromisoformat(pada or self.parameter.tanggal_laporan))
        pihak = []
        for n, j in enumerate(jabatan):
            p = self.pejabat(j, pada)
            di_atas = f"{self.identitas('kedudukan')}, {hari}" if n == len(jabatan) - 1 else ""
            pihak.append({
                "di_atas": di_atas, "peran": peran[n] if peran else "", "jabatan": p["nama_jabatan"], "nama": p["nama"],
                "nip": f"NIP. {nip(p['nip'])}" if p["nip"] else "",
            })
        return Blok("tanda-tangan", {"pihak": pihak, "bidang": pada is None})


def _berikutnya(tahun: int, triwulan: int) -> str:
    """`Triwulan III Tahun 2024`, the quarter after the one given."""
    return f"Triwulan {periode.ROMAWI[triwulan % 4]} Tahun {tahun + triwulan // 4}"


def _butir(butir: Sequence[str]) -> Teks:
    if len(butir) == 1:
        return Teks(polos(butir[0]))
    return Teks("\n".join(f"{n}. {polos(b)}" for n, b in enumerate(butir, 1)) or "Belum ada isian.")


def polos(teks: str) -> str:
    """Data as plain text inside Markdown: its special signs lose their meaning."""
    return TANDA.sub(r"\\\1", " ".join(teks.split()))


def nip(angka: str) -> str:
    """A NIP in its printed groups: 19701218 199101 1 002."""
    return f"{angka[:8]} {angka[8:14]} {angka[14]} {angka[15:]}"
