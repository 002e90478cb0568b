#!/bin/sh
# Renews both locks from pyproject.toml. Needs uv (`pip install uv`); nobody who only builds or tests needs this.
set -eu
cd "$(dirname "$0")/.."
opts="--universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --quiet"
# What building needs is locked too: the project itself and bagit (published as source only) are built without isolation,
# so no unpinned download happens.
printf 'setuptools>=75\nsetuptools-scm>=8\n' > .ci/build.in
# shellcheck disable=SC2086
uv pip compile .ci/build.in $opts -o requirements-build.lock
# shellcheck disable=SC2086
uv pip compile pyproject.toml $opts -c requirements-build.lock -o requirements.lock
# shellcheck disable=SC2086
uv pip compile pyproject.toml --extra test $opts -c requirements.lock -o requirements-test.lock
rm .ci/build.in
