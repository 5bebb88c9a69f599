"""One card: the company's, a team's, a CSM's or a pool's (methods.md, sections 3 to 8)."""

from fractions import Fraction

from calendar_days import day_text
from knowledge import byte_order
from measures import (binomial_differs, effective_count, gross_ratio, net_ratio, promoter_score,
                      wilson)

MINIMUM = 10
# Fewer say nothing against a target: effective events of a CSM's or team's money, answers of NPS.
ENOUGH_MONEY, ENOUGH_ANSWERS = 15 - Fraction(1, 10 ** 9), 20
BALANCE = ("gross_revenue_retention", "net_revenue_retention", "logo_churn_rate")
MONEY = ("gross_renewal_rate", "net_renewal_rate", "gross_revenue_retention",
         "net_revenue_retention")
# Annual targets and benchmarks that apply to a quarter too.
QUARTERLY = ("logo_renewal_rate", "gross_renewal_rate", "net_renewal_rate",
             "customer_renewal_rate", "nps", "csat", "accounts", "average_arr", "mrr")
INHERITING = ("logo_renewal_rate", "gross_renewal_rate", "net_renewal_rate", "nps", "csat") + BALANCE
LOGO_RATES = ("logo_renewal_rate", "logo_churn_rate")


class Scope:
    """Whose card it is. `kind` is company, team, csm or pool; a team lists its CSMs.

    `since` is the first day of each of a team's CSMs who was not always in it."""

    def __init__(self, kind, name=None, csms=(), team=None, since=None):
        self.kind, self.name, self.csms, self.team = kind, name, set(csms), team
        self.since = since or {}

    def holds(self, credit, day):
        """Whether what is credited on a day counts here."""
        if self.kind == "company":
            return True
        if self.kind == "pool":
            return credit == ("pool", self.name)
        return credit[0] == "csm" and credit[1] in self.csms and self.has(credit[1], day)

    def has(self, csm, day):
        return csm not in self.since or self.since[csm] <= day


def sum_of(amounts):
    return sum(amounts, Fraction(0))


# Estimates

def estimate(value=None, low=None, high=None, numerator=None, denominator=None, reason=None,
             worst=None, best=None, n_eff=None):
    return {"value": value, "low": low, "high": high, "numerator": numerator,
            "denominator": denominator, "reason": reason, "worst": worst, "best": best,
            "n_eff": n_eff}


def share_estimate(numerator, denominator):
    if denominator < MINIMUM:
        return estimate(numerator=numerator, denominator=denominator, reason="too_few")
    value = Fraction(numerator, denominator)
    low, high = wilson(value, denominator)
    return estimate(value, low, high, numerator, denominator)


def ratio_estimate(pairs, is_net):
    """Of (before, after) pairs."""
    denominator = sum_of(x for x, y in pairs)
    numerator = sum_of(y if is_net else min(x, y) for x, y in pairs)
    n_eff = effective_count(pairs)
    if len(pairs) < MINIMUM:
        return estimate(numerator=numerator, denominator=denominator, reason="too_few", n_eff=n_eff)
    value, low, high = net_ratio(pairs) if is_net else gross_ratio(pairs)
    return estimate(value, low, high, numerator, denominator, n_eff=n_eff)


def nps_estimate(answers):
    """Of (account, score) pairs."""
    scores = [score for _, score in answers]
    promoters = len([score for score in scores if score >= 9])
    detractors = len([score for score in scores if score <= 6])
    count = len(scores)
    if count < MINIMUM:
        return estimate(numerator=promoters - detractors, denominator=count, reason="too_few")
    value, low, high = promoter_score(answers)
    return estimate(value, low, high, promoters - detractors, count,
                    reason="one_account" if low is None else None)


# Renewals

def renewals_block(events):
    def count(*states):
        return len([e for e in events if e["state"] in states])

    settled = count("renewed", "churned", "lapsed")
    closed = [e for e in events if e["state"] in ("renewed", "churned")]
    late = len([e for e in closed if e["late"]])
    return {
        "due": len(events), "settled": settled, "renewed": count("renewed"),
        "churned": count("churned"), "lapsed": count("lapsed"), "pending": count("pending"),
        "overdue": count("overdue"), "on_time": len(closed) - late, "late": late,
        "early": len([e for e in closed if e["early"]]),
        "provisional": settled * 10 < len(events) * 9,
    }


def is_settled(event):
    return event["state"] in ("renewed", "churned", "lapsed")


def transaction_metrics(events):
    settled = [e for e in events if is_settled(e)]
    waiting = [e for e in events if not is_settled(e)]
    renewed = len([e for e in settled if e["state"] == "renewed"])
    logo = share_estimate(renewed, len(settled))
    if logo["reason"] is None:
        logo["worst"] = Fraction(renewed, len(events))
        logo["best"] = Fraction(renewed + len(waiting), len(events))
    metrics = {"logo_renewal_rate": logo}
    pairs = [(e["before"], e["after"]) for e in settled if e["before"] is not None]
    open_pairs = [e["before"] for e in waiting if e["before"] is not None]
    for name, is_net in (("gross_renewal_rate", False), ("net_renewal_rate", True)):
        metric = ratio_estimate(pairs, is_net)
        if metric["reason"] is None:
            whole = metric["denominator"] + sum_of(open_pairs)
            metric["worst"] = metric["numerator"] / whole
            metric["best"] = (metric["numerator"] + sum_of(open_pairs)) / whole
        metrics[name] = metric
    return metrics


def customer_metric(events):
    """Customers all of whose settled events renewed, out of those with a settled one."""
    events_of = {}
    for event in events:
        events_of.setdefault(event["account"], []).append(event)
    settled = renewed = sure = possible = 0
    for own in events_of.values():
        done = [e["state"] == "renewed" for e in own if is_settled(e)]
        settled += int(bool(done))
        renewed += int(bool(done) and all(done))
        sure += int(all(done) and len(done) == len(own))
        possible += int(all(done))
    metric = share_estimate(renewed, settled)
    if metric["reason"] is None:
        metric["worst"] = Fraction(sure, len(events_of))
        metric["best"] = Fraction(possible, len(events_of))
    return metric


def largest_share(events):
    counted = [e for e in events if is_settled(e) and e["before"] is not None]
    if not counted:
        return {"account_id": None, "share": None, "net_renewal_rate_without": None}
    before_of = {}
    for event in counted:
        before_of[event["account"]] = before_of.get(event["account"], 0) + event["before"]
    largest = None
    for account in sorted(before_of, key=byte_order):
        if largest is None or before_of[account] > before_of[largest]:
            largest = account
    rest = [e for e in counted if e["account"] != largest]
    without = None
    if rest:
        without = sum_of(e["after"] for e in rest) / sum_of(e["before"] for e in rest)
    return {"account_id": largest, "share": before_of[largest] / sum_of(before_of.values()),
            "net_renewal_rate_without": without}


# The book

def spells(known, scope):
    """(start, end) of the scope's book, each an Amount."""
    found = []
    if scope.kind == "company":
        for account in known.accounts:
            start = known.arr_on(account, known.opening)
            if not start.is_zero():
                found.append((start, known.arr_on(account, known.as_of)))
        return found
    for account, assignments in known.assignments_of.items():
        for csm, start, end in assignments:
            if csm not in scope.csms:
                continue
            first = max(start, known.opening)
            if csm in scope.since:
                first = max(first, scope.since[csm])
            after_last = known.as_of + 1 if end is None else min(end, known.as_of + 1)
            if after_last - first < 60:
                continue
            opening_arr = known.arr_on(account, first)
            if opening_arr.is_zero():
                continue
            found.append((opening_arr, known.arr_on(account, known.as_of if end is None else end)))
    return found


def balance_metrics(known, scope):
    if scope.kind == "pool":
        return {name: estimate(reason="not_applicable") for name in BALANCE}
    book = spells(known, scope)
    pairs = []
    for start, end in book:
        x, y = start.value(), end.value()
        if x is not None and y is not None:
            pairs.append((x, y))
    lost = len([end for start, end in book if end.is_zero()])
    return {"gross_revenue_retention": ratio_estimate(pairs, False),
            "net_revenue_retention": ratio_estimate(pairs, True),
            "logo_churn_rate": share_estimate(lost, len(book))}


def book_size(known, scope):
    amounts, accounts = [], 0
    for account in known.accounts:
        arr = known.arr_on(account, known.as_of)
        if not arr.is_zero() and scope.holds(
                known.owner_credit(account, known.as_of), known.as_of):
            accounts += 1
            if arr.value() is not None:
                amounts.append(arr.value())
    average = sum_of(amounts) / len(amounts) if amounts else None
    return {"accounts": {"value": accounts, "reason": None},
            "average_arr": {"value": average, "reason": None if amounts else "no_data"},
            "mrr": {"value": sum_of(amounts) / 12, "reason": None}}


# Pipeline, sessions

def opportunity_credit(known, row):
    if row["csm_id"] is not None:
        return ("csm", row["csm_id"])
    return known.owner_credit(row["account_id"], row["created_on"])


def expansion(known, scope):
    created, won = [], []
    stages = {"open": 0, "won": 0, "lost": 0}
    for row in known.feeds["opportunities"]:
        if row["created_on"] > known.as_of or not scope.holds(
                opportunity_credit(known, row), row["created_on"]):
            continue
        amount = known.converted(row["amount"], row["currency"])
        closed = row["closed_on"] is not None and row["closed_on"] <= known.as_of
        stage = row["stage"] if closed else "open"
        if row["created_on"] >= known.window_start:
            stages[stage] += 1
            created.append((row["created_on"], amount))
        if stage == "won" and row["closed_on"] >= known.window_start:
            won.append((row["closed_on"], amount))

    def block(rows):
        in_month = [amount for day, amount in rows if day >= known.month_start]
        return {"value": sum_of(a for day, a in rows if a is not None),
                "month_value": sum_of(a for a in in_month if a is not None), "reason": None}

    pipeline = block(created)
    pipeline.update(stages)
    return {"expansion_pipeline": pipeline, "expansion_won": block(won)}


def sessions_held(known, scope):
    def held_from(first):
        return len([row for row in known.feeds["sessions"]
                    if first <= row["held_on"] <= known.as_of
                    and scope.holds(("csm", row["csm_id"]), row["held_on"])])

    if known.window_months == 3:
        return {"value": held_from(known.window_start),
                "month_value": held_from(known.month_start), "reason": None}
    return {"value": held_from(known.month_start), "month_value": None, "reason": None}


# Targets and benchmarks

def target_at(known, metric, scope_kind, scope_id):
    latest = None
    for row in known.feeds["targets"]:
        if (row["metric"] == metric and row["scope"] == scope_kind and row["scope_id"] == scope_id
                and row["from_date"] <= known.as_of
                and (row["to_date"] is None or known.as_of <= row["to_date"])):
            if latest is None or row["from_date"] > latest["from_date"]:
                latest = row
    return None if latest is None else latest["value"]


def target_for(known, metric, scope):
    if scope.kind == "pool" or metric == "customer_renewal_rate":
        return None
    own_id = None if scope.kind == "company" else scope.name
    places = [(scope.kind, own_id)]
    if metric in INHERITING:
        if scope.kind == "csm" and scope.team is not None:
            places.append(("team", scope.team))
        if scope.kind != "company":
            places.append(("company", None))
    for kind, scope_id in places:
        target = target_at(known, metric, kind, scope_id)
        if target is not None:
            return target
    return None


def says_too_little(metric, block, scope):
    """Whether a value rests on too little for a verdict against a target."""
    if block["value"] is None:
        return False
    if metric == "nps":
        return block["denominator"] < ENOUGH_ANSWERS
    return metric in MONEY and scope.kind in ("csm", "team") and block["n_eff"] < ENOUGH_MONEY


def versus(metric, block, target):
    if target is None:
        return None
    value = block["value"]
    if metric not in INHERITING:
        if value is None:
            return "cannot_tell"
        return "met" if value >= target else "not_met"
    if value is None or block["low"] is None:
        return "cannot_tell"
    if metric in LOGO_RATES:
        if not binomial_differs(block["numerator"], block["denominator"], target):
            return "cannot_tell"
        return "above" if value > target else "below"
    if target < block["low"]:
        return "above"
    if target > block["high"]:
        return "below"
    return "cannot_tell"


def benchmarks_for(known, metric):
    rows = [row for row in known.feeds["benchmarks"] if row["metric"] == metric
            and (row["as_of"] is None or row["as_of"] <= known.as_of)]
    rows.sort(key=lambda r: (byte_order(r["segment"]), byte_order(r["statistic"])))
    return [{"statistic": r["statistic"], "segment": r["segment"], "value": r["value"],
             "source": r["source"], "as_of": day_text(r["as_of"])} for r in rows]


def card(known, scope, events):
    """`events` are all events due in the window."""
    own = [e for e in events if scope.holds(e["credit"], e["due"])]
    first, last = known.window_start, known.as_of
    nps = [(a["account"], a["score"]) for a in known.answers("nps", first, last)
           if scope.holds(a["credit"], a["day"])]
    csat = [a["score"] for a in known.answers("csat", first, last)
            if scope.holds(a["credit"], a["day"])]
    metrics = transaction_metrics(own)
    metrics["customer_renewal_rate"] = customer_metric(own)
    metrics.update(balance_metrics(known, scope))
    metrics["nps"] = nps_estimate(nps)
    metrics["csat"] = share_estimate(len([s for s in csat if s >= 4]), len(csat))
    metrics.update(expansion(known, scope))
    metrics["sessions_held"] = sessions_held(known, scope)
    metrics.update(book_size(known, scope))
    for name, block in metrics.items():
        applies = known.window_months != 3 or name in QUARTERLY
        target = target_for(known, name, scope) if applies else None
        block["target"] = target
        block["versus_target"] = versus(name, block, target)
        if "low" in block:
            block["verdict_reason"] = None
            if target is not None and says_too_little(name, block, scope):
                block["versus_target"] = "cannot_tell"
                block["verdict_reason"] = "too_few_for_verdict"
        block["attainment"] = None
        if target and block["value"] is not None and name != "nps":
            block["attainment"] = block["value"] / target
        block["benchmarks"] = benchmarks_for(known, name) if applies else []
    return {"renewals": renewals_block(own), "metrics": metrics,
            "largest_share": largest_share(own)}


def weaken(found, without_lapsed):
    """Keeps of a card's verdicts what the card without lapsed renewals says too."""
    for name, block in found["metrics"].items():
        if "low" not in block or block["versus_target"] not in ("above", "below"):
            continue
        if without_lapsed["metrics"][name]["versus_target"] != block["versus_target"]:
            block["versus_target"] = "cannot_tell"
            block["verdict_reason"] = "outcomes_missing"
