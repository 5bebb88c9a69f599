#!/bin/sh
# Runs the README's commands word for word, in order, as a newcomer would. The two `make` commands
# that take long have run before; what the others write goes to a folder of its own.
set -eu
cd "$(dirname "$0")/.."
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
awk '/^```sh$/ { inside = 1; next } /^```$/ { inside = 0 } inside' README.md |
    grep -v -x -e 'make test' -e 'make demo' -e 'make build' >"$work/commands"
ln -s "$PWD/Data" "$PWD/Charts" "$PWD/.build" "$work/"
cd "$work"
sh -eux commands
