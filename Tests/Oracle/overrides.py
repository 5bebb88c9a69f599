"""Override episodes and the renewals they judge (methods.md, section 11)."""

from calendar_days import day_text
from events import noticed_or_closed, settled_on
from knowledge import Knowledge, byte_order
from revenue import before_of

RANK = {"red": 0, "amber": 1, "green": 2}
BUCKETS = ((14, 30, 22), (31, 90, 60), (91, 180, 120))  # lowest lead, highest lead, landmark
CLASSES = ("unknown_tier", "affirm", "no_renewal", "too_late", "too_early", "eligible")


def tier_of(score):
    return "red" if score < 40 else "amber" if score < 70 else "green"


def band_of(score):
    """Number of the ten-point band; the last one holds 100 too."""
    return min(int(score // 10), 9)


def bucket_of(lead):
    for number, (lowest, highest, _) in enumerate(BUCKETS):
        if lowest <= lead <= highest:
            return number
    return None


class OverrideBook:
    """All overrides, their episodes and the renewals, seen from the last day of a month."""

    def __init__(self, feeds, month, without_lapsed=False):
        self.known = Knowledge(feeds, month, without_lapsed)
        self.as_of = self.known.as_of
        self.account = {row["account_id"]: row for row in feeds["accounts"]}
        self.score_memory = {}
        self.renewals = []
        for events in self.known.events_of.values():
            self.renewals += events
        self.overrides = [self.judged(row) for row in feeds["overrides"]
                          if row["logged_on"] <= self.as_of]
        self.overrides.sort(key=lambda o: (o["logged"], byte_order(o["id"])))
        self.episodes = self.merged()

    def score_on(self, account, day):
        """Knowledge.score_on, asked once per account and day."""
        if (account, day) not in self.score_memory:
            self.score_memory[account, day] = self.known.score_on(account, day)
        return self.score_memory[account, day]

    # Renewals

    def matured(self, renewal):
        return renewal["due_date"] + 30 < self.as_of

    def outcome(self, renewal):
        """"renewed" or "churned" of a matured resolved renewal, else None."""
        return settled_on(renewal, self.as_of) if self.matured(renewal) else None

    # Overrides

    def judged(self, row):
        """What section 11 says of one override."""
        account, logged = row["account_id"], row["logged_on"]
        as_of_score = self.score_on(account, logged)
        score, tier = row["model_score"], row["model_tier"]
        if tier is None and score is not None:
            tier = tier_of(score)
        if tier is None and as_of_score is not None:
            tier = as_of_score[1]
        if score is None and as_of_score is not None:
            score = as_of_score[0]
        direction = None
        if tier is not None:
            step = RANK[row["asserted_tier"]] - RANK[tier]
            direction = "up" if step > 0 else "down" if step < 0 else "affirm"
        review_day = logged + 60 if row["reevaluate_on"] is None else row["reevaluate_on"]
        withdrawn = row["withdrawn_on"]
        if withdrawn is not None and withdrawn > self.as_of:
            withdrawn = None
        end = review_day if withdrawn is None else min(review_day, withdrawn)
        renewal = None
        for candidate in self.known.events_of.get(account, []):
            if renewal is None and candidate["due_date"] >= logged:
                renewal = candidate
        lead = None if renewal is None else renewal["due_date"] - logged
        return {
            "id": row["override_id"], "account": account, "csm": row["csm_id"], "logged": logged,
            "asserted": row["asserted_tier"], "tier": tier, "score": score, "reason": row["reason"],
            "direction": direction, "end": end, "review_day": review_day, "withdrawn": withdrawn,
            "renewal": renewal, "lead": lead,
            "class": self.class_of(direction, renewal, lead, logged),
        }

    def class_of(self, direction, renewal, lead, logged):
        if direction is None:
            return "unknown_tier"
        if direction == "affirm":
            return "affirm"
        if renewal is None:
            return "no_renewal"
        if lead < 14 or noticed_or_closed(renewal, logged):
            return "too_late"
        if lead > 180:
            return "too_early"
        return "eligible"

    # Episodes

    def merged(self):
        """Episodes of all renewals; `self.overrides` is in order of day and id."""
        eligible_of = {}
        for override in self.overrides:
            if override["class"] == "eligible":
                eligible_of.setdefault(override["renewal"]["renewal_id"], []).append(override)
        found = []
        for overrides in eligible_of.values():
            latest_end = None
            groups = []
            for override in overrides:
                joins = (groups and groups[-1][0]["direction"] == override["direction"]
                         and override["logged"] <= latest_end + 7)
                if joins:
                    groups[-1].append(override)
                    latest_end = max(latest_end, override["end"])
                else:
                    groups.append([override])
                    latest_end = override["end"]
            seen = set()
            for members in groups:
                direction = members[0]["direction"]
                found.append(self.episode(members, direction not in seen))
                seen.add(direction)
        found.sort(key=lambda e: byte_order(e["id"]))
        return found

    def episode(self, members, counted):
        index = members[0]
        renewal = index["renewal"]
        if not self.matured(renewal):
            state = "pending"
        else:
            state = self.outcome(renewal) or "overdue"
        bucket = bucket_of(index["lead"])
        stratum = None
        if index["score"] is not None:
            stratum = (band_of(index["score"]), bucket, self.account[index["account"]]["segment"])
        return {
            "id": index["id"], "members": [m["id"] for m in members], "index": index,
            "account": index["account"], "csm": index["csm"], "direction": index["direction"],
            "renewal": renewal, "state": state, "resolved": state in ("renewed", "churned"),
            "verdict": self.verdict(index, state), "counted": counted, "bucket": bucket,
            "stratum": stratum,
            "arr": before_of(self.known, renewal).value(),
        }

    def verdict(self, index, state):
        if state not in ("renewed", "churned"):
            return None
        if index["direction"] == "up":
            return "csm_right" if state == "renewed" else "score_right"
        if state == "churned":
            return "csm_right"
        last_day = min(index["renewal"]["due_date"], self.as_of)
        for session in self.known.feeds["sessions"]:
            if (session["account_id"] == index["account"]
                    and index["logged"] < session["held_on"] <= last_day):
                return "renewed_with_action"
        return "renewed_without_action"

    def counts(self):
        found = {"overrides": len(self.overrides)}
        for name in reversed(CLASSES):
            found[name] = len([o for o in self.overrides if o["class"] == name])
        found["episodes"] = len(self.episodes)
        found["pending"] = len([e for e in self.episodes if e["state"] == "pending"])
        found["overdue"] = len([e for e in self.episodes if e["state"] == "overdue"])
        found["matured"] = len([e for e in self.episodes if e["resolved"]])
        return found


def episode_row(episode, probability):
    index, renewal = episode["index"], episode["renewal"]
    return {
        "episode_id": episode["id"], "override_ids": episode["members"],
        "account_id": episode["account"], "csm_id": episode["csm"],
        "direction": episode["direction"], "index_date": day_text(index["logged"]),
        "model_tier": index["tier"], "model_score": index["score"],
        "asserted_tier": index["asserted"], "reason": index["reason"], "lead_days": index["lead"],
        "renewal_id": renewal["renewal_id"], "due_date": day_text(renewal["due_date"]),
        "state": episode["state"], "verdict": episode["verdict"], "counted": episode["counted"],
        "score_churn_probability": probability, "arr": episode["arr"],
    }
