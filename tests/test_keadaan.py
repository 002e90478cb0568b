"""The same input gives the same bytes wherever and whenever; where it does not, the place of the first difference is said."""

import io
import zipfile
from concurrent.futures import ThreadPoolExecutor

from keadaan import SEKALIGUS, Keadaan, bandingkan, susun

from triwulan.press.beda import tempat_beda


def test_one_report_is_the_same_under_other_conditions(tmp_path):
    """Folder, disk order, time zone, system language, hash seed and a home that cannot be written to differ at once; every kind of
    output but the findings, which another report makes, is compared."""
    with ThreadPoolExecutor(2) as kerja:
        dasar, lain = kerja.map(lambda k: susun(k[1], tmp_path / k[0], laporan=["lkj-kasi-pelayanan"]), [("a", Keadaan("dasar")), ("b", SEKALIGUS)])
    hasil = bandingkan(dasar, lain)
    assert {jenis: jumlah for jenis, (jumlah, _) in hasil.items()} == dict.fromkeys(hasil, 1) | {"temuan": 0}
    assert [b for _, beda in hasil.values() for b in beda] == []


def test_what_differs_is_said_by_line_member_or_byte():
    assert tempat_beda("a.csv", b"satu\ndua\n", b"satu\ndua\n") == ""
    assert tempat_beda("a.csv", b"satu\ndua\n", b"satu\ndu4\n") == "baris 2 kolom 3: semula 'dua', kini 'du4'"
    assert tempat_beda("a.csv", b"satu\n", b"satu\ndua\n") == "baris 2 kolom 1: semula '', kini 'dua'"
    assert tempat_beda("a.pdf", b"%PDF\xff1", b"%PDF\xff23") == "bita ke-6 (semula 6 bita, kini 7 bita)"
    assert tempat_beda("a.xlsx", _zip({"x.xml": "<a/>", "y.xml": "<b/>"}), _zip({"x.xml": "<a/>", "y.xml": "<c/>"})) == "bagian y.xml, baris 1 kolom 2: semula '<b/>', kini '<c/>'"
    assert tempat_beda("a.docx", _zip({"x.xml": "<a/>"}), _zip({"x.xml": "<a/>", "y.xml": ""})) == "bagian y.xml hanya ada di yang kini"
    # The same members packed otherwise, and what is no zip at all: by byte.
    assert tempat_beda("a.zip", _zip({"x": "1"}), _zip({"x": "1"}, zipfile.ZIP_DEFLATED)).startswith("bita ke-")
    assert tempat_beda("a.xlsx", b"\xff", b"\xfe") == "bita ke-1 (semula 1 bita, kini 1 bita)"


def test_a_file_that_one_build_lacks_and_one_changed_byte_are_differences():
    dasar = {"u/p/a.ipynb": b"1", "u/p/a.html": b"1", "index.html": b"1"}
    hasil = bandingkan(dasar, {"u/p/a.ipynb": b"1", "index.html": b"2"})
    assert hasil["notebook"] == (1, []) and hasil["HTML"] == (1, ["u/p/a.html: hanya ada dalam satu susunan"])
    assert hasil["halaman muka"] == (1, ["index.html: baris 1 kolom 1: semula '1', kini '2'"])


def _zip(isi: dict[str, str], cara: int = zipfile.ZIP_STORED) -> bytes:
    keluar = io.BytesIO()
    with zipfile.ZipFile(keluar, "w", cara) as z:
        for nama, teks in isi.items():
            z.writestr(zipfile.ZipInfo(nama), teks, cara)
    return keluar.getvalue()
