#!/usr/bin/env python3
"""Compares pictures with those drawn afresh, by what is where and not by bytes.

    scripts/check_gallery.py COMMITTED FRESH

Every picture says in its text `Layout` where its texts and shapes are. Texts must be the same; they
may lie a little elsewhere, as another version of a font has other widths.
"""
import pathlib
import struct
import sys
import zlib


def layout(path):
    """The lines of a picture's layout; none where it has no such text."""
    data, place = path.read_bytes(), 8
    while place + 12 <= len(data):
        (count,) = struct.unpack(">I", data[place:place + 4])
        kind, body = data[place + 4:place + 8], data[place + 8:place + 8 + count]
        if kind == b"iTXt" and body.startswith(b"Layout\0"):
            packed, rest = body[7], body[9:]
            text = rest.split(b"\0", 2)[2]
            return (zlib.decompress(text) if packed else text).decode().splitlines()
        place += 12 + count
    return []


def parts(line):
    """What of a line must be the same, and its numbers, which may differ a little."""
    words = line.split(" ")
    if words[0] == "text":
        return ["text"] + words[5:], list(map(float, words[1:5]))
    if words[0] == "shapes":
        return words[:3], list(map(float, words[3:]))
    if words[0] == "logo":
        return words[:2], list(map(float, words[2:]))
    return words, []


def difference(committed, fresh):
    """What differs first, in words; None where nothing does."""
    if not committed:
        return "it has no layout"
    size = committed[0].split("x")[0]
    tolerance = 3 + 0.01 * int(size)
    for old, new in zip(committed, fresh):
        (same, before), (other, after) = parts(old), parts(new)
        if same != other:
            return f"it has '{old}', now '{new}'"
        if any(abs(one - two) > tolerance for one, two in zip(before, after)):
            return f"'{old}' is now at '{new}'"
    if len(committed) != len(fresh):
        return f"it has {len(committed)} texts and kinds of shapes, now {len(fresh)}"
    return None


def main():
    committed, fresh = map(pathlib.Path, sys.argv[1:3])
    # A theme's logo is no chart.
    names, kept = (sorted(path.relative_to(folder) for path in folder.rglob("*.png")
                          if "themes" not in path.parts) for folder in (fresh, committed))
    failures = [f"{name} is missing" for name in names if name not in kept]
    failures += [f"{name} is not a chart any more" for name in kept if name not in names]
    for name in names:
        if name in kept:
            found = difference(layout(committed / name), layout(fresh / name))
            if found:
                failures.append(f"{name}: {found}")
    for failure in failures:
        print(f"{committed}/{failure}", file=sys.stderr)
    if failures:
        sys.exit("the gallery is not current: run 'make gallery'")
    print(f"{len(names)} pictures show what the program draws")


main()
