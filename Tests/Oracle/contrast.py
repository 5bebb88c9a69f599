"""Episodes against the score and against comparable renewals (methods.md, sections 12 and 14)."""

import math
from fractions import Fraction

from events import noticed_or_closed, settled_on
from hashed_draws import finalised, fnv_1a, place_of
from knowledge import byte_order
from luck import POLICY_SEED, Luck
from overrides import BUCKETS, OverrideBook, band_of
from score_model import ScoreModel
from statistics_reference import (Z, benjamini_hochberg, cochran_mantel_haenszel,
                                  exact_conditional, null_standard_error, odds_ratio, quantile,
                                  risk_difference, two_sided_chance)

VERDICTS = {"up": ("csm_right", "score_right"),
            "down": ("csm_right", "renewed_with_action", "renewed_without_action")}
DIRECTIONS = ("up", "down")
DIMENSIONS = ("segment", "arr_tier", "product", "industry", "region", "reason", "lead_bucket")
BUCKET_NAMES = tuple("%d-%d" % (lowest, highest) for lowest, highest, _ in BUCKETS)
ENOUGH, ENOUGH_FOR_VERDICT, ENOUGH_OUTCOMES = 10, 50, 5
ENOUGH_FOR_INTERVAL = 5
CANDIDATE, SIGNIFICANCE = Fraction(1, 10), 0.05
SMALL_DIFFERENCE = 0.10
SLACK = 1e-9
# The policy's contrast_csm_candidates.
policy = {"csm_candidates": 100_000}


# The two arms

def outcome_on(renewal, day):
    """"renewed" or "churned" of a renewal that is matured and resolved on `day`, else None."""
    return settled_on(renewal, day) if renewal["due_date"] + 30 < day else None


def treated_of(episodes, direction, day):
    """The counted, matured, resolved episodes with a known score."""
    found = []
    for episode in episodes:
        if episode["direction"] != direction or not episode["counted"] \
                or episode["stratum"] is None:
            continue
        outcome = outcome_on(episode["renewal"], day)
        if outcome is not None:
            index = episode["index"]
            found.append({"account": episode["account"], "renewal": episode["renewal"],
                          "bucket": episode["bucket"], "lead": index["lead"],
                          "day": index["logged"], "score": index["score"], "tier": index["tier"],
                          "stratum": episode["stratum"], "churned": outcome == "churned"})
    return found


def serving_bucket(renewal_id):
    return sum(renewal_id.encode("utf-8")) % 3


def drawn_lead(renewal_id, leads):
    """One of the leads in rising order, equal ones as often as they occur."""
    return leads[place_of(finalised(fnv_1a(renewal_id)), len(leads))]


def same_side(direction, tier):
    return tier != "green" if direction == "up" else tier != "red"


def controls_against(book, direction, treated, day, belongs=lambda renewal: True):
    """The renewals that belong, each at the lead of one of the treated of its bucket."""
    leads = {}
    for row in treated:
        leads.setdefault(row["bucket"], []).append(row["lead"])
    eligible_of = {}
    for override in book.overrides:
        if override["class"] == "eligible" and override["direction"] == direction:
            eligible_of.setdefault(override["renewal"]["renewal_id"], []).append(override["logged"])
    found = []
    for renewal in book.renewals:
        name, account = renewal["renewal_id"], renewal["account_id"]
        bucket = serving_bucket(name)
        if bucket not in leads or not belongs(renewal):
            continue
        outcome = outcome_on(renewal, day)
        if outcome is None:
            continue
        lead = drawn_lead(name, sorted(leads[bucket]))
        moment = renewal["due_date"] - lead
        health = book.score_on(account, moment)
        if health is None or noticed_or_closed(renewal, moment) \
                or not same_side(direction, health[1]) \
                or any(logged <= moment for logged in eligible_of.get(name, [])):
            continue
        found.append({"account": account, "renewal": renewal, "bucket": bucket, "lead": lead,
                      "day": moment, "score": health[0], "tier": health[1],
                      "stratum": (band_of(health[0]), bucket, book.account[account]["segment"]),
                      "churned": outcome == "churned"})
    return found


def serves_csms(book):
    """Whether the contrast of a CSM draws on a renewal: on those with the smallest places."""
    known = sorted((finalised(fnv_1a(renewal["renewal_id"])), renewal["renewal_id"])
                   for renewal in book.renewals if outcome_on(renewal, book.as_of) is not None)
    chosen = {name for _, name in known[:policy["csm_candidates"]]}
    return lambda renewal: renewal["renewal_id"] in chosen


# The comparison

def tables_of(treated, controls):
    """(tables of strata with both arms, number of strata with one arm)."""
    strata = {}
    for arm, members in enumerate((treated, controls)):
        for row in members:
            table = strata.setdefault(row["stratum"], [0, 0, 0, 0])
            table[2 * arm] += row["churned"]
            table[2 * arm + 1] += 1
    kept = [tuple(table) for table in strata.values() if table[1] > 0 and table[3] > 0]
    return kept, len(strata) - len(kept)


def contrast(treated, controls):
    """AUDIT.matched."""
    tables, dropped = tables_of(treated, controls)
    n1, n0 = sum(t[1] for t in tables), sum(t[3] for t in tables)
    churned = sum(t[0] + t[2] for t in tables)
    found = {"treated": n1, "controls": n0, "strata": len(tables), "dropped": dropped,
             "chi_square": None, "p": None, "exact": False, "odds_ratio": None,
             "risk_difference": None, "risk_difference_low": None, "risk_difference_high": None,
             "reason": "no_strata"}
    if not tables:
        return found
    found["chi_square"], found["p"] = cochran_mantel_haenszel(tables)
    if found["p"] is not None and min(n1, n0, churned, n1 + n0 - churned) < 5:
        found["exact"], found["p"] = True, exact_conditional(tables)
    found["odds_ratio"] = odds_ratio(tables)
    difference = found["risk_difference"] = risk_difference(tables)
    if min(n1, n0) < ENOUGH_FOR_INTERVAL:
        found["reason"] = "too_few"
    elif found["p"] is None:
        found["reason"] = "no_variation"
    elif found["exact"]:
        found["reason"] = "exact"
    else:
        found["reason"] = None
        half = Z * null_standard_error(tables)
        found["risk_difference_low"] = max(-1.0, float(difference) - half)
        found["risk_difference_high"] = min(1.0, float(difference) + half)
    return found


def verdict_of(direction, matured, churned, matched, is_scored):
    """(verdict, reason) of an audit."""
    if matured < ENOUGH:
        return None, "too_few"
    if matured < ENOUGH_FOR_VERDICT or min(churned, matured - churned) < ENOUGH_OUTCOMES:
        return None, "too_few_for_verdict"
    if matched is None or matched["p"] is None:
        return None, "too_few_for_verdict" if is_scored else "no_history"
    if matched["p"] >= SIGNIFICANCE or matched["risk_difference"] == 0:
        return "no_difference_shown", None
    fewer_churned = matched["risk_difference"] < 0
    if direction == "up":
        return "judgement_beats_score" if fewer_churned else "score_beats_judgement", None
    return "risk_or_action_unclear" if fewer_churned else "judgement_beats_score", None


class Auditor:
    """Audits of parts of one review's episodes."""

    def __init__(self, feeds, month, without_lapsed=False, seed=POLICY_SEED):
        self.book = OverrideBook(feeds, month, without_lapsed)
        self.model = ScoreModel(self.book)
        self.probabilities = {episode["id"]: self.model.probability_of(episode)
                              for episode in self.book.episodes}
        self.luck = Luck(self.model, month, seed)

    def arms(self, direction, episodes, belongs=lambda renewal: True):
        treated = treated_of(episodes, direction, self.book.as_of)
        return treated, controls_against(self.book, direction, treated, self.book.as_of, belongs)

    def audit(self, direction, episodes, belongs=lambda renewal: True, with_luck=True):
        """AUDIT of some episodes of one direction against the controls that belong."""
        episodes = [e for e in episodes if e["direction"] == direction and e["resolved"]]
        counted = [e for e in episodes if e["counted"]]
        scored = [e for e in counted if self.probabilities[e["id"]] is not None]
        observed = len([e for e in scored if e["state"] == "churned"])
        churned = len([e for e in episodes if e["state"] == "churned"])
        found = {"matured": len(episodes), "observed": observed, "expected": None, "range": None,
                 "p_chance": None, "unscored": len(counted) - len(scored), "matched": None,
                 "arr": {name: sum((e["arr"] for e in episodes
                                    if e["verdict"] == name and e["arr"] is not None), Fraction(0))
                         for name in VERDICTS[direction]}}
        if len(episodes) >= ENOUGH:
            if scored:
                found["expected"] = math.fsum(float(self.probabilities[e["id"]]) for e in scored)
                if with_luck:
                    distribution = self.luck.distribution(scored)
                    found["range"] = [quantile(distribution, 0.025), quantile(distribution, 0.975)]
                    found["p_chance"] = two_sided_chance(distribution, observed)
            found["matched"] = contrast(*self.arms(direction, episodes, belongs))
        found["verdict"], found["reason"] = verdict_of(
            direction, len(episodes), churned, found["matched"], bool(scored))
        return found


# Section 14

def value_of(book, episode, dimension):
    if dimension == "reason":
        return episode["index"]["reason"]
    if dimension == "lead_bucket":
        return BUCKET_NAMES[episode["bucket"]]
    return book.account[episode["account"]][dimension]


def part_of(book, dimension, value):
    """(episodes of any direction with the value, whether a renewal may be their control)."""
    own = [e for e in book.episodes if value_of(book, e, dimension) == value]
    if dimension == "reason":
        return own, lambda renewal: True
    if dimension == "lead_bucket":
        return own, lambda renewal: BUCKET_NAMES[serving_bucket(renewal["renewal_id"])] == value
    return own, lambda renewal: book.account[renewal["account_id"]][dimension] == value


def segment_audits(auditor, with_luck=True):
    """Every (dimension, value, direction) with its audit and adjusted p, in order."""
    book, found = auditor.book, []
    for dimension in DIMENSIONS:
        values = {}
        for episode in book.episodes:
            value = value_of(book, episode, dimension)
            if episode["resolved"] and episode["counted"] and value is not None:
                values.setdefault(value, set()).add(episode["direction"])
        for value in sorted(values, key=byte_order):
            own, belongs = part_of(book, dimension, value)
            for direction in DIRECTIONS:
                if direction in values[value]:
                    found.append({"dimension": dimension, "value": value, "direction": direction,
                                  "audit": auditor.audit(direction, own, belongs, with_luck)})
    p_values = [s["audit"]["matched"] and s["audit"]["matched"]["p"] for s in found]
    for segment, adjusted in zip(found, benjamini_hochberg(p_values)):
        segment["adjusted_p"] = adjusted
    return found


def is_candidate(segment):
    return segment["adjusted_p"] is not None and segment["adjusted_p"] <= CANDIDATE \
        and segment["audit"]["matched"]["p"] < SIGNIFICANCE


def is_confirmed(auditor, segment, earlier_day, earlier):
    """`earlier` is the same segment in the review of 12 months before, at `earlier_day`, or None."""
    if earlier is None or not is_candidate(earlier):
        return False

    def is_new(renewal):
        return renewal["due_date"] + 31 > earlier_day

    own, belongs = part_of(auditor.book, segment["dimension"], segment["value"])
    fresh = contrast(*auditor.arms(segment["direction"], [e for e in own if is_new(e["renewal"])],
                                   lambda renewal: is_new(renewal) and belongs(renewal)))
    if fresh is None or fresh["p"] is None or fresh["p"] >= SIGNIFICANCE:
        return False
    return fresh["risk_difference"] * earlier["audit"]["matched"]["risk_difference"] > 0


def is_small(matched):
    """Whether the interval lies inside 10 points either way."""
    return matched is not None and matched["risk_difference_low"] is not None \
        and -SMALL_DIFFERENCE < matched["risk_difference_low"] \
        and matched["risk_difference_high"] < SMALL_DIFFERENCE


def more_needed(matched, tables):
    """How many more treated would bring the interval inside 10 points; None where none would."""
    if matched is None or matched["risk_difference_low"] is None:
        return None
    room = SMALL_DIFFERENCE - abs(float(matched["risk_difference"]))
    if room < SLACK:
        return None
    n1 = matched["treated"]
    needed = n1 * (Z * null_standard_error(tables) / room) ** 2
    return max(1, math.ceil(needed - SLACK) - n1)


def more_needed_of(auditor, segment):
    """`more_needed` of a segment that is insufficient."""
    if segment["audit"]["matched"] is None:
        return None
    own, belongs = part_of(auditor.book, segment["dimension"], segment["value"])
    tables, _ = tables_of(*auditor.arms(segment["direction"], own, belongs))
    return more_needed(segment["audit"]["matched"], tables)


def segments(auditor, earlier_auditor, with_luck=True):
    """`earlier_auditor()` is that of the review of 12 months before."""
    found = segment_audits(auditor, with_luck)
    earlier_of, earlier_day = {}, None
    if any(is_candidate(segment) for segment in found):
        before = earlier_auditor()
        earlier_day = before.book.as_of
        for earlier in segment_audits(before, with_luck=False):
            earlier_of[earlier["dimension"], earlier["value"], earlier["direction"]] = earlier
    for segment in found:
        segment["more_needed"] = segment["status_reason"] = None
        if is_candidate(segment):
            earlier = earlier_of.get((segment["dimension"], segment["value"],
                                      segment["direction"]))
            confirmed = is_confirmed(auditor, segment, earlier_day, earlier)
            segment["status"] = "confirmed" if confirmed else "candidate"
            continue
        segment["audit"]["verdict"] = None
        if is_small(segment["audit"]["matched"]):
            segment["status"], segment["more_needed"] = "no_difference", 0
        else:
            segment["status"] = "insufficient"
            segment["more_needed"] = more_needed_of(auditor, segment)
    return found
