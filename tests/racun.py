"""Hostile text in every cell that takes text, through every format: it must come out as text and do nothing.

`python tests/racun.py [REPORT …]` builds reports of a planted copy of the project, without a name all of them and a correction sheet, looks
at each document with its own reader and prints the table of docs/keamanan.md.
"""

from __future__ import annotations

import csv
import html
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import openpyxl
import pikepdf
from playwright.sync_api import Browser, sync_playwright

AKAR = Path(__file__).resolve().parents[1]
UNIT = "kecamatan-lumajang"
RAHASIA = "RAHASIA-4711"
#: Each has a number of its own, so that it is known again wherever it comes out.
MUATAN = {
    "skrip": "<script>window.kena=101;alert(101)</script>", "gambar berperistiwa": "<img src=x102 onerror=window.kena=102>", "penutup skrip": "</script><script>window.kena=103</script>",
    "Typst": '#read("/etc/passwd")104', "DDE": "=cmd|' /C calc'!A105", "tambah": "+1106", "kurang": "-1107", "fungsi": "@SUM(1108)", "templat": "{{7*7}}109{% for a in b %}",
    "tautan skrip": "[x110](javascript:alert(110))", "rumus": "$x_{111}$", "gambar Markdown": "![x112](http://jahat.example/112.png)",
}
#: Cells of text: file → columns. Keys, dates, codes and what is chosen from a list have a shape of their own, which refuses these.
SEL = {"nomenklatur": ("uraian", "hasil"), "indikator": ("nama", "satuan", "formulasi"), "narasi": ("teks",), "pejabat": ("nama", "nama_jabatan"), "dokumentasi": ("kegiatan", "tempat_kegiatan")}
ESKAPE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def tanam(akar: Path) -> int:
    """Puts the payloads, in turn, before the text of each cell; how many cells there are now with one."""
    banyak = 0
    for berkas, kolom in SEL.items():
        path = akar / "data" / UNIT / f"{berkas}.csv"
        with path.open(encoding="utf-8", newline="") as f:
            rows = list(csv.DictReader(f))
        for r in rows:
            for k in kolom:
                if r.get(k) and not _tetap(berkas, r):
                    muatan = list(MUATAN.values())[banyak % len(MUATAN)]
                    # A unit that begins like a formula is refused: it stands in the ledger as it is.
                    r[k] = f"{r[k]} {muatan}" if k == "satuan" else f"{muatan} {r[k]}"
                    banyak += 1
        with path.open("w", encoding="utf-8", newline="") as f:
            tulis = csv.DictWriter(f, list(rows[0]), lineterminator="\n")
            tulis.writeheader()
            tulis.writerows(rows)
    banyak += _tanam_terbit(akar / "data" / UNIT / "terbit" / "2024-tw2", banyak)
    path = akar / "data" / UNIT / "datapackage.json"
    isi = json.loads(path.read_text("utf-8"))
    for s in isi["sources"]:
        s["title"] = f"{list(MUATAN.values())[banyak % len(MUATAN)]} {s['title']}"
        banyak += 1
    path.write_text(json.dumps(isi, ensure_ascii=False, indent=1), "utf-8")
    return banyak


def _tanam_terbit(folder: Path, mulai: int) -> int:
    """The same in documents as filed: titles, texts that are checked, and words in tables; a payload before a figure is refused."""
    banyak = 0
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as f:
            kepala, *rows = csv.reader(f)
        for r in rows:
            muatan = list(MUATAN.values())[(mulai + banyak) % len(MUATAN)]
            kolom = {"daftar": ("judul",), "teks": ("nilai", "teks")}.get(path.stem, [k for k, v in zip(kepala[1:], r[1:]) if k != "nilai" and re.fullmatch("[A-Za-z][A-Za-z ,.()/-]{5,}", v)])
            for k in (kepala.index(n) for n in kolom if r[kepala.index(n)]):
                r[k] = f"{muatan} {r[k]}"
                banyak += 1
        with path.open("w", encoding="utf-8", newline="") as f:
            csv.writer(f, lineterminator="\n").writerows([kepala, *rows])
    return banyak


def _tetap(berkas: str, r: dict[str, str]) -> bool:
    """Identities that choose something (paper, class of the archive) take one of a few words."""
    return berkas == "nomenklatur" and r["jenis"] == "identitas" and r["kode"] not in ("unit", "kabupaten", "kedudukan")


def rapat(teks: str) -> str:
    return re.sub(r"\s+|\u00ad", "", teks)


def hitung(teks: str, muatan: str) -> int:
    """How often the payload stands in the text as text, wherever lines were broken."""
    return rapat(teks).count(rapat(muatan))


def lihat_html(path: Path, browser: Browser) -> tuple[str, list[str]]:
    """The text of the page as a browser shows it, and what it did that it must not do."""
    page = browser.new_page()
    buruk: list[str] = []
    page.on("dialog", lambda d: (buruk.append(f"dialog {d.message}"), d.dismiss()))
    page.on("request", lambda r: buruk.append(f"permintaan {r.url[:80]}") if r.url != path.as_uri() and not r.url.startswith("data:") else None)
    page.goto(path.as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    for sel in page.locator("td[data-alamat]").all()[:5]:
        sel.click(timeout=2000)
    page.wait_for_timeout(300)
    if page.evaluate("window.kena"):
        buruk.append(f"skrip {page.evaluate('window.kena')}")
    buruk += page.evaluate("""() => [...document.querySelectorAll('*')].flatMap(e => [...e.attributes]
        .filter(a => /^on/i.test(a.name) || (/^(href|src|action|xlink:href)$/i.test(a.name) && /^\\s*(javascript|https?|file):/i.test(a.value) && /11[02]|x102/.test(a.value)))
        .map(a => `atribut ${a.name}=${a.value.slice(0, 60)}`))""")
    teks = page.evaluate("document.body.textContent")
    page.close()
    return teks, buruk


def lihat_pdf(path: Path) -> tuple[str, list[str]]:
    """The text of the pages; actions, scripts and links of ours, the contents of files that are none of the document's."""
    teks = subprocess.run(["pdftotext", "-raw", str(path), "-"], check=True, capture_output=True, text=True).stdout
    buruk = [f"isi berkas {x}" for x in ("root:x:0", RAHASIA) if x in teks]
    with pikepdf.open(path) as pdf:
        for o in pdf.objects:
            if isinstance(o, (pikepdf.Dictionary, pikepdf.Stream)):
                jenis = str(o.get("/S", ""))
                if jenis in ("/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR") or "/JS" in o or (jenis == "/URI" and re.search("jahat|javascript", str(o.get("/URI")))):
                    buruk.append(f"tindakan {jenis} {str(o.get('/URI', ''))[:60]}")
    return teks, buruk


def lihat_xlsx(path: Path) -> tuple[str, list[str]]:
    """The texts of all cells; those whose payload is not a string, and parts that lead elsewhere."""
    teks, buruk = [], []
    for ws in openpyxl.load_workbook(path):
        for sel in (s for baris in ws.iter_rows() for s in baris if s.value is not None):
            if sel.data_type == "f" and re.search(r"cmd\||1106|1107|SUM\(1108\)|HYPERLINK|WEBSERVICE", str(sel.value)):
                buruk.append(f"rumus {ws.title}!{sel.coordinate} {str(sel.value)[:60]}")
            teks.append(str(sel.value))
    return "\n".join(teks), buruk + _tautan(path)


def lihat_docx(path: Path) -> tuple[str, list[str]]:
    """The text of the document; fields of ours, and parts that lead elsewhere."""
    with zipfile.ZipFile(path) as z:
        xml = "\n".join(z.read(n).decode("utf-8") for n in z.namelist() if n.startswith("word/") and n.endswith(".xml"))
    bidang = [html.unescape(b) for b in re.findall(r"<w:instrText[^>]*>(.*?)</w:instrText>", xml)]
    buruk = [f"bidang {b[:60]}" for b in bidang if re.match(r"\s*(DDE|DDEAUTO|INCLUDE|LINK|IMPORT)", b) or any(m in b for m in MUATAN.values())]
    return html.unescape(re.sub(r"<[^>]+>", "", xml)), buruk + _tautan(path)


def _tautan(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as z:
        rel = {n: z.read(n).decode("utf-8") for n in z.namelist() if n.endswith(".rels")}
        makro = [f"bagian {n}" for n in z.namelist() if re.search(r"vbaProject|externalLink|activeX|embeddings/", n)]
    return makro + [f"tautan {n}" for n, isi in rel.items() if re.search(r"jahat\.example|javascript:|file:", isi)]


def lihat_ipynb(path: Path) -> tuple[str, list[str]]:
    """All texts of the notebook; HTML outputs in which a payload stands as markup."""
    nb = json.loads(path.read_text("utf-8"))
    keluaran = [o.get("data", {}) for c in nb["cells"] for o in c.get("outputs", [])]
    htmls = ["".join(d.get("text/html", "")) for d in keluaran]
    buruk = [f"HTML {m[:40]}" for m in MUATAN.values() if m.startswith("<") for h in htmls if m in h]
    return "\n".join(_semua(nb)), buruk + [f"keluaran {k}" for d in keluaran for k in d if "javascript" in k]


def _semua(isi: object) -> Iterator[str]:
    if isinstance(isi, str):
        yield isi
    else:
        for v in isi.values() if isinstance(isi, dict) else isi if isinstance(isi, list) else ():
            yield from _semua(v)


def lihat_buku(path: Path) -> tuple[str, list[str]]:
    """The cells of the ledger; those that a spreadsheet would take for a formula and that are no figure."""
    with path.open(encoding="utf-8", newline="") as f:
        sel = [s for r in csv.reader(f) for s in r]
    return "\n".join(sel), [f"sel {s[:60]}" for s in sel if re.match(r"[=+@\t\r]|-(?![\d.,]+( ?%)?$)", s) and s != "-"]


def susun(akar: Path, laporan: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """The command run in the planted project."""
    pilihan = [x for nama in laporan for x in ("--laporan", nama)]
    perintah = [sys.executable, "-m", "triwulan.cli", "susun", f"params/{UNIT}/2024-tw2.yaml", *pilihan, "--format", "html,pdf,docx,xlsx"]
    return subprocess.run(perintah, cwd=akar, capture_output=True, text=True, env=os.environ | {"PYTHONPATH": str(AKAR / "lib")}, check=False)


def utama(laporan: Sequence[str], ruang: Path) -> int:
    for nama in ("data", "params", "notebooks"):
        shutil.copytree(AKAR / nama, ruang / nama, ignore=shutil.ignore_patterns(".ipynb_checkpoints", "kecamatan-contoh"))
    (ruang / "rahasia.txt").write_text(RAHASIA, "utf-8")
    print(f"{tanam(ruang)} sel ditanami {len(MUATAN)} muatan", file=sys.stderr)
    for pilihan in [laporan] if laporan else [[], ["koreksi-lkj-sekretaris"]]:
        hasil = susun(ruang, pilihan)
        if ESKAPE.search(hasil.stdout + hasil.stderr):
            print("keluaran terminal memuat tanda kendali", file=sys.stderr)
        if hasil.returncode:
            print(hasil.stdout[-3000:], hasil.stderr[-6000:], file=sys.stderr)
            return 1
    tempat = ruang / "reports" / UNIT / "2024-tw2"
    with sync_playwright() as p:
        browser = p.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"])
        lihat: dict[str, tuple[list[Path], Callable[[Path], tuple[str, list[str]]]]] = {
            "HTML": (sorted(tempat.glob("*.html")), lambda f: lihat_html(f, browser)), "PDF": (sorted(tempat.glob("*.pdf")), lihat_pdf), "Word": (sorted(tempat.glob("*.docx")), lihat_docx),
            "Excel": (sorted(tempat.glob("*.xlsx")), lihat_xlsx), "notebook": (sorted(tempat.glob("*.ipynb")), lihat_ipynb), "angka.csv": ([tempat / "angka.csv"], lihat_buku),
            "temuan.json": (sorted(tempat.glob("temuan.json")), lambda f: ("\n".join(_semua(json.loads(f.read_text("utf-8")))), [])),
            "halaman muka": ([ruang / "reports" / "index.html"], lambda f: lihat_html(f, browser)),
        }
        dilihat = {}
        for nama, (semua, baca) in lihat.items():
            isi = [baca(path) for path in semua]
            print(f"{nama}: {len(semua)} berkas", file=sys.stderr)
            dilihat[nama] = "\n".join(teks for teks, _ in isi), [b for _, buruk in isi for b in buruk]
        browser.close()
    return cetak(dilihat)


def cetak(dilihat: dict[str, tuple[str, list[str]]]) -> int:
    """The table: how often each payload stands as text in each format; below it whatever did something. 1 when anything did."""
    print(f"| muatan | {' | '.join(dilihat)} |\n| --- |{' --- |' * len(dilihat)}")
    for nama, muatan in MUATAN.items():
        print(f"| {nama} | {' | '.join(str(hitung(teks, muatan)) for teks, _ in dilihat.values())} |")
    print(f"| **berlaku** | {' | '.join(str(len(buruk)) for _, buruk in dilihat.values())} |")
    for nama, (_, buruk) in dilihat.items():
        for b in dict.fromkeys(buruk):
            print(f"- {nama}: `{b}`")
    return int(any(buruk for _, buruk in dilihat.values()))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="racun-") as folder:
        sys.exit(utama(sys.argv[1:], Path(folder)))
