#!/bin/sh
# Slides and workbooks, opened by other programs: see Tests/Office. Arguments, if any, go to pytest
# instead of the whole suite.
set -eu
cd "$(dirname "$0")/.."
samples="$(mktemp -d)"
trap 'rm -rf "$samples"' EXIT
mkdir "$samples/second"
.venv/bin/python Tests/Office/templates.py "$samples/first/templates"
cp -r "$samples/first/templates" "$samples/second"
# Two runs, which must give the same bytes.
for run in first second; do
    OFFICE_SAMPLES="$samples/$run" swift test -c release --skip-build --filter OfficeTests.SampleTests \
        >"$samples/$run.log" 2>&1 || { cat "$samples/$run.log" >&2; exit 1; }
done
export OFFICE_SAMPLES="$samples/first" OFFICE_SAMPLES_AGAIN="$samples/second"
[ $# -gt 0 ] || set -- Tests/Office
.venv/bin/python -m pytest -q -p no:cacheprovider --tb=short "$@"
