"""An independent, slow reader of exports: the rules of the page on exports, applied to the same bytes.

    outcome = read(data, "renewals", Known(accounts, csms), options, mapping, today)

`outcome` is either refused (`outcome.refused` says why) or has the accepted rows by key, the keys of
rejected rows and the keys about which the reader is unsure. It knows nothing of the program's code.

Where the page leaves a question open the reader says so (`Unsure`, or a key in `unsure`) and the file or
the row is not compared:

- a broken quote in or above the header, or right below it
- text with NUL, UTF-32, bare CR beside LF, a file that begins like XML, gzip within gzip
- a header that fits at two separators, a mapping that leaves fewer than two columns to be found
- an unknown column that stands twice
- dates in forms that the page does not list (31-12-2025, 1/2/25, Dec 31 2025, 24:00, second 60, zone names);
  dotted and slash dates in one column; 29/02 of a year without one as the only witness of an order
- days within a week of the last one allowed (30 years ahead); 9999-12-31 and 2099-12-31 other than in
  end_date and to_date
- numbers with a mark at the end, with two currencies, percent in amounts, percent of unknown metrics
- one readable and one unreadable row of the same key; key dates of which some have a time
- words of a mapping that match only in another case; a mapping's words on dates
- numbers with an exponent, a percent sign or a currency, or JSON numbers of over 15 digits, in a column of text;
  true and false in JSON; a name twice in one object
- cells of serial day 60 and below; numbers with a date format in a column of text
"""

from __future__ import annotations

import dataclasses
import datetime
import io
import json
import math
import re
import unicodedata
import zipfile
import zlib
import xml.etree.ElementTree as ElementTree
import zoneinfo

Day = datetime.date

# name, kind, required, key
FEEDS: dict[str, list[tuple[str, str, bool, bool]]] = {}


def _feed(name: str, columns: str) -> None:
    FEEDS[name] = []
    for column in columns.split():
        word, kind = column.split(":")
        FEEDS[name].append((word.strip("*!"), kind, "*" in word, "!" in word))


TIERS = ["red", "amber", "green"]
WORDS = {
    ("health", "tier"): TIERS, ("overrides", "asserted_tier"): TIERS, ("overrides", "model_tier"): TIERS,
    ("renewals", "outcome"): ["renewed", "churned", "open"], ("opportunities", "stage"): ["open", "won", "lost"],
    ("surveys", "kind"): ["nps", "csat"], ("targets", "scope"): ["company", "team", "csm"],
    ("benchmarks", "statistic"): ["median", "leader", "peers"],
}
_feed("accounts", "account_id*!:id name:text segment*:text arr_tier:text product:text industry:text "
      "region:text customer_since:day parent_account_id:account")
_feed("csms", "csm_id*!:id name*:text team:text manager_id:id start_date:day end_date:day team_since:day")
_feed("assignments", "account_id*!:account csm_id*:csm start_date*!:day end_date:day role:id")
_feed("health", "account_id*!:account date*!:day score*:number tier:word model_version:text")
_feed("overrides", "override_id*!:id account_id*:account csm_id*:csm logged_on*:day asserted_tier*:word "
      "model_tier:word model_score:number reason:text note:text reevaluate_on:day withdrawn_on:day")
_feed("renewals", "renewal_id*!:id account_id*:account due_date*:day outcome*:word closed_date:day "
      "notice_date:day arr_before*:number arr_after:number currency:id reason:text term_start:day")
_feed("arr", "account_id*!:account effective_date*!:day arr*:number currency:id")
_feed("opportunities", "opportunity_id*!:id account_id*:account csm_id:csm created_on*:day stage*:word "
      "amount*:number closed_on:day currency:id")
_feed("surveys", "response_id*!:id account_id*:account respondent_id:id kind*:word score*:number "
      "responded_on*:day")
_feed("sessions", "session_id*!:id account_id*:account csm_id*:csm held_on*:day kind:text")
_feed("milestones", "account_id*!:account milestone*!:id reached_on:day")
_feed("targets", "scope*!:word scope_id!:id metric*!:id from_date*!:day to_date*:day value*:number")
_feed("benchmarks", "metric*!:id segment!:text statistic*!:word value*:number source:text as_of:day")
_feed("fx", "currency*!:id date*!:day rate*:number")

SHARES = {"logo_renewal_rate", "gross_renewal_rate", "gross_revenue_retention", "logo_churn_rate",
          "customer_renewal_rate", "risk_adjusted_renewal_rate", "csat", "share_green", "share_amber",
          "share_red"}
NET = {"net_renewal_rate", "net_revenue_retention"}
PLAIN_METRICS = {"nps", "average_score"}
DOLLARS = {"USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN"}
SIGNS = {"€": "EUR", "£": "GBP", "¥": "JPY", "US$": "USD", "CA$": "CAD", "A$": "AUD", "R$": "BRL",
         "₹": "INR", "EUR": "EUR", "USD": "USD", "GBP": "GBP", "CHF": "CHF", "CAD": "CAD", "JPY": "JPY",
         "AUD": "AUD", "SEK": "SEK", "NOK": "NOK", "DKK": "DKK", "INR": "INR", "BRL": "BRL", "PLN": "PLN"}
SHEET_ERRORS = {"#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"}
OPEN_ENDS = {Day(9999, 12, 31), Day(2099, 12, 31)}
ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff"


class Refused(Exception):
    """The whole file is refused."""


class Unsure(Exception):
    """The page does not say what comes of this."""


class Bad(Exception):
    """A value or a row is rejected."""


@dataclasses.dataclass
class Known:
    """What earlier files have named."""
    accounts: set[str]
    csms: set[str]
    keys: list[str] = dataclasses.field(default_factory=list)  # of the feed's own rows


@dataclasses.dataclass
class Outcome:
    """What comes of a file."""
    refused: str | None = None
    unsure_file: str | None = None
    accepted: dict[tuple, dict] = dataclasses.field(default_factory=dict)
    rejected: dict[tuple, str] = dataclasses.field(default_factory=dict)
    unsure: dict[tuple, str] = dataclasses.field(default_factory=dict)
    without_key: int = 0
    form: str = ""


class Cell(str):
    """A cell of a workbook or a value of JSON that is a number as such, or a number that a mapping has scaled."""
    value: float
    percent: bool
    source: str
    currency: str | None  # the sign beside it

    def __new__(cls, text: str, value: float, percent: bool, source: str, currency: str | None = None) -> "Cell":
        self = super().__new__(cls, text)
        self.value, self.percent, self.source, self.currency = value, percent, source, currency
        return self


# ------------------------------------------------------------------------------------------ text

def is_blank(character: str) -> bool:
    return character.isspace() or character in ZERO_WIDTH


def trimmed(text: str) -> str:
    if isinstance(text, (Cell, NoResult, XDate)):
        return text
    low, high = 0, len(text)
    while low < high and is_blank(text[low]) and not "\x1c" <= text[low] <= "\x1f":
        low += 1
    while high > low and is_blank(text[high - 1]) and not "\x1c" <= text[high - 1] <= "\x1f":
        high -= 1
    return text[low:high]


def column_name(text: str) -> str:
    name = ""
    for character in str(text).lower():
        if is_blank(character) or character in "-._":
            if name and name[-1] != "_":
                name += "_"
        else:
            name += character
    return name.rstrip("_")


def is_null(text: str) -> bool:
    return text in ("\\N",) or text.lower() in ("null", "#n/a", "n/a")


# --------------------------------------------------------------------------------------- numbers

@dataclasses.dataclass
class Number:
    """A number as written: its readings with a decimal point and with a decimal comma."""
    point: float | None
    comma: float | None
    marks: bool
    grouped: bool  # a mark or a blank parts thousands in some reading
    blank_grouped: bool
    currency: str | None
    percent: bool
    strict: tuple[float | None, float | None]  # readings without marks between thousands
    odd: str | None = None

    def value(self, style: str, never: bool) -> float | None:
        if never:
            return self.strict[0 if style == "point" else 1]
        return self.point if style == "point" else self.comma

    def evidence(self, never: bool) -> str | None:
        if not self.marks:
            return None
        if (self.point is None) != (self.comma is None):
            return "point" if self.comma is None else "comma"
        if self.point is None:
            return None
        if never or self.blank_grouped:
            if self.strict[0] is not None and self.strict[1] is None:
                return "point"
            if self.strict[1] is not None and self.strict[0] is None:
                return "comma"
            return "point" if not self.comma_mark else "comma"
        return "open"

    comma_mark: bool = False


BLANKS = " \u00a0\u202f\u2007\u2009"


def number_of(text: str) -> Number | None:
    """Reads a number; None where it is one in no style."""
    if isinstance(text, Cell):
        return Number(text.value, text.value, False, False, False, text.currency, text.percent,
                      (text.value, text.value))
    rest = text
    if len(rest.encode("utf-8", "surrogatepass")) > 64:
        return None
    negative = False
    if rest.startswith("(") and rest.endswith(")"):
        negative, rest = True, rest[1:-1]
    rest = trimmed(rest)
    sign = ""
    if rest[:1] in ("+", "-", "\u2212") and rest:
        sign, rest = rest[0], trimmed(rest[1:])
    start = next((i for i, c in enumerate(rest) if c in "0123456789.,+-\u2212"), None)
    if start is None:
        return None
    front, rest = rest[:start], rest[start:]
    if not sign and rest[:1] in ("+", "-", "\u2212"):
        sign, rest = rest[0], trimmed(rest[1:])
    end = max((i for i, c in enumerate(rest) if c in "0123456789"), default=None)
    if end is None:
        return None
    back, core = rest[end + 1:], rest[:end + 1]
    if sign in ("-", "\u2212"):
        if negative:
            return None
        negative = True
    odd = None
    if back.startswith((".", ",")):
        odd = "a mark at the end"
    front, back = ("".join(c for c in part if not is_blank(c)) for part in (front, back))
    if front and back:
        odd = "signs on both sides"
        if "%" in (front, back):
            return None
    sign_text = front or back
    percent = sign_text == "%"
    currency = None if percent or not sign_text else sign_text
    factor = -1.0 if negative else 1.0
    exponent = re.fullmatch(r"([0-9]*)(?:[.,]([0-9]*))?[eE]([+-]?[0-9]+)", core)
    if exponent and (exponent[1] or exponent[2]):
        value = float(f"{exponent[1] or '0'}.{exponent[2] or '0'}e{exponent[3]}")
        if not math.isfinite(value):
            return None
        value = factor * value + 0.0
        return Number(value, value, False, False, False, currency, percent, (value, value), odd)

    def reading(mark: str, grouping: str) -> tuple[float | None, float | None, bool]:
        """(with groups, without groups, whether blanks part groups)"""
        whole, _, fraction = core.partition(mark)
        if core.count(mark) > 1 or (fraction and not re.fullmatch("[0-9]+", fraction)):
            return None, None, False
        blank = False
        if re.fullmatch("[0-9]*", whole):
            digits, strict = whole, True
        elif re.fullmatch(rf"[1-9][0-9]{{0,2}}(?:{re.escape(grouping)}[0-9]{{3}})+", whole):
            digits, strict = whole.replace(grouping, ""), False
        elif re.fullmatch(rf"[0-9]{{1,3}}(?:[{BLANKS}][0-9]{{3}})+", whole) or re.fullmatch(
                r"[0-9]{1,3}(?:['\u2019][0-9]{3})+", whole):
            digits, strict, blank = re.sub("[^0-9]", "", whole), False, True
        else:
            return None, None, False
        if not digits and not fraction:
            return None, None, False
        value = factor * float(f"{digits or '0'}.{fraction or '0'}") + 0.0
        return value, value if strict else None, blank

    point, strict_point, blank_point = reading(".", ",")
    comma, strict_comma, blank_comma = reading(",", ".")
    if point is None and comma is None:
        return None
    if point is not None and not math.isfinite(point):
        return None
    return Number(point, comma, "." in core or "," in core, True, blank_point or blank_comma, currency,
                  percent, (strict_point, strict_comma), odd, comma_mark="," in core)


# ----------------------------------------------------------------------------------------- dates

MONTHS = {name: number for number, name in enumerate(
    "jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_time = re.compile(r"([T ]) *([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:[.,]([0-9]{1,9}))?)?(?: *([AaPp][Mm]))?"
                   r"(?: *(Z|[+-][0-9]{2}:?[0-9]{2}))?")
_forms = [
    ("ymd", re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?![0-9])")),
    ("ymd", re.compile(r"([0-9]{4})/([0-9]{1,2})/([0-9]{1,2})(?![0-9])")),
    ("ymd", re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})(?![0-9])")),
    ("dotted", re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4}|[0-9]{2})(?![0-9])")),
    ("pair", re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4}|[0-9]{2})(?![0-9])")),
    ("named", re.compile(r"([0-9]{1,2})-([A-Za-z]{3})-([0-9]{4}|[0-9]{2})(?![0-9])")),
]
_unlisted = re.compile(
    r"[0-9]{1,2}-[0-9]{1,2}-[0-9]{2,4}\b|[0-9]{1,2}[-/. ]+[A-Za-z]{3,9}[-/., ]|[A-Za-z]{3,9}[. -]+[0-9]{1,2}"
    r"|[0-9]{4}\.[0-9]{1,2}\.[0-9]{1,2}|[0-9]{1,2}\. +[0-9]|[0-9]{1,2}/[A-Za-z]{3}")


def valid_day(year: int, month: int, day: int) -> Day | None:
    try:
        return Day(year, month, day)
    except ValueError:
        return None


@dataclasses.dataclass
class Date:
    """A date as written."""
    day: Day | None = None          # known without an order
    dmy: Day | None = None          # of a pair
    mdy: Day | None = None
    form: str = ""
    microseconds: int | None = None  # of the day, where a time is given
    offset: int | None = None        # minutes
    is_open: bool = False
    decides: str | None = None
    weak: str | None = None

    def local(self, order: str | None, zone: str) -> tuple[Day, int | None]:
        """The day and the microsecond of it."""
        day = self.day if self.form != "pair" or self.day else (self.dmy if order == "dmy" else self.mdy)
        if day is None or (self.form == "pair" and not self.day and order is None):
            raise Bad("no such day")
        if self.microseconds is None or self.offset is None:
            return day, self.microseconds
        try:
            moment = datetime.datetime.combine(day, datetime.time(), datetime.timezone.utc)
            moment += datetime.timedelta(microseconds=self.microseconds, minutes=-self.offset)
            if zone != "UTC":
                if moment.year < 1901 or moment.year > 2037:
                    raise Unsure("a zone's offset far away")
                moment = moment.astimezone(zoneinfo.ZoneInfo(zone))
        except OverflowError:
            raise Unsure("a moment outside the calendar") from None
        return moment.date(), ((moment.hour * 60 + moment.minute) * 60 + moment.second) * 1_000_000 \
            + moment.microsecond


def full_year(text: str) -> int | None:
    if len(text) == 4:
        return int(text)
    year = int(text)
    return 2000 + year if year <= 49 else 1900 + year if year >= 90 else None


def date_of(text: str) -> Date | None:
    """Reads a date in one of the listed forms; None if it is none. Raises Unsure for other forms."""
    for form, pattern in _forms:
        found = pattern.match(text)
        if not found:
            continue
        date = Date(form=form)
        one, two, three = found.groups()
        if form == "ymd":
            date.day = valid_day(int(one), int(two), int(three))
            if int(one) < 1:
                raise Unsure("the year 0")
        elif form in ("dotted", "named"):
            year, month = full_year(three), MONTHS.get(two.lower()) if form == "named" else int(two)
            date.day = valid_day(year, month, int(one)) if year and month else None
        else:
            if len(three) == 2:
                raise Unsure("a slash date with a year of two digits")
            year = int(three)
            date.dmy, date.mdy = valid_day(year, int(two), int(one)), valid_day(year, int(one), int(two))
            if date.dmy is None and date.mdy is None:
                if int(one) > 12 >= int(two):
                    date.weak = "dmy"
                elif int(two) > 12 >= int(one):
                    date.weak = "mdy"
            elif date.dmy == date.mdy:
                date.day = date.dmy
            elif date.dmy and date.mdy:
                date.is_open = True
            else:
                date.decides = "dmy" if date.dmy else "mdy"
        rest = text[found.end():]
        if rest:
            time = _time.fullmatch(rest)
            if not time:
                if re.match(r"[Tt, ] *[0-9]{1,2}[:.h]", rest):
                    raise Unsure("a time in another form")
                return None
            hour, minute, second = int(time[2]), int(time[3]), int(time[4] or 0)
            if minute > 59 or second > 60 or hour > 24:
                return None
            if second == 60 or hour == 24:
                raise Unsure("second 60 or 24 h")
            if time[6]:
                if not 1 <= hour <= 12:
                    return None
                hour = hour % 12 + (12 if time[6].lower() == "pm" else 0)
            date.microseconds = ((hour * 60 + minute) * 60 + second) * 1_000_000
            if time[5]:
                date.microseconds += int(time[5][:3].ljust(3, "0")) * 1000
            if time[7]:
                if time[7] == "Z":
                    date.offset = 0
                else:
                    digits = time[7][1:].replace(":", "")
                    if int(digits[:2]) > 23 or int(digits[2:]) > 59:
                        return None
                    date.offset = (int(digits[:2]) * 60 + int(digits[2:])) * (-1 if time[7][0] == "-" else 1)
        if date.day is None and date.dmy is None and date.mdy is None:
            if date.weak:
                return date
            return None
        return date
    if _unlisted.match(text):
        raise Unsure("a date in a form that the page does not list")
    return None


# ------------------------------------------------------------------------------------ containers

def gunzipped(data: bytes) -> bytes:
    out = b""
    rest = data
    while rest:
        unpack = zlib.decompressobj(31)
        try:
            out += unpack.decompress(rest)
        except zlib.error as error:
            raise Refused(f"gzip: {error}") from None
        if not unpack.eof:
            raise Refused("gzip is cut short")
        rest = unpack.unused_data.lstrip(b"\0")
    return out


def table_of(data: bytes, feed: str, options: dict, fits) -> tuple[str, list[tuple[int, list[str] | None]], int]:
    """The form, the records with their lines, and the line of the first record."""
    form = ""
    if data[:2] == b"\x1f\x8b":
        data, form = gunzipped(data), "gzip "
        if data[:2] == b"\x1f\x8b":
            raise Unsure("gzip within gzip")
    if not data:
        raise Refused("empty")
    if data[:4] in (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"):
        return form + "xlsx", workbook(data, feed, options), 1
    if data.startswith((b"%PDF-", b"{\\rtf", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"SQLite format 3", b"PAR1",
                        b"\x89PNG", b"\xff\xd8\xff", b"\xfd7zXZ", b"(\xb5/\xfd", b"7z\xbc\xaf")):
        raise Refused("another kind of file")
    start = data[3:] if data[:3] == b"\xef\xbb\xbf" else data
    first = next((byte for byte in start[:4096] if byte > 0x20), None)
    if first == ord("{"):
        return form + "jsonl", json_lines(start), 0
    if first == ord("["):
        raise Refused("one list of JSON")
    if first == ord("<"):
        raise Unsure("it begins like XML")
    text = decoded(data, options)
    if not text.strip():
        raise Refused("empty")
    return form + "text", *records_of(text, options, fits)


def decoded(data: bytes, options: dict) -> str:
    if data[:4] in (b"\xff\xfe\0\0", b"\0\0\xfe\xff"):
        raise Unsure("UTF-32")
    encoding, mark = "utf-8", 0
    if data[:3] == b"\xef\xbb\xbf":
        mark = 3
    elif data[:2] == b"\xff\xfe":
        encoding, mark = "utf-16-le", 2
    elif data[:2] == b"\xfe\xff":
        encoding, mark = "utf-16-be", 2
    elif options.get("encoding"):
        encoding = options["encoding"]
    if encoding == "utf-8" and not mark and data[:4096].count(0) * 4 > min(4096, len(data)):
        raise Refused("zero bytes")
    try:
        text = data[mark:].decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise Refused(f"encoding: {error}") from None
    if "\0" in text:
        raise Unsure("NUL")
    return text


SEPARATORS = {",": ",", "comma": ",", ";": ";", "semicolon": ";", "tab": "\t", "\t": "\t", "|": "|", "pipe": "|"}


def records_of(text: str, options: dict, fits) -> tuple[list[tuple[int, list[str] | None]], int]:
    if "\n" not in text:
        text = text.replace("\r", "\n")
    elif re.search("\r(?!\n)", text):
        raise Unsure("CR beside LF")
    announced = None
    if re.match("sep=[,;\t|]\r?(\n|$)", text, re.IGNORECASE):
        announced = text[4]
        text = re.sub("^[^\r\n]*", "", text)
    asked = options.get("separator")
    if asked:
        return split(text, SEPARATORS[asked]), 1
    if announced:
        return split(text, announced), 1
    found = []
    for separator in ",;\t|":
        records = split(text, separator)
        if any(fields and line <= 20 and fits(fields) for line, fields in records[:20]):
            found.append((separator, records))
    if len(found) > 1:
        raise Unsure("two separators fit")
    if not found:
        if options.get("header_row"):
            raise Unsure("the header is said, but at no separator does it fit")
        if any(fields is None for separator in ",;\t|" for _, fields in split(text, separator)[:20]):
            raise Unsure("a broken quote at the head")
        raise Refused("no separator yields the columns")
    return found[0][1], 1


def split(text: str, separator: str) -> list[tuple[int, list[str] | None]]:
    """Records with the line on which each begins; None for one that breaks the rules of quotes."""
    records: list[tuple[int, list[str] | None]] = []
    at, line, length = 0, 1, len(text)
    while at < length:
        begin, first = at, line
        fields: list[str] = []
        bad = False
        while True:
            if at < length and text[at] == '"':
                out, at = [], at + 1
                while True:
                    close = text.find('"', at)
                    if close < 0:
                        bad = True
                        at = begin
                        break
                    out.append(text[at:close])
                    at = close + 1
                    if at < length and text[at] == '"':
                        out.append('"')
                        at += 1
                        continue
                    break
                if not bad:
                    if at < length and text[at] == "\r":
                        at += 1
                    if at < length and text[at] not in (separator, "\n"):
                        bad = True
                    fields.append("".join(out))
            else:
                start = at
                while at < length and text[at] not in (separator, "\n"):
                    at += 1
                value = text[start:at]
                if value.endswith("\r") and (at >= length or text[at] == "\n"):
                    value = value[:-1]
                fields.append(value)
            if bad:
                # Only its first line is given up: the quote may have opened there by mistake.
                next_line = text.find("\n", begin)
                at = length if next_line < 0 else next_line + 1
                line += 1
                records.append((first, None))
                break
            if at < length and text[at] == separator:
                at += 1
                if at == length:
                    fields.append("")
                    records.append((first, fields))
                    break
                continue
            line += 1 + text.count("\n", begin, at)
            at += 1
            if not (len(fields) == 1 and fields[0] == ""):
                records.append((first, fields))
            break
    return records


class _Object(dict):
    """A JSON object; a name twice raises."""


def _pairs(pairs):
    if len({name for name, _ in pairs}) < len(pairs):
        raise Unsure("a name twice in one object")
    return _Object(pairs)


def json_lines(data: bytes) -> list[tuple[int, list[str] | None]]:
    objects: list[tuple[int, dict]] = []
    names: list[str] = []
    def not_json(_):
        raise ValueError
    for line, text in enumerate(data.split(b"\n"), 1):
        if not text.strip():
            continue
        if not any(byte > 0x20 for byte in text):
            continue
        if len(text) > 1 << 20:
            raise Refused("a long line")
        try:
            decoded_line = text.decode("utf-8")
            if "\\u0000" in decoded_line or "\0" in decoded_line:
                raise Unsure("NUL")
            if re.search(r"\\u[dD][89a-fA-F]", decoded_line):
                raise Unsure("surrogates")
            value = json.loads(decoded_line, object_pairs_hook=_pairs, parse_constant=not_json)
        except (ValueError, RecursionError):
            raise Refused(f"line {line} is no JSON") from None
        if not isinstance(value, dict):
            raise Refused("no object")
        for name in sorted(value):
            if name not in names:
                names.append(name)
        objects.append((line, {name: _json_value(item) for name, item in value.items()}))
    if not names:
        raise Refused("empty")
    rows: list[tuple[int, list[str] | None]] = [(0, names)]
    for line, value in objects:
        rows.append((line, [value.get(name, "") for name in names]))
    return rows


def _json_value(value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        raise Unsure("a JSON truth value")
    if isinstance(value, str):
        return value
    if isinstance(value, int):
        if abs(value) >= 10 ** 15:
            raise Unsure("a long JSON number")
        return Cell(str(value), float(value), False, "json")
    if isinstance(value, float):
        if not math.isfinite(value):
            raise Refused("a number beyond all bounds")
        return Cell(repr(value), value, False, "json-fraction")
    raise Refused("a list or an object where a value belongs")


# -------------------------------------------------------------------------------------- workbook

def _local(tag: str) -> str:
    return tag.rsplit("}", 1)[-1]


def _text_of(node) -> str:
    """The text of a string: its runs, without phonetic ones."""
    out = []
    for child in node:
        name = _local(child.tag)
        if name == "t":
            out.append(child.text or "")
        elif name == "r":
            out += [part.text or "" for part in child if _local(part.tag) == "t"]
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda m: chr(int(m[1], 16)), "".join(out))


def workbook(data: bytes, feed: str, options: dict) -> list[tuple[int, list[str] | None]]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        parts = {info.filename.lstrip("/"): archive.read(info) for info in archive.infolist()}
    except Exception as error:  # damaged archives raise many things
        raise Unsure(f"zip: {error}") from None
    try:
        return _workbook(parts, feed, options)
    except (ElementTree.ParseError, LookupError, ValueError) as error:
        raise Unsure(f"xml: {error}") from None
    except (AttributeError, StopIteration, TypeError) as error:
        raise Unsure(f"parts: {error!r}") from None


def _format_kind(code: str) -> str:
    code = re.sub(r'"[^"]*"|\\.|_.|\*.', "", code.split(";")[0])
    code = re.sub(r"\[[^\]]*\]", "", code).lower()
    if "%" in code:
        return "percent"
    if "general" in code or re.search(r"[#?]|0", re.sub(r"s[.,]0+", "s", code)):
        return "number"
    if re.search("[yd]", code):
        return "date"
    return "time" if re.search("[hms]", code) else "number"


def _format_currency(code: str) -> str | None:
    """The currency that a number format shows beside the digits."""
    first = re.sub(r"\\(.)", r'"\1"', code.split(";")[0])
    signs = [bracket or quoted or bare for bracket, quoted, bare in re.findall(
        r'\[\$([^\]-]+)(?:-[0-9A-Fa-f]+)?\]|"([^"]*)"|([$€£¥])', first)]
    signs = [sign.strip().upper() for sign in signs if sign.strip()]
    return signs[0] if len(signs) == 1 and (signs[0] in SIGNS or signs[0] == "$") else None


def _workbook(parts: dict[str, bytes], feed: str, options: dict) -> list[tuple[int, list[str] | None]]:
    if any(b"<!DOCTYPE" in part for part in parts.values()):
        raise Unsure("a document type definition")
    if "[Content_Types].xml" not in parts or "xl/workbook.xml" not in parts:
        raise Refused("no workbook")
    root = ElementTree.fromstring(parts["xl/workbook.xml"])
    date1904 = any(_local(n.tag) == "workbookPr" and n.get("date1904") in ("1", "true") for n in root.iter())
    targets = {n.get("Id"): n.get("Target") for n in ElementTree.fromstring(parts["xl/_rels/workbook.xml.rels"])}
    sheets = []
    for node in root.iter():
        if _local(node.tag) == "sheet":
            ref = next(v for k, v in node.attrib.items() if _local(k) == "id" and k != "sheetId")
            target = targets[ref].lstrip("/")
            target = target if target.startswith("xl/") else "xl/" + target
            sheets.append((node.get("name"), node.get("state", "visible"), target))
    strings = []
    if "xl/sharedStrings.xml" in parts:
        strings = [_text_of(n) for n in ElementTree.fromstring(parts["xl/sharedStrings.xml"]) if _local(n.tag) == "si"]
    kinds = ["number"]
    if "xl/styles.xml" in parts:
        styles = ElementTree.fromstring(parts["xl/styles.xml"])
        codes = {n.get("numFmtId"): n.get("formatCode", "") for n in styles.iter() if _local(n.tag) == "numFmt"}
        for node in styles:
            if _local(node.tag) == "cellXfs":
                kinds = []
                for xf in node:
                    number = xf.get("numFmtId", "0")
                    if number in codes:
                        kind = _format_kind(codes[number])
                        sign = _format_currency(codes[number]) if kind == "number" else None
                        kinds.append("number " + sign if sign else kind)
                    elif int(number) in (9, 10):
                        kinds.append("percent")
                    elif int(number) in (14, 15, 16, 17, 22):
                        kinds.append("date")
                    elif int(number) in (18, 19, 20, 21, 45, 47):
                        kinds.append("time")
                    else:
                        kinds.append("number")
    tables = {}
    for name, state, target in sheets:
        if state == "visible":
            rows = _sheet(parts[target], strings, kinds, date1904)
            if rows:
                tables[name] = rows
    if options.get("sheet"):
        for name, _, target in sheets:
            if name == options["sheet"]:
                rows = _sheet(parts[target], strings, kinds, date1904)
                if not rows:
                    raise Refused("empty sheet")
                return rows
        if any(name.lower() == options["sheet"].lower() for name, _, _ in sheets):
            raise Unsure("a sheet in another case")
        raise Refused("no such sheet")
    named = [name for name in tables if column_name(name) == feed]
    if len(named) == 1:
        return tables[named[0]]
    if len(named) > 1:
        raise Unsure("two sheets of one feed")
    if len(tables) != 1:
        raise Refused("several sheets" if tables else "empty")
    return next(iter(tables.values()))


def _sheet(data: bytes, strings: list[str], kinds: list[str], date1904: bool) -> list[tuple[int, list[str] | None]]:
    rows: list[tuple[int, dict[int, str]]] = []
    number = 0
    for row in ElementTree.fromstring(data).iter():
        if _local(row.tag) != "row":
            continue
        number = int(row.get("r", number + 1))
        column = 0
        cells: dict[int, str] = {}
        for cell in row:
            if _local(cell.tag) != "c":
                continue
            reference = cell.get("r")
            column += 1
            if reference:
                letters = re.match("[A-Z]+", reference)[0]
                column = 0
                for letter in letters:
                    column = column * 26 + ord(letter) - 64
            value = _cell(cell, strings, kinds, date1904)
            if value != "":
                cells[column] = value
        if cells:
            rows.append((number, cells))
    width = max((max(cells) for _, cells in rows), default=0)
    return [(line, [cells.get(column, "") for column in range(1, width + 1)]) for line, cells in rows]


class NoResult(str):
    """A formula without a cached value."""


def _cell(cell, strings: list[str], kinds: list[str], date1904: bool) -> str:
    kind = cell.get("t", "n")
    formula = any(_local(n.tag) == "f" for n in cell)
    value = next((n.text or "" for n in cell if _local(n.tag) == "v"), None)
    if kind == "inlineStr":
        return next((_text_of(n) for n in cell if _local(n.tag) == "is"), "")
    if value is None or (value == "" and kind != "str"):
        return NoResult("\x01") if formula else ""
    if kind == "s":
        return strings[int(value)]
    if kind == "str":
        return re.sub("_x([0-9A-Fa-f]{4})_", lambda m: chr(int(m[1], 16)), value)
    if kind == "b":
        return "TRUE" if value == "1" else "FALSE"
    if kind == "e":
        return value
    if kind == "d":
        raise Unsure("an ISO cell")
    style = kinds[int(cell.get("s", "0"))] if int(cell.get("s", "0")) < len(kinds) else "number"
    try:
        as_number = float(value)
    except ValueError:
        return value
    if not math.isfinite(as_number):
        return value
    if style.startswith("number "):
        return Cell(value, as_number, False, "xlsx-fraction", style.split()[1])
    if style == "number":
        if as_number == int(as_number) and abs(as_number) < 1e15:
            return Cell(str(int(as_number)), as_number, False, "xlsx")
        return Cell(value, as_number, False, "xlsx-long" if as_number == int(as_number) else "xlsx-fraction")
    if style == "percent":
        return Cell(value, float(f"{as_number * 100:.15g}"), True, "xlsx-percent")
    if as_number < 61 and not date1904 or as_number < 1 or as_number > 2_958_465 - (1462 if date1904 else 0):
        raise Unsure("a serial day at the end of the calendar")
    if style == "time":
        raise Unsure("a time of day with a day")
    seconds = math.floor(as_number * 86_400 + 0.5)
    moment = datetime.datetime(1904, 1, 1) if date1904 else datetime.datetime(1899, 12, 30)
    moment += datetime.timedelta(seconds=seconds)
    return XDate(moment.isoformat() if moment.time() != datetime.time() else moment.date().isoformat())


class XDate(str):
    """A date cell."""


# ------------------------------------------------------------------------------------------ rows

def salesforce_stem(text: str) -> str | None:
    if not re.fullmatch("[0-9A-Za-z]{15}([0-9A-Z]{3})?", text):
        return None
    if len(text) == 18:
        for group in range(3):
            bits = sum(1 << i for i, c in enumerate(text[group * 5:group * 5 + 5]) if c.isupper())
            if "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"[bits] != text[15 + group]:
                return None
    return text[:15]


def tenths(value: float) -> float:
    return math.floor(value * 10 + 0.5) / 10


def plain_text(cell: Cell) -> str:
    """A number in a column of text, as people see it."""
    if cell.source in ("json", "xlsx"):
        return str(cell)
    text = repr(cell.value)
    if cell.currency or cell.percent or cell.value == int(cell.value) or "e" in text:
        raise Unsure("a number as a text")
    return text


class Reader:
    """Reads one file of a feed."""

    def __init__(self, feed: str, known: Known, options: dict, mapping: dict | None, today: Day) -> None:
        self.feed, self.known, self.options, self.today = feed, known, options, today
        self.columns = FEEDS[feed]
        self.mapping: dict | None = None
        if mapping is not None:
            file = mapping.get("file") or {}
            for name, value in file.items():
                self.options = {**{name: value}, **self.options}
            if feed not in (mapping.get("feeds") or {}):
                raise Refused("the mapping has nothing for the feed")
            self.mapping = mapping["feeds"][feed] or {}
        self.zone = self.options.get("time_zone", "UTC")
        self.own_ids: dict[str, str] = {stem: text for text in known.keys
                                        if (stem := salesforce_stem(text))}
        self.last_day = Day(today.year + 30, today.month, min(today.day, 28))

    # ---- header

    def rule(self, column: str) -> dict | None:
        return (self.mapping or {}).get(column) if column not in ("only", "except") else None

    def source(self, column: str) -> str | None:
        """The name of the file's column; None for a constant."""
        rule = self.rule(column)
        if rule is None:
            return column
        return rule.get("from")

    def fits(self, fields: list[str]) -> bool:
        names = {column_name(field) for field in fields}
        return all(not required or self.source(name) is None or column_name(self.source(name)) in names
                   for name, _, required, _ in self.columns)

    def read(self, data: bytes) -> Outcome:
        outcome = Outcome()
        needed = [name for name, _, required, _ in self.columns if required and self.source(name) is not None]
        if len(needed) < 2:
            raise Unsure("a mapping leaves fewer than two columns to be found")
        outcome.form, records, first = table_of(data, self.feed, self.options, self.fits)
        row = self.options.get("header_row")
        candidates = [(i, line, fields) for i, (line, fields) in enumerate(records)
                      if line < first + 20 or (row and line <= int(row))]
        if any(fields is None for _, _, fields in candidates[:1]):
            raise Unsure("a broken quote at the head")
        if row:
            found = [c for c in candidates if c[1] == int(row)]
        else:
            found = [c for c in candidates if c[2] and self.fits(c[2])]
            if found and any(fields is None for index, _, fields in candidates if index < found[0][0]):
                raise Unsure("a broken quote above the header")
        if not found or found[0][2] is None:
            raise Refused("no header")
        place, _, names = found[0]
        if not self.fits(names):
            raise Refused("a column is missing")
        self.names = [column_name(name) for name in names]
        self.positions: dict[str, int] = {}
        used = {column_name(self.source(name)) for name, *_ in self.columns if self.source(name)}
        for rules in [(self.mapping or {}).get("only") or {}, (self.mapping or {}).get("except") or {}] + [
                (self.rule(name) or {}).get("when") or {} for name, *_ in self.columns]:
            for name in rules:
                if column_name(name) not in self.names:
                    raise Refused("a column of the mapping is missing")
                used.add(column_name(name))
        for index, name in enumerate(self.names):
            if not name:
                continue
            if name in self.positions:
                if name in used or name.startswith("component_"):
                    raise Refused("a column stands twice")
                raise Unsure("an unknown column stands twice")
            self.positions[name] = index
        self.width = max((i for i, name in enumerate(self.names) if name), default=-1) + 1
        body = records[place + 1:]
        self.read_columns = []
        for name, kind, required, key in self.columns:
            source = self.source(name)
            position = self.positions.get(column_name(source)) if source else None
            self.read_columns.append((name, kind, required, key, position))
        if self.feed == "health":
            for name in list((self.mapping or {})) + self.names:
                if name.startswith("component_") and self.rule(name) is not None:
                    raise Unsure("a mapped component")
        filled = [index for index, (_, fields) in enumerate(body)
                  if fields is None or any(column_name(field) for field in fields)]
        if filled and body[filled[0]][1] is None:
            raise Unsure("a broken quote below the header")
        if filled:
            index = filled[0]
            if self.is_units(body[index][1]):
                if body[index][0] > records[place][0] + 1 + sum(f.count("\n") for f in names):
                    raise Unsure("units further below")
                del body[index]
        self.collect_forms(body)
        self.take(body, outcome)
        return outcome

    def is_units(self, fields: list[str]) -> bool:
        if any(any(c.isnumeric() for c in field) for field in fields):
            return False
        for name, kind, required, _, position in self.read_columns:
            if required and kind in ("day", "number") and position is not None and position < len(fields):
                text = trimmed(fields[position])
                if text and not is_null(text):
                    return True
        return False

    def wanted(self, fields: list[str]) -> bool:
        for name, words in ((self.mapping or {}).get("only") or {}).items():
            if not self.holds(name, words, fields):
                return False
        for name, words in ((self.mapping or {}).get("except") or {}).items():
            if self.holds(name, words, fields):
                return False
        return True

    def holds(self, name: str, words: list, fields: list[str]) -> bool:
        position = self.positions[column_name(name)]
        text = trimmed(fields[position]) if position < len(fields) else None
        if isinstance(text, Cell):
            raise Unsure("a condition on a number")
        return text is not None and text.lower() in [str(word).lower() for word in words]

    # ---- forms

    def collect_forms(self, body) -> None:
        decides: dict[int, set[str]] = {}
        open_columns: dict[int, bool] = {}
        weak: dict[int, bool] = {}
        dotted: dict[int, set[str]] = {}
        styles: set[str] = set()
        style_open = False
        number_unsure = False
        for _, fields in body:
            if fields is None or not self.wanted(fields):
                continue
            for name, kind, required, key, position in self.all_columns():
                if position is None or position >= len(fields):
                    continue
                text = trimmed(fields[position])
                if text == "" or is_null(text):
                    continue
                if kind == "day":
                    try:
                        date = date_of(text)
                    except Unsure:
                        if re.match("[0-9]{1,2}-[0-9]{1,2}-", text):
                            weak[position] = True
                        continue
                    if date is None:
                        continue
                    if date.decides:
                        decides.setdefault(position, set()).add(date.decides)
                    if date.is_open:
                        open_columns[position] = True
                    if date.weak:
                        weak[position] = True
                    if date.form in ("dotted", "pair"):
                        dotted.setdefault(position, set()).add(date.form)
                elif kind == "number":
                    number = number_of(text)
                    if number is None:
                        continue
                    evidence = number.evidence(self.never(name))
                    if number.odd and evidence:
                        number_unsure = True
                    if self.never(name) and number.marks and number.value(evidence if evidence != "open" else
                                                                           "point", True) is None:
                        # A mark between thousands where none can be: it is no number here.
                        number_unsure = True
                        continue
                    if evidence == "open":
                        style_open = True
                    elif evidence:
                        styles.add(evidence)
        self.orders: dict[int, str] = {}
        asked = self.options.get("dates")
        if asked:
            self.asked_order: str | None = asked.lower()
        else:
            self.asked_order = None
            for position, found in dotted.items():
                if len(found) > 1:
                    raise Unsure("dotted and slash dates in one column")
            for position, found in decides.items():
                if len(found) > 1:
                    raise Refused("both orders in one column")
                self.orders[position] = next(iter(found))
            others = set(self.orders.values())
            for position in open_columns:
                if position in self.orders:
                    continue
                if weak:
                    raise Unsure("a weak witness of an order")
                if len(others) != 1:
                    raise Refused("the order of dates is open")
                self.orders[position] = next(iter(others))
        style = self.options.get("numbers")
        if style:
            self.style = "point" if style == "1,234.56" else "comma"
        elif len(styles) > 1:
            if number_unsure:
                raise Unsure("odd numbers")
            raise Refused("two styles of numbers")
        elif styles:
            if number_unsure:
                raise Unsure("odd numbers")
            self.style = next(iter(styles))
        elif style_open:
            if number_unsure:
                raise Unsure("odd numbers")
            raise Refused("the style of numbers is open")
        else:
            if number_unsure:
                raise Unsure("odd numbers")
            self.style = "point"

    def all_columns(self):
        yield from self.read_columns
        if self.feed == "health":
            for name, position in self.positions.items():
                if re.fullmatch("component_[a-z0-9_]+", name):
                    yield name, "number", False, False, position

    def never(self, column: str) -> bool:
        """Whether numbers of the column never have marks between thousands."""
        return self.feed in ("health", "surveys", "fx") or column == "model_score"

    # ---- rows

    def take(self, body, outcome: Outcome) -> None:
        rows: list[tuple[tuple, dict, int | None]] = []
        bad: list[tuple[tuple, str]] = []
        self.file_accounts: set[str] = set()
        self.bad_accounts: set[str] = set()
        wanted = []
        for line, fields in body:
            if fields is None:
                outcome.without_key += 1
                continue
            if all(trimmed(field) == "" for field in fields) or not self.wanted(fields):
                continue
            wanted.append((line, fields))
        if self.feed == "accounts":
            for line, fields in wanted:
                try:
                    self.file_accounts.add(self.value("account_id", "id", True, True,
                                                      self.read_columns[0][4], fields, [])[0])
                except (Bad, Unsure):
                    pass
        contradicted_unsure: set[tuple] = set()
        for line, fields in wanted:
            try:
                key, values, time = self.row(fields)
                rows.append((key, values, time))
            except Bad as error:
                try:
                    key = self.key(fields)
                except Bad:
                    outcome.without_key += 1
                except Unsure as unsure:
                    raise Unsure(f"a key: {unsure}") from None
                else:
                    bad.append((key, str(error)))
            except Unsure as error:
                try:
                    key = self.key(fields)
                except Bad:
                    outcome.without_key += 1
                    continue
                except Unsure:
                    raise Unsure(f"a key: {error}") from None
                outcome.unsure[key] = str(error)
        by_key: dict[tuple, list[tuple[dict, int | None]]] = {}
        for key, values, time in rows:
            by_key.setdefault(key, []).append((values, time))
        for key, reason in bad:
            if key in by_key:
                outcome.unsure[key] = "one readable and one unreadable row of the same key"
            outcome.rejected[key] = reason
        for key, found in by_key.items():
            if key in outcome.unsure:
                continue
            times = {time for _, time in found}
            if len(found) > 1 and None in times and len(times) > 1:
                outcome.unsure[key] = "times in some key dates only"
                continue
            groups: dict[int | None, list[dict]] = {}
            for values, time in found:
                groups.setdefault(time, []).append(values)
            last = max(groups, key=lambda time: -1 if time is None else time)
            if any(any(values != group[0] for values in group) for group in groups.values()):
                if len(groups) > 1:
                    outcome.unsure[key] = "readings of equal times that differ among others"
                else:
                    outcome.rejected[key] = "contradiction"
                continue
            outcome.accepted[key] = groups[last][0]
        if self.feed == "assignments":
            self.settle_overlaps(outcome)
        for key in outcome.unsure:
            outcome.accepted.pop(key, None)

    def settle_overlaps(self, outcome: Outcome) -> None:
        by_account: dict[str, list[tuple]] = {}
        for key, values in outcome.accepted.items():
            if values["role"] == "":
                by_account.setdefault(values["account_id"], []).append(key)
        unsure_accounts = {key[0] for key in outcome.unsure}
        for account, keys in by_account.items():
            keys.sort(key=lambda key: outcome.accepted[key]["start_date"])
            end = Day.min
            for key in keys:
                values = outcome.accepted[key]
                if account in unsure_accounts:
                    outcome.unsure[key] = "another row of the account is unsure"
                    continue
                if values["start_date"] < end:
                    outcome.rejected[key] = "overlap"
                    del outcome.accepted[key]
                    continue
                end = values["end_date"] or Day.max

    def check_width(self, fields: list[str]) -> None:
        if len(fields) == len(self.names):
            return
        if len(fields) < self.width or any(
                trimmed(field) not in ("",) and not is_null(trimmed(field)) for field in fields[len(self.names):]):
            raise Bad("width")

    def row(self, fields: list[str]) -> tuple[tuple, dict, int | None]:
        self.check_width(fields)
        row: dict = {}
        time = None
        signs: list[tuple[str, Number]] = []
        unsure: Unsure | None = None
        for name, kind, required, key, position in self.all_columns():
            try:
                value, moment = self.value(name, kind, required, key, position, fields, signs)
            except Unsure as error:
                unsure, value, moment = error, None, None
            row[name] = value
            if key and moment is not None:
                time = moment
        if unsure:
            raise unsure
        self.settle_signs(row, signs)
        self.check_dates(row)
        self.check_row(row)
        return self.key_of(row), row, time

    def key(self, fields: list[str]) -> tuple:
        self.check_width(fields)
        row: dict = {}
        for name, kind, required, key, position in self.read_columns:
            if key or self.feed == "assignments" and name in ("csm_id", "role"):
                try:
                    row[name] = self.value(name, kind, required, key, position, fields, [], False)[0]
                except Bad:
                    if name == "csm_id":
                        row[name] = None
                        continue
                    raise
        if self.feed == "fx":
            row["currency"] = row["currency"].upper()
        if self.feed == "assignments":
            role = (row["role"] or "").lower()
            row["role"] = "" if role in ("", "owner") else role
        return self.key_of(row)

    def key_of(self, row: dict) -> tuple:
        if self.feed == "assignments":
            return (row["account_id"], row["start_date"], row["role"], row["csm_id"] if row["role"] else "")
        return tuple("" if row[name] is None else row[name] for name, _, _, key in self.columns if key)

    def value(self, name, kind, required, key, position, fields, signs, look_up=True):
        """The value of a column, and the moment of the day of a date with a time."""
        rule = self.rule(name)
        text = trimmed(fields[position]) if position is not None and position < len(fields) else ""
        if isinstance(text, NoResult):
            raise Bad("a formula without a value")
        if is_null(text):
            text = ""
        own = True
        if rule is not None:
            text, own = self.mapped(rule, text, fields, kind)
        if text == "" or text is None:
            if required:
                raise Bad(f"{name} must be given")
            return None, None
        if not own and is_null(text):
            raise Unsure("a mapping makes a null word")
        if text.upper() in SHEET_ERRORS or len(text) >= 3 and set(text) == {"#"}:
            raise Bad("an error of the spreadsheet")
        if kind in ("id", "account", "csm"):
            if isinstance(text, Cell):
                if text.source == "xlsx-long":
                    raise Bad("an id of more than 15 digits")
                text = plain_text(text)
            elif isinstance(text, XDate):
                raise Unsure("a date as an identifier")
            text = str(text)
            if len(text.encode("utf-8", "surrogatepass")) > 200:
                raise Bad("over 200 bytes")
            if re.fullmatch(r"[0-9]([.,][0-9]*)?[eE]\+[0-9]+", text):
                raise Bad("an identifier in scientific form")
            if kind == "account" and (look_up or key):
                text = self.resolve(text, self.known.accounts | self.file_accounts, look_up)
            if kind == "id" and key and sum(1 for column in self.columns if column[3]) == 1:
                # The file's own identifiers: the first spelling stands.
                stem = salesforce_stem(text)
                if stem:
                    text = self.own_ids.setdefault(stem, text)
            if kind == "csm" and (look_up or key):
                text = self.resolve(text, self.known.csms, look_up)
            return text, None
        if kind == "text":
            if isinstance(text, XDate):
                raise Unsure("a date as a text")
            if isinstance(text, Cell):
                text = plain_text(text)
            if len(text.encode("utf-8", "surrogatepass")) > 65536:
                raise Bad("over 64 KiB")
            return str(text), None
        if kind == "word":
            word = text.lower()
            words = WORDS[self.feed, name]
            if word == "yellow" and "amber" in words:
                word = "amber"
            if word not in words:
                if unicodedata.normalize("NFKC", word) in words:
                    raise Unsure("letters that look like others")
                raise Bad(f"{name} is none of the words")
            return word, None
        if kind == "day":
            date = date_of(str(text))
            if date is None:
                raise Bad(f"{name} is no day")
            order = self.asked_order or (self.orders.get(position) if own else None)
            if date.weak:
                raise Bad("no such day")
            day, moment = date.local(order, self.zone)
            if name in ("end_date", "to_date"):
                if day in OPEN_ENDS:
                    return (None if name == "end_date" else day), moment
            elif day in OPEN_ENDS:
                raise Unsure("an open end that is none")
            return day, moment
        number = number_of(text)
        if number is None:
            raise Bad(f"{name} is no number")
        if number.odd:
            raise Unsure(number.odd)
        value = number.value(self.style if own else "point", self.never(name))
        if value is None:
            raise Bad(f"{name} is no number in this style")
        if number.currency or number.percent:
            signs.append((name, number))
        return value, None

    def mapped(self, rule: dict, text: str, fields: list[str], kind: str):
        """What a mapping makes of a text, and whether it is the file's own."""
        for name, words in (rule.get("when") or {}).items():
            if not self.holds(name, words, fields):
                return "", True
        if rule.get("constant") is not None:
            return str(rule["constant"]), False
        if text == "":
            return "", True
        if rule.get("words") is not None:
            if kind == "day":
                raise Unsure("words on dates")
            words = {str(k): str(v) for k, v in rule["words"].items()}
            plain = str(text)
            if plain in words:
                text = words[plain]
            elif plain.lower() in words:
                text = words[plain.lower()]
            elif any(word.lower() == plain.lower() for word in words):
                raise Unsure("a word in another case")
            elif "*" in words:
                text = words["*"]
            else:
                raise Bad("the mapping does not know the word")
            if text == "":
                return "", False
            if not any(rule.get(name) is not None for name in ("multiply", "worst", "bands")):
                return text, False
            raise Unsure("words and numbers in one rule")
        if not any(rule.get(name) is not None for name in ("multiply", "worst", "bands")):
            return text, True
        if kind == "day":
            raise Unsure("arithmetic on dates")
        number = number_of(text)
        if number is None:
            raise Bad("no number to scale")
        if number.odd:
            raise Unsure(number.odd)
        value = number.value(self.style, False)
        if value is None:
            raise Bad("no number in this style")
        if number.percent:
            raise Unsure("a percentage that is scaled")
        if rule.get("bands") is not None:
            for band in rule["bands"]:
                if value <= band["up_to"]:
                    return str(band["word"]), False
            raise Bad("above all bands")
        value = value * (1 if rule.get("multiply") is None else rule["multiply"])
        if rule.get("worst") is not None:
            value = (value - rule["worst"]) / (rule["best"] - rule["worst"]) * 100
        if not math.isfinite(value):
            raise Bad("no finite number")
        return Cell(repr(value), value, False, "mapped", number.currency), False

    def resolve(self, text: str, known: set[str], look_up: bool) -> str:
        if text in known:
            return text
        stem = salesforce_stem(text)
        if stem:
            for other in known:
                if salesforce_stem(other) == stem:
                    return other
        if look_up:
            raise Bad("unknown account or CSM")
        return text

    # ---- rules of rows

    def settle_signs(self, row: dict, signs: list[tuple[str, Number]]) -> None:
        has_currency = "currency" in row and self.feed != "fx"
        if self.feed == "fx":
            row["currency"] = row["currency"].upper()
        if has_currency and row["currency"] is not None:
            text = row["currency"]
            if text == "$":
                row["currency"] = "USD"
            elif text.upper() in SIGNS:
                row["currency"] = SIGNS[text.upper()]
            elif re.fullmatch("[A-Za-z]{3}", text):
                row["currency"] = text.upper()
            else:
                raise Unsure("an odd currency")
        own = row.get("currency") if has_currency else None
        for name, number in signs:
            if number.currency:
                if self.never(name):
                    raise Bad("a currency where none can be")
                sign = number.currency
                if sign == "$":
                    code = own if own in DOLLARS else "USD"
                else:
                    code = SIGNS.get(sign.upper())
                    if code is None:
                        if re.fullmatch(r"[A-Za-z$€£¥.]+", sign) or not sign.isascii():
                            raise Unsure("a sign that the reader does not know")
                        raise Bad("no currency")
                if has_currency:
                    if own is not None and own != code:
                        raise Bad("two currencies")
                    own = row["currency"] = code
            if number.percent:
                if self.feed in ("targets", "benchmarks"):
                    metric = row["metric"]
                    if metric in SHARES | NET:
                        row[name] = row[name] / 100
                    elif metric not in PLAIN_METRICS:
                        raise Unsure("a percentage of an unknown metric")
                elif not self.never(name):
                    raise Bad("a percentage where none can be")
                elif self.feed == "fx":
                    raise Bad("a percentage where none can be")

    def check_dates(self, row: dict) -> None:
        for name, kind, *_ in self.columns:
            day = row[name]
            if kind != "day" or day is None or day in OPEN_ENDS:
                continue
            if day < Day(1990, 1, 1):
                if not (name == "customer_since" or self.feed == "csms" and name == "start_date"):
                    raise Bad(f"{name} is before 1990")
            if abs((day - self.last_day).days) < 8:
                raise Unsure("near the last day")
            if day > self.last_day:
                raise Bad(f"{name} is far ahead")

    def check_row(self, row: dict) -> None:
        feed = self.feed

        def order(first: str, second: str, strict: bool = False) -> None:
            if row[first] is not None and row[second] is not None and (
                    row[second] < row[first] or strict and row[second] == row[first]):
                raise Bad(f"{second} before {first}")
        if feed == "csms":
            order("start_date", "end_date")
        elif feed == "assignments":
            role = (row["role"] or "").lower()
            row["role"] = "" if role in ("", "owner") else role
            order("start_date", "end_date", strict=True)
        elif feed == "health":
            for name in row:
                if name == "score" or name.startswith("component_"):
                    if row[name] is not None and not 0 <= row[name] <= 100:
                        raise Bad(f"{name} outside 0 to 100")
            row["score"] = self.round_score(row["score"])
            for name in row:
                if name.startswith("component_") and row[name] is not None:
                    row[name] = self.round_score(row[name])
        elif feed == "overrides":
            if row["model_score"] is not None:
                if not 0 <= row["model_score"] <= 100:
                    raise Bad("model_score")
                row["model_score"] = self.round_score(row["model_score"])
            order("logged_on", "reevaluate_on", strict=True)
            order("logged_on", "withdrawn_on")
        elif feed == "renewals":
            if not row["arr_before"] > 0:
                raise Bad("arr_before")
            if row["outcome"] == "renewed" and not (row["arr_after"] or 0) > 0:
                raise Bad("arr_after")
            if row["outcome"] == "churned":
                if row["arr_after"]:
                    raise Bad("arr_after")
                row["arr_after"] = 0.0
            if row["outcome"] == "open" and row["closed_date"] is not None:
                raise Bad("closed_date")
        elif feed == "arr":
            if row["arr"] < 0:
                raise Bad("arr")
        elif feed == "opportunities":
            if (row["stage"] == "open") == (row["closed_on"] is not None):
                raise Bad("closed_on")
            order("created_on", "closed_on")
        elif feed == "surveys":
            score = row["score"]
            if score != int(score) or not (0 <= score <= 10 if row["kind"] == "nps" else 1 <= score <= 5):
                raise Bad("score")
        elif feed == "targets":
            if (row["scope"] == "company") == (row["scope_id"] is not None):
                raise Bad("scope_id")
            if row["scope"] == "csm" and row["scope_id"] not in self.known.csms:
                if salesforce_stem(row["scope_id"]):
                    raise Unsure("a Salesforce id as scope_id")
                raise Bad("unknown CSM")
            order("from_date", "to_date")
        elif feed == "fx":
            if not row["rate"] > 0:
                raise Bad("rate")
        if feed in ("targets", "benchmarks"):
            metric, value = row["metric"], row["value"]
            if metric.lower() in SHARES | NET | {"nps"} and metric not in SHARES | NET | {"nps"}:
                raise Unsure("a metric in capitals")
            if metric in SHARES and not 0 <= value <= 1 or metric in NET and not 0 <= value <= 3:
                raise Bad("value")
            if metric == "nps" and not -100 <= value <= 100:
                raise Bad("value")

    @staticmethod
    def round_score(value: float) -> float:
        if abs(value * 10 % 1 - 0.5) < 1e-9:
            # A tie: the decimal digits decide, if there are any.
            from decimal import ROUND_HALF_UP, Decimal
            return float(Decimal(repr(value)).quantize(Decimal("0.1"), ROUND_HALF_UP))
        return tenths(value)


def read(data: bytes, feed: str, known: Known, options: dict, mapping: dict | None, today: Day) -> Outcome:
    """What the page says must come of a file."""
    try:
        return Reader(feed, known, options, mapping, today).read(data)
    except Refused as error:
        return Outcome(refused=str(error))
    except Unsure as error:
        return Outcome(unsure_file=str(error))
