"""LRA exports read into proposals."""
