"""The one visual system: colours, type scale, paper and margins that HTML, PDF, Word, the portal and charts share.

Numbers are written in one place too: `form/angka.py`.
"""

from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
FONT, FONT_ISI = "Source Sans 3", "Source Serif 4"
#: On a screen without our fonts. Lining figures by default, which Georgia does not have.
KELUARGA = {
    "serif": f'Charter, "Iowan Old Style", Cambria, "{FONT_ISI}", "Noto Serif", "Liberation Serif", serif',
    "sans": f'"{FONT}", -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif',
    "mono": 'ui-monospace, Consolas, "Liberation Mono", monospace',
}
#: In Word: our fonts are on no office's computer, and a missing one is replaced by whatever is there, with other widths. These
#: are on every one, and have a stand-in of the same widths wherever LibreOffice runs: lines and pages break alike.
WORD = {"serif": "Times New Roman", "sans": "Arial", "mono": "Courier New"}

#: Dark to light, so that they stay apart in greyscale print; one accent, greys, one alarm. Each ink on each ground meets
#: WCAG AA (4.5 : 1); a test counts.
TERANG = {
    "latar": "#ffffff", "teks": "#1f2933", "redup": "#55616c", "garis": "#d5dbe0", "garis-kuat": "#7d8993", "aksen": "#0b4f6c", "awas": "#a83a16",
    "jumlah": "#eef3f6", "kelompok": "#e1eaef", "kode": "#f4f6f8", "sorot": "#fff0b8", "dipakai": "#e2f0e4",
}
GELAP = {
    "latar": "#12171c", "teks": "#e3e8ec", "redup": "#a3afba", "garis": "#323c46", "garis-kuat": "#6b7884", "aksen": "#8ccbe6", "awas": "#f0a284",
    "jumlah": "#1c242c", "kelompok": "#243039", "kode": "#1a2128", "sorot": "#5a4a00", "dipakai": "#1d3a29",
}
#: Grounds of grades from the best band down; their order of lightness keeps the ends apart in greyscale print.
PREDIKAT = ("#bfe3c6", "#dff0d8", "#fff3c4", "#fbd9b8", "#f2b8a8")
#: What is printed from a browser: the light colours, the greys for paper.
CETAK = TERANG | {"teks": "#000000", "redup": "#444444", "garis": "#cccccc", "garis-kuat": "#888888", "sorot": "#ffffff"}
TINTA, DASAR = ("teks", "redup", "aksen", "awas"), ("latar", "jumlah", "kelompok", "kode")
AKSEN, TEKS, REDUP, GARIS, AWAS = (TERANG[n] for n in ("aksen", "teks", "redup", "garis", "awas"))

#: Type sizes on paper, in points; a screen shows the same proportions (`css`).
UKURAN = {"bab": 17.0, "judul-2": 13.0, "judul-3": 11.0, "isi": 10.5, "keterangan": 9.5, "tabel": 8.0, "kaki": 8.0}
REM = 1.0625 / UKURAN["isi"]

#: Upright sheets, width × height in mm. F4 is what Indonesian offices call folio: 215 × 330.
KERTAS = {"A4": (210, 297), "F4": (215, 330), "A3": (297, 420)}
#: Margins in mm (left, right, top, bottom). The binding edge is wider: left on an upright page, top on a landscape one. A
#: large sheet is bound at its left edge, which is as long as the report's, and folded.
TEPI = {"tegak": (30, 25, 25, 22), "mendatar": (18, 18, 25, 20), "besar": (20, 12, 18, 18)}


def tepi(kertas: str, mendatar: bool) -> tuple[int, int, int, int]:
    """The margins of a sheet of paper in mm."""
    return TEPI["besar" if kertas == "A3" else "mendatar" if mendatar else "tegak"]


def css() -> str:
    """The system as custom properties: fonts and sizes, colours by the reader's preference and on paper."""
    huruf = "".join(f"--{n}: {k}; " for n, k in KELUARGA.items()) + "".join(f"--u-{n}: {pt * REM:.4f}rem; " for n, pt in UKURAN.items())
    return (
        f":root {{ color-scheme: light dark; {_warna(TERANG)} {huruf}}}\n"
        f"@media (prefers-color-scheme: dark) {{ :root {{ {_warna(GELAP)} }} }}\n"
        f"@media print {{ :root {{ color-scheme: light; {_warna(CETAK)} }} }}\n"
    )


def _warna(warna: dict[str, str]) -> str:
    return " ".join(f"--{n}: {w};" for n, w in warna.items())
