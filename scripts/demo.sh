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
cat <<END

The brief: $out/review/review.html
The same in the service, with a page for each CSM, team and override:
  $parallax token new --role vp --name "Vera Lund" --db $out/parallax.sqlite
  $parallax serve --plain-http --db $out/parallax.sqlite
then sign in at http://127.0.0.1:8080 with the token.
END
