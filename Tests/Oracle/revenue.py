"""The ARR of an account from day to day (methods.md, section 6): its `arr` rows, adjusted by the
renewal events that they do not know of yet, or its renewals alone."""

from fractions import Fraction

from events import closing_by, renewed_lines, settled_on

NOTHING_LEFT = Fraction("0.005")
ALWAYS = 0  # a day before all others


class Amount:
    """`sum` in the reporting currency, and what has no rate, by currency."""

    def __init__(self, known, parts=()):
        self.known, self.sum, self.unknown = known, Fraction(0), {}
        for amount, currency in parts:
            converted = known.converted(amount, currency)
            if converted is None:
                self.unknown[currency] = self.unknown.get(currency, 0) + amount
            else:
                self.sum += converted
        self.unknown = {c: a for c, a in self.unknown.items() if a != 0}

    def equals(self, other):
        """Within half a cent, currency by currency where there is no rate."""
        apart = [self.sum - other.sum]
        for currency in set(self.unknown) | set(other.unknown):
            apart.append(self.unknown.get(currency, 0) - other.unknown.get(currency, 0))
        return all(abs(difference) < NOTHING_LEFT for difference in apart)

    def changed(self, more, less):
        """This amount and `more` without `less`. What is below 0.005 throughout is 0; a part without
        a rate that is below 0 beside one above it stays, as nobody can say what is left."""
        found = Amount(self.known)
        found.sum = self.sum + more.sum - less.sum
        for currency in set(self.unknown) | set(more.unknown) | set(less.unknown):
            rest = (self.unknown.get(currency, 0) + more.unknown.get(currency, 0)
                    - less.unknown.get(currency, 0))
            if abs(rest) >= NOTHING_LEFT:
                found.unknown[currency] = rest
        if max([found.sum, *found.unknown.values()]) < NOTHING_LEFT:
            return Amount(self.known)
        return found

    def is_zero(self):
        return self.sum == 0 and not self.unknown

    def value(self):
        """In the reporting currency; None where a part has no rate."""
        return None if self.unknown else self.sum


def before_of(known, event):
    return Amount(known, [(line["arr_before"], line["currency"]) for line in event["lines"]])


def after_of(known, event):
    return Amount(known, [(line["arr_after"], line["currency"])
                          for line in renewed_lines(event, known.as_of)])


def is_in(known, event, row):
    """Whether a row of `arr` knows of an event that is due later: closed by then, same amount."""
    closed = closing_by(event, known.as_of)
    return (closed is not None and closed <= row["effective_date"]
            and after_of(known, event).equals(Amount(known, [(row["arr"], row["currency"])])))


def first_counts_from(known, event):
    since = known.customer_since[event["account_id"]]
    if since is not None:
        return since
    return ALWAYS if event["term_start"] is None else event["term_start"]


def brought(known, events, day, has_rows, row):
    """Where ARR is 0 on a day: what the first event whose term has come brings, or 0."""
    for event in events:
        start = event["term_start"]
        if start is None or not start <= day < event["due_date"]:
            continue
        if has_rows and (row is None or start <= row["effective_date"]):
            continue
        if not has_rows and event is events[0] and day < first_counts_from(known, event):
            continue
        return before_of(known, event)
    return Amount(known)


def revenue_of(known, account):
    """[(day, Amount from that day on)], in order, from ALWAYS on."""
    rows = known.arr_rows_of.get(account, [])
    events = known.events_of.get(account, [])
    days = {ALWAYS} | {row["effective_date"] for row in rows}
    for event in events:
        days.add(event["due_date"])
        days.add(event["term_start"] or ALWAYS)
    if events:
        days.add(first_counts_from(known, events[0]))
    found, amount, row = [], Amount(known), None
    for day in sorted(days):
        if day > known.as_of:
            break
        for newer in rows:
            if newer["effective_date"] == day:
                row, amount = newer, Amount(known, [(newer["arr"], newer["currency"])])
        if events and not rows and day == first_counts_from(known, events[0]) \
                and day < events[0]["due_date"]:
            amount = before_of(known, events[0])
        for event in events:
            if event["due_date"] != day or settled_on(event, known.as_of) is None:
                continue
            if not rows:
                amount = after_of(known, event)
            elif row is not None and row["effective_date"] < day and not is_in(known, event, row):
                amount = amount.changed(after_of(known, event), before_of(known, event))
        if amount.is_zero():
            amount = brought(known, events, day, bool(rows), row)
        found.append((day, amount))
    return found
