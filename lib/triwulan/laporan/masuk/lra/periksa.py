"""An LRA against itself and the data: what it would bring, and everything that does not hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from triwulan.laporan.masuk.lra import bulan, hilang, kenal, nama, pagu, pohon
from triwulan.laporan.masuk.lra.bulan import Bulanan
from triwulan.laporan.masuk.lra.kenal import Dikenal
from triwulan.laporan.masuk.lra.rekening import Rekening, rinci
from triwulan.laporan.masuk.lra.tabel import Baris, Tabel
from triwulan.laporan.masuk.usul import Usul
from triwulan.office import anggaran
from triwulan.office.data import Data
from triwulan.office.masalah import Masalah, MasukanSalah
from triwulan.office.periode import Periode

#: Of problems of one kind so many are named one by one.
BATAS = 12


@dataclass(frozen=True)
class Konteks:
    """What an LRA is held against: its file's name, the data and the scope in them, the date of a changed budget, the source's
    name in the descriptor."""

    berkas: str
    data: Data
    lingkup: str
    hari: str
    dokumen: str

    @property
    def nama(self) -> dict[str, str]:
        return dict(zip(self.data["nomenklatur"]["kode"], self.data["nomenklatur"]["uraian"]))


@dataclass(frozen=True)
class Diperiksa:
    """An LRA held against all that: the rows as recognised, its accounts, those with a budget that it lacks, budget rows and
    monthly rows it brings; problems, those of one kind together; what is worth knowing though it stops nothing."""

    dikenal: Dikenal
    daun: list[Baris]
    absen: dict[Rekening, tuple[Fraction, str]]
    usul_pagu: list[Usul]
    bulanan: Bulanan
    jenis: list[list[Masalah]]
    perhatian: list[Masalah] = field(default_factory=list)

    @property
    def masalah(self) -> list[Masalah]:
        return [m for satu in self.jenis for m in satu]

    @property
    def ringkas(self) -> list[Masalah]:
        """The problems, of a kind that comes in numbers the first ones."""
        return list(dict.fromkeys([*self.jenis[0], *(m for satu in self.jenis[1:] for m in _ringkas(satu))]))


def periksa(x: Konteks, t: Tabel, waktu: Periode, lengkap: bool = True) -> Diperiksa:
    """The table as the LRA of a month; `lengkap`: accounts that it lacks are a problem. Raises MasukanSalah where it has no
    sub kegiatan."""
    k = kenal.kenali(t, x.nama, bool(x.hari) or pagu.belum_ada(x.data, x.lingkup, waktu.tahun))
    daun = [b for b in k.baris if rinci(b.kode) and b.kode[1].startswith(anggaran.AKUN_BELANJA)]
    if k.baris and not any(b.kode[0].count(".") == 5 for b in k.baris):
        raise MasukanSalah([*t.masalah, Masalah(x.berkas, "ekspor ini tidak memuat kode sub kegiatan; belanja dicatat per sub kegiatan dan rekening: ekspor LRA yang merinci keduanya")])
    absen = _absen(x, waktu, daun)
    masalah = [*t.masalah, *k.masalah, *hilang.periksa(x.berkas, t, pohon.susun(k.baris), absen if lengkap else {})]
    tertukar, perhatian = nama.periksa(x.berkas, k.baris, x.nama, {m.berkas for m in masalah})
    # What is wrong with a cell already is not wrong with it a second time; nor with a row under another one's code.
    sudah, salah = {m.berkas for m in masalah}, {m.berkas for m in tertukar}
    bernama = [b for b in daun if b.tempat not in salah]
    usul_pagu, salah_pagu = pagu.bandingkan(x.data, bernama, t.kolom, waktu, x.lingkup, x.hari, x.dokumen)
    bulanan = bulan.bandingkan(x.data, [*bernama, *_belum_berlaku(x, waktu, daun)], waktu, x.lingkup, x.dokumen)
    jenis = [masalah, tertukar, *([m for m in satu if m.berkas not in sudah] for satu in (salah_pagu, bulanan.masalah))]
    return Diperiksa(k, daun, absen, usul_pagu, bulanan, jenis, [*perhatian, *bulan.janggal(x.berkas, x.data, daun, bulanan, waktu, x.lingkup)])


def _absen(x: Konteks, waktu: Periode, daun: Sequence[Baris]) -> dict[Rekening, tuple[Fraction, str]]:
    """Accounts with a budget that the export does not have."""
    ada = {b.kode for b in daun}
    return {r: (a.nilai, x.data.nama(r[1])) for r, a in anggaran.pagu(x.data, x.lingkup, waktu, "perubahan").items() if r[1].startswith(anggaran.AKUN_BELANJA) and r not in ada}


def _belum_berlaku(x: Konteks, waktu: Periode, daun: Sequence[Baris]) -> list[Baris]:
    """Accounts that only a later change of the budget has: not in the export yet, so nothing was spent on them."""
    kini, ada = anggaran.pagu(x.data, x.lingkup, waktu, "perubahan"), {b.kode for b in daun}
    setahun = anggaran.pagu(x.data, x.lingkup, Periode(waktu.tahun, 12, 12), "perubahan")
    nol = {key: Fraction(0) for key in ("5a", "5b")}
    return [Baris(r, "", x.data.nama(r[1]), x.berkas, nol, {}, dict.fromkeys(nol, f"{x.berkas} (tidak ada di dalamnya)")) for r in setahun if r[1] and r not in kini and r not in ada]


def _ringkas(masalah: Sequence[Masalah]) -> list[Masalah]:
    """Problems of one kind, the first ones and how many more."""
    lebih = len(masalah) - BATAS
    return [*masalah[:BATAS], *([Masalah(masalah[0].berkas.rsplit(" ", 1)[0].split(" baris")[0], f"dan {lebih} rekening lain dengan hal yang sama; bila hampir semua berbeda, berkas ini barangkali LRA bulan, tahun atau kantor lain")] if lebih > 0 else [])]
