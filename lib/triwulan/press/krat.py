"""What an archive holds and how it came about, as an RO-Crate for programs: Workflow Run Crate and Process Run Crate 0.5.

The root is the payload, `data/`. The workflow is the library's wheel, which executes the notebooks; the whole compilation is one
run of it, and each report a run of its notebook.
"""

from __future__ import annotations

import csv
import io
import json
import mimetypes
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from rocrate.model import ContextEntity, File
from rocrate.rocrate import ROCrate

from triwulan.press.himpun import CATATAN, LAPORAN, PROYEK, PUSTAKA, RUSAK, Kumpulan

NAMA = "ro-crate-metadata.json"
PROFIL = {
    "https://w3id.org/ro/wfrun/process/0.5": "Process Run Crate", "https://w3id.org/ro/wfrun/workflow/0.5": "Workflow Run Crate",
    "https://w3id.org/workflowhub/workflow-ro-crate/1.0": "Workflow RO-Crate",
}
JENIS = {".ipynb": "application/x-ipynb+json", ".csv": "text/csv", ".yaml": "application/yaml", ".yml": "application/yaml", ".lock": "text/plain", ".toml": "application/toml", ".whl": "application/zip", ".json": "application/json"}
SEBUTAN = {"unit": "unit", "tahun": "tahun anggaran", "triwulan": "triwulan", "tanggal_laporan": "tanggal laporan", "aturan": "himpunan aturan"}


def tulis(kumpulan: Kumpulan, lain: Mapping[str, bytes], pengenal: str, versi: int, naskah: Mapping[str, str], penanda: tuple[Mapping[str, str], ...]) -> bytes:
    """The metadata file of the crate. `lain`: further payload files by path; `pengenal`: the archive's name. Depends on the evidence and
    its run record only; the same bytes for the same."""
    krat = ROCrate(version="1.1")
    isi = {**kumpulan.isi, **lain}
    berkas = {j: krat.add(File(krat, dest_path=j, properties=_berkas(j, b))) for j, b in sorted(isi.items())}
    orang = _orang(krat, kumpulan, penanda)
    _sumber(krat, kumpulan, berkas)
    roda = next(b for j, b in berkas.items() if j.startswith(f"{PUSTAKA}/"))
    parameter = _alur(krat, kumpulan, roda, [b for j, b in berkas.items() if j.startswith(f"{PROYEK}/notebooks/")])
    lari = _lari(krat, kumpulan, berkas, roda, parameter, orang)
    _akar(krat, kumpulan, pengenal, versi, naskah, orang, roda, lari)
    graf = krat.metadata.generate()
    return (json.dumps(graf, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _akar(krat: ROCrate, kumpulan: Kumpulan, pengenal: str, versi: int, naskah: Mapping[str, str], orang: Mapping, roda: File, lari: list) -> None:
    unit = krat.add(ContextEntity(krat, "#unit", properties={"@type": "Organization", "name": kumpulan.nama_unit}))
    syarat = krat.add(ContextEntity(krat, "#ketentuan", properties={
        "@type": "CreativeWork", "name": "Naskah dinas; ketentuan pemakaian belum ditetapkan", "description": f"Naskah dinas {kumpulan.nama_unit}. Pemakaiannya menurut peraturan kearsipan dan keterbukaan informasi publik.",
    }))
    profil = [krat.add(ContextEntity(krat, k, properties={"@type": "CreativeWork", "name": v, "version": k.rpartition("/")[2]})) for k, v in PROFIL.items()]
    akar = krat.root_dataset
    akar["name"] = f"Bukti laporan kinerja triwulanan, {kumpulan.nama_unit}, laporan bertanggal {kumpulan.tanggal}"
    akar["description"] = f"Masukan, parameter, aturan, notebook, pustaka, notebook terlaksana, dokumen, angka dan catatan penyusunan dari: {'; '.join(kumpulan.judul)}"
    akar["identifier"], akar["version"], akar["datePublished"], akar["inLanguage"] = pengenal, str(versi), kumpulan.tanggal, "id"
    akar["license"], akar["publisher"], akar["conformsTo"], akar["mentions"], akar["mainEntity"] = syarat, unit, profil, lari, roda
    if orang["penanda"]:
        akar["accountablePerson"] = orang["penanda"]
    if kumpulan.draf:
        akar["creativeWorkStatus"] = "Draft"
    akar["additionalProperty"] = [
        krat.add(ContextEntity(krat, f"#naskah-{n}", properties={"@type": "PropertyValue", "name": _sebut(n), "value": nilai})) for n, nilai in sorted(naskah.items())
    ]


def _sebut(n: str) -> str:
    return {"klasifikasi": "klasifikasi arsip", "retensi": "retensi arsip"}.get(n, f"nomor surat {n}")


def _berkas(jalur: str, isi: bytes) -> dict:
    akhiran = PurePosixPath(jalur).suffix
    jenis = JENIS.get(akhiran) or mimetypes.guess_type(jalur)[0] or "application/octet-stream"
    kelas = ["File"] + ["SoftwareSourceCode"] * jalur.startswith((f"{PUSTAKA}/", f"{PROYEK}/notebooks/")) + ["ComputationalWorkflow"] * jalur.startswith(f"{PUSTAKA}/")
    return {"@type": kelas if len(kelas) > 1 else "File", "name": PurePosixPath(jalur).name, "encodingFormat": jenis, "contentSize": str(len(isi))}


def _orang(krat: ROCrate, kumpulan: Kumpulan, penanda: Iterable[Mapping[str, str]]) -> dict:
    """Who signs, and by name who compiled."""
    tanda = [
        krat.add(ContextEntity(krat, f"#penanda-tangan-{n}", properties={"@type": "Person", "name": p["nama"], "jobTitle": p["jabatan"]} | ({"identifier": p["nip"]} if p["nip"] else {})))
        for n, p in enumerate(penanda, 1)
    ]
    oleh = dict.fromkeys(o for c in kumpulan.catatan.values() if isinstance(o := c.get("oleh"), str) and o)
    return {"penanda": tanda, "penyusun": {o: krat.add(ContextEntity(krat, f"#penyusun-{n}", properties={"@type": "Person", "name": o})) for n, o in enumerate(oleh, 1)}}


def _sumber(krat: ROCrate, kumpulan: Kumpulan, berkas: Mapping[str, File]) -> None:
    """The papers that the data were taken from, and which file cites which."""
    for jalur in [j for j in kumpulan.isi if j.startswith(f"{PROYEK}/data/") and j.endswith("/datapackage.json")]:
        try:
            sumber = {s["name"]: krat.add(ContextEntity(krat, f"#sumber-{s['name']}", properties={"@type": "CreativeWork", "name": s["title"]})) for s in json.loads(kumpulan.isi[jalur]).get("sources", [])}
        except RUSAK:
            continue
        folder = jalur.removesuffix("datapackage.json")
        for j, b in berkas.items():
            if j.startswith(folder) and j.endswith(".csv") and (dikutip := {r.get("dokumen") for r in csv.DictReader(io.StringIO(kumpulan.isi[j].decode("utf-8-sig", "replace")))} & sumber.keys()):
                b["isBasedOn"] = [sumber[d] for d in sorted(dikutip)]


def _alur(krat: ROCrate, kumpulan: Kumpulan, roda: File, notebook: list[File]) -> dict[str, ContextEntity]:
    """The workflow: the wheel with the notebooks it executes and the parameters it takes."""
    python = krat.add(ContextEntity(krat, "#python", properties={"@type": "ComputerLanguage", "name": "Python", "url": "https://www.python.org/"}))
    for nb in notebook:
        nb["programmingLanguage"] = python
    satu = next(iter(kumpulan.asal.values()), {"parameter": {}})["parameter"]
    parameter = {k: krat.add(ContextEntity(krat, f"#parameter-{k}", properties={"@type": "FormalParameter", "name": k, "description": SEBUTAN.get(k, k), "additionalType": "Integer" if isinstance(v, int) else "Text", "valueRequired": True})) for k, v in satu.items()}
    roda["programmingLanguage"], roda["hasPart"], roda["input"], roda["license"] = python, notebook, list(parameter.values()), "https://spdx.org/licenses/MIT"
    roda["version"] = roda.id.split("-")[1]
    return parameter


def _lari(krat: ROCrate, kumpulan: Kumpulan, berkas: Mapping[str, File], roda: File, parameter: Mapping[str, ContextEntity], orang: Mapping) -> list[ContextEntity]:
    """The compilation as a whole, and each report as a run of its notebook."""
    nilai = {k: krat.add(ContextEntity(krat, f"#nilai-{k}", properties={"@type": "PropertyValue", "name": k, "value": v})) for k, v in next(iter(kumpulan.asal.values()), {"parameter": {}})["parameter"].items() if k in parameter}
    for k, v in nilai.items():
        v["exampleOfWork"] = parameter[k]
    semua, masukan, hasil = [], {}, {}
    for laporan in kumpulan.laporan:
        c, asal = kumpulan.catatan[laporan], kumpulan.asal[laporan]
        dari = {j: berkas[j] for m in sorted({*c["masukan"], *asal["masukan"]}) if (j := f"{PROYEK}/{m}") in berkas}
        jadi = {j: berkas[j] for n in sorted(c["berkas"]) if (j := f"{LAPORAN}/{n}") in berkas}
        notebook = berkas.get(f"{PROYEK}/{c.get('notebook', '')}", berkas.get(f"{PROYEK}/notebooks/{laporan}.ipynb", roda))
        semua.append(_tindak(krat, f"#susun-{laporan}", f"Penyusunan {asal['judul']}", notebook, [*dari.values(), *nilai.values()], [*jadi.values()], c, orang))
        masukan, hasil = masukan | dari, hasil | jadi
    c = {k: pilih(x for x in (c.get(k) for c in kumpulan.catatan.values()) if isinstance(x, str)) for k, pilih in (("mulai", lambda v: min(v, default="")), ("selesai", lambda v: max(v, default="")))}
    c["oleh"] = next((o for o in (c_.get("oleh") for c_ in kumpulan.catatan.values()) if o), "")
    for j in (f"{LAPORAN}/{CATATAN}", f"{LAPORAN}/angka.csv"):
        hasil |= {j: berkas[j]} if j in berkas else {}
    return [_tindak(krat, "#susun", "Penyusunan laporan satu triwulan", roda, [*masukan.values(), *nilai.values()], [*hasil.values()], c, orang), *semua]


def _tindak(krat: ROCrate, id_: str, nama: str, alat: File, dari: list, jadi: list, c: Mapping, orang: Mapping) -> ContextEntity:
    t = krat.add(ContextEntity(krat, id_, properties={"@type": "CreateAction", "name": nama, "actionStatus": "http://schema.org/CompletedActionStatus"}))
    t["instrument"], t["object"], t["result"] = alat, dari, jadi
    for kunci, milik in (("startTime", "mulai"), ("endTime", "selesai")):
        if isinstance(c.get(milik), str) and c[milik]:
            t[kunci] = c[milik]
    if (oleh := c.get("oleh")) in orang["penyusun"]:
        t["agent"] = orang["penyusun"][oleh]
    return t
