"""Renewal events: the rows of one account that are due on one day are the lines of one event."""

PENDING_DAYS, OVERDUE_DAYS = 30, 90


def events_from(rows):
    """The events of one account's rows of `renewals`, by due date."""
    lines_of = {}
    for row in rows:
        lines_of.setdefault(row["due_date"], []).append(row)
    found = []
    for due in sorted(lines_of):
        lines = sorted(lines_of[due], key=lambda line: line["renewal_id"].encode("utf-8"))
        starts = [line["term_start"] for line in lines if line["term_start"] is not None]
        found.append({"renewal_id": lines[0]["renewal_id"], "account_id": lines[0]["account_id"],
                      "due_date": due, "lines": lines, "term_start": min(starts, default=None)})
    return found


def line_closing_by(line, day):
    """The day on which a line is closed, if by `day`; else None."""
    if line["outcome"] == "open":
        return None
    closed = line["due_date"] if line["closed_date"] is None else line["closed_date"]
    return closed if closed <= day else None


def treat_as_open(event):
    """From here on the event is open on every day: it settles never, and ARR stays as it was."""
    event["is_kept_open"] = True


def is_kept_open(event):
    return event.get("is_kept_open", False)


def closing_by(event, day):
    """The day on which the last line is closed, if by `day`; else None. What has lapsed counts as
    closed on the first day on which it has."""
    if is_kept_open(event):
        return None
    closings = [line_closing_by(line, day) for line in event["lines"]]
    if None not in closings:
        return max(closings)
    lapse = event["due_date"] + OVERDUE_DAYS + 1
    return lapse if lapse <= day else None


def renewed_lines(event, day):
    """Those that are known on `day` to be renewed."""
    return [line for line in event["lines"]
            if line["outcome"] == "renewed" and line_closing_by(line, day) is not None]


def state_on(event, day):
    """renewed, churned, lapsed, pending or overdue, as somebody saw it on `day`."""
    all_closed = all(line_closing_by(line, day) is not None for line in event["lines"])
    waited = day - event["due_date"]
    if not all_closed and waited <= PENDING_DAYS:
        return "pending"
    if is_kept_open(event) or (not all_closed and waited <= OVERDUE_DAYS):
        return "overdue"
    if renewed_lines(event, day):
        return "renewed"
    return "churned" if all_closed else "lapsed"


def settled_on(event, day):
    """"renewed" or "churned" (lapsed too) as somebody saw it on `day`; None when not settled."""
    return {"renewed": "renewed", "churned": "churned", "lapsed": "churned"}.get(state_on(event, day))


def notice_day(event):
    """The day from which every line has given notice or churned; None while one has done neither,
    and where none gave notice."""
    days = []
    for line in event["lines"]:
        own = [] if line["notice_date"] is None else [line["notice_date"]]
        if line["outcome"] == "churned":
            own.append(line["due_date"] if line["closed_date"] is None else line["closed_date"])
        if not own:
            return None
        days.append(min(own))
    if all(line["notice_date"] is None for line in event["lines"]):
        return None
    return max(days)


def noticed_or_closed(event, day):
    notice = notice_day(event)
    return closing_by(event, day) is not None or (notice is not None and notice <= day)
