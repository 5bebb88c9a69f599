"""The ARR walk of the window, month by month (methods.md, section 23)."""

import copy
from fractions import Fraction

from calendar_days import first_day_of, last_day_of, month_plus, month_text
from knowledge import byte_order
from trends import quarter_of

LEAST = Fraction("0.005")
STEPS = ("new", "returned", "expansion", "contraction", "churn", "moved", "currency")


def rated(known, day):
    """What is known, at the rates of another day than the window's first."""
    other = copy.copy(known)
    other.rates, other.revenue = known.rates_on(day), {}
    return other


def cleaned(amount):
    """None without a rate, 0 below half a cent."""
    value = amount.value()
    return None if value is None else value if value >= LEAST else Fraction(0)


def has_paid(known, account, day):
    known.arr_on(account, day)
    return any(first <= day and not amount.is_zero()
               and (amount.value() is None or amount.value() >= LEAST)
               for first, amount in known.revenue[account])


def team_on(known, teams, account, day):
    """The name of the team of an account's owner; None without either."""
    csm = known.owner_on(account, day)
    if csm is None:
        return None
    for team in teams:
        if csm in team.csms and team.has(csm, day):
            return team.name
    return None


def nothing():
    return dict({name: Fraction(0) for name in STEPS}, opening=Fraction(0), closing=Fraction(0))


def summed(steps):
    found = nothing()
    for step in steps:
        for name in STEPS:
            found[name] += step[name]
    found["opening"], found["closing"] = steps[0]["opening"], steps[-1]["closing"]
    return found


def account_months(known, account, months, with_currency):
    """One step of the account for each month; None where an amount has no rate."""
    found = []
    for month in months:
        before, last = first_day_of(month) - 1, last_day_of(month)
        then = known[before] if with_currency else known["window"]
        now = known[last] if with_currency else then
        opening = cleaned(then.arr_on(account, before))
        end, closing = cleaned(then.arr_on(account, last)), cleaned(now.arr_on(account, last))
        if opening is None or end is None or closing is None:
            return None
        step = dict(nothing(), opening=opening, closing=closing, currency=closing - end)
        if opening == 0 and end > 0:
            step["returned" if has_paid(then, account, before) else "new"] = end
        elif end == 0:
            step["churn"] = opening
        elif end > opening:
            step["expansion"] = end - opening
        else:
            step["contraction"] = opening - end
        found.append(step)
    return found


def part_of(accounts, steps_of, months, keep, year_start, openings, dues, team_of=None, team=None):
    """The walk of a part. `keep(account)` for company and segments; for a team its name."""
    rows = []
    for place, month in enumerate(months):
        row = nothing()
        for account in accounts:
            step = steps_of[account][place]
            if team_of is None:
                if keep(account):
                    for name in row:
                        row[name] += step[name]
                continue
            was = team_of[account][place] == team
            stays = team_of[account][place + 1] == team
            if was:
                row["opening"] += step["opening"]
            if stays:
                for name in STEPS:
                    row[name] += step[name]
                row["closing"] += step["closing"]
            row["moved"] += step["opening"] * (int(stays) - int(was))
        rows.append(row)
    quarters = [dict(summed(rows[i - 2:i + 1]), quarter="%04d-Q%d" % quarter_of(m, year_start))
                for i, m in enumerate(months) if i >= 2 and (m[1] - year_start) % 3 == 2]
    own = [a for a in accounts if (keep(a) if team_of is None else team_of[a][0] == team)]
    opening = sum((openings[a] for a in own), Fraction(0))
    due = sum((dues[a] for a in own), Fraction(0))
    return {"months": [dict(row, month=month_text(m)) for row, m in zip(rows, months)],
            "quarters": quarters, "window": summed(rows),
            "up_for_renewal": due / opening if opening else None,
            "up_for_renewal_reason": None if opening else "no_data"}


def walk(known, teams, events, year_start=1, with_currency=False):
    """`teams` are scopes, `events` all events due in the window."""
    months = [known.month]
    while first_day_of(months[0]) > known.window_start:
        months.insert(0, month_plus(months[0], -1))
    days = [known.opening] + [last_day_of(month) for month in months]
    seen = {"window": known}
    if with_currency:
        seen.update({day: rated(known, day) for day in days})
    steps_of = {a: account_months(seen, a, months, with_currency) for a in known.accounts}
    accounts = [a for a in known.accounts if steps_of[a] is not None]
    openings = {a: cleaned(known.arr_on(a, known.opening)) or Fraction(0) for a in accounts}
    dues = {a: min(openings[a], sum((e["before"] for e in events
                                     if e["account"] == a and e["before"] is not None),
                                    Fraction(0))) for a in accounts}
    segment_of = {row["account_id"]: row["segment"] or "" for row in known.feeds["accounts"]}
    team_of = {a: [team_on(known, teams, a, day) for day in days] for a in accounts}

    def part(keep=None, **team):
        return part_of(accounts, steps_of, months, keep, year_start, openings, dues, **team)

    segments = sorted(set(segment_of.values()), key=byte_order)
    names = [team.name for team in teams] + [None]
    return {
        "unrated": len(known.accounts) - len(accounts),
        "company": part(lambda account: True),
        "segments": [dict(part(lambda a, s=s: segment_of[a] == s), segment=s) for s in segments],
        "teams": [dict(part(team_of=team_of, team=name), team=name) for name in names],
    }
