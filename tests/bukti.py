"""By hand: `python tests/bukti.py ARSIP.zip [KIND]` tampers with a real archive in every way of docs/bukti.md and prints its table.

Each row: what was done, exit code, what `triwulan verifikasi` says first, word for word. Nothing is executed but what passes the plain
check: that is made again with `--ulang`.
"""

import json
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from pemalsu import CATATAN, LAPORAN, PROYEK, palsukan, segel

KRAT, BUKU, TEMUAN = "data/ro-crate-metadata.json", f"{LAPORAN}/angka.csv", f"{LAPORAN}/temuan.json"


def verifikasi(path: Path, *pilihan: str) -> tuple[int, str]:
    r = subprocess.run([sys.executable, "-m", "triwulan.cli", "verifikasi", path, "--json", *pilihan], capture_output=True, text=True)
    if r.returncode == 2 or not r.stdout.strip():
        return r.returncode, r.stderr.strip().splitlines()[-1].removeprefix(f"{path}: ")
    hasil = json.loads(r.stdout)
    lain = f" (dan {len(hasil) - 1} lagi)" if len(hasil) > 1 else ""
    return r.returncode, "; ".join(f"{t['jalur']}: {t['keadaan']} ({t['keterangan']})" for t in hasil[:1]) + lain


def ganti(path: Path, lama: bytes, baru: bytes) -> bytes:
    return ganti_bita(path.read_bytes(), lama, baru)


def ganti_bita(isi: bytes, lama: bytes, baru: bytes) -> bytes:
    assert lama in isi, lama
    return isi.replace(lama, baru)


def balik(path: Path) -> None:
    """One byte in the middle."""
    isi = bytearray(path.read_bytes())
    isi[len(isi) // 2] ^= 1
    path.write_bytes(isi)


def satu_berkas(f: Path, akhiran: str, di: str = "data") -> Path:
    return sorted(p for p in (f / di).rglob(f"*{akhiran}"))[0]


def angka_notebook(f: Path) -> bytes:
    return ganti(f / LAPORAN / "lkj-camat.ipynb", b'"nilai": "0.5266348765"', b'"nilai": "0.6266348765"')


def entri(nama: str, isi: bytes = b"x", jenis: int = 0o100644):
    def ubah(z: Path) -> None:
        info = zipfile.ZipInfo(nama.format(z.stem.removesuffix("-ubah")))
        info.external_attr, info.compress_type = jenis << 16, zipfile.ZIP_DEFLATED
        with zipfile.ZipFile(z, "a") as arsip:
            arsip.writestr(info, isi)

    return ubah


def bersandi(z: Path) -> None:
    isi = bytearray(z.read_bytes())
    isi[isi.rfind(b"PK\x01\x02") + 8] |= 1
    z.write_bytes(isi)


#: On the unpacked archive, checksums left as they are.
KASAR = {
    **{f"satu bita diubah: {d}/…{a}": lambda f, a=a, d=d: balik(satu_berkas(f, a, d)) for a, d in (
        (".ipynb", LAPORAN), (".html", LAPORAN), (".pdf", LAPORAN), (".docx", LAPORAN), (".xlsx", LAPORAN), ("angka.csv", LAPORAN), ("temuan.json", LAPORAN), ("catatan-run.json", LAPORAN),
        ("pagu.csv", PROYEK), ("teks.csv", PROYEK), (".yaml", PROYEK), (".ipynb", PROYEK), (".lock", PROYEK), (".whl", "data/pustaka"), ("ro-crate-metadata.json", "data"))},
    "BACA-SAYA.txt diubah": lambda f: balik(f / "BACA-SAYA.txt"),
    "bag-info.txt diubah": lambda f: balik(f / "bag-info.txt"),
    "berkas dihapus": lambda f: (f / LAPORAN / "lkj-camat.pdf").unlink(),
    "berkas ditambah": lambda f: (f / LAPORAN / "tambahan.pdf").write_bytes(b"%PDF"),
    "berkas berganti nama": lambda f: (f / BUKU).rename(f / LAPORAN / "Angka.csv"),
    "baris manifest dihapus": lambda f: (f / "manifest-sha512.txt").write_text("".join(b for b in (f / "manifest-sha512.txt").read_text().splitlines(True) if "angka.csv" not in b)),
    "tagmanifest dihapus": lambda f: (f / "tagmanifest-sha512.txt").unlink(),
    "berkas tag ditambah": lambda f: (f / "catatan.txt").write_text("x"),
    "versi di bagit.txt diubah": lambda f: (f / "bagit.txt").write_text("BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n"),
    "tautan simbolik": lambda f: ((f / BUKU).unlink(), (f / BUKU).symlink_to("/etc/passwd")),
}
#: The same, with every checksum made to agree again.
DISEGEL = {
    "angka di notebook": lambda f: {f"{LAPORAN}/lkj-camat.ipynb": angka_notebook(f)},
    "angka di buku angka": lambda f: {BUKU: ganti(f / BUKU, b",0.5266348765,", b",0.6266348765,")},
    "baris buku angka dibuang": lambda f: {BUKU: b"".join((f / BUKU).read_bytes().splitlines(True)[:-1])},
    "PDF laporan lain": lambda f: {f"{LAPORAN}/lkj-camat.pdf": (f / LAPORAN / "lkj-sekretaris.pdf").read_bytes()},
    "lampiran PDF dibuang": lambda f: {f"{LAPORAN}/lkj-camat.pdf": tanpa_lampiran(f / LAPORAN / "lkj-camat.pdf")},
    "temuan": lambda f: {TEMUAN: ganti(f / TEMUAN, b'"tercetak": "0.52"', b'"tercetak": "0.53"')},
    "data masukan": lambda f: {f"{PROYEK}/data/kecamatan-lumajang/pagu.csv": (f / PROYEK / "data/kecamatan-lumajang/pagu.csv").read_bytes() + b"\n"},
    "parameter": lambda f: {(p := satu_berkas(f, "2024-tw2.yaml", PROYEK)).relative_to(f).as_posix(): ganti(p, b"2024-07-05", b"2024-07-15")},
    "notebook asal": lambda f: {f"{PROYEK}/notebooks/lkj-camat.ipynb": ganti(f / PROYEK / "notebooks/lkj-camat.ipynb", b"lap.tabel(", b"lap.tabel (")},
    "jam penyusunan di catatan": lambda f: {CATATAN: ganti(f / CATATAN, b'"selesai": "2026', b'"selesai": "2025')},
    "pustaka": lambda f: pustaka(f, juga_daftarnya=False),
    "pustaka, daftar di dalamnya dan catatan": lambda f: pustaka(f, juga_daftarnya=True),
    "krat menunjuk ke tempat lain": lambda f: {KRAT: (f / KRAT).read_bytes().replace(b'"laporan/lkj-camat.pdf"', b'"https://contoh.example/lkj-camat.pdf"')},
    "label arsip (bag-info.txt)": lambda f: {"bag-info.txt": ganti(f / "bag-info.txt", b"2024-tw2", b"2024-tw1")},
    "dokumen tambahan": lambda f: {f"{LAPORAN}/lkj-lurah.pdf": b"%PDF"},
    "berkas tag tambahan": lambda f: {"fetch.txt": b"https://contoh.example/ 1 data/x\n"},
}
#: On the zip itself.
ZIP = {
    "jalur ..": entri("{}/../../jahat.txt"), "jalur mutlak": entri("/tmp/jahat.txt"), "entri tautan simbolik": entri("{}/data/tautan", b"/etc/passwd", 0o120777),
    "entri ganda": entri("{}/bagit.txt"), "nama beda huruf besar": entri("{}/data/laporan/ANGKA.csv"), "di luar folder arsip": entri("di-luar.txt"),
    "zip terpotong": lambda z: z.write_bytes(z.read_bytes()[:-1000]), "entri bersandi": bersandi,
    "satu bita zip diubah": lambda z: balik(z), "bom zip": lambda z: [entri("{}/data/bom-%d" % n, b"\0" * 2**28)(z) for n in range(17)],
}


def pustaka(f: Path, juga_daftarnya: bool) -> dict[str, bytes]:
    """The library with another module form/angka.py, which cuts off where ours rounds; with its own list and the run record to match it."""
    import base64
    import hashlib
    import io

    path, keluar = satu_berkas(f, ".whl"), io.BytesIO()
    with zipfile.ZipFile(path) as z:
        isi = {n: z.read(n) for n in z.namelist()}
    lama = isi[modul := "triwulan/form/angka.py"]
    isi[modul] = ganti_bita(lama, b"+ Fraction(1, 2)", b"+ Fraction(0, 2)")
    hasil = {}
    if juga_daftarnya:
        def baris(b: bytes) -> bytes:
            return f"{modul},sha256={base64.urlsafe_b64encode(hashlib.sha256(b).digest()).rstrip(b'=').decode()},{len(b)}".encode()

        record = next(n for n in isi if n.endswith("RECORD"))
        isi[record] = ganti_bita(isi[record], baris(lama), baris(isi[modul]))
    with zipfile.ZipFile(keluar, "w") as z:
        for nama, bita in isi.items():
            z.writestr(nama, bita)
    if juga_daftarnya:
        catatan = json.loads((f / CATATAN).read_bytes())
        for c in catatan["laporan"].values():
            c["pustaka"] = hashlib.sha256(keluar.getvalue()).hexdigest()
        hasil[CATATAN] = json.dumps(catatan).encode()
    return hasil | {path.relative_to(f).as_posix(): keluar.getvalue()}


def tanpa_lampiran(path: Path) -> bytes:
    import io

    import pikepdf

    keluar = io.BytesIO()
    with pikepdf.open(path) as dok:
        for nama in list(dok.attachments):
            del dok.attachments[nama]
        dok.save(keluar)
    return keluar.getvalue()


def utama(arsip: Path, hanya: str = "") -> None:
    with tempfile.TemporaryDirectory() as sementara:
        asli = Path(sementara) / "asli"
        shutil.unpack_archive(arsip, asli)
        folder = next(asli.iterdir())
        print("| yang dilakukan | kode | yang dikatakan |\n| --- | --- | --- |")
        for nama, ubah in ((n, u) for n, u in [*KASAR.items(), *DISEGEL.items(), *ZIP.items()] if hanya in n):
            coba = Path(sementara) / "coba" / folder.name
            shutil.rmtree(coba.parent, ignore_errors=True)
            coba.parent.mkdir()
            if nama in ZIP:
                coba = coba.with_name(f"{folder.name}-ubah.zip")
                shutil.copy(arsip, coba)
                ubah(coba)
            else:
                shutil.copytree(folder, coba)
                isi = ubah(coba)
                if nama in DISEGEL:
                    segel(coba) if isi is None else palsukan(coba, isi)
            kode, kata = verifikasi(coba)
            awalan = "disegel ulang: " if nama in DISEGEL else ""
            print(f"| {awalan}{nama} | {kode} | {kata.replace('|', '/')} |", flush=True)
            if nama in DISEGEL and kode == 0:  # what agrees with itself everywhere: made again it comes out otherwise
                kode, kata = verifikasi(coba, "--ulang")
                print(f"| {awalan}{nama}; dengan `--ulang` | {kode} | {kata.replace('|', '/')} |", flush=True)


if __name__ == "__main__":
    utama(Path(sys.argv[1]), *sys.argv[2:])
