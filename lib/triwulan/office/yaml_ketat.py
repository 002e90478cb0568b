"""YAML read strictly: a duplicate key, a syntax error or anything but a mapping is a problem with its line."""

from __future__ import annotations

from ruamel.yaml import YAML
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import AliasEvent, CollectionEndEvent, CollectionStartEvent

from triwulan.office.berkas import salah_isi
from triwulan.office.masalah import Masalah, MasukanSalah

#: Bytes, and levels; the longest file of parameters or rules at hand has some 4,000 bytes and four levels.
BITA, DALAM = 1_000_000, 20


def baca(isi: bytes, tempat: str) -> dict:
    """The mapping in `isi`; `tempat` names the file in messages. Raises MasukanSalah."""
    if len(isi) > BITA:
        raise MasukanSalah([Masalah(tempat, f"sebesar {len(isi)} bita, paling besar {BITA}; periksa apakah ini berkas yang benar")])
    try:
        teks = isi.decode("utf-8-sig")
        _telusuri(teks, tempat)
        hasil = YAML(typ="safe", pure=True).load(teks)
    except DuplicateKeyError as error:
        kunci = error.problem.split('"')[1] if '"' in error.problem else ""
        raise MasukanSalah([Masalah(tempat, "kunci ini tertulis dua kali; hapus salah satu", error.problem_mark.line + 1, kunci)]) from None
    except MarkedYAMLError as error:
        baris = error.problem_mark.line + 1 if error.problem_mark else None
        raise MasukanSalah([Masalah(tempat, "bukan YAML yang sah di sekitar baris ini; tulis kunci: nilai satu sebaris, periksa tanda kutip, kurung, dan spasi di awal baris (bukan tab)", baris)]) from None
    except UnicodeDecodeError:
        raise MasukanSalah([Masalah(tempat, "bukan UTF-8; simpan ulang sebagai UTF-8")]) from None
    except (YAMLError, ValueError, OverflowError) as error:  # a sign that YAML has no place for, a day that no calendar has
        raise MasukanSalah([Masalah(tempat, f"memuat nilai yang tidak dapat dibaca ({str(error).splitlines()[0]}); apit tanggal dan teks dengan tanda kutip, tulis angka apa adanya")]) from None
    if not isinstance(hasil, dict):
        raise MasukanSalah([Masalah(tempat, "harus berisi pasangan kunci: nilai")])
    if salah := salah_isi(tempat, hasil):
        raise MasukanSalah(salah)
    return hasil


def _telusuri(teks: str, tempat: str) -> None:
    """Raises MasukanSalah for what would unfold or take long when it is loaded: references, nesting beyond all need."""
    dalam = 0
    for e in YAML(typ="safe", pure=True).parse(teks):
        dalam += isinstance(e, CollectionStartEvent) - isinstance(e, CollectionEndEvent)
        if isinstance(e, AliasEvent):
            raise MasukanSalah([Masalah(tempat, "rujukan (*) tidak dipakai di sini; tulis nilainya sendiri", e.start_mark.line + 1, "", f"*{e.anchor}")])
        if dalam > DALAM:
            raise MasukanSalah([Masalah(tempat, "bersarang terlalu dalam; tulis kunci: nilai satu sebaris", e.start_mark.line + 1)])
