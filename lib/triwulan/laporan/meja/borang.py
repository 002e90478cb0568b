"""The form on the welcome page. The kernel only reads; compiling runs elsewhere, so the page answers meanwhile."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path
from threading import Thread

import ipywidgets as w

from triwulan.laporan import ringkas, status
from triwulan.laporan.buka import muat
from triwulan.laporan.daftar import JENIS, Satuan, laporan, pelengkap
from triwulan.laporan.meja import halaman
from triwulan.laporan.meja.alamat import peladen
from triwulan.laporan.meja.proses import Akhir, Proses
from triwulan.office import params, periode
from triwulan.office.data import Data
from triwulan.office.masalah import MasukanSalah, perlihatkan
from triwulan.office.proyek import akar_proyek

SEMUA = "Semua laporan"
FORMAT = {"html": "HTML (dibaca di layar)", "pdf": "PDF (dicetak, ditandatangani)", "docx": "Word", "xlsx": "Excel"}
#: Formats ticked at first.
BIASA = ("html", "pdf")


def buka() -> Borang:
    """The form for the project that this notebook lies in, brought into view. Raises MasukanSalah outside of one."""
    borang = Borang(akar_proyek())
    perlihatkan()
    return borang


def triwulan_ada(akar: Path) -> dict[str, list[tuple[str, Path]]]:
    """The parameter files of each unit, each with its quarter in words, the latest first; the unit opened last comes first."""
    semua: dict[str, list[tuple[str, Path]]] = {}
    for path in sorted((akar / "params").glob("*/*.yaml"), key=lambda p: p.stem, reverse=True):
        if path.parent.name != "aturan":
            m = re.fullmatch(r"(\d{4})-tw([1-4])", path.stem)
            semua.setdefault(path.parent.name, []).append((periode.sebut(periode.triwulan(int(m[1]), int(m[2]))) if m else path.stem, path))
    return semua


def format_ada() -> list[str]:
    """The formats that compiling makes, as the exporters are registered; asking the press itself would load every one of them."""
    terdaftar = [e for e in entry_points(group="nbconvert.exporters") if e.name.startswith("triwulan-") and find_spec(e.module)]
    return sorted((e.name.removeprefix("triwulan-") for e in terdaftar), key=lambda n: [*FORMAT, n].index(n))


def nama_laporan(s: Satuan, data: Data) -> str:
    """A report in words: `Laporan Kinerja Seksi Pelayanan Umum`."""
    rows = data["pejabat"][data["pejabat"]["jabatan"] == s.jabatan]
    unit_kerja = rows.iloc[-1]["unit_kerja"] if len(rows) else s.jabatan
    judul = JENIS[s.jenis].judul.partition(" {triwulan}")[0].replace("{unit_kerja}", unit_kerja)
    return f"{judul}: {s.laporan}" if s.laporan else judul


class Borang:
    """See the module. Shown in JupyterLab it is the form; elsewhere the quarter's state as a plain table."""

    def __init__(self, akar: Path):
        self.akar, self.proses = akar, None
        self.ada, self.peladen = triwulan_ada(akar), peladen()
        lebar = {"style": {"description_width": "90px"}, "layout": w.Layout(width="460px")}
        self.unit = w.Dropdown(options=list(self.ada), description="Kantor", **lebar)
        self.triwulan = w.Dropdown(description="Triwulan", **lebar)
        self.laporan = w.Dropdown(options=[(SEMUA, "")], description="Laporan", **lebar)
        self.format = {f: w.Checkbox(value=f in BIASA, description=FORMAT.get(f, f), indent=False, layout=w.Layout(width="auto", margin="0 1.5em 0 0")) for f in format_ada()}
        self.susun = w.Button(description="Susun ulang", button_style="primary", icon="refresh")
        self.henti = w.Button(description="Hentikan", disabled=True)
        self.baca = w.Button(description="Baca ulang data")
        self.maju = w.IntProgress(layout=w.Layout(visibility="hidden"))
        self.kabar, self.keadaan, self.parameter, self.hasil = w.HTML(), w.HTML(), w.HTML(), w.HTML()
        self.nama: dict[str, str] = {}
        self.unit.observe(lambda _: self._pilih_unit(), "value")
        self.triwulan.observe(lambda _: self._tampilkan(), "value")
        self.baca.on_click(lambda _: self._tampilkan())
        self.susun.on_click(lambda _: self.mulai())
        self.henti.on_click(lambda _: self._hentikan())
        self._pilih_unit()

    def mulai(self) -> Thread | None:
        """Starts compiling what is chosen and returns at once; None while it runs already or no format is ticked."""
        format_ = [f for f, kotak in self.format.items() if kotak.value]
        if self.proses or not self.triwulan.value:
            return None
        if not format_:
            self.kabar.value = halaman.bungkus("<p>Pilih paling sedikit satu bentuk.</p>")
            return None
        self.proses = Proses(self.akar, self.triwulan.value, self.laporan.value or (), format_)
        self._bekerja(True)
        kerja = Thread(target=self._kerjakan, daemon=True)
        kerja.start()
        return kerja

    def _hentikan(self) -> None:
        if self.proses:
            self.henti.disabled = True
            self.kabar.value = halaman.bungkus("<p>Sedang dihentikan …</p>")
            self.proses.hentikan()

    def _kerjakan(self) -> None:
        try:
            akhir = self.proses.jalankan(self._maju)
        except Exception as error:  # whatever it was, the page has to come back to life and say so
            akhir = Akhir(galat=f"triwulan susun tidak dapat dijalankan: {error}")
        self.hasil.value = halaman.hasil(akhir, self.nama, self.peladen)
        self.proses = None
        self._bekerja(False)
        self._tampilkan(bersih=False)

    def _maju(self, jadi: int, semua: int, nama: str) -> None:
        self.maju.max, self.maju.value = semua, jadi
        self.kabar.value = halaman.bungkus(f"<p>{jadi} dari {semua} selesai; terakhir {nama}.</p>")

    def _bekerja(self, ya: bool) -> None:
        self.susun.disabled = self.unit.disabled = self.triwulan.disabled = ya
        self.henti.disabled = not ya
        self.maju.layout.visibility = "visible" if ya else "hidden"
        self.maju.value = 0
        self.kabar.value = halaman.bungkus("<p>Sedang menyusun; halaman ini tetap dapat dipakai.</p>") if ya else ""
        if ya:
            self.hasil.value = ""

    def _pilih_unit(self) -> None:
        self.triwulan.options = pilihan = self.ada.get(self.unit.value, [])
        self.triwulan.value = pilihan[0][1] if pilihan else None

    def _tampilkan(self, bersih: bool = True) -> None:
        """Reads the quarter's data anew and says what it lacks or what is wrong in it."""
        if bersih:
            self.hasil.value = ""
        if not self.triwulan.value:
            self.keadaan.value = halaman.bungkus("<p>Belum ada kantor di folder params. Mulailah dengan bab <em>Kantor baru</em> dalam panduan.</p>")
            return
        try:
            parameter, mentah = params.baca(self.triwulan.value, self.akar)
            data, aturan = muat(parameter)
        except MasukanSalah as salah:
            self.keadaan.value, self.parameter.value = halaman.tidak_sah(salah.masalah), ""
            return
        self.keadaan.value = halaman.keadaan(ringkas.ringkas(parameter, data, aturan, status.keadaan(data, parameter, aturan), date.today()))
        self.parameter.value = halaman.sel_parameter(mentah)
        self._pilihan_laporan([*laporan(data, parameter.tahun), *pelengkap(data, parameter.tahun)], data)

    def _pilihan_laporan(self, semua: Sequence[Satuan], data: Data) -> None:
        """Offers the quarter's reports; a bound volume is asked for with the reports in it."""
        self.nama = {s.nama: nama_laporan(s, data) for s in semua}
        pilihan, dulu = [(SEMUA, ""), *((self.nama[s.nama], (*s.bagian, s.nama)) for s in semua)], self.laporan.value
        if list(self.laporan.options) != pilihan:
            self.laporan.options = pilihan
            self.laporan.value = dulu if dulu in [v for _, v in pilihan] else ""

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        isi = w.VBox([
            self.unit, self.triwulan, self.laporan, w.HBox([w.Label("Bentuk", layout=w.Layout(width="90px", justify_content="flex-end")), *self.format.values()]),
            w.HBox([self.susun, self.henti, self.baca]), w.HBox([self.maju, self.kabar]), self.hasil, self.keadaan, self.parameter,
        ])
        # What a page without widgets shows: the state, and how to get the form.
        diam = self.keadaan.value + halaman.bungkus("<p>Borang pilihan dan tombol <em>Susun ulang</em> tampil bila halaman ini dijalankan di JupyterLab.</p>")
        teks = f"Borang penyusunan laporan: {', '.join(self.ada) or 'belum ada kantor di params/'}"
        return isi._repr_mimebundle_() | {"text/html": diam, "text/plain": teks}
