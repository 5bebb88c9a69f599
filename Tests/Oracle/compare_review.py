#!/usr/bin/env python3
"""Compares a review with the expected one; walks only what the expected one holds.

    compare_review.py REVIEW_JSON EXPECTED_JSON [--ignore PREFIX ...]
"""

import argparse
import json
import re
import sys

SHOWN = 40
# Lists whose members are known by a name rather than by their place.
KEYS = (("metric", "scope", "scope_id"), ("episode_id",), ("kind", "csm_id"),
        ("dimension", "value", "direction"), ("csm_id",), ("feed",), ("team",), ("month",),
        ("family", "name"), ("landmark", "model_version"), ("landmark",))
# Lists that also have a prescribed order.
ORDERED = ("teams", "scorecards", "points", "feeds", "by_csm", "segments", "behaviour",
           "landmarks", "signals", "strongest", "steps", "by_model_version")
# What is fitted step by step is alike to 1e-6 only.
FITTED = re.compile(r"^signals\.weights\.(components|other_signals)\.")
CLOSE, FITTED_CLOSE = 1e-9, 1e-6
# Amounts that are differences of much larger ones: nothing below a millionth of a cent is compared.
DIFFERENCE = re.compile(r"^walk\..*\.(moved|currency)$")
CLOSE_AMOUNT = 1e-8
# Feeds that only the signals need.
SIGNAL_FEEDS = ("measures", "milestones")
NOWHERE = object()


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def same(actual, expected, close=CLOSE, least=CLOSE / 1000):
    if is_number(actual) and is_number(expected):
        return abs(actual - expected) <= max(least, close * max(abs(actual), abs(expected)))
    return type(actual) is type(expected) and actual == expected


class Comparison:
    def __init__(self, ignored):
        self.ignored, self.passed, self.differences = ignored, 0, []

    def check(self, path, is_same, actual, expected):
        if is_same:
            self.passed += 1
        else:
            self.differences.append("%s: is %s, expected %s" % (path, brief(actual), brief(expected)))

    def walk(self, path, actual, expected):
        if any(path.startswith(prefix) for prefix in self.ignored):
            return
        if isinstance(expected, dict):
            if not isinstance(actual, dict):
                self.check(path, False, actual, expected)
                return
            for key, inner in expected.items():
                inner_path = path + "." + key if path else key
                self.walk(inner_path, actual.get(key, NOWHERE), inner)
        elif isinstance(expected, list):
            self.walk_list(path, actual, expected)
        else:
            close = FITTED_CLOSE if FITTED.match(path) else CLOSE
            least = CLOSE_AMOUNT if DIFFERENCE.match(path) else CLOSE / 1000
            self.check(path, same(actual, expected, close, least), actual, expected)

    def walk_list(self, path, actual, expected):
        if not isinstance(actual, list):
            self.check(path, False, actual, expected)
            return
        self.check(path + ".length", len(actual) == len(expected), len(actual), len(expected))
        for names in KEYS:
            if expected and all(isinstance(e, dict) and all(n in e for n in names) for e in expected):
                self.walk_named(path, actual, expected, names)
                return
        for index, inner in enumerate(expected):
            found = actual[index] if index < len(actual) else NOWHERE
            self.walk("%s[%d]" % (path, index), found, inner)

    def walk_named(self, path, actual, expected, names):
        def name_of(item):
            return tuple(item.get(n) for n in names) if isinstance(item, dict) else None

        if path.rsplit(".", 1)[-1] in ORDERED:
            order, wanted = [name_of(a) for a in actual], [name_of(e) for e in expected]
            self.check(path + ".order", order == wanted, order, wanted)
        found = {}
        for item in actual:
            found.setdefault(name_of(item), item)
        for inner in expected:
            shown = "/".join(str(part) for part in name_of(inner) if part is not None)
            self.walk("%s[%s]" % (path, shown), found.get(name_of(inner), NOWHERE), inner)


def without_unbuilt(actual, expected):
    """Of what is expected, all but the signals where the review says that they are not built."""
    if actual.get("signals_reason") != "not_built":
        return expected
    listed = {feed["feed"] for feed in actual["feeds"]}
    found = {key: value for key, value in expected.items()
             if key not in ("signals", "signals_reason")}
    found["feeds"] = [feed for feed in expected["feeds"]
                      if feed["feed"] in listed or feed["feed"] not in SIGNAL_FEEDS]
    return found


def brief(value):
    if value is NOWHERE:
        return "absent"
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 120 else text[:117] + "..."


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("review")
    parser.add_argument("expected")
    parser.add_argument("--ignore", action="append", default=[], metavar="PREFIX",
                        help="pass over paths that begin so, e.g. feeds")
    arguments = parser.parse_args()
    with open(arguments.review, encoding="utf-8") as file:
        actual = json.load(file)
    with open(arguments.expected, encoding="utf-8") as file:
        expected = json.load(file)
    comparison = Comparison(arguments.ignore)
    comparison.walk("", actual, without_unbuilt(actual, expected))
    for line in comparison.differences[:SHOWN]:
        print(line)
    print("%d passed, %d failed" % (comparison.passed, len(comparison.differences)))
    return 1 if comparison.differences else 0


if __name__ == "__main__":
    sys.exit(main())
