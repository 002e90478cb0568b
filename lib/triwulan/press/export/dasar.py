"""What all formats share: how an executed notebook comes from nbconvert."""

from __future__ import annotations

import nbformat
from nbconvert.exporters.exporter import Exporter

from triwulan.press.kanonik import kanonik


class Pengekspor(Exporter):
    """An exporter that reads the canonical notebook."""

    def bersih(self, nb: nbformat.NotebookNode, resources) -> tuple[nbformat.NotebookNode, dict]:
        """A canonical copy of the notebook, and what nbconvert hands on with it.

        nbconvert copies a notebook three times and checks it eleven times for its preprocessors, of which none runs unless somebody
        enables it; that took half as long as making the document. The canonical notebook is a copy already."""
        if any(p.enabled for p in self._preprocessors):
            nb, resources = super().from_notebook_node(nb, resources)
        resources = self._init_resources(resources)
        nb = kanonik(nb)
        nbformat.validate(nb, relax_add_props=True)
        return nb, resources

    def siapkan(self) -> None:
        """Does what otherwise the first document waits for: processes that are forked afterwards have it. Starts no thread."""
        self.bersih(nbformat.v4.new_notebook(), None)
