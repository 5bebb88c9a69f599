#!/bin/sh
# The statements of a review on many companies whose truth is known: without skill or difference they
# must seldom find any, with them they must find it. Prints tables of what is promised beside what was
# found, with exact 95 % intervals. PARALLAX_PLANTED_TRUTH gives the number of samples a scenario.
set -eu
cd "$(dirname "$0")/.."
PARALLAX_PLANTED_TRUTH="${PARALLAX_PLANTED_TRUTH:-400}"
export PARALLAX_PLANTED_TRUTH
swift build -c release --build-tests
swift test -c release --skip-build --filter '\.Planted'
