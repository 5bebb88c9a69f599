"""The block `signals` of review.json, without its sentences (methods.md, section 16)."""

import collections

from calendar_days import day_text
from knowledge import byte_order
from luck import POLICY_SEED
from measures import wilson
from overrides import band_of
from signal_statistics import area_test, stability
from signal_values import LANDMARKS, SignalReader, place_of
from signal_weights import COMPOSITE, Weights
from statistics_reference import benjamini_hochberg

KNOWN_NEEDED, OUTCOMES_NEEDED, HALF_NEEDED, LEVEL = 30, 10, 100, 0.05
MINIMUM_COUNT, SHOWN, WEIGHTS_AT, BLANK = 10, 10, 90, 0.001
NULLS = ("mean_renewed", "mean_churned", "auc", "auc_low", "auc_high", "p", "adjusted_p",
         "correlation", "starred", "direction", "psi", "shifted", "psi_reason")


def signals(feeds, month, seed=POLICY_SEED, policy_weights=None):
    """(the block or None, signals_reason)."""
    reader = SignalReader(feeds, month)
    events = reader.events()
    if not events:
        return None, "no_data"
    tables = {landmark: reader.rows(landmark) for landmark in LANDMARKS}
    names = reader.signals(tables.values())
    renewed = sum(reader.renewed(event) for event in events)
    weights = Weights(tables[WEIGHTS_AT], names, seed, policy_weights)
    return {
        "first_due": day_text(reader.first_due), "last_due": day_text(reader.last_due),
        "events": len(events), "renewed": renewed, "churned": len(events) - renewed,
        "landmarks": [landmark_of(landmark, rows, names, len(events))
                      for landmark, rows in tables.items()],
        "weights": weights.block(),
        "reliability": reliability(weights.rows),
        "by_model_version": [row for landmark in LANDMARKS
                             for row in by_model_version(landmark, tables[landmark])],
    }, None


def landmark_of(landmark, rows, names, events):
    found = [signal_of(name, rows) for name in names]
    for row, adjusted in zip(found, benjamini_hochberg([row["p"] for row in found])):
        row["adjusted_p"] = adjusted
        if adjusted is not None:
            row["starred"] = adjusted < LEVEL
            if row["starred"]:
                row["direction"] = "higher_renews" if row["auc"] > 0.5 else "lower_renews"
    tested = [row for row in found if row["p"] is not None]
    tested.sort(key=lambda row: (row["p"], -abs(row["auc"] - 0.5),
                                 place_of((row["family"], row["name"]))))
    renewed = sum(row["renewed"] for row in rows)
    return {"landmark": landmark, "events": len(rows), "renewed": renewed,
            "churned": len(rows) - renewed, "noticed": events - len(rows), "signals": found,
            "tested": len(tested),
            "strongest": [{"family": row["family"], "name": row["name"]}
                          for row in tested[:SHOWN]]}


def mean(values):
    return sum(values) / len(values)


def correlation(values, outcomes):
    """Pearson's, of a signal that varies with 1 and 0."""
    off = [value - mean(values) for value in values]
    off_outcome = [y - mean(outcomes) for y in outcomes]
    across = sum(a * b for a, b in zip(off, off_outcome))
    return across / (sum(a * a for a in off) * sum(b * b for b in off_outcome)) ** 0.5


def signal_of(name, rows):
    """One line of the table, before the adjustment. Rows are in order of their due date."""
    known = [row for row in rows if name in row["values"]]
    values = [row["values"][name] for row in known]
    renewed = [row["renewed"] for row in known]
    good = sum(renewed)
    found = dict.fromkeys(NULLS)
    found.update(family=name[0], name=name[1], known=len(known), known_renewed=good,
                 known_churned=len(known) - good, reason=None,
                 missing_share=(len(rows) - len(known)) / len(rows) if rows else None)
    half = len(known) // 2
    if half < HALF_NEEDED:
        found["psi_reason"] = "too_few"
    else:
        found["psi"], found["shifted"] = stability(values[:half], values[half:])
    if len(known) < KNOWN_NEEDED or min(good, len(known) - good) < OUTCOMES_NEEDED:
        return dict(found, reason="too_few")
    found["mean_renewed"] = mean([v for v, y in zip(values, renewed) if y])
    found["mean_churned"] = mean([v for v, y in zip(values, renewed) if not y])
    if len(set(values)) == 1:
        return dict(found, reason="constant")
    same = any(len({v for v, y in zip(values, renewed) if y == outcome}) == 1 for outcome in (0, 1))
    commonest = max(collections.Counter(values).values()) / len(values)
    if same and commonest ** min(good, len(known) - good) > BLANK:
        return dict(found, reason="nearly_constant")
    auc, test = area_test(values, renewed, [row["account"] for row in known])
    found.update(auc=auc, auc_low=test.low, auc_high=test.high, p=test.p, reason=test.reason,
                 correlation=correlation(values, renewed))
    return found


def reliability(rows):
    """Of the rows of the weights by ten-point band of the composite."""
    found = []
    for band in range(10):
        own = [row for row in rows if band_of(row["values"][COMPOSITE]) == band]
        count, good = len(own), sum(row["renewed"] for row in own)
        reason = "no_data" if count == 0 else "too_few" if count < MINIMUM_COUNT else None
        line = {"from": 10 * band, "to": 10 * band + 10, "events": count, "renewed": good,
                "mean_score": mean([row["values"][COMPOSITE] for row in own]) if own else None,
                "rate": None, "low": None, "high": None, "reason": reason}
        if reason is None:
            line["rate"] = good / count
            line["low"], line["high"] = wilson(good / count, count)
        found.append(line)
    return found


def by_model_version(landmark, rows):
    """The composite by the version of the model that gave it, where there are several."""
    by_version = {}
    for row in rows:
        if COMPOSITE in row["values"]:
            by_version.setdefault(row["model_version"], []).append(row)
    if len(by_version) < 2:
        return []
    found = []
    for version in sorted(by_version, key=byte_order):
        own = by_version[version]
        line = signal_of(COMPOSITE, own)
        found.append(dict({name: line[name] for name in ("auc", "auc_low", "auc_high", "p", "reason")},
                          landmark=landmark, model_version=version, events=len(own),
                          renewed=line["known_renewed"], churned=line["known_churned"]))
    return found
