"""The one table model. Whatever is printed, exported or audited reads this; renderers lay it out and never compute."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from fractions import Fraction
from html import escape

from triwulan.form.angka import desimal
from triwulan.form.form import Form

MIME = "application/vnd.triwulan.tabel.v1+json"


@dataclass(frozen=True)
class Sel:
    """One numeric cell. `tampil` is what is printed; `operan` are addresses or data rows; `sumber` data rows."""

    alamat: str
    nilai: Fraction | None
    satuan: str
    tampil: str
    rumus: str = ""
    operan: tuple[str, ...] = ()
    sumber: tuple[str, ...] = ()
    catatan: str = ""

    def bundle(self) -> dict:
        filled = {k: v for k, v in asdict(self).items() if v not in ("", ())}
        return {**filled, "nilai": desimal(self.nilai), "tampil": self.tampil}


@dataclass(frozen=True)
class Baris:
    """One row: `sel` by column key, a text or a Sel. `jenis`: data | kelompok (heading) | jumlah (bold total)."""

    id: str
    sel: dict[str, str | Sel]
    jenis: str = "data"
    tingkat: int = 0


@dataclass(frozen=True)
class Tabel:
    """A filled form. `tabel` is its part of the address, `nomor` the printed number ("" for none)."""

    form: Form
    laporan: str
    tabel: str
    nomor: str
    judul: str
    lingkup: str
    baris: tuple[Baris, ...]
    kaki: tuple[str, ...] = ()
    by_id: dict[str, Baris] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_id", {b.id: b for b in self.baris})

    def sel(self, baris: str, kolom: str) -> Sel:
        """The cell of a row and a column key (`14/Rp`). Raises KeyError naming what exists."""
        if baris not in self.by_id:
            raise KeyError(f"tabel {self.tabel}: tidak ada baris {baris!r}; yang ada: {', '.join(self.by_id)}")
        if not isinstance(cell := self.by_id[baris].sel.get(kolom), Sel):
            angka = [k for k, v in self.by_id[baris].sel.items() if isinstance(v, Sel)]
            raise KeyError(f"tabel {self.tabel}: kolom {kolom!r} bukan angka; yang ada: {', '.join(angka)}")
        return cell

    def kolom(self, key: str) -> dict[str, Sel]:
        """Every numeric cell of one column, by row id."""
        return {b.id: b.sel[key] for b in self.baris if isinstance(b.sel.get(key), Sel)}

    def bundle(self) -> dict:
        """The structured form of the table, as it travels in the executed notebook."""
        return {
            "versi": 1,
            "formulir": self.form.code,
            "dasar": {k: v for k, v in asdict(self.form.source).items() if v},
            "laporan": self.laporan,
            "tabel": self.tabel,
            "nomor": self.nomor,
            "judul": self.judul,
            "lingkup": self.lingkup,
            "mendatar": self.form.mendatar,
            "kepala": heading(self.form),
            "kolom": columns(self.form),
            "baris": [
                {
                    "id": b.id, "jenis": b.jenis, "tingkat": b.tingkat,
                    "sel": {k: v.bundle() if isinstance(v, Sel) else {"teks": v} for k, v in b.sel.items()},
                }
                for b in self.baris
            ],
            "kaki": list(self.kaki),
        }

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        bundle = self.bundle()
        return {MIME: bundle, "text/html": as_html(bundle), "text/plain": caption(bundle)}


def columns(form: Form) -> list[dict]:
    """One entry a printed column (a K/Rp pair is two), in order: key, number, formula, unit, alignment, width."""
    return [
        {
            "id": c.id,
            "kunci": key,
            "bagian": key.partition("/")[2],
            "nomor": c.nomor,
            "judul": c.title,
            "rumus": c.formula or "",
            "rumus_cetak": form.formula_printed(c),
            "alasan": c.reason,
            "satuan": c.unit_of(key.partition("/")[2]),
            "rata": "kiri" if c.is_text else "kanan",
            "lebar": c.width,
        }
        for c in form.columns for key in c.keys
    ]


def heading(form: Form) -> list[list[dict]]:
    """Header rows as cells {teks, lebar, tinggi}; the last row holds numbers and formulas as the form prints them."""
    leaves = [(c, part) for c in form.columns for part in (c.parts or ("",))]
    paths = [(*c.group, c.title, *([part] if part else [])) for c, part in leaves]
    depth = max(len(p) for p in paths)
    rows: list[list[dict]] = []
    for level in range(depth):
        row, at = [], 0
        while at < len(paths):
            path = paths[at]
            if level >= len(path):
                at += 1
                continue
            # Neighbours under the same header share a cell; a title that ends here reaches down to the number row.
            end = at + 1
            last = level == len(path) - 1
            while end < len(paths) and not last and paths[end][: level + 1] == path[: level + 1]:
                end += 1
            row.append({"teks": path[level], "lebar": end - at, "tinggi": depth - level if last else 1})
            at = end
        rows.append(row)
    if any(c.nomor for c in form.columns):
        rows.append([{"teks": form.heading(c), "lebar": len(c.keys), "tinggi": 1} for c in form.columns])
    return rows


def caption(bundle: dict) -> str:
    """`Tabel 3.3 Judul (lingkup: …)`, or the title alone where the form prints no number."""
    nomor = f"Tabel {bundle['nomor']} " if bundle["nomor"] else ""
    lingkup = f" (lingkup: {bundle['lingkup']})" if bundle["lingkup"] else ""
    return f"{nomor}{bundle['judul']}{lingkup}"


def as_html(bundle: dict) -> str:
    """Plain semantic HTML of a bundle: caption, scoped headers, cells with `data-alamat`. Everything is escaped here."""
    kolom = bundle["kolom"]
    head = "".join(
        "<tr" + (' class="nomor"' if n == len(bundle["kepala"]) - 1 and any(k["nomor"] for k in kolom) else "") + ">"
        + "".join(_th(cell) for cell in row) + "</tr>"
        for n, row in enumerate(bundle["kepala"])
    )
    body = "".join(
        f'<tr class="{escape(b["jenis"])} t{b["tingkat"]}">' + "".join(_td(b["sel"].get(k["kunci"], {"teks": ""}), k) for k in kolom) + "</tr>"
        for b in bundle["baris"]
    )
    notes = "".join(f"<p>{escape(k)}</p>" for k in bundle["kaki"])
    foot = f'<tfoot><tr><td colspan="{len(kolom)}">{notes}</td></tr></tfoot>' if notes else ""
    return (
        f'<table class="tabel" id="{escape(bundle["laporan"])}-{escape(bundle["tabel"])}"><caption>{escape(caption(bundle))}</caption>'
        f"<thead>{head}</thead><tbody>{body}</tbody>{foot}</table>"
    )


def _th(cell: dict) -> str:
    scope = "colgroup" if cell["lebar"] > 1 else "col"
    return f'<th scope="{scope}" colspan="{cell["lebar"]}" rowspan="{cell["tinggi"]}">{escape(cell["teks"])}</th>'


def _td(cell: dict, kolom: dict) -> str:
    if "alamat" not in cell:
        return f'<td class="{kolom["rata"]}">{escape(cell.get("teks", ""))}</td>'
    note = f' title="{escape(cell["catatan"])}"' if cell.get("catatan") else ""
    return f'<td class="angka" data-alamat="{escape(cell["alamat"])}"{note}>{escape(cell["tampil"])}</td>'
