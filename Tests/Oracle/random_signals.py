"""Adds measures and milestones to a random portfolio, to seeds of 300 to 399 components and milestones
that tell something, and writes what a later import restates. It has generators of its own, so that
no other feed of a seed below 300 changes with it."""

import csv
import datetime
import os
import random

from random_situations import family_of

DAY = datetime.timedelta(days=1)
FIRST, NOW = datetime.date(2024, 3, 1), datetime.date(2026, 12, 20)
GAPS = (7, 14, 30, 30, 30, 59, 60, 61, 62, 95)
LOCATIONS = (("",), ("",), ("HQ", "Zürich"), ("", "HQ", "\U00010348"))
MILESTONES = ("kick-off", "First Report", "go-live é")
EDGES = (-30, -1, 0, 1, 30, 44, 45, 46, 60, 89, 90, 91, 150, 400)
COMPONENTS = (("Adoption", 0.5), ("relationship", 0.3), ("commercial terms", 0.2))


def day_of(text):
    return datetime.date.fromisoformat(text[:10])


class Signals:
    def __init__(self, portfolio):
        self.rows, self.seed = portfolio.rows, portfolio.seed
        self.rng = random.Random(portfolio.seed + 7_000_003)
        self.is_telling = family_of(portfolio.seed) == "signals"
        # Reached days before this one were never recorded.
        self.recorded_from = datetime.date(2025, 1, 15) if portfolio.seed % 2 else datetime.date.min
        self.only_reached = portfolio.seed % 4 < 2
        self.churned = {row["account_id"] for row in self.rows["renewals"]
                        if row["outcome"].lower() == "churned"}
        self.rows["measures"], self.rows["milestones"] = [], []

    def chance(self, p):
        return self.rng.random() < p

    def add(self):
        if self.is_telling:
            self.add_components()
        for row in sorted({r["account_id"]: r for r in self.rows["accounts"]}.items()):
            self.measure(row[0])
            self.reach(row[0], row[1]["customer_since"])
        for feed in ("measures", "milestones"):
            rows = self.rows[feed]
            self.rng.shuffle(rows)
            for _ in range(min(4, len(rows))):
                rows.insert(self.rng.randint(0, len(rows)), dict(self.rng.choice(rows)))

    # Components

    def add_components(self):
        """The score is a sum of three; the version of the model changes once, in some seeds. Readings
        of one moment stay alike."""
        changes = datetime.date(2026, 1, 10).isoformat() if self.seed % 3 else "9999"
        made = {}
        for row in self.rows["health"]:
            key = tuple(row.values())
            if key not in made:
                parts = self.components_of(row)
                made[key] = parts
            parts = made[key]
            row["score"] = "%.1f" % sum(w * v for (_, w), v in zip(COMPONENTS, parts))
            row["tier"] = ""
            row["model_version"] = "v2" if row["date"] >= changes else "v1"
            row["component_usage"] = row["component_Support"] = ""
            for (name, _), value in zip(COMPONENTS, parts):
                row["component_" + name] = "%.2f" % value
        for row in self.rows["health"]:
            number = sum(("%s%s" % (row["account_id"], row["date"])).encode("utf-8"))
            if number % 11 == 0:
                row["component_relationship"] = ""

    def components_of(self, row):
        rng, score = self.rng, float(row["score"])
        spoils = row["account_id"] in self.churned
        return [min(100, max(0, value)) for value in (
            score + rng.gauss(-6 if spoils else 3, 9), rng.gauss(60, 20),
            0.4 * score + rng.gauss(25, 12))]

    # Measures

    def measure(self, account):
        rng = self.rng
        if self.chance(0.12):
            return
        locations = rng.choice(LOCATIONS)
        seats = rng.randint(4, 90)
        level = rng.uniform(0.3, 0.95) - (0.15 if self.is_telling and account in self.churned else 0)
        day = FIRST + rng.randint(0, 400) * DAY
        while day < NOW:
            for location in locations:
                if len(locations) == 1 or self.chance(0.8):
                    used = max(0, min(seats, int(rng.gauss(level, 0.12) * seats)))
                    self.observe(account, "active users", day, location, str(used), str(seats))
            if self.chance(0.7):  # no measure of a whole
                self.observe(account, "Logins", day, "", "%.2f" % (rng.randint(0, 400) / 4), "")
            if self.chance(0.2):  # of a whole, but not everywhere
                whole = rng.choice(("", "0", "8", "8"))
                self.observe(account, "tickets é", day, rng.choice(locations), str(rng.randint(0, 8)),
                             whole)
            day += rng.choice(GAPS) * DAY
        if self.chance(0.02):  # observed after the last review only
            self.observe(account, "brand new", datetime.date(2026, 11, 20), "", "1", "2")

    def observe(self, account, measure, day, location, value, whole):
        self.rows["measures"].append({
            "account_id": account, "measure": measure, "observed_on": day.isoformat(),
            "location": location, "value": value, "of": whole})

    # Milestones

    def reach(self, account, since):
        rng = self.rng
        start = day_of(since) if since else FIRST
        for place, name in enumerate(MILESTONES):
            good = self.is_telling and place == 0 and account not in self.churned
            after = rng.randint(0, 44) if good and self.chance(0.8) else rng.choice(EDGES)
            reached = start + after * DAY
            is_reached = self.chance(0.8)
            if is_reached and reached >= self.recorded_from and self.chance(0.95):
                self.rows["milestones"].append({"account_id": account, "milestone": name,
                                                "reached_on": reached.isoformat()})
            elif not is_reached and not self.only_reached:
                self.rows["milestones"].append({"account_id": account, "milestone": name,
                                                "reached_on": ""})
        if self.chance(0.03):  # nobody reached it by the last review
            day = rng.choice(("", "2026-11-25"))
            self.rows["milestones"].append({"account_id": account, "milestone": "tomorrow",
                                            "reached_on": day})

    def add_bad_rows(self):
        rng = random.Random(self.seed + 7_000_033)
        changes = {
            "measures": [dict(value=""), dict(value="NaN"), dict(measure=""), dict(value="many"),
                         dict(account_id="nowhere"), dict(observed_on="2026-02-30"),
                         dict(observed_on=""), dict(of="x"), dict(observed_on="1980-01-01")],
            "milestones": [dict(milestone=""), dict(account_id="nowhere"),
                           dict(reached_on="2026-02-30"), dict(reached_on="soon")],
        }
        for feed, variants in changes.items():
            rows = self.rows[feed]
            for change in variants:
                rows.insert(rng.randint(0, len(rows)), dict(rng.choice(rows), **change))

    def contradict(self):
        """Rows that share a key but differ."""
        rng = random.Random(self.seed + 7_000_063)
        for feed, column, other in (("measures", "value", "77"),
                                    ("milestones", "reached_on", "2026-01-02")):
            rows = self.rows[feed]
            for _ in range(4):
                rows.insert(rng.randint(0, len(rows)), dict(rng.choice(rows), **{column: other}))


class Restatement:
    """What a later import says of health, measures and milestones: other values of known keys, and
    some rows that were not there before."""

    COLUMNS = {"health": ("date", "score"), "measures": ("observed_on", "value"),
               "milestones": ("milestone", "reached_on")}

    def __init__(self, portfolio):
        self.rng = random.Random(portfolio.seed + 8_000_003)
        self.columns = {feed: list(portfolio.rows[feed][0]) for feed in self.COLUMNS}
        self.accounts = sorted({row["account_id"] for row in portfolio.rows["accounts"]})
        self.rows = portfolio.rows
        self.made = {feed: self.rows_of(feed) for feed in self.COLUMNS}

    def rows_of(self, feed):
        key, column = self.COLUMNS[feed]
        found = {}
        for row in self.rows[feed]:
            name = (row["account_id"], row[key][:10], row.get("measure"), row.get("location"))
            if name not in found and self.rng.random() < 0.25:
                found[name] = dict(row, **{column: self.other(feed, row[column])})
        return list(found.values()) + self.new_rows(feed)

    def other(self, feed, value):
        if feed == "milestones":
            if value == "":
                return self.rng.choice(("2025-03-01", "2025-06-15", ""))
            return self.rng.choice(("", (day_of(value) - 20 * DAY).isoformat()))
        return "%d" % self.rng.randint(0, 100)

    def new_rows(self, feed):
        if feed != "milestones":
            return []
        return [{"account_id": account, "milestone": "late to the list", "reached_on": "2025-02-01"}
                for account in self.rng.sample(self.accounts, len(self.accounts) // 3)]

    def write(self, folder):
        os.makedirs(folder, exist_ok=True)
        for feed, rows in self.made.items():
            with open(os.path.join(folder, feed + ".csv"), "w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, self.columns[feed])
                writer.writeheader()
                writer.writerows(rows)
