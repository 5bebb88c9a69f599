#!/usr/bin/env python3
"""Writes a nasty random portfolio of feeds; the same seed gives the same bytes.

    random_portfolio.py --seed N --out DIR [--accounts N] [--bad] [--twins] [--restated DIR]

The data run from 2024-05 to the end of 2026-12, so that 2026-10 (and any month a year or two
before it) can be reviewed with much that is known only later.
"""

import argparse
import csv
import datetime
import gzip
import io
import os
import random

from random_contracts import Contracts, contradict, name_as_salesforce_does, write_as_people_do
from random_outcomes import StoppedExport
from random_overrides import Judgements
from random_signals import Restatement, Signals
from random_situations import let_scores_tell, lose_outcomes

START = datetime.date(2024, 5, 1)
END = datetime.date(2026, 10, 31)
NOW = datetime.date(2026, 12, 20)
DAY = datetime.timedelta(days=1)
REASONS = ("", "", "", "price", "Price", "p r i c e", "merger", "no value", "Produkt fehlt")
CURRENCIES = ("USD", "", "EUR", "GBP", "JPY", "CHF", "SEK")  # CHF has no rate, SEK a late one
RATES = ("logo_renewal_rate", "gross_renewal_rate", "net_renewal_rate",
         "gross_revenue_retention", "net_revenue_retention", "logo_churn_rate", "nps", "csat")
AMOUNTS = ("expansion_pipeline", "expansion_won", "sessions_held", "accounts", "average_arr", "mrr")


def plus(day, count):
    return day + count * DAY


def plus_months(day, count):
    number = day.year * 12 + day.month - 1 + count
    year, month = number // 12, number % 12 + 1
    for last in (day.day, 30, 29, 28):
        try:
            return datetime.date(year, month, min(day.day, last))
        except ValueError:
            continue


class Portfolio:
    def __init__(self, seed, accounts=None):
        self.rng = rng = random.Random(seed)
        self.seed = seed
        small = seed % 10 == 0
        self.account_count = accounts or (rng.randint(25, 45) if small else rng.randint(150, 300))
        self.csm_count = rng.randint(6, 9)
        self.rows = {feed: [] for feed in (
            "accounts", "csms", "assignments", "health", "overrides", "renewals", "arr",
            "opportunities", "surveys", "sessions", "targets", "benchmarks", "fx")}
        # What differs from seed to seed.
        self.renew_chance = rng.uniform(0.7, 0.97)
        self.drift = rng.choice((0, 0, -0.012, 0.01, -0.004))
        self.step_month = rng.randint(8, 26)
        self.step = rng.choice((0, 0, -0.25, 0.2, -0.5))
        self.slow = rng.choice((0.02, 0.05, 0.2, 0.6))
        self.terms = rng.choice(((6, 12, 12, 12, 24, 36), (6, 6, 6, 12), (3, 6, 12), (12, 12, 24)))
        self.nps_mean = rng.uniform(6.0, 9.2)
        self.nps_drift = rng.choice((0, 0.06, -0.06, 0.12, -0.25))
        self.survey_rate = rng.choice((0.4, 1.2, 2.5, 4.0))
        self.beloved = None
        self.perfect = seed % 12 == 7
        if self.perfect:  # everybody renews for no less
            self.renew_chance, self.drift, self.step, self.slow = 1.5, 0, 0, 0
        if seed % 12 == 11:  # nearly nobody renews
            self.renew_chance, self.drift, self.step = -1, 0, -1
        if seed % 5 == 2:  # many events, so that teams have monthly rates too
            self.terms = (1, 3)
        # Much alike, so that money verdicts and money trends have enough effective events.
        self.amount_spread = 0.25 if seed % 3 == 0 else 1.1
        if seed % 9 == 6:  # a team has few events a month, so that its trends go by quarters
            self.terms, self.survey_rate = (12,), 0.4
        self.make_csms()
        for number in range(self.account_count):
            self.make_account(number)
        self.make_money()
        self.make_targets()
        self.make_benchmarks()
        for rows in self.rows.values():
            rng.shuffle(rows)
        let_scores_tell(self)
        Judgements(self).add()
        Contracts(self).add()
        StoppedExport(self).apply()
        lose_outcomes(self)
        self.signals = Signals(self)
        self.signals.add()

    @staticmethod
    def reason_of(renewal_id):
        """A reason for some contracts, whatever became of them. It takes no draw from the stream, so
        that a seed's other facts stay as they were."""
        return random.Random(renewal_id).choice(REASONS)

    def chance(self, p):
        return self.rng.random() < p

    def day_between(self, first, last):
        return plus(first, self.rng.randint(0, max(0, (last - first).days)))

    # People

    def make_csms(self):
        rng = self.rng
        teams = ["East", "west", "Équipe Süd"]
        self.start_of, self.regulars = {}, []
        for number in range(self.csm_count):
            csm = "csm-%d" % (number + 1)
            if number == 1:
                csm = "Csm Ω, two"
            team = teams[number % 3] if number else teams[0]
            if self.seed % 4 == 1 and number > 2:
                team = teams[0]
            if number == self.csm_count - 1:
                team = ""
            start = rng.choice(("", "2023-01-01", "2024-02-01T23:30:00-05:00"))
            first = START - 900 * DAY
            if number == self.csm_count - 2:
                first = datetime.date(2026, rng.randint(1, 6), 15)
                start = first.isoformat()
            self.start_of[csm] = first
            self.regulars.append(csm)
            self.rows["csms"].append(dict(csm_id=csm, name="Name \"%d\", Jr." % number, team=team,
                                          manager_id="", start_date=start, end_date="",
                                          team_since=self.team_since(number)))
        self.beloved = self.regulars[0] if self.chance(0.5) else None
        for csm, team, first in (("zz-no-book", "East", None),
                                 ("later", "west", datetime.date(2026, 11, 9)),
                                 ("later-team", "Tomorrow", datetime.date(2026, 11, 20)),
                                 ("alone", "Bookless", datetime.date(2025, 12, 5))):
            self.rows["csms"].append(dict(
                csm_id=csm, name=csm.title(), team=team, manager_id=self.regulars[0],
                start_date=first.isoformat() if first else "",
                end_date="2026-06-30" if csm == "zz-no-book" else "",
                team_since="2026-11-03" if csm == "alone" and self.seed % 3 == 0 else ""))
            self.start_of[csm] = first or START
        weights = [rng.uniform(0.3, 2.0) for _ in self.regulars]
        weights[2] = 0.08
        self.weights = weights

    def team_since(self, number):
        """Every fourth CSM joined the team within the months that a review looks at. It depends on
        the seed alone, so that all else stays as it was without the column."""
        if (number + self.seed) % 4:
            return ""
        return plus(datetime.date(2025, 2, 10), 53 * ((number * 7 + self.seed) % 11)).isoformat()

    def csm_on(self, day):
        able = [(c, w) for c, w in zip(self.regulars, self.weights) if self.start_of[c] <= day]
        return self.rng.choices([c for c, w in able], [w for c, w in able])[0]

    # Accounts

    def make_account(self, number):
        rng = self.rng
        account = "A%04d" % number
        if number == 3:
            account = "a,\"q\" é"
        if number == 4:
            account = "\uff5e wide"
        if number == 5:
            account = "\U00010348 gothic"
        since = plus(START, rng.randint(-1200, 500))
        first_due = plus_months(since, rng.choice(self.terms))
        while first_due < START - 90 * DAY:
            first_due = plus_months(first_due, rng.choice(self.terms))
        shown_since = since.isoformat()
        if self.chance(0.15):
            shown_since = ""
        elif self.chance(0.08):
            shown_since = plus(first_due, rng.choice((0, 1, 40, 300))).isoformat()
        segment = rng.choice(("Enterprise", "Mid-Market", "SMB", "Öffentlich"))
        self.rows["accounts"].append(dict(
            account_id=account, name="Name, of\n%s" % account if self.chance(0.02) else account,
            segment=segment, arr_tier=rng.choice(("", "T1", "T2")), product=rng.choice(("", "P")),
            industry="", region=rng.choice(("EMEA", "AMER")), customer_since=shown_since,
            parent_account_id=self.rows["accounts"][0]["account_id"] if self.chance(0.05) and number
            else ""))
        self.currency = "USD" if self.chance(0.7) else rng.choice(CURRENCIES)
        has_renewals = self.chance(0.95)
        dues = self.make_renewals(account, number, first_due) if has_renewals else []
        self.make_assignments(account, since, dues)
        self.make_arr(account, since, dues)
        self.make_health(account, since)
        self.make_surveys(account)
        self.make_opportunities(account)
        self.make_sessions(account)
        self.make_overrides(account)

    def make_renewals(self, account, number, due):
        rng = self.rng
        before = round(rng.lognormvariate(10.2, self.amount_spread), 2)
        dues = []
        index = 0
        if rng.random() < 0.01 and self.amount_spread > 1:
            before *= 60
        while due < plus_months(END, 14):
            month_index = (due.year - START.year) * 12 + due.month - START.month
            renews = self.renew_chance + self.drift * month_index
            if month_index >= self.step_month:
                renews += self.step
            renews = min(0.99, max(0.15, renews))
            if self.perfect:
                renews = 1.0
            elif self.renew_chance < 0:
                renews = 0.01
            outcome = "renewed" if self.chance(renews) else "churned"
            kind = rng.random()
            if kind < 0.25:
                closed = due
            elif kind < 0.45:
                closed = plus(due, -rng.randint(1, 28))
            elif kind < 0.58:
                closed = plus(due, -rng.randint(25, 120))
            elif kind < 0.58 + 0.25:
                closed = plus(due, rng.randint(1, 28))
            else:
                closed = plus(due, rng.randint(-5, 5))
            if self.chance(self.slow):
                closed = plus(due, rng.choice((29, 30, 31, 32, 60, 89, 90, 91, 92, 120)))
            shown_closed = closed.isoformat()
            if self.chance(0.07):
                shown_closed, closed = "", due
            after = 0.0
            if outcome == "renewed":
                factor = rng.choice((1.0, 1.0, 1.05, 1.3, 0.8, 0.97, 2.5, rng.uniform(0.5, 1.6)))
                if self.perfect:
                    factor = max(1.0, factor)
                after = max(0.01, round(before * factor, 2))
            never = self.chance(0.0 if self.perfect else 0.03)
            if closed > NOW or never:
                outcome, shown_closed, after = "open", "", 0.0
            shown_after = ""
            if outcome == "churned":
                shown_after = rng.choice(("", "0", "0.00"))
            elif outcome == "renewed":
                shown_after = "%.2f" % after
            currency = self.currency if self.chance(0.97) else rng.choice(CURRENCIES)
            self.rows["renewals"].append(dict(
                renewal_id="R%04d-%d" % (number, index), account_id=account,
                due_date=due.isoformat(), outcome=outcome, closed_date=shown_closed,
                notice_date=plus(due, -60).isoformat() if outcome == "churned" else "",
                arr_before="%.2f" % before, arr_after=shown_after, currency=currency,
                reason=self.reason_of("R%04d-%d" % (number, index))))
            dues.append(due)
            index += 1
            if outcome == "churned" and not self.chance(0.1):
                break
            if outcome == "open" and never and self.chance(0.5):
                break
            before = after if after > 0 and self.chance(0.9) else round(before * 1.02 + 1, 2)
            before = min(before, 5e6)
            due = plus_months(due, rng.choice(self.terms))
        return dues

    # Ownership

    def make_assignments(self, account, since, dues):
        rng = self.rng
        known_dues = [d for d in dues if datetime.date(2025, 6, 1) <= d <= END]
        if known_dues and self.chance(0.25):
            pieces = self.staged(rng.choice(known_dues))
        elif self.chance(0.04):
            pieces = []
        else:
            pieces, day = [], max(since, START - 400 * DAY)
            while day < NOW:
                length = rng.choice((rng.randint(200, 1500), rng.randint(200, 900),
                                     rng.randint(3, 130)))
                end = plus(day, length)
                owner = self.csm_on(day)
                if self.chance(0.12) and length > 4:
                    middle = plus(day, rng.randint(1, length - 1))
                    pieces.append((owner, day, middle))
                    pieces.append((owner, middle, end))
                else:
                    pieces.append((owner, day, end))
                day = end if self.chance(0.7) else plus(end, rng.randint(1, 160))
            if pieces and self.chance(0.8):
                owner, first, _ = pieces[-1]
                pieces[-1] = (owner, first, None)
        if pieces and pieces[-1][2] is not None and pieces[-1][2] <= datetime.date(2026, 11, 9) \
                and self.chance(0.3):
            pieces.append(("later", datetime.date(2026, 11, 10), None))
        self.pieces = pieces
        for owner, first, end in pieces:
            self.rows["assignments"].append(dict(
                account_id=account, csm_id=owner, start_date=first.isoformat(),
                end_date=end.isoformat() if end else ""))

    def staged(self, due):
        """Ownership laid out around [due - 180, due - 30]: ties, thresholds, pools."""
        rng = self.rng
        able = [c for c in self.regulars if self.start_of[c] <= plus(due, -400)]
        a, b, c = rng.sample(able, 3)
        w = plus(due, -180)
        k = rng.randint(60, 75)
        shape = rng.randint(0, 9)
        if shape == 0:  # a tie, B on due - 90
            spans = [(a, -40, k), (b, 151 - k, 300)]
        elif shape == 1:  # a tie, A on due - 90
            spans = [(b, 0, 40), (a, 50, 120), (b, 121, 151)]
        elif shape == 2:  # a tie, a third or nobody on due - 90
            spans = [(a, 0, 60), (b, 91, 300)] + ([(c, 60, 91)] if self.chance(0.5) else [])
            spans.sort(key=lambda s: s[1])
        elif shape == 3:  # A-B-A with a tie and nobody on due - 90: A started last
            spans = [(a, -9, 30), (b, 30, 90), (a, 110, 140)]
        elif shape == 4:  # 59 or 60 days
            spans = [(a, 151 - rng.choice((59, 60)), 250)]
        elif shape == 5:  # three short owners
            spans = [(a, -100, 50), (b, 50, 101), (c, 101, 300)]
        elif shape == 6:  # nobody in the window, somebody around it
            spans = [(a, -300, 0), (b, 151, 500)]
        elif shape == 7:  # one day at either edge
            spans = [(a, -300, 1), (b, 150, 500)]
        elif shape == 8:  # adjoining pieces that only together reach 60 days
            spans = [(a, 10, 50), (a, 50, 71), (b, 80, 130)]
        else:  # three-way tie without due - 90
            spans = [(a, 0, 40), (b, 40, 80), (c, 91, 131)]
        pieces = []
        for owner, first, end in spans:
            end_day = plus(w, end)
            pieces.append((owner, plus(w, first), end_day))
        if self.chance(0.5):
            owner, first, _ = pieces[-1]
            pieces[-1] = (owner, first, None)
        return pieces

    # ARR, health

    def make_arr(self, account, since, dues):
        rng = self.rng
        kind = rng.random()
        if kind < 0.45 and dues:
            return
        amount = round(rng.lognormvariate(10, 1), 2)
        if kind < 0.55:
            day = plus(END, rng.randint(1, 40))  # nothing dated by as_of
        elif kind < 0.65:
            day = self.day_between(datetime.date(2025, 10, 25), datetime.date(2025, 11, 8))
        else:
            day = max(since, START - 300 * DAY)
        taken = set()
        while day <= NOW:
            if day not in taken:
                taken.add(day)
                shown = day.isoformat()
                if self.chance(0.1):
                    shown += "T00:15:00+00:00"
                self.rows["arr"].append(dict(
                    account_id=account, effective_date=shown, arr="%.2f" % amount,
                    currency=self.currency if self.chance(0.98) else rng.choice(CURRENCIES)))
            if amount == 0 and self.chance(0.8):
                break
            day = plus(day, rng.choice((rng.randint(1, 60), rng.randint(100, 400), 365)))
            amount = round(amount * rng.choice((1.0, 1.1, 0.9, 1.5, 0.4)), 2)
            if self.chance(0.12):
                amount = 0.0

    def make_health(self, account, since):
        rng = self.rng
        if self.chance(0.05):
            return
        step = rng.choice((7, 7, 14, 30, 31, 45))
        day = max(START, since)
        score = rng.uniform(20, 95)
        own_tier = self.chance(0.5)
        components = self.chance(0.6)
        while day <= NOW:
            score = min(100.0, max(0.0, score + rng.gauss(0, 4)))
            shown = rng.choice(("%.0f" % score, "%.1f" % score, "%.2f" % score, "%.4f" % score,
                                "39.95", "69.95", "69.949999", "39.949", "%.1f5" % min(score, 99)))
            row = dict(account_id=account, date=day.isoformat(), score=shown, tier="",
                       model_version=rng.choice(("", "v2")), component_usage="",
                       component_Support="")
            if self.chance(0.08):
                zone = rng.choice(("T23:30:00-02:00", "T12:00:00Z", "T01:00:00.250+05:30"))
                if step > 7:
                    row["date"] = day.isoformat() + zone
            if own_tier and self.chance(0.8):
                row["tier"] = rng.choice(("green", "amber", "red")) if self.chance(0.3) else (
                    "green" if score > 60 else "amber" if score > 35 else "red")
            if components:
                row["component_usage"] = "%.3f" % min(100, score)
                row["component_Support"] = "" if self.chance(0.2) else "%.2f" % (score / 2)
            self.rows["health"].append(row)
            day = plus(day, step)
            if self.chance(0.01):
                day = plus(day, rng.randint(31, 150))

    # Voice, pipeline, sessions, overrides

    def owner_on(self, day):
        for owner, first, end in self.pieces:
            if first <= day and (end is None or day < end):
                return owner
        return None

    def make_surveys(self, account):
        rng = self.rng
        people = ["", "p1", "p1", "p2", "P-é"]
        count = int(rng.random() * 24 * self.survey_rate)
        days = []
        for _ in range(count):
            day = self.day_between(START, NOW)
            if days and self.chance(0.3):
                day = rng.choice(days)
            days.append(day)
            kind = "nps" if self.chance(0.6) else "csat"
            if kind == "nps":
                month_index = (day.year - START.year) * 12 + day.month - START.month
                mean = self.nps_mean + self.nps_drift * (month_index - 15)
                score = min(10, max(0, int(round(rng.gauss(mean, 1.8)))))
                if self.beloved is not None and self.owner_on(day) == self.beloved:
                    score = rng.choice((9, 10))
            else:
                score = rng.choice((1, 2, 3, 4, 4, 5, 5))
            number = len(self.rows["surveys"])
            shown = day.isoformat()
            if self.chance(0.05):
                shown = plus(day, 1).isoformat() + "T00:30:00+01:00"
            self.rows["surveys"].append(dict(
                response_id="r%d" % (rng.randint(0, 9) * 100000 + number) if self.chance(0.5)
                else "r%d" % number, account_id=account, respondent_id=rng.choice(people),
                kind=kind, score=str(score), responded_on=shown))

    def make_opportunities(self, account):
        rng = self.rng
        for _ in range(rng.choice((0, 0, 1, 2, 4))):
            created = self.day_between(START, NOW)
            stage = rng.choice(("open", "won", "won", "lost"))
            closed = plus(created, rng.choice((0, rng.randint(1, 200), rng.randint(1, 500))))
            if closed > NOW:
                stage = "open"
            self.rows["opportunities"].append(dict(
                opportunity_id="O%05d" % len(self.rows["opportunities"]), account_id=account,
                csm_id=self.csm_on(created) if self.chance(0.5) else "",
                created_on=created.isoformat(), stage=stage, amount="%.2f" % rng.uniform(500, 90000),
                closed_on="" if stage == "open" else closed.isoformat(),
                currency=self.currency if self.chance(0.9) else rng.choice(CURRENCIES)))

    def make_sessions(self, account):
        rng = self.rng
        for _ in range(rng.choice((0, 1, 3, 8))):
            day = self.day_between(datetime.date(2025, 6, 1), NOW)
            if self.chance(0.3):
                day = rng.choice((datetime.date(2026, 10, 1), END, plus(END, 1),
                                  datetime.date(2026, 9, 30), datetime.date(2026, 10, 14)))
            self.rows["sessions"].append(dict(
                session_id="S%05d" % len(self.rows["sessions"]), account_id=account,
                csm_id=self.csm_on(day), held_on=day.isoformat(), kind=rng.choice(("", "qbr"))))

    def make_overrides(self, account):
        rng = self.rng
        for _ in range(rng.choice((0, 0, 0, 1, 2))):
            day = self.day_between(START, NOW)
            self.rows["overrides"].append(dict(
                override_id="V%05d" % len(self.rows["overrides"]), account_id=account,
                csm_id=self.csm_on(day), logged_on=day.isoformat(),
                asserted_tier=rng.choice(("green", "amber", "red")),
                model_tier=rng.choice(("", "green", "amber", "red")),
                model_score=rng.choice(("", "55.55")), reason=rng.choice(("", "champion, left")),
                note=rng.choice(("", "two\nlines", "a \"quote\"")),
                reevaluate_on=plus(day, 30).isoformat() if self.chance(0.5) else "",
                withdrawn_on=plus(day, rng.randint(0, 60)).isoformat() if self.chance(0.2) else ""))

    # Rates of exchange, targets, benchmarks

    def make_money(self):
        for currency, low, high in (("EUR", 1.0, 1.2), ("GBP", 1.2, 1.4), ("JPY", 0.006, 0.009)):
            day = datetime.date(2022, 1, 1)
            while day <= NOW:
                self.rows["fx"].append(dict(currency=currency, date=day.isoformat(),
                                            rate="%.5f" % self.rng.uniform(low, high)))
                day = plus(day, self.rng.choice((1, 30, 200, 365)))
        self.rows["fx"].append(dict(currency="SEK", date="2026-03-01", rate="0.095"))

    def make_targets(self):
        rng = self.rng
        teams = sorted({row["team"] for row in self.rows["csms"]} - {""})
        scopes = [("company", "")] + [("team", t) for t in teams] + \
            [("csm", row["csm_id"]) for row in self.rows["csms"]]
        for scope, scope_id in scopes:
            for metric in RATES + AMOUNTS + ("mean_score",):
                present = 0.75 if scope == "company" else 0.35
                if not self.chance(present):
                    continue
                ranges = [("2026-01-01", "2026-12-31"), ("2025-01-01", "2026-10-31"),
                          ("2026-10-31", "2027-12-31"), ("2026-11-01", "2027-01-01"),
                          ("2024-01-01", "2026-10-30"), ("2020-01-01", "2030-12-31")]
                for first, last in rng.sample(ranges, rng.randint(1, 3)):
                    self.rows["targets"].append(dict(
                        scope=scope, scope_id=scope_id, metric=metric, from_date=first,
                        to_date=last, value=self.target_value(metric)))

    def target_value(self, metric):
        rng = self.rng
        if metric in ("logo_renewal_rate", "csat"):
            return rng.choice(("0.9", "0.85", "0.5", "1", "0", "%.3f" % rng.uniform(0.3, 1)))
        if metric == "logo_churn_rate":
            return rng.choice(("0.1", "0.05", "0.4", "0", "%.3f" % rng.uniform(0, 0.4)))
        if metric == "nps":
            return rng.choice(("30", "0", "-10", "75", "%.1f" % rng.uniform(-50, 90)))
        if metric in RATES:
            value = rng.choice(("0.92", "1.05", "1.3", "0.4", "%.3f" % rng.uniform(0.5, 1.2)))
            return value if "net" in metric else "%.3f" % min(1, float(value))
        if metric in ("sessions_held", "accounts"):
            return rng.choice(("0", "12", "40", "7.5"))
        return rng.choice(("0", "250000", "1000000.50", "25000"))

    def make_benchmarks(self):
        rng = self.rng
        for metric in RATES + AMOUNTS:
            for segment in ("", "Enterprise", "SMB", "Öffentlich", "smb"):
                for statistic in ("median", "leader", "peers"):
                    if self.chance(0.2):
                        self.rows["benchmarks"].append(dict(
                            metric=metric, segment=segment, statistic=statistic,
                            value="%.4f" % (rng.uniform(0, 1.2) / (1 if "net" in metric else 1.2)),
                            source=rng.choice(("", "A survey, 2026", "two\nlines \"q\"")),
                            as_of=rng.choice(("", "2025-06-30", "2026-10-31", "2026-11-01"))))

    # Bad rows

    def add_bad_rows(self):
        """Rows that break a rule, some under a key that a good row bears, anywhere in a feed."""
        changes = {
            "accounts": [dict(segment=""), dict(account_id=""), dict(customer_since="2025-02-29"),
                         dict(account_id="x" * 201), dict(account_id="bad-acct", customer_since="x"),
                         dict(account_id="long", name="n" * 65537)],
            "csms": [dict(name=""), dict(csm_id=""), dict(start_date="2025-13-01"),
                     dict(csm_id="bad-csm", end_date="soon"),
                     dict(csm_id="bad-csm", start_date="2025-01-01", end_date="2024-12-31")],
            "assignments": [dict(csm_id="nobody"), dict(account_id="nowhere"),
                            dict(end_date="1999-01-01"), dict(start_date=""), dict(start_date="1980-01-01"),
                            dict(csm_id="bad-csm"), dict(account_id="bad-acct")],
            "health": [dict(score="100.1"), dict(score="-0.1"), dict(score="NaN"), dict(score=""),
                       dict(tier="violet"), dict(date="2026-02-30"), dict(date="1989-12-31"),
                       dict(component_usage="101"), dict(account_id="nowhere"), dict(score="inf")],
            "overrides": [dict(asserted_tier=""), dict(asserted_tier="blue"),
                          dict(logged_on="2026-01-10", reevaluate_on="2026-01-10"),
                          dict(logged_on="2026-01-10", reevaluate_on="", withdrawn_on="2026-01-09"),
                          dict(csm_id="nobody")],
            "renewals": [dict(arr_before="0"), dict(arr_before="-5"), dict(arr_before=""),
                         dict(outcome="renewed", arr_after=""), dict(outcome="renewed", arr_after="0"),
                         dict(outcome="open", closed_date="2026-01-01"), dict(outcome="maybe"),
                         dict(due_date="2026-04-31"), dict(account_id="nowhere"),
                         dict(due_date="2090-01-01"), dict(outcome="renewed", arr_after="much"),
                         dict(due_date="1989-12-31"), dict(notice_date="1900-01-01")],
            "arr": [dict(arr="-0.01"), dict(arr=""), dict(arr="Infinity"),
                    dict(account_id="nowhere"), dict(effective_date="1899-12-31")],
            "opportunities": [dict(stage="won", closed_on=""), dict(stage="lost", closed_on=""),
                              dict(stage="open", closed_on="2026-10-02"), dict(csm_id="nobody"),
                              dict(stage="won", closed_on="2001-01-01"), dict(amount="")],
            "surveys": [dict(kind="nps", score="11"), dict(kind="csat", score="0"),
                        dict(kind="csat", score="6"), dict(kind="nps", score="8.5"),
                        dict(kind="ces", score="3"), dict(score=""), dict(account_id="nowhere"),
                        dict(responded_on="2026-10-05T25:00:00Z")],
            "sessions": [dict(csm_id="nobody"), dict(csm_id=""), dict(held_on="2026-13-05")],
            "targets": [dict(metric="logo_renewal_rate", value="92"), dict(value=""),
                        dict(metric="csat", value="-0.1"), dict(scope="region"),
                        dict(metric="logo_churn_rate", value="1.01"), dict(to_date=""),
                        dict(metric="gross_renewal_rate", value="1.01"),
                        dict(metric="net_revenue_retention", value="105"),
                        dict(metric="net_renewal_rate", value="3.01"), dict(metric="nps", value="101"),
                        dict(from_date="2026-02-01", to_date="2026-01-31")],
            "benchmarks": [dict(statistic="mean"), dict(value="n/a"), dict(as_of="2026-99-01"),
                           dict(metric="customer_renewal_rate", value="91"),
                           dict(metric="nps", value="-101"), dict(as_of="2090-01-01"),
                           dict(metric="gross_revenue_retention", value="1.5")],
            "fx": [dict(rate="1e"), dict(currency=""), dict(date=""), dict(rate="0"), dict(rate="-1")],
        }
        rng = self.rng
        for feed, variants in changes.items():
            rows = self.rows[feed]
            for change in variants:
                if rows:
                    bad = dict(rng.choice(rows), **change)
                    rows.insert(rng.randint(0, len(rows)), bad)
        self.add_overlaps()
        self.signals.add_bad_rows()

    def add_overlaps(self):
        """Assignments within another one."""
        rng = self.rng
        good = self.rows["assignments"]
        latest = {}
        for row in good:
            if row["end_date"] and row["start_date"]:
                latest[(row["account_id"], row["start_date"])] = row
        wide = [row for row in latest.values() if len(row["end_date"]) == 10
                and row["end_date"] > row["start_date"]
                and (parse(row["end_date"]) - parse(row["start_date"])).days > 40
                and row["csm_id"] in self.regulars and row["account_id"] != "nowhere"]
        for row in rng.sample(wide, min(8, len(wide))):
            start = plus(parse(row["start_date"]), 10)
            good.insert(rng.randint(0, len(good)), dict(
                row, csm_id=self.regulars[0], start_date=start.isoformat(),
                end_date=plus(start, 12).isoformat()))
    def add_twins(self):
        """Two accounts whose ids look alike: one composed, one decomposed character."""
        twins = {"A0010": "Caf\u00e9", "A0011": "Cafe\u0301"}
        for rows in self.rows.values():
            for row in rows:
                for column in ("account_id", "parent_account_id"):
                    if row.get(column) in twins:
                        row[column] = twins[row[column]]

    # Writing

    def write(self, folder):
        rng = random.Random(self.seed + 1_000_003)
        os.makedirs(folder, exist_ok=True)
        left_out = {1: "arr", 3: "benchmarks", 5: "targets"}.get(self.seed % 12)
        for feed, rows in self.rows.items():
            for old in (feed + ".csv", feed + ".csv.gz"):
                if os.path.exists(os.path.join(folder, old)):
                    os.remove(os.path.join(folder, old))
            if feed == left_out or not rows:
                continue
            columns = list(rows[0])
            rng.shuffle(columns)
            extra = rng.random() < 0.3
            text = io.StringIO(newline="")
            quoting = rng.choice((csv.QUOTE_MINIMAL, csv.QUOTE_ALL))
            writer = csv.writer(text, quoting=quoting,
                                lineterminator=rng.choice(("\n", "\r\n")))
            header = [rng.choice((c, c.upper(), c.title())) for c in columns]
            writer.writerow(header + (["Unheard_Of"] if extra else []))
            for row in rows:
                writer.writerow([row[c] for c in columns] + (["x"] if extra else []))
            data = text.getvalue().encode("utf-8-sig" if rng.random() < 0.3 else "utf-8")
            name = feed + ".csv"
            if rng.random() < 0.25:
                data, name = gzip.compress(data, mtime=0), name + ".gz"
            with open(os.path.join(folder, name), "wb") as file:
                file.write(data)


def parse(text):
    return datetime.date.fromisoformat(text)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--accounts", type=int)
    parser.add_argument("--bad", action="store_true", help="add rows that must be rejected")
    parser.add_argument("--twins", action="store_true",
                        help="two account ids that differ only in Unicode composition")
    parser.add_argument("--restated", metavar="DIR",
                        help="also write what a later import says of health, measures, milestones")
    arguments = parser.parse_args()
    portfolio = Portfolio(arguments.seed, arguments.accounts)
    restatement = Restatement(portfolio)
    if arguments.bad:
        portfolio.add_bad_rows()
        contradict(portfolio)
        portfolio.signals.contradict()
        name_as_salesforce_does(portfolio)
        write_as_people_do(portfolio)
    if arguments.twins:
        portfolio.add_twins()
    portfolio.write(arguments.out)
    if arguments.restated:
        restatement.write(arguments.restated)


if __name__ == "__main__":
    main()
