"""Entry workbooks read back."""

from __future__ import annotations

from pathlib import Path


def dikenali(path: Path) -> bool:
    """Whether a file is an entry workbook."""
    return False
