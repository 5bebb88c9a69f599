"""import_fuzz.py PROGRAM: imports made-up and damaged exports, and holds each against a slow reader.

    import_fuzz.py PROGRAM [--minutes M | --runs N] [--seed N] [--keep DIR] [--only FORM] [--feed FEED]

A run makes a feed, writes it in one of the forms that people export, damages it in half of the cases,
imports it with the program into a copy of a small ledger, and checks that the program neither crashes nor
hangs, that a refusal is one line, and that each value in the ledger is the one that `slow_reader` finds in
the same bytes. `--seed N --runs 1 --keep DIR` does run N again and leaves its files in DIR.
"""

from __future__ import annotations

import argparse
import collections
import csv
import dataclasses
import datetime
import gzip
import io
import json
import pathlib
import random
import re
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import zipfile
import zoneinfo
from xml.sax.saxutils import escape, quoteattr

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import slow_reader  # noqa: E402

Day = datetime.date
TIME_LIMIT = 20
MEMORY = 2 << 30
SECRET = "ZEBRA-7719"  # what must not appear in a refusal: the content of other kinds of files
SALESFORCE = ["0015g00000AbCdEAAV", "0015g00000aBcDeQAK"]


def salesforce(stem: str) -> str:
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"
    return stem + "".join(letters[sum(1 << i for i, c in enumerate(stem[g * 5:g * 5 + 5]) if c.isupper())]
                          for g in range(3))


ACCOUNTS = [f"A{n:02}" for n in range(1, 13)] + [salesforce("0015g00000AbCdE"), salesforce("0015g00000aBcDe"),
                                                "Ä-1", "10007"]
CSMS = ["C1", "C2", "C3", salesforce("0055g00000QqWwE")]
FEEDS = list(slow_reader.FEEDS)
METRICS = ["logo_renewal_rate", "gross_renewal_rate", "net_revenue_retention", "nps", "csat", "mrr",
           "expansion_won", "net_renewal_rate", "share_green"]


# ------------------------------------------------------------------------------- typed tables

@dataclasses.dataclass
class Table:
    feed: str
    columns: list[str]
    rows: list[dict]


def some_day(source: random.Random, first: int = 2019, last: int = 2027) -> Day:
    return Day(first, 1, 1) + datetime.timedelta(days=source.randrange((last - first) * 365))


def some_text(source: random.Random, plain: bool) -> str:
    words = ["Acme", "Müller & Söhne", "O'Neill", "Zürich AG", "Société", "Widgets", "sponsor back", "usage up",
             "price", "budget", "North", "EMEA", "SMB", "Enterprise", "mid-market", "x"]
    text = " ".join(source.sample(words, source.randint(1, 3)))
    if not plain and source.random() < 0.25:
        text += source.choice([", Inc.", "; GmbH", ' "the best"', "\nsecond line", " | pipe", "\ttab", "=1+1", "—",
                               " 株式会社", " 🚀", " NULL", "'", "  two  blanks", "#1"])
    return text


def amount(source: random.Random) -> float:
    return source.choice([
        lambda: float(source.randrange(1, 500) * 1000), lambda: round(source.uniform(1, 250000), 2),
        lambda: float(source.randrange(1, 999)), lambda: round(source.uniform(1, 99999), 1),
        lambda: float(source.randrange(1, 10_000_000)), lambda: round(source.uniform(0.01, 2000), 3),
    ])()


def make_table(source: random.Random, feed: str, size: int, plain: bool) -> Table:
    columns = [name for name, _, required, key in slow_reader.FEEDS[feed]
               if required or key or source.random() < 0.7]
    if feed == "health":
        columns += [f"component_{name}" for name in source.sample(["usage", "support", "nps_2"], source.randrange(3))]
    rows: list[dict] = []
    seen: set[tuple] = set()
    lists = [some_day(source) for _ in range(3)] if feed == "arr" and source.random() < 0.4 else None
    while len(rows) < size:
        row = {}
        for name in columns:
            kind = next((k for n, k, _, _ in slow_reader.FEEDS[feed] if n == name), "number")
            if kind == "account":
                row[name] = source.choice(ACCOUNTS)
            elif kind == "csm":
                row[name] = source.choice(CSMS)
            elif kind == "id":
                row[name] = some_id(source, name)
            elif name == "model_version":
                row[name] = source.choice(["v1", "V2", "2025-03", "1.10", "Modell ü", 'a "b", c', None, "x\ny"])
            elif kind == "text":
                row[name] = some_text(source, plain) if source.random() < 0.85 else None
            elif kind == "word":
                row[name] = source.choice(slow_reader.WORDS[feed, name])
            elif kind == "day":
                row[name] = source.choice(lists) if lists else some_day(source)
            else:
                row[name] = amount(source)
        if not settle(source, feed, row):
            continue
        key = tuple(row.get(name) for name, _, _, key in slow_reader.FEEDS[feed] if key)
        if key in seen and feed in ("health", "arr", "fx", "targets"):
            size -= 1
            continue
        if key in seen or feed == "assignments" and key[0] in {k[0] for k in seen}:
            size -= 1 if feed in ("assignments", "benchmarks", "csms") else 0
            continue
        seen.add(key)
        rows.append(row)
    return Table(feed, columns, rows)


def some_id(source: random.Random, name: str) -> str:
    if name == "currency":
        return source.choice(["USD", "EUR", "GBP", "CHF", "CAD"])
    if name == "metric":
        return source.choice(METRICS)
    if name == "role":
        return source.choice(["", "owner", "onboarding", "technical"])
    if name == "scope_id":
        return source.choice(CSMS[:3])
    return source.choice([f"{name[:1].upper()}{source.randrange(10**6)}", str(source.randrange(1, 10**9)),
                          f"{source.randrange(10**4):06}", salesforce("0065g0000" + "".join(
                              source.choice("ABCabcXYZxyz0189") for _ in range(6))),
                          f"{source.randrange(10**5)}-ü"])


def settle(source: random.Random, feed: str, row: dict) -> bool:
    """Makes a row that keeps the rules."""
    def after(first: str, second: str, chance: float = 0.6) -> None:
        if second in row:
            row[second] = row[first] + datetime.timedelta(days=source.randint(1, 400)) \
                if row.get(first) and source.random() < chance else None
    if feed == "accounts":
        row["account_id"] = f"N{source.randrange(10**6)}"
        row["segment"] = row["segment"] or "SMB"
        if "parent_account_id" in row and source.random() < 0.7:
            row["parent_account_id"] = None
    elif feed == "csms":
        row["csm_id"] = f"K{source.randrange(10**6)}"
        row["name"] = row["name"] or "Ann"
        row.pop("manager_id", None) if row.get("manager_id") is None else None
        after("start_date", "end_date")
        if "team_since" in row and source.random() < 0.5:
            row["team_since"] = None
    elif feed == "assignments":
        after("start_date", "end_date")
    elif feed == "health":
        for name in row:
            if name == "score" or name.startswith("component_"):
                row[name] = round(source.uniform(0, 100), source.choice([0, 1, 1, 2]))
                if name != "score" and source.random() < 0.2:
                    row[name] = None
    elif feed == "overrides":
        after("logged_on", "reevaluate_on")
        after("logged_on", "withdrawn_on", 0.2)
        if "model_score" in row:
            row["model_score"] = round(source.uniform(0, 100), 1)
    elif feed == "renewals":
        outcome = row["outcome"]
        if outcome == "renewed":
            row["arr_after"] = amount(source)
        elif "arr_after" in row:
            row["arr_after"] = 0.0 if outcome == "churned" else None
        if outcome == "open" and "closed_date" in row:
            row["closed_date"] = None
    elif feed == "opportunities":
        if row["stage"] == "open":
            row["closed_on"] = None
        else:
            row["closed_on"] = row["created_on"] + datetime.timedelta(days=source.randrange(300))
    elif feed == "surveys":
        row["score"] = float(source.randint(0, 10) if row["kind"] == "nps" else source.randint(1, 5))
    elif feed in ("targets", "benchmarks"):
        metric = row["metric"]
        if metric in slow_reader.SHARES:
            row["value"] = round(source.uniform(0, 1), source.choice([2, 3]))
        elif metric in slow_reader.NET:
            row["value"] = round(source.uniform(0.5, 1.5), 3)
        elif metric == "nps":
            row["value"] = float(source.randint(-100, 100))
        if feed == "targets":
            row["scope_id"] = None if row["scope"] == "company" else row.get("scope_id") or "C1"
            row["to_date"] = row["from_date"] + datetime.timedelta(days=source.randrange(400))
    elif feed == "fx":
        row["rate"] = round(source.uniform(0.001, 200), source.choice([2, 3, 4, 6]))
    return True


# ----------------------------------------------------------------------------------- writing

def date_text(day: Day, form: str) -> str:
    names = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
    return {
        "iso": f"{day:%Y-%m-%d}", "slash": f"{day:%Y/%m/%d}", "compact": f"{day:%Y%m%d}",
        "dotted": f"{day:%d.%m.%Y}", "dmy": f"{day:%d/%m/%Y}", "mdy": f"{day:%m/%d/%Y}",
        "short": f"{day.day}/{day.month}/{day:%Y}", "shortmdy": f"{day.month}/{day.day}/{day:%Y}",
        "named": f"{day.day:02}-{names[day.month - 1]}-{day:%y}" if 1990 <= day.year <= 2049
        else f"{day.day:02}-{names[day.month - 1]}-{day:%Y}",
    }[form]


@dataclasses.dataclass
class Style:
    """The form in which a table is written."""
    container: str = "csv"
    numbers: str = "plain"
    dates: dict[str, str] = dataclasses.field(default_factory=dict)
    times: dict[str, str] = dataclasses.field(default_factory=dict)
    zone: str = "UTC"
    percent: bool = False
    currency: str | None = None
    null: str = ""
    case: str = "lower"


def number_text(source: random.Random, value: float, style: str) -> str:
    plain = repr(value) if value != int(value) else str(int(value))
    if "e" in plain or style == "plain":
        return plain
    negative = plain.startswith("-")
    whole, _, fraction = plain.lstrip("-").partition(".")
    if source.random() < 0.3:
        fraction = fraction.ljust(2, "0")
    groups = [whole[max(0, i - 3):i] for i in range(len(whole), 0, -3)][::-1]
    group, mark = {"us": (",", "."), "de": (".", ","), "blank": (" ", ","), "nbsp": ("\u00a0", ","),
                   "narrow": ("\u202f", ","), "swiss": ("'", "."), "point": ("", "."), "comma": ("", ",")}[style]
    text = group.join(groups) + (mark + fraction if fraction else "")
    if negative:
        text = f"({text})" if source.random() < 0.5 else "-" + text
    return text


def make_style(source: random.Random, table: Table) -> Style:
    style = Style()
    style.container = source.choices(["csv", "xlsx", "jsonl"], [60, 25, 15])[0]
    style.numbers = source.choice(["plain", "plain", "us", "de", "de", "blank", "nbsp", "narrow", "swiss", "point",
                                   "comma"])
    form = source.choice(["iso", "iso", "slash", "compact", "dotted", "dmy", "mdy", "short", "shortmdy", "named"])
    kinds = {name: kind for name, kind, _, _ in slow_reader.FEEDS[table.feed]}
    style.zone = source.choice(["UTC", "UTC", "Europe/Berlin", "America/Los_Angeles", "Asia/Kolkata",
                                "Australia/Lord_Howe"])
    timed = source.random() < 0.3
    for name in table.columns:
        if kinds.get(name) == "day":
            style.dates[name] = form if source.random() < 0.9 else source.choice(["iso", "dotted", form])
            if timed and source.random() < 0.7:
                style.times[name] = source.choice(["T", " ", "ampm", "Z", "+hh:mm", "+hhmm", "midnight", "short"])
    style.percent = source.random() < 0.5
    style.currency = source.choice([None, None, None, "€", "EUR", "$", "£", "USD", "US$"])
    style.null = source.choice(["", "", "", "NULL", "\\N", "#N/A", "n/a", "N/A", "null"])
    style.case = source.choice(["lower", "lower", "upper", "title", "yellow"])
    return style


def cell_text(source: random.Random, table: Table, style: Style, name: str, row: dict) -> str:
    value = row.get(name)
    kind = next((k for n, k, _, _ in slow_reader.FEEDS[table.feed] if n == name), "number")
    if value is None or value == "":
        return style.null if source.random() < 0.7 else ""
    if kind == "day":
        return written_day(source, value, style.dates[name], style.times.get(name), style.zone, row, name)
    if kind == "number":
        is_score = name in ("score", "model_score") or name.startswith("component_")
        if name == "value" and row["metric"] in slow_reader.SHARES | slow_reader.NET:
            if style.percent:
                scaled = float(f"{value * 100:.6g}")
                return number_text(source, scaled, style.numbers) + source.choice(["%", " %"])
        if is_score and style.percent and source.random() < 0.3:
            return number_text(source, value, style.numbers if style.numbers in ("plain", "us") else "comma"
                               if style.numbers in ("de", "blank", "nbsp", "narrow", "comma") else "point") + "%"
        if is_score or name == "rate":
            comma = style.numbers in ("de", "blank", "nbsp", "narrow", "comma")
            return number_text(source, value, "comma" if comma else "point" if style.numbers != "plain" else "plain")
        text = number_text(source, value, style.numbers)
        if style.currency and row.get("currency") is None and source.random() < 0.8 \
                and table.feed in ("arr", "renewals", "opportunities"):
            row.setdefault("~sign", style.currency)
            text = source.choice([f"{style.currency}{text}", f"{style.currency} {text}", f"{text} {style.currency}"])
        return text
    if kind == "word":
        if style.case == "yellow" and value == "amber":
            return source.choice(["yellow", "Yellow"])
        return {"upper": str.upper, "title": str.title}.get(style.case, str)(value)
    return str(value)


def written_day(source, day: Day, form: str, timing: str | None, zone: str, row: dict, name: str) -> str:
    if timing is None:
        return date_text(day, form)
    hour, minute, second = source.randrange(24), source.randrange(60), source.randrange(60)
    if timing == "midnight":
        return date_text(day, form) + " 00:00:00"
    if timing in ("T", " "):
        return date_text(day, form) + f"{timing}{hour:02}:{minute:02}:{second:02}"
    if timing == "short":
        return date_text(day, form) + f" {hour}:{minute:02}"
    if timing == "ampm":
        return date_text(day, form) + f" {(hour + 11) % 12 + 1}:{minute:02} {'PM' if hour >= 12 else 'AM'}"
    # A moment: the day in the zone of the import is the value.
    moment = datetime.datetime(day.year, day.month, day.day, hour, minute, second,
                               tzinfo=zoneinfo.ZoneInfo(zone))
    moment = datetime.datetime.fromtimestamp(moment.timestamp(), zoneinfo.ZoneInfo(zone))
    if moment.date() != day:
        return date_text(day, form)
    offset = 0 if timing == "Z" else source.choice([0, 60, 120, -300, 330, -480])
    shown = moment.astimezone(datetime.timezone(datetime.timedelta(minutes=offset)))
    sign, absolute = ("-" if offset < 0 else "+"), abs(offset)
    tail = {"Z": "Z", "+hh:mm": f"{sign}{absolute // 60:02}:{absolute % 60:02}",
            "+hhmm": f"{sign}{absolute // 60:02}{absolute % 60:02}"}[timing]
    fraction = source.choice(["", ".000", ".5", ".123456"])
    return date_text(shown.date(), form) + f"{source.choice('T ')}{shown:%H:%M:%S}{fraction}{tail}"


@dataclasses.dataclass
class Case:
    """One input of the program."""
    feed: str
    data: bytes
    name: str = "export.csv"
    options: dict = dataclasses.field(default_factory=dict)
    extra: list[str] = dataclasses.field(default_factory=list)
    mapping: dict | None = None
    mapping_text: str | bytes | None = None
    form: str = ""
    damage: list[str] = dataclasses.field(default_factory=list)
    compares: bool = True
    foreign: bool = False
    is_usage: bool = False  # an option has an impossible value
    before: bytes | None = None  # plain CSV that is imported first
    waits: bool = False  # the accounts and CSMs are named only after it
    is_odd: bool = False  # an option contradicts the file
    truth: list[dict] | None = None  # the rows as they were meant, where nothing was damaged or mapped


SCALES = True


def make_mapping(source: random.Random, table: Table, style: Style, cells: list[list[str]],
                 header: list[str]) -> dict:
    """A mapping for the table, and the table changed so that the mapping gives it back."""
    rules: dict = {}
    kinds = {name: kind for name, kind, _, _ in slow_reader.FEEDS[table.feed]}
    for index, name in enumerate(table.columns):
        if name.startswith("component_"):
            continue
        kind = kinds[name]
        rule: dict = {}
        roll = source.random()
        if roll < 0.3:
            header[index] = source.choice(["X_", "ext.", "My "]) + name.replace("_", source.choice([" ", "_", "-"]))
            rule["from"] = header[index]
        elif roll < 0.5:
            rule["from"] = name
        else:
            continue
        if kind == "word" and source.random() < 0.6:
            words = {}
            for row in cells:
                word = row[index]
                if word and not slow_reader.is_null(word):
                    target = word.lower().replace("yellow", "amber")
                    new = source.choice([f"w-{target}", target[:2].upper() + target])
                    words.setdefault(word, (new, target))
            for row in cells:
                if row[index] in words:
                    row[index] = words[row[index]][0]
            rule["words"] = {new: target for new, target in words.values()}
            if source.random() < 0.2:
                rule["words"]["*"] = source.choice(list(rule["words"].values()) or ["red"])
        elif kind == "number" and source.random() < 0.5 and SCALES:
            if name == "score" and table.feed == "health" or name == "model_score":
                worst, best = source.choice([(0, 10), (10, 0), (0, 1), (1, 5), (0, 100), (100, 0), (-1, 1)])
                for row, typed in zip(cells, table.rows):
                    if typed.get(name) is not None:
                        raw = round(worst + typed[name] / 100 * (best - worst), 3)
                        row[index] = number_text(source, raw, "comma" if style.numbers in (
                            "de", "blank", "nbsp", "narrow", "comma") else "plain")
                rule["worst"], rule["best"] = worst, best
            elif name not in ("score", "rate"):
                rule["multiply"] = source.choice([12, 100, 0.5, 1000, 1])
        if kind != "word" and source.random() < 0.1 and len(cells) and table.feed == "renewals" and name == "reason":
            rule["when"] = {"outcome": ["churned", "Churned"]}
        rules[name] = rule
    if table.feed in ("arr", "renewals", "opportunities") and "currency" not in table.columns \
            and source.random() < 0.4:
        rules["currency"] = {"constant": source.choice(["EUR", "usd", "GBP"])}
    if table.feed == "health" and "model_version" not in table.columns and source.random() < 0.5:
        rules["model_version"] = {"constant": "v2"}
    if source.random() < 0.3:
        header.append("Kind of row")
        words = ["keep", "Keep", "drop", "other"]
        for row in cells:
            row.append(source.choice(words))
        if source.random() < 0.5:
            rules["only"] = {"Kind of row": ["KEEP"]}
        else:
            rules["except"] = {"kind_of_row": ["drop", "Other"]}
    mapping: dict = {"platform": "fuzz", "source": "by hand", "feeds": {table.feed: rules}}
    return mapping


def write_case(source: random.Random, feed: str, size: int) -> tuple[Case, list[list[str]], list[str], Table, Style]:
    """A table as cells of text, before it becomes bytes."""
    table = make_table(source, feed, size, plain=False)
    style = make_style(source, table)
    cells = [[cell_text(source, table, style, name, row) for name in table.columns] for row in table.rows]
    header = list(table.columns)
    case = Case(feed, b"")
    if style.zone != "UTC" or source.random() < 0.1:
        case.options["time_zone"] = style.zone
    if source.random() < 0.3:
        case.mapping = make_mapping(source, table, style, cells, header)
    order = list(range(len(header)))
    if source.random() < 0.5:
        source.shuffle(order)
    header = [header[i] for i in order]
    cells = [[row[i] for i in order] for row in cells]
    if source.random() < 0.4:
        header = [source.choice([str.upper, str.title, str, lambda t: t.replace("_", " "), lambda t: f" {t} ",
                                 lambda t: t.replace("_", "-")])(name) for name in header]
    if source.random() < 0.3:
        place = source.randint(0, len(header))
        header.insert(place, "Owner's note")
        for row in cells:
            row.insert(place, source.choice(["", "x", "1.234", "01/02/2025", "yes, no"]))
    forms = set(style.dates.values())
    if forms & {"dmy", "short"} and not forms & {"mdy", "shortmdy"} and source.random() < 0.3:
        case.options["dates"] = "dmy"
    if forms & {"mdy", "shortmdy"} and not forms & {"dmy", "short"} and source.random() < 0.3:
        case.options["dates"] = "mdy"
    if source.random() < 0.3:
        case.options["numbers"] = "1.234,56" if style.numbers in ("de", "blank", "nbsp", "narrow", "comma") \
            else "1,234.56"
    if source.random() < 0.03:
        case.options["numbers"], case.is_odd = source.choice(["1.234,56", "1,234.56"]), True
    if source.random() < 0.03:
        case.options["dates"], case.is_odd = source.choice(["dmy", "mdy"]), True
    case.form = style.container
    return case, cells, header, table, style


def csv_bytes(source: random.Random, case: Case, cells: list[list[str]], header: list[str]) -> bytes:
    separator = source.choice([",", ",", ",", ";", "\t", "|"])
    end = source.choice(["\n", "\n", "\r\n", "\r"])
    quoting = source.choice([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC, csv.QUOTE_MINIMAL])
    lines: list[list[str]] = []
    unnamed = source.randint(1, 4) if source.random() < 0.15 else 0
    lines.append(header + [""] * unnamed)
    if source.random() < 0.08:
        units = [source.choice(["text", "", "-"]) for _ in header] + [""] * unnamed
        lines.append(units)
    for row in cells:
        lines.append(row + [""] * unnamed)
        if source.random() < 0.03:
            lines.append([""] * len(header))
        if source.random() < 0.02:
            lines.append([" "] * len(header))
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=separator, lineterminator=end, quoting=quoting)
    above = 0
    if source.random() < 0.12:
        above = source.randint(1, 6)
        for _ in range(above):
            buffer.write(source.choice(["Report of accounts", "", "Exported on 2025-01-02" + separator, "a b c",
                                        separator * 4]) + end)
    if source.random() < 0.1 and above:
        case.options["header_row"] = str(above + 1)
    sep = source.random() < 0.06
    writer.writerows(lines)
    text = buffer.getvalue()
    if sep:
        text = f"sep={separator}{end}" + text
        case.options.pop("header_row", None)
    if end == "\r":
        text = text.replace("\n", " ")
    if source.random() < 0.2:
        text = text.rstrip("\r\n")
    if source.random() < 0.1:
        text += end * source.randint(1, 5)
    if source.random() < 0.05:
        case.options["separator"] = {",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe"}[separator]
    encoding = source.choices(["utf-8", "utf-8-sig", "utf-16-le", "utf-16-be", "cp1252"], [70, 10, 6, 4, 10])[0]
    case.form = "csv " + encoding
    if encoding == "cp1252":
        if source.random() < 0.8:
            case.options["encoding"] = "CP1252"
        return text.encode("cp1252", "replace")
    mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(encoding, b"")
    return mark + text.encode(encoding)


def json_bytes(source: random.Random, case: Case, cells: list[list[str]], header: list[str], style: Style) -> bytes:
    case.options.pop("header_row", None)
    lines = []
    for row in cells:
        value: dict = {}
        for name, text in zip(header, row):
            if text == "" and source.random() < 0.5:
                if source.random() < 0.5:
                    value[name] = None
                continue
            if re.fullmatch(r"-?(0|[1-9][0-9]{0,13})(\.[0-9]+)?", text) and source.random() < 0.6 and (
                    "." not in text or style.numbers in ("plain", "point")):
                value[name] = json.loads(text)
            else:
                value[name] = text
        lines.append(json.dumps(value, ensure_ascii=source.random() < 0.3 and text.isascii()))
        if source.random() < 0.02:
            lines.append("")
    return (source.choice(["\n", "\r\n"]).join(lines) + source.choice(["", "\n"])).encode()


def is_iso_day(text: str) -> bool:
    if not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text, re.ASCII):
        return False
    try:
        return Day.fromisoformat(text).year > 0
    except ValueError:
        return False


NUMBER_FORMATS = ["General", "yyyy-mm-dd", "dd/mm/yyyy;@", "0.00%", "m/d/yy h:mm", "#,##0.00", '0" units"',
                  "[$-409]d-mmm-yy", '"day" dd.mm.yyyy', "yyyy\\-mm\\-dd hh:mm:ss.000",
                  '#,##0.00 "€"', "#,##0.00\\ [$€-407]", '"$"#,##0.00', "[$GBP] #,##0;[Red]-[$GBP] #,##0"]


def xlsx_bytes(source: random.Random, case: Case, cells: list[list[str]], header: list[str], table: Table,
               style: Style, hurt: "Hurt | None" = None) -> bytes:
    """A workbook written by hand."""
    case.form = "xlsx"
    case.options.pop("encoding", None)
    date1904 = source.random() < 0.2
    shared: list[str] = []
    use_shared = source.random() < 0.6
    typed_chance = source.choice([0, 0.5, 0.9])
    shows_currency = source.randint(10, 13) if case.feed in ("arr", "renewals", "opportunities") \
        and "currency" not in table.columns and source.random() < 0.2 else 0
    kinds = {name: kind for name, kind, _, _ in slow_reader.FEEDS[case.feed]}

    def reference(row: int, column: int) -> str:
        letters = ""
        while column:
            column, rest = divmod(column - 1, 26)
            letters = chr(65 + rest) + letters
        return f"{letters}{row}"

    def cell(row: int, column: int, text: str, kind: str | None) -> str:
        if text == "":
            return f'<c r="{reference(row, column)}" s="0"/>' if source.random() < 0.2 else ""
        where = f' r="{reference(row, column)}"'
        if kind == "day" and is_iso_day(text) and source.random() < typed_chance:
            day = Day.fromisoformat(text)
            serial: float = (day - (Day(1904, 1, 1) if date1904 else Day(1899, 12, 30))).days
            if serial > 61:
                if source.random() < 0.2:
                    serial += round(source.random(), 6)
                formula = f"<f>TODAY()</f>" if source.random() < 0.1 else ""
                return f'<c{where} s="{source.choice([1, 2, 4, 7, 8, 9])}">{formula}<v>{serial!r}</v></c>'
        if kind == "number" and re.fullmatch(r"-?[0-9]+(\.[0-9]+)?%", text) and source.random() < typed_chance and (
                "." not in text or style.numbers in ("plain", "point")):
            return f'<c{where} s="3"><v>{float(text[:-1]) / 100!r}</v></c>'
        if re.fullmatch(r"-?(0|[1-9][0-9]{0,17})(\.[0-9]+)?", text) and source.random() < typed_chance and (
                "." not in text or style.numbers in ("plain", "point")):
            formula = source.choice(["<f>A1+1</f>", '<f t="shared" si="0"/>']) if source.random() < 0.1 else ""
            if formula and source.random() < 0.2:
                return f"<c{where}>{formula}</c>"
            number = text if source.random() < 0.8 else repr(float(text))
            formats = [0, 0, 5, 6]
            if shows_currency and kind == "number":
                formats = [shows_currency]
            return f'<c{where} s="{source.choice(formats)}">{formula}<v>{number}</v></c>'
        clean = "".join(c for c in text if c in "\t\n\r" or c >= " " and c not in "\ufffe\uffff")
        preserve = ' xml:space="preserve"' if clean != clean.strip() else ""
        if use_shared:
            if clean not in shared:
                shared.append(clean)
            return f'<c{where} t="s"><v>{shared.index(clean)}</v></c>'
        if source.random() < 0.1:
            return f'<c{where} t="str"><f>A1&amp;""</f><v>{escape(clean)}</v></c>'
        if len(clean) > 3 and source.random() < 0.2:
            return f'<c{where} t="inlineStr"><is><r><t xml:space="preserve">{escape(clean[:2])}</t></r><r><rPr><b/></rPr>' \
                   f'<t xml:space="preserve">{escape(clean[2:])}</t></r></is></c>'
        return f'<c{where} t="inlineStr"><is><t{preserve}>{escape(clean)}</t></is></c>'

    rows = []
    number = 1
    if source.random() < 0.1:
        for _ in range(source.randint(1, 5)):
            rows.append(f'<row r="{number}">{cell(number, 1, "Report", None)}</row>')
            number += 1
    by_name = {slow_reader.column_name(name): kinds.get(slow_reader.column_name(name)) for name in header}
    for name in header:
        if case.mapping:
            for column, rule in case.mapping["feeds"][case.feed].items():
                if isinstance(rule, dict) and rule.get("from") and slow_reader.column_name(
                        str(rule["from"])) == slow_reader.column_name(name):
                    by_name[slow_reader.column_name(name)] = kinds.get(column)
    for position, line in enumerate([header] + cells):
        if source.random() < 0.02 and position:
            number += source.randint(1, 3)
        body = "".join(cell(number, column, text, by_name.get(slow_reader.column_name(header[column - 1]))
                            if position and column <= len(header) else None)
                       for column, text in enumerate(line, 1))
        rows.append(f'<row r="{number}">{body}</row>')
        number += 1
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    sheet_name = source.choice(["Sheet1", "Tabelle1", case.feed, case.feed.title()])
    sheets = [(sheet_name, "visible", "worksheets/sheet1.xml")]
    parts = {"xl/worksheets/sheet1.xml": f'{declaration}<worksheet xmlns="{main}"><dimension ref="A1"/><sheetData>'
             + "".join(rows) + "</sheetData></worksheet>"}
    if source.random() < 0.2:
        other = (f'{declaration}<worksheet xmlns="{main}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>note'
                 f'</t></is></c></row></sheetData></worksheet>')
        parts["xl/worksheets/sheet2.xml"] = other
        sheets.append(("Notes", source.choice(["hidden", "visible", "veryHidden"]), "worksheets/sheet2.xml"))
        if source.random() < 0.3:
            case.options["sheet"] = sheet_name
        source.shuffle(sheets)
    parts["xl/workbook.xml"] = (
        f'{declaration}<workbook xmlns="{main}" xmlns:r="{office}">'
        + ('<workbookPr date1904="1"/>' if date1904 else "") + "<sheets>"
        + "".join(f'<sheet name={quoteattr(name)} sheetId="{i}" state="{state}" r:id="rId{i}"/>'
                  for i, (name, state, _) in enumerate(sheets, 1)) + "</sheets></workbook>")
    parts["xl/_rels/workbook.xml.rels"] = (
        f'{declaration}<Relationships xmlns="{package}">'
        + "".join(f'<Relationship Id="rId{i}" Type="{office}/worksheet" Target="{target}"/>'
                  for i, (_, _, target) in enumerate(sheets, 1))
        + f'<Relationship Id="s1" Type="{office}/styles" Target="styles.xml"/>'
        + (f'<Relationship Id="s2" Type="{office}/sharedStrings" Target="sharedStrings.xml"/>' if shared else "")
        + "</Relationships>")
    parts["xl/styles.xml"] = (
        f'{declaration}<styleSheet xmlns="{main}"><numFmts count="13">'
        + "".join(f'<numFmt numFmtId="{163 + i}" formatCode={quoteattr(code)}/>'
                  for i, code in enumerate(NUMBER_FORMATS) if i)
        + '</numFmts><cellXfs count="14">'
        + "".join(f'<xf numFmtId="{163 + i if i else 0}"/>' for i in range(14)) + "</cellXfs></styleSheet>")
    if shared:
        parts["xl/sharedStrings.xml"] = (
            f'{declaration}<sst xmlns="{main}">' + "".join(
                f'<si><t xml:space="preserve">{escape(text)}</t></si>' if source.random() < 0.8 or len(text) < 2 else
                f'<si><r><t xml:space="preserve">{escape(text[:1])}</t></r><r><t xml:space="preserve">'
                f'{escape(text[1:])}</t></r><rPh sb="0" eb="1"><t>ruby</t></rPh></si>' for text in shared) + "</sst>")
    parts["_rels/.rels"] = (f'{declaration}<Relationships xmlns="{package}"><Relationship Id="r1" '
                            f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>')
    parts["[Content_Types].xml"] = (
        f'{declaration}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>')
    if hurt:
        hurt.parts(parts)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", source.choice([zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED])) as archive:
        for name in sorted(parts):
            archive.writestr(name, parts[name])
    return buffer.getvalue()


# ---------------------------------------------------------------------------------- damage

EXTREMES = ["1e308", "1e309", "-1e400", "9" * 40, "0." + "0" * 50 + "1", "NaN", "inf", "-0", "1e-400", "0x10", "١٢٣",
            "9007199254740993", "1.7976931348623157e308", "1,2,3", "1.2.3", "1..2", "--5", "(5", "5)", "((5))", "+-5",
            "€", "%", "5%%", "5 % €", "1 2", "1 234 56", "1'23", "12,34", "1,23,456", "0,5", "0.500", "00.500", ".5",
            "5.", "1.000", "1,000", "1234.567", "$1,000 USD", "1 000", "\u22125", "1e5", "1E+05", "1_000"]
DATES = ["0000-01-01", "0001-01-01", "9999-12-31", "2099-12-31", "1899-12-31", "1989-12-31", "2025-02-29",
         "2025-13-01", "2025-00-10", "31.12.2025", "12/31/2025", "31/12/2025", "03/04/2025", "3/4/25", "1/1/50",
         "1/1/49", "1/1/89", "1/1/90", "20251231", "20251301", "2025-12-31T23:59:60Z", "2025-12-31T24:00:00",
         "2025-12-31T23:30:00-05:00", "2025-06-01T00:30:00+14:00", "2025-12-31 25:00", "2025-12-31T10:00+99:99",
         "31-Dec-25", "31-DEC-2025", "31-Dez-25", "2025-1-2", "99999-01-01", "2025-12-31junk", "45000", "2030/01/02",
         "29/02/2024", "29/02/2025", "2057-01-01", "2056-11-27", "1.2.2025", "2025-12-31T10:00:00.123456789Z",
         "12/12/2025", "2025-06-01 12:00 AM", "2025-06-01 13:00 PM", "0/0/0", "32/01/2025", "01/32/2025"]
WEIRD = ["", " ", "\u00a0", "\u200b", "NULL", "\\N", "#N/A", "n/a", "#REF!", "####", "\x1b[31mred", "\x07", "'", '"',
         "x" * 300, "x" * 70000, "=cmd()", "\ufeff", "\u202e", "é" * 150, "1.12233E+11", "0" * 20, "123456789012345678",
         "Yellow", "GREEN", "Renewed", "ＧＲＥＥＮ", "ſ", "İ", "K", "\ud7ff", "0015g00000AbCdE", "A01 ", "a01", "\U0010ffff"]


class Hurt:
    """Damages a case."""

    def __init__(self, source: random.Random) -> None:
        self.source = source
        self.done: list[str] = []

    def note(self, what: str) -> None:
        self.done.append(what)

    def cells(self, case: Case, cells: list[list[str]], header: list[str], kinds: dict[str, str | None]) -> None:
        source = self.source
        for _ in range(source.randint(1, 3)):
            if not cells:
                return
            kind = source.choice(["swap cells", "swap columns", "duplicate row", "contradict", "drop cell", "drop column",
                                  "duplicate column", "extreme number", "extreme date", "weird", "other order",
                                  "other style", "splice rows", "add cell", "header", "thousand columns", "unit row",
                                  "key differs", "wide row", "short id", "times", "contradict", "other style", "extreme number"])
            self.note(kind)
            row = source.choice(cells)
            if not row or not header:
                return
            place = source.randrange(len(row))
            numbers = [i for i, name in enumerate(header) if i < len(row) and kinds.get(
                slow_reader.column_name(name)) == "number"]
            days = [i for i, name in enumerate(header) if i < len(row) and kinds.get(
                slow_reader.column_name(name)) == "day"]
            if kind == "swap cells":
                other = source.randrange(len(row))
                row[place], row[other] = row[other], row[place]
            elif kind == "swap columns" and place < len(header):
                other = source.randrange(min(len(header), len(row)))
                header[place], header[other] = header[other], header[place]
            elif kind == "duplicate row":
                cells.insert(source.randrange(len(cells) + 1), list(row))
            elif kind in ("contradict", "key differs"):
                copy = list(row)
                copy[place] = source.choice(source.choice(cells)[place:place + 1] or [""])
                if numbers and numbers[-1] < len(copy) and source.random() < 0.5:
                    copy[source.choice(numbers)] = str(source.randrange(100))
                cells.insert(source.randrange(len(cells) + 1), copy)
            elif kind == "drop cell":
                del row[place]
            elif kind == "drop column" and place < len(header):
                del header[place]
                for each in cells:
                    del each[place:place + 1]
            elif kind == "duplicate column" and place < len(header):
                header.append(header[place])
                for each in cells:
                    each.append(source.choice(each) if each else "")
            elif kind == "extreme number" and numbers:
                row[source.choice(numbers)] = source.choice(EXTREMES)
            elif kind == "extreme date" and days:
                row[source.choice(days)] = source.choice(DATES)
            elif kind == "weird":
                row[place] = source.choice(WEIRD)
            elif kind == "other order" and days:
                at = source.choice(days)
                for each in source.sample(cells, min(len(cells), source.randint(1, 3))):
                    if at < len(each):
                        each[at] = re.sub(r"^([0-9]{1,2})/([0-9]{1,2})/", r"\2/\1/", each[at])
            elif kind == "other style" and numbers:
                at = source.choice(numbers)
                for each in source.sample(cells, min(len(cells), source.randint(1, 3))):
                    if at < len(each):
                        each[at] = each[at].translate(str.maketrans(".,", ",."))
            elif kind == "splice rows":
                cells.insert(source.randrange(len(cells) + 1), list(header))
            elif kind == "add cell":
                row.insert(place, source.choice(["", "x", "5"]))
            elif kind == "header" and place < len(header):
                header[place] = source.choice([header[place] + " ", header[place].upper(), "\u200b" + header[place],
                                               header[place] + "\u00a0", '"' + header[place], "", "\x1b[2J",
                                               header[place].replace("_", "__"), header[place].replace("_", "\n"), header[place] + "(EUR)", "İD"])
            elif kind == "thousand columns":
                for each in cells:
                    each += ["1"] * (1000 - len(each)) if source.random() < 0.9 else []
                header += [f"extra {i}" for i in range(1000 - len(header))]
            elif kind == "unit row":
                cells.insert(0, [source.choice(["EUR", "date", "text", ""]) for _ in header])
            elif kind == "short id":
                for each in source.sample(cells, min(len(cells), 3)):
                    copy = [text[:15] if slow_reader.salesforce_stem(text) and len(text) == 18 else text for text in each]
                    if source.random() < 0.5:
                        each[:] = copy
                    else:
                        cells.insert(source.randrange(len(cells) + 1), copy)
            elif kind == "wide row":
                row += source.choice([["", ""], ["x"], ["NULL"], [" "]])
            elif kind == "times" and days:
                at = source.choice(days)
                for each in source.sample(cells, min(len(cells), 4)):
                    if at < len(each) and each[at]:
                        copy = list(each)
                        copy[at] = each[at][:10] + f" {source.randrange(24):02}:00" + source.choice(["", "Z", "+0200"])
                        cells.append(copy)
                        if numbers and numbers[-1] < len(copy):
                            copy[source.choice(numbers)] = str(source.randrange(1, 100))

    def parts(self, parts: dict[str, str]) -> None:
        source = self.source
        if source.random() < 0.5:
            return
        kind = source.choice(["drop part", "cut part", "bytes in part", "empty part", "nest", "entity", "bad index",
                              "row order", "huge reference", "doctype", "swap parts", "no reference", "long text",
                              "style out", "namespace", "utf16 part", "comment", "no value", "type"])
        self.note("xlsx: " + kind)
        name = source.choice(sorted(parts))
        sheet = "xl/worksheets/sheet1.xml"
        text = parts[name]
        if kind == "drop part":
            del parts[name]
        elif kind == "cut part":
            parts[name] = text[:source.randrange(len(text))]
        elif kind == "bytes in part":
            for _ in range(source.randint(1, 5)):
                at = source.randrange(len(text))
                text = text[:at] + source.choice("<>&\"'/=0 \x01é") + text[at + 1:]
            parts[name] = text
        elif kind == "empty part":
            parts[name] = ""
        elif kind == "nest":
            parts[sheet] = parts[sheet].replace("<sheetData>", "<sheetData>" + "<a>" * 30000)
        elif kind in ("entity", "doctype"):
            bomb = ('<!DOCTYPE lol [<!ENTITY a "' + SECRET * 50 + '">' + "".join(
                f'<!ENTITY {chr(98 + i)} "{("&" + chr(97 + i) + ";") * 10}">' for i in range(8))
                + '<!ENTITY x SYSTEM "file:///etc/passwd">]>')
            parts[name] = re.sub(r"(\?>\n)", lambda m: m[1] + bomb, text, count=1).replace(
                "<v>", "<v>&" + source.choice("xi") + ";", 1)
        elif kind == "bad index":
            parts[sheet] = re.sub('t="s"><v>[0-9]+', lambda m: 't="s"><v>' + source.choice(
                ["-1", "999999", "x", "4294967297", "1.5", ""]), parts[sheet], count=source.randint(1, 3))
        elif kind == "row order":
            parts[sheet] = re.sub('<row r="([0-9]+)"', lambda m: f'<row r="{source.choice([m[1], "1", "2", "1048577", "-3", "99999999999999999999"])}"',
                                  parts[sheet], count=source.randint(1, 5))
        elif kind == "huge reference":
            parts[sheet] = re.sub('<c r="([A-Z]+)([0-9]+)"', lambda m: '<c r="' + source.choice(
                [m[1] + m[2], "XFD" + m[2], "XFE" + m[2], "ZZZZZZZ" + m[2], "A0", "1A", "a" + m[2], m[1]]) + '"',
                parts[sheet], count=source.randint(1, 4))
        elif kind == "swap parts":
            other = source.choice(sorted(parts))
            parts[name], parts[other] = parts[other], parts[name]
        elif kind == "no reference":
            parts[sheet] = re.sub(' r="[A-Z0-9]+"', "", parts[sheet])
        elif kind == "long text":
            parts[sheet] = parts[sheet].replace("<t>", "<t>" + "y" * 2_000_000, 1)
        elif kind == "style out":
            parts[sheet] = re.sub('s="[0-9]+"', lambda m: source.choice(['s="99"', 's="-1"', 's="x"']), parts[sheet],
                                  count=3)
        elif kind == "namespace":
            parts[sheet] = parts[sheet].replace("<worksheet xmlns=", "<x:worksheet xmlns:x=").replace(
                "</worksheet>", "</x:worksheet>")
        elif kind == "utf16 part":
            parts[name] = text.replace("UTF-8", source.choice(["UTF-16", "ISO-8859-1", "EBCDIC-US", "x"]))
        elif kind == "comment":
            parts[sheet] = parts[sheet].replace("<v>", "<v><!-- a -->", 2).replace("</v>", "<![CDATA[1]]></v>", 1)
        elif kind == "no value":
            parts[sheet] = re.sub("<v>[^<]*</v>", source.choice(["", "<v/>", "<v></v>", "<v> </v>"]), parts[sheet], count=2)
        elif kind == "type":
            parts[sheet] = re.sub('t="[a-zA-Z]+"', lambda m: source.choice(
                ['t="b"', 't="e"', 't="d"', 't="n"', 't="q"', m[0]]), parts[sheet], count=3)

    def bytes(self, data: bytes) -> bytes:
        source = self.source
        for _ in range(source.randint(1, 3)):
            if not data:
                return data
            kind = source.choice(["flip", "insert", "delete", "cut", "duplicate", "zero", "quote", "quote", "separator",
                                  "separator", "line end", "control", "bad utf-8", "splice", "bare cr", "bom inside",
                                  "space before quote", "digit", "digit", "digit"])
            self.note(kind)
            at = source.randrange(len(data))
            if kind == "flip":
                data = data[:at] + bytes([data[at] ^ 1 << source.randrange(8)]) + data[at + 1:]
            elif kind == "insert":
                data = data[:at] + source.randbytes(source.randint(1, 8)) + data[at:]
            elif kind == "delete":
                data = data[:at] + data[at + source.randint(1, 8):]
            elif kind == "cut":
                data = data[:at]
            elif kind == "duplicate":
                data = data[:at] + data[max(0, at - source.randint(1, 200)):]
            elif kind == "zero":
                data = data[:at] + bytes(source.choice([1, 1, 4, 5000])) + data[at:]
            elif kind == "quote":
                data = data[:at] + b'"' + data[at + source.randint(0, 1):]
            elif kind == "separator":
                data = data[:at] + source.choice([b",", b";", b"\t", b"|"]) + data[at + source.randint(0, 1):]
            elif kind == "line end":
                data = data[:at] + source.choice([b"\n", b"\r\n", b"\n\n"]) + data[at:]
            elif kind == "bare cr":
                data = data[:at] + b"\r" + data[at:]
            elif kind == "control":
                data = data[:at] + bytes([source.choice([1, 7, 8, 0x1a, 0x1b, 0x7f, 0x0c])]) + data[at:]
            elif kind == "bad utf-8":
                data = data[:at] + source.choice([b"\xff", b"\xc0\xaf", b"\xed\xa0\x80", b"\xf5\x80\x80\x80", b"\xe2\x82",
                                                  b"\xfc"]) + data[at:]
            elif kind == "splice":
                other = source.randrange(len(data))
                data = data[:at] + data[other:]
            elif kind == "bom inside":
                data = data[:at] + b"\xef\xbb\xbf" + data[at:]
            elif kind == "space before quote":
                data = data.replace(b',"', b', "', 1)
            elif kind == "digit":
                digits = [i for i, byte in enumerate(data[:100000]) if 48 <= byte <= 57]
                if digits:
                    at = source.choice(digits)
                    data = data[:at] + source.choice([b"", b"0", b"9", b"1", b",", b"."]) + data[at + 1:]
        return data

    def mapping(self, case: Case) -> None:
        source = self.source
        case.compares = False
        kind = source.choice(["deep flow", "deep block", "laughs", "types", "types", "types", "unknown feed", "unknown column",
                              "bytes", "empty", "list", "tabs", "anchor loop", "huge", "nul", "merge", "tag", "two documents",
                              "file options", "secret"])
        self.note("mapping: " + kind)
        mapping = json.loads(json.dumps(case.mapping or {"feeds": {case.feed: {}}}))
        feeds = mapping.setdefault("feeds", {})
        rules = feeds.setdefault(case.feed, {})
        text: str | bytes | None = None
        first = next(name for name, *_ in slow_reader.FEEDS[case.feed])
        if kind == "deep flow":
            text = "feeds: " + "[" * source.choice([100, 5000, 200000])
        elif kind == "deep block":
            text = "\n".join(" " * i + "a:" for i in range(source.choice([50, 1200])))
        elif kind == "laughs":
            text = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
                f"{chr(98 + i)}: &{chr(98 + i)} [{','.join(['*' + chr(97 + i)] * 9)}]\n" for i in range(9)) + "feeds: *j\n"
        elif kind == "types":
            name = source.choice([first, "only", "except", "score", "currency"])
            rules[name] = source.choice([
                5, None, [], "x", {"from": 5}, {"from": []}, {"constant": {}}, {"from": "a", "constant": "b"},
                {"from": first, "words": [1]}, {"from": first, "multiply": "x"}, {"from": first, "multiply": 1e400},
                {"from": first, "worst": 1}, {"from": first, "worst": 1, "best": 1}, {"from": first, "bands": []},
                {"from": first, "bands": [{"up_to": 5}]}, {"from": first, "when": {"nope": ["x"]}}, {"from": first, "when": 5},
                {}, {"from": ""}, {"from": first, "multiply": float("nan")}, {"from": first, "bands": [{"up_to": 1, "word": "red"}]},
                {"from": first, "multiply": 1e308}, {"constant": "x" * 70000}, {"constant": "\x1b[2J"}])
        elif kind == "unknown feed":
            feeds["nonsense\x1b[31m"] = {}
        elif kind == "unknown column":
            rules["no_such\ncolumn"] = {"from": "x"}
        elif kind == "bytes":
            text = source.randbytes(source.randint(1, 400))
        elif kind == "empty":
            text = source.choice(["", "\n", "---\n", "# nothing\n", "~"])
        elif kind == "list":
            text = "- a\n- b\n"
        elif kind == "tabs":
            text = "feeds:\n\thealth:\n\t\tx: 1\n"
        elif kind == "anchor loop":
            text = "feeds: &a\n  health: *a\n"
        elif kind == "huge":
            text = "# " + "x" * (2 << 20)
        elif kind == "nul":
            text = b"feeds:\0 {}\n"
        elif kind == "merge":
            text = "base: &b {from: x}\nfeeds:\n  health:\n    score:\n      <<: *b\n"
        elif kind == "tag":
            text = "!!binary feeds: !!float abc\n? [a, b]\n: !ruby/object:Gem x\n"
        elif kind == "two documents":
            text = json.dumps(mapping) + "\n---\n" + json.dumps(mapping)
        elif kind == "file options":
            mapping["file"] = source.choice([{"dates": "x"}, {"header_row": -1}, {"nonsense": "1"}, 5, [], {"complete": 5},
                                             {"header_row": 10**30}, {"time_zone": "../../etc/passwd"}, {"encoding": "//IGNORE"},
                                             {"sheet": "\x1b[31m"}, {"numbers": "\n"}])
        elif kind == "secret":
            text = f"password: {SECRET}\nanother: [\n"
        case.mapping_text = json.dumps(mapping, ensure_ascii=False) if text is None else text


def plain_csv(source: random.Random, table: Table) -> bytes:
    """An earlier state of the table: some of its rows, some of them with other values, and a few others."""
    others = make_table(source, table.feed, 3, plain=True)
    rows = [dict(row) for row in table.rows if source.random() < 0.7] + others.rows
    names = [name for name, *_ in slow_reader.FEEDS[table.feed]]
    for row in rows:
        if source.random() < 0.3 and table.feed in ("arr", "renewals", "opportunities"):
            name = {"arr": "arr", "renewals": "arr_before", "opportunities": "amount"}[table.feed]
            row[name] = amount(source)
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(names)
    for row in rows:
        writer.writerow([f"{row[name]!r}e0" if isinstance(row.get(name), float) else
                         "" if row.get(name) is None else str(row[name]) for name in names])
    return buffer.getvalue().encode()


def foreign(source: random.Random) -> bytes:
    """A file that is no table."""
    kind = source.choice(["html", "pdf", "zip", "xls", "xml", "rtf", "png", "binary", "text", "json list", "ods", "empty",
                          "blank", "sqlite", "bomb", "gzip of zip", "many members"])
    if kind == "html":
        return f"<html><table><tr><td>renewal_id</td><td>{SECRET}</td></tr></table>".encode()
    if kind == "pdf":
        return b"%PDF-1.7\n" + SECRET.encode() + source.randbytes(300)
    if kind in ("zip", "ods", "gzip of zip"):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            if kind == "ods":
                archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
            archive.writestr("\x1b[31mnote\n.txt" if source.random() < 0.5 else "note.txt", SECRET)
        return gzip.compress(buffer.getvalue()) if kind == "gzip of zip" else buffer.getvalue()
    if kind == "xls":
        return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + source.randbytes(source.choice([0, 500, 3000])) + SECRET.encode()
    if kind == "xml":
        return f"<?xml version='1.0'?><a>{SECRET}</a>".encode()
    if kind == "rtf":
        return b"{\\rtf1 " + SECRET.encode() + b"}"
    if kind == "png":
        return b"\x89PNG\r\n\x1a\n" + source.randbytes(50)
    if kind == "binary":
        return source.randbytes(source.randint(1, 3000))
    if kind == "text":
        return ("Dear all,\nthe figures come later.\n" * 5).encode()
    if kind == "json list":
        return json.dumps([{"a": SECRET}]).encode()
    if kind == "empty":
        return b""
    if kind == "blank":
        return source.choice([b"\n\n\n", b" ", b"\xef\xbb\xbf", b"\xff\xfe", b"\0" * 100])
    if kind == "sqlite":
        return b"SQLite format 3\0" + SECRET.encode()
    if kind == "bomb":
        return gzip.compress(b"a,b\n" + b"\0" * (64 << 20))
    return gzip.compress(b"") * source.choice([1, 1000])


def packed(source: random.Random, data: bytes) -> bytes:
    cut = source.randrange(len(data) + 1)
    members = source.choice([[data], [data[:cut], data[cut:]], [b"", data, b""]])
    return b"".join(gzip.compress(member) for member in members) + (bytes(512) if source.random() < 0.2 else b"")


def make_case(seed: int, feed: str | None, form: str | None) -> Case:
    """The case of a seed."""
    source = random.Random(f"import {seed}")
    name = feed or source.choice(FEEDS + ["renewals", "health", "arr", "targets"])
    if source.random() < 0.03 and form is None:
        case = Case(name, foreign(source), form="foreign", foreign=True, compares=False)
        return case
    size = source.choice([1, 2, 5, 12, 12, 30])
    if source.random() < 0.006:
        # Past the sample of 256 KB, and health past 1 MiB, from which two cores read it.
        size = 25_000 if name == "health" else 6000
    damaged = source.random() < 0.6
    case, cells, header, table, style = write_case(source, name, size)
    if form:
        style.container = form
    hurt = Hurt(source)
    kinds: dict[str, str | None] = {n: k for n, k, _, _ in slow_reader.FEEDS[name]}
    for column, rule in ((case.mapping or {}).get("feeds", {}).get(name) or {}).items():
        if isinstance(rule, dict) and isinstance(rule.get("from"), str):
            kinds[slow_reader.column_name(rule["from"])] = kinds.get(column)
    level = source.choice(["cells", "cells", "cells", "bytes", "both", "parts"]) if damaged else "none"
    if level in ("cells", "both") or level == "parts" and style.container != "xlsx":
        hurt.cells(case, cells, header, kinds)
    if style.container == "csv":
        data = csv_bytes(source, case, cells, header)
    elif style.container == "jsonl":
        data = json_bytes(source, case, cells, header, style)
        case.options.pop("separator", None)
    else:
        data = xlsx_bytes(source, case, cells, header, table, style, hurt if level == "parts" else None)
    if level in ("bytes", "both"):
        if style.container != "xlsx" or source.random() < 0.3:
            data = hurt.bytes(data)
    if source.random() < 0.1:
        data = packed(source, data)
        case.form += " gzip"
        if level == "bytes" and source.random() < 0.4:
            data = hurt.bytes(data)
    if source.random() < 0.04:
        hurt.mapping(case)
    if source.random() < 0.1:
        case.extra.append("--json")
    if source.random() < 0.03:
        case.extra.append("--strict")
        case.compares = False
    if source.random() < 0.03:
        case.extra.append("--dry-run")
        case.compares = False
    if name == "arr" and source.random() < 0.25:
        case.extra.append("--snapshot")
    if name not in ("health", "accounts", "csms", "assignments") and source.random() < 0.25:
        case.before = plain_csv(source, table)
        if source.random() < 0.5 and "--snapshot" not in case.extra:
            case.extra += ["--complete"] + ["--withdraw-many"] * (source.random() < 0.8)
    elif source.random() < 0.02:
        case.extra.append("--complete")
        case.compares = False
    elif name not in ("accounts", "csms", "benchmarks", "fx") and "--snapshot" not in case.extra and \
            source.random() < 0.08:
        case.waits = True
    if source.random() < 0.01:
        case.options["time_zone"] = source.choice(["Mars/Olympus", "", "../etc"])
        case.compares, case.is_usage = False, True
    case.data, case.damage = data, hurt.done
    if level == "none" and case.mapping is None and not case.is_odd:
        case.truth = table.rows
    case.name = source.choice(["export.csv", "export.xlsx", "x.txt", "a b.csv"])
    return case


# -------------------------------------------------------------------------------------- runs

@dataclasses.dataclass
class Finding:
    kind: str  # crash, hang, wrong, message, verify, stricter, laxer
    text: str


SEVERITY = ["crash", "hang", "wrong", "verify", "message", "laxer", "stricter"]


class Fuzzer:
    def __init__(self, program: pathlib.Path, folder: pathlib.Path) -> None:
        self.program, self.folder = program, folder
        self.base, self.bare = folder / "base.sqlite", folder / "bare.sqlite"
        self.known = slow_reader.Known(set(ACCOUNTS), set(CSMS))
        seedling = folder / "seed"
        seedling.mkdir()
        (seedling / "accounts.csv").write_text("account_id,segment\n" + "".join(f"{a},SMB\n" for a in ACCOUNTS))
        (seedling / "csms.csv").write_text("csm_id,name\n" + "".join(f"{c},Ann\n" for c in CSMS))
        subprocess.run([program, "import", seedling, "--db", self.base, "--rejects", folder / "none.csv"], check=True,
                       stdout=subprocess.DEVNULL)
        self.seedling = seedling
        (folder / "fx.csv").write_text("currency,date,rate\nXXX,2000-01-01,1\n")
        subprocess.run([program, "import", folder / "fx.csv", "--db", self.bare], check=True, stdout=subprocess.DEVNULL,
                       cwd=folder)
        self.tables = {feed: self.rows(self.base, feed) for feed in FEEDS if feed != "health"}

    def rows(self, ledger: pathlib.Path, feed: str) -> dict[tuple, dict]:
        database = sqlite3.connect(f"file:{ledger}?mode=ro", uri=True)
        database.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")
        try:
            names = [name for name, *_ in slow_reader.FEEDS[feed]]
            keys = [name for name, _, _, key in slow_reader.FEEDS[feed] if key]
            rows = {}
            for row in database.execute(f"SELECT {', '.join(names)} FROM {feed} WHERE withdrawn_by IS NULL"):
                values = dict(zip(names, row))
                if feed == "assignments":
                    values["role"] = values["role"] or ""
                    key = (values["account_id"], values["start_date"], values["role"],
                           values["csm_id"] if values["role"] else "")
                else:
                    key = tuple(values[name] for name in keys)
                rows[key] = values
            return rows
        finally:
            database.close()

    def months(self, ledger: pathlib.Path) -> dict[tuple, tuple]:
        database = sqlite3.connect(f"file:{ledger}?mode=ro", uri=True)
        try:
            return {(row[1], row[0]): row[2:] for row in database.execute(
                "SELECT month, account_id, first_day, last_day, days, closing_score, closing_tier, mean_score, "
                "minimum_score FROM health_by_month")}
        finally:
            database.close()

    def run(self, case: Case, number: int, verify: bool) -> tuple[str, list[Finding], str]:
        """What came of a case: a word for the count, the findings, and the command."""
        place = self.folder / "run"
        shutil.rmtree(place, ignore_errors=True)
        (place / "ledger").mkdir(parents=True)
        ledger = place / "ledger" / "ledger.sqlite"
        shutil.copy(self.bare if case.waits else self.base, ledger)
        path = place / case.name
        path.write_bytes(case.data)
        rejects = place / "rejects.csv"
        tables = self.tables
        if case.before is not None:
            (place / "before.csv").write_bytes(case.before)
            self.execute([str(self.program), "import", str(place / "before.csv"), "--db", str(ledger), "--rejects",
                          str(place / "before-rejects.csv"), "--feed", case.feed], place)
            tables = {**tables, case.feed: self.rows(ledger, case.feed)}
        command = [str(self.program), "import", str(path), "--db", str(ledger), "--rejects", str(rejects), "--feed",
                   case.feed]
        for name, value in case.options.items():
            command += ["--" + name.replace("_", "-"), value]
        if case.mapping is not None or case.mapping_text is not None:
            mapping = place / "mapping.yaml"
            text = case.mapping_text if case.mapping_text is not None else json.dumps(case.mapping, ensure_ascii=False)
            mapping.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass"))
            command += ["--mapping", str(mapping)]
        command += case.extra
        today = datetime.datetime.now(datetime.timezone.utc).date()
        findings: list[Finding] = []
        try:
            result = self.execute(command, place)
        except subprocess.TimeoutExpired:
            return "hang", [Finding("hang", f"still running after {TIME_LIMIT} s")], " ".join(command)
        said = " ".join(command)
        findings += self.check_words(case, result, place, ledger)
        if findings and findings[0].kind == "crash":
            return "crash", findings, said
        if case.waits and result.returncode in (0, 2):
            self.execute([str(self.program), "import", str(self.seedling), "--db", str(ledger), "--rejects",
                          str(rejects)], place)
        if verify or any(f.kind == "crash" for f in findings):
            check = self.execute([str(self.program), "verify", "--db", str(ledger)], place)
            if check.returncode != 0:
                findings.append(Finding("verify", (check.stdout + check.stderr).decode("utf-8", "replace")[:500]))
            look = self.execute([str(self.program), "review", "--db", str(ledger), "--month", "2025-12", "--json"], place)
            if look.returncode not in (0, 1):
                findings.append(Finding("crash", f"the review after it: status {look.returncode} {look.stderr[-300:]!r}"))
        if result.returncode == 1 and not case.waits:
            for feed in FEEDS:
                if feed != "health" and self.rows(ledger, feed) != tables[feed] or \
                        feed == "health" and self.months(ledger):
                    findings.append(Finding("wrong", f"refused, but {feed} has changed"))
        word = {0: "taken", 1: "refused", 2: "taken in part"}.get(result.returncode, "other")
        if case.compares:
            compared, differences = self.compare(case, result, ledger, today, tables)
            findings += differences
            word += ", compared" if compared else ", not compared"
        else:
            word += ", not compared"
        return word, findings, said

    def execute(self, command: list[str], place: pathlib.Path) -> subprocess.CompletedProcess[bytes]:
        def limit() -> None:
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        return subprocess.run(command, capture_output=True, timeout=TIME_LIMIT, check=False, preexec_fn=limit, cwd=place,
                              stdin=subprocess.DEVNULL)

    def check_words(self, case: Case, result: subprocess.CompletedProcess[bytes], place: pathlib.Path,
                    ledger: pathlib.Path) -> list[Finding]:
        findings = []
        out, err = result.stdout, result.stderr
        if result.returncode < 0:
            return [Finding("crash", f"signal {signal.Signals(-result.returncode).name}: {err[-600:]!r}")]
        if result.returncode == 64 and case.is_usage:
            return []
        if b"Fatal error" in err or b"Fatal error" in out or result.returncode not in (0, 1, 2):
            return [Finding("crash", f"status {result.returncode}: {err[-600:]!r}")]
        text = err.decode("utf-8", "replace")
        if result.returncode == 1:
            if not text.startswith("Error: ") and not (not text and b"Refused: " in out or case.extra):
                findings.append(Finding("message", f"no error is named: {text[:200]!r} {out[:200]!r}"))
            if text.rstrip("\n").count("\n"):
                findings.append(Finding("message", f"more than one line: {text[:400]!r}"))
            if len(text) > 1500:
                findings.append(Finding("message", f"{len(text)} characters: {text[:300]!r}"))
            if SECRET in text or SECRET.encode() in out or "root:" in text:
                findings.append(Finding("message", f"shows what the file holds: {text[:300]!r}"))
        elif text:
            findings.append(Finding("message", f"status {result.returncode}, but says on stderr: {text[:300]!r}"))
        for stream, said in (("stderr", text), ("stdout", out.decode("utf-8", "replace"))):
            odd = re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", said)
            if odd:
                findings.append(Finding("message", f"a control character {odd[0]!r} on {stream}: "
                                        f"{said[max(0, odd.start() - 80):odd.end() + 40]!r}"))
            if "/ledger/" in said.replace(str(ledger), ""):
                findings.append(Finding("message", f"a path of scratch on {stream}: {said[:300]!r}"))
        left = sorted(p.name for p in ledger.parent.iterdir() if not p.name.startswith("ledger.sqlite"))
        if left:
            findings.append(Finding("message", f"files left behind: {left}"))
        if "--json" in case.extra and result.returncode != 1:
            try:
                json.loads(out)
            except ValueError as error:
                findings.append(Finding("message", f"--json is no JSON: {error}"))
        if result.returncode == 2 and "--strict" not in case.extra and "--dry-run" not in case.extra:
            try:
                rows = list(csv.reader(io.StringIO((place / "rejects.csv").read_bytes().decode("utf-8"), newline="")))
                if any(len(row) != len(rows[0]) for row in rows) or len(rows) < 2:
                    findings.append(Finding("message", "the rejects report has rows of different lengths"))
            except (OSError, UnicodeDecodeError, csv.Error) as error:
                findings.append(Finding("message", f"the rejects report: {error}"))
        return findings

    def compare(self, case: Case, result: subprocess.CompletedProcess[bytes], ledger: pathlib.Path,
                today: Day, tables: dict[str, dict]) -> tuple[bool, list[Finding]]:
        try:
            mapping = json.loads(json.dumps(case.mapping)) if case.mapping is not None else None
            known = dataclasses.replace(self.known, keys=[str(key[0]) for key in tables.get(case.feed, {})])
            right = slow_reader.read(case.data, case.feed, known, case.options, mapping, today)
        except Exception as error:  # a fault of the reader is worth a line, not the session
            return False, [Finding("message", f"THE SLOW READER FAILED: {error!r}")]
        if right.unsure_file:
            return False, []
        if case.truth is not None:
            differences = self.against_truth(case, right)
            if differences:
                return True, differences
        if right.refused:
            if result.returncode == 1:
                return True, []
            changed = self.months(ledger) if case.feed == "health" else self.rows(ledger, case.feed) != tables[case.feed]
            kind = "laxer" if not changed else "wrong"
            return True, [Finding(kind, f"the reader refuses the file: {right.refused}")]
        complete = "--complete" in case.extra
        if "--snapshot" in case.extra and result.returncode == 1 and right.without_key:
            return True, []
        if result.returncode == 1:
            if complete and (right.without_key or right.unsure or "--withdraw-many" not in case.extra):
                return False, []
            return True, [Finding("stricter", "the reader takes the file: " + result.stderr.decode("utf-8", "replace")[:300])]
        if "--snapshot" in case.extra:
            return True, self.compare_lists(right, tables["arr"], self.rows(ledger, "arr"))
        if complete and right.without_key:
            return True, [Finding("wrong", "a complete file with a row whose key cannot be read is taken")]
        if case.feed == "health":
            compared, findings = self.compare_health(right, ledger)
            return compared, findings + self.compare_days(right, ledger)
        findings = []
        before, now = tables[case.feed], self.rows(ledger, case.feed)
        plain = {tuple(stored(part) for part in key): values for key, values in right.accepted.items()}
        unsure = {tuple(stored(part) for part in key) for key in right.unsure}
        rejected = {tuple(stored(part) for part in key): why for key, why in right.rejected.items()}
        found = {key: values for key, values in now.items() if before.get(key) != values or key in plain}
        days = sorted(key[1] for key in set(plain) | set(rejected) | unsure) if case.feed in ("arr", "fx") else []
        for key in before:
            if key in plain or key in unsure:
                continue
            goes = complete and key not in rejected and (not days or days[0] <= key[1] <= days[-1]) \
                and bool(days or case.feed not in ("arr", "fx"))
            if goes != (key not in now) and not (unsure and goes):
                findings.append(Finding("wrong", f"row {key} of the ledger is {'kept' if goes else 'gone'}: it is "
                                        f"{'not in the complete file' if goes else rejected.get(key, 'not touched')}"))
        for key, values in found.items():
            if key in unsure:
                continue
            if key not in plain:
                findings.append(Finding("wrong", f"row {key} is taken; the reader: {rejected.get(key, 'no such row')}; "
                                        f"{ {k: v for k, v in values.items() if v is not None} }"))
                continue
            for name, value in plain[key].items():
                if name == "team_since":
                    continue
                if not same(stored(value), values[name], name):
                    findings.append(Finding("wrong", f"row {key}, {name}: the ledger has {values[name]!r}, the reader "
                                            f"{stored(value)!r}"))
        for key, values in plain.items():
            if key not in found and key not in unsure:
                why = self.reason(ledger.parent.parent / "rejects.csv", key)
                findings.append(Finding("stricter", f"row {key} is not taken ({why}); the reader has { {k: stored(v) for k, v in values.items() if v is not None} }"))
        return True, findings

    @staticmethod
    def reason(report: pathlib.Path, key: tuple) -> str:
        try:
            rows = list(csv.reader(io.StringIO(report.read_text("utf-8", "replace"), newline="")))
            return "; ".join(sorted({" | ".join(row[3:])[:150] for row in rows[1:]})[:2])
        except (OSError, csv.Error):
            return "no report"

    @staticmethod
    def against_truth(case: Case, right: slow_reader.Outcome) -> list[Finding]:
        """Where the reader itself reads other dates and numbers than were meant: a fault of it, or of the page."""
        columns = slow_reader.FEEDS[case.feed]
        findings = []
        for row in case.truth or []:
            if case.feed == "assignments":
                role = (row.get("role") or "").replace("owner", "")
                key: tuple = (row["account_id"], row["start_date"], role, row["csm_id"] if role else "")
            else:
                key = tuple(row.get(name) or "" for name, _, _, is_key in columns if is_key)
            found = right.accepted.get(key)
            if found is None:
                continue
            for name, kind, *_ in columns:
                meant = row.get(name)
                if kind == "day" and found[name] != meant or kind == "number" and meant is not None and \
                        abs((found[name] or 0) - meant) > (0.06 if "score" in name else 1e-5 * max(1, abs(meant))):
                    findings.append(Finding("wrong", f"{key}, {name}: meant {meant!r}, read {found[name]!r} by the reader"))
        return findings

    @staticmethod
    def compare_lists(right: slow_reader.Outcome, before: dict, now: dict) -> list[Finding]:
        """The ARR of each account on each day on which something happens, where each day of the file is a list of
        all paying customers."""
        if right.without_key:
            return [Finding("wrong", "lists of customers with a row whose key cannot be read are taken")]
        named = {(key[0], key[1].isoformat()) for key in [*right.accepted, *right.rejected, *right.unsure]}
        want = {key: row["arr"] for key, row in before.items()}
        want |= {(key[0], key[1].isoformat()): row["arr"] for key, row in right.accepted.items()}
        for day in {day for _, day in named}:
            want |= {(account, day): 0.0 for account in ACCOUNTS if (account, day) not in named}
        unsure = {key[0] for key in right.unsure}
        findings = []
        got = {key: row["arr"] for key, row in now.items()}

        def on(rows: dict, account: str, day: str) -> float:
            last = max((d for a, d in rows if a == account and d <= day), default=None)
            return 0.0 if last is None else rows[account, last]
        days = sorted({day for _, day in want} | {day for _, day in got})
        for account in ACCOUNTS:
            for day in days:
                if account not in unsure and not same(on(want, account, day), on(got, account, day), ""):
                    findings.append(Finding("wrong", f"ARR of {account} on {day} by lists: the ledger has "
                                            f"{on(got, account, day)}, the reader {on(want, account, day)}"))
                    break
        return findings

    def compare_days(self, right: slow_reader.Outcome, ledger: pathlib.Path) -> list[Finding]:
        """The days of two accounts with their components, by `parallax history`."""
        findings = []
        accounts = sorted({key[0] for key in right.accepted})
        for account in accounts[:1] + accounts[2:3]:
            result = self.execute([str(self.program), "history", account, "--db", str(ledger), "--json"], ledger.parent)
            if result.returncode != 0:
                continue
            days = {row["date"]: row for row in json.loads(result.stdout)}
            for key, values in right.accepted.items():
                row = days.get(key[1].isoformat())
                if key[0] != account or row is None:
                    continue  # missing rows are found by month
                want = {"score": values["score"], "tier": values["tier"], "model_version": values["model_version"]}
                got = {name: row[name] for name in want}
                for name, value in values.items():
                    if name.startswith("component_") and (value is not None or name[10:] in row["components"]):
                        want[name], got[name] = value, row["components"].get(name[10:])
                for name in want:
                    if not same(want[name], got[name], name):
                        findings.append(Finding("wrong", f"health of {key}, {name}: the ledger has {got[name]!r}, the "
                                                f"reader {want[name]!r}"))
        return findings

    def compare_health(self, right: slow_reader.Outcome, ledger: pathlib.Path) -> tuple[bool, list[Finding]]:
        months: dict[tuple, list] = collections.defaultdict(list)
        unsure = {(key[0], f"{key[1]:%Y-%m}") for key in right.unsure}
        for (account, day), values in right.accepted.items():
            months[account, f"{day:%Y-%m}"].append((day, values["score"], values["tier"]))
        found = self.months(ledger)
        findings = []
        for key in sorted(set(found) | set(months)):
            if key in unsure:
                continue
            if key not in months:
                findings.append(Finding("wrong", f"health of {key} is taken, {found[key]}; the reader has none: "
                                        f"{[why for k, why in right.rejected.items() if k[0] == key[0]][:3]}"))
                continue
            rows = sorted(months[key])
            want = (rows[0][0].day, rows[-1][0].day, len(rows), rows[-1][1], rows[-1][2],
                    sum(r[1] for r in rows) / len(rows), min(r[1] for r in rows))
            if key not in found:
                findings.append(Finding("stricter", f"health of {key} is not taken "
                                        f"({self.reason(ledger.parent.parent / 'rejects.csv', key)}); the reader has {want}"))
                continue
            got = found[key]
            first = got[0].day if hasattr(got[0], "day") else int(str(got[0])[-2:])
            got = (first, int(str(got[1])[-2:])) + tuple(got[2:])
            if got[2] < want[2]:
                findings.append(Finding("stricter", f"health of {key}: {got}, the reader {want} "
                                        f"({self.reason(ledger.parent.parent / 'rejects.csv', key)})"))
            elif any(not same(a, b, "") for a, b in zip(want, got)):
                findings.append(Finding("wrong", f"health of {key}: the ledger has {got}, the reader {want}"))
        return True, findings


def stored(value):
    return value.isoformat() if isinstance(value, Day) else value


def same(want, got, name: str) -> bool:
    if want is None or got is None:
        return (want or None) == (got or None) if isinstance(want or got, str) else want is got
    if isinstance(want, (int, float)) and isinstance(got, (int, float)):
        return abs(want - got) <= 1e-9 * max(1.0, abs(want))
    return want == got


def signature(case: Case, finding: Finding) -> str:
    for rule in ("text after a closing quote", "is never closed", "fields, the header"):
        if finding.kind == "stricter" and rule in finding.text:
            return f"{finding.kind}: {rule}"
    text = re.sub(r"'[^']*'|\"[^\"]*\"|[0-9][0-9.,e+-]*|\([^)]*\)|\{.*", "_", finding.text)
    return f"{finding.kind}: {case.feed if finding.kind in ('wrong', 'stricter') else ''}: {text[:90]}"


def keep(case: Case, said: str, findings: list[Finding], folder: pathlib.Path, number: int) -> pathlib.Path:
    place = folder / f"seed-{number}"
    place.mkdir(parents=True, exist_ok=True)
    (place / case.name).write_bytes(case.data)
    if case.mapping is not None or case.mapping_text is not None:
        text = case.mapping_text if case.mapping_text is not None else json.dumps(case.mapping, ensure_ascii=False)
        (place / "mapping.yaml").write_bytes(text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass"))
    (place / "findings.txt").write_text(
        f"{said}\n{case.form}; damage: {case.damage}\n" + "".join(f"{f.kind}: {f.text}\n" for f in findings),
        encoding="utf-8", errors="backslashreplace")
    return place


def smaller(fuzzer: Fuzzer, case: Case, number: int, kind: str, tries: int = 60) -> Case:
    """The case with as few lines as still show a finding of that kind. Text only."""
    if not case.form.startswith(("csv utf-8", "jsonl")) or case.form.endswith("gzip"):
        return case
    lines = case.data.splitlines(keepends=True)
    size = max(1, len(lines) // 2)
    while size and tries > 0:
        at = 0
        while at < len(lines) and tries > 0:
            candidate = dataclasses.replace(case, data=b"".join(lines[:at] + lines[at + size:]))
            tries -= 1
            if any(f.kind == kind for f in fuzzer.run(candidate, number, False)[1]):
                lines = lines[:at] + lines[at + size:]
            else:
                at += size
        size //= 2
    return dataclasses.replace(case, data=b"".join(lines))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--runs", type=int)
    parser.add_argument("--seed", type=int, default=int(time.time()) % 10**6 * 1000)
    parser.add_argument("--keep", type=pathlib.Path)
    parser.add_argument("--only", choices=["csv", "xlsx", "jsonl"])
    parser.add_argument("--feed", choices=FEEDS)
    parser.add_argument("--verify-every", type=int, default=25)
    parser.add_argument("--all", action="store_true", help="show also where the program is only stricter")
    parser.add_argument("--no-scaling", action="store_true", help="mappings that neither multiply nor rescale")
    asked = parser.parse_args()
    globals()["SCALES"] = not asked.no_scaling
    counts: collections.Counter[str] = collections.Counter()
    forms: collections.Counter[str] = collections.Counter()
    shown: collections.Counter[str] = collections.Counter()
    kinds: collections.Counter[str] = collections.Counter()
    end = time.monotonic() + asked.minutes * 60
    with tempfile.TemporaryDirectory(prefix="import-fuzz.") as name:
        fuzzer = Fuzzer(asked.program.resolve(), pathlib.Path(name))
        number, started = asked.seed, time.monotonic()
        try:
            while asked.runs is None and time.monotonic() < end or asked.runs is not None and \
                    number < asked.seed + asked.runs:
                case = make_case(number, asked.feed, asked.only)
                word, findings, said = fuzzer.run(case, number, number % asked.verify_every == 0 or asked.runs == 1)
                counts[word] += 1
                forms[case.form.split()[0]] += 1
                for finding in findings:
                    kinds[finding.kind] += 1
                    mark = signature(case, finding)
                    shown[mark] += 1
                    if shown[mark] > 1 or finding.kind in ("stricter", "laxer") and not asked.all:
                        continue
                    print(f"seed {number}, {case.feed}, {case.form}, {case.damage} {case.options}: {finding.kind}: {finding.text}",
                          flush=True)
                    if asked.keep:
                        small = smaller(fuzzer, case, number, finding.kind) if finding.kind in ("wrong", "crash") else case
                        keep(small, said, findings, asked.keep, number)
                if asked.runs == 1:
                    print(said, word, case.form, case.damage, sep="\n")
                    if asked.keep:
                        keep(case, said, findings, asked.keep, number)
                number += 1
                if (number - asked.seed) % 500 == 0:
                    print(f"… {number - asked.seed} runs, {(number - asked.seed) / (time.monotonic() - started):.1f} a second, "
                          f"{dict(kinds)}", flush=True)
        except KeyboardInterrupt:
            print("stopped")
    total = sum(counts.values())
    compared = sum(count for word, count in counts.items() if word.endswith(", compared"))
    print(f"{total} runs from seed {asked.seed}; " + ", ".join(f"{form} {count}" for form, count in forms.most_common()))
    for word, count in counts.most_common():
        print(f"{count:8} {word}")
    print(f"compared {compared}; " + ", ".join(f"{kind} {kinds[kind]}" for kind in SEVERITY))
    return 1 if kinds["crash"] or kinds["hang"] or kinds["wrong"] else 0


if __name__ == "__main__":
    sys.exit(main())
