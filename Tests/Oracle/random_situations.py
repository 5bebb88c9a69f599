"""Situations of some families of seeds: scores that tell something, outcomes that were lost.

Seeds of 100 to 399 have scores that fall before a churn and many more overrides. From 200 to 299 many
outcomes since spring 2026 were never entered. For 300 to 399 see random_signals.py too.
"""

import datetime
import random

DAY = datetime.timedelta(days=1)
FAMILIES = {1: "telling", 2: "leaking", 3: "signals"}


def family_of(seed):
    return FAMILIES.get(seed // 100)


def let_scores_tell(portfolio):
    """Scores of the 250 days before a due date move towards what will come."""
    if family_of(portfolio.seed) is None:
        return
    rng = random.Random(portfolio.seed + 3_000_017)
    dues = {}
    for row in portfolio.rows["renewals"]:
        move = rng.gauss(-22 if row["outcome"] == "churned" else 9, 14)
        due = datetime.date.fromisoformat(row["due_date"])
        dues.setdefault(row["account_id"], []).append((due, move))
    for row in portfolio.rows["health"]:
        day = datetime.date.fromisoformat(row["date"][:10])
        for due, move in dues.get(row["account_id"], []):
            if due - 250 * DAY <= day < due:
                row["score"] = "%.1f" % min(100, max(0, float(row["score"]) + move))
                row["tier"] = ""
                break


def lose_outcomes(portfolio):
    """Some of the outcomes after a day stay open."""
    if family_of(portfolio.seed) != "leaking":
        return
    rng = random.Random(portfolio.seed + 4_000_037)
    last = (datetime.date(2026, 3, 1) + rng.randint(0, 90) * DAY).isoformat()
    kept = rng.uniform(0.3, 0.85)
    for row in portfolio.rows["renewals"]:
        closed = (row["closed_date"] or row["due_date"])[:10]
        if row["outcome"].lower() != "open" and closed > last and rng.random() >= kept:
            row.update(outcome="open", closed_date="", arr_after="")
