"""What JupyterLab's server needs of us: an address for the export menu, and a welcome page that is saved without its form."""

from __future__ import annotations

from pathlib import PurePosixPath

from jupyter_server.base.handlers import path_regex
from jupyter_server.nbconvert.handlers import NbconvertFileHandler
from jupyter_server.utils import url_path_join

MULAI = "mulai.ipynb"


def _jupyter_server_extension_points() -> list[dict]:
    return [{"module": __name__}]


def _load_jupyter_server_extension(server) -> None:
    # The server's own address knows no format with a hyphen: choosing Triwulan-html in the menu would find no page.
    alamat = url_path_join(server.base_url, r"/nbconvert/(?P<format>triwulan-\w+)") + path_regex
    server.web_app.add_handlers(".*$", [(alamat, NbconvertFileHandler)])
    server.contents_manager.register_pre_save_hook(tanpa_keluaran)


def tanpa_keluaran(model: dict, path: str, **_) -> None:
    """Takes the outputs out of the welcome page that is being saved: a form of yesterday would only look as if it worked."""
    if model["type"] == "notebook" and PurePosixPath(path).name == MULAI:
        model["content"]["metadata"].pop("widgets", None)
        for sel in model["content"]["cells"]:
            if sel["cell_type"] == "code":
                sel["outputs"], sel["execution_count"] = [], None
