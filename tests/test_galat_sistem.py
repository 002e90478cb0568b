"""What the operating system refuses is said in Indonesian, with what to do."""

import errno
import os

from pathlib import Path

import pytest

from triwulan.galat_sistem import SEBAB, sebab

LIB = Path(__file__).parents[1] / "lib" / "triwulan"


@pytest.mark.parametrize("nama", SEBAB)
def test_every_error_says_what_happened_and_what_to_do(nama):
    if (kode := getattr(errno, nama, None)) is None:
        assert nama not in errno.errorcode.values()  # this system does not know it
        return
    teks = sebab(OSError(kode, os.strerror(kode), "x.csv"))
    terjadi, _, lakukan = teks.partition("; ")
    assert terjadi and lakukan and not teks.endswith(".") and os.strerror(kode) not in teks


def test_errors_that_really_happen(tmp_path):
    (tmp_path / "berkas").write_text("")
    kasus = {
        "berkas atau folder tidak ada": tmp_path / "tidak-ada", "itu folder": tmp_path,
        "bagian dari jalurnya adalah berkas": tmp_path / "berkas" / "x", "nama atau jalurnya terlalu panjang": tmp_path / ("x" * 300),
    }
    for awal, path in kasus.items():
        with pytest.raises(OSError) as galat:
            path.read_bytes()
        assert sebab(galat.value).startswith(awal)


def test_an_unknown_error_keeps_the_systems_word():
    assert sebab(OSError(9999, "aneh sekali")) == "aneh sekali"
    assert sebab(OSError("tanpa nomor")) == "tanpa nomor"
    assert sebab(OSError()) == "OSError"


def test_nobody_prints_the_systems_word_directly():
    assert [p.name for p in LIB.rglob("*.py") if ".strerror" in p.read_text("utf-8")] == ["galat_sistem.py"]
