"""Behaviour worth a look, by CSM (methods.md, section 15). The readings stand in README.md."""

import datetime
from fractions import Fraction

from calendar_days import last_day_of, month_of
from contrast import contrast, controls_against, serves_csms, treated_of
from events import settled_on
from knowledge import byte_order
from overrides import RANK, tier_of
from statistics_reference import (at_least, benjamini_hochberg, fisher, hypergeometric_weights,
                                  poisson_binomial)

KINDS = ("just_above", "month_end", "handover", "withdrawn_early", "never_red", "lapsed_look",
         "omission", "under_reaction")
MINIMUM = 10
# Only one side is worth a look: fewer asserted reds, more re-evaluations that lapsed.
ONE_SIDED = {"never_red": "at_most", "lapsed_look": "at_least"}
THRESHOLDS = (40, 70)
RED_DAY = 90


def day_number(day):
    return datetime.date.fromordinal(day).day


class Behaviour:
    """Of each kind the things counted in W, as (CSM, whether it is the conspicuous sort). Episodes
    and contrasts are those of `book`; all other scores are the current ones, which `now` knows."""

    def __init__(self, book, now):
        self.book, self.known, self.now = book, book.known, now
        self.first, self.last = book.known.window_start, book.as_of
        self.overrides = [o for o in book.overrides if o["logged"] >= self.first]

    def due_in_window(self):
        return [r for r in self.book.renewals if self.first <= r["due_date"] <= self.last]

    def just_above(self):
        found = []
        for account, rows in self.now.health_of.items():
            previous = None
            for row in rows:
                tier = tier_of(row["score"]) if row["tier"] is None else row["tier"]
                if previous is not None and RANK[tier] > RANK[previous] \
                        and row["date"] >= self.first and row["date"] - seen <= 30:
                    owner = self.known.owner_on(account, row["date"])
                    near = any(0 <= row["score"] - t <= 3 for t in THRESHOLDS)
                    found.append((owner, near))
                previous, seen = tier, row["date"]
        return found

    def month_end(self):
        found = []
        for override in self.overrides:
            month_days = day_number(last_day_of(month_of(override["logged"])))
            found.append((override["csm"], day_number(override["logged"]) > month_days - 7,
                          7 / month_days))
        return found

    def assignment_on(self, account, day):
        for csm, start, end in self.known.assignments_of.get(account, []):
            if start <= day and (end is None or day < end):
                return csm, end
        return None, None

    def handover(self):
        found = []
        for renewal in self.due_in_window():
            day = renewal["due_date"] - 120
            health = self.now.score_on(renewal["account_id"], day)
            if health is not None and health[1] == "red":
                owner, end = self.assignment_on(renewal["account_id"], day)
                found.append((owner, end is not None and end <= renewal["due_date"]))
        return found

    def withdrawn_early(self):
        return [(o["csm"], o["withdrawn"] is not None and o["withdrawn"] - o["logged"] <= 14)
                for o in self.overrides]

    def never_red(self):
        return [(o["csm"], o["asserted"] == "red") for o in self.overrides]

    def lapsed_look(self):
        found = []
        for override in self.overrides:
            if override["review_day"] >= self.last or override["withdrawn"] is not None:
                continue
            order = (override["logged"], byte_order(override["id"]))
            newer = any(o["account"] == override["account"]
                        and (o["logged"], byte_order(o["id"])) > order for o in self.overrides)
            owned = self.known.owner_on(override["account"], self.last) == override["csm"]
            found.append((override["csm"], owned and not newer))
        return found

    def omission(self):
        with_down = {o["renewal"]["renewal_id"] for o in self.book.overrides
                     if o["direction"] == "down" and o["renewal"] is not None}
        found = []
        for renewal in self.due_in_window():
            if settled_on(renewal, self.last) != "churned":
                continue
            credit = self.known.attribution(renewal)
            health = self.now.score_on(renewal["account_id"], renewal["due_date"] - 90)
            green = health is not None and health[1] == "green"
            found.append((credit[1] if credit[0] == "csm" else None,
                          green and renewal["renewal_id"] not in with_down))
        return found

    def under_reaction(self):
        found = []
        for renewal in self.due_in_window():
            day = renewal["due_date"] - RED_DAY
            health = self.now.score_on(renewal["account_id"], day)
            if health is None or health[1] != "red":
                continue
            owner = self.known.owner_on(renewal["account_id"], day)
            spoken = any(e["renewal"] is renewal and self.on_red(e) and e["csm"] == owner
                         for e in self.book.episodes)
            found.append((owner, spoken))
        return found

    @staticmethod
    def on_red(episode):
        return episode["direction"] == "up" and episode["index"]["tier"] == "red"

    def churns_no_less(self, csm):
        """Whether the CSM's up-overrides on red churn no less than matched un-overridden reds."""
        own = [e for e in self.book.episodes if e["csm"] == csm and self.on_red(e)]
        treated = treated_of(own, "up", self.last)
        controls = controls_against(self.book, "up", treated, self.last,
                                    serves_csms(self.book))
        matched = contrast(treated, [c for c in controls if c["tier"] == "red"])
        return matched is not None and matched["risk_difference"] is not None \
            and matched["risk_difference"] >= 0


def funnel_upper(expected, count):
    """Section 9's upper 95 % funnel limit of O/E, interpolated, about a share of expected/count."""
    share = expected / count
    mass = poisson_binomial([share] * count)
    total, r = 0.0, 0
    while r < count and total + mass[r] < 0.975:
        total += mass[r]
        r += 1
    alpha = (total + mass[r] - 0.975) / mass[r]
    return (r - alpha) / expected


def one_sided_fisher(side, a, n1, c, n0):
    """P(at most a) or P(at least a) of n1 drawn from n1 + n0 with a + c of a sort."""
    weights = hypergeometric_weights(n1, n0, a + c)
    there = sum(w for x, w in weights.items() if (x <= a if side == "at_most" else x >= a))
    return Fraction(there, sum(weights.values()))


def entries_of(kind, things):
    """Every CSM with at least ten of the thing counted."""
    things = [t for t in things if t[0] is not None]
    found = []
    for csm in sorted({t[0] for t in things}, key=byte_order):
        own = [t for t in things if t[0] == csm]
        if len(own) < MINIMUM:
            continue
        others = [t for t in things if t[0] != csm]
        observed, theirs = sum(t[1] for t in own), sum(t[1] for t in others)
        expected = p = None
        if kind == "month_end":
            chances = [t[2] for t in own]
            expected, p = sum(chances), at_least(poisson_binomial(chances), observed)
        elif others:
            expected = len(own) * theirs / len(others)
            counts = (observed, len(own), theirs, len(others))
            p = (one_sided_fisher(ONE_SIDED[kind], *counts) if kind in ONE_SIDED
                 else fisher(*counts))
        found.append({"kind": kind, "csm_id": csm, "observed": observed, "expected": expected,
                      "p": p, "count": len(own)})
    for entry, adjusted in zip(found, benjamini_hochberg([e["p"] for e in found])):
        entry["adjusted_p"] = adjusted
    return found


def behaviour(book, now):
    found = []
    counted = Behaviour(book, now)
    for kind in KINDS:
        entries = entries_of(kind, getattr(counted, kind)())
        if kind == "under_reaction":
            entries = [e for e in entries if e["expected"]
                       and e["observed"] / e["expected"] > funnel_upper(e["expected"], e["count"])
                       and counted.churns_no_less(e["csm_id"])]
        for entry in entries:
            del entry["count"]
        found += entries
    return found
