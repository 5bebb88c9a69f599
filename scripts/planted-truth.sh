#!/bin/sh
# The override audit and the fair comparison on many samples whose truth is known: without skill they
# must seldom find any, with skill they must find it. PARALLAX_PLANTED_TRUTH gives the number of
# samples a scenario.
set -eu
cd "$(dirname "$0")/.."
PARALLAX_PLANTED_TRUTH="${PARALLAX_PLANTED_TRUTH:-400}"
export PARALLAX_PLANTED_TRUTH
swift build -c release --build-tests
swift test -c release --skip-build --filter '\.PlantedTruth'
