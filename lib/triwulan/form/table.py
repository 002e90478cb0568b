"""The one table model. Whatever is printed, exported or audited reads this; renderers lay it out and never compute."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from fractions import Fraction
from html import escape
from urllib.parse import quote

from triwulan.form.angka import desimal
from triwulan.form.form import Form
from triwulan.form.tanya import TidakDikenal, pilihan

MIME = "application/vnd.triwulan.tabel.v1+json"
#: The least width of a column of weight 1, in units of the type size.
EM = 5.2
#: The least a table needs where no page styles it: JupyterLab sets every cell to the right and centres nothing.
GAYA = (
    "<style>table.tabel caption{text-align:left;font-weight:bold}table.tabel[id] thead th{text-align:center}"
    "table.tabel[id] thead th:not([colspan='1']){border-bottom:1px solid}"
    "table.tabel tr.nomor th{font-weight:normal;font-style:italic}table.tabel .kiri{text-align:left;vertical-align:top}"
    "table.tabel .angka{text-align:right;white-space:nowrap;vertical-align:top;font-variant-numeric:tabular-nums}"
    "table.tabel tr.data th{font-weight:normal}table.tabel tr.jumlah td{font-weight:bold}"
    + "".join(f"table.tabel .t{n} .nama{{padding-left:{0.5 + n}em}}" for n in range(1, 8))
    + "</style>"
)


@dataclass(frozen=True)
class Sel:
    """One numeric cell. `tampil` is what is printed; `operan` are addresses or data rows; `sumber` data rows; `alasan` why it
    has no value; `juga` (address, "") where another report prints the same figure, (address, scope) where it prints the row's
    figure in another scope; `abai` that it is empty by its nature and adds nothing to a sum."""

    alamat: str
    nilai: Fraction | None
    satuan: str
    tampil: str
    rumus: str = ""
    operan: tuple[str, ...] = ()
    sumber: tuple[str, ...] = ()
    catatan: str = ""
    alasan: str = ""
    juga: tuple[tuple[str, str], ...] = ()
    abai: bool = False

    def bundle(self) -> dict:
        filled = {k: v for k, v in asdict(self).items() if v not in ("", (), False)}
        return {**filled, "nilai": desimal(self.nilai), "tampil": self.tampil}


@dataclass(frozen=True)
class Baris:
    """One row: `sel` by column key, a text or a Sel. `jenis`: data | kelompok (heading) | jumlah (bold total). `menilai`: of a text that
    grades another row's figure `row/column key` of that, by column."""

    id: str
    sel: dict[str, str | Sel]
    jenis: str = "data"
    tingkat: int = 0
    menilai: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Tabel:
    """A filled form. `tabel` is its part of the address, `nomor` the printed number ("" for none). `rujukan` describes what its
    cells refer to outside this report's tables: rows of data, cells of other reports. `skala` are the bands of its grades."""

    form: Form
    laporan: str
    tabel: str
    nomor: str
    judul: str
    lingkup: str
    baris: tuple[Baris, ...]
    kaki: tuple[str, ...] = ()
    rujukan: dict[str, dict[str, object]] = field(default_factory=dict)
    skala: tuple[dict[str, str], ...] = ()
    by_id: dict[str, Baris] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_id", {b.id: b for b in self.baris})

    def sel(self, baris: str, kolom: str) -> Sel:
        """The cell of a row and a column key (`14/Rp`). Raises TidakDikenal naming what exists."""
        if baris not in self.by_id:
            raise TidakDikenal(f"tabel {self.tabel}: tidak ada baris {baris!r}; {pilihan(baris, self.by_id)}")
        if not isinstance(cell := self.by_id[baris].sel.get(kolom), Sel):
            angka = [k for k, v in self.by_id[baris].sel.items() if isinstance(v, Sel)]
            raise TidakDikenal(f"tabel {self.tabel}: kolom {kolom!r} bukan angka; {pilihan(kolom, angka)}")
        return cell

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
            "kertas": self.form.kertas,
            "kurung": self.form.kurung,
            "nama": self.form.nama,
            "kepala": heading(self.form),
            "kolom": columns(self.form),
            "baris": [
                {
                    "id": b.id, "jenis": b.jenis, "tingkat": b.tingkat,
                    "sel": {k: v.bundle() if isinstance(v, Sel) else {"teks": v} for k, v in b.sel.items()},
                } | ({"menilai": b.menilai} if b.menilai else {})
                for b in self.baris
            ],
            "kaki": list(self.kaki),
            "rujukan": self.rujukan,
            "skala": list(self.skala),
        }

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        bundle = self.bundle()
        return {MIME: bundle, "text/html": GAYA + as_html(bundle) + notes_html(bundle), "text/plain": caption(bundle)}


def columns(form: Form) -> list[dict]:
    """One entry a printed column (a K/Rp pair is two), in order: key, number, formula, unit, alignment, how figures are written,
    width."""
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
            "besaran": c.besaran_of(key.partition("/")[2]),
            "menilai": c.menilai,
            "bilangan": c.bilangan,
            "rata": "kiri" if c.is_text and not c.bilangan else "kanan",
            "tempat": c.places,
            "kosong": c.kosong,
            "bersatuan": c.bersatuan and key.partition("/")[2] != "Rp",
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
    """Plain semantic HTML of a bundle: caption, column groups, scoped headers, cells whose id is their address.

    Everything is escaped here."""
    kolom, kepala = bundle["kolom"], bundle["kepala"]
    nama, bernomor = penamaan(bundle), any(k["nomor"] for k in kolom)
    judul_nama = next(((k["judul"], k["nomor"] or None) for k in kolom if k["kunci"] == nama), ())
    head = "".join(
        "<tr" + (' class="nomor"' if bernomor and n == len(kepala) else "") + ">" + "".join(_th(cell, cell["teks"] in judul_nama) for cell in row) + "</tr>"
        for n, row in enumerate(kepala, 1)
    )
    # A heading row opens a row group: it is the header of what follows it, not of the whole table.
    body = "\n".join(("</tbody><tbody>" if n and b["jenis"] == "kelompok" else "") + _tr(b, kolom, nama) for n, b in enumerate(bundle["baris"]))
    notes = "".join(f"<p>{escape(k)}</p>" for k in bundle["kaki"])
    foot = f'<tfoot><tr><td class="kiri" colspan="{len(kolom)}">{notes}</td></tr></tfoot>' if notes else ""
    nomor = f'<span class="nomor">Tabel {escape(bundle["nomor"])}</span> ' if bundle["nomor"] else ""
    lingkup = f'<br><small>Lingkup: {escape(bundle["lingkup"])}</small>' if bundle["lingkup"] else ""
    return (
        f'<table class="tabel" id="{escape(anchor(bundle["laporan"], bundle["tabel"]))}" style="--lebar:{sum(k["lebar"] for k in kolom):.2f}">'
        f'<caption><div>{nomor}{escape(bundle["judul"])}{lingkup}</div></caption>{_colgroups(kepala[0], kolom, bool(bundle.get("kertas")))}'
        f"<thead>{head}</thead>\n<tbody>{body}</tbody>{foot}</table>"
    )


def notes_html(bundle: dict) -> str:
    """The notes of single cells as a list, each text once with the addresses it holds for; "" where there are none."""
    catatan: dict[str, list[str]] = {}
    for b in bundle["baris"]:
        for k in bundle["kolom"]:
            if (cell := b["sel"].get(k["kunci"], {})).get("catatan"):
                catatan.setdefault(cell["catatan"], []).append(cell["alamat"])
    butir = "".join(
        f"<li>{escape(teks)} <small>Sel: "
        + ", ".join(f'<a id="{escape(anchor("catatan", a))}" href="#{_fragment(anchor(a))}">{escape(a.split("/", 2)[2])}</a>' for a in alamat)
        + "</small></li>"
        for teks, alamat in catatan.items()
    )
    return f'<ul class="catatan-sel">{butir}</ul>' if butir else ""


def anchor(*bagian: str) -> str:
    """An address as an HTML id, which must not hold white space."""
    return "_".join("/".join(bagian).split())


def _fragment(anchor: str) -> str:
    return escape(quote(anchor, safe="/:~!$'()*+,;=@"))


def penamaan(bundle: dict) -> str | None:
    """The column that names a row: the one the form declares, else the last text of ordinary width before the first figure;
    None in a table of texts. Its cells are row headers and carry the indentation of a tree."""
    if bundle.get("nama"):
        return bundle["nama"]
    kolom = bundle["kolom"]
    angka = next((n for n, k in enumerate(kolom) if k["satuan"] != "teks"), 0)
    return next((k["kunci"] for k in reversed(kolom[:angka]) if k["lebar"] >= 1), None)


def _colgroups(atas: list[dict], kolom: list[dict], tetap: bool) -> str:
    """One column group below each cell of the top header row, so that scope="colgroup" reaches no further than it.

    `tetap`: the columns keep their width where the page is narrower, so that long texts stay readable."""
    out, at = "", 0
    for cell in atas:
        # A length is a least width; percentages would blow a table up until its narrowest column fits its figures.
        lebar = [f"{k['lebar'] * EM:.2f}em" for k in kolom[at: at + cell["lebar"]]]
        cols = "".join(f'<col style="width:{w}{f";min-width:{w}" if tetap else ""}">' for w in lebar)
        out, at = f"{out}<colgroup>{cols}</colgroup>", at + cell["lebar"]
    return out


def _tr(b: dict, kolom: list[dict], nama: str | None) -> str:
    sel = [(k, b["sel"].get(k["kunci"], {"teks": ""})) for k in kolom]
    terisi = [n for n, (_, cell) in enumerate(sel) if cell.get("teks")]
    if b["jenis"] == "kelompok" and terisi and (nama is None or b["sel"].get(nama, {}).get("teks")):
        # A heading has the row for itself: its text runs on over the columns that hold nothing.
        isi, mulai = "", 0
        for n in terisi[:-1]:
            isi += '<td class="kosong"></td>' * (n - mulai) + _td(sel[n][1], kolom[n])
            mulai = n + 1
        isi += f'<th scope="rowgroup" class="kiri nama" colspan="{len(kolom) - mulai}">{escape(sel[terisi[-1]][1]["teks"])}</th>'
    else:
        isi = "".join(
            f'<th scope="row" class="kiri nama">{escape(cell["teks"])}</th>' if k["kunci"] == nama and cell.get("teks") else _td(cell, k)
            for k, cell in sel
        )
    return f'<tr class="{escape(b["jenis"])} t{b["tingkat"]:d}">{isi}</tr>'


def _th(cell: dict, nama: bool = False) -> str:
    scope, kelas = "colgroup" if cell["lebar"] > 1 else "col", ' class="nama"' if nama else ""
    # In the number row a column without a number is no header of anything.
    nama_elemen = f'th scope="{scope}"' if cell["teks"] else "td"
    return f'<{nama_elemen}{kelas} colspan="{cell["lebar"]:d}" rowspan="{cell["tinggi"]:d}">{escape(cell["teks"])}</{nama_elemen[:2]}>'


def _td(cell: dict, kolom: dict) -> str:
    if "alamat" not in cell:
        return f'<td class="{escape(kolom["rata"])}">{escape(cell.get("teks", ""))}</td>'
    alamat, teks, kelas, judul = cell["alamat"], escape(cell["tampil"]), "angka", ""
    if cell.get("catatan"):
        teks = f'<a href="#{_fragment(anchor("catatan", alamat))}">{teks}</a>'
        kelas, judul = "angka bercatatan", f' title="{escape(cell["catatan"])}"'
    return f'<td class="{kelas}" id="{escape(anchor(alamat))}" data-alamat="{escape(alamat)}"{judul}>{teks}</td>'
