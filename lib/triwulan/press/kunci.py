"""One command at a time in a quarter's folder. The lock is the system's: it goes with the process that holds it, however that ends."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

#: What systems say of a share that knows no locks.
TANPA_KUNCI = (errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP)


class Terkunci(Exception):
    """Another command works in the folder; the message says what to do."""


@contextmanager
def kunci(tujuan: Path) -> Iterator[None]:
    """Holds `tujuan`, whose parent folder is there. Raises Terkunci at once if another command does, OSError where nothing can be
    written. On a share without locks everything goes on without one."""
    gembok = FileLock(tujuan.parent / f".{tujuan.name}.kunci", mode=0o666)
    try:
        gembok.acquire(timeout=0)
    except Timeout:
        raise Terkunci(f"{tujuan} sedang dipakai perintah triwulan lain (susun atau arsip). Tunggu sampai perintah itu selesai, lalu ulangi; tidak ada yang diubah.") from None
    except NotImplementedError:
        pass
    except OSError as error:
        if error.errno not in TANPA_KUNCI:
            raise
    try:
        yield
    finally:
        gembok.release()
