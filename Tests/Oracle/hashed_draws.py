"""Draws that are the same everywhere: FNV-1a, the finaliser of SplitMix64, SplitMix64."""

MASK = 2 ** 64 - 1
FNV_OFFSET, FNV_PRIME = 0xCBF29CE484222325, 0x100000001B3
INCREMENT = 0x9E3779B97F4A7C15


def fnv_1a(text):
    """64 bits of the UTF-8 bytes."""
    found = FNV_OFFSET
    for byte in text.encode("utf-8"):
        found = (found ^ byte) * FNV_PRIME & MASK
    return found


def finalised(bits):
    """What SplitMix64 makes of its state, without the step before."""
    bits = (bits ^ bits >> 30) * 0xBF58476D1CE4E5B9 & MASK
    bits = (bits ^ bits >> 27) * 0x94D049BB133111EB & MASK
    return bits ^ bits >> 31


def place_of(bits, count):
    """One of 0 ..< count: the high 64 bits of the product."""
    return bits * count >> 64


class SplitMix64:
    def __init__(self, seed):
        self.state = seed & MASK

    def draw(self):
        self.state = self.state + INCREMENT & MASK
        return finalised(self.state)
