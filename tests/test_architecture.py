"""What the project promises about itself: who imports whom, how large things are, what notebooks may hold, what files say."""

import ast
import re
import tomllib
from pathlib import Path

import nbformat
import pytest

from triwulan.office import paket

AKAR = Path(__file__).resolve().parents[1]
LIB = AKAR / "lib" / "triwulan"
MODUL = sorted(LIB.rglob("*.py"))
NOTEBOOK = sorted((AKAR / "notebooks").glob("*.ipynb"))
#: The welcome page has no parameters: it is about every quarter there is, and its form chooses one.
BERPARAMETER = [p for p in NOTEBOOK if p.stem != "mulai"]

#: wing → what it may import of ours (design: three wings that do not know each other, a hall, a front door).
BOLEH = {
    "form": {"form"},
    "office": {"office"},
    # Both notations and the rule for missing values, since a workbook computes what the press otherwise only lays out.
    "press": {"press", "form.table", "form.formula", "form.metode", "form.nilai", "form.asal"},
    "laporan": {"laporan", "form", "office", "press"},
    "cli": {"cli", "laporan", "office", "press", "form"},
    "galat_sistem": set(),
    "disk": {"disk"},
}
#: What every wing may import: the words for what the operating system refuses, and what keeps files whole.
SEMUA = {"galat_sistem", "disk"}


def impor(path: Path) -> set[str]:
    """Our own modules that a file imports, as `form.table`."""
    out = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("triwulan"):
            dasar = node.module.removeprefix("triwulan").lstrip(".")
            for alias in node.names:
                penuh = f"{dasar}.{alias.name}".lstrip(".")
                out.add(penuh if (LIB / f"{penuh.replace('.', '/')}.py").exists() else dasar)
        elif isinstance(node, ast.Import):
            out |= {a.name.removeprefix("triwulan.") for a in node.names if a.name.startswith("triwulan")}
    return out


@pytest.mark.parametrize("path", MODUL, ids=lambda p: p.relative_to(LIB).as_posix())
def test_imports_run_in_one_direction(path):
    sayap = path.relative_to(LIB).parts[0].removesuffix(".py")
    if sayap == "__init__":
        return
    for nama in impor(path):
        assert any(nama == b or nama.startswith(f"{b}.") for b in BOLEH[sayap] | SEMUA), f"{path.name} ({sayap}) mengimpor {nama}"


def test_the_formula_module_imports_nothing_of_ours_and_no_pandas():
    teks = (LIB / "form" / "formula.py").read_text("utf-8")
    assert not impor(LIB / "form" / "formula.py") and "pandas" not in teks


def test_files_can_be_read_in_one_go():
    for path in [*MODUL, *sorted((AKAR / "tests").glob("*.py"))]:
        assert len(path.read_text("utf-8").splitlines()) <= 300, path


def test_public_functions_and_modules_are_documented():
    for path in MODUL:
        tree = ast.parse(path.read_text("utf-8"))
        if tree.body:
            assert ast.get_docstring(tree), path
        for node in tree.body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and len(node.body) > 2:
                assert ast.get_docstring(node), f"{path.name}: {node.name}"


@pytest.mark.parametrize("path", NOTEBOOK, ids=lambda p: p.name)
def test_notebooks_hold_prose_calls_and_display_only(path):
    nb = nbformat.read(path, as_version=4)
    assert sum("parameters" in c.metadata.get("tags", []) for c in nb.cells) == (path in BERPARAMETER)
    assert len({c.id for c in nb.cells}) == len(nb.cells)
    for cell in nb.cells:
        assert re.fullmatch(r"[a-z0-9-]+", cell.id), f"sel {cell.id}: id tetap dan terbaca"
        if cell.cell_type != "code":
            continue
        assert not cell.outputs and cell.execution_count is None, f"sel {cell.id} memuat keluaran"
        for node in ast.walk(ast.parse(cell.source)):
            terlarang = (ast.FunctionDef, ast.Lambda, ast.ClassDef, ast.BinOp, ast.For, ast.While, ast.If, ast.ListComp, ast.DictComp)
            assert not isinstance(node, terlarang), f"sel {cell.id}: {type(node).__name__}"


def test_every_notebook_takes_the_keys_of_the_parameter_files():
    from ruamel.yaml import YAML

    kunci = list(YAML(typ="safe").load((AKAR / "params/kecamatan-lumajang/2024-tw2.yaml").read_text("utf-8")))
    for path in BERPARAMETER:
        (sel,) = [c for c in nbformat.read(path, as_version=4).cells if "parameters" in c.metadata.get("tags", [])]
        assert [t.id for n in ast.parse(sel.source).body for t in n.targets][: len(kunci)] == kunci


def test_environment_yml_keeps_the_bounds_of_pyproject():
    proyek = tomllib.loads((AKAR / "pyproject.toml").read_text("utf-8"))["project"]
    lingkungan = (AKAR / "environment.yml").read_text("utf-8")
    daftar = re.findall(r"^\s*- ([a-z0-9.-]+[<>=].*)$", lingkungan, re.M)
    assert set(daftar) == {*proyek["dependencies"], f"python{proyek['requires-python']}"}


def test_every_dependency_has_a_reason_and_a_locked_hash():
    teks = (AKAR / "pyproject.toml").read_text("utf-8")
    kunci = (AKAR / "requirements.lock").read_text("utf-8")
    assert not re.search(r"https?://|--(extra-)?index|--find-links", kunci + (AKAR / "requirements-test.lock").read_text("utf-8"))
    for nama in re.findall(r'^    "([a-z0-9.-]+)>=', teks, re.M):
        assert re.search(rf'^    "{re.escape(nama)}>=[^"]*",\s+# .{{10,}}$', teks, re.M), f"{nama} tanpa alasan"
    for nama in [re.match(r"[a-z0-9.-]+", d)[0] for d in tomllib.loads(teks)["project"]["dependencies"]]:
        assert re.search(rf"^{re.escape(nama.replace('.', '-'))}==\S+.*\\\n    --hash=sha256:", kunci, re.M), nama


@pytest.mark.parametrize("folder", sorted(p for p in (AKAR / "data").iterdir() if p.is_dir()), ids=lambda p: p.name)
def test_the_data_descriptor_is_up_to_date(folder):
    assert paket.perbarui(folder) == (folder / "datapackage.json").read_text("utf-8"), "jalankan: make paket"


def test_the_readme_tree_names_what_is_there():
    """Every path in the README's annotated tree exists, and every module of the library stands in it."""
    teks = (AKAR / "README.md").read_text("utf-8")
    pohon = re.search(r"<!-- tree -->\n```\n(.*?)```", teks, re.S)[1]
    jalur, ada = [], set()
    for baris in pohon.splitlines():
        dalam, nama = re.match(r"( *)(\S+)", baris).groups()
        jalur = [*jalur[: len(dalam) // 2], nama]
        path = AKAR.joinpath(*jalur)
        assert path.exists(), path
        ada.add(path)
    for path in MODUL:
        assert path in ada or path.name == "__init__.py" or path.parent in ada and path.parent.name == "formulir", path


def test_nothing_names_a_machine_or_an_index():
    import subprocess

    berkas = subprocess.run(["git", "ls-files", "-z"], cwd=AKAR, capture_output=True, text=True, check=True).stdout.split("\0")
    for nama in filter(None, berkas):
        path = AKAR / nama
        if path.suffix in (".ttf", ".png", ".jpg", ".xlsx", ".docx") or not path.exists():
            continue
        teks = path.read_text("utf-8")
        for pola in (r"(?<![\w.])/(home|root|work|Users)/", "pypi" + r"\.org|python" + "hosted"):
            assert not re.search(pola, teks), f"{nama}: {pola}"
