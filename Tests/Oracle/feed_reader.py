"""Reads a folder of feeds as feeds.md says: every row is taken whole or rejected with a reason.

Plain CSV with commas in UTF-8 only; every feed is imported once, and those of RESTATED once more if a
second folder is given."""

import csv
import datetime
import gzip
import io
import os
import re
from decimal import Decimal, ROUND_HALF_UP
from fractions import Fraction

from calendar_days import parse_moment, years_after

csv.field_size_limit(10_000_000)

TIERS = ("green", "amber", "red")
NUMBER = re.compile(r"^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?\Z", re.ASCII)
RATES_WITH_COUNTS = ("logo_renewal_rate", "logo_churn_rate", "csat")
# What a target or benchmark of a rate can be at most; never below 0.
HIGHEST = {"logo_renewal_rate": 1, "gross_renewal_rate": 1, "net_renewal_rate": 3,
           "gross_revenue_retention": 1, "net_revenue_retention": 3, "logo_churn_rate": 1,
           "csat": 1, "customer_renewal_rate": 1, "share_green": 1, "share_amber": 1,
           "share_red": 1}
SCORES = ("nps", "mean_score")
EMPTY = ("null", "\\n", "#n/a", "n/a")
BLANKS = " \t\r\n\u00a0\u2007\u202f\u200b\u200c\u200d\u2060\ufeff"
EARLIEST = datetime.date(1990, 1, 1).toordinal()
LATEST_YEARS = 30
OPEN_ENDS = (datetime.date(9999, 12, 31).toordinal(), datetime.date(2099, 12, 31).toordinal())

# feed: (natural key, required columns, {column: kind})
# kinds: id, account, csm, text, word (in any case), currency, day (1990 and later), old_day (any
# year), end (a day that may say "open"), number, goal (a number that may end in %), score (0..100 in
# tenths), or a tuple of allowed words
FEEDS = {
    "accounts": (("account_id",), ("account_id", "segment"), {
        "account_id": "id", "name": "text", "segment": "text", "arr_tier": "text",
        "product": "text", "industry": "text", "region": "text", "customer_since": "old_day",
        "parent_account_id": "id"}),
    "csms": (("csm_id",), ("csm_id", "name"), {
        "csm_id": "id", "name": "text", "team": "text", "manager_id": "id",
        "start_date": "old_day", "end_date": "end", "team_since": "day"}),
    "assignments": (("account_id", "start_date"), ("account_id", "csm_id", "start_date"), {
        "account_id": "account", "csm_id": "csm", "start_date": "day", "end_date": "end",
        "role": "word"}),
    "health": (("account_id", "date"), ("account_id", "date", "score"), {
        "account_id": "account", "date": "day", "score": "score", "tier": TIERS,
        "model_version": "text"}),
    "overrides": (("override_id",),
                  ("override_id", "account_id", "csm_id", "logged_on", "asserted_tier"), {
        "override_id": "id", "account_id": "account", "csm_id": "csm", "logged_on": "day",
        "asserted_tier": TIERS, "model_tier": TIERS, "model_score": "score", "reason": "text",
        "note": "text", "reevaluate_on": "day", "withdrawn_on": "day"}),
    "renewals": (("renewal_id",),
                 ("renewal_id", "account_id", "due_date", "outcome", "arr_before"), {
        "renewal_id": "id", "account_id": "account", "due_date": "day",
        "outcome": ("renewed", "churned", "open"), "closed_date": "day", "notice_date": "day",
        "arr_before": "number", "arr_after": "number", "currency": "currency", "reason": "text", "term_start": "day"}),
    "arr": (("account_id", "effective_date"), ("account_id", "effective_date", "arr"), {
        "account_id": "account", "effective_date": "day", "arr": "number", "currency": "currency"}),
    "opportunities": (("opportunity_id",),
                      ("opportunity_id", "account_id", "created_on", "stage", "amount"), {
        "opportunity_id": "id", "account_id": "account", "csm_id": "csm", "created_on": "day",
        "stage": ("open", "won", "lost"), "amount": "number", "closed_on": "day",
        "currency": "currency"}),
    "surveys": (("response_id",), ("response_id", "account_id", "kind", "score", "responded_on"), {
        "response_id": "id", "account_id": "account", "respondent_id": "id",
        "kind": ("nps", "csat"), "score": "number", "responded_on": "day"}),
    "sessions": (("session_id",), ("session_id", "account_id", "csm_id", "held_on"), {
        "session_id": "id", "account_id": "account", "csm_id": "csm", "held_on": "day",
        "kind": "text"}),
    "measures": (("account_id", "measure", "observed_on", "location"),
                 ("account_id", "measure", "observed_on", "value"), {
        "account_id": "account", "measure": "text", "observed_on": "day", "location": "text",
        "value": "goal", "of": "goal"}),
    "milestones": (("account_id", "milestone"), ("account_id", "milestone"), {
        "account_id": "account", "milestone": "text", "reached_on": "day"}),
    "targets": (("scope", "scope_id", "metric", "from_date"),
                ("scope", "metric", "from_date", "to_date", "value"), {
        "scope": ("company", "team", "csm"), "scope_id": "id", "metric": "word",
        "from_date": "day", "to_date": "end", "value": "goal"}),
    "benchmarks": (("metric", "segment", "statistic"), ("metric", "statistic", "value"), {
        "metric": "word", "segment": "text", "statistic": ("median", "leader", "peers"),
        "value": "goal", "source": "text", "as_of": "day"}),
    "fx": (("currency", "date"), ("currency", "date", "rate"), {
        "currency": "currency", "date": "day", "rate": "number"}),
}
# Feeds whose first recorded rows matter beside the current ones.
RESTATED = ("health", "measures", "milestones")


class Rejected(Exception):
    """One row breaks a rule: column, value and the reason in plain words."""

    def __init__(self, column, value, reason):
        super().__init__(reason)
        self.column, self.value, self.reason = column, value, reason


def tenths(text):
    """A score rounded to tenths, half away from zero, by exact decimal arithmetic."""
    return Fraction(Decimal(text).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP))


def salesforce_id(short):
    """The 18-character id that a 15-character one begins: each of the last three characters says
    which of five characters are capital letters."""
    checksum = ""
    for start in (0, 5, 10):
        number = 0
        for place, character in enumerate(short[start:start + 5]):
            if "A" <= character <= "Z":
                number += 2 ** place
        checksum += "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"[number]
    return short + checksum


def is_salesforce(text, length):
    return len(text) == length and text.isascii() and text.isalnum()


def named(text, ids):
    """The id of `ids` that a reference means, or None."""
    if text in ids:
        return text
    if is_salesforce(text, 15) and salesforce_id(text) in ids:
        return salesforce_id(text)
    if is_salesforce(text, 18) and salesforce_id(text[:15]) == text and text[:15] in ids:
        return text[:15]
    return None


def parse_day_of(column, kind, text, known):
    """(day or None where it says "open", second of the day)."""
    try:
        day, second = parse_moment(text)
    except ValueError:
        raise Rejected(column, text, "not a day that exists")
    if kind == "end" and day in OPEN_ENDS:
        return None, second
    if day < EARLIEST and kind != "old_day":
        raise Rejected(column, text, "before 1990")
    if day > years_after(known["import_day"], LATEST_YEARS):
        raise Rejected(column, text, "more than %d years from now" % LATEST_YEARS)
    return day, second


def parse_value(column, kind, text, known):
    if text == "":
        return None
    if isinstance(kind, tuple):
        word = text.lower()
        if kind == TIERS and word == "yellow":
            word = "amber"
        if word not in kind:
            raise Rejected(column, text, "must be one of " + ", ".join(kind))
        return word
    if kind in ("id", "account", "csm"):
        if len(text.encode("utf-8")) > 200:
            raise Rejected(column, text, "identifier over 200 bytes")
        if kind == "id":
            return text
        found = named(text, known[kind + "s"])
        if found is None:
            raise Rejected(column, text, "no feed has named this " + kind)
        return found
    if kind in ("text", "word", "currency"):
        if len(text.encode("utf-8")) > 65536:
            raise Rejected(column, text, "text over 64 KiB")
        return text.upper() if kind == "currency" else text.lower() if kind == "word" else text
    if kind in ("day", "old_day", "end"):
        return parse_day_of(column, kind, text, known)[0]
    is_percent = kind == "goal" and text.endswith("%")
    if is_percent:
        text = text[:-1].rstrip(BLANKS)
    if not NUMBER.match(text):
        raise Rejected(column, text, "not a number")
    if kind in ("number", "goal"):
        return Fraction(text) / (100 if is_percent else 1)
    assert kind == "score"
    if not 0 <= Fraction(text) <= 100:
        raise Rejected(column, text, "outside 0 to 100")
    return tenths(text)


def check_possible(row, text):
    """Of a target or a benchmark, whose value was written as `text`. A percent sign divides by 100 in
    rates and is dropped in scores."""
    metric = row["metric"]
    if text.endswith("%"):
        if metric in SCORES:
            row["value"] *= 100
        elif metric not in HIGHEST:
            raise Rejected("value", text, "a percent sign, but no rate")
    if metric in HIGHEST and not 0 <= row["value"] <= HIGHEST[metric]:
        raise Rejected("value", text, "outside 0 to %d" % HIGHEST[metric])
    if metric == "nps" and not -100 <= row["value"] <= 100:
        raise Rejected("value", text, "outside -100 to 100")


def check_rules(feed, row, known):
    """The rules that concern more than one column of a row."""
    if feed == "csms":
        if None not in (row["start_date"], row["end_date"]) and row["end_date"] < row["start_date"]:
            raise Rejected("end_date", row["end_date"], "before start_date")
    if feed == "assignments":
        if row["role"] == "owner":
            row["role"] = None
        if row["end_date"] is not None and row["end_date"] <= row["start_date"]:
            raise Rejected("end_date", row["end_date"], "not later than start_date")
    if feed == "overrides":
        if row["reevaluate_on"] is not None and row["reevaluate_on"] <= row["logged_on"]:
            raise Rejected("reevaluate_on", row["reevaluate_on"], "not after logged_on")
        if row["withdrawn_on"] is not None and row["withdrawn_on"] < row["logged_on"]:
            raise Rejected("withdrawn_on", row["withdrawn_on"], "before logged_on")
    if feed == "renewals":
        if row["arr_before"] <= 0:
            raise Rejected("arr_before", row["arr_before"], "must be above 0")
        if row["arr_after"] is not None and row["arr_after"] < 0:
            raise Rejected("arr_after", row["arr_after"], "below 0")
        if row["outcome"] == "renewed" and (row["arr_after"] is None or row["arr_after"] == 0):
            raise Rejected("arr_after", row["arr_after"], "renewed needs arr_after above 0")
        if row["outcome"] == "churned" and row["arr_after"] not in (None, 0):
            raise Rejected("arr_after", row["arr_after"], "churned means arr_after 0")
        if row["outcome"] == "open" and row["closed_date"] is not None:
            raise Rejected("closed_date", row["closed_date"], "open must have no closed_date")
    if feed == "arr" and row["arr"] < 0:
        raise Rejected("arr", row["arr"], "below 0")
    if feed == "opportunities":
        if row["stage"] == "open" and row["closed_on"] is not None:
            raise Rejected("closed_on", row["closed_on"], "open must have no closed_on")
        if row["stage"] != "open" and row["closed_on"] is None:
            raise Rejected("closed_on", None, "won or lost needs closed_on")
        if row["closed_on"] is not None and row["closed_on"] < row["created_on"]:
            raise Rejected("closed_on", row["closed_on"], "closed before it was created")
    if feed == "surveys":
        low, high = (0, 10) if row["kind"] == "nps" else (1, 5)
        if row["score"].denominator != 1:
            raise Rejected("score", row["score"], "not a whole number")
        if not low <= row["score"] <= high:
            raise Rejected("score", row["score"], "outside %d to %d" % (low, high))
    if feed == "targets":
        if row["scope"] == "company" and row["scope_id"] is not None:
            raise Rejected("scope_id", row["scope_id"], "must be empty for the company")
        if row["scope"] != "company" and row["scope_id"] is None:
            raise Rejected("scope_id", None, "must be given")
        if row["scope"] == "csm":
            found = named(row["scope_id"], known["csms"])
            if found is None:
                raise Rejected("scope_id", row["scope_id"], "no feed has named this csm")
            row["scope_id"] = found
        if row["to_date"] is not None and row["to_date"] < row["from_date"]:
            raise Rejected("to_date", row["to_date"], "before from_date")
        if row["metric"] in RATES_WITH_COUNTS and not 0 <= row["value"] <= 1:
            raise Rejected("value", row["value"], "the target of a rate lies within 0 and 1")
    if feed == "measures" and row["of"] is not None and row["of"] < 0:
        raise Rejected("of", row["of"], "below 0")
    if feed == "fx" and row["rate"] <= 0:
        raise Rejected("rate", row["rate"], "not positive")


def file_text(path):
    with open(path, "rb") as file:
        data = file.read()
    if path.endswith(".gz"):
        data = gzip.decompress(data)
    return data.decode("utf-8-sig")


def trimmed(field):
    """Without surrounding blanks; the usual words for nothing are empty."""
    field = field.strip(BLANKS)
    return "" if field.lower() in EMPTY else field


def read_lines(text):
    """Pairs of (number of the first line, {lower-case column: text}); a ragged row gives (line, None)."""
    reader = csv.reader(io.StringIO(text, newline=""))
    header, last_line = None, 0
    for fields in reader:
        line, last_line = last_line + 1, reader.line_num
        fields = [trimmed(field) for field in fields]
        if not any(fields):
            continue
        if header is None:
            header = [re.sub("[ .-]", "_", name.lower()) for name in fields]
            continue
        if len(fields) != len(header):
            yield line, None
        else:
            yield line, dict(zip(header, fields))


def read_row(feed, texts, known):
    if texts is None:
        raise Rejected(None, None, "another number of fields than the header")
    _, required, columns = FEEDS[feed]
    for column in required:
        if texts.get(column, "") == "":
            raise Rejected(column, "", "must be given")
    row = {}
    for column, kind in columns.items():
        row[column] = parse_value(column, kind, texts.get(column, ""), known)
    if feed == "health":
        for column, text in texts.items():
            if column.startswith("component_"):
                row[column] = parse_value(column, "score", text, known)
    check_rules(feed, row, known)
    if feed in ("targets", "benchmarks"):
        check_possible(row, texts["value"])
    return row


def key_of(feed, row):
    """The natural key. A role other than owner does not stand in an owner's place; the two forms of
    a Salesforce id are one key."""
    columns = FEEDS[feed][0]
    if feed == "assignments" and row["role"] is not None:
        columns += ("csm_id", "role")
    key = tuple(row[column] for column in columns)
    if len(columns) == 1 and is_salesforce(key[0], 15):
        return (salesforce_id(key[0]),)
    return key


def second_of_key(feed, texts, known):
    """The second of the day that the date in the key carries; 0 without a date or a time."""
    for column in FEEDS[feed][0]:
        if FEEDS[feed][2][column] == "day":
            return parse_day_of(column, "day", texts[column], known)[1]
    return 0


def without_contradictions(read, own_id, reject):
    """Of (row, second of the day) pairs in the order of the file: rows that share a key and a time
    but differ all go; of those left the day's last reading stands. Of repeats the first stays."""
    by_key = {}
    for key, second, row in read:
        by_key.setdefault(key, {}).setdefault(second, []).append(row)
    rows = []
    for readings in by_key.values():
        standing = None
        for second in sorted(readings):
            differing = None
            for other in readings[second][1:]:
                for column in other:
                    if column not in ("line", own_id) and other[column] != readings[second][0][column]:
                        differing = differing or column
            if differing is None:
                standing = readings[second][0]
            else:
                for row in readings[second]:
                    reject(row, differing, "the same key with other values in the same file")
        if standing is not None:
            rows.append(standing)
    return rows


def end_of(row, known):
    """The end of an assignment as far as import knows: its own, or that of its CSM."""
    ends = [end for end in (row["end_date"], known["csm_ends"].get(row["csm_id"]))
            if end is not None]
    return min(ends) if ends else None


def overlap(row, other, known):
    """Whether two assignments have a day in common. One that ends before it starts has no day."""
    start = max(row["start_date"], other["start_date"])
    ends = [end for end in (end_of(row, known), end_of(other, known)) if end is not None]
    return not ends or start < min(ends)


def without_overlaps(rows, known, reject):
    """Of two owners of one account on the same days, the one that starts later goes."""
    kept = [row for row in rows if row["role"] is not None]
    owners_of = {}
    for row in sorted(rows, key=lambda r: r["start_date"]):
        if row["role"] is not None:
            continue
        owners = owners_of.setdefault(row["account_id"], [])
        if any(overlap(row, other, known) for other in owners):
            reject(row, "start_date", "another CSM owns the account then (see the column role)")
        else:
            owners.append(row)
    for owners in owners_of.values():
        kept += owners
    return kept


def read_feed(feed, path, known, rejects):
    read = []
    for line, texts in read_lines(file_text(path)):
        try:
            row = read_row(feed, texts, known)
        except Rejected as rejected:
            rejects.append({"feed": feed, "line": line, "column": rejected.column,
                            "value": str(rejected.value), "reason": rejected.reason})
            continue
        row["line"] = line
        read.append((key_of(feed, row), second_of_key(feed, texts, known), row))

    def reject(row, column, reason):
        rejects.append({"feed": feed, "line": row["line"], "column": column,
                        "value": str(row[column]), "reason": reason})

    key = FEEDS[feed][0]
    rows = without_contradictions(read, key[0] if len(key) == 1 else None, reject)
    if feed == "assignments":
        rows = without_overlaps(rows, known, reject)
    return rows


def read_feeds(folder, import_day=None, restated=None):
    """({feed: [row]}, [reject]) of every feed; a feed without a file has no rows. Of two files for
    one feed neither is taken. `restated` is a folder that is imported later."""
    feeds, rejects = {}, []
    known = {"accounts": set(), "csms": set(), "csm_ends": {},
             "import_day": import_day or datetime.date.today().toordinal()}
    for feed, (key, _, _) in FEEDS.items():
        feeds[feed] = read_folder(folder, feed, known, rejects)
        if feed in known:
            known[feed] = {row[key[0]] for row in feeds[feed]}
        if feed == "csms":
            known["csm_ends"] = {row["csm_id"]: row["end_date"] for row in feeds[feed]}
    if restated:
        feeds["first_recorded"] = {}
        for feed in RESTATED:
            later = read_folder(restated, feed, known, rejects)
            feeds["first_recorded"][feed], feeds[feed] = both_readings(feed, feeds[feed], later)
    return feeds, rejects


def read_folder(folder, feed, known, rejects):
    paths = [os.path.join(folder, feed + ending) for ending in (".csv", ".csv.gz")]
    paths = [path for path in paths if os.path.exists(path)]
    return read_feed(feed, paths[0], known, rejects) if len(paths) == 1 else []


def both_readings(feed, earlier, later):
    """(rows as first recorded, current rows) of two imports. A milestone that was not reached at
    first takes the first day that came."""
    first = {key_of(feed, row): row for row in earlier}
    current = dict(first)
    for row in later:
        key = key_of(feed, row)
        current[key] = row
        if key not in first or (feed == "milestones" and first[key]["reached_on"] is None):
            first[key] = row
    return list(first.values()), list(current.values())


def as_first_recorded(feeds):
    """The feeds with the first recorded rows in place of the current ones."""
    return dict(feeds, **feeds.get("first_recorded", {}))
