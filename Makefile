# Every target sets up .venv from the hashed lock first; nothing but Python >= 3.11, make and a package index is needed.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help laporan test bench lab paket clean
.DEFAULT_GOAL := help

help: ## this list
	@grep -E '^[a-z]+:.*## ' Makefile | sed -E 's/:.*## /\t/' | expand -t 12

laporan: $(VENV)/.siap ## every report of Kecamatan Lumajang, TW II 2024, into reports/
	$(BIN)/triwulan susun params/kecamatan-lumajang/2024-tw2.yaml

test: $(VENV)/.siap-test ## the whole test suite
	$(BIN)/python -m pytest

bench: $(VENV)/.siap-test ## how long a quarter takes, beside papermill and nbconvert; some 40 minutes
	$(BIN)/python tests/bench.py

lab: $(VENV)/.siap ## JupyterLab on the welcome page
	@$(BIN)/jupyter trust notebooks/mulai.ipynb
	JUPYTER_CONFIG_PATH="$(CURDIR)/lab" $(BIN)/jupyter lab

paket: $(VENV)/.siap ## renew the data package descriptors after an edit in data/
	$(BIN)/python -m triwulan.office.paket data/*/

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Perlu Python 3.11 atau lebih baru; yang ditemukan " + sys.version.split()[0] + ". Jalankan: make PYTHON=/jalur/ke/python3.11 …")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.siap: requirements-build.lock requirements.lock pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-build.lock
	$(BIN)/python -m pip install --quiet --require-hashes --no-build-isolation -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --no-index -e .
	touch $@

$(VENV)/.siap-test: requirements-test.lock $(VENV)/.siap
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-test.lock
	touch $@

clean: ## remove what the targets above made; archives stay
	rm -rf $(VENV) .pytest_cache .hypothesis
	find reports -mindepth 2 -type f -not -name README.md -not -path '*/arsip/*' -delete
	find reports -mindepth 1 -type d -empty -delete
