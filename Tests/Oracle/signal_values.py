"""What every signal said on a day: the families of the table in methods.md, section 16."""

import bisect
import math

from calendar_days import month_plus, first_day_of
from events import noticed_or_closed, settled_on
from feed_reader import as_first_recorded
from knowledge import Knowledge, byte_order
from revenue import before_of

FAMILIES = ("score", "movement", "contact", "account", "measures", "milestones")
LANDMARKS = (180, 90, 60, 30)
MONTHS, SETTLED_AFTER = 36, 90
MAXIMUM_AGE, MEASURE_AGE = 30, 60
WITHIN = (45, 90)
FIXED = [("score", "composite"), ("movement", "change_30"), ("movement", "change_90"),
         ("movement", "days_red_90"), ("movement", "deviation_90"),
         ("contact", "days_since_session"), ("contact", "nps"), ("contact", "sessions_90"),
         ("account", "days_as_customer"), ("account", "days_with_owner"), ("account", "log_arr")]


def place_of(signal):
    """Sort key of (family, name)."""
    return FAMILIES.index(signal[0]), byte_order(signal[1])


class SignalReader:
    """The settled events of a review and what was known of their accounts on a day."""

    def __init__(self, feeds, month):
        self.feeds = as_first_recorded(feeds)
        self.known = Knowledge(self.feeds, month)
        self.as_of = self.known.as_of
        self.first_due = first_day_of(month_plus(month, 1 - MONTHS))
        self.last_due = self.as_of - SETTLED_AFTER - 1
        self.rows_of = {account: ([row["date"] for row in rows], rows)
                        for account, rows in self.known.health_of.items()}
        self.sessions_of = self.known.grouped("sessions", "held_on")
        self.sessions_begin = min((row["held_on"] for row in feeds["sessions"]), default=None)
        self.answers_of = {}
        for row in feeds["surveys"]:
            if row["kind"] == "nps":
                self.answers_of.setdefault(row["account_id"], []).append(row)
        self.read_measures()
        self.read_milestones()

    def events(self):
        """In order of due date and renewal_id."""
        found = [event for events in self.known.events_of.values() for event in events
                 if self.first_due <= event["due_date"] <= self.last_due]
        return sorted(found, key=lambda e: (e["due_date"], byte_order(e["renewal_id"])))

    def renewed(self, event):
        return settled_on(event, self.as_of) == "renewed"

    def rows(self, landmark):
        """One row for each event that was neither noticed nor closed on due - landmark."""
        found = []
        for event in self.events():
            day = event["due_date"] - landmark
            if not noticed_or_closed(event, day):
                health = self.health_on(event["account_id"], day)
                found.append({"account": event["account_id"], "due": event["due_date"],
                              "renewed": int(self.renewed(event)),
                              "model_version": health["model_version"] if health else None,
                              "values": self.values(event, day)})
        return found

    def values(self, event, day):
        """{(family, name): value} of all signals that are known on the day."""
        account = event["account_id"]
        found = {}
        for family in (self.score, self.movement, self.contact):
            found.update(family(account, day))
        found.update(self.account(event, day))
        found.update(self.measure_values(account, day))
        found.update(self.milestone_values(account, day))
        return {signal: value for signal, value in found.items() if value is not None}

    # Scores

    def health_on(self, account, day):
        """The latest row on or before the day, if it is at most 30 days old."""
        days, rows = self.rows_of.get(account, ([], []))
        place = bisect.bisect_right(days, day)
        if place == 0 or day - days[place - 1] > MAXIMUM_AGE:
            return None
        return rows[place - 1]

    def tenths_on(self, account, day):
        row = self.health_on(account, day)
        return None if row is None else int(row["score"] * 10)

    def tier_on(self, account, day):
        row = self.health_on(account, day)
        if row is None or row["tier"] is not None:
            return row and row["tier"]
        return "red" if row["score"] < 40 else "amber" if row["score"] < 70 else "green"

    def score(self, account, day):
        row = self.health_on(account, day)
        if row is None:
            return {}
        found = {("score", "composite"): int(row["score"] * 10) / 10}
        for column, value in row.items():
            if column.startswith("component_") and value is not None:
                name = column[len("component_"):]
                found["score", column if name == "composite" else name] = int(value * 10) / 10
        return found

    def movement(self, account, day):
        found, now = {}, self.tenths_on(account, day)
        for days in (30, 90):
            before = self.tenths_on(account, day - days)
            if None not in (now, before):
                found["movement", "change_%d" % days] = (now - before) / 10
        tenths = [int(row["score"] * 10) for row in self.known.health_of.get(account, [])
                  if day - 89 <= row["date"] <= day]
        count = len(tenths)
        if count >= 3:
            squares = count * sum(t * t for t in tenths) - sum(tenths) ** 2
            found["movement", "deviation_90"] = math.sqrt(squares / (count * (count - 1))) / 10
        tiers = [self.tier_on(account, d) for d in range(day - 89, day + 1)]
        if sum(tier is not None for tier in tiers) >= 60:
            found["movement", "days_red_90"] = float(tiers.count("red"))
        return found

    # Contact, account

    def contact(self, account, day):
        found = {}
        held = [row["held_on"] for row in self.sessions_of.get(account, [])
                if row["held_on"] <= day]
        if self.sessions_begin is not None and self.sessions_begin <= day - 89:
            found["contact", "sessions_90"] = float(sum(d >= day - 89 for d in held))
        if held:
            found["contact", "days_since_session"] = float(day - max(held))
        answers = [row for row in self.answers_of.get(account, [])
                   if day - 365 <= row["responded_on"] <= day]
        if answers:
            latest = max(answers,
                         key=lambda r: (r["responded_on"], byte_order(r["response_id"])))
            found["contact", "nps"] = float(latest["score"])
        return found

    def account(self, event, day):
        account, found = event["account_id"], {}
        since = self.known.customer_since.get(account)
        if since is not None and day >= since:
            found["account", "days_as_customer"] = float(day - since)
        before = before_of(self.known, event).value()
        if before is not None:
            found["account", "log_arr"] = math.log(before)
        for _, start, end in self.known.assignments_of.get(account, []):
            if start <= day and (end is None or day < end):
                found["account", "days_with_owner"] = float(day - start)
        return found

    # Measures, milestones

    def read_measures(self):
        """By account and measure: {day: (sum of values, sum of wholes)}, over locations by bytes."""
        self.measured, self.shares = {}, {}
        rows = [row for row in self.feeds["measures"] if row["observed_on"] <= self.as_of]
        for row in sorted(rows, key=lambda r: byte_order(r["location"])):
            whole = float(row["of"] or 0)
            days = self.measured.setdefault((row["account_id"], row["measure"]), {})
            value, wholes = days.get(row["observed_on"], (0.0, 0.0))
            days[row["observed_on"]] = (value + float(row["value"]), wholes + whole)
            self.shares[row["measure"]] = self.shares.get(row["measure"], True) and whole > 0

    def measure_values(self, account, day):
        found = {}
        for measure, is_share in self.shares.items():
            days = [d for d in self.measured.get((account, measure), {})
                    if day - MEASURE_AGE <= d <= day]
            if days:
                value, whole = self.measured[account, measure][max(days)]
                found["measures", measure] = value / whole if is_share else value
        return found

    def read_milestones(self):
        self.reached, self.earliest, self.milestones = {}, {}, set()
        for row in self.feeds["milestones"]:
            name, day = row["milestone"], row["reached_on"]
            self.reached[row["account_id"], name] = day
            if day is None or day <= self.as_of:
                self.milestones.add(name)
            if day is not None and day <= self.as_of:
                self.earliest[name] = min(day, self.earliest.get(name, day))

    def milestone_values(self, account, day):
        found, since = {}, self.known.customer_since.get(account)
        if since is None:
            return found
        for name in self.milestones:
            has_row = (account, name) in self.reached
            reached = self.reached.get((account, name))
            if reached is not None and reached > day:  # on that day nobody knew of it
                has_row, reached = False, None
            if not has_row and (name not in self.earliest or since < self.earliest[name]):
                continue
            for days in WITHIN:
                if day > since + days:
                    within = reached is not None and reached <= since + days
                    found["milestones", "%s_within_%d" % (name, days)] = float(within)
        return found

    def signals(self, tables):
        """All (family, name) in order: the same at every landmark."""
        components = {signal for rows in tables for row in rows for signal in row["values"]
                      if signal[0] == "score"}
        found = set(FIXED) | components | {("measures", name) for name in self.shares}
        for name in self.milestones:
            found |= {("milestones", "%s_within_%d" % (name, days)) for days in WITHIN}
        return sorted(found, key=place_of)
