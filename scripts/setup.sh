#!/bin/sh
# Installs what Parallax needs on Debian beside the Swift toolchain. With the argument `test`, also
# what its tests need.
set -eu
cd "$(dirname "$0")/.."

command -v swift >/dev/null || {
    echo "setup: no 'swift' on the PATH: install the Swift toolchain (6.2 or later) first" >&2
    exit 1
}

missing=""
need() { # file package
    [ -e "$1" ] || missing="$missing $2"
}
need /usr/include/sqlite3.h libsqlite3-dev
need /usr/include/gd.h libgd-dev
need /usr/include/zlib.h zlib1g-dev
need /usr/share/fonts/opentype/inter/Inter-Regular.otf fonts-inter
if [ "${1:-}" = test ]; then
    python3 -c 'import ensurepip, venv' 2>/dev/null || missing="$missing python3-venv"
fi

if [ -n "$missing" ]; then
    echo "setup: installing$missing"
    if [ "$(id -u)" = 0 ]; then
        as_root=""
    elif command -v sudo >/dev/null; then
        as_root="sudo"
    else
        echo "setup: neither root nor sudo: ask an administrator to run 'apt-get install$missing'" >&2
        exit 1
    fi
    $as_root apt-get update -qq
    for package in $missing; do
        if ! $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$package" >/dev/null; then
            [ "$package" = fonts-inter ] || exit 1
            echo "setup: no fonts-inter here, taking fonts-dejavu-core"
            $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq fonts-dejavu-core >/dev/null
        fi
    done
fi

if [ "${1:-}" = test ] && ! .venv/bin/python -c 'import jsonschema' 2>/dev/null; then
    echo "setup: installing the JSON Schema validator into .venv"
    python3 -m venv .venv
    .venv/bin/pip install --quiet --disable-pip-version-check jsonschema==4.26.0
fi
