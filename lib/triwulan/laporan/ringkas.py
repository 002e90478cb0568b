"""A quarter's state in figures and sentences: what the command prints and the welcome page shows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date

from triwulan.laporan.penutupan import tertutup
from triwulan.laporan.status import ANGKA, Keadaan, judul, nama_jabatan
from triwulan.office.aturan import Aturan
from triwulan.office.data import Data
from triwulan.office.params import Parameter
from triwulan.office.periode import sebut, tanggal, tenggat
from triwulan.office.tutup import dinyatakan


def ringkas(p: Parameter, data: Data, aturan: Aturan, keadaan: Keadaan, kini: date) -> dict:
    """One quarter's state as plain values, as `--json` prints it. Posts stand in the order of pejabat.csv."""
    batas = tenggat(p.tahun, p.triwulan, aturan.tenggat.hari)
    nama = nama_jabatan(data, p)
    kosong = [asdict(k) | {"nama_jabatan": nama[k.jabatan], "judul": judul(k)} for k in keadaan.kosong]
    return {
        "unit": p.unit, "nama_unit": data.nama("unit"), "tahun": p.tahun, "triwulan": p.triwulan, "periode": sebut(p.periode),
        "tenggat": batas.isoformat(), "sisa_hari": (batas - kini).days,
        "angka": {k: {"masuk": masuk, "semua": semua} for k, (masuk, semua) in keadaan.angka.items()},
        "bukti": dict(zip(("ada", "semua"), keadaan.bukti)),
        "jabatan": [
            {"jabatan": j, "nama_jabatan": n, "angka": sum(k["jenis"] in ANGKA for k in milik), "lain": sum(k["jenis"] not in ANGKA for k in milik)}
            for j, n in nama.items() if (milik := [k for k in kosong if k["jabatan"] == j])
        ],
        "kosong": kosong,
        "penutupan": {"tanggal": t.tanggal.isoformat(), "oleh": t.oleh, "dinyatakan": len(dinyatakan(data, t))} if (t := tertutup(data, p)) else None,
    }


def perintah_isian(h: dict) -> str:
    """The command that makes the quarter's entry workbook."""
    q = f"{h['tahun']}-tw{h['triwulan']}"
    return f"triwulan isian params/{h['unit']}/{q}.yaml isian-{q}.xlsx"


def kelompok(kosong: Iterable[dict]) -> list[tuple[tuple[str, str], list[dict]]]:
    """Gaps that differ only in what they name, under what they share, in the order in which these first occur."""
    grup: dict[tuple[str, str], list[dict]] = {}
    for k in kosong:
        grup.setdefault((k["judul"], k["berkas"]), []).append(k)
    return list(grup.items())


def kalimat(h: dict) -> list[str]:
    """`41 dari 58 angka sudah masuk; Kepala Seksi Pemerintahan masih 9, …; tenggat 15 Juli 2024, 13 hari lagi.` and more."""
    masuk, semua = (sum(a[k] for a in h["angka"].values()) for k in ("masuk", "semua"))
    utang = sorted((j for j in h["jabatan"] if j["angka"]), key=lambda j: -j["angka"])
    siapa = ", ".join(f"{j['nama_jabatan']}{' masih' if n == 0 else ''} {j['angka']}" for n, j in enumerate(utang))
    hari = h["sisa_hari"]
    sisa = f"{hari} hari lagi" if hari > 0 else "hari ini" if hari == 0 else f"sudah lewat {-hari} hari"
    awal = f"{masuk} dari {semua} angka sudah masuk" if semua else "Belum ada target dan pagu, jadi belum ada angka yang ditunggu"
    bagian = [awal, siapa, f"tenggat {tanggal(date.fromisoformat(h['tenggat']))}, {sisa}."]
    rinci = "Realisasi " + ", ".join(f"{nama} {a['masuk']} dari {a['semua']}" for nama, a in h["angka"].items()) + "."
    bukti = f" Bukti disebut pada {h['bukti']['ada']} dari {h['bukti']['semua']} realisasi kinerja yang masuk." if h["bukti"]["semua"] else ""
    tutup = f"Yang belum ada, diisi di data/{h['unit']}/:" if h["kosong"] else "Semua isian sudah lengkap."
    return ["; ".join(b for b in bagian if b), *([f"{rinci}{bukti}"] if semua else []), *_penutupan(h["penutupan"]), tutup]


def _penutupan(p: dict | None) -> list[str]:
    if not p:
        return []
    sesudah = f", {p['dinyatakan']} perubahan sesudahnya dinyatakan sebabnya" if p["dinyatakan"] else ""
    return [f"Triwulan ini sudah ditutup ({tanggal(date.fromisoformat(p['tanggal']))}, {p['oleh']}){sesudah}."]
