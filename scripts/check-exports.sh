#!/bin/sh
# What people really export, imported by the program: see Tests/Exports. Arguments, if any, go to
# pytest instead of the whole suite.
set -eu
cd "$(dirname "$0")/.."
PARALLAX_BINARY="$(swift build -c release --show-bin-path)/parallax"
export PARALLAX_BINARY
[ $# -gt 0 ] || set -- -n auto Tests/Exports
exec .venv/bin/python -m pytest -q -p no:cacheprovider --tb=short "$@"
