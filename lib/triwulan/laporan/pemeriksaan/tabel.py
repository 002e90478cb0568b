"""Anybody's table against its form: figures against the formula row, sums, grades, and the formulas of a workbook."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from triwulan.form import audit
from triwulan.form.audit.cetak import TabelCetak
from triwulan.form.audit.temuan import Temuan
from triwulan.form.form import Form
from triwulan.form.lembar import deklarasi
from triwulan.form.lembar.beda import JENIS, banding_rumus, tak_dibanding
from triwulan.form.lembar.grid import BerkasSalah
from triwulan.form.lembar.letak import KODE, Letak, baca_letak
from triwulan.form.nilai import Nilai
from triwulan.laporan.formulir import SEMUA
from triwulan.laporan.pemeriksaan import predikat

#: Notes that ask how a performance is gathered and whether less of it is better.
CARA = ("akumulasi", "hitung")


def formulir(nama: str) -> Form:
    """The form of a code (`e81`, also written E.81), or of a YAML file that declares one. Raises BerkasSalah."""
    if nama.lower().endswith((".yaml", ".yml")):
        return deklarasi.muat(Path(nama))
    polos = {k.replace("-", "").replace(".", ""): f for k, f in SEMUA.items()}
    form = SEMUA.get(nama) or polos.get(nama.lower().replace("-", "").replace(".", ""))
    if form is None:
        raise BerkasSalah([f"--formulir {nama!r} tidak dikenal; kode yang ada: {', '.join(sorted(SEMUA))}; atau sebut berkas YAML yang mendeklarasikan kolom-kolomnya"])
    return form.untuk(**{k: "…" for k in ("tahun", "tahun_lalu", "triwulan", "sasaran_pk", "anggaran_pk")})


def periksa(path: Path, form: Form, lembar: str = "", skala: Callable[[Nilai], str] | None = None) -> tuple[int, list[Temuan], list[str]]:
    """(cells looked at, findings, what could not be compared) of a table. Raises BerkasSalah where the file or the sheet does
    not hold the form."""
    tabel, letak = baca_letak(path, form, lembar=lembar)
    # How a figure is gathered, a table leaves open where it prints numbers only; a formula says it, and is looked at itself.
    berumus = {tabel.alamat(b.id, key) for b in tabel.baris for key, sel in b.sel.items() if sel.rumus}
    temuan = [t for t in audit.periksa(tabel) if not (t.tingkat == "catatan" and t.jenis in CARA and t.alamat in berumus)]
    if skala:
        temuan += predikat.periksa(tabel, None, skala)
    # What the figure and the formula in one cell say is one slip.
    sudah = {t.alamat: t.kelompok for t in temuan}
    temuan += [
        Temuan(
            tabel.alamat(b.baris, b.kunci), "rumus-excel", "salah", b.tertulis, b.seharusnya, sebab=f"{b.jenis}: {JENIS[b.jenis]}", bukti=b.bukti,
            kelompok=sudah.get(tabel.alamat(b.baris, b.kunci), f"rumus-excel:{b.jenis}:{b.kunci}"), dokumen=path.name, tempat=b.tempat,
        )
        for b in banding_rumus(tabel, letak)
    ]
    banyak = sum(len(b.sel) for b in tabel.baris)
    lewat = [f"{tempat}: {rumus} tidak dibandingkan: {alasan}" for tempat, rumus, alasan in tak_dibanding(tabel, letak)]
    return banyak, [_berdokumen(t, path) for t in temuan], [*lewat, *_tak_diperiksa(tabel, letak)]


def _tak_diperiksa(tabel: TabelCetak, letak: Letak) -> list[str]:
    """What the form would check and this sheet does not let it: calculated columns that are not there, totals of unknown rows."""
    hilang = [tabel.form.heading(c) if c.nomor else c.title for c in tabel.form.columns if c.tree is not None and not any(k in letak.kolom for k in c.keys)]
    jumlah = [b.tempat for b in tabel.baris if b.jenis == "jumlah"]
    kode = any(KODE.match(b.id) for b in tabel.baris)
    return [
        *([f"kolom hitungan {', '.join(hilang)} tidak ditemukan di lembar ini, sehingga tidak diperiksa; cetak nomornya di baris nomor kolom, atau samakan judulnya"] if hilang else []),
        *([f"{', '.join(jumlah)}: jumlahnya tidak diperiksa; baris bernomor bertingkat tanpa kode program, sehingga tidak diketahui baris mana yang sudah termasuk baris lain"] if jumlah and tabel.berjenjang and not kode else []),
    ]


def _berdokumen(t: Temuan, path: Path) -> Temuan:
    return t if t.dokumen else replace(t, dokumen=path.name)
