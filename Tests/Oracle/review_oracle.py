#!/usr/bin/env python3
"""What review.json must hold, slowly and straight from methods.md.

    review_oracle.py FEEDS_DIR --month YYYY-MM [--restated DIR] [--rejects FILE]
                     [--fiscal-year-start MONTH] [--lapsed-means-churn] [--policy-seed N]
                     [--weights NAME=WEIGHT,...] [--grain month|quarter|year] [--walk-currency]
                     [--churn-reasons REASON=CLASS,...] [--csm-candidates N] > expected.json

Without numpy, scipy and scikit-learn (requirements.txt) it leaves out `signals`, and says so.
"""

import argparse
import json
import math
import sys
from fractions import Fraction

import contrast
from calendar_days import day_text, month_text, parse_month
from cards import Scope, card, weaken
from churn_reasons import churn_reasons
from events import line_closing_by
from fair import Comparison
from feed_reader import FEEDS, read_feeds
from knowledge import Knowledge, byte_order
from luck import POLICY_SEED
from override_audit import override_audit
from periods import periods
from trends import quarter_of, trends
from walk import walk

try:
    from signals import signals
except ImportError as error:  # the rest needs the standard library only
    signals = None
    print("review_oracle: leaves out signals: %s" % error, file=sys.stderr)

# The day that dates a row of each feed.
DATED_BY = {"accounts": "customer_since", "csms": "start_date", "assignments": "start_date", "health": "date", "overrides": "logged_on",
            "renewals": "due_date", "arr": "effective_date", "opportunities": "created_on",
            "surveys": "responded_on", "sessions": "held_on", "targets": "from_date",
            "benchmarks": "as_of", "fx": "date", "measures": "observed_on",
            "milestones": "reached_on"}
STALE_AFTER_DAYS = 2
# Renewals are stale when outcomes end so long before as_of while so many fell due since.
OUTCOMES_END_DAYS, DUE_SINCE, DUE_DAYS = 45, 5, 30


def outcomes_stopped(known):
    """Whether no line of `renewals` was closed for long while events went on falling due."""
    events = [e for events in known.events_of.values() for e in events]
    closed = [line_closing_by(line, known.as_of) for e in events for line in e["lines"]]
    latest = max((day for day in closed if day is not None), default=-math.inf)
    # What closed ahead of its due date is not missing.
    since = [e for e in events if latest < e["due_date"] < known.as_of - DUE_DAYS
             and any(line_closing_by(line, known.as_of) is None for line in e["lines"])]
    return latest < known.as_of - OUTCOMES_END_DAYS and len(since) >= DUE_SINCE


def feed_status(known, feed):
    rows = [row for row in known.feeds[feed]
            if row[DATED_BY[feed]] is None or row[DATED_BY[feed]] <= known.as_of]
    days = [row[DATED_BY[feed]] for row in rows if row[DATED_BY[feed]] is not None]
    lag = known.as_of - max(days) if days else None
    if not rows:
        status = "missing"
    elif feed == "health" and lag is not None and lag > STALE_AFTER_DAYS:
        status = "stale"
    elif feed == "renewals" and outcomes_stopped(known):
        status = "stale"
    else:
        status = "fresh"
    return {"feed": feed, "rows": len(rows), "first": day_text(min(days, default=None)),
            "last": day_text(max(days, default=None)), "lag_days": lag, "status": status}


def period_name(month, grain, year_start):
    if grain == "month":
        return month_text(month)
    year, quarter = quarter_of(month, year_start)
    return "%04d-Q%d" % (year, quarter) if grain == "quarter" else "%04d" % year


def review(feeds, month, year_start=1, lapsed_means_churn=False, seed=POLICY_SEED, grain="month",
           walk_currency=False, reason_classes=None):
    """All but the signals. `year_start` is the month in which a fiscal year begins, `seed` that of
    the resamples."""
    Knowledge.window_months = 3 if grain == "quarter" else 12
    known = Knowledge(feeds, month)
    events = known.events_due(known.window_start, known.as_of)
    csms = [row for row in feeds["csms"]
            if row["start_date"] is None or row["start_date"] <= known.as_of]
    csms.sort(key=lambda row: byte_order(row["csm_id"]))
    members = {}
    for row in csms:
        if row["team"] is not None:
            since = row["team_since"]
            if since is None or since <= known.as_of:
                members.setdefault(row["team"], {})[row["csm_id"]] = since
    company = Scope("company")
    teams = [Scope("team", team, members[team],
                   since={c: day for c, day in members[team].items() if day is not None})
             for team in sorted(members, key=byte_order)]

    kept_open = None
    if known.outcomes_missing() and not lapsed_means_churn:
        kept_open = Knowledge(feeds, month, without_lapsed=True)
        still_open = kept_open.events_due(known.window_start, known.as_of)
    fair = Comparison(feeds, month, [row["csm_id"] for row in csms], members,
                      kept_open is not None)

    def whole_card(scope):
        found = card(known, scope, events)
        if kept_open is not None:
            weaken(found, card(kept_open, scope, still_open))
        return dict(found, **fair.parts(scope))

    scorecards = []
    for row in csms:
        team = row["team"] if row["csm_id"] in members.get(row["team"], {}) else None
        scope = Scope("csm", row["csm_id"], [row["csm_id"]], team)
        head = {"csm_id": row["csm_id"], "name": row["name"], "team": team}
        scorecards.append(dict(head, **whole_card(scope)))
    return {
        "schema": "parallax.review/2",
        "methods_version": 2,
        "month": month_text(month),
        "period": {"grain": grain, "name": period_name(month, grain, year_start)},
        "as_of": day_text(known.as_of),
        "opening": day_text(known.opening),
        "feeds": [feed_status(known, feed) for feed in FEEDS],
        "company": whole_card(company),
        "teams": [dict({"team": t.name}, **whole_card(t)) for t in teams],
        "scorecards": scorecards,
        "pools": {name: whole_card(Scope("pool", name)) for name in ("transition", "unassigned")},
        "fair_comparison": fair.summary(),
        "override_audit": override_audit(feeds, month, lapsed_means_churn, seed),
        "trends": trends(known, [company] + teams, year_start),
        "walk": walk(known, teams, events, year_start, walk_currency),
        "periods": periods(known, company, teams, year_start),
        "churn_reasons": churn_reasons(known, year_start, reason_classes),
    }


def plain(value):
    """Fractions to doubles, throughout."""
    if isinstance(value, Fraction):
        return float(value)
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(inner) for inner in value]
    return value


def parse_weights(text):
    """{component: weight} of "usage=0.6,support=0.4"."""
    return {name: float(weight) for name, weight in
            (part.split("=") for part in text.split(","))}


def parse_reasons(text):
    """{reason: class} of "price=controllable,merger=uncontrollable"."""
    return dict(part.split("=") for part in text.split(","))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("feeds_dir")
    parser.add_argument("--month", required=True, type=parse_month, metavar="YYYY-MM")
    parser.add_argument("--rejects", metavar="FILE", help="write the rejected rows as JSON")
    parser.add_argument("--fiscal-year-start", type=int, default=1, metavar="MONTH",
                        help="as in the policy: 1 to 12")
    parser.add_argument("--lapsed-means-churn", action="store_true",
                        help="as in the policy: what never closed has churned")
    parser.add_argument("--policy-seed", type=int, default=POLICY_SEED, metavar="N",
                        help="as in the policy: seed of the resamples")
    parser.add_argument("--csm-candidates", type=int, metavar="N",
                        default=contrast.policy["csm_candidates"],
                        help="as in the policy: contrast_csm_candidates")
    parser.add_argument("--restated", metavar="DIR",
                        help="a folder with health, measures and milestones that is imported later")
    parser.add_argument("--weights", type=parse_weights, metavar="NAME=WEIGHT,...",
                        help="as in the policy: the current weights of the components")
    parser.add_argument("--grain", choices=("month", "quarter", "year"), default="month",
                        help="what the review is of: --month is the last month of it")
    parser.add_argument("--walk-currency", action="store_true", help="as in the policy: on")
    parser.add_argument("--churn-reasons", type=parse_reasons, metavar="REASON=CLASS,...",
                        help="as in the policy: the classes of reasons")
    arguments = parser.parse_args()
    contrast.policy["csm_candidates"] = arguments.csm_candidates
    feeds, rejects = read_feeds(arguments.feeds_dir, restated=arguments.restated)
    if arguments.rejects:
        with open(arguments.rejects, "w", encoding="utf-8") as file:
            json.dump(rejects, file, indent=1, ensure_ascii=False)
    found = review(feeds, arguments.month, arguments.fiscal_year_start,
                   arguments.lapsed_means_churn, arguments.policy_seed, arguments.grain,
                   arguments.walk_currency, arguments.churn_reasons)
    if signals is not None:
        found["signals"], found["signals_reason"] = signals(
            feeds, arguments.month, arguments.policy_seed, arguments.weights)
    json.dump(plain(found), sys.stdout, indent=1, ensure_ascii=False)
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
