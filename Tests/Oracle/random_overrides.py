"""Adds overrides that judge renewals, better or worse than the score, to a random portfolio.

They have a generator of their own, so that no other feed of a seed changes with them; only
`notice_date` of renewals and `industry` of accounts are set here too.
"""

import datetime
import random

from random_situations import family_of

DAY = datetime.timedelta(days=1)
TIERS = ("red", "amber", "green")
EDGES = (0, 13, 14, 15, 30, 31, 59, 60, 61, 90, 91, 179, 180, 181, 200)
NOTICES = (None, None, 0, 10, 21, 22, 23, 40, 59, 60, 61, 90, 119, 120, 121, 150)
REASONS = ("", "champion, left", "usage misleads", "Überlast", "sponsor", "sponsor")
INDUSTRIES = ("", "Retail", "Médias")
SKILLS = (0.9, 0.0, 0.6, -0.8, 0.3)  # chance to know the outcome; below 0: to mistake it


class Judgements:
    def __init__(self, portfolio):
        self.portfolio, self.rows, seed = portfolio, portfolio.rows, portfolio.seed
        self.rng = rng = random.Random(seed + 2_000_003)
        many = len(self.rows["renewals"]) > 1500
        self.density = rng.uniform(0.06, 0.15) if many else rng.choice((0.3, 0.6, 0.9))
        if family_of(seed) is not None:
            self.density = 0.4 if many else 0.9
        self.skill = SKILLS[seed % len(SKILLS)]
        self.regulars = portfolio.regulars
        self.month_end_csm, self.never_red_csm = self.regulars[0], self.regulars[1]
        self.regretting_csm, self.optimist = self.regulars[2], self.regulars[3]
        self.health_of, self.sessions_of, self.owners_of = {}, {}, {}
        self.made = []

    def chance(self, p):
        return self.rng.random() < p

    def add(self):
        self.set_industries()
        self.set_notices()
        self.read_what_is_there()
        latest = {row["renewal_id"]: row for row in self.rows["renewals"]}
        for renewal_id in sorted(latest):
            renewal = latest[renewal_id]
            if self.chance(self.density):
                self.judge(renewal, datetime.date.fromisoformat(renewal["due_date"]))
        overrides = self.rows["overrides"]
        for row in self.made:
            overrides.insert(self.rng.randint(0, len(overrides)), row)

    def set_industries(self):
        for row in self.rows["accounts"]:
            row["industry"] = INDUSTRIES[sum(row["account_id"].encode("utf-8")) % 3]

    def set_notices(self):
        for row in self.rows["renewals"]:
            back = self.rng.choice(NOTICES)
            given = row["outcome"] == "churned" or self.chance(0.03)
            row["notice_date"] = ""
            if given and back is not None:
                due = datetime.date.fromisoformat(row["due_date"])
                row["notice_date"] = (due - back * DAY).isoformat()

    def read_what_is_there(self):
        for row in self.rows["health"]:
            self.health_of.setdefault(row["account_id"], {})[row["date"][:10]] = row
        for row in self.rows["sessions"]:
            self.sessions_of.setdefault(row["account_id"], []).append(row["held_on"])
        for row in self.rows["assignments"]:
            if row["end_date"] != row["start_date"]:
                self.owners_of.setdefault(row["account_id"], []).append(row)

    # What the override finds on its day

    def health_on(self, account, day):
        """(score, tier) about as an exporter would have put them; (None, None) without."""
        rows = self.health_of.get(account, {})
        days = [d for d in rows if (day - 30 * DAY).isoformat() <= d <= day.isoformat()]
        if not days:
            return None, None
        row = rows[max(days)]
        score = float(row["score"])
        return score, row["tier"] or ("red" if score < 40 else "amber" if score < 70 else "green")

    def csm_for(self, account, day):
        shown = day.isoformat()
        for row in self.owners_of.get(account, []):
            if row["start_date"] <= shown and (not row["end_date"] or shown < row["end_date"]):
                if row["csm_id"] in self.regulars and self.chance(0.9):
                    return row["csm_id"]
        return self.rng.choice(self.regulars)

    # Overrides

    def judge(self, renewal, due):
        rng = self.rng
        lead = rng.choice(EDGES) if self.chance(0.3) else rng.randint(14, 180)
        day = due - lead * DAY
        sessions = [s for s in self.sessions_of.get(renewal["account_id"], [])
                    if 14 <= (due - datetime.date.fromisoformat(s)).days <= 180]
        if sessions and self.chance(0.2):
            day = datetime.date.fromisoformat(rng.choice(sorted(sessions)))
        csm = self.csm_for(renewal["account_id"], day)
        if csm == self.month_end_csm and self.chance(0.8):
            day = (day.replace(day=1) + 31 * DAY).replace(day=1) - rng.randint(1, 7) * DAY
        end = self.override(renewal, csm, day)
        while self.chance(0.35):  # one more, about where the merging ends
            day = end + rng.choice((-20, -1, 0, 6, 7, 8, 9, 30)) * DAY
            if self.chance(0.1) and self.made:
                day = datetime.date.fromisoformat(self.made[-1]["logged_on"])
            if day < datetime.date.fromisoformat(self.made[-1]["logged_on"]) or day > due:
                break
            if self.chance(0.2):
                csm = rng.choice(self.regulars)
            end = max(end, self.override(renewal, csm, day))

    def belief(self, renewal):
        """Whether the CSM thinks that the customer stays."""
        stays = renewal["outcome"] == "renewed"
        if self.chance(abs(self.skill)):
            return stays if self.skill > 0 else not stays
        return self.chance(0.6)

    def override(self, renewal, csm, day):
        """Writes one override; the day on which it ends by itself."""
        rng = self.rng
        score, tier = self.health_on(renewal["account_id"], day)
        shown_tier, shown_score = tier or rng.choice(TIERS), score
        if score is None:
            shown_score = rng.choice((0, 9.95, 39.96, 40, 69.94, 70, 100, rng.uniform(0, 100)))
        stays = True if csm == self.optimist and self.chance(0.7) else self.belief(renewal)
        better = [t for t in TIERS if TIERS.index(t) > TIERS.index(shown_tier)]
        worse = [t for t in TIERS if TIERS.index(t) < TIERS.index(shown_tier)]
        asserted = rng.choice((better if stays else worse) or [shown_tier])
        if self.chance(0.05):
            asserted = rng.choice(TIERS)
        if csm == self.never_red_csm and asserted == "red":
            asserted = "amber"
        reevaluate = None
        if self.chance(0.6):
            reevaluate = day + rng.choice((1, 7, 14, 30, 60, 90)) * DAY
        withdrawn = None
        if self.chance(0.7 if csm == self.regretting_csm else 0.12):
            withdrawn = day + rng.choice((0, 1, 13, 14, 15, 40)) * DAY
        self.made.append(dict(
            override_id="W%d" % len(self.made), account_id=renewal["account_id"], csm_id=csm,
            logged_on=day.isoformat(), asserted_tier=asserted,
            model_tier=shown_tier if self.chance(0.7) else "",
            model_score="%.2f" % shown_score if self.chance(0.6) else "",
            reason=rng.choice(REASONS), note="",
            reevaluate_on=reevaluate.isoformat() if reevaluate else "",
            withdrawn_on=withdrawn.isoformat() if withdrawn else ""))
        end = reevaluate or day + 60 * DAY
        return min(end, withdrawn) if withdrawn else end
