#!/bin/sh
# The main job on the sample portfolio: feeds in, the latest month's review out.
set -eu
cd "$(dirname "$0")/.."
parallax="$(swift build -c release --show-bin-path)/parallax"
out="$(mktemp -d)"
if [ -e Data/sample/accounts.csv ]; then
    feeds=Data/sample
else
    feeds="$out/feeds"
    "$parallax" sample --out "$feeds"
fi
"$parallax" import "$feeds" --db "$out/parallax.sqlite" --rejects "$out/rejects.csv"
"$parallax" review --db "$out/parallax.sqlite" --out "$out/review"
echo "Open $out/review/review.html"
