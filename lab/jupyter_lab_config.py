"""JupyterLab as `make lab` starts it: on the welcome page, with the whole project in the file browser, without a network."""

from pathlib import Path

c = get_config()  # noqa: F821 (Jupyter gives it)
c.ServerApp.root_dir = str(Path(__file__).resolve().parents[1])  # reports/ and docs/ can be opened, too
c.ServerApp.contents_manager_class = "triwulan.press.jupyter.Berkas"  # results are shown, not saved over
c.LabApp.default_url = "/lab/tree/notebooks/mulai.ipynb"
c.KernelProvisionerFactory.default_provisioner_name = "triwulan-hangat"  # kernels that start at once
c.LabApp.news_url = None  # that nobody is asked about them either is a setting: labconfig/
c.LabApp.check_for_updates_class = "jupyterlab.NeverCheckForUpdate"
c.LabApp.extension_manager = "readonly"  # the other one asks a package index
