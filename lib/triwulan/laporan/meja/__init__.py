"""The workbench on the welcome page: which quarter, what it lacks, compile it."""

from triwulan.laporan.meja.borang import buka

__all__ = ["buka"]
