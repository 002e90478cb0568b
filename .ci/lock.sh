#!/bin/sh
# Renews both locks from pyproject.toml. Needs uv (`pip install uv`); nobody who only builds or tests needs this.
set -eu
cd "$(dirname "$0")/.."
opts="--universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --quiet"
# setuptools is locked too: the project itself is installed without build isolation, so no unpinned download happens.
echo 'setuptools>=75' > .ci/build.in
# shellcheck disable=SC2086
uv pip compile pyproject.toml .ci/build.in $opts -o requirements.lock
# shellcheck disable=SC2086
uv pip compile pyproject.toml .ci/build.in --extra test $opts -c requirements.lock -o requirements-test.lock
rm .ci/build.in
