"""What luck gives, the fits' own uncertainty included (methods.md, section 12): the episodes'
number of churns under each of 200 resamples of the accounts that the fits were learnt from."""

import math

from hashed_draws import SplitMix64, place_of
from knowledge import byte_order
from overrides import BUCKETS
from statistics_reference import poisson_binomial

POLICY_SEED = 1
RESAMPLES = 200


class Luck:
    def __init__(self, model, month, seed=POLICY_SEED):
        self.model, self.month, self.seed = model, month, seed
        self.resamples = None
        self.chances_of = {}

    def drawn(self):
        """Of each resample how often it has each account, out of one stream of draws."""
        accounts = sorted({row["account"] for bucket in range(len(BUCKETS))
                           for row in self.model.training_rows(self.month, bucket)},
                          key=byte_order)
        stream, found = SplitMix64(self.seed), []
        for _ in range(RESAMPLES):
            times = dict.fromkeys(accounts, 0)
            for _ in accounts:
                times[accounts[place_of(stream.draw(), len(accounts))]] += 1
            found.append(times)
        return found

    def chances(self, episode):
        """The episode's chance to churn in each resample."""
        if self.resamples is None:
            self.resamples = self.drawn()
        if episode["id"] not in self.chances_of:
            index = episode["index"]
            fit = self.model.fit(index["logged"], episode["bucket"])
            self.chances_of[episode["id"]] = [float(refit.probability(index["score"]))
                                              for refit in fit.refitted(self.resamples)]
        return self.chances_of[episode["id"]]

    def distribution(self, episodes):
        """The mean of the resamples' probability functions of the number of churns."""
        chances = [self.chances(episode) for episode in episodes]
        total = [0.0] * (len(episodes) + 1)
        for resample in range(RESAMPLES):
            own = poisson_binomial([chance[resample] for chance in chances])
            total = [a + b for a, b in zip(total, own)]
        return [mass / RESAMPLES for mass in total]
