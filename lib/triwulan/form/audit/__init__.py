"""Published tables checked: a printed figure against its formula row and, where there are, against the data."""

from triwulan.form.audit.periksa import periksa

__all__ = ["periksa"]
