"""Everything an audit of a quarter found, in one result."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from triwulan.form import audit
from triwulan.form.audit.cetak import TabelCetak, Tercetak
from triwulan.form.audit.temuan import Kelompok, Temuan, dijawab, kelompok
from triwulan.form.nilai import Nilai
from triwulan.form.table import Sel
from triwulan.laporan import lari
from triwulan.laporan.laporan import Laporan
from triwulan.laporan.pemeriksaan import cetakan, lipat, mandiri, predikat, silang, teks, tulisan
from triwulan.laporan.pemeriksaan.besaran import Besaran, per_alamat
from triwulan.office import aturan, jawaban, terbit
from triwulan.office.aturan import Aturan
from triwulan.office.data import Data
from triwulan.office.params import Parameter
from triwulan.office.periode import tulis
from triwulan.office.proyek import akar_proyek

#: Findings about our own reports stand under this name.
MANDIRI = "laporan-kita"


@dataclass(frozen=True)
class Hasil:
    """`diperiksa`: figures and texts looked at, by report; `temuan`: findings of the filed documents; `mandiri`: of our own."""

    diperiksa: Mapping[str, int]
    temuan: tuple[Temuan, ...] = ()
    mandiri: tuple[Temuan, ...] = ()
    judul: Mapping[str, str] = field(default_factory=dict)

    @property
    def semua(self) -> tuple[Temuan, ...]:
        return (*self.temuan, *self.mandiri)

    @property
    def kelompok(self) -> list[Kelompok]:
        return kelompok(self.temuan)

    def dari(self, laporan: str) -> list[Temuan]:
        """The findings of one filed report, in the order of its tables."""
        return [t for t in self.temuan if t.alamat.partition("/")[0] == laporan]

    def terbuka(self) -> list[Temuan]:
        """The findings that nobody has answered."""
        return [t for t in self.semua if not t.jawaban]

    def hitung(self, laporan: str = "") -> Counter:
        """How many findings there are of each level."""
        return Counter(t.tingkat for t in (self.dari(laporan) if laporan else self.temuan))

    def bundle(self) -> dict:
        """As in `temuan.json`."""
        return {"diperiksa": sum(self.diperiksa.values()), "temuan": [t.bundle() for t in self.semua]}


def periksa(parameter: Parameter, data: Data, aturan_: Aturan, laporan: Mapping[str, Laporan] | None = None) -> Hasil:
    """The findings of a quarter; `laporan` are its reports where they are filled already. Raises MasukanSalah where the filed documents as kept cannot be read."""
    akar, periode = akar_proyek(), tulis(parameter.periode)
    # What is badly copied is said before the reports are computed.
    dokumen = terbit.muat(akar, parameter.unit, periode) if terbit.ada(akar, parameter.unit, periode) else None
    laporan = laporan or lari.semua(parameter, data, aturan_)
    besaran = Besaran(laporan)
    jawab = _jawaban(akar, data.unit, periode)
    sendiri = tuple(dijawab(list(mandiri.periksa(laporan, besaran)), jawab))
    if not dokumen:
        return Hasil({}, (), sendiri)
    cetak = cetakan.tabel(dokumen, lambda lap, tabel, baris, key: _satuan(laporan, lap, tabel, baris, key))
    temuan = lipat.lipat([*lipat.wariskan(_angka(cetak, laporan, besaran, aturan_)), *teks.periksa(dokumen.teks, laporan, per_alamat(list(laporan.values())), _tercetak(cetak))])
    sumber = {(r.laporan, r.tabel): r for r in dokumen.daftar.itertuples()}
    temuan = [_bertempat(t, sumber, data) for t in temuan]
    diperiksa = Counter({lap: 0 for lap, _ in cetak})
    for (lap, _), c in cetak.items():
        diperiksa[lap] += sum(len(b.sel) for b in c.baris)
    diperiksa.update(dokumen.teks["laporan"])
    return Hasil(dict(diperiksa), tuple(dijawab(temuan, jawab)), sendiri, {f"{r.laporan}/{r.tabel}": r.judul for r in dokumen.daftar.itertuples()})


def _angka(cetak: Mapping[tuple[str, str], TabelCetak], laporan: Mapping[str, Laporan], besaran: Besaran, aturan_: Aturan) -> list[Temuan]:
    """The findings in tables: figures, names, grades; then places and scopes against each other."""
    semua: list[Temuan] = []
    nama = _nama(next(iter(laporan.values())).data)
    for (lap, tabel), c in cetak.items():
        kita = laporan[lap].tabel_tampil[tabel]
        semua += audit.periksa(c, kita, lambda baris, key, kita=kita: besaran.lain(kita, baris, key))
        semua += tulisan.periksa(c, kita, nama)
        semua += predikat.periksa(c, kita, lambda n: aturan.predikat(aturan_.skala, n), lambda baris, kita=kita: _lain(besaran, kita, baris))
    tempat = silang.tercetak(cetak, besaran)
    semua = silang.bukti(semua, tempat)
    # A column written in another scale is only noted, but its figures are not to be held against those of other places.
    sudah = {t.alamat for t in semua if t.tingkat != "catatan" or t.jenis == "skala"}
    return [*semua, *silang.beda(tempat, sudah), *silang.lingkup(tempat, besaran, sudah)]


def _nama(data: Data) -> dict[str, str]:
    """Official name → code, of programmes to sub kegiatan and their indicators; a name that several share is nobody's."""
    rows, ind = data["nomenklatur"], data["indikator"]
    program = rows[rows["jenis"] == "program"]
    semua = [*zip(program["uraian"], program["kode"]), *zip(program["hasil"], program["kode"]), *zip(ind["nama"], ind["kode"])]
    milik: dict[str, set[str]] = {}
    for nama, kode in semua:
        milik.setdefault(nama, set()).add(kode)
    return {nama: next(iter(kode)) for nama, kode in milik.items() if nama and len(kode) == 1}


def _tercetak(cetak: Mapping[tuple[str, str], TabelCetak]) -> dict[str, Tercetak]:
    return {c.alamat(b.id, key): sel.angka for c in cetak.values() for b in c.baris for key, sel in b.sel.items()}


def _lain(besaran: Besaran, kita, baris: str) -> Iterator[tuple[str, Nilai]]:
    """What a grade may be of instead: money, of this quarter and of single ones."""
    lingkup = besaran.lingkup[kita.laporan, kita.tabel]
    pagu = besaran.nilai.get(("pagu", baris, lingkup))
    for n in range(1, 5):
        rp = besaran.nilai.get((f"realisasi-tw{n}", baris, lingkup))
        if pagu and rp is not None:
            yield f"dari serapan anggaran triwulan {n} saja", 100 * rp / pagu
    yield "dari serapan anggaran", besaran.nilai.get(("serapan", baris, lingkup))
    yield "dari capaian Renstra", besaran.nilai.get(("capaian-renstra", baris, lingkup))


def _satuan(laporan: Mapping[str, Laporan], lap: str, tabel: str, baris: str, key: str) -> str | None:
    t = laporan[lap].tabel_tampil.get(tabel)
    sel = t.by_id[baris].sel.get(key) if t and baris in t.by_id else None
    return sel.satuan if isinstance(sel, Sel) else None


def _bertempat(t: Temuan, sumber, data: Data) -> Temuan:
    """The finding with its document and place in it."""
    lap, tabel = t.alamat.split("/")[:2]
    if r := sumber.get((lap, tabel)):
        _, _, baris, kolom = t.alamat.split("/", 3)
        return replace(t, dokumen=data.dokumen.get(r.dokumen, r.dokumen), tempat=f"{r.tempat}, baris {baris}, kolom {kolom}")
    return replace(t, dokumen=data.dokumen.get(t.dokumen, t.dokumen))


def _jawaban(akar: Path, unit: str, periode: str) -> dict[tuple[str, str, str], str]:
    """(group, address, printed text answered) → the answer in words."""
    rows = [r for r in jawaban.muat(akar, unit)[0].itertuples() if tulis(r.periode) == periode]
    return {(r.kelompok, r.alamat, r.tercetak): f"{r.keputusan} oleh {r.oleh}, {r.tanggal}" + (f": {r.keterangan}" if r.keterangan else "") for r in rows}
