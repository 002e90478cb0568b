"""How documents come out: executed notebooks in, HTML, PDF and the ledger out. Knows no office and no report."""
