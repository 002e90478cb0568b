"""LibreOffice as a second calculator: every formula of a workbook computed anew, whatever values the file itself holds."""

import io
import re
import subprocess
import zipfile
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from alat import perlu
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from triwulan.form import asal
from triwulan.form.angka import tampil
from triwulan.press import naskah
from triwulan.press.excel import lembar

#: What stands for a cached value in a twin: no table holds it, so that a value which was not computed is known.
RUSAK = "-987654321.5"
#: Recalculate always when a workbook is opened; the numbers and dates of Indonesia.
PROFIL = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>id-ID</value></prop></item>
</oor:items>
"""
SEL = re.compile(r'<c r="([A-Z]+\d+)"([^>]*)><f>(.*?)</f><v>[^<]*</v></c>')


def rusak(isi: bytes) -> tuple[bytes, int]:
    """The workbook with a wrong value cached in every formula cell, and how many there are."""
    jadi, banyak = io.BytesIO(), 0
    with zipfile.ZipFile(io.BytesIO(isi)) as asli, zipfile.ZipFile(jadi, "w") as akhir:
        for nama in asli.namelist():
            teks = asli.read(nama)
            if nama.startswith("xl/worksheets/sheet"):
                baru, n = SEL.subn(lambda m: f'<c r="{m[1]}"{m[2].replace(" t=" + chr(34) + "str" + chr(34), "")}><f>{m[3]}</f><v>{RUSAK}</v></c>', teks.decode("utf-8"))
                teks, banyak = baru.encode("utf-8"), banyak + n
            akhir.writestr(nama, teks)
    return jadi.getvalue(), banyak


def hitung(folder: Path, buku: dict[str, bytes], profil_: str = PROFIL) -> dict[str, dict[str, dict[str, object]]]:
    """The values of every cell by workbook, sheet and cell, as LibreOffice computes them; one start for all. `profil_`: its settings,
    which by default say that everything is computed anew."""
    profil, keluar = folder / "profil", folder / "keluar"
    (profil / "user").mkdir(parents=True, exist_ok=True)
    (profil / "user" / "registrymodifications.xcu").write_text(profil_, "utf-8")
    keluar.mkdir(exist_ok=True)
    for nama, isi in buku.items():
        (folder / nama).write_bytes(isi)
    subprocess.run(
        [perlu("soffice"), f"-env:UserInstallation={profil.as_uri()}", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(keluar), *(str(folder / n) for n in buku)],
        check=True, capture_output=True, timeout=600,
    )
    return {nama: nilai(keluar / nama) for nama in buku}


def nilai(path: Path) -> dict[str, dict[str, object]]:
    """The values that a workbook holds."""
    return {ws.title: {c.coordinate: c.value for row in ws.iter_rows() for c in row if c.value is not None} for ws in load_workbook(path, data_only=True).worksheets}


def tampak(i: asal.Isi, nilai: object) -> str:
    """What a cell shows for a value: a spreadsheet rounds half up what it has to fifteen digits."""
    if not isinstance(nilai, (int, float)):
        return "" if nilai is None else str(nilai)
    teks = tampil(Fraction(Decimal(f"{nilai:.15g}")), i.kolom["tempat"], kurung=i.tabel["kurung"])
    return f"{teks} {i.sel['satuan']}" if i.kolom["bersatuan"] else teks


def sel(nb, nilai: dict[str, dict[str, object]]) -> list[tuple[asal.Isi, object]]:
    """Each figure of a notebook's tables with what is at its cell, given what is in the cells of its workbook by sheet."""
    isi, hasil = naskah.baca(nb), []
    tabel = [b["tabel"] for b in isi.bagian if b["jenis"] == "tabel"]
    for t, nama in zip(tabel, list(nilai)[1:]):
        semua = asal.isi([t])
        for alamat, x in lembar.sel(t, lembar.letak(t, nama, isi.asal.get("draf", ""))):
            hasil.append((semua[alamat], nilai[nama].get(f"{get_column_letter(x.kolom + 1)}{x.baris + 1}")))
    return hasil


def angka(nb, nilai: dict[str, dict[str, object]]) -> list[tuple[str, str, str]]:
    """(address, as our tables print it, as the workbook shows it) of each figure, given the values of the workbook's cells."""
    return [(i.sel["alamat"], i.sel["tampil"], tampak(i, v)) for i, v in sel(nb, nilai)]
