"""The audit as tables and sentences of a notebook: a page of summary, root causes worst first, a correction sheet a report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from triwulan.form.angka import tampil
from triwulan.form.audit.temuan import JENIS, TINGKAT, Kelompok, Temuan, kelompok
from triwulan.form.calculate import BarisIsian
from triwulan.form.form import Form
from triwulan.form.table import Tabel
from triwulan.laporan import daftar
from triwulan.laporan.formulir.pemeriksaan import KELOMPOK, LEMBAR_KOREKSI, MENURUT_JENIS, RINGKASAN, SENDIRI, TERBERAT
from triwulan.laporan.laporan import Laporan, Teks, polos
from triwulan.laporan.pemeriksaan.hasil import Hasil, periksa
from triwulan.laporan.prosa import rangkai
from triwulan.office.masalah import Masalah, MasukanSalah
from triwulan.press.blok import MIME_TEMUAN

#: Levels that a filed document has to be corrected for; the others explain themselves.
KOREKSI = ("salah", "silang", "label", "warisan")
#: Answers after which there is nothing left to correct.
SELESAI = ("dijelaskan", "dikoreksi")


@dataclass(frozen=True)
class Buku:
    """All findings as they travel in the notebook; nothing of it is printed."""

    isi: dict

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        return {MIME_TEMUAN: self.isi, "text/plain": f"{len(self.isi['temuan'])} temuan dari {self.isi['diperiksa']} angka dan tulisan"}


@dataclass
class Pemeriksaan:
    """An audit in a notebook: `lap` is the report it stands in, `hasil` what was found."""

    lap: Laporan
    hasil: Hasil

    def buku(self) -> Buku:
        return Buku(self.hasil.bundle())

    def ringkasan(self) -> Teks:
        """What was looked at, how much of it has to be corrected, what it comes down to."""
        h = self.hasil
        if not h.diperiksa:
            return Teks(f"Untuk {self.lap.kata['triwulan']} {self.lap.kata['tahun']} belum ada dokumen terbit yang disimpan, jadi yang diperiksa hanya laporan kita sendiri.")
        semua, perlu = sum(h.diperiksa.values()), [t for t in h.temuan if t.tingkat in KOREKSI]
        grup = [k for k in h.kelompok if k.pokok.tingkat in KOREKSI]
        n = h.hitung()
        rinci = rangkai([f"{n[t]} {t}" for t in TINGKAT if n[t]])
        return Teks(
            f"Sebanyak {tampil(Fraction(semua), 0)} angka dan tulisan dalam {len(h.diperiksa)} laporan terbit diperiksa satu per satu. Yang perlu dikoreksi {len(perlu)} "
            f"({tampil(Fraction(100 * len(perlu), semua), 1)} %), dan semuanya berpangkal pada {len(grup)} sebab. Menurut tingkatnya: {rinci}. "
            f"Sudah dijawab: {len([k for k in grup if k.jawaban])} dari {len(grup)} sebab."
        )

    def tingkat(self) -> Teks:
        """What each level means."""
        return Teks("\n".join(f"- **{t.capitalize()}**: {arti}." for t, arti in TINGKAT.items()))

    def per_laporan(self, nomor: str) -> Tabel | Teks:
        """One row a filed report, with the share of its figures and texts that has to be corrected."""
        rows = []
        for lap, banyak in self.hasil.diperiksa.items():
            n = self.hasil.hitung(lap)
            perlu = sum(n[t] for t in KOREKSI)
            rows.append((lap, tampil(Fraction(banyak), 0), *(str(n[t]) for t in TINGKAT), f"{perlu} ({tampil(Fraction(100 * perlu, banyak), 1)} %)"))
        if not rows:
            return Teks("")
        return self._tabel(RINGKASAN, nomor, "Temuan pada setiap laporan terbit", rows)

    def menurut_jenis(self, nomor: str) -> Tabel | Teks:
        """One row a kind of finding that occurs."""
        ada, grup = Counter(t.jenis for t in self.hasil.temuan), Counter(k.pokok.jenis for k in self.hasil.kelompok)
        if not ada:
            return Teks("Tidak ada temuan." if self.hasil.diperiksa else "Tidak ada dokumen terbit yang dapat diperiksa.")
        return self._tabel(MENURUT_JENIS, nomor, "Temuan menurut jenisnya", [(j, JENIS[j], str(n), str(grup[j] or "-")) for j, n in ada.most_common()])

    def terberat(self, nomor: str, banyak: int = 10) -> Tabel | Teks:
        """The worst root causes in a line each."""
        grup = [k for k in self.hasil.kelompok if k.pokok.tingkat in KOREKSI][:banyak]
        if not grup:
            return Teks("Tidak ada yang perlu dikoreksi." if self.hasil.diperiksa else "Tidak ada dokumen terbit yang dapat diperiksa.")
        rows = [(str(n), t.alamat, t.tercetak or "(kosong)", angka(t), t.sebab, _lain(k)) for n, k in enumerate(grup, 1) for t in [k.pokok]]
        return self._tabel(TERBERAT, nomor, f"{len(grup)} sebab terberat", rows)

    def sebab(self, nomor: str, tingkat: Sequence[str] = KOREKSI) -> Tabel | Teks:
        """The root causes of the levels, worst first."""
        grup = [k for k in self.hasil.kelompok if k.pokok.tingkat in tingkat]
        if not grup:
            return Teks("Tidak ada.")
        return self._tabel(KELOMPOK, nomor, "Sebab pokok: " + ", ".join(tingkat), [self._kelompok(n, k) for n, k in enumerate(grup, 1)])

    def _kelompok(self, n: int, k: Kelompok) -> tuple[str, ...]:
        t = k.pokok
        return str(n), t.alamat, t.tercetak or "(kosong)", angka(t), t.sebab, t.bukti, _lain(k), t.jawaban or "belum"

    def koreksi(self, laporan: str, nomor: str = "") -> Tabel | Teks:
        """The correction sheet of one filed report: what has to be corrected in the order of the document, each with the number
        of its root cause among the report's."""
        perlu = self._perlu(laporan)
        if not perlu:
            return Teks("Tidak ada angka atau tulisan yang perlu dikoreksi.")
        pokok = {k.nama: n for n, k in enumerate(kelompok(perlu), 1)}
        rows = [(str(n), f"{t.tempat} ({t.alamat})" if t.tempat else t.alamat, t.tercetak or "(kosong)", angka(t), t.sebab, t.bukti, str(pokok[t.kelompok or t.alamat])) for n, t in enumerate(perlu, 1)]
        return self._tabel(LEMBAR_KOREKSI, nomor, f"Koreksi {self._judul(laporan)}", rows, tabel=f"koreksi-{laporan}")

    def _judul(self, laporan: str) -> str:
        """What a filed report is called: its title without quarter and office."""
        satu = next((s for s in daftar.laporan(self.lap.data, self.lap.parameter.tahun) if s.nama == laporan), None)
        return laporan if satu is None else replace(self.lap, jabatan=satu.jabatan).isi(daftar.JENIS[satu.jenis].judul.partition(" {triwulan}")[0])

    def _perlu(self, laporan: str) -> list[Temuan]:
        """What is still to be corrected in a report: neither explained nor corrected already."""
        return [t for t in self.hasil.dari(laporan) if t.tingkat in KOREKSI and not t.jawaban.startswith(SELESAI)]

    def kepala_koreksi(self, laporan: str) -> Teks:
        """Which document is corrected, of which office and quarter."""
        if laporan not in self.hasil.diperiksa:
            ada = ", ".join(self.hasil.diperiksa) or "belum ada"
            raise MasukanSalah([Masalah("parameter", f"laporan terbit ini tidak tersimpan; yang ada: {ada}", None, "laporan", laporan)])
        dokumen = next((t.dokumen for t in self.hasil.dari(laporan) if t.dokumen), "")
        return Teks(f"Dokumen: **{polos(dokumen or laporan)}** ({laporan}), {self.lap.kata['triwulan']} Tahun {self.lap.kata['tahun']}, {self.lap.kata['unit']}. Angka seharusnya dihitung dari data kantor dengan aturan yang sama untuk semua laporan.")

    def pengantar_koreksi(self, laporan: str) -> Teks:
        """How many figures of one report were looked at and have to be corrected, and which causes weigh most."""
        semua, perlu = self.hasil.dari(laporan), self._perlu(laporan)
        grup, beres = kelompok(perlu), sum(t.tingkat in KOREKSI for t in semua) - len(perlu)
        kalimat = f"Dari {tampil(Fraction(self.hasil.diperiksa[laporan]), 0)} angka dan tulisan yang diperiksa, {len(perlu)} perlu dikoreksi; sebab pokoknya {len(grup)}. {len(semua) - len(perlu) - beres} temuan lain hanya selisih pembulatan atau catatan dan tidak dimuat di sini." + (f" {beres} lagi sudah dijelaskan atau dikoreksi." if beres else "")
        butir = [f"{n}. {polos(k.pokok.alamat)}: {polos(k.pokok.sebab)}" + (f", berdampak pada {len(k.temuan) - 1} angka lain" if len(k.temuan) > 1 else "") + "." for n, k in enumerate(grup, 1)]
        return Teks("\n".join([kalimat, "", *butir]) if butir else kalimat)

    def sendiri(self, nomor: str) -> Tabel | Teks:
        """What our own reports lack, a few examples a kind."""
        if not self.hasil.mandiri:
            return Teks("Laporan kita sendiri memenuhi semua yang diperiksa.")
        rows = []
        for n, k in enumerate(kelompok(self.hasil.mandiri), 1):
            lain = f" (dan {len(k.temuan) - 1} lainnya)" if len(k.temuan) > 1 else ""
            rows.append((str(n), k.pokok.sebab + lain, k.pokok.alamat, k.pokok.bukti))
        return self._tabel(SENDIRI, nomor, "Yang perlu dilengkapi sebelum laporan kita diajukan", rows)

    def _tabel(self, form: Form, nomor: str, judul: str, rows: Sequence[tuple[str, ...]], tabel: str = "") -> Tabel:
        isi = [BarisIsian(str(n), {str(k): teks for k, teks in enumerate(row, 1)}) for n, row in enumerate(rows, 1)]
        return self.lap.tabel(form, nomor=nomor, judul=judul.replace("{", "").replace("}", ""), tabel=tabel or nomor or form.code, baris=lambda lap, lingkup: isi, lingkup="")


def buka(lap: Laporan) -> Pemeriksaan:
    """The audit of the report's quarter."""
    return Pemeriksaan(lap, periksa(lap.parameter, lap.data, lap.aturan))


def _lain(k: Kelompok) -> str:
    """How many further figures a cause has touched."""
    return str(len(k.temuan) - 1) if len(k.temuan) > 1 else "-"


def angka(t: Temuan) -> str:
    """What should stand there, as print writes it; a text around a figure (a year, a row's number) is no amount."""
    if not t.dihitung or t.tingkat == "label":
        return t.dihitung or "-"
    try:
        return tampil(Fraction(t.dihitung), None)
    except ValueError:
        return t.dihitung
