"""Days as plain counts (proleptic Gregorian ordinals) and the calendar months around them."""

import calendar
import datetime
import re

DAY = re.compile(r"^(\d{4})-(\d{2})-(\d{2})\Z", re.ASCII)
TIMESTAMP = re.compile(
    r"^(\d{4}-\d{2}-\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(?:\.\d+)?([Zz]|[+-]\d{2}:\d{2})\Z", re.ASCII)


def parse_day(text):
    """The day of `YYYY-MM-DD`, or the UTC day of an RFC 3339 timestamp. ValueError otherwise."""
    match = DAY.match(text)
    if match:
        year, month, day = (int(part) for part in match.groups())
        return datetime.date(year, month, day).toordinal()
    match = TIMESTAMP.match(text)
    if not match:
        raise ValueError("not a date")
    local_day = parse_day(match.group(1))
    hour, minute, second = int(match.group(2)), int(match.group(3)), int(match.group(4))
    if hour > 23 or minute > 59 or second > 60:
        raise ValueError("not a time of day")
    offset_minutes = 0
    zone = match.group(5)
    if zone not in ("Z", "z"):
        offset_hour, offset_minute = int(zone[1:3]), int(zone[4:6])
        if offset_hour > 23 or offset_minute > 59:
            raise ValueError("not an offset")
        offset_minutes = offset_hour * 60 + offset_minute
        if zone[0] == "-":
            offset_minutes = -offset_minutes
    minutes_utc = hour * 60 + minute - offset_minutes
    return local_day + minutes_utc // 1440


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
