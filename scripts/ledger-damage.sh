#!/bin/sh
# Damages copies of a ledger and reads each with the program: a review gives the same figures or an
# error that names what is damaged, never other figures or a crash. Prints how many did what.
#
#     scripts/ledger-damage.sh [TRIALS] [SEED]      300 trials with the seed 1 unless given
#
# PARALLAX is the program (the release build unless given).
set -eu
cd "$(dirname "$0")/.."
exec python3 scripts/ledger_damage.py "${PARALLAX:-.build/release/parallax}" "${1:-300}" "${2:-1}"
