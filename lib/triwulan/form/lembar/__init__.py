"""Anybody's table: a CSV or workbook read onto a declared form, its formulas compared with the form's."""
