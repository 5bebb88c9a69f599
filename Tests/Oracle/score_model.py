"""What the score implied on a day: fits of churn on the score (methods.md, section 12)."""

import bisect
from fractions import Fraction

from calendar_days import first_day_of, month_of
from events import noticed_or_closed, settled_on
from overrides import BUCKETS, band_of
from statistics_reference import grouped_by_x, rising_blocks

ROWS_NEEDED, CHURNS_NEEDED = 200, 20


def enough(rows):
    return len(rows) >= ROWS_NEEDED and sum(row["churned"] for row in rows) >= CHURNS_NEEDED


class Isotonic:
    """Churn that does not rise with the score, from (score, renewals, rows) groups."""

    def __init__(self, groups, divided=Fraction):
        self.knots = [x for x, _, _ in groups]
        # Churn must not rise with the score: fit renewal, which must not fall.
        self.values = []
        for renewed, count, members in rising_blocks([(s, n) for _, s, n in groups]):
            self.values += [divided(count - renewed, count)] * members

    def probability(self, score):
        if score <= self.knots[0]:
            return self.values[0]
        if score >= self.knots[-1]:
            return self.values[-1]
        right = bisect.bisect_left(self.knots, score)
        part = Fraction(score - self.knots[right - 1]) / (self.knots[right] - self.knots[right - 1])
        return self.values[right - 1] + part * (self.values[right] - self.values[right - 1])


class Bands:
    """Churn of each ten-point band, drawn to that of all, from the same groups."""

    def __init__(self, groups):
        self.counts, rows, churned = {}, 0, 0
        for score, renewed, count in groups:
            own = self.counts.setdefault(band_of(score), [0, 0])
            own[0] += count - renewed
            own[1] += count
            churned += count - renewed
            rows += count
        self.base = (churned + Fraction(1, 2)) / (rows + 1)

    def probability(self, score):
        churned, count = self.counts.get(band_of(score), (0, 0))
        return (churned + self.base) / (count + 1)


class Fit:
    """The probability of churn by score, from training rows of one bucket or of all."""

    def __init__(self, own_rows, pooled_rows):
        self.rows = own_rows if enough(own_rows) else pooled_rows
        self.kind = "isotonic" if enough(self.rows) else "bands" if self.rows else "no_history"
        if self.rows:
            groups = grouped_by_x((row["score"], 1 - row["churned"]) for row in self.rows)
            self.shape = Isotonic(groups) if self.kind == "isotonic" else Bands(groups)
        self.refits = None

    def probability(self, score):
        return None if self.kind == "no_history" else self.shape.probability(score)

    def refitted(self, resamples):
        """The shape of each resample, a count of each account: it is the original one where the
        resample has none of the rows."""
        if self.refits is None:
            members_of = {}
            for row in self.rows:
                members_of.setdefault(row["score"], []).append(
                    (row["account"], 1 - row["churned"]))
            by_score = sorted(members_of.items())
            self.refits = []
            for times in resamples:
                groups = []
                for score, members in by_score:
                    count = sum([times[account] for account, _ in members])
                    if count > 0:
                        renewed = sum([times[account] * y for account, y in members])
                        groups.append((score, renewed, count))
                if not groups:
                    self.refits.append(self.shape)
                elif self.kind == "bands":
                    self.refits.append(Bands(groups))
                else:
                    self.refits.append(Isotonic(groups, divided=lambda a, b: a / b))
        return self.refits

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
                found.append({"account": renewal["account_id"], "score": health[0],
                              "tier": health[1],
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
