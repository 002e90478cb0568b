"""JupyterLab as `make lab` starts it: on the welcome page, with the whole project in the file browser, without a network."""

from pathlib import Path

PROYEK = Path(__file__).resolve().parents[1]


def tanpa_keluaran(model, path, **_):
    """The welcome page is saved without its outputs: a form kept from yesterday would only look as if it worked."""
    if model["type"] == "notebook" and Path(path).name == "mulai.ipynb":
        model["content"]["metadata"].pop("widgets", None)
        for sel in model["content"]["cells"]:
            if sel["cell_type"] == "code":
                sel["outputs"], sel["execution_count"] = [], None


c = get_config()  # noqa: F821 (Jupyter gives it)
c.ServerApp.root_dir = str(PROYEK)  # reports/ and docs/ can be opened, too
c.LabApp.default_url = "/lab/tree/notebooks/mulai.ipynb"
c.LabApp.news_url = None  # that nobody is asked about them either is a setting: labconfig/
c.LabApp.check_for_updates_class = "jupyterlab.NeverCheckForUpdate"
c.LabApp.extension_manager = "readonly"  # the other one asks a package index
c.FileContentsManager.pre_save_hook = tanpa_keluaran
