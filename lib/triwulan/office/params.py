"""The parameters of a report: read strictly from YAML or from a notebook's globals, checked against the project."""

from __future__ import annotations

import ast
import difflib
import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from triwulan.office import berkas, periode, yaml_ketat
from triwulan.office.masalah import Masalah, MasukanSalah

HARAPAN = {
    "unit": "tulis nama folder unit di data/, misalnya kecamatan-lumajang",
    "tahun": "tulis tahun empat angka, misalnya 2024",
    "triwulan": "tulis 1, 2, 3 atau 4",
    "tanggal_laporan": 'tulis tanggal dalam tanda kutip, misalnya "2024-07-05"',
    "aturan": "tulis nama berkas di params/aturan/ tanpa .yaml, misalnya lumajang-2024",
    "laporan": "tulis nama laporan terbit, misalnya lkj-camat",
    "jabatan": "tulis pengenal jabatan di pejabat.csv, misalnya kasubbag-keuangan",
}
#: A folder or file name and nothing that could lead elsewhere; of a length that file systems take, with `.yaml` or a version behind it.
NAMA = r"^[a-z0-9]+(-[a-z0-9]+)*$"
PANJANG_NAMA = 60
#: Names IPython itself puts beside a notebook's own: In, Out, _i3, _oh, __name__ …
IPYTHON = re.compile(r"In|Out|_+|_i+|_i?\d+|_[iod]h|_exit_code|__\w+__")
#: How papermill begins the cell it injects.
SUNTIKAN = "# Parameters\n"
#: What papermill can inject; anything else in a notebook's globals is a module, a function or a report.
POLOS = (str, int, float, bool, type(None), list, dict, tuple)


class Parameter(BaseModel):
    """What one quarter of one unit needs; the same keys stand in params/*.yaml and in each notebook."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    unit: str = Field(pattern=NAMA, max_length=PANJANG_NAMA)
    tahun: int = Field(ge=2000, le=2100)
    triwulan: int = Field(ge=1, le=4)
    tanggal_laporan: str
    aturan: str = Field(pattern=NAMA, max_length=PANJANG_NAMA)

    @field_validator("tanggal_laporan")
    @classmethod
    def _tanggal(cls, teks: str) -> str:
        if date.fromisoformat(teks).isoformat() != teks:
            raise ValueError
        return teks

    @property
    def periode(self) -> periode.Periode:
        return periode.triwulan(self.tahun, self.triwulan)

    @property
    def sampai(self) -> periode.Periode:
        return periode.sampai(self.tahun, self.triwulan)


class ParameterLembar(Parameter):
    """The same for a correction sheet: of which filed report it is."""

    laporan: str = Field(pattern=NAMA, max_length=PANJANG_NAMA)


class ParameterJabatan(Parameter):
    """The parameters of a notebook that serves several posts."""

    jabatan: str = Field(pattern=NAMA, max_length=PANJANG_NAMA)


def periksa(nilai: Mapping, tempat: str, akar: Path, model: type[Parameter] = Parameter) -> Parameter:
    """Parameters from a mapping; raises MasukanSalah with every unknown, missing or wrong one."""
    masalah: list[Masalah] = []
    try:
        parameter = model.model_validate(dict(nilai))
    except ValidationError as error:
        for e in error.errors():
            nama = str(e["loc"][0])
            if e["type"] == "extra_forbidden":
                m = Masalah(tempat, f"parameter ini tidak dikenal; yang dikenal: {', '.join(model.model_fields)}", None, nama, str(e["input"]))
            elif e["type"] == "missing":
                m = Masalah(tempat, f"parameter ini belum ada; {HARAPAN[nama]}", None, nama)
            else:
                m = Masalah(tempat, HARAPAN[nama], None, nama, str(e["input"]))
            masalah.append(m)
        parameter = None
    salah = {m.kolom for m in masalah}
    if "unit" not in salah and not (akar / "data" / (unit := nilai["unit"])).is_dir():
        masalah.append(Masalah(tempat, f"folder data/{unit} tidak ada; {HARAPAN['unit']}", None, "unit", unit))
    if "aturan" not in salah and not (akar / "params" / "aturan" / f"{(aturan := nilai['aturan'])}.yaml").is_file():
        masalah.append(Masalah(tempat, f"berkas params/aturan/{aturan}.yaml tidak ada; {HARAPAN['aturan']}", None, "aturan", aturan))
    if parameter and not masalah and parameter.tanggal_laporan <= parameter.periode.hari_akhir.isoformat():
        masalah.append(Masalah(tempat, f"laporan bertanggal sebelum triwulannya berakhir ({parameter.periode.hari_akhir})", None, "tanggal_laporan", parameter.tanggal_laporan))
    if masalah:
        raise MasukanSalah(masalah)
    return parameter


def baca(path: Path, akar: Path) -> tuple[Parameter, dict]:
    """A params file: the checked parameters, and the mapping in the file's own order (as papermill injects it)."""
    try:
        tempat = path.resolve().relative_to(akar).as_posix()
    except ValueError:
        tempat = path.name
    if path.is_dir():
        raise MasukanSalah([Masalah(tempat, f"folder, bukan berkas parameter; {_mungkin(tempat, akar)}")])
    try:
        mentah = yaml_ketat.baca(berkas.baca(path, tempat), tempat)
    except FileNotFoundError:
        raise MasukanSalah([Masalah(tempat, f"berkas parameter tidak ada; {_mungkin(tempat, akar)}")]) from None
    return periksa(mentah, tempat, akar), mentah


def _mungkin(tempat: str, akar: Path) -> str:
    """Which parameter file somebody may have meant who named one that is not there."""
    ada = [p.relative_to(akar).as_posix() for p in berkas_parameter(akar, ())]
    mirip = [p for p in ada if p.startswith(f"{tempat}/")] or difflib.get_close_matches(tempat, ada, 4, 0.75)
    return f"mungkin maksudnya: {', '.join(mirip)}" if mirip else "contoh: params/kecamatan-lumajang/2024-tw2.yaml"


def berkas_parameter(akar: Path, berkas: Sequence[Path]) -> list[Path]:
    """The parameter files meant: those named, else every quarter of every unit of the project."""
    return list(berkas) or sorted(p for p in (akar / "params").glob("*/*.yaml") if p.parent.name != "aturan")


def terakhir(akar: Path, parameter: Parameter) -> periode.Periode:
    """The last quarter that the unit has opened."""
    return max(terbuka(akar, parameter))


def terbuka(akar: Path, parameter: Parameter) -> list[periode.Periode]:
    """The quarters that the unit has opened: those of its parameter files by name, and `parameter`'s own."""
    return [parameter.periode, *berkas_terbuka(akar, parameter.unit)]


def berkas_terbuka(akar: Path, unit: str) -> dict[periode.Periode, Path]:
    """The unit's parameter files by the quarter that their names open."""
    nama = ((re.fullmatch(r"(20\d{2})-tw([1-4])", p.stem), p) for p in (akar / "params" / unit).glob("*.yaml"))
    return {periode.triwulan(int(m[1]), int(m[2])): p for m, p in nama if m}


def dari_notebook(ruang: Mapping, akar: Path, model: type[Parameter] = Parameter) -> Parameter:
    """Parameters from a notebook's `globals()`: every plain value there is one, so an unknown name is refused; so is one
    that papermill injected and an import has hidden since."""
    polos = {k: v for k, v in ruang.items() if isinstance(v, POLOS) and not IPYTHON.fullmatch(k)}
    riwayat = ruang.get("In", [])
    if isinstance(riwayat, list):
        for sel in riwayat:
            if sel.startswith(SUNTIKAN):
                nama = [t.id for n in ast.parse(sel).body if isinstance(n, ast.Assign) for t in n.targets]
                polos = {n: "(disuntikkan)" for n in nama} | polos
    else:
        polos["In"] = riwayat
    return periksa(polos, "parameter notebook", akar, model)
