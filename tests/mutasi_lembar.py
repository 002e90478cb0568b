"""An office's own tables printed as it would print them, and one cell of them: where the mutation test plants its errors."""

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from triwulan.form import audit
from triwulan.form import formula as f
from triwulan.form.angka import bulat
from triwulan.form.nilai import Nilai, apply
from triwulan.form.audit.cetak import FORMAT, BarisCetak, SelCetak, TabelCetak
from triwulan.form.form import Column
from triwulan.form.table import Sel, Tabel
from triwulan.form.audit.periksa import Audit
from triwulan.form.audit.temuan import Temuan
from triwulan.laporan.pemeriksaan.besaran import Besaran
from triwulan.laporan.laporan import Laporan
from triwulan.laporan.pemeriksaan import predikat, tulisan
from triwulan.office import aturan


@dataclass
class Kantor:
    """An office in a quarter: its reports, and every table of theirs as printed; `lalu` is the quarter before."""

    nama: str
    laporan: dict[str, Laporan]
    skala: aturan.Skala
    lalu: "Kantor | None" = None

    def __post_init__(self):
        self.besaran = Besaran(self.laporan)
        self.tabel = [Lembar(self, t) for lap in self.laporan.values() for t in lap.tabel_tampil.values()]
        self.tabel = [x for x in self.tabel if x.sel]
        self.sel = {s.alamat: s for x in self.tabel for b in x.kita.baris for s in b.sel.values() if isinstance(s, Sel)}


@dataclass
class Lembar:
    """One table: ours, as printed, and what the audit says of it unchanged (`dasar`, by whether it knows our table)."""

    kantor: Kantor
    kita: Tabel

    def __post_init__(self):
        nama = self.kita.tabel
        self.format = "renja" if self.kita.laporan == "evaluasi-renja" else "lra" if nama.startswith("lra") else "lkj"
        self.kolom = {k: c for c in self.kita.form.columns for k in c.keys}
        self.sel = [(b.id, k) for b in self.kita.baris for k, s in b.sel.items() if isinstance(s, Sel)]
        self.cetak = TabelCetak(self.kita.form, self.kita.laporan, nama, tuple(map(self._baris, self.kita.baris)))

    def _baris(self, b) -> BarisCetak:
        angka = {k: self.baca(self.tulis(s.nilai, s, self.kolom[k]), s, s.alamat) for k, s in b.sel.items() if isinstance(s, Sel)}
        return BarisCetak(b.id, {k: v for k, v in b.sel.items() if isinstance(v, str)}, angka, "jumlah" if b.id in ("jumlah", "total") else "data")

    def baca(self, teks: str, sel: Sel, tempat: str = "") -> SelCetak:
        return SelCetak(FORMAT[self.format](teks, sel.satuan), tempat)

    def tulis(self, nilai: Nilai, sel: Sel, kolom: Column) -> str:
        """A value as this document prints it in a column."""
        if nilai is None:
            return "" if self.format == "lra" else "-"
        uang = sel.satuan == "Rp" and self.format != "lra"
        tempat = 0 if uang else kolom.places
        if tempat is None:
            tempat = next((n for n in (0, 1) if bulat(nilai, n) == bulat(nilai, 2)), 2)
        teks = f"{bulat(nilai, tempat):,f}"
        if self.format == "lra" or uang and self.format == "lkj":
            teks = teks.translate(str.maketrans(",.", ".,"))
        elif self.format == "lkj":
            teks = teks.replace(",", "").replace(".", ",")
        if self.format == "lra" and nilai < 0:
            teks = f"({teks.lstrip('-')})"
        if kolom.bersatuan and sel.satuan not in ("Rp", "rasio"):
            teks += f"{'' if sel.satuan == '%' else ' '}{sel.satuan.lower() if self.format == 'renja' else sel.satuan}"
        return teks

    def periksa(self, cetak: TabelCetak, dengan_data: bool) -> list[Temuan]:
        """All that an audit says of this table alone, knowing the office's data or only the form."""
        nilai = lambda n: aturan.predikat(self.kantor.skala, n)  # noqa: E731
        if not dengan_data:
            return [*audit.periksa(cetak), *predikat.periksa(cetak, None, nilai)]
        lain = lambda baris, key: self.kantor.besaran.lain(self.kita, baris, key)  # noqa: E731
        return [*audit.periksa(cetak, self.kita, lain), *tulisan.periksa(cetak, self.kita, {}), *predikat.periksa(cetak, self.kita, nilai)]

    def tempat(self, angka: bool) -> "list[Tempat]":
        """The cells that hold figures, or those that hold text."""
        teks = [c.id for c in self.kita.form.columns if c.is_text]
        return [Tempat(self, b, k) for b, k in (self.sel if angka else [(b.id, k) for b in self.kita.baris for k in teks])]

    @cached_property
    def dasar(self) -> dict[bool, list[Temuan]]:
        return {dengan: self.periksa(self.cetak, dengan) for dengan in (True, False)}

    def turunan(self, alamat: str) -> set[str]:
        """The cells that follow, by whatever steps, from one."""
        baru, semua = {alamat}, set()
        while baru:
            semua |= baru
            baru = {hasil for hasil, operan in self._operan.items() if operan & baru} - semua
        return semua - {alamat}

    def terperiksa(self, kunci: tuple[str, str]) -> bool:
        """Whether the form alone binds a cell to any other."""
        return kunci in self._terikat

    @cached_property
    def _terikat(self) -> set[tuple[str, str]]:
        umum = Audit(self.cetak, None, lambda baris, key: ()).umum
        return {k for kunci, t in umum.items() for k in (kunci, *t.operan) if len({kunci, *t.operan}) > 1}

    @cached_property
    def _operan(self) -> dict[str, set[str]]:
        semua: dict[str, set[str]] = {}
        for kita in (self.kita, None):
            a = Audit(self.cetak, kita, lambda baris, key: ())
            for kunci in self.sel:
                if t := a.turunan(kunci):
                    semua.setdefault(self.cetak.alamat(*kunci), set()).update(self.cetak.alamat(*o) for o in t.operan)
        # A grade follows from the figure beside it.
        semua |= {self.cetak.alamat(b.id, c.id): {self.cetak.alamat(b.id, c.menilai)} for c in self.kita.form.columns if c.menilai for b in self.kita.baris}
        return semua


@dataclass(frozen=True)
class Tempat:
    """A cell to plant an error in."""

    lembar: Lembar
    baris: str
    key: str

    @property
    def kolom(self) -> Column:
        return self.lembar.kolom[self.key]

    @cached_property
    def isi(self) -> "Sel | str":
        return self.lembar.kita.by_id[self.baris].sel.get(self.key, "")

    @property
    def nilai(self) -> Nilai:
        return self.isi.nilai

    def sel(self, baris: str = "", kolom: str = "") -> Sel | None:
        """Another cell of the table; of a pair the same part."""
        key = f"{kolom}/{self.key.partition('/')[2]}".rstrip("/") if kolom else self.key
        b = self.lembar.kita.by_id.get(baris or self.baris)
        return s if b and isinstance(s := b.sel.get(key), Sel) else None

    def hitung(self, tree: f.Node, ganti: dict[str, Nilai]) -> Nilai:
        """A formula over the row's figures with some of them replaced."""
        isi = {i: s.nilai if (s := self.sel(kolom=i)) else None for i in f.refs(tree)} | ganti
        hasil = f.fold(tree, ref=isi.get, rentang=lambda a, b: None, persen=lambda: Fraction(100), op=apply)
        return hasil if isinstance(hasil, Fraction) else None
