"""Days as plain counts (proleptic Gregorian ordinals) and the calendar months around them."""

import calendar
import datetime
import re
from fractions import Fraction

MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun",
               "jul", "aug", "sep", "oct", "nov", "dec")
# The forms of a day that leave no doubt about the order of day and month.
YEAR_FIRST = re.compile(r"^(\d{4})([-/]?)(\d{2})\2(\d{2})\Z", re.ASCII)
DOTTED = re.compile(r"^(\d{2})\.(\d{2})\.(\d{4})\Z", re.ASCII)
NAMED = re.compile(r"^(\d{2})-([A-Za-z]{3})-(\d{4}|\d{2})\Z", re.ASCII)
TIME = re.compile(
    r"^(.+?)[Tt ](\d{1,2}):(\d{2})(?::(\d{2})(\.\d+)?)?(?: ?([AaPp][Mm]))? ?([Zz]|[+-]\d{2}:?\d{2})?\Z",
    re.ASCII)


def parse_plain_day(text):
    match = YEAR_FIRST.match(text)
    if match:
        return datetime.date(int(match.group(1)), int(match.group(3)), int(match.group(4))).toordinal()
    match = DOTTED.match(text)
    if match:
        return datetime.date(int(match.group(3)), int(match.group(2)), int(match.group(1))).toordinal()
    match = NAMED.match(text)
    if match and match.group(2).lower() in MONTH_NAMES:
        year = int(match.group(3))
        if len(match.group(3)) == 2:
            year += 2000 if year <= 49 else 1900
        month = MONTH_NAMES.index(match.group(2).lower()) + 1
        return datetime.date(year, month, int(match.group(1))).toordinal()
    raise ValueError("not a date")


def parse_moment(text):
    """(day in UTC, second of that day) of a date with or without a time and a zone; without a time
    the second is 0, without a zone it is UTC. ValueError where that is no day, or no time of day."""
    match = TIME.match(text)
    if not match:
        return parse_plain_day(text), Fraction(0)
    day = parse_plain_day(match.group(1))
    hour, minute, second = int(match.group(2)), int(match.group(3)), int(match.group(4) or 0)
    half = (match.group(6) or "").lower()
    if half:
        if not 1 <= hour <= 12:
            raise ValueError("not a time of day")
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour > 23 or minute > 59 or second > 60:
        raise ValueError("not a time of day")
    zone, offset_minutes = match.group(7) or "Z", 0
    if zone not in ("Z", "z"):
        offset_hour, offset_minute = int(zone[1:3]), int(zone[-2:])
        if offset_hour > 23 or offset_minute > 59:
            raise ValueError("not an offset")
        offset_minutes = offset_hour * 60 + offset_minute
        if zone[0] == "-":
            offset_minutes = -offset_minutes
    minutes = hour * 60 + minute - offset_minutes
    seconds = minutes % 1440 * 60 + second + Fraction("0" + (match.group(5) or ".0"))
    return day + minutes // 1440, seconds


def parse_day(text):
    return parse_moment(text)[0]


def years_after(day, years):
    """The same day of the year some years later; 28 February for a 29th that is not there."""
    date = datetime.date.fromordinal(day)
    try:
        return date.replace(year=date.year + years).toordinal()
    except ValueError:
        return date.replace(year=date.year + years, day=28).toordinal()


def day_text(day):
    """`YYYY-MM-DD`, or None for None."""
    if day is None:
        return None
    return datetime.date.fromordinal(day).isoformat()


def parse_month(text):
    year, month = text.split("-")
    return int(year), int(month)


def month_text(month):
    return "%04d-%02d" % month


def month_plus(month, count):
    """The calendar month `count` months later (earlier where negative)."""
    number = month[0] * 12 + (month[1] - 1) + count
    return number // 12, number % 12 + 1


def first_day_of(month):
    return datetime.date(month[0], month[1], 1).toordinal()


def last_day_of(month):
    return datetime.date(month[0], month[1], calendar.monthrange(*month)[1]).toordinal()


def month_of(day):
    date = datetime.date.fromordinal(day)
    return date.year, date.month
