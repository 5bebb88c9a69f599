#!/usr/bin/env bash
# The service under load and faults, as figures. Not part of the checks: it takes ten minutes, most
# of it building a bare Hummingbird server to compare with, and figures hang on the machine.
#
#   scripts/service-load.sh [FOLDER]     FOLDER (default: a new one) keeps what was built and made
#
# 1. wrk on warm pages of a portfolio of 200 CSMs, beside the bare server in the same run
# 2. 200 readers while a million rows are imported: statuses, latency, memory
# 3. malformed requests, slow headers and slow bodies
# 4. a full disk: a small tmpfs as the ledger's folder (needs root; left out where not permitted)
#
# Needs wrk (Debian) and what `scripts/setup.sh test` installs.
set -euo pipefail
cd "$(dirname "$0")/.."
here="$PWD"
parallax="$(swift build -c release --show-bin-path)/parallax"
work="${1:-$(mktemp -d)}"
mkdir -p "$work"
work="$(cd "$work" && pwd)"
command -v wrk >/dev/null || { echo "service-load: install wrk first: apt-get install wrk" >&2; exit 1; }
running=()
trap 'kill "${running[@]}" 2>/dev/null || true' EXIT

start() { # command..., printing its address as the last word of a line
    "$@" >"$work/out" 2>>"$work/err" &
    running+=($!)
    until grep -q "http://" "$work/out" 2>/dev/null; do sleep 0.1; kill -0 $! || exit 1; done
    address="$(grep -o 'http://[0-9.:]*' "$work/out" | head -n 1)"
}

if [ ! -x "$work/hello/.build/release/hello" ]; then
    echo "== building the bare server"
    mkdir -p "$work/hello/Sources"
    cat >"$work/hello/Package.swift" <<'END'
// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "hello",
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1")
    ],
    targets: [
        .executableTarget(
            name: "hello", dependencies: [.product(name: "Hummingbird", package: "hummingbird")],
            path: "Sources")
    ])
END
    cat >"$work/hello/Sources/main.swift" <<'END'
import Glibc
import Hummingbird
import Logging

var logger = Logger(label: "hello")
logger.logLevel = .error
let router = Router()
router.get("/") { _, _ in "hello" }
let application = Application(
    router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
    onServerRunning: {
        print("http://127.0.0.1:\($0.localAddress?.port ?? 0)")
        fflush(nil)
    }, logger: logger)
try await application.runService()
END
    swift build --package-path "$work/hello" -c release 2>&1 | tail -n 1
fi
if [ ! -e "$work/large.sqlite" ]; then
    "$parallax" sample --out "$work/large" --csms 200 --accounts 4000
    "$parallax" import "$work/large" --db "$work/large.sqlite" --rejects "$work/rejects.csv" >/dev/null || [ $? = 2 ]
fi

token() { "$parallax" token new --db "$1" --role "$2" --json | sed -n 's/.*"secret": "\([^"]*\)".*/\1/p'; }

echo "== wrk, 2 threads, 32 connections, 8 seconds each, in turn, twice"
start "$work/hello/.build/release/hello"
hello="$address"
start "$parallax" serve --db "$work/large.sqlite" --port 0 --rate-limit 1000000
service="$address"
process="${running[-1]}"
vp="$(token "$work/large.sqlite" vp)"
head=(-H "Authorization: Bearer $vp")
month="$(curl -sf "${head[@]}" "$service/api/v1/months" | grep -o '[0-9]\{4\}-[0-9]\{2\}' | head -n 1)"
memory() { awk '/VmRSS/ { printf "%d MB", $2 / 1024 }' "/proc/$process/status"; }
paths=("/months/$month/csms" "/months/$month" "/api/v1/reviews/$month/company" "/healthz")
for path in "${paths[@]}"; do
    curl -sf -o /dev/null -w "$path: cold %{time_total} s, %{size_download} bytes\n" "${head[@]}" "$service$path"
    curl -sf -o /dev/null -w "$path: warm %{time_total} s\n" "${head[@]}" "$service$path"
done
load() { # name address header...
    local name="$1" address="$2"
    shift 2
    wrk -t2 -c32 -d8s --latency "$@" "$address" | awk -v name="$name" '
        $1 == "50%" { median = $2 } $1 == "99%" { high = $2 } /Requests\/sec/ { rate = $2 } /Non-2xx/ { bad = $NF }
        END { printf "%-44s %9.0f a second, median %s, 99 %% %s, not 2xx %d\n", name, rate, median, high, bad }'
}
for _ in 1 2; do
    load "bare hello" "$hello/"
    for path in "${paths[@]}"; do
        load "$path" "$service$path" "${head[@]}" -H "Accept-Encoding: gzip"
    done
done
echo "memory after: $(memory)"

echo "== 200 readers during an import of a million rows"
.venv/bin/python scripts/service_load.py readers "$service" "$month" "$vp" \
    "$(token "$work/large.sqlite" importer)" "$work/large/accounts.csv" "$process"

echo "== malformed and slow requests"
.venv/bin/python scripts/service_load.py faults "$service" "$month" "$vp" \
    "$(token "$work/large.sqlite" importer)" "$work/large/accounts.csv" "$process"

echo "== a full disk"
mkdir -p "$work/full"
if mount -t tmpfs -o size=24m tmpfs "$work/full" 2>/dev/null; then
    trap 'kill "${running[@]}" 2>/dev/null || true; sleep 1; umount "$work/full" || true' EXIT
    "$parallax" import "$here/Data/sample" --db "$work/full/p.sqlite" --rejects "$work/rejects.csv" >/dev/null || [ $? = 2 ]
    start "$parallax" serve --db "$work/full/p.sqlite" --port 0 --rate-limit 1000000
    process="${running[-1]}"
    .venv/bin/python scripts/service_load.py full "$address" 2026-10 "$(token "$work/full/p.sqlite" vp)" \
        "$(token "$work/full/p.sqlite" importer)" "$here/Data/sample/accounts.csv" "$process" "$work/full"
else
    echo "left out: mounting a small file system is not permitted here"
fi
