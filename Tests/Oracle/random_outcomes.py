"""Stops the export of renewals of a random portfolio some months before the last review month: what
closed later is still open in it. It has a generator of its own, after all others."""

import datetime
import random

FAMILY, OF = 8, 9  # seeds 8, 17, 26, ...


class StoppedExport:
    def __init__(self, portfolio):
        self.rows, self.stops = portfolio.rows["renewals"], portfolio.seed % OF == FAMILY
        last = random.Random(portfolio.seed + 4_000_003).randint(0, 90)
        self.last_day = datetime.date(2026, 3, 20) + datetime.timedelta(days=last)

    def apply(self):
        if not self.stops:
            return
        for row in self.rows:
            closed = datetime.date.fromisoformat((row["closed_date"] or row["due_date"])[:10])
            if row["outcome"].lower() != "open" and closed > self.last_day:
                row.update(outcome="open", closed_date="", arr_after="")
            if row["notice_date"] and row["notice_date"][:10] > self.last_day.isoformat():
                row["notice_date"] = ""
