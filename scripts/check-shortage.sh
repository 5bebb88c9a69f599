#!/bin/bash
# Runs the program with few threads and little memory. Every run must end, with the right result or
# with a line about what is missing. Needs a build, and root: limits are set for another user.
set -euo pipefail
cd "$(dirname "$0")/.."
program=${PARALLAX_BINARY:-$(swift build -c release --show-bin-path)/parallax}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$program" "$work/parallax"
cp -r Data/sample "$work/feeds"
(cd "$work" && ./parallax import feeds --db whole.sqlite --rejects whole.csv >whole.txt || [ $? = 2 ])
sed -i 's/whole.csv/some.csv/' "$work/whole.txt"
chmod -R a+rwX "$work"
faults=0

# run SECONDS LIMIT COMMAND...: runs a command under a limit, and stops it after SECONDS.
run() {
    local seconds=$1 limit=$2
    shift 2
    rm -rf "$work/run"
    mkdir -m 777 "$work/run"
    cp "$work"/whole.sqlite* "$work/run"
    chmod a+rw "$work"/run/*
    status=0
    (cd "$work/run" && exec timeout --preserve-status -k 30 "$seconds" \
        setpriv --reuid 59999 --regid 59999 --clear-groups \
        prlimit "$limit" "$work/parallax" "$@" >"$work/out" 2>"$work/err") || status=$?
    if [ $status = 137 ] || [ $status = 143 ]; then
        echo "$1 $limit: HANGS"
        faults=$((faults + 1))
    elif [ $status = "$expected" ]; then
        echo "$1 $limit: ends as it should"
        return 0
    elif [ -s "$work/err" ]; then
        echo "$1 $limit: error $status: $(grep -v '^$' "$work/err" | head -1)"
    else
        echo "$1 $limit: SAYS NOTHING, error $status"
        faults=$((faults + 1))
    fi
    return 1
}

# equal FILE EXPECTED: counts a result that differs.
equal() {
    cmp "$1" "$2" || faults=$((faults + 1))
}

expected=0
for limit in --nproc={1,2,3,5} --as={100,150,200,250,300,400,600,900,1500}000000; do
    if run 120 "$limit" review --db whole.sqlite --month 2026-10 --json; then
        equal "$work/out" Tests/Golden/review.json
    fi
    if run 120 "$limit" chart renewal_rate --db whole.sqlite --out new.png; then
        [ -s "$work/first.png" ] || cp "$work/run/new.png" "$work/first.png"
        equal "$work/run/new.png" "$work/first.png"
    fi
    if run 120 "$limit" import ../feeds --db new.sqlite --rejects some.csv; then
        equal "$work/out" "$work/whole.txt"
    fi
    # A service that can start stops when it is told to.
    run 3 "$limit" serve --db whole.sqlite --port 0 || true
done
[ $faults = 0 ] || {
    echo "$faults runs did not end as they should" >&2
    exit 1
}
