#!/bin/sh
# Charts as files: what the PNGs say, and whether a browser shows the SVGs as the PNGs are. Arguments,
# if any, go to pytest instead of the whole suite.
set -eu
cd "$(dirname "$0")/.."
PARALLAX_BINARY="${PARALLAX_BINARY:-$(swift build -c release --show-bin-path)/parallax}"
export PARALLAX_BINARY
[ $# -gt 0 ] || set -- Tests/Charts
exec .venv/bin/python -m pytest -q -p no:cacheprovider --tb=short "$@"
