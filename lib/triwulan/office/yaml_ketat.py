"""YAML read strictly: a duplicate key, a syntax error or anything but a mapping is a problem with its line."""

from __future__ import annotations

from ruamel.yaml import YAML
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError

from triwulan.office.masalah import Masalah, MasukanSalah


def baca(isi: bytes, tempat: str) -> dict:
    """The mapping in `isi`; `tempat` names the file in messages. Raises MasukanSalah."""
    try:
        hasil = YAML(typ="safe", pure=True).load(isi.decode("utf-8"))
    except DuplicateKeyError as error:
        kunci = error.problem.split('"')[1] if '"' in error.problem else ""
        raise MasukanSalah([Masalah(tempat, "kunci ini tertulis dua kali; hapus salah satu", error.problem_mark.line + 1, kunci)]) from None
    except MarkedYAMLError as error:
        baris = error.problem_mark.line + 1 if error.problem_mark else None
        raise MasukanSalah([Masalah(tempat, "bukan YAML yang sah di sekitar baris ini; tulis kunci: nilai satu sebaris, periksa tanda kutip, kurung, dan spasi di awal baris (bukan tab)", baris)]) from None
    except UnicodeDecodeError:
        raise MasukanSalah([Masalah(tempat, "bukan UTF-8; simpan ulang sebagai UTF-8")]) from None
    if not isinstance(hasil, dict):
        raise MasukanSalah([Masalah(tempat, "harus berisi pasangan kunci: nilai")])
    return hasil
