#!/bin/sh
# The service through HTTP and a real browser, as started by `parallax serve`. Arguments, if any, go
# to pytest instead of the whole suite.
set -eu
cd "$(dirname "$0")/.."
PARALLAX_BINARY="$(swift build -c release --show-bin-path)/parallax"
export PARALLAX_BINARY
# A test that hangs ends all, and says where.
check() {
    .venv/bin/python -m pytest -q -p no:cacheprovider --tb=short --durations=5 \
        -o faulthandler_timeout=240 -o faulthandler_exit_on_timeout=true "$@"
}
if [ $# -gt 0 ]; then
    check "$@"
    exit
fi
check Tests/Service --ignore Tests/Service/test_browser.py
# A browser on a busy machine may miss a beat once, not twice.
check Tests/Service/test_browser.py || check Tests/Service/test_browser.py
