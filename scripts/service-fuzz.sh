#!/usr/bin/env bash
# What schemathesis finds when it holds the running service against its own OpenAPI document, as each
# of some roles. Not part of the checks: what it tries differs from run to run.
#
#   scripts/service-fuzz.sh [SECONDS]            SECONDS (default: 60) for each role
#   PROGRAM=parallax-desk scripts/service-fuzz.sh [SECONDS]     the desk
set -euo pipefail
cd "$(dirname "$0")/.."
program="${PROGRAM:-parallax}"
parallax="$(swift build -c release --show-bin-path)/$program"
roles=(vp "csm --csm C0001" model_owner deck importer admin)
day=()
if [ "$program" = parallax-desk ]; then
    roles=("csm --csm C0001" "lead --team Harbour" importer admin)
    day=(--date 2026-10-31)
fi
work="$(mktemp -d)"
trap 'kill $service 2>/dev/null || true; rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check schemathesis==4.32.5
"$parallax" import Data/sample --db "$work/ledger.sqlite" >/dev/null
"$parallax" serve --db "$work/ledger.sqlite" --port 0 --rate-limit 1000000 "${day[@]}" >"$work/out" 2>"$work/log" &
service=$!
until grep -q "http://" "$work/out"; do sleep 0.1; kill -0 $service; done
address="$(grep -o 'http://[0-9.:]*' "$work/out")"
for role in "${roles[@]}"; do
    # shellcheck disable=SC2086 # a role and its options
    secret="$("$parallax" token new --db "$work/ledger.sqlite" --role $role --json |
        sed -n 's/.*"secret": "\([^"]*\)".*/\1/p')"
    echo "== $role"
    "$work/venv/bin/schemathesis" run "$address/api/v1/openapi.json" --checks all --max-time "${1:-60}" \
        --header "Authorization: Bearer $secret" >"$work/said" 2>&1 || true
    sed -n '/= FAILURES =/,/= \(WARNINGS\|SUMMARY\) =/p; / generated/p' "$work/said"
done
echo "answers of 500 and more: $(grep -c '"status": "5' "$work/log" || true)"
