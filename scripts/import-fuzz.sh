#!/bin/sh
# Imports mutated exports and compares the ledger with what a slow reader of its own takes from the
# same bytes: no crash, no hang, no figure that is silently another. Prints how many runs did what.
#
#     scripts/import-fuzz.sh [MINUTES]      10 minutes unless given
#
# PARALLAX is the program (the release build unless given).
set -eu
cd "$(dirname "$0")/.."
exec python3 scripts/import_fuzz.py "${PARALLAX:-.build/release/parallax}" --minutes "${1:-10}"
