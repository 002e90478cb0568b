"""The parts of a Word document, a module each; `press/export/docx.py` puts them together."""
