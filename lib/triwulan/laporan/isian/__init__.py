"""The entry workbook: what a quarter asks for, as sheets to fill; `laporan/masuk/isian` reads it back."""
