"""How the parts of a manuscript lie on pages: their sheets, what stays together. For the formats that have pages."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

TEGAK = (False, "")
#: What may stand beside a landscape table on its page, and how many characters of it.
MENGIRINGI, PENGANTAR = {"judul", "prosa", "tanda-tangan"}, 700
TAK_TERLIHAT = {"svg", "png", "jpeg", "kode", "alamat", "rumus", "operan", "sumber", "jenis", "type", "jangkar"}


def tata(bagian: tuple[dict, ...]) -> list[dict]:
    """How each part lies on the pages: its sheet, whether it may go over to the next one (`ekor`), stays with the part
    after it (`lekat`), stays in one piece at its end (`utuh`)."""
    semua = lembar(bagian)
    sesudah = [*bagian[1:], {"jenis": ""}]
    return [
        {"mendatar": mendatar, "kertas": kertas, "ekor": ujung, "lekat": _lekat(b, c), "utuh": _bab(c) and _akhir(b) <= 2 * PENGANTAR}
        for b, c, (mendatar, kertas), ujung in zip(bagian, sesudah, semua, ekor(bagian, semua))
    ]


def himpunan(bagian: tuple[dict, ...]) -> bool:
    """Whether this is a bound volume: its first-level headings are reports, their chapters stand below."""
    return any(b["jenis"] == "judul" and b["tingkat"] == 2 and b["teks"].startswith("BAB") for b in bagian)


def zona(bagian: tuple[dict, ...]) -> list[str]:
    """How the pages of each part are counted: `sampul` not at all, `i` in roman numerals before the first chapter (in a
    volume: the first report), `1` in arabic ones."""
    atas = [(n, b) for n, b in enumerate(bagian) if _bab(b)]
    isi = next((n for n, b in enumerate(bagian) if jenis(b) == "daftar-isi"), len(bagian))
    jilid = himpunan(bagian)
    mulai = next((n for n, b in atas if b["teks"].startswith("BAB") or jilid and n > isi), 0)
    return ["sampul" if jenis(b) == "sampul" else "i" if n < mulai else "1" for n, b in enumerate(bagian)]


def lembar(bagian: tuple[dict, ...]) -> list[tuple[bool, str]]:
    """The sheet each part stands on, as (landscape, paper): what a table asks for; the signatures under it and few words
    beside it share its sheet; all else stands upright on the report's own paper."""
    minta = [_lembar(b) for b in bagian]
    semua = list(minta)
    for jarak in [list(grup) for l, grup in groupby(range(len(bagian)), key=minta.__getitem__) if l == TEGAK]:
        i, j = jarak[0], jarak[-1] + 1
        judul = [k for k in jarak if bagian[k]["jenis"] == "judul"]
        bab = [k for k in judul if _bab(bagian[k])]
        judul = [k for k in judul if k - 1 not in judul]
        ttd = next((k for k in jarak if jenis(bagian[k]) != "tanda-tangan"), j)
        potongan = [(i, ttd, i - 1), (i, bab[0] if bab else j, i - 1)] if i > 0 else []
        potongan += [(k, j, j) for k in bab[-1:] + judul[-1:] if j < len(bagian)]
        for a, b, dengan in potongan:
            if all(jenis(x) in MENGIRINGI for x in bagian[a:b]) and sum(len(t) for t in teks(list(bagian[a:b]))) <= PENGANTAR:
                semua[a:b] = [minta[dengan]] * (b - a)
    return semua


def ekor(bagian: tuple[dict, ...], semua: list[tuple[bool, str]]) -> list[bool]:
    """Which parts end a sheet and may go over to the next one where they do not fit the sheet's last page: before a table on
    paper of its own the last section, if it is short, whose few rows would take up a page."""
    hasil = [False] * len(bagian)
    for n in range(1, len(bagian)):
        # A chapter starts with itself.
        if semua[n] == semua[n - 1] or _bab(bagian[n]):
            continue
        awal = next((k for k in range(n, 0, -1) if semua[k - 1] != semua[n - 1]), 0)
        if semua[n - 1] == TEGAK:
            judul = [k for k in range(awal + 1, n) if bagian[k]["jenis"] == "judul" and bagian[k - 1]["jenis"] != "judul"]
            mulai = judul[-1] if judul and not _bab(bagian[judul[-1]]) and all(map(_ringkas, bagian[judul[-1]: n])) else n
            hasil[mulai:n] = [True] * (n - mulai)
    return hasil


def _ringkas(b: dict) -> bool:
    if b["jenis"] == "tabel":
        return len(b["tabel"]["baris"]) <= 5
    return b["jenis"] in ("judul", "prosa") and sum(len(t) for t in teks(b)) <= PENGANTAR


def _lekat(b: dict, sesudah: dict) -> bool:
    """What is signed, and the few words that introduce a table, a chart or a list."""
    pengantar = b["jenis"] == "prosa" and b["token"][-1]["type"] == "paragraph" and _akhir(b) <= PENGANTAR / 2
    daftar = sesudah["jenis"] == "prosa" and sesudah["token"][0]["type"] == "list"
    return jenis(sesudah) == "tanda-tangan" or pengantar and (daftar or sesudah["jenis"] in ("tabel", "gambar"))


def _akhir(b: dict) -> int:
    """How many characters the last paragraph or list of a part has."""
    return sum(len(t) for t in teks(b["token"][-1:])) if b["jenis"] == "prosa" else 0


def _bab(b: dict) -> bool:
    return b["jenis"] == "judul" and b["tingkat"] == 1


def _lembar(b: dict) -> tuple[bool, str]:
    return (b["tabel"]["mendatar"], b["tabel"].get("kertas", "")) if b["jenis"] == "tabel" else TEGAK


def teks(isi: object) -> Iterator[str]:
    """Every string in a part that a reader sees."""
    if isinstance(isi, str):
        yield isi
    elif isinstance(isi, dict | list):
        for v in [v for k, v in isi.items() if k not in TAK_TERLIHAT] if isinstance(isi, dict) else isi:
            yield from teks(v)


def jenis(b: dict) -> str:
    """What a part is; of a block, what it holds."""
    return b["blok"]["jenis"] if b["jenis"] == "blok" else b["jenis"]
