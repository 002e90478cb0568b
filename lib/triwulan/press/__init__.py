"""How documents come out: executed notebooks in, HTML, PDF and the ledger out. Knows no office and no report."""

from triwulan.press import ringan  # noqa: F401 (before anything here imports nbformat)
