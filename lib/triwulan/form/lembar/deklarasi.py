"""A form declared in a small YAML file, its columns in the printed notation; read strictly, every problem with file and line.

    kode: e81-kita
    judul: Evaluasi Renja
    sumber: {dokumen: Permendagri 86/2017, tempat: Formulir E.81}
    kolom:
      - {nomor: 1, judul: Kode}
      - {nomor: 6, judul: Target Renstra, bagian: [K, Rp], satuan: baris}
      - {nomor: 14, judul: Tingkat capaian, rumus: 13/8 x 100%, bagian: [K, Rp], satuan: "%"}
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import AliasEvent, CollectionEndEvent, CollectionStartEvent

from triwulan.form.form import Column, Form, FormError, Source
from triwulan.form.lembar.grid import BerkasSalah

SATUAN = ("teks", "Rp", "%", "rasio", "baris")
BAGIAN = ("K", "Rp")
#: Key → what it holds, for the file, its source, and a column; those of WAJIB must be there.
BERKAS = {"kode": str, "judul": str, "sumber": CommentedMap, "kolom": CommentedSeq}
SUMBER = {"dokumen": str, "tempat": str, "catatan": str}
KOLOM = {"nomor": str, "id": str, "judul": str, "kepala": CommentedSeq, "rumus": str, "bagian": CommentedSeq, "satuan": str, "desimal": int, "jumlah": bool}
WAJIB = {"kode", "kolom", "judul", "dokumen", "tempat"}
#: Levels of nesting; a declaration has three.
DALAM = 20
JENIS = {str: "teks", CommentedMap: "pasangan kunci: nilai", CommentedSeq: "daftar [a, b]", int: "bilangan bulat", bool: "true atau false"}


def muat(path: Path) -> Form:
    """The form that a file declares. Raises BerkasSalah with everything that is wrong in it."""
    isi, masalah = _baca(Path(path)), []
    nama = Path(path).name

    def salah(baris: int, pesan: str) -> None:
        masalah.append((baris, f"{nama} baris {baris}: {pesan}"))

    _kunci(isi, BERKAS, "berkas", 1, salah)
    sumber = isi.get("sumber") if isinstance(isi.get("sumber"), CommentedMap) else CommentedMap()
    if "sumber" in isi:
        _kunci(sumber, SUMBER, "sumber", _baris(isi, "sumber"), salah)
    daftar = isi.get("kolom") if isinstance(isi.get("kolom"), CommentedSeq) else CommentedSeq()
    if "kolom" in isi and not daftar and isinstance(isi["kolom"], CommentedSeq):
        salah(_baris(isi, "kolom"), "tidak ada kolom; sebut setiap kolom formulir, misalnya {nomor: 1, judul: Kode}")
    kolom: list[Column] = []
    letak: dict[str, CommentedMap] = {}
    for n, k in enumerate(daftar):
        baris = daftar.lc.item(n)[0] + 1
        if not isinstance(k, CommentedMap):
            salah(baris, f"kolom ke-{n + 1} harus berisi pasangan kunci: nilai, misalnya {{nomor: 1, judul: Kode}}; ditemukan {k!r}")
            continue
        c = _kolom(k, baris, kolom, salah)
        letak.setdefault(c.id, k)
        if c.id in {d.id for d in kolom}:
            salah(baris, f"kolom {c.id!r} sudah ada di baris {_baris_awal(letak[c.id])}; nomor cetak yang sama: beri id yang lain, misalnya {c.id}a dan {c.id}b")
            continue
        kolom.append(c)
    if not masalah:
        try:
            return Form(str(isi["kode"]), str(isi["judul"]), tuple(kolom), Source(*(str(sumber.get(k, "")) for k in SUMBER)))
        except FormError as error:
            for pesan in str(error).splitlines():
                salah(_baris_pesan(pesan, letak), pesan)
    raise BerkasSalah(p for _, p in sorted(masalah, key=lambda m: m[0]))


def _baca(path: Path) -> CommentedMap:
    nama = path.name
    try:
        teks = path.read_text("utf-8")
        if not _datar(teks):
            raise BerkasSalah([f"{nama}: memuat rujukan (*) atau bersarang terlalu dalam; tulis setiap kolom apa adanya"])
        isi = YAML(typ="rt", pure=True).load(teks)
    except FileNotFoundError:
        raise BerkasSalah([f"{nama}: berkas tidak ada"]) from None
    except UnicodeDecodeError:
        raise BerkasSalah([f"{nama}: bukan UTF-8; simpan ulang sebagai UTF-8"]) from None
    except DuplicateKeyError as error:
        kunci = error.problem.split('"')[1] if '"' in error.problem else "ini"
        raise BerkasSalah([f"{nama} baris {error.problem_mark.line + 1}: kunci {kunci} tertulis dua kali; hapus salah satu"]) from None
    except MarkedYAMLError as error:
        baris = error.problem_mark.line + 1 if error.problem_mark else 1
        kutip = '; tanda % sendirian harus diapit tanda kutip: satuan: "%"' if re.search(r":\s*%", teks.splitlines()[baris - 1] if baris <= len(teks.splitlines()) else "") else ""
        raise BerkasSalah([f"{nama} baris {baris}: bukan YAML yang sah di sekitar sini; periksa tanda kutip, kurung, dan spasi di awal baris (bukan tab){kutip}"]) from None
    except (YAMLError, ValueError):  # ValueError: a day that no calendar has, a number of thousands of digits
        raise BerkasSalah([f"{nama}: bukan YAML yang sah; berkas memuat huruf kendali, tanggal yang tidak ada, atau angka yang terlalu panjang"]) from None
    if not isinstance(isi, CommentedMap):
        raise BerkasSalah([f"{nama}: harus berisi pasangan kunci: nilai (kode, judul, sumber, kolom)"])
    return isi


def _datar(teks: str) -> bool:
    """Whether a text has neither references nor nesting beyond all need: it would unfold, or take minutes to load."""
    dalam = 0
    for e in YAML(typ="rt", pure=True).parse(teks):
        dalam += isinstance(e, CollectionStartEvent) - isinstance(e, CollectionEndEvent)
        if isinstance(e, AliasEvent) or dalam > DALAM:
            return False
    return True


def _kunci(isi: CommentedMap, dikenal: Mapping[str, type], apa: str, baris: int, salah) -> None:
    """Unknown keys, missing ones, and values of another kind."""
    for k, v in isi.items():
        if k not in dikenal:
            salah(_baris(isi, k), f"kunci {k!r} tidak dikenal pada {apa}; yang ada: {', '.join(dikenal)}")
        elif dikenal[k] is str and (isinstance(v, (CommentedMap, CommentedSeq, bool)) or v is None) or dikenal[k] is not str and (not isinstance(v, dikenal[k]) or dikenal[k] is int and isinstance(v, bool)):
            salah(_baris(isi, k), f"{k} harus berisi {JENIS[dikenal[k]]}; ditemukan {'(kosong)' if v is None else repr(v)}")
    wajib = [k for k in dikenal if k in WAJIB and k not in isi]
    if wajib:
        salah(baris, f"{apa} tidak menyebut {', '.join(wajib)}")


def _kolom(k: CommentedMap, baris: int, sebelum: list[Column], salah) -> Column:
    """One column; what is not said follows from its formula and parts."""
    _kunci(k, KOLOM, "kolom", baris, salah)
    nomor = str(k.get("nomor", ""))
    id_ = str(k.get("id", nomor or re.sub(r"[^a-z0-9]+", "-", str(k.get("judul", "")).lower()).strip("-")))
    if nomor and not re.fullmatch(r"\d+[a-z]?", nomor):
        salah(_baris(k, "nomor"), f"nomor harus seperti 5 atau 5a; ditemukan {nomor!r}")
    rumus = re.sub(rf"^\(?\s*{re.escape(nomor)}\s*=\s*", "", str(k["rumus"])) if nomor and "rumus" in k else k.get("rumus")
    bagian = tuple(map(str, k["bagian"])) if isinstance(k.get("bagian"), CommentedSeq) else ()
    if bagian and bagian != BAGIAN:
        salah(_baris(k, "bagian"), f"bagian harus [K, Rp]; ditemukan [{', '.join(bagian)}]")
    satuan = str(k.get("satuan", _satuan(rumus, bagian, sebelum)))
    if satuan not in SATUAN:
        salah(_baris(k, "satuan"), f"satuan harus salah satu dari {', '.join(SATUAN)}; ditemukan {satuan!r}")
    kepala = tuple(map(str, k["kepala"])) if isinstance(k.get("kepala"), CommentedSeq) else ()
    desimal = k.get("desimal") if isinstance(k.get("desimal"), int) else None
    uang = rumus is None and (satuan == "Rp" or bagian == BAGIAN and satuan == "baris")
    jumlah = k["jumlah"] if isinstance(k.get("jumlah"), bool) else uang
    return Column(id_, str(k.get("judul", "")), None if rumus is None else str(rumus), satuan, kepala, nomor, parts=bagian, places=desimal, total=jumlah)


def _satuan(rumus: str | None, bagian: tuple[str, ...], sebelum: list[Column]) -> str:
    if rumus is None:
        return "baris" if bagian else "teks"
    if "/" in str(rumus) or ":" in str(rumus):
        return "%" if "100" in str(rumus) else "rasio"
    dibaca = re.findall(r"\d+[a-z]?", str(rumus))
    return next((c.unit for c in sebelum if c.id in dibaca and c.unit != "teks"), "baris" if bagian else "Rp")


def _baris(isi: CommentedMap, kunci: str) -> int:
    """The line of a key; of its column where the key is not written, because its value follows from the others."""
    return (isi.lc.key(kunci)[0] if kunci in isi else isi.lc.line) + 1


def _baris_awal(isi: CommentedMap) -> int:
    return isi.lc.line + 1


def _baris_pesan(pesan: str, letak: Mapping[str, CommentedMap]) -> int:
    """The line of the column that a message of Form is about."""
    m = re.search(r"kolom '?([^\s',]+)", pesan)
    k = letak.get(m[1]) if m else None
    return 1 if k is None else _baris(k, "rumus") if "rumus" in k else _baris_awal(k)
