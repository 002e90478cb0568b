"""One address → words, numbers, operands, source: the derivation of a figure as a small tree, down to rows of data."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from html import escape

#: Of more operands than this the first ones are shown, and how many there are.
BANYAK = 12
#: A chain of operands longer than any report's; what goes on beyond it is a circle.
DALAM = 24


@dataclass(frozen=True)
class Simpul:
    """A figure in the tree: its address (or data row), what it is called, the record that `asal.halaman` keeps of it, what it
    was made of, how many operands more there are."""

    alamat: str
    rekam: Mapping
    anak: tuple[Simpul, ...] = ()
    lagi: int = 0

    @property
    def nilai(self) -> str:
        """As printed, with its unit where the print does not say it: `-0,15 (pecahan; nilai penuh −0,1466…)`."""
        r = self.rekam
        satuan = r.get("s", "") if r.get("s", "") not in r.get("t", "") else ""
        dalam = "; ".join(t for t in (satuan, f"nilai penuh {r['n']}" if r.get("n") else "") if t)
        return r.get("t", "-") + (f" ({dalam})" if dalam else "")

    @property
    def keterangan(self) -> list[str]:
        """Formula, sentence with numbers, grade, document and place, note; what there is of them."""
        r = self.rekam
        asal = ", ".join(t for t in (r.get("d", ""), r.get("m", "")) if t)
        semua = (("Cara hitung", r.get("r")), ("Dengan angka", r.get("k")), ("Predikat", r.get("p")), ("Sumber", asal), ("Catatan", r.get("c")), ("Juga di", ", ".join(f"{a} ({ket})" for a, ket in r.get("j", []))))
        return [f"{judul}: {teks}" for judul, teks in semua if teks]


def jelaskan(alamat: str, halaman: Callable[[str], dict | None], dalam: int = DALAM, banyak: int = BANYAK) -> Simpul:
    """The tree of a figure. `halaman` gives the records of a report's tables (`asal.halaman`), None for a report that is not
    there. Raises KeyError for an address that no table has."""
    laporan = alamat.partition("/")[0]
    isi = halaman(laporan)
    if isi is None or alamat not in isi["sel"]:
        raise KeyError(alamat)
    return _simpul(alamat, isi, halaman, dalam, banyak)


def _simpul(id_: str, isi: dict, halaman: Callable[[str], dict | None], dalam: int, banyak: int) -> Simpul:
    rekam = isi["sel"].get(id_)
    if rekam is None:
        rekam = isi["luar"].get(id_, {"l": id_})
        if not id_.startswith("data/") and (lain := halaman(id_.partition("/")[0])) and id_ in lain["sel"]:
            isi, rekam = lain, lain["sel"][id_]
    semua = rekam.get("o", []) if dalam else []
    anak = tuple(_simpul(o, isi, halaman, dalam - 1, banyak) for o in semua[:banyak])
    return Simpul(id_, rekam, anak, len(semua) - len(anak) if dalam else 0)


def isi(simpul: Simpul) -> dict:
    """The tree as plain values: address, label, value, what is said of it, operands."""
    r = simpul.rekam
    return {"alamat": simpul.alamat, "label": r["l"], "nilai": simpul.nilai, "keterangan": simpul.keterangan, "operan": [isi(a) for a in simpul.anak], "lagi": simpul.lagi}


def teks(simpul: Simpul) -> str:
    """The tree as lines of text."""
    return "\n".join(_baris(simpul, "", ""))


def _baris(s: Simpul, awal: str, lanjut: str) -> Iterator[str]:
    yield f"{awal}{s.rekam['l']}: {s.nilai}"
    ada = s.anak or s.lagi
    for k in (s.alamat, *s.keterangan):
        yield f"{lanjut}{'│  ' if ada else '   '}{k}"
    for n, a in enumerate(s.anak):
        akhir = n == len(s.anak) - 1 and not s.lagi
        yield from _baris(a, f"{lanjut}{'└─ ' if akhir else '├─ '}", f"{lanjut}{'   ' if akhir else '│  '}")
    if s.lagi:
        yield f"{lanjut}└─ … dan {s.lagi} lainnya"


def html(simpul: Simpul, buka: int = 2) -> str:
    """The tree as nested lists of foldable figures, the first `buka` levels open. Everything is escaped here."""
    return f'<div class="asal-angka">{_html(simpul, buka)}</div>'


def _html(s: Simpul, buka: int) -> str:
    kepala = f"<strong>{escape(s.nilai)}</strong> {escape(s.rekam['l'])}"
    isi = "".join(f"<li><small>{escape(k)}</small></li>" for k in (s.alamat, *s.keterangan))
    anak = "".join(f"<li>{_html(a, buka - 1)}</li>" for a in s.anak)
    if s.lagi:
        anak += f"<li><small>… dan {s.lagi} lainnya</small></li>"
    return f"<details{' open' if buka > 0 else ''}><summary>{kepala}</summary><ul>{isi}{anak}</ul></details>"
