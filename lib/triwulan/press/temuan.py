"""The findings file: what the notebook of an audit carries, beside it as JSON."""

from __future__ import annotations

import json

from nbformat import NotebookNode

from triwulan.press.blok import MIME_TEMUAN
from triwulan.press.kanonik import bundles

TEMUAN = "temuan.json"


def tulis(nb: NotebookNode) -> bytes | None:
    """The bytes of the file that belongs beside this executed notebook; None where it carries no findings."""
    isi = None
    for temuan in bundles(nb, MIME_TEMUAN):
        isi = (json.dumps(temuan, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
    return isi
