#!/bin/sh
# The service through HTTP and a real browser, as started by `parallax serve`. Arguments go to pytest.
set -eu
cd "$(dirname "$0")/.."
PARALLAX_BINARY="$(swift build -c release --show-bin-path)/parallax"
export PARALLAX_BINARY
exec .venv/bin/python -m pytest -q -p no:cacheprovider Tests/Service "$@"
