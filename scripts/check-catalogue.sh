#!/bin/sh
# Every chart that the program draws has an entry and a picture in Charts, and nothing else has.
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
    grep -q "]($name.png)" Charts/README.md || {
        echo "Charts/README.md does not show $name.png" >&2
        exit 1
    }
done
echo "$(wc -l <"$work/drawn") charts are in the catalogue"
