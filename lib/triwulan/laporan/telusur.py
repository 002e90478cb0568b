"""The lesson: one printed figure followed through the reports, down to rows of data. What its notebook calls.

The figure is that of the first programme in the Sekretaris's cost-per-outcome table; which rows serve as examples follows
from the tables of the quarter, so that the lesson fits every office.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property

from triwulan.form import asal, explain
from triwulan.form.angka import bulat, desimal, penuh, tampil
from triwulan.form.audit.temuan import Temuan
from triwulan.form.calculate import BarisIsian, Isian, hitung
from triwulan.form.form import Column, Form, Source
from triwulan.form.table import Sel, Tabel
from triwulan.form.tanya import TidakDikenal, pilihan
from triwulan.laporan import lari, latihan, pemeriksaan
from triwulan.laporan.laporan import Laporan, Pohon, Teks, polos
from triwulan.laporan.pemeriksaan.besaran import Besaran, per_alamat
from triwulan.laporan.prosa import rangkai
from triwulan.office.masalah import Masalah, MasukanSalah

#: What the lesson calls the tables it walks through: the report and the table in it.
TABEL = {"sekretaris": ("lkj-sekretaris", "2.3"), "camat": ("lkj-camat", "3.3"), "renja": ("evaluasi-renja", "utama"), "lra": ("lkj-camat", "lra-rekening")}
#: The programme's columns in the three tables that show it, under the columns of the comparison.
DUA_LINGKUP = {"sekretaris": ("4", "5", "7", "8"), "camat": ("4", "5", "7", "8"), "renja": ("8/K", "13/K", "8/Rp", "13/Rp")}
PERBANDINGAN = Form(
    code="telusur-lingkup", title="Program yang sama dalam tiga tabel", source=Source("Pelajaran menelusuri angka", "bentuk tabel dari proyek ini"),
    columns=(
        Column("tempat", "Tempat", number="", width=1.6), Column("lingkup", "Lingkup", number="", width=1.9),
        Column("1", "Target", unit="baris", width=0.6), Column("2", "Realisasi", unit="baris", width=0.75),
        Column("3", "Capaian (%)", "2/1 x 100%", unit="%", places=2, width=0.75),
        Column("4", "Pagu (Rp)", unit="Rp", total=True, width=1.35), Column("5", "Realisasi (Rp)", unit="Rp", total=True, width=1.35),
        Column("6", "Capaian (%)", "5/4 x 100%", unit="%", places=2, width=0.75),
    ),
)


def mulai(lap: Laporan) -> Telusur:
    """The lesson of a quarter, with the tables of all its reports. Raises MasukanSalah where there is no table to start from."""
    semua = lari.semua(lap.parameter, lap.data, lap.aturan)
    for laporan, tabel in TABEL.values():
        if laporan not in semua or not semua[laporan].tabel_tampil[tabel].baris:
            raise MasukanSalah([Masalah(f"data/{lap.data.unit}/perjanjian.csv", f"pelajaran ini memerlukan laporan {laporan} dengan tabel {tabel}; kantor ini tidak memilikinya", None, "jabatan")])
    return Telusur(lap, semua)


@dataclass
class Telusur:
    """See the module. `lap` is the notebook's report, `laporan` every report of the quarter; `hasil` what was answered;
    `rekam` the records of the reports looked into so far."""

    lap: Laporan
    laporan: dict[str, Laporan] = field(repr=False)
    hasil: dict[int, bool | None] = field(default_factory=dict)
    rekam: dict[str, dict] = field(default_factory=dict, repr=False)

    def tabel(self, tempat: str) -> Tabel:
        if tempat not in TABEL:
            raise TidakDikenal(f"tabel {tempat!r} tidak ada dalam pelajaran ini; {pilihan(tempat, TABEL)}")
        return self.laporan[TABEL[tempat][0]].tabel_tampil[TABEL[tempat][1]]

    @cached_property
    def program(self) -> str:
        """The first programme of the Sekretaris's table."""
        return next(b.id for b in self.tabel("sekretaris").baris if b.tingkat == 1)

    @cached_property
    def bawahan(self) -> tuple[str, ...]:
        """Its kegiatan that have a row there."""
        return tuple(b.id for b in self.tabel("sekretaris").baris if b.tingkat == 2 and b.id.startswith(f"{self.program}.") and "~" not in b.id)

    def anak(self, kegiatan: str) -> list[str]:
        return [b.id for b in self.tabel("sekretaris").baris if b.tingkat == 3 and b.id.startswith(f"{kegiatan}.")]

    @cached_property
    def kegiatan(self) -> str:
        """The kegiatan with most sub kegiatan among those that pool them."""
        gabungan = [k for k in self.bawahan if self.sel("sekretaris", "5", k).rumus.startswith("gabungan(5)")]
        return max(gabungan or self.bawahan, key=lambda k: len(self.anak(k)))

    @cached_property
    def sub(self) -> str:
        """The sub kegiatan on which most was spent."""
        return max((s for k in self.bawahan for s in self.anak(k)), key=lambda s: self.sel("sekretaris", "8", s).nilai or 0)

    @cached_property
    def rata(self) -> dict[str, bool]:
        """The kegiatan whose mean the programme's performance is, each with whether it has a budget; {} where it is no mean."""
        k = self.sel("sekretaris", "5")
        acuan = [o.partition("#")[2].partition("|")[0].rpartition("-")[0] if "#" in o else o.split("/")[2] for o in k.operan]
        return {i: i in self.bawahan for i in acuan if k.rumus.startswith("rata-rata(")}

    @property
    def berefisiensi(self) -> list[str]:
        return [b.id for b in self.tabel("sekretaris").baris if self.sel("sekretaris", "10", b.id).nilai is not None]

    @cached_property
    def bulat(self) -> tuple[str, ...]:
        """The rows whose efficiency comes out otherwise when it is computed from the printed figures."""
        return tuple(i for i in self.berefisiensi if tampil(self.dari_tercetak(i), 2) != self.sel("sekretaris", "10", i).tampil)

    @cached_property
    def baris_bulat(self) -> str:
        """One of them, not the programme's own where there is another."""
        return next((i for i in self.bulat if i != self.program), self.program)

    def dari_tercetak(self, baris: str) -> Fraction:
        """Efficiency computed from the two printed figures."""
        enam, sembilan = (Fraction(bulat(self.sel("sekretaris", k, baris).nilai, 2)) for k in ("6", "9"))
        return enam - sembilan

    def sel(self, tempat: str, kolom: str, baris: str = "") -> Sel:
        """A cell of the programme's row, or of `baris`."""
        return self.tabel(tempat).sel(baris or self.program, kolom)

    def nomor(self, baris: str) -> str:
        """What the Sekretaris's table prints before a row: A, IV; a sub kegiatan has its code."""
        b = self.tabel("sekretaris").by_id[baris]
        return b.sel["1"] if b.tingkat in (1, 2) and b.sel["1"] else baris

    @cached_property
    def kata(self) -> dict[str, str]:
        """The words that the lesson's texts may name besides the report's own."""
        contoh = {"program": self.program, "kegiatan": self.kegiatan, "sub": self.sub, "bulat": self.baris_bulat}
        return contoh | {
            **{f"nomor_{k}": self.nomor(v) for k, v in contoh.items()},
            **{f"nama_{k}": self.lap.identitas(v) for k, v in contoh.items() if "sasaran" not in v},
            **{f"lingkup_{t}": self.tabel(t).lingkup for t in ("sekretaris", "camat")},
            "varian": self.lap.aturan.skala.varian, "lubang": penuh(latihan.di_lubang(self.lap.aturan.skala)),
            "peringkat": "terbesar kedua" if len(latihan.rekening(self)) > 1 else "terbesar",
        }

    def isi(self, teks: str) -> str:
        """`teks` with each {word} filled in, each {sekretaris/10} (of the programme) and {sekretaris/kegiatan/9} with the printed
        figure, each {penuh sekretaris/10} with all its digits."""
        def ganti(m: re.Match) -> str:
            lengkap, _, nama = m[1].rpartition(" ")
            tempat, _, kolom = nama.partition("/")
            if tempat not in TABEL:
                return polos(self.kata[nama]) if nama in self.kata else self.lap.isi(m[0], polos)
            baris, _, sisa = kolom.partition("/")
            sel = self.sel(tempat, sisa, self.kata[baris]) if baris in self.kata else self.sel(tempat, kolom)
            return polos(penuh(sel.nilai).replace("-", "−") if lengkap else sel.tampil)

        return re.sub(r"\{([^{}]+)\}", ganti, teks)

    def teks(self, teks: str) -> Teks:
        """A paragraph (Markdown) with its words and figures filled in."""
        return Teks(self.isi(teks.strip()))

    def kutipan(self, tempat: str, baris: str = "") -> Tabel:
        """The rows of a table that belong to the programme or to `baris`, as the report prints them, with their addresses."""
        t, awal = self.tabel(tempat), baris or self.program
        pilih = tuple(b for b in t.baris if b.id == awal or b.id.startswith((f"{awal}.", f"{awal}:", f"{awal}~")))
        return replace(t, baris=pilih, judul=f"{t.judul} (kutipan)", kaki=())

    def jelaskan(self, alamat: str, dalam: int = 1) -> Pohon:
        """How a figure came about. Raises TidakDikenal for an address that no report has."""
        self._ada(alamat)
        return Pohon(explain.jelaskan(alamat, self._halaman), dalam)

    def tanpa_anggaran(self) -> Teks:
        """Which kegiatan are averaged, and which of them have no budget."""
        if not self.rata:
            return Teks(self.isi("Di kantor ini kinerja program {nomor_program} bukan rata-rata kegiatannya, melainkan diukur sendiri."))
        kosong = [f"{polos(self.lap.identitas(k))} ({k})" for k, ada in self.rata.items() if not ada]
        teks = f"Yang dirata-ratakan ada {len(self.rata)} kegiatan: {rangkai([k if not ada else self.nomor(k) for k, ada in self.rata.items()])}."
        return Teks(f"{teks} Semuanya dianggarkan." if not kosong else f"{teks} Tanpa anggaran: {rangkai(kosong)}. Kegiatan seperti itu dijanjikan dalam Perjanjian Kinerja tetapi tidak mempunyai baris pada Tabel 2.3, sehingga mudah terlupa; ia tetap ikut menjadi pembagi.")

    def turun(self) -> Teks:
        """The programme's spending followed down, always to the largest part, to a row of data with document and place."""
        t, butir, baris = self.tabel("sekretaris"), [], self.program
        while baris:
            s, bawah = t.sel(baris, "8"), [o.split("/")[2] for o in t.sel(baris, "8").operan if o in self._sel]
            asal_ = f"jumlah dari {len(bawah)} baris di bawahnya" if bawah else f"jumlah dari {len(s.sumber)} baris data"
            butir.append(f"{polos(self.nomor(baris))}, {polos(self.lap.identitas(baris))}: Rp{s.tampil} (`{s.alamat}`), {asal_}.")
            if not bawah:
                butir += self._data(t, s)
            baris = max(bawah, key=lambda b: t.sel(b, "8").nilai or 0, default="")
        return Teks("\n".join(f"{n}. {b}" for n, b in enumerate(butir, 1)))

    def _data(self, t: Tabel, s: Sel) -> Iterator[str]:
        if terbesar := max(s.sumber, key=lambda a: self.lap.data.baris_acuan(a)["nilai"], default=""):
            r = t.rujukan[terbesar]
            lra = f" Pada LRA angka itu tercetak di `{r['alamat']}`." if "alamat" in r else ""
            yield f"{polos(r['nama'])}: Rp{penuh(r['nilai'])}. Baris data: `{terbesar}`. Dokumen: {polos(r['dokumen'])}; tempat: {polos(r['tempat'])}.{lra}"

    def lingkup(self) -> Tabel:
        """The programme in three tables and two scopes, and what the kelurahan have of its money."""
        rows, rujukan = [], {}
        for n, (tempat, kunci) in enumerate(DUA_LINGKUP.items(), 1):
            t, sel = self.tabel(tempat), [self.sel(tempat, k) for k in kunci]
            isi = asal.isi([self.kutipan(tempat).bundle()])
            rujukan |= {s.alamat: {"nama": asal.label(isi[s.alamat]), "nilai": desimal(s.nilai), "tampil": s.tampil, "satuan": s.satuan, "alamat": s.alamat} for s in sel}
            isian = {k: Isian(s.nilai, operan=(s.alamat,), satuan=s.satuan) for k, s in zip(("1", "2", "4", "5"), sel)}
            rows.append(BarisIsian(str(n), {"tempat": f"{t.laporan}/{t.tabel}", "lingkup": t.lingkup}, isian))
        rows.append(BarisIsian("4", {"tempat": "Selisih", "lingkup": "bagian kelurahan"}, rumus="2-1", jenis="jumlah"))
        hasil = hitung(PERBANDINGAN, rows, laporan=self.lap.nama, tabel="lingkup", judul=self.isi("Program {nomor_program} dalam tiga tabel"))
        return replace(hasil, rujukan=rujukan)

    def pembulatan(self) -> Teks:
        """The programme's efficiency from full values and from printed ones; where else the two ways differ."""
        beda = "Hasilnya lain" if self.program in self.bulat else "Kali ini kebetulan sama"
        teks = self.isi(
            "Program {nomor_program}: nilai penuh {penuh sekretaris/6} − {penuh sekretaris/9} = {penuh sekretaris/10}, tercetak **{sekretaris/10}**. "
            f"Dari angka tercetaknya: {{sekretaris/6}} − {{sekretaris/9}} = **{tampil(self.dari_tercetak(self.program), 2)}**. {beda}. "
        )
        return Teks(teks + f"Dari {len(self.berefisiensi)} baris Tabel 2.3 yang mempunyai efisiensi, {len(self.bulat) or 'tidak satu pun'} memberi hasil lain bila dihitung dari angka tercetaknya.")

    def lubang(self) -> Teks:
        """The graded figures of all reports that lie between two printed bands."""
        ada = {
            f"- `{t.sel(b.id, k.menilai).alamat}`: {t.sel(b.id, k.menilai).tampil} %, {polos(b.sel[k.id].rstrip('*'))}": None
            for lap in self.laporan.values() for t in lap.tabel_tampil.values() for k in t.form.columns if k.menilai
            for b in t.baris if str(b.sel.get(k.id, "")).endswith("*")
        }
        return Teks("\n".join(["Pada triwulan ini yang jatuh di celah:", "", *ada]) if ada else "Pada triwulan ini tidak ada angka berpredikat yang jatuh di celah.")

    def di_mana(self, alamat: str) -> Teks:
        """Every cell of all reports that prints the same figure: same quantity, row, scope."""
        tempat = self.tempat(alamat)
        return Teks("\n".join([f"Angka ini tercetak di {len(tempat)} tempat:", "", *(f"- `{a}`: {polos(self._sel[a].tampil)}" for a in tempat)]))

    def tempat(self, alamat: str) -> list[str]:
        """Raises TidakDikenal for an address that no report has."""
        self._ada(alamat)
        return next((t for t in Besaran(self.laporan).tempat.values() if alamat in t), [alamat])

    @cached_property
    def temuan(self) -> list[Temuan]:
        """What an audit of the filed documents says of the programme's row; [] where nothing was filed or all is right."""
        awal = f"{'/'.join(TABEL['sekretaris'])}/{self.program}/"
        return [t for t in self._periksa.temuan if t.alamat.startswith(awal)]

    def terbit(self) -> Teks:
        """The same in words."""
        if not self._periksa.diperiksa:
            return Teks(self.lap.isi("Untuk {triwulan} {tahun} tidak ada laporan terbit yang disimpan dalam data kantor ini, jadi bagian ini hanya dibaca."))
        if not self.temuan:
            return Teks("Laporan terbit triwulan ini disimpan, dan semua angka pada baris ini sama dengan hitungan.")
        butir = [f"- Kolom {t.alamat.rpartition('/')[2]}: tercetak **{polos(t.tercetak)}**, seharusnya {polos(self._sel[t.alamat].tampil)} ({t.tingkat}). Sebab: {polos(t.sebab)}. Bukti: {polos(t.bukti)}." for t in self.temuan]
        return Teks("\n".join([f"Laporan terbit triwulan ini disimpan. Pada baris ini ada {len(butir)} angka yang tidak sama dengan hitungan:", "", *butir]))

    def periksa(self, nomor: int, jawaban: object) -> latihan.Tanggapan:
        """What there is to say of an answer to an exercise."""
        if nomor not in self._soal:
            raise TidakDikenal(f"latihan {nomor} tidak ada; nomornya 1 sampai {max(self._soal)}")
        tanggapan = latihan.nilai(nomor, self._soal[nomor], jawaban)
        self.hasil[nomor] = tanggapan.benar
        return tanggapan

    def nilai(self) -> latihan.Tanggapan:
        """How far the reader has got."""
        return latihan.simpulan(self.hasil, self._soal)

    @cached_property
    def _soal(self) -> dict[int, latihan.Soal]:
        return latihan.semua(self)

    @cached_property
    def _sel(self) -> dict[str, Sel]:
        return per_alamat(list(self.laporan.values()))

    @cached_property
    def _periksa(self) -> pemeriksaan.Hasil:
        return pemeriksaan.periksa(self.lap.parameter, self.lap.data, self.lap.aturan, self.laporan)

    def _ada(self, alamat: str) -> None:
        if alamat not in self._sel:
            raise TidakDikenal(f"tidak ada angka beralamat {alamat}; periksa nama laporan, tabel, baris, dan kolomnya")

    def _halaman(self, laporan: str) -> dict | None:
        if laporan not in self.laporan:
            return None
        if laporan not in self.rekam:
            self.rekam[laporan] = asal.halaman([t.bundle() for t in self.laporan[laporan].tabel_tampil.values()])
        return self.rekam[laporan]
