"""Asking for something by a name that does not exist: what there is instead, in one line and without a traceback."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

#: So many names are read at a glance; of more, only those like the one asked for.
BANYAK = 12


class TidakDikenal(KeyError):
    """A name in a notebook's call or in an address that nothing answers to. A notebook shows the message alone."""

    def __str__(self) -> str:
        return self.args[0]

    def _render_traceback_(self) -> list[str]:
        return [f"{self}.", "Betulkan namanya di sel ini, lalu jalankan lagi."]


def pilihan(dicari: str, ada: Iterable[str]) -> str:
    """`yang ada: a, b`, or of a long list `yang mirip: a`."""
    semua = list(ada)
    if len(semua) <= BANYAK:
        return f"yang ada: {', '.join(semua) or 'belum ada'}"
    mirip = get_close_matches(dicari, semua, 3, 0.5)
    return f"yang mirip: {', '.join(mirip)}" if mirip else f"di antara {len(semua)} yang ada tidak satu pun mirip"
