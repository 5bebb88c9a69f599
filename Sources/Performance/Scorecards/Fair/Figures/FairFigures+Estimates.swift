import Domain
import Statistics

extension FairFigures {
    /// The figures that every row has, with the comparison where there are enough renewals.
    ///
    /// - Parameters:
    ///   - book: the renewals with their chances.
    ///   - isCompared: whether it is a CSM or a team.
    ///   - policy: the constants.
    init(_ book: BookRenewals, isCompared: Bool, policy: Policy) {
        observed = book.observed
        settled = book.settled
        expected = book.chances.map(Expectation.init)
        endGame = book.endGameChances.map(Expectation.init)
        guard Double(settled) >= policy.minimumCount else {
            reason = .tooFew
            return
        }
        reason = book.reason ?? (isCompared ? nil : .notApplicable)
        guard let expected, let rate = book.learntRate else { return }
        let ratio = Double(observed) / expected.expected
        let adjusted = ratio * rate
        comparison = Comparison(
            ratio: ratio, endGameRatio: endGame.map { Double(observed) / $0.expected },
            // All renewed of accounts like the others' give 1, or a rounding error more.
            riskAdjustedRate: min(1, adjusted), isCapped: adjusted > 1 + 1e-9)
        if isCompared { chance = Chance(book, expected, policy: policy) }
    }
}

extension FairFigures {
    /// Which side of its expectation a book lies on: 1 above, -1 below.
    private var side: Double {
        expected.map { Double(observed) < $0.expected ? -1 : 1 } ?? 0
    }

    /// The milder band of two that are outside on the same side; otherwise nobody can tell.
    func milderBand(beside other: FairFigures?) -> ChanceBand {
        guard let band = chance?.band, let theirs = other?.chance?.band, band.isOutside,
            theirs.isOutside, side == other?.side
        else { return .cannotTell }
        return band == theirs ? band : .worthAConversation
    }
}

extension FairFigures.Chance {
    /// How far a book is from its expectation, measured by what chance alone gives; nil without
    /// chances.
    ///
    /// - Complexity: O(n σ) in its n renewals, σ the standard deviation of the number renewed.
    init?(_ book: BookRenewals, _ expected: FairFigures.Expectation, policy: Policy) {
        guard let chances = book.chances, let uncertainty = book.uncertainty else { return nil }
        expectationVariance = uncertainty
        widening = (1 + expected.variance * uncertainty).squareRoot()
        let renewed = PoissonBinomial(chances)
        let luck = WidenedMidP(renewed, widening: widening)
        midP = luck.twoSided(book.observed)
        band =
            midP < policy.unlikelyLevel
            ? .unlikelyChance : midP < policy.conversationLevel ? .worthAConversation : .inLine
        range = luck.range(level: policy.conversationLevel)
        let known = renewed.midPRange(level: policy.conversationLevel)
        probabilityOutside =
            renewed.atMost(known.lowerBound - 1) + renewed.atLeast(known.upperBound + 1)
    }
}

extension FairFigures.Shrinkage {
    /// The estimate of a book, shrunk towards the mean of all books of its kind.
    ///
    /// - Parameters:
    ///   - effect: the book's effect.
    ///   - settled: how many renewals it has.
    ///   - spread: how much books of its kind differ.
    ///   - companyRate: the rate of all renewals, above 0 and below 1.
    ///   - policy: the constants.
    init(
        _ effect: BookEffect, settled: Int, _ spread: RandomEffects, companyRate: Double,
        _ policy: Policy
    ) {
        let shrunk = effect.shrunken(spread)
        shrunkRate = expit(logit(companyRate) + shrunk)
        reliability = spread.reliability(variance: effect.variance)
        guard spread.tauSquared > 0 else {
            moreNeeded = nil
            return
        }
        let odds = policy.rankReliability / (1 - policy.rankReliability)
        let ofOne = 1 / effect.variance / Double(settled)
        let wanted = (odds / spread.tauSquared / ofOne - 1e-9).rounded(.up)
        moreNeeded =
            reliability >= policy.rankReliability ? 0 : max(1, Int(min(wanted, 1e15)) - settled)
    }

    /// Why a book with such an estimate has no rank; nil where it has one.
    func rankReason(_ spread: RandomEffects, _ policy: Policy) -> RankReason? {
        reliability >= policy.rankReliability
            ? nil : spread.tauSquared == 0 ? .noVariation : .notReliable
    }
}
