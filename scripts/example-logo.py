#!/usr/bin/env python3
"""Draws Charts/themes/harbour.png, the logo of the example theme: three waves in a disc.

    scripts/example-logo.py FILE
"""
import math
import struct
import sys
import zlib

SIZE, FINE = 160, 4
TEAL, FOAM = (11, 116, 128), (251, 248, 242)


def color(x, y):
    """The colour at a point of the unit square; None outside of the disc."""
    if math.hypot(x - 0.5, y - 0.5) > 0.49:
        return None
    for level in (0.38, 0.55, 0.72):
        wave = level + 0.045 * math.sin(2 * math.pi * (1.5 * x + level))
        if abs(y - wave) < 0.035:
            return FOAM
    return TEAL


def pixel(column, row):
    """Red, green, blue and alpha: the mean of sixteen points."""
    points = [color((column + (i + 0.5) / FINE) / SIZE, (row + (j + 0.5) / FINE) / SIZE)
              for i in range(FINE) for j in range(FINE)]
    inside = [point for point in points if point]
    if not inside:
        return bytes(4)
    mean = [round(sum(point[channel] for point in inside) / len(inside)) for channel in range(3)]
    return bytes(mean + [round(255 * len(inside) / len(points))])


def chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


rows = b"".join(b"\0" + b"".join(pixel(x, y) for x in range(SIZE)) for y in range(SIZE))
with open(sys.argv[1], "wb") as file:
    file.write(b"\x89PNG\r\n\x1a\n"
               + chunk(b"IHDR", struct.pack(">IIBBBBB", SIZE, SIZE, 8, 6, 0, 0, 0))
               + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b""))
