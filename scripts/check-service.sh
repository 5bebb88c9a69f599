#!/bin/sh
# The service through HTTP and a real browser, as started by `parallax serve`. Arguments, if any, go
# to pytest instead of the whole suite.
set -eu
cd "$(dirname "$0")/.."
PARALLAX_BINARY="$(swift build -c release --show-bin-path)/parallax"
export PARALLAX_BINARY
[ $# -gt 0 ] || set -- Tests/Service
# A test that hangs ends all, and says where.
exec .venv/bin/python -m pytest -q -p no:cacheprovider --tb=short --durations=5 \
    -o faulthandler_timeout=900 -o faulthandler_exit_on_timeout=true "$@"
