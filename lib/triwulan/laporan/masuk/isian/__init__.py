"""Entry workbooks read back: what whoever filled them has changed, as rows for the data files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from triwulan.laporan.buka import muat
from triwulan.laporan.masuk.isian import baru, isi, wajar, wajar_rp
from triwulan.laporan.masuk.isian import rekaman as rekaman_
from triwulan.laporan.masuk.isian import usul as usul_
from triwulan.laporan.masuk.isian.buka import BukuIsian, buka
from triwulan.laporan.masuk.isian.gabung import Isian, Kini, putuskan
from triwulan.laporan.masuk.isian.kenal import dikenali
from triwulan.laporan.masuk.masukan import Masukan
from triwulan.laporan.masuk.simpan import Sumber
from triwulan.office import params, periode
from triwulan.office.masalah import Masalah, MasukanSalah
from triwulan.office.params import Parameter

__all__ = ["baca", "dikenali"]
#: Emptied cells that are named; more are counted.
DISEBUT = 5


def baca(akar: Path, berkas: Sequence[Path]) -> Masukan:
    """What the workbooks change in the data. Raises MasukanSalah with every problem in all of them."""
    buku, masalah = [], []
    for path in berkas:
        try:
            buku.append(buka(path))
        except MasukanSalah as salah:
            masalah += salah.masalah
    if masalah:
        raise MasukanSalah(masalah)
    p = _triwulan(akar, buku)
    data, _ = muat(p, akar)
    kini = Kini(akar / "data" / p.unit)
    dibaca = [isi.baca(b) for b in buku]
    rekaman = [r for i in dibaca for r in i.rekaman]
    masalah = [m for b, i in zip(buku, dibaca) for m in (*b.masalah, *i.masalah)]
    sel, pada, salah, perhatian = baru.berlaku([s for i in dibaca for s in i.sel], rekaman, p)
    masalah += salah
    berubah, salah = putuskan(sel, kini)
    masalah += salah
    tempat = {i.alamat: i.tempat for i in sel}
    usul, salah = usul_.usulan(berubah, kini, tempat)
    masalah += salah
    kegiatan, salah = rekaman_.kegiatan(rekaman, kini, p.periode)
    rekening, salah_baru, letak = baru.rekening(rekaman, kini, p, pada, tempat)
    usul, masalah = usul + kegiatan + rekening, [*masalah, *salah, *salah_baru]
    if any(u.berkas in ("realisasi_rp", "pagu") for u in usul):
        masalah += [*usul_.bulan_kosong(kini, usul, tempat | letak), *usul_.tanpa_pagu(kini, usul, tempat, p.tahun)]
    if masalah:
        raise MasukanSalah(masalah)
    lampau, lebih = wajar_rp.melampaui(usul, kini, p.tahun)
    perhatian = _satu_per_sel([*(m for i in dibaca for m in i.perhatian), *perhatian, *wajar.perhatian(usul, kini, data), *lampau, *wajar_rp.lingkup(usul, kini)])
    judul = f"Isian {periode.sebut(p.periode)}"
    sumber = tuple(Sumber(b.nama, b.isi, isi.dokumen(b), f"{judul}: {b.nama}") for b in buku)
    return Masukan(p, tuple(usul), sumber, tuple(_kalimat(p, data.nama("unit"), buku, sel, berubah)), perhatian, lebih)


def _satu_per_sel(semua: Sequence[Masalah]) -> tuple[Masalah, ...]:
    """Of what is odd about one cell only the first: the others follow from it."""
    return tuple({m.berkas: m for m in reversed(semua)}.values())[::-1]


def _triwulan(akar: Path, buku: Sequence[BukuIsian]) -> Parameter:
    """The one quarter that all workbooks are of. Raises MasukanSalah when there are several, or none here."""
    kop = [(b.cap.kop["unit"], b.cap.kop["periode"]) for b in buku]
    nama = [b.nama for b in buku]
    if len(set(kop)) > 1:
        raise MasukanSalah([Masalah(b.nama, f"buku isian {u} {q}, bukan {kop[0][0]} {kop[0][1]} seperti {nama[0]}; impor sendiri-sendiri") for b, (u, q) in zip(buku, kop) if (u, q) != kop[0]])
    if len(set(nama)) < len(nama):
        raise MasukanSalah([Masalah(n, "ada dua berkas bernama sama; beri nama lain, supaya jelas sel mana yang dimaksud") for n in dict.fromkeys(nama) if nama.count(n) > 1])
    unit, q = kop[0]
    path = akar / "params" / unit / f"{q}.yaml"
    if not (akar / "data" / unit).is_dir():
        raise MasukanSalah([Masalah(nama[0], f"buku isian kantor lain: folder data/{unit} tidak ada di sini", None, "", unit)])
    if not path.is_file():
        raise MasukanSalah([Masalah(nama[0], f"triwulan buku ini belum dibuka di sini: params/{unit}/{q}.yaml tidak ada; jalankan dulu: triwulan baru periode", None, "", q)])
    return params.baca(path, akar)[0]


def _kalimat(p: Parameter, unit: str, buku: Sequence[BukuIsian], sel: Sequence[Isian], berubah: Sequence[Isian]) -> list[str]:
    """What was read, workbook by workbook, and which cells were emptied."""
    kata = [f"{b.nama}: {unit}, {periode.sebut(p.periode)}, {b.cap.kop['jabatan'] or 'semua jabatan'}; {sum(len(i.nilai) > 0 for i in sel if i.dokumen == isi.dokumen(b))} sel berisi." for b in buku]
    dikosongkan = [i.tempat for i in berubah if not i.nilai]
    if dikosongkan:
        lebih = f" dan {len(dikosongkan) - DISEBUT} lainnya" if len(dikosongkan) > DISEBUT else ""
        kata.append(f"Dikosongkan, jadi dihapus dari data: {', '.join(dikosongkan[:DISEBUT])}{lebih}.")
    return kata
