"""The figures that a quarter still lacks. Owed is what somebody must enter: of a figure that follows from others, the others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from triwulan.laporan.prosa import rangkai
from triwulan.office import anggaran, kinerja, periode
from triwulan.office.data import Data, ingat
from triwulan.office.kinerja import Angka
from triwulan.office.params import Parameter
from triwulan.office.penanggung import keuangan, penanggung, perjanjian


@dataclass(frozen=True)
class Kurang:
    """One thing that is not there: its kind, the post that owes it, the file it belongs into, what identifies it there,
    its scope, its name in words, what of it is missing."""

    jenis: str
    jabatan: str
    berkas: str
    kunci: str
    lingkup: str
    nama: str
    yang: str


def realisasi_kinerja(data: Data, p: Parameter, cara_turun: str) -> Iterator[tuple[Angka, Kurang | None]]:
    """Each performance that a target of the year asks for, and what of it is missing up to the quarter."""
    berlaku = {(i.id, i.lingkup): i for i in data["indikator"].itertuples()}
    for id_, lingkup in diminta(data, p.tahun):
        ind = berlaku.get((id_, lingkup)) or berlaku.get((id_, ""))
        if ind is None or ind.metode not in ("langsung", "rasio"):
            continue
        angka, kurang = kinerja.realisasi(data, id_, lingkup, p.sampai, cara_turun), None
        if angka.nilai is None:
            jenis = "kinerja" if _berpagu(data, p.tahun, ind.kode) else "kinerja-tanpa-pagu"
            yang = _triwulan(data, p, ind, lingkup) or angka.catatan
            kurang = Kurang(jenis, penanggung(data, p.tahun, ind.kode), f"data/{data.unit}/realisasi_k.csv", id_, lingkup, ind.nama, yang)
        yield angka, kurang


@ingat
def diminta(data: Data, tahun: int) -> tuple[tuple[str, str], ...]:
    """(indicator, scope) of what the year's targets ask for. A target for every scope asks for one figure, which holds in
    all of them; once one scope has a figure of its own, for one in each scope that is reported on."""
    target, hasil = data["target"][data["target"]["tahun"] == tahun], []
    for id_, lingkup in zip(target["indikator"], target["lingkup"]):
        berlaku, ada = (set(data[b][data[b][k] == id_]["lingkup"]) for b, k in (("indikator", "id"), ("realisasi_k", "indikator")))
        if lingkup or (ada <= {""} and "" in berlaku):
            hasil.append((id_, lingkup))
        else:
            semua = set(perjanjian(data, tahun)["lingkup"]) | ada if "" in berlaku else berlaku
            hasil += [(id_, lk) for lk in sorted(semua - {""})]
    return tuple(dict.fromkeys(hasil))


def _berpagu(data: Data, tahun: int, kode: str) -> bool:
    """Whether a code has a budget in any scope. Above kegiatan, and before there is any budget, it is taken to have one."""
    pagu = data["pagu"][(data["pagu"]["tahun"] == tahun) & (data["pagu"]["nilai"] != 0)]["kode"]
    return kode.count(".") < 4 or pagu.empty or any(p == kode or p.startswith(f"{kode}.") for p in pagu)


def _triwulan(data: Data, p: Parameter, ind, lingkup: str) -> str:
    """`Triwulan I dan III 2024`: the quarters up to this one that no row covers."""
    kurang = [periode.ROMAWI[n - 1] for n in triwulan_kosong(data, p, ind, lingkup)]
    return f"Triwulan {rangkai(kurang)} {p.tahun}" if kurang else ""


def triwulan_kosong(data: Data, p: Parameter, ind, lingkup: str) -> list[int]:
    """The quarters (1–4) up to this one that an indicator needs and no row covers."""
    rows = data["realisasi_k"]
    rows = rows[(rows["indikator"] == ind.id) & rows["lingkup"].isin(["", lingkup])]
    ada = {bulan for r in rows["periode"] if p.sampai.memuat(r) for bulan in range(r.awal, r.akhir + 1)}
    perlu = [p.triwulan] if ind.akumulasi == "posisi-akhir" else range(1, p.triwulan + 1)
    return [n for n in perlu if 3 * n not in ada]


def realisasi_anggaran(data: Data, p: Parameter) -> Iterator[tuple[Angka, Kurang | None]]:
    """Each account with a budget, in each scope, and the months of spending it lacks up to the quarter."""
    for lingkup in sorted(set(data["pagu"]["lingkup"])):
        nyata = anggaran.realisasi(data, lingkup, p.sampai)
        for kode, akun in anggaran.pagu(data, lingkup, p.sampai, "perubahan"):
            angka, kurang = nyata.get((kode, akun), Angka(None)), None
            if angka.nilai is None:
                yang = _bulan(data, p, lingkup, kode, akun) or angka.catatan
                kurang = Kurang("anggaran", keuangan(data, p.tahun, kode), f"data/{data.unit}/realisasi_rp.csv", f"{kode} {akun}".strip(), lingkup, data.nama(akun or kode), yang)
            yield angka, kurang


def _bulan(data: Data, p: Parameter, lingkup: str, kode: str, akun: str) -> str:
    """`Juli, Agustus, dan September 2024`: the months up to the quarter's end that no row covers."""
    rows = data["realisasi_rp"]
    rows = rows[(rows["kode"] == kode) & (rows["akun"] == akun) & (rows["lingkup"] == lingkup)]
    ada = {bulan for r in rows["periode"] if r.tahun == p.tahun for bulan in range(r.awal, r.akhir + 1)}
    kurang = [periode.bulan(n) for n in range(1, p.sampai.akhir + 1) if n not in ada]
    return f"{rangkai(kurang)} {p.tahun}" if kurang else ""


def pagu(data: Data, p: Parameter) -> Iterator[Kurang]:
    """Budgets that an agreement names and the data lack: a scope without any, a programme or sub kegiatan without one. A
    kegiatan may be agreed on and have none. Besides them the accounts that had a budget last year and of which this year says
    nothing: forgotten, or dropped without a word (`pagu-lama`)."""
    janji, berkas, disebut = perjanjian(data, p.tahun), f"data/{data.unit}/pagu.csv", set()
    for lingkup, rows in janji[janji["jenis"] == "anggaran"].groupby("lingkup"):
        ada = [k for k, _ in anggaran.pagu(data, lingkup, p.sampai, "perubahan")]
        if not ada:
            disebut.add((lingkup, ""))
            yield Kurang("pagu", keuangan(data, p.tahun, ""), berkas, lingkup, lingkup, "Seluruh pagu", f"tahun {p.tahun}")
            continue
        for kode in dict.fromkeys(rows["rujukan"]):
            if kode.count(".") != 4 and not any(k == kode or k.startswith(f"{kode}.") for k in ada):
                disebut.add((lingkup, kode))
                yield Kurang("pagu", keuangan(data, p.tahun, kode), berkas, kode, lingkup, data.nama(kode), f"tahun {p.tahun}")
    for lingkup in sorted(set(data["pagu"]["lingkup"])):
        for kode, akun in anggaran.belum_diputuskan(data, lingkup, p.tahun):
            if not any(lk == lingkup and (not k or kode == k or kode.startswith(f"{k}.")) for lk, k in disebut):
                yield Kurang("pagu-lama", keuangan(data, p.tahun, kode), berkas, f"{kode} {akun}".strip(), lingkup, data.nama(akun or kode), f"tahun {p.tahun}")


def target(data: Data, p: Parameter) -> Iterator[Kurang]:
    """Indicators without a target of the year: those of tujuan and sasaran, those that an agreement promises, and those that
    measure what it budgets."""
    rows, nama, janji = data["target"], data["nomenklatur"], perjanjian(data, p.tahun)
    ada = set(rows[rows["tahun"] == p.tahun][["indikator", "lingkup"]].itertuples(index=False, name=None))
    atas = [(k, "") for k in nama[nama["jenis"].isin(["tujuan", "sasaran"])]["kode"]]
    sudah = set()
    for rujukan, lingkup in [*atas, *zip(janji["rujukan"], janji["lingkup"])]:
        for i in data["indikator"].itertuples():
            diminta = rujukan in (i.id, i.kode) and (not lingkup or i.lingkup in ("", lingkup))
            if diminta and (i.id, i.lingkup) not in sudah and not any(t == i.id and (not lingkup or lk in ("", lingkup)) for t, lk in ada):
                sudah.add((i.id, i.lingkup))
                yield Kurang("target", penanggung(data, p.tahun, i.kode), f"data/{data.unit}/target.csv", i.id, lingkup, i.nama, f"tahun {p.tahun}")
