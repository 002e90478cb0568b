"""Whether an archive's RO-Crate describes just what is there: each file of the payload once, nothing else, as it is."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Set
from pathlib import Path
from urllib.parse import unquote

from triwulan.press.bongkar import HILANG, LAIN, TIDAK_COCOK, Temuan
from triwulan.press.cocok_versi import nama
from triwulan.press.himpun import CATATAN, LAPORAN, RUSAK, aman
from triwulan.press.krat import NAMA

KRAT = f"data/{NAMA}"
SIDIK = ("sha512", "sha256")


def periksa(folder: Path, bersih: Set[str], semua: Set[str], asal: Mapping[str, Mapping], catatan: Mapping[str, Mapping]) -> list[Temuan]:
    """What is wrong with the crate of the bag in `folder`. `semua` are or should be there; of those in `bersih` nothing wrong is known;
    `asal`: what each executed notebook says of itself; `catatan`: what the run record says of each report."""
    if KRAT not in bersih:
        return [] if KRAT in semua else [Temuan(KRAT, HILANG, "setiap arsip memuat krat yang menerangkan isinya")]
    try:
        graf = json.loads((folder / KRAT).read_bytes())["@graph"][:]  # a list, or TypeError
        satu = {e["@id"]: e for e in graf}
        berkas = {unquote(i).removeprefix("./"): e for i, e in satu.items() if "File" in _jenis(e) and not _luar(i)}
        salah = [Temuan(KRAT, TIDAK_COCOK, s) for s in (*_bentuk(graf, satu), *_akar(satu, asal), *_lari(satu, asal, catatan))]
        return salah + _isi(folder, bersih, semua, berkas)
    except RUSAK as error:
        return [Temuan(KRAT, TIDAK_COCOK, f"bukan krat RO-Crate yang dapat dibaca ({type(error).__name__})")]


def _bentuk(graf: list, satu: Mapping[str, Mapping]) -> Iterator[str]:
    """The crate in itself: ids, the descriptor, references, parts."""
    yield from (f"{i} diterangkan {n} kali" for i, n in Counter(unquote(e["@id"]).removeprefix("./") for e in graf).items() if n > 1)
    if satu.get(NAMA, {}).get("about") != {"@id": "./"} or "Dataset" not in _jenis(satu.get("./", {})):
        yield f"tidak menyatakan diri sebagai krat folder ini ({NAMA} tentang ./)"
    putus = {r for e in graf for r in _rujukan(e) if not _luar(r) and r not in satu}
    yield from (f"merujuk {r}, yang tidak diterangkan" for r in sorted(putus))
    terjangkau, antre = set(), ["./"]
    while antre:
        if (kini := antre.pop()) not in terjangkau and kini in satu:
            terjangkau.add(kini)
            antre += list(_rujukan({"hasPart": satu[kini].get("hasPart", [])}))
    lepas = [i for i, e in satu.items() if "File" in _jenis(e) and not _luar(i) and i not in terjangkau]
    yield from (f"{i} bukan bagian (hasPart) krat" for i in sorted(lepas))


def _akar(satu: Mapping[str, Mapping], asal: Mapping[str, Mapping]) -> Iterator[str]:
    """Date, unit and quarter against those in the executed notebooks."""
    akar = satu.get("./", {})
    if asal and akar.get("identifier") != (harus := f"{nama(asal)}-v{akar.get('version')}"):
        yield f"identifier {akar.get('identifier')!r}, menurut notebook {harus!r}"
    tanggal = {a["tanggal"] for a in asal.values()}
    if tanggal and str(akar.get("datePublished", ""))[:10] not in tanggal:
        yield f"datePublished {akar.get('datePublished')!r}, sedangkan laporannya bertanggal {', '.join(sorted(tanggal))}"


def _lari(satu: Mapping[str, Mapping], asal: Mapping[str, Mapping], catatan: Mapping[str, Mapping]) -> Iterator[str]:
    """Each report's run: title, begin, end, who, and what came out, as the run record and the notebook say it."""
    for laporan, c in catatan.items():
        if not (t := satu.get(f"#susun-{laporan}")):
            yield f"tidak menerangkan penyusunan {laporan}"
            continue
        if laporan in asal and asal[laporan]["judul"] not in str(t.get("name")):
            yield f"penyusunan {laporan} berjudul {t.get('name')!r}, di notebook {asal[laporan]['judul']!r}"
        agen = satu.get(dict(t.get("agent") or {}).get("@id", ""), {}).get("name", "")
        for apa, di_krat, di_catatan in (("mulai", t.get("startTime", ""), c.get("mulai", "")), ("selesai", t.get("endTime", ""), c.get("selesai", "")), ("oleh", agen, c.get("oleh", ""))):
            if di_krat != di_catatan:
                yield f"penyusunan {laporan}: {apa} {di_krat!r}, menurut {CATATAN} {di_catatan!r}"
        if {unquote(r) for r in _rujukan({"result": t.get("result", [])})} != {f"{LAPORAN}/{b}" for b in c["berkas"]}:
            yield f"hasil penyusunan {laporan} bukan yang disebut {CATATAN}"


def _isi(folder: Path, bersih: Set[str], semua: Set[str], berkas: Mapping[str, Mapping]) -> list[Temuan]:
    """The files it describes against those that are there."""
    temuan = []
    for jalur, e in berkas.items():
        tempat = f"data/{jalur}"
        if not aman(jalur):
            temuan.append(Temuan(KRAT, TIDAK_COCOK, f"menunjuk ke luar arsip: {jalur}"))
        elif tempat not in semua:
            temuan.append(Temuan(tempat, HILANG, f"tercantum di {NAMA}"))
        elif tempat in bersih:
            bita = (folder / tempat).read_bytes()
            if "contentSize" in e and str(e["contentSize"]) != str(len(bita)):
                temuan.append(Temuan(tempat, TIDAK_COCOK, f"{len(bita)} bita, menurut {NAMA} {e['contentSize']}"))
            temuan += [Temuan(tempat, TIDAK_COCOK, f"bukan {s} yang tercatat di {NAMA}") for s in SIDIK if s in e and e[s] != hashlib.new(s, bita).hexdigest()]
    terdaftar = {f"data/{j}" for j in berkas} | {KRAT}
    return temuan + [Temuan(j, LAIN, f"tidak disebut di {NAMA}") for j in sorted(bersih) if j.startswith("data/") and j not in terdaftar]


def _jenis(e: Mapping) -> set[str]:
    jenis = e.get("@type", [])
    return {jenis} if isinstance(jenis, str) else set(jenis)


def _rujukan(nilai: object) -> Iterator[str]:
    """Every id that an entity refers to."""
    if isinstance(nilai, dict):
        for kunci, isi in nilai.items():
            if kunci != "@id":
                yield from ([isi["@id"]] if isinstance(isi, dict) and set(isi) == {"@id"} else _rujukan(isi))
    elif isinstance(nilai, list):
        for isi in nilai:
            yield from ([isi["@id"]] if isinstance(isi, dict) and set(isi) == {"@id"} else _rujukan(isi))


def _luar(id_: str) -> bool:
    """An id that names something outside the crate."""
    return ":" in id_.split("/")[0]
