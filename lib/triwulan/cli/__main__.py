"""`python -m triwulan.cli`: the same command, where only the interpreter is known."""

from triwulan.cli import main

main()
