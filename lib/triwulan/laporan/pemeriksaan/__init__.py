"""The check of a quarter: documents as filed, figure by figure and text by text, and our own reports before they are filed."""

from triwulan.laporan.pemeriksaan.hasil import Hasil, periksa
from triwulan.laporan.pemeriksaan.lembar import Pemeriksaan, buka

__all__ = ["Hasil", "Pemeriksaan", "buka", "periksa"]
