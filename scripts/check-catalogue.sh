#!/bin/sh
# Every chart that the program draws has an entry and two pictures in Charts, and nothing else has.
# The pictures are current: texts and shapes are where the program puts them today.
set -eu
cd "$(dirname "$0")/.."
parallax="${PARALLAX_BINARY:-$(swift build -c release --show-bin-path)/parallax}"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
"$parallax" chart --help | tr -s '\n ' '  ' | sed 's/.*The chart: \([^.]*, bridge\)\..*/\1/' |
    tr -d ' ' | tr ',' '\n' | sort >"$work/drawn"
sed -n 's/^### `\(.*\)`$/\1/p' Charts/README.md | sort >"$work/entries"
(cd Charts && ls -- *.png) | sed 's/\.png$//' | sort >"$work/pictures"
diff "$work/drawn" "$work/entries" || {
    echo "Charts/README.md lacks the charts marked < and describes those marked >, which are gone" >&2
    exit 1
}
diff "$work/drawn" "$work/pictures" || {
    echo "Charts lacks pictures of the charts marked < (run 'make gallery'); remove those marked >" >&2
    exit 1
}
for name in $(cat "$work/drawn"); do
    for picture in "$name.png" "harbour/$name.png"; do
        grep -q "]($picture)" Charts/README.md || {
            echo "Charts/README.md does not show $picture" >&2
            exit 1
        }
    done
done
PARALLAX_BINARY="$parallax" scripts/gallery.sh "$work/gallery" >/dev/null
scripts/check_gallery.py Charts "$work/gallery"
echo "$(wc -l <"$work/drawn") charts are in the catalogue"
