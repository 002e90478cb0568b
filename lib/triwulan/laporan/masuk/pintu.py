"""Which reader a file that came in belongs to: an entry workbook says so itself, anything else is an LRA export."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from triwulan.laporan.masuk import isian, lra
from triwulan.laporan.masuk.masukan import Masukan, Petunjuk
from triwulan.laporan.masuk.simpan import Rencana, rencana
from triwulan.office.masalah import Masalah, MasukanSalah


def impor(akar: Path, berkas: Sequence[Path], petunjuk: Petunjuk, waktu: datetime) -> tuple[Masukan, Rencana]:
    """What the files would change; what is worth a second look is in the plan, each thing once. Raises MasukanSalah with every problem in them and in the data as they would be."""
    tiada = [Masalah(p.name, "berkas tidak ada; periksa nama dan foldernya") for p in berkas if not p.is_file()]
    nama = [p.name for p in berkas]
    tiada += [Masalah(n, "dua berkas bernama sama; ganti nama salah satunya") for n in dict.fromkeys(nama) if nama.count(n) > 1]
    if tiada:
        raise MasukanSalah(tiada)
    milik = [isian.dikenali(p) for p in berkas]
    if any(milik) and (tak := _hanya_lra(petunjuk)):
        raise MasukanSalah(tak)
    if all(milik):
        masukan = isian.baca(akar, berkas)
    elif any(milik):
        raise MasukanSalah([Masalah(p.name, "bukan buku isian; ekspor LRA diimpor sendiri, terpisah dari buku isian") for p, m in zip(berkas, milik) if not m])
    else:
        masukan = lra.baca(akar, berkas, petunjuk)
    r = rencana(akar, masukan.parameter, masukan.usul, masukan.sumber, waktu)
    return masukan, replace(r, perhatian=(*masukan.perhatian, *(m for m in r.perhatian if m.nilai not in masukan.lebih)))


def _hanya_lra(petunjuk: Petunjuk) -> list[Masalah]:
    """The options given that an entry workbook answers itself."""
    ada = {"--params": petunjuk.params, "--bulan": petunjuk.bulan, "--pagu-berlaku": petunjuk.pagu_berlaku}
    sendiri = "buku isian menyebut sendiri triwulannya, dan tanggal perubahan pagu di lembar Pagu"
    return [Masalah(k, f"hanya untuk ekspor LRA: {sendiri}; ulangi tanpa {k}", None, "", str(v)) for k, v in ada.items() if v]
