#!/bin/sh
# Draws every chart of the catalogue from the sample: in the default theme as FOLDER/*.png and in
# the example of a company's theme as FOLDER/harbour/*.png.
#
#     scripts/gallery.sh [FOLDER]
#
# FOLDER is Charts unless another is given. The same program gives the same bytes. PARALLAX_BINARY
# names another program than the release build.
set -eu
cd "$(dirname "$0")/.."
folder="${1:-Charts}"
parallax="${PARALLAX_BINARY:-$(swift build -c release --show-bin-path)/parallax}"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
"$parallax" import Data/sample --db "$work/ledger.sqlite" --rejects "$work/rejects.csv" >/dev/null
mkdir -p "$folder/harbour"
for name in $(sed -n 's/^### `\(.*\)`$/\1/p' Charts/README.md); do
    whose=""
    [ "$name" != bridge ] || whose="--csm C0001"
    # shellcheck disable=SC2086 # an option and its value
    "$parallax" chart "$name" $whose --db "$work/ledger.sqlite" --month 2026-10 \
        --size 1280x720 --out "$folder/$name.png"
    # shellcheck disable=SC2086
    "$parallax" chart "$name" $whose --db "$work/ledger.sqlite" --month 2026-10 \
        --size 800x450 --theme Charts/themes/harbour.yaml --out "$folder/harbour/$name.png"
done
