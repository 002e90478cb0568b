"""The sheets Isian and Kurang: how the workbook is used, how far it is, what is missing and whose it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from triwulan.laporan import status
from triwulan.laporan.isian import uang
from triwulan.laporan.isian.model import PERIKSA, VERSI, Bahan, Baris, Kolom, Lembar, Sel
from triwulan.laporan.kurang import Kurang
from triwulan.office import anggaran, periode
from triwulan.office.kode import samakan

NAMA, KURANG = "Isian", "Kurang"
CARA = (
    "Isi hanya sel kuning; lembar Kurang menyebut apa yang diminta. Sel putih sudah diketahui, sel biru dihitung sendiri, sel abu-abu tidak diisi.",
    "Yang belum diketahui dibiarkan kosong; 0 berarti memang nol. Buku yang baru terisi sebagian boleh dikirim: yang kosong diminta lagi oleh buku berikutnya.",
    "Angka ditulis biasa: 1250000 atau 56,5. Jangan menambah, menghapus, atau memindahkan lembar, kolom, dan baris; menyaring boleh.",
    "Simpan sebagai .xlsx, lalu kirimkan kembali. Yang menerima menjalankan: triwulan impor NAMABERKAS.xlsx",
    "Salah isi tidak merusak data: semua diperiksa dulu, dan yang keliru disebut dengan nama selnya.",
)


def isian(b: Bahan, lembar: Sequence[Lembar], sidik: str, nama_jabatan: dict[str, str]) -> Lembar:
    """The first sheet, over the others."""
    p = b.parameter
    batas = periode.tenggat(p.tahun, p.triwulan, b.aturan.tenggat.hari)
    sisa = f'DATE({batas.year},{batas.month},{batas.day})-TODAY()'
    siapa = nama_jabatan[b.jabatan] if b.jabatan else "semua jabatan"
    baris = [
        _teks("kantor", "Kantor", b.data.nama("unit")), _teks("triwulan", "Triwulan", periode.sebut(p.periode)), _teks("bagian", "Bagian", siapa),
        _teks("tenggat", "Tenggat", periode.tanggal(batas)),
        Baris("hari", {"apa": Sel("Sisa waktu"), "isi": Sel(rumus=f'=IF({sisa}>0,{sisa}&" hari lagi",IF({sisa}=0,"hari ini","sudah lewat "&-({sisa})&" hari"))')}),
        _judul("cara", "Cara mengisi"), *(_teks(f"cara{n}", f"{n}.", kalimat) for n, kalimat in enumerate(CARA, 1)),
        _judul("warna", "Warna"), *(Baris(f"warna|{bentuk}", {"apa": Sel(contoh, bentuk=bentuk), "isi": Sel(arti)}) for bentuk, contoh, arti in (
            ("isian", "isi di sini", "diisi; yang sudah pernah masuk tampak isinya dan boleh dibetulkan"),
            ("tetap", "sudah diketahui", "terkunci; bila keliru, betulkan di data"), ("hitung", "dihitung", "rumus; berubah sendiri"), ("abu", "tidak diisi", "tidak diminta untuk baris ini"),
        )),
        _judul("maju", "Sudah terisi", "", "terisi", "dari"), *_kemajuan(lembar),
        *_kendali(b, lembar), _judul("versi", "Versi"), _teks("cap", "Cap", f"isian {VERSI}, {p.unit} {periode.tulis(p.periode)}, data {sidik[:8]}"),
    ]
    return Lembar(NAMA, f"Buku isian {b.data.nama('unit')}, {periode.sebut(p.periode)}", (), (
        Kolom("apa", "", 24), Kolom("isi", "", 84), Kolom("terisi", "", 18, "rupiah"), Kolom("dari", "", 18, "rupiah"), Kolom("kata", "", 10),
    ), tuple(baris), beku=0)


def _teks(id_: str, apa: str, isi: str) -> Baris:
    return Baris(id_, {"apa": Sel(apa), "isi": Sel(isi)})


def _judul(id_: str, *kata: str) -> Baris:
    return Baris(f"judul|{id_}", dict(zip(("apa", "isi", "terisi", "dari", "kata"), map(Sel, kata))), "judul")


def _kemajuan(lembar: Sequence[Lembar]) -> Iterator[Baris]:
    """`Kinerja 12 dari 29`: of each sheet how many of its rows are complete."""
    for s in lembar:
        if ada := [r.id for r in s.baris if "terisi" in r.sel and s.nama != KURANG]:
            kata = "baris uraian" if s.nama == "Uraian" else "baris yang lengkap"
            dari = {} if s.nama == "Uraian" else {"dari": Sel(Fraction(len(ada)))}
            if s.nama == "Anggaran":
                dari = {"dari": Sel(rumus=f"=SUM({_rentang(s, ada, 'diminta')})")}
            yield Baris(f"maju|{s.nama}", {"apa": Sel(s.nama), "isi": Sel(kata), "terisi": Sel(rumus=f"=SUM({_rentang(s, ada, 'terisi')})")} | dari)


def _rentang(s: Lembar, ada: list[str], kolom: str) -> str:
    """The cells of a column as a range; a function may name no more than 255 cells one by one."""
    return f"[[{s.nama}::{ada[0]}/{kolom}]]:[[{s.nama}::{ada[-1]}/{kolom}]]"


def _kendali(b: Bahan, lembar: Sequence[Lembar]) -> Iterator[Baris]:
    """Control totals of the sheet Anggaran, scope by scope; budget and what was spent before beside what the reports have."""
    p, ws = b.parameter, next((s for s in lembar if s.nama == uang.ANGGARAN), None)
    for r in ws.baris if ws else ():
        if r.gaya != "jumlah":
            continue
        lingkup = r.id.partition("|")[0]
        data = {"pagu": uang.total(uang.pagu(b, lingkup)) if uang.berpagu(b, lingkup) else None}
        if p.triwulan > 1:
            data["sebelum"] = uang.total(anggaran.realisasi(b.data, lingkup, periode.sampai(p.tahun, p.triwulan - 1)))
        yield _judul(f"kendali|{r.id}", "Kendali anggaran", r.sel["kode"].isi, "di buku ini", "menurut data")
        for k, kata in (("pagu", "Pagu"), ("sebelum", "Sudah masuk sebelum triwulan ini"), ("triwulan", "Triwulan ini"), ("jumlah", "Sampai dengan triwulan ini"), ("sisa", "Sisa pagu")):
            ada = data.get(k) if not b.jabatan else None
            banding = {"dari": Sel(ada), "kata": Sel(rumus='=IF(ROUND([[terisi]]-[[dari]],2)=0,"cocok","berbeda")')} if ada is not None else {}
            yield Baris(f"kendali|{r.id}|{k}", {"isi": Sel(kata), "terisi": Sel(rumus=f"=[[Anggaran::{r.id}/{k}]]")} | banding)


def kurang(b: Bahan, lembar: Sequence[Lembar], nama_jabatan: dict[str, str]) -> Lembar:
    """What the quarter lacks as of the export, post by post, each with the cell it belongs into and whether that is filled by
    now. What belongs into no sheet names its data file."""
    kosong = [k for k in status.keadaan(b.data, b.parameter, b.aturan).kosong if b.milik(k.jabatan)]
    baris: list[Baris] = []
    for jabatan, nama in nama_jabatan.items():
        milik = [_baris(n, k, lembar) for n, k in enumerate(kosong) if k.jabatan == jabatan]
        if not milik:
            continue
        awal, akhir = milik[0].id, milik[-1].id
        jumlah = {"apa": Sel(nama), "status": Sel(rumus=f'=SUM([[{awal}/terisi]]:[[{akhir}/terisi]])&" dari {len(milik)} terisi"')}
        baris += [Baris(f"jabatan|{jabatan}", jumlah, "judul"), *milik]
    return Lembar(KURANG, f"Yang masih kurang, {periode.sebut(b.parameter.periode)}", (
        "Keadaan saat buku ini dibuat; kolom terakhir berubah begitu selnya diisi. Klik kolom Diisi di untuk menuju selnya.",
    ), (
        Kolom("apa", "Apa", 36), Kolom("kode", "Kode", 34), Kolom("nama", "Nama", 56), Kolom("yang", "Yang kurang", 40), Kolom("tempat", "Diisi di", 24), Kolom("status", "Status", 18), Kolom("terisi", "Terisi", 6, "bantu"),
    ), tuple(baris) or (Baris("lengkap", {"apa": Sel("Semua isian sudah lengkap.")}),), beku=0)


def _baris(n: int, k: Kurang, lembar: Sequence[Lembar]) -> Baris:
    tempat = _tempat(k, lembar)
    yang = k.yang if k.jenis != "salinan" else 'cocokkan dengan dokumennya, lalu beri "ya"' if tempat and tempat[2] == PERIKSA else "tulis tanggal naskah tahun ini ditandatangani"
    sel = {"apa": Sel(status.JENIS[k.jenis].partition(" (")[0]), "kode": Sel(" ".join(k.kunci.replace("|", " ").split())), "nama": Sel(k.nama), "yang": Sel(yang + (f", lingkup {k.lingkup}" if k.lingkup and k.lingkup != k.kunci else ""))}
    if tempat is None:
        return Baris(f"kurang|{n}", sel | {"tempat": Sel(k.berkas.rpartition("/")[2]), "status": Sel("di luar buku ini"), "terisi": Sel(Fraction(0))})
    nama, ids, kolom, perlu = tempat
    # As a range: there may be more than a function takes one by one.
    jumlah = f"SUM([[{nama}::{ids[0]}/terisi]]:[[{nama}::{ids[-1]}/terisi]])"
    belum = f'{jumlah}&" dari {perlu}"' if perlu > 1 else '"belum"'
    return Baris(f"kurang|{n}", sel | {
        "tempat": Sel(f"{nama}::{ids[0]}/{kolom}", bentuk="tautan"), "terisi": Sel(rumus=f"=IF({jumlah}>={perlu},1,0)"), "status": Sel(rumus=f'=IF([[terisi]]=1,"terisi",{belum})'),
    })


def _tempat(k: Kurang, lembar: Sequence[Lembar]) -> tuple[str, list[str], str, int] | None:
    """(sheet, ids of its rows, column to go to, how many of them must be filled) of a gap."""
    ada = {s.nama: {r.id: r for r in s.baris if "terisi" in r.sel and any(c.alamat for c in r.sel.values())} for s in lembar}

    def cari(nama: str, uji, perlu: int | None = None) -> tuple[str, list[str], str, int] | None:
        ids = [i for i in ada.get(nama, ()) if uji(i)]
        if not ids:
            return None
        sel = ada[nama][ids[0]].sel
        utama = PERIKSA if k.jenis == "salinan" and not sel.get("tanggal", Sel()).alamat else None
        kolom = utama or next(c for c, s in sel.items() if s.alamat)
        return nama, ids, kolom, len(ids) if perlu is None else perlu

    kunci = tuple(k.kunci.split("|"))
    if k.jenis.startswith("kinerja"):
        return cari("Kinerja", lambda i: i.startswith(f"k|{k.kunci}|{k.lingkup}|"))
    if k.jenis in ("anggaran", "pagu-lama"):
        kode, _, akun = k.kunci.partition(" ")
        return cari("Anggaran" if k.jenis == "anggaran" else "Pagu", lambda i: i == f"{k.lingkup}|{kode}|{akun}")
    if k.jenis == "pagu":
        return cari("Pagu", lambda i: i.startswith(f"{k.lingkup}|" if k.kunci == k.lingkup else (f"{k.lingkup}|{k.kunci}|", f"{k.lingkup}|{k.kunci}.")))
    if k.jenis == "target" or k.jenis == "salinan" and k.berkas.endswith("target.csv"):
        id_, lk = (k.kunci, k.lingkup) if k.jenis == "target" else kunci[:2]
        return cari("Target", lambda i: i == f"t|{id_}|{lk}" or i == f"t|{samakan(id_)}|{lk}")
    if k.jenis == "salinan":
        return cari("Perjanjian", lambda i: i == f"pk|{k.kunci}")
    return cari("Uraian", lambda i: i.startswith(f"n|{k.jabatan}|{k.kunci}|"), 1) if k.jenis == "narasi" else None
