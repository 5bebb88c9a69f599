#!/bin/sh
# The main job on the sample portfolio: feeds in, the latest month's review out, and a conversation
# about one card as it would be had on the service's pages. Then the desk on the same folder: a
# program and a ledger of its own.
set -eu
cd "$(dirname "$0")/.."
parallax="$(swift build -c release --show-bin-path)/parallax"
desk="$parallax-desk"
out="$(mktemp -d)"
db="$out/parallax.sqlite"
"$parallax" import Data/sample --db "$db" --rejects "$out/rejects.csv"
"$parallax" review --db "$db" --out "$out/review"

secret() { # options of a new token
    "$parallax" token new --db "$db" --expires 7d --json "$@" | sed -n 's/.*"secret": *"\([^"]*\)".*/\1/p'
}
say() { # secret, comment as JSON
    printf 'header = "Authorization: Bearer %s"\nheader = "Content-Type: application/json"\n' "$1" |
        curl --silent --show-error --fail --output "$out/said.json" --config - --data "$2" \
            "$address/api/v1/reviews/2026-10/scorecards/C0001/comments"
}
vp="$(secret --role vp --name "Vera Lund")"
mei="$(secret --role csm --csm C0001)"
"$parallax" serve --plain-http --port 0 --db "$db" >"$out/service.log" 2>&1 &
service=$!
trap 'kill $service 2>/dev/null || true' EXIT
address=""
until [ -n "$address" ]; do
    kill -0 $service || { cat "$out/service.log" >&2; exit 1; }
    sleep 0.1
    address="$(sed -n 's/.*\(http:\/\/127\.0\.0\.1:[0-9]*\).*/\1/p' "$out/service.log" | head -n 1)"
done
say "$mei" '{"text": "Two of the accounts that churned came to me in spring, when they had already decided."}'
first="$(sed -n 's/.*"number": *\([0-9]*\).*/\1/p' "$out/said.json")"
say "$vp" "{\"text\": \"Thank you. An average team would not have reached 88 % with these accounts either. I will have the target looked at.\", \"answers\": $first}"

desk_db="$out/parallax-desk.sqlite"
"$desk" import Data/sample --db "$desk_db" --rejects "$out/desk-rejects.csv"
"$desk" monday --db "$desk_db" --date 2026-11-02 >"$out/monday.txt"
kwame="$("$desk" token new --db "$desk_db" --role csm --csm C0004 --expires 7d --json | sed -n 's/.*"secret": *"\([^"]*\)".*/\1/p')"

cat <<END

The brief: $out/review/review.html
The same in the service, with a page for each CSM, team and override, and the comments on a card:
  $parallax serve --plain-http --db $db
then sign in at http://127.0.0.1:8080 as Vera Lund, the VP, with the token
  $vp

The desk, a CSM's working side, with a ledger of its own. What changed since last Monday: $out/monday.txt
Portfolios, accounts, overrides and playbooks in the browser, on a Monday of the sample:
  $desk serve --plain-http --db $desk_db --date 2026-11-02
then sign in at http://127.0.0.1:8090 as Kwame Almeida, a CSM, with the token
  $kwame
END
