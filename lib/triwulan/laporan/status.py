"""What a quarter still lacks, and which post owes it. One list: `triwulan status` prints it, `susun` warns with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from triwulan.laporan import kurang, kurang_naskah
from triwulan.laporan.kurang import Kurang
from triwulan.office.aturan import Aturan
from triwulan.office.data import Data, ingat
from triwulan.office.masalah import Masalah
from triwulan.office.params import Parameter

#: The kinds of gap in the order in which they are best filled, and their names.
JENIS = {
    "identitas": "Identitas kantor", "pejabat": "Pejabat", "perjanjian": "Perjanjian Kinerja", "salinan": "Salinan yang belum diperiksa",
    "pagu": "Pagu", "pagu-lama": "Pagu rekening yang tahun lalu dianggarkan (isi 0 bila tidak lagi)", "target": "Target", "kinerja": "Realisasi kinerja", "kinerja-tanpa-pagu": "Realisasi kinerja kegiatan tanpa pagu (isi 0 bila tidak dilaksanakan)",
    "anggaran": "Realisasi anggaran", "narasi": "Uraian",
}
#: The kinds that are figures to be reported, counted in `Keadaan.angka`.
ANGKA = ("kinerja", "kinerja-tanpa-pagu", "anggaran")
#: Without these a report is no draft: an activity without a budget mostly does not take place, an account of last year may not be
#: budgeted any more, and a report may be filed with a chapter missing, though it should not.
TIDAK_MENAHAN = ("kinerja-tanpa-pagu", "pagu-lama", "narasi")


@dataclass(frozen=True)
class Keadaan:
    """A quarter's state: the gaps; how many of the figures to be entered are in and how many there are, of `kinerja` and
    `anggaran`; of the performances that are in, how many name their evidence and how many there are."""

    kosong: tuple[Kurang, ...]
    angka: dict[str, tuple[int, int]]
    bukti: tuple[int, int]


def keadaan(data: Data, parameter: Parameter, aturan: Aturan) -> Keadaan:
    """The state of a quarter under its rule set."""
    return _keadaan(data, Parameter(**{k: getattr(parameter, k) for k in Parameter.model_fields}), aturan)


@ingat
def _keadaan(data: Data, p: Parameter, aturan: Aturan) -> Keadaan:
    k, rp = list(kurang.realisasi_kinerja(data, p, aturan.polaritas.turun)), list(kurang.realisasi_anggaran(data, p))
    kosong_ = [
        *kurang_naskah.identitas(data, p), *kurang_naskah.pejabat(data, p), *kurang_naskah.naskah(data, p), *kurang_naskah.salinan(data, p),
        *kurang.pagu(data, p), *kurang.target(data, p), *(x for _, x in k if x), *(x for _, x in rp if x), *kurang_naskah.narasi(data, p, aturan),
    ]
    masuk = [a for a, x in k if x is None]
    bukti = dict(zip(data["realisasi_k"]["acuan"], data["realisasi_k"]["bukti"]))
    return Keadaan(
        tuple(sorted(kosong_, key=lambda x: list(JENIS).index(x.jenis))),
        {"kinerja": (len(masuk), len(k)), "anggaran": (sum(x is None for _, x in rp), len(rp))},
        (sum(all(bukti[s] for s in a.sumber) for a in masuk), len(masuk)),
    )


def kosong(data: Data, parameter: Parameter, aturan: Aturan) -> tuple[Kurang, ...]:
    """Every gap of a quarter, kind by kind."""
    return keadaan(data, parameter, aturan).kosong


def lengkap(kosong_: Iterable[Kurang]) -> bool:
    """Whether reports of a quarter with these gaps are final; otherwise they are drafts."""
    return all(k.jenis in TIDAK_MENAHAN for k in kosong_)


def judul(k: Kurang) -> str:
    """`Realisasi kinerja: Triwulan III 2024, lingkup kecamatan`: what several gaps have in common."""
    return f"{JENIS[k.jenis]}: {k.yang}" + (f", lingkup {k.lingkup}" if k.lingkup else "")


def nama_jabatan(data: Data, parameter: Parameter) -> dict[str, str]:
    """Post → its name on the report's date, in the order of pejabat.csv; of one that begins later the first name it has."""
    pejabat = data["pejabat"].sort_values("mulai", kind="stable")
    nama = {j: "" for j in data["pejabat"]["jabatan"]} | {"": "(belum ada jabatan)"}
    for rows in (pejabat, pejabat[pejabat["mulai"] <= parameter.tanggal_laporan]):
        nama |= dict(zip(rows["jabatan"], rows["nama_jabatan"]))
    return nama


def utang(kosong_: Iterable[Kurang]) -> list[tuple[str, int]]:
    """(post, how many gaps), who owes most first."""
    hitung: dict[str, int] = {}
    for k in kosong_:
        hitung[k.jabatan] = hitung.get(k.jabatan, 0) + 1
    return sorted(hitung.items(), key=lambda x: -x[1])


def peringatan(kosong_: Iterable[Kurang]) -> list[Masalah]:
    """The gaps as warnings, one a kind and file: how many there are, and who owes how many."""
    grup: dict[tuple[str, str], list[Kurang]] = {}
    for k in kosong_:
        grup.setdefault((k.berkas, k.jenis), []).append(k)
    return [
        Masalah(berkas, f"belum lengkap: {JENIS[jenis]} {len(isi)} ({', '.join(f'{j} {n}' for j, n in utang(isi))}); selengkapnya: triwulan status")
        for (berkas, jenis), isi in grup.items()
    ]
