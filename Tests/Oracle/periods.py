"""The fiscal quarters and years that have ended (methods.md, section 24)."""

from calendar_days import day_text, first_day_of, last_day_of, month_plus
from cards import (customer_metric, ratio_estimate, renewals_block, share_estimate,
                   transaction_metrics)
from trends import quarter_of
from walk import rated

QUARTERS, YEARS = 8, 3
SHOWN = ("value", "low", "high", "numerator", "denominator", "reason", "n_eff")


def last_periods(month, year_start, length, count):
    """The last months of the periods of some months that have ended by the end of a month."""
    while (month[1] - year_start) % length != length - 1:
        month = month_plus(month, -1)
    return [month_plus(month, -length * back) for back in range(count - 1, -1, -1)]


def book(known, scope, opening, last):
    """(start, end) of the scope's spells from one day to another, each an Amount."""
    if scope.kind == "company":
        pairs = [(known.arr_on(a, opening), known.arr_on(a, last)) for a in known.accounts]
        return [(start, end) for start, end in pairs if not start.is_zero()]
    found = []
    for account, assignments in known.assignments_of.items():
        for csm, start, end in assignments:
            if csm not in scope.csms:
                continue
            first = max(start, opening, scope.since.get(csm, opening))
            has_ended = end is not None and end <= last
            if (end if has_ended else last + 1) - first < 60:
                continue
            before = known.arr_on(account, first)
            if not before.is_zero():
                found.append((before, known.arr_on(account, end if has_ended else last)))
    return found


class Span:
    """A period: states are those of as_of, amounts at the rates of its first day."""

    def __init__(self, known, first_month, last_month):
        self.first, self.last = first_day_of(first_month), last_day_of(last_month)
        self.seen = rated(known, self.first)
        self.events = self.seen.events_due(self.first, self.last)


def period(span, scope):
    seen, first, last, events = span.seen, span.first, span.last, span.events
    own = [e for e in events if scope.holds(e["credit"], e["due"])]
    metrics = transaction_metrics(own)
    metrics["customer_renewal_rate"] = customer_metric(own)
    spells = book(seen, scope, first - 1, last)
    pairs = [(x.value(), y.value()) for x, y in spells
             if x.value() is not None and y.value() is not None]
    metrics["gross_revenue_retention"] = ratio_estimate(pairs, False)
    metrics["net_revenue_retention"] = ratio_estimate(pairs, True)
    metrics["logo_churn_rate"] = share_estimate(
        len([end for _, end in spells if end.is_zero()]), len(spells))
    return {"first_day": day_text(first), "last_day": day_text(last),
            "renewals": renewals_block(own),
            "metrics": {name: {key: block[key] for key in SHOWN}
                        for name, block in metrics.items()}}


def periods(known, company, teams, year_start=1):
    quarters, years = [], []
    for month in last_periods(known.month, year_start, 3, QUARTERS):
        span = Span(known, month_plus(month, -2), month)
        quarters.append(("%04d-Q%d" % quarter_of(month, year_start), span))
    for month in last_periods(known.month, year_start, 12, YEARS):
        years.append(("%04d" % month[0], Span(known, month_plus(month, -11), month)))

    def history(scope):
        return {"quarters": [dict(period(span, scope), quarter=name) for name, span in quarters],
                "years": [dict(period(span, scope), year=name) for name, span in years]}

    return {"company": history(company),
            "teams": [dict(history(team), team=team.name) for team in teams]}
