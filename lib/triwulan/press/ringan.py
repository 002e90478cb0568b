"""Imports jsonschema, which nbformat checks notebooks with, without the grammar for internationalised addresses: building that takes
longer than everything else that a command imports, and no notebook format asks for it. To be imported before nbformat."""

import sys

GRAMATIKA = "rfc3987_syntax"

if "jsonschema" not in sys.modules and GRAMATIKA not in sys.modules:
    sys.modules[GRAMATIKA] = None  # what Python takes for a package that is not there; jsonschema then does without
    import jsonschema  # noqa: F401

    del sys.modules[GRAMATIKA]
