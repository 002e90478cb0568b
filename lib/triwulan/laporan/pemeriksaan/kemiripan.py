"""How alike two printed texts are, whatever their capitals and punctuation."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache


def mirip(a: str, b: str) -> float:
    """From 0 (not alike, or less than half) to 1 (the same letters and digits)."""
    cocok = SequenceMatcher(None, polos(a), polos(b), autojunk=False)
    # The quick bounds spare most of the comparing.
    return cocok.ratio() if cocok.real_quick_ratio() >= 0.5 and cocok.quick_ratio() >= 0.5 else 0.0


@lru_cache(maxsize=4096)
def polos(teks: str) -> str:
    """The words of a text in small letters, parted by single blanks."""
    return re.sub(r"[^a-z0-9]+", " ", teks.lower()).strip()
