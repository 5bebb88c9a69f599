"""Whether the CSMs' word forecast better than the score (methods.md, section 13)."""

from calendar_days import month_of
from events import noticed_or_closed
from override_worth import Heeded
from overrides import RANK
from statistics_reference import brier, clustered_mean, corp

LANDMARKS = ((180, 2), (120, 2), (60, 1))  # days before the due date, bucket of the fit
MINIMUM = 10


def word_on(book, account, day):
    """The up or down override in force on a day that was logged last of all in force, or None."""
    last = None
    for override in book.overrides:  # in order of day and id
        if override["account"] == account and override["logged"] <= day < override["end"]:
            last = override
    return last if last is not None and last["direction"] in ("up", "down") else None


def landmark_rows(book, model):
    found, heeded = [], Heeded(book, model)
    for renewal in book.renewals:
        outcome = book.outcome(renewal)
        if outcome is None:
            continue
        for back, bucket in LANDMARKS:
            day = renewal["due_date"] - back
            health = book.score_on(renewal["account_id"], day)
            if health is None or noticed_or_closed(renewal, day):
                continue
            fit = model.fit(day, bucket)
            p = fit.probability(health[0])
            if p is None:
                continue
            word = word_on(book, renewal["account_id"], day)
            spoken = None if word is None else fit.churn_rate(word["asserted"])
            found.append({"account": renewal["account_id"], "churned": int(outcome == "churned"),
                          "base": fit.churn_rate(), "score": p,
                          "csm": p if spoken is None else spoken, "word": word,
                          "heeded": float(p) if word is None else heeded.forecast(
                              p, word["direction"], month_of(day))})
    return found


def difference(rows, one="score", other="csm"):
    """By how much the Brier score of one forecast lies above that of the other."""
    found = {"value": None, "low": None, "high": None, "numerator": None, "denominator": None,
             "reason": None}
    if len(rows) < MINIMUM:
        found["reason"] = "too_few"
        return found
    pairs = [(r["account"], (float(r[one]) - r["churned"]) ** 2
              - (float(r[other]) - r["churned"]) ** 2) for r in rows]
    found["value"], found["low"], found["high"] = clustered_mean(pairs)
    return found


def value_added(book, model):
    rows = landmark_rows(book, model)
    found = {"landmarks": [back for back, _ in LANDMARKS], "rows": len(rows), "brier": None,
             "difference": None, "difference_heeded": None, "difference_csm_heeded": None,
             "corp": None, "by_direction": None, "by_disagreement": None,
             "reason": None}
    if len(rows) < MINIMUM:
        found["reason"] = "too_few"
        return found
    outcomes = [r["churned"] for r in rows]
    forecasts = {name: [r[name] for r in rows]
                 for name in ("base", "score", "csm", "heeded")}
    found["brier"] = {name: brier(forecasts[name], outcomes) for name in forecasts}
    found["difference"] = difference(rows)
    found["difference_heeded"] = difference(rows, "score", "heeded")
    found["difference_csm_heeded"] = difference(rows, "csm", "heeded")
    found["corp"] = {name: corp(forecasts[name], outcomes)
                     for name in ("score", "csm", "heeded")}

    def steps(word):
        return abs(RANK[word["asserted"]] - RANK[word["tier"]])

    def block(holds):
        own = [r for r in rows if r["word"] is not None and holds(r["word"])]
        return {"rows": len(own), "difference": difference(own)}

    found["by_direction"] = {d: block(lambda word: word["direction"] == d) for d in ("up", "down")}
    found["by_disagreement"] = {name: block(lambda word: steps(word) == size)
                                for name, size in (("one", 1), ("two", 2))}
    return found
