"""`python -m triwulan.cli`: how the welcome page of JupyterLab starts a command."""

import signal

from triwulan.cli import main

if __name__ == "__main__":
    # A server that was started in the background hands "interrupt" down as ignored; the button that stops must work there too.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    main()
