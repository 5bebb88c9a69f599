import Domain
import Statistics

extension FairFigures {
    /// The figures that every row has, with the comparison where there are enough renewals.
    init(_ slice: ExpectedRenewals.Slice, companyRate: Double, policy: Policy) {
        observed = slice.observed
        settled = slice.count
        expected = Expectation(slice.probabilities)
        endGame = Expectation(slice.endGameProbabilities)
        guard Double(settled) >= policy.minimumCount else {
            reason = .tooFew
            return
        }
        reason = .notApplicable
        let ratio = Double(observed) / expected.expected
        let adjusted = ratio * companyRate
        comparison = Comparison(
            ratio: ratio, endGameRatio: Double(observed) / endGame.expected,
            riskAdjustedRate: min(1, adjusted), isCapped: adjusted > 1)
    }
}

extension FairFigures.Chance {
    /// How far a book is from its expectation, measured by what chance alone gives.
    ///
    /// - Complexity: O(n σ) in its n renewals, σ the standard deviation of the number renewed.
    init(_ slice: ExpectedRenewals.Slice, policy: Policy) {
        let renewed = PoissonBinomial(slice.probabilities)
        midP = renewed.twoSidedMidP(slice.observed)
        band =
            midP < policy.unlikelyLevel
            ? .unlikelyChance : midP < policy.conversationLevel ? .worthAConversation : .inLine
        range = renewed.midPRange(level: policy.conversationLevel)
        probabilityOutside =
            renewed.atMost(range.lowerBound - 1) + renewed.atLeast(range.upperBound + 1)
    }
}

extension FairFigures.Shrinkage {
    /// The estimate of a book, shrunk towards the mean of all books of its kind.
    init(
        _ effect: BookEffect, of figures: FairFigures, _ spread: RandomEffects,
        companyRate: Double, _ policy: Policy
    ) {
        let shrunk = spread.shrunken(effect.shift, variance: effect.variance)
        shrunkRate = expit(logit(companyRate) + shrunk)
        reliability = spread.reliability(variance: effect.variance)
        let isReliable = reliability >= policy.rankReliability
        rankReason =
            isReliable ? nil : spread.tauSquared == 0 ? .noVariation : .notReliable
        guard spread.tauSquared > 0 else {
            moreNeeded = nil
            return
        }
        let odds = policy.rankReliability / (1 - policy.rankReliability)
        let ofOne = figures.expected.variance / Double(figures.settled)
        let wanted = (odds / spread.tauSquared / ofOne).rounded(.up)
        moreNeeded =
            isReliable ? 0 : max(1, Int(min(wanted, 1e15)) - figures.settled)
    }
}
