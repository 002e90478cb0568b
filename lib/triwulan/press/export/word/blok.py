"""The blocks of a report in Word: cover, signatures, the superior's response, photos, plain output."""

from __future__ import annotations

from triwulan.press.export.word.berkas import Berkas
from triwulan.press.export.word.gambar import foto
from triwulan.press.export.word.unsur import Unsur, paragraf, teks, w

#: The lower lines of a cover say whose report it is; what stands before them, which report.
BAWAH = 3


def sampul(baris: list[str], nomor: str, b: Berkas, lebar: float) -> list[Unsur]:
    """The cover's paragraphs, the letter number after those that say which report it is. The lower ones lie on the bottom margin in a frame, whatever stands above them and whatever the
    paper; a frame in a style would be enough for Word, but not for LibreOffice."""
    bawah = min(BAWAH, len(baris) - 1)
    atas = len(baris) - bawah
    gaya = [*("Title", "Subtitle")[:atas], *["Sampul Keterangan"] * (atas - 2), *["Sampul Unit"] * min(bawah, 1), *["Sampul Wilayah"] * (bawah - 1)]
    hasil = [paragraf(b.gaya(g), teks(s)) for g, s in zip(gaya, baris)]
    for p in hasil[atas:]:
        p.pPr.insert(1, w("framePr", w=round(20 * lebar), wrap="notBeside", vAnchor="margin", hAnchor="margin", xAlign="center", yAlign="bottom"))
    bernomor = [paragraf(b.gaya("Sampul Keterangan"), teks(f"Nomor: {nomor}"))] if nomor else []
    return [*hasil[:atas], *bernomor, *hasil[atas:], paragraf(b.gaya("Sela"))]


def tanda_tangan(pihak: list[dict], b: Berkas, lebar: float) -> list[Unsur]:
    """Signatures side by side, three at most; one alone stands at the right. Each is one piece, with room for the hand that signs
    in the style of the name."""
    kolom = max(2, min(3, len(pihak)))
    semua = [None, *pihak] if len(pihak) == 1 else pihak
    bertanggal = any(p["di_atas"] for p in pihak)
    baris = [r for dua in _berkelompok(semua, kolom) for r in (_baris([_kepala(p, b, bertanggal) for p in dua]), _baris([_nama(p, b) for p in dua]))]
    return [paragraf(b.gaya("Sela"), lekat=True), tata_letak(baris, kolom, b, lebar), paragraf(b.gaya("Sela"))]


def tanggapan(isi: dict, b: Berkas) -> list[Unsur]:
    """The superior's response box; the words say what is ticked, for whoever cannot see the sign."""
    pilihan = [
        paragraf(b.gaya("Tanggapan"), teks(f"{'☒' if p['dipilih'] else '☐'}  {p['teks']}{' (dipilih)' if p['dipilih'] else ''}", b.gaya("Strong") if p["dipilih"] else ""), lekat=n < len(isi["pilihan"]) - 1)
        for n, p in enumerate(isi["pilihan"])
    ]
    return [paragraf(b.gaya("Tanggapan Judul"), teks(isi["judul"])), *pilihan, paragraf(b.gaya("Sela"))]


def galeri(butir: list[dict], b: Berkas, lebar: float) -> list[Unsur]:
    """Photos two abreast, the captions of a pair level with each other; a photo and its caption stay on one page."""
    satu = lebar / 2 - 8
    baris = []
    for dua in _berkelompok(butir, 2):
        baris += [_baris([[_foto(f, b, satu)] for f in dua], bawah=True), _baris([[_keterangan(f, b)] for f in dua])]
    return [tata_letak(baris, 2, b, lebar), paragraf(b.gaya("Sela"))]


def polos(isi: str, b: Berkas) -> list[Unsur]:
    """Other output, as it stands."""
    return [paragraf(b.gaya("Keluaran"), teks(isi.strip("\n")))]


def tata_letak(baris: list[Unsur], kolom: int, b: Berkas, lebar: float) -> Unsur:
    """A table that only puts things side by side."""
    satu = int(20 * lebar / kolom)
    for tr in baris:
        for tc in tr.tc_lst:
            tc.tcPr.insert(0, w("tcW", w=satu, type="dxa"))
    return w(
        "tbl", w("tblPr", w("tblStyle", val=b.gaya("Tata Letak")), w("tblW", w=satu * kolom, type="dxa"), w("tblLayout", type="fixed"), w("tblLook", val="0000")),
        w("tblGrid", *(w("gridCol", w=satu) for _ in range(kolom))), *baris,
    )


def _berkelompok(semua: list, banyak: int) -> list[list]:
    return [[*s, *[None] * (banyak - len(s))] for s in (semua[n: n + banyak] for n in range(0, len(semua), banyak))]


def _baris(sel: list[list[Unsur]], bawah: bool = False) -> Unsur:
    return w("tr", w("trPr", w("cantSplit")), *(w("tc", w("tcPr", w("vAlign", val="bottom") if bawah else None), *(isi or [w("p")])) for isi in sel))


def _kepala(p: dict | None, b: Berkas, bertanggal: bool) -> list[Unsur]:
    """Place and date, role, post. Whoever has no date keeps its line free, so that the roles stand level."""
    if p is None:
        return [paragraf(b.gaya("Tanda Tangan"))]
    baris = ([p["di_atas"] or "\u00a0"] if bertanggal else []) + [s for s in (p.get("peran", ""), p["jabatan"]) if s]
    return [paragraf(b.gaya("Tanda Tangan"), teks(s)) for s in baris]


def _nama(p: dict | None, b: Berkas) -> list[Unsur]:
    if p is None:
        return [paragraf(b.gaya("Tanda Tangan"))]
    nip = [paragraf(b.gaya("Tanda Tangan NIP"), teks(p["nip"]))] if p["nip"] else []
    return [paragraf(b.gaya("Tanda Tangan Nama"), teks(p["nama"])), *nip]


def _foto(f: dict | None, b: Berkas, lebar: float) -> Unsur:
    if f is None:
        return paragraf(b.gaya("Gambar"))
    return paragraf(b.gaya("Gambar"), foto(f, b, lebar) if f["jpeg"] else teks("Foto tidak tersedia", b.gaya("Redup")))


def _keterangan(f: dict | None, b: Berkas) -> Unsur:
    if f is None:
        return paragraf(b.gaya("Keterangan Foto"))
    waktu = " · ".join(s for s in (f["tanggal"], f["tempat"]) if s)
    return paragraf(
        b.gaya("Keterangan Foto"), teks(f"Foto {f['nomor']}", b.gaya("Nomor Keterangan")), teks("  "),
        *([teks(waktu, b.gaya("Redup")), teks("\n")] if waktu else []), teks(f["keterangan"]),
    )
