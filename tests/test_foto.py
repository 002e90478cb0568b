"""Activity photos: what is refused and how it is said, what is taken off a photo, how a gallery stands on the page."""

import base64
import csv
import io
import os
import re
import struct
import warnings
import zlib
from pathlib import Path

import pikepdf
import pytest
from alat import jalankan
from PIL import Image, ImageOps
from test_html import Halaman
from test_pdf import buku, keluaran, prosa, rapat, susun

from triwulan.laporan import baris, formulir, galeri
from triwulan.laporan.buka import asal as asal_laporan
from triwulan.laporan.buka import muat as muat_laporan
from triwulan.laporan.buka import siapkan
from triwulan.laporan.daftar import Satuan
from triwulan.laporan.laporan import Laporan, Teks
from triwulan.office import foto, params
from triwulan.office.data import muat
from triwulan.office.masalah import MasukanSalah
from triwulan.press.blok import Blok
from triwulan.press.export.html import HtmlExporter
from triwulan.press.export.pdf import SusunanGagal

UNIT = "kecamatan-lumajang"
JAHAT = '<script>alert(1)</script> #read("/etc/passwd") *a* $x$ & "kutip" {{ 7*7 }}'


def gambar(lebar: int = 64, tinggi: int = 48, mode: str = "RGB", warna=None, format_: str = "JPEG", **simpan) -> bytes:
    keluar = io.BytesIO()
    Image.new(mode, (lebar, tinggi), warna or 0).save(keluar, format_, **simpan)
    return keluar.getvalue()


def berpola(lebar: int, tinggi: int) -> Image.Image:
    """Red, green, blue and yellow in its corners, so that its orientation shows."""
    pola = Image.new("RGB", (2, 2))
    pola.putdata([(255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 0)])
    return pola.resize((lebar, tinggi), Image.Resampling.NEAREST)


def mengaku(lebar: int, tinggi: int) -> bytes:
    """A small PNG whose header claims to be of another size."""
    png = bytearray(gambar(format_="PNG"))
    png[16:24] = struct.pack(">II", lebar, tinggi)
    png[29:33] = struct.pack(">I", zlib.crc32(png[12:29]))
    return bytes(png)


def lihat(isi: bytes) -> Image.Image:
    return Image.open(io.BytesIO(isi))


def catat(akar: Path, *nama: str, **lain: str) -> list[int]:
    """Names photos in the Camat's first records of April; `lain` are further cells of the same rows. Their lines."""
    path = akar / "data" / UNIT / "dokumentasi.csv"
    (path.parent / "foto").mkdir(exist_ok=True)
    with path.open(encoding="utf-8", newline="") as berkas:
        rows = list(csv.DictReader(berkas))
    nomor = [n for n, r in enumerate(rows) if r["jabatan"] == "camat" and r["tanggal"].startswith("2024-04")]
    for n, isi in zip(nomor, nama):
        rows[n] |= {"foto": isi, **lain}
    with path.open("w", encoding="utf-8", newline="") as berkas:
        tulis = csv.DictWriter(berkas, list(rows[0]))
        tulis.writeheader()
        tulis.writerows(rows)
    return [n + 2 for n in nomor]


def taruh(akar: Path, nama: str, isi: bytes) -> None:
    (akar / "data" / UNIT / "foto" / nama).write_bytes(isi)


def masalah(akar: Path) -> list[str]:
    with pytest.raises(MasukanSalah) as salah:
        muat(akar, UNIT)
    return [str(m) for m in salah.value.masalah]


def laporan(akar: Path, triwulan: int = 2) -> Laporan:
    parameter, _ = params.baca(akar / "params" / UNIT / "2024-tw2.yaml", akar)
    parameter = parameter.model_copy(update={"triwulan": triwulan})
    return siapkan(Satuan("lkj-camat", "lkj-camat", "camat"), parameter, *muat_laporan(parameter))


def butir(nomor: int, keterangan: str, jpeg: bytes = gambar(), alt: str = "Alt") -> dict:
    return {"nomor": nomor, "tanggal": "Jumat, 19 April 2024", "tempat": JAHAT, "keterangan": keterangan, "alt": alt, "jpeg": base64.b64encode(jpeg).decode()}


@pytest.mark.parametrize("nama", ["../foto.jpg", "/tmp/foto.jpg", "sub/foto.jpg", "C:\\foto.jpg", ".foto.jpg", "foto.gif", "foto", "$(x).jpg"])
def test_only_a_plain_name_is_looked_for(salinan, nama):
    (baris_, *_) = catat(salinan, nama)
    (satu,) = masalah(salinan)
    assert satu.startswith(f"data/{UNIT}/dokumentasi.csv baris {baris_} kolom foto: tertulis {nama!r}; tulis nama berkas di data/{UNIT}/foto/ saja")


UTUH = gambar(640, 480, warna="teal", quality=95)


@pytest.mark.parametrize(("isi", "harapan"), [
    (None, "foto.jpg tidak ada; salin fotonya ke sana, atau kosongkan sel ini"),
    (b"Ini teks, bukan foto.", "foto.jpg bukan gambar JPEG, PNG atau WebP yang dapat dibaca; simpan ulang"),
    (b"", "bukan gambar JPEG, PNG atau WebP yang dapat dibaca"),
    (gambar(format_="GIF"), "bukan gambar JPEG, PNG atau WebP yang dapat dibaca"),
    (UTUH[: len(UTUH) // 2], "foto.jpg rusak atau terpotong; salin ulang"),
    (gambar(format_="PNG")[:-30] + b"x" * 30, "rusak atau terpotong"),
    (mengaku(10_000, 9_000), "berukuran 10000 × 9000 piksel, paling banyak 60 megapiksel; perkecil"),
    (mengaku(40_000, 40_000), "terlalu besar, paling banyak 60 megapiksel; perkecil"),
    (gambar(mode="I;16", format_="PNG"), "berwarna 16 bit, tidak dapat dicetak; simpan ulang"),
], ids=["tidak-ada", "teks", "kosong", "gif", "terpotong", "rusak", "bom", "bom-besar", "16-bit"])
def test_what_cannot_be_printed_is_named(salinan, isi, harapan):
    baris_, *_ = catat(salinan, "foto.jpg")
    if isi is not None:
        taruh(salinan, "foto.jpg", isi)
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # Pillow's own remarks reach nobody
        (satu,) = masalah(salinan)
    assert satu.startswith(f"data/{UNIT}/dokumentasi.csv baris {baris_} kolom foto: tertulis 'foto.jpg'; data/{UNIT}/foto/") and harapan in satu


def test_a_name_leads_to_a_file_in_the_folder_and_nowhere_else(salinan):
    catat(salinan, "tautan.jpg", "folder.png", "Besar.JPG", "berat.webp")
    folder = salinan / "data" / UNIT / "foto"
    (salinan / "luar.jpg").write_bytes(UTUH)
    os.symlink(salinan / "luar.jpg", folder / "tautan.jpg")
    (folder / "folder.png").mkdir()
    taruh(salinan, "besar.jpg", UTUH)
    with (folder / "berat.webp").open("wb") as berkas:
        berkas.truncate(51_000_000)
    semua = masalah(salinan)
    assert [m.partition("foto/")[2] for m in semua] == [
        "tautan.jpg bukan berkas biasa; salin berkas fotonya sendiri ke sana",
        "folder.png bukan berkas biasa; salin berkas fotonya sendiri ke sana",
        "Besar.JPG tidak ada; yang ada besar.jpg; samakan huruf besar dan kecilnya",
        "berat.webp sebesar 51 MB, paling besar 50 MB; perkecil fotonya",
    ]


def test_photos_and_other_problems_come_together(salinan):
    baris_ = catat(salinan, "a.jpg", "b.jpg", "a.jpg")
    path = salinan / "data" / UNIT / "target.csv"
    path.write_text(path.read_text("utf-8").replace(",100,", ",x,", 1), "utf-8")
    semua = masalah(salinan)
    assert len(semua) == 4 and [int(re.search(r"baris (\d+)", m)[1]) for m in semua if "foto" in m] == baris_[:3]


def test_twenty_megapixels_are_accepted_and_scaled(salinan):
    besar = io.BytesIO()
    berpola(5200, 3900).save(besar, "JPEG")
    catat(salinan, "Foto lapangan_1.JPEG")
    taruh(salinan, "Foto lapangan_1.JPEG", besar.getvalue())
    isi = galeri.kegiatan(laporan(salinan)).isi["butir"]
    kecil = lihat(base64.b64decode(isi[0]["jpeg"]))
    assert kecil.format == "JPEG" and kecil.size == (foto.SISI, 600)


@pytest.mark.parametrize("arah", range(1, 9))
def test_a_photo_stands_upright_and_tells_nothing_about_its_camera(arah):
    exif = Image.Exif()
    exif[0x0112], exif[0x010F], exif[0x9C9D] = arah, "Kamera Rahasia", "Pemilik"
    exif.get_ifd(0x8825)[2] = (8.0, 7.0, 59.0)
    asal = io.BytesIO()
    berpola(400, 200).save(asal, "JPEG", exif=exif, comment=b"catatan rahasia", icc_profile=b"profil", xmp=b"<xmp>lokasi</xmp>")
    isi = foto.siapkan(asal.getvalue())
    hasil, tegak = lihat(isi), ImageOps.exif_transpose(lihat(asal.getvalue()))
    assert hasil.size == tegak.size == ((400, 200) if arah < 5 else (200, 400))
    for x, y in ((20, 20), (hasil.width - 20, 20), (20, hasil.height - 20)):
        assert all(abs(a - b) < 12 for a, b in zip(hasil.getpixel((x, y)), tegak.getpixel((x, y))))
    assert not dict(hasil.getexif()) and set(hasil.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert not [kata for kata in (b"Exif", b"Rahasia", b"rahasia", b"profil", b"lokasi") if kata in isi]


def test_damaged_camera_notes_do_not_spoil_a_photo():
    asal = io.BytesIO()
    berpola(40, 20).save(asal, "JPEG", exif=b"Exif\0\0MM\0*\0\0\0\x08\xff\xff\x01\x12")
    assert lihat(foto.siapkan(asal.getvalue())).size == (40, 20)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_what_is_transparent_becomes_white(mode):
    bening = Image.new("RGBA", (20, 20), (255, 0, 0, 0)).convert(mode)
    png = io.BytesIO()
    bening.save(png, "PNG", **({"transparency": bening.getpixel((0, 0))} if mode == "P" else {}))
    hasil = lihat(foto.siapkan(png.getvalue()))
    assert hasil.mode == "RGB" and min(hasil.getpixel((10, 10))) > 250


@pytest.mark.parametrize("asal", [gambar(1200, 900, "CMYK"), gambar(900, 1200, format_="WEBP"), gambar(900, 300, "L", format_="PNG")], ids=["cmyk", "webp", "abu"])
def test_same_photo_same_bytes(asal):
    satu = foto.siapkan(asal)
    assert satu == foto.siapkan(asal) and lihat(satu).mode == "RGB" and max(lihat(satu).size) == foto.SISI


def test_a_photo_is_an_input_and_table_and_gallery_name_it_alike(salinan):
    catat(salinan, "satu.jpg", "", "dua.jpg", kegiatan=JAHAT, tempat_kegiatan="")
    for nama in ("satu.jpg", "dua.jpg", "tak-disebut.jpg"):
        taruh(salinan, nama, UTUH)
    lap = laporan(salinan)
    masukan = asal_laporan(lap).isi["masukan"]
    assert [m for m in masukan if "foto/" in m] == [f"data/{UNIT}/foto/dua.jpg", f"data/{UNIT}/foto/satu.jpg"]
    tabel = lap.tabel(formulir.DOKUMENTASI, judul="Dokumentasi", tabel="dokumentasi", baris=baris.dokumentasi, lingkup="")
    assert [b.sel["foto"] for b in tabel.baris if b.jenis == "data"][:4] == ["foto 1", "foto tidak tersedia", "foto 2", "foto tidak tersedia"]
    isi = galeri.kegiatan(lap).isi["butir"]
    assert [(b["nomor"], b["keterangan"], b["tempat"]) for b in isi] == [(1, JAHAT, ""), (2, JAHAT, "")]
    assert isi[1]["alt"].startswith("Foto 2, ") and " 2024: <script>alert(1)" in isi[1]["alt"] and len(isi[1]["alt"]) <= galeri.ALT
    taruh(salinan, "dua.jpg", UTUH + b"x")
    with pytest.raises(MasukanSalah, match=rf"data/{UNIT}/foto/dua.jpg: berubah sejak data dibaca; jalankan notebook dari awal"):
        galeri.kegiatan(lap)


def test_a_quarter_without_photos_says_so(salinan):
    catat(salinan, "satu.jpg")
    taruh(salinan, "satu.jpg", UTUH)
    lain = galeri.kegiatan(laporan(salinan, triwulan=3))
    assert isinstance(lain, Teks) and lain.markdown == "Foto kegiatan bulan Juli sampai dengan September 2024 tidak tersedia."


@pytest.fixture(scope="module")
def contoh():
    """A gallery of photos of every shape and captions of every length, one without a photo, one longer than a page."""
    ukuran = [(800, 600), (600, 800), (800, 100), (100, 800), (1, 1), (800, 800), (800, 450)]
    isi = [butir(n, f"{JAHAT} {'kata ' * 30 * n}akhir-{n}.", gambar(*u), f"Foto {n}: {JAHAT}") for n, u in enumerate(ukuran, 1)]
    isi += [butir(8, "Tanpa foto akhir-8.", b"", ""), butir(9, "panjang " * 1500 + "akhir-9.")]
    return buku(prosa("# BAB I FOTO\n\n" + "Kalimat pengantar. " * 150 + "\n\n## Foto kegiatan"), keluaran(Blok("galeri", {"butir": isi})), prosa("Sesudah."))


def test_in_html_captions_are_text_and_each_photo_has_its_words(contoh):
    halaman = Halaman(HtmlExporter().from_notebook_node(contoh)[0])
    (kotak,) = halaman.cari("div", class_="galeri")
    assert len([e for e in kotak["dalam"] if e["tag"] == "figure"]) == 9 and not halaman.cari("script")
    teks = [e["teks"] for e in kotak["dalam"] if e["tag"] == "figcaption"]
    assert teks[0].startswith(f"Foto 1 Jumat, 19 April 2024 · {JAHAT}{JAHAT} kata")
    img = [e["attr"] for e in kotak["dalam"] if e["tag"] == "img"]
    assert [i["alt"] for i in img] == [*(f"Foto {n}: {JAHAT}" for n in range(1, 8)), "Alt"] and all(i["src"].startswith("data:image/jpeg;base64,/9j/") for i in img)
    assert "Foto tidak tersedia" in kotak["teks"]


def test_in_pdf_captions_are_text_and_stay_with_their_photo(contoh, tmp_path):
    (tmp_path / "foto.pdf").write_bytes(susun(contoh))
    semua = jalankan("pdftotext", "-layout", tmp_path / "foto.pdf", "-")
    halaman = [rapat(h) for h in jalankan("pdftotext", tmp_path / "foto.pdf", "-").split("\f")]
    assert rapat(JAHAT) in "".join(halaman) and "root:" not in semua and "Fototidaktersedia" in "".join(halaman)
    letak = {n: next(i for i, h in enumerate(halaman) if f"Foto{n}Jumat" in h) for n in range(1, 10)}
    for n in range(1, 9):
        assert f"akhir-{n}." in halaman[letak[n]], f"foto {n} terpisah dari keterangannya"
    assert "akhir-9." in halaman[-2] and "Sesudah." in halaman[-2]  # a caption longer than a page goes on
    assert "Fotokegiatan" in halaman[letak[1]], "the heading stays with the photos"
    with pikepdf.open(tmp_path / "foto.pdf") as pdf:
        benda = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary)]
        assert {str(o.Alt) for o in benda if "/Alt" in o} == {"Alt", *(f"Foto {n}: {JAHAT}" for n in range(1, 8))}
        gambar_ = sorted({(int(o.Width), int(o.Height)) for o in pdf.objects if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Image"})
        assert gambar_ == [(1, 1), (64, 48), (100, 800), (600, 800), (800, 100), (800, 450), (800, 600), (800, 800)]


def test_a_photo_without_words_is_refused_by_name():
    with pytest.raises(SusunanGagal, match=r"foto 3 belum punya teks alternatif"):
        susun(buku(prosa("# Bab"), keluaran(Blok("galeri", {"butir": [butir(3, "Uraian", alt=" ")]}))))


def test_two_abreast_on_a_desk_and_one_on_a_phone(peramban, contoh, tmp_path):
    (tmp_path / "foto.html").write_text(HtmlExporter().from_notebook_node(contoh)[0], "utf-8")
    for lebar, sejajar in ((1440, 2), (390, 1)):
        page = peramban.new_page(viewport={"width": lebar, "height": 900})
        page.goto((tmp_path / "foto.html").as_uri())
        kiri = page.evaluate("[...document.querySelectorAll('.galeri figure')].map(f => Math.round(f.getBoundingClientRect().left))")
        assert len(set(kiri)) == sejajar and page.evaluate("document.documentElement.scrollWidth") == lebar
        # Nothing is cut or stretched: each photo keeps its shape within its column.
        assert page.evaluate("""[...document.querySelectorAll('.galeri img')].every(i => {
            const r = i.getBoundingClientRect(), f = i.parentElement.getBoundingClientRect();
            return r.width <= f.width + 1 && Math.abs(r.width / r.height - i.naturalWidth / i.naturalHeight) < .1 * i.naturalWidth / i.naturalHeight})""")
        page.close()
