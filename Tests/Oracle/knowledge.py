"""What is known at as_of: ownership, ARR, scores, the state of renewals, whose renewal it is."""

from fractions import Fraction

from calendar_days import first_day_of, last_day_of, month_of, month_plus
from events import closing_by, events_from, state_on, treat_as_open
from revenue import after_of, before_of, revenue_of

REPORTING_CURRENCY = "USD"
TRANSITION = ("pool", "transition")
UNASSIGNED = ("pool", "unassigned")


def byte_order(text):
    """Sort key: nothing first, then UTF-8 bytes."""
    return (0, b"") if text is None else (1, text.encode("utf-8"))


class Knowledge:
    """The feeds seen from the last day of one review month.

    With `without_lapsed`, an event that has lapsed by that day is open on every day: it is in no
    rate, history, fit or outcome, and ARR goes on as though it were still to be settled."""

    window_months = 12  # 3 in the review of a quarter

    def __init__(self, feeds, month, without_lapsed=False):
        self.feeds = feeds
        self.month = month
        self.as_of = last_day_of(month)
        self.month_start = first_day_of(month)
        self.window_start = first_day_of(month_plus(month, 1 - self.window_months))
        self.opening = self.window_start - 1
        self.accounts = sorted((row["account_id"] for row in feeds["accounts"]), key=byte_order)
        self.events_of = {account: events_from(rows)
                          for account, rows in self.grouped("renewals", "due_date").items()}
        if without_lapsed:
            for event in self.lapsed_events():
                treat_as_open(event)
        self.arr_rows_of = self.grouped("arr", "effective_date", until=self.as_of)
        self.health_of = self.grouped("health", "date", until=self.as_of)
        self.customer_since = {r["account_id"]: r["customer_since"] for r in feeds["accounts"]}
        self.assignments_of = self.joined_assignments()
        self.rates = self.rates_on(self.window_start)
        self.revenue = {}

    def lapsed_events(self):
        found = []
        for events in self.events_of.values():
            found += [e for e in events if e["due_date"] <= self.as_of and self.state(e) == "lapsed"]
        return found

    def outcomes_missing(self):
        """Whether so many events due in W were never settled that no verdict may rest on them."""
        due = [e for events in self.events_of.values() for e in events
               if self.window_start <= e["due_date"] <= self.as_of]
        lapsed = [e for e in due if self.state(e) == "lapsed"]
        return len(lapsed) >= 3 and 20 * len(lapsed) > len(due)

    def grouped(self, feed, day_column, until=None):
        groups = {}
        for row in sorted(self.feeds[feed], key=lambda r: r[day_column]):
            if until is None or row[day_column] <= until:
                groups.setdefault(row["account_id"], []).append(row)
        return groups

    # Ownership

    def joined_assignments(self):
        """Per account (csm, start, end or None) of its owners, adjoining ones of one CSM joined, as
        of as_of. An assignment ends with its CSM; a CSM who starts after as_of owns nothing."""
        csms = {row["csm_id"]: row for row in self.feeds["csms"]}
        joined_of = {}
        for account, rows in self.grouped("assignments", "start_date", until=self.as_of).items():
            joined = []
            for row in rows:
                if row["role"] is not None:
                    continue
                csm = csms[row["csm_id"]]
                if csm["start_date"] is not None and csm["start_date"] > self.as_of:
                    continue
                ends = [end for end in (row["end_date"], csm["end_date"])
                        if end is not None and end <= self.as_of]
                end = min(ends, default=None)
                if end is not None and end <= row["start_date"]:
                    continue
                if joined and joined[-1][0] == row["csm_id"] and joined[-1][2] == row["start_date"]:
                    joined[-1] = (row["csm_id"], joined[-1][1], end)
                else:
                    joined.append((row["csm_id"], row["start_date"], end))
            joined_of[account] = joined
        return joined_of

    def owner_on(self, account, day):
        """The CSM who owns the account on a day, or None."""
        for csm, start, end in self.assignments_of.get(account, []):
            if start <= day and (end is None or day < end):
                return csm
        return None

    def owner_credit(self, account, day):
        owner = self.owner_on(account, day)
        return UNASSIGNED if owner is None else ("csm", owner)

    def attribution(self, event):
        """Whose renewal it is: ("csm", id), TRANSITION or UNASSIGNED. Counts day by day."""
        account, due = event["account_id"], event["due_date"]
        days_of = {}
        for day in range(due - 180, due - 30 + 1):
            owner = self.owner_on(account, day)
            if owner is not None:
                days_of[owner] = days_of.get(owner, 0) + 1
        if not days_of:
            return UNASSIGNED
        most = max(days_of.values())
        if most < 60:
            return TRANSITION
        tied = [csm for csm, days in days_of.items() if days == most]
        if len(tied) == 1:
            return ("csm", tied[0])
        on_ninety = self.owner_on(account, due - 90)
        if on_ninety in tied:
            return ("csm", on_ninety)
        last = None
        for csm, start, end in self.assignments_of[account]:
            reaches_in = start <= due - 30 and (end is None or end > due - 180)
            if csm in tied and reaches_in:
                if last is None or start > last[1]:
                    last = (csm, start)
        return ("csm", last[0])

    # Money

    def rates_on(self, day):
        """Currency to rate: the latest on or before the day; the reporting currency is 1."""
        rates = {}
        for row in sorted(self.feeds["fx"], key=lambda r: r["date"]):
            if row["date"] <= day:
                rates[row["currency"]] = row["rate"]
        rates[REPORTING_CURRENCY] = Fraction(1)
        return rates

    def converted(self, amount, currency):
        """The amount in the reporting currency, or None without a rate."""
        rate = self.rates.get(currency or REPORTING_CURRENCY)
        return None if rate is None else amount * rate

    def arr_on(self, account, day):
        """The Amount of an account's ARR on a day up to as_of."""
        if account not in self.revenue:
            self.revenue[account] = revenue_of(self, account)
        found = None
        for first, amount in self.revenue[account]:
            if first <= day:
                found = amount
        return found

    # Renewals

    def state(self, event):
        """State at as_of of an event due by then."""
        return state_on(event, self.as_of)

    def event_facts(self, event):
        """An event due by as_of with its state, credit and converted amounts."""
        state = self.state(event)
        before = before_of(self, event).value()
        after = None
        if before is not None and state in ("renewed", "churned", "lapsed"):
            after = after_of(self, event).value()
        closed = closing_by(event, self.as_of)
        return {
            "account": event["account_id"], "due": event["due_date"], "state": state,
            "credit": self.attribution(event), "before": before, "after": after,
            "late": closed is not None and closed > event["due_date"],
            "early": closed is not None and closed < first_day_of(month_of(event["due_date"])),
        }

    def events_due(self, first, last):
        found = []
        for events in self.events_of.values():
            for event in events:
                if first <= event["due_date"] <= last:
                    found.append(self.event_facts(event))
        return found

    # Scores

    def score_on(self, account, day):
        """(score, tier) of the latest health row at most 30 days old, or None."""
        latest = None
        for row in self.health_of.get(account, []):
            if row["date"] <= day:
                latest = row
        if latest is None or day - latest["date"] > 30:
            return None
        tier = latest["tier"]
        if tier is None:
            tier = "red" if latest["score"] < 40 else "amber" if latest["score"] < 70 else "green"
        return latest["score"], tier

    # Surveys

    def answers(self, kind, first, last):
        """The latest answer per (account, respondent) within [first, last], with its credit."""
        kept = {}
        for row in self.feeds["surveys"]:
            if row["kind"] != kind or not first <= row["responded_on"] <= last:
                continue
            if row["respondent_id"] is None:
                person = ("alone", row["response_id"])
            else:
                person = ("known", row["account_id"], row["respondent_id"])
            other = kept.get(person)
            rank = (row["responded_on"], byte_order(row["response_id"]))
            if other is None or rank > (other["responded_on"], byte_order(other["response_id"])):
                kept[person] = row
        found = []
        for row in kept.values():
            credit = self.owner_credit(row["account_id"], row["responded_on"])
            found.append({"account": row["account_id"], "score": int(row["score"]),
                          "credit": credit, "day": row["responded_on"]})
        return found
