"""A published table against its own formula row and, where there is one, against the same table as computed from data.

Each printed figure is wrong, or right, or right by its formula but made from a wrong or rounded input: the three are told
apart by following the operands as they are printed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product

from triwulan.form.angka import desimal, penuh
from triwulan.form.audit.cetak import TabelCetak, Tercetak
from triwulan.form.audit.sebab import Dugaan, Lain, Perkara, duga
from triwulan.form.audit.sekitar import dari_skala, meleset, saudara, seragam, sekitar
from triwulan.form.audit.temuan import Temuan
from triwulan.form.audit.turunan import Kunci, Turunan, kolom, sendiri, terinci, umum
from triwulan.form.nilai import Nilai
from triwulan.form.table import Sel, Tabel

#: What a dash may stand for in print.
KOSONG = ("", "-", "=")
#: What Excel shows in place of a figure; a row of # alone is a column too narrow.
GALAT = re.compile(r"#(?:REF!|DIV/0!|N/A|VALUE!|NAME\?|NUM!|NULL!|SPILL!|CALC!)")
Alternatif = Callable[[str, str], Sequence[Lain]]


def periksa(cetak: TabelCetak, kita: Tabel | None = None, lain: Alternatif = lambda baris, key: ()) -> list[Temuan]:
    """The findings in the figures of a table. `kita` is the same table computed from data, None for somebody else's;
    `lain(row, key)` gives other figures a wrong one may have been taken from."""
    return Audit(cetak, kita, lain).temuan()


@dataclass
class Audit:
    """One table being checked; findings are remembered, since what follows from a cell asks for the cell's own."""

    cetak: TabelCetak
    kita: Tabel | None
    lain: Alternatif
    _temuan: dict[Kunci, Temuan | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.baris = {b.id: b for b in self.cetak.baris}
        self.kolom = {key: c for c in self.cetak.form.columns if not c.is_text for key in c.keys}
        self.nilai: dict[Kunci, Nilai] = {(b.id, key): sel.angka.nilai for b in self.cetak.baris for key, sel in b.sel.items()}
        if self.kita is not None:
            # A row that the document lost stands with what it should hold: a sum is not wrong for that.
            self.nilai |= {(b.id, key): sel.nilai for b in self.kita.baris if b.id not in self.baris for key, sel in b.sel.items() if isinstance(sel, Sel)}
        self.umum = umum(self.cetak.form, list(self.baris), {b.id: b.jenis for b in self.cetak.baris}, self.cetak.berjenjang) if self.kita is None else {}

    def temuan(self) -> list[Temuan]:
        semua = [self.satu((b.id, key)) for b in self.cetak.baris for key in self.kolom if key in b.sel]
        return [t for t in semua if t]

    def satu(self, kunci: Kunci) -> Temuan | None:
        """The finding of one cell, if there is one; of a cell that is not printed there is none."""
        if kunci[0] not in self.baris or kunci[1] not in self.baris[kunci[0]].sel:
            return None
        if kunci not in self._temuan:
            self._temuan[kunci] = None  # a circle in a table is nobody's root
            self._temuan[kunci] = self._periksa(kunci)
        return self._temuan[kunci]

    def _periksa(self, kunci: Kunci) -> Temuan | None:
        p, kita, turunan = self.tercetak(kunci), self.sel(kunci), self.turunan(kunci)
        if self.kita is not None and kita is None:
            return None  # a cell that our table does not have has nothing to be compared with
        v = turunan.hitung(self.nilai) if turunan else None
        benar = kita.nilai if kita else v
        if m := GALAT.match(p.teks):
            return self._jadi(kunci, "tak-terbaca", "salah", benar, f"galat rumus Excel {m[0]}; perbaiki rumusnya", p.teks, "galat")
        if "#" in p.teks:
            return self._jadi(kunci, "tak-terbaca", "catatan", benar, "isi sel lebih lebar daripada kolomnya", p.teks)
        if self.kita is None and (tak := [o for o in (kunci, *(turunan.operan if turunan else ())) if self._bukan_angka(o)]):
            # Nothing follows from words; only the cell that holds them is named.
            return self._jadi(kunci, "tak-terbaca", "catatan", None, "bukan angka; yang dihitung darinya tidak diperiksa", p.teks) if tak[0] == kunci else None
        if p.nilai is None:
            return self._kosong(kunci, p, benar, turunan)
        if benar is None:
            return self._berlebih(kunci, p, turunan) if kita or turunan else None
        if kita is None and turunan and self._terbetulkan(p, turunan):
            return None  # the operand is wrong, and said so; this figure was made from the right one
        if p.sama(benar):
            if kita and p.bulan_lain(kita.satuan):
                return self._jadi(kunci, "label", "label", benar, "banyaknya bulan dalam satuan tidak cocok", f"tercetak {p.teks}; {kita.satuan}", "bulan")
            return None
        if turunan and v is not None and p.sama(v) and kita:
            return self._warisan(kunci, p, benar, turunan)
        if not kita and (turunan.longgar or turunan.sigma and not terinci(kunci, self.umum, self.nilai)):
            return self._longgar(kunci, benar, turunan)
        if not kita and (bukti := self._dibulatkan(p, turunan)):
            return self._jadi(kunci, "pembulatan", "pembulatan", benar, "dihitung dari masukan yang sudah dibulatkan", bukti, "masukan")
        if abs(p.nilai - benar) < p.ulp and self._dihitung(kunci) and self.satuan(kunci) != "Rp":
            sebab = "dipotong, tidak dibulatkan" if p.terpotong(benar) else "dibulatkan ke arah yang salah"
            return self._jadi(kunci, "pembulatan", "pembulatan", benar, sebab, f"nilai penuh {penuh(benar)}", "dipotong")
        if turunan and (bukti := self._dibulatkan(p, turunan)):
            return self._jadi(kunci, "pembulatan", "pembulatan", benar, "dihitung dari masukan yang sudah dibulatkan", bukti, "masukan")
        if turunan and (akar := dari_skala(self, p, turunan)):
            return self._jadi(kunci, "warisan", "warisan", benar, f"masukannya keliru: {akar.alamat} tercetak {akar.tercetak}", f"{turunan.tulisan} dengan masukan itu dibaca benar satuannya", kelompok=akar.kelompok)
        return self._salah(kunci, p, benar, turunan, v)

    # ---- what a printed figure is compared with ---------------------------------------------------------------------

    def tercetak(self, kunci: Kunci) -> Tercetak:
        sel = self.baris[kunci[0]].sel.get(kunci[1]) if kunci[0] in self.baris else None
        return sel.angka if sel else Tercetak("")

    def _bukan_angka(self, kunci: Kunci) -> bool:
        p = self.tercetak(kunci)
        return p.nilai is None and p.teks not in KOSONG and not p.teks.startswith("-")

    def sel(self, kunci: Kunci) -> Sel | None:
        if self.kita is None or kunci[0] not in self.kita.by_id:
            return None
        sel = self.kita.by_id[kunci[0]].sel.get(kunci[1])
        return sel if isinstance(sel, Sel) else None

    def turunan(self, kunci: Kunci) -> Turunan | None:
        if self.kita is None:
            return self.umum.get(kunci)
        return (sendiri(self.kita, sel) if (sel := self.sel(kunci)) else None) or self._menurut_formulir(kunci)

    def _menurut_formulir(self, kunci: Kunci) -> Turunan | None:
        """The column's own formula, where a row of ours brings its figure from elsewhere."""
        column = self.kolom[kunci[1]]
        return kolom(column, kunci[0], kunci[1]) if column.tree is not None else None

    def _dihitung(self, kunci: Kunci) -> bool:
        """Whether a figure is a quotient or roll-up, whose digits go on beyond print."""
        return self.kolom[kunci[1]].tree is not None or bool((sel := self.sel(kunci)) and sel.rumus)

    # ---- the kinds of finding ---------------------------------------------------------------------------------------

    def _kosong(self, kunci: Kunci, p: Tercetak, benar: Nilai, turunan: Turunan | None) -> Temuan | None:
        if benar is None:
            return None
        if p.teks not in KOSONG:
            return self._jadi(kunci, "tak-terbaca", "catatan", benar, "bukan angka", p.teks)
        kosong = [o for o in turunan.operan if self.tercetak(o).nilai is None] if turunan else []
        akar = next((t for o in kosong if (t := self.satu(o)) and t.tingkat in ("salah", "warisan")), None)
        if akar and not turunan.jumlah:
            return self._jadi(kunci, "warisan", "warisan", benar, f"masukannya keliru: {akar.alamat} tercetak {akar.tercetak or '(kosong)'}", f"seharusnya {penuh(benar)}", kelompok=akar.kelompok)
        if indikator := saudara(self, kunci, benar):
            return self._jadi(kunci, "salin-baris", "catatan", benar, "angkanya berdiri di baris indikator lain dari kode yang sama", f"{indikator} tercetak {self.tercetak((indikator, kunci[1])).teks}", "indikator")
        if benar == 0 or (turunan and turunan.hitung(self.nilai) == 0) or kosong and not turunan.jumlah:
            return self._jadi(kunci, "nihil", "catatan", benar, "tercetak tanpa angka" + (f" karena {self.sebut(kosong[0])} tercetak tanpa angka" if kosong else "; nilainya 0"), f'"{p.teks}"')
        if turunan is None and self.kita is None:
            return None
        if self.kita is None and turunan.sigma and not terinci(kunci, self.umum, self.nilai):
            return None
        if not p.teks:
            return self._jadi(kunci, "tanpa-angka", "catatan", benar, "tidak diisi", f"seharusnya {penuh(benar)}" + (f" menurut {turunan.tulisan}" if turunan else ""), "kosong")
        return self._jadi(kunci, "tanpa-angka", "salah", benar, "tidak ada angka, padahal ada nilainya", f"seharusnya {penuh(benar)}" + (f" menurut {turunan.tulisan}" if turunan else ""))

    def _berlebih(self, kunci: Kunci, p: Tercetak, turunan: Turunan | None) -> Temuan | None:
        """A number where nothing can be computed or nothing is known."""
        sel = self.sel(kunci)
        if p.nilai == 0:
            return self._jadi(kunci, "nihil", "catatan", None, "tercetak 0, padahal tidak ada nilainya" + (": pembaginya nol" if turunan else ""), p.teks)
        v = turunan.hitung(self.nilai) if turunan else None
        if indikator := saudara(self, kunci, p.nilai, kita=True):
            return self._jadi(kunci, "salin-baris", "catatan", None, "angka kode ini berdiri di baris indikator lain", f"seharusnya di {indikator}", "indikator")
        if sel and v is not None and p.sama(v):
            return self._warisan(kunci, p, None, turunan)
        if self.kita is None and self.kolom[kunci[1]].dapat_diisi:
            return self._jadi(kunci, "angka-tanpa-dasar", "catatan", None, "masukannya tidak tercetak; benar bila diketahui dari tempat lain", turunan.tulisan, "masukan")
        alasan = (sel.catatan or sel.alasan) if sel else ""
        # What is known of other years, the office knows from such documents only.
        tingkat = "catatan" if self._besaran(kunci).endswith("-lalu") else "salah"
        return self._jadi(kunci, "angka-tanpa-dasar", tingkat, None, "ada angka, padahal rumusnya tidak bernilai" if turunan else "ada angka, padahal data tidak memuatnya", alasan or (turunan.tulisan if turunan else ""))

    def _warisan(self, kunci: Kunci, p: Tercetak, benar: Nilai, turunan: Turunan) -> Temuan:
        """Right by its formula: what is wrong is an operand, or an operand is rounded."""
        akar = [(meleset(self, o), t) for o in turunan.operan if (t := self.satu(o)) and (t.tingkat in ("salah", "warisan") or t.jenis == "tanpa-angka")]
        hitungan = f"{turunan.tulisan} dari angka tercetak = {penuh(turunan.hitung(self.nilai))}"
        if akar:
            t = max(akar, key=lambda a: a[0])[1]
            return self._jadi(kunci, "warisan", "warisan", benar, f"masukannya keliru: {t.alamat} tercetak {t.tercetak or '(kosong)'}", hitungan, kelompok=t.kelompok)
        if nihil := next((t for o in turunan.operan if (t := self.satu(o)) and t.jenis in ("nihil", "akumulasi")), None):
            return self._jadi(kunci, nihil.jenis, "catatan", benar, f"mengikuti {self._sebut_alamat(nihil)}", hitungan, kelompok=nihil.kelompok)
        if any((sel := self.sel(o)) and sel.nilai is not None and self.tercetak(o).nilai not in (None, sel.nilai) for o in turunan.operan):
            return self._jadi(kunci, "pembulatan", "pembulatan", benar, "dihitung dari masukan yang sudah dibulatkan", hitungan, "masukan")
        return self._jadi(kunci, "akumulasi", "catatan", benar, "baris rumus formulir menjumlahkan triwulan; indikatornya menyatakan cara lain", hitungan)

    def _dibulatkan(self, p: Tercetak, turunan: Turunan) -> str:
        """The sentence that shows a printed result to follow from operands some of which are printed rounded; "" if none does."""
        if turunan.jumlah:
            return ""
        kita = {o: sel.nilai for o in turunan.operan if (sel := self.sel(o)) and sel.nilai is not None}
        cetak = {o: self.tercetak(o) for o in turunan.operan}
        mungkin: dict[Kunci, list[Nilai]] = {}
        for o in turunan.operan:
            nilai = mungkin[o] = [cetak[o].nilai]
            if o in kita and cetak[o].nilai is not None and kita[o] != cetak[o].nilai and (cetak[o].sama(kita[o]) or cetak[o].terpotong(kita[o])):
                nilai.append(kita[o])
            elif self.kita is None and cetak[o].nilai is not None and (cetak[o].ulp < 1 or self._dihitung(o) and self.satuan(o) in ("%", "rasio")):
                nilai += [cetak[o].nilai + cetak[o].ulp * k for k in (Fraction(1, 2), Fraction(-1, 2), Fraction(1))]
        hasil = [h for semua in product(*mungkin.values()) if (h := turunan.hitung(dict(zip(mungkin, semua)))) is not None]
        if self.kita is None and hasil and cetak and min(hasil) - p.ulp / 2 <= p.nilai <= max(hasil) + p.ulp / 2:
            return f"{turunan.tulisan} dari angka tercetak = {penuh(turunan.hitung(self.nilai))}"
        for h in hasil:
            if p.sama(h) or p.terpotong(h):
                return f"{turunan.tulisan} = {penuh(h)}"
        return ""

    def _longgar(self, kunci: Kunci, benar: Fraction, turunan: Turunan) -> Temuan:
        """In anybody's table, a row that need not follow from what is printed."""
        hitungan = f"{turunan.tulisan} dari angka tercetak = {penuh(benar)}"
        if turunan.longgar:
            return self._jadi(kunci, "akumulasi", "catatan", benar, "bukan jumlah triwulannya; benar bila digabung dari baris di bawahnya", hitungan)
        return self._jadi(kunci, "jumlah", "catatan", benar, "lebih besar daripada jumlah baris di bawahnya di semua kolom; benar bila tidak semua rinciannya tercetak", hitungan, "rincian")

    def _terbetulkan(self, p: Tercetak, turunan: Turunan) -> bool:
        """Whether a figure follows from operands as they should be, where one of them is printed wrong."""
        betul = {o: Fraction(t.dihitung) for o in turunan.operan if (t := self.satu(o)) and t.tingkat == "salah" and t.dihitung}
        return bool(betul) and p.sama(turunan.hitung({o: self.nilai.get(o) for o in turunan.operan} | betul))

    def _salah(self, kunci: Kunci, p: Tercetak, benar: Fraction, turunan: Turunan | None, v: Nilai) -> Temuan:
        baris, key = kunci
        column, bagian = self.kolom[key], key.partition("/")[2]
        serumpun = {c.id: (baris, f"{c.id}/{bagian}" if bagian else c.id) for c in self.cetak.form.columns if not c.is_text}
        sebaris = [{i: self.tercetak(o).nilai for i, o in serumpun.items()}]
        if self.kita is not None:
            sebaris.append({i: sel.nilai if (sel := self.sel(o)) else None for i, o in serumpun.items()})
        isi = {self.sebut(o): self.nilai.get(o) for o in turunan.operan} if turunan and turunan.sigma else {}
        lain = [*self.lain(baris, key), *sekitar(self, kunci)]
        setabel = [(self.sebut((b, k)), n) for b in self.baris for k in self.kolom if (b, k) != kunci and self.satuan((b, k)) == "Rp" and (n := self.tercetak((b, k)).nilai)] if isi else []
        bebas = self.kita is None and not any(self.satuan(o) == "Rp" for o in turunan.operan)
        perkara = Perkara(p, benar, self.satuan(kunci), column, sebaris, isi, setabel, lain, bebas)
        dugaan = duga(perkara)
        if not dugaan and v is not None and v != benar:  # against its own printed operands the slip may be plain
            dugaan = duga(Perkara(p, v, self.satuan(kunci), column, sebaris, isi, setabel, lain))
        if not dugaan and turunan and turunan.sigma:
            dugaan = Dugaan("jumlah", "tidak sama dengan jumlah bagian-bagiannya", f"{turunan.tulisan} dari angka tercetak = {penuh(v)}")
        if not dugaan and column.tree is not None and (h := kolom(column, *kunci).hitung(self.nilai)) is not None and p.sama(h):
            return self._jadi(kunci, "akumulasi", "catatan", benar, "baris rumus formulir menjumlahkan triwulan; indikatornya menyatakan cara lain", f"{column.formula} = {penuh(h)}")
        if not dugaan:
            dari = f"{turunan.tulisan} dari angka tercetak = {penuh(v)}" if v is not None else f"{turunan.tulisan} = {penuh(benar)}" if turunan else self._asal(kunci)
            dugaan = Dugaan("hitung", "tidak sesuai rumusnya", dari) if turunan else Dugaan("beda-data", "tidak sama dengan data kantor", dari)
        if dugaan.jenis == "skala" and seragam(self, kunci):
            dugaan = Dugaan("skala", "seluruh kolom ditulis sebagai pecahan; di formulir ini persen", dugaan.bukti, True)
        tingkat = "catatan" if dugaan.catatan or dugaan.jenis == "akumulasi" else "salah"
        return self._jadi(kunci, dugaan.jenis, tingkat, benar, dugaan.sebab, dugaan.bukti)

    # ---- words and small things --------------------------------------------------------------------------------------

    def satuan(self, kunci: Kunci) -> str:
        if sel := self.sel(kunci):
            return sel.satuan
        return self.kolom[kunci[1]].unit_of(kunci[1].partition("/")[2])

    def _besaran(self, kunci: Kunci) -> str:
        return self.kolom[kunci[1]].besaran_of(kunci[1].partition("/")[2])

    def _asal(self, kunci: Kunci) -> str:
        sel = self.sel(kunci)
        asal = (sel.sumber or sel.operan) if sel else ()
        if not asal or self.kita is None:
            return ""
        d = self.kita.rujukan.get(asal[0], {})
        if len(asal) > 1:
            return f"{sel.rumus} dari {len(asal)} {'baris data' if asal[0].startswith('data/') else 'sel'}, di antaranya {d.get('nama', asal[0])}"
        return f"data: {d.get('nama', asal[0])}" + (f"; {d['dokumen']}, {d['tempat']}" if "dokumen" in d else "")

    def sebut(self, kunci: Kunci, baris_juga: bool = True) -> str:
        column = self.kolom[kunci[1]]
        nama = " ".join(t for t in (f"kolom {column.nomor}" if column.nomor else column.title, kunci[1].partition("/")[2]) if t)
        return f"{kunci[0]} {nama}" if baris_juga else f"{nama} ({column.title})"

    @staticmethod
    def _sebut_alamat(t: Temuan) -> str:
        return f"{t.alamat.split('/', 2)[2]} yang tercetak {t.tercetak or '(kosong)'}"

    def _jadi(self, kunci: Kunci, jenis: str, tingkat: str, benar: Nilai, sebab: str, bukti: str, ragam: str = "", kelompok: str = "") -> Temuan:
        p, sel = self.tercetak(kunci), self.baris[kunci[0]].sel.get(kunci[1])
        selisih = desimal(p.nilai - benar) if p.nilai is not None and benar is not None else ""
        return Temuan(
            self.cetak.alamat(*kunci), jenis, tingkat, p.teks, desimal(benar), selisih, sebab, bukti, kelompok or self._kelompok(kunci, jenis, ragam),
            tempat=sel.tempat if sel else "",
        )

    def _kelompok(self, kunci: Kunci, jenis: str, ragam: str) -> str:
        """The root cause a finding belongs to. A slip of the whole table is one; of a single figure the same slip with the same
        figure of the office, wherever it is printed again, is one."""
        if jenis in ("pembulatan", "nihil", "tak-terbaca", "akumulasi") or ragam:
            return ":".join(t for t in (jenis, ragam, self.cetak.laporan, self.cetak.tabel) if t)
        besaran = self._besaran(kunci) or f"{self.cetak.laporan}/{self.cetak.tabel}/{kunci[1]}"
        p = self.tercetak(kunci)
        return f"{jenis}:{besaran}:{kunci[0]}:{desimal(p.nilai) if p.nilai is not None else p.teks or 'kosong'}"
