"""Fair comparison between books and the bridge (methods.md, section 9)."""

import math
from fractions import Fraction

from calendar_days import first_day_of, month_plus
from knowledge import Knowledge, byte_order
from statistics_reference import poisson_binomial

MINIMUM = 10
HISTORY_MONTHS = 36
WEIGHT = 20
TERM_DAYS, END_GAME_DAYS = 365, 90
CONVERSATION, UNLIKELY = 0.05, 0.002
RELIABLE = 0.70


def expit(x):
    return 1 / (1 + math.exp(-x))


def logit(p):
    return math.log(p / (1 - p))


def root(rising):
    """Where a rising function crosses 0, by bisection to the last bit."""
    low, high = -64.0, 64.0
    while True:
        middle = (low + high) / 2
        if middle in (low, high):
            return middle
        if rising(middle) < 0:
            low = middle
        else:
            high = middle


def shift_to(logits, total):
    """The one shift of all logits that makes their probabilities sum to `total`."""
    return root(lambda shift: math.fsum(expit(x + shift) for x in logits) - total)


# Case mix

class Book:
    """The settled events of the 36 months before the end of a month, with a chance of renewal."""

    def __init__(self, feeds, month):
        self.known = Knowledge(feeds, month)
        self.account = {row["account_id"]: row for row in feeds["accounts"]}
        self.scores = {}
        first = first_day_of(month_plus(month, 1 - HISTORY_MONTHS))
        self.events = []
        for account in self.known.accounts:
            for row in self.known.events_of.get(account, []):
                if not first <= row["due_date"] <= self.known.as_of:
                    continue
                state = self.known.state(row)
                if state in ("renewed", "churned", "lapsed"):
                    self.events.append(self.event(row, state))
        self.window = [e for e in self.events if e["due"] >= self.known.window_start]
        self.renewed = sum(e["y"] for e in self.window)
        self.reason = self.undefined()
        if self.reason is None:
            self.rate = Fraction(self.renewed, len(self.window))
            self.give_chances("term_tier", "p")
            self.give_chances("end_tier", "end_p")

    def event(self, row, state):
        account, due = row["account_id"], row["due_date"]
        credit = self.known.attribution(row)
        since = None
        if credit[0] == "csm":
            for csm, start, end in self.known.assignments_of[account]:
                reaches = start <= due - 30 and (end is None or end > due - 180)
                if csm == credit[1] and reaches and since is None:
                    since = start
        began = due - TERM_DAYS if since is None else max(due - TERM_DAYS, since)
        return {"due": due, "y": int(state == "renewed"), "credit": credit,
                "took_over": since is not None and since > due - TERM_DAYS,
                "segment": self.account[account]["segment"],
                "arr_tier": self.account[account]["arr_tier"],
                "term_tier": self.tier(account, began),
                "end_tier": self.tier(account, due - END_GAME_DAYS)}

    def tier(self, account, day):
        if (account, day) not in self.scores:
            self.scores[account, day] = self.known.score_on(account, day)
        found = self.scores[account, day]
        return None if found is None else found[1]

    def undefined(self):
        if not self.window:
            return "no_data"
        if self.renewed in (0, len(self.window)):
            return "no_variation"
        if sum(e["y"] for e in self.events) in (0, len(self.events)):
            return "no_variation"
        return None

    def give_chances(self, tier_name, p_name):
        def path(event):
            levels = (event["segment"], event[tier_name], event["arr_tier"])
            return [levels[:depth] for depth in range(4)]

        members = {}
        for event in self.events:
            for cell in path(event):
                members.setdefault(cell, []).append(event["y"])

        def chance(cell):
            x, n = sum(members[cell]), len(members[cell])
            if not cell:
                return Fraction(x, n)
            return (x + WEIGHT * chance(cell[:-1])) / (n + WEIGHT)

        of_cell = {cell: float(chance(cell)) for cell in members if len(cell) == 3}
        logits = [logit(of_cell[path(event)[3]]) for event in self.window]
        shift = shift_to(logits, self.renewed)
        for event, x in zip(self.window, logits):
            event[p_name] = expit(x + shift)


# Chance

def mid_p(mass, count):
    below, here, above = math.fsum(mass[:count]), mass[count], math.fsum(mass[count + 1:])
    return min(1.0, 2 * min(below + here / 2, above + here / 2))


def band_of(p):
    return ("unlikely_chance" if p < UNLIKELY else
            "worth_a_conversation" if p < CONVERSATION else "in_line")


def chance_of(own):
    """(mid-p of the number renewed, smallest and largest count in line, P(out of line))."""
    mass = poisson_binomial([e["p"] for e in own])
    inside = [k for k in range(len(mass)) if mid_p(mass, k) >= CONVERSATION]
    low, high = inside[0], inside[-1]
    outside = math.fsum(mass[:low] + mass[high + 1:])
    return mid_p(mass, sum(e["y"] for e in own)), [low, high], outside


# Shrinkage

def own_effect(own):
    """(l, s^2): the shift of one book's logits that gives its number renewed."""
    total, count = sum(e["y"] for e in own), len(own)
    wanted = 0.5 if total == 0 else count - 0.5 if total == count else total
    logits = [logit(e["p"]) for e in own]
    shift = shift_to(logits, wanted)
    shifted = [expit(x + shift) for x in logits]
    return shift, 1 / math.fsum(p * (1 - p) for p in shifted)


def der_simonian_laird(effects):
    """(tau^2, random-effects mean) of at least two (effect, variance)."""
    weights = [1 / v for _, v in effects]
    fixed = math.fsum(w * x for w, (x, _) in zip(weights, effects)) / math.fsum(weights)
    q = math.fsum(w * (x - fixed) ** 2 for w, (x, _) in zip(weights, effects))
    c = math.fsum(weights) - math.fsum(w * w for w in weights) / math.fsum(weights)
    tau2 = max(0.0, (q - (len(effects) - 1)) / c)
    again = [1 / (v + tau2) for _, v in effects]
    mean = math.fsum(w * x for w, (x, _) in zip(again, effects)) / math.fsum(again)
    return tau2, mean


def more_needed(tau2, own, reliability):
    if reliability >= RELIABLE:
        return 0
    per_event = math.fsum(e["p"] * (1 - e["p"]) for e in own) / len(own)
    wanted = math.ceil((RELIABLE / (1 - RELIABLE)) / tau2 / per_event)
    return max(1, wanted - len(own))


def shrunken(book, books):
    """Per name of `books` (name -> its events, ten at least) the shrunken part of its block."""
    nothing = dict.fromkeys(("shrunk_rate", "reliability", "rank", "more_needed"))
    if len(books) < 2:
        return {name: dict(nothing, rank_reason="too_few_books") for name in books}, (None, None)
    effects = {name: own_effect(own) for name, own in books.items()}
    tau2, mean = der_simonian_laird([effects[name] for name in sorted(books, key=byte_order)])
    reliability = {name: tau2 / (tau2 + v) for name, (_, v) in effects.items()}
    drawn = {name: mean + (x - mean) * reliability[name] for name, (x, _) in effects.items()}
    ranked = [drawn[name] for name in books if reliability[name] >= RELIABLE]
    found = {}
    for name, own in books.items():
        is_reliable = reliability[name] >= RELIABLE
        found[name] = {
            "shrunk_rate": expit(logit(float(book.rate)) + drawn[name]),
            "reliability": reliability[name],
            "rank": (1 + len([x for x in ranked if x > drawn[name] + 1e-9])
                     if is_reliable else None),
            "rank_reason": (None if is_reliable else
                            "no_variation" if tau2 == 0 else "not_reliable"),
            "more_needed": None if tau2 == 0 else more_needed(tau2, own, reliability[name]),
        }
    return found, (tau2, mean)


# Blocks

def sums(own, p_name):
    expected = math.fsum(e[p_name] for e in own)
    return expected, math.fsum(e[p_name] * (1 - e[p_name]) for e in own)


def base_block(own):
    """What every card has: observed, expected, variance, everything else null."""
    expected, variance = sums(own, "p")
    end_expected, end_variance = sums(own, "end_p")
    return {
        "observed": sum(e["y"] for e in own), "expected": expected, "variance": variance,
        "ratio": None, "risk_adjusted_renewal_rate": None, "capped": None, "mid_p": None,
        "band": None, "range": None, "first_time": None, "shrunk_rate": None, "reliability": None,
        "rank": None, "rank_reason": None, "more_needed": None,
        "end_game": {"expected": end_expected, "variance": end_variance, "ratio": None},
        "reason": "too_few",
    }


def with_ratio(block, own, rate):
    adjusted = block["observed"] / block["expected"] * float(rate)
    end_game = block["end_game"]
    return dict(block, ratio=block["observed"] / block["expected"],
                risk_adjusted_renewal_rate=min(1.0, adjusted), capped=adjusted > 1,
                end_game=dict(end_game, ratio=block["observed"] / end_game["expected"]),
                reason="not_applicable")


def bridge(own, rate):
    count = len(own)
    return {"company_rate": rate,
            "case_mix": math.fsum(e["p"] for e in own) / count - float(rate),
            "transition": math.fsum(e["y"] - e["p"] for e in own if e["took_over"]) / count,
            "rest": math.fsum(e["y"] - e["p"] for e in own if not e["took_over"]) / count,
            "rate": Fraction(sum(e["y"] for e in own), count)}


def own_events(events, csms):
    """Those credited to some CSMs, each from a day on."""
    return [e for e in events if e["credit"][0] == "csm" and e["credit"][1] in csms
            and (csms[e["credit"][1]] is None or csms[e["credit"][1]] <= e["due"])]


def bands(book, names):
    """The band of each named list of CSMs, None where there is none."""
    if book.reason is not None:
        return {}
    found = {}
    for name, csms in names.items():
        own = own_events(book.window, csms)
        if len(own) >= MINIMUM:
            found[name] = band_of(chance_of(own)[0])
    return found


class Comparison:
    """The `fair` and `bridge` of every card of a review."""

    def __init__(self, feeds, month, csms, teams):
        """`csms`: the ids with a card; `teams`: name -> their ids and the day from which they are in
        the team, or None."""
        self.book = Book(feeds, month)
        self.earlier_csms, self.earlier_teams = {}, {}
        self.of_csms, self.of_teams, self.groups = {}, {}, {}
        if self.book.reason is not None:
            return
        earlier = Book(feeds, month_plus(month, -12))
        for kind, names in (("csms", {c: {c: None} for c in csms}), ("teams", teams)):
            before = bands(earlier, self.known_then(names, earlier))
            blocks, group = self.compare(names, before)
            self.groups[kind] = group
            setattr(self, "of_" + kind, blocks)

    @staticmethod
    def known_then(names, earlier):
        """The same names with the CSMs who had a card twelve months before."""
        cards = {r["csm_id"] for r in earlier.known.feeds["csms"]
                 if r["start_date"] is None or r["start_date"] <= earlier.known.as_of}
        return {name: {c: since for c, since in csms.items() if c in cards}
                for name, csms in names.items()}

    def own(self, csms):
        return own_events(self.book.window, csms)

    def compare(self, names, before):
        events = {name: self.own(csms) for name, csms in names.items()}
        books = {name: own for name, own in events.items() if len(own) >= MINIMUM}
        drawn, (tau2, mean) = shrunken(self.book, books)
        blocks, outside, by_luck = {}, 0, []
        for name, own in events.items():
            block = base_block(own)
            if name in books:
                p, span, luck = chance_of(own)
                band = band_of(p)
                stands_out = band != "in_line"
                outside += int(stands_out)
                by_luck.append(luck)
                first = before.get(name, "in_line") == "in_line" if stands_out else None
                block = dict(with_ratio(block, own, self.book.rate), mid_p=p, band=band,
                             range=span, first_time=first, reason=None, **drawn[name])
            blocks[name] = (block, bridge(own, self.book.rate) if name in books else None)
        return blocks, {"books": len(books), "outside": outside, "outside_by_luck": math.fsum(by_luck),
                        "tau_squared": tau2, "mean": mean}

    def parts(self, scope):
        """The members `fair`, `bridge` and their reasons of one card."""
        no_bridge = {"bridge": None, "bridge_reason": "not_applicable"}
        has_bridge = scope.kind in ("csm", "team")
        if self.book.reason is not None:
            reason = self.book.reason
            return dict({"fair": None, "fair_reason": reason},
                        **({"bridge": None, "bridge_reason": reason} if has_bridge else no_bridge))
        whole = {"fair_reason": None}
        if has_bridge:
            block, steps = (self.of_csms if scope.kind == "csm" else self.of_teams)[scope.name]
            if steps is None:
                return dict(whole, fair=block, bridge=None, bridge_reason="too_few")
            return dict(whole, fair=block, bridge=steps, bridge_reason=None)
        own = [e for e in self.book.window if scope.holds(e["credit"], e["due"])]
        block = base_block(own)
        if len(own) >= MINIMUM:
            block = with_ratio(block, own, self.book.rate)
        return dict(whole, fair=block, **no_bridge)

    def summary(self):
        """The block `fair_comparison`, without its sentence."""
        if self.book.reason is not None:
            return {"company_rate": None, "csms": None, "teams": None, "reason": self.book.reason}
        return dict({"company_rate": self.book.rate, "reason": None}, **self.groups)
