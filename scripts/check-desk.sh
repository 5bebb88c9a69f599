#!/bin/sh
# The desk against its reference in Python, and the wall between the two programs (Tests/Desk/Reference);
# then its service through HTTP and a real browser (Tests/Desk/Service). Arguments, if any, go to the
# first. PARALLAX_SEEDS="7 11" chooses random portfolios.
set -eu
cd "$(dirname "$0")/.."
binaries="$(swift build -c release --show-bin-path)"
export PARALLAX_DESK="$binaries/parallax-desk" PARALLAX="$binaries/parallax"
python="$PWD/.venv/bin/python"
(cd Tests/Desk/Reference && "$python" -B -m unittest "$@")
[ $# -eq 0 ] || exit 0
# A test that hangs ends all, and says where.
exec "$python" -m pytest -q -p no:cacheprovider --tb=short --durations=5 \
    -o faulthandler_timeout=900 -o faulthandler_exit_on_timeout=true Tests/Desk/Service
