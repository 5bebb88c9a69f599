"""The block `override_audit` of review.json, without its sentences."""

from behaviour import behaviour
from calendar_days import month_plus
from contrast import audit, controls_of, segments
from knowledge import byte_order
from overrides import OverrideBook, episode_row
from score_model import ScoreModel
from value_added import value_added

DIRECTIONS = ("up", "down")


def probabilities_of(book, model=None):
    model = model or ScoreModel(book)
    return {episode["id"]: model.probability_of(episode) for episode in book.episodes}


def override_audit(feeds, month):
    book = OverrideBook(feeds, month)
    model = ScoreModel(book)
    probabilities = probabilities_of(book, model)
    controls = controls_of(book)

    def audits(episodes):
        return {d: audit(d, episodes, controls[d], probabilities) for d in DIRECTIONS}

    csms = sorted({episode["csm"] for episode in book.episodes}, key=byte_order)
    return {
        "counts": book.counts(),
        "directions": audits(book.episodes),
        "episodes": [episode_row(e, probabilities[e["id"]]) for e in book.episodes],
        "by_csm": [dict({"csm_id": csm}, **audits([e for e in book.episodes if e["csm"] == csm]))
                   for csm in csms],
        "segments": segments(book, controls, probabilities, feeds, month_plus(month, -12),
                             probabilities_of),
        "value_added": value_added(book, model),
        "behaviour": behaviour(book),
    }
