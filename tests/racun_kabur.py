"""Fuzzing of every reader: mutated files and made-up text go in, a value or one of the project's own refusals comes out.

`python tests/racun_kabur.py [COUNT]` runs COUNT (2,000) examples a reader for docs/keamanan.md.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import shutil
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import arsip_tiruan
import pemalsu
import portal_tiruan
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from isian_buku import ekspor
from PIL import Image

from triwulan.form import buku_angka, formula
from triwulan.form.audit import cetak
from triwulan.form.lembar import deklarasi, grid, rumus
from triwulan.laporan import penutupan
from triwulan.laporan.masuk.lra import berkas as lra_berkas
from triwulan.laporan.masuk.lra import tabel as lra_tabel
from triwulan.laporan.masuk.masukan import Petunjuk
from triwulan.laporan.masuk.pintu import impor
from triwulan.office import aturan, foto, paket, params, periode, terbit, yaml_ketat
from triwulan.office import data as data_
from triwulan.office.masalah import MasukanSalah
from triwulan.office.skema import SKEMA, TUTUP
from triwulan.office.tulisan import tulis
from triwulan.press import himpun, portal, terbitan, verifikasi
from triwulan.press.bongkar import BukanArsip

AKAR = Path(__file__).resolve().parents[1]
UNIT = AKAR / "data" / "kecamatan-lumajang"
#: What a reader may raise: each says what is wrong to whoever must mend it.
DITOLAK = (
    MasukanSalah, grid.BerkasSalah, BukanArsip, himpun.Ditolak, cetak.TakTerbaca, formula.FormulaError, rumus.TakDikenal, rumus.Galat, buku_angka.BukuSalah,
)
#: Readers of which one call takes long: a tenth of the examples.
MAHAL = ("data lengkap", "dokumen terbit", "buku isian", "tabel XLSX", "LRA (CSV)", "foto", "arsip")
#: Fragments that have broken readers before, or could.
RACUN = [
    b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b'"', b",", b";", b"\r", b"\n\n", b"\x1b[2J", "\u202e".encode(), b"\xed\xa0\x80", b"\xef\xbf\xbe", b"=cmd|' /C calc'!A0", b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>",
    b"&b;", b"!!python/object/apply:os.system ['id']", b"&a [*a,*a]", b"2024-13-45", b"9" * 5000, b"1e999999999", b"-0", b"NaN", b"{" * 3000, b"[" * 3000, b"(" * 3000, b"{{7*7}}", b"../" * 5, b"/etc/passwd", b"null", b"true", b"{}", b"[]", b"\xc2\xb2", "٣".encode(), b" ", b"A" * 40000,
]
#: One change to a file: what, where (a share of its length), how much, with what.
UBAHAN = st.tuples(st.sampled_from(["balik", "potong", "sisip", "ganti", "gandakan"]), st.floats(0, 1), st.integers(1, 200), st.sampled_from(RACUN) | st.binary(max_size=8))
#: Text as people and programs write it, beside text that neither does.
TEKS = st.text(st.characters(codec="utf-8"), max_size=60) | st.text("0123456789.,()+-x/:*%=sd&^$!A'\" Rp;<>", max_size=60) | st.sampled_from([r.decode("utf-8", "replace") for r in RACUN])


def rusak(isi: bytes, ubahan: list[tuple[str, float, int, bytes]]) -> bytes:
    """The bytes with changes made one after another."""
    for cara, di, banyak, racun in ubahan:
        n = int(di * len(isi))
        match cara:
            case "balik":
                isi = isi[:n] + bytes(b ^ 0x20 for b in isi[n : n + banyak % 5 + 1]) + isi[n + banyak % 5 + 1 :]
            case "potong":
                isi = isi[:n] + isi[n + banyak :]
            case "sisip":
                isi = isi[:n] + racun + isi[n:]
            case "ganti":
                isi = isi[:n] + racun + isi[n + len(racun) :]
            case "gandakan":
                isi = isi[:n] + isi[n : n + banyak] * 2 + isi[n + banyak :]
    return isi


def rusak_zip(isi: bytes, ubahan: list[tuple[str, float, int, bytes]]) -> bytes:
    """A zip of which one member is changed before it is packed again, so that the change reaches what reads the member."""
    with zipfile.ZipFile(io.BytesIO(isi)) as z:
        anggota = {i.filename: z.read(i) for i in z.infolist()}
    nama = sorted(anggota)[int(ubahan[0][1] * (len(anggota) - 1))]
    anggota[nama] = rusak(anggota[nama], ubahan)
    keluar = io.BytesIO()
    with zipfile.ZipFile(keluar, "w", zipfile.ZIP_DEFLATED) as z:
        for n, b in anggota.items():
            z.writestr(n, b)
    return keluar.getvalue()


def pembaca(ruang: Path) -> Iterator[tuple[str, st.SearchStrategy, Callable[[object], object]]]:
    """Every reader: its name, what goes in, the reader itself. `ruang` is an empty folder to work in."""
    proyek = ruang / "proyek"
    for nama in ("data", "params", "notebooks"):
        shutil.copytree(AKAR / nama, proyek / nama, ignore=shutil.ignore_patterns(".ipynb_checkpoints"))

    def berkas(asal: Path, baca: Callable[[Path], object], ubah=rusak) -> tuple[st.SearchStrategy, Callable[[object], object]]:
        """A file of the project changed in its place, read, and put back."""
        asli = asal.read_bytes()

        def jalan(ubahan: object) -> object:
            asal.write_bytes(ubah(asli, ubahan))
            try:
                return baca(asal)
            finally:
                asal.write_bytes(asli)

        return st.lists(UBAHAN, min_size=1, max_size=3), jalan

    unit = proyek / "data" / "kecamatan-lumajang"
    yaml = proyek / "params" / "kecamatan-lumajang" / "2024-tw2.yaml"
    yield "parameter", *berkas(yaml, lambda p: params.baca(p, proyek))
    nama_aturan = yaml_ketat.baca(yaml.read_bytes(), "")["aturan"]
    yield "aturan", *berkas(proyek / "params" / "aturan" / f"{nama_aturan}.yaml", lambda p: aturan.muat(proyek, nama_aturan))
    yield "YAML bebas", TEKS, lambda t: yaml_ketat.baca(t.encode("utf-8", "surrogatepass"), "uji.yaml")
    for nama in SKEMA:
        yield f"{nama}.csv", *berkas(unit / f"{nama}.csv", lambda p, n=nama: _bila(data_.baca(p.name, p.read_bytes(), SKEMA[n])[1]))
    yield "data lengkap", *berkas(unit / "realisasi_k.csv", lambda p: data_.muat(proyek, "kecamatan-lumajang"))
    yield "deskriptor", *berkas(unit / "datapackage.json", lambda p: (paket.sumber(unit, "d"), paket.kutipan(unit, "d", paket.sumber(unit, "d"))))
    tabel = sorted((unit / "terbit" / "2024-tw2").glob("lkj-camat_*.csv"))[0]
    yield "dokumen terbit", *berkas(tabel, lambda p: terbit.muat(proyek, "kecamatan-lumajang", "2024-tw2"))
    p1 = params.baca(proyek / "params" / "kecamatan-contoh" / "2025-tw1.yaml", proyek)[0]
    contoh = data_.muat(proyek, "kecamatan-contoh")
    tulis(proyek, penutupan.rencana(proyek, contoh, p1, oleh="B", tanggal="2025-04-14", buku_angka="a", pustaka="b"))
    tertutup = proyek / "data" / "kecamatan-contoh" / "tutup" / "2025-tw1"
    for nama in TUTUP:
        yield f"tutup/{nama}.csv", *berkas(tertutup / f"{nama}.csv", lambda p: (_segel_beku(p.parent), _bila(penutupan.masalah(penutupan.dengan_penutupan(proyek, contoh)))))
    yield "angka tercetak", TEKS, lambda t: [_coba(b, t, s) for b in (cetak.lkj, cetak.lra, cetak.renja) for s in ("Rp", "rasio", "orang")]
    yield "periode", TEKS, _periode
    yield "rumus formulir", TEKS, formula.parse
    yield "rumus Excel", TEKS.map("={}".format), rumus.urai
    gambar = ruang / "foto.jpg"
    Image.effect_noise((60, 40), 50).convert("RGB").save(gambar)
    yield "foto", *berkas(gambar, lambda p: (_bila(foto._gambar(isi := p.read_bytes())), foto.siapkan(isi)))
    buku = ekspor("kecamatan-contoh/2025-tw2", ruang / "isian.xlsx", proyek)
    waktu = datetime(2026, 1, 5)
    for cara, ubah in (("bita", rusak), ("bagian", rusak_zip)):
        yield f"buku isian ({cara})", *berkas(buku, lambda p: impor(proyek, [p], Petunjuk(), waktu), ubah)
    e81 = Path(shutil.copy(AKAR / "tests" / "berkas" / "e81-kecamatan.xlsx", ruang))
    yield "tabel XLSX (bagian)", *berkas(e81, grid.muat, rusak_zip)
    lra = Path(shutil.copy(AKAR / "tests" / "berkas" / "lra-lumajang-2024-06.txt", ruang))
    yield "LRA (teks)", *berkas(lra, lambda p: lra_tabel.baca(p.name, lra_berkas.muat(p)))
    csv_ = Path(shutil.copy(AKAR / "docs" / "contoh" / next(n.name for n in (AKAR / "docs" / "contoh").glob("*.csv")), ruang))
    yield "LRA (CSV)", *berkas(csv_, lambda p: impor(proyek, [p], Petunjuk(), waktu))
    bentuk = ruang / "formulir.yaml"
    bentuk.write_text(FORMULIR, "utf-8")
    yield "deklarasi formulir", *berkas(bentuk, deklarasi.muat)
    ledger = ruang / "angka.csv"
    ledger.write_text(portal_tiruan.ledger("30.5", "20"), "utf-8")
    yield "buku angka", *berkas(ledger, buku_angka.baca)
    keluaran = ruang / "reports"
    tw = keluaran / "kecamatan-uji" / "2025-tw1"
    temuan = {"diperiksa": 9, "temuan": [{"tingkat": "salah", "dokumen": "LKj", "jawaban": "", "alamat": "x"}]}
    renja = portal_tiruan.laporan("evaluasi-renja", sorotan=portal_tiruan.SOROTAN)
    portal_tiruan.tulis(tw, {"catatan-run.json": portal_tiruan.catatan({"evaluasi-renja": renja}), "angka.csv": portal_tiruan.ledger("30.5", "20"), "temuan.json": json.dumps(temuan)})
    for nama in ("catatan-run.json", "angka.csv", "temuan.json"):
        yield f"halaman muka: {nama}", *berkas(tw / nama, lambda _: (portal.halaman(t := terbitan.baca(keluaran)), _bila(t.rusak)))
    yield from _pembaca_arsip(ruang / "arsip", berkas)


def _pembaca_arsip(ruang: Path, berkas) -> Iterator[tuple[str, st.SearchStrategy, Callable[[object], object]]]:
    """A small archive, whole before it is changed: its bytes, one of its members, and a member with every checksum made to agree again."""
    arsip_tiruan.buat(ruang)
    os.chdir(ruang)
    jadi = arsip_tiruan.jalankan("arsip", arsip_tiruan.PARAMS)
    zip_ = Path(jadi.stdout.strip())
    for cara, ubah in (("bita", rusak), ("bagian", rusak_zip)):
        yield f"arsip ({cara})", *berkas(zip_, _arsip, ubah)
    shutil.unpack_archive(zip_, ruang / "bongkar")
    (folder,) = (ruang / "bongkar").iterdir()
    semua = sorted(p.relative_to(folder).as_posix() for p in (folder / "data").rglob("*") if p.is_file())

    def disegel(contoh: tuple[str, list]) -> None:
        with tempfile.TemporaryDirectory(dir=ruang) as coba:
            salinan = Path(shutil.copytree(folder, Path(coba) / folder.name))
            isi = rusak((salinan / contoh[0]).read_bytes(), contoh[1])
            if contoh[0] == pemalsu.CATATAN:  # what the forger reads himself
                (salinan / contoh[0]).write_bytes(isi)
                pemalsu.segel(salinan)
            else:
                pemalsu.palsukan(salinan, {contoh[0]: isi})
            _arsip(salinan)

    yield "arsip (disegel ulang)", st.tuples(st.sampled_from(semua), st.lists(UBAHAN, min_size=1, max_size=3)), disegel


FORMULIR = """kode: uji
judul: Formulir uji
sumber: {dokumen: Peraturan, tempat: lampiran}
kolom:
- {nomor: 1, judul: Kode}
- {nomor: 2, judul: Pagu, satuan: Rp}
- {nomor: 3, judul: Realisasi, satuan: Rp}
- {nomor: 4, judul: Sisa, rumus: 2-3, satuan: Rp}
"""


def _arsip(path: Path) -> None:
    with verifikasi.terbuka(path) as (_, hasil):
        _bila(hasil.temuan)


def _segel_beku(folder: Path) -> None:
    """Makes the closure's checksum agree with its cells, so that the change is read and not only noticed."""
    path, sidik = folder / "penutupan.csv", hashlib.sha256((folder / "beku.csv").read_bytes()).hexdigest()
    path.write_bytes(re.sub(rb"[0-9a-f]{64}(?=\n*\Z)", sidik.encode(), path.read_bytes()))


def _coba(baca: Callable, *argumen: object) -> None:
    """Calls a reader whose refusal is no more than that; so that the next call comes about."""
    with suppress(*DITOLAK):
        baca(*argumen)


def _periode(teks: str) -> None:
    with suppress(ValueError):
        return periode.baca(teks)
    raise MasukanSalah([])


def _bila(masalah: Sequence) -> None:
    """Refuses where a reader returned what is wrong instead of raising it."""
    if masalah:
        raise MasukanSalah([])


def kabur(masuk: st.SearchStrategy, baca: Callable[[object], object], banyak: int) -> Counter:
    """How many of `banyak` examples were read and how many refused. Raises whatever else a reader raises, with the shortest input
    that makes it."""
    hasil: Counter = Counter()

    # The same examples each time, so that a count in the documents can be had again.
    @settings(max_examples=banyak, deadline=None, derandomize=True, database=None, phases=(Phase.generate, Phase.shrink), suppress_health_check=list(HealthCheck))
    @given(masuk)
    def uji(contoh: object) -> None:
        mulai = time.monotonic()
        try:
            baca(contoh)
            hasil["dibaca"] += 1
        except DITOLAK:
            hasil["ditolak"] += 1
        if (lama := time.monotonic() - mulai) > LAMA:
            raise TimeoutError(f"{lama:.0f} detik")

    uji()
    return hasil


#: Seconds for one input, on a busy machine.
LAMA = 20


if __name__ == "__main__":
    banyak = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    hanya = sys.argv[2:]
    print("| pembaca | contoh | dibaca | ditolak dengan pesan | galat lain |\n| --- | --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory(prefix="kabur-") as folder:
        for nama, masuk, baca in pembaca(Path(folder)):
            if hanya and not any(h in nama for h in hanya):
                continue
            n = banyak if not nama.startswith(MAHAL) else banyak // 10
            try:
                hasil = kabur(masuk, baca, n)
                print(f"| {nama} | {sum(hasil.values())} | {hasil['dibaca']} | {hasil['ditolak']} | 0 |", flush=True)
            except Exception as error:
                import traceback
                tb = traceback.extract_tb(error.__traceback__)
                print(f"| {nama} | | | | **{type(error).__name__}: {str(error)[:150]!r} @ {[f'{Path(t.filename).name}:{t.lineno}' for t in tb if 'triwulan' in t.filename][-2:]}** |", flush=True)
