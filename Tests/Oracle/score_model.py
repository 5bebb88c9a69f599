"""What the score implied on a day: fits of churn on the score (methods.md, section 12)."""

import bisect
from fractions import Fraction

from calendar_days import first_day_of, month_of
from events import noticed_or_closed, settled_on
from overrides import BUCKETS, band_of
from statistics_reference import grouped_by_x, rising_fit

ROWS_NEEDED, CHURNS_NEEDED = 200, 20


def enough(rows):
    return len(rows) >= ROWS_NEEDED and sum(row["churned"] for row in rows) >= CHURNS_NEEDED


class Fit:
    """The probability of churn by score, from training rows of one bucket or of all."""

    def __init__(self, own_rows, pooled_rows):
        self.rows = own_rows if enough(own_rows) else pooled_rows
        self.kind = "isotonic" if enough(self.rows) else "bands" if self.rows else "no_history"
        if self.kind == "isotonic":
            # Churn must not rise with the score: fit renewal, which must not fall.
            groups = grouped_by_x((row["score"], 1 - row["churned"]) for row in self.rows)
            self.knots = [x for x, _, _ in groups]
            self.values = [1 - v for v in rising_fit([(s, n) for _, s, n in groups])]

    def probability(self, score):
        if self.kind == "no_history":
            return None
        if self.kind == "bands":
            there = [row["churned"] for row in self.rows if band_of(row["score"]) == band_of(score)]
            base = (sum(row["churned"] for row in self.rows) + Fraction(1, 2)) / (len(self.rows) + 1)
            return (sum(there) + base) / (len(there) + 1)
        if score <= self.knots[0]:
            return self.values[0]
        if score >= self.knots[-1]:
            return self.values[-1]
        right = bisect.bisect_left(self.knots, score)
        part = Fraction(score - self.knots[right - 1]) / (self.knots[right] - self.knots[right - 1])
        return self.values[right - 1] + part * (self.values[right] - self.values[right - 1])

    def churn_rate(self, tier=None):
        """Of all training rows, or of those of a tier; None without any."""
        rows = [row["churned"] for row in self.rows if tier is None or row["tier"] == tier]
        return Fraction(sum(rows), len(rows)) if rows else None


class ScoreModel:
    def __init__(self, book):
        self.book = book
        self.fits = {}

    def training_rows(self, month, bucket):
        """Settled events of before `month` with their score on the bucket's landmark."""
        first = first_day_of(month)
        found = []
        for renewal in self.book.renewals:
            if not renewal["due_date"] + 90 < first:
                continue
            state = settled_on(renewal, first - 1)
            landmark = renewal["due_date"] - BUCKETS[bucket][2]
            if state is None or noticed_or_closed(renewal, landmark):
                continue
            health = self.book.score_on(renewal["account_id"], landmark)
            if health is not None:
                found.append({"score": health[0], "tier": health[1],
                              "churned": int(state == "churned")})
        return found

    def fit(self, day, bucket):
        """The fit for an index day and a lead bucket."""
        month = month_of(day)
        if (month, bucket) not in self.fits:
            rows = [self.training_rows(month, b) for b in range(len(BUCKETS))]
            for b in range(len(BUCKETS)):
                self.fits[month, b] = Fit(rows[b], rows[0] + rows[1] + rows[2])
        return self.fits[month, bucket]

    def probability_of(self, episode):
        index = episode["index"]
        if index["score"] is None:
            return None
        return self.fit(index["logged"], episode["bucket"]).probability(index["score"])
