#!/bin/sh
# Both programs, searched for the other side of the wall: see Tests/Wall.
set -eu
cd "$(dirname "$0")/.."
binaries="$(swift build -c release --show-bin-path)"
export PARALLAX_DESK="$binaries/parallax-desk" PARALLAX="$binaries/parallax"
python="$PWD/.venv/bin/python"
cd Tests/Wall
exec "$python" -B -m unittest "$@"
