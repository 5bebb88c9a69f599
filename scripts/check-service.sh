#!/bin/sh
# The service through HTTP and a real browser, as started by `parallax serve`. Arguments, if any, go to pytest instead of the whole suite.
set -eu
cd "$(dirname "$0")/.."
PARALLAX_BINARY="$(swift build -c release --show-bin-path)/parallax"
export PARALLAX_BINARY
if [ $# -gt 0 ]; then
    exec .venv/bin/python -m pytest -q -p no:cacheprovider "$@"
fi
.venv/bin/python -m pytest -q -p no:cacheprovider Tests/Service --ignore Tests/Service/test_browser.py
# A browser on a busy machine may miss a beat once, not twice.
browser() { .venv/bin/python -m pytest -q -p no:cacheprovider --tb=short Tests/Service/test_browser.py; }
browser || browser
