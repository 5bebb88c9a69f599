"""Random feeds, models and policies of a working week; the same seed gives the same bytes."""

import csv
import datetime
import os
import random

TODAY = datetime.date(2026, 10, 28)  # a Wednesday
COLUMNS = {
    "accounts": "account_id segment arr_tier product customer_since",
    "csms": "csm_id name end_date",
    "assignments": "account_id csm_id start_date end_date",
    "measures": "account_id measure observed_on location value of",
    "touches": "touch_id account_id csm_id held_on kind summary meaningful",
    "actions": "action_id account_id kind title opened_on due_on closed_on csm_id playbook step",
    "contacts": "contact_id account_id name role from_date to_date",
    "renewals": "renewal_id account_id due_date outcome arr_before",
    "overrides": "override_id account_id csm_id logged_on asserted_tier reevaluate_on withdrawn_on",
    "health": "account_id date score tier component_usage component_support",
}


class RandomDesk:
    def __init__(self, seed):
        self.rng = random.Random(seed)
        self.accounts = ["A%03d" % number for number in range(self.rng.choice([3, 12, 40]))]
        self.feeds = {feed: [] for feed in COLUMNS}
        self.make_accounts()
        for account in self.accounts:
            self.make_measures(account)
            self.make_work(account)
            self.make_health(account)
        for rows in self.feeds.values():
            self.rng.shuffle(rows)


    def back(self, first, last):
        """A day from `first` to `last` days before today; negative days are after it."""
        return (TODAY - datetime.timedelta(days=self.rng.randint(last, first))).isoformat()

    def maybe(self, chance, value):
        return value if self.rng.random() < chance else ""

    def later(self, text, least, most):
        start = datetime.date.fromisoformat(text)
        return (start + datetime.timedelta(days=self.rng.randint(least, most))).isoformat()

    def make_accounts(self):
        rng = self.rng
        for name in ("C1", "C2", "C3"):
            self.feeds["csms"].append([name, "Name " + name, self.maybe(0.2, self.back(90, -30))])
        for account in self.accounts:
            product = rng.choice(["Starter", "Suite", ""])
            self.feeds["accounts"].append([
                account, rng.choice(["SMB", "Enterprise"]), rng.choice(["small", "large", ""]),
                product, self.maybe(0.8, self.back(2000, 0))])
            start = self.back(900, 400)
            change = self.back(300, -40)
            if rng.random() < 0.5:
                self.feeds["assignments"].append([account, rng.choice(["C1", "C2"]), start, change])
                self.feeds["assignments"].append([account, rng.choice(["C1", "C3"]), change, ""])
            elif rng.random() < 0.9:
                self.feeds["assignments"].append([account, "C1", start, ""])

    def make_measures(self, account):
        rng = self.rng
        for measure in ("users", "logins", "tickets"):
            if rng.random() < 0.2:
                continue
            step, level = rng.choice([1, 3, 7, 30]), rng.choice([5, 40, 300])
            for age in range(rng.randint(-3, 25), 150, step):
                when = (TODAY - datetime.timedelta(days=age)).isoformat()
                for place in rng.choice([[""], ["Bern", "Rome"]]):
                    whole = self.maybe(0.9, "%d" % (level * 2)) if measure == "users" else ""
                    self.feeds["measures"].append([
                        account, measure, when, place, "%.2f" % (rng.random() * level * 1.5), whole])

    def make_work(self, account):
        rng = self.rng
        for number in range(rng.randint(0, 4)):
            self.feeds["touches"].append([
                "T%s-%d" % (account, number), account, self.maybe(0.7, "C1"), self.back(100, -5),
                rng.choice(["call", "meeting", "onsite", "review", "email", "automated", "note"]),
                "", rng.choice(["", "", "", "yes", "no"])])
        for number in range(rng.randint(0, 4)):
            opened = self.back(80, -5)
            self.feeds["actions"].append([
                "X%s-%d" % (account, number), account,
                rng.choice(["playbook", "playbook", "task", "request", "escalation"]), "Do it",
                opened, self.maybe(0.7, self.later(opened, 0, 60)),
                self.maybe(0.5, self.later(opened, 0, 60)), "", self.maybe(0.5, "quiet"), ""])
        for number in range(rng.randint(0, 3)):
            start = self.back(700, -20)
            self.feeds["contacts"].append([
                "K%s-%d" % (account, number), account, "",
                rng.choice(["sponsor", "champion", "user", "other"]), self.maybe(0.6, start),
                self.maybe(0.4, self.later(start, 0, 600))])
        for number in range(rng.randint(0, 3)):
            self.feeds["renewals"].append([
                "R%s-%d" % (account, number), account, self.back(100, -400), "open", "9"])
        for number in range(rng.randint(0, 2)):
            logged = self.back(160, -5)
            self.feeds["overrides"].append([
                "O%s-%d" % (account, number), account, "C1", logged,
                rng.choice(["red", "amber", "green"]), self.maybe(0.6, self.later(logged, 1, 120)),
                self.maybe(0.2, self.later(logged, 0, 60))])

    def make_health(self, account):
        score = self.rng.uniform(20, 95)
        for age in range(self.rng.choice([-2, 0, 25, 40]), 75):
            score = min(100, max(0, score + self.rng.uniform(-4, 4)))
            when = (TODAY - datetime.timedelta(days=age)).isoformat()
            self.feeds["health"].append([
                account, when, "%.1f" % score, self.maybe(0.1, self.rng.choice(["red", "green"])),
                self.maybe(0.9, "%.1f" % self.rng.uniform(0, 100)),
                self.maybe(0.9, "%.1f" % self.rng.uniform(0, 100))])

    def write(self, folder):
        os.makedirs(folder, exist_ok=True)
        for feed, rows in self.feeds.items():
            with open(os.path.join(folder, feed + ".csv"), "w", newline="") as file:
                writer = csv.writer(file)
                writer.writerow(COLUMNS[feed].split())
                writer.writerows(rows)

    def model(self):
        """A model with every source, or some of them."""
        rng = self.rng

        def points(low, high):
            values = sorted({round(rng.uniform(low, high), 2) for _ in range(rng.randint(1, 4))})
            return [[value, rng.randint(0, 100)] for value in values]

        def measure(number):
            made = {"name": "m%d" % number, "weight": round(rng.uniform(0.2, 3), 1), "text": "-"}
            source = rng.choice(["value", "share", "change", "touch", "contact"])
            if source == "contact":
                return dict(made, contact=rng.choice(["sponsor", "champion"]), vacant="-")
            if source == "touch":
                return dict(made, touch="days", points=points(0, 90))
            name = "users" if source == "share" else rng.choice(["users", "logins", "tickets"])
            span = {"value": (0, 400), "share": (0, 1), "change": (-0.8, 0.8)}[source]
            return dict(made, points=points(*span), **{source: name})

        components = []
        for number in range(rng.randint(1, 4)):
            components.append({
                "name": "c%d" % number, "title": "Part %d" % number,
                "weight": round(rng.uniform(1, 50), 1), "valid_days": rng.choice([1, 7, 30, 90]),
                "threshold": 50, "measures": [measure(n) for n in range(rng.randint(1, 4))]})
        return {"version": "1", "threshold": 60, "components": components}

    def policy(self):
        """Some constants of a policy, none in half of the cases."""
        if self.rng.random() < 0.5:
            return {}
        choices = {
            "red_below": [30, 45], "amber_below": [60, 75], "least_basis": [0.2, 0.8],
            "change_days": [7, 14], "level_weight": [0.3, 0.6], "decline_days": [7, 60],
            "decline_points": [10, 50], "silence_days": [20, 90], "near_renewal_days": [0, 60],
            "far_renewal_days": [90, 365], "far_renewal_time": [0, 0.7], "quiet_days": [10, 80],
            "unknown_part": [0.3, 0.7], "override_default_days": [20, 45],
            "override_maximum_days": [60, 120], "override_overdue_days": [0, 60],
            "concentration_level": [0.2, 0.5], "concentration_count": [1, 2]}
        names = self.rng.sample(sorted(choices), 8)
        return {name: self.rng.choice(choices[name]) for name in names}
