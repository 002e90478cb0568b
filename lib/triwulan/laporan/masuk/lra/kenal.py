"""Codes of an LRA against the names a unit has: malformed ones put right where that is certain, unknown and doubled ones named."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher, get_close_matches

from triwulan.laporan.masuk.lra import rekening
from triwulan.laporan.masuk.lra.kolom import NAMA
from triwulan.laporan.masuk.lra.nama import kembar
from triwulan.laporan.masuk.lra.rekening import Rekening
from triwulan.laporan.masuk.lra.tabel import Baris, Tabel
from triwulan.office.masalah import Masalah

#: How alike two codes must be for one to be worth proposing.
MIRIP = 0.75

#: A date as a grid shows it.
TANGGAL = re.compile(r"\d{2}/\d{2}/\d{4}")


@dataclass
class Dikenal:
    """The rows with codes as they are to be read; codes put right, for the user's eyes; accounts that are new; problems."""

    baris: list[Baris] = field(default_factory=list)
    dibetulkan: list[tuple[Baris, Rekening]] = field(default_factory=list)
    baru: dict[str, Baris] = field(default_factory=dict)
    masalah: list[Masalah] = field(default_factory=list)


def kenali(tabel: Tabel, nama: Mapping[str, str], boleh_baru: bool) -> Dikenal:
    """The rows of a table. `nama`: the official name of every code; `boleh_baru`: accounts that are none of them come in with
    a new budget. An unknown code is read as the known one it must be, so that it is one problem and not several."""
    hasil = Dikenal()
    ada = {b.kode for b in tabel.baris}
    pernah: dict[str, str] = {}
    for b in tabel.semua:
        if not any(b.kode):
            hasil.baris.append(_betulkan(b, nama, ada, hasil))
            continue
        kode = tuple(_kenali(b, k, nama, pernah, boleh_baru, hasil) if k else "" for k in b.kode)
        # Read as a code that another row has already it would only be counted twice.
        hasil.baris.append(replace(b, kode=kode) if kode != b.kode and kode not in ada else b)
    hasil.baris = _tunggal([b for b in hasil.baris if any(b.kode)], hasil.masalah)
    return hasil


def _betulkan(b: Baris, nama: Mapping[str, str], ada: set[Rekening], hasil: Dikenal) -> Baris:
    """A row whose code is none, with the code it must have."""
    calon = [c for c in rekening.tanpa_ganda(b.tertulis) if c not in ada]
    nol = rekening.tanpa_nol(b.tertulis, [k for k in nama if "." in k], nama) if not calon else []
    terbukti = [c for c in calon if c[1] in nama and kembar(nama[c[1]], b.uraian) or any(rekening.di_bawah(a, c) for a in ada)]
    if len(terbukti) == 1 or len(nol) == 1 and nol[0] not in ada:
        kode = (terbukti or nol)[0]
        hasil.dibetulkan.append((b, kode))
        return replace(b, kode=kode)
    if TANGGAL.fullmatch(b.tertulis):
        hasil.masalah.append(Masalah(b.tempat, f"program lembar sebar mengubah kode ini menjadi tanggal; jadikan kolom kode berformat teks, lalu tulis ulang kodenya ({b.uraian})", None, "", b.tertulis))
        return b
    if re.search("[A-Za-z]", b.tertulis) and not rekening.SERUPA.fullmatch(b.tertulis) or not b.tertulis:
        saran = _menurut_nama(b.uraian, nama) if b.tertulis else ""
        hasil.masalah.append(Masalah(b.tempat, f"baris ini berangka, tetapi kodenya {'tidak terbaca' if b.tertulis else 'tidak ada'}; tulis kode rekening {b.uraian!r}{saran}, atau hapus baris yang bukan rekening", None, "", b.tertulis))
        return b
    calon = calon or [c for c in rekening.tanpa_huruf(b.tertulis) if c not in ada and c[1] in nama]
    usul = f"; mungkin {' atau '.join(map(rekening.sebut, calon))}" if calon else _terdekat(b.tertulis, b.uraian, nama)
    hasil.masalah.append(Masalah(b.tempat, f"kode ini tidak sah (yang sah misalnya 7.01.01.2.01.0001 5.1.02.01.01.0026){usul}", None, "", b.tertulis))
    return replace(b, kode=calon[0]) if len(calon) == 1 else b


def _kenali(b: Baris, kode: str, nama: Mapping[str, str], pernah: dict[str, str], boleh_baru: bool, hasil: Dikenal) -> str:
    """A code, or the known one that it must be; the problem is named once."""
    if kode in nama:
        return kode
    if kode in pernah:
        return pernah[kode]
    akun = kode == b.kode[1]
    sederajat = {k: n for k, n in nama.items() if _bentuk(k) == _bentuk(kode)}
    # The name is the account's, unless the row is that of a sub kegiatan as a whole.
    senama = [k for k, n in sederajat.items() if kembar(n, b.uraian)] if akun or b.kode[1].count(".") <= 1 else []
    dekat = max(senama, key=lambda k: SequenceMatcher(None, k, kode).ratio(), default="") or next(iter(get_close_matches(kode, sederajat, 1, MIRIP)), "")
    if akun and boleh_baru and not senama and kode.startswith("5"):
        hasil.baru[kode] = b
        pernah[kode] = kode
        return kode
    saran = f"yang terdekat {dekat} {nama[dekat]}; betulkan kodenya, atau b" if dekat else "b"
    jenis = "akun" if akun else "program"
    hasil.masalah.append(Masalah(b.tempat, f"{'rekening' if akun else 'kode'} {kode} {b.uraian} tidak ada di nomenklatur.csv; {saran}ila memang baru, tambahkan dulu barisnya: {jenis},{kode},{b.uraian}", None, "", b.tertulis))
    pernah[kode] = dekat if senama else kode
    return pernah[kode]


def _bentuk(kode: str) -> tuple[int, ...]:
    """How long the parts of a code are: programmes and accounts of a level are alike in it."""
    return tuple(map(len, kode.split(".")))


def _tunggal(baris: Sequence[Baris], masalah: list[Masalah]) -> list[Baris]:
    """The rows with each code once."""
    pertama: dict[Rekening, Baris] = {}
    for b in baris:
        lain = pertama.setdefault(b.kode, b)
        if lain is not b:
            beda = [NAMA[k] for k in NAMA if lain.nilai.get(k) != b.nilai.get(k)]
            kata = f"angkanya berbeda ({', '.join(beda)}); tentukan mana yang benar" if beda else "angkanya sama; hapus salah satu"
            masalah.append(Masalah(b.tempat, f"kode ini sudah ada di {lain.tempat} dan {kata}", None, "", b.tertulis))
    return list(pertama.values())


def _terdekat(tertulis: str, uraian: str, nama: Mapping[str, str]) -> str:
    angka = ".".join(re.findall(r"\d+", tertulis))
    akun = next((a for a in get_close_matches(angka, nama, 1, 0.6)), "")
    return f"; yang terdekat {akun} {nama[akun]}" if akun else _menurut_nama(uraian, nama)


def _menurut_nama(uraian: str, nama: Mapping[str, str]) -> str:
    cocok = [k for k, n in nama.items() if kembar(n, uraian)]
    return f" (menurut nomenklatur.csv: {', '.join(cocok[:3])})" if cocok else ""

