"""No network for a program and all it starts. The very file is used in two ways, and imports nothing of ours for that.

As `sitecustomize.py` on the path of a Python, kernels included, it refuses every connection but to this machine. As a program,
`tanpa_jaringan.py PROGRAM …` in a network namespace of its own, where nothing leads outside, it turns the loopback on, which
kernels talk over, and runs the program.
"""

import socket
import subprocess
import sys

#: Where a connection would be made or a name looked up; the address stands at this place of the event's arguments.
PERISTIWA = {"socket.connect": 1, "socket.sendto": 1, "socket.sendmsg": 1, "socket.getaddrinfo": 0, "socket.gethostbyname": 0, "socket.gethostbyaddr": 0}


class JaringanDitutup(PermissionError):
    """Something wanted the network."""


def sendiri(alamat: object) -> bool:
    """Whether an address is on this machine: a socket in the file system, loopback, none at all."""
    tujuan = alamat[0] if isinstance(alamat, tuple) else alamat
    if not isinstance(alamat, tuple) and isinstance(tujuan, (bytes, str)) and "/" in str(tujuan):
        return True
    teks = tujuan.decode("ascii", "replace") if isinstance(tujuan, bytes) else str(tujuan or "")
    return teks in ("", "None", "localhost", "::1", "0.0.0.0", "::") or teks.startswith("127.") or teks.startswith("\0")


def tolak(peristiwa: str, argumen: tuple) -> None:
    """The audit hook. Raises JaringanDitutup."""
    if peristiwa in PERISTIWA and not sendiri(argumen[PERISTIWA[peristiwa]]):
        raise JaringanDitutup(f"jaringan ditutup selama arsip disusun ulang ({peristiwa}: {argumen[PERISTIWA[peristiwa]]!r})")


def hidupkan_loopback() -> None:
    """Up and running, as `ip link set lo up` does it where that program is installed."""
    import fcntl
    import struct

    SIOCSIFFLAGS, IFF_UP_RUNNING = 0x8914, 0x41
    with socket.socket() as s:
        fcntl.ioctl(s, SIOCSIFFLAGS, struct.pack("16sh", b"lo", IFF_UP_RUNNING))


if __name__ == "sitecustomize":
    sys.addaudithook(tolak)
elif __name__ == "__main__":
    hidupkan_loopback()
    # As a child, not in its place: in a process namespace of its own the first process takes all others with it when it ends.
    sys.exit(subprocess.run(sys.argv[1:]).returncode)
