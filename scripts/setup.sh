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
need /usr/bin/curl curl
need "$(ls /usr/include/*/curl/curl.h 2>/dev/null || echo none)" libcurl4-openssl-dev
need /usr/include/sqlite3.h libsqlite3-dev
need /usr/include/gd.h libgd-dev
need /usr/include/raqm.h libraqm-dev
need /usr/include/harfbuzz/hb.h libharfbuzz-dev
need /usr/include/freetype2/ft2build.h libfreetype-dev
need /usr/include/fontconfig/fontconfig.h libfontconfig-dev
need /usr/include/zlib.h zlib1g-dev
need /usr/include/zip.h libzip-dev
need /usr/include/libxml2/libxml/parser.h libxml2-dev
need /usr/include/xlsxwriter.h libxlsxwriter-dev
need /usr/share/fonts/opentype/inter/Inter-Regular.otf fonts-inter
if [ "${1:-}" = test ]; then
    python3 -c 'import ensurepip, venv' 2>/dev/null || missing="$missing python3-venv"
    need /usr/share/fonts/truetype/noto/NotoSansArabic-Regular.ttf fonts-noto-core
    need /usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc fonts-noto-cjk
    need /usr/lib/libreoffice/program/libsdlo.so libreoffice-impress
    need /usr/lib/libreoffice/program/libsclo.so libreoffice-calc
    need /usr/bin/pdftoppm poppler-utils
    need /usr/bin/chromium chromium
    need /usr/bin/chromedriver chromium-driver
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
        # What LibreOffice recommends is several times its size.
        case "$package" in libreoffice-*) only=--no-install-recommends ;; *) only="" ;; esac
        if ! $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $only "$package" >/dev/null; then
            [ "$package" = fonts-inter ] || exit 1
            echo "setup: no fonts-inter here, taking fonts-dejavu-core"
            $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq fonts-dejavu-core >/dev/null
        fi
    done
fi

wanted='Tests/Service/requirements.txt Tests/Oracle/requirements.txt Tests/Desk/Reference/requirements.txt
    Tests/Office/requirements.txt'
if [ "${1:-}" = test ] && ! cat $wanted | cmp -s - .venv/installed.txt; then
    echo "setup: installing what the tests need into .venv"
    python3 -m venv --clear .venv
    install=".venv/bin/python -m pip install --quiet --disable-pip-version-check"
    for list in $wanted; do $install --requirement "$list"; done
    # Only for the axe-core script in it; Playwright, on which it depends, is not used.
    $install --no-deps axe-playwright-python==0.1.8
    cat $wanted >.venv/installed.txt
fi
