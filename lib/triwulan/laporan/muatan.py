"""All that the notebooks of reports call, imported: a process that has imported this module can be forked into kernels that start at once."""

import json
import os
from pathlib import Path

# The debugger that ipykernel loads remarks on frozen modules wherever it is loaded; nobody debugs here.
os.environ.setdefault("PYDEVD_DISABLE_FILE_VALIDATION", "1")

# What a kernel and a chart would else import when they begin.
import IPython.core.completerlib
import IPython.core.debugger
import IPython.core.logger
import IPython.core.oinspect
import IPython.extensions.storemagic
import matplotlib.backends.backend_agg
import matplotlib.backends.backend_svg
import matplotlib.font_manager
import matplotlib.style
import PIL.Image
import tornado.platform.asyncio
from ipykernel import debugger, kernelapp

from triwulan.laporan import (
    baris, bukti, formulir, galeri, grafik, grafik_acuan, kaskade, pemeriksaan, perbandingan, pohon, prosa, renja, status, telusur, triwulan_lalu,
)
from triwulan.laporan.buka import muat
from triwulan.office.params import Parameter, periksa
from triwulan.office.rujukan import TENTANG, rujukan

__all__ = [
    "IPython", "PIL", "baris", "bukti", "debugger", "formulir", "galeri", "grafik", "grafik_acuan", "kaskade", "kernelapp", "matplotlib", "pemeriksaan", "perbandingan", "pohon", "prosa", "renja",
    "status", "telusur", "tornado", "triwulan_lalu",
]
PIL.Image.preinit()


def hangatkan(akar: str, parameter: str) -> None:
    """Reads the data of the unit that a report's parameters (JSON) name, below the folder `akar`, so that kernels forked afterwards find them
    read and looked through. What is wrong with them, the kernel says."""
    try:
        p = periksa({k: v for k, v in json.loads(parameter).items() if k in Parameter.model_fields}, "parameter", Path(akar))
        data, aturan = muat(p, Path(akar))
        status.keadaan(data, p, aturan)
        for berkas in TENTANG:
            for acuan in data[berkas]["acuan"]:
                rujukan(data, acuan)
    except Exception:
        return
