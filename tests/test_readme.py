"""What the README shows is run."""

import re

import pytest


def test_follow_one_figure(akar, capsys):
    """Each `print(…)  # expected` line of the README's example prints just that."""
    kode = re.search(r"```python\n(.*?)```", (akar / "README.md").read_text("utf-8"), re.S)[1]
    harapan = [m.split("  … ")[0].strip() for m in re.findall(r"^print\(.*?\)\s+# (.*)$", kode, re.M)]
    exec(compile(kode, "README.md", "exec"), {})
    assert capsys.readouterr().out.strip().splitlines() == harapan and len(harapan) == 5


@pytest.mark.parametrize("target", ["laporan", "test", "lab", "paket", "help"])
def test_make_targets_that_documents_name_exist(akar, target):
    assert re.search(rf"^{target}:", (akar / "Makefile").read_text("utf-8"), re.M)


def test_links_of_the_documents_lead_somewhere(akar):
    for nama in ("README.md", "data/README.md", "docs/README.md", "CHANGELOG.md"):
        path = akar / nama
        for tujuan in re.findall(r"\]\(([^)#]+)\)", path.read_text("utf-8")):
            assert (path.parent / tujuan).exists(), f"{nama}: {tujuan}"
