"""The hall where forms, the office and the press meet; all that a notebook may call."""

from triwulan.laporan.buka import buka

__all__ = ["buka"]
