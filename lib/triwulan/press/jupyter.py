"""What JupyterLab's server needs of us: an address for the export menu, one under which documents open as they are, results
that nobody overwrites, and a welcome page that is saved without its form."""

from __future__ import annotations

import os
from pathlib import PurePosixPath

from jupyter_server.base.handlers import JupyterHandler, path_regex
from jupyter_server.nbconvert.handlers import NbconvertFileHandler
from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager
from jupyter_server.utils import url_path_join
from tornado import web

from triwulan.press.export.html import kebijakan

MULAI = "mulai.ipynb"
#: The variable that tells a kernel the address of `Dokumen`.
ALAMAT = "TRIWULAN_BERKAS"
JENIS = (".html", ".pdf", ".docx", ".xlsx", ".csv", ".json", ".zip")


def _jupyter_server_extension_points() -> list[dict]:
    return [{"module": __name__}]


def _load_jupyter_server_extension(server) -> None:
    # The server's own address knows no format with a hyphen: choosing Triwulan-html in the menu would find no page.
    alamat = url_path_join(server.base_url, r"/nbconvert/(?P<format>triwulan-\w+)") + path_regex
    berkas = url_path_join(server.base_url, "triwulan")
    server.web_app.add_handlers(".*$", [(alamat, NbconvertFileHandler), (berkas + r"/(.*)", Dokumen, {"path": server.root_dir})])
    # The kernels of this server hear under which address documents open.
    os.environ[ALAMAT] = berkas
    server.contents_manager.register_pre_save_hook(tanpa_keluaran)


class Dokumen(JupyterHandler, web.StaticFileHandler):
    """A document below `reports` as it is. The server's own address for files shuts a page off, so that its links to other
    reports are refused, and opens no Word file."""

    @web.authenticated
    async def get(self, path: str, include_body: bool = True) -> None:
        jalur = PurePosixPath(path)
        if "reports" not in jalur.parts or jalur.suffix not in JENIS:
            raise web.HTTPError(404)
        await web.StaticFileHandler.get(self, path, include_body)

    @property
    def content_security_policy(self) -> str:
        # The page's own policy: of a page that somebody else has put there nothing runs.
        return f"{kebijakan()}; frame-ancestors 'self'"

    def set_extra_headers(self, path: str) -> None:
        if path.endswith((".docx", ".zip", ".csv", ".xlsx")):
            self.set_header("Content-Disposition", "attachment")


class Berkas(AsyncLargeFileManager):
    """The files that JupyterLab shows. What compiling made is for reading: an automatic save, which follows on a mere look,
    would leave a record that no longer is the one that was built, and no archive would take it."""

    def is_writable(self, path: str) -> bool:
        return not (path.endswith(".ipynb") and "reports" in PurePosixPath(path).parts) and super().is_writable(path)


def tanpa_keluaran(model: dict, path: str, **_) -> None:
    """Takes the outputs out of the welcome page that is being saved: a form of yesterday would only look as if it worked."""
    if model["type"] == "notebook" and PurePosixPath(path).name == MULAI:
        model["content"]["metadata"].pop("widgets", None)
        for sel in model["content"]["cells"]:
            if sel["cell_type"] == "code":
                sel["outputs"], sel["execution_count"] = [], None
