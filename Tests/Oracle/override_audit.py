"""The block `override_audit` of review.json, without its sentences."""

from behaviour import behaviour
from calendar_days import month_plus
from contrast import DIRECTIONS, Auditor, more_needed_of, segments, serves_csms
from feed_reader import as_first_recorded
from knowledge import Knowledge, byte_order
from luck import POLICY_SEED
from override_worth import override_worth
from overrides import episode_row
from value_added import value_added
from weaker_words import weaken


class Words:
    """The parts of the block that hold words, from one reading of what has lapsed."""

    def __init__(self, feeds, month, without_lapsed=False, seed=POLICY_SEED):
        self.auditor = Auditor(feeds, month, without_lapsed, seed)
        book = self.auditor.book
        self.added = value_added(book, self.auditor.model)
        own = serves_csms(book)
        csms = sorted({episode["csm"] for episode in book.episodes}, key=byte_order)
        self.blocks = {
            "directions": self.audits(book.episodes, not without_lapsed),
            "by_csm": [dict({"csm_id": csm},
                            **self.audits([e for e in book.episodes if e["csm"] == csm],
                                          not without_lapsed, own))
                       for csm in csms],
            "segments": segments(self.auditor, lambda: Auditor(feeds, month_plus(month, -12),
                                                               without_lapsed),
                                 with_luck=not without_lapsed),
            "override_worth": {d: override_worth(self.auditor, d, self.added) for d in DIRECTIONS},
        }

    def audits(self, episodes, with_luck, belongs=lambda renewal: True):
        """Ranges of luck hold no words: only the review's own figures have them."""
        return {d: self.auditor.audit(d, episodes, belongs, with_luck) for d in DIRECTIONS}


def override_audit(feeds, month, lapsed_means_churn=False, seed=POLICY_SEED):
    now, feeds = Knowledge(feeds, month), as_first_recorded(feeds)
    words = Words(feeds, month, seed=seed)
    auditor, book = words.auditor, words.auditor.book
    if book.known.outcomes_missing() and not lapsed_means_churn:
        weaken(words.blocks, Words(feeds, month, without_lapsed=True).blocks,
               lambda segment: more_needed_of(auditor, segment))
    return dict(
        words.blocks, counts=book.counts(),
        episodes=[episode_row(e, auditor.probabilities[e["id"]]) for e in book.episodes],
        value_added=words.added, behaviour=behaviour(book, now))
