"""Adds contracts due together, win-backs, ARR exports with gaps, CSMs who left, roles and repeats to a
random portfolio. It has a generator of its own, after all others: what they drew stays as it was."""

import datetime
import random

DAY = datetime.timedelta(days=1)
FIRST, AS_OF = datetime.date(2025, 1, 1), datetime.date(2026, 10, 31)
NOW = datetime.date(2026, 12, 20)
CLOSINGS = (-100, -20, -1, 0, 0, 0, 1, 5, 30, 31, 60, 61, 89, 90, 91, 92, 120)
NOTICES = (None, None, 0, 21, 22, 23, 59, 60, 61, 90, 120, 121)
CURRENCIES = ("USD", "", "EUR", "GBP", "JPY", "CHF", "SEK")
ROLES = ("onboarding", "technical")


def day_of(text):
    return datetime.date.fromisoformat(text[:10])


class Contracts:
    def __init__(self, portfolio):
        self.portfolio, self.rows = portfolio, portfolio.rows
        self.rng = random.Random(portfolio.seed + 3_000_003)
        self.perfect = portfolio.perfect
        self.hardly = portfolio.renew_chance < 0
        self.number = 0

    def chance(self, p):
        return self.rng.random() < p

    def add(self):
        for row in self.rows["renewals"]:
            row["term_start"] = ""
        for row in self.rows["assignments"]:
            row["role"] = ""
        self.renewals_of = {}
        for row in sorted(self.rows["renewals"], key=lambda r: r["due_date"]):
            self.renewals_of.setdefault(row["account_id"], []).append(row)
        self.add_returns()
        self.add_lines()
        self.add_terms()
        self.change_arr()
        self.add_leavers()
        self.add_roles()
        self.write_currencies()
        self.repeat()

    def insert(self, feed, row):
        rows = self.rows[feed]
        rows.insert(self.rng.randint(0, len(rows)), row)

    # Contracts

    def outcome(self, due, shape=None):
        """(outcome, closed_date) of a line, as the export of NOW has it."""
        rng = self.rng
        if self.perfect:
            outcome = "renewed"
        elif self.hardly:
            outcome = "renewed" if self.chance(0.02) else "churned"
        else:
            outcome = rng.choice(("renewed", "renewed", "renewed", "churned", "churned", "open"))
        closed = due + rng.choice(CLOSINGS) * DAY
        if closed > NOW or (outcome == "renewed" and self.perfect and closed > due):
            closed = due
        if closed > NOW or shape == "open":
            outcome = "open"
        if outcome == "open":
            return outcome, ""
        return outcome, "" if self.chance(0.07) else closed.isoformat()

    def line(self, first, due, renewal_id):
        """A row of `renewals` of the same account and, with `due` its own, the same event."""
        rng = self.rng
        outcome, closed = self.outcome(due)
        before = round(float(first["arr_before"]) * rng.choice((0.1, 0.5, 1, 1, 3)) + 0.01, 2)
        factor = rng.choice((1, 1, 1.1, 1.7) if self.perfect else (1, 1, 1.1, 0.6, 1.7))
        after = {"renewed": "%.2f" % (before * factor), "churned": rng.choice(("", "0")),
                 "open": ""}[outcome]
        notice = ""
        back = rng.choice(NOTICES)
        if back is not None and (outcome == "churned" or self.chance(0.1)):
            notice = (due - back * DAY).isoformat()
        start = due - rng.choice((365, 400, 200, 90)) * DAY if self.chance(0.4) else None
        return dict(first, renewal_id=renewal_id, due_date=due.isoformat(), outcome=outcome,
                    closed_date=closed, notice_date=notice, arr_before="%.2f" % before,
                    arr_after=after, currency=first["currency"] if self.chance(0.7)
                    else rng.choice(CURRENCIES), term_start=start.isoformat() if start else "")

    def add_lines(self):
        """Some events get one to three further lines; the event's name is the smallest id."""
        rng = self.rng
        share = 0.04 if len(self.rows["renewals"]) > 1500 else 0.2
        for account in sorted(self.renewals_of):
            for row in list(self.renewals_of[account]):
                if not self.chance(share):
                    continue
                for _ in range(rng.choice((1, 1, 2, 3))):
                    self.number += 1
                    name = rng.choice(("%s+%d", "%s~%d", "0%s-%d")) % (row["renewal_id"], self.number)
                    line = self.line(row, day_of(row["due_date"]), name)
                    if self.chance(0.1):
                        line = dict(row, renewal_id=name)
                    self.insert("renewals", line)

    def add_returns(self):
        """Accounts that left and came back: a later event whose term starts after they had left."""
        rng = self.rng
        for account in sorted(self.renewals_of):
            rows = self.renewals_of[account]
            last = rows[-1]
            left = day_of(last["due_date"])
            if last["outcome"] != "churned" or left > AS_OF or not self.chance(0.4):
                continue
            start = left + rng.choice((0, 1, 40, 200, 300)) * DAY
            due = start + rng.choice((60, 180, 365, 365, 730)) * DAY
            row = self.line(last, due, last["renewal_id"] + "back")
            row["term_start"] = start.isoformat() if self.chance(0.8) else ""
            rows.append(row)
            self.insert("renewals", row)

    def add_terms(self):
        """term_start of other events: when the one before was due, about customer_since, anywhere."""
        rng = self.rng
        since = {row["account_id"]: row["customer_since"] for row in self.rows["accounts"]}
        shown = self.chance(0.8)
        for account in sorted(self.renewals_of):
            rows = self.renewals_of[account]
            for place, row in enumerate(rows):
                if row["term_start"] or not self.chance(0.3 if shown else 0):
                    continue
                due = day_of(row["due_date"])
                if place:
                    start = day_of(rows[place - 1]["due_date"]) + rng.choice((0, 0, 0, 1, 30)) * DAY
                elif since[account] and self.chance(0.5):
                    start = day_of(since[account]) + rng.choice((-30, 0, 30)) * DAY
                else:
                    start = due - rng.choice((90, 365, 700)) * DAY
                row["term_start"] = start.isoformat()

    # ARR

    def change_arr(self):
        """Exports that end before the customer leaves, rows of the day on which an event closed."""
        rng = self.rng
        rows_of = {}
        for row in self.rows["arr"]:
            rows_of.setdefault(row["account_id"], []).append(row)
        for account in sorted(rows_of):
            events = [r for r in self.renewals_of.get(account, [])
                      if FIRST <= day_of(r["due_date"]) <= NOW]
            if not events or not self.chance(0.5):
                continue
            event = rng.choice(events)
            due = day_of(event["due_date"])
            kind = rng.choice(("gap", "gap", "late", "zero"))
            early = [r for r in events if r["outcome"] == "renewed"
                     and "" < r["closed_date"] < r["due_date"]]
            if early and self.chance(0.4):
                kind, event = "closed", rng.choice(early)
            if kind == "gap":
                last = due - rng.choice((0, 1, 15, 40, 100)) * DAY
                self.drop_arr(account, lambda day: day > last)
                short = rng.choice((0, 0, 0.004, 0.006, 120, -120))
                if self.chance(0.8):
                    self.put_arr(account, last, max(0, self.total(event, "arr_before") + short),
                                 event["currency"])
            elif kind == "closed":
                closed = day_of(event["closed_date"])
                other = rng.choice((0, 0, 0, 5))
                self.put_arr(account, closed + rng.choice((0, 0, 1, -1)) * DAY,
                             self.total(event, "arr_after") + other, event["currency"])
                if self.chance(0.6):
                    self.drop_arr(account, lambda day: day > closed + DAY)
            elif kind == "late":
                self.put_arr(account, due + rng.choice((0, 1, 20, 45)) * DAY,
                             float(event["arr_before"]), event["currency"])
            elif kind == "zero":
                self.put_arr(account, due, 0, event["currency"])
                self.drop_arr(account, lambda day: day > due)

    def total(self, event, column):
        """arr_before or arr_after of all lines of an event, as though they had one currency."""
        return sum(float(r[column] or 0) for r in self.rows["renewals"]
                   if (r["account_id"], r["due_date"]) == (event["account_id"], event["due_date"]))

    def drop_arr(self, account, goes):
        self.rows["arr"][:] = [r for r in self.rows["arr"] if r["account_id"] != account
                               or not goes(day_of(r["effective_date"]))]

    def put_arr(self, account, day, amount, currency):
        if not self.rows["arr"]:
            return
        self.drop_arr(account, lambda other: other == day)
        self.insert("arr", dict(account_id=account, effective_date=day.isoformat(),
                                arr="%.3f" % amount, currency=currency))

    # People

    def add_leavers(self):
        """Two CSMs leave; some of their accounts get a new owner afterwards."""
        rng = self.rng
        regulars = self.portfolio.regulars
        for csm in rng.sample(regulars[1:-2], 2):
            end = day_of("2025-09-01") + rng.randint(0, 500) * DAY
            for row in self.rows["csms"]:
                if row["csm_id"] == csm:
                    row["end_date"] = end.isoformat()
            for row in list(self.rows["assignments"]):
                if row["csm_id"] != csm or row["end_date"] or not self.chance(0.5):
                    continue
                start = max(end, day_of(row["start_date"]) + DAY) + rng.choice((0, 0, 1, 50)) * DAY
                self.insert("assignments", dict(
                    row, csm_id=rng.choice([c for c in regulars[:-2] if c != csm]),
                    start_date=start.isoformat(), end_date=""))

    def add_roles(self):
        rng = self.rng
        for row in list(self.rows["assignments"]):
            if self.chance(0.05):
                row["role"] = "owner"
            if not self.chance(0.1):
                continue
            start = day_of(row["start_date"]) + rng.choice((0, 0, 20, 200)) * DAY
            end = start + rng.randint(1, 400) * DAY
            csm = rng.choice(self.portfolio.regulars)
            for role in rng.sample(ROLES, rng.choice((1, 1, 2))):
                self.insert("assignments", dict(
                    row, csm_id=csm, start_date=start.isoformat(), role=role + str(rng.choice(("", 2))),
                    end_date=end.isoformat() if self.chance(0.5) else ""))

    # Writing

    def write_currencies(self):
        for feed in ("renewals", "arr", "opportunities", "fx"):
            for row in self.rows[feed]:
                if self.chance(0.05):
                    row["currency"] = self.rng.choice((row["currency"].lower(),
                                                       row["currency"].title()))

    def repeat(self):
        """The same row again, anywhere; of some days an earlier reading of the score."""
        for rows in self.rows.values():
            for _ in range(min(4, len(rows))):
                rows.insert(self.rng.randint(0, len(rows)), dict(self.rng.choice(rows)))
        health = self.rows["health"]
        timed = [row for row in health if row["date"].endswith("T12:00:00Z")]
        for row in timed[::3]:
            row["date"] = row["date"][:10] + "T12:00:00.5Z"
            for time in ("T00:00:00Z", "T12:00:00Z"):
                health.insert(self.rng.randint(0, health.index(row)),
                              dict(row, date=row["date"][:10] + time, score="1.2"))


def contradict(portfolio):
    """Rows that share a key but differ, and of some days a reading after one that is taken back: to
    be rejected, or to be overruled, wherever they stand in the file."""
    rng = random.Random(portfolio.seed + 4_000_003)
    other = {"accounts": ("segment", "Other"), "csms": ("name", "Other"),
             "assignments": ("csm_id", portfolio.regulars[0]), "health": ("score", "1.2"),
             "overrides": ("note", "other"), "renewals": ("arr_before", "777.77"),
             "arr": ("arr", "99999"), "opportunities": ("amount", "5"), "surveys": ("score", "3"),
             "sessions": ("kind", "other"), "targets": ("value", "0.01"),
             "benchmarks": ("value", "0.9"), "fx": ("rate", "55")}
    for feed, (column, value) in other.items():
        rows = portfolio.rows[feed]
        for _ in range(1 if feed in ("csms", "accounts") else min(4, len(rows))):
            row = rng.choice(rows)
            rows.insert(rng.randint(0, len(rows)), dict(row, **{column: value}))
    health = portfolio.rows["health"]
    for row in rng.sample(health, min(10, len(health))):
        if len(row["date"]) == 10 and row["account_id"]:
            for time, score in (("T09:00:00Z", "11"), ("T10:00:00Z", "90")):
                health.insert(rng.randint(0, len(health)), dict(row, date=row["date"] + time, score=score))


SHORT, LONG = "0013000000AbCdE", "0013000000AbCdEAAV"
SHORT_OTHER, LONG_OTHER = "0013000000aBcDe", "0013000000aBcDeAAK"


def name_as_salesforce_does(portfolio):
    """Two accounts whose ids differ only by case, in 15 characters here and in 18 there."""
    rng = random.Random(portfolio.seed + 6_000_003)
    for feed, rows in portfolio.rows.items():
        for row in rows:
            for old, own, other in (("A0012", LONG, SHORT), ("A0013", SHORT_OTHER, LONG_OTHER)):
                if row.get("account_id") == old:
                    row["account_id"] = own if feed == "accounts" else rng.choice((own, other))


def write_as_people_do(portfolio):
    """Words in any case, yellow, blanks around values, words for nothing."""
    rng = random.Random(portfolio.seed + 5_000_003)
    words = {"health": ("tier",), "overrides": ("asserted_tier", "model_tier"),
             "renewals": ("outcome",), "opportunities": ("stage",), "surveys": ("kind",),
             "targets": ("scope",), "benchmarks": ("statistic",), "assignments": ("role",)}
    for feed, columns in words.items():
        for row in portfolio.rows[feed]:
            for column in columns:
                if row[column] == "amber" and rng.random() < 0.3:
                    row[column] = "yellow"
                if rng.random() < 0.3:
                    row[column] = rng.choice((row[column].upper(), row[column].title()))
    for rows in portfolio.rows.values():
        for row in rows:
            if rng.random() < 0.1:
                column = rng.choice(sorted(row))
                if row[column] == "":
                    row[column] = rng.choice(("NULL", "\\N", "#N/A", "n/a"))
                else:
                    row[column] = rng.choice((" %s", "%s ", "\u00a0%s", "%s\u200b")) % row[column]
