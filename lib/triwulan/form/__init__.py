"""The language of official forms: formula rows, columns, tables. Knows no office."""
