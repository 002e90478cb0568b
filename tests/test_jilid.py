"""The bound volume: several executed notebooks as one, headings a level down, nothing twice."""

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from triwulan.press import jilid, naskah
from triwulan.press.blok import MIME_ASAL
from triwulan.press.kanonik import kanonik, tulis


def laporan(nama: str, judul: str):
    asal = {"laporan": nama, "judul": judul, "masukan": {}, "parameter": {}}
    teks = {"text/markdown": "## Butir\n\nIsi laporan dengan # di tengah.", "text/plain": ""}
    return kanonik(new_notebook(cells=[
        new_code_cell("buka()", id="buka", metadata={"tags": ["petunjuk"]}, outputs=[new_output("display_data", {MIME_ASAL: asal, "text/plain": ""})]),
        new_markdown_cell("# KATA PENGANTAR", id="kata-pengantar", metadata={"tags": ["hanya-sendiri"]}),
        new_markdown_cell("# BAB I PENDAHULUAN\n\n## 1.1 Latar", id="bab-1"),
        new_code_cell("teks()", id="teks", outputs=[new_output("display_data", teks)]),
    ]))


def test_reports_stand_under_their_titles_one_level_down():
    satu = jilid.satukan(laporan("lkj-gabungan", "Jilid"), [laporan("lkj-a", "Laporan A"), laporan("lkj-b", "Laporan B")])
    judul = [(b["tingkat"], b["teks"]) for b in naskah.baca(satu).bagian if b["jenis"] == "judul"]
    isi = [(2, "BAB I PENDAHULUAN"), (3, "1.1 Latar"), (3, "Butir")]
    assert judul == [(1, "KATA PENGANTAR"), (1, "BAB I PENDAHULUAN"), (2, "1.1 Latar"), (2, "Butir"), (1, "Laporan A"), *isi, (1, "Laporan B"), *isi]
    assert len({c.id for c in satu.cells}) == len(satu.cells)
    assert naskah.baca(satu).judul == "Jilid"
    nbformat.validate(satu)


def test_the_volume_is_canonical_and_its_parts_stay_as_they_are():
    a = laporan("lkj-a", "Laporan A")
    semula = tulis(a)
    satu = jilid.satukan(laporan("lkj-gabungan", "Jilid"), [a])
    assert tulis(kanonik(satu)) == tulis(satu) and tulis(a) == semula
    assert "Isi laporan dengan # di tengah." in tulis(satu).decode()
