#!/bin/sh
# Runs every command of the README's `sh` blocks, in order, as a newcomer would: from the checkout,
# with the release binary on the PATH and a folder of its own for what they write.
set -eu
cd "$(dirname "$0")/.."
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
awk '/^```sh$/ { inside = 1; next } /^```$/ { inside = 0 } inside' README.md >"$work/commands"
grep -v -e '^make test$' "$work/commands" >"$work/run"
PATH="$(swift build -c release --show-bin-path):$PATH" PARALLAX_WORK="$work" sh -eux "$work/run"
