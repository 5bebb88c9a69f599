"""Scores, urgency and portfolio figures a second time, slow and simple, from CSV feeds and a model.

It was written from Documentation/desk.md and Documentation/feeds.md. Days are ordinals
(`datetime.date.toordinal`), nothing is a number unless it is known, and every function goes through
all rows.
"""

import csv
import datetime
import math
import os

MEANINGFUL = {"call", "meeting", "onsite", "review"}
POLICY = {
    "red_below": 40, "amber_below": 70, "least_basis": 0.5, "change_days": 30, "fresh_days": 2,
    "score_maximum_age_days": 30, "component_threshold": 50, "level_weight": 0.5,
    "decline_weight": 0.3, "silence_weight": 0.2, "unknown_part": 0.5, "decline_days": 30,
    "decline_points": 30, "silence_days": 60, "near_renewal_days": 30, "far_renewal_days": 180,
    "far_renewal_time": 0.4, "quiet_days": 45, "concentration_level": 0.05,
    "concentration_count": 3, "new_customer_days": 365, "long_customer_days": 1095,
    "alert_margin_points": 2, "override_default_days": 60, "override_maximum_days": 90, "override_overdue_days": 30,
}


def day(text):
    return datetime.date.fromisoformat(text).toordinal() if text else None


def rows(folder, feed):
    path = os.path.join(folder, feed + ".csv")
    if not os.path.exists(path):
        return []
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


class Desk:
    """The feeds of a folder, with a model or without one, and a policy."""

    def __init__(self, folder, model=None, policy=None):
        self.model = model
        self.policy = dict(POLICY, **(policy or {}))
        self.feeds = {feed: rows(folder, feed) for feed in (
            "accounts", "csms", "assignments", "measures", "touches", "actions", "contacts",
            "renewals", "overrides", "health")}
        self.accounts = sorted(row["account_id"] for row in self.feeds["accounts"])
        self.account = {row["account_id"]: row for row in self.feeds["accounts"]}

    def of(self, feed, account):
        return [row for row in self.feeds[feed] if row["account_id"] == account]

    # Scores

    def observations(self, account, measure, on):
        """Days with the value and the whole, both summed over locations, up to a day."""
        found = {}
        for row in self.of("measures", account):
            if row["measure"] == measure and day(row["observed_on"]) <= on:
                value, whole = found.get(day(row["observed_on"]), (0.0, 0.0))
                found[day(row["observed_on"])] = (
                    value + float(row["value"]), whole + float(row["of"] or 0))
        return found

    def last_touch(self, account, on):
        days = [day(row["held_on"]) for row in self.of("touches", account)
                if (row["meaningful"] == "yes" or not row["meaningful"]
                    and row["kind"] in MEANINGFUL) and day(row["held_on"]) <= on]
        return max(days) if days else None

    def raw(self, measure, account, on, valid_days):
        """The value that points turn into a score; None if it is not known or stale."""
        if "touch" in measure:
            last = self.last_touch(account, on)
            return None if last is None else on - last
        if "contact" in measure:
            known = [row for row in self.of("contacts", account)
                     if not row["from_date"] or day(row["from_date"]) <= on]
            if not known:
                return None
            return 100 if any(row["role"] == measure["contact"]
                              and (not row["to_date"] or on < day(row["to_date"]))
                              for row in known) else 0
        name = measure.get("value") or measure.get("share") or measure.get("change")
        seen = self.observations(account, name, on)
        if not seen or on - max(seen) > valid_days:
            return None
        value, whole = seen[max(seen)]
        if "value" in measure:
            return value
        if "share" in measure:
            return value / whole if whole > 0 else None
        span = self.policy["change_days"]
        now = [value for when, (value, _) in seen.items() if on - when < span]
        before = [value for when, (value, _) in seen.items() if span <= on - when < 2 * span]
        if not now or not before or sum(before) / len(before) <= 0:
            return None
        return sum(now) / len(now) / (sum(before) / len(before)) - 1

    def score(self, account, on):
        """A dict with score, tier, basis, and components by name."""
        if self.model is None:
            return self.platform_score(account, on)
        if self.model.get("from") and on < self.model["from"].toordinal():
            return {"score": None, "tier": None, "basis": 0.0, "components": {}}
        components, known_weight, sum_known, sum_all = {}, 0.0, 0.0, 0.0
        basis = 0.0
        for part in self.model["components"]:
            total = sum(measure.get("weight", 1) for measure in part["measures"])
            known = weighted = 0.0
            measures = []
            for measure in part["measures"]:
                raw = self.raw(measure, account, on, part["valid_days"])
                value = None
                if raw is not None:
                    value = raw if "contact" in measure else line(measure["points"], raw)
                    known += measure.get("weight", 1)
                    weighted += measure.get("weight", 1) * value
                measures.append(value)
            value = weighted / known if known > 0 else None
            components[part["name"]] = {
                "score": value, "basis": known / total, "weight": part["weight"],
                "measures": measures}
            sum_all += part["weight"]
            basis += part["weight"] * known / total
            if value is not None:
                known_weight += part["weight"]
                sum_known += part["weight"] * value
        basis /= sum_all
        score = None
        if known_weight > 0 and basis >= self.policy["least_basis"] - 1e-12:
            score = sum_known / known_weight
        for part in components.values():
            is_used = score is not None and part["score"] is not None
            part["weight_in_use"] = part["weight"] / known_weight if is_used else 0.0
        return {"score": score, "tier": self.tier(score), "basis": basis,
                "components": components}

    def platform_score(self, account, on):
        known = [row for row in self.of("health", account)
                 if 0 <= on - day(row["date"]) <= self.policy["score_maximum_age_days"]]
        if not known:
            return {"score": None, "tier": None, "basis": 0.0, "components": {}}
        row = max(known, key=lambda row: day(row["date"]))
        score = float(row["score"])
        names = [name for name in row if name.startswith("component_") and row[name]]
        return {"score": score, "tier": row["tier"] or self.tier(score), "basis": 1.0,
                "components": {name[len("component_"):]: {
                    "score": float(row[name]), "basis": 1.0, "weight_in_use": 1 / len(names)}
                    for name in names}}

    def tier(self, score):
        if score is None:
            return None
        shown = math.floor(score * 10 + 0.5) / 10
        return ("red" if shown < self.policy["red_below"]
                else "amber" if shown < self.policy["amber_below"] else "green")

    # Urgency

    def override(self, account, on):
        """The override that counts or waits for its review: tier, review day, state."""
        logged = [row for row in self.of("overrides", account) if day(row["logged_on"]) <= on]
        if not logged:
            return None
        row = max(logged, key=lambda row: (day(row["logged_on"]), row["override_id"].encode()))
        if row["withdrawn_on"] and day(row["withdrawn_on"]) <= on:
            return None
        start = day(row["logged_on"])
        review = min(day(row["reevaluate_on"]) or start + self.policy["override_default_days"],
                     start + self.policy["override_maximum_days"])
        if on - review > self.policy["override_overdue_days"]:
            return None
        return {"id": row["override_id"], "tier": row["asserted_tier"], "review": review, "in_force": on <= review,
                "needs_review": on >= review}

    def open_actions(self, account, on):
        return [row for row in self.of("actions", account) if day(row["opened_on"]) <= on
                and (not row["closed_on"] or on < day(row["closed_on"]))]

    def days_to_renewal(self, account, on):
        days = [day(row["due_date"]) - on for row in self.of("renewals", account)]
        return min((days_ for days_ in days if days_ >= 0), default=None)

    def urgency(self, account, on):
        policy = self.policy
        now, unknown = self.score(account, on)["score"], policy["unknown_part"]
        before = self.score(account, on - policy["decline_days"])["score"]
        override = self.override(account, on)
        level = unknown if now is None else (100 - now) / 100
        if override and override["in_force"] and override["tier"] != "red":
            middle = {"amber": (policy["red_below"] + policy["amber_below"]) / 2,
                      "green": (policy["amber_below"] + 100) / 2}[override["tier"]]
            level = (100 - middle) / 100
        decline = unknown
        if now is not None and before is not None:
            decline = min(1, max(0, (before - now) / policy["decline_points"]))
        last, left = self.last_touch(account, on), self.days_to_renewal(account, on)
        silence = unknown if last is None else min(1, (on - last) / policy["silence_days"])
        near, far = policy["near_renewal_days"], policy["far_renewal_days"]
        time = unknown
        if left is not None:
            time = (1 if left <= near else policy["far_renewal_time"] if left >= far else
                    1 - (left - near) / (far - near) * (1 - policy["far_renewal_time"]))
        escalated = any(row["kind"] == "escalation" for row in self.open_actions(account, on))
        return {
            "level": level, "decline": decline, "silence": silence, "time": time,
            "value": (policy["level_weight"] * level + policy["decline_weight"] * decline
                      + policy["silence_weight"] * silence) * time,
            "comes_first": bool(override and override["needs_review"]) or escalated}

    # Portfolios

    def owner(self, account, on):
        left = {row["csm_id"] for row in self.feeds["csms"]
                if row["end_date"] and day(row["end_date"]) <= on}
        found = [row for row in self.of("assignments", account)
                 if day(row["start_date"]) <= on and row["csm_id"] not in left
                 and (not row["end_date"] or on < day(row["end_date"]))]
        return max(found, key=lambda row: day(row["start_date"]))["csm_id"] if found else None

    def portfolio(self, csm, on):
        return [account for account in self.accounts if self.owner(account, on) == csm]

    def figures(self, accounts, on):
        tiers = [self.score(account, on)["tier"] for account in accounts]
        scored = [tier for tier in tiers if tier]
        left = [days for days in (self.days_to_renewal(account, on) for account in accounts)
                if days is not None]
        quiet = 0
        playbooks = overdue = 0
        for account in accounts:
            last = self.last_touch(account, on)
            quiet += last is None or on - last > self.policy["quiet_days"]
            for row in self.open_actions(account, on):
                playbooks += row["kind"] == "playbook"
                overdue += bool(row["due_on"]) and day(row["due_on"]) < on

        def share(tier):
            return scored.count(tier) / len(scored) if scored else None

        return {
            "accounts": len(accounts), "scored": len(scored), "share_green": share("green"),
            "share_amber": share("amber"), "share_red": share("red"),
            "average_days_to_renewal": sum(left) / len(left) if left else None, "quiet": quiet,
            "open_playbook_actions": playbooks, "overdue_actions": overdue}

    def concentrations(self, accounts, on):
        """The groups in which ambers concentrate, with p-values, the clearest first."""
        tiers = {account: self.score(account, on)["tier"] for account in accounts}
        scored = [account for account in accounts if tiers[account]]
        ambers = [account for account in scored if tiers[account] == "amber"]
        found = []
        for dimension in ("arr_tier", "product", "age", "segment"):
            groups = {}
            for account in scored:
                name = self.group(account, dimension, on)
                if name:
                    groups.setdefault(name, []).append(account)
            for name in sorted(groups, key=str.encode):
                inside = sum(account in ambers for account in groups[name])
                if inside and len(groups[name]) < len(scored):
                    found.append({
                        "dimension": dimension, "group": name, "ambers": inside,
                        "accounts": len(groups[name]),
                        "p": at_least(inside, len(groups[name]), len(ambers), len(scored))})
        order = sorted(found, key=lambda group: group["p"])
        least = 1.0
        for rank in range(len(order), 0, -1):
            least = min(least, order[rank - 1]["p"] * len(order) / rank)
            order[rank - 1]["adjusted_p"] = least
        return [group for group in order
                if group["adjusted_p"] <= self.policy["concentration_level"]
                and group["ambers"] >= self.policy["concentration_count"]]

    def group(self, account, dimension, on):
        row = self.account[account]
        if dimension != "age":
            return row[dimension]
        since = day(row["customer_since"])
        if since is None or since > on:
            return None
        if on - since < self.policy["new_customer_days"]:
            return "new customers"
        return ("customers of some years" if on - since < self.policy["long_customer_days"]
                else "long-standing customers")

    def tier_changes(self, on):
        """The accounts that changed tier since the Monday before a day: before and now."""
        since = on - 1
        while datetime.date.fromordinal(since).weekday() != 0:
            since -= 1
        changes = {}
        for account in self.accounts:
            before, now = self.score(account, since)["tier"], self.score(account, on)["tier"]
            if before and before != now:
                changes[account] = (before, now)
        return datetime.date.fromordinal(since).isoformat(), changes

    def alerts(self, on, standing, tiers):
        """What is new on a day: account, kind, subject. `standing` and `tiers` are what is known."""
        found = []
        for account in self.accounts:
            now, is_new = self.score(account, on), account not in tiers
            parts = [("score", "", now["score"], self.model and self.model["threshold"])]
            for name, part in now["components"].items():
                threshold = self.policy["component_threshold"]
                for known in self.model["components"] if self.model else []:
                    threshold = known["threshold"] if known["name"] == name else threshold
                parts.append(("component", name, part["score"], threshold))
            for kind, subject, value, threshold in parts:
                if value is None or threshold is None:
                    continue
                key = (account, kind, subject)
                if value < threshold and key not in standing:
                    standing.add(key)
                    if not is_new:
                        found.append(key)
                elif value >= threshold + self.policy["alert_margin_points"]:
                    standing.discard(key)
            ranks = ("red", "amber", "green")
            if now["tier"]:
                if not is_new and ranks.index(now["tier"]) < ranks.index(tiers[account]):
                    found.append((account, "tier", ""))
                tiers[account] = now["tier"]
            override = self.override(account, on)
            causes = [(account, "review", override["id"])] if override and override[
                "needs_review"] else []
            causes += [(account, "escalation", row["action_id"])
                       for row in self.open_actions(account, on) if row["kind"] == "escalation"]
            found += [key for key in causes if key not in standing]
            standing.update(causes)
        return found


def line(points, value):
    """The score of a value on the line through some points."""
    if value <= points[0][0]:
        return float(points[0][1])
    for (left, low), (right, high) in zip(points, points[1:]):
        if value <= right:
            return low + (high - low) * (value - left) / (right - left)
    return float(points[-1][1])


def at_least(hits, drawn, marked, total):
    """P(X >= hits) if so many are drawn of a total, of which so many are marked."""
    return sum(math.comb(marked, count) * math.comb(total - marked, drawn - count)
               for count in range(hits, min(drawn, marked) + 1)
               if drawn - count <= total - marked) / math.comb(total, drawn)
