"""What the workbench says, as HTML: what a quarter lacks, what compiling made, which cell a notebook needs."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from pathlib import Path

from triwulan.laporan import ringkas
from triwulan.laporan.meja.alamat import Peladen, tautan
from triwulan.laporan.meja.proses import Akhir
from triwulan.office import masalah

#: So many gaps are named at once; more are folded away.
TAMPAK = 3
#: JupyterLab's own colours, so that both its themes do.
GAYA = (
    "<style>.meja{line-height:1.5}.meja table{border-collapse:collapse;margin:.5em 0}"
    ".meja :is(th,td){text-align:left;vertical-align:top;white-space:normal;padding:.3em .9em .3em 0;border-bottom:1px solid var(--jp-border-color2,silver)}"
    ".meja :is(p,ul){margin:.4em 0}.meja a{color:var(--jp-content-link-color,inherit);text-decoration:underline}.meja .awas{color:var(--jp-error-color0,inherit);font-weight:bold}"
    ".meja .pesan{white-space:pre-wrap}.meja summary{cursor:pointer}</style>"
)


def bungkus(isi: str) -> str:
    """A part of the page with the little style it needs."""
    return f'{GAYA}<div class="meja">{isi}</div>'


def keadaan(h: dict) -> str:
    """A quarter's state (`ringkas.ringkas`): sentences, then a row a gap: what, whose, where it is entered."""
    awal, *rinci, tutup = ringkas.kalimat(h)
    hari = h["sisa_hari"]
    sisa = f"{hari} hari lagi" if hari > 0 else "hari ini" if hari == 0 else f"lewat {-hari} hari"
    kepala = f"<p><strong>{escape(h['nama_unit'])}, {escape(h['periode'])}.</strong> {escape(awal[:1].upper() + awal[1:])} {escape(' '.join(rinci))}</p>"
    if not h["kosong"]:
        return bungkus(f"{kepala}<p>✓ {escape(tutup)}</p>")
    rows = "".join(
        f"<tr><td>{escape(judul)}{_butir(isi)}</td><td>{escape(j['nama_jabatan'])}</td><td><code>{escape(Path(berkas).name)}</code></td><td>{sisa}</td></tr>"
        for j in h["jabatan"] for (judul, berkas), isi in ringkas.kelompok(k for k in h["kosong"] if k["jabatan"] == j["jabatan"])
    )
    return bungkus(f"{kepala}<p>{escape(tutup)}</p>{_tabel(('Yang belum ada', 'Yang mengisi', 'Diisi di berkas', 'Tenggat'), rows)}")


def tidak_sah(semua: tuple[masalah.Masalah, ...]) -> str:
    """Invalid input as a table, and what to do about it."""
    return bungkus(
        f'<p><span class="awas">{len(semua)} hal perlu diperbaiki</span> sebelum laporan dapat disusun. Betulkan di berkas dan baris yang disebut '
        f"(baris 1 adalah nama kolom), simpan, lalu pilih <em>Baca ulang data</em>.</p>{masalah.as_html(semua)}"
    )


def hasil(akhir: Akhir, nama: Mapping[str, str], di: Peladen | None) -> str:
    """How compiling ended; `nama` are the reports' names in words."""
    if akhir.dihentikan:
        return bungkus("<p>Dihentikan. Laporan yang sudah ada tidak berubah.</p>")
    if akhir.masalah:
        return tidak_sah(akhir.masalah)
    if akhir.galat:
        return bungkus(f'<p><span class="awas">Penyusunan berhenti.</span> Laporan yang sudah ada tidak berubah.</p><p class="pesan">{escape(akhir.galat)}</p>')
    gagal = [h for h in akhir.laporan if h["galat"]]
    kepala = f"{len(akhir.laporan) - len(gagal)} laporan jadi" + (f', <span class="awas">{len(gagal)} gagal</span> (versi sebelumnya tetap ada)' if gagal else "")
    rows = "".join(f"<tr><td>{escape(nama.get(h['laporan'], h['laporan']))}</td><td>{_jadi(h, di)}</td></tr>" for h in akhir.laporan)
    perhatian = "".join(f"<li>{escape(p)}</li>" for p in akhir.perhatian)
    catatan = f"<details><summary>{len(akhir.perhatian)} hal perlu diperhatikan</summary><ul>{perhatian}</ul></details>" if perhatian else ""
    folder = {Path(h["folder"]) for h in akhir.laporan}
    depan = "".join(f"<p>{tautan(p, 'Halaman depan semua laporan', di)}</p>" for f in folder for p in [f.parents[1] / "index.html"] if p.is_file())
    return bungkus(f"<p><strong>{kepala}.</strong></p>{depan}{_tabel(('Laporan', 'Buka'), rows)}{catatan}")


def sel_parameter(mentah: Mapping[str, object]) -> str:
    """The lines that a notebook's parameter cell needs for the chosen quarter."""
    baris = "\n".join(f'{k} = {v if isinstance(v, int) else chr(34) + str(v) + chr(34)}' for k, v in mentah.items())
    return bungkus(
        "<details><summary>Untuk menjalankan sebuah notebook dengan triwulan ini</summary>"
        f"<p>Buka notebooknya, ganti isi sel parameternya (sel kode yang pertama) dengan baris berikut, lalu pilih <em>Run → Run All Cells</em>.</p><pre>{escape(baris)}</pre></details>"
    )


def _butir(isi: list[dict]) -> str:
    """What is missing, by name and the key under which it is found in the file."""
    butir = "".join(f"<li>{escape(k['nama'])} <small>({escape(k['kunci'])})</small></li>" for k in isi)
    return f"<ul>{butir}</ul>" if len(isi) <= TAMPAK else f"<details><summary>{len(isi)} isian</summary><ul>{butir}</ul></details>"


def _jadi(h: dict, di: Peladen | None) -> str:
    folder = Path(h["folder"]) / "gagal" if h["galat"] else Path(h["folder"])
    urut = {".html": "HTML", ".pdf": "PDF", ".docx": "Word", ".xlsx": "Excel", ".ipynb": "notebook terlaksana"}
    berkas = {Path(b).suffix: folder / b for b in h["berkas"] if Path(b).stem == h["laporan"]}
    buka = " · ".join(tautan(berkas[s], teks, di) for s, teks in urut.items() if s in berkas)
    return f'<span class="awas">Gagal.</span> <span class="pesan">{escape(h["galat"])}</span><br>{buka}' if h["galat"] else buka


def _tabel(kepala: tuple[str, ...], rows: str) -> str:
    return "<table><thead><tr>" + "".join(f'<th scope="col">{k}</th>' for k in kepala) + f"</tr></thead><tbody>{rows}</tbody></table>"
