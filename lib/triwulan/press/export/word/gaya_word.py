"""The named styles of a Word document, as a table. Sizes and colours come from the one visual system."""

from __future__ import annotations

from dataclasses import dataclass

from triwulan.press import gaya

U = gaya.UKURAN
TENGAH, KIRI, KANAN, DUA = "center", "left", "right", "both"


def id_gaya(nama: str) -> str:
    """The id of a style by its name."""
    return "".join(k[:1].upper() + k[1:] for k in nama.split())


@dataclass(frozen=True)
class Paragraf:
    """One style. Lengths in points, but `takuk` and `gantung` in twips; `spasi` in lines, above 4 an exact height in points;
    `fon`: major (headings, tables), minor (text) or mono; `daftar`: list and level; `buatan`: not one of Word's own."""

    nama: str = ""
    ukuran: float = 0
    tebal: bool | None = None
    miring: bool | None = None
    warna: str = ""
    fon: str = ""
    rata: str = KIRI
    sebelum: float = 0
    sesudah: float = 0
    spasi: float = 1
    lanjut: str = ""
    lekat: bool = False
    utuh: bool = False
    halaman_baru: bool = False
    kapital: bool = False
    garis_bawah: bool = False
    renggang: int = 0
    takuk: int = 0
    takuk_kanan: int = 0
    gantung: int = 0
    rapat: bool = False
    tingkat: int | None = None
    daftar: tuple[int, int] | None = None
    tepi: tuple[tuple[str, int, int, str], ...] = ()
    alas: str = ""
    buatan: bool = False
    urutan: int = 9


def _judul(n: int, ukuran: float, sebelum: float, sesudah: float, **lain) -> Paragraf:
    return Paragraf(f"heading {n}", ukuran, **{"tebal": True, "fon": "major", "lekat": True, "utuh": True, "spasi": 1.05, "lanjut": "Body Text", **lain}, sebelum=sebelum, sesudah=sesudah, tingkat=n - 1)


def _buatan(nama: str, ukuran: float = 0, **lain) -> Paragraf:
    return Paragraf(nama, ukuran, **{"fon": "major", **lain}, buatan=True, urutan=20)


def _daftar(nama: str, **lain) -> tuple[Paragraf, ...]:
    nomor = {"List Bullet": 1, "List Number": 2}.get(nama)
    return tuple(
        Paragraf(nama + (f" {n + 1}" if n else ""), sesudah=3, spasi=1.15, daftar=(nomor, n) if nomor else None, takuk=0 if nomor else 420 + 340 * n)
        for n in range(3)
    )


KOTAK = tuple((sisi, 6, 6, gaya.TERANG["garis-kuat"]) for sisi in ("top", "left", "bottom", "right"))

#: Times is smaller than our own serif at the same size, by a point.
PARAGRAF = (
    Paragraf("Normal", U["isi"] + 1, fon="minor", warna=gaya.TEKS, urutan=0),
    Paragraf("Body Text", rata=DUA, sesudah=7, spasi=1.2, urutan=1),
    _judul(1, U["bab"], 0, 18, halaman_baru=True, rata=TENGAH, tepi=(("bottom", 8, 6, gaya.AKSEN),)),
    _judul(2, U["judul-2"], 15, 6, warna=gaya.AKSEN),
    _judul(3, U["judul-3"], 13, 5),
    _judul(4, U["isi"], 11, 4),
    _judul(5, U["isi"], 9, 3, miring=True),
    _judul(6, U["isi"], 9, 3, tebal=False, miring=True),
    Paragraf("Title", 28, True, None, gaya.AKSEN, "major", TENGAH, sebelum=115, sesudah=20, spasi=1.05),
    Paragraf("Subtitle", 20, True, None, gaya.TEKS, "major", TENGAH, sesudah=12),
    _buatan("Sampul Keterangan", 14, warna=gaya.REDUP, rata=TENGAH, sesudah=8),
    _buatan("Sampul Unit", 15, tebal=True, kapital=True, rata=TENGAH, sesudah=9, renggang=12),
    _buatan("Sampul Wilayah", 15, kapital=True, rata=TENGAH, sesudah=9, renggang=12),
    Paragraf("TOC Heading", U["judul-2"], True, None, gaya.AKSEN, "major", sebelum=20, sesudah=6, lekat=True),
    Paragraf("toc 1", 10, True, fon="major", sebelum=7, sesudah=1, takuk_kanan=560),
    Paragraf("toc 2", 10, fon="major", sesudah=1, takuk=280, takuk_kanan=560),
    Paragraf("table of figures", 10, fon="major", sesudah=3, takuk=1220, takuk_kanan=560, gantung=1220),
    # An office's letterhead is set in Word's own style: nothing of ours colours it.
    Paragraf("header", U["isi"], fon="major"),
    _buatan("Draf", U["kaki"], warna=gaya.AWAS),
    Paragraf("footer", U["kaki"], warna=gaya.REDUP, fon="major", tepi=(("top", 4, 4, gaya.GARIS),)),
    *_daftar("List Bullet"), *_daftar("List Number"), *_daftar("List Continue"),
    Paragraf("Quote", miring=True, takuk=340, sesudah=7, spasi=1.15, tepi=(("left", 12, 8, gaya.GARIS),)),
    Paragraf("caption", U["keterangan"], fon="major", sesudah=4),
    _buatan("Keterangan Tabel", U["keterangan"], tebal=True, sebelum=10, sesudah=4, lekat=True, utuh=True),
    _buatan("Keterangan Gambar", U["keterangan"], rata=TENGAH, sebelum=4, sesudah=14, utuh=True),
    _buatan("Keterangan Foto", 9, sebelum=3, sesudah=10, utuh=True),
    _buatan("Gambar", rata=TENGAH, sebelum=8, lekat=True),
    _buatan("Lingkup", U["tabel"], warna=gaya.REDUP, sesudah=3, lekat=True),
    _buatan("Kaki Tabel", U["kaki"], warna=gaya.REDUP, sebelum=2, sesudah=2),
    _buatan("Tabel Kepala", U["tabel"], tebal=True, warna=gaya.AKSEN, rata=TENGAH, sebelum=2, sesudah=2, lekat=True),
    _buatan("Tabel Nomor", U["tabel"], miring=True, rata=TENGAH, sebelum=1, sesudah=1, lekat=True),
    _buatan("Tabel Isi", U["tabel"], sebelum=1.8, sesudah=1.8),
    _buatan("Tabel Angka", U["tabel"], rata=KANAN, sebelum=1.8, sesudah=1.8),
    _buatan("Tabel Tengah", U["tabel"], rata=TENGAH, sebelum=1.8, sesudah=1.8),
    _buatan("Tabel Kelompok", U["tabel"], tebal=True, sebelum=2.2, sesudah=2.2, lekat=True),
    _buatan("Sela", 4, spasi=8),
    _buatan("Pemisah", 4, rata=TENGAH, sesudah=10, takuk=2600, takuk_kanan=2600, tepi=(("bottom", 4, 1, gaya.GARIS),)),
    _buatan("Tanda Tangan", fon="minor", rata=TENGAH, spasi=1.1, lekat=True, utuh=True),
    _buatan("Tanda Tangan Nama", fon="minor", tebal=True, garis_bawah=True, rata=TENGAH, sebelum=66, lekat=True, utuh=True),
    _buatan("Tanda Tangan NIP", fon="minor", rata=TENGAH, utuh=True),
    _buatan("Tanggapan Judul", U["isi"], tebal=True, sebelum=8, sesudah=4, takuk=140, takuk_kanan=140, lekat=True, tepi=KOTAK),
    _buatan("Tanggapan", fon="minor", sebelum=2, sesudah=4, takuk=140, takuk_kanan=140, tepi=KOTAK, utuh=True),
    _buatan("Keluaran", 8.5, fon="mono", sebelum=4, sesudah=8, takuk=140, tepi=(("left", 12, 6, gaya.GARIS),), alas=gaya.TERANG["kode"]),
)

BAWAAN = "Default Paragraph Font"
#: Styles of characters: name, looks, whether it is not one of Word's own.
KARAKTER = (
    (BAWAAN, Paragraf(), False),
    ("Strong", Paragraf(tebal=True), False),
    ("Emphasis", Paragraf(miring=True), False),
    ("Hyperlink", Paragraf(warna=gaya.AKSEN, garis_bawah=True), False),
    ("Kode", Paragraf(ukuran=9, fon="mono"), True),
    ("Nomor Bab", Paragraf(ukuran=U["judul-3"], tebal=False, warna=gaya.AKSEN, renggang=26), True),
    ("Nomor Keterangan", Paragraf(tebal=True, warna=gaya.AKSEN), True),
    ("Redup", Paragraf(warna=gaya.REDUP), True),
)

_TEPI = {"top": (8, gaya.AKSEN), "bottom": (8, gaya.AKSEN), "insideH": (4, gaya.GARIS)}
#: Styles of tables: name, room between text and a cell's edge in twips, rules as eighths of a point and colour.
TABEL = (
    ("Normal Table", 108, {}),
    ("Tabel Laporan", 60, _TEPI),
    ("Tabel Rapat", 36, _TEPI),
    ("Tabel Berkolom", 36, _TEPI | {"insideV": (2, gaya.GARIS)}),
    ("Tata Letak", 80, {}),
)
