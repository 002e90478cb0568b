"""What a quarter still lacks besides figures: names of the office and its people, agreements, narrative, a second look."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from triwulan.laporan.kurang import Kurang
from triwulan.laporan.prosa import rangkai
from triwulan.office import aturan, kinerja, periode
from triwulan.office.aturan import Aturan
from triwulan.office.baru import BELUM
from triwulan.office.data import Data, saring
from triwulan.office.lanjut import is_salinan
from triwulan.office.params import Parameter
from triwulan.office.penanggung import penanggung, pengurus, perjanjian

IDENTITAS = {
    "unit": "Nama kantor", "kabupaten": "Nama kabupaten", "kedudukan": "Tempat kedudukan, dicetak di atas tanda tangan", "urusan": "Kode dan nama urusan",
    "organisasi": "Kode organisasi", "renstra": "Nama Renstra", "peraturan_organisasi": "Peraturan tentang organisasi dan tugas kecamatan",
    "peraturan_pelaporan": "Peraturan yang mewajibkan laporan kinerja triwulanan",
}
#: Kinds of narrative that every post with an agreement owes; `permasalahan` is the head's, `rencana` everybody else's.
NARASI = {
    "tugas": "Tugas jabatan", "permasalahan": "Permasalahan utama", "faktor": "Faktor pendukung", "hambatan": "Faktor penghambat",
    "upaya": "Upaya mengatasi hambatan", "rencana": "Rencana tindak lanjut",
}


def identitas(data: Data, p: Parameter) -> Iterator[Kurang]:
    """Names of the office that are not filled in; an office with neither kelurahan nor desa."""
    rows, berkas = data["nomenklatur"], f"data/{data.unit}/nomenklatur.csv"
    pemilik = pengurus(data, "sekretaris", "camat")
    for r in rows[rows["uraian"].str.contains(BELUM, regex=False)].itertuples():
        yield Kurang("identitas", pemilik, berkas, r.kode, "", IDENTITAS.get(r.kode, r.kode), "belum diisi")
    if not rows["jenis"].isin(["kelurahan", "desa"]).any():
        yield Kurang("identitas", pemilik, berkas, "kelurahan, desa", "", "Nama kelurahan dan desa", "belum diisi")


def pejabat(data: Data, p: Parameter) -> Iterator[Kurang]:
    """Posts that sign and have nobody on the report's date, or a person without name or NIP. Who has no agreement of their
    own, such as the Bupati, needs no NIP."""
    rows, naskah = data["pejabat"], perjanjian(data, p.tahun).query("jenis == 'naskah'")
    pemilik, berkas = pengurus(data, "kepegawaian", "sekretaris", "camat"), f"data/{data.unit}/pejabat.csv"
    if rows.empty:
        yield Kurang("pejabat", pemilik, berkas, "pejabat", "", "Jabatan dan pejabat kantor ini", "belum diisi")
    for jabatan in dict.fromkeys([*naskah["jabatan"], *naskah["rujukan"]] or rows["jabatan"]):
        semua = rows[rows["jabatan"] == jabatan].sort_values("mulai")
        kini = semua[semua["mulai"] <= p.tanggal_laporan].tail(1)
        tanpa = [] if kini.empty else ["nama"] * (BELUM in kini.iloc[0]["nama"]) + ["NIP"] * (jabatan in set(naskah["jabatan"]) and not kini.iloc[0]["nip"])
        if kini.empty or tanpa:
            yang = f"{' dan '.join(tanpa)} belum diisi" if tanpa else f"belum ada pejabat pada {periode.tanggal(date.fromisoformat(p.tanggal_laporan))}"
            yield Kurang("pejabat", pemilik, berkas, jabatan, "", semua.iloc[-1]["nama_jabatan"], yang)


def naskah(data: Data, p: Parameter) -> Iterator[Kurang]:
    """Agreements of the year that are not there, or lack their targets or budgets."""
    rows, berkas = data["perjanjian"], f"data/{data.unit}/perjanjian.csv"
    lama, kini = perjanjian(data, p.tahun), rows[rows["tahun"] == p.tahun]
    if lama.empty:
        yield Kurang("perjanjian", pengurus(data, "sekretaris", "camat"), berkas, "perjanjian", "", "Perjanjian Kinerja semua jabatan", f"tahun {p.tahun}")
    for jabatan in dict.fromkeys(lama["jabatan"]):
        ada = set(kini[kini["jabatan"] == jabatan]["jenis"])
        if tanpa := [j for j in ("naskah", "target", "anggaran") if j not in ada]:
            yield Kurang("perjanjian", jabatan, berkas, jabatan, "", "Perjanjian Kinerja", f"baris {rangkai(tanpa)} tahun {p.tahun}")


def salinan(data: Data, p: Parameter) -> Iterator[Kurang]:
    """Rows of the year that were copied and that nobody has looked at since."""
    indikator = {i.id: i for i in data["indikator"].itertuples()}
    for berkas, kolom in (("target", "catatan"), ("perjanjian", "tempat")):
        rows = data[berkas][data[berkas]["tahun"] == p.tahun]
        for r in rows[rows[kolom].map(is_salinan).astype(bool)].itertuples():
            id_ = r.indikator if berkas == "target" else r.rujukan
            nama = indikator[id_].nama if id_ in indikator else "Tanggal dan pihak kedua" if r.jenis == "naskah" else data.nama(id_)
            jabatan = penanggung(data, p.tahun, indikator[id_].kode) if berkas == "target" else r.jabatan
            yang = f'sesudah diperiksa, hapus kata "; sesuaikan" di kolom {kolom}'
            yield Kurang("salinan", jabatan, f"data/{data.unit}/{berkas}.csv", r.acuan.partition("#")[2], "", nama, yang)


def narasi(data: Data, p: Parameter, aturan_: Aturan) -> Iterator[Kurang]:
    """The narrative that each post with an agreement owes for the quarter; with a missing remedy, how many targets are missed."""
    rows, janji = data["narasi"], perjanjian(data, p.tahun)
    berlaku = saring(rows, "periode", lambda q: q.memuat(p.periode))
    ada, milik = set(zip(berlaku["jabatan"], berlaku["jenis"])), janji[janji["jenis"] == "naskah"]
    for jabatan, atasan in zip(milik["jabatan"], milik["rujukan"]):
        kepala = atasan not in set(milik["jabatan"])
        for jenis, nama in NARASI.items():
            if (jabatan, jenis) in ada or jenis == ("rencana" if kepala else "permasalahan"):
                continue
            yang = f"tahun {p.tahun}" if jenis == "tugas" else periode.sebut(p.periode)
            if jenis == "upaya" and (n := sum(_meleset(data, p, aturan_, r) for r in janji[(janji["jabatan"] == jabatan) & (janji["jenis"] == "target")].itertuples())):
                yang += f", {n} target belum tercapai"
            yield Kurang("narasi", jabatan, f"data/{data.unit}/narasi.csv", jenis, "", nama, yang)


def _meleset(data: Data, p: Parameter, aturan_: Aturan, janji) -> bool:
    """Whether an indicator promised has a figure, and it does not meet its target under the rule set's scale."""
    ind, turun = kinerja.satu_indikator(data, janji.rujukan, janji.lingkup), aturan_.polaritas.turun
    nyata = kinerja.realisasi(data, ind["id"], janji.lingkup, p.sampai, turun).nilai
    capai = kinerja.capaian(nyata, kinerja.target(data, ind["id"], janji.lingkup, p.tahun).nilai, ind["polaritas"], turun)
    return capai is not None and not aturan.memenuhi(aturan_.skala, capai)
