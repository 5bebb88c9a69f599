#!/usr/bin/env python3
"""What a closed month published, what it would be today, and the steps between (methods.md, 27).

    restatements.py write FEEDS_DIR --seed N --out STEPS_DIR
    restatements.py check FEEDS_DIR STEPS_DIR --month YYYY-MM FOUND.json

`write` makes random changes that come in after a close: folders 01, 02, ... with one feed each, to
be imported in order, or with the file `withdraw` that names a feed and keys. `check` computes all
cards after each of them, and compares published, current and steps with what
`parallax restatements --json` printed. It ends `N passed, M failed`.
"""

import argparse
import csv
import datetime
import json
import os
import random
import sys

from calendar_days import day_text, parse_month
from cards import Scope, card
from feed_reader import FEEDS, read_feeds, read_folder
from knowledge import Knowledge, byte_order

# The kinds of new and of changed rows, by feed.
OWNER, OTHER = ("assignments", "csms"), ("accounts", "fx")
ORDER = ("withdrawn", "late", "restated", "owner", "other")


def kinds(feed):
    """(kind of new rows, kind of changed rows)."""
    if feed in OWNER:
        return "owner", "owner"
    return ("other", "other") if feed in OTHER else ("late", "restated")


def key_of(feed, row):
    key = tuple(row[name] for name in FEEDS[feed][0])
    # An owner's row and one of another role never share a key.
    return key + ((row["role"],) if feed == "assignments" else ())


def facts_of(row):
    return {name: value for name, value in row.items() if name != "line"}


# Figures

def cards_of(feeds, month):
    """{subject: {name of a figure: number or None}} of the company, the teams and the CSMs."""
    Knowledge.window_months = 12
    known = Knowledge(feeds, month)
    events = known.events_due(known.window_start, known.as_of)
    csms = [row for row in feeds["csms"]
            if row["start_date"] is None or row["start_date"] <= known.as_of]
    members = {}
    for row in csms:
        since = row["team_since"]
        if row["team"] is not None and (since is None or since <= known.as_of):
            members.setdefault(row["team"], {})[row["csm_id"]] = since
    scopes = [Scope("company")] + [
        Scope("team", team, members[team],
              since={c: day for c, day in members[team].items() if day is not None})
        for team in sorted(members, key=byte_order)]
    for row in csms:
        team = row["team"] if row["csm_id"] in members.get(row["team"], {}) else None
        scopes.append(Scope("csm", row["csm_id"], [row["csm_id"]], team))
    return {(scope.kind, scope.name): figures(card(known, scope, events)) for scope in scopes}


def figures(found):
    numbers = {"renewals." + name: value for name, value in found["renewals"].items()
               if name != "provisional"}
    for metric, members in found["metrics"].items():
        for name in ("value", "month_value"):
            if name in members:
                numbers["metrics.%s.%s" % (metric, name)] = members[name]
    return {name: None if value is None else float(value) for name, value in numbers.items()}


# Steps

def stages(feeds, feed, later, withdrawn):
    """The feeds after each kind of change of one import, with the kind."""
    before = {key_of(feed, row): row for row in feeds[feed]}
    after = {key: row for key, row in before.items() if key not in withdrawn}
    after.update({key_of(feed, row): row for row in later})
    new, changed = kinds(feed)
    steps = {kind: {} for kind in ORDER}
    for key in before.keys() | after.keys():
        if key not in after:
            steps["withdrawn"][key] = None
        elif key not in before:
            steps[new][key] = after[key]
        elif facts_of(before[key]) != facts_of(after[key]):
            steps[changed][key] = after[key]
    rows = dict(before)
    for kind in ORDER:
        if steps[kind]:
            for key, row in steps[kind].items():
                if row is None:
                    del rows[key]
                else:
                    rows[key] = row
            yield kind, dict(feeds, **{feed: list(rows.values())})


def replay(folder, steps_folder, month):
    """(published cards, current cards, {subject: {figure: {kind: change}}})."""
    feeds, rejects = read_feeds(folder)
    published = current = cards_of(feeds, month)
    last = {subject: dict(numbers) for subject, numbers in published.items()}
    changes = {}
    known = {"accounts": {row["account_id"] for row in feeds["accounts"]},
             "csms": {row["csm_id"] for row in feeds["csms"]},
             "csm_ends": {row["csm_id"]: row["end_date"] for row in feeds["csms"]},
             "import_day": datetime.date.today().toordinal()}
    for step in sorted(os.listdir(steps_folder)):
        path = os.path.join(steps_folder, step)
        if os.path.exists(os.path.join(path, "withdraw")):
            with open(os.path.join(path, "withdraw"), encoding="utf-8") as file:
                feed, *keys = file.read().split()
            later, withdrawn = [], {(key,) for key in keys}
        else:
            feed = os.listdir(path)[0].split(".")[0]
            later, withdrawn = read_folder(path, feed, known, rejects), set()
        for kind, stage in stages(feeds, feed, later, withdrawn):
            current = cards_of(stage, month)
            for subject, numbers in current.items():
                if subject not in last:
                    last[subject] = dict(numbers)
                    continue
                for name, value in numbers.items():
                    old = last[subject][name]
                    if value is None or value == old:
                        continue
                    if old is not None:
                        sums = changes.setdefault(subject, {}).setdefault(name, {})
                        sums[kind] = sums.get(kind, 0) + value - old
                    last[subject][name] = value
            feeds = stage
    return published, current, changes


# Comparing

def same(left, right):
    if left is None or right is None:
        return left is right
    return abs(left - right) <= 1e-9 * max(1, abs(left), abs(right))


def check(folder, steps_folder, month, found):
    published, current, changes = replay(folder, steps_folder, month)
    passed = failed = 0

    def compare(what, left, right):
        nonlocal passed, failed
        if same(left, right):
            passed += 1
        else:
            failed += 1
            print("FAILED %s: %r, expected %r" % (what, left, right))

    cards = {(c["scope"], c.get("team", c.get("csm_id"))): c["figures"] for c in found["cards"]}
    compare("cards", len(cards), len(published.keys() | current.keys()))
    for subject, numbers in cards.items():
        for name, figure in numbers.items():
            what = "%s %s" % (subject, name)
            old = published.get(subject, {}).get(name)
            new = current.get(subject, {}).get(name)
            compare(what + " published", figure["published"], old)
            compare(what + " current", figure["current"], new)
            expected = {} if old is None or new is None else changes.get(subject, {}).get(name, {})
            for kind in expected.keys() | figure["steps"].keys():
                compare("%s %s" % (what, kind), figure["steps"].get(kind, 0),
                        expected.get(kind, 0))
            if figure["difference"] is not None:
                compare(what + " sum", sum(figure["steps"].values()), figure["difference"])
    print("%d passed, %d failed" % (passed, failed))
    return failed == 0


# Random changes

def text_of(value, kind):
    """A value as a file writes it."""
    if value is None:
        return ""
    if kind in ("day", "old_day", "end"):
        return day_text(value)
    return value if isinstance(value, str) else repr(float(value))


def write(folder, seed, out):
    chance = random.Random(seed)
    feeds, _ = read_feeds(folder)
    made = []

    def rows_of(feed):
        """The accepted rows of a feed, as texts."""
        return [{name: text_of(row.get(name), kind) for name, kind in FEEDS[feed][2].items()}
                for row in feeds[feed]]

    def add(feed, rows):
        path = os.path.join(out, "%02d" % (len(made) + 1))
        os.makedirs(path)
        with open(os.path.join(path, feed + ".csv"), "w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
        made.append(feed)

    def withdraw(feed, keys):
        path = os.path.join(out, "%02d" % (len(made) + 1))
        os.makedirs(path)
        with open(os.path.join(path, "withdraw"), "w", encoding="utf-8") as file:
            file.write("\n".join([feed] + keys) + "\n")
        made.append(feed)

    def changed_renewal(row):
        row = dict(row)
        if row["outcome"] == "renewed":
            row.update(outcome="churned", arr_after="", closed_date=row["due_date"])
        else:
            row.update(outcome="renewed", arr_after=row["arr_before"], closed_date=row["due_date"])
        return row

    renewals = [row for row in rows_of("renewals") if "2025-11" <= row["due_date"] < "2026-10-20"]
    chance.shuffle(renewals)
    if len(renewals) > 12:
        late = [dict(row, renewal_id="late-%d" % place)
                for place, row in enumerate(renewals[:3])]
        add("renewals", late + [changed_renewal(row) for row in renewals[3:6]])
        withdraw("renewals", [row["renewal_id"] for row in renewals[6:8]])
        add("renewals", [changed_renewal(row) for row in renewals[8:10]])
    # Nothing stands in the way of the only owner's row of an account.
    accounts = [row["account_id"] for row in feeds["assignments"]]
    owners = [row for row in rows_of("assignments")
              if not row["role"] and not row["end_date"] and row["start_date"] < "2026-06"
              and accounts.count(row["account_id"]) == 1]
    people = [row["csm_id"] for row in feeds["csms"] if row["end_date"] is None]
    if owners and people:
        moved = chance.sample(owners, min(4, len(owners)))
        add("assignments", [dict(row, csm_id=chance.choice(people)) for row in moved])
    surveys = rows_of("surveys")
    if surveys:
        add("surveys", [dict(row, response_id="late-%d" % place)
                        for place, row in enumerate(chance.sample(surveys, min(5, len(surveys))))])
    rates = rows_of("fx")
    if rates:
        add("fx", [dict(row, rate=repr(1.25 * float(row["rate"]))) for row in rates[:20]])
    print(len(made), "steps")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    writing = commands.add_parser("write")
    writing.add_argument("feeds")
    writing.add_argument("--seed", type=int, required=True)
    writing.add_argument("--out", required=True)
    checking = commands.add_parser("check")
    checking.add_argument("feeds")
    checking.add_argument("steps")
    checking.add_argument("found")
    checking.add_argument("--month", type=parse_month, required=True)
    arguments = parser.parse_args()
    if arguments.command == "write":
        return write(arguments.feeds, arguments.seed, arguments.out)
    with open(arguments.found, encoding="utf-8") as file:
        found = json.load(file)
    if not check(arguments.feeds, arguments.steps, arguments.month, found):
        sys.exit(1)


if __name__ == "__main__":
    main()
