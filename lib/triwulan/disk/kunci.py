"""One command at a time in a place. The lock is the system's: it goes with the process that holds it, however that ends."""

from __future__ import annotations

import errno
import getpass
import json
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

#: What systems say of a share that knows no locks.
TANPA_KUNCI = (errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP)


class Terkunci(Exception):
    """Another command works in the place; the message says which, and what to do."""


@contextmanager
def kunci(gembok: Path, tempat: Path, tunggu: float = 0) -> Iterator[None]:
    """Holds `tempat` by the lock file `gembok`, whose folder is there. Raises Terkunci if another command still does after `tunggu`
    seconds, OSError where nothing can be written. On a share without locks everything goes on without one."""
    kunci_ = FileLock(gembok, mode=0o666)
    siapa = gembok.with_name(f"{gembok.name}.siapa")
    try:
        kunci_.acquire(timeout=tunggu)
    except Timeout:
        raise Terkunci(f"{tempat} sedang dipakai {_siapa(siapa)}. Tunggu sampai perintah itu selesai, lalu ulangi; tidak ada yang diubah.") from None
    except NotImplementedError:
        pass
    except OSError as error:
        if error.errno not in TANPA_KUNCI:
            raise
    try:
        # Beside the lock, since whoever tries the lock empties its file. It is only read while the lock is held.
        with suppress(OSError):
            siapa.write_text(json.dumps(_aku()), "utf-8")
        yield
    finally:
        with suppress(OSError):
            siapa.unlink(missing_ok=True)
        kunci_.release()


def samping(tempat: Path) -> Path:
    """The lock file beside a folder."""
    return tempat.parent / f".{tempat.name}.kunci"


def _aku() -> dict:
    perintah = next((a for a in sys.argv[1:2] if re.fullmatch("[a-z-]+", a)), "")
    try:
        akun = getpass.getuser()
    except (OSError, KeyError):  # an account without a name
        akun = ""
    return {"perintah": perintah, "proses": os.getpid(), "akun": akun, "sejak": datetime.now().isoformat(timespec="seconds")}


def _siapa(path: Path) -> str:
    """`triwulan susun (proses 4711, akun sekretariat, sejak 27-11-2026 21.04)`; less where that is not known."""
    try:
        isi = json.loads(path.read_text("utf-8"))
        sejak = datetime.fromisoformat(isi["sejak"])
        rinci = [f"proses {int(isi['proses'])}", *([f"akun {isi['akun']}"] if str(isi["akun"]).isprintable() and isi["akun"] else []), f"sejak {sejak:%d-%m-%Y %H.%M}"]
        perintah = f"triwulan {isi['perintah']}" if re.fullmatch("[a-z-]+", isi["perintah"]) else "perintah triwulan lain"
        return f"{perintah} ({', '.join(rinci)})"
    except (OSError, ValueError, KeyError, TypeError):
        return "perintah triwulan lain"
