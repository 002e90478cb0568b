"""A new office: every data file and the first parameter file, empty or with the structure of another kecamatan.

Structure is what all kecamatan share: names and codes, indicators and how they are measured, posts and what each of them
answers for. Figures, people, events and what the office says of itself are never copied.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from triwulan.office import aturan, data, paket, params, periode
from triwulan.office.hubungan import IDENTITAS
from triwulan.office.lanjut import SALINAN
from triwulan.office.masalah import Masalah, MasukanSalah
from triwulan.office.skema import SKEMA
from triwulan.office.tulisan import Baris, Tulisan, baca, deskriptor, parameter, tabel

#: Stands where the data need a text that nobody knows yet; `triwulan status` lists it.
BELUM = "BELUM DIISI"
#: The kinds of name that every kecamatan shares; kelurahan and desa are its own.
NAMA_BERSAMA = ("lingkup", "tujuan", "sasaran", "program", "akun")
#: Facts that a kabupaten lays down for all its kecamatan.
NARASI_KABUPATEN = ("tugas", "fungsi", "tembusan")
#: Stands before a post's name in print; it belongs to the person.
STATUS = re.compile(r"^(Pj|Plt|Plh)\. *")


@dataclass(frozen=True)
class Asal:
    """The office copied from: its rows by file, a text of its in the new office's names, whether both are of one kabupaten."""

    unit: str
    baris: dict[str, list[Baris]]
    ubah: Callable[[str], str]
    sekabupaten: bool


def rencana(akar: Path, unit: str, tahun: int, *, dari: str = "", nama: str = "", kabupaten: str = "", aturan_: str = "") -> list[Tulisan]:
    """The files of a new office from the first quarter of `tahun` on. Where nothing is given: `dari` no office, `nama` the
    folder's name in words, `kabupaten` that of `dari`, `aturan_` the newest rule set in force. Raises MasukanSalah."""
    nama, kabupaten = " ".join(nama.split()) or unit.replace("-", " ").title(), " ".join(kabupaten.split())
    masalah = [*_salah_unit(akar, unit), *_salah_dari(akar, dari)]
    if 2000 <= tahun <= 2100:
        try:
            dasar = _aturan(akar, aturan_, tahun)
        except MasukanSalah as salah:
            masalah += salah.masalah
    else:
        masalah.append(Masalah("--tahun", params.HARAPAN["tahun"], None, "", str(tahun)))
    if masalah:
        raise MasukanSalah(masalah)
    if dari:
        data.muat(akar, dari)
    asal = _asal(akar, dari, nama, kabupaten) if dari else None
    kabupaten = kabupaten or (_identitas(asal.baris)["kabupaten"] if asal else BELUM)
    rows = {n: [] for n in SKEMA} | {"nomenklatur": _identitas_baru(asal, nama, kabupaten)}
    if asal:
        rows = _salinan(asal, rows, tahun)
    isi = {f"{n}.csv": tabel(SKEMA[n], r) for n, r in rows.items()}
    isi[paket.NAMA] = deskriptor(akar, isi | {paket.NAMA: _paket(unit, nama, kabupaten, tahun, dari)})
    return [
        *(Tulisan(f"data/{unit}/{n}.csv", isi[f"{n}.csv"], f"{len(r)} baris" if r else "hanya nama kolom") for n, r in rows.items()),
        Tulisan(f"data/{unit}/{paket.NAMA}", isi[paket.NAMA], "nama, arti kolom, dan dokumen sumber"),
        parameter(unit, nama, tahun, 1, dasar.tenggat.hari, Path(dasar.berkas).stem),
    ]


def _salah_unit(akar: Path, unit: str) -> list[Masalah]:
    # A folder `aturan` beside the units' own in params/ holds the rule sets.
    if not re.match(params.NAMA, unit) or len(unit) > params.PANJANG_NAMA or unit == "aturan":
        return [Masalah("NAMA", "tulis nama folder dengan huruf kecil, angka dan tanda hubung, misalnya kecamatan-sukodono", None, "", unit)]
    ada = [f"{atas}/{unit}/" for atas in ("data", "params") if (akar / atas / unit).exists()]
    return [Masalah("NAMA", f"unit ini sudah ada: {' dan '.join(ada)}. Pilih nama lain; untuk membuka triwulan berikutnya: triwulan baru periode", None, "", unit)] if ada else []


def _salah_dari(akar: Path, dari: str) -> list[Masalah]:
    unit = sorted(p.name for p in (akar / "data").iterdir() if (p / paket.NAMA).is_file())
    return [Masalah("--dari", f"unit ini tidak ada di data/; yang ada: {', '.join(unit) or 'belum ada satu pun'}", None, "", dari)] if dari and dari not in unit else []


def _aturan(akar: Path, nama: str, tahun: int) -> aturan.Aturan:
    """The rule set named, else the newest that is in force at the end of the year's first quarter."""
    ada = sorted(p.stem for p in (akar / "params" / "aturan").glob("*.yaml"))
    akhir = periode.triwulan(tahun, 1).hari_akhir.isoformat()
    if nama:
        if nama not in ada:
            raise MasukanSalah([Masalah("--aturan", f"tidak ada di params/aturan/; yang ada: {', '.join(ada)}", None, "", nama)])
        hasil = aturan.muat(akar, nama)
        aturan.berlaku(hasil, akhir)
        return hasil
    berlaku = [a for a in (aturan.muat(akar, n) for n in ada) if a.berlaku_sejak <= akhir]
    if not berlaku:
        raise MasukanSalah([Masalah("--tahun", f"tidak ada aturan di params/aturan/ yang sudah berlaku pada {akhir}; pilih tahun lain atau tulis aturannya lebih dulu", None, "", str(tahun))])
    return max(berlaku, key=lambda a: a.berlaku_sejak)


def _asal(akar: Path, dari: str, nama: str, kabupaten: str) -> Asal:
    baris = {n: baca(akar / "data" / dari, n) for n in SKEMA}
    lama = _identitas(baris)
    ganti = [(lama["unit"], nama), (lama["kabupaten"], kabupaten or lama["kabupaten"])]
    # `Camat Lumajang` and `Bupati Lumajang` share a name that the kecamatan and its kabupaten share.
    ganti += [(f"{kepala} {_inti(a)}", f"{kepala} {_inti(b)}") for kepala, (a, b) in zip(("Camat", "Bupati"), ganti)]
    pola = re.compile("|".join(re.escape(a) for a, _ in ganti))
    return Asal(dari, baris, lambda teks: pola.sub(lambda m: dict(ganti)[m[0]], teks), ganti[1][0] == ganti[1][1])


def _inti(nama: str) -> str:
    """`Kecamatan Sukodono` → `Sukodono`."""
    return re.sub(r"^(Kecamatan|Kabupaten|Kota) +", "", nama)


def _identitas(baris: dict[str, list[Baris]]) -> Baris:
    return {r["kode"]: r["uraian"] for r in baris["nomenklatur"] if r["jenis"] == "identitas"}


def _identitas_baru(asal: Asal | None, nama: str, kabupaten: str) -> list[Baris]:
    lama = _identitas(asal.baris) if asal else {}
    # The affair is named nationally, regulations are the kabupaten's; every other identity is the office's own.
    tahu = {k: v for k, v in lama.items() if k == "urusan" or k.startswith("peraturan_") and asal.sekabupaten} | {"unit": nama, "kabupaten": kabupaten}
    return [
        {"jenis": "identitas", "kode": k, "uraian": tahu.get(k, BELUM), "dokumen": "isian-awal", "tempat": "triwulan baru unit"}
        for k in dict.fromkeys([*IDENTITAS, *lama])
    ]


def _salinan(asal: Asal, rows: dict[str, list[Baris]], tahun: int) -> dict[str, list[Baris]]:
    """The rows of a new office with the structure of another one added."""
    def salin(nama: str, pilih: Callable[[Baris], bool], isi: Baris) -> list[Baris]:
        return [
            {k: asal.ubah(v) for k, v in r.items() if k in SKEMA[nama].kolom}
            | {"dokumen": f"salinan-{asal.unit}", "tempat": f"data/{asal.unit}/{nama}.csv#{'|'.join(r[k] for k in SKEMA[nama].kunci)}"} | isi
            for r in asal.baris[nama] if pilih(r)
        ]

    nama = [*rows["nomenklatur"], *salin("nomenklatur", lambda r: r["jenis"] in NAMA_BERSAMA, {})]
    dikenal = {r["kode"] for r in nama}
    terbaru = {r["jabatan"]: r for r in sorted(asal.baris["pejabat"], key=lambda r: r["mulai"])}
    orang = {"nama": BELUM, "nip": "", "status": "definitif", "mulai": f"{tahun}-01-01", "catatan": ""}
    pejabat = salin("pejabat", lambda r: r is terbaru[r["jabatan"]], orang)
    pk = max((r["periode"] for r in asal.baris["perjanjian"]), default="")
    perjanjian = salin("perjanjian", lambda r: r["periode"] == pk, {"periode": str(tahun), "sumber_dana": ""})
    tahunan = max((r["periode"] for r in asal.baris["narasi"] if r["periode"].isdigit()), default="")
    return rows | {
        "nomenklatur": nama,
        "indikator": salin("indikator", lambda r: r["kode"] in dikenal, {"catatan": ""}),
        "pejabat": [r | {"nama_jabatan": STATUS.sub("", r["nama_jabatan"])} for r in pejabat],
        # An agreement must be dated, and nobody signs on New Year's Day: its date stands out until the real one is known.
        "perjanjian": [r | {"tanggal": f"{tahun}-01-01" if r["tanggal"] else "", "tempat": SALINAN.format(r["tempat"])} for r in perjanjian],
        "narasi": salin("narasi", lambda r: asal.sekabupaten and r["jenis"] in NARASI_KABUPATEN and r["periode"] == tahunan, {"periode": str(tahun)}),
    }


def _paket(unit: str, nama: str, kabupaten: str, tahun: int, dari: str) -> bytes:
    """The descriptor before its resources: what the rows cite, to be replaced by the office's own documents."""
    sumber = [{"name": "isian-awal", "title": "Isian awal dari perintah triwulan baru unit; ganti dengan dokumen resmi kantor ini"}]
    if dari:
        sumber.append({"name": f"salinan-{dari}", "title": f"Struktur yang disalin dari data/{dari}/; periksa terhadap dokumen resmi kantor ini"})
    isi = {
        "profile": "tabular-data-package", "name": unit, "title": f"Data kinerja {nama}, {kabupaten}, {tahun}",
        "description": "Fakta dasar laporan kinerja triwulanan. Tidak ada angka turunan: yang dapat dihitung dihitung.", "sources": sumber,
    }
    return json.dumps(isi, ensure_ascii=False).encode()
