"""Reads a folder of feeds as feeds.md says: every row is taken whole or rejected with a reason."""

import csv
import gzip
import io
import os
import re
from decimal import Decimal, ROUND_HALF_UP
from fractions import Fraction

from calendar_days import parse_day

csv.field_size_limit(10_000_000)

TIERS = ("green", "amber", "red")
NUMBER = re.compile(r"^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?\Z", re.ASCII)
RATES_WITH_COUNTS = ("logo_renewal_rate", "logo_churn_rate", "csat")

# feed: (natural key, required columns, {column: kind})
# kinds: id, account, csm, text, day, number, score (0..100 in tenths), or a tuple of allowed words
FEEDS = {
    "accounts": (("account_id",), ("account_id", "segment"), {
        "account_id": "id", "name": "text", "segment": "text", "arr_tier": "text",
        "product": "text", "industry": "text", "region": "text", "customer_since": "day",
        "parent_account_id": "id"}),
    "csms": (("csm_id",), ("csm_id", "name"), {
        "csm_id": "id", "name": "text", "team": "text", "manager_id": "id",
        "start_date": "day", "end_date": "day", "team_since": "day"}),
    "assignments": (("account_id", "start_date"), ("account_id", "csm_id", "start_date"), {
        "account_id": "account", "csm_id": "csm", "start_date": "day", "end_date": "day"}),
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
        "arr_before": "number", "arr_after": "number", "currency": "text", "reason": "text"}),
    "arr": (("account_id", "effective_date"), ("account_id", "effective_date", "arr"), {
        "account_id": "account", "effective_date": "day", "arr": "number", "currency": "text"}),
    "opportunities": (("opportunity_id",),
                      ("opportunity_id", "account_id", "created_on", "stage", "amount"), {
        "opportunity_id": "id", "account_id": "account", "csm_id": "csm", "created_on": "day",
        "stage": ("open", "won", "lost"), "amount": "number", "closed_on": "day",
        "currency": "text"}),
    "surveys": (("response_id",), ("response_id", "account_id", "kind", "score", "responded_on"), {
        "response_id": "id", "account_id": "account", "respondent_id": "id",
        "kind": ("nps", "csat"), "score": "number", "responded_on": "day"}),
    "sessions": (("session_id",), ("session_id", "account_id", "csm_id", "held_on"), {
        "session_id": "id", "account_id": "account", "csm_id": "csm", "held_on": "day",
        "kind": "text"}),
    "targets": (("scope", "scope_id", "metric", "from_date"),
                ("scope", "metric", "from_date", "to_date", "value"), {
        "scope": ("company", "team", "csm"), "scope_id": "id", "metric": "text",
        "from_date": "day", "to_date": "day", "value": "number"}),
    "benchmarks": (("metric", "segment", "statistic"), ("metric", "statistic", "value"), {
        "metric": "text", "segment": "text", "statistic": ("median", "leader", "peers"),
        "value": "number", "source": "text", "as_of": "day"}),
    "fx": (("currency", "date"), ("currency", "date", "rate"), {
        "currency": "text", "date": "day", "rate": "number"}),
}


class Rejected(Exception):
    """One row breaks a rule: column, value and the reason in plain words."""

    def __init__(self, column, value, reason):
        super().__init__(reason)
        self.column, self.value, self.reason = column, value, reason


def tenths(text):
    """A score rounded to tenths, half away from zero, by exact decimal arithmetic."""
    return Fraction(Decimal(text).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP))


def parse_value(column, kind, text, known):
    if text == "":
        return None
    if isinstance(kind, tuple):
        if text not in kind:
            raise Rejected(column, text, "must be one of " + ", ".join(kind))
        return text
    if kind in ("id", "account", "csm"):
        if len(text.encode("utf-8")) > 200:
            raise Rejected(column, text, "identifier over 200 bytes")
        if kind == "account" and text not in known["accounts"]:
            raise Rejected(column, text, "no feed has named this account")
        if kind == "csm" and text not in known["csms"]:
            raise Rejected(column, text, "no feed has named this CSM")
        return text
    if kind == "text":
        if len(text.encode("utf-8")) > 65536:
            raise Rejected(column, text, "text over 64 KiB")
        return text
    if kind == "day":
        try:
            return parse_day(text)
        except ValueError:
            raise Rejected(column, text, "not a day that exists")
    if not NUMBER.match(text):
        raise Rejected(column, text, "not a number")
    if kind == "number":
        return Fraction(text)
    assert kind == "score"
    if not 0 <= Fraction(text) <= 100:
        raise Rejected(column, text, "outside 0 to 100")
    return tenths(text)


def check_rules(feed, row, known):
    """The rules that concern more than one column of a row."""
    if feed == "assignments":
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
        if row["scope"] == "csm" and row["scope_id"] not in known["csms"]:
            raise Rejected("scope_id", row["scope_id"], "no feed has named this CSM")
        if row["metric"] in RATES_WITH_COUNTS and not 0 <= row["value"] <= 1:
            raise Rejected("value", row["value"], "the target of a rate lies within 0 and 1")


def file_text(path):
    with open(path, "rb") as file:
        data = file.read()
    if path.endswith(".gz"):
        data = gzip.decompress(data)
    return data.decode("utf-8-sig")


def read_lines(text):
    """Pairs of (line number, {lower-case column: text}); a ragged row gives (line, None)."""
    reader = csv.reader(io.StringIO(text, newline=""))
    header = None
    for fields in reader:
        if not fields:
            continue
        if header is None:
            header = [name.lower() for name in fields]
            continue
        if len(fields) != len(header):
            yield reader.line_num, None
        else:
            yield reader.line_num, dict(zip(header, fields))


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
    return row


def without_overlaps(rows, reject):
    """Of two assignments of one account that overlap, the one that starts later goes."""
    kept_of = {}
    for row in sorted(rows, key=lambda r: r["start_date"]):
        kept = kept_of.setdefault(row["account_id"], [])
        overlapping = False
        for other in kept:
            other_ends_first = other["end_date"] is not None and other["end_date"] <= row["start_date"]
            row_ends_first = row["end_date"] is not None and row["end_date"] <= other["start_date"]
            if not other_ends_first and not row_ends_first:
                overlapping = True
        if overlapping:
            reject(row, "start_date", "overlaps an earlier assignment")
        else:
            kept.append(row)
    return [row for kept in kept_of.values() for row in kept]


def without_twin_renewals(rows, reject):
    """Of two renewals of one account with one due_date, the one with the larger id goes."""
    taken = {}
    for row in sorted(rows, key=lambda r: r["renewal_id"].encode("utf-8")):
        place = (row["account_id"], row["due_date"])
        if place in taken:
            reject(row, "renewal_id", "this account has another renewal due on that day")
        else:
            taken[place] = row
    return list(taken.values())


def read_feeds(folder):
    """({feed: [row]}, [reject]) of every feed; a feed without a file has no rows."""
    feeds, rejects = {}, []
    known = {"accounts": set(), "csms": set()}
    for feed, (key, _, _) in FEEDS.items():
        by_key = {}
        for name in (feed + ".csv", feed + ".csv.gz"):
            path = os.path.join(folder, name)
            if not os.path.exists(path):
                continue
            for line, texts in read_lines(file_text(path)):
                try:
                    row = read_row(feed, texts, known)
                except Rejected as rejected:
                    rejects.append({"feed": feed, "line": line, "column": rejected.column,
                                    "value": str(rejected.value), "reason": rejected.reason})
                    continue
                row["line"] = line
                by_key[tuple(row[column] for column in key)] = row
        rows = list(by_key.values())

        def reject(row, column, reason):
            rejects.append({"feed": feed, "line": row["line"], "column": column,
                            "value": str(row[column]), "reason": reason})

        if feed == "assignments":
            rows = without_overlaps(rows, reject)
        if feed == "renewals":
            rows = without_twin_renewals(rows, reject)
        feeds[feed] = rows
        if feed in known:
            known[feed] = {row[key[0]] for row in rows}
    return feeds, rejects
