#!/bin/sh
# The desk against its reference in Python, and the wall between the two programs: see
# Tests/Desk/Reference. PARALLAX_SEEDS="7 11" chooses random portfolios.
set -eu
cd "$(dirname "$0")/.."
binaries="$(swift build -c release --show-bin-path)"
export PARALLAX_DESK="$binaries/parallax-desk" PARALLAX="$binaries/parallax"
python="$PWD/.venv/bin/python"
cd Tests/Desk/Reference
exec "$python" -B -m unittest "$@"
