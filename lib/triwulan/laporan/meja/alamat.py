"""Where a file of the project opens in the JupyterLab that this kernel belongs to."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from html import escape
from pathlib import Path
from urllib.parse import quote


@dataclass(frozen=True)
class Peladen:
    """A Jupyter server: the folder it shows, the address under which it does, and that of documents as they are ("" in one that
    was not started by `make lab`)."""

    akar: Path
    alamat: str
    dokumen: str = ""

    def jalur(self, path: Path) -> str | None:
        """A file's path as the server names it; None for one outside of what it shows."""
        try:
            return path.resolve().relative_to(self.akar.resolve()).as_posix()
        except ValueError:
            return None


def peladen() -> Peladen | None:
    """The server that started this kernel, by the note it keeps in Jupyter's runtime folder; None without one."""
    from jupyter_core.paths import jupyter_runtime_dir

    catatan = Path(jupyter_runtime_dir()) / f"jpserver-{os.environ.get('JPY_PARENT_PID', '')}.json"
    try:
        isi = json.loads(catatan.read_text("utf-8"))
        return Peladen(Path(isi["root_dir"]), isi["base_url"], os.environ.get("TRIWULAN_BERKAS", ""))
    except (OSError, ValueError, KeyError):
        return None


def tautan(path: Path, teks: str, di: Peladen | None) -> str:
    """A link to a file as HTML: a web page opens in a browser tab of its own, a Word file is fetched, anything else opens in
    JupyterLab. A file that the server does not show is named by its path."""
    jalur = di and di.jalur(path)
    if not di or jalur is None:
        return f"{escape(teks)}: <code>{escape(str(path))}</code>"
    href = f"{di.dokumen or di.alamat + 'files'}/{quote(jalur)}"
    buka = f" data-commandlinker-command=\"docmanager:open\" data-commandlinker-args='{escape(json.dumps({'path': jalur}))}'"
    return f'<a href="{escape(href)}" target="_blank"{buka if path.suffix in (".pdf", ".ipynb") else ""}>{escape(teks)}</a>'
