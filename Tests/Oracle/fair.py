"""Fair comparison between portfolios and the bridge (methods.md, section 9)."""

import math
from fractions import Fraction

from calendar_days import first_day_of, month_plus
from knowledge import Knowledge, byte_order
from statistics_reference import Z, poisson_binomial

MINIMUM = 10
HISTORY_MONTHS = 36
WEIGHT = 20
TERM_DAYS, END_GAME_DAYS = 365, 90
CONVERSATION, UNLIKELY = 0.05, 0.002
RELIABLE = 0.70
SLACK = 1e-9
OUTSIDE = ("worth_a_conversation", "unlikely_chance")  # the milder one first


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


def renewed(events):
    return sum(e["y"] for e in events)


# Case mix

class Book:
    """The settled events of the 36 months before the end of a month."""

    def __init__(self, feeds, month, without_lapsed=False):
        self.known = Knowledge(feeds, month, without_lapsed)
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
        self.window = self.in_window(self.events)
        self.reason, self.chances, self.rate = "no_data", None, None
        if self.window:
            self.rate = Fraction(renewed(self.window), len(self.window))
            self.reason = None if varies(self.window) else "no_variation"
        if self.reason is None:
            self.chances = Chances(self.events, self.window)

    def in_window(self, events):
        return [e for e in events if e["due"] >= self.known.window_start]

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


def varies(events):
    return 0 < renewed(events) < len(events)


class Chances:
    """Chances of renewal, learnt from a history and shifted so that those of its events in W sum to
    the number renewed there. All of both kinds must be there, and both outcomes in W."""

    def __init__(self, history, window):
        self.history, self.window = history, window
        self.members, self.known_chances, self.shifts = {}, {}, {}
        for tier_name in ("term_tier", "end_tier"):
            for event in history:
                for depth in range(4):
                    cell = self.path(event, tier_name)[:depth]
                    self.members.setdefault((tier_name, cell), []).append(event["y"])
        for tier_name in ("term_tier", "end_tier"):
            logits = [self.unshifted(event, tier_name) for event in window]
            self.shifts[tier_name] = shift_to(logits, renewed(window))

    @staticmethod
    def path(event, tier_name):
        return (event["segment"], event[tier_name], event["arr_tier"])

    def cell(self, tier_name, cell):
        """The chance of a cell before the shift; one without events has its parent's."""
        if (tier_name, cell) not in self.known_chances:
            there = self.members.get((tier_name, cell), [])
            if cell:
                parent = self.cell(tier_name, cell[:-1])
                found = (sum(there) + WEIGHT * parent) / (len(there) + WEIGHT)
            else:
                found = Fraction(sum(there), len(there))
            self.known_chances[tier_name, cell] = found
        return self.known_chances[tier_name, cell]

    def unshifted(self, event, tier_name):
        return logit(float(self.cell(tier_name, self.path(event, tier_name))))

    def of(self, event, tier_name="term_tier"):
        return expit(self.unshifted(event, tier_name) + self.shifts[tier_name])

    def given_to(self, events):
        """The events with their chances p, and end_p by the tiers of the end-game."""
        return [dict(e, p=self.of(e), end_p=self.of(e, "end_tier")) for e in events]


def variance_of(events):
    return math.fsum(e["p"] * (1 - e["p"]) for e in events)


def expectation_variance(own, others):
    """s^2: how uncertain the chances of `own` (events with p) are that `others` have taught."""
    theirs = others.given_to(others.window)
    variance, their_variance = variance_of(own), variance_of(theirs)
    terms = [1 / their_variance]
    for segment in sorted({e["segment"] for e in own + theirs}, key=byte_order):
        share = variance_of([e for e in own if e["segment"] == segment]) / variance
        their_share = variance_of([e for e in theirs if e["segment"] == segment]) / their_variance
        count = len([e for e in others.history if e["segment"] == segment])
        chance = float(others.cell("term_tier", (segment,)))
        terms.append((share - their_share) ** 2 / ((count + WEIGHT) * chance * (1 - chance)))
    return math.fsum(terms)


# Chance

def tails(mass, x):
    """(M(x), 1 - M(x)): M is P(below) + P(here) / 2 at whole numbers and linear between them."""
    x = min(max(x, 0), len(mass) - 1)  # rounding may have led a hair beyond
    below = math.floor(x)
    part = x - below

    def at(count):
        here = mass[count] / 2
        return math.fsum(mass[:count]) + here, math.fsum(mass[count + 1:]) + here

    lower, upper = at(below)
    if part > 0:
        next_lower, next_upper = at(below + 1)
        lower += part * (next_lower - lower)
        upper += part * (next_upper - upper)
    return lower, upper


def mid_p(mass, x):
    return min(1.0, 2 * min(tails(mass, x)))


def band_of(p):
    return ("unlikely_chance" if p < UNLIKELY else
            "worth_a_conversation" if p < CONVERSATION else "in_line")


def chance_of(own, widening):
    """(mid-p of the number renewed, smallest and largest count in line, P(outside) by luck)."""
    mass = poisson_binomial([e["p"] for e in own])
    expected = math.fsum(e["p"] for e in own)

    def scaled(count):
        return mid_p(mass, expected + (count - expected) / widening)

    inside = [k for k in range(len(mass)) if scaled(k) >= CONVERSATION]
    by_luck = math.fsum(mass[k] for k in range(len(mass)) if mid_p(mass, k) < CONVERSATION)
    return scaled(renewed(own)), [inside[0], inside[-1]], by_luck


# Shrinkage

def own_effect(own):
    """(l, s^2): how far a portfolio's logits lie from those of the chances p, in one step."""
    variance = variance_of(own)
    return (renewed(own) - math.fsum(e["p"] for e in own)) / variance, 1 / variance


def exact_effect(own):
    """The shift of all logits that gives the number renewed; half an event less or more than all
    or none. By bisection."""
    total = min(max(renewed(own), 0.5), len(own) - 0.5)
    low, high = -60.0, 60.0
    for _ in range(200):
        middle = (low + high) / 2
        if math.fsum(expit(logit(e["p"]) + middle) for e in own) < total:
            low = middle
        else:
            high = middle
    return (low + high) / 2


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
    per_event = variance_of(own) / len(own)
    wanted = math.ceil((RELIABLE / (1 - RELIABLE)) / tau2 / per_event - SLACK)
    return max(1, wanted - len(own))


def shrunken(rate, books):
    """Per name of `books` (name -> its events with the whole company's chances p, ten at least) the
    shrunken part of its block."""
    nothing = dict.fromkeys(("shrunk_rate", "reliability", "rank", "more_needed"))
    if len(books) < 2:
        return {name: dict(nothing, rank_reason="too_few_books") for name in books}, (None, None)
    effects = {name: own_effect(own) for name, own in books.items()}
    tau2, mean = der_simonian_laird([effects[name] for name in sorted(books, key=byte_order)])
    reliability = {name: tau2 / (tau2 + v) for name, (_, v) in effects.items()}
    drawn = {}
    for name, own in books.items():
        # Never beyond what the portfolio itself shows.
        ends = sorted((mean, exact_effect(own)))
        shrunk = mean + (effects[name][0] - mean) * reliability[name]
        drawn[name] = min(max(shrunk, ends[0]), ends[1])
    ranked = [drawn[name] for name in books if reliability[name] >= RELIABLE]
    found = {}
    for name, own in books.items():
        is_reliable = reliability[name] >= RELIABLE
        found[name] = {
            "shrunk_rate": expit(logit(float(rate)) + drawn[name]),
            "reliability": reliability[name],
            "rank": (1 + len([x for x in ranked if x > drawn[name] + 1e-9])
                     if is_reliable else None),
            "rank_reason": (None if is_reliable else
                            "no_variation" if tau2 == 0 else "not_reliable"),
            "more_needed": None if tau2 == 0 else more_needed(tau2, own, reliability[name]),
        }
    return found, (tau2, mean)


# Blocks

def observed_block(own, reason):
    return {
        "observed": renewed(own), "expected": None, "variance": None,
        "expectation_variance": None, "widening": None, "ratio": None,
        "risk_adjusted_renewal_rate": None, "capped": None, "mid_p": None, "band": None,
        "range": None, "first_time": None, "shrunk_rate": None, "reliability": None, "rank": None,
        "rank_reason": None, "more_needed": None,
        "end_game": {"expected": None, "variance": None, "ratio": None}, "reason": reason,
    }


def with_chances(block, own):
    """`own` are the events with p and end_p."""
    ends = [e["end_p"] for e in own]
    return dict(block, expected=math.fsum(e["p"] for e in own), variance=variance_of(own),
                end_game={"expected": math.fsum(ends), "ratio": None,
                          "variance": math.fsum(p * (1 - p) for p in ends)})


def with_ratio(block, rate):
    adjusted = block["observed"] / block["expected"] * float(rate)
    end_game = block["end_game"]
    return dict(block, ratio=block["observed"] / block["expected"],
                risk_adjusted_renewal_rate=min(1.0, adjusted), capped=adjusted > 1,
                end_game=dict(end_game, ratio=block["observed"] / end_game["expected"]))


def bridge(own, others_rate, spread):
    """From the others' rate to one's own; `spread` is s^2."""
    count = len(own)
    steps = {"others_rate": others_rate,
             "case_mix": math.fsum(e["p"] for e in own) / count - float(others_rate),
             "rate": Fraction(renewed(own), count)}
    for name, took_over in (("transition", True), ("rest", False)):
        part = [e for e in own if e["took_over"] == took_over]
        variance = variance_of(part)
        steps[name] = math.fsum(e["y"] - e["p"] for e in part) / count
        steps[name + "_luck"] = Z * math.sqrt(variance + variance ** 2 * spread) / count
    return steps


def own_events(events, csms):
    """Those credited to some CSMs, each from a day on."""
    return [e for e in events if e["credit"][0] == "csm" and e["credit"][1] in csms
            and (csms[e["credit"][1]] is None or csms[e["credit"][1]] <= e["due"])]


class Portfolio:
    """One CSM's or team's settled events in W, with the chances that the others' events teach."""

    def __init__(self, book, csms):
        mine = {id(e) for e in own_events(book.events, csms)}
        history = [e for e in book.events if id(e) not in mine]
        window = book.in_window(history)
        self.plain = [e for e in book.window if id(e) in mine]  # without chances
        self.own, self.others_rate, self.spread, self.widening = None, None, None, None
        self.reason = ("too_few" if len(self.plain) < MINIMUM else
                       "no_others" if len(window) < MINIMUM else
                       None if varies(window) else "no_variation")
        if len(window) >= MINIMUM and varies(window):
            others = Chances(history, window)
            self.own = others.given_to(self.plain)
            self.others_rate = Fraction(renewed(window), len(window))
        if self.reason is None:
            self.spread = expectation_variance(self.own, others)
            self.widening = math.sqrt(1 + variance_of(self.own) * self.spread)
            self.mid_p, self.range, self.by_luck = chance_of(self.own, self.widening)
            self.band = band_of(self.mid_p)

    def is_above(self):
        return renewed(self.own) > math.fsum(e["p"] for e in self.own)

    def block(self):
        found = observed_block(self.plain, self.reason)
        if self.own is not None:
            found = with_chances(found, self.own)
        if self.reason is None:
            found = dict(with_ratio(found, self.others_rate), expectation_variance=self.spread,
                         widening=self.widening, mid_p=self.mid_p, range=self.range, band=self.band)
        return found

    def bridge(self):
        return bridge(self.own, self.others_rate, self.spread) if self.reason is None else None


def weaker_band(portfolio, without_lapsed):
    """What stands where renewals that were never settled may hide what they came to."""
    bands = [p.band if p.reason is None else None for p in (portfolio, without_lapsed)]
    if all(band in OUTSIDE for band in bands) and portfolio.is_above() == without_lapsed.is_above():
        return min(bands, key=OUTSIDE.index)
    return "cannot_tell"


class Comparison:
    """The `fair` and `bridge` of every card of a review."""

    def __init__(self, feeds, month, csms, teams, is_missing_outcomes=False):
        """`csms`: the ids with a card; `teams`: name -> their ids and the day from which they are in
        the team, or None."""
        self.book = Book(feeds, month)
        self.blocks, self.bridges, self.groups = {}, {}, {}
        if self.book.reason == "no_data":
            return
        earlier = Book(feeds, month_plus(month, -12))
        kept_open = Book(feeds, month, without_lapsed=True) if is_missing_outcomes else None
        for kind, names in (("csm", {c: {c: None} for c in csms}), ("team", teams)):
            self.compare(kind, names, self.bands_then(names, earlier), kept_open)

    @staticmethod
    def bands_then(names, earlier):
        """The band that each of the names had twelve months before, with the CSMs who had a card."""
        cards = {r["csm_id"] for r in earlier.known.feeds["csms"]
                 if r["start_date"] is None or r["start_date"] <= earlier.known.as_of}
        found = {}
        for name, csms in names.items():
            then = {c: since for c, since in csms.items() if c in cards}
            portfolio = Portfolio(earlier, then)
            if portfolio.reason is None:
                found[name] = portfolio.band
        return found

    def compare(self, kind, names, before, kept_open):
        portfolios = {name: Portfolio(self.book, csms) for name, csms in names.items()}
        drawn, mean = {}, (None, None)
        if self.book.chances is not None:
            drawn, mean = shrunken(self.book.rate, {
                name: self.book.chances.given_to(p.plain) for name, p in portfolios.items()
                if len(p.plain) >= MINIMUM})
        outside, by_luck = 0, []
        for name, portfolio in portfolios.items():
            block = dict(portfolio.block(), **drawn.get(name, {}))
            if portfolio.reason is None:
                by_luck.append(portfolio.by_luck)
                if kept_open is not None:
                    again = Portfolio(kept_open, names[name])
                    block["band"] = weaker_band(portfolio, again)
                    if block["band"] != portfolio.band:
                        block["reason"] = "outcomes_missing"
                if block["band"] in OUTSIDE:
                    outside += 1
                    block["first_time"] = before.get(name, "in_line") == "in_line"
            self.blocks[kind, name] = block
            self.bridges[kind, name] = (portfolio.bridge(), portfolio.reason)
        self.groups[kind] = {"books": len(by_luck), "outside": outside,
                             "outside_by_luck": math.fsum(by_luck),
                             "tau_squared": mean[0], "mean": mean[1]}

    def whole_block(self, scope):
        """The block of the company or a pool: chances learnt from all, no band."""
        own = [e for e in self.book.window if scope.holds(e["credit"], e["due"])]
        reason = ("too_few" if len(own) < MINIMUM else
                  "no_variation" if self.book.chances is None else "not_applicable")
        block = observed_block(own, reason)
        if self.book.chances is not None:
            block = with_chances(block, self.book.chances.given_to(own))
        return with_ratio(block, self.book.rate) if reason == "not_applicable" else block

    def parts(self, scope):
        """The members `fair`, `bridge` and their reasons of one card."""
        has_bridge = scope.kind in ("csm", "team")
        if self.book.reason == "no_data":
            return {"fair": None, "fair_reason": "no_data", "bridge": None,
                    "bridge_reason": "no_data" if has_bridge else "not_applicable"}
        if has_bridge:
            steps, reason = self.bridges[scope.kind, scope.name]
            return {"fair": self.blocks[scope.kind, scope.name], "fair_reason": None,
                    "bridge": steps, "bridge_reason": reason}
        return {"fair": self.whole_block(scope), "fair_reason": None,
                "bridge": None, "bridge_reason": "not_applicable"}

    def summary(self):
        """The block `fair_comparison`, without its sentence."""
        if self.book.reason is not None:
            return {"company_rate": None, "csms": None, "teams": None, "reason": self.book.reason}
        return {"company_rate": self.book.rate, "csms": self.groups["csm"],
                "teams": self.groups["team"], "reason": None}
