"""The RO-Crate validator of roc-validator over an unpacked archive, without a network.

It asks the network for one thing, the JSON-LD context of RO-Crate 1.1. The package rocrate brings that of 1.3, which has all names of
1.1; it is laid into the validator's cache in its place, with the one prefix that 1.1 spells otherwise spelled as there.
"""

import io
import subprocess
import sys
from pathlib import Path

import rocrate
from requests.adapters import HTTPAdapter
from requests_cache import CachedSession
from urllib3 import HTTPResponse

KONTEKS = "https://w3id.org/ro/crate/1.1/context"
PROFIL = ("ro-crate-1.1", "process-run-crate-0.5", "workflow-run-crate-0.5")


class _Konteks(HTTPAdapter):
    """Answers every request with the context."""

    def send(self, request, *_, **__):
        isi = (Path(rocrate.__file__).parent / "data" / "ro-crate.jsonld").read_bytes().replace(b"https://bioschemas.org/terms/", b"https://bioschemas.org/")
        return self.build_response(request, HTTPResponse(io.BytesIO(isi), {"Content-Type": "application/ld+json"}, 200, preload_content=False, request_url=request.url))


def periksa(folder: Path, profil: str, ruang: Path) -> tuple[int, str]:
    """The validator's exit code and words on the crate in `folder`; `ruang` is a folder for its cache."""
    with CachedSession(cache_name=str(ruang / "konteks"), backend="sqlite", expire_after=-1, allowable_methods=("GET",)) as sesi:
        sesi.mount("https://", _Konteks())
        for terima in ("application/ld+json, application/json", "*/*"):
            sesi.get(KONTEKS, headers={"Accept": terima})
    perintah = ["-y", "validate", "--no-paging", "-v", "--offline", "--cache-path", str(ruang / "konteks"), "-p", profil, str(folder)]
    jadi = subprocess.run([str(Path(sys.executable).with_name("rocrate-validator")), *perintah], capture_output=True, text=True, cwd=ruang)
    return jadi.returncode, jadi.stdout + jadi.stderr
