"""Situations of some families of seeds: scores that tell something, outcomes that stop.

Seeds of 100 to 399 have scores that fall before a churn and many more overrides. From 200 on no
outcome is known after a day in spring 2026; from 300 on only some are missing.
"""

import datetime
import random

DAY = datetime.timedelta(days=1)
FAMILIES = {1: "telling", 2: "stopped", 3: "leaking"}


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


def stop_outcomes(portfolio):
    """The export of renewals as it stood on its last good day, or with holes since then."""
    family = family_of(portfolio.seed)
    if family not in ("stopped", "leaking"):
        return
    rng = random.Random(portfolio.seed + 4_000_037)
    last = datetime.date(2026, 3, 1) + rng.randint(0, 90) * DAY
    kept = 0 if family == "stopped" else rng.uniform(0.5, 0.85)
    for row in portfolio.rows["renewals"]:
        closed = (row["closed_date"] or row["due_date"])[:10]
        if row["outcome"] != "open" and closed > last.isoformat() and rng.random() >= kept:
            row.update(outcome="open", closed_date="", arr_after="")
