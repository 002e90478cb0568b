"""Is the cascade of Perjanjian Kinerja whole? Every target of a superior is carried by someone, budgets add up, per scope."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from triwulan.form.calculate import BarisIsian, Isian
from triwulan.laporan.baris import isian
from triwulan.laporan.laporan import Laporan
from triwulan.laporan.pohon import program_sasaran
from triwulan.office import anggaran, kinerja
from triwulan.office.data import saring
from triwulan.office.kinerja import Angka
from triwulan.office.masalah import Masalah


@dataclass(frozen=True)
class Janji:
    """A line of an agreement that others are to carry: `kode` of what is promised, the posts that carry it, the codes of
    their budgets."""

    jabatan: str
    lingkup: str
    jenis: str
    rujukan: str
    didukung: tuple[str, ...]
    anggaran: tuple[str, ...] = ()


def janji(lap: Laporan) -> list[Janji]:
    """The lines of every agreement of the year that has another below it, in the agreements' order."""
    rows = lap.data["perjanjian"]
    rows = rows[rows["tahun"] == lap.parameter.tahun]
    atas = set(rows[rows["jenis"] == "naskah"]["rujukan"])
    out = []
    for r in rows[rows["jabatan"].isin(atas)].itertuples():
        lain = rows[(rows["jenis"] == r.jenis) & (rows["jabatan"] != r.jabatan)]
        if r.jenis == "target":
            kode = kinerja.satu_indikator(lap.data, r.rujukan, r.lingkup)["kode"]
            bawah = (kode, *program_sasaran(lap, kode))
            cocok = saring(lain, "rujukan", lambda id_, bawah=bawah: _di_bawah(id_.rpartition("-")[0], bawah))
            cocok = cocok[~cocok["jabatan"].isin(_atasan(rows, r.jabatan))]
            out.append(Janji(r.jabatan, r.lingkup, r.jenis, r.rujukan, tuple(dict.fromkeys(cocok["jabatan"]))))
        elif r.jenis == "anggaran":
            cocok = lain[(lain["lingkup"] == r.lingkup) & lain["rujukan"].str.startswith(f"{r.rujukan}.")]
            cocok = cocok[~cocok["jabatan"].isin(atas)] if set(cocok["jabatan"]) - atas else cocok
            out.append(Janji(r.jabatan, r.lingkup, r.jenis, r.rujukan, tuple(dict.fromkeys(cocok["jabatan"])), tuple(cocok["rujukan"])))
    return out


def kaskade(lap: Laporan, lingkup: str) -> list[BarisIsian]:
    """The cascade as a table, one group of rows a superior and scope; budgets with what supports them and the difference."""
    rows, jabatan = [], None
    for j in janji(lap):
        if j.jabatan != jabatan:
            jabatan = j.jabatan
            rows.append(BarisIsian(f"judul-{jabatan}", {"1": f"{_nama_jabatan(lap, jabatan)} (lingkup: {lap.identitas(j.lingkup)})"}, jenis="kelompok"))
        didukung = ", ".join(_nama_jabatan(lap, d) for d in j.didukung)
        if j.jenis == "target":
            nama = kinerja.satu_indikator(lap.data, j.rujukan, j.lingkup)["nama"]
            rows.append(BarisIsian(f"{jabatan}:{j.rujukan}", {"1": nama, "2": didukung or "belum ada"}))
        else:
            atas, bawah = _uang(lap, j)
            rows.append(BarisIsian(f"{jabatan}:{j.rujukan}", {"1": lap.data.nama(j.rujukan), "2": didukung or _tanpa(lap, j, atas)}, {"3": atas, "4": bawah}))
    return rows


def periksa(lap: Laporan) -> list[Masalah]:
    """Where the cascade is broken: a target that nobody carries, a budget that its supporters' budgets do not add up to."""
    berkas, masalah = f"data/{lap.data.unit}/perjanjian.csv", []
    for j in janji(lap):
        if j.jenis == "target" and not j.didukung:
            masalah.append(Masalah(berkas, f"target {j.jabatan} ini belum didukung Perjanjian Kinerja siapa pun di bawahnya", None, "rujukan", j.rujukan))
        elif j.jenis == "anggaran" and j.anggaran:
            atas, bawah = _uang(lap, j)
            if atas.nilai != bawah.nilai:
                masalah.append(Masalah(berkas, f"anggaran {j.jabatan} tidak sama dengan jumlah anggaran pendukungnya ({', '.join(j.didukung)}); lihat tabel kaskade", None, "rujukan", j.rujukan))
    return masalah


def _uang(lap: Laporan, j: Janji) -> tuple[Isian, Isian]:
    pagu = anggaran.pagu(lap.data, j.lingkup, lap.parameter.sampai, "murni")
    atas = anggaran.jumlah(pagu, j.rujukan)
    bawah = anggaran.jumlah(pagu, *j.anggaran) if j.anggaran else Angka(None)
    return _atau_tidak(atas, "tidak dianggarkan"), _atau_tidak(bawah, "tidak ada anggaran pendukung dalam lingkup ini")


def _nama_jabatan(lap: Laporan, jabatan: str) -> str:
    """The post as it was named when it signed its agreement."""
    rows = lap.data["perjanjian"]
    rows = rows[(rows["jabatan"] == jabatan) & (rows["jenis"] == "naskah") & (rows["tahun"] == lap.parameter.tahun)]
    return lap.pejabat(jabatan, rows.iloc[0]["tanggal"] if len(rows) else None)["nama_jabatan"]


def _atau_tidak(angka: Angka, sebab: str) -> Isian:
    return Isian(None, catatan=sebab, abai=True) if angka.nilai is None else isian(angka)


def _tanpa(lap: Laporan, j: Janji, atas: Isian) -> str:
    """Why nobody supports a budget: there is none, or the posts below answer for another scope only."""
    if atas.nilai is None:
        return "tidak dianggarkan"
    rows = lap.data["perjanjian"]
    return "belum ada" if (rows[(rows["jenis"] == "anggaran") & (rows["jabatan"] != j.jabatan)]["lingkup"] == j.lingkup).any() else "bawahan berlingkup lain"


def _di_bawah(kode: str, atas: Sequence[str]) -> bool:
    return any(kode == a or kode.startswith(f"{a}.") for a in atas)


def _atasan(rows, jabatan: str) -> set[str]:
    """Everybody above a post: a superior's own superior does not carry the superior's target."""
    naskah = rows[rows["jenis"] == "naskah"].set_index("jabatan")["rujukan"].to_dict()
    di_atas: set[str] = set()
    while (jabatan := naskah.get(jabatan, "")) and jabatan not in di_atas:
        di_atas.add(jabatan)
    return di_atas
